//! The whole cell of the cursor, below the rows: with its line ends, as long as it may be laid out.

use crate::app::{Msg, PaneRef};
use crate::base::human::{grouped, size};
use crate::base::units::len_u64;
use crate::doc::File;
use crate::doc::table::Table;
use crate::messages::{say, say_with};
use crate::ui::theme::{SMALL, mono, palette, semibold};
use crate::view::table::row_of;
use crate::view::{PaneMsg, TableMsg};
use egui::{Align, Layout, Rect, RichText, ScrollArea, Stroke, Ui, pos2, vec2};

/// Its share of the view's height, and its largest one, in points.
const SHARE: f32 = 0.35;
const MOST: f32 = 220.0;

/// The least height, in points: of the cell's name and the cross. A lower view has no room for it.
pub(super) const LEAST: f32 = 40.0;

/// Characters that are laid out.
const MOST_CHARS: usize = 8000;

/// Shows it; what is left of the view.
pub(super) fn show(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    file: &File,
    table: &Table,
    whole: Rect,
    out: &mut Vec<Msg>,
) -> Rect {
    let colours = palette(ui);
    let height = (whole.height() * SHARE).clamp(LEAST, MOST);
    let top = whole.bottom() - height;
    let rect = Rect::from_min_max(pos2(whole.left(), top), whole.max);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().hline(rect.x_range(), top + 0.5, Stroke::new(1.0, colours.line));
    let row = row_of(file, pane.cursor());
    let column = row.as_ref().map_or(0, |row| row.cell_at(pane.cursor()));
    let name = table.names().get(column).map_or_else(|| grouped(len_u64(column) + 1), Clone::clone);
    let value = row.as_ref().and_then(|row| table.value(row, column, MOST_CHARS * 4));
    let layout = Layout::top_down(Align::LEFT);
    let inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(12.0, 6.0))).layout(layout));
    let mut inner = inner;
    inner.horizontal(|ui| {
        ui.label(RichText::new(say_with("table-cell", [("name", name.into())])).font(semibold(SMALL)));
        if let Some(row) = &row {
            let n = row.cell_span(column).len();
            ui.label(RichText::new(size(n)).color(colours.dim));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close =
                ui.button(RichText::new("×").color(colours.dim)).on_hover_text(say("table-cell-close"));
            close
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, say("table-cell-close")));
            if close.clicked() {
                out.push(pane.to_pane(PaneMsg::Table(TableMsg::ShowCell(false))));
            }
        });
    });
    let Some((value, goes_on)) = value else { return whole.with_max_y(top) };
    let text = String::from_utf8_lossy(&value);
    let shown: String = text.chars().filter(|c| *c != '\r').take(MOST_CHARS).collect();
    let is_cut = goes_on || shown.len() < text.len();
    crate::ui::scrolled::show(&mut inner, ScrollArea::vertical().auto_shrink(false), |ui| {
        if shown.is_empty() {
            ui.label(RichText::new(say("table-empty")).italics().color(colours.faint));
            return;
        }
        ui.add(egui::Label::new(RichText::new(shown).font(mono())).wrap().selectable(true));
        if is_cut {
            ui.label(RichText::new(say("table-cell-goes-on")).color(colours.dim));
        }
    });
    whole.with_max_y(top)
}
