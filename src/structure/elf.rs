//! ELF: programs, libraries and object files of Unix, of 32 and 64 bits and both byte orders.

mod names;

use super::fields::{Fields, flags_of, name_of};
use super::node::{Label, Node};
use super::pages::{MakeNode, numbered};
use super::reading::{Order, Parsed, Reading};
use super::{Format, or_said, past_end};
use crate::messages::{Key, Text};
use names::{
    CLASS, DATA, DYNAMIC_TAGS, FILE_TYPE, MACHINE, OS_ABI, SECTION_FLAGS, SECTION_TYPE, SEGMENT_FLAGS,
    SEGMENT_TYPE, SYMBOL_BIND, SYMBOL_TYPE,
};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "elf", name: Key("structure-format-elf"), is_it, parse };

/// Numbers of types of sections.
const STRTAB: u64 = 3;
const NOBITS: u64 = 8;
const SYMTAB: u64 = 2;
const DYNSYM: u64 = 11;
const DYNAMIC: u64 = 6;

/// The number of sections that says that it stands in the first section.
const XNUM: u64 = 0xFFFF;

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, b"\x7FELF")
}

/// What of the header tells where the rest is.
#[derive(Clone, Copy, Default)]
struct Header {
    is_wide: bool,
    is_big: bool,
    segments: Table,
    sections: Table,
    /// The section that holds the names of sections.
    names: u64,
    size: u64,
}

/// A table in the file.
#[derive(Clone, Copy, Default)]
struct Table {
    at: u64,
    each: u64,
    n: u64,
}

impl Header {
    fn order(&self) -> Order {
        if self.is_big { Order::Big } else { Order::Little }
    }

    /// The bytes of a word.
    fn width(&self) -> u64 {
        if self.is_wide { 8 } else { 4 }
    }
}

/// A section, as its header has it.
#[derive(Clone, Copy)]
struct SectionHeader {
    name: u64,
    kind: u64,
    at: u64,
    size: u64,
    link: u64,
    each: u64,
}

fn parse(r: &mut Reading<'_>) -> Node {
    let mut header = Header::default();
    let order = |r: &mut Reading<'_>| if r.has(5, &[2]) { Order::Big } else { Order::Little };
    let order = order(r);
    let mut nodes = vec![r.group(Text::new("structure-header"), 0, order, |f| read_header(f, &mut header))];
    let has_first = header.sections.at != 0 && (header.sections.n == 0 || header.names == XNUM);
    if let Some(first) = has_first.then(|| section_header(r, &header, 0).ok()).flatten() {
        // More sections than the header has room for: the first one says how many.
        if header.sections.n == 0 {
            header.sections.n = first.size;
        }
        if header.names == XNUM {
            header.names = first.link;
        }
    }
    let named = |text: &'static str| Text::new(text);
    nodes
        .extend(table(r, named("structure-segments"), header.segments, move |r, nr| segment(r, &header, nr)));
    nodes
        .extend(table(r, named("structure-sections"), header.sections, move |r, nr| section(r, &header, nr)));
    let ends = [header.segments, header.sections]
        .map(|table| table.at.saturating_add(table.n.saturating_mul(table.each)));
    let end = contents_end(r, &header).max(ends[0]).max(ends[1]).max(header.size);
    Node::group(Text::new("structure-format-elf"), 0, end).with(nodes)
}

fn read_header(f: &mut Fields<'_, '_>, header: &mut Header) -> Parsed {
    f.bytes("EI_MAG", 4)?;
    header.is_wide = f.u8("EI_CLASS")? == 2;
    f.named(CLASS);
    let data = f.u8("EI_DATA")?;
    f.named(DATA);
    header.is_big = data == 2;
    if !matches!(data, 1 | 2) {
        f.bad(Text::new("structure-unknown-order"));
    }
    f.u8("EI_VERSION")?;
    f.u8("EI_OSABI")?;
    f.named(OS_ABI);
    f.u8("EI_ABIVERSION")?;
    f.bytes("EI_PAD", 7)?;
    f.u16("e_type")?;
    f.named(FILE_TYPE);
    f.u16("e_machine")?;
    f.named(MACHINE);
    f.u32("e_version")?;
    let is_wide = header.is_wide;
    f.word("e_entry", is_wide)?;
    f.hex();
    header.segments.at = f.word("e_phoff", is_wide)?;
    header.sections.at = f.word("e_shoff", is_wide)?;
    f.u32("e_flags")?;
    f.hex();
    header.size = f.u16("e_ehsize")?;
    header.segments.each = f.u16("e_phentsize")?;
    header.segments.n = f.u16("e_phnum")?;
    header.sections.each = f.u16("e_shentsize")?;
    header.sections.n = f.u16("e_shnum")?;
    header.names = f.u16("e_shstrndx")?;
    Ok(())
}

