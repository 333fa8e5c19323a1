# shellcheck shell=bash disable=SC2154
# The window comes back where it was, as large and zoomed as it was; one that filled the display does so again and
# goes back to its size before; one that lies where no display is any more is brought back in sight.

seq 100 >files/first.log

# Corner, width and height of the window's contents, in pixels.
place() {
    xdotool getwindowgeometry --shell "$(gander_window)" | sed -n 's/^\(X\|Y\|WIDTH\|HEIGHT\)=//p' | paste -sd' '
}

is_at() {
    [[ $(place) == "$1" ]]
}

is_maximized() {
    xprop -id "$(gander_window)" _NET_WM_STATE | grep -q MAXIMIZED
}

# Twice on the title that the window manager draws, which maximizes.
on_title() {
    xdotool mousemove --window "$(gander_window)" 200 -10
    xdotool click --repeat 2 --delay 80 1
}

settings() {
    python3 -c 'import json, sys; print(eval(sys.argv[1], {"it": json.load(open(sys.argv[2]))}))' "$1" \
        "$XDG_CONFIG_HOME/gander/settings.json"
}

start_gander files/first.log
expect_title "first.log — Gander"
sleep 1
xdotool windowsize --sync "$(gander_window)" 700 500
xdotool windowmove --sync "$(gander_window)" 150 90
press ctrl+plus
sleep 1
before=$(place)
[[ $before == *" 700 500" ]] || fail "the window should be 700 by 500: $before"
quit
zoom=$(settings 'round(it["zoom"], 2)')
[[ $zoom == 1.1 ]] || fail "the zoom that is kept should be 1.1 and is $zoom"

start_gander files/first.log
expect_title "first.log — Gander"
within "$key_wait" is_at "$before" || fail "the window was at $before and came back at $(place)"
on_title
within "$key_wait" is_maximized || fail "the window manager did not maximize the window"
sleep 1
quit

start_gander files/first.log
expect_title "first.log — Gander"
within "$key_wait" is_maximized || fail "the window filled the display and does no longer"
sleep 1
on_title
within "$key_wait" eval '! is_maximized' || fail "the window manager did not restore the window"
within "$key_wait" eval '[[ $(place) == *" 700 500" ]]' || fail "its size before was 700 by 500, not $(place)"
quit

python3 - "$XDG_CONFIG_HOME/gander/settings.json" <<'PYTHON'
import json, sys
kept = json.load(open(sys.argv[1]))
kept["window"]["corner"] = [9000.0, 7000.0]
json.dump(kept, open(sys.argv[1], "w"))
PYTHON
start_gander files/first.log
expect_title "first.log — Gander"
in_sight() {
    local x y
    read -r x y _ <<<"$(place)"
    ((x > -600 && x < 1336 && y > -1 && y < 868))
}
within "$key_wait" in_sight || fail "the window is out of sight at $(place)"
quit
