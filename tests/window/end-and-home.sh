# shellcheck shell=bash disable=SC2154
# Ctrl+End and Ctrl+Home reach both ends of a file of 50,000 lines.

seq -f 'line %06.0f of a file that is longer than any screen' 50000 >files/long.log
near_the_end=$(($(stat -c %s files/long.log) * 99 / 100))

# Lines of the log: t_ms,cpu_ms,scanned_bytes,ui_ms,top_byte,waiting_rows.
reached_the_end() {
    awk -F , -v least="$near_the_end" '$5 ~ /^[0-9]+$/ && $5 >= least { found = 1 } END { exit !found }' frames.csv
}
came_back_to_0() {
    awk -F , -v least="$near_the_end" '
        $5 !~ /^[0-9]+$/ { next }
        $5 >= least { was_there = 1 }
        { top = $5 }
        END { exit !(was_there && top == 0) }' frames.csv
}

start_gander --frame-log "$dir/frames.csv" files/long.log
expect_title "long.log — Gander"
press ctrl+End
# The log may reach the disk only at the end; the verdict is spoken there.
within 4 reached_the_end
press ctrl+Home
within 4 came_back_to_0
quit
[[ -s frames.csv ]] || fail "no frame log was written"
reached_the_end || fail "Ctrl+End did not go to the end of the file: its top byte stayed below $near_the_end"
came_back_to_0 || fail "Ctrl+Home did not go back to the first byte"
