# shellcheck shell=bash disable=SC2154
# A log that is written to 50,000 times a second and rotated, by rename and by copy, is
# followed to its end; then the summary in the window is that of the command line.
#
# GANDER_ROTATIONS says how often each: 10 times unless set. GANDER_FRAME_LOG keeps the frames.

rotations=${GANDER_ROTATIONS:-10}
log=$dir/files/app.log
frames=${GANDER_FRAME_LOG:-$dir/frames}

# Appends until it is stopped, and opens the file anew once its name leads elsewhere.
writer() {
    python3 - "$log" <<'PYTHON'
import os, sys, time
path = sys.argv[1]
log = open(path, "ab", buffering=0)
start, n = time.monotonic(), 0
while not os.path.exists(path + ".stop"):
    due = int((time.monotonic() - start) * 50_000)
    log.write(b"".join(b"%010d INFO worker took a request and served it\n" % nr for nr in range(n, due)))
    n = due
    time.sleep(0.01)
    try:
        if os.stat(path).st_ino != os.fstat(log.fileno()).st_ino:
            log = open(path, "ab", buffering=0)
    except FileNotFoundError:
        pass
PYTHON
}

# Resident memory, in KiB.
memory() {
    awk '/^VmRSS/ { print $2 }' "/proc/$process/status"
}

follow() {
    local how=$1 i first
    : >"$log"
    rm -f "$log".*
    printf '%s {\n rotate 1000\n %s\n nocompress\n}\n' "$log" "$how" >files/conf
    start_gander --frame-log "$frames.$how.csv" "$log"
    expect_title "app.log — Gander"
    press End
    writer &
    for ((i = 1; i <= rotations; i++)); do
        sleep 0.25
        /usr/sbin/logrotate -f -s files/state files/conf || fail "logrotate failed"
        is_alive || fail "the program ended after rotation $i by $how"
        # The first are for memory to find its level.
        ((i == (rotations + 4) / 5)) && first=$(memory)
    done
    sleep 0.5
    touch "$log.stop"
    wait $!
    # What the writer did last, the window has counted a moment later.
    within "$window_wait" eval 'same_summary || ! is_alive'
    same_summary || fail "after rotations by $how the window's summary should be that of the command line"
    echo "    $how: $rotations rotations, memory $first KiB, in the end $(memory) KiB"
    quit
}

same_summary() {
    press ctrl+shift+e
    sleep 0.3
    timeout 5 xclip -selection clipboard -o >files/window.md 2>/dev/null
    "$GANDER" summary "$log" -f md >files/command.md
    [[ -s files/window.md ]] && cmp -s files/window.md files/command.md
}

follow create
follow copytruncate
