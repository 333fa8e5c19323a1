# shellcheck shell=bash disable=SC2154
# Without a session bus there is no portal: Ctrl+O then asks with zenity.

seq 1000 >files/numbers.log

start_gander
expect_title "Gander"
answer_dialog ctrl+o zenity "$dir/files/numbers.log"
expect_title "numbers.log — Gander"
quit
