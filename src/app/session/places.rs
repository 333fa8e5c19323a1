//! Where one is in a file: scrolled to, sent to, or kept at its end.

use super::{Content, Pending, Session};
use crate::app::command::ViewId;
use crate::app::file::File;
use crate::app::goto::Target;
use crate::app::scroll::{Rows, Top, rows_of};
use crate::base::human::{counted, grouped};
use crate::base::{Offset, RowNr};
use crate::format::wrap::Layout;
use crate::source::blocks::Fetched;

/// A place between the row at the top and the cursor's, in rows from the top.
const CONTEXT: f64 = 3.0;

/// What a view has shown, told after every frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight {
    /// How many rows fit, parts of rows included.
    pub rows: f64,
    /// How far it can be scrolled sideways, in points.
    pub most_sideways: f32,
    /// How wide a column is, in points.
    pub column_width: f32,
    /// How wide the rows are, in points; 0 where there is no text.
    pub width: f32,
}

/// Where one is in a file, and what is selected there.
#[derive(Clone, Copy)]
pub(in crate::app) struct Place {
    top: Top,
    sideways: f32,
    cursor: Offset,
    anchor: Offset,
}

impl Session {
    pub(in crate::app) fn set_visible(&mut self, sight: Sight) {
        let rows = sight.rows;
        self.most_sideways = sight.most_sideways;
        (self.column_width, self.width) = (sight.column_width, sight.width);
        if rows <= 0.0 || (rows - self.visible).abs() < f64::EPSILON {
            return;
        }
        // Who sees the end goes on seeing it when a banner or a smaller window takes some rows.
        let stays_at_end = self.was_drawn && self.is_following();
        self.was_drawn = true;
        self.visible = rows;
        if stays_at_end {
            self.end = Some(self.top);
            if self.is_live() {
                self.stay_at_end();
            }
        }
    }

    /// Lays text out anew. The byte at the top stays there; where wrapping has been switched on
    /// and off again, or the other way round, so does everything.
    pub(in crate::app) fn set_layout(&mut self, layout: Layout) {
        if layout == self.layout {
            return;
        }
        let toggles = layout.columns.is_some() != self.layout.columns.is_some();
        let stays_at_end = self.was_drawn && self.is_live() && self.is_following();
        let before = std::mem::replace(&mut self.layout, layout);
        // Columns are others where tabs, colours or widths are.
        let same = Layout { line_ends: layout.line_ends, ..before } == layout;
        self.block = self.block.filter(|_| same);
        self.column = self.column.filter(|_| same);
        if stays_at_end {
            self.stay_at_end();
        } else if toggles && self.rows_view == ViewId::Text {
            let from = self.top;
            let back = self.wrap_twin.filter(|(_, here)| *here == from).map(|(there, _)| there);
            self.top = back.unwrap_or(from);
            self.with_rows(|session, rows| session.top = session.top.kept_inside(rows, session.visible));
            self.wrap_twin = Some((from, self.top));
        }
    }

    /// After rows came to be cut otherwise: shows the same bytes, as far as rows reach there.
    /// However often they are, whoever has not scrolled since is where they were at first.
    pub(in crate::app) fn keep_place(&mut self) {
        let from = self.reread.filter(|(_, here)| *here == self.top).map_or(self.top, |(there, _)| there);
        self.top = from;
        self.keep_inside();
        self.reread = Some((from, self.top));
    }

    pub(super) fn with_rows(&mut self, change: impl FnOnce(&mut Self, &dyn Rows)) {
        let content = std::mem::replace(&mut self.content, Content::Opening);
        if let Content::Open(file) = &content {
            change(self, rows_of(file, self.rows_view, self.layout).as_ref());
        }
        self.content = content;
    }

    pub(in crate::app) fn scroll_rows(&mut self, by: f64) {
        self.pending = None;
        self.with_rows(|session, rows| session.top = session.top.scrolled(by, rows, session.visible));
    }

    pub(in crate::app) fn scroll_pages(&mut self, pages: f64) {
        let page = (self.visible.floor() - 1.0).max(1.0);
        self.scroll_rows(pages * page);
    }

    pub(in crate::app) fn scroll_sideways(&mut self, by: f32) {
        self.set_sideways(self.sideways + by);
    }

    pub(in crate::app) fn set_sideways(&mut self, to: f32) {
        // Rows in sight may be shorter than others were: nobody is moved who stays.
        self.sideways = to.clamp(0.0, self.most_sideways.max(self.sideways));
    }

    pub(in crate::app) fn scroll_to_share(&mut self, share: f64) {
        self.pending = (share >= 1.0).then_some(Pending::End);
        self.with_rows(|session, rows| session.top = Top::at_share(share, rows, session.visible));
    }

    pub(in crate::app) fn end(&mut self) {
        self.scroll_to_share(1.0);
    }

