//! The strip beside the text: how the whole file looks from afar.
//!
//! A bar for each few points of height, as long as lines are in that part of the file: from
//! the line index's counts, so it fills as the file is read.

use crate::app::file::File;
use crate::base::counts::BLOCK;
use crate::base::units::{as_f64, at_share, narrow, px, whole};
use crate::ui::theme::palette;
use egui::{Rect, Ui, pos2, vec2};

/// Distance between two bars, in points.
const STEP: f32 = 4.0;

/// Lines of this many bytes fill the strip's width.
const WIDEST: f64 = 240.0;

/// Draws the strip.
pub(super) fn draw(ui: &Ui, rect: Rect, file: &File) {
    let colours = palette(ui);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().vline(rect.left(), rect.y_range(), egui::Stroke::new(1.0, colours.line));
    let Some(index) = file.index() else { return };
    let n = whole(rect.height() / STEP);
    let at = |i: usize| at_share(f64::from(px(i)) / f64::from(px(n.max(1))), file.len());
    for i in 0..n {
        let (start, end) = (at(i), at(i + 1));
        let last = start.max(end.saturating_sub(1)) / BLOCK + 1;
        let (Some(before), Some(after)) = (index.before(start / BLOCK), index.before(last)) else {
            let top = rect.top() + px(i) * STEP;
            let unread = Rect::from_min_max(pos2(rect.left() + 1.0, top), rect.max);
            ui.painter().rect_filled(unread, 0.0, colours.bg);
            return;
        };
        let bytes = (last - start / BLOCK) * BLOCK;
        let mean = as_f64(bytes.min(file.len())) / as_f64((after - before).max(1));
        let width = (rect.width() - 8.0) * narrow((mean / WIDEST).clamp(0.04, 1.0));
        let bar =
            Rect::from_min_size(pos2(rect.left() + 4.0, rect.top() + px(i) * STEP), vec2(width, STEP - 1.0));
        ui.painter().rect_filled(bar, 0.0, colours.line);
    }
}
