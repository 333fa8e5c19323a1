#!/usr/bin/env bash
# Renders the PNGs beside this script from the two drawings (rsvg-convert: Debian's librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")"
for size in 16 32; do
    rsvg-convert --width="$size" --height="$size" gander-small.svg --output="gander-$size.png"
done
for size in 48 64 128 256 512; do
    rsvg-convert --width="$size" --height="$size" gander.svg --output="gander-$size.png"
done
