//! The primary selection of X11 and Wayland: what is selected is pasted elsewhere by the middle button,
//! without being copied.

use crate::app::App;
use crate::base::{PaneId, Span};
use crate::view::ColumnBlock;

/// What is selected, and in which pane.
type Selected = (PaneId, Span, Option<ColumnBlock>);

/// What it was filled with last.
#[derive(Default)]
pub(super) struct Primary {
    filled: Option<Selected>,
}

impl Primary {
    /// Fills it with a selection that is new, once nothing is pressed that would still change it.
    pub(super) fn fill(&mut self, ctx: &egui::Context, app: &mut App) {
        let is_held = ctx.input(|input| input.pointer.any_down() || input.modifiers.shift);
        let selected = app.focused().filter(|pane| pane.focus.has_selection());
        let selected = selected.map(|pane| (pane.pane.id(), pane.selection(), pane.block().copied()));
        let Some(selected) = selected.filter(|_| !is_held) else { return };
        if self.filled != Some(selected) {
            self.filled = Some(selected);
            app.fill_primary(selected.0);
        }
    }
}
