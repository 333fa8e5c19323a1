//! What has to stand around a magic number. Each gives `None` where the bytes that it needs are not there.

use super::Around;

/// A check: whether what begins here is what its magic says.
pub(super) type Check = fn(&Around<'_>) -> Option<bool>;

/// The magic alone is long and odd enough.
pub(super) fn any(_: &Around<'_>) -> Option<bool> {
    Some(true)
}

pub(super) fn elf(a: &Around<'_>) -> Option<bool> {
    let ident = a.get(4, 3)?;
    let order = |at, n| if ident[1] == 1 { a.le(at, n) } else { a.be(at, n) };
    let is_sane = matches!(ident[0], 1 | 2) && matches!(ident[1], 1 | 2) && ident[2] == 1;
    Some(is_sane && order(20, 4)? == 1 && matches!(order(16, 2)?, 0..=4 | 0xFE00..))
}

pub(super) fn pe(a: &Around<'_>) -> Option<bool> {
    let place = i64::try_from(a.le(0x3C, 4)?).ok()?;
    Some((0x40..1024).contains(&place) && a.get(place, 4)? == b"PE\0\0")
}

pub(super) fn macho_le(a: &Around<'_>) -> Option<bool> {
    // The type, the number of load commands and their size.
    let (kind, n, size) = (a.le(12, 4)?, a.le(16, 4)?, a.le(20, 4)?);
    Some((1..=12).contains(&kind) && (1..10_000).contains(&n) && size >= 8 * n && size <= a.left())
}

pub(super) fn macho_be(a: &Around<'_>) -> Option<bool> {
    let (kind, n, size) = (a.be(12, 4)?, a.be(16, 4)?, a.be(20, 4)?);
    Some((1..=12).contains(&kind) && (1..10_000).contains(&n) && size >= 8 * n && size <= a.left())
}

/// Mach-O's fat files: few architectures, the first of a known kind and within the file.
pub(super) fn fat(a: &Around<'_>) -> Option<bool> {
    let (n, cpu) = (a.be(4, 4)?, a.be(8, 4)? & 0x00FF_FFFF);
    let (at, size) = (a.be(16, 4)?, a.be(20, 4)?);
    Some((1..30).contains(&n) && matches!(cpu, 7 | 12 | 18) && at >= 8 + 20 * n && at + size <= a.left())
}

/// Java: versions 45 (1.0) to 80, and some constants.
pub(super) fn class(a: &Around<'_>) -> Option<bool> {
    let (minor, major, n, tag) = (a.be(4, 2)?, a.be(6, 2)?, a.be(8, 2)?, a.get(10, 1)?[0]);
    Some((45..=80).contains(&major) && (minor <= 3 || minor == 0xFFFF) && n >= 2 && matches!(tag, 1..=20))
}

pub(super) fn png(a: &Around<'_>) -> Option<bool> {
    let is_sane = |n: u64| (1..0x8000_0000).contains(&n);
    Some(a.get(8, 8)? == b"\0\0\0\x0DIHDR" && is_sane(a.be(16, 4)?) && is_sane(a.be(20, 4)?))
}

/// JPEG: the marker that follows is one of those that may, and its segment has a length.
pub(super) fn jpeg(a: &Around<'_>) -> Option<bool> {
    let marker = a.get(3, 1)?[0];
    let is_first = matches!(marker, 0xC0..=0xC4 | 0xDB | 0xDD | 0xE0..=0xEF | 0xFE);
    let len = i64::try_from(a.be(4, 2)?).ok()?;
    // The next segment, where it is in sight, begins with a marker, too.
    let next = a.get(4 + len, 1).is_none_or(|next| next[0] == 0xFF);
    Some(is_first && len >= 2 && next)
}

/// GIF: a size, and behind the table of colours, if there is one, a block of a known kind.
pub(super) fn gif(a: &Around<'_>) -> Option<bool> {
    let flags = a.get(10, 1)?[0];
    let table = if flags & 0x80 != 0 { 6_i64 << (flags & 7) } else { 0 };
    let block = a.get(13 + table, 1)?[0];
    Some(a.le(6, 2)? > 0 && a.le(8, 2)? > 0 && matches!(block, b'!' | b',' | b';'))
}

/// BMP: a size that fits, nothing in the reserved fields, a header of a known size, one plane.
pub(super) fn bmp(a: &Around<'_>) -> Option<bool> {
    let (size, data, header) = (a.le(2, 4)?, a.le(10, 4)?, a.le(14, 4)?);
    let is_sane = a.le(6, 4)? == 0 && matches!(header, 12 | 40 | 52 | 56 | 64 | 108 | 124);
    let planes = a.le(if header == 12 { 22 } else { 26 }, 2)?;
    let bits = a.le(if header == 12 { 24 } else { 28 }, 2)?;
    let fits = (size == 0 || size > data) && data >= 14 + header && data < a.left();
    Some(is_sane && fits && planes == 1 && matches!(bits, 1 | 4 | 8 | 16 | 24 | 32))
}

/// TIFF: the first directory is at an even place within the file.
pub(super) fn tiff_le(a: &Around<'_>) -> Option<bool> {
    tiff(a, a.le(4, 4)?, |at| a.le(at, 2))
}

pub(super) fn tiff_be(a: &Around<'_>) -> Option<bool> {
    tiff(a, a.be(4, 4)?, |at| a.be(at, 2))
}

fn tiff(a: &Around<'_>, at: u64, number: impl Fn(i64) -> Option<u64>) -> Option<bool> {
    // Where the directory is in sight, it has some entries, the first with a known tag and type.
    let place = i64::try_from(at).ok()?;
    let entries = number(place).is_none_or(|n| (1..=200).contains(&n));
    let kinds = number(place + 4).is_none_or(|kind| (1..=13).contains(&kind));
    Some(at >= 8 && at.is_multiple_of(2) && at + 6 <= a.left() && entries && kinds)
}

/// A local header: a known version and method, a name, flags of which none is reserved.
pub(super) fn zip(a: &Around<'_>) -> Option<bool> {
    let (version, flags, method) = (a.le(4, 2)? & 0xFF, a.le(6, 2)?, a.le(8, 2)?);
    let name = a.le(26, 2)?;
    let is_method = matches!(method, 0 | 1 | 6 | 8 | 9 | 10 | 12 | 14 | 18..=20 | 93..=99);
    Some(version <= 63 && flags & 0xD780 == 0 && is_method && (1..4096).contains(&name))
}

pub(super) fn gzip(a: &Around<'_>) -> Option<bool> {
    let flags = a.get(3, 1)?[0];
    let (xfl, system) = (a.get(8, 1)?[0], a.get(9, 1)?[0]);
    Some(flags & 0xE0 == 0 && matches!(xfl, 0 | 2 | 4) && (system <= 13 || system == 255) && a.left() >= 18)
}

pub(super) fn bzip2(a: &Around<'_>) -> Option<bool> {
    // A level, and a block or, of an empty file, the end.
    let (level, block) = (a.get(3, 1)?[0], a.get(4, 6)?);
    Some((b'1'..=b'9').contains(&level) && (block == b"1AY&SY" || block == b"\x17\x72\x45\x38\x50\x90"))
}

pub(super) fn xz(a: &Around<'_>) -> Option<bool> {
    // Two bytes of flags, of which only the kind of checksum is in use, and their own checksum.
    let flags = a.get(6, 2)?;
    let sum = crc32fast::hash(flags);
    Some(flags[0] == 0 && flags[1] <= 15 && a.le(8, 4)? == u64::from(sum))
}

/// A zstd frame: no reserved bit, and a block whose type is known.
pub(super) fn zstd(a: &Around<'_>) -> Option<bool> {
    let descriptor = a.get(4, 1)?[0];
    let is_single = descriptor >> 5 & 1 == 1;
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let content = match descriptor >> 6 {
        0 => i64::from(is_single),
        1 => 2,
        2 => 4,
        _ => 8,
    };
    let block = 5 + i64::from(!is_single) + dictionary + content;
    let header = a.le(block, 3)?;
    // A block holds 128 KiB at most.
    Some(descriptor & 8 == 0 && header >> 1 & 3 != 3 && header >> 3 <= 128 << 10)
}

pub(super) fn lz4(a: &Around<'_>) -> Option<bool> {
    let (flags, block) = (a.get(4, 1)?[0], a.get(5, 1)?[0]);
    Some(flags >> 6 == 1 && flags & 2 == 0 && matches!(block, 0x40 | 0x50 | 0x60 | 0x70))
}

pub(super) fn seven_zip(a: &Around<'_>) -> Option<bool> {
    let start = a.get(12, 20)?;
    Some(a.get(6, 1)?[0] == 0 && a.le(8, 4)? == u64::from(crc32fast::hash(start)))
}

pub(super) fn rar(a: &Around<'_>) -> Option<bool> {
    let version = a.get(6, 2)?;
    Some(version[0] == 0 || version == [1, 0])
}

/// A cabinet: nothing in the reserved fields, version 1.3, a size that fits.
pub(super) fn cab(a: &Around<'_>) -> Option<bool> {
    let size = a.le(8, 4)?;
    Some(a.le(4, 4)? == 0 && a.le(12, 4)? == 0 && a.get(24, 2)? == [3, 1] && size >= 36 && size <= a.left())
}

/// TAR: the checksum of the header is right.
pub(super) fn tar(a: &Around<'_>) -> Option<bool> {
    let header = a.get(0, 512)?;
    let digits = std::str::from_utf8(&header[148..156]).ok()?.trim_matches(['\0', ' ']);
    let expected = u64::from_str_radix(digits, 8).ok()?;
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    Some(expected == sum(&header[..148]) + 8 * 32 + sum(&header[156..]))
}

/// An archive of `ar`, whose first member's header ends as it has to; or an empty one.
pub(super) fn ar(a: &Around<'_>) -> Option<bool> {
    Some(a.left() == 8 || a.get(66, 2)? == b"`\n")
}

pub(super) fn pdf(a: &Around<'_>) -> Option<bool> {
    let version = a.get(5, 3)?;
    Some(matches!(version[0], b'1' | b'2') && version[1] == b'.' && version[2].is_ascii_digit())
}

/// SQLite: a page's size is a power of two, and the fractions are those that are fixed.
pub(super) fn sqlite(a: &Around<'_>) -> Option<bool> {
    let size = a.be(16, 2)?;
    Some((size == 1 || (size >= 512 && size.is_power_of_two())) && a.get(21, 3)? == [64, 32, 32])
}

pub(super) fn riff(a: &Around<'_>) -> Option<bool> {
    let (size, form) = (a.le(4, 4)?, a.get(8, 4)?);
    let known = [b"WAVE", b"AVI ", b"WEBP", b"ACON", b"RMID", b"CDXA", b"sfbk", b"DLS ", b"CDR9", b"PAL "];
    Some(size >= 4 && known.iter().any(|one| *one == form))
}

/// Ogg: version 0, no unknown flag, and the first page of its stream.
pub(super) fn ogg(a: &Around<'_>) -> Option<bool> {
    let head = a.get(4, 2)?;
    let n = a.get(26, 1)?[0];
    Some(head[0] == 0 && head[1] & !7 == 0 && head[1] & 2 == 2 && n >= 1)
}

/// FLAC: the first block of metadata is that of the stream.
pub(super) fn flac(a: &Around<'_>) -> Option<bool> {
    Some(a.get(4, 1)?[0] & 0x7F == 0 && a.be(5, 3)? == 34)
}

/// ID3: a version, no unknown flag, and a size whose bytes leave the highest bit free.
pub(super) fn id3(a: &Around<'_>) -> Option<bool> {
    let (version, flags) = (a.get(3, 2)?, a.get(5, 1)?[0]);
    let size = a.get(6, 4)?;
    let is_sane = (2..=4).contains(&version[0]) && version[1] != 0xFF && flags & 0x0F == 0;
    Some(is_sane && size.iter().all(|byte| *byte < 0x80) && size != [0; 4])
}

/// MP4 and its kin: a box of a sane size, with a brand of letters.
pub(super) fn mp4(a: &Around<'_>) -> Option<bool> {
    let (size, brand) = (a.be(0, 4)?, a.get(8, 4)?);
    let is_brand = brand.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b' ');
    Some((16..=1024).contains(&size) && size % 4 == 0 && is_brand && brand[0] != b' ')
}

