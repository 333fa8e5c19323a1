//! Places within a line that may be a gigabyte long: its start, its end, a column. Found by the
//! indexes, never by reading the line; while those do not reach it, the place is pending.

use crate::base::human::{self, grouped};
use crate::base::units::{share, to_usize};
use crate::base::{Offset, RowNr, Span};
use crate::doc::{Document, File};
use crate::format::glyphs;
use crate::messages::Text;
use crate::source::blocks::Fetched;
use crate::view::Pending;

/// What is known of a place in a line.
pub(in crate::view) enum LinePlace {
    /// It is here.
    At(Offset),
    /// The bytes or the indexes have not come.
    NotYet,
    /// It will not be found, for this reason.
    Never(Text),
}

/// The line of the cursor, as far as lines are counted.
pub(in crate::view) fn cursor_row(doc: &Document, cursor: Offset) -> Option<RowNr> {
    let file = doc.file()?;
    let Fetched::Ready(row) = file.row_at(cursor) else { return None };
    let Fetched::Ready(nr) = file.line_of(row.text.start) else { return None };
    nr
}

/// Where a pending place in a line is; `None` for other places.
pub(in crate::view) fn find(doc: &Document, pending: Pending) -> Option<LinePlace> {
    let file = doc.file()?;
    let is_final = doc.scans().index_is_final();
    match pending {
        Pending::Edge { of, is_end, .. } => Some(edge(file, of, is_end, is_final)),
        Pending::Column(row, column) => {
            Some(place_in_line(file, row, column, is_final, doc.scans().chars_are_final()))
        }
        _ => None,
    }
}

fn edge(file: &File, of: Offset, is_end: bool, is_final: bool) -> LinePlace {
    // Most lines are one row, and need no index.
    match file.row_at(of) {
        Fetched::Ready(row) if is_end && row.ends_line => return LinePlace::At(row.text.end),
        Fetched::Ready(row) if !is_end && row.starts_line => return LinePlace::At(row.text.start),
        Fetched::Ready(_) => {}
        Fetched::Pending => return LinePlace::NotYet,
        Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
    }
    let line = match file.line_of(of) {
        Fetched::Ready(Some(line)) => line,
        Fetched::Ready(None) if is_final => {
            return LinePlace::Never(Text::new("edge-lines"));
        }
        Fetched::Ready(None) | Fetched::Pending => return LinePlace::NotYet,
        Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
    };
    if is_end { end_of(file, line, is_final) } else { start_of(file, line, is_final) }
}

fn start_of(file: &File, line: RowNr, is_final: bool) -> LinePlace {
    match file.start_of(line) {
        Fetched::Ready(Some(at)) if at.0 < file.len() || line.0 == 0 => LinePlace::At(at),
        Fetched::Ready(_) if is_final => LinePlace::Never(no_such_line(line, file).1),
        Fetched::Ready(_) | Fetched::Pending => LinePlace::NotYet,
        Fetched::Failed(fault) => LinePlace::Never(fault.message()),
    }
}

/// Where a line's text ends, before its line end.
fn end_of(file: &File, line: RowNr, is_final: bool) -> LinePlace {
    let counted = file.index().map_or(Offset::ZERO, |index| index.span().end);
    let last = match file.start_of(RowNr(line.0 + 1)) {
        Fetched::Ready(Some(next)) => next.back(1),
        Fetched::Ready(None) if counted.0 >= file.len() => Offset(file.len()),
        Fetched::Ready(None) if is_final => {
            return LinePlace::Never(Text::new("edge-end"));
        }
        Fetched::Ready(None) | Fetched::Pending => return LinePlace::NotYet,
        Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
    };
    match file.row_at(last) {
        Fetched::Ready(row) => LinePlace::At(row.text.end),
        Fetched::Pending => LinePlace::NotYet,
        Fetched::Failed(fault) => LinePlace::Never(fault.message()),
    }
}

