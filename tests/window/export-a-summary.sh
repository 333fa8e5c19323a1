# shellcheck shell=bash disable=SC2154
# Ctrl+E writes the summary where the dialog says, and its figures are true.

seq 12345 >files/numbers.log
printf 'a last line without an end' >>files/numbers.log

newlines_agree() {
    python3 - "$1" "$2" <<'PYTHON'
import json, sys
summary = json.load(open(sys.argv[1], encoding="utf-8"))
lines = next(s for s in summary["sections"] if s["id"] == "lines")
newlines = next(f["value"] for f in lines["facts"] if f["key"] == "newlines")
sys.exit(newlines != int(sys.argv[2]))
PYTHON
}

start_gander_on_a_bus files/numbers.log
expect_title "numbers.log — Gander"
answer_dialog ctrl+e '!zenity' "$dir/files/summary.json"
within "$key_wait" test -s files/summary.json || fail "no summary was written"
python3 -m json.tool files/summary.json >/dev/null || fail "the summary is not JSON"
newlines_agree files/summary.json "$(wc -l <files/numbers.log)" \
    || fail "the summary's newlines are not those of wc -l"
quit
