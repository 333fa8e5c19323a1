//! The cursor: how it steps through text and bytes, and stays in sight.

use super::Session;
use crate::app::command::{Step, ViewId};
use crate::app::file::{File, HEX_ROW};
use crate::app::scroll::{Top, rows_of};
use crate::base::Offset;
use crate::base::units::{narrow, px, whole};
use crate::source::blocks::Fetched;

impl Session {
    /// Moves the cursor and keeps it in sight. Where it is out of sight, it starts from the
    /// first row in sight. A sentence if there is no such place.
    pub(in crate::app) fn move_cursor(&mut self, step: Step, extend: bool) -> Option<String> {
        let len = self.file().map(File::len)?;
        let to = match step {
            Step::FileStart => Some(Offset::ZERO),
            Step::FileEnd => Some(Offset(len)),
            Step::LineStart | Step::LineEnd if self.rows_view == ViewId::Text => {
                if !self.cursor_in_sight() {
                    self.set_cursor(self.top.at, extend);
                }
                return self.go_to_edge(step == Step::LineEnd, extend);
            }
            _ if !self.cursor_in_sight() => Some(self.top.at),
            _ => match self.rows_view {
                ViewId::Hex => Some(self.hex_step(step)),
                ViewId::Text | ViewId::Map => self.text_step(step),
            },
        };
        let to = to?;
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
        None
    }

    fn hex_step(&self, step: Step) -> Offset {
        let (at, row) = (self.cursor, self.cursor.floor_to(HEX_ROW));
        match step {
            Step::Left | Step::WordLeft => at.back(1),
            Step::Right | Step::WordRight => at + 1,
            Step::Up if at.0 < HEX_ROW => at,
            Step::Up => at.back(HEX_ROW),
            Step::Down => at + HEX_ROW,
            Step::RowStart | Step::LineStart => row,
            _ => row + (HEX_ROW - 1),
        }
    }

    fn text_step(&mut self, step: Step) -> Option<Offset> {
        let at = self.cursor;
        let file = self.file()?;
        let here = |at| match file.laid_at(at, self.layout) {
            Fetched::Ready(laid) => Some(laid),
            _ => None,
        };
        let laid = here(at)?;
        let row = laid.row;
        let into = (at - row.text.start).min(row.text.len());
        let line = laid.line(laid.line_nr(at.min(row.text.end)));
        let place = |into| row.text.start + into;
        match step {
            Step::Left | Step::WordLeft if at > row.text.end => Some(row.text.end),
            Step::Left | Step::WordLeft if at == Offset::ZERO => None,
            Step::Left | Step::WordLeft if into == 0 => {
                here(row.text.start.back(1)).map(|laid| laid.row.text.end)
            }
            Step::Right | Step::WordRight if into == row.text.len() => Some(row.next),
            Step::Left | Step::Right => Some(place(laid.shown.step(into, step == Step::Right))),
            Step::WordLeft | Step::WordRight => {
                Some(place(laid.shown.word_step(into, step == Step::WordRight)))
            }
            Step::RowStart => Some(line.text.start),
            Step::RowEnd if line.is_last => Some(line.text.end),
            // The byte after a wrapped line's last one stands in the next.
            Step::RowEnd => Some(place(laid.shown.step(line.next - row.text.start, false))),
            _ => {
                let column = self.column.unwrap_or(laid.shown.column_of(into).saturating_sub(line.column));
                let other = if step == Step::Up { line.text.start.back(1) } else { line.next };
                if (step == Step::Up && line.text.start == Offset::ZERO) || other.0 >= file.len() {
                    return None;
                }
                let laid = here(other)?;
                let line = laid.line(laid.line_nr(other));
                let last = line.end_column.saturating_sub(usize::from(!line.is_last)).max(line.column);
                let to = laid.row.text.start + laid.shown.byte_at((line.column + column).min(last));
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
        let rows = rows_of(self.file()?, self.rows_view, self.layout);
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

    pub(super) fn bring_cursor_into_sight(&mut self) {
        self.bring_column_into_sight();
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

    /// Scrolls sideways no more than the cursor's column needs.
    pub(super) fn bring_column_into_sight(&mut self) {
        const ROOM: f32 = 4.0;
        if self.rows_view != ViewId::Text || self.layout.columns.is_some() || self.width <= 0.0 {
            return;
        }
        let Some(Fetched::Ready(laid)) = self.file().map(|file| file.laid_at(self.cursor, self.layout))
        else {
            return;
        };
        let column = self.block().map_or_else(
            || laid.shown.column_of(self.cursor - laid.row.text.start),
            |block| block.cursor_column(),
        );
        // Of a match all of it, as far as there is room.
        let hit = self.searching().and_then(|searching| searching.current());
        let end = hit.filter(|hit| hit.start == self.cursor && self.block().is_none());
        let end = end.map(|hit| laid.shown.column_of(hit.end.min(laid.row.text.end) - laid.row.text.start));
        let x = |column| px(column) * self.column_width;
        let (room, width) = (ROOM * self.column_width, self.width);
        let most = (x(column) - room).max(0.0);
        let least = (x(end.unwrap_or(column).max(column)) + room - width).clamp(0.0, most);
        self.sideways = self.sideways.clamp(least, most.max(least));
    }
}

/// How many rows are wholly in sight.
fn whole_rows(visible: f64) -> usize {
    whole(narrow(visible)).max(1)
}
