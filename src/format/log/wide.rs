//! The head of a line in wider code units, by way of its text.

use super::{HEAD_BYTES, JSON_BYTES, LogHead, reach, read};
use crate::format::encoding::CodeUnit;
use std::ops::Range;

/// How many bytes of a line in `unit` decide on its time and level, if it starts like this.
#[must_use]
pub fn reach_units(line: &[u8], unit: CodeUnit) -> usize {
    if unit == CodeUnit::Byte {
        return reach(line);
    }
    let width = unit.width();
    let is_object = unit
        .values(line)
        .take(HEAD_BYTES)
        .find(|&c| !matches!(c, 0x20 | 0x09 | 0xFEFF))
        .is_some_and(|c| c == u32::from(b'{'));
    if is_object { JSON_BYTES } else { width * HEAD_BYTES }
}

/// Reads the head of a line in `unit`, as [`read`] does one in bytes; the ranges are of the line's
/// bytes. Bytes past [`reach_units`] change nothing.
#[must_use]
#[inline]
pub fn read_units(line: &[u8], unit: CodeUnit) -> LogHead {
    if unit == CodeUnit::Byte { read(line) } else { read_wide(line, unit) }
}

#[cold]
fn read_wide(line: &[u8], unit: CodeUnit) -> LogHead {
    let line = &line[..line.len().min(reach_units(line, unit))];
    let mut text = String::with_capacity(line.len() / unit.width() + 16);
    decode(line, unit, &mut text);
    let found = read(text.as_bytes());
    let at = |range: Range<usize>| back(&text, range.start, unit)..back(&text, range.end, unit);
    LogHead {
        time: found.time,
        time_at: at(found.time_at),
        order: found.order,
        level: found.level,
        level_at: at(found.level_at),
    }
}

/// Appends the line's characters, with U+FFFD for surrogates that are no pair, and for what is beyond
/// Unicode.
fn decode(line: &[u8], unit: CodeUnit, text: &mut String) {
    if unit.width() == 2 {
        let units = unit.values(line).map(|c| u16::try_from(c).unwrap_or(0xFFFD));
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        text.extend(unit.values(line).map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

/// How many bytes of the line the first `n` bytes of its text are made of.
fn back(text: &str, n: usize, unit: CodeUnit) -> usize {
    let before = text.get(..n).unwrap_or(text);
    before.chars().map(|c| unit.len_of(c)).sum()
}
