//! The toolbar of the focused pane: how it shows the file, where to go, what to search.

use super::theme::{SIZE, mono, palette, semibold, text_width};
use super::tips;
use super::{menu, search_bar};
use crate::app::docks::PanelId;
use crate::app::{App, Msg, PaneRef};
use crate::messages::{say, say_with};
use crate::view::{self, PaneMsg, ViewKind};
use egui::{
    Align, Area, FontId, Frame, Id, Key, Layout, Margin, Order, Rect, RichText, Sense, Stroke, TextEdit, Ui,
    pos2, vec2,
};

/// The least width of a view's button, that in a narrow window, and the room around its name, in points.
const SWITCH: f32 = 40.5;
const NARROW_SWITCH: f32 = 30.0;
const AROUND_NAME: f32 = 10.0;

/// Widths of the go-to box, in points: where there is room, where there is less, and the least.
const GO_TO: f32 = 264.0;
const NARROW_GO_TO: f32 = 150.0;
const LEAST_GO_TO: f32 = 100.0;

/// With less room than this, in points, the go-to box and the search box are too narrow beside each
/// other.
const COMFORTABLE: f32 = 600.0;
/// The least widths for the views' buttons, and for both fields beside each other, in points.
const ROOM_FOR_SWITCH: f32 = 300.0;
const ROOM_FOR_BOTH: f32 = 240.0;

/// With less room than this, in points, buttons of views are no wider than their names.
const ROOM_FOR_WIDE_SWITCHES: f32 = 800.0;

/// What stands between the parts of the toolbar, all in all, in points.
const GAPS: f32 = 32.0;

/// Height of fields and buttons, in points.
const FIELD: f32 = 26.0;

fn goto_id() -> Id {
    Id::unique("go to")
}

/// Puts the keyboard into the go-to box; what is typed replaces what is in it.
pub(super) fn focus_goto(ctx: &egui::Context) {
    let id = goto_id();
    ctx.memory_mut(|memory| memory.request_focus(id));
    let text: String = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    select_all(ctx, id, text.chars().count());
}

/// Whether something in the toolbar has the keyboard, or one of its fields is about to have it.
pub(super) fn has_keyboard(ctx: &egui::Context) -> bool {
    let Some(id) = ctx.memory(egui::Memory::focused) else { return false };
    if id == goto_id() || id == search_bar::field_id() {
        return true;
    }
    let place: Option<Rect> = ctx.data(|data| data.get_temp(Id::unique("toolbar")));
    let at = ctx.viewport(|viewport| {
        let widget = viewport.prev_pass.widgets.get(id)?;
        (widget.layer_id.order == egui::Order::Background).then(|| widget.rect.center())
    });
    place.zip(at).is_some_and(|(place, at)| place.contains(at))
}

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let place = ui.max_rect();
    ui.data_mut(|data| data.insert_temp(Id::unique("toolbar"), place));
    ui.horizontal_centered(|ui| {
        if pane.file().is_none() {
            return;
        }
        let button = PanelButton::of(app);
        let button_room = 2.0f32.mul_add(ui.spacing().item_spacing.x, button.width(ui));
        if ui.available_width() >= ROOM_FOR_SWITCH {
            let others = NARROW_GO_TO + search_bar::ROOM_FOR_PARTS + button_room + GAPS;
            switch(ui, pane, ui.available_width() - others, out);
            ui.add_space(4.0);
        }
        let room = ui.available_width();
        // In a narrow window, the search box has the room of this one while it is in use.
        let is_spare = room < COMFORTABLE && search_bar::is_active(ui.ctx(), app);
        let has_keyboard = ui.memory(|memory| memory.has_focus(goto_id()));
        if room > ROOM_FOR_BOTH && (has_keyboard || !is_spare) {
            // It leaves the search box its toggles.
            let left = room - search_bar::ROOM_FOR_TOGGLES - GAPS;
            let width = if room > 860.0 { GO_TO } else { left.clamp(LEAST_GO_TO, NARROW_GO_TO) };
            go_to(ui, pane, width, out);
        } else if room <= ROOM_FOR_BOTH && has_keyboard {
            // One field at a time: the one that was asked for.
            go_to(ui, pane, room.min(GO_TO), out);
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            search_bar::show(ui, app, button_room, out);
            if ui.available_width() >= button.width(ui) {
                button.show(ui, app, out);
            }
        });
    });
}

