# What the scenarios share: starting the program, looking at windows, pressing keys.
# Sourced by tests/window/run; every wait is a poll with a limit.
# shellcheck shell=bash

# `work`, `dir` and `GANDER` are set by the file that sources this one.
# shellcheck disable=SC2154,SC2153

# How long to wait, in seconds, for a window or for what a key should do.
window_wait=40
key_wait=15

# Gives everything started from here on folders of its own under $1, whatever the
# person who runs the tests has in theirs, and marks it, so that it can be found again.
set_up_environment() {
    local folder
    for folder in home run data config cache files; do
        mkdir -p "$1/$folder"
    done
    chmod 700 "$1/run"
    # Newer portals want to be told which of them answers.
    mkdir -p "$1/config/xdg-desktop-portal"
    printf '[preferred]\ndefault=gtk\n' >"$1/config/xdg-desktop-portal/portals.conf"

    export HOME=$1/home XDG_RUNTIME_DIR=$1/run
    export XDG_DATA_HOME=$1/data XDG_CONFIG_HOME=$1/config XDG_CACHE_HOME=$1/cache
    export LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 RUST_BACKTRACE=1
    export GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1 GTK_THEME=Adwaita
    export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
    export GANDER_WINDOW_TESTS=$work
    unset WAYLAND_DISPLAY WAYLAND_SOCKET GTK_USE_PORTAL XDG_CURRENT_DESKTOP XAUTHORITY RUST_LOG
}

# Starts the program with the arguments given; `process` is its id, `waited_on` that of
# our own child, whose status counts.
start_gander() {
    "$GANDER" "$@" >gander.log 2>&1 &
    process=$!
    waited_on=$process
}

# The same with a session bus, on which the portal is started when it is asked for.
start_gander_on_a_bus() {
    unset DBUS_SESSION_BUS_ADDRESS
    # shellcheck disable=SC2016
    dbus-run-session -- bash -c 'echo $$ >gander.pid; exec "$@"' bash "$GANDER" "$@" >gander.log 2>&1 &
    waited_on=$!
    within 10 test -s gander.pid || fail "dbus-run-session did not start: $(tail -n 1 gander.log)"
    process=$(<gander.pid)
}

# Ends the scenario; the reason is what the person who runs the tests reads.
fail() {
    echo "$*" >"$dir/why"
    exit 1
}

# Repeats a command, ten times a second, until it succeeds or $1 seconds are over.
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

is_alive() {
    kill -0 "$process" 2>/dev/null
}

# Windows

# One line for each window that the window manager knows: id, process, class, title.
windows() {
    local id
    xprop -root _NET_CLIENT_LIST 2>/dev/null | grep -o '0x[0-9a-f]*' | while read -r id; do
        xprop -id "$id" -notype _NET_WM_PID WM_CLASS _NET_WM_NAME WM_NAME 2>/dev/null | awk -v id="$id" '
            { value = $0; sub(/^[^=:]*[=:] */, "", value); found = index($0, " = ") }
            found && $1 == "_NET_WM_PID" { pid = value }
            found && $1 == "WM_CLASS" { class = value }
            found && ($1 == "_NET_WM_NAME" || $1 == "WM_NAME" && title == "") {
                title = value; gsub(/^"|"$/, "", title)
            }
            END { printf "%s\t%s\t%s\t%s\n", id, pid, class, title }'
    done
}

# The id and the title of the program's window.
gander_window() {
    windows | awk -F '\t' -v pid="$process" '$2 == pid { print $1; exit }'
}
gander_title() {
    windows | awk -F '\t' -v pid="$process" '$2 == pid { print $4; exit }'
}

has_title() {
    [[ $(gander_title) == "$1" ]]
}

# Waits until the program's window has this title.
expect_title() {
    within "$window_wait" eval "has_title ${1@Q} || ! is_alive"
    is_alive || fail "the program ended while waiting for the title '$1'"
    has_title "$1" || fail "the title should be '$1' and is '$(gander_title)'"
}

