# shellcheck shell=bash disable=SC2154
# Takes the pictures that the metainfo, the README and the guide show: a log, a table, bytes, the map. Each
# has to be complete: a picture that stays as it is, of many colours. They land in the folder $PICTURES if
# it is set (PICTURES=assets/pictures tests/window/run pictures), and otherwise count only as a test. With
# GUIDE=assets/guide, too, parts of them land there for the guide, in each language that it is written in.

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

# Starts the program with one file, or none, in a window of the size that all pictures have.
show() {
    rm -rf config/gander data/gander
    mkdir -p config/gander
    # One action that has no keys gets some.
    printf '{"schema": 1, "theme": "Dark", "language": "%s", "keys": {"own": {"edit.copy-mode": ["Ctrl+F9"]}}}' \
        "$language" >config/gander/settings.json
    start_gander ${1:+"files/$1"}
    expect_title "${1:+$1 — }Gander"
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
# a while; keeps that as $1, and of it the part $3 for the guide, as wide as that at most.
take() {
    local colours
    within "$key_wait" is_drawn "$2" || fail "the part $2 of the picture $1 stayed empty"
    within "$key_wait" shows_the_same_twice || fail "the window did not come to rest for the picture $1"
    [[ $(identify -format '%wx%h' two.png) == 1280x800 ]] || fail "the picture $1 is of another size"
    colours=$(identify -format '%k' two.png)
    ((colours > 100)) || fail "the picture $1 has only $colours colours"
    # 255 colours are as good to look at, in a third of the bytes.
    [[ $language != en || ${4:-} == guide ]] || keep 255 "$pictures/$1.png"
    [[ -z ${GUIDE:-} ]] || keep 40 "$guide/$1.png" -crop "$3" +repage -resize "620x>"
}

# Keeps a picture in so many colours; without a time, so that the same looks are the same bytes.
keep() {
    mkdir -p "$(dirname "$2")"
    convert two.png "${@:3}" -strip +dither -colors "$1" -define png:exclude-chunks=date,time \
        -define png:compression-level=9 "PNG8:$2"
}

types() {
    timeout 10 xdotool type --clearmodifiers --delay 15 "$1"
    timeout 10 xdotool key --clearmodifiers "$2"
}

visit() {
    show service.log
    press F8
    press ctrl+f
    types ERROR Return
    take log 700x100+20+640 620x310+0+458
    quit

    show orders.csv
    press Down Down Down Down Down Down Right Right Right
    take table 240x200+980+600 620x250+0+105
    quit

    show gander.png
    press ctrl+shift+k
    press ctrl+i
    take bytes 500x100+20+600 620x330+0+390
    quit

    show disk.img
    press ctrl+5
    take map 600x300+50+200 930x560+0+105
    quit
}

# What only the guide shows.
visit_for_the_guide() {
    show
    take start 300x100+300+200 800x500+240+130 guide
    quit

    show service.log
    press F8
    take timeline 600x200+20+90 620x215+0+75 guide
    press F8
    press F9
    press ctrl+shift+backslash
    press Down Down Down shift+Right shift+Right shift+Right shift+Right
    take panes 300x100+700+300 620x300+330+75 guide
    quit

    show service.log
    take summary 200x100+1000+500 340x480+940+75 guide
    press ctrl+4
    take io 300x100+20+150 940x560+0+75 guide
    quit

    show gander.png
    press ctrl+F9
    within "$key_wait" is_at_rest
    types 00ff00ff Tab
    take changes 500x200+20+500 620x210+0+590 guide
    press ctrl+z ctrl+z ctrl+z ctrl+z
    quit
}

make_files
language=en
guide=$here/../../${GUIDE:-}/pictures
visit
if [[ -n ${GUIDE:-} ]]; then
    visit_for_the_guide
    language=zh-CN
    guide=$here/../../$GUIDE/$language/pictures
    visit
    visit_for_the_guide
fi
