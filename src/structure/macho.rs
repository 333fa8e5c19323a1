//! Mach-O: programs and libraries of macOS; thin ones, and fat ones that hold several.

mod names;

use super::fields::{Fields, name_of};
use super::node::Node;
use super::pages::{MakeNode, Step, chained, numbered};
use super::reading::{Order, Parsed, Reading};
use super::{Format, past_end};
use crate::base::Offset;
use crate::messages::{Key, Text};
use names::{COMMAND, CPU, FILE_TYPE, FLAGS, PLATFORM, PROTECTION};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "macho", name: Key("structure-format-macho"), is_it, parse };

/// Java's class files begin as fat files do, with a version where those have the number of architectures.
const MOST_ARCHITECTURES: u64 = 30;

/// Whether words have 8 bytes, and the order of bytes.
type Shape = (bool, Order);

fn shape(r: &mut Reading<'_>, at: u64) -> Option<Shape> {
    match r.some(at, 4) {
        [0xFE, 0xED, 0xFA, 0xCE] => Some((false, Order::Big)),
        [0xFE, 0xED, 0xFA, 0xCF] => Some((true, Order::Big)),
        [0xCE, 0xFA, 0xED, 0xFE] => Some((false, Order::Little)),
        [0xCF, 0xFA, 0xED, 0xFE] => Some((true, Order::Little)),
        _ => None,
    }
}

/// Of a fat file, whether it is one of 64 bits.
fn fat(r: &mut Reading<'_>) -> Option<bool> {
    let n = r.uint(4, 4, Order::Big).ok()?;
    let is_wide = match r.some(0, 4) {
        [0xCA, 0xFE, 0xBA, 0xBE] => false,
        [0xCA, 0xFE, 0xBA, 0xBF] => true,
        _ => return None,
    };
    (1..=MOST_ARCHITECTURES).contains(&n).then_some(is_wide)
}

fn is_it(r: &mut Reading<'_>) -> bool {
    shape(r, 0).is_some() || fat(r).is_some()
}

fn parse(r: &mut Reading<'_>) -> Node {
    let name = Text::new("structure-format-macho");
    if let Some(is_wide) = fat(r) {
        let (nodes, end) = fat_file(r, is_wide);
        return Node::group(name, 0, end).means("fat").with(nodes);
    }
    let shape = shape(r, 0).unwrap_or((true, Order::Little));
    let (nodes, end) = thin(r, 0, shape);
    Node::group(name, 0, end).with(nodes)
}

fn fat_file(r: &mut Reading<'_>, is_wide: bool) -> (Vec<Node>, u64) {
    let (mut places, mut end) = (Vec::new(), 0);
    let header = r.group(Text::new("structure-header"), 0, Order::Big, |f| {
        f.u32("magic")?;
        f.hex();
        let n = f.u32("nfat_arch")?;
        for _ in 0..n.min(MOST_ARCHITECTURES) {
            f.group("fat_arch", |f| {
                let cpu = f.u32("cputype")?;
                f.named(CPU);
                f.u32("cpusubtype")?;
                f.hex();
                let at = f.word("offset", is_wide)?;
                let size = f.word("size", is_wide)?;
                f.u32("align")?;
                if is_wide {
                    f.u32("reserved")?;
                }
                places.push((cpu, at, size));
                Ok(())
            })?;
        }
        Ok(())
    });
    let mut nodes = vec![header];
    for (cpu, at, size) in places {
        let name = name_of(CPU, cpu).map_or_else(|| format!("0x{cpu:X}"), str::to_owned);
        let node = Node::group(name, at, size).valued(size);
        end = end.max(at.saturating_add(size));
        nodes.push(match shape(r, at) {
            Some(shape) => node.later(move |r| thin(r, at, shape).0),
            None => node.bad(past_end(Text::new("structure-contents"), at)),
        });
    }
    (nodes, end)
}

