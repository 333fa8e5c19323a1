"""What Python's own modules say about the structure of files, to hold `gander::structure` against.

`structures.py make FOLDER` makes files of every format there; `structures.py say FILE…` prints a line for each fact
that it knows of each file: the file, the path of a node (names from the root down, joined by `>`), and its value.
"""

import gzip, io, os, random, sqlite3, struct, sys, tarfile, wave, zipfile, zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_png(size):
    rows = b"".join(b"\0" + bytes(size * 3) for _ in range(size))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
            + chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1))
            + chunk(b"tEXt", b"Comment\0made here") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_gif():
    head = b"GIF89a" + struct.pack("<HHBBB", 3, 2, 0x91, 1, 0) + bytes(range(12))
    control = b"\x21\xf9\x04" + struct.pack("<BHB", 9, 50, 3) + b"\0"
    note = b"\x21\xfe\x05hello\0"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 3, 2, 0) + b"\x02\x03\x44\x34\x05\0"
    return head + loop + note + control + image + control + image + b";"


def make_jpeg():
    def segment(marker, data):
        return struct.pack(">HH", marker, len(data) + 2) + data
    tags = [(0x010F, 2, 6, 50), (0x0112, 3, 1, 6), (0x011A, 5, 1, 56)]
    exif = b"II*\0" + struct.pack("<IH", 8, len(tags))
    for tag, kind, n, value in tags:
        exif += struct.pack("<HHII", tag, kind, n, value)
    exif += struct.pack("<I", 0) + b"Maker\0" + struct.pack("<II", 72, 1)
    frame = struct.pack(">BHHB", 8, 16, 24, 1) + bytes([1, 0x11, 0])
    return (b"\xff\xd8" + segment(0xFFE0, b"JFIF\0\1\2\1\0\x48\0\x48\0\0") + segment(0xFFE1, b"Exif\0\0" + exif)
            + segment(0xFFFE, b"a comment") + segment(0xFFDB, bytes([0]) + bytes(range(64)))
            + segment(0xFFC0, frame) + segment(0xFFC4, bytes([0]) + bytes([1] + [0] * 15) + bytes([0]))
            + segment(0xFFDA, bytes([1, 1, 0, 0, 63, 0])) + b"\x12\x34\xff\0\x56\xff\xd0\x78" + b"\xff\xd9")


def make_pe(wide):
    dos = bytearray(0x80)
    dos[:2], dos[0x3C:0x40] = b"MZ", struct.pack("<I", 0x80)
    n = 16
    optional = struct.pack("<HBBIIIII", 0x20B if wide else 0x10B, 14, 2, 512, 0, 0, 0x1000, 0x1000)
    if wide:
        optional += struct.pack("<Q", 0x140000000)
    else:
        optional += struct.pack("<II", 0x2000, 0x400000)
    optional += struct.pack("<IIHHHHHHIIIIHH", 0x1000, 0x200, 6, 0, 1, 2, 6, 0, 0, 0x3000, 0x400, 0x1234, 3, 0x8160)
    optional += struct.pack("<QQQQ" if wide else "<IIII", 0x100000, 0x1000, 0x100000, 0x1000)
    optional += struct.pack("<II", 0, n) + struct.pack("<II", 0, 0) + struct.pack("<II", 0x1010, 40) + bytes(8 * 14)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664 if wide else 0x14C, 2, 1700000000, 0, 0, len(optional), 0x22)
    at = 0x200 if not wide else 0x400
    sections = struct.pack("<8sIIIIIIHHI", b".text", 100, 0x1000, 0x200, at, 0, 0, 0, 0, 0x60000020)
    sections += struct.pack("<8sIIIIIIHHI", b".bss", 100, 0x2000, 0, 0, 0, 0, 0, 0, 0xC0000080)
    head = bytes(dos) + coff + optional + sections
    return head.ljust(at, b"\0") + bytes(0x200)


