//! PCAP and PCAPNG: captured packets, as records or as blocks.

use super::Format;
use super::fields::{Fields, Names, name_of, unix_time};
use super::node::Node;
use super::pages::{Step, chained};
use super::reading::{Order, Parsed, Reading};
use crate::base::Offset;
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "pcap", name: Key("structure-format-pcap"), is_it, parse };

static LINK: &Names = &[
    (0, "NULL"),
    (1, "ETHERNET"),
    (101, "RAW"),
    (105, "IEEE802_11"),
    (113, "LINUX_SLL"),
    (127, "IEEE802_11_RADIO"),
    (220, "USB_LINUX_MMAPPED"),
    (228, "IPV4"),
    (229, "IPV6"),
    (276, "LINUX_SLL2"),
];

static BLOCKS: &Names = &[
    (0x0A0D_0D0A, "Section Header Block"),
    (1, "Interface Description Block"),
    (2, "Packet Block"),
    (3, "Simple Packet Block"),
    (4, "Name Resolution Block"),
    (5, "Interface Statistics Block"),
    (6, "Enhanced Packet Block"),
    (10, "Decryption Secrets Block"),
];

const SECTION: u64 = 0x0A0D_0D0A;

/// A packet's length that is no sign of damage, in bytes.
const MOST_PACKET: u64 = 1 << 26;

/// The order of bytes and whether times are in nanoseconds, by the first four bytes.
fn classic(r: &mut Reading<'_>) -> Option<(Order, bool)> {
    match r.some(0, 4) {
        [0xD4, 0xC3, 0xB2, 0xA1] => Some((Order::Little, false)),
        [0xA1, 0xB2, 0xC3, 0xD4] => Some((Order::Big, false)),
        [0x4D, 0x3C, 0xB2, 0xA1] => Some((Order::Little, true)),
        [0xA1, 0xB2, 0x3C, 0x4D] => Some((Order::Big, true)),
        _ => None,
    }
}

fn section_order(r: &mut Reading<'_>, at: u64) -> Option<Order> {
    match r.some(at + 8, 4) {
        [0x4D, 0x3C, 0x2B, 0x1A] => Some(Order::Little),
        [0x1A, 0x2B, 0x3C, 0x4D] => Some(Order::Big),
        _ => None,
    }
}

fn is_it(r: &mut Reading<'_>) -> bool {
    classic(r).is_some() || (r.has(0, b"\x0A\x0D\x0D\x0A") && section_order(r, 0).is_some())
}

fn parse(r: &mut Reading<'_>) -> Node {
    let name = Text::new("structure-format-pcap");
    let Some((order, is_nano)) = classic(r) else {
        let order = section_order(r, 0).unwrap_or(Order::Little);
        let step: Step = Arc::new(move |r, at, _| block(r, at, order));
        let (nodes, end) = chained(r, 0, 0, &step);
        return Node::group(name, 0, end.unwrap_or(r.len())).means("pcapng").with(nodes);
    };
    let header = r.group(Text::new("structure-header"), 0, order, |f| {
        f.u32("magic_number")?;
        f.hex();
        f.u16("version_major")?;
        f.u16("version_minor")?;
        f.signed("thiszone", 4)?;
        f.u32("sigfigs")?;
        f.u32("snaplen")?;
        f.u32("network")?;
        f.named(LINK);
        Ok(())
    });
    let step: Step = Arc::new(move |r, at, nr| packet(r, at, nr, order, is_nano));
    let (mut nodes, end) = chained(r, 24, 0, &step);
    nodes.insert(0, header);
    Node::group(name, 0, end.unwrap_or(r.len())).means("pcap").with(nodes)
}

/// The record of a packet, and where the next one is.
fn packet(r: &mut Reading<'_>, at: u64, nr: u64, order: Order, is_nano: bool) -> Parsed<Option<(Node, u64)>> {
    if at >= r.len() {
        return Ok(None);
    }
    let (mut len, mut seconds, mut part) = (0, 0, 0);
    let node = r.group(format!("#{}", nr + 1), at, order, |f| {
        seconds = f.u32("ts_sec")?;
        part = f.u32(if is_nano { "ts_nsec" } else { "ts_usec" })?;
        len = f.u32("incl_len")?;
        f.u32("orig_len")?;
        if len > 0 {
            f.bytes("data", len)?;
        }
        Ok(())
    });
    if len > MOST_PACKET {
        return Err(Text::new("structure-no-packet").with("at", Offset(at).to_string()));
    }
    let time = time(seconds, part, if is_nano { 9 } else { 6 });
    let next = (at + 16).saturating_add(len);
    let node = node.valued(len);
    Ok(Some((if let Some(time) = time { node.means(time) } else { node }, next)))
}

fn time(seconds: u64, part: u64, digits: usize) -> Option<String> {
    let time = unix_time(i64::try_from(seconds).ok()?)?;
    Some(time.replace(" UTC", &format!(".{part:0digits$} UTC")))
}

/// A block, and where the next one is. Of each section the order of bytes is its own.
fn block(r: &mut Reading<'_>, at: u64, order: Order) -> Parsed<Option<(Node, u64)>> {
    if at >= r.len() {
        return Ok(None);
    }
    let is_section = r.has(at, b"\x0A\x0D\x0D\x0A");
    let order = if is_section { section_order(r, at).unwrap_or(order) } else { order };
    let kind = r.uint(at, 4, order)?;
    let len = r.uint(at + 4, 4, order)?;
    if len < 12 || len % 4 != 0 {
        return Err(Text::new("structure-no-block").with("at", Offset(at).to_string()));
    }
    let name = name_of(BLOCKS, kind).map_or_else(|| format!("0x{kind:X}"), str::to_owned);
    let node = r.group(name, at, order, |f| {
        f.u32("block_type")?;
        f.hex();
        f.u32("block_total_length")?;
        body(f, kind, at + len - 4)?;
        let rest = (at + len - 4).saturating_sub(f.at);
        if rest > 0 {
            f.bytes("options", rest)?;
        }
        let again = f.u32("block_total_length")?;
        if again != len {
            f.bad(Text::new("structure-differs").with("is", len.to_string()));
        }
        Ok(())
    });
    Ok(Some((node.valued(len), at.saturating_add(len))))
}

fn body(f: &mut Fields<'_, '_>, kind: u64, end: u64) -> Parsed {
    match kind {
        SECTION if end - f.at >= 16 => {
            f.u32("byte_order_magic")?;
            f.hex();
            f.u16("major_version")?;
            f.u16("minor_version")?;
            f.signed("section_length", 8)?;
        }
        1 if end - f.at >= 8 => {
            f.u16("link_type")?;
            f.named(LINK);
            f.u16("reserved")?;
            f.u32("snap_len")?;
        }
        6 if end - f.at >= 20 => {
            f.u32("interface_id")?;
            f.u32("timestamp_high")?;
            f.u32("timestamp_low")?;
            let len = f.u32("captured_length")?;
            f.u32("original_length")?;
            if len > 0 && len <= end - f.at {
                f.bytes("data", len)?;
            }
        }
        3 if end - f.at >= 4 => drop(f.u32("original_length")?),
        _ => {}
    }
    Ok(())
}
