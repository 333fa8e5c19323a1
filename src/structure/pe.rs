//! PE: programs and libraries of Windows, from the DOS header to the sections.

mod names;

use super::fields::{Fields, flags_of};
use super::node::Node;
use super::pages::{MakeNode, numbered};
use super::reading::{Order, Parsed, Reading};
use super::{Format, past_end};
use crate::messages::{Key, Text};
use names::{CHARACTERISTICS, DIRECTORIES, DLL_CHARACTERISTICS, MACHINE, SECTION_FLAGS, SUBSYSTEM};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "pe", name: Key("structure-format-pe"), is_it, parse };

/// Bytes of a section's header.
const SECTION: u64 = 40;

fn is_it(r: &mut Reading<'_>) -> bool {
    let place = r.uint(0x3C, 4, Order::Little).unwrap_or(0);
    r.has(0, b"MZ") && r.has(place, b"PE\0\0")
}

/// What headers say about where the rest is.
#[derive(Default)]
struct Layout {
    place: u64,
    n_sections: u64,
    optional: u64,
    n_directories: u64,
}

fn parse(r: &mut Reading<'_>) -> Node {
    let mut layout = Layout::default();
    let mut nodes = vec![r.group(Text::new("structure-pe-dos"), 0, Order::Little, |f| dos(f, &mut layout))];
    let coff_at = layout.place;
    nodes.push(r.group(Text::new("structure-pe-coff"), coff_at, Order::Little, |f| coff(f, &mut layout)));
    let optional_at = coff_at.saturating_add(24);
    let sections_at = optional_at.saturating_add(layout.optional);
    let sections = read_sections(r, sections_at, layout.n_sections);
    if layout.optional > 0 {
        let node = r.group(Text::new("structure-pe-optional"), optional_at, Order::Little, |f| {
            optional(f, &mut layout)
        });
        let end = node.span.end.0;
        nodes.push(node);
        let n = layout.n_directories.min(sections_at.saturating_sub(end) / 8);
        nodes.push(directories(r, end, n, &sections));
    }
    let n = layout.n_sections.min(r.len().saturating_sub(sections_at) / SECTION);
    let list = Node::group(Text::new("structure-sections"), sections_at, layout.n_sections * SECTION)
        .valued(layout.n_sections);
    let list = if n < layout.n_sections {
        let said = Text::new("structure-table-past").with("n", layout.n_sections);
        list.bad(said.with("at", crate::base::Offset(sections_at).to_string()))
    } else {
        list
    };
    let make: MakeNode = Arc::new(move |r, nr| section(r, sections_at + nr * SECTION));
    nodes.push(list.later(move |r| numbered(r, n, 0, &make)));
    let end = sections.iter().map(|section| section.at.saturating_add(section.size)).max();
    let end = end.unwrap_or(0).max(sections_at.saturating_add(layout.n_sections * SECTION));
    Node::group(Text::new("structure-format-pe"), 0, end).with(nodes)
}

fn dos(f: &mut Fields<'_, '_>, layout: &mut Layout) -> Parsed {
    f.u16("e_magic")?;
    f.hex();
    for name in [
        "e_cblp",
        "e_cp",
        "e_crlc",
        "e_cparhdr",
        "e_minalloc",
        "e_maxalloc",
        "e_ss",
        "e_sp",
        "e_csum",
        "e_ip",
        "e_cs",
        "e_lfarlc",
        "e_ovno",
    ] {
        f.u16(name)?;
    }
    f.bytes("e_res", 8)?;
    f.u16("e_oemid")?;
    f.u16("e_oeminfo")?;
    f.bytes("e_res2", 20)?;
    layout.place = f.u32("e_lfanew")?;
    f.hex();
    Ok(())
}

fn coff(f: &mut Fields<'_, '_>, layout: &mut Layout) -> Parsed {
    f.bytes("Signature", 4)?;
    f.u16("Machine")?;
    f.named(MACHINE);
    layout.n_sections = f.u16("NumberOfSections")?;
    let time = f.u32("TimeDateStamp")?;
    if let Some(time) = super::fields::unix_time(i64::try_from(time).unwrap_or(0)) {
        f.means(time);
    }
    f.u32("PointerToSymbolTable")?;
    f.u32("NumberOfSymbols")?;
    layout.optional = f.u16("SizeOfOptionalHeader")?;
    f.u16("Characteristics")?;
    f.flags(CHARACTERISTICS);
    Ok(())
}

