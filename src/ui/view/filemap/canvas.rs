//! The picture: a texture with a texel a cell, brought up to date tile by tile.

use super::{MapGeometry, color, pictures};
use crate::app::PaneRef;
use crate::base::{Offset, Span};
use crate::source::Generation;
use crate::view::filemap::{FileMapView, Grid, Lens, cell_colour, colours};
use egui::{Color32, ColorImage, Rect, TextureHandle, TextureOptions, Ui, pos2};
use std::ops::Range;
use std::time::{Duration, Instant};

/// How long a frame colours cells, at most.
const BUDGET: Duration = Duration::from_micros(1500);

/// What a picture is of: another one is drawn anew.
#[derive(Clone, Copy, PartialEq)]
struct CanvasKey {
    generation: Generation,
    grid: Grid,
    lens: Lens,
    is_dark: bool,
    /// Whether finer blocks were read for it.
    is_fine: bool,
    /// Log₂ of the blocks of the scan.
    shift: Option<u32>,
}

/// A picture, and what of it has to be coloured.
struct Canvas {
    key: CanvasKey,
    texture: TextureHandle,
    /// Cells that have to be coloured.
    stale: Range<usize>,
    /// Up to where the file was read when they were coloured last.
    reached: Offset,
}

/// Draws the picture, and brings it up to date as far as a frame has time for; whether it is.
pub(super) fn show(ui: &Ui, area: &MapGeometry, pane: &PaneRef<'_>, map: &FileMapView, grid: &Grid) -> bool {
    let Some(file) = pane.file() else { return true };
    let id = ui.scope_id().with("canvas");
    let blocks = pane.scans().blocks();
    let fine = map.fine_of(pane.doc, grid);
    let key = CanvasKey {
        generation: file.snapshot().generation(),
        grid: *grid,
        lens: map.lens(),
        is_dark: ui.visuals().dark_mode,
        is_fine: fine.is_some(),
        shift: blocks.map(|blocks| blocks.shift()),
    };
    let reached = blocks.map_or(Offset::ZERO, |blocks| blocks.span().end);
    let kept = pictures::take::<Canvas>(ui.ctx(), id);
    let mut canvas = kept.unwrap_or_else(|| Canvas::new(ui, key));
    canvas.expect(ui, key, reached);
    let unread = color(colours::unread(key.is_dark));
    let begun = Instant::now();
    while !canvas.stale.is_empty() && begun.elapsed() < BUDGET {
        let colour = |nr| cell_colour(key.lens, grid, nr, (blocks, fine), key.is_dark);
        canvas.paint_tile(
            |nr| if nr < grid.n { colour(nr).map_or(unread, color) } else { Color32::TRANSPARENT },
        );
    }
    let is_whole = canvas.stale.is_empty();
    let place = area.rect_of(grid, [0, 0, grid.columns, grid.rows]);
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(canvas.texture.id(), place, all, Color32::WHITE);
    pictures::put(ui.ctx(), id, canvas);
    is_whole
}

impl Canvas {
    fn new(ui: &Ui, key: CanvasKey) -> Self {
        let size = [key.grid.columns, key.grid.rows];
        let blank = ColorImage::filled(size, Color32::TRANSPARENT);
        let texture = ui.ctx().load_texture("filemap", blank, TextureOptions::NEAREST);
        Self { key, texture, stale: 0..key.grid.n, reached: Offset::ZERO }
    }

    /// Notes which cells have to be coloured: all of another picture, else those that were read since.
    fn expect(&mut self, ui: &Ui, key: CanvasKey, reached: Offset) {
        let size = |key: &CanvasKey| [key.grid.columns, key.grid.rows];
        if size(&self.key) != size(&key) {
            *self = Self::new(ui, key);
        } else if self.key != key || reached < self.reached {
            (self.key, self.stale) = (key, 0..key.grid.n);
        } else if reached > self.reached {
            let grid = &key.grid;
            let new = Span { start: self.reached.back(1), end: reached }.meet(grid.span());
            let first = grid.cell_of(new.start).unwrap_or(0);
            let end = grid.cell_of(new.end.back(1)).map_or(first, |last| last + 1);
            // The block that was read in part may be longer than a cell.
            let longer = key.shift.map_or(0, |shift| 1_usize << shift.saturating_sub(grid.shift).min(20));
            let first = first.saturating_sub(longer);
            self.stale = match self.stale.is_empty() {
                true => first..end,
                false => self.stale.start.min(first)..self.stale.end.max(end),
            };
        }
        self.reached = reached;
    }

    /// Colours the tile of the first cell that has to be.
    fn paint_tile(&mut self, colour: impl Fn(usize) -> Color32) {
        let grid = &self.key.grid;
        let (cells, [x, y, width, height]) = grid.tile(self.stale.start.min(grid.n - 1));
        let mut image = ColorImage::filled([width, height], Color32::TRANSPARENT);
        for nr in cells.clone() {
            let (column, row) = grid.place(nr);
            image.pixels[(row - y) * width + column - x] = colour(nr);
        }
        self.texture.set_partial([x, y], image, TextureOptions::NEAREST);
        self.stale.start = cells.end.min(self.stale.end).max(self.stale.start + 1);
    }
}
