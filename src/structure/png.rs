//! PNG: its chunks, the fields of the common ones, and whether their checksums are right.

use super::Format;
use super::fields::{Fields, Names, crc32};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading};
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "png", name: Key("structure-format-png"), is_it, parse };

const MAGIC: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Data whose checksum is computed is no longer than this, in bytes.
const MOST_CHECKED: u64 = 8 << 20;

static COLOUR_TYPE: &Names = &[
    (0, "greyscale"),
    (2, "truecolour"),
    (3, "indexed"),
    (4, "greyscale + alpha"),
    (6, "truecolour + alpha"),
];

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, MAGIC)
}

fn parse(r: &mut Reading<'_>) -> Node {
    let magic = r.group(Text::new("structure-magic"), 0, Order::Big, |f| f.bytes("magic", len(MAGIC)));
    let step: Step = Arc::new(|r, at, _| chunk(r, at));
    let (mut nodes, end) = chained(r, len(MAGIC), 0, &step);
    nodes.splice(0..0, magic.children);
    Node::group(Text::new("structure-format-png"), 0, end.unwrap_or(r.len())).with(nodes)
}

fn len(bytes: &[u8]) -> u64 {
    crate::base::units::len_u64(bytes.len())
}

/// The chunk at `at`, unless IEND stands before it, and where the next one is.
fn chunk(r: &mut Reading<'_>, at: u64) -> Parsed<Option<(Node, u64)>> {
    if at >= 12 && r.has(at - 8, b"IEND") {
        return Ok(None);
    }
    let size = r.uint(at, 4, Order::Big)?;
    let name = r.get(at + 4, 4)?;
    if !name.iter().all(u8::is_ascii_alphabetic) {
        return Err(Text::new("structure-no-chunk").with("at", crate::base::Offset(at).to_string()));
    }
    let name = super::reading::text(name);
    let next = at.saturating_add(12).saturating_add(size);
    let mut node = r.group(name.clone(), at, Order::Big, |f| {
        f.u32("length")?;
        f.text("type", 4)?;
        let start = f.at;
        if size > 0 {
            f.check(size)?;
            let done = data(f, &name, size);
            if done.is_err() || f.at > start + size {
                f.problem(Text::new("structure-chunk-short"));
                f.at = start + size;
            }
            if f.at < start + size {
                let rest = start + size - f.at;
                f.bytes("data", rest)?;
            }
        }
        let expected = f.u32("CRC")?;
        f.hex();
        match crc32(f.r, at + 4, size + 4, MOST_CHECKED)? {
            None => f.means(Text::new("structure-unchecked")),
            Some(crc) if u64::from(crc) == expected => f.means(Text::new("structure-right")),
            Some(crc) => f.bad(Text::new("structure-wrong-sum").with("is", format!("0x{crc:08X}"))),
        }
        Ok(())
    });
    node.value = size.into();
    node.is_bad = node.children.iter().any(|child| child.is_bad);
    Ok(Some((node, next)))
}

/// The fields of a chunk's data, as far as they are known.
fn data(f: &mut Fields<'_, '_>, name: &str, size: u64) -> Parsed {
    match name {
        "IHDR" => {
            f.u32("width")?;
            f.u32("height")?;
            f.u8("bit_depth")?;
            f.u8("colour_type")?;
            f.named(COLOUR_TYPE);
            f.u8("compression")?;
            f.u8("filter")?;
            f.u8("interlace")?;
            f.named(&[(0, "none"), (1, "Adam7")]);
        }
        "pHYs" => {
            f.u32("x_per_unit")?;
            f.u32("y_per_unit")?;
            f.u8("unit")?;
            f.named(&[(0, "?"), (1, "metre")]);
        }
        "tIME" => {
            f.u16("year")?;
            for part in ["month", "day", "hour", "minute", "second"] {
                f.u8(part)?;
            }
        }
        "gAMA" => drop(f.u32("gamma")?),
        "cHRM" => {
            for name in ["white_x", "white_y", "red_x", "red_y", "green_x", "green_y", "blue_x", "blue_y"] {
                f.u32(name)?;
            }
        }
        "sRGB" => {
            f.u8("rendering_intent")?;
            f.named(&[(0, "perceptual"), (1, "relative"), (2, "saturation"), (3, "absolute")]);
        }
        "acTL" => {
            f.u32("num_frames")?;
            f.u32("num_plays")?;
        }
        "fcTL" => {
            for name in ["sequence_number", "width", "height", "x_offset", "y_offset"] {
                f.u32(name)?;
            }
            f.u16("delay_num")?;
            f.u16("delay_den")?;
            f.u8("dispose_op")?;
            f.u8("blend_op")?;
        }
        "tEXt" | "zTXt" | "iTXt" => {
            let start = f.at;
            f.c_text("keyword")?;
            let left = size.saturating_sub(f.at - start);
            if name == "tEXt" && left > 0 {
                f.text("text", left)?;
            }
        }
        _ => {}
    }
    Ok(())
}
