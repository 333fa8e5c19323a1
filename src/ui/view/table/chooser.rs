//! The columns of a table in a list with a search: each is shown or hidden, and gone to by its name.

use super::TableGeometry;
use crate::app::{Msg, PaneRef};
use crate::base::human::grouped;
use crate::base::units::len_u64;
use crate::doc::table::Table;
use crate::messages::{say, say_with};
use crate::ui::filter_field::has_words;
use crate::ui::theme::{SMALL, palette};
use crate::ui::tick;
use crate::view::table::{TableView, row_of};
use crate::view::{PaneMsg, TableMsg};
use egui::{
    Align2, Button, Checkbox, FontId, Id, Popup, PopupCloseBehavior, Rect, RichText, ScrollArea, Sense,
    TextEdit, Ui, vec2,
};

/// Columns that are listed at once.
const MOST: usize = 200;

/// The button above the numbers of rows, and the list that it opens.
pub(super) fn show(
    ui: &Ui,
    pane: &PaneRef<'_>,
    (table, view): (&Table, &TableView),
    area: &TableGeometry,
    out: &mut Vec<Msg>,
) {
    let bottom = (area.header.top() + super::HEADER).min(area.header.bottom());
    let rect = Rect::from_min_max(area.header.min, egui::pos2(area.rows.left(), bottom));
    if rect.width() < 30.0 || rect.height() < 16.0 {
        return;
    }
    let colours = palette(ui);
    let button = ui.interact(rect, ui.scope_id().with("columns"), Sense::CLICK);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, say("chooser-open")));
    let color = if button.hovered() { colours.accent } else { colours.dim };
    let place = rect.left_center() + vec2(10.0, 0.0);
    ui.painter().text(place, Align2::LEFT_CENTER, "≡", FontId::proportional(SMALL + 2.0), color);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(280.0);
        list(ui, pane, (table, view), out);
    });
    button.on_hover_text(say("chooser-open-hint"));
}

fn list(ui: &mut Ui, pane: &PaneRef<'_>, (table, view): (&Table, &TableView), out: &mut Vec<Msg>) {
    let id = Id::unique("find a column").with(pane.pane.id());
    let mut wanted: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let hint = RichText::new(say("chooser-find")).color(palette(ui).faint);
    let edit = TextEdit::singleline(&mut wanted).hint_text(hint);
    let field = ui.add_sized(vec2(ui.available_width(), 26.0), edit);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("chooser-find")));
    let Some(file) = pane.file() else { return };
    let places = view.places(file);
    let found = || table.names().iter().enumerate().filter(|(_, name)| has_words(name, &wanted));
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (column, name) in found().take(MOST) {
            let position = places.shown.iter().position(|place| place.column == column);
            ui.horizontal(|ui| {
                let mut is_shown = position.is_some();
                let shown = tick::show(ui, true, Checkbox::without_text(&mut is_shown));
                let label = say_with("chooser-shown", [("name", name.clone().into())]);
                shown.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_shown, label.clone())
                });
                if shown.changed() {
                    let msg = if is_shown { TableMsg::Show(column) } else { TableMsg::Hide(column) };
                    out.push(pane.to_pane(PaneMsg::Table(msg)));
                }
                let text: String =
                    name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
                let go = ui.add_enabled(position.is_some(), Button::new(text).frame(false).truncate());
                if go.on_hover_text(say("chooser-go-hint")).clicked()
                    && let Some(nr) = position
                {
                    let row = row_of(file, pane.cursor());
                    let row = row.map_or(table.rows_start(), |row| row.span.start);
                    out.push(pane.to_pane(PaneMsg::Table(TableMsg::PutCursor {
                        row,
                        column: nr,
                        extend: false,
                    })));
                }
            });
        }
        let more = found().count().saturating_sub(MOST);
        if more > 0 {
            let text = say_with("chooser-more", [("n", grouped(len_u64(more)).into())]);
            ui.label(RichText::new(text).color(palette(ui).dim));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, wanted));
}
