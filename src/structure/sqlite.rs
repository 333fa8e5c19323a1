//! SQLite: the header of a database, its pages, and the cells of B-tree pages with their records.

use super::Format;
use super::fields::{Fields, Names, name_of};
use super::node::Node;
use super::pages::{MakeNode, numbered};
use super::reading::{Order, Parsed, Reading, text};
use crate::base::Value;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "sqlite", name: Key("structure-format-sqlite"), is_it, parse };

/// Bytes of the header.
const HEADER: u64 = 100;

/// The most columns of a record that are read.
const MOST_COLUMNS: usize = 2000;

/// The most bytes of a value that are shown.
const MOST_SHOWN: u64 = 1024;

static ENCODING: &Names = &[(1, "UTF-8"), (2, "UTF-16le"), (3, "UTF-16be")];

static JOURNAL: &Names = &[(1, "legacy"), (2, "WAL")];

static PAGE_TYPE: &Names =
    &[(2, "interior index"), (5, "interior table"), (10, "leaf index"), (13, "leaf table")];

/// Columns of the schema's table.
const SCHEMA: [&str; 5] = ["type", "name", "tbl_name", "rootpage", "sql"];

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, b"SQLite format 3\0")
}

/// What cells are read by.
#[derive(Clone, Copy)]
struct Database {
    page: u64,
    /// Bytes of a page that are used.
    usable: u64,
}

fn parse(r: &mut Reading<'_>) -> Node {
    let (mut page, mut reserved, mut n) = (0, 0, 0);
    let header = r.group(Text::new("structure-header"), 0, Order::Big, |f| {
        f.text("magic", 16)?;
        page = f.u16("page_size")?;
        if page == 1 {
            page = 65_536;
            f.means("65536");
        }
        if !page.is_power_of_two() || page < 512 {
            f.bad(Text::new("structure-sqlite-page"));
            page = 0;
        }
        f.u8("write_version")?;
        f.named(JOURNAL);
        f.u8("read_version")?;
        f.named(JOURNAL);
        reserved = f.u8("reserved_bytes")?;
        for name in ["max_payload_fraction", "min_payload_fraction", "leaf_payload_fraction"] {
            f.u8(name)?;
        }
        f.u32("change_counter")?;
        n = f.u32("pages")?;
        for name in ["first_freelist_page", "freelist_pages", "schema_cookie", "schema_format", "cache_size"]
        {
            f.u32(name)?;
        }
        f.u32("largest_root_page")?;
        f.u32("encoding")?;
        f.named(ENCODING);
        for name in ["user_version", "incremental_vacuum", "application_id"] {
            f.u32(name)?;
        }
        f.bytes("reserved", 20)?;
        f.u32("version_valid_for")?;
        f.u32("sqlite_version")?;
        Ok(())
    });
    let mut nodes = vec![header];
    if page == 0 {
        return Node::group(Text::new("structure-format-sqlite"), 0, HEADER).with(nodes);
    }
    // Before 3.7.0 the number of pages was not kept.
    let n = if n == 0 { r.len() / page } else { n };
    let there = n.min(r.len().div_ceil(page));
    let database = Database { page, usable: page.saturating_sub(reserved) };
    let list = Node::group(Text::new("structure-sqlite-pages"), 0, n.saturating_mul(page)).valued(n);
    let list = if n.saturating_mul(page) > r.len() {
        list.bad(Text::new("structure-reaches-past").with("n", n.saturating_mul(page)))
    } else {
        list
    };
    let make: MakeNode = Arc::new(move |r, nr| page_node(r, database, nr));
    nodes.push(list.later(move |r| numbered(r, there, 0, &make)));
    Node::group(Text::new("structure-format-sqlite"), 0, n.saturating_mul(page)).with(nodes)
}

/// The node of a page, counted from 0; people count from 1.
fn page_node(r: &mut Reading<'_>, database: Database, nr: u64) -> Node {
    let at = nr.saturating_mul(database.page);
    let start = if nr == 0 { HEADER } else { at };
    let kind = r.uint(start, 1, Order::Big).unwrap_or(0);
    let node = Node::group(format!("#{}", nr + 1), at, database.page);
    match name_of(PAGE_TYPE, kind) {
        Some(name) => node.means(name).later(move |r| btree(r, database, (at, start), kind)),
        None => node,
    }
}

/// What a page of a B-tree holds.
fn btree(r: &mut Reading<'_>, database: Database, (at, start): (u64, u64), kind: u64) -> Vec<Node> {
    let is_interior = kind == 2 || kind == 5;
    let mut n = 0;
    let header = r.group(Text::new("structure-header"), start, Order::Big, |f| {
        f.u8("type")?;
        f.named(PAGE_TYPE);
        f.u16("first_freeblock")?;
        n = f.u16("cells")?;
        f.u16("content_start")?;
        f.u8("fragmented_bytes")?;
        if is_interior {
            f.u32("right_page")?;
        }
        Ok(())
    });
    let pointers = header.span.end.0;
    let most = (at + database.page).min(r.len()).saturating_sub(pointers) / 2;
    let list = Node::group(Text::new("structure-sqlite-cells"), pointers, 2 * n).valued(n);
    let list = if n > most { list.bad(Text::new("structure-reaches-past").with("n", 2 * n)) } else { list };
    let make: MakeNode =
        Arc::new(move |r, nr| cell(r, database, at, pointers + 2 * nr, kind).unwrap_or_else(Node::problem));
    vec![header, list.later(move |r| numbered(r, n.min(most), 0, &make))]
}

