//! The file as rows of bytes: of any length, in any groups and base, with characters of any encoding.
//!
//! [`HexPrefs`] says how a pane shows them, [`HexLayout`] in which columns they stand; `digits` and `chars`
//! write them. Nothing here reads the file: the painter asks for the bytes of the rows in sight.

pub mod chars;
pub mod digits;
mod layout;

pub use super::hex_prefs::{Base, ByteColours, CharColumn, HexPrefs, MOST, PAGES, RowLength};
pub use super::msg::HexMsg;
pub use layout::HexLayout;

use super::{CursorMove, Focus, Relaid, TextPrefs, ViewKind, ViewModel};
use crate::base::Offset;
use crate::base::units::{px, whole};
use crate::doc::{Document, File};
use crate::scroll::{Equal, RowSpace, Scroller, ViewMetrics};
use std::any::Any;

/// Its id.
pub const ID: &str = "hex";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "2", new: || Box::<HexView>::default() };

/// The columns of a view that was not painted yet.
const COLUMNS: usize = 120;

/// Columns beside the cursor that stay visible.
const ROOM: f32 = 2.0;

/// The view.
pub struct HexView {
    scroller: Scroller,
    prefs: HexPrefs,
    layout: HexLayout,
    shows_options: bool,
    /// Columns that fit, as last measured.
    columns: usize,
    sideways: f32,
    /// The largest horizontal offset, and the widths of a column and of the view, all in points and as last
    /// measured.
    most_sideways: f32,
    column_width: f32,
    width: f32,
}

impl Default for HexView {
    fn default() -> Self {
        let prefs = HexPrefs::default();
        Self {
            scroller: Scroller::default(),
            prefs,
            layout: HexLayout::fitting(&prefs, COLUMNS),
            shows_options: false,
            columns: COLUMNS,
            sideways: 0.0,
            most_sideways: 0.0,
            column_width: 8.0,
            width: 0.0,
        }
    }
}

impl HexView {
    /// How bytes are shown.
    #[must_use]
    pub fn prefs(&self) -> &HexPrefs {
        &self.prefs
    }

    /// In which columns they stand.
    #[must_use]
    pub fn layout(&self) -> &HexLayout {
        &self.layout
    }

    /// Whether the bar with all options is shown.
    #[must_use]
    pub fn shows_options(&self) -> bool {
        self.shows_options
    }

    fn layout_now(&self) -> HexLayout {
        HexLayout::fitting(&self.prefs, self.columns)
    }
}

/// The byte that the cursor is on: of a selection that ends there, its last one.
#[must_use]
pub fn current_byte(focus: &Focus) -> Offset {
    let (cursor, selection) = (focus.cursor(), focus.selection());
    if !selection.is_empty() && cursor == selection.end { cursor.back(1) } else { cursor }
}

