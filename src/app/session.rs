//! A tab: one file, where one is in it, and what is selected. One cursor for all views.

mod block;
mod cursor;
mod edges;
mod places;

pub use block::Block;
pub use edges::Column;
pub(super) use places::Place;
pub use places::Sight;

use super::command::{Command, ViewId};
use super::file::File;
use super::follow::Follow;
use super::gauges::Gauges;
use super::marks::Marks;
use super::measure::Measured;
use super::rules::Highlighter;
use super::scans::Scans;
use super::scroll::{Top, rows_of};
use crate::base::{Offset, RowNr, Span};
use crate::format::log::Time;
use crate::format::wrap::Layout;
use crate::source::reader::{Reader, Tail};
use crate::source::{Change, OpenError};
use std::collections::VecDeque;
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
    /// Of each copy that was asked for, whether as hexadecimal pairs.
    pub(super) copies: VecDeque<bool>,
    /// Since when something asked of the file has not come, with no sign of life between.
    pub(super) silent_since: Option<Instant>,
    /// Whether rows in sight have not come; the window says so in every frame.
    pub(super) is_waiting: bool,
    pub(super) follow: Follow,
    pub(super) searching: Option<Box<super::search::Searching>>,
    pub(super) marks: Marks,
    pub(super) highlighter: Option<Box<Highlighter>>,
    pub(super) gauges: Gauges,
    pub(super) measured: Option<Measured>,
    view: ViewId,
    /// The view that shows rows: this one, or the one to go back to.
    rows_view: ViewId,
    top: Top,
    /// How far the text is scrolled sideways, in points.
    sideways: f32,
    /// How text is laid out, as settings and the view's width have it.
    layout: Layout,
    /// Places with and without wrapping that stand for each other, as [`Session::twin`].
    wrap_twin: Option<(Top, Top)>,
    /// How far the text can be scrolled sideways, for the rows in sight; the window says so in
    /// every frame.
    most_sideways: f32,
    /// How wide a column is and the view, in points; the window says so in every frame.
    column_width: f32,
    width: f32,
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
    /// Selected columns, instead of what lies between anchor and cursor.
    block: Option<Block>,
    /// What is to be said before very much is copied.
    pub(super) question: Option<String>,
    /// The column that the cursor keeps to while it moves up and down.
    column: Option<usize>,
    pub(super) pending: Option<Pending>,
    /// Text and hex places that stand for each other, so that switching there and back
    /// again moves nothing.
    twin: Option<(Top, Top)>,
    /// A place, and where it was put in another encoding, so that going back moves nothing.
    reread: Option<(Top, Top)>,
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
    /// Waiting until the time line reaches this time.
    Time(Time),
    /// Waiting for the bytes around this offset.
    Place(Offset),
    /// Waiting for the file's last bytes.
    End,
    /// Waiting until the indexes reach this column (a character from 0) of this line.
    Column(RowNr, u64),
    /// Waiting until the index reaches an end of the line that holds this byte.
    Edge {
        /// The byte.
        of: Offset,
        /// Whether the line's end is meant, not its start.
        is_end: bool,
        /// Whether the selection grows.
        extend: bool,
    },
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
            copies: VecDeque::new(),
            silent_since: None,
            is_waiting: false,
            follow: Follow::default(),
            searching: None,
            marks: Marks::default(),
            highlighter: None,
            gauges: Gauges::default(),
            measured: None,
            view: ViewId::Text,
            rows_view: ViewId::Text,
            top: Top::default(),
            sideways: 0.0,
            layout: Layout::default(),
            wrap_twin: None,
            most_sideways: 0.0,
            column_width: 8.0,
            width: 0.0,
            visible: 40.0,
            was_drawn: false,
            end: None,
            cursor: Offset::ZERO,
            anchor: Offset::ZERO,
            block: None,
            question: None,
            column: None,
            pending: None,
            twin: None,
            reread: None,
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

    /// The highlight rules, once they are ready.
    #[must_use]
    pub fn highlighter(&self) -> Option<&Highlighter> {
        self.highlighter.as_deref()
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

    /// Whether bytes or columns are selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        !self.selection().is_empty() || self.block.is_some_and(|block| !block.columns().is_empty())
    }

    /// How text is laid out.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// What is to be said before very much is copied, if that was asked for.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        self.question.as_deref()
    }

    /// A place that can't be shown yet.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        self.pending
    }

    /// How far down the view stands, from 0 to 1, and how much of the file it shows.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.file().map_or(0.0, |file| {
            self.top.share(rows_of(file, self.rows_view, self.layout).as_ref(), self.visible)
        })
    }

    /// How many rows the view shows.
    #[must_use]
    pub fn visible(&self) -> f64 {
        self.visible
    }

    pub(super) fn take_blocks(&mut self, blocks: Tail) {
        if let Content::Open(file) = &mut self.content {
            file.take_all(blocks);
        }
    }

    pub(super) fn set_cursor(&mut self, at: Offset, extend: bool) {
        self.cursor = at.min(Offset(self.file().map_or(0, File::len)));
        self.column = None;
        self.block = None;
        self.question = None;
        if matches!(self.pending, Some(Pending::Edge { .. })) {
            self.pending = None;
        }
        if !extend {
            self.anchor = self.cursor;
        }
    }

    /// Forgets which columns and places stood for each other in another encoding.
    pub(super) fn forget_columns(&mut self) {
        self.column = None;
        self.twin = None;
    }

    pub(super) fn select(&mut self, span: Span) {
        self.set_cursor(span.start, false);
        self.set_cursor(span.end, true);
    }
}