    /// Whether the last row is in sight, or will be.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        let Some(file) = self.file() else { return false };
        let last = || Top::last(rows_of(file, self.rows_view, self.layout).as_ref(), self.visible);
        let is_there = |last: Top| (self.top.at, self.top.frac) >= (last.at, last.frac);
        let is_known = file.is_empty() || self.pending == Some(Pending::End) || self.end == Some(self.top);
        is_known || last().is_some_and(is_there)
    }

    /// Shows the last row as soon as it is at hand; what is in sight stays until then.
    pub(in crate::app) fn stay_at_end(&mut self) {
        self.pending = Some(Pending::End);
        // Nothing is said about an end.
        let _ = self.settle();
    }

    pub(in crate::app) fn place(&self) -> Place {
        Place { top: self.top, sideways: self.sideways, cursor: self.cursor, anchor: self.anchor }
    }

    pub(in crate::app) fn return_to(&mut self, place: Place) {
        (self.top, self.sideways) = (place.top, place.sideways);
        (self.cursor, self.anchor) = (place.cursor, place.anchor);
        self.pending = None;
    }

    pub(in crate::app) fn home(&mut self) {
        self.pending = None;
        self.top = Top::default();
        self.sideways = 0.0;
    }

    /// Looks at the file another way, at the same place.
    pub(in crate::app) fn show(&mut self, view: ViewId) {
        self.view = view;
        if view == ViewId::Map || view == self.rows_view {
            return;
        }
        let from = self.top;
        let back = self.twin.filter(|(_, here)| *here == from).map(|(there, _)| there);
        self.rows_view = view;
        let to = back.unwrap_or(Top { at: from.at, frac: 0.0 });
        self.top = to;
        self.scroll_rows(0.0);
        self.twin = Some((from, self.top));
    }

    /// Shows a place now or as soon as it can be; a sentence if it never can.
    pub(in crate::app) fn go_to(&mut self, target: Target) -> Option<String> {
        match target {
            Target::Byte(at) => self.show_place(at),
            Target::Line(row) => self.pending = Some(Pending::Line(row)),
            Target::Column(row, column) => self.pending = Some(Pending::Column(row, column)),
        }
        self.settle()
    }

    /// Shows a recent file where it was left, once.
    pub(in crate::app) fn return_to_left(&mut self) {
        let at = Offset(std::mem::take(&mut self.left_at));
        if at > Offset::ZERO && at.0 < self.file().map_or(0, File::len) {
            self.set_cursor(at, false);
            self.top = Top { at, frac: 0.0 };
        }
    }

    /// Puts the cursor at a place and shows it, a few rows from the top.
    pub(in crate::app) fn show_place(&mut self, at: Offset) {
        self.view = self.rows_view;
        let at = at.min(Offset(self.file().map_or(0, File::len)));
        self.set_cursor(at, false);
        // The file's end is no row's start; the row before it is meant.
        let in_row = at.min(Offset(self.file().map_or(0, File::len)).back(1));
        self.top = Top { at: in_row, frac: 0.0 };
        self.sideways = 0.0;
        self.pending = Some(Pending::Place(at));
    }

    /// Shows what is pending, if the bytes have come; a sentence if it can't be.
    pub(in crate::app) fn settle(&mut self) -> Option<String> {
        if self.file().is_none_or(File::is_empty) {
            self.pending = self.pending.filter(|&pending| pending == Pending::End);
            return None;
        }
        if let Pending::Column(..) | Pending::Edge { .. } = self.pending?
            && let Some(said) = self.settle_in_line()
        {
            return Some(said);
        }
        let file = self.file()?;
        if let Pending::Line(row) = self.pending? {
            match file.start_of(row) {
                Fetched::Ready(Some(at)) if at.0 < file.len() || row.0 == 0 => self.show_place(at),
                Fetched::Ready(_) if self.scans.index_is_final() => {
                    let said = no_such_line(row, file);
                    self.pending = None;
                    return Some(said);
                }
                Fetched::Ready(_) | Fetched::Pending => return None,
                Fetched::Failed(_) => self.pending = None,
            }
        }
        let place = self.pending;
        let mut is_there = false;
        self.with_rows(|session, rows| match place {
            Some(Pending::Place(at)) => {
                if let Some(start) = rows.snap(at) {
                    session.pending = None;
                    session.top = Top { at: start, frac: 0.0 }.scrolled(-CONTEXT, rows, session.visible);
                    is_there = true;
                }
            }
            Some(Pending::End) => {
                if let Some(last) = Top::last(rows, session.visible) {
                    session.pending = None;
                    session.top = last;
                    session.end = Some(last);
                }
            }
            _ => {}
        });
        if is_there {
            self.bring_column_into_sight();
        }
        None
    }

    /// Keeps the place inside the file and the view, after either has changed.
    pub(in crate::app) fn keep_inside(&mut self) {
        self.with_rows(|session, rows| session.top = session.top.kept_inside(rows, session.visible));
        let end = Offset(self.file().map_or(0, File::len));
        self.cursor = self.cursor.min(end);
        self.anchor = self.anchor.min(end);
    }
}

pub(super) fn no_such_line(row: RowNr, file: &File) -> String {
    let ends = file.index().map_or(0, |index| index.total());
    let ends_open = !matches!(file.start_of(RowNr(ends)), Fetched::Ready(Some(at)) if at.0 == file.len());
    let lines = counted(ends + u64::from(ends_open), "line", "lines");
    format!("There is no line {}: {lines} were found.", grouped(row.0.saturating_add(1)))
}
