//! gzip: its members, their headers and trailers.
//!
//! Where a member's data ends is known by decompressing it alone, so what follows the first
//! header is one part, and the last eight bytes are read as the trailer of the last member.

use super::Format;
use super::fields::{Names, unix_time};
use super::node::Node;
use super::reading::{Order, Reading};
use crate::messages::{Key, Text};

pub(super) const FORMAT: Format = Format { id: "gzip", name: Key("structure-format-gzip"), is_it, parse };

static FLAGS: &Names = &[(1, "FTEXT"), (2, "FHCRC"), (4, "FEXTRA"), (8, "FNAME"), (16, "FCOMMENT")];

static SYSTEM: &Names = &[
    (0, "FAT"),
    (1, "Amiga"),
    (2, "VMS"),
    (3, "Unix"),
    (4, "VM/CMS"),
    (6, "HPFS"),
    (7, "Macintosh"),
    (10, "TOPS-20"),
    (11, "NTFS"),
    (255, "unknown"),
];

fn is_it(r: &mut Reading<'_>) -> bool {
    // Method 8, and none of the reserved flags.
    r.has(0, b"\x1F\x8B\x08") && r.get(3, 1).is_ok_and(|flags| flags[0] & 0xE0 == 0)
}

fn parse(r: &mut Reading<'_>) -> Node {
    let header = r.group(Text::new("structure-header"), 0, Order::Little, |f| {
        f.bytes("magic", 2)?;
        f.u8("CM")?;
        f.named(&[(8, "deflate")]);
        let flags = f.u8("FLG")?;
        f.flags(FLAGS);
        let time = f.u32("MTIME")?;
        if let Some(time) = unix_time(i64::try_from(time).unwrap_or(0)).filter(|_| time != 0) {
            f.means(time);
        }
        f.u8("XFL")?;
        f.named(&[(2, "best"), (4, "fastest")]);
        f.u8("OS")?;
        f.named(SYSTEM);
        if flags & 4 != 0 {
            let len = f.u16("XLEN")?;
            f.bytes("extra", len)?;
        }
        if flags & 8 != 0 {
            f.c_text("name")?;
        }
        if flags & 16 != 0 {
            f.c_text("comment")?;
        }
        if flags & 2 != 0 {
            f.u16("CRC16")?;
            f.hex();
        }
        Ok(())
    });
    let (start, end) = (header.span.end.0, r.len());
    let mut nodes = vec![header];
    if end < start.saturating_add(8) {
        nodes.push(Node::problem(Text::new("structure-gzip-short")));
        return Node::group(Text::new("structure-format-gzip"), 0, end).with(nodes);
    }
    nodes.push(Node::group(Text::new("structure-data"), start, end - 8 - start).valued(end - 8 - start));
    nodes.push(r.group(Text::new("structure-gzip-trailer"), end - 8, Order::Little, |f| {
        f.u32("CRC32")?;
        f.hex();
        f.u32("ISIZE")?;
        Ok(())
    }));
    Node::group(Text::new("structure-format-gzip"), 0, end).with(nodes)
}
