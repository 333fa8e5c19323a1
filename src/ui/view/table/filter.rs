//! Above the header: which conditions rows are shown by, what they are sorted by, and a field for another
//! condition. Each is a chip that can be switched off, and has a cross that takes it out.

use crate::app::DocMsg;
use crate::app::{Msg, PaneRef, RowsMsg};
use crate::base::human::{grouped, percent};
use crate::base::units::share;
use crate::doc::File;
use crate::doc::table::Table;
use crate::messages::{say, say_with};
use crate::table::filter::Filter;
use crate::ui::search_bar::sentence;
use crate::ui::theme::{mono, palette};
use crate::ui::view::options;
use crate::view::table::TableView;
use crate::view::{PaneMsg, TableMsg};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Button, Frame, Id, Key, Margin, Rect, RichText, TextEdit, Ui, vec2};

/// Characters of a condition in a chip.
const MOST_CHARS: usize = 60;

/// The most of the view's height that the bar takes, and the least height of a view with one, in points.
const MOST_SHARE: f32 = 0.6;
const LEAST: f32 = 36.0;

/// Width of the field, in points.
const FIELD: f32 = 280.0;

fn field_id(pane: &PaneRef<'_>) -> Id {
    Id::unique("rows where").with(pane.pane.id())
}

/// Whether the bar is shown.
fn shows(pane: &PaneRef<'_>, view: &TableView) -> bool {
    let rows = pane.doc.arrangement();
    view.shows_filter() || !rows.conditions().is_empty() || !rows.sort().is_empty()
}

/// Shows the bar, if there is anything in it; what is left of the view.
pub(super) fn show(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (file, table, view): (&File, &Table, &TableView),
    whole: Rect,
    out: &mut Vec<Msg>,
) -> Rect {
    let had_id = field_id(pane).with("before");
    let was_shown: bool = ui.data(|data| data.get_temp(had_id)).unwrap_or_default();
    ui.data_mut(|data| data.insert_temp(had_id, view.shows_filter()));
    if !shows(pane, view) || whole.height() < LEAST {
        return whole;
    }
    let colours = palette(ui);
    options::bar(ui, whole, 6.0, whole.height() * MOST_SHARE, |ui| {
        sorted_by(ui, pane, table, out);
        conditions(ui, pane, out);
        if view.shows_filter() {
            field(ui, pane, (table, view), !was_shown, out);
        }
        if !pane.doc.arrangement().sort().is_empty() || !pane.doc.arrangement().conditions().is_empty() {
            let all = Button::new(RichText::new(say("rows-all")).color(colours.dim)).frame(false);
            if ui.add(all).on_hover_text(say("rows-all-hint")).clicked() {
                out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Clear)));
            }
        }
        counts(ui, pane, file, table);
    })
}

/// The columns that rows are sorted by: a press turns the order around.
fn sorted_by(ui: &mut Ui, pane: &PaneRef<'_>, table: &Table, out: &mut Vec<Msg>) {
    for by in pane.doc.arrangement().sort() {
        let name = table.names().get(by.column).map_or("", |name| name);
        let arrow = if by.is_descending { "↓" } else { "↑" };
        let text = format!("{arrow} {}", shortened(name));
        let (pressed, removed) = chip(
            ui,
            &text,
            true,
            say("rows-sort-chip-hint"),
            &say_with("rows-unsort-named", [("name", name.to_owned().into())]),
        );
        if pressed {
            let by = crate::doc::arrangement::SortBy { is_descending: !by.is_descending, ..*by };
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Sort { by, adds: true })));
        }
        if removed {
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Unsort)));
        }
    }
}

/// The conditions: a press switches one off or on.
fn conditions(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    for (nr, condition) in pane.doc.arrangement().conditions().iter().enumerate() {
        let name = shortened(&condition.text);
        let remove = say_with("rows-remove-named", [("name", condition.text.clone().into())]);
        let (pressed, removed) = chip(ui, &name, condition.is_on, say("rows-chip-hint"), &remove);
        if pressed {
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Switch(nr, !condition.is_on))));
        }
        if removed {
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Remove(nr))));
        }
    }
}

