# shellcheck shell=bash disable=SC2154
# A dialog that one file asked for is answered while another one is in front.

seq 100 >files/first.log
seq 200 >files/second.log

start_gander files/first.log files/second.log
expect_title "first.log — Gander"
sleep 1
press ctrl+e
within "$window_wait" has_dialog zenity || fail "Ctrl+E brought no dialog"
# The next tab comes to the front while the dialog waits.
press ctrl+Tab
expect_title "second.log — Gander"
fill_dialog zenity "$dir/files/summary.json"
within "$key_wait" test -s files/summary.json || fail "no summary was written"
grep -q first.log files/summary.json || fail "the summary is not of the file that asked"
has_title "second.log — Gander" || fail "the answer brought another file to the front"
quit
