//! View models: the state of views, without a toolkit.
//!
//! A [`ViewModel`] has the state of one view of one document: which rows there are, where it
//! has scrolled to, how the cursor steps. [`Viewport`] holds those of a pane and moves between
//! them; [`Focus`] is the cursor and the selection, which panes share if they are linked. A new
//! view is a folder here, its line in [`ALL`], and a painter.

pub mod filemap;
mod focus;
pub mod goto;
pub mod hex;
mod hex_prefs;
mod history;
pub mod map;
mod msg;
mod pending;
mod restore;
pub mod state;
pub mod table;
pub mod text;
pub mod viewport;

pub use focus::{CellBlock, CellCorner, ColumnBlock, Focus};
pub use msg::{CursorMove, FileMapMsg, HexMsg, PaneMsg, TableMsg};
pub use pending::Pending;
pub use text::{CursorColumn, TextPrefs};
pub use viewport::Viewport;

use crate::base::Offset;
use crate::doc::{Document, File};
use crate::format::wrap::RowLayoutOptions;
use crate::messages::find;
use crate::scroll::{Ranks, RowSpace, Scroller, ViewMetrics};
use std::any::Any;

/// A registered view: what it is called, and how one is made.
pub struct ViewKind {
    /// By which painters, settings and actions know it.
    pub id: &'static str,
    /// The key that shows it, with Ctrl.
    pub key: &'static str,
    /// A view at the start of a document.
    pub new: fn() -> Box<dyn ViewModel>,
}

impl ViewKind {
    /// The display name: the message `view-<id>`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        find(&format!("view-{}", self.id)).unwrap_or(self.id)
    }
}

/// Every view, in display order. The first is the one for text.
pub static ALL: &[&ViewKind] = &[&text::KIND, &hex::KIND, &table::KIND, &map::KIND, &filemap::KIND];

/// The id of a view of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static str> {
    ALL.iter().map(|kind| kind.id).find(|id| *id == name)
}

/// The state of one view of a document. Called by the window thread alone; nothing blocks.
pub trait ViewModel: Any {
    /// Which view it is.
    fn kind(&self) -> &'static ViewKind;

    /// Whether it shows rows of the file, so that places in the file can be shown in it.
    fn shows_rows(&self) -> bool {
        true
    }

    /// Its rows, if it has any; their positions are byte offsets, or ranks where rows are sorted or filtered.
    fn rows<'a>(&self, _file: &'a File) -> Box<dyn RowSpace + 'a> {
        Box::new(Ranks { n_rows: 0 })
    }

    /// Its scroll state.
    fn scroller(&self) -> &Scroller;

    /// Its scroll state, to be changed.
    fn scroller_mut(&mut self) -> &mut Scroller;

    /// Where a step takes the cursor; `None` where it can't go, or not now.
    fn step(&self, _file: &File, _focus: &mut Focus, _step: CursorMove) -> Option<Offset> {
        None
    }

    /// Whether lines may be longer than rows, so that their ends are found by the indexes.
    fn has_lines(&self) -> bool {
        false
    }

    /// Whether its rows are the records of a table, so that numbers of rows are those of records.
    fn has_records(&self) -> bool {
        false
    }

    /// The place of its first row.
    fn first_place(&self, _file: &File) -> Offset {
        Offset::ZERO
    }

    /// The place of its last row, or its end.
    fn last_place(&self, file: &File) -> Offset {
        Offset(file.len())
    }

    /// Puts the cursor before a byte; `extend` keeps the selection's other end.
    fn put_cursor(&self, file: &File, focus: &mut Focus, at: Offset, extend: bool) {
        focus.set_cursor(at, extend, file.len());
    }

    /// Selects everything in its own way; false if that is all bytes.
    fn select_all(&self, _file: &File, _focus: &mut Focus) -> bool {
        false
    }

    /// Whether a selection that this step extends takes in the byte that it leads to.
    fn selects_last(&self, _step: CursorMove) -> bool {
        false
    }

    /// Does what a message to the view of bytes says; [`ViewModel::set_prefs`] then lays it out.
    fn perform_hex(&mut self, _msg: HexMsg) {}

    /// Does what a message to a table says.
    fn perform(&mut self, _msg: &TableMsg, _file: &File, _focus: &mut Focus) {}

    /// Takes what its painter measured.
    fn set_metrics(&mut self, _metrics: &ViewMetrics) {}

    /// Takes the preferences for text; whether columns mean something else now, and whether rows
    /// are cut otherwise.
    fn set_prefs(&mut self, _prefs: TextPrefs) -> Relaid {
        Relaid::default()
    }

    /// Whether these preferences, or what was measured, lay it out anew.
    fn relays(&self, _prefs: TextPrefs) -> bool {
        false
    }

    /// How it lays out text, if it does.
    fn layout(&self) -> RowLayoutOptions {
        RowLayoutOptions::default()
    }

    /// The horizontal scroll offset, in points.
    fn sideways(&self) -> f32 {
        0.0
    }

    /// Scrolls sideways to an offset in points, as far as the visible rows reach.
    fn set_sideways(&mut self, _to: f32) {}

    /// Scrolls sideways by as little as makes the cursor visible.
    fn reveal_column(&mut self, _doc: &Document, _focus: &Focus) {}

    /// Selects columns between two corners: the moving one is put to a column of the row that
    /// holds `at`; without `extend` the other one, too.
    fn select_block(&self, _file: &File, _focus: &mut Focus, _at: Offset, _column: usize, _extend: bool) {}

    /// Moves the moving corner of the selected columns; whether there is one now.
    fn move_block(&self, _file: &File, _focus: &mut Focus, _step: CursorMove) -> bool {
        false
    }

    /// For its painter.
    fn as_any(&self) -> &dyn Any;
}

/// What a change of preferences did to a layout.
#[derive(Clone, Copy, Debug, Default)]
pub struct Relaid {
    /// Something changed.
    pub is_changed: bool,
    /// Columns are not what they were.
    pub moves_columns: bool,
}
