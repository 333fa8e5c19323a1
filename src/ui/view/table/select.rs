//! What clicks and drags over cells and numbers of rows select.
//!
//! A click puts the cursor into a cell, a drag selects cells, two clicks show the whole cell. Beside the
//! cells whole rows are selected.

use super::rows::{Painted, PaintedRow};
use super::{ROW, TableGeometry, target};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::messages::say;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
use crate::ui::menu;
use crate::view::{PaneMsg, TableMsg};
use egui::{PointerButton, Pos2, Rect, Response, Sense, Ui, pos2};

/// The row at a place, or the nearest one.
fn row_at<'a>(painted: &'a Painted, place: Pos2, area: &TableGeometry) -> Option<&'a PaintedRow> {
    let y = place.y.clamp(area.rows.top(), area.rows.bottom() - 1.0);
    let under = painted.rows.iter().find(|one| y < one.rect.bottom());
    under.or(painted.rows.last())
}

/// What clicks and drags over the cells ask for.
pub(super) fn cells(
    ui: &Ui,
    pane: &PaneRef<'_>,
    sense: &Response,
    painted: &Painted,
    area: &TableGeometry,
    out: &mut Vec<Msg>,
) {
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Grid, ui.is_enabled(), say("table-cells")));
    if let Some(place) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked())
        && let (Some(one), Some(column)) = (row_at(painted, place, area), area.column_at(place.x))
    {
        let row = one.row.span.start;
        if !one.is_selected(column) {
            out.push(pane.to_pane(PaneMsg::Table(TableMsg::PutCursor { row, column, extend: false })));
        }
    }
    let steps = gestures(ui, sense, PointerButton::Primary);
    for step in &steps {
        let place = step.at();
        let (Some(one), Some(column)) = (row_at(painted, place, area), area.column_at(place.x)) else {
            return;
        };
        let row = one.row.span.start;
        let put = |extend| pane.to_pane(PaneMsg::Table(TableMsg::PutCursor { row, column, extend }));
        match *step {
            Gesture::Press { n_clicks: 2, .. } => {
                out.push(pane.to_pane(PaneMsg::Table(TableMsg::ShowCell(true))));
            }
            Gesture::Press { modifiers, .. } => out.push(put(modifiers.shift)),
            Gesture::Drag { n_clicks: 1, .. } => {
                let cursor = pane.focus.cells().map(|cells| (cells.cursor.row, cells.cursor.column));
                if cursor != Some((row, column)) {
                    out.push(put(true));
                }
            }
            Gesture::Drag { .. } | Gesture::Release { .. } => {}
        }
    }
    scroll_beyond(ui, &steps, pane, area.rows, out);
    if let Some(Gesture::Drag { at, .. }) = steps.last() {
        let beyond = (at.x - area.rows.right()).max(0.0) + (at.x - area.rows.left()).min(0.0);
        if beyond != 0.0 {
            out.push(pane.to_pane(PaneMsg::ScrollSideways(beyond / 2.0)));
            ui.ctx().request_repaint();
        }
    }
}

/// What clicks and drags beside the cells ask for: whole rows.
pub(super) fn numbers(
    ui: &Ui,
    app: &App,
    pane: &PaneRef<'_>,
    painted: &Painted,
    area: &TableGeometry,
    out: &mut Vec<Msg>,
) {
    let rect = Rect::from_min_max(
        pos2(area.whole.left(), area.rows.top()),
        pos2(area.rows.left() - 2.0, area.rows.bottom()),
    );
    if rect.height() < ROW {
        return;
    }
    let sense = ui.interact(rect, ui.scope_id().with("row numbers"), Sense::CLICK | Sense::DRAG);
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, ui.is_enabled(), say("table-numbers")));
    let steps = gestures(ui, &sense, PointerButton::Primary);
    for step in &steps {
        let Some(one) = row_at(painted, step.at(), area) else { return };
        let extend = match *step {
            Gesture::Press { modifiers, .. } => modifiers.shift,
            Gesture::Drag { .. } => true,
            Gesture::Release { .. } => continue,
        };
        out.push(pane.to_pane(PaneMsg::Table(TableMsg::SelectRows { row: one.row.span.start, extend })));
    }
    if let Some(place) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked())
        && let Some(one) = row_at(painted, place, area)
        && !one.is_selected(0)
    {
        let row = one.row.span.start;
        out.push(pane.to_pane(PaneMsg::Table(TableMsg::SelectRows { row, extend: false })));
    }
    menu::context(&sense, app, Context::Cell, target(app, pane, None), out);
    scroll_beyond(ui, &steps, pane, area.rows, out);
}
