//! What may be written of the file, and what the last write has cost.

use crate::app::PaneRef;
use crate::base::human::{decimal, grouped, size};
use crate::doc::EditMode;
use crate::messages::{say, say_with};
use crate::ui::cards::{card, pair};
use crate::ui::theme::palette;
use egui::Ui;
use std::time::Duration;

pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>) {
    let writing = pane.writing();
    let mode = match writing.mode() {
        EditMode::ReadOnly => say("edit-mode-read-only"),
        EditMode::Copy => say("edit-mode-copy"),
        EditMode::WriteThrough => say("edit-mode-write"),
    };
    card(ui, say("map-writing"), (mode.to_owned(), palette(ui).dim), |ui| {
        let lock = if writing.is_locked() { say("map-lock-held") } else { say("none") };
        pair(ui, say("map-lock"), lock);
        pair(ui, say("map-dirty"), &grouped(pane.n_changes()));
        let millis = |time: Duration| format!("{} ms", decimal(time.as_secs_f64() * 1e3, 1));
        let cost = writing.cost();
        let last = |(cost, n): &(crate::edit::WriteCost, u64)| {
            say_with("map-last-write", [("n", (*n).into()), ("size", size(cost.bytes).into())])
        };
        pair(ui, say("map-last"), &cost.map_or_else(|| say("none").to_owned(), last));
        if let Some((cost, _)) = cost {
            pair(ui, say("map-cost-journal"), &millis(cost.journal));
            pair(ui, say("map-cost-write"), &millis(cost.write));
            pair(ui, say("map-cost-flush"), &millis(cost.flush));
            pair(ui, say("map-cost-read-back"), &millis(cost.read_back));
        }
    });
}
