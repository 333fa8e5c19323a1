//! What the block under the pointer is.

use super::legend::{byte_name, class_name};
use super::range;
use crate::app::PaneRef;
use crate::base::human;
use crate::base::units::{len_u64, share};
use crate::messages::{say, say_with};
use crate::scan::blocks::{BlockFigures, ContentClass};
use crate::ui::theme::palette;
use crate::view::filemap::{ByteClass, FileMapView, Grid, colours};
use egui::{Response, RichText, Tooltip, Ui};

/// Shows the range and the figures of a cell beside the pointer.
pub(super) fn show(ui: &Ui, sense: &Response, pane: &PaneRef<'_>, map: &FileMapView, grid: &Grid, nr: usize) {
    if sense.dragged() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let tip = Tooltip::always_open(ui.ctx().clone(), sense.layer_id, sense.id, egui::PopupAnchor::Pointer);
    tip.gap(14.0).show(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        ui.label(RichText::new(range(grid.span_of(nr))).monospace());
        if let Some(byte) = byte(pane, grid, nr) {
            let said = [("n", byte.to_string().into()), ("class", byte_name(ByteClass::of(byte)).into())];
            ui.label(RichText::new(say_with("filemap-tip-byte", said)).color(palette(ui).dim));
            return;
        }
        match figures(pane, map, grid, nr) {
            Some(block) => {
                for line in lines(&block) {
                    ui.label(RichText::new(line).color(palette(ui).dim));
                }
            }
            None => drop(ui.label(say("filemap-not-read"))),
        }
    });
}

/// The byte of a cell that stands for a single one, if it has come.
fn byte(pane: &PaneRef<'_>, grid: &Grid, nr: usize) -> Option<u8> {
    let file = pane.file().filter(|_| grid.shift == 0)?;
    file.bytes(grid.span_of(nr)).ready()?.first().copied()
}

/// The figures of a cell: of its own bytes, or of the block that it lies in.
fn figures(pane: &PaneRef<'_>, map: &FileMapView, grid: &Grid, nr: usize) -> Option<BlockFigures> {
    let block = grid.first + len_u64(nr);
    let fine = map.fine_of(pane.doc, grid).and_then(|fine| fine.block(grid.shift, block));
    fine.or_else(|| {
        let blocks = pane.scans().blocks()?;
        let up = blocks.shift().saturating_sub(grid.shift);
        blocks.block(grid.shift + up, block >> up)
    })
}

/// What is said of a block, a line each.
pub(super) fn lines(block: &BlockFigures) -> Vec<String> {
    let (n, figures) = (block.n_bytes(), &block.figures);
    let part = |count: u64| human::percent(share(count, n)).into();
    let mut lines = Vec::new();
    if n >= 1 << colours::LEAST_SHIFT {
        let bits = human::decimal(block.entropy(), 2).into();
        let class = class_name(ContentClass::of(block)).into();
        lines.push(say_with("filemap-tip-class", [("class", class), ("bits", bits)]));
    }
    let shares = [
        ("nul", part(figures.nul)),
        ("control", part(figures.control)),
        ("printable", part(block.printable())),
        ("high", part(figures.high)),
    ];
    lines.push(say_with("filemap-tip-bytes", shares));
    let counts = [("lines", figures.newlines.into()), ("distinct", block.distinct().into())];
    lines.push(say_with("filemap-tip-lines", counts));
    lines
}
