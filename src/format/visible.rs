//! Text without its ANSI colours: what a person reads where they are obeyed.
//!
//! Rules and searches work on what is read: a number in `ESC[31mred` is none, and `a red` is
//! found in it whatever its letters' colours. Ranges of the visible text map back to the file's
//! bytes; a sequence at a range's edge is outside it.

use super::ansi::{Escape, EscapeStep};
use crate::base::units::{to_u32, to_usize};

/// Text without its sequences, in any encoding in which ASCII stands alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    /// The bytes that are left.
    pub bytes: Vec<u8>,
    /// Before which of them sequences were, and where the first of those starts in the original.
    gaps: Vec<Gap>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gap {
    /// In the text that is left.
    at: u32,
    /// In the original: where its first sequence starts, and where its last one ends.
    start: u32,
    end: u32,
}

impl Visible {
    /// The text without its sequences; `None` if it has none. At most 4 GiB; a search for ESC where
    /// there is none.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let mut visible = Self::default();
        let mut at = 0;
        while let Some(escape) = memchr::memchr(0x1B, &bytes[at..]).map(|i| at + i) {
            let len = sequence(&bytes[escape..]);
            let end = escape + len.unwrap_or(1);
            visible.bytes.extend_from_slice(&bytes[at..if len.is_some() { escape } else { end }]);
            if len.is_some() {
                visible.gap(escape, end);
            }
            at = end;
        }
        if visible.gaps.is_empty() {
            return None;
        }
        visible.bytes.extend_from_slice(&bytes[at..]);
        Some(visible)
    }

    fn gap(&mut self, start: usize, end: usize) {
        let (at, start, end) = (to_u32(self.bytes.len()), to_u32(start), to_u32(end));
        match self.gaps.last_mut() {
            Some(last) if last.at == at => last.end = end,
            _ => self.gaps.push(Gap { at, start, end }),
        }
    }

    /// Where the byte number `at` is in the original; behind the last one, the original's end.
    #[must_use]
    pub fn place(&self, at: usize) -> usize {
        let last = self.gaps.partition_point(|gap| to_usize(gap.at.into()) <= at);
        match last.checked_sub(1).map(|last| self.gaps[last]) {
            Some(gap) => at - to_usize(gap.at.into()) + to_usize(gap.end.into()),
            None => at,
        }
    }

    /// Where a range that ends before the byte number `at` ends in the original: before the
    /// sequences that follow.
    #[must_use]
    pub fn end_place(&self, at: usize) -> usize {
        match self.gaps.binary_search_by_key(&to_u32(at), |gap| gap.at) {
            Ok(found) => to_usize(self.gaps[found].start.into()),
            Err(_) => self.place(at),
        }
    }

    /// The first byte whose place in the original is `place` or later.
    #[must_use]
    pub fn at(&self, place: usize) -> usize {
        let before = self.gaps.partition_point(|gap| to_usize(gap.start.into()) < place);
        match before.checked_sub(1).map(|before| self.gaps[before]) {
            Some(gap) => to_usize(gap.at.into()) + place.saturating_sub(to_usize(gap.end.into())),
            None => place,
        }
    }
}

/// The length of the sequence that the bytes start with.
fn sequence(bytes: &[u8]) -> Option<usize> {
    let mut escape = Escape::default();
    for (i, &byte) in bytes.iter().enumerate() {
        match escape.push(char::from(byte), i) {
            EscapeStep::Held => {}
            EscapeStep::Colours(_) => return Some(i + 1),
            EscapeStep::Text => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::glyphs::{DisplayOptions, show};
    use proptest::prelude::*;

    /// Which bytes are left: those that are shown.
    fn left(bytes: &[u8]) -> Vec<usize> {
        let shown = show(bytes, DisplayOptions { tab: 1, ansi: true });
        let mut left: Vec<usize> =
            shown.bytes[..shown.n_columns()].iter().map(|at| usize::try_from(*at).unwrap()).collect();
        left.dedup();
        left
    }

    proptest! {
        #[test]
        fn what_is_left_is_what_is_shown(
            parts in prop::collection::vec(
                prop_oneof![
                    Just("\x1b[31m"), Just("\x1b[0m"), Just("\x1b"), Just("\x1b["), Just("\x1b[1;38;5;2"),
                    Just("m"), Just("red"), Just("\x1b[K"), Just(" "), Just("\x07"), Just("12"),
                    Just("\x1b[0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0m"),
                ],
                0..12,
            )
        ) {
            let text = parts.concat();
            let bytes = text.as_bytes();
            let places = left(bytes);
            let visible = Visible::of(bytes);
            prop_assert_eq!(visible.is_some(), places.len() < bytes.len());
            let Some(visible) = visible else { return Ok(()) };
            let kept: Vec<u8> = places.iter().map(|&at| bytes[at]).collect();
            prop_assert_eq!(&visible.bytes, &kept);
            for (at, &place) in places.iter().enumerate() {
                prop_assert_eq!(visible.place(at), place);
                prop_assert_eq!(visible.end_place(at + 1), place + 1);
            }
            prop_assert_eq!(visible.place(places.len()), bytes.len());
            for place in 0..=bytes.len() {
                prop_assert_eq!(visible.at(place), places.partition_point(|&at| at < place));
            }
        }
    }
}
