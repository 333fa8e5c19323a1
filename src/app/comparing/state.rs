//! What is known of a comparison.

use crate::base::{Offset, PaneId};
use crate::compare::{CompareRun, Side};
use crate::messages::Text;
use crate::scroll::Top;

/// A comparison.
pub struct Comparing {
    pub(super) panes: (PaneId, PaneId),
    pub(super) is_aligned: bool,
    /// None until both files are open.
    pub(super) run: Option<CompareRun>,
    /// Why it could not be started.
    pub(super) trouble: Option<Text>,
    pub(super) leader: Leader,
    /// Counts the steps that wait for a thread, and the last one that was asked for.
    pub(super) asked: u64,
}

impl Comparing {
    /// The panes of the first file and of the second.
    #[must_use]
    pub fn panes(&self) -> (PaneId, PaneId) {
        self.panes
    }

    /// Which of the files a pane shows.
    #[must_use]
    pub fn side_of(&self, pane: PaneId) -> Option<Side> {
        [Side::A, Side::B].into_iter().find(|side| side.of(self.panes) == pane)
    }

    /// Whether inserted and deleted bytes are followed.
    #[must_use]
    pub fn is_aligned(&self) -> bool {
        self.is_aligned
    }

    /// What was found, once both files are open.
    #[must_use]
    pub fn run(&self) -> Option<&CompareRun> {
        self.run.as_ref()
    }

    /// Why it could not be started.
    #[must_use]
    pub fn trouble(&self) -> Option<&Text> {
        self.trouble.as_ref()
    }
}

/// The pane that leads, and where it was when the other one followed.
pub(super) struct Leader {
    pub(super) pane: PaneId,
    pub(super) top: Option<Top>,
    pub(super) cursor: Option<Offset>,
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
