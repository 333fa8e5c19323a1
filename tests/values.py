"""Reads the values at places a second time, by Python's own struct, uuid, ipaddress and datetime.

Reads lines of `little|big HEX`: an order and the bytes from a place on, 32 or what there is. Prints one JSON
object a line: of each kind its length and its text; "short" where the bytes end before it, "invalid" where they
are none. Written for being obviously right, not fast.
"""

import datetime
import ipaddress
import json
import math
import struct
import sys
import uuid

SHORT, INVALID = "short", "invalid"
MOST = 32


def integer(data, width, order, signed):
    if len(data) < width:
        return SHORT
    code = {1: "b", 2: "h", 4: "i", 8: "q"}.get(width)
    value = int.from_bytes(data[:width], order, signed=signed)
    if code:
        code = code if signed else code.upper()
        assert value == struct.unpack(("<" if order == "little" else ">") + code, data[:width])[0]
    return [width, str(value)]


def leb128(data, signed):
    if not any(byte < 128 for byte in data[:MOST]):
        return SHORT if len(data) < MOST else INVALID
    value, length = 0, 0
    for byte in data:
        value |= (byte & 127) << 7 * length
        length += 1
        if byte < 128:
            break
    if signed and byte & 64:
        value -= 1 << 7 * length
    low, high = (-(1 << 127), (1 << 127) - 1) if signed else (0, (1 << 128) - 1)
    return [length, str(value)] if low <= value <= high else INVALID


def floating(data, width, order, unpack, pack):
    if len(data) < width:
        return SHORT
    raw = data[:width] if order == "big" else data[:width][::-1]
    value = unpack(raw)
    if math.isnan(value):
        return [width, "NaN"]
    if math.isinf(value):
        return [width, "inf" if value > 0 else "-inf"]
    for digits in range(18):
        text = "%.*e" % (digits, value)
        try:
            if pack(float(text)) == raw:
                return [width, repr(float(text))]
        except OverflowError:
            pass
    raise AssertionError(raw.hex())


def brain(value):
    """The bfloat16 nearest to a number, ties to even."""
    whole = struct.unpack(">I", struct.pack(">f", value))[0]
    return ((whole + 0x7FFF + (whole >> 16 & 1)) >> 16 & 0xFFFF).to_bytes(2, "big")


def floats(data, order):
    def of(code):
        return lambda raw: struct.unpack(code, raw)[0], lambda value: struct.pack(code, value)

    return {
        "f16": floating(data, 2, order, *of(">e")),
        "bf16": floating(data, 2, order, lambda raw: struct.unpack(">f", raw + b"\0\0")[0], brain),
        "f32": floating(data, 4, order, *of(">f")),
        "f64": floating(data, 8, order, *of(">d")),
    }


def written(epoch, count, per_second, digits):
    try:
        time = datetime.datetime(epoch, 1, 1) + datetime.timedelta(seconds=count // per_second)
    except OverflowError:
        return None
    rest = f".{count % per_second:0{digits}}" if digits else ""
    return time.isoformat() + rest + "Z"


def time(data, width, order, signed, epoch, digits):
    if len(data) < width:
        return SHORT
    count = int.from_bytes(data[:width], order, signed=signed)
    text = written(epoch, count, 10**digits, digits)
    return [width, text] if text else INVALID


def dos(data, order):
    if len(data) < 4:
        return SHORT
    both = int.from_bytes(data[:4], order)
    day, clock = both >> 16, both & 0xFFFF
    try:
        time = datetime.datetime(
            1980 + (day >> 9), day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2
        )
    except ValueError:
        return INVALID
    return [4, time.isoformat()]


def character(data, codec, widths):
    for width in widths:
        if len(data) < width:
            break
        try:
            text = data[:width].decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            return [width, "U+%04X" % ord(text)]
    # What may be the beginning of one is known to be cut.
    try:
        import codecs

        codecs.getincrementaldecoder(codec)().decode(data[: widths[-1]])
        return SHORT if len(data) < widths[-1] else INVALID
    except UnicodeDecodeError:
        return INVALID


def sized(data, width, text):
    return [width, text(data[:width])] if len(data) >= width else SHORT


def values(order, data):
    signs = {"i": True, "u": False}
    integers = {
        f"{sign}{8 * width}": integer(data, width, order, signed)
        for sign, signed in signs.items()
        for width in (1, 2, 3, 4, 8, 16)
    }
    utf16 = "utf-16-le" if order == "little" else "utf-16-be"
    return {
        **integers,
        "uleb128": leb128(data, False),
        "sleb128": leb128(data, True),
        **floats(data, order),
        "utf-8": character(data, "utf-8", (1, 2, 3, 4)),
        "utf-16": character(data, utf16, (2, 4)),
        "bits": sized(data, 1, lambda raw: f"{raw[0] >> 4:04b} {raw[0] & 15:04b}"),
        "rgb": sized(data, 3, lambda raw: "#" + raw.hex().upper()),
        "rgba": sized(data, 4, lambda raw: "#" + raw.hex().upper()),
        "bgra": sized(data, 4, lambda raw: "#" + bytes([raw[2], raw[1], raw[0], raw[3]]).hex().upper()),
        "unix32": time(data, 4, order, True, 1970, 0),
        "unix64": time(data, 8, order, True, 1970, 0),
        "unix-ms": time(data, 8, order, True, 1970, 3),
        "unix-us": time(data, 8, order, True, 1970, 6),
        "unix-ns": time(data, 8, order, True, 1970, 9),
        "filetime": time(data, 8, order, False, 1601, 7),
        "hfs": time(data, 4, order, False, 1904, 0),
        "dos": dos(data, order),
        "guid": sized(data, 16, lambda raw: str(uuid.UUID(bytes_le=raw))),
        "uuid": sized(data, 16, lambda raw: str(uuid.UUID(bytes=raw))),
        "ipv4": sized(data, 4, lambda raw: str(ipaddress.IPv4Address(raw))),
        "ipv6": sized(data, 16, lambda raw: str(ipaddress.IPv6Address(raw))),
    }


for line in sys.stdin:
    order, _, data = line.rstrip("\n").partition(" ")
    print(json.dumps(values(order, bytes.fromhex(data))))
