//! How a byte is drawn: the one place that decides which value is shown and in which colours.
//!
//! [`Looks`] holds what is known of the bytes in sight: the selection, matches, by what bytes are coloured.
//! [`Looks::of`] puts it together for one byte, from the bottom up: what is to lie over bytes (marks of what was
//! changed, ranges that are lit) is a layer there, and needs nothing elsewhere.

use super::ramp;
use crate::base::{Offset, Span};
use crate::doc::Edits;
use crate::ui::theme::Palette;
use crate::view::hex::ByteColours;
use egui::Color32;

/// How a byte is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ByteLook {
    /// What its digits say, and in ASCII its character.
    pub(super) value: u8,
    /// The colour of its digits and its character.
    pub(super) ink: Color32,
    /// What is behind them; transparent if nothing is.
    pub(super) fill: Color32,
    /// Whether it was changed, and not written yet.
    pub(super) is_changed: bool,
}

/// What is known of the bytes in sight.
pub(super) struct Looks<'a> {
    pub(super) colours: &'a Palette,
    pub(super) is_dark: bool,
    pub(super) by: ByteColours,
    /// What something else points at: a part of the file's structure.
    pub(super) lit: Option<Span>,
    pub(super) selection: Span,
    /// Matches; the current one is last.
    pub(super) matches: Vec<Span>,
    pub(super) current: Option<Span>,
    /// What is changed of the file.
    pub(super) edits: Option<&'a Edits>,
}

impl Looks<'_> {
    /// The same for the bytes of one row: of the matches only those that reach into it.
    pub(super) fn in_row(&self, row: Span) -> Self {
        let matches = self.matches.iter().copied().filter(|span| !span.meet(row).is_empty()).collect();
        Self { matches, ..*self }
    }

    /// How the byte at `at` is drawn that was read as `read`.
    pub(super) fn of(&self, at: Offset, read: u8) -> ByteLook {
        let is_changed = self.edits.is_some_and(|edits| edits.overlay().covers(at));
        let mut look = ByteLook { value: read, ink: self.ink(read), fill: Color32::TRANSPARENT, is_changed };
        if self.lit.is_some_and(|lit| lit.contains(at)) {
            look.fill = self.colours.lit();
        }
        if self.selection.contains(at) {
            look.fill = self.colours.selection;
        }
        if let Some(hit) = self.matches.iter().rfind(|span| span.contains(at)) {
            (look.fill, look.ink) = match Some(*hit) == self.current {
                true => (self.colours.text, self.colours.bg),
                false => (self.colours.accent, self.colours.on_accent),
            };
        }
        look
    }

    /// The colour of a value.
    fn ink(&self, byte: u8) -> Color32 {
        match self.by {
            ByteColours::Plain => self.colours.text,
            ByteColours::Value => ramp::colour(byte, self.is_dark),
            ByteColours::Class => match byte {
                0 => self.colours.nul,
                0x20..=0x7E => self.colours.text,
                0x80.. => self.colours.high,
                _ => self.colours.control,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::DARK;

    #[test]
    fn what_lies_over_a_byte_hides_what_is_below_and_only_in_its_rows() {
        let span = |start, end| Span { start: Offset(start), end: Offset(end) };
        let looks = Looks {
            colours: &DARK,
            is_dark: true,
            by: ByteColours::Class,
            lit: Some(span(1, 4)),
            selection: span(2, 40),
            matches: vec![span(4, 7), span(20, 22), span(5, 6)],
            current: Some(span(5, 6)),
            edits: None,
        };
        let none = Color32::TRANSPARENT;
        for row in [span(0, 16), span(16, 32)] {
            let looks = looks.in_row(row);
            for (at, byte, ink, fill) in [
                (0, 0, DARK.nul, none),
                (1, b'\n', DARK.control, DARK.lit()),
                (2, b'a', DARK.text, DARK.selection),
                (3, 0x80, DARK.high, DARK.selection),
                (4, b'a', DARK.on_accent, DARK.accent),
                (5, b'a', DARK.bg, DARK.text),
                (6, 0, DARK.on_accent, DARK.accent),
                (7, 0, DARK.nul, DARK.selection),
                (21, 0x7F, DARK.on_accent, DARK.accent),
                (22, 0x7F, DARK.control, DARK.selection),
            ] {
                if row.contains(Offset(at)) {
                    assert!(
                        looks.of(Offset(at), byte) == ByteLook { value: byte, ink, fill, is_changed: false },
                        "{at}"
                    );
                }
            }
        }
        let plain = Looks { by: ByteColours::Plain, ..looks.in_row(span(0, 0)) };
        assert!([0, 10, 0x80].map(|byte| plain.of(Offset(0), byte).ink) == [DARK.text; 3]);
        let by_value = Looks { by: ByteColours::Value, ..plain };
        assert!(by_value.of(Offset(0), 0).ink != by_value.of(Offset(0), 0xFF).ink);
    }
}
