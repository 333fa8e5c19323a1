//! The cursor: how it steps through text and bytes, and stays in sight.

use super::Session;
use crate::app::command::{Step, ViewId};
use crate::app::file::{File, HEX_ROW};
use crate::app::scroll::{Top, rows_of};
use crate::base::units::{len_u64, narrow, whole};
use crate::base::{Offset, Span};
use crate::format::glyphs;
use crate::source::blocks::Seen;

impl Session {
    /// Moves the cursor and keeps it in sight. Where it is out of sight, it starts from the
    /// first row in sight.
    pub(in crate::app) fn move_cursor(&mut self, step: Step, extend: bool) {
        let Some(len) = self.file().map(File::len) else { return };
        let to = match step {
            Step::FileStart => Some(Offset::ZERO),
            Step::FileEnd => Some(Offset(len)),
            _ if !self.cursor_in_sight() => Some(self.top.at),
            _ => match self.rows_view {
                ViewId::Hex => Some(self.hex_step(step)),
                ViewId::Text | ViewId::Map => self.text_step(step),
            },
        };
        let Some(to) = to else { return };
        let column = self.column;
        self.set_cursor(to, extend);
        if matches!(step, Step::Up | Step::Down) {
            self.column = column;
        }
        match step {
            Step::FileStart => self.home(),
            Step::FileEnd => self.end(),
            _ => self.bring_cursor_into_sight(),
        }
    }

    fn hex_step(&self, step: Step) -> Offset {
        let (at, row) = (self.cursor, self.cursor.floor_to(HEX_ROW));
        match step {
            Step::Left => at.back(1),
            Step::Right => at + 1,
            Step::Up if at.0 < HEX_ROW => at,
            Step::Up => at.back(HEX_ROW),
            Step::Down => at + HEX_ROW,
            Step::RowStart => row,
            _ => row + (HEX_ROW - 1),
        }
    }

    fn text_step(&mut self, step: Step) -> Option<Offset> {
        let at = self.cursor;
        let file = self.file()?;
        let here = |at| match file.row_at(at) {
            Seen::Here(row) => Some(row),
            _ => None,
        };
        let bytes = |span| match file.bytes(span) {
            Seen::Here(bytes) => Some(bytes),
            _ => None,
        };
        let row = here(at)?;
        let into = (at - row.text.start).min(row.text.len());
        match step {
            Step::Left if at > row.text.end => Some(row.text.end),
            Step::Left if at == Offset::ZERO => None,
            Step::Left if into == 0 => here(row.text.start.back(1)).map(|row| row.text.end),
            Step::Right if into == row.text.len() => Some(row.next),
            Step::Left | Step::Right => {
                let text = bytes(row.text)?;
                Some(row.text.start + glyphs::step(&text, into, step == Step::Right))
            }
            Step::RowStart => Some(row.text.start),
            Step::RowEnd => Some(row.text.end),
            _ => {
                let column = match self.column {
                    Some(column) => column,
                    None => glyphs::show(&bytes(row.text)?).column_of(into),
                };
                let other = if step == Step::Up { row.text.start.back(1) } else { row.next };
                if (step == Step::Up && row.text.start == Offset::ZERO) || other.0 >= file.len() {
                    return None;
                }
                let other = here(other)?;
                let to = other.text.start + glyphs::show(&bytes(other.text)?).byte_at(column);
                self.column = Some(column);
                Some(to)
            }
        }
    }

    pub(in crate::app) fn cursor_in_sight(&self) -> bool {
        self.cursor_row().is_some()
    }

    /// In which of the rows in sight the cursor stands, from 0.
    fn cursor_row(&self) -> Option<f64> {
        let rows = rows_of(self.file()?, self.rows_view);
        let cursor = rows.snap(self.cursor)?;
        let mut at = rows.snap(self.top.at)?;
        let mut row = 0.0;
        while row < self.visible + 1.0 {
            if at == cursor {
                return Some(row);
            }
            at = rows.next(at)?;
            row += 1.0;
        }
        None
    }

    fn bring_cursor_into_sight(&mut self) {
        let cursor = self.cursor;
        self.with_rows(|session, rows| {
            let Some(row) = rows.snap(cursor) else { return };
            if row < session.top.at || (row == session.top.at && session.top.frac > 0.0) {
                session.top = Top { at: row, frac: 0.0 };
                return;
            }
            // The topmost row at which the cursor's is the last that is wholly in sight.
            let mut top = row;
            for _ in 1..whole_rows(session.visible) {
                match rows.previous(top) {
                    Some(previous) if top > session.top.at => top = previous,
                    _ => return,
                }
            }
            if top > session.top.at {
                session.top = Top { at: top, frac: 0.0 };
            }
        });
    }

    /// What stands before the cursor in its row, counted in characters from 1, if the row is
    /// a line's first.
    #[must_use]
    pub fn cursor_column(&self) -> Option<u64> {
        let file = self.file()?;
        let Seen::Here(row) = file.row_at(self.cursor) else { return None };
        if !row.starts_line {
            return None;
        }
        let Seen::Here(text) = file.bytes(Span::between(row.text.start, self.cursor.min(row.text.end)))
        else {
            return None;
        };
        Some(len_u64(String::from_utf8_lossy(&text).chars().count()) + 1)
    }
}

/// How many rows are wholly in sight.
fn whole_rows(visible: f64) -> usize {
    whole(narrow(visible)).max(1)
}
