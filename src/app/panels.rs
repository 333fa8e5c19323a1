//! Panels: opened, closed, moved and resized; which are drawn, and which has the keyboard.

use super::docks::{Docks, Edge, PanelId};
use super::msg::Target;
use super::{App, Effect};

/// What the window tells about its panels after each frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    /// Those that were drawn, in order.
    drawn: Vec<PanelId>,
    /// The one that has the keyboard, or was pressed last.
    focused: Option<PanelId>,
    /// The window's height, in points.
    window: f32,
    /// The one that was opened by hand last. Where it has no room beside the panes it has theirs.
    wanted: Option<PanelId>,
    /// Whether it has the room of the panes.
    fills: bool,
}

impl App {
    /// Where the panels are.
    #[must_use]
    pub fn docks(&self) -> &Docks {
        &self.settings.docks
    }

    /// Whether a panel has something to show for the focused document.
    #[must_use]
    pub fn panel_has_content(&self, panel: PanelId) -> bool {
        if panel == PanelId::Jobs {
            return self.docs.iter().any(|doc| doc.scans().each().next().is_some());
        }
        let Some(pane) = self.focused().filter(|pane| pane.file().is_some()) else { return false };
        match panel {
            PanelId::Results => pane.searching().is_some(),
            PanelId::TimeLine => pane.scans().timeline().is_some_and(|timeline| timeline.main().is_some()),
            _ => true,
        }
    }

    /// The panel that has the keyboard, or was pressed last.
    #[must_use]
    pub fn focused_panel(&self) -> Option<PanelId> {
        self.panels.focused
    }

    /// The panel that was opened by hand last, until something else has the keyboard: where it has no
    /// room beside the panes it has theirs.
    #[must_use]
    pub fn wanted_panel(&self) -> Option<PanelId> {
        self.panels.wanted.filter(|panel| self.docks().is_open(*panel) && self.panel_has_content(*panel))
    }

    /// Whether a panel has the room of the panes.
    #[must_use]
    pub fn panel_fills(&self) -> bool {
        self.panels.fills
    }

    /// Takes which panels were drawn in a window of this height, in points, which of them has the
    /// keyboard, and whether one has the room of the panes.
    pub fn set_panels(
        &mut self,
        drawn: impl Iterator<Item = PanelId>,
        focused: Option<PanelId>,
        window: f32,
        fills: bool,
    ) {
        (self.panels.window, self.panels.fills) = (window, fills);
        self.panels.drawn.clear();
        self.panels.drawn.extend(drawn);
        // It has room: without any, later, it does not come over the text by itself.
        if !fills && self.panels.wanted.is_some_and(|wanted| self.panels.drawn.contains(&wanted)) {
            self.panels.wanted = None;
        }
        self.panels.focused = focused.filter(|panel| self.panels.drawn.contains(panel));
    }

    /// Opens a panel, or closes it. One that is open but has no room is brought forward first.
    pub(super) fn toggle_panel(&mut self, panel: PanelId) {
        let is_hidden = self.panel_has_content(panel) && !self.panels.drawn.contains(&panel);
        let can_come = is_hidden && self.panels.wanted != Some(panel);
        if self.docks().is_open(panel) && !can_come {
            return self.close_panel(panel);
        }
        self.open_panel(panel);
        self.panels.wanted = Some(panel);
        if panel.kind().takes_keyboard {
            self.focus_panel(panel);
        }
    }

    /// Opens a panel and leaves the keyboard where it is.
    pub(super) fn open_panel(&mut self, panel: PanelId) {
        self.settings.docks.set_open(panel, true);
    }

    /// Closes a panel; the view has the keyboard then, if the panel had it.
    pub(super) fn close_panel(&mut self, panel: PanelId) {
        self.settings.docks.set_open(panel, false);
        if self.panels.wanted == Some(panel) {
            self.panels.wanted = None;
        }
        if self.panels.focused == Some(panel) {
            self.leave_panel();
        }
    }

    /// Moves a panel to an edge, outside of `before` there. If it is open, it has room there first.
    pub(super) fn move_panel(&mut self, panel: PanelId, edge: Edge, before: Option<PanelId>) {
        self.settings.docks.move_to(panel, edge, before);
        if self.docks().is_open(panel) {
            self.open_panel(panel);
        }
    }

    pub(super) fn resize_panel(&mut self, panel: PanelId, size: f32) {
        self.settings.docks.resize(panel, size, self.panels.window);
    }

    /// Moves the target's panel one place towards the window's border.
    pub(super) fn move_panel_outwards(&mut self, at: Target) {
        at.panel.into_iter().for_each(|panel| self.settings.docks.move_outwards(panel));
    }

    /// Gives a panel the keyboard.
    pub(super) fn focus_panel(&mut self, panel: PanelId) {
        self.panels.focused = Some(panel);
        self.effects.push(Effect::FocusPanel(panel));
    }

    /// Gives the view the keyboard, if a panel has it.
    pub(super) fn leave_panel(&mut self) {
        self.panels.wanted = None;
        if self.panels.focused.take().is_some() {
            self.effects.push(Effect::FocusView);
        }
    }

    /// Whether there are several panes and panels to go around.
    pub(super) fn has_next_pane(&self) -> bool {
        self.layout.visible().len() + self.panels.drawn.len() > 1
    }

    /// Gives the next visible pane or panel the keyboard: panes come first, then panels.
    pub(super) fn next_pane(&mut self, at: Target, forward: bool) {
        let (panes, panels) = (self.layout.visible(), self.panels.drawn.clone());
        let here = match at.panel {
            Some(panel) => panels.iter().position(|one| *one == panel).map(|nr| panes.len() + nr),
            None => {
                let stack = at.pane.map(|pane| self.layout.stack_of(pane)).unwrap_or_default();
                panes.iter().position(|one| stack.contains(one))
            }
        };
        let Some(here) = here else { return };
        let n = panes.len() + panels.len();
        let next = (here + if forward { 1 } else { n - 1 }) % n;
        match panels.get(next.wrapping_sub(panes.len())) {
            Some(panel) => self.focus_panel(*panel),
            None => panes.get(next).into_iter().for_each(|pane| self.focus_pane(*pane)),
        }
    }
}
