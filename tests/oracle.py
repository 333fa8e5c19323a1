"""Computes what `gander summary` answers, a second time, from the contract alone.

Reads names of files, one a line, and prints one JSON object a file: for each section its
facts by key and its tables' rows by id. Written for being obviously right, not fast.
"""

import codecs
import json
import math
import sys
from collections import Counter

broken = []


def note_broken(error):
    broken.append([error.start, error.end - error.start])
    return "", error.end


codecs.register_error("note-broken", note_broken)


def entropy(counts, total):
    return -sum(n / total * math.log2(n / total) for _, n in sorted(counts.items())) + 0.0


def bytes_section(data):
    counts = Counter(data)
    total = len(data)
    block = 4096
    while block * 1024 < total:
        block *= 2
    parts = [(at, data[at : at + block]) for at in range(0, total, block)]
    among = lambda values: sum(counts[value] for value in values)
    facts = {
        "count": total,
        "entropy": entropy(counts, total),
        "distinct": len(counts),
        "printable": among(range(0x20, 0x7F)),
        "control": among([*range(0x01, 0x20), 0x7F]),
        "nul": counts[0],
        "high": among(range(0x80, 0x100)),
        "most_common": min(counts, key=lambda value: (-counts[value], value), default=None),
    }
    tables = {
        "histogram": [[value, counts[value]] for value in range(256)],
        "entropy_map": [[at, len(part), entropy(Counter(part), len(part))] for at, part in parts],
    }
    return {"facts": facts, "tables": tables}


def lines_section(data):
    pieces = data.split(b"\n")
    terminated, rest = pieces[:-1], pieces[-1]
    lines, at = [], 0
    crlf = 0
    for piece in terminated:
        if piece.endswith(b"\r"):
            crlf += 1
            lines.append((at, len(piece) - 1))
        else:
            lines.append((at, len(piece)))
        at += len(piece) + 1
    if rest:
        lines.append((at, len(rest)))
    longest = max((length for _, length in lines), default=0)
    lengths, start = [], 0
    while True:
        end = 2 * start if start else 1
        lengths.append([start, sum(start <= length < end for _, length in lines)])
        if longest < end:
            break
        start = end
    facts = {
        "count": len(lines),
        "newlines": data.count(b"\n"),
        "lf": data.count(b"\n") - crlf,
        "crlf": data.count(b"\r\n"),
        "cr": data.count(b"\r") - data.count(b"\r\n"),
        "blank": sum(length == 0 for _, length in lines),
        "longest": longest,
        "longest_at": next((at for at, length in lines if length == longest), None),
        "mean": sum(length for _, length in lines) / len(lines) if lines else None,
        "last_terminated": not rest,
    }
    return {"facts": facts, "tables": {"lengths": lengths}}


def utf8_section(data):
    broken.clear()
    text = data.decode("utf-8", "note-broken")
    try:
        data.decode("utf-8", "strict")
        valid = True
    except UnicodeDecodeError:
        valid = False
    # One U+FFFD each: what the file has of its own aside.
    assert data.decode("utf-8", "replace").count("\ufffd") == len(broken) + text.count("\ufffd")
    facts = {
        "valid": valid,
        "first_invalid_at": broken[0][0] if broken else None,
        "invalid_sequences": len(broken),
        "chars": len(text),
        "ascii": sum(byte < 0x80 for byte in data),
        "bom": data.startswith(codecs.BOM_UTF8),
    }
    return {"facts": facts, "tables": {"invalid": broken[:1000]}}


for name in sys.stdin.read().splitlines():
    with open(name, "rb") as file:
        data = file.read()
    sections = {"bytes": bytes_section(data), "lines": lines_section(data), "utf8": utf8_section(data)}
    print(json.dumps(sections))
