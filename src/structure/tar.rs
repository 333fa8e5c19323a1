//! TAR: the headers of its members, of all dialects in use: ustar, pax, GNU and the old one.

use super::Format;
use super::fields::{Fields, Names, name_of, unix_time};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading, text};
use crate::base::{Offset, Value};
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "tar", name: Key("structure-format-tar"), is_it, parse };

/// Bytes of a block.
const BLOCK: u64 = 512;

/// The most bytes of a long name or of pax records that are read.
const MOST_TEXT: u64 = 64 << 10;

static KIND: &Names = &[
    (0, "file"),
    (b'0' as u64, "file"),
    (b'1' as u64, "hard link"),
    (b'2' as u64, "symbolic link"),
    (b'3' as u64, "character device"),
    (b'4' as u64, "block device"),
    (b'5' as u64, "directory"),
    (b'6' as u64, "FIFO"),
    (b'7' as u64, "contiguous file"),
    (b'g' as u64, "pax global header"),
    (b'x' as u64, "pax header"),
    (b'K' as u64, "GNU long link"),
    (b'L' as u64, "GNU long name"),
    (b'S' as u64, "GNU sparse file"),
    (b'V' as u64, "GNU volume"),
];

fn is_it(r: &mut Reading<'_>) -> bool {
    has_right_sum(r, 0).unwrap_or(false) && (r.has(257, b"ustar") || has_old_header(r).unwrap_or(false))
}

/// Whether the first header can be one from before there was a magic: it has a name, and numbers where they should be.
fn has_old_header(r: &mut Reading<'_>) -> Parsed<bool> {
    let header = r.get(0, BLOCK)?;
    let numbers = [100..108, 108..116, 116..124, 124..136, 136..148];
    Ok(header[0] != 0 && numbers.into_iter().all(|field| octal(&header[field]).is_some()))
}

/// Whether the checksum of the header at `at` is right.
fn has_right_sum(r: &mut Reading<'_>, at: u64) -> Parsed<bool> {
    let expected = octal(r.get(at + 148, 8)?);
    Ok(expected.is_some_and(|expected| sums(r, at).is_ok_and(|sums| sums.contains(&expected))))
}

/// The sum of a header's bytes, with blanks for the checksum itself; and the one of those who took bytes for signed.
fn sums(r: &mut Reading<'_>, at: u64) -> Parsed<[u64; 2]> {
    let header = r.get(at, BLOCK)?;
    let all = || header[..148].iter().chain(&header[156..]);
    let sum = 8 * 32 + all().map(|byte| u64::from(*byte)).sum::<u64>();
    let n_high = all().map(|byte| u64::from(byte >> 7)).sum::<u64>();
    Ok([sum, sum.wrapping_sub(n_high << 8)])
}

/// The number that a field holds: octal digits, or GNU's binary form.
fn octal(field: &[u8]) -> Option<u64> {
    let (first, rest) = field.split_first()?;
    if *first == 0x80 {
        let (high, low) = rest.split_at(rest.len().saturating_sub(8));
        return high.iter().all(|byte| *byte == 0).then(|| super::reading::number(low, Order::Big));
    }
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}

fn parse(r: &mut Reading<'_>) -> Node {
    let step: Step = Arc::new(|r, at, _| member(r, at));
    let (mut nodes, end) = chained(r, 0, 0, &step);
    let mut reach = r.len();
    if let Some(end) = end {
        // Two blocks of zeros end it, and more may fill it up.
        let zeros = if r.some(end, 2 * BLOCK).iter().all(|byte| *byte == 0) { 2 * BLOCK } else { 0 };
        reach = (end + zeros).min(r.len());
        if reach > end {
            nodes.push(Node::group(Text::new("structure-tar-end"), end, reach - end));
        } else if nodes.last().is_none_or(|node| !node.is_bad) {
            nodes.push(Node::problem(Text::new("structure-tar-no-end")));
        }
    }
    Node::group(Text::new("structure-format-tar"), 0, reach).with(nodes)
}

/// What precedes a member and is about it.
#[derive(Default)]
struct About {
    name: Option<String>,
    size: Option<u64>,
    /// What a sparse file is called, and how long it is with its holes.
    real_name: Option<String>,
    real_size: Option<u64>,
}

/// The member whose first header is at `at`, and where the next one is; `None` at the end.
fn member(r: &mut Reading<'_>, at: u64) -> Parsed<Option<(Node, u64)>> {
    if r.some(at, BLOCK).iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let (mut place, mut about, mut headers) = (at, About::default(), Vec::new());
    // Headers about the one that follows: a few of them.
    for _ in 0..8 {
        let header = header(r, place)?;
        let (data, size) = (header.end, header.size);
        headers.push(header.node);
        match header.kind {
            b'L' => about.name = Some(text_of(r, data, size)),
            b'x' => pax(r, data, size, &mut about, &mut headers),
            b'g' | b'K' => pax(r, data, size, &mut About::default(), &mut headers),
            kind => {
                // Links and devices have no data, whatever their size says.
                let size = if (b'1'..=b'6').contains(&kind) { 0 } else { about.size.unwrap_or(size) };
                let name = about.real_name.or(about.name).unwrap_or(header.name);
                let (node, next) = whole((at, data), size, kind, name, headers, r.len());
                return Ok(Some((node.valued(about.real_size.unwrap_or(size)), next)));
            }
        }
        place = after(data, size);
        if place >= r.len() {
            break;
        }
    }
    let node = Node::group("…", at, place.saturating_sub(at)).with(headers);
    Ok(Some((node, place)))
}

