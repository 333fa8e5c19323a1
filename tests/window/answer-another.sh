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
window=$(dialog zenity)
activate "$window"
timeout 10 xdotool key --clearmodifiers ctrl+l
timeout 10 xdotool key --clearmodifiers ctrl+a
timeout 30 xdotool type --clearmodifiers --delay 20 "$dir/files/summary.json"
for _ in 1 2 3 4 5; do
    timeout 10 xdotool key Return
    within 2 no_dialog zenity && break
done
within "$key_wait" test -s files/summary.json || fail "no summary was written"
grep -q first.log files/summary.json || fail "the summary is not of the file that asked"
has_title "second.log — Gander" || fail "the answer brought another file to the front"
quit