fn optional(f: &mut Fields<'_, '_>, layout: &mut Layout) -> Parsed {
    let is_wide = f.u16("Magic")? == 0x20B;
    f.hex();
    f.named(&[(0x10B, "PE32"), (0x20B, "PE32+"), (0x107, "ROM")]);
    f.u8("MajorLinkerVersion")?;
    f.u8("MinorLinkerVersion")?;
    for name in ["SizeOfCode", "SizeOfInitializedData", "SizeOfUninitializedData"] {
        f.u32(name)?;
    }
    for name in ["AddressOfEntryPoint", "BaseOfCode"] {
        f.u32(name)?;
        f.hex();
    }
    if !is_wide {
        f.u32("BaseOfData")?;
        f.hex();
    }
    f.word("ImageBase", is_wide)?;
    f.hex();
    f.u32("SectionAlignment")?;
    f.u32("FileAlignment")?;
    for name in [
        "MajorOperatingSystemVersion",
        "MinorOperatingSystemVersion",
        "MajorImageVersion",
        "MinorImageVersion",
        "MajorSubsystemVersion",
        "MinorSubsystemVersion",
    ] {
        f.u16(name)?;
    }
    for name in ["Win32VersionValue", "SizeOfImage", "SizeOfHeaders"] {
        f.u32(name)?;
    }
    f.u32("CheckSum")?;
    f.hex();
    f.u16("Subsystem")?;
    f.named(SUBSYSTEM);
    f.u16("DllCharacteristics")?;
    f.flags(DLL_CHARACTERISTICS);
    for name in ["SizeOfStackReserve", "SizeOfStackCommit", "SizeOfHeapReserve", "SizeOfHeapCommit"] {
        f.word(name, is_wide)?;
    }
    f.u32("LoaderFlags")?;
    layout.n_directories = f.u32("NumberOfRvaAndSizes")?;
    Ok(())
}

/// Where a section is in memory, and in the file.
struct SectionPlace {
    address: u64,
    at: u64,
    size: u64,
}

fn read_sections(r: &mut Reading<'_>, at: u64, n: u64) -> Vec<SectionPlace> {
    let one = |r: &mut Reading<'_>, at: u64| {
        let mut read = |place| r.uint(at + place, 4, Order::Little);
        Ok::<_, Text>(SectionPlace { address: read(12)?, at: read(20)?, size: read(16)? })
    };
    let places = (0..n.min(1000)).map(|nr| at.saturating_add(nr * SECTION));
    places.map_while(|at| one(r, at).ok()).collect()
}

/// The table of directories, which are addresses in memory, and what of them lies in which place of the file.
fn directories(r: &mut Reading<'_>, at: u64, n: u64, sections: &[SectionPlace]) -> Node {
    r.group(Text::new("structure-pe-directories"), at, Order::Little, |f| {
        for nr in 0..n.min(64) {
            let name = DIRECTORIES.get(crate::base::units::to_usize(nr)).copied().unwrap_or("?");
            f.group(name, |f| {
                let address = f.u32("VirtualAddress")?;
                f.hex();
                let size = f.u32("Size")?;
                let holds = |section: &&SectionPlace| {
                    address >= section.address && address - section.address < section.size
                };
                let place = match nr {
                    // Certificates are found by their place in the file.
                    4 => Some(address),
                    _ => sections.iter().find(holds).map(|section| section.at + (address - section.address)),
                };
                if let Some(place) = place.filter(|_| size > 0) {
                    f.push(Node::group(Text::new("structure-data"), place, size).valued(size))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

fn section(r: &mut Reading<'_>, at: u64) -> Node {
    let (mut name, mut place, mut flags) = (String::new(), (0, 0), 0);
    let fields = r.group("", at, Order::Little, |f| {
        name = f.text("Name", 8)?;
        f.u32("VirtualSize")?;
        f.u32("VirtualAddress")?;
        f.hex();
        let size = f.u32("SizeOfRawData")?;
        place = (f.u32("PointerToRawData")?, size);
        f.hex();
        f.u32("PointerToRelocations")?;
        f.u32("PointerToLinenumbers")?;
        f.u16("NumberOfRelocations")?;
        f.u16("NumberOfLinenumbers")?;
        flags = f.u32("Characteristics")?;
        f.flags(SECTION_FLAGS);
        Ok(())
    });
    let (start, size) = place;
    let span = if size > 0 { place } else { (at, SECTION) };
    let node = Node::group(name, span.0, span.1).valued(size).with(fields.children);
    let node = match flags_of(SECTION_FLAGS, flags) {
        Some(flags) => node.means(flags),
        None => node,
    };
    if size > 0 && start.saturating_add(size) > r.len() {
        node.bad(past_end(Text::new("structure-contents"), start))
    } else {
        node
    }
}
