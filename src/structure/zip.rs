//! ZIP: the record at its end, with that of ZIP64, and the entries by the central directory.

use super::fields::{Fields, Names, dos_time, name_of};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading};
use super::{Format, past_end};
use crate::base::units::len_u64;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "zip", name: Key("structure-format-zip"), is_it, parse };

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";

/// Bytes of the record at the end, without its comment, and of the longest comment.
const END_BYTES: u64 = 22;
const MOST_COMMENT: u64 = 0xFFFF;

/// Within so many bytes the end of an archive inside of another file is sought.
const MOST_SOUGHT: u64 = 64 << 20;

/// Sizes and places that stand elsewhere.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

static METHOD: &Names = &[
    (0, "stored"),
    (1, "shrunk"),
    (6, "imploded"),
    (8, "deflate"),
    (9, "deflate64"),
    (12, "bzip2"),
    (14, "LZMA"),
    (20, "zstd (20)"),
    (93, "zstd"),
    (95, "XZ"),
    (98, "PPMd"),
    (99, "AES"),
];

static FLAGS: &Names = &[
    (1, "encrypted"),
    (2, "bit 1"),
    (4, "bit 2"),
    (8, "data_descriptor"),
    (0x20, "patched"),
    (0x40, "strong_encryption"),
    (0x800, "utf8"),
    (0x2000, "masked"),
];

static SYSTEM: &Names = &[(0, "FAT"), (3, "Unix"), (7, "Macintosh"), (10, "NTFS"), (19, "macOS")];

static EXTRA: &Names = &[
    (1, "ZIP64"),
    (0x000A, "NTFS"),
    (0x5455, "extended_timestamp"),
    (0x5855, "Info-ZIP Unix"),
    (0x7075, "unicode_path"),
    (0x7875, "Info-ZIP Unix ids"),
    (0x9901, "AES"),
    (0xCAFE, "JAR"),
];

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, LOCAL) || r.has(0, END)
}

/// Where the central directory is.
#[derive(Clone, Copy, Default)]
struct Directory {
    at: u64,
    size: u64,
    n: u64,
    /// Bytes before the archive, which its own places do not count.
    before: u64,
}

fn parse(r: &mut Reading<'_>) -> Node {
    let name = Text::new("structure-format-zip");
    let Some(end_at) = find_end(r) else {
        let said = Node::problem(Text::new("structure-zip-no-end"));
        let step: Step = Arc::new(|r, at, _| local_entry(r, at));
        let (mut nodes, end) = chained(r, 0, 0, &step);
        nodes.insert(0, said);
        return Node::group(name, 0, end.unwrap_or(r.len())).with(nodes);
    };
    let mut directory = Directory::default();
    let mut nodes = Vec::new();
    let end =
        r.group(Text::new("structure-zip-end"), end_at, Order::Little, |f| end_record(f, &mut directory));
    if end_at >= 20 && r.has(end_at - 20, LOCATOR64) {
        nodes.extend(zip64(r, end_at - 20, &mut directory));
    }
    let stands_at = end_at.saturating_sub(nodes.last().map_or(0, |node| end_at - node.span.start.0));
    directory.before = stands_at.saturating_sub(directory.size).saturating_sub(directory.at);
    if directory.before > 0 {
        nodes.push(Node::problem(Text::new("structure-zip-before").with("n", directory.before)));
    }
    let at = directory.at.saturating_add(directory.before);
    let list = Node::group(Text::new("structure-entries"), at, directory.size).valued(directory.n);
    let list = if at.saturating_add(directory.size) > r.len() {
        list.bad(past_end(Text::new("structure-contents"), at))
    } else {
        list
    };
    nodes.insert(0, list.later(move |r| entries(r, directory)));
    let span = end.span.end.0;
    nodes.push(end);
    Node::group(name, 0, span).with(nodes)
}

/// Where the record at the end starts: one whose comment ends where the file does, or else whose directory ends
/// where it starts.
fn find_end(r: &mut Reading<'_>) -> Option<u64> {
    if r.is_whole_file() {
        let from = r.len().saturating_sub(END_BYTES + MOST_COMMENT);
        let tail = r.get(from, r.len() - from).unwrap_or_default().to_vec();
        let mut all = memchr::memmem::rfind_iter(&tail, END);
        let found = all.find(|nr| {
            let n = tail.get(nr + 20..nr + 22).map(|n| super::reading::number(n, Order::Little));
            n.is_some_and(|n| len_u64(*nr) + END_BYTES + n == len_u64(tail.len()))
        });
        if let Some(nr) = found {
            return Some(from + len_u64(nr));
        }
    }
    let mut at = 0;
    let most = r.len().min(MOST_SOUGHT);
    while at < most {
        let piece = r.some(at, 1 << 16).to_vec();
        for nr in memchr::memmem::find_iter(&piece, END) {
            let place = at + len_u64(nr);
            let size = r.uint(place + 12, 4, Order::Little).ok()?;
            let start = r.uint(place + 16, 4, Order::Little).ok()?;
            if start + size == place || start == ELSEWHERE {
                return Some(place);
            }
        }
        // A signature may lie across two pieces.
        at += len_u64(piece.len()).saturating_sub(3).max(1);
    }
    None
}