# The id of a window that isn't the program's, whose class contains $1 (or, with `!`
# before it, doesn't).
dialog() {
    windows | awk -F '\t' -v pid="$process" -v want="$1" '
        BEGIN { unlike = sub(/^!/, "", want) }
        $2 != pid && (index(tolower($3), want) > 0) != unlike { print $1; exit }'
}

has_dialog() {
    [[ -n $(dialog "$1") ]]
}

no_dialog() {
    [[ -z $(dialog "$1") ]]
}

is_active() {
    [[ $(timeout 5 xdotool getactivewindow) == $(($1)) ]]
}

activate() {
    timeout 5 xdotool windowactivate "$1"
    within 10 is_active "$1" || fail "the window manager did not give the window $1 the focus"
}

# Keys

# Presses keys in the program's window.
press() {
    local window
    window=$(gander_window)
    is_alive || fail "the program ended before '$*' could be pressed"
    [[ -n $window ]] || fail "the program has no window to press '$*' in"
    activate "$window"
    timeout 10 xdotool key --clearmodifiers "$@"
}

# What the window shows, as a digest.
look() {
    import -silent -window "$(gander_window)" rgb:- | sha1sum
}

# Whether the window shows what it showed when this was last asked.
is_at_rest() {
    local now
    now=$(look)
    [[ $now == "${last_look:-}" ]] || { last_look=$now; return 1; }
}

looks_otherwise() {
    [[ $(look) != "$last_look" ]]
}

# Presses keys in the program's window, which is at rest, and waits until it shows something else.
press_and_see() {
    within "$key_wait" is_at_rest || fail "the window did not come to rest before '$*'"
    press "$@"
    within "$key_wait" looks_otherwise || fail "'$*' changed nothing in the window"
}

# Opens a file dialog with the key $1, waits for one like $2 (see `dialog`), types the path $3.
answer_dialog() {
    local key=$1 like=$2 path=$3
    press "$key"
    within "$window_wait" has_dialog "$like" || fail "$key brought no file dialog"
    fill_dialog "$like" "$path"
}

# Types the path $2 into the file dialog that is like $1.
fill_dialog() {
    local like=$1 path=$2 window
    window=$(dialog "$like")
    activate "$window"
    timeout 10 xdotool key --clearmodifiers ctrl+l
    timeout 10 xdotool key --clearmodifiers ctrl+a
    timeout 30 xdotool type --clearmodifiers --delay 20 "$path"
    # A Return that comes while the dialog still looks for completions closes only those.
    for _ in 1 2 3 4 5; do
        timeout 10 xdotool key Return
        within 2 no_dialog "$like" && return 0
    done
    fail "the file dialog did not take the path $path"
}

# Ends the program with Ctrl+Q and wants status 0.
quit() {
    local status
    press ctrl+q
    within "$key_wait" eval '! is_alive' || fail "Ctrl+Q did not end the program"
    wait "$waited_on"
    status=$?
    ((status == 0)) || fail "Ctrl+Q ended the program with status $status"
}

# Processes

# Ends every process that has $1 in its environment: what was started here, and what
# that started in turn, such as the services of a session bus, and nothing else.
end_processes() {
    signal_processes TERM "$1"
    within 3 eval "! has_processes ${1@Q}" || signal_processes KILL "$1"
    leave_no_mount "${1#*=}"
}

marked_processes() {
    grep -lzxsF -- "$1" /proc/[0-9]*/environ | cut -d / -f 3
}

has_processes() {
    local pid
    for pid in $(marked_processes "$1"); do
        [[ -e /proc/$pid ]] && return 0
    done
    return 1
}

signal_processes() {
    local pid
    for pid in $(marked_processes "$2"); do
        kill -"$1" "$pid" 2>/dev/null
    done
    return 0
}

# The portal mounts a folder of its own where it may; a killed one leaves it behind.
leave_no_mount() {
    local mount
    for mount in "$1"/run/doc "$1"/*/run/doc; do
        grep -qF " $mount " /proc/self/mounts || continue
        fusermount3 -u -z "$mount" 2>/dev/null || fusermount -u -z "$mount" 2>/dev/null || umount -l "$mount"
    done
}