/// A chip; whether it was pressed, and whether its cross was.
fn chip(ui: &mut Ui, text: &str, is_on: bool, hint: &str, remove: &str) -> (bool, bool) {
    let colours = palette(ui);
    let frame = Frame::new().fill(if is_on { colours.raised } else { colours.panel });
    let frame = frame.stroke(egui::Stroke::new(1.0, colours.line)).corner_radius(10);
    let shown = frame.inner_margin(Margin { left: 8, right: 3, top: 0, bottom: 0 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let color = if is_on { colours.text } else { colours.faint };
        let mut label = RichText::new(text).font(mono()).color(color);
        if !is_on {
            label = label.strikethrough();
        }
        let body = ui.add(Button::new(label).frame(false)).on_hover_text(hint);
        body.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_on, text));
        let cross = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
        cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, remove));
        (body.clicked(), cross.clicked())
    });
    shown.inner
}

/// The field for another condition: Enter adds it, what is wrong with it stands beside.
fn field(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (table, view): (&Table, &TableView),
    mut is_new: bool,
    out: &mut Vec<Msg>,
) {
    let id = field_id(pane);
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if let Some(begun) = begun(ui, id, table, view) {
        (text, is_new) = (begun, true);
    }
    let hint = RichText::new(say("rows-field-hint")).color(palette(ui).faint);
    let edit = TextEdit::singleline(&mut text).id(id.with("field")).font(mono()).hint_text(hint);
    let response = ui.add_sized(vec2(FIELD.min(ui.available_width().max(120.0)), 24.0), edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("rows-field")));
    if is_new {
        response.request_focus();
    }
    let keys = |key| ui.input(|input| input.key_pressed(key));
    let entered = response.lost_focus() && keys(Key::Enter);
    if response.lost_focus() && keys(Key::Escape) {
        out.push(pane.to_pane(PaneMsg::Table(TableMsg::ShowFilter(false))));
    }
    let parsed = (!text.trim().is_empty()).then(|| Filter::parse(&text, table.names()));
    match parsed {
        Some(Ok(_)) if entered => {
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Keep(text.clone()))));
            text.clear();
            response.request_focus();
        }
        Some(Err(error)) => {
            ui.label(RichText::new(sentence(&error.message())).color(palette(ui).error));
            if entered {
                response.request_focus();
            }
        }
        _ => {}
    }
    ui.data_mut(|data| data.insert_temp(id, text));
}

/// A condition that was begun for a column, with the text cursor where its pattern goes; once.
fn begun(ui: &Ui, id: Id, table: &Table, view: &TableView) -> Option<String> {
    let wanted = view.wanted_condition();
    let known = ui.data_mut(|data| {
        let known: &mut Option<(usize, u64)> = data.get_temp_mut_or_default(id.with("begun"));
        std::mem::replace(known, wanted)
    });
    let (column, _) = wanted.filter(|_| wanted != known)?;
    let (text, at) = Filter::text_of_pattern(table.names().get(column)?);
    let mut state = TextEditState::load(ui.ctx(), id.with("field")).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    state.store(ui.ctx(), id.with("field"));
    Some(text)
}

/// How many rows are shown, of how many, and how far that is known.
fn counts(ui: &mut Ui, pane: &PaneRef<'_>, file: &File, table: &Table) {
    let rows = pane.doc.arrangement();
    let colours = palette(ui);
    if let Some(why) = rows.trouble() {
        ui.label(RichText::new(sentence(&why)).color(colours.error));
    }
    let n_header = u64::from(table.layout().dialect.n_header);
    let all = table.n_records(file.len()).map(|n| n.saturating_sub(n_header));
    if let Some(shown) = table.n_shown() {
        let text = match all {
            Some(all) => say_with("rows-shown", [("n", grouped(shown).into()), ("of", grouped(all).into())]),
            None => say_with("rows-shown-so-far", [("n", grouped(shown).into())]),
        };
        ui.label(RichText::new(text).color(colours.dim));
    }
    if let Some(progress) = rows.progress() {
        let text = say_with("rows-computing", [("share", percent(share(progress.done, progress.of)).into())]);
        ui.label(RichText::new(text).color(colours.accent));
    }
}

fn shortened(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match text.char_indices().nth(MOST_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
