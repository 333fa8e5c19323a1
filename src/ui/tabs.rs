//! The bar of tabs above a stack of panes: the tabs themselves, a list of all, and what splits.
//!
//! More tabs than have room scroll, by the wheel and by arrows at both ends; the one in front is
//! scrolled to whenever it, its place or the bar has changed.

use super::icons::icon;
use super::theme::{SIZE, SMALL, palette};
use super::{menu, scrolled};
use crate::app::actions::{Context, Target};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::base::PaneId;
use crate::messages::{say, say_with};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Button, Color32, CornerRadius, FontId, Id, Popup, Rect, Response, RichText, Sense, Shape, Stroke, Ui,
    pos2, vec2,
};
use egui_tiles::{TabState, TileId};

/// Width of a tab beside its name, in points: margins and the cross.
const AROUND: f32 = 56.0;

/// The least width of a tab, and the widest name that is not cut, in points.
const LEAST: f32 = 72.0;
const WIDEST: f32 = 260.0;

/// The least width of a bar that has buttons, in points.
const ROOM_FOR_BUTTONS: f32 = 150.0;

/// A pane as the target of actions.
fn target(pane: &PaneRef<'_>) -> Target {
    Target { pane: Some(pane.pane.id()), doc: Some(pane.doc.id()), ..Target::default() }
}

/// One tab: its name, and a cross to close it.
pub(super) fn tab(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    (id, stack): (Id, TileId),
    state: &TabState,
    out: &mut Vec<Msg>,
) -> Response {
    let colours = palette(ui);
    let title = pane.title();
    let color = if state.active { colours.text } else { colours.dim };
    // Not wider than the bar: what does not fit is scrolled to as a whole.
    let room = ui.clip_rect().width().clamp(LEAST, WIDEST + AROUND) - AROUND;
    let galley = ui.painter().layout_job(name(shortened(&title), color, room));
    let size = vec2(galley.size().x + AROUND, ui.available_height());
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| {
        let name = say_with("tab-named", [("name", title.clone().into())]);
        egui::WidgetInfo::selected(egui::Role::Tab, true, state.active, name)
    });
    paint(ui, rect, state.active, app.focused_id() == Some(pane.pane.id()), response.hovered());
    let at = pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let closes = cross(ui, rect, id.with("close"), &title);
    if closes || response.middle_clicked() {
        out.push(AppMsg::ClosePane(pane.pane.id()).into());
    } else if response.clicked() {
        out.push(AppMsg::FocusPane(pane.pane.id()).into());
    }
    menu::context(&response, app, Context::Tab, target(pane), out);
    if state.active {
        note_front(ui, stack, pane.pane.id(), rect);
    }
    if let Some(path) = pane.path() {
        return response.on_hover_text(path.display().to_string());
    }
    response
}

/// Names what is behind the tabs of a bar, by which all of them are dragged; before the first tab is drawn.
pub(super) fn name_bar(ui: &Ui) {
    if let Some(bar) = ui.ctx().read_response(ui.scope_id().with("background")) {
        bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TabList, true, say("tab-bar")));
    }
}

/// A name in one line, cut where it is too wide.
fn name(text: String, color: Color32, room: f32) -> LayoutJob {
    let mut job = LayoutJob::simple_singleline(text, FontId::proportional(SIZE), color);
    job.wrap = TextWrapping::truncate_at_width(room);
    job
}

fn paint(ui: &Ui, rect: Rect, is_active: bool, is_focused: bool, is_hovered: bool) {
    let colours = palette(ui);
    if is_active {
        ui.painter().rect_filled(rect, 0.0, colours.bg);
        // The pane with the keyboard has the accent.
        let color = if is_focused { colours.accent } else { colours.faint };
        ui.painter().hline(rect.x_range(), rect.top() + 1.0, Stroke::new(2.0, color));
    } else if is_hovered {
        ui.painter().rect_filled(rect, 0.0, colours.current);
    }
    ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, colours.line));
}

/// The cross of a tab; whether it was pressed.
fn cross(ui: &Ui, tab: Rect, id: Id, title: &str) -> bool {
    let colours = palette(ui);
    let rect = Rect::from_center_size(pos2(tab.right() - 18.0, tab.center().y), vec2(18.0, 18.0));
    let close = ui.interact(rect, id, Sense::click());
    close.widget_info(|| {
        let name = say_with("tab-close-named", [("name", title.to_owned().into())]);
        egui::WidgetInfo::labeled(egui::Role::Button, true, name)
    });
    if close.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), colours.line);
    }
    let font = FontId::proportional(SMALL + 2.0);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, "×", font, colours.dim);
    close.clicked()
}