/// Where a column (a character from 0) of a line is, no further than the line's end.
fn place_in_line(file: &File, line: RowNr, column: u64, lines_final: bool, chars_final: bool) -> LinePlace {
    let start = match start_of(file, line, lines_final) {
        LinePlace::At(start) => start,
        other => return other,
    };
    match file.row_at(start) {
        Fetched::Ready(row) => match file.bytes(row.text) {
            Fetched::Ready(bytes) if row.ends_line || column < glyphs::n_chars(&bytes, file.encoding()) => {
                return LinePlace::At(start + glyphs::nth_char(&bytes, column, file.encoding()));
            }
            Fetched::Ready(_) => {}
            Fetched::Pending => return LinePlace::NotYet,
            Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
        },
        Fetched::Pending => return LinePlace::NotYet,
        Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
    }
    let end = match end_of(file, line, lines_final) {
        LinePlace::At(end) => end,
        other => return other,
    };
    let nth = match file.chars_before(start) {
        Fetched::Ready(Some(before)) => before.saturating_add(column),
        other => return not_counted(other, chars_final),
    };
    let counted = file.chars().map_or(Offset::ZERO, |chars| chars.span().end);
    match file.nth_char(nth) {
        Fetched::Ready(Some(at)) => LinePlace::At(at.min(end)),
        Fetched::Ready(None) if counted >= end => LinePlace::At(end),
        other => not_counted(other, chars_final),
    }
}

fn not_counted<T>(seen: Fetched<Option<T>>, is_final: bool) -> LinePlace {
    match seen {
        Fetched::Failed(fault) => LinePlace::Never(fault.message()),
        Fetched::Ready(_) if is_final => LinePlace::Never(Text::new("edge-chars")),
        Fetched::Ready(_) | Fetched::Pending => LinePlace::NotYet,
    }
}

/// What is known of the cursor's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorColumn {
    /// Characters before it in its line, and one.
    Known(u64),
    /// The line started too far away, and the indexes have not come so far.
    NotYet,
}

/// The column of `cursor`: the characters before it in its line, counted from 1.
///
/// In the line's first row they are counted; further right the index of characters says how
/// many there are up to the row (see [`crate::index::chars`] for bytes that don't decode).
/// `None` if the cursor's bytes are not cached.
#[must_use]
pub fn cursor_column(file: &File, cursor: Offset) -> Option<CursorColumn> {
    let Fetched::Ready(row) = file.row_at(cursor) else { return None };
    let before = Span::between(row.text.start, cursor.min(row.text.end));
    let Fetched::Ready(text) = file.bytes(before) else { return None };
    let in_row = glyphs::n_chars(&text[..to_usize(before.len()).min(text.len())], file.encoding());
    if row.starts_line {
        return Some(CursorColumn::Known(in_row + 1));
    }
    let known = || {
        let line = file.line_of(row.text.start).ready()??;
        let start = file.start_of(line).ready()??;
        let from = file.chars_before(start).ready()??;
        let to = file.chars_before(row.text.start).ready()??;
        Some(to.saturating_sub(from) + in_row + 1)
    };
    Some(known().map_or(CursorColumn::NotYet, CursorColumn::Known))
}

/// The message for a line past those that were counted; and whether counting it was stopped, so that
/// it may still be found.
pub(in crate::view) fn no_such_line(row: RowNr, file: &File) -> (bool, Text) {
    let ends = file.index().map_or(0, |index| index.total());
    let counted = file.index().map_or(Offset::ZERO, |index| index.span().end);
    let line = grouped(row.0.saturating_add(1));
    if counted.0 < file.len() {
        let share = human::percent(share(counted.0, file.len()));
        return (true, Text::new("edge-stopped").with("line", line).with("n", ends).with("share", share));
    }
    let ends_open = !matches!(file.start_of(RowNr(ends)), Fetched::Ready(Some(at)) if at.0 == file.len());
    let n = ends + u64::from(ends_open);
    (false, Text::new("edge-no-line").with("line", line).with("n", n))
}
