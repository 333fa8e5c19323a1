//! RIFF: WAV and its kin, as chunks; those of sound with their fields.

use super::Format;
use super::fields::{Fields, Names};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading, text};
use crate::base::Offset;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "wav", name: Key("structure-format-wav"), is_it, parse };

static CODEC: &Names = &[
    (1, "PCM"),
    (2, "ADPCM"),
    (3, "IEEE float"),
    (6, "A-law"),
    (7, "mu-law"),
    (0x11, "IMA ADPCM"),
    (0x55, "MP3"),
    (0xFFFE, "extensible"),
];

/// Chunks that hold chunks.
const LISTS: [&str; 2] = ["LIST", "RIFF"];

fn order(r: &mut Reading<'_>) -> Order {
    if r.has(0, b"RIFX") { Order::Big } else { Order::Little }
}

fn is_it(r: &mut Reading<'_>) -> bool {
    [&b"RIFF"[..], b"RIFX", b"RF64"].iter().any(|magic| r.has(0, magic))
        && r.get(8, 4).is_ok_and(|kind| kind.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' '))
}

fn parse(r: &mut Reading<'_>) -> Node {
    let order = order(r);
    let mut size = 0;
    let mut kind = String::new();
    let header = r.group(Text::new("structure-header"), 0, order, |f| {
        f.text("id", 4)?;
        size = f.u32("size")?;
        if size.saturating_add(8) > f.r.len() && size != 0xFFFF_FFFF {
            f.bad(Text::new("structure-reaches-past").with("n", size));
        }
        kind = f.text("form", 4)?;
        Ok(())
    });
    let end = if size == 0xFFFF_FFFF { r.len() } else { size.saturating_add(8) };
    let mut nodes = vec![header];
    nodes.extend(chunks(r, 12, end.min(r.len()), order));
    Node::group(Text::new("structure-format-wav"), 0, end).means(kind).with(nodes)
}

fn chunks(r: &mut Reading<'_>, start: u64, end: u64, order: Order) -> Vec<Node> {
    let step: Step =
        Arc::new(move |r, at, _| if at < end { chunk(r, at, end, order).map(Some) } else { Ok(None) });
    chained(r, start, 0, &step).0
}

fn chunk(r: &mut Reading<'_>, at: u64, end: u64, order: Order) -> Parsed<(Node, u64)> {
    let id = r.get(at, 4)?;
    if !id.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        return Err(Text::new("structure-no-chunk").with("at", Offset(at).to_string()));
    }
    let id = text(id);
    let size = r.uint(at + 4, 4, order)?;
    let stop = (at + 8).saturating_add(size);
    let mut list = None;
    let node = r.group(id.clone(), at, order, |f| {
        f.text("id", 4)?;
        f.u32("size")?;
        if stop > end {
            f.bad(Text::new("structure-reaches-past").with("n", size));
        }
        if LISTS.contains(&&*id) && size >= 4 {
            f.text("form", 4)?;
            list = Some(f.at);
            return Ok(());
        }
        fields(f, &id, size)?;
        let rest = stop.min(end).saturating_sub(f.at);
        if rest > 0 {
            f.bytes("data", rest)?;
        }
        Ok(())
    });
    let mut node = node.valued(size);
    node.span.end = Offset(stop.min(end));
    let node = match list {
        Some(start) => node.later(move |r| chunks(r, start, stop.min(end), order)),
        None => node,
    };
    // Chunks start at even places.
    Ok((node, stop + stop % 2))
}

fn fields(f: &mut Fields<'_, '_>, id: &str, size: u64) -> Parsed {
    match id {
        "fmt " if size >= 16 => {
            f.u16("format")?;
            f.named(CODEC);
            f.u16("channels")?;
            f.u32("sample_rate")?;
            f.u32("byte_rate")?;
            f.u16("block_align")?;
            f.u16("bits_per_sample")?;
            if size >= 18 {
                f.u16("extension_size")?;
            }
            if size >= 40 {
                f.u16("valid_bits")?;
                f.u32("channel_mask")?;
                f.hex();
                f.bytes("subformat", 16)?;
            }
        }
        "fact" if size >= 4 => drop(f.u32("samples")?),
        "ds64" if size >= 24 => {
            for name in ["riff_size", "data_size", "samples"] {
                f.u64(name)?;
            }
        }
        "INAM" | "IART" | "ICMT" | "ISFT" | "ICRD" | "IGNR" | "ICOP" => drop(f.text("text", size)?),
        _ => {}
    }
    Ok(())
}
