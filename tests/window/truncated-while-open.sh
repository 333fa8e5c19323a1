# shellcheck shell=bash disable=SC2154
# A file that is cut to nothing while it is open crashes nothing; its tab still closes.

seq 200000 >files/cut.log

stays_alive_for() {
    local end=$((SECONDS + $1))
    while ((SECONDS < end)); do
        is_alive || return 1
        sleep 0.2
    done
}

start_gander files/cut.log
expect_title "cut.log — Gander"
press End
: >files/cut.log
stays_alive_for 1 || fail "the program ended when the file was cut"
press Page_Up Page_Up Home Page_Down End
stays_alive_for 2 || fail "the program ended while scrolling in a file that was cut"
press ctrl+w
expect_title "Gander"
quit
