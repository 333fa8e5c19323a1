//! The panes: stacks of tabs that can be dragged, split and resized.
//!
//! [`Layout`] says what there is; a tile tree with the same ids is made from it for each frame.
//! Where that was changed by hand (a tab dropped elsewhere, a splitter moved), the layout is
//! read back from it and sent.

use super::menu;
use super::theme::{self, SIZE, SMALL, palette};
use super::{overlays, start, view};
use crate::app::actions::{Context, Target};
use crate::app::layout::{Direction, Layout, Node};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::base::PaneId;
use crate::doc::Content;
use crate::messages::{say, say_with};
use crate::scroll::ViewMetrics;
use egui::{Color32, CornerRadius, Id, Rect, Response, Sense, Stroke, Ui, Visuals, pos2, vec2};
use egui_tiles::{
    Behavior, Container, Linear, LinearDir, ResizeState, SimplificationOptions, TabState, Tabs, Tile, TileId,
    Tiles, Tree, UiResponse,
};

/// Tile ids from here on are those of the layout's nodes; those below are panes.
const NODES: u64 = 1 << 32;

/// What painters have measured, a line a pane that was painted.
pub(super) type PaneMetrics = Vec<(PaneId, ViewMetrics)>;

/// Paints all visible panes.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) -> PaneMetrics {
    let Some(root) = &app.layout().root else { return PaneMetrics::new() };
    let mut tiles = Tiles::default();
    let root = insert(&mut tiles, root);
    let mut tree = Tree::new(Id::unique("panes"), root, tiles);
    let mut painting = Painting { app, out, measured: PaneMetrics::new() };
    tree.ui(&mut painting, ui);
    // A drop leaves containers of containers, which the tree would simplify in the next frame.
    tree.simplify(&painting.simplification_options());
    let measured = painting.measured;
    let mut layout = app.layout().with_root(tree.root().and_then(|root| read(&tree.tiles, root)));
    layout.adopt(&|id| id >= NODES);
    if layout.root != app.layout().root && is_whole(&layout, app.layout()) {
        out.push(AppMsg::SetLayout(layout).into());
    }
    measured
}

/// Whether a layout holds the same panes as another one: while a tab is dragged it may not.
fn is_whole(layout: &Layout, other: &Layout) -> bool {
    let sorted = |layout: &Layout| {
        let mut panes = layout.panes();
        panes.sort_unstable();
        panes
    };
    sorted(layout) == sorted(other)
}

/// A node as a tile with the same id.
fn insert(tiles: &mut Tiles<PaneId>, node: &Node) -> TileId {
    match node {
        Node::Stack { id, panes, front } => {
            let children: Vec<TileId> = panes.iter().map(|pane| TileId(pane.0)).collect();
            panes.iter().for_each(|pane| tiles.insert(TileId(pane.0), Tile::Pane(*pane)));
            let mut tabs = Tabs::new(children);
            tabs.set_active(TileId(front.0));
            let id = TileId(node_id(*id));
            tiles.insert(id, Tile::Container(Container::Tabs(tabs)));
            id
        }
        Node::Split { id, direction, parts } => {
            let children: Vec<TileId> = parts.iter().map(|(part, _)| insert(tiles, part)).collect();
            let dir = match direction {
                Direction::Right => LinearDir::Horizontal,
                Direction::Down => LinearDir::Vertical,
            };
            let mut linear = Linear::new(dir, children.clone());
            for (child, (_, share)) in children.into_iter().zip(parts) {
                linear.shares.set_share(child, *share);
            }
            let id = TileId(node_id(*id));
            tiles.insert(id, Tile::Container(Container::Linear(linear)));
            id
        }
    }
}

fn node_id(id: u64) -> u64 {
    id.saturating_add(NODES)
}