/// The parts of a thin file that starts at `base`, and where it ends.
fn thin(r: &mut Reading<'_>, base: u64, (is_wide, order): Shape) -> (Vec<Node>, u64) {
    let (mut n, mut size) = (0, 0);
    let header = r.group(Text::new("structure-header"), base, order, |f| {
        f.u32("magic")?;
        f.hex();
        f.u32("cputype")?;
        f.named(CPU);
        f.u32("cpusubtype")?;
        f.hex();
        f.u32("filetype")?;
        f.named(FILE_TYPE);
        n = f.u32("ncmds")?;
        size = f.u32("sizeofcmds")?;
        f.u32("flags")?;
        f.flags(FLAGS);
        if is_wide {
            f.u32("reserved")?;
        }
        Ok(())
    });
    let start = header.span.end.0;
    let stop = start.saturating_add(size);
    let list = Node::group(Text::new("structure-macho-commands"), start, size).valued(n);
    let list = if stop > r.len() {
        let said = Text::new("structure-table-past").with("n", n);
        list.bad(said.with("at", Offset(start).to_string()))
    } else {
        list
    };
    let end = contents_end(r, base, (start, stop, n), (is_wide, order));
    let step: Step = Arc::new(move |r, at, nr| {
        if nr >= n || at >= stop {
            return Ok(None);
        }
        command(r, at, base, (is_wide, order)).map(Some)
    });
    let list = list.later(move |r| chained(r, start, 0, &step).0);
    (vec![header, list], end.max(stop))
}

/// Where the last segment ends.
fn contents_end(r: &mut Reading<'_>, base: u64, (start, stop, n): (u64, u64, u64), (_, order): Shape) -> u64 {
    let (mut at, mut end) = (start, 0);
    for _ in 0..n.min(10_000) {
        let (Ok(kind), Ok(size)) = (r.uint(at, 4, order), r.uint(at + 4, 4, order)) else { break };
        let (place, width) = match kind {
            0x19 => (40, 8),
            1 => (32, 4),
            _ => (0, 0),
        };
        if width > 0
            && let (Ok(from), Ok(len)) =
                (r.uint(at + place, width, order), r.uint(at + place + width, width, order))
        {
            end = end.max(base.saturating_add(from).saturating_add(len));
        }
        if size < 8 || at >= stop {
            break;
        }
        at = at.saturating_add(size);
    }
    end
}

/// A load command, and where the next one is.
fn command(r: &mut Reading<'_>, at: u64, base: u64, shape: Shape) -> Parsed<(Node, u64)> {
    let order = shape.1;
    let (kind, size) = (r.uint(at, 4, order)?, r.uint(at + 4, 4, order)?);
    if size < 8 {
        return Err(Text::new("structure-no-command").with("at", Offset(at).to_string()));
    }
    let stop = at.saturating_add(size);
    let name = name_of(COMMAND, kind).map_or_else(|| format!("0x{kind:X}"), str::to_owned);
    let mut meaning = None;
    let node = r.group(name, at, order, |f| {
        f.u32("cmd")?;
        f.hex();
        f.u32("cmdsize")?;
        meaning = body(f, kind, at, base)?;
        let rest = stop.saturating_sub(f.at);
        if rest > 0 {
            f.bytes("data", rest)?;
        }
        Ok(())
    });
    let node = node.valued(size);
    Ok((if let Some(meaning) = meaning { node.means(meaning) } else { node }, stop))
}

