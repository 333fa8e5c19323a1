//! JPEG: its segments, the fields of frames and scans, JFIF, and the tags of EXIF.

mod exif;

use super::Format;
use super::fields::{Fields, Names, name_of};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "jpeg", name: Key("structure-format-jpeg"), is_it, parse };

const SOI: u64 = 0xD8;
const EOI: u64 = 0xD9;
const SOS: u64 = 0xDA;

/// The most bytes of a scan that are walked through.
const MOST_SCAN: u64 = 128 << 20;

static MARKER: &Names = &[
    (0xC0, "SOF0"),
    (0xC1, "SOF1"),
    (0xC2, "SOF2"),
    (0xC3, "SOF3"),
    (0xC4, "DHT"),
    (0xC5, "SOF5"),
    (0xC6, "SOF6"),
    (0xC7, "SOF7"),
    (0xC8, "JPG"),
    (0xC9, "SOF9"),
    (0xCA, "SOF10"),
    (0xCB, "SOF11"),
    (0xCC, "DAC"),
    (0xCD, "SOF13"),
    (0xCE, "SOF14"),
    (0xCF, "SOF15"),
    (0xD8, "SOI"),
    (0xD9, "EOI"),
    (0xDA, "SOS"),
    (0xDB, "DQT"),
    (0xDC, "DNL"),
    (0xDD, "DRI"),
    (0xE0, "APP0"),
    (0xE1, "APP1"),
    (0xE2, "APP2"),
    (0xE3, "APP3"),
    (0xE4, "APP4"),
    (0xE5, "APP5"),
    (0xE6, "APP6"),
    (0xE7, "APP7"),
    (0xE8, "APP8"),
    (0xE9, "APP9"),
    (0xEA, "APP10"),
    (0xEB, "APP11"),
    (0xEC, "APP12"),
    (0xED, "APP13"),
    (0xEE, "APP14"),
    (0xEF, "APP15"),
    (0xFE, "COM"),
];

static COMPONENT: &Names = &[(1, "Y"), (2, "Cb"), (3, "Cr"), (4, "I"), (5, "Q")];

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, b"\xFF\xD8\xFF")
}

fn parse(r: &mut Reading<'_>) -> Node {
    let step: Step = Arc::new(|r, at, _| segment(r, at));
    let (nodes, end) = chained(r, 0, 0, &step);
    Node::group(Text::new("structure-format-jpeg"), 0, end.unwrap_or(r.len())).with(nodes)
}

/// The segment at `at` with the data that follows it, and where the next one is; `None` after the last one.
fn segment(r: &mut Reading<'_>, at: u64) -> Parsed<Option<(Node, u64)>> {
    if at >= 2 && r.has(at - 2, b"\xFF\xD9") {
        return Ok(None);
    }
    // Any number of fill bytes may precede a marker.
    let fill = r.some(at, 256).iter().take_while(|byte| **byte == 0xFF).count();
    let marker_at = at + len_u64(fill);
    let marker = r.uint(marker_at, 1, Order::Big)?;
    if fill == 0 {
        return Err(Text::new("structure-no-marker").with("at", Offset(at).to_string()));
    }
    let name = name_of(MARKER, marker).map_or_else(|| format!("0x{marker:02X}"), str::to_owned);
    let start = marker_at - 1;
    if matches!(marker, SOI | EOI | 0x01 | 0xD0..=0xD7) {
        let node = Node::leaf(name, (start, 2), "u16be", 0xFF00 | marker).hex();
        return Ok(Some((node, marker_at + 1)));
    }
    let mut stop = marker_at + 3;
    let node = r.group(name, start, Order::Big, |f| {
        f.u16("marker")?;
        f.hex();
        let len = f.u16("length")?;
        if len < 2 {
            f.bad(Text::new("structure-chunk-short"));
            return Ok(());
        }
        stop = f.at - 2 + len;
        f.check(len - 2)?;
        if fields(f, marker, stop).is_err() || f.at > stop {
            f.problem(Text::new("structure-chunk-short"));
            f.at = stop;
        }
        if f.at < stop {
            let rest = stop - f.at;
            f.bytes("data", rest)?;
        }
        if marker == SOS {
            let n = scan_len(f.r, stop)?;
            f.bytes("scan", n)?;
        }
        Ok(())
    });
    let next = node.span.end.0.max(stop);
    let size = next - start;
    Ok(Some((node.valued(size), next)))
}