fn end_record(f: &mut Fields<'_, '_>, directory: &mut Directory) -> Parsed {
    f.u32("signature")?;
    f.hex();
    for name in ["disk", "disk_of_directory", "entries_on_disk"] {
        f.u16(name)?;
    }
    directory.n = f.u16("entries")?;
    directory.size = f.u32("directory_size")?;
    directory.at = f.u32("directory_offset")?;
    f.hex();
    let n = f.u16("comment_length")?;
    if n > 0 {
        f.text("comment", n)?;
    }
    Ok(())
}

/// The records of ZIP64, whose locator is at `at`.
fn zip64(r: &mut Reading<'_>, at: u64, directory: &mut Directory) -> Vec<Node> {
    let mut end = 0;
    let locator = r.group(Text::new("structure-zip-locator"), at, Order::Little, |f| {
        f.u32("signature")?;
        f.hex();
        f.u32("disk")?;
        end = f.u64("end_offset")?;
        f.hex();
        f.u32("disks")?;
        Ok(())
    });
    // Right before the locator where the archive was put behind something else.
    let end = if r.has(end, END64) { end } else { at.saturating_sub(56) };
    if !r.has(end, END64) {
        return vec![locator, Node::problem(past_end(Text::new("structure-zip-end64"), end))];
    }
    let record = r.group(Text::new("structure-zip-end64"), end, Order::Little, |f| {
        f.u32("signature")?;
        f.hex();
        f.u64("size")?;
        f.u16("version_made_by")?;
        f.u16("version_needed")?;
        f.u32("disk")?;
        f.u32("disk_of_directory")?;
        f.u64("entries_on_disk")?;
        directory.n = f.u64("entries")?;
        directory.size = f.u64("directory_size")?;
        directory.at = f.u64("directory_offset")?;
        f.hex();
        Ok(())
    });
    vec![locator, record]
}

fn entries(r: &mut Reading<'_>, directory: Directory) -> Vec<Node> {
    let at = directory.at.saturating_add(directory.before);
    let end = at.saturating_add(directory.size);
    let step: Step = Arc::new(move |r, at, nr| {
        if at >= end || nr >= directory.n {
            return Ok(None);
        }
        central_entry(r, at, directory.before).map(Some)
    });
    chained(r, at, 0, &step).0
}

/// What the fields of an entry say about where its parts are.
#[derive(Clone, Copy, Default)]
struct Entry {
    method: u64,
    flags: u64,
    packed: u64,
    size: u64,
    local: u64,
}

/// An entry of the central directory: what its local header and its data are.
fn central_entry(r: &mut Reading<'_>, at: u64, before: u64) -> Parsed<(Node, u64)> {
    if !r.has(at, CENTRAL) {
        return Err(Text::new("structure-zip-no-entry").with("at", crate::base::Offset(at).to_string()));
    }
    let mut entry = Entry::default();
    let central =
        r.group(Text::new("structure-zip-central"), at, Order::Little, |f| central_fields(f, &mut entry));
    let next = central.span.end.0;
    let is_whole = !central.children.iter().any(|node| node.is_bad && node.span.is_empty());
    let name = central.find("name").map(|node| node.value.plain()).unwrap_or_default();
    let local = entry.local.saturating_add(before);
    let lens = [26, 28].map(|place| r.uint(local.saturating_add(place), 2, Order::Little).unwrap_or(0));
    let data = local.saturating_add(30 + lens[0] + lens[1]);
    let len = data.saturating_add(entry.packed).saturating_sub(local);
    let method = name_of(METHOD, entry.method).unwrap_or("?");
    let node = Node::group(name, local, len).valued(entry.size).means(method);
    let is_there = r.has(local, LOCAL) && data.saturating_add(entry.packed) <= r.len();
    let node = if is_there { node } else { node.bad(past_end(Text::new("structure-zip-local"), local)) };
    let node = node.with(vec![central]).later(move |r| parts(r, local, entry));
    if is_whole { Ok((node, next)) } else { Ok((node, at)) }
}

/// What a local header and one of the directory hold in the same order.
fn shared_fields(f: &mut Fields<'_, '_>, entry: &mut Entry) -> Parsed {
    f.u16("version_needed")?;
    entry.flags = f.u16("flags")?;
    f.flags(FLAGS);
    entry.method = f.u16("method")?;
    f.named(METHOD);
    time(f)?;
    f.u32("crc32")?;
    f.hex();
    entry.packed = f.u32("compressed_size")?;
    entry.size = f.u32("size")?;
    Ok(())
}