/// The cell that the pointer at `pointer` leads to.
fn cell(r: &mut Reading<'_>, database: Database, page: u64, pointer: u64, kind: u64) -> Parsed<Node> {
    let offset = r.uint(pointer, 2, Order::Big)?;
    let at = page + offset;
    if offset >= database.page {
        let said = Text::new("structure-points-past").with("what", Text::new("structure-contents"));
        return Err(said.with("at", crate::base::Offset(at).to_string()));
    }
    let mut row = None;
    let node = r.group(Text::new("structure-sqlite-cell"), at, Order::Big, |f| {
        if kind == 2 || kind == 5 {
            f.u32("left_page")?;
        }
        let size = if kind == 5 { 0 } else { varint(f, "payload_size")? };
        if kind == 5 || kind == 13 {
            row = Some(varint(f, "rowid")?);
        }
        if kind == 5 {
            return Ok(());
        }
        let local = local_size(database, size, kind == 13);
        let stop = f.at + local;
        f.check(local)?;
        record(f, stop, page == 0)?;
        f.at = stop;
        if local < size {
            f.u32("overflow_page")?;
        }
        Ok(())
    });
    Ok(match row {
        Some(row) => node.valued(row),
        None => node,
    })
}

/// How much of a payload of `size` bytes lies in its page.
fn local_size(database: Database, size: u64, is_table: bool) -> u64 {
    let usable = database.usable.max(64);
    let most = if is_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    if size <= most {
        return size;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let kept = least + (size - least) % (usable - 4);
    if kept <= most { kept } else { least }
}

/// A number of one to nine bytes.
fn varint(f: &mut Fields<'_, '_>, name: &'static str) -> Parsed<u64> {
    let (value, len) = read_varint(f.r, f.at)?;
    f.push(Node::leaf(name, (f.at, len), "varint", value))?;
    f.at += len;
    Ok(value)
}

fn read_varint(r: &mut Reading<'_>, at: u64) -> Parsed<(u64, u64)> {
    let mut value = 0;
    for nr in 0..9 {
        let byte = r.uint(at + nr, 1, Order::Big)?;
        if nr == 8 {
            return Ok((value << 8 | byte, 9));
        }
        value = value << 7 | byte & 0x7F;
        if byte < 0x80 {
            return Ok((value, nr + 1));
        }
    }
    Ok((value, 9))
}

/// A record: the types of its columns, and their values, as far as they lie before `stop`.
fn record(f: &mut Fields<'_, '_>, stop: u64, is_schema: bool) -> Parsed {
    let start = f.at;
    let size = varint(f, "header_size")?;
    let end = start.saturating_add(size);
    let mut kinds = Vec::new();
    while f.at < end.min(stop) && kinds.len() < MOST_COLUMNS {
        kinds.push(varint(f, "serial_type")?);
        let Some(kind) = kinds.last() else { break };
        f.means(kind_name(*kind));
    }
    f.at = end;
    for (nr, kind) in kinds.iter().enumerate() {
        let name = SCHEMA.get(nr).filter(|_| is_schema);
        let name = name.map_or_else(|| format!("column{}", nr + 1), |name| (*name).to_owned());
        let len = match kind {
            0 | 8..=11 => 0,
            1..=4 => *kind,
            5 => 6,
            6 | 7 => 8,
            _ => (kind - 12) / 2,
        };
        if f.at.saturating_add(len) > stop {
            // The rest stands in other pages.
            let node =
                Node::group(name, f.at, stop.saturating_sub(f.at)).means(Text::new("structure-sqlite-rest"));
            f.push(node)?;
            return Ok(());
        }
        let node = column(f.r, name, (f.at, len), *kind)?;
        f.push(node)?;
        f.at += len;
    }
    Ok(())
}

fn kind_name(kind: u64) -> &'static str {
    match kind {
        0 => "NULL",
        1..=6 => "integer",
        7 => "real",
        8 => "0",
        9 => "1",
        10 | 11 => "reserved",
        n if n % 2 == 0 => "blob",
        _ => "text",
    }
}

fn column(r: &mut Reading<'_>, name: String, (at, len): (u64, u64), kind: u64) -> Parsed<Node> {
    let leaf = |kind, value: Value| Node::leaf(name, (at, len), kind, value);
    Ok(match kind {
        0 | 10 | 11 => leaf("NULL", Value::None),
        1..=6 => {
            let raw = r.uint(at, len, Order::Big)?;
            let shift = 64 - 8 * len;
            leaf("integer", ((raw << shift).cast_signed() >> shift).into())
        }
        7 => leaf("real", f64::from_bits(r.uint(at, 8, Order::Big)?).into()),
        8 | 9 => leaf("integer", (kind - 8).into()),
        n if n % 2 == 0 => {
            let shown = super::fields::hex(r.some(at, len.min(16)));
            leaf("blob", Value::Text(shown))
        }
        _ => {
            let shown = text(r.some(at, len.min(MOST_SHOWN)));
            leaf("text", Value::Text(shown))
        }
    })
}
