#!/bin/sh
# Installs Gander from the folder in which this script stands.
#
#     ./install.sh [--prefix DIR]
#
# DIR is /usr/local unless given (as root), or $HOME/.local for yourself alone. With DESTDIR set in
# the environment all goes below that folder, as packagers want it. What was installed, and which
# folders had to be made for it, is listed in DIR/share/gander/installed; DIR/share/gander/uninstall.sh
# takes exactly that away again.

set -eu

prefix=/usr/local
case ${1:-} in
    --prefix) prefix=${2:?--prefix wants a folder} ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    '') ;;
    *) echo "install.sh: there is no option $1; there is --prefix DIR" >&2; exit 1 ;;
esac
case $prefix in
    /*) ;;
    *) echo "install.sh: the prefix has to start with /" >&2; exit 1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
to=${DESTDIR:-}$prefix
list=$to/share/gander/installed

# Makes a folder and those above it, and lists the ones that were not there.
make_folder() {
    [ -d "$1" ] && return
    make_folder "$(dirname "$1")"
    mkdir "$1" || { echo "install.sh: $1 could not be made; without root, try --prefix \"\$HOME/.local\"" >&2; exit 1; }
    folders="$1
$folders"
}

put() {
    make_folder "$(dirname "$to/$2")"
    cp "$here/$1" "$to/$2.new"
    chmod "$3" "$to/$2.new"
    mv "$to/$2.new" "$to/$2"
    files="$files$2
"
}

folders='' files=''
# Folders that an earlier installation made stay in the list.
if [ -f "$list" ]; then
    folders=$(sed -n 's/^folder //p' "$list" | sed "s|^|$to/|")
    folders="$folders
"
fi
put bin/gander bin/gander 755
for file in $(cd "$here" && find share -type f | sort); do
    put "$file" "$file" 644
done
put uninstall.sh share/gander/uninstall.sh 755
if [ "$prefix" != /usr ] && [ "$prefix" != /usr/local ]; then
    # A menu may be started without this prefix on its path.
    sed "s|^Exec=gander|Exec=\"$prefix/bin/gander\"|" "$here/share/applications/gander.desktop" \
        >"$to/share/applications/gander.desktop"
fi
{
    printf '%s' "$files" | sed 's|^|file |'
    echo "file share/gander/installed"
    printf '%s' "$folders" | sed -n "s|^$to/|folder |p"
} >"$list.new"
mv "$list.new" "$list"

# Menus and kinds of files, where this system keeps them; a packager's system does it by itself.
if [ -z "${DESTDIR:-}" ]; then
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$to/share/applications" || :; fi
    if command -v update-mime-database >/dev/null; then update-mime-database "$to/share/mime" || :; fi
    if [ -f "$to/share/icons/hicolor/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null; then
        gtk-update-icon-cache -q -f -t "$to/share/icons/hicolor" || :
    fi
fi
echo "Gander is installed: $prefix/bin/gander. $prefix/share/gander/uninstall.sh takes it away again."
