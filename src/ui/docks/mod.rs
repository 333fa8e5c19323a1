//! The panels around the panes: each edge's open ones, one inside of the other.
//!
//! The arrangement says where they are and shares the room out; here they are drawn with a
//! header and a splitter each. [`Drawn`] tells afterwards which were there and which has the
//! keyboard. A new panel is a line of `app::docks::ALL` and an arm of [`body`].

pub(super) mod drag;
mod header;
mod splitter;

use super::theme::palette;
use super::{
    changes, differences, hashes, inspector, jobs, marks, panel, results, results_header, rules, scrolled,
    structure, summaries, time_line,
};
use crate::app::docks::{Edge, Fitted, PanelId, Room};
use crate::app::{App, Msg};
use crate::base::DocId;
use egui::{Frame, Id, Order, Panel, Pos2, Rect, Sense, Ui, UiBuilder, Vec2, vec2};

pub(super) use header::focus;

/// The least of the view's width, if one pane is visible or several, and of its height.
const LEAST_WIDTH: [f32; 2] = [320.0, 540.0];
const LEAST_HEIGHT: f32 = 120.0;

/// A panel of less height below its header has less of a margin, in points.
const LOW: f32 = 70.0;

/// What was drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The panels, with the edge and the place of each.
    pub panels: Vec<(PanelId, Edge, Rect)>,
    /// Whether the only panel has the room of the panes.
    pub fills: bool,
    /// Rows of the list of matching lines that fit, if it is shown, and of which document.
    pub list_rows: Option<(DocId, f64)>,
    /// The panel that holds the widget with the keyboard.
    pub typed: Option<PanelId>,
}

/// Draws the open panels that have something to show.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) -> Drawn {
    let area = ui.available_rect_before_wrap();
    let window = ui.ctx().content_rect().size();
    let has_several = app.layout().visible().len() > 1;
    let room = Room {
        window: window.into(),
        free: area.size().into(),
        panes: [LEAST_WIDTH[usize::from(has_several)], LEAST_HEIGHT],
    };
    let shows = |panel| app.panel_has_content(panel);
    let mut drawn = Drawn::default();
    let mut fitted = app.docks().fit(shows, &room, splitter::dragged(ui));
    let wanted = app.wanted_panel().filter(|panel| fitted.iter().all(|one| one.panel != *panel));
    if let Some(panel) = wanted {
        let edge = app.docks().placed(panel).edge;
        fitted =
            vec![Fitted { panel, edge, size: if edge.is_side() { area.width() } else { area.height() } }];
        drawn.fills = true;
    }
    for one in fitted {
        let rect = framed(ui, app, &one, &mut drawn, out);
        drawn.panels.push((one.panel, one.edge, rect));
    }
    if !drawn.fills {
        drag::show(ui, &drawn.panels, area, out);
    }
    drawn
}

/// Draws the splitters: after the panes, whose margin they overlap.
pub(super) fn splitters(ui: &Ui, drawn: &Drawn, out: &mut Vec<Msg>) {
    if drawn.fills {
        return;
    }
    drawn.panels.iter().for_each(|(panel, edge, rect)| splitter::show(ui, *panel, *edge, *rect, out));
}

/// One panel with its header.
fn framed(ui: &mut Ui, app: &App, one: &Fitted, drawn: &mut Drawn, out: &mut Vec<Msg>) -> Rect {
    let name = one.panel.kind().name;
    let panel = match one.edge {
        Edge::Left => Panel::left(name),
        Edge::Right => Panel::right(name),
        Edge::Top => Panel::top(name),
        Edge::Bottom => Panel::bottom(name),
    };
    let panel = panel.exact_size(one.size).resizable(false).show_separator_line(false);
    let shown = panel.frame(Frame::new().fill(palette(ui).panel)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        header::show(ui, app, one.panel, out);
        // A place of its own, so that what is larger than it makes the panel no larger.
        let rest = ui.available_rect_before_wrap();
        ui.allocate_rect(rest, Sense::hover());
        let is_small = rest.height() < LOW;
        let place = rest.shrink2(if is_small { vec2(4.0, 0.0) } else { margin(one.panel) });
        let mut ui = ui.new_child(UiBuilder::new().max_rect(place).id_salt("body"));
        ui.shrink_clip_rect(rest);
        ui.spacing_mut().item_spacing.y = 4.0;
        sideways(&mut ui, one.panel, |ui| body(ui, app, one.panel, drawn, out));
    });
    shown.response.rect
}

