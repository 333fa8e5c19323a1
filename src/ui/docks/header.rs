//! The header of a panel: its title, what it adds, its menu and a cross.
//!
//! It is dragged to another edge, and takes the keyboard for the panel: Shift and an arrow then
//! move the panel.

use super::super::icons::{cross, icon};
use super::super::theme::{SMALL, palette, semibold};
use super::super::tips;
use super::super::{list_input, menu, structure, theme};
use super::{drag, part, tools};
use crate::app::actions::{Context, Target};
use crate::app::docks::{Edge, PanelId};
use crate::app::{App, AppMsg, Msg};
use crate::messages::{say, say_with};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Color32, EventFilter, Galley, Key, Layout, Modifiers, Popup, Rect, Response, Role, Sense, Stroke,
    Ui, UiBuilder, pos2, vec2,
};
use std::sync::Arc;

/// Keys that move a panel, while its header has the keyboard.
const MOVES: [(Key, Edge); 4] = [
    (Key::ArrowLeft, Edge::Left),
    (Key::ArrowRight, Edge::Right),
    (Key::ArrowUp, Edge::Top),
    (Key::ArrowDown, Edge::Bottom),
];

/// Gives a panel the keyboard: its header, or its list.
pub(in super::super) fn focus(ctx: &egui::Context, panel: PanelId) {
    match panel {
        // Its keys are worth more there.
        PanelId::Results => list_input::focus(ctx),
        PanelId::Structure => structure::focus(ctx),
        _ => ctx.memory_mut(|memory| memory.request_focus(part(panel, "header"))),
    }
}

pub(super) fn show(ui: &mut Ui, app: &App, panel: PanelId, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::BAR), Sense::hover());
    let response = handle(ui, app, panel, rect, out);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        ui.painter().hline(rect.x_range(), rect.top() + 2.0, Stroke::new(2.0, colours.accent));
    }
    let color = if app.focused_panel() == Some(panel) { colours.text } else { colours.dim };
    let title = say(panel.kind().title).to_owned();
    let galley = ui.painter().layout_no_wrap(title, semibold(SMALL), color);
    let at = pos2(rect.left() + 12.0, rect.center().y - galley.size().y / 2.0);
    let rest = Rect::from_min_max(pos2(at.x + galley.size().x + 12.0, rect.top()), rect.max);
    let right = UiBuilder::new()
        .id_salt("header")
        .max_rect(rest.with_max_x(rect.right() - 6.0))
        .layout(Layout::right_to_left(Align::Center));
    let mut bar = ui.new_child(right);
    bar.spacing_mut().item_spacing.x = 2.0;
    let close = say(panel.kind().close);
    let tip = tips::keyed(bar.ctx(), close, toggled_by(panel));
    if cross(&mut bar, close, &tip).clicked() {
        out.push(AppMsg::ClosePanel(panel).into());
    }
    more(&mut bar, app, panel, out);
    bar.add_space(6.0);
    bar.spacing_mut().item_spacing.x = 8.0;
    tools(&mut bar, app, panel, out);
    // What can be pressed has the room of what can't.
    let room = bar.min_rect().left() - 8.0 - at.x;
    let galley = if galley.size().x <= room { galley } else { shortened(ui, panel, color, room) };
    ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(at, galley, color);
}

/// The title in so much room, cut off where that is too little for it.
fn shortened(ui: &Ui, panel: PanelId, color: Color32, room: f32) -> Arc<Galley> {
    let title = say(panel.kind().title).to_owned();
    let mut job = LayoutJob::simple_singleline(title, semibold(SMALL), color);
    job.wrap = TextWrapping::truncate_at_width(room.max(0.0));
    ui.painter().layout_job(job)
}

/// The action that opens and closes it.
fn toggled_by(panel: PanelId) -> &'static str {
    match panel {
        PanelId::Summary => "summary.toggle",
        PanelId::Results => "search.list",
        PanelId::TimeLine => "timeline.toggle",
        PanelId::Marks => "mark.list",
        PanelId::Rules => "text.rules",
        PanelId::Jobs => "jobs.list",
        PanelId::Inspector => "inspector.toggle",
        PanelId::Changes => "edit.changes",
        PanelId::Differences => "compare.panel",
        PanelId::Summaries => "summaries.panel",
        PanelId::Hashes => "hash.panel",
        PanelId::Structure => "structure.toggle",
    }
}

/// The header as what is dragged, pressed and focused.
fn handle(ui: &Ui, app: &App, panel: PanelId, rect: Rect, out: &mut Vec<Msg>) -> Response {
    let id = part(panel, "header");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let title = say(panel.kind().title);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::TitleBar, true, title));
    if response.drag_started() {
        drag::start(ui.ctx(), panel);
    }
    if response.clicked() {
        out.push(AppMsg::FocusPanel(panel).into());
    }
    if response.has_focus() {
        moved_by_key(ui, id, panel, out);
    }
    menu::context(&response, app, Context::Panel, target(app, panel), out);
    response.on_hover_text(say("panel-drag-hint"))
}

fn moved_by_key(ui: &Ui, id: egui::Id, panel: PanelId, out: &mut Vec<Msg>) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    for (key, edge) in MOVES {
        if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key)) {
            out.push(AppMsg::MovePanel { panel, edge, before: None }.into());
        }
    }
}

/// The panel as the target of actions.
fn target(app: &App, panel: PanelId) -> Target {
    Target { panel: Some(panel), ..app.target() }
}

/// What can be done to the panel, behind three dots.
fn more(ui: &mut Ui, app: &App, panel: PanelId, out: &mut Vec<Msg>) {
    let name = say_with("panel-menu", [("title", say(panel.kind().title).into())]);
    let dots = icon(ui, &name, false, |ui, rect, color| {
        for y in [-4.0, 0.0, 4.0] {
            ui.painter().circle_filled(rect.center() + vec2(0.0, y), 1.25, color);
        }
    });
    Popup::menu(&dots).show(|ui| menu::lines(ui, app, Context::Panel, target(app, panel), out));
}
