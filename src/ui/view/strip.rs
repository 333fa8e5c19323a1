//! The overview strip beside the text: the whole file in miniature.
//!
//! A bar for each few points of height, as long as lines are in that part of the file: from
//! the line index's counts, so it fills as the file is read. At its right edge stand, for each
//! few points, lines that say that something is wrong or that warn, with what continues them, and
//! left of them matches, or the lines of a list with a filter of its own; each as wide as there are
//! more than elsewhere, so that the odd part is seen even where there is some everywhere. Marks go
//! all the way across.

use crate::app::PaneRef;
use crate::base::Counts;
use crate::base::counts::BLOCK;
use crate::base::units::{as_f64, at_share, len_u64, narrow, px, share, to_usize, whole};
use crate::doc::file::File;
use crate::ui::theme::palette;
use egui::{Color32, Rect, Stroke, Ui, pos2, vec2};

/// Distance between two bars, and two ticks, in points.
const STEP: f32 = 4.0;
const TICK: f32 = 3.0;

/// Widths of ticks, in points.
const LEAST: f32 = 3.0;
const MOST: f32 = 11.0;

/// A file of fewer blocks has no ticks.
const LEAST_BLOCKS: u64 = 8;

/// Lines of this many bytes fill the strip's width.
const WIDEST: f64 = 240.0;

/// Draws the strip.
pub(super) fn draw(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, file: &File) {
    let colours = palette(ui);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.0, colours.line));
    lengths(ui, rect, file);
    let right = rect.right() - 3.0;
    if let Some(timeline) = pane.scans().timeline() {
        ticks(ui, rect, right, timeline.warnings(), file, colours.warn);
        ticks(ui, rect, right, timeline.errors(), file, colours.error);
    }
    if let Some(found) = pane.searching().and_then(|searching| searching.ticked()) {
        ticks(ui, rect, right - MOST - 2.0, found, file, colours.accent);
    }
    super::differences::ticks(ui, rect, pane, file);
    for mark in pane.marks() {
        let y = rect.top() + rect.height() * narrow(share(mark.at.0, file.len()));
        let color = colours.hue(mark.hue);
        ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, color));
        let tip = pos2(rect.left() + 7.0, y);
        let corners = vec![tip + vec2(-6.0, -4.0), tip, tip + vec2(-6.0, 4.0)];
        ui.painter().add(egui::Shape::convex_polygon(corners, color, Stroke::NONE));
    }
}

fn lengths(ui: &Ui, rect: Rect, file: &File) {
    let colours = palette(ui);
    let Some(index) = file.index() else { return };
    let n = whole(rect.height() / STEP);
    let at = |i: usize| at_share(f64::from(px(i)) / f64::from(px(n.max(1))), file.len());
    // Most bars start in the block in which the one above ended: it was counted up to there.
    let mut counted = (u64::MAX, None);
    for i in 0..n {
        let (start, end) = (at(i), at(i + 1));
        let first = start / BLOCK;
        let last = start.max(end.saturating_sub(1)) / BLOCK + 1;
        let before = if counted.0 == first { counted.1 } else { index.before(first) };
        counted = (last, index.before(last));
        let (Some(before), Some(after)) = (before, counted.1) else {
            let top = rect.top() + px(i) * STEP;
            let unread = Rect::from_min_max(pos2(rect.left() + 1.0, top), rect.max);
            ui.painter().rect_filled(unread, 0.0, colours.bg);
            return;
        };
        let bytes = (last - first) * BLOCK;
        let mean = as_f64(bytes.min(file.len())) / as_f64((after - before).max(1));
        let width = (rect.width() - 8.0) * narrow((mean / WIDEST).clamp(0.04, 1.0));
        let bar =
            Rect::from_min_size(pos2(rect.left() + 4.0, rect.top() + px(i) * STEP), vec2(width, STEP - 1.0));
        ui.painter().rect_filled(bar, 0.0, colours.line);
    }
}

/// Draws where things are that were counted, up to `right`: a tick for each few points that hold
/// some, as wide as they hold many. Where a block is higher than a tick, so are the ticks; of a
/// file of a few blocks they would say nothing.
fn ticks(ui: &Ui, rect: Rect, right: f32, counts: &Counts, file: &File, color: Color32) {
    let n_blocks = file.len().div_ceil(BLOCK);
    if counts.total() == 0 || n_blocks < LEAST_BLOCKS {
        return;
    }
    let n = whole(rect.height() / TICK).clamp(1, to_usize(n_blocks));
    let height = (rect.height() / px(n)).max(TICK);
    let end = counts.span().end.0.div_ceil(BLOCK);
    let block = |i: usize| len_u64(i) * n_blocks / len_u64(n);
    let mut held: Vec<u64> = Vec::with_capacity(n);
    let mut from = 0;
    for i in 1..=n {
        let to = if block(i) >= end { counts.total() } else { counts.before(block(i)).unwrap_or(from) };
        held.push(to.saturating_sub(from));
        from = to.max(from);
    }
    let mean = as_f64(counts.total()) / f64::from(px(held.len()));
    for (i, held) in held.into_iter().enumerate().filter(|(_, held)| *held > 0) {
        // The mean: a minimum tick. Twice the mean: full width.
        let odd = narrow((as_f64(held) / mean - 0.9) / 1.1).clamp(0.0, 1.0);
        let width = LEAST + (MOST - LEAST) * odd;
        let color = color.gamma_multiply(0.55 + 0.45 * odd);
        let top = rect.top() + rect.height() * px(i) / px(n);
        let tick = Rect::from_min_size(pos2(right - width, top.round()), vec2(width, height.round() - 1.0));
        ui.painter().rect_filled(tick, 0.0, color);
    }
}
