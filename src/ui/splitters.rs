//! The lines between panes: dragged, moved by the arrow keys while they have the keyboard, and set in the
//! middle by a double click. The tiles' library draws them; it would not say what they are.

use super::theme::palette;
use crate::app::layout::{Direction, Layout, Node};
use crate::messages::say;
use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// How far beside it a line is taken hold of, in points.
const GRAB: f32 = 3.0;

/// By how much of the room of its two parts an arrow key moves a line.
const STEP: f32 = 0.05;

/// A line between two neighbouring parts of a split.
struct Line {
    /// The split, and the part before the line.
    split: u64,
    nr: usize,
    direction: Direction,
    /// Where both parts are.
    one: Rect,
    next: Rect,
}

/// Takes what is done to the lines of panes that were just drawn; the layout, if one was moved. `rect` is where
/// a node is, by its id; panes are made no smaller than `least` points.
pub(super) fn show(
    ui: &Ui,
    layout: &Layout,
    rect: &dyn Fn(u64) -> Option<Rect>,
    least: f32,
) -> Option<Layout> {
    let mut lines = Vec::new();
    layout.root.iter().for_each(|root| collect(root, rect, &mut lines));
    let mut moved = None;
    for line in lines {
        if let Some(share) = line.show(ui, least) {
            moved = Some(layout.with_line_at(line.split, line.nr, share));
        }
    }
    moved
}

fn collect(node: &Node, rect: &dyn Fn(u64) -> Option<Rect>, lines: &mut Vec<Line>) {
    let Node::Split { id, direction, parts } = node else { return };
    for (nr, two) in parts.windows(2).enumerate() {
        let [one, next] = [&two[0].0, &two[1].0].map(|part| rect(part.id()));
        if let (Some(one), Some(next)) = (one, next) {
            lines.push(Line { split: *id, nr, direction: *direction, one, next });
        }
    }
    parts.iter().for_each(|(part, _)| collect(part, rect, lines));
}

impl Line {
    /// Where the one part starts, where the line is, and where the next part ends, in points.
    fn places(&self) -> (f32, f32, f32) {
        match self.direction {
            Direction::Right => {
                (self.one.left(), f32::midpoint(self.one.right(), self.next.left()), self.next.right())
            }
            Direction::Down => {
                (self.one.top(), f32::midpoint(self.one.bottom(), self.next.top()), self.next.bottom())
            }
        }
    }

    fn rect(&self, at: f32) -> Rect {
        match self.direction {
            Direction::Right => Rect::from_x_y_ranges(at..=at, self.one.y_range()).expand2(vec2(GRAB, 0.0)),
            Direction::Down => Rect::from_x_y_ranges(self.one.x_range(), at..=at).expand2(vec2(0.0, GRAB)),
        }
    }

    /// Shows it and takes what is done to it: the share of both parts' room that the one is to have.
    fn show(&self, ui: &Ui, least: f32) -> Option<f32> {
        let (start, at, end) = self.places();
        let id = Id::unique("line between panes").with((self.split, self.nr));
        let line = ui.interact(self.rect(at), id, Sense::click_and_drag());
        line.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, say("pane-resize")));
        self.paint(ui, &line);
        let room = end - start;
        let wanted = if line.double_clicked() {
            Some(start + room / 2.0)
        } else if line.dragged() {
            let pointer = line.interact_pointer_pos();
            pointer.map(|pointer| if self.direction == Direction::Right { pointer.x } else { pointer.y })
        } else if line.has_focus() {
            self.by_key(ui, id).map(|by| at + by * room)
        } else {
            None
        };
        let (first, last) = (start + least, end - least);
        let wanted = wanted.filter(|_| first < last)?.clamp(first, last);
        ((wanted - at).abs() >= 0.5).then_some((wanted - start) / room)
    }

    /// A hairline is there already; it grows under the pointer, and has the accent while it is moved.
    fn paint(&self, ui: &Ui, line: &Response) {
        let colours = palette(ui);
        let is_active = line.dragged() || line.has_focus();
        if line.hovered() || is_active {
            let stroke = Stroke::new(4.0, if is_active { colours.accent } else { colours.line });
            let center = line.rect.center();
            let icon = match self.direction {
                Direction::Right => {
                    ui.painter().vline(center.x, line.rect.y_range(), stroke);
                    CursorIcon::ResizeHorizontal
                }
                Direction::Down => {
                    ui.painter().hline(line.rect.x_range(), center.y, stroke);
                    CursorIcon::ResizeVertical
                }
            };
            line.clone().on_hover_and_drag_cursor(icon);
        }
    }

    /// By how much of the room the arrow keys of this frame move it.
    fn by_key(&self, ui: &Ui, id: Id) -> Option<f32> {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let (back, on) = match self.direction {
            Direction::Right => (Key::ArrowLeft, Key::ArrowRight),
            Direction::Down => (Key::ArrowUp, Key::ArrowDown),
        };
        let is_pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if is_pressed(on) { Some(STEP) } else { is_pressed(back).then_some(-STEP) }
    }
}
