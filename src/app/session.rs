//! A tab: one file, where one is in it, and what is selected. One cursor for all views.

mod cursor;

use super::command::{Command, ViewId};
use super::file::File;
use super::follow::Follow;
use super::gauges::Gauges;
use super::goto::Target;
use super::measure::Measured;
use super::scans::Scans;
use super::scroll::{Rows, Top, rows_of};
use crate::base::human::{counted, grouped};
use crate::base::{Offset, RowNr, Span};
use crate::source::blocks::Seen;
use crate::source::reader::{Reader, Tail};
use crate::source::{Change, OpenError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// One tab.
pub struct Session {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) path: Option<PathBuf>,
    pub(super) reader: Option<Reader>,
    pub(super) content: Content,
    pub(super) scans: Scans,
    pub(super) banner: Option<Banner>,
    /// Since when something asked of the file has not come, with no sign of life between.
    pub(super) silent_since: Option<Instant>,
    /// Whether rows in sight have not come; the window says so in every frame.
    pub(super) is_waiting: bool,
    pub(super) follow: Follow,
    pub(super) gauges: Gauges,
    pub(super) measured: Option<Measured>,
    view: ViewId,
    /// The view that shows rows: this one, or the one to go back to.
    rows_view: ViewId,
    top: Top,
    /// How far the text is scrolled sideways, in points.
    sideways: f32,
    /// How far it can be, for the rows in sight; the window says so in every frame.
    most_sideways: f32,
    /// How many rows the view shows; the window says so in every frame.
    visible: f64,
    /// Whether the window has said so.
    was_drawn: bool,
    /// What stood at the top when the view was last at its end. As long as that does, it still
    /// is: a file may grow and a window may shrink.
    end: Option<Top>,
    cursor: Offset,
    /// The selection's other end.
    anchor: Offset,
    /// The column that the cursor keeps to while it moves up and down.
    column: Option<usize>,
    pub(super) pending: Option<Pending>,
    /// Text and hex places that stand for each other, so that switching there and back
    /// again moves nothing.
    twin: Option<(Top, Top)>,
    /// Where a recent file was left.
    pub(super) left_at: u64,
}

/// What a tab shows.
pub enum Content {
    /// The reader is at it.
    Opening,
    /// It could not be opened.
    Failed(OpenError),
    /// It is open.
    Open(Box<File>),
}

/// A place that can't be shown yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Waiting until the index reaches this line.
    Line(RowNr),
    /// Waiting for the bytes around this offset.
    Place(Offset),
    /// Waiting for the file's last bytes.
    End,
}

/// One calm sentence about a file that has changed, with what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Banner {
    /// The sentence.
    pub text: String,
    /// What can be done: what a button says, and what it does.
    pub choices: Vec<(&'static str, Command)>,
    /// What can be copied and sent to whoever mends the program.
    pub details: Option<String>,
    pub(super) change: Option<Change>,
}

/// Where one is in a file, and what is selected there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    top: Top,
    sideways: f32,
    cursor: Offset,
    anchor: Offset,
}

/// A place between the row at the top and the cursor's, in rows from the top.
const CONTEXT: f64 = 3.0;

/// A file that doesn't answer for so long is said to be silent.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

impl Session {
    pub(super) fn new(id: u64, name: String, path: Option<PathBuf>, reader: Option<Reader>) -> Self {
        Self {
            id,
            name,
            path,
            reader,
            content: Content::Opening,
            scans: Scans::default(),
            banner: None,
            silent_since: None,
            is_waiting: false,
            follow: Follow::default(),
            gauges: Gauges::default(),
            measured: None,
            view: ViewId::Text,
            rows_view: ViewId::Text,
            top: Top::default(),
            sideways: 0.0,
            most_sideways: 0.0,
            visible: 40.0,
            was_drawn: false,
            end: None,
            cursor: Offset::ZERO,
            anchor: Offset::ZERO,
            column: None,
            pending: None,
            twin: None,
            left_at: 0,
        }
    }