/// The fields of a command; the name that it gives.
fn body(f: &mut Fields<'_, '_>, kind: u64, at: u64, base: u64) -> Parsed<Option<String>> {
    match kind {
        1 | 0x19 => segment(f, kind == 0x19, base).map(Some),
        2 => {
            for name in ["symoff", "nsyms", "stroff", "strsize"] {
                f.u32(name)?;
            }
            Ok(None)
        }
        0xC | 0xD | 0x8000_0018 | 0x8000_001F | 0x8000_0023 => {
            let name = f.u32("name")?;
            let time = f.u32("timestamp")?;
            if let Some(time) = super::fields::unix_time(i64::try_from(time).unwrap_or(0)) {
                f.means(time);
            }
            for name in ["current_version", "compatibility_version"] {
                let version = f.u32(name)?;
                f.means(format!("{}.{}.{}", version >> 16, version >> 8 & 255, version & 255));
            }
            Ok(Some(f.r.text_at(at.saturating_add(name), 1024)))
        }
        0xE | 0xF | 0x8000_001C => {
            let name = f.u32("name")?;
            Ok(Some(f.r.text_at(at.saturating_add(name), 1024)))
        }
        0x1B => f.bytes("uuid", 16).map(|()| None),
        0x8000_0028 => {
            f.u64("entryoff")?;
            f.hex();
            f.u64("stacksize")?;
            Ok(None)
        }
        0x32 => {
            f.u32("platform")?;
            f.named(PLATFORM);
            for name in ["minos", "sdk"] {
                let version = f.u32(name)?;
                f.means(format!("{}.{}.{}", version >> 16, version >> 8 & 255, version & 255));
            }
            f.u32("ntools")?;
            Ok(None)
        }
        0x1D | 0x1E | 0x26 | 0x29 | 0x2B | 0x2E | 0x8000_0033 | 0x8000_0034 => {
            let place = f.u32("dataoff")?;
            let size = f.u32("datasize")?;
            if size > 0 {
                let place = base.saturating_add(place);
                f.push(Node::group(Text::new("structure-data"), place, size).valued(size))?;
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

fn segment(f: &mut Fields<'_, '_>, is_wide: bool, base: u64) -> Parsed<String> {
    let name = f.text("segname", 16)?;
    for name in ["vmaddr", "vmsize"] {
        f.word(name, is_wide)?;
        f.hex();
    }
    f.word("fileoff", is_wide)?;
    f.word("filesize", is_wide)?;
    for name in ["maxprot", "initprot"] {
        f.u32(name)?;
        f.flags(PROTECTION);
    }
    let n = f.u32("nsects")?;
    f.u32("flags")?;
    f.hex();
    let (each, at, order) = (if is_wide { 80 } else { 68 }, f.at, f.order);
    let there = n.min(f.r.len().saturating_sub(at) / each);
    if n > 0 {
        let make: MakeNode = Arc::new(move |r, nr| section(r, at + nr * each, base, (is_wide, order)));
        let list = Node::group(Text::new("structure-sections"), at, n.saturating_mul(each)).valued(n);
        f.push(list.later(move |r| numbered(r, there, 0, &make)))?;
        f.at = at.saturating_add(n.saturating_mul(each));
    }
    Ok(name)
}

fn section(r: &mut Reading<'_>, at: u64, base: u64, (is_wide, order): Shape) -> Node {
    let (mut name, mut place) = (String::new(), (0, 0));
    let node = r.group("", at, order, |f| {
        name = f.text("sectname", 16)?;
        f.text("segname", 16)?;
        f.word("addr", is_wide)?;
        f.hex();
        let size = f.word("size", is_wide)?;
        place = (f.u32("offset")?, size);
        for name in ["align", "reloff", "nreloc"] {
            f.u32(name)?;
        }
        let flags = f.u32("flags")?;
        f.hex();
        // What is filled with zeros has no bytes in the file.
        if matches!(flags & 0xFF, 1 | 12 | 18) {
            place.0 = 0;
        }
        for name in ["reserved1", "reserved2"] {
            f.u32(name)?;
        }
        if is_wide {
            f.u32("reserved3")?;
        }
        Ok(())
    });
    let (offset, size) = place;
    let span = if offset > 0 { (base.saturating_add(offset), size) } else { (at, node.span.len()) };
    Node::group(name, span.0, span.1).valued(size).with(node.children)
}
