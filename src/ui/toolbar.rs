//! The toolbar: how to look at the file and where to go; and the tabs below it.

use super::theme::{SIZE, SMALL, mono, palette, semibold};
use super::{menu, search_bar, views};
use crate::app::{App, Command, Session};
use crate::base::units::px;
use egui::{
    Align, CornerRadius, Frame, Id, Key, Layout, Margin, RichText, Sense, Stroke, TextEdit, Ui, vec2,
};

/// Width of a view's button, in points.
const SWITCH: f32 = 54.0;

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

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    let Some(tab) = app.front() else { return };
    ui.horizontal_centered(|ui| {
        if tab.file().is_none() {
            return;
        }
        switch(ui, tab, out);
        ui.add_space(4.0);
        let room = ui.available_width();
        if room > 240.0 {
            go_to(ui, if room > 780.0 { 264.0 } else { 150.0 }, out);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            search_bar::show(ui, app, out);
            if ui.available_width() > 110.0 {
                panel_button(ui, app, out);
            }
        });
    });
}

/// One button a view, in one frame.
fn switch(ui: &mut Ui, tab: &Session, out: &mut Vec<Command>) {
    let colours = palette(ui);
    let size = vec2(px(views::ALL.len()) * SWITCH, FIELD);
    framed(ui, size, 0.0, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for view in views::ALL {
            let is_on = tab.view() == view.id();
            let color = if is_on { colours.on_accent } else { colours.dim };
            let text = RichText::new(view.label()).color(color);
            let text = if is_on { text.font(semibold(SIZE)) } else { text };
            let fill = if is_on { colours.accent } else { egui::Color32::TRANSPARENT };
            let button = egui::Button::new(text).fill(fill).stroke(Stroke::NONE).corner_radius(6);
            let response =
                ui.add(button.min_size(vec2(SWITCH, FIELD))).on_hover_text(menu::view_hint(view.id()));
            if response.clicked() {
                out.push(Command::ShowView(view.id()));
            }
        }
    });
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

fn go_to(ui: &mut Ui, width: f32, out: &mut Vec<Command>) {
    let colours = palette(ui);
    let id = goto_id();
    framed(ui, vec2(width, FIELD), 10.0, |ui| {
        let label = ui.label(RichText::new("Go to").color(colours.dim));
        let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let hint = RichText::new("line  @byte  %  time").color(colours.faint);
        let edit = TextEdit::singleline(&mut text).id(id).font(mono()).hint_text(hint).frame(Frame::NONE);
        let edit = edit.margin(Margin::ZERO).align(egui::Align2::LEFT_CENTER).desired_width(width - 74.0);
        let response = ui.add(edit).labelled_by(label.id);
        if response.gained_focus() {
            select_all(ui.ctx(), id, text.chars().count());
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !text.trim().is_empty()
        {
            out.push(Command::Goto(text.clone()));
        }
        ui.data_mut(|data| data.insert_temp(id, text));
    });
}

pub(super) fn select_all(ctx: &egui::Context, id: Id, len: usize) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(len));
        state.cursor.set_char_range(Some(all));
        state.store(ctx, id);
    }
}

/// Puts the cursor behind what is in a field.
pub(super) fn put_cursor_at_end(ctx: &egui::Context, id: Id, len: usize) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        let end = egui::text::CCursor::new(len);
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ctx, id);
    }
}

fn panel_button(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    let text = if app.settings().panel_open { "Hide summary" } else { "Summary" };
    if ui.button(RichText::new(text).color(palette(ui).dim)).on_hover_text("F9").clicked() {
        out.push(Command::TogglePanel);
    }
}

pub(super) fn tabs(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    let colours = palette(ui);
    let bottom = ui.max_rect().bottom();
    ui.painter().hline(ui.clip_rect().x_range(), bottom - 0.5, Stroke::new(1.0, colours.line));
    let scroll = egui::ScrollArea::horizontal()
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden);
    scroll.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (nr, session) in app.sessions().iter().enumerate() {
                tab(ui, nr, session, nr == app.front_nr(), out);
            }
        });
    });
}

/// One tab: its name, and a cross to close it.
fn tab(ui: &mut Ui, nr: usize, session: &Session, is_front: bool, out: &mut Vec<Command>) {
    let colours = palette(ui);
    let name = shortened(session.name());
    let color = if is_front { colours.text } else { colours.dim };
    let galley = ui.painter().layout_no_wrap(name, egui::FontId::proportional(SIZE), color);
    let size = vec2(galley.size().x + 56.0, ui.available_height());
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("tab", session.id_nr())), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Tab, true, is_front, format!("Tab {}", session.name()))
    });
    if is_front {
        ui.painter().rect_filled(rect, 0.0, colours.bg);
        ui.painter().hline(rect.x_range(), rect.top() + 1.0, Stroke::new(2.0, colours.accent));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.current);
    }
    ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, colours.line));
    let at = egui::pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let cross =
        egui::Rect::from_center_size(egui::pos2(rect.right() - 18.0, rect.center().y), vec2(18.0, 18.0));
    let close = ui.interact(cross, ui.scope_id().with(("close", session.id_nr())), Sense::click());
    close.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Close {}", session.name()))
    });
    if close.hovered() {
        ui.painter().rect_filled(cross, CornerRadius::same(4), colours.line);
    }
    let font = egui::FontId::proportional(SMALL + 2.0);
    ui.painter().text(cross.center(), egui::Align2::CENTER_CENTER, "×", font, colours.dim);
    if close.clicked() || response.middle_clicked() {
        out.push(Command::CloseTabNr(nr));
    } else if response.clicked() {
        out.push(Command::SelectTab(nr));
    }
    let hover = session.path().map(|path| path.display().to_string());
    if let Some(path) = hover {
        response.on_hover_text(path);
    }
}

/// A long name without its middle.
fn shortened(name: &str) -> String {
    const MOST: usize = 32;
    let chars: Vec<char> = name.chars().collect();
    if chars.len() <= MOST {
        return name.to_owned();
    }
    let (head, tail) = (&chars[..MOST / 2], &chars[chars.len() - MOST / 2..]);
    format!("{}…{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}