    /// A number that no other tab ever has.
    #[must_use]
    pub fn id_nr(&self) -> u64 {
        self.id
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's path, if it has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the tab shows.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The file, if it is open.
    #[must_use]
    pub fn file(&self) -> Option<&File> {
        match &self.content {
            Content::Open(file) => Some(file),
            _ => None,
        }
    }

    /// What is computed about it.
    #[must_use]
    pub fn scans(&self) -> &Scans {
        &self.scans
    }

    /// What is to be said about a change.
    #[must_use]
    pub fn banner(&self) -> Option<&Banner> {
        self.banner.as_ref()
    }

    /// How long the file has not answered, if that is long enough to say so.
    #[must_use]
    pub fn silent_for(&self) -> Option<Duration> {
        self.silent_since.map(|since| since.elapsed()).filter(|silent| *silent >= PATIENCE)
    }

    /// The kind of file system it lies on, if that is one that may stop answering.
    #[must_use]
    pub fn mount(&self) -> Option<&str> {
        self.reader.as_ref().and_then(Reader::mount)
    }

    /// How it is looked at.
    #[must_use]
    pub fn view(&self) -> ViewId {
        self.view
    }

    /// The view that shows rows: the one in sight, or the one before it.
    #[must_use]
    pub fn rows_view(&self) -> ViewId {
        self.rows_view
    }

    /// How its bytes are fetched and what that costs, as far as somebody looked.
    #[must_use]
    pub fn gauges(&self) -> &Gauges {
        &self.gauges
    }

    /// What was measured about it.
    #[must_use]
    pub fn measured(&self) -> Option<&Measured> {
        self.measured.as_ref()
    }

    /// What stands at the top.
    #[must_use]
    pub fn top(&self) -> Top {
        self.top
    }

    /// How far the text is scrolled sideways, in points.
    #[must_use]
    pub fn sideways(&self) -> f32 {
        self.sideways
    }

    /// The cursor: before this byte.
    #[must_use]
    pub fn cursor(&self) -> Offset {
        self.cursor
    }

    /// The selected bytes; empty without a selection.
    #[must_use]
    pub fn selection(&self) -> Span {
        Span::between(self.anchor, self.cursor)
    }

    /// A place that can't be shown yet.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        self.pending
    }