/// A tile as a node; `None` for what holds no pane.
fn read(tiles: &Tiles<PaneId>, id: TileId) -> Option<Node> {
    let own = id.0.checked_sub(NODES).unwrap_or(id.0 | NODES << 1);
    match tiles.get(id)? {
        Tile::Pane(pane) => Some(Node::Stack { id: own, panes: vec![*pane], front: *pane }),
        Tile::Container(Container::Tabs(tabs)) => {
            let panes: Vec<PaneId> =
                tabs.children.iter().filter_map(|child| tiles.get_pane(child).copied()).collect();
            let front = tabs.active.and_then(|active| tiles.get_pane(&active).copied());
            let front = front.or(panes.first().copied())?;
            Some(Node::Stack { id: own, panes, front })
        }
        Tile::Container(Container::Linear(linear)) => {
            let part = |child: &TileId| Some((read(tiles, *child)?, linear.shares[*child]));
            let mut parts: Vec<_> = linear.children.iter().filter_map(part).collect();
            let direction = match linear.dir {
                LinearDir::Horizontal => Direction::Right,
                LinearDir::Vertical => Direction::Down,
            };
            match parts.len() {
                0 => None,
                1 => parts.pop().map(|(part, _)| part),
                _ => Some(Node::Split { id: own, direction, parts }),
            }
        }
        Tile::Container(Container::Grid(_)) => None,
    }
}

/// Paints tiles.
struct Painting<'a> {
    app: &'a App,
    out: &'a mut Vec<Msg>,
    measured: PaneMetrics,
}

impl Behavior<PaneId> for Painting<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, id: &mut PaneId) -> UiResponse {
        let Some(pane) = self.app.pane(*id) else { return UiResponse::None };
        let rect = ui.max_rect();
        let pressed = ui.input(|input| {
            let origin = input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten();
            origin.is_some_and(|at| rect.contains(at))
        });
        if pressed && self.app.focused_id() != Some(*id) && ui.rect_contains_pointer(rect) {
            self.out.push(AppMsg::FocusPane(*id).into());
        }
        let metrics = ui.push_id(id.0, |ui| content(ui, self.app, &pane, self.out)).inner;
        self.measured.push((*id, metrics));
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, id: &PaneId) -> egui::WidgetText {
        self.app.pane(*id).map(|pane| pane.title()).unwrap_or_default().into()
    }

    fn tab_ui(
        &mut self,
        tiles: &mut Tiles<PaneId>,
        ui: &mut Ui,
        id: Id,
        tile: TileId,
        state: &TabState,
    ) -> Response {
        let Some(pane) = tiles.get_pane(&tile).and_then(|pane| self.app.pane(*pane)) else {
            return ui.allocate_response(vec2(0.0, 0.0), Sense::click_and_drag());
        };
        tab(ui, self.app, &pane, id, state, self.out)
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<PaneId>,
        ui: &mut Ui,
        _id: TileId,
        tabs: &Tabs,
        _: &mut f32,
    ) {
        let front = tabs.active.and_then(|tile| tiles.get_pane(&tile)).and_then(|pane| self.app.pane(*pane));
        if let Some(pane) = front {
            ui.add_space(6.0);
            buttons(ui, &pane, self.out);
        }
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        theme::TABS
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        visuals.panel_fill
    }

    fn tab_bar_hline_stroke(&self, visuals: &Visuals) -> Stroke {
        visuals.window_stroke
    }

    fn resize_stroke(&self, style: &egui::Style, state: ResizeState) -> Stroke {
        match state {
            ResizeState::Idle => style.visuals.window_stroke,
            ResizeState::Hovering => Stroke::new(4.0, style.visuals.window_stroke.color),
            ResizeState::Dragging => Stroke::new(4.0, style.visuals.hyperlink_color),
        }
    }

    fn drag_preview_stroke(&self, visuals: &Visuals) -> Stroke {
        Stroke::new(1.0, visuals.hyperlink_color)
    }

    fn drag_preview_color(&self, visuals: &Visuals) -> Color32 {
        visuals.hyperlink_color.gamma_multiply(0.2)
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..SimplificationOptions::default() }
    }

    fn cycle_tabs_with_keyboard(&self) -> bool {
        // An action cycles the tabs.
        false
    }
}

