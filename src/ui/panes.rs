//! The panes: stacks of tabs that can be dragged, split and resized.
//!
//! [`Layout`] says what there is; a tile tree with the same ids is made from it for each frame.
//! Where that was changed by hand (a tab dropped elsewhere, a splitter moved), the layout is
//! read back from it and sent.

use super::theme;
use super::{overlays, splitters, start, tabs, view};
use crate::app::layout::{Direction, Layout, Node};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::base::PaneId;
use crate::doc::Content;
use crate::scroll::ViewMetrics;
use egui::{Color32, Id, Response, Sense, Stroke, Ui, Visuals, vec2};
use egui_tiles::{
    Behavior, Container, Linear, LinearDir, ResizeState, SimplificationOptions, TabState, Tabs, Tile, TileId,
    Tiles, Tree, UiResponse,
};

/// Tile ids from here on are those of the layout's nodes; those below are panes.
const NODES: u64 = 1 << 32;

/// What painters have measured, a line a pane that was painted.
pub(super) type PaneMetrics = Vec<(PaneId, ViewMetrics)>;

/// The least that dragging leaves of a pane, in points.
const LEAST: f32 = 120.0;

/// Paints all visible panes.
pub(super) fn show(ui: &mut Ui, app: &App, has_tabs: bool, out: &mut Vec<Msg>) -> PaneMetrics {
    let Some(root) = &app.layout().root else { return PaneMetrics::new() };
    let mut tiles = Tiles::default();
    let root = insert(&mut tiles, root);
    let mut tree = Tree::new(Id::unique("panes"), root, tiles);
    let mut painting = Painting { app, has_tabs, root, stack: root, out, measured: PaneMetrics::new() };
    tree.ui(&mut painting, ui);
    // A drop leaves containers of containers, which the tree would simplify in the next frame.
    tree.simplify(&painting.simplification_options());
    let measured = painting.measured;
    let rect = |id| tree.tiles.rect(TileId(node_id(id)));
    if let Some(moved) = splitters::show(ui, app.layout(), &rect, LEAST) {
        out.push(AppMsg::SetLayout(moved).into());
        return measured;
    }
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

/// The tile of a node of the layout.
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
    /// Whether there is room for bars of tabs.
    has_tabs: bool,
    root: TileId,
    /// The stack whose bar is being painted.
    stack: TileId,
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
        // One that is not alone can be dragged as a whole.
        if self.stack != self.root {
            tabs::name_bar(ui);
        }
        tabs::tab(ui, self.app, &pane, (id, self.stack), state, self.out)
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<PaneId>,
        ui: &mut Ui,
        stack: TileId,
        tabs: &Tabs,
        offset: &mut f32,
    ) {
        self.stack = stack;
        let front = tabs.active.and_then(|tile| tiles.get_pane(&tile)).and_then(|pane| self.app.pane(*pane));
        if let Some(pane) = front {
            let all: Vec<PaneId> =
                tabs.children.iter().filter_map(|tile| tiles.get_pane(tile).copied()).collect();
            tabs::beside(ui, (self.app, &pane), stack, &all, offset, self.out);
        }
    }

    fn tab_bar_trailing_ui(&mut self, _tiles: &Tiles<PaneId>, ui: &mut Ui, _tile: TileId, _tabs: &Tabs) {
        tabs::note_scrolling(ui);
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        theme::TABS
    }

    fn is_tab_bar_visible(&self, _tile: TileId, _tabs: &Tabs) -> bool {
        self.has_tabs
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        LEAST
    }

    fn is_container_resizable(&self, _tiles: &Tiles<PaneId>, _tile: TileId) -> bool {
        // The lines between panes are ours: these have names, and are moved by keys, too.
        false
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        visuals.panel_fill
    }

    fn tab_bar_hline_stroke(&self, visuals: &Visuals) -> Stroke {
        visuals.window_stroke
    }

    fn resize_stroke(&self, style: &egui::Style, _state: ResizeState) -> Stroke {
        style.visuals.window_stroke
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
        Content::Failed(error) => start::failed(ui, app, pane, &error.message().to_string(), out),
        Content::Open(file) if file.edited_len() == 0 => start::empty(ui, pane, file),
        Content::Open(_) => return view::show(ui, app, pane, out),
    }
    ViewMetrics::default()
}