pub(super) fn pcap_le(a: &Around<'_>) -> Option<bool> {
    Some(a.le(4, 4)? == 0x0004_0002 && a.le(16, 4)? > 0 && a.le(20, 4)? & 0xFFFF < 512)
}

pub(super) fn pcap_be(a: &Around<'_>) -> Option<bool> {
    Some(a.be(4, 4)? == 0x0002_0004 && a.be(16, 4)? > 0 && a.be(20, 4)? & 0xFFFF < 512)
}

pub(super) fn pcapng(a: &Around<'_>) -> Option<bool> {
    let order = a.get(8, 4)?;
    Some(order == [0x4D, 0x3C, 0x2B, 0x1A] || order == [0x1A, 0x2B, 0x3C, 0x4D])
}

/// ISO 9660: a volume descriptor of version 1, the primary one.
pub(super) fn iso9660(a: &Around<'_>) -> Option<bool> {
    Some(a.get(32_768, 1)?[0] == 1 && a.get(32_774, 1)?[0] == 1)
}

pub(super) fn squashfs(a: &Around<'_>) -> Option<bool> {
    let (block, log) = (a.le(12, 4)?, a.le(22, 2)?);
    Some(a.le(28, 2)? == 4 && (12..=20).contains(&log) && block == 1 << log && a.le(40, 8)? > 96)
}

