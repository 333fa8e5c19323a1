//! Where bytes stand in the view, and which byte stands at a place.

use super::BAR;
use crate::app::PaneRef;
use crate::base::Offset;
use crate::base::units::{len_u64, narrow, px, to_usize, whole};
use crate::doc::file::File;
use crate::ui::theme::{GUTTER_GAP, ROW, mono};
use crate::view::hex;
use egui::{Pos2, Rect, Ui, pos2};

/// Where things are in the view.
pub(super) struct HexGeometry {
    pub(super) rows: Rect,
    pub(super) bar: Rect,
    pub(super) offset_right: f32,
    pub(super) bytes_left: f32,
    pub(super) advance: f32,
    /// Hexadecimal digits of an offset.
    pub(super) digits: usize,
    /// Bytes a row.
    pub(super) row: u64,
}

impl HexGeometry {
    pub(super) fn of(ui: &Ui, rect: Rect, file: &File, row: u64) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let digits = format!("{:X}", file.edited_len().saturating_sub(1)).len().max(8);
        let offset_right = rect.left() + 12.0 + advance * px(digits);
        let bar = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
        let rows =
            Rect::from_min_max(pos2(rect.left(), rect.top() + 4.0 + ROW), pos2(bar.left(), rect.bottom()));
        Self { rows, bar, offset_right, bytes_left: offset_right + GUTTER_GAP, advance, digits, row }
    }

    /// The x positions of a byte of a row, among the digits and among the characters.
    pub(super) fn x_of(&self, byte: u64) -> (f32, f32) {
        let x = |column: usize| self.bytes_left + px(column) * self.advance;
        (x(hex::digits_at(byte)), x(hex::chars_at(self.row) + to_usize(byte)))
    }

    /// The byte of a row whose digits or character are at `x`.
    pub(super) fn byte_at(&self, x: f32) -> u64 {
        let column = whole((x - self.bytes_left).max(0.0) / self.advance);
        let chars = hex::chars_at(self.row);
        if column >= chars {
            return len_u64(column - chars).min(self.row - 1);
        }
        let next = (1..self.row).find(|&byte| hex::digits_at(byte) > column);
        next.unwrap_or(self.row) - 1
    }

    /// Whether the characters are at `x`, not the digits.
    pub(super) fn is_char_at(&self, x: f32) -> bool {
        whole((x - self.bytes_left).max(0.0) / self.advance) >= hex::chars_at(self.row) - 1
    }

    /// The byte at a place; the file's end below its last one.
    pub(super) fn place(&self, pane: &PaneRef<'_>, file: &File, pointer: Pos2) -> Offset {
        let top = pane.top();
        let rows = f64::from((pointer.y - self.rows.top()) / ROW) + top.frac;
        let row = len_u64(whole(narrow(rows.max(0.0))));
        let at = top.at.offset().floor_to(self.row) + row * self.row + self.byte_at(pointer.x);
        at.min(Offset(file.edited_len()))
    }
}