fn central_fields(f: &mut Fields<'_, '_>, entry: &mut Entry) -> Parsed {
    f.u32("signature")?;
    f.hex();
    f.u16("version_made_by")?;
    f.bits("version", 0, 8);
    let system = f.bits("system", 8, 8);
    if let Some(system) = name_of(SYSTEM, system) {
        f.means(system);
    }
    shared_fields(f, entry)?;
    let lens = [f.u16("name_length")?, f.u16("extra_length")?, f.u16("comment_length")?];
    let disk = f.u16("disk")?;
    f.u16("internal_attributes")?;
    f.hex();
    f.u32("external_attributes")?;
    f.hex();
    entry.local = f.u32("local_offset")?;
    f.hex();
    f.text("name", lens[0])?;
    extras(f, lens[1], entry, disk)?;
    if lens[2] > 0 {
        f.text("comment", lens[2])?;
    }
    Ok(())
}

fn time(f: &mut Fields<'_, '_>) -> Parsed {
    let time = f.u16("time")?;
    f.hex();
    let date = f.u16("date")?;
    f.hex();
    f.means(dos_time(date, time));
    Ok(())
}

/// The extra fields in the next `len` bytes, up to one that can't be read.
fn extras(f: &mut Fields<'_, '_>, len: u64, entry: &mut Entry, disk: u64) -> Parsed {
    let end = f.at + len;
    f.each(4, end, |f| extra(f, end, entry, disk))?;
    f.at = end;
    Ok(())
}

/// An extra field; that of ZIP64 has what its entry has no room for.
fn extra(f: &mut Fields<'_, '_>, end: u64, entry: &mut Entry, disk: u64) -> Parsed {
    f.group(Text::new("structure-zip-extra"), |f| {
        let id = f.u16("id")?;
        f.hex();
        f.named(EXTRA);
        let size = f.u16("size")?;
        let stop = f.at + size;
        if stop > end {
            return Err(Text::new("structure-reaches-past").with("n", size));
        }
        if id == 1 {
            for (value, name) in [
                (&mut entry.size, "size"),
                (&mut entry.packed, "compressed_size"),
                (&mut entry.local, "local_offset"),
            ] {
                if *value == ELSEWHERE && f.at + 8 <= stop {
                    *value = f.u64(name)?;
                }
            }
            if disk == 0xFFFF && f.at + 4 <= stop {
                f.u32("disk")?;
            }
        }
        if f.at < stop {
            let rest = stop - f.at;
            f.bytes("data", rest)?;
        }
        Ok(())
    })
}

/// The local header of an entry, its data, and what follows them.
fn parts(r: &mut Reading<'_>, local: u64, entry: Entry) -> Vec<Node> {
    let header = local_header(r, local, &mut Entry::default());
    let at = header.span.end.0;
    let mut nodes = vec![header];
    if entry.packed > 0 {
        nodes.push(Node::group(Text::new("structure-data"), at, entry.packed).valued(entry.packed));
    }
    if entry.flags & 8 != 0 {
        let at = at.saturating_add(entry.packed);
        nodes.push(r.group(Text::new("structure-zip-descriptor"), at, Order::Little, |f| {
            if f.r.has(at, b"PK\x07\x08") {
                f.u32("signature")?;
                f.hex();
            }
            f.u32("crc32")?;
            f.hex();
            let is_wide = entry.packed >= ELSEWHERE || entry.size >= ELSEWHERE;
            f.word("compressed_size", is_wide)?;
            f.word("size", is_wide)?;
            Ok(())
        }));
    }
    nodes
}

fn local_header(r: &mut Reading<'_>, at: u64, entry: &mut Entry) -> Node {
    r.group(Text::new("structure-zip-local"), at, Order::Little, |f| {
        f.u32("signature")?;
        f.hex();
        shared_fields(f, entry)?;
        let lens = [f.u16("name_length")?, f.u16("extra_length")?];
        f.text("name", lens[0])?;
        extras(f, lens[1], entry, 0)
    })
}

/// An entry by its local header alone: of an archive whose end is missing.
fn local_entry(r: &mut Reading<'_>, at: u64) -> Parsed<Option<(Node, u64)>> {
    if !r.has(at, LOCAL) {
        return Ok(None);
    }
    let mut entry = Entry::default();
    let header = local_header(r, at, &mut entry);
    let data = header.span.end.0;
    if header.children.iter().any(|node| node.is_bad) {
        return Ok(Some((header, r.len().max(at + 1))));
    }
    let name = header.find("name").map(|node| node.value.plain()).unwrap_or_default();
    if entry.flags & 8 != 0 && entry.packed == 0 {
        let node = Node::group(name, at, data - at).bad(Text::new("structure-zip-unknown-size"));
        return Ok(Some((node.with(vec![header]), r.len().max(at + 1))));
    }
    let next = data.saturating_add(entry.packed);
    let method = name_of(METHOD, entry.method).unwrap_or("?");
    let node = Node::group(name, at, next - at).valued(entry.size).means(method).with(vec![header]);
    let node = if next > r.len() {
        node.bad(Text::new("structure-reaches-past").with("n", entry.packed))
    } else {
        node
    };
    Ok(Some((node, next)))
}
