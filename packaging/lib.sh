# What the scripts of packaging share: names, times, and the program itself. Sourced by them.
# shellcheck shell=bash

# `root` is the folder of the sources.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
app_id=io.github.gander.Gander
metainfo=$root/packaging/desktop/$app_id.metainfo.xml

# Ends the script with one sentence.
fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# Ends the script unless all programs named are there.
need() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "$program is missing"
    done
}

has() {
    command -v "$1" >/dev/null
}

# The time that everything made here bears: of the last commit, or of the release if there is no git.
set_epoch() {
    local day
    if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
        SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null) || {
            day=$(sed -n 's/.*<release [^>]*date="\([^"]*\)".*/\1/p' "$metainfo" | head -n 1)
            SOURCE_DATE_EPOCH=$(date -u -d "$day" +%s)
        }
    fi
    export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8
}

# Builds the program for others to run, without paths of this machine inside, and sets `binary`.
# GANDER_CARGO_FLAGS are added, such as "--no-default-features --features system-fonts".
build_program() {
    need cargo
    local target=${CARGO_TARGET_DIR:-$root/target} home=${CARGO_HOME:-$HOME/.cargo}
    local flags="--remap-path-prefix=$root=/gander --remap-path-prefix=$home=/cargo --remap-path-prefix=$target=/target"
    local wishes
    read -ra wishes <<<"${GANDER_CARGO_FLAGS:-}"
    (cd "$root" && RUSTFLAGS="${RUSTFLAGS:-} $flags" \
        cargo build --profile dist --locked --bin gander "${wishes[@]}") \
        || fail "the program could not be built"
    # shellcheck disable=SC2034
    binary=$target/dist/gander
}

# Makes man pages, completions, icons and the list of licences, and sets `generated`.
generate() {
    generated=$1
    if [[ -n ${generator:-} ]]; then
        CARGO_MANIFEST_DIR=$root "$generator" "$generated"
    else
        need cargo
        (cd "$root" && cargo run --quiet --locked --example generate -- "$(realpath -m "$generated")")
    fi || fail "man pages and completions could not be made"
}

# Packs a folder so that the same content gives the same bytes: pack PARENT NAME OUT.tar.gz
pack() {
    tar --create --directory "$1" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" "$2" | gzip -n "${gzip_level:--9}" >"$3"
}

# Fills in a template: the version, and what else is given as NAME=VALUE.
fill() {
    local template=$1 out=$2 pair
    local script=(-e "s|@VERSION@|$version|g")
    shift 2
    for pair in "$@"; do
        script+=(-e "s|@${pair%%=*}@|${pair#*=}|g")
    done
    sed "${script[@]}" "$template" >"$out"
}