/// How long the coded data from `at` on is: up to a marker that is none of a restart.
fn scan_len(r: &mut Reading<'_>, at: u64) -> Parsed<u64> {
    let mut place = at;
    while place < r.len() {
        let piece = r.some(place, 16 << 10);
        let mut marks = memchr::memchr_iter(0xFF, piece);
        let found = marks.find(|nr| {
            let next = piece.get(nr + 1);
            next.is_some_and(|next| !matches!(next, 0 | 0xFF | 0xD0..=0xD7))
        });
        if let Some(nr) = found {
            return Ok(place + len_u64(nr) - at);
        }
        if piece.is_empty() || place - at > MOST_SCAN {
            return Err(Text::new("structure-too-long"));
        }
        let n = len_u64(piece.len());
        // A marker may lie across two pieces.
        place += if piece.last() == Some(&0xFF) && n > 1 { n - 1 } else { n };
    }
    Ok(r.len() - at)
}

fn fields(f: &mut Fields<'_, '_>, marker: u64, stop: u64) -> Parsed {
    match marker {
        0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => frame(f),
        SOS => scan(f),
        0xDD => f.u16("restart_interval").map(drop),
        0xE0 if f.r.has(f.at, b"JFIF\0") => jfif(f),
        0xE1 if f.r.has(f.at, b"Exif\0\0") => {
            f.text("identifier", 6)?;
            exif::tiff(f, stop)
        }
        0xEE if f.r.has(f.at, b"Adobe") && stop - f.at >= 12 => {
            f.text("identifier", 5)?;
            for name in ["version", "flags0", "flags1"] {
                f.u16(name)?;
            }
            f.u8("transform")?;
            f.named(&[(0, "none"), (1, "YCbCr"), (2, "YCCK")]);
            Ok(())
        }
        0xFE => {
            let len = stop - f.at;
            f.text("comment", len).map(drop)
        }
        0xDB => tables(f, stop, false),
        0xC4 => tables(f, stop, true),
        _ => Ok(()),
    }
}

fn frame(f: &mut Fields<'_, '_>) -> Parsed {
    f.u8("precision")?;
    f.u16("height")?;
    f.u16("width")?;
    let n = f.u8("components")?;
    for _ in 0..n {
        f.group(Text::new("structure-component"), |f| {
            f.u8("id")?;
            f.named(COMPONENT);
            f.u8("sampling")?;
            f.hex();
            f.bits("vertical", 0, 4);
            f.bits("horizontal", 4, 4);
            f.u8("quantization_table").map(drop)
        })?;
    }
    Ok(())
}

fn scan(f: &mut Fields<'_, '_>) -> Parsed {
    let n = f.u8("components")?;
    for _ in 0..n {
        f.group(Text::new("structure-component"), |f| {
            f.u8("id")?;
            f.named(COMPONENT);
            f.u8("tables")?;
            f.hex();
            f.bits("ac_table", 0, 4);
            f.bits("dc_table", 4, 4);
            Ok(())
        })?;
    }
    f.u8("spectral_start")?;
    f.u8("spectral_end")?;
    f.u8("approximation")?;
    f.hex();
    Ok(())
}

fn jfif(f: &mut Fields<'_, '_>) -> Parsed {
    f.text("identifier", 5)?;
    f.u8("version_major")?;
    f.u8("version_minor")?;
    f.u8("density_unit")?;
    f.named(&[(0, "none"), (1, "dpi"), (2, "dpcm")]);
    f.u16("x_density")?;
    f.u16("y_density")?;
    f.u8("thumbnail_width")?;
    f.u8("thumbnail_height").map(drop)
}

/// Tables of quantization, or of Huffman codes.
fn tables(f: &mut Fields<'_, '_>, stop: u64, is_huffman: bool) -> Parsed {
    let name = if is_huffman { "huffman_table" } else { "quantization_table" };
    f.each(1, stop, |f| {
        f.group(name, |f| {
            f.u8("info")?;
            f.hex();
            f.bits("id", 0, 4);
            let high = f.bits(if is_huffman { "class" } else { "precision" }, 4, 4);
            if !is_huffman {
                return f.bytes("values", if high == 0 { 64 } else { 128 });
            }
            let n: u64 = f.r.get(f.at, 16)?.iter().map(|n| u64::from(*n)).sum();
            f.bytes("lengths", 16)?;
            f.bytes("symbols", n)
        })
    })
}