/// Room beside the tab in front when it is scrolled to, in points: for an arrow, and a part of the next.
const BESIDE: f32 = 48.0;

/// The tab in front, as it was drawn.
#[derive(Clone, Copy, Debug)]
struct Front {
    tab: PaneId,
    /// Its distance from the first tab, its width, and the bar's without arrows, in points.
    at: f32,
    width: f32,
    bar: f32,
}

impl Front {
    /// Whether nothing has changed but by rounding.
    fn is_like(&self, other: &Self) -> bool {
        let near = |one: f32, other: f32| (one - other).abs() < 3.0;
        let is_same = self.tab == other.tab && near(self.at, other.at);
        is_same && near(self.width, other.width) && near(self.bar, other.bar)
    }

    /// The offset at which it is in view, nearest to this one.
    fn brought_into_view(&self, offset: f32) -> f32 {
        let room = self.bar - 2.0 * BESIDE;
        let (first, last) = (self.at + self.width + BESIDE - room, self.at - BESIDE);
        // Where it is wider than the bar, its beginning counts.
        if first > last { last.max(0.0) } else { offset.clamp(first, last).max(0.0) }
    }
}

/// The tab in front of a stack as it was drawn last, and as it was when it was in sight last.
type Fronts = [Option<Front>; 2];

fn fronts_id(stack: TileId) -> Id {
    Id::unique("tab in front").with(stack.0)
}

/// Notes where the tab in front is, and that it is in sight once it is.
fn note_front(ui: &Ui, stack: TileId, tab: PaneId, rect: Rect) {
    let at = rect.left() - ui.min_rect().left();
    let is_in_sight = is_in_sight(rect, ui.clip_rect());
    let is_known = ui.data_mut(|data| {
        let fronts: &mut Fronts = data.get_temp_mut_or_default(fronts_id(stack));
        let bar = fronts[0].map_or(0.0, |last| last.bar);
        let front = Front { tab, at, width: rect.width(), bar };
        // Its place was known as the bar was scrolled: what is drawn now is where that led.
        if is_in_sight && fronts[0].is_some_and(|last| last.is_like(&front)) {
            fronts[1] = Some(front);
        }
        fronts[0] = Some(front);
        fronts[1].is_some_and(|shown| shown.is_like(&front))
    });
    if !is_known {
        ui.ctx().request_repaint();
    }
}

/// Whether a tab is in sight: as a whole, or its beginning in a bar that has no room for more.
fn is_in_sight(tab: Rect, clip: Rect) -> bool {
    let has_room = clip.width() >= tab.width() + 2.0 * BESIDE;
    let begins = tab.left() >= clip.left() - 1.0;
    if has_room { begins && tab.right() <= clip.right() + 1.0 } else { begins || clip.width() < LEAST }
}

/// Scrolls the tabs of a bar to the one in front, unless it was in sight and nothing about it has
/// changed since: the wheel may show others.
fn bring_into_view(ui: &Ui, stack: TileId, bar: f32, offset: &mut f32) {
    // Not under a pointer that drags it, or is about to.
    if ui.input(|input| input.pointer.any_down()) {
        return;
    }
    ui.data_mut(|data| {
        let fronts: &mut Fronts = data.get_temp_mut_or_default(fronts_id(stack));
        let Some(front) = &mut fronts[0] else { return };
        front.bar = bar;
        let front = *front;
        if !fronts[1].is_some_and(|shown| shown.is_like(&front)) {
            *offset = front.brought_into_view(*offset);
        }
    });
}

/// Notes that the tabs scroll, after the last of them.
pub(super) fn note_scrolling(ui: &Ui) {
    let most = vec2((ui.min_rect().width() - ui.clip_rect().width()).max(0.0), 0.0);
    let offset = vec2((ui.clip_rect().left() - ui.min_rect().left()).max(0.0), 0.0);
    scrolled::describe(ui.ctx(), ui.unique_id(), ui.clip_rect(), offset, most);
}

