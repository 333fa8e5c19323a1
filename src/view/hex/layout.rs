//! Where the bytes of a row stand: columns of characters of one width, digits first, then the characters.
//!
//! Digits stand in *slots* from left to right. A space separates groups, one more every eight bytes. Where
//! groups are little-endian, a group's bytes take its slots in reverse. [`HexLayout::byte_at`] is the inverse
//! of [`HexLayout::digits_at`] and [`HexLayout::char_at`]; a gap belongs to the byte before it.

use super::super::hex_prefs::{Base, CharColumn, HexPrefs, MOST, RowLength};
use crate::base::units::{len_u64, to_usize};
use std::ops::Range;

/// Bytes between the wider gaps of a row.
const WIDE: u64 = 8;

/// Columns between the digits and the characters.
const BEFORE_CHARS: usize = 2;

/// Lengths of rows whose offsets are round, by falling room.
const ROUND: [u64; 3] = [16, 8, 4];

/// The columns of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HexLayout {
    row: u64,
    group: u64,
    is_reversed: bool,
    /// Digits a byte.
    width: usize,
    has_chars: bool,
}

impl HexLayout {
    /// The layout for a view that has room for so many columns. Rows of a fixed length, and those of one
    /// group, may be wider than that.
    #[must_use]
    pub fn fitting(prefs: &HexPrefs, columns: usize) -> Self {
        let prefs = prefs.valid();
        let of = |row| Self {
            row,
            group: prefs.group.into(),
            is_reversed: prefs.is_little_endian,
            width: digits_of(prefs.base),
            has_chars: prefs.chars != CharColumn::Off,
        };
        let group = u64::from(prefs.group);
        let fits = |row: &u64| of(*row).n_columns() <= columns;
        match prefs.row {
            RowLength::Fixed(row) => of(row.into()),
            RowLength::Fill => {
                let filled = |step: u64| (1..=u64::from(MOST) / step).rev().map(move |n| n * step).find(fits);
                of(filled(WIDE).or_else(|| filled(group)).unwrap_or(group))
            }
            RowLength::Round => {
                let least = group.max(ROUND[ROUND.len() - 1]);
                of(ROUND.into_iter().filter(|row| *row >= least).find(fits).unwrap_or(least))
            }
        }
    }

    /// Bytes a row.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }

    /// Bytes a group.
    #[must_use]
    pub fn group(&self) -> u64 {
        self.group
    }

    /// Digits a byte.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether there is a character column.
    #[must_use]
    pub fn has_chars(&self) -> bool {
        self.has_chars
    }

    /// The slot of a byte of the row, and the byte of a slot: the one mapping is its own inverse. A group
    /// that the row's end cuts is reversed in the slots that there are.
    #[must_use]
    pub fn slot_of(&self, byte: u64) -> u64 {
        if !self.is_reversed {
            return byte;
        }
        let first = byte - byte % self.group;
        let n = self.group.min(self.row - first);
        first + (n - 1 - (byte - first))
    }

    /// The column of a slot's digits.
    #[must_use]
    pub fn slot_at(&self, slot: u64) -> usize {
        to_usize(slot / self.group + slot / WIDE) + to_usize(slot) * self.width
    }

    /// Columns between a slot and the one before it.
    #[must_use]
    pub fn gap_before(&self, slot: u64) -> usize {
        match slot.checked_sub(1) {
            Some(before) => self.slot_at(slot) - self.slot_at(before) - self.width,
            None => 0,
        }
    }

    /// The column of a byte's digits.
    #[must_use]
    pub fn digits_at(&self, byte: u64) -> usize {
        self.slot_at(self.slot_of(byte))
    }

    /// The column of a byte's character, if there is a character column.
    #[must_use]
    pub fn char_at(&self, byte: u64) -> Option<usize> {
        self.has_chars.then(|| self.digits_end() + BEFORE_CHARS + to_usize(byte))
    }

    /// The column after the last digit.
    #[must_use]
    pub fn digits_end(&self) -> usize {
        self.slot_at(self.row - 1) + self.width
    }

    /// The columns of a row: its digits and its characters.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.char_at(self.row).unwrap_or(self.digits_end())
    }

    /// The byte whose digits or character are in a column; the one before a gap, the last one past the end.
    #[must_use]
    pub fn byte_at(&self, column: usize) -> u64 {
        match self.char_at(0) {
            Some(chars) if column >= chars => len_u64(column - chars).min(self.row - 1),
            _ => self.slot_of(self.slot_in(column)),
        }
    }

    /// The slot whose digits are in a column, or before the gap that is there.
    fn slot_in(&self, column: usize) -> u64 {
        let next = (1..self.row).find(|&slot| self.slot_at(slot) > column);
        next.unwrap_or(self.row) - 1
    }

    /// The slots of which some columns show anything.
    #[must_use]
    pub fn slots_in(&self, columns: Range<usize>) -> Range<u64> {
        if columns.is_empty() || columns.start >= self.digits_end() {
            return 0..0;
        }
        self.slot_in(columns.start)..self.slot_in(columns.end - 1) + 1
    }

    /// The bytes of which some columns show the character.
    #[must_use]
    pub fn chars_in(&self, columns: Range<usize>) -> Range<u64> {
        let Some(chars) = self.char_at(0) else { return 0..0 };
        let byte = |column: usize| len_u64(column.saturating_sub(chars)).min(self.row);
        byte(columns.start)..byte(columns.end.max(columns.start))
    }
}

