//! The file as rows of sixteen bytes, or of as many as a narrow view has room for.

use super::{CursorMove, Focus, Relaid, TextPrefs, ViewKind, ViewModel};
use crate::base::Offset;
use crate::base::units::whole;
use crate::doc::File;
use crate::scroll::{Equal, RowSpace, Scroller, ViewMetrics};
use std::any::Any;

/// Its id.
pub const ID: &str = "hex";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "2", new: || Box::<HexView>::default() };

/// Bytes a row, by falling room: powers of two, so that offsets stay round.
const ROWS: [u64; 3] = [16, 8, 4];

/// Bytes between the wider gaps of a row.
pub const GROUP: u64 = 8;

/// The view.
pub struct HexView {
    scroller: Scroller,
    row: u64,
    /// Columns that fit, as last measured.
    columns: usize,
}

impl Default for HexView {
    fn default() -> Self {
        Self { scroller: Scroller::default(), row: ROWS[0], columns: columns_of(ROWS[0]) }
    }
}

impl HexView {
    /// Bytes a row.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }

    /// The most bytes a row that fit.
    fn fitting(&self) -> u64 {
        ROWS.into_iter().find(|&row| columns_of(row) <= self.columns).unwrap_or(ROWS[ROWS.len() - 1])
    }
}

/// The column of a byte's digits: each byte takes three, and one more after a group.
#[must_use]
pub fn digits_at(byte: u64) -> usize {
    crate::base::units::to_usize(byte * 3 + byte / GROUP)
}

/// The column at which the characters of rows of `row` bytes start.
#[must_use]
pub fn chars_at(row: u64) -> usize {
    digits_at(row - 1) + 4
}

/// The columns of a row of `row` bytes: its digits and its characters.
fn columns_of(row: u64) -> usize {
    chars_at(row) + crate::base::units::to_usize(row)
}

impl ViewModel for HexView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn rows<'a>(&self, file: &'a File) -> Box<dyn RowSpace + 'a> {
        Box::new(Equal { len: file.edited_len(), row: self.row })
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, _file: &File, focus: &mut Focus, step: CursorMove) -> Option<Offset> {
        let (at, len) = (focus.cursor(), self.row);
        let row = at.floor_to(len);
        Some(match step {
            CursorMove::Left | CursorMove::WordLeft => at.back(1),
            CursorMove::Right | CursorMove::WordRight => at + 1,
            CursorMove::Up if at.0 < len => at,
            CursorMove::Up => at.back(len),
            CursorMove::Down => at + len,
            CursorMove::RowStart | CursorMove::LineStart => row,
            _ => row + (len - 1),
        })
    }

    fn last_place(&self, file: &File) -> Offset {
        Offset(file.edited_len())
    }

    fn put_cursor(&self, file: &File, focus: &mut Focus, at: Offset, extend: bool) {
        focus.set_cursor(at, extend, file.edited_len());
    }

    fn set_metrics(&mut self, metrics: &ViewMetrics) {
        if metrics.width > 0.0 && metrics.column_width > 0.0 {
            self.columns = whole(metrics.width / metrics.column_width);
        }
    }

    fn set_prefs(&mut self, _prefs: TextPrefs) -> Relaid {
        let is_changed = self.fitting() != self.row;
        self.row = self.fitting();
        Relaid { is_changed, moves_columns: false }
    }

    fn relays(&self, _prefs: TextPrefs) -> bool {
        self.fitting() != self.row
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_as_many_bytes_as_fit_and_never_fewer_than_four() {
        let mut view = HexView::default();
        for (columns, row) in [(0.9, 4), (16.0, 4), (32.0, 4), (33.0, 8), (65.9, 8), (66.0, 16), (500.0, 16)]
        {
            view.set_metrics(&ViewMetrics { width: columns, column_width: 1.0, ..ViewMetrics::default() });
            let relays = view.relays(TextPrefs::default());
            assert_eq!(view.set_prefs(TextPrefs::default()).is_changed, relays);
            assert_eq!(view.row(), row, "{columns} columns");
        }
    }
}