/// One button a view, in one frame. In less room than all of them take, in points, there is none for a
/// view that can't be shown.
fn switch(ui: &mut Ui, pane: &PaneRef<'_>, room: f32, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let least = if ui.available_width() < ROOM_FOR_WIDE_SWITCHES { NARROW_SWITCH } else { SWITCH };
    let can = |kind: &view::ViewKind| kind.id != view::table::ID || pane.doc.is_table();
    let width =
        |kind: &view::ViewKind| least.max(text_width(ui, kind.label(), semibold(SIZE)).ceil() + AROUND_NAME);
    let has_room = view::ALL.iter().map(|kind| width(kind)).sum::<f32>() <= room;
    let shown: Vec<_> = view::ALL.iter().filter(|kind| has_room || can(kind)).collect();
    let widths: Vec<f32> = shown.iter().map(|kind| width(kind)).collect();
    let size = vec2(widths.iter().sum(), FIELD);
    framed(ui, size, 0.0, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = 2.0;
        for (kind, width) in shown.into_iter().zip(widths) {
            let is_on = pane.view() == kind.id;
            let color = if is_on { colours.on_accent } else { colours.dim };
            let text = RichText::new(kind.label()).color(color);
            let text = if is_on { text.font(semibold(SIZE)) } else { text };
            let fill = if is_on { colours.accent } else { egui::Color32::TRANSPARENT };
            let button = egui::Button::new(text).fill(fill).stroke(Stroke::NONE).corner_radius(6);
            let button = button.min_size(vec2(width, FIELD));
            let response = ui.add_enabled(can(kind), button).on_hover_text(hint(ui, kind));
            let response = response.on_disabled_hover_text(say("table-is-none"));
            if response.clicked() {
                out.push(pane.to_pane(PaneMsg::ShowView(kind.id)));
            }
        }
    });
}

/// What a press does, and its key.
fn hint(ui: &Ui, view: &ViewKind) -> String {
    tips::keyed(ui.ctx(), &say_with("view-hint", [("view", view.label().to_owned().into())]), view.id)
}

/// A field of the toolbar: a frame of fixed size with a row in it.
fn framed(ui: &mut Ui, size: egui::Vec2, margin: f32, content: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(rect, 6.0, colours.bg, Stroke::new(1.0, colours.line), egui::StrokeKind::Outside);
    let layout = Layout::left_to_right(Align::Center);
    let inner = rect.shrink2(vec2(margin, 0.0));
    content(&mut ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(layout)));
}

fn go_to(ui: &mut Ui, pane: &PaneRef<'_>, width: f32, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let id = goto_id();
    framed(ui, vec2(width, FIELD), 10.0, |ui| {
        let label = ui.label(RichText::new(say("goto-label")).color(colours.dim));
        let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let hint = if pane.shows_records() { say("goto-hint-table") } else { say("goto-hint") };
        let hint = RichText::new(hint).color(colours.faint);
        let edit = TextEdit::singleline(&mut text).id(id).font(mono()).hint_text(hint).frame(Frame::NONE);
        let edit = edit
            .margin(Margin::ZERO)
            .align(egui::Align2::LEFT_CENTER)
            .desired_width((width - 74.0).max(24.0));
        let response = ui.add(edit).labelled_by(label.id);
        if response.gained_focus() {
            select_all(ui.ctx(), id, text.chars().count());
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !text.trim().is_empty()
        {
            out.push(pane.to_pane(PaneMsg::Goto(text.clone())));
        }
        if let Some(why) = pane.pane.viewport().refused(&text).filter(|_| response.has_focus()) {
            refused(ui, &response, &why.to_string());
        }
        ui.data_mut(|data| data.insert_temp(id, text));
    });
}

/// Says below a field why what is in it can't be.
fn refused(ui: &Ui, field: &egui::Response, why: &str) {
    let colours = palette(ui);
    let at = pos2(field.rect.left() - 2.0, field.rect.bottom() + 8.0);
    let area = Area::new(field.id.with("refused")).order(Order::Foreground).fixed_pos(at);
    area.interactable(false).constrain(true).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).stroke(Stroke::new(1.0, colours.error)).show(ui, |ui| {
            // Narrower where the window is: the sentence is wrapped, not cut off.
            ui.set_max_width((ui.ctx().content_rect().width() - 24.0).clamp(40.0, 360.0));
            ui.label(RichText::new(why).color(colours.error));
        });
    });
}

pub(super) fn select_all(ctx: &egui::Context, id: Id, len: usize) {
    // A field that was never drawn has none.
    let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(len));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, id);
}

/// Puts the cursor behind what is in a field.
pub(super) fn put_cursor_at_end(ctx: &egui::Context, id: Id, len: usize) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        let end = egui::text::CCursor::new(len);
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ctx, id);
    }
}

/// Shows and hides the summary.
struct PanelButton {
    text: &'static str,
    hint: &'static str,
}

impl PanelButton {
    fn of(app: &App) -> Self {
        let (text, hint) = if app.docks().is_open(PanelId::Summary) {
            (say("panel-hide"), say("panel-hide-hint"))
        } else {
            (say("panel-show-it"), say("panel-show-it-hint"))
        };
        Self { text, hint }
    }

    fn width(&self, ui: &Ui) -> f32 {
        2.0f32.mul_add(
            ui.spacing().button_padding.x,
            text_width(ui, self.text, FontId::proportional(SIZE)).ceil(),
        )
    }

    fn show(self, ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
        let button = ui.button(RichText::new(self.text).color(palette(ui).dim));
        if button.on_hover_text(tips::keyed(ui.ctx(), self.hint, "summary.toggle")).clicked() {
            out.push(menu::act(app, "summary.toggle"));
        }
    }
}
