//! EXIF: directories of tags, as TIFF has them.

use crate::base::{Offset, Value};
use crate::messages::Text;
use crate::structure::fields::{Fields, Names, name_of};
use crate::structure::node::Node;
use crate::structure::reading::{Order, Parsed, Reading, number, text};

/// The most tags of a directory.
const MOST_TAGS: u64 = 1000;

/// Directories that directories lead to, one inside of the other.
const MOST_LEVELS: u64 = 3;

static TYPE: &Names = &[
    (1, "BYTE"),
    (2, "ASCII"),
    (3, "SHORT"),
    (4, "LONG"),
    (5, "RATIONAL"),
    (6, "SBYTE"),
    (7, "UNDEFINED"),
    (8, "SSHORT"),
    (9, "SLONG"),
    (10, "SRATIONAL"),
    (11, "FLOAT"),
    (12, "DOUBLE"),
];

static TAG: &Names = &[
    (0x0100, "ImageWidth"),
    (0x0101, "ImageLength"),
    (0x0102, "BitsPerSample"),
    (0x0103, "Compression"),
    (0x0106, "PhotometricInterpretation"),
    (0x010E, "ImageDescription"),
    (0x010F, "Make"),
    (0x0110, "Model"),
    (0x0112, "Orientation"),
    (0x011A, "XResolution"),
    (0x011B, "YResolution"),
    (0x0128, "ResolutionUnit"),
    (0x0131, "Software"),
    (0x0132, "DateTime"),
    (0x013B, "Artist"),
    (0x0201, "JPEGInterchangeFormat"),
    (0x0202, "JPEGInterchangeFormatLength"),
    (0x0213, "YCbCrPositioning"),
    (0x8298, "Copyright"),
    (0x829A, "ExposureTime"),
    (0x829D, "FNumber"),
    (0x8769, "ExifIFD"),
    (0x8822, "ExposureProgram"),
    (0x8825, "GPSInfo"),
    (0x8827, "ISOSpeedRatings"),
    (0x9000, "ExifVersion"),
    (0x9003, "DateTimeOriginal"),
    (0x9004, "DateTimeDigitized"),
    (0x9101, "ComponentsConfiguration"),
    (0x9201, "ShutterSpeedValue"),
    (0x9202, "ApertureValue"),
    (0x9204, "ExposureBiasValue"),
    (0x9207, "MeteringMode"),
    (0x9209, "Flash"),
    (0x920A, "FocalLength"),
    (0x927C, "MakerNote"),
    (0x9286, "UserComment"),
    (0xA000, "FlashpixVersion"),
    (0xA001, "ColorSpace"),
    (0xA002, "PixelXDimension"),
    (0xA003, "PixelYDimension"),
    (0xA005, "InteroperabilityIFD"),
    (0xA402, "ExposureMode"),
    (0xA403, "WhiteBalance"),
    (0xA405, "FocalLengthIn35mmFilm"),
    (0xA406, "SceneCaptureType"),
];

/// The header of TIFF that begins here and its directories; they end before `stop`.
pub(super) fn tiff(f: &mut Fields<'_, '_>, stop: u64) -> Parsed {
    let base = f.at;
    let order = if f.r.has(base, b"MM") { Order::Big } else { Order::Little };
    let outer = std::mem::replace(&mut f.order, order);
    f.text("byte_order", 2)?;
    f.u16("magic")?;
    let mut next = f.u32("first_directory")?;
    f.order = outer;
    for nr in 0..4 {
        if next == 0 {
            break;
        }
        let at = base.saturating_add(next);
        if at.saturating_add(2) > stop {
            return Err(Text::new("structure-points-past")
                .with("what", "IFD")
                .with("at", Offset(at).to_string()));
        }
        let (node, after) = directory(f.r, (base, stop), at, order, format!("IFD{nr}"), 0);
        f.push(node)?;
        next = after;
    }
    // The values of tags lie anywhere in it.
    f.at = stop;
    Ok(())
}

/// A directory of tags; and where the next one is, from the base on.
fn directory(
    r: &mut Reading<'_>,
    (base, stop): (u64, u64),
    at: u64,
    order: Order,
    name: String,
    level: u64,
) -> (Node, u64) {
    let mut next = 0;
    let node = r.group(name, at, order, |f| {
        let n = f.u16("count")?;
        for _ in 0..n.min(MOST_TAGS) {
            let node = tag(f.r, (base, stop), f.at, order, level)?;
            f.push(node)?;
            f.at += 12;
        }
        next = f.u32("next_directory")?;
        Ok(())
    });
    (node, next)
}

fn tag(r: &mut Reading<'_>, (base, stop): (u64, u64), at: u64, order: Order, level: u64) -> Parsed<Node> {
    let (tag, kind, n) = (r.uint(at, 2, order)?, r.uint(at + 2, 2, order)?, r.uint(at + 4, 4, order)?);
    let name = name_of(TAG, tag).map_or_else(|| format!("0x{tag:04X}"), str::to_owned);
    let each = match kind {
        3 | 8 => 2,
        4 | 9 | 11 => 4,
        5 | 10 | 12 => 8,
        _ => 1,
    };
    let len = n.saturating_mul(each);
    let offset = r.uint(at + 8, 4, order)?;
    let place = if len <= 4 { at + 8 } else { base.saturating_add(offset) };
    let kind_name = name_of(TYPE, kind).unwrap_or("?");
    let node = Node::leaf(name, (at, 12), kind_name, Value::None);
    if place.saturating_add(len) > stop {
        let what = Text::new("structure-contents");
        let why = Text::new("structure-points-past").with("what", what);
        return Ok(node.bad(why.with("at", Offset(place).to_string())));
    }
    let node = node.valued(value(r, (place, len), kind, each, order)?);
    if matches!(tag, 0x8769 | 0x8825 | 0xA005) && level < MOST_LEVELS {
        let at = base.saturating_add(offset);
        if at.saturating_add(2) <= stop {
            r.count_node()?;
            let (child, _) = directory(r, (base, stop), at, order, "IFD".to_owned(), level + 1);
            return Ok(node.with(vec![child]));
        }
    }
    Ok(if len > 4 { node.with(vec![Node::group(Text::new("structure-data"), place, len)]) } else { node })
}

/// A tag's value: a number, a text, or several numbers.
fn value(r: &mut Reading<'_>, (at, len): (u64, u64), kind: u64, each: u64, order: Order) -> Parsed<Value> {
    let bytes = r.some(at, len.min(256));
    if kind == 2 {
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        return Ok(Value::Text(text(&bytes[..end])));
    }
    if kind == 7 || each == 0 {
        return Ok(Value::Text(crate::structure::fields::hex(&bytes[..bytes.len().min(16)])));
    }
    let one = |bytes: &[u8]| match kind {
        5 | 10 if bytes.len() == 8 => {
            format!("{}/{}", number(&bytes[..4], order), number(&bytes[4..], order))
        }
        _ => number(bytes, order).to_string(),
    };
    if len == each && !matches!(kind, 5 | 10..=12) {
        return Ok(number(bytes, order).into());
    }
    let all: Vec<String> = bytes.chunks(crate::base::units::to_usize(each)).take(8).map(one).collect();
    Ok(Value::Text(all.join(", ")))
}
