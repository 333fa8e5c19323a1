# shellcheck shell=bash disable=SC2154
# A visit as people make it: a file by the desktop's dialog, another one by a second start, a search, the same
# bytes as text and as hex side by side, a command of the palette, keys of one's own for it, and the summary
# by the desktop's dialog.

{
    seq -f 'line %06.0f INFO all is well' 20000
    echo 'line 020001 ERROR needle one'
    seq -f 'line %06.0f INFO all is well' 20002 40000
    printf 'line 040001 ERROR needle two'
} >files/found.log
seq 200 >files/second.log

has_copied() {
    [[ $(timeout 5 xclip -selection clipboard -o 2>/dev/null) == "$1" ]]
}

# Presses keys until the clipboard holds this; another press does no harm.
copies() {
    local wanted=$1
    shift
    press "$@"
    within 1 has_copied "$wanted"
}
expect_copy() {
    within "$key_wait" copies "$@" || fail "$2 should have copied '$1' and copied '$(xclip -selection clipboard -o)'"
}

types() {
    timeout 10 xdotool type --clearmodifiers --delay 20 "$1"
}

# The command that the palette finds by these words.
by_palette() {
    press_and_see ctrl+shift+p
    types "$1"
    press Return
}

newlines_of() {
    python3 -c '
import json, sys
sections = {one["id"]: one for one in json.load(open(sys.argv[1], encoding="utf-8"))["sections"]}
print(next(fact["value"] for fact in sections["lines"]["facts"] if fact["key"] == "newlines"))' "$1"
}

start_gander_on_a_bus
expect_title "Gander"
answer_dialog ctrl+o '!zenity' "$dir/files/found.log"
expect_title "found.log — Gander"
timeout 30 "$GANDER" files/second.log >second.txt 2>&1 || fail "the second start ended with status $?"
expect_title "second.log — Gander"
[[ $(windows | grep -c Gander) == 1 ]] || fail "the second start has a window of its own"
press ctrl+Tab
expect_title "found.log — Gander"

# The first match, as text; Escape gives the keyboard back to the text, where the match is.
press_and_see ctrl+f
types needle
within "$key_wait" is_at_rest
press_and_see Escape
press alt+shift+End
expect_copy 'needle one' ctrl+c
press F3
press alt+shift+End
expect_copy 'needle two' ctrl+c

# Another view of it beside: bytes, with the same ones selected; the selection of one is that of the other.
press_and_see ctrl+shift+backslash
expect_copy '6E 65 65 64 6C 65 20 74 77 6F' ctrl+c
press shift+F6
expect_copy 'needle two' ctrl+c
press shift+Left
expect_copy 'needle tw' ctrl+c
press F6
expect_copy '6E 65 65 64 6C 65 20 74 77' ctrl+c
press shift+Left
expect_copy '6E 65 65 64 6C 65 20 74' ctrl+c
press shift+F6
expect_copy 'needle t' ctrl+c

by_palette 'copy as base64'
within "$key_wait" has_copied bmVlZGxlIHQ= || fail "the palette's command copied '$(xclip -selection clipboard -o)'"

# Keys of one's own for that: found by its name, recorded, and kept.
by_palette 'change keys'
within "$key_wait" is_at_rest
types 'copy as base64'
press_and_see Tab
press_and_see Return
press ctrl+F7
keeps_keys() {
    grep -q F7 config/gander/settings.json
}
within "$key_wait" keeps_keys || fail "the settings don't hold the new keys"
press Escape
printf other | xclip -selection clipboard
expect_copy bmVlZGxlIHQ= ctrl+F7

answer_dialog ctrl+e '!zenity' "$dir/files/summary.json"
within "$key_wait" test -s files/summary.json || fail "no summary was written"
[[ $(newlines_of files/summary.json) == $(wc -l <files/found.log) ]] || fail "the summary's newlines are not those of wc -l"
quit