fn whole(
    (at, data): (u64, u64),
    size: u64,
    kind: u8,
    name: String,
    mut headers: Vec<Node>,
    len: u64,
) -> (Node, u64) {
    let next = after(data, size);
    if size > 0 {
        headers.push(Node::group(Text::new("structure-data"), data, size).valued(size));
    }
    let node = Node::group(name, at, data.saturating_add(size).saturating_sub(at)).valued(size).with(headers);
    let node = match name_of(KIND, kind.into()) {
        Some(kind) => node.means(kind),
        None => node.means(char::from(kind).to_string()),
    };
    let node = if data.saturating_add(size) > len {
        node.bad(Text::new("structure-reaches-past").with("n", size))
    } else {
        node
    };
    (node, next)
}

/// Where the block after `size` bytes of data starts.
fn after(data: u64, size: u64) -> u64 {
    data.saturating_add(size.div_ceil(BLOCK).saturating_mul(BLOCK))
}

fn text_of(r: &mut Reading<'_>, at: u64, len: u64) -> String {
    r.text_at(at, len.min(MOST_TEXT))
}

/// Records of pax: `length key=value`, each with a line feed.
fn pax(r: &mut Reading<'_>, at: u64, size: u64, about: &mut About, nodes: &mut Vec<Node>) {
    let bytes = r.some(at, size.min(MOST_TEXT)).to_vec();
    let mut start = 0;
    while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
        let blank = rest.iter().take(10).position(|byte| *byte == b' ');
        let len = blank.and_then(|blank| std::str::from_utf8(&rest[..blank]).ok()?.parse::<usize>().ok());
        let (Some(blank), Some(len)) = (blank, len) else { break };
        let Some(record) = rest.get(blank + 1..len.saturating_sub(1)) else { break };
        let Some(equals) = record.iter().position(|byte| *byte == b'=') else { break };
        let (key, value) = (text(&record[..equals]), text(&record[equals + 1..]));
        match &*key {
            "path" => about.name = Some(value.clone()),
            "GNU.sparse.name" => about.real_name = Some(value.clone()),
            "GNU.sparse.size" | "GNU.sparse.realsize" => about.real_size = value.parse().ok(),
            "size" => about.size = value.parse().ok(),
            _ => {}
        }
        let place = (at + crate::base::units::len_u64(start), crate::base::units::len_u64(len));
        if nodes.len() < 500 {
            nodes.push(Node::leaf(key, place, "text", Value::Text(value)));
        }
        start += len;
    }
}

/// A header that was read.
struct Header {
    node: Node,
    name: String,
    size: u64,
    kind: u8,
    /// Where its data start: behind the rest of a sparse file's map.
    end: u64,
}

/// Which byte of a GNU header, and of a block that follows, says that one more block of a sparse file's map follows.
const SPARSE_GOES_ON: (usize, usize) = (482, 504);

fn header(r: &mut Reading<'_>, at: u64) -> Parsed<Header> {
    let sums = sums(r, at)?;
    let block = r.get(at, BLOCK)?;
    let kind = block[156];
    if !octal(&block[148..156]).is_some_and(|told| sums.contains(&told)) {
        let is = Text::new("structure-tar-sum").with("at", Offset(at).to_string());
        return Err(is.with("is", format!("{:o}", sums[0])));
    }
    let goes_on = kind == b'S' && block[SPARSE_GOES_ON.0] == 1;
    let is_ustar = &block[257..262] == b"ustar";
    let is_gnu = &block[257..265] == b"ustar  \0";
    let (mut name, mut size) = (String::new(), 0);
    let mut node = r.group(Text::new("structure-header"), at, Order::Big, |f| {
        name = f.text("name", 100)?;
        for field in ["mode", "uid", "gid"] {
            number(f, field, 8)?;
        }
        size = number(f, "size", 12)?;
        let time = number(f, "mtime", 12)?;
        if let Some(time) = i64::try_from(time).ok().and_then(unix_time) {
            f.means(time);
        }
        number(f, "chksum", 8)?;
        f.means(Text::new("structure-right"));
        f.u8("typeflag")?;
        f.named(KIND);
        f.text("linkname", 100)?;
        if !is_ustar {
            return Ok(());
        }
        f.text("magic", 6)?;
        f.text("version", 2)?;
        f.text("uname", 32)?;
        f.text("gname", 32)?;
        number(f, "devmajor", 8)?;
        number(f, "devminor", 8)?;
        if !is_gnu {
            let prefix = f.text("prefix", 155)?;
            if !prefix.is_empty() {
                name = format!("{prefix}/{name}");
            }
        }
        Ok(())
    });
    node.span.end = Offset(at + BLOCK);
    let node = match name_of(KIND, kind.into()) {
        Some(kind) => node.means(kind),
        None => node,
    };
    let mut end = at + BLOCK;
    let mut goes_on = goes_on;
    while goes_on && end - at < MOST_TEXT {
        let block = r.get(end, BLOCK)?;
        goes_on = block[SPARSE_GOES_ON.1] == 1;
        end += BLOCK;
    }
    Ok(Header { node, name, size, kind, end })
}

/// A field that holds a number in octal digits.
fn number(f: &mut Fields<'_, '_>, name: &'static str, len: u64) -> Parsed<u64> {
    let bytes = f.r.get(f.at, len)?;
    let (value, shown) = (octal(bytes), text(bytes));
    let node = match value {
        Some(value) => Node::leaf(name, (f.at, len), "octal", value),
        None => {
            let node = Node::leaf(name, (f.at, len), "octal", Value::Text(shown));
            node.bad(Text::new("structure-no-octal"))
        }
    };
    f.push(node)?;
    f.at += len;
    Ok(value.unwrap_or(0))
}
