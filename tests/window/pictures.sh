# shellcheck shell=bash disable=SC2154
# Takes the pictures that the metainfo, the README and the guide show: a log, a table, bytes, the map. Each
# has to be complete: a picture that stays as it is, of many colours. They land in the folder $PICTURES if
# it is set (PICTURES=assets/pictures tests/window/run pictures), and otherwise count only as a test.

pictures=${PICTURES:+$(cd "$here/../.." && realpath -m "$PICTURES")}
pictures=${pictures:-$dir/pictures}
mkdir -p "$pictures"

make_files() {
    sample log 24MiB service.log
    sample table 8MiB orders.csv
    # A picture with a structure, and something of every kind for the map.
    cp "$here/../../assets/icon/gander-512.png" files/gander.png
    {
        head -c 400000 files/service.log
        head -c 300000 /dev/zero
        head -c 500000 files/orders.csv
        head -c 600000 "$GANDER"
        gzip -cn files/orders.csv | head -c 500000
        head -c 250000 /dev/zero
        head -c 500000 files/service.log
    } >files/disk.img
}

# A sample without the characters that not every system has typefaces for.
sample() {
    "$GANDER" sample "$1" --size "$2" -o files/sample || fail "no sample was made"
    python3 -c '
import re, sys
text = sys.stdin.buffer.read().decode("utf-8", "replace")
sys.stdout.buffer.write(re.sub("[^\0-\u04ff]", "", text).encode())' <files/sample >"files/$3"
}

# Starts the program with one file in a window of the size that all pictures have.
show() {
    rm -rf config/gander data/gander
    mkdir -p config/gander
    echo '{"schema": 1, "theme": "Dark"}' >config/gander/settings.json
    start_gander "files/$1"
    expect_title "$1 — Gander"
    timeout 10 xdotool windowsize --sync "$(gander_window)" 1280 800
    timeout 5 xdotool mousemove 1399 899
}

shows_the_same_twice() {
    import -silent -window "$(gander_window)" one.png && sleep 0.25 &&
        import -silent -window "$(gander_window)" two.png &&
        [[ $(compare -metric AE one.png two.png null: 2>&1) == 0 ]]
}

# Whether something is drawn in the part $1 of the window; a background has a handful of colours.
is_drawn() {
    import -silent -window "$(gander_window)" -crop "$1" part.png && (($(identify -format '%k' part.png) > 20))
}

# Waits until something is drawn in the part $2, where the last of it comes, and the window shows the same for
# a while; keeps that as $1.
take() {
    local colours
    within "$key_wait" is_drawn "$2" || fail "the part $2 of the picture $1 stayed empty"
    within "$key_wait" shows_the_same_twice || fail "the window did not come to rest for the picture $1"
    [[ $(identify -format '%wx%h' two.png) == 1280x800 ]] || fail "the picture $1 is of another size"
    colours=$(identify -format '%k' two.png)
    ((colours > 100)) || fail "the picture $1 has only $colours colours"
    # 255 colours are as good to look at, in a third of the bytes; without a time, so that the same looks are the same bytes.
    convert two.png -strip +dither -colors 255 -define png:exclude-chunks=date,time "PNG8:$pictures/$1.png"
}

types() {
    timeout 10 xdotool type --clearmodifiers --delay 15 "$1"
    timeout 10 xdotool key --clearmodifiers "$2"
}

make_files
show service.log
press F8
press ctrl+f
types ERROR Return
take log 700x100+20+640
quit

show orders.csv
press Down Down Down Down Down Down Right Right Right
take table 240x200+980+600
quit

show gander.png
press ctrl+shift+k
press ctrl+i
take bytes 500x100+20+600
quit

show disk.img
press ctrl+5
take map 600x300+50+200
quit
