//! Places within a line that may be a gigabyte long: its start, its end, a column. Found by the
//! indexes, never by reading the line; where those have not come so far, the place is pending.

use super::places::no_such_line;
use super::{Pending, Session};
use crate::app::file::File;
use crate::app::scroll::Top;
use crate::base::units::to_usize;
use crate::base::{Offset, RowNr, Span};
use crate::format::glyphs;
use crate::source::blocks::Fetched;

/// What could be found out about a place.
enum Found {
    /// It is here.
    At(Offset),
    /// The bytes or the indexes have not come.
    NotYet,
    /// It will not be found, for this reason.
    Never(String),
}

impl Session {
    /// Goes to the start or the end of the cursor's line, now or as soon as it is known.
    pub(super) fn go_to_edge(&mut self, is_end: bool, extend: bool) -> Option<String> {
        self.pending = Some(Pending::Edge { of: self.cursor, is_end, extend });
        self.settle_in_line()
    }

    /// Goes to what is pending in a line, if it is known by now; a sentence if it never will be.
    pub(super) fn settle_in_line(&mut self) -> Option<String> {
        let file = self.file()?;
        let is_final = self.scans.index_is_final();
        let found = match self.pending? {
            Pending::Edge { of, is_end, .. } => edge(file, of, is_end, is_final),
            Pending::Column(row, column) => {
                place_in_line(file, row, column, is_final, self.scans.chars_are_final())
            }
            _ => return None,
        };
        let extend = matches!(self.pending, Some(Pending::Edge { extend: true, .. }));
        let is_edge = matches!(self.pending, Some(Pending::Edge { .. }));
        match found {
            Found::NotYet => return None,
            Found::Never(why) => {
                self.pending = None;
                return Some(why);
            }
            Found::At(at) if is_edge => {
                self.pending = None;
                self.set_cursor(at, extend);
                if self.cursor_in_sight() {
                    self.bring_cursor_into_sight();
                } else {
                    self.top = Top { at: at.back(1), frac: 0.0 };
                    self.pending = Some(Pending::Place(at));
                }
            }
            Found::At(at) => self.show_place(at),
        }
        None
    }
}

fn edge(file: &File, of: Offset, is_end: bool, is_final: bool) -> Found {
    // Most lines are one row, and need no index.
    match file.row_at(of) {
        Fetched::Ready(row) if is_end && row.ends_line => return Found::At(row.text.end),
        Fetched::Ready(row) if !is_end && row.starts_line => return Found::At(row.text.start),
        Fetched::Ready(_) => {}
        Fetched::Pending => return Found::NotYet,
        Fetched::Failed(fault) => return Found::Never(fault.to_string()),
    }
    let line = match file.line_of(of) {
        Fetched::Ready(Some(line)) => line,
        Fetched::Ready(None) if is_final => {
            return Found::Never("The lines up to here were not counted.".into());
        }
        Fetched::Ready(None) | Fetched::Pending => return Found::NotYet,
        Fetched::Failed(fault) => return Found::Never(fault.to_string()),
    };
    if is_end { end_of(file, line, is_final) } else { start_of(file, line, is_final) }
}

fn start_of(file: &File, line: RowNr, is_final: bool) -> Found {
    match file.start_of(line) {
        Fetched::Ready(Some(at)) if at.0 < file.len() || line.0 == 0 => Found::At(at),
        Fetched::Ready(_) if is_final => Found::Never(no_such_line(line, file)),
        Fetched::Ready(_) | Fetched::Pending => Found::NotYet,
        Fetched::Failed(fault) => Found::Never(fault.to_string()),
    }
}

