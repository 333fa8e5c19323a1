# shellcheck shell=bash disable=SC2154
# A screen reader's way through the real window, over AT-SPI: every control has a name and a role, and
# open, find, filter, split and export go by accessibility actions alone, without a key or the pointer.

python=/usr/bin/python3
has_atspi() {
    [[ -x /usr/libexec/at-spi-bus-launcher ]] \
        && "$python" -c "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi" 2>/dev/null
}
has_atspi || fail "it needs at-spi2-core, gir1.2-atspi-2.0 and python3-gi"

seq -f 'line %g' 1 2000 >files/numbers.log
unset NO_AT_BRIDGE DBUS_SESSION_BUS_ADDRESS
# Neither a portal nor a program asks for files, so the window's own boxes do, which can be reached.
mkdir -p programs
cat >bus.conf <<'XML'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML
# shellcheck disable=SC2016
dbus-run-session --config-file="$dir/bus.conf" -- bash -c '
    /usr/libexec/at-spi-bus-launcher --launch-immediately &
    for _ in {1..100}; do
        gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
            --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled "<true>" && break
        sleep 0.1
    done >/dev/null 2>&1
    PATH=$1 "$2" >gander.log 2>&1 &
    echo $! >gander.pid
    "$3" "$4" "$5" >reader.log 2>&1
    echo $? >reader.rc
    kill "$(<gander.pid)" 2>/dev/null
    wait
' bash "$dir/programs" "$GANDER" "$python" "$here/by_screen_reader.py" "$dir/files" >bus.log 2>&1 &
within 10 test -s gander.pid || fail "the program did not start"
within 120 test -s reader.rc || fail "the walk did not end: $(tail -n 1 reader.log)"
[[ $(<reader.rc) == 0 ]] || fail "$(tail -n 3 reader.log)"
test -s files/summary.json || fail "no summary was written"
