//! Two panes that show what stands beside each other.
//!
//! The pane that was moved last leads. Wherever its topmost row goes, by whatever way, the other one follows, and
//! so does the cursor. The one that follows may show less than a page at its file's end.

use super::super::App;
use crate::base::{Offset, PaneId};
use crate::scroll::Top;

/// The pane that leads, and where it was when the other one followed.
pub(super) struct Leader {
    pub(super) pane: PaneId,
    top: Option<Top>,
    cursor: Option<Offset>,
}

impl Leader {
    pub(super) fn new(pane: PaneId) -> Self {
        Self { pane, top: None, cursor: None }
    }

    /// Lets the other pane follow anew.
    pub(super) fn forget(&mut self) {
        (self.top, self.cursor) = (None, None);
    }
}

impl App {
    /// Lets a pane lead from where it is, if it is one of two that are compared.
    pub(in crate::app) fn lead(&mut self, id: PaneId) {
        let is_its = self.comparing_of(id).is_some_and(|(comparing, _)| comparing.leader.pane != id);
        if !is_its {
            return;
        }
        let Some(pane) = self.pane(id) else { return };
        let leader = Leader { pane: id, top: Some(pane.top()), cursor: Some(pane.cursor()) };
        if let Some(comparing) = &mut self.comparing {
            comparing.leader = leader;
        }
    }

    /// Moves the other pane to where the one that leads has gone.
    pub(in crate::app) fn follow_leader(&mut self) {
        let Some(comparing) = self.comparing() else { return };
        let (leads, side) = (comparing.leader.pane, comparing.side_of(comparing.leader.pane));
        let (Some(side), Some(pane)) = (side, self.pane(leads)) else { return };
        let (top, cursor, top_byte) = (pane.top(), pane.cursor(), pane.top_byte());
        let has_scrolled = comparing.leader.top != Some(top);
        let has_moved = comparing.leader.cursor != Some(cursor);
        if !has_scrolled && !has_moved {
            return;
        }
        let other = side.other().of(comparing.panes);
        // Text and bytes have rows of their own heights in bytes: parts of rows say nothing there.
        let is_same_view = self.pane(other).is_some_and(|other| other.rows_view() == pane.rows_view());
        let frac = if is_same_view { top.frac } else { 0.0 };
        let beside = |at| comparing.run().map_or(at, |run| run.beside(side, at));
        let (top_beside, cursor_beside) = (beside(top_byte), beside(cursor));
        self.with_pane(other, |pane, doc, focus| {
            if has_scrolled {
                pane.view.put_top(top_beside, frac, doc);
            }
            if has_moved {
                focus.set_cursor(cursor_beside, false, doc.len());
            }
        });
        if let Some(comparing) = &mut self.comparing {
            (comparing.leader.top, comparing.leader.cursor) = (Some(top), Some(cursor));
        }
    }
}
