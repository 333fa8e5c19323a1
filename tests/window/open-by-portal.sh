# shellcheck shell=bash disable=SC2154
# Ctrl+O opens a file through the desktop's own dialog, by way of xdg-desktop-portal.

seq 1000 >files/numbers.log

start_gander_on_a_bus
expect_title "Gander"
answer_dialog ctrl+o '!zenity' "$dir/files/numbers.log"
expect_title "numbers.log — Gander"
quit
