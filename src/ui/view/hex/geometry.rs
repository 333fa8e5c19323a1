//! Where bytes stand in the view, and which byte stands at a place.

use super::super::sideways;
use crate::app::PaneRef;
use crate::base::Offset;
use crate::base::units::{len_u64, narrow, px, whole};
use crate::doc::file::File;
use crate::ui::theme::{GUTTER_GAP, ROW, mono};
use crate::view::hex::{HexLayout, HexView, chars};
use egui::{Pos2, Rangef, Rect, Ui, pos2};
use std::ops::Range;

/// Width of the scroll bar, in points.
const BAR: f32 = 14.0;

/// Where things are in the view.
pub(super) struct HexGeometry {
    /// The line above the rows, with the bytes' places in a row.
    pub(super) header: Rect,
    /// The rows with their offsets.
    pub(super) rows: Rect,
    pub(super) bar: Rect,
    /// The bar that scrolls sideways, where rows are wider than the view.
    pub(super) track: Rect,
    pub(super) offset_right: f32,
    /// The left edge of what scrolls sideways, and by how much it is scrolled.
    bytes_left: f32,
    sideways: f32,
    pub(super) advance: f32,
    /// Columns of an offset.
    pub(super) n_digits: usize,
    pub(super) has_decimal_offsets: bool,
    pub(super) layout: HexLayout,
}

impl HexGeometry {
    pub(super) fn of(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, file: &File, view: &HexView) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let has_decimal_offsets = view.prefs().has_decimal_offsets;
        let n_digits = chars::offset_columns(file.edited_len(), has_decimal_offsets);
        let offset_right = rect.left() + 12.0 + advance * px(n_digits);
        let bar = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
        let bytes_left = offset_right + GUTTER_GAP;
        let layout = *view.layout();
        let is_wide = px(layout.n_columns()) * advance > bar.left() - bytes_left;
        let bottom = rect.bottom() - if is_wide { sideways::HEIGHT } else { 0.0 };
        let top = (rect.top() + 4.0 + ROW).min(rect.bottom());
        Self {
            header: Rect::from_min_max(pos2(rect.left(), rect.top() + 4.0), pos2(bar.left(), top)),
            rows: Rect::from_min_max(pos2(rect.left(), top), pos2(bar.left(), bottom.max(top))),
            track: Rect::from_min_max(
                pos2(bytes_left, bottom),
                pos2(bar.left().max(bytes_left), rect.bottom()),
            ),
            bar,
            offset_right,
            bytes_left,
            sideways: pane.sideways(),
            advance,
            n_digits,
            has_decimal_offsets,
            layout,
        }
    }

    /// The columns that are in sight, some of them in part.
    pub(super) fn columns(&self) -> Range<usize> {
        let first = whole(self.sideways / self.advance);
        let n = whole((self.rows.right() - self.bytes_left).max(0.0) / self.advance) + 2;
        first..first + n
    }

    /// The width of the rows, and of the view that they are seen through, in points.
    pub(super) fn widths(&self) -> (f32, f32) {
        (px(self.layout.n_columns()) * self.advance, self.rows.right() - self.bytes_left)
    }

    /// What is drawn of the bytes: their clip, a little wider than their columns.
    pub(super) fn clip(&self, ys: Rangef) -> Rect {
        Rect::from_x_y_ranges(self.bytes_left - self.advance / 2.0..=self.rows.right(), ys)
    }

    /// The left edge of a column.
    pub(super) fn x(&self, column: usize) -> f32 {
        self.bytes_left - self.sideways + px(column) * self.advance
    }

    /// The left edges of what stands for a byte of a row: its digits, and its character if there is a column.
    pub(super) fn x_of(&self, byte: u64) -> (f32, Option<f32>) {
        (self.x(self.layout.digits_at(byte)), self.layout.char_at(byte).map(|column| self.x(column)))
    }

    /// The byte of a row whose digits or character are at `x`.
    pub(super) fn byte_at(&self, x: f32) -> u64 {
        if x < self.bytes_left {
            return 0;
        }
        self.layout.byte_at(whole((x - self.bytes_left + self.sideways) / self.advance))
    }

    /// Whether a character is at `x`, not digits.
    pub(super) fn is_char_at(&self, x: f32) -> bool {
        self.layout.char_at(0).is_some_and(|column| x >= self.x(column) - self.advance)
    }

    /// The byte at a place; the file's end below its last one.
    pub(super) fn place(&self, pane: &PaneRef<'_>, file: &File, pointer: Pos2) -> Offset {
        let (top, row) = (pane.top(), self.layout.row());
        let rows = f64::from((pointer.y - self.rows.top()) / ROW) + top.frac;
        let nr = len_u64(whole(narrow(rows.max(0.0))));
        let at = top.at.offset().floor_to(row) + nr * row + self.byte_at(pointer.x);
        at.min(Offset(file.edited_len()))
    }
}