/// Digits of a byte in a base.
fn digits_of(base: Base) -> usize {
    match base {
        Base::Hex => 2,
        Base::Decimal | Base::Octal => 3,
        Base::Binary => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::super::digits;
    use super::*;
    use proptest::prelude::*;

    /// A row written the slow way, byte by byte: the digits and characters with what is between them, and for
    /// each column the byte that stands there.
    fn naive(
        row: u64,
        group: u64,
        reversed: bool,
        base: Base,
        has_chars: bool,
    ) -> (String, Vec<Option<u64>>) {
        let write = |byte: u64| match base {
            Base::Hex => format!("{byte:02X}"),
            Base::Decimal => format!("{byte:03}"),
            Base::Octal => format!("{byte:03o}"),
            Base::Binary => format!("{byte:08b}"),
        };
        let mut groups: Vec<Vec<u64>> = Vec::new();
        for byte in 0..row {
            match groups.last_mut() {
                Some(last) if (last.len() as u64) < group => last.push(byte),
                _ => groups.push(vec![byte]),
            }
        }
        let (mut text, mut bytes) = (String::new(), Vec::new());
        let mut n_before = 0;
        for mut one in groups {
            if n_before > 0 {
                text.push(' ');
                bytes.push(None);
            }
            if n_before > 0 && n_before % 8 == 0 {
                text.push(' ');
                bytes.push(None);
            }
            n_before += one.len() as u64;
            if reversed {
                one.reverse();
            }
            for byte in one {
                let written = write(byte);
                bytes.extend(written.chars().map(|_| Some(byte)));
                text.push_str(&written);
            }
        }
        if has_chars {
            text.push_str("  ");
            bytes.extend([None, None]);
            for byte in 0..row {
                text.push('x');
                bytes.push(Some(byte));
            }
        }
        (text, bytes)
    }

    proptest! {
        #[test]
        fn bytes_stand_where_a_naive_writer_puts_them_and_are_found_there(
            row in 1..=256_u16, group in prop::sample::select(vec![1_u8, 2, 4, 8]), is_little_endian: bool,
            base in prop::sample::select(vec![Base::Hex, Base::Decimal, Base::Octal, Base::Binary]), off: bool,
        ) {
            let chars = if off { CharColumn::Off } else { CharColumn::Ascii };
            let row_length = RowLength::Fixed(row);
            let prefs = HexPrefs { row: row_length, group, is_little_endian, base, chars, ..HexPrefs::default() };
            let layout = HexLayout::fitting(&prefs, 0);
            let (text, bytes) = naive(row.into(), group.into(), is_little_endian, base, !off);
            prop_assert_eq!(layout.n_columns(), text.len());
            let written: String = (0..layout.row()).map(|slot| {
                let gap = " ".repeat(layout.gap_before(slot));
                // A row is no longer than its bytes have values.
                let byte = u8::try_from(layout.slot_of(slot)).expect("at most 255");
                gap + digits::of(byte, base)
            }).collect();
            prop_assert_eq!(&written, &text[..layout.digits_end()]);
            let mut last = None;
            for (column, byte) in bytes.iter().enumerate() {
                let found = layout.byte_at(column);
                prop_assert_eq!(Some(found), byte.or(last), "column {}", column);
                last = Some(found);
            }
            prop_assert_eq!(layout.byte_at(bytes.len() + 99), if off { layout.slot_of(layout.row() - 1) } else { layout.row() - 1 });
            for byte in 0..layout.row() {
                let at = layout.digits_at(byte);
                prop_assert!((at..at + layout.width()).all(|column| bytes[column] == Some(byte)));
                prop_assert_eq!(layout.char_at(byte).map(|at| bytes[at]), (!off).then_some(Some(byte)));
                prop_assert_eq!(layout.slot_of(layout.slot_of(byte)), byte);
            }
        }

        #[test]
        fn some_columns_show_the_bytes_that_reach_into_them(
            row in 1..=80_u16, group in prop::sample::select(vec![1_u8, 2, 4, 8]), a in 0..300_usize, n in 1..80_usize,
        ) {
            let prefs = HexPrefs { row: RowLength::Fixed(row), group, ..HexPrefs::default() };
            let layout = HexLayout::fitting(&prefs, 0);
            let (slots, chars) = (layout.slots_in(a..a + n), layout.chars_in(a..a + n));
            for slot in 0..layout.row() {
                let at = layout.slot_at(slot);
                let is_seen = at < a + n && at + layout.width() > a;
                prop_assert!(!is_seen || slots.contains(&slot), "{} of {:?}", slot, slots);
                let at = layout.char_at(slot).expect("there are characters");
                prop_assert_eq!((a..a + n).contains(&at), chars.contains(&slot));
            }
        }

        #[test]
        fn rows_that_fit_are_whole_groups_and_the_next_longer_one_would_not_fit(
            group in prop::sample::select(vec![1_u8, 2, 4, 8]), columns in 0..900_usize,
            base in prop::sample::select(vec![Base::Hex, Base::Decimal, Base::Octal, Base::Binary]),
        ) {
            let of = |row| HexLayout::fitting(&HexPrefs { row, group, base, ..HexPrefs::default() }, columns);
            let fixed = |row: u64| of(RowLength::Fixed(u16::try_from(row).expect("at most 264")));
            let filled = of(RowLength::Fill);
            prop_assert_eq!(filled.row() % u64::from(group), 0);
            prop_assert!(filled.n_columns() <= columns || filled.row() == u64::from(group));
            let step = if filled.row() >= 8 { 8 } else { u64::from(group) };
            prop_assert_eq!(filled.row() % step, 0);
            prop_assert!(filled.row() == 256 || fixed(filled.row() + step).n_columns() > columns);
            let round = of(RowLength::Round);
            prop_assert!(matches!(round.row(), 4 | 8 | 16) && round.row() % u64::from(group) == 0);
            prop_assert!(round.row() == 16 || fixed(round.row() * 2).n_columns() > columns);
        }
    }
}
