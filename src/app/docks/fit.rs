//! Shares the window's room out among the open panels and the panes.

use super::{Docks, Edge, PanelId, Placed};

/// The most of the window that the panels of one edge take.
const MOST: f32 = 0.4;

/// The room that there is. Widths first, then heights, in points.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Of the window.
    pub window: [f32; 2],
    /// For panels and panes together.
    pub free: [f32; 2],
    /// What panes keep.
    pub panes: [f32; 2],
}

/// A panel that has room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    /// Which.
    pub panel: PanelId,
    /// Its edge.
    pub edge: Edge,
    /// Its width or height, in points.
    pub size: f32,
}

/// What is left to share out.
struct Budget {
    /// By edge, in the order of [`Edge::ALL`].
    edges: [f32; 4],
    /// By axis.
    axes: [f32; 2],
}

impl Budget {
    fn new(room: &Room) -> Self {
        let axes = [0, 1].map(|axis| (room.free[axis] - room.panes[axis]).max(0.0));
        Self { edges: Edge::ALL.map(|edge| room.window[edge.axis()] * MOST), axes }
    }

    /// What an edge may still have.
    fn left(&self, edge: Edge) -> f32 {
        self.edges[nr(edge)].min(self.axes[edge.axis()])
    }

    fn take(&mut self, edge: Edge, size: f32) {
        self.edges[nr(edge)] -= size;
        self.axes[edge.axis()] -= size;
    }
}

fn nr(edge: Edge) -> usize {
    Edge::ALL.iter().position(|one| *one == edge).unwrap_or(0)
}

impl Docks {
    /// The open panels that have something to show and room for it, in the order in which they
    /// are drawn. Those opened last come first where the least sizes of all don't fit; the rest
    /// of the room goes to the wanted sizes. `dragged` is a size that a splitter has right now.
    #[must_use]
    pub fn fit(
        &self,
        shows: impl Fn(PanelId) -> bool,
        room: &Room,
        dragged: Option<(PanelId, f32)>,
    ) -> Vec<Fitted> {
        let mut open: Vec<&Placed> =
            self.panels.iter().filter(|placed| placed.is_open && shows(placed.panel)).collect();
        open.sort_by_key(|placed| std::cmp::Reverse(placed.opened));
        let mut budget = Budget::new(room);
        open.retain(|placed| {
            let least = placed.panel.kind().least[placed.edge.axis()];
            let has_room = least <= budget.left(placed.edge);
            if has_room {
                budget.take(placed.edge, least);
            }
            has_room
        });
        let fit = |placed: &&Placed| {
            let (panel, edge) = (placed.panel, placed.edge);
            let least = panel.kind().least[edge.axis()];
            let dragged = dragged.filter(|(dragged, _)| *dragged == panel).map(|(_, size)| size);
            let share = placed.share.filter(|_| !edge.is_side()).map(|share| share * room.window[1]);
            let wanted = dragged.or(share).unwrap_or(placed.size[edge.axis()]);
            let more = (wanted - least).clamp(0.0, budget.left(edge).max(0.0));
            budget.take(edge, more);
            Fitted { panel, edge, size: least + more }
        };
        let mut fitted: Vec<Fitted> = open.iter().map(fit).collect();
        let place = |one: &Fitted| self.panels.iter().position(|placed| placed.panel == one.panel);
        fitted.sort_by_key(|one| (nr(one.edge), place(one)));
        fitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::docks::ALL;

    fn room(width: f32, height: f32) -> Room {
        Room { window: [width, height], free: [width, height - 96.0], panes: [320.0, 120.0] }
    }

    fn all_open() -> Docks {
        ALL.iter().fold(Docks::default(), |docks, kind| docks.with(kind.id, true))
    }

    #[test]
    fn panels_leave_room_for_the_panes_in_every_window() {
        for edge in Edge::ALL {
            let mut docks = all_open();
            ALL.iter().for_each(|kind| docks.move_to(kind.id, edge, None));
            for (width, height) in [(480.0, 320.0), (640.0, 400.0), (1200.0, 800.0), (3000.0, 2000.0)] {
                let room = room(width, height);
                let fitted = docks.fit(|_| true, &room, Some((PanelId::Jobs, 1e6)));
                let taken: f32 = fitted.iter().map(|one| one.size).sum();
                let axis = edge.axis();
                assert!(taken <= room.window[axis] * MOST + 0.01, "{edge:?} of {width}: {taken}");
                assert!(fitted.is_empty() || taken <= room.free[axis] - room.panes[axis] + 0.01);
            }
        }
    }

    #[test]
    fn each_panel_alone_has_room_on_each_edge_of_a_small_window() {
        for kind in &ALL {
            for edge in Edge::ALL {
                let mut docks = all_open();
                docks.move_to(kind.id, edge, None);
                let fitted = docks.fit(|panel| panel == kind.id, &room(640.0, 400.0), None);
                assert_eq!(fitted.len(), 1, "{} on {edge:?}", kind.name);
            }
        }
    }

    #[test]
    fn the_list_keeps_its_share_of_the_height_and_others_their_height() {
        let mut docks = all_open();
        docks.resize(PanelId::Results, 240.0, 800.0);
        docks.resize(PanelId::Jobs, 150.0, 800.0);
        let size = |docks: &Docks, of: PanelId, height: f32| {
            docks.fit(|panel| panel == of, &room(1200.0, height), None)[0].size
        };
        for (height, expected) in [(800.0, 240.0), (400.0, 120.0), (1600.0, 480.0)] {
            assert!((size(&docks, PanelId::Results, height) - expected).abs() < 0.01, "{height}");
            assert!((size(&docks, PanelId::Jobs, height) - 150.0).abs() < 0.01, "{height}");
        }
        // On a side its width counts.
        docks.move_to(PanelId::Results, Edge::Left, None);
        assert_eq!(size(&docks, PanelId::Results, 800.0), docks.placed(PanelId::Results).size[0]);
    }

    #[test]
    fn the_panel_opened_last_is_shown_where_only_one_fits() {
        let mut docks = Docks::default().with(PanelId::Marks, true);
        docks.move_to(PanelId::Marks, Edge::Right, None);
        let shown = |docks: &Docks| -> Vec<PanelId> {
            let shows = |panel| matches!(panel, PanelId::Marks | PanelId::Summary);
            docks.fit(shows, &room(640.0, 400.0), None).iter().map(|one| one.panel).collect()
        };
        assert_eq!(shown(&docks), [PanelId::Marks]);
        docks.set_open(PanelId::Summary, true);
        assert_eq!(shown(&docks), [PanelId::Summary]);
        docks.set_open(PanelId::Summary, false);
        assert_eq!(shown(&docks), [PanelId::Marks]);
    }
}
