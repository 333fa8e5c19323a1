//! UTF-32: four bytes a character, in either order.
//!
//! A unit that is no scalar value (a surrogate, or beyond U+10FFFF) does not decode, nor do one to
//! three bytes that are left at the end: each of these is one piece.

use super::CodeUnit;

/// Decodes bytes that start where a code unit does.
pub(super) fn decode(bytes: &[u8], unit: CodeUnit, each: &mut dyn FnMut(usize, usize, Option<char>)) {
    let (units, rest) = bytes.as_chunks::<4>();
    let read: fn([u8; 4]) -> u32 =
        if unit == CodeUnit::Utf32Be { u32::from_be_bytes } else { u32::from_le_bytes };
    for (i, &unit) in units.iter().enumerate() {
        each(4 * i, 4, char::from_u32(read(unit)));
    }
    if !rest.is_empty() {
        each(4 * units.len(), rest.len(), None);
    }
}

/// Reads a text that comes in pieces, which may end inside a unit.
pub(super) struct Reader {
    unit: CodeUnit,
    /// The first bytes of a unit that the next piece completes: three at most.
    carry: Vec<u8>,
}

impl Reader {
    pub(super) fn new(unit: CodeUnit) -> Self {
        Self { unit, carry: Vec::new() }
    }

    /// Reads on; what is left of a unit is read at the end.
    pub(super) fn push(&mut self, mut bytes: &[u8], is_last: bool, each: &mut dyn FnMut(Option<char>)) {
        let mut read = |bytes: &[u8]| decode(bytes, self.unit, &mut |_, _, c| each(c));
        if !self.carry.is_empty() {
            let (head, rest) = bytes.split_at(bytes.len().min(4 - self.carry.len()));
            self.carry.extend_from_slice(head);
            bytes = rest;
            if self.carry.len() == 4 {
                read(&self.carry);
                self.carry.clear();
            }
        }
        let (whole, rest) = bytes.split_at(bytes.len() / 4 * 4);
        read(whole);
        self.carry.extend_from_slice(rest);
        if is_last {
            read(&std::mem::take(&mut self.carry));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::format::encoding::Encoding;
    use proptest::prelude::*;

    /// The text as the standard library reads each unit.
    fn naive(bytes: &[u8], is_big: bool) -> Vec<(usize, usize, Option<char>)> {
        let value = |unit: &[u8]| {
            let unit: [u8; 4] = unit.try_into().ok()?;
            char::from_u32(if is_big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) })
        };
        bytes.chunks(4).enumerate().map(|(i, unit)| (4 * i, unit.len(), value(unit))).collect()
    }

    proptest! {
        #[test]
        fn utf_32_is_read_unit_by_unit_whole_and_in_pieces(
            parts in prop::collection::vec(prop_oneof![
                4 => any::<char>().prop_map(|c| u32::from(c).to_le_bytes().to_vec()),
                4 => any::<char>().prop_map(|c| u32::from(c).to_be_bytes().to_vec()),
                2 => (0xD7FE..0xE002_u32).prop_map(|c| c.to_be_bytes().to_vec()),
                2 => (0x10_FFFE..0x11_0002_u32).prop_map(|c| c.to_le_bytes().to_vec()),
                1 => prop::collection::vec(any::<u8>(), 0..7),
            ], 0..20),
            cut in 1..9_usize,
        ) {
            let bytes = parts.concat();
            for (name, is_big) in [("UTF-32LE", false), ("UTF-32BE", true)] {
                let encoding = Encoding::named(name).expect("a known one");
                let expected = naive(&bytes, is_big);
                let mut found = Vec::new();
                encoding.decode(&bytes, &mut |at, len, c| found.push((at, len, c)));
                prop_assert_eq!(&found, &expected);
                let text: String = expected.iter().map(|(.., c)| c.unwrap_or('\u{FFFD}')).collect();
                let is_whole = expected.iter().all(|(.., c)| c.is_some());
                let (whole, all) = encoding.text(&bytes);
                prop_assert_eq!((&whole[..], all), (&text[..], is_whole));
                let (mut stream, mut streamed, mut all) = (encoding.stream(), String::new(), true);
                for piece in bytes.chunks(cut) {
                    all &= stream.push(piece, false, &mut streamed);
                }
                all &= stream.push(&[], true, &mut streamed);
                prop_assert_eq!((streamed, all), (text.clone(), is_whole));
                if is_whole {
                    prop_assert_eq!(encoding.encode(&text), Some(bytes.clone()));
                }
            }
        }
    }
}