/// Shows what is in a panel, scrolled sideways where it is narrower than the panel can be.
fn sideways(ui: &mut Ui, panel: PanelId, content: impl FnOnce(&mut Ui)) {
    let least = panel.kind().least[0] - 2.0 * margin(panel).x;
    if ui.available_width() >= least {
        return content(ui);
    }
    let size = vec2(least, ui.available_height());
    let area = egui::ScrollArea::horizontal().auto_shrink(false);
    scrolled::show(ui, area, |ui| {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        content(&mut ui.new_child(UiBuilder::new().max_rect(rect)));
    });
}

/// The room around what a panel shows, in points.
fn margin(panel: PanelId) -> Vec2 {
    match panel {
        PanelId::Results
        | PanelId::TimeLine
        | PanelId::Differences
        | PanelId::Summaries
        | PanelId::Structure => Vec2::ZERO,
        _ => vec2(12.0, 8.0),
    }
}

/// What a panel shows below its header.
fn body(ui: &mut Ui, app: &App, panel: PanelId, drawn: &mut Drawn, out: &mut Vec<Msg>) {
    match panel {
        PanelId::Summary => panel::show(ui, app, out),
        PanelId::Results => drawn.list_rows = results::show(ui, app, out),
        PanelId::TimeLine => time_line::show(ui, app, out),
        PanelId::Marks => marks::show(ui, app, out),
        PanelId::Rules => rules::show(ui, app, out),
        PanelId::Jobs => jobs::show(ui, app, out),
        PanelId::Inspector => inspector::show(ui, app, out),
        PanelId::Changes => changes::show(ui, app, out),
        PanelId::Differences => differences::show(ui, app, out),
        PanelId::Summaries => summaries::show(ui, app, out),
        PanelId::Hashes => hashes::show(ui, app, out),
        PanelId::Structure => structure::show(ui, app, out),
    }
}

/// What a panel adds to its header, from right to left.
fn tools(ui: &mut Ui, app: &App, panel: PanelId, out: &mut Vec<Msg>) {
    match panel {
        PanelId::Results => results_header::tools(ui, app, out),
        PanelId::Jobs => jobs::tools(ui, app, out),
        PanelId::Inspector => inspector::tools(ui, app, out),
        PanelId::Changes => changes::tools(ui, app, out),
        PanelId::Differences => differences::tools(ui, app, out),
        PanelId::Summaries => summaries::tools(ui, app, out),
        PanelId::Structure => structure::tools(ui, app, out),
        PanelId::Summary | PanelId::TimeLine | PanelId::Marks | PanelId::Rules | PanelId::Hashes => {}
    }
}

impl Drawn {
    /// Which panel has the keyboard after this frame: the one that was pressed last, or that of
    /// the widget with the keyboard; none if either is elsewhere in `window`, the place of panels
    /// and panes.
    pub(super) fn note_focus(&mut self, ui: &Ui, app: &App, window: Rect) -> Option<PanelId> {
        let ctx = ui.ctx();
        let focused = ctx.memory(egui::Memory::focused).and_then(|id| {
            let response = ctx.read_response(id);
            // To be read costs a widget the keyboard in a frame with a click elsewhere, and this
            // one may just have got it.
            ctx.memory_mut(|memory| {
                if !memory.has_focus(id) {
                    memory.request_focus(id)
                }
            });
            response
        });
        let focused = focused.filter(|response| response.layer_id.order == Order::Background);
        self.typed = focused.as_ref().and_then(|response| self.at(response.rect.center()));
        let is_below = |at: Pos2| ctx.layer_id_at(at).is_none_or(|layer| layer.order == Order::Background);
        let (pressed, is_down) = ctx.input(|input| {
            let press = input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten();
            (press.filter(|at| window.contains(*at)), input.pointer.any_down())
        });
        match pressed.filter(|at| is_below(*at)) {
            _ if self.fills => self.panels.first().map(|(panel, ..)| *panel),
            Some(at) => self.at(at),
            // A widget keeps the keyboard until the pointer that was pressed elsewhere is let go.
            None if focused.is_some() && !is_down => self.typed,
            None => app.focused_panel(),
        }
    }

    fn at(&self, at: Pos2) -> Option<PanelId> {
        self.panels.iter().find(|(_, _, rect)| rect.contains(at)).map(|(panel, ..)| *panel)
    }
}

/// The id of a part of a panel.
fn part(panel: PanelId, part: &str) -> Id {
    Id::unique(("panel", part, panel.kind().name))
}