def make_macho(order, wide):
    def pack(form, *values):
        return struct.pack(order + form, *values)
    name = b"/usr/lib/libSystem.B.dylib\0\0\0\0\0\0"
    dylib = pack("IIIIII", 0xC, 24 + len(name), 24, 2, 0x050C0000, 0x10000) + name
    uuid = pack("II", 0x1B, 24) + bytes(range(16))
    main = pack("IIQQ", 0x80000028, 24, 0x40, 0)
    if wide:
        text = pack("II16sQQQQIIII", 0x19, 72 + 80, b"__TEXT", 0x1000, 0x1000, 0, 0x200, 7, 5, 1, 0)
        text += pack("16s16sQQIIIIIIII", b"__text", b"__TEXT", 0x1180, 0x20, 0x180, 4, 0, 0, 0x80000400, 0, 0, 0)
    else:
        text = pack("II16sIIIIIIII", 1, 56 + 68, b"__TEXT", 0x1000, 0x1000, 0, 0x200, 7, 5, 1, 0)
        text += pack("16s16sIIIIIIIII", b"__text", b"__TEXT", 0x1180, 0x20, 0x180, 4, 0, 0, 0x80000400, 0, 0)
    commands = [text, dylib, uuid, main]
    body = b"".join(commands)
    head = pack("IIIIIII", 0xFEEDFACF if wide else 0xFEEDFACE, 0x01000007 if wide else 7, 3, 2, len(commands), len(body), 0x200085)
    head += pack("I", 0) if wide else b""
    return (head + body).ljust(0x200, b"\0")


