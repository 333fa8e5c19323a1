# shellcheck shell=bash disable=SC2154
# A word is found as it is typed, F3 goes on to the next, and what is around it is copied; the
# lines that match are those that stand below.

{
    seq -f 'line %06.0f INFO all is well' 20000
    echo 'line 020001 ERROR needle one'
    seq -f 'line %06.0f INFO all is well' 20002 40000
    echo 'line 040001 ERROR needle two'
} >files/found.log

copied() {
    timeout 5 xclip -selection clipboard -o 2>/dev/null
}

# Selects from the match to the end of its line, copies that, and compares.
copies() {
    press alt+shift+End
    press ctrl+c
    sleep 0.3
    [[ $(copied) == "$1" ]]
}

start_gander files/found.log
expect_title "found.log — Gander"
press ctrl+f
# As a person would, who waits for the box.
sleep 0.5
xdotool type --delay 50 needle
sleep 1
# Escape gives the keyboard back to the text, where the match is.
press Escape
within "$key_wait" copies 'needle one' || fail "typing should have gone to the first match; copied: $(copied)"
press F3
sleep 0.5
within "$key_wait" copies 'needle two' || fail "F3 should have gone on to the next match; copied: $(copied)"
quit
