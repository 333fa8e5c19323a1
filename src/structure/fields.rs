//! Fields one after the other: each is read, becomes a node, and its value is handed back.

use super::node::{Label, Node};
use super::reading::{MOST_AT_ONCE, Order, Parsed, Reading, text};
use crate::base::Value;
use crate::base::units::len_u64;
use crate::messages::Text;

/// Bytes of an undivided field that its value shows.
const SHOWN_BYTES: u64 = 16;

/// The most bytes of a text that its value shows.
const SHOWN_TEXT: u64 = 4096;

/// Names of numbers, or of bits.
pub(super) type Names = [(u64, &'static str)];

/// The fields of a group.
pub(super) struct Fields<'r, 'a> {
    /// All bytes.
    pub(super) r: &'r mut Reading<'a>,
    /// Where the next field is.
    pub(super) at: u64,
    /// The order of numbers' bytes.
    pub(super) order: Order,
    nodes: Vec<Node>,
}

impl Reading<'_> {
    /// A group whose fields begin at `at` and end where the last one does. If one can't be read, the
    /// group's last node says why.
    pub(super) fn group(
        &mut self,
        name: impl Into<Label>,
        at: u64,
        order: Order,
        read: impl FnOnce(&mut Fields<'_, '_>) -> Parsed,
    ) -> Node {
        let mut fields = Fields { r: self, at, order, nodes: Vec::new() };
        let done = read(&mut fields);
        let (end, mut nodes) = (fields.at, fields.nodes);
        nodes.extend(done.err().map(Node::problem));
        Node::group(name, at, end.saturating_sub(at)).with(nodes)
    }
}

impl Fields<'_, '_> {
    fn int(&mut self, name: impl Into<Label>, width: u64, kind: [&'static str; 2]) -> Parsed<u64> {
        let value = self.r.uint(self.at, width, self.order)?;
        let kind = kind[usize::from(self.order == Order::Big)];
        self.push(Node::leaf(name, (self.at, width), kind, value))?;
        self.at += width;
        Ok(value)
    }

    pub(super) fn u8(&mut self, name: impl Into<Label>) -> Parsed<u64> {
        self.int(name, 1, ["u8", "u8"])
    }

    pub(super) fn u16(&mut self, name: impl Into<Label>) -> Parsed<u64> {
        self.int(name, 2, ["u16le", "u16be"])
    }

    pub(super) fn u32(&mut self, name: impl Into<Label>) -> Parsed<u64> {
        self.int(name, 4, ["u32le", "u32be"])
    }

    pub(super) fn u64(&mut self, name: impl Into<Label>) -> Parsed<u64> {
        self.int(name, 8, ["u64le", "u64be"])
    }

    /// A number of 4 or 8 bytes.
    pub(super) fn word(&mut self, name: impl Into<Label>, is_wide: bool) -> Parsed<u64> {
        if is_wide { self.u64(name) } else { self.u32(name) }
    }

    /// A signed number of `width` bytes.
    pub(super) fn signed(&mut self, name: impl Into<Label>, width: u64) -> Parsed<i64> {
        let kind = match width {
            1 => ["i8", "i8"],
            2 => ["i16le", "i16be"],
            4 => ["i32le", "i32be"],
            _ => ["i64le", "i64be"],
        };
        let raw = self.int(name, width, kind)?;
        let shift = 64 - 8 * width.clamp(1, 8);
        let value = (raw << shift).cast_signed() >> shift;
        self.last(|node| node.value = value.into());
        Ok(value)
    }

    /// Text of `len` bytes, of which zeros and blanks at its end are no part.
    pub(super) fn text(&mut self, name: impl Into<Label>, len: u64) -> Parsed<String> {
        let bytes = self.r.get(self.at, len.min(SHOWN_TEXT))?;
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        let value = text(bytes[..end].trim_ascii_end());
        self.check(len)?;
        self.push(Node::leaf(name, (self.at, len), "text", Value::Text(value.clone())))?;
        self.at += len;
        Ok(value)
    }

    /// Text up to a zero, which belongs to it.
    pub(super) fn c_text(&mut self, name: impl Into<Label>) -> Parsed<String> {
        let bytes = self.r.some(self.at, SHOWN_TEXT);
        let Some(end) = bytes.iter().position(|byte| *byte == 0) else {
            return Err(Text::new("structure-no-zero"));
        };
        let value = text(&bytes[..end]);
        let len = len_u64(end) + 1;
        self.push(Node::leaf(name, (self.at, len), "text", Value::Text(value.clone())))?;
        self.at += len;
        Ok(value)
    }

    /// Bytes that are not divided; the first of them are shown.
    pub(super) fn bytes(&mut self, name: impl Into<Label>, len: u64) -> Parsed {
        let shown = hex(self.r.some(self.at, len.min(SHOWN_BYTES)));
        let shown = if len > SHOWN_BYTES { format!("{shown} …") } else { shown };
        let is_cut = self.check(len).is_err();
        self.push(Node::leaf(name, (self.at, len), "bytes", Value::Text(shown)))?;
        self.at = self.at.saturating_add(len);
        if is_cut {
            return Err(Text::new("structure-reaches-past").with("n", len));
        }
        Ok(())
    }

    /// Bits of the last field, from `first` on, as a node in it.
    pub(super) fn bits(&mut self, name: impl Into<Label>, first: u8, n: u8) -> u64 {
        let Some(field) = self.nodes.last_mut() else { return 0 };
        let Value::Int(value) = field.value else { return 0 };
        let bits = value.checked_shr(first.into()).unwrap_or(0) & mask(n);
        let (at, len) = (field.span.start.0, field.span.len());
        let node = Node { bits: Some((first, n)), ..Node::leaf(name, (at, len), "bits", bits) };
        field.children.push(node);
        bits
    }

    /// Whether `len` more bytes are there.
    pub(super) fn check(&mut self, len: u64) -> Parsed {
        let end = self.at.checked_add(len).filter(|end| *end <= self.r.len());
        end.map(drop).ok_or_else(|| Text::new("structure-reaches-past").with("n", len))
    }

    /// A group that begins here, and the fields that follow it after its end.
    pub(super) fn group(
        &mut self,
        name: impl Into<Label>,
        read: impl FnOnce(&mut Fields<'_, '_>) -> Parsed,
    ) -> Parsed {
        let (at, order) = (self.at, self.order);
        let node = self.r.deeper(|r| Ok(r.group(name, at, order, read)))?;
        self.at = node.span.end.0;
        self.push(node)
    }

    /// Groups one after the other, each of `least` bytes at least, up to `end` or to one that can't be read.
    pub(super) fn each(&mut self, least: u64, end: u64, mut one: impl FnMut(&mut Self) -> Parsed) -> Parsed {
        while self.at.saturating_add(least) <= end {
            let start = self.at;
            one(self)?;
            // Its problem is told: what follows it would be the same one again.
            if self.at == start {
                break;
            }
        }
        Ok(())
    }

    /// Adds a node that was made elsewhere.
    pub(super) fn push(&mut self, node: Node) -> Parsed {
        self.r.count_node()?;
        self.nodes.push(node);
        Ok(())
    }

    /// Adds a sentence about what is wrong.
    pub(super) fn problem(&mut self, text: Text) {
        self.nodes.push(Node::problem(text));
    }

    fn last(&mut self, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.last_mut() {
            change(node);
        }
    }

    /// Says what the last field means.
    pub(super) fn means(&mut self, meaning: impl Into<Label>) {
        self.last(|node| node.meaning = Some(meaning.into()));
    }

    /// Says what is wrong with the last field.
    pub(super) fn bad(&mut self, why: Text) {
        self.last(|node| (node.is_bad, node.meaning) = (true, Some(why.into())));
    }

    /// Shows the last field in hexadecimal.
    pub(super) fn hex(&mut self) {
        self.last(|node| node.is_hex = true);
    }

    /// Says what the last field's number means, if it has a name.
    pub(super) fn named(&mut self, names: &'static Names) {
        self.last(|node| {
            if let Value::Int(n) = node.value {
                node.meaning = name_of(names, n).map(Into::into);
            }
        });
    }

    /// Says which of the last field's bits are set.
    pub(super) fn flags(&mut self, names: &'static Names) {
        self.last(|node| {
            node.is_hex = true;
            if let Value::Int(n) = node.value {
                node.meaning = flags_of(names, n).map(Into::into);
            }
        });
    }
}

/// The lowest `n` bits.
fn mask(n: u8) -> u64 {
    1_u64.checked_shl(n.into()).map_or(u64::MAX, |bit| bit - 1)
}

/// The name of a number.
pub(super) fn name_of(names: &'static Names, n: u64) -> Option<&'static str> {
    names.iter().find(|(one, _)| *one == n).map(|(_, name)| *name)
}

/// The names of the bits that are set, and those without a name in hexadecimal; `None` if none is.
pub(super) fn flags_of(names: &'static Names, n: u64) -> Option<String> {
    let (mut all, mut rest) = (Vec::new(), n);
    for (bits, name) in names.iter().filter(|(bits, _)| *bits != 0 && n & bits == *bits) {
        all.push((*name).to_owned());
        rest &= !bits;
    }
    if rest != 0 {
        all.push(format!("0x{rest:X}"));
    }
    (!all.is_empty()).then(|| all.join(" | "))
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(" ")
}

/// CRC-32 of a span, as PNG and ZIP compute it; `None` if it is longer than `most` or than what may be read yet.
pub(super) fn crc32(r: &mut Reading<'_>, at: u64, len: u64, most: u64) -> Parsed<Option<u32>> {
    if len > most || !r.may_check(len) {
        return Ok(None);
    }
    let (mut hasher, mut done) = (crc32fast::Hasher::new(), 0);
    while done < len {
        let n = (len - done).min(MOST_AT_ONCE);
        hasher.update(r.get(at + done, n)?);
        done += n;
    }
    Ok(Some(hasher.finalize()))
}

/// Seconds of Unix time as a date.
pub(super) fn unix_time(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|time| time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// A date and time as DOS packs them.
pub(super) fn dos_time(date: u64, time: u64) -> String {
    let (year, month, day) = (1980 + (date >> 9), date >> 5 & 15, date & 31);
    let (hour, minute, second) = (time >> 11, time >> 5 & 63, (time & 31) * 2);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}
