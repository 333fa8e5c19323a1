#!/bin/sh
# A summary by the machines of a list, with GNU parallel over ssh.
#
#     ./parallel.sh /data/huge.csv machines.txt > summary.json
#
# machines.txt names a machine a line (`:` is this one); all see FILE under its name and have gander in their PATH.
# What fails is tried elsewhere (--retries); the parts come back here and are removed there (--return, --cleanup).
set -eu
file=$1 machines=$(realpath "$2")
of=${PARTS:-64}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
seq 0 $((of - 1)) | parallel --quote --sshloginfile "$machines" --retries 3 --return '{}.gpart' --cleanup \
    gander summary "$file" --part --split "{}/$of" -o '{}.gpart'
gander merge ./*.gpart
