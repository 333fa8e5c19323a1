#!/bin/sh
# Takes away what install.sh installed below the prefix in which this script stands (share/gander):
# the files in its list, and the folders that were made for them, unless others use them by now.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
list=$here/installed
if [ ! -f "$list" ]; then
    echo "uninstall.sh: there is no list of what was installed ($list); run the script that was installed, PREFIX/share/gander/uninstall.sh" >&2
    exit 1
fi
prefix=$(cd "$here/../.." && pwd)
folders=$(sed -n 's/^folder //p' "$list")
sed -n 's/^file //p' "$list" | while IFS= read -r file; do
    rm -f "$prefix/$file"
done

# What is computed from the files that are there: anew, or away with the last of them.
refresh() {
    if [ -n "$(find "$2" -name "$3" 2>/dev/null | head -n 1)" ]; then
        if command -v "$1" >/dev/null; then "$1" "$4" || :; fi
    elif [ -d "$4" ]; then
        forget_"$5" "$4"
    fi
}
forget_menus() { rm -f "$1/mimeinfo.cache"; }
# Beside packages/, all in the folder is written by update-mime-database.
forget_kinds() { find "$1" -mindepth 1 -maxdepth 1 ! -name packages -exec rm -rf {} +; }

refresh update-desktop-database "$prefix/share/applications" '*.desktop' "$prefix/share/applications" menus
refresh update-mime-database "$prefix/share/mime/packages" '*.xml' "$prefix/share/mime" kinds
if [ -f "$prefix/share/icons/hicolor/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null; then
    gtk-update-icon-cache -q -f -t "$prefix/share/icons/hicolor" || :
fi

printf '%s\n' "$folders" | while IFS= read -r folder; do
    [ -z "$folder" ] || rmdir "$prefix/$folder" 2>/dev/null || :
done
echo "Gander is taken away from $prefix. Settings and marks stay in ~/.config/gander and ~/.local/share/gander."
