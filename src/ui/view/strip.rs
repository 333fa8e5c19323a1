//! The overview strip beside the text: the whole file in miniature.
//!
//! A bar for each few points of height, as long as lines are in that part of the file: from
//! the line index's counts, so it fills as the file is read. At its right edge stand, for each
//! few points, lines that say that something is wrong or that warn, with what continues them, and
//! left of them matches, or the lines of a list with a filter of its own; each as wide as there are
//! more than elsewhere, so that the odd part is seen even where there is some everywhere. Marks go
//! all the way across. On request the ground shows what each part looks like, or its entropy, instead of
//! the lengths of lines.

use crate::app::settings::StripColours;
use crate::app::{App, PaneRef};
use crate::base::Counts;
use crate::base::counts::BLOCK;
use crate::base::units::{as_f64, at_share, len_u64, narrow, px, share, to_usize, whole};
use crate::doc::file::File;
use crate::doc::search::Searching;
use crate::scan::blocks::BlockMap;
use crate::scan::matches::Matches;
use crate::scan::timeline::Timeline;
use crate::ui::memo::{Identity, memo};
use crate::ui::theme::{Palette, palette};
use crate::view::filemap::{Lens, colours as map_colours};
use egui::emath::GuiRounding as _;
use egui::{Color32, Id, Mesh, Rect, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

/// Distance between two bars, and two ticks, in points.
const STEP: f32 = 4.0;
const TICK: f32 = 3.0;

/// Height of a part whose blocks are shown; the width of a strip that shows nothing else, and the least
/// width of a view that has one; in points.
const BAND: f32 = 2.0;
const WIDTH: f32 = 28.0;
const LEAST_WIDTH: f32 = 320.0;

/// Widths of ticks, in points.
const LEAST: f32 = 3.0;
const MOST: f32 = 11.0;

/// A file of fewer blocks has no ticks.
const LEAST_BLOCKS: u64 = 8;

/// Lines of this many bytes fill the strip's width.
const WIDEST: f64 = 240.0;

/// Rectangles that become one shape: their edges lie between pixels, so nothing of them is smoothed.
struct Bars {
    mesh: Mesh,
    pixels_per_point: f32,
}

impl Bars {
    fn add(&mut self, bar: Rect, color: Color32) {
        self.mesh.add_colored_rect(bar.round_to_pixels(self.pixels_per_point), color);
    }
}

/// What the bars of a strip follow from.
#[derive(Clone, PartialEq)]
struct BarsFrom {
    rect: Rect,
    pixels_per_point: f32,
    colours: &'static Palette,
    lens: Option<Lens>,
    len: u64,
    index: Identity<Counts>,
    blocks: Identity<BlockMap>,
    timeline: Identity<Timeline>,
    found: Identity<Matches>,
    /// Whether the lines of a list have ticks, not matches.
    is_list: bool,
}

impl BarsFrom {
    fn of(ui: &Ui, rect: Rect, app: &App, pane: &PaneRef<'_>, file: &File) -> Self {
        let ticked = pane.searching().and_then(Searching::ticked);
        Self {
            rect,
            pixels_per_point: ui.pixels_per_point(),
            colours: palette(ui),
            lens: lens(app),
            len: file.len(),
            index: Identity::of(file.index()),
            blocks: Identity::of(pane.scans().blocks()),
            timeline: Identity::of(pane.scans().timeline()),
            found: Identity::of(ticked.map(|ticked| ticked.found)),
            is_list: ticked.is_some_and(|ticked| std::ptr::eq(ticked.counts, ticked.found.rows())),
        }
    }
}

/// Draws the strip.
pub(super) fn draw(ui: &Ui, rect: Rect, app: &App, pane: &PaneRef<'_>, file: &File) {
    let colours = palette(ui);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.0, colours.line));
    let from = BarsFrom::of(ui, rect, app, pane, file);
    let id = Id::unique(("strip", pane.pane.id()));
    let mesh = memo(ui, id, from, || Arc::new(bars(ui, rect, app, pane, file)));
    ui.painter().add(mesh);
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

