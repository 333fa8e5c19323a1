# shellcheck shell=bash disable=SC2154
# A second start hands its file to the first window and ends; --new-window has one of its own; what was open
# comes back in the next run.

seq 100 >files/first.log
seq 200 >files/second.log
seq 300 >files/third.log

n_windows() {
    [[ $(windows | grep -c Gander) == "$1" ]]
}

start_gander files/first.log
expect_title "first.log — Gander"
first=$process

timeout 30 "$GANDER" files/second.log >second.log 2>&1 || fail "the second start ended with status $?"
expect_title "second.log — Gander"
n_windows 1 || fail "the second start has a window of its own"

# From another folder: the path is taken from there.
(cd files && timeout 30 "$GANDER" third.log) || fail "the third start ended with status $?"
expect_title "third.log — Gander"

start_gander --new-window files/first.log
expect_title "first.log — Gander"
n_windows 2 || fail "--new-window has no window of its own"
quit

# What is killed leaves its socket and its session behind.
process=$first
press ctrl+Tab
expect_title "first.log — Gander"
sleep 2
kill -KILL "$first"
wait "$first" 2>/dev/null
within "$key_wait" eval '! is_alive'
start_gander
expect_title "first.log — Gander"
timeout 30 "$GANDER" files/second.log || fail "the start after the kill ended with status $?"
expect_title "second.log — Gander"
n_windows 1 || fail "a dead socket is not replaced"
quit
