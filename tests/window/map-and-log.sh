# shellcheck shell=bash disable=SC2154
# The map view, the diagnostics and a measurement in the real window, and all of it in a log.

seq 200000 >files/a.log
logged() {
    within "$key_wait" grep -q "$1" files/events || fail "the log doesn't say “$1”"
}

start_gander --log files/events files/a.log
expect_title "a.log — Gander"
logged 'opened name="a.log"'
logged 'window made'
logged 'job ended title="Measuring"'
press F12 ctrl+3
sleep 1
is_alive || fail "the program ended in the map view"
press F12 ctrl+1
quit
logged 'gander ended'

# Without a log that can be written the window goes on.
start_gander --log files/no/events files/a.log
expect_title "a.log — Gander"
quit