/// Right of the tabs of a stack: its buttons. Then the tab in front is brought into view, which is
/// `offset` points to the right of the first one that is visible.
pub(super) fn beside(
    ui: &mut Ui,
    (app, pane): (&App, &PaneRef<'_>),
    stack: TileId,
    tabs: &[PaneId],
    offset: &mut f32,
    out: &mut Vec<Msg>,
) {
    buttons(ui, app, pane, tabs, out);
    bring_into_view(ui, stack, ui.available_width(), offset);
}

/// From right to left: a second pane, whether the pane is linked, the list of all tabs.
fn buttons(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, tabs: &[PaneId], out: &mut Vec<Msg>) {
    if ui.available_width() < ROOM_FOR_BUTTONS {
        return;
    }
    ui.add_space(6.0);
    let colours = palette(ui);
    let mut act = |id| out.push(Msg::Act(id, target(pane)));
    let split = icon(ui, say("action-pane-split-right"), false, |ui, rect, color| {
        let stroke = Stroke::new(1.0, color);
        ui.painter().rect_stroke(rect, 1.0, stroke, egui::StrokeKind::Inside);
        ui.painter().vline(rect.center().x, rect.y_range(), stroke);
    });
    if split.clicked() {
        act("pane.split-right");
    }
    if pane.doc.is_shared() && link(ui, pane) {
        act("pane.link");
    }
    if pane.scrolls_along() {
        ui.label(RichText::new(say("pane-scrolls")).size(SMALL).color(colours.dim));
    }
    if tabs.len() > 1 {
        let all = icon(ui, say("tabs-all"), false, |ui, rect, color| {
            let (at, half) = (rect.center(), 4.5);
            let corners = vec![at + vec2(-half, -2.5), at + vec2(half, -2.5), at + vec2(0.0, 3.0)];
            ui.painter().add(Shape::convex_polygon(corners, color, Stroke::NONE));
        });
        Popup::menu(&all).show(|ui| menu::scrolled(ui, menu::FILES, |ui| list(ui, app, tabs, true, out)));
        all.on_hover_text(say("tabs-all-hint"));
    }
}

/// Whether a pane is linked; whether it was pressed.
fn link(ui: &mut Ui, pane: &PaneRef<'_>) -> bool {
    let is_on = pane.is_linked();
    let name = if is_on { say("pane-linked") } else { say("pane-not-linked") };
    let link = icon(ui, name, is_on, |ui, rect, color| {
        let stroke = Stroke::new(1.5, color);
        for (y, left) in [(rect.top() + 3.0, false), (rect.bottom() - 3.0, true)] {
            ui.painter().hline(rect.x_range(), y, stroke);
            let (tip, back) =
                if left { (rect.left(), rect.left() + 3.0) } else { (rect.right(), rect.right() - 3.0) };
            let points = vec![pos2(back, y - 3.0), pos2(tip, y), pos2(back, y + 3.0)];
            ui.painter().line(points, stroke);
        }
    });
    let hint = if is_on { say("pane-linked-hint") } else { say("pane-not-linked-hint") };
    link.on_hover_text(hint).clicked()
}

/// Tabs as entries of a menu, which has others unless they are alone; a press shows one.
pub(super) fn list(ui: &mut Ui, app: &App, tabs: &[PaneId], is_alone: bool, out: &mut Vec<Msg>) {
    let visible = app.layout().visible();
    for pane in tabs.iter().filter_map(|pane| app.pane(*pane)) {
        let sign = if visible.contains(&pane.pane.id()) { "✓ " } else { "" };
        let button = Button::new(format!("{sign}{}", pane.title())).truncate();
        let entry = menu::item(ui, button, AppMsg::FocusPane(pane.pane.id()), out);
        if is_alone && app.focused_id() == Some(pane.pane.id()) {
            scroll_once(ui, &entry);
        }
        if let Some(path) = pane.path() {
            entry.on_hover_text(path.display().to_string());
        }
    }
}

/// Scrolls to the tab in front when the list is opened.
fn scroll_once(ui: &Ui, entry: &Response) {
    let (id, now) = (ui.scope_id().with("list opened"), ui.ctx().cumulative_frame_nr());
    let last: u64 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if last + 2 < now {
        entry.scroll_to_me(Some(egui::Align::Center));
    }
    ui.data_mut(|data| data.insert_temp(id, now));
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
