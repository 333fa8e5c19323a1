//! GIF: its screen, colour tables, extensions and pictures.

use super::Format;
use super::fields::{Fields, Names};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading};
use crate::base::Offset;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "gif", name: Key("structure-format-gif"), is_it, parse };

static EXTENSION: &Names =
    &[(0x01, "plain_text"), (0xF9, "graphic_control"), (0xFE, "comment"), (0xFF, "application")];

static DISPOSAL: &Names = &[(0, "unspecified"), (1, "keep"), (2, "background"), (3, "previous")];

/// The most bytes of a block's parts that are walked through.
const MOST_PARTS: u64 = 64 << 20;

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, b"GIF87a") || r.has(0, b"GIF89a")
}

fn parse(r: &mut Reading<'_>) -> Node {
    let mut colours = 0;
    let header = r.group(Text::new("structure-header"), 0, Order::Little, |f| {
        f.text("signature", 3)?;
        f.text("version", 3)?;
        f.u16("width")?;
        f.u16("height")?;
        colours = flags(f, "global_colour_table", &[("sort", 3, 1), ("colour_resolution", 4, 3)])?;
        f.u8("background")?;
        f.u8("aspect_ratio")?;
        colour_table(f, colours)
    });
    let start = header.span.end.0;
    let step: Step = Arc::new(|r, at, _| block(r, at));
    let (mut nodes, end) = chained(r, start, 0, &step);
    nodes.insert(0, header);
    Node::group(Text::new("structure-format-gif"), 0, end.unwrap_or(r.len())).with(nodes)
}

/// The packed flags of a screen or a picture; how many colours its table has.
fn flags(f: &mut Fields<'_, '_>, table: &'static str, more: &[(&'static str, u8, u8)]) -> Parsed<u64> {
    f.u8("flags")?;
    f.hex();
    let size = f.bits("colour_table_size", 0, 3);
    for (name, first, n) in more {
        f.bits(*name, *first, *n);
    }
    let has_table = f.bits(table, 7, 1) == 1;
    Ok(if has_table { 2 << size } else { 0 })
}

fn colour_table(f: &mut Fields<'_, '_>, n: u64) -> Parsed {
    if n > 0 { f.bytes("colours", 3 * n) } else { Ok(()) }
}

/// The block at `at`, and where the next one is; `None` after the trailer.
fn block(r: &mut Reading<'_>, at: u64) -> Parsed<Option<(Node, u64)>> {
    if at >= r.len() && at > 0 && r.has(at - 1, b";") {
        return Ok(None);
    }
    let node = match r.uint(at, 1, Order::Little)? {
        0x3B => {
            let node = Node::leaf("trailer", (at, 1), "u8", 0x3B_u64).hex();
            return Ok(Some((node, at + 1)));
        }
        0x21 => extension(r, at),
        0x2C => picture(r, at),
        // What follows the trailer is no part of it.
        _ if at > 0 && r.has(at - 1, b";") => return Ok(None),
        _ => return Err(Text::new("structure-no-block").with("at", Offset(at).to_string())),
    };
    let next = node.span.end.0;
    Ok(Some((node, next)))
}

fn extension(r: &mut Reading<'_>, at: u64) -> Node {
    let mut label = 0;
    let node = r.group(Text::new("structure-extension"), at, Order::Little, |f| {
        f.u8("introducer")?;
        f.hex();
        label = f.u8("label")?;
        f.hex();
        f.named(EXTENSION);
        let size = f.u8("block_size")?;
        let start = f.at;
        f.check(size)?;
        match (label, size) {
            (0xF9, 4) => {
                f.u8("flags")?;
                f.hex();
                f.bits("transparent", 0, 1);
                f.bits("user_input", 1, 1);
                let disposal = f.bits("disposal", 2, 3);
                if let Some(name) = super::fields::name_of(DISPOSAL, disposal) {
                    f.means(name);
                }
                f.u16("delay")?;
                f.u8("transparent_colour")?;
            }
            (0xFF, 11) => {
                f.text("identifier", 8)?;
                f.text("authentication", 3)?;
            }
            (_, 0) => return Ok(()),
            _ => f.bytes("data", size)?,
        }
        f.at = start + size;
        parts(f, "data")
    });
    match super::fields::name_of(EXTENSION, label) {
        Some(name) => node.means(name),
        None => node.means(format!("0x{label:02X}")),
    }
}

fn picture(r: &mut Reading<'_>, at: u64) -> Node {
    r.group(Text::new("structure-image"), at, Order::Little, |f| {
        f.u8("separator")?;
        f.hex();
        for name in ["left", "top", "width", "height"] {
            f.u16(name)?;
        }
        let colours = flags(f, "local_colour_table", &[("sort", 5, 1), ("interlace", 6, 1)])?;
        colour_table(f, colours)?;
        f.u8("lzw_code_size")?;
        parts(f, "data")
    })
}

/// The parts of a block's data, up to an empty one, as one field.
fn parts(f: &mut Fields<'_, '_>, name: &'static str) -> Parsed {
    let start = f.at;
    loop {
        let size = f.r.uint(f.at, 1, Order::Little)?;
        f.at += 1 + size;
        if size == 0 {
            break;
        }
        if f.at - start > MOST_PARTS {
            return Err(Text::new("structure-too-long"));
        }
    }
    let len = f.at - start;
    f.at = start;
    f.bytes(name, len)
}