/// ext2, 3 and 4: the fields of the superblock around its magic are sane.
pub(super) fn ext(a: &Around<'_>) -> Option<bool> {
    let (inodes, blocks, first) = (a.le(1024, 4)?, a.le(1028, 4)?, a.le(1044, 4)?);
    let (log, each, inodes_each) = (a.le(1048, 4)?, a.le(1056, 4)?, a.le(1064, 4)?);
    let (state, errors, revision) = (a.le(1082, 2)?, a.le(1084, 2)?, a.le(1100, 4)?);
    let is_sane = inodes > 0 && blocks > 0 && log <= 6 && first == u64::from(log == 0);
    let has_groups = each > 0 && inodes_each > 0 && inodes % inodes_each == 0;
    Some(is_sane && has_groups && state <= 7 && errors <= 3 && revision <= 1)
}

pub(super) fn luks(a: &Around<'_>) -> Option<bool> {
    Some(matches!(a.be(6, 2)?, 1 | 2))
}

/// WebAssembly: a zero before its name.
pub(super) fn wasm(a: &Around<'_>) -> Option<bool> {
    Some(a.get(0, 1)?[0] == 0)
}

/// A web font: a length that fits, some tables, nothing in the reserved field.
pub(super) fn woff(a: &Around<'_>) -> Option<bool> {
    Some(a.be(8, 4)? <= a.left() && (1..200).contains(&a.be(12, 2)?) && a.be(14, 2)? == 0)
}
