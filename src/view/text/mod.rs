//! The file as rows of text: lines, or segments of long ones, wrapped or scrolled sideways.

mod block;
mod cursor;
pub(super) mod edges;
mod rows;

pub use edges::{CursorColumn, cursor_column};

use super::{CursorMove, Focus, Relaid, ViewKind, ViewModel};
use crate::base::units::{px, whole};
use crate::base::{Offset, Span};
use crate::doc::{Document, File};
use crate::format::glyphs::DisplayOptions;
use crate::format::wrap::{NARROWEST, RowLayoutOptions};
use crate::scroll::{RowSpace, Scroller, ViewMetrics};
use crate::source::blocks::Fetched;
use std::any::Any;

/// Its id.
pub const ID: &str = "text";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "1", new: || Box::<TextView>::default() };

/// The columns of a view that was not painted yet.
const COLUMNS: usize = 120;

/// Columns beside the cursor that stay visible.
const ROOM: f32 = 4.0;

/// How text is laid out, in views of any width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextPrefs {
    /// Tabs and ANSI sequences.
    pub how: DisplayOptions,
    /// Whether rows wrap at the view's width.
    pub wraps: bool,
    /// Whether line ends are shown.
    pub line_ends: bool,
}

/// The view.
pub struct TextView {
    scroller: Scroller,
    layout: RowLayoutOptions,
    /// Columns that fit, as last measured.
    columns: usize,
    sideways: f32,
    /// The largest horizontal offset for the visible rows, and the widths of a column and of the
    /// view, all in points and as last measured.
    most_sideways: f32,
    column_width: f32,
    width: f32,
}

impl Default for TextView {
    fn default() -> Self {
        Self {
            scroller: Scroller::default(),
            layout: RowLayoutOptions::default(),
            columns: COLUMNS,
            sideways: 0.0,
            most_sideways: 0.0,
            column_width: 8.0,
            width: 0.0,
        }
    }
}

impl TextView {
    fn layout_for(&self, prefs: TextPrefs) -> RowLayoutOptions {
        let columns = prefs.wraps.then_some(self.columns.max(NARROWEST));
        RowLayoutOptions { how: prefs.how, columns, line_ends: prefs.line_ends }
    }
}

impl ViewModel for TextView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn rows<'a>(&self, file: &'a File) -> Box<dyn RowSpace + 'a> {
        rows::of(file, self.layout)
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, file: &File, focus: &mut Focus, step: CursorMove) -> Option<Offset> {
        cursor::step(file, self.layout, focus, step)
    }

    fn has_lines(&self) -> bool {
        true
    }

    fn set_metrics(&mut self, metrics: &ViewMetrics) {
        self.most_sideways = metrics.most_sideways;
        (self.column_width, self.width) = (metrics.column_width, metrics.width);
        if metrics.width > 0.0 && metrics.column_width > 0.0 {
            // One column less leaves room for a line end.
            self.columns = whole(metrics.width / metrics.column_width).saturating_sub(1);
        }
    }

    fn set_prefs(&mut self, prefs: TextPrefs) -> Relaid {
        let layout = self.layout_for(prefs);
        let before = std::mem::replace(&mut self.layout, layout);
        // Line ends come after all columns.
        let moves_columns = RowLayoutOptions { line_ends: layout.line_ends, ..before } != layout;
        Relaid { is_changed: layout != before, moves_columns }
    }

    fn relays(&self, prefs: TextPrefs) -> bool {
        self.layout_for(prefs) != self.layout
    }

    fn layout(&self) -> RowLayoutOptions {
        self.layout
    }

    fn sideways(&self) -> f32 {
        self.sideways
    }

    fn set_sideways(&mut self, to: f32) {
        // Visible rows may be shorter than others were: a view that stays is not moved.
        self.sideways = to.clamp(0.0, self.most_sideways.max(self.sideways));
    }

    fn reveal_column(&mut self, doc: &Document, focus: &Focus) {
        if self.layout.columns.is_some() || self.width <= 0.0 {
            return;
        }
        let cursor = focus.cursor();
        let Some(Fetched::Ready(laid)) = doc.file().map(|file| file.laid_at(cursor, self.layout)) else {
            return;
        };
        let column_of = |at: Offset| laid.shown.column_of(at.min(laid.row.text.end) - laid.row.text.start);
        let column = focus.block().map_or_else(|| column_of(cursor), |block| block.cursor_column());
        // Of a match as much as there is room for.
        let hit = doc.searching().and_then(|searching| searching.current());
        let end = hit.filter(|hit: &Span| hit.start == cursor && focus.block().is_none());
        let end = end.map(|hit| column_of(hit.end));
        let x = |column| px(column) * self.column_width;
        let (room, width) = (ROOM * self.column_width, self.width);
        let most = (x(column) - room).max(0.0);
        let least = (x(end.unwrap_or(column).max(column)) + room - width).clamp(0.0, most);
        self.sideways = self.sideways.clamp(least, most.max(least));
    }

    fn select_block(&self, file: &File, focus: &mut Focus, at: Offset, column: usize, extend: bool) {
        block::select(file, self.layout, focus, at, column, extend);
    }

    fn move_block(&self, file: &File, focus: &mut Focus, step: CursorMove) -> bool {
        block::step(file, self.layout, focus, step)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