/// The node of a table, or of what is wrong with it; none if there is no such table.
fn table(
    r: &mut Reading<'_>,
    name: Text,
    table: Table,
    make: impl Fn(&mut Reading<'_>, u64) -> Node + Send + Sync + 'static,
) -> Option<Node> {
    if table.n == 0 || table.at == 0 {
        return None;
    }
    let len = table.n.saturating_mul(table.each);
    let node = Node::group(name, table.at, len).valued(table.n);
    let is_past = table.at.saturating_add(len) > r.len();
    let said = Text::new("structure-table-past").with("n", table.n);
    let node =
        if is_past { node.bad(said.with("at", crate::base::Offset(table.at).to_string())) } else { node };
    if table.each == 0 || table.at >= r.len() {
        return Some(node);
    }
    let make: MakeNode = Arc::new(make);
    // Of those that are there.
    let n = table.n.min((r.len() - table.at) / table.each);
    Some(node.later(move |r| numbered(r, n, 0, &make)))
}

/// Where the last section or segment ends.
fn contents_end(r: &mut Reading<'_>, header: &Header) -> u64 {
    let mut end = 0;
    for nr in 0..header.sections.n.min(10_000) {
        let Ok(section) = section_header(r, header, nr) else { break };
        if section.kind != NOBITS {
            end = end.max(section.at.saturating_add(section.size));
        }
    }
    for nr in 0..header.segments.n.min(10_000) {
        let Ok((at, len)) = segment_place(r, header, nr) else { break };
        end = end.max(at.saturating_add(len));
    }
    end
}

fn segment_place(r: &mut Reading<'_>, header: &Header, nr: u64) -> Parsed<(u64, u64)> {
    let at = header.segments.at.saturating_add(nr.saturating_mul(header.segments.each));
    let (width, order) = (header.width(), header.order());
    let [first, size] = if header.is_wide { [8, 32] } else { [4, 16] };
    let mut read = |place: u64| r.uint(at.saturating_add(place), width, order);
    Ok((read(first)?, read(size)?))
}

fn segment(r: &mut Reading<'_>, header: &Header, nr: u64) -> Node {
    let at = header.segments.at.saturating_add(nr.saturating_mul(header.segments.each));
    let (is_wide, order) = (header.is_wide, header.order());
    let mut seen = [0; 4];
    let fields = r.group("", at, order, |f| {
        seen[0] = f.u32("p_type")?;
        f.named(SEGMENT_TYPE);
        if is_wide {
            seen[1] = f.u32("p_flags")?;
            f.flags(SEGMENT_FLAGS);
        }
        seen[2] = f.word("p_offset", is_wide)?;
        for name in ["p_vaddr", "p_paddr"] {
            f.word(name, is_wide)?;
            f.hex();
        }
        seen[3] = f.word("p_filesz", is_wide)?;
        f.word("p_memsz", is_wide)?;
        if !is_wide {
            seen[1] = f.u32("p_flags")?;
            f.flags(SEGMENT_FLAGS);
        }
        f.word("p_align", is_wide)?;
        f.hex();
        Ok(())
    });
    let [kind, flags, offset, size] = seen;
    let name = name_of(SEGMENT_TYPE, kind).map_or_else(|| format!("0x{kind:X}"), str::to_owned);
    let node = Node::group(name, offset, size).valued(size).with(fields.children);
    let node = match flags_of(SEGMENT_FLAGS, flags) {
        Some(flags) => node.means(flags),
        None => node,
    };
    said_if_past(r, node, offset, size)
}

/// A node whose contents lie past the end says so.
fn said_if_past(r: &Reading<'_>, node: Node, at: u64, size: u64) -> Node {
    if size > 0 && at.saturating_add(size) > r.len() {
        node.bad(past_end(Text::new("structure-contents"), at))
    } else {
        node
    }
}

fn section_header(r: &mut Reading<'_>, header: &Header, nr: u64) -> Parsed<SectionHeader> {
    let at = header.sections.at.saturating_add(nr.saturating_mul(header.sections.each));
    let (width, order) = (header.width(), header.order());
    let mut read = |narrow: u64, wide: u64, width: u64| {
        r.uint(at.saturating_add(if header.is_wide { wide } else { narrow }), width, order)
    };
    Ok(SectionHeader {
        name: read(0, 0, 4)?,
        kind: read(4, 4, 4)?,
        at: read(16, 24, width)?,
        size: read(20, 32, width)?,
        link: read(24, 40, 4)?,
        each: read(36, 56, width)?,
    })
}

/// The name at a place of a table of names, which is a section.
fn name_in(r: &mut Reading<'_>, header: &Header, section: u64, name: u64) -> Option<String> {
    let table = section_header(r, header, section).ok().filter(|table| table.kind == STRTAB)?;
    let left = table.size.checked_sub(name)?;
    let name = r.text_at(table.at.saturating_add(name), left.min(1024));
    (!name.is_empty()).then_some(name)
}

fn section(r: &mut Reading<'_>, header: &Header, nr: u64) -> Node {
    let at = header.sections.at.saturating_add(nr.saturating_mul(header.sections.each));
    let section = match section_header(r, header, nr) {
        Ok(section) => section,
        Err(why) => return Node::problem(why),
    };
    let is_wide = header.is_wide;
    let name = name_in(r, header, header.names, section.name);
    let label: Label = match &name {
        Some(name) => name.clone().into(),
        None => format!("[{nr}]").into(),
    };
    let fields = r.group("", at, header.order(), |f| {
        f.u32("sh_name")?;
        if let Some(name) = name {
            f.means(name);
        }
        f.u32("sh_type")?;
        f.named(SECTION_TYPE);
        f.word("sh_flags", is_wide)?;
        f.flags(SECTION_FLAGS);
        f.word("sh_addr", is_wide)?;
        f.hex();
        f.word("sh_offset", is_wide)?;
        f.word("sh_size", is_wide)?;
        f.u32("sh_link")?;
        f.u32("sh_info")?;
        f.word("sh_addralign", is_wide)?;
        f.word("sh_entsize", is_wide)?;
        Ok(())
    });
    let is_stored = section.kind != NOBITS && section.kind != 0;
    let (start, len) = if is_stored { (section.at, section.size) } else { (at, header.sections.each) };
    let mut children = fields.children;
    children.extend(entries(r, header, section));
    let node = Node::group(label, start, len).valued(section.size).with(children);
    let node = match name_of(SECTION_TYPE, section.kind) {
        Some(kind) => node.means(kind),
        None => node.means(format!("0x{:X}", section.kind)),
    };
    if is_stored { said_if_past(r, node, section.at, section.size) } else { node }
}

/// What a section of entries holds.
fn entries(r: &mut Reading<'_>, header: &Header, section: SectionHeader) -> Option<Node> {
    let least = match (section.kind, header.is_wide) {
        (SYMTAB | DYNSYM, true) => 24,
        (SYMTAB | DYNSYM, false) | (DYNAMIC, true) => 16,
        (DYNAMIC, false) => 8,
        _ => return None,
    };
    let each = section.each.max(least);
    let (n, header) = (section.size / each, *header);
    let place = Table { at: section.at, each, n };
    if section.kind == DYNAMIC {
        let make = move |r: &mut Reading<'_>, nr| dynamic(r, &header, section, nr * each);
        return table(r, Text::new("structure-dynamic"), place, make);
    }
    table(r, Text::new("structure-symbols"), place, move |r, nr| symbol(r, &header, section, nr * each))
}

fn symbol(r: &mut Reading<'_>, header: &Header, section: SectionHeader, from: u64) -> Node {
    let at = section.at.saturating_add(from);
    let mut seen = [0; 3];
    let is_wide = header.is_wide;
    let fields = r.group("", at, header.order(), |f| {
        seen[0] = f.u32("st_name")?;
        if !is_wide {
            seen[1] = f.u32("st_value")?;
            f.hex();
            f.u32("st_size")?;
        }
        seen[2] = f.u8("st_info")?;
        f.bits("st_type", 0, 4);
        f.bits("st_bind", 4, 4);
        f.u8("st_other")?;
        f.u16("st_shndx")?;
        if is_wide {
            seen[1] = f.u64("st_value")?;
            f.hex();
            f.u64("st_size")?;
        }
        Ok(())
    });
    let name = name_in(r, header, section.link, seen[0]).unwrap_or_else(|| "—".to_owned());
    let of = |names, n| name_of(names, n).unwrap_or("?");
    let means = format!("{} {}", of(SYMBOL_BIND, seen[2] >> 4), of(SYMBOL_TYPE, seen[2] & 15));
    Node::group(name, at, fields.span.len()).valued(seen[1]).hex().means(means).with(fields.children)
}

fn dynamic(r: &mut Reading<'_>, header: &Header, section: SectionHeader, from: u64) -> Node {
    let at = section.at.saturating_add(from);
    let (width, order) = (header.width(), header.order());
    let read = |r: &mut Reading<'_>| {
        let tag = r.uint(at, width, order)?;
        let value = r.uint(at + width, width, order)?;
        let name = name_of(DYNAMIC_TAGS, tag).map_or_else(|| format!("0x{tag:X}"), str::to_owned);
        let node = Node::leaf(name, (at, 2 * width), if header.is_wide { "u64" } else { "u32" }, value).hex();
        // NEEDED, SONAME, RPATH and RUNPATH are names.
        let said =
            if matches!(tag, 1 | 14 | 15 | 29) { name_in(r, header, section.link, value) } else { None };
        Ok(match said {
            Some(said) => node.means(said),
            None => node,
        })
    };
    or_said(read(r))
}
