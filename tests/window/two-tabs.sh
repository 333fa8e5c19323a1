# shellcheck shell=bash disable=SC2154
# Two files on the command line are two tabs; Ctrl+Tab goes from one to the other and back.

seq 100 >files/first.log
seq 200 >files/second.log

shows_either() {
    has_title "first.log — Gander" || has_title "second.log — Gander"
}

start_gander files/first.log files/second.log
within "$window_wait" eval 'shows_either || ! is_alive'
shows_either || fail "the title is '$(gander_title)', neither file's name"
shown=$(gander_title)
if [[ $shown == first* ]]; then
    other="second.log — Gander"
else
    other="first.log — Gander"
fi
press ctrl+Tab
expect_title "$other"
press ctrl+Tab
expect_title "$shown"
quit
