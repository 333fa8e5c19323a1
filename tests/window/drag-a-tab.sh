# shellcheck shell=bash disable=SC2154
# A tab dragged to the right is a pane of its own; dragged back, it is a tab again.

seq 100 >files/first.log
seq 200 >files/second.log

# The pointer goes from one place of the window to another, held down.
drag() {
    local window
    window=$(gander_window)
    activate "$window"
    timeout 10 xdotool mousemove --window "$window" "$1" "$2"
    sleep 0.3
    timeout 10 xdotool mousedown 1
    sleep 0.3
    timeout 10 xdotool mousemove --window "$window" $((($1 + $3) / 2)) $((($2 + $4) / 2 + 30))
    sleep 0.3
    timeout 10 xdotool mousemove --window "$window" "$3" "$4"
    sleep 0.3
    timeout 10 xdotool mousemove --window "$window" $(($3 + 1)) "$4"
    sleep 0.3
    timeout 10 xdotool mouseup 1
    sleep 0.5
}

# F6 goes to the next pane, and nowhere if there is one only.
f6_goes_on() {
    local before
    before=$(gander_title)
    press F6
    within 2 eval '[[ $(gander_title) != "$before" ]]'
}

start_gander files/first.log files/second.log
expect_title "first.log — Gander"
press F9
sleep 1
f6_goes_on && fail "there are two panes before a tab was dragged"
# The second tab follows the first one: names of nine letters make tabs of about 110 points.
drag 150 85 1000 450
f6_goes_on || fail "the tab that was dragged to the right is no pane of its own"
f6_goes_on || fail "F6 does not go around"
drag 640 85 105 85
f6_goes_on && fail "the tab that was dragged back is still a pane of its own"
quit