/// A pane below its tab: banners, and the file or what there is in its place.
fn content(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
    overlays::banner(ui, pane, out);
    overlays::compressed(ui, pane, out);
    overlays::silent(ui, pane, out);
    overlays::pending(ui, pane, out);
    overlays::question(ui, pane, out);
    match pane.doc.content() {
        Content::Opening => start::opening(ui, pane),
        Content::Failed(error) => start::failed(ui, pane, &error.message().to_string(), out),
        Content::Open(file) if file.is_empty() => start::empty(ui, pane, file),
        Content::Open(_) => return view::show(ui, app, pane, out),
    }
    ViewMetrics::default()
}

/// One tab: its name, and a cross to close it.
fn tab(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, id: Id, state: &TabState, out: &mut Vec<Msg>) -> Response {
    let colours = palette(ui);
    let is_focused = app.focused_id() == Some(pane.pane.id());
    let title = pane.title();
    let color = if state.active { colours.text } else { colours.dim };
    let galley = ui.painter().layout_no_wrap(shortened(&title), egui::FontId::proportional(SIZE), color);
    let size = vec2(galley.size().x + 56.0, ui.available_height());
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::Role::Tab,
            true,
            state.active,
            say_with("tab-named", [("name", title.clone().into())]),
        )
    });
    if state.active {
        ui.painter().rect_filled(rect, 0.0, colours.bg);
        // The pane with the keyboard has the accent.
        let color = if is_focused { colours.accent } else { colours.faint };
        ui.painter().hline(rect.x_range(), rect.top() + 1.0, Stroke::new(2.0, color));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.current);
    }
    ui.painter().vline(rect.right(), rect.y_range(), Stroke::new(1.0, colours.line));
    let at = pos2(rect.left() + 14.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    let target = Target { pane: Some(pane.pane.id()), doc: Some(pane.doc.id()), ..Target::default() };
    let cross = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(18.0, 18.0));
    let close = ui.interact(cross, id.with("close"), Sense::click());
    close.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            true,
            say_with("tab-close-named", [("name", title.clone().into())]),
        )
    });
    if close.hovered() {
        ui.painter().rect_filled(cross, CornerRadius::same(4), colours.line);
    }
    let font = egui::FontId::proportional(SMALL + 2.0);
    ui.painter().text(cross.center(), egui::Align2::CENTER_CENTER, "×", font, colours.dim);
    if close.clicked() || response.middle_clicked() {
        out.push(AppMsg::ClosePane(pane.pane.id()).into());
    } else if response.clicked() {
        out.push(AppMsg::FocusPane(pane.pane.id()).into());
    }
    menu::context(&response, app, Context::Tab, target, out);
    if let Some(path) = pane.path() {
        return response.on_hover_text(path.display().to_string());
    }
    response
}

/// Right of the tabs: whether the pane is linked, and a second pane.
fn buttons(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let target = Target { pane: Some(pane.pane.id()), doc: Some(pane.doc.id()), ..Target::default() };
    let mut act = |id| out.push(Msg::Act(id, target));
    let split = icon(ui, say("action-pane-split-right"), false, |ui, rect, color| {
        let stroke = Stroke::new(1.0, color);
        ui.painter().rect_stroke(rect, 1.0, stroke, egui::StrokeKind::Inside);
        ui.painter().vline(rect.center().x, rect.y_range(), stroke);
    });
    if split.clicked() {
        act("pane.split-right");
    }
    if pane.doc.is_shared() {
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
        if link.on_hover_text(say("pane-linked-hint")).clicked() {
            act("pane.link");
        }
    }
    if pane.scrolls_along() {
        ui.label(egui::RichText::new(say("pane-scrolls")).size(SMALL).color(colours.dim));
    }
}

/// A small button with a painted sign.
pub(super) fn icon(ui: &mut Ui, name: &str, is_on: bool, paint: impl FnOnce(&Ui, Rect, Color32)) -> Response {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, name));
    let fill = match (is_on, response.hovered() || response.has_focus()) {
        (true, _) => colours.selection,
        (false, true) => colours.current,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 4.0, fill);
    let color = if is_on { colours.accent } else { colours.dim };
    paint(ui, Rect::from_center_size(rect.center(), vec2(12.0, 11.0)), color);
    response
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