    /// How far down the view stands, from 0 to 1, and how much of the file it shows.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.file().map_or(0.0, |file| self.top.share(rows_of(file, self.rows_view).as_ref(), self.visible))
    }

    /// How many rows the view shows.
    #[must_use]
    pub fn visible(&self) -> f64 {
        self.visible
    }

    pub(super) fn set_visible(&mut self, rows: f64, most_sideways: f32) {
        self.most_sideways = most_sideways;
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

    fn with_rows(&mut self, change: impl FnOnce(&mut Self, &dyn Rows)) {
        let content = std::mem::replace(&mut self.content, Content::Opening);
        if let Content::Open(file) = &content {
            change(self, rows_of(file, self.rows_view).as_ref());
        }
        self.content = content;
    }

    pub(super) fn scroll_rows(&mut self, by: f64) {
        self.pending = None;
        self.with_rows(|session, rows| session.top = session.top.scrolled(by, rows, session.visible));
    }

    pub(super) fn scroll_pages(&mut self, pages: f64) {
        let page = (self.visible.floor() - 1.0).max(1.0);
        self.scroll_rows(pages * page);
    }

    pub(super) fn scroll_sideways(&mut self, by: f32) {
        self.set_sideways(self.sideways + by);
    }

    pub(super) fn set_sideways(&mut self, to: f32) {
        // Rows in sight may be shorter than others were: nobody is moved who stays.
        self.sideways = to.clamp(0.0, self.most_sideways.max(self.sideways));
    }

    pub(super) fn scroll_to_share(&mut self, share: f64) {
        self.pending = (share >= 1.0).then_some(Pending::End);
        self.with_rows(|session, rows| session.top = Top::at_share(share, rows, session.visible));
    }

    pub(super) fn end(&mut self) {
        self.scroll_to_share(1.0);
    }

    /// Whether the last row is in sight, or will be.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        let Some(file) = self.file() else { return false };
        let last = || Top::last(rows_of(file, self.rows_view).as_ref(), self.visible);
        let is_there = |last: Top| (self.top.at, self.top.frac) >= (last.at, last.frac);
        let is_known = file.is_empty() || self.pending == Some(Pending::End) || self.end == Some(self.top);
        is_known || last().is_some_and(is_there)
    }

    /// Shows the last row as soon as it is at hand; what is in sight stays until then.
    pub(super) fn stay_at_end(&mut self) {
        self.pending = Some(Pending::End);
        // Nothing is said about an end.
        let _ = self.settle();
    }

    pub(super) fn place(&self) -> Place {
        Place { top: self.top, sideways: self.sideways, cursor: self.cursor, anchor: self.anchor }
    }

    pub(super) fn return_to(&mut self, place: Place) {
        (self.top, self.sideways) = (place.top, place.sideways);
        (self.cursor, self.anchor) = (place.cursor, place.anchor);
        self.pending = None;
    }

    pub(super) fn take_blocks(&mut self, blocks: Tail) {
        if let Content::Open(file) = &mut self.content {
            file.take_all(blocks);
        }
    }

    pub(super) fn home(&mut self) {
        self.pending = None;
        self.top = Top::default();
        self.sideways = 0.0;
    }

    /// Looks at the file another way, at the same place.
    pub(super) fn show(&mut self, view: ViewId) {
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
    pub(super) fn go_to(&mut self, target: Target) -> Option<String> {
        match target {
            Target::Byte(at) => self.show_place(at),
            Target::Line(row) => self.pending = Some(Pending::Line(row)),
        }
        self.settle()
    }

    /// Shows a recent file where it was left, once.
    pub(super) fn return_to_left(&mut self) {
        let at = Offset(std::mem::take(&mut self.left_at));
        if at > Offset::ZERO && at.0 < self.file().map_or(0, File::len) {
            self.set_cursor(at, false);
            self.top = Top { at, frac: 0.0 };
        }
    }

    /// Puts the cursor at a place and shows it, a few rows from the top.
    pub(super) fn show_place(&mut self, at: Offset) {
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
    pub(super) fn settle(&mut self) -> Option<String> {
        let Some(file) = self.file().filter(|file| !file.is_empty()) else {
            self.pending = self.pending.filter(|&pending| pending == Pending::End);
            return None;
        };
        if let Pending::Line(row) = self.pending? {
            match file.start_of(row) {
                Seen::Here(Some(at)) if at.0 < file.len() || row.0 == 0 => self.show_place(at),
                Seen::Here(_) if self.scans.index_is_final() => {
                    let said = no_such_line(row, file);
                    self.pending = None;
                    return Some(said);
                }
                Seen::Here(_) | Seen::Coming => return None,
                Seen::Gone(_) => self.pending = None,
            }
        }
        let place = self.pending;
        self.with_rows(|session, rows| match place {
            Some(Pending::Place(at)) => {
                if let Some(start) = rows.snap(at) {
                    session.pending = None;
                    session.top = Top { at: start, frac: 0.0 }.scrolled(-CONTEXT, rows, session.visible);
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
        None
    }

    /// Keeps the place inside the file and the view, after either has changed.
    pub(super) fn keep_inside(&mut self) {
        self.with_rows(|session, rows| session.top = session.top.kept_inside(rows, session.visible));
        let end = Offset(self.file().map_or(0, File::len));
        self.cursor = self.cursor.min(end);
        self.anchor = self.anchor.min(end);
    }

    pub(super) fn set_cursor(&mut self, at: Offset, extend: bool) {
        self.cursor = at.min(Offset(self.file().map_or(0, File::len)));
        self.column = None;
        if !extend {
            self.anchor = self.cursor;
        }
    }

    pub(super) fn select(&mut self, span: Span) {
        self.set_cursor(span.start, false);
        self.set_cursor(span.end, true);
    }
}

fn no_such_line(row: RowNr, file: &File) -> String {
    let ends = file.index().map_or(0, |index| index.total());
    let ends_open = !matches!(file.start_of(RowNr(ends)), Seen::Here(Some(at)) if at.0 == file.len());
    let lines = counted(ends + u64::from(ends_open), "line", "lines");
    format!("There is no line {}: {lines} were found.", grouped(row.0.saturating_add(1)))
}