/// Where a line's text ends, before its line end.
fn end_of(file: &File, line: RowNr, is_final: bool) -> Found {
    let counted = file.index().map_or(Offset::ZERO, |index| index.span().end);
    let last = match file.start_of(RowNr(line.0 + 1)) {
        Fetched::Ready(Some(next)) => next.back(1),
        Fetched::Ready(None) if counted.0 >= file.len() => Offset(file.len()),
        Fetched::Ready(None) if is_final => {
            return Found::Never(
                "The end of this line was not found: counting was stopped before it.".into(),
            );
        }
        Fetched::Ready(None) | Fetched::Pending => return Found::NotYet,
        Fetched::Failed(fault) => return Found::Never(fault.to_string()),
    };
    match file.row_at(last) {
        Fetched::Ready(row) => Found::At(row.text.end),
        Fetched::Pending => Found::NotYet,
        Fetched::Failed(fault) => Found::Never(fault.to_string()),
    }
}

/// Where a column (a character from 0) of a line stands, no further than the line's end.
fn place_in_line(file: &File, line: RowNr, column: u64, lines_final: bool, chars_final: bool) -> Found {
    let start = match start_of(file, line, lines_final) {
        Found::At(start) => start,
        other => return other,
    };
    match file.row_at(start) {
        Fetched::Ready(row) => match file.bytes(row.text) {
            Fetched::Ready(bytes) if row.ends_line || column < glyphs::n_chars(&bytes, file.encoding()) => {
                return Found::At(start + glyphs::nth_char(&bytes, column, file.encoding()));
            }
            Fetched::Ready(_) => {}
            Fetched::Pending => return Found::NotYet,
            Fetched::Failed(fault) => return Found::Never(fault.to_string()),
        },
        Fetched::Pending => return Found::NotYet,
        Fetched::Failed(fault) => return Found::Never(fault.to_string()),
    }
    let end = match end_of(file, line, lines_final) {
        Found::At(end) => end,
        other => return other,
    };
    let nth = match file.chars_before(start) {
        Fetched::Ready(Some(before)) => before.saturating_add(column),
        other => return not_counted(other, chars_final),
    };
    let counted = file.chars().map_or(Offset::ZERO, |chars| chars.span().end);
    match file.nth_char(nth) {
        Fetched::Ready(Some(at)) => Found::At(at.min(end)),
        Fetched::Ready(None) if counted >= end => Found::At(end),
        other => not_counted(other, chars_final),
    }
}

fn not_counted<T>(seen: Fetched<Option<T>>, is_final: bool) -> Found {
    match seen {
        Fetched::Failed(fault) => Found::Never(fault.to_string()),
        Fetched::Ready(_) if is_final => Found::Never("The characters up to there were not counted.".into()),
        Fetched::Ready(_) | Fetched::Pending => Found::NotYet,
    }
}

/// What is known of the cursor's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Characters before it in its line, and one.
    Known(u64),
    /// The line started too far away, and the indexes have not come so far.
    NotYet,
}

impl Session {
    /// The cursor's column: the characters before it in its line, counted from 1.
    ///
    /// In the line's first row they are counted; further right the index of characters says
    /// how many there are up to the row (see [`crate::index::chars`] for bytes that don't
    /// decode). `None` if the cursor's bytes are not at hand.
    #[must_use]
    pub fn cursor_column(&self) -> Option<Column> {
        let file = self.file()?;
        let Fetched::Ready(row) = file.row_at(self.cursor) else { return None };
        let before = Span::between(row.text.start, self.cursor.min(row.text.end));
        let Fetched::Ready(text) = file.bytes(before) else { return None };
        let in_row = glyphs::n_chars(&text[..to_usize(before.len()).min(text.len())], file.encoding());
        if row.starts_line {
            return Some(Column::Known(in_row + 1));
        }
        let known = || {
            let Fetched::Ready(Some(line)) = file.line_of(row.text.start) else { return None };
            let Fetched::Ready(Some(start)) = file.start_of(line) else { return None };
            let Fetched::Ready(Some(from)) = file.chars_before(start) else { return None };
            let Fetched::Ready(Some(to)) = file.chars_before(row.text.start) else { return None };
            Some(to.saturating_sub(from) + in_row + 1)
        };
        Some(known().map_or(Column::NotYet, Column::Known))
    }
}
