//! What a button of the pointer does over an area, in the order in which it happens.
//!
//! Of a frame the toolkit says how the pointer was at its end. A tap, a remote desktop or one
//! slow frame puts a press and its release into a single one, where nothing is down any more and
//! nothing was dragged; so the frame's events are gone through one by one.

use super::theme::ROW;
use crate::app::{Msg, PaneRef};
use crate::view::PaneMsg;
use egui::{Event, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

/// One step of a gesture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gesture {
    /// The button went down.
    Press {
        at: Pos2,
        modifiers: Modifiers,
        /// 1 for a click, 2 for a double click and so on.
        n_clicks: u32,
    },
    /// The pointer is here, farther from where it was pressed than a hand trembles.
    Drag { at: Pos2, n_clicks: u32 },
    /// The button that was pressed here was let go, wherever that was.
    Release { at: Pos2, is_drag: bool },
}

impl Gesture {
    /// Where the pointer was.
    pub(super) const fn at(self) -> Pos2 {
        match self {
            Self::Press { at, .. } | Self::Drag { at, .. } | Self::Release { at, .. } => at,
        }
    }
}

/// The button over one area, from one frame to the next.
#[derive(Clone, Copy, Default)]
struct Button {
    down: Option<Down>,
    /// When and where it last went down, and as which click in a row.
    last: Option<(f64, Pos2, u32)>,
}

#[derive(Clone, Copy)]
struct Down {
    from: Pos2,
    n_clicks: u32,
    is_drag: bool,
}

/// What the button did over the area of `sense` in this frame. While it is dragged the last step
/// is where it is now, though it may not have moved: what lies under it may have.
pub(super) fn gestures(ui: &Ui, sense: &Response, of: PointerButton) -> Vec<Gesture> {
    let id = sense.id.with("gestures").with(of as u8);
    let mut button: Button = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let is_ours = |event: &&Event| match event {
        Event::PointerButton { button, .. } => *button == of,
        Event::PointerMoved(_) => true,
        _ => false,
    };
    let (time, events): (f64, Vec<Event>) =
        ui.input(|input| (input.time, input.events.iter().filter(is_ours).cloned().collect()));
    if (events.is_empty() && button.down.is_none()) || !sense.enabled() {
        return Vec::new();
    }
    let mut steps = Vec::new();
    for event in &events {
        match *event {
            Event::PointerButton { pos, pressed: true, modifiers, .. } if is_over(ui, sense, pos) => {
                let n_clicks = button.press(time, pos);
                steps.push(Gesture::Press { at: pos, modifiers, n_clicks });
            }
            Event::PointerMoved(pos) => steps.extend(button.moved(pos)),
            Event::PointerButton { pos, pressed: false, .. } => {
                steps.extend(button.moved(pos));
                let down = button.down.take();
                steps.extend(down.map(|down| Gesture::Release { at: pos, is_drag: down.is_drag }));
            }
            _ => {}
        }
    }
    let (is_down, latest) = ui.input(|input| (input.pointer.button_down(of), input.pointer.latest_pos()));
    // It may have been let go where no one said so.
    button.down = button.down.filter(|_| is_down);
    if let Some((down, at)) = button.down.zip(latest)
        && down.is_drag
        && !matches!(steps.last(), Some(Gesture::Drag { .. }))
    {
        steps.push(Gesture::Drag { at, n_clicks: down.n_clicks });
    }
    ui.data_mut(|data| data.insert_temp::<Button>(id, button));
    steps
}

/// With which keys the first button was pressed or let go in this frame; by its end they may be let go, too.
pub(super) fn click_modifiers(ui: &Ui) -> Modifiers {
    ui.input(|input| {
        let of_button = |event: &Event| match event {
            Event::PointerButton { button: PointerButton::Primary, modifiers, .. } => Some(*modifiers),
            _ => None,
        };
        input.events.iter().rev().find_map(of_button).unwrap_or(input.modifiers)
    })
}

/// A drag past the edges of `rows` scrolls, the faster the farther.
pub(super) fn scroll_beyond(ui: &Ui, steps: &[Gesture], pane: &PaneRef<'_>, rows: Rect, out: &mut Vec<Msg>) {
    let Some(Gesture::Drag { at: pointer, .. }) = steps.last() else { return };
    let beyond = (pointer.y - rows.bottom()).max(0.0) + (pointer.y - rows.top()).min(0.0);
    if beyond != 0.0 {
        out.push(pane.to_pane(PaneMsg::ScrollRows(f64::from(beyond / ROW / 2.0))));
        ui.ctx().request_repaint();
    }
}

impl Button {
    fn press(&mut self, time: f64, at: Pos2) -> u32 {
        /// Longest time from one press to the next of a double click, in seconds.
        const DELAY: f64 = 0.4;
        let n_clicks = match self.last {
            Some((then, there, n)) if time - then <= DELAY && there.distance(at) <= TREMBLE => n + 1,
            _ => 1,
        };
        self.last = Some((time, at, n_clicks));
        self.down = Some(Down { from: at, n_clicks, is_drag: false });
        n_clicks
    }

    fn moved(&mut self, at: Pos2) -> Option<Gesture> {
        let down = self.down.as_mut()?;
        down.is_drag |= down.from.distance(at) > TREMBLE;
        down.is_drag.then_some(Gesture::Drag { at, n_clicks: down.n_clicks })
    }
}

/// How far the pointer moves in a click, in points.
const TREMBLE: f32 = 4.0;

/// Whether nothing lies over the area at this place.
fn is_over(ui: &Ui, sense: &Response, at: Pos2) -> bool {
    sense.interact_rect.contains(at) && ui.ctx().layer_id_at(at).is_none_or(|layer| layer == sense.layer_id)
}