impl ViewModel for HexView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn rows<'a>(&self, file: &'a File) -> Box<dyn RowSpace + 'a> {
        Box::new(Equal { len: file.edited_len(), row: self.layout.row() })
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, _file: &File, focus: &mut Focus, step: CursorMove) -> Option<Offset> {
        let (at, len) = (focus.cursor(), self.layout.row());
        let row = current_byte(focus).floor_to(len);
        Some(match step {
            CursorMove::Left => at.back(1),
            CursorMove::Right => at + 1,
            CursorMove::WordLeft => at.back(1).floor_to(self.layout.group()),
            CursorMove::WordRight => at.floor_to(self.layout.group()) + self.layout.group(),
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

    fn selects_last(&self, step: CursorMove) -> bool {
        matches!(step, CursorMove::RowEnd | CursorMove::LineEnd)
    }

    fn set_metrics(&mut self, metrics: &ViewMetrics) {
        (self.column_width, self.width) = (metrics.column_width, metrics.width);
        self.most_sideways = metrics.most_sideways;
        if metrics.width > 0.0 && metrics.column_width > 0.0 {
            self.columns = whole(metrics.width / metrics.column_width);
        }
    }

    fn perform_hex(&mut self, msg: HexMsg) {
        match msg {
            HexMsg::Set(prefs) => self.prefs = prefs.valid(),
            HexMsg::ShowOptions(shows) => self.shows_options = shows,
        }
    }

    fn set_prefs(&mut self, _prefs: TextPrefs) -> Relaid {
        let layout = self.layout_now();
        let before = std::mem::replace(&mut self.layout, layout);
        if before != self.layout {
            let most = px(self.layout.n_columns()) * self.column_width - self.width;
            self.most_sideways = most.max(0.0);
            self.sideways = self.sideways.min(self.most_sideways);
        }
        Relaid { is_changed: before.row() != self.layout.row(), moves_columns: false }
    }

    fn relays(&self, _prefs: TextPrefs) -> bool {
        self.layout_now() != self.layout
    }

    fn sideways(&self) -> f32 {
        self.sideways.min(self.most_sideways)
    }

    fn set_sideways(&mut self, to: f32) {
        self.sideways = to.clamp(0.0, self.most_sideways);
    }

    fn reveal_column(&mut self, _doc: &Document, focus: &Focus) {
        let byte = current_byte(focus).0 % self.layout.row();
        let x = |column: usize| px(column) * self.column_width;
        let (from, width) = (self.layout.digits_at(byte), self.layout.width());
        let most = (x(from) - ROOM * self.column_width).max(0.0);
        let least = (x(from + width) + ROOM * self.column_width - self.width).clamp(0.0, most);
        let to = self.sideways.clamp(least, most);
        self.set_sideways(to);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(prefs: HexPrefs, columns: f32) -> HexView {
        let mut view = HexView::default();
        view.perform_hex(HexMsg::Set(prefs));
        let most_sideways = (px(view.layout_now().n_columns()) - columns).max(0.0);
        let metrics =
            ViewMetrics { width: columns, column_width: 1.0, most_sideways, ..ViewMetrics::default() };
        view.set_metrics(&metrics);
        let relays = view.relays(TextPrefs::default());
        let before = view.layout.row();
        assert_eq!(view.set_prefs(TextPrefs::default()).is_changed, before != view.layout.row());
        assert!(relays || before == view.layout.row());
        assert!(!view.relays(TextPrefs::default()));
        view
    }

    #[test]
    fn rows_have_as_many_bytes_as_fit_and_never_fewer_than_four() {
        for (columns, row) in [(0.9, 4), (16.0, 4), (32.0, 4), (33.0, 8), (65.9, 8), (66.0, 16), (500.0, 16)]
        {
            assert_eq!(painted(HexPrefs::default(), columns).layout.row(), row, "{columns} columns");
        }
    }

    #[test]
    fn rows_that_are_wider_than_the_view_scroll_as_far_as_the_cursor() {
        let fixed = HexPrefs { row: RowLength::Fixed(64), ..HexPrefs::default() };
        let mut view = painted(fixed, 40.0);
        view.set_sideways(1e9);
        assert!((view.sideways() - (px(view.layout.n_columns()) - 40.0)).abs() < 0.01);
        let mut focus = Focus::default();
        for byte in (0..200).chain((0..64).rev()) {
            focus.set_cursor(Offset(byte), false, 1000);
            let doc = Document::new(crate::base::DocId(1), "a".into(), None, None);
            view.reveal_column(&doc, &focus);
            let at = px(view.layout.digits_at(byte % 64)) - view.sideways();
            assert!((0.0..=38.0).contains(&at), "{byte} at {at}");
        }
        // Of rows that fit there is nothing to scroll.
        view.perform_hex(HexMsg::Set(HexPrefs::default()));
        view.set_prefs(TextPrefs::default());
        assert!(view.sideways() <= 0.0);
    }

    #[test]
    fn ends_of_rows_are_those_of_the_last_selected_byte() {
        let mut focus = Focus::default();
        focus.set_cursor(Offset(3), false, 100);
        assert_eq!(current_byte(&focus), Offset(3));
        focus.set_cursor(Offset(16), true, 100);
        assert_eq!(current_byte(&focus), Offset(15));
        focus.set_cursor(Offset(1), true, 100);
        assert_eq!(current_byte(&focus), Offset(1));
    }
}