def make_fat():
    parts, at, head = [make_macho("<", True), make_macho(">", False)], 0x1000, b""
    for part, cpu in zip(parts, [0x01000007, 18]):
        head += struct.pack(">IIIII", cpu, 3, at, len(part), 12)
        at += 0x1000
    data = struct.pack(">II", 0xCAFEBABE, len(parts)) + head
    for part in parts:
        data = data.ljust((len(data) + 0xFFF) // 0x1000 * 0x1000, b"\0") + part
    return data


def make_pcap(order, nano):
    data = struct.pack(order + "IHHiIII", 0xA1B23C4D if nano else 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for nr in range(3):
        data += struct.pack(order + "IIII", 1700000000 + nr, 1000 * nr + 7, nr * 5, 60) + bytes(nr * 5)
    return data


def make_pcapng():
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)
    return (block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<HHI", 1, 0, 65535))
            + block(6, struct.pack("<IIIII", 0, 5, 6, 7, 60) + b"packets") + block(3, struct.pack("<I", 4) + b"data"))


def make_pdf():
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    data, places = b"%PDF-1.7\n", []
    for nr, text in enumerate(objects):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (nr + 1, text)
    def table(data, first, places, before):
        at = len(data)
        data += b"xref\n%d %d\n" % (first, len(places))
        data += b"".join(b"%010d %05d %c \n" % (p, 65535 if p == 0 else 0, b"f"[0] if p == 0 else b"n"[0]) for p in places)
        data += b"trailer\n<< /Size 4 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (before, at)
        return data, at
    data, at = table(data, 0, [0] + places, b"")
    place = len(data)
    data += b"3 0 obj\n(more)\nendobj\n"
    return table(data, 3, [place], b" /Prev %d" % at)[0]


def make_zip(path, n, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for nr in range(n):
            info = zipfile.ZipInfo("folder/file %d.txt" % nr, (2020 + nr % 60, 5, 17, 10, 20, 30))
            info.compress_type = [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA][nr % 4]
            archive.writestr(info, b"text of file %d\n" % nr * (nr + 1))
        archive.comment = b"a comment"


def make_zip64(path):
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open(zipfile.ZipInfo("large", (2021, 1, 2, 3, 4, 6)), "w", force_zip64=True) as out:
            out.write(b"not so large")
    data = open(path, "rb").read()
    # The end in the form of ZIP64, too.
    at = data.rindex(b"PK\5\6")
    n, size, start = struct.unpack("<HII", data[at + 10:at + 20])
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, n, n, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    open(path, "wb").write(data[:at] + end64 + locator + end)


def make_tar(path, form):
    with tarfile.open(path, "w", format=form) as archive:
        names = ["a.txt", "folder/b.txt"]
        names += [] if form == tarfile.USTAR_FORMAT else ["long/" * 30 + "name.txt", "wörter.txt"]
        for nr, name in enumerate(names):
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode, info.uid, info.gid = nr * 600, 1700000000 + nr, 0o640 + nr, 1000, 100
            info.uname, info.gname = "user", "group"
            archive.addfile(info, io.BytesIO(bytes(info.size)))
        info = tarfile.TarInfo("link")
        info.type, info.linkname = tarfile.SYMTYPE, "a.txt"
        archive.addfile(info)


def make_old_tar(name, is_signed):
    """A member as it was written before there was a magic, and a sparse file whose map goes on in a second block."""
    def header(name, size, kind, more=b""):
        block = bytearray(name.ljust(100, b"\0") + b"   644 \0  1750 \0   144 \0%11o %11o " % (size, 1041808783))
        block += b" " * 8 + kind + bytes(100) + more
        block += bytes(512 - len(block))
        sum_of = sum(byte - 256 * (is_signed and byte > 127) for byte in block)
        block[148:156] = b"%06o\0 " % sum_of
        return bytes(block)
    map_of = lambda n, first: b"".join(b"%011o\0%011o\0" % ((first + nr) * 1024, 512) for nr in range(n))
    sparse = b"ustar  \0".ljust(129, b"\0") + map_of(4, 0) + b"\1" + b"%011o\0" % 25600
    more = map_of(21, 4).ljust(512, b"\0")
    return (header(name, 700, b"\0") + bytes(1024) + header(b"sparse", 25 * 512, b"S", sparse) + more
            + bytes(25 * 512) + header(b"last", 3, b"0") + b"abc".ljust(512, b"\0") + bytes(1024))


def make_sqlite(path, page):
    base = sqlite3.connect(path)
    base.execute("pragma page_size = %d" % page)
    base.execute("create table people (id integer primary key, name text, weight real, photo blob)")
    base.execute("create index by_name on people (name)")
    base.executemany("insert into people values (?, ?, ?, ?)",
                     [(nr, "name %d" % nr, nr / 4, bytes([nr]) * nr) for nr in range(1, 120)])
    base.execute("insert into people values (500, ?, null, null)", ("long " * 2000,))
    base.execute("pragma user_version = 42")
    base.commit()
    base.close()


def make(folder):
    def put(name, data):
        open(os.path.join(folder, name), "wb").write(data)
    def path(name):
        return os.path.join(folder, name)
    put("a.png", make_png(5))
    put("a.gif", make_gif())
    put("a.jpg", make_jpeg())
    put("a32.exe", make_pe(False))
    put("a64.exe", make_pe(True))
    put("a64.macho", make_macho("<", True))
    put("a32be.macho", make_macho(">", False))
    put("fat.macho", make_fat())
    put("a.pcap", make_pcap("<", False))
    put("be-nano.pcap", make_pcap(">", True))
    put("a.pcapng", make_pcapng())
    put("a.pdf", make_pdf())
    make_zip(path("a.zip"), 5)
    put("front.zip", b"PK\3\4 is no header of this archive" + open(path("a.zip"), "rb").read())
    make_zip(path("many.zip"), 700)
    make_zip64(path("a64.zip"))
    make_tar(path("ustar.tar"), tarfile.USTAR_FORMAT)
    make_tar(path("gnu.tar"), tarfile.GNU_FORMAT)
    make_tar(path("pax.tar"), tarfile.PAX_FORMAT)
    make_sqlite(path("a.sqlite"), 1024)
    make_sqlite(path("b.sqlite"), 65536)
    put("v7.tar", make_old_tar(b"old", False))
    put("signed.tar", make_old_tar("höhe".encode("latin-1"), True))
    with gzip.GzipFile(path("named.gz"), "wb", mtime=1700000000) as out:
        out.write(b"some text " * 50)
    with wave.open(path("a.wav"), "wb") as out:
        out.setnchannels(2), out.setsampwidth(2), out.setframerate(44100)
        out.writeframes(bytes(400))


def say_zip(data, path):
    archive = zipfile.ZipFile(path)
    infos = archive.infolist()
    yield "entries", len(infos)
    yield "end of central directory>comment", archive.comment.decode("latin-1") or None
    names = [info.filename for info in infos]
    for info in (info for info in infos if names.count(info.filename) == 1 and len(info.filename) < 1000):
        if any(ord(c) < 32 or ord(c) > 126 for c in info.filename):
            continue
        entry = "entries>" + info.filename
        record = entry + ">record in the central directory>"
        yield entry, info.file_size
        yield record + "crc32", info.CRC
        yield record + "method", info.compress_type
        yield record + "flags", info.flag_bits
        yield record + "version_needed", info.extract_version
        yield record + "external_attributes", info.external_attr
        yield record + "version_made_by", info.create_version | info.create_system << 8
        yield "@" + entry, info.header_offset
        if info.compress_size < 0xFFFFFFFF and not info.extra[:2] == b"\1\0":
            yield record + "compressed_size", info.compress_size
        if info.compress_size:
            yield entry + ">data", info.compress_size


def say_tar(data, path):
    archive = tarfile.open(path, "r:")
    members = archive.getmembers()
    names = [member.name for member in members]
    for member in (m for m in members if names.count(m.name) == 1 and m.name.isascii() and m.type != b"S"):
        name = member.name + ("/" if member.isdir() and (member.name + "/").encode() in data else "")
        if member.isdir():
            continue
        # The map of a sparse file stands before its data, and Python takes it off.
        if "GNU.sparse.major" not in member.pax_headers:
            yield "@@" + name, member.offset_data
        # What pax records say is not what stands in the header.
        for field in (f for f in ["mode", "uid", "gid", "uname"] if f not in member.pax_headers):
            yield name + ">header>" + field, getattr(member, field) or (None if field == "uname" else 0)
        yield name + ">header>mtime", int(member.mtime) if "mtime" not in member.pax_headers else None
        if member.isreg():
            yield name, member.size


def say_gzip(data, path):
    text = gzip.decompress(data)
    yield "header>MTIME", struct.unpack("<I", data[4:8])[0]
    yield "header>CM", data[2]
    yield "header>OS", data[9]
    if data[3] == 8:
        yield "header>name", data[10:data.index(b"\0", 10)].decode("latin-1")
    yield "trailer>CRC32", zlib.crc32(text)
    yield "trailer>ISIZE", len(text) & 0xFFFFFFFF


def say_wav(data, path):
    at = data.index(b"fmt ") + 8
    if struct.unpack_from("<H", data, at)[0] == 0xFFFE:
        # Older modules do not know the extensible format; its sub-format is PCM here.
        data = data[:at] + b"\1\0" + data[at + 2:]
        path = io.BytesIO(data)
    sound = wave.open(path)
    yield "fmt >channels", sound.getnchannels()
    yield "fmt >sample_rate", sound.getframerate()
    yield "fmt >bits_per_sample", sound.getsampwidth() * 8
    yield "fmt >block_align", sound.getsampwidth() * sound.getnchannels()
    yield "data", sound.getnframes() * sound.getsampwidth() * sound.getnchannels()


def say_sqlite(data, path):
    base = sqlite3.connect(path)
    def one(name):
        return base.execute("pragma " + name).fetchone()[0]
    size = one("page_size")
    yield "header>page_size", 1 if size == 65536 else size
    for name, pragma in [("schema_cookie", "schema_version"), ("freelist_pages", "freelist_count"),
                         ("user_version", "user_version"), ("application_id", "application_id"), ("pages", "page_count")]:
        yield "header>" + name, one(pragma)
    yield "header>encoding", {"UTF-8": 1, "UTF-16le": 2, "UTF-16be": 3}[one("encoding")]
    if data[100] == 13:
        for column in ["type", "name", "tbl_name", "rootpage", "sql"]:
            values = [row[0] for row in base.execute("select %s from sqlite_schema order by rowid" % column)]
            for value in values:
                if value is not None and len(str(value)) < 500 and "\n" not in str(value):
                    yield "*pages>#1>cells>cell>" + column, value
    base.close()


def say_png(data, path):
    at, kinds = 8, []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        kind = kind.decode()
        yield "*" + kind, size
        yield "*" + kind + ">length", size
        yield "*" + kind + ">CRC", struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
        if kind == "IHDR":
            values = struct.unpack(">IIBBBBB", data[at + 8:at + 21])
            for name, value in zip(["width", "height", "bit_depth", "colour_type", "compression", "filter", "interlace"], values):
                yield "IHDR>" + name, value
        if kind == "pHYs":
            for name, value in zip(["x_per_unit", "y_per_unit", "unit"], struct.unpack(">IIB", data[at + 8:at + 17])):
                yield "pHYs>" + name, value
        at += 12 + size


def say_gif(data, path):
    width, height, flags, background, _ = struct.unpack("<HHBBB", data[6:13])
    yield "header>width", width
    yield "header>height", height
    yield "header>flags", flags
    yield "header>background", background
    at = 13 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            for name, value in zip(["left", "top", "width", "height"], struct.unpack("<HHHH", data[at + 1:at + 9])):
                yield "*image>" + name, value
            local = data[at + 9]
            at += 10 + (3 * (2 << (local & 7)) if local & 0x80 else 0)
            yield "*image>lzw_code_size", data[at]
            at += 1
        else:
            yield "*extension>label", data[at + 1]
            at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1


def say_jpeg(data, path):
    names = {0xC0: "SOF0", 0xC2: "SOF2", 0xDB: "DQT", 0xC4: "DHT", 0xFE: "COM", 0xDA: "SOS", 0xDD: "DRI"}
    names.update({0xE0 + nr: "APP%d" % nr for nr in range(16)})
    at = 2
    while data[at + 1] != 0xD9:
        kind, size = struct.unpack(">xBH", data[at:at + 4])
        name = names[kind]
        yield "*" + name + ">length", size
        if kind in (0xC0, 0xC2):
            for field, value in zip(["precision", "height", "width", "components"], struct.unpack(">BHHB", data[at + 4:at + 10])):
                yield name + ">" + field, value
        if kind == 0xE0 and data[at + 4:at + 9] == b"JFIF\0":
            for field, value in zip(["version_major", "version_minor", "density_unit", "x_density", "y_density"],
                                    struct.unpack(">BBBHH", data[at + 9:at + 16])):
                yield name + ">" + field, value
        at += 2 + size
        if kind == 0xDA:
            while not (data[at] == 0xFF and data[at + 1] not in (0, *range(0xD0, 0xD8))):
                at += 1


def say_pe(data, path):
    at = struct.unpack("<I", data[0x3C:0x40])[0]
    yield "DOS header>e_lfanew", at
    names = ["Machine", "NumberOfSections", "TimeDateStamp", "PointerToSymbolTable", "NumberOfSymbols",
             "SizeOfOptionalHeader", "Characteristics"]
    values = struct.unpack("<HHIIIHH", data[at + 4:at + 24])
    for name, value in zip(names, values):
        yield "COFF header>" + name, value
    start = at + 24
    wide = data[start:start + 2] == b"\x0b\x02"
    for name, place, form in [("Magic", 0, "H"), ("SizeOfCode", 4, "I"), ("AddressOfEntryPoint", 16, "I"),
                              ("SectionAlignment", 32, "I"), ("FileAlignment", 36, "I"), ("SizeOfImage", 56, "I"),
                              ("SizeOfHeaders", 60, "I"), ("CheckSum", 64, "I"), ("Subsystem", 68, "H"),
                              ("DllCharacteristics", 70, "H"), ("ImageBase", 24 if wide else 28, "Q" if wide else "I"),
                              ("NumberOfRvaAndSizes", 108 if wide else 92, "I")]:
        yield "optional header>" + name, struct.unpack_from("<" + form, data, start + place)[0]
    table = start + (112 if wide else 96)
    for nr, name in [(0, "EXPORT"), (1, "IMPORT"), (2, "RESOURCE"), (4, "SECURITY"), (12, "IAT")]:
        address, size = struct.unpack_from("<II", data, table + 8 * nr)
        yield "data directories>%s>VirtualAddress" % name, address
        yield "data directories>%s>Size" % name, size
    for nr in range(values[1]):
        place = start + values[5] + 40 * nr
        name = data[place:place + 8].rstrip(b"\0").decode()
        fields = struct.unpack("<IIIIIIHHI", data[place + 8:place + 40])
        for field, value in zip(["VirtualSize", "VirtualAddress", "SizeOfRawData", "PointerToRawData", "PointerToRelocations",
                                 "PointerToLinenumbers", "NumberOfRelocations", "NumberOfLinenumbers", "Characteristics"], fields):
            yield "sections>%s>%s" % (name, field), value


def say_macho(data, path, base=0, start=""):
    order = "<" if data[base] in (0xCF, 0xCE) else ">"
    wide = data[base:base + 4] in (b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf")
    for name, value in zip(["magic", "cputype", "cpusubtype", "filetype", "ncmds", "sizeofcmds", "flags"],
                           struct.unpack_from(order + "7I", data, base)):
        yield start + "header>" + name, value
    n = struct.unpack_from(order + "I", data, base + 16)[0]
    at = base + (32 if wide else 28)
    for _ in range(n):
        kind, size = struct.unpack_from(order + "II", data, at)
        if kind in (1, 0x19):
            names = ["vmaddr", "vmsize", "fileoff", "filesize", "maxprot", "initprot", "nsects", "flags"]
            form = order + ("QQQQIIII" if wide else "IIIIIIII")
            for name, value in zip(names, struct.unpack_from(form, data, at + 24)):
                yield "*" + start + "load commands>LC_SEGMENT%s>%s" % ("_64" if wide else "", name), value
        if kind == 0xC:
            yield start + "load commands>LC_LOAD_DYLIB>current_version", struct.unpack_from(order + "I", data, at + 16)[0]
        at += size


def say_fat(data, path):
    n = struct.unpack(">I", data[4:8])[0]
    for nr in range(n):
        cpu, _, at, size, align = struct.unpack_from(">IIIII", data, 8 + 20 * nr)
        name = {0x01000007: "CPU_TYPE_X86_64", 18: "CPU_TYPE_POWERPC", 0x0100000C: "CPU_TYPE_ARM64", 7: "CPU_TYPE_X86"}[cpu]
        yield name, size
        yield "@" + name, at
        yield from say_macho(data, path, at, name + ">")


def say_pcap(data, path):
    order = "<" if data[0] in (0xD4, 0x4D) else ">"
    nano = 0x4D in (data[0], data[3])
    for name, value in zip(["magic_number", "version_major", "version_minor", "thiszone", "sigfigs", "snaplen", "network"],
                           struct.unpack(order + "IHHiIII", data[:24])):
        yield "header>" + name, value
    at, nr = 24, 1
    while at < len(data):
        values = struct.unpack_from(order + "IIII", data, at)
        for name, value in zip(["ts_sec", "ts_nsec" if nano else "ts_usec", "incl_len", "orig_len"], values):
            yield "#%d>%s" % (nr, name), value
        at, nr = at + 16 + values[2], nr + 1


def say_pcapng(data, path):
    at = 0
    names = {0x0A0D0D0A: "Section Header Block", 1: "Interface Description Block", 6: "Enhanced Packet Block", 3: "Simple Packet Block",
             4: "Name Resolution Block", 5: "Interface Statistics Block"}
    while at < len(data):
        kind, size = struct.unpack_from("<II", data, at)
        yield "*" + names[kind], size
        if kind == 6:
            yield names[kind] + ">captured_length", struct.unpack_from("<I", data, at + 20)[0]
        at += size


def say_pdf(data, path):
    import re
    yield "header", data[5:8].decode()
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    yield "startxref", start
    while data[start:start + 4] == b"xref":
        at = start + 4
        while True:
            found = re.compile(rb"\s*(\d+) (\d+)\s+").match(data, at)
            if not found:
                break
            first, n, at = int(found[1]), int(found[2]), found.end()
            for nr in range(n):
                place, generation, kind = data[at:at + 18].split()
                if kind == b"n":
                    # Objects of later tables come first; those of earlier ones have other places.
                    yield "*cross-reference table>%d %d>%d %d" % (first, n, first + nr, int(generation)), int(place)
                at += 20
        trailer = data[at:data.index(b"startxref", at)]
        size = re.search(rb"/Size (\d+)", trailer)
        yield "*cross-reference table>trailer>Size", int(size[1])
        before = re.search(rb"/Prev (\d+)", trailer)
        if not before:
            break
        start = int(before[1])


def kind_of(data):
    for magic, say in [(b"\x89PNG", say_png), (b"GIF8", say_gif), (b"\xff\xd8\xff", say_jpeg), (b"MZ", say_pe), (b"PK", say_zip),
                       (b"\x1f\x8b", say_gzip), (b"SQLite", say_sqlite), (b"RIFF", say_wav), (b"%PDF", say_pdf),
                       (b"\xca\xfe\xba\xbe", say_fat), (b"\xcf\xfa\xed\xfe", say_macho), (b"\xfe\xed\xfa\xce", say_macho),
                       (b"\x0a\x0d\x0d\x0a", say_pcapng), (b"\xd4\xc3\xb2\xa1", say_pcap), (b"\x4d\x3c\xb2\xa1", say_pcap), (b"\xa1\xb2", say_pcap)]:
        if data.startswith(magic):
            return say
    return say_tar


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    for path in sys.argv[2:]:
        data = open(path, "rb").read()
        for fact, value in kind_of(data)(data, path):
            if value is not None:
                print(path, fact, value, sep="\t")