/// Bars and ticks; some hundred look-ups in counts that lie far from each other.
fn bars(ui: &Ui, rect: Rect, app: &App, pane: &PaneRef<'_>, file: &File) -> Mesh {
    let colours = palette(ui);
    let mut bars = Bars { mesh: Mesh::default(), pixels_per_point: ui.pixels_per_point() };
    match (lens(app), pane.scans().blocks()) {
        (None, _) => lengths(&mut bars, rect, file, colours),
        (Some(lens), Some(map)) => blocks(&mut bars, rect, lens, (map, ui.visuals().dark_mode), file),
        (Some(_), None) => {}
    }
    let right = rect.right() - 3.0;
    if let Some(timeline) = pane.scans().timeline() {
        ticks(&mut bars, rect, right, timeline.warnings(), file, colours.warn);
        ticks(&mut bars, rect, right, timeline.errors(), file, colours.error);
    }
    if let Some(found) = pane.searching().and_then(Searching::ticked) {
        ticks(&mut bars, rect, right - MOST - 2.0, found.counts, file, colours.accent);
    }
    bars.mesh
}

/// What the strip shows of blocks, if it does.
fn lens(app: &App) -> Option<Lens> {
    match app.settings().strip {
        StripColours::Lines => None,
        StripColours::Class => Some(Lens::Class),
        StripColours::Entropy => Some(Lens::Entropy),
    }
}

/// Cuts room for a strip off the right of a view that has none by itself: the rest, and the strip, if it
/// shows blocks and there is room.
pub(super) fn beside(app: &App, rect: Rect) -> (Rect, Option<Rect>) {
    if lens(app).is_none() || rect.width() < LEAST_WIDTH {
        return (rect, None);
    }
    let (rest, strip) = rect.split_left_right_at_x(rect.right() - WIDTH);
    (rest, Some(strip))
}

/// Draws each part of the file in the colour of its blocks; what is not read yet stays empty.
fn blocks(bars: &mut Bars, rect: Rect, lens: Lens, (map, is_dark): (&BlockMap, bool), file: &File) {
    let n = whole(rect.height() / BAND).max(1);
    // Blocks at least as long as a part, so that none is left out.
    let part = file.len().div_ceil(len_u64(n)).max(1);
    let shift = map.shift().max(part.next_power_of_two().ilog2());
    for i in 0..n {
        let at = at_share(f64::from(px(i)) / f64::from(px(n)), file.len());
        let Some([r, g, b]) = map_colours::in_map(lens, map, shift, at >> shift, is_dark) else { return };
        let top = rect.top() + px(i) * BAND;
        let band = Rect::from_min_size(pos2(rect.left() + 3.0, top), vec2(rect.width() - 4.0, BAND + 0.5));
        bars.add(band.intersect(rect), Color32::from_rgb(r, g, b));
    }
}

fn lengths(bars: &mut Bars, rect: Rect, file: &File, colours: &Palette) {
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
            bars.add(unread, colours.bg);
            return;
        };
        let bytes = (last - first) * BLOCK;
        let mean = as_f64(bytes.min(file.len())) / as_f64((after - before).max(1));
        let width = (rect.width() - 8.0) * narrow((mean / WIDEST).clamp(0.04, 1.0));
        let bar =
            Rect::from_min_size(pos2(rect.left() + 4.0, rect.top() + px(i) * STEP), vec2(width, STEP - 1.0));
        bars.add(bar, colours.line);
    }
}

/// Draws where things are that were counted, up to `right`: a tick for each few points that hold
/// some, as wide as they hold many. Where a block is higher than a tick, so are the ticks; of a
/// file of a few blocks they would say nothing.
fn ticks(bars: &mut Bars, rect: Rect, right: f32, counts: &Counts, file: &File, color: Color32) {
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
        bars.add(tick, color);
    }
}
