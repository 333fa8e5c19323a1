"""Computes the profile of columns a second time, by Python's own numbers, dates and statistics.

Reads names of files, one a line: each is a column of one cell a line. Prints one JSON object a file:
all that is exact whatever the column, as text, and what sketches may only come near to. Written for being
obviously right, not fast.
"""

import datetime
import json
import re
import sys
from collections import Counter
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 3000

NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
WORDS = {"true", "false", "yes", "no", "t", "f", "y", "n"}


def number(cell):
    is_number = NUMBER.fullmatch(cell) and any(c.isdigit() for c in re.split("[eE]", cell)[0])
    return Decimal(cell) if is_number else None


def day(cell, *formats):
    for form in formats:
        try:
            return datetime.datetime.strptime(cell, form)
        except ValueError:
            pass
    return None


def date(cell):
    return day(cell, "%Y-%m-%d", "%d.%m.%Y") if re.search(r"[0-9]{4}", cell) else None


def timestamp(cell):
    return date(cell) or day(cell, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f")


READ = {
    "boolean": lambda cell: cell.lower() if cell.lower() in WORDS else None,
    "integer": lambda cell: Decimal(cell) if INTEGER.fullmatch(cell) else None,
    "decimal": number,
    "date": date,
    "timestamp": timestamp,
    "text": lambda cell: cell.encode(),
}


def root(fraction):
    """The nearest float: Decimal's root of 3,000 digits, rounded once more."""
    return float((Decimal(fraction.numerator) / Decimal(fraction.denominator)).sqrt())


def profile(cells):
    full = [cell for cell in cells if cell]
    for kind, read in READ.items():
        valid = [value for value in map(read, full) if value is not None]
        if full and (100 * len(valid) >= 99 * len(full) if len(full) >= 1000 else len(valid) == len(full)):
            break
    exact = {
        "type": kind,
        "count": len(full),
        "empty": len(cells) - len(full),
        "invalid": len(full) - len(valid),
        "shortest": min(map(len, full)),
        "longest": max(map(len, full)),
    }
    near = {"distinct": len(set(full))}
    if kind in ("integer", "decimal"):
        values = [Fraction(value) for value in valid]
        n, total = len(values), sum(values)
        plain = lambda value: f"{value.normalize():f}".replace("-0", "0") if value == 0 else f"{value.normalize():f}"
        exact |= {"min": plain(min(valid)), "max": plain(max(valid)), "sum": plain(sum(valid))}
        variance = (n * sum(value * value for value in values) - total * total) / (n * n)
        exact |= {"mean": repr(float(total / n)), "stddev": repr(root(variance))}
    if kind in ("integer", "decimal", "date", "timestamp"):
        ranked = sorted(valid)
        rank = lambda quarters: ranked[-(-quarters * len(ranked) // 4) - 1]
        since = datetime.datetime(1970, 1, 1)
        plain = lambda value: str(value) if isinstance(value, Decimal) else str((value - since).total_seconds())
        near |= {"q1": plain(rank(1)), "median": plain(rank(2)), "q3": plain(rank(3))}
    top = sorted(Counter(full).items(), key=lambda item: (-item[1], item[0].encode()))[:10]
    return {"exact": exact, "near": near, "top": [[value, count] for value, count in top]}


for name in sys.stdin.read().splitlines():
    with open(name, encoding="utf-8", newline="\n") as file:
        print(json.dumps(profile(file.read().split("\n"))))
