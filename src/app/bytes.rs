//! How bytes are shown: changed in one pane, and kept for new ones.

use super::actions::Target;
use super::{App, PaneRef};
use crate::base::PaneId;
use crate::view::PaneMsg;
use crate::view::hex::{self, HexLayout, HexMsg, HexPrefs, MOST, RowLength};

impl App {
    pub(super) fn perform_hex(&mut self, id: PaneId, msg: HexMsg) {
        if let HexMsg::Set(prefs) = msg {
            self.settings.bytes = prefs.valid();
        }
        self.move_in_pane(id, &PaneMsg::Hex(msg));
    }

    /// How the pane of a target shows bytes, if it does.
    #[must_use]
    pub fn bytes_of(&self, at: Target) -> Option<HexPrefs> {
        Some(*self.pane_of(at).filter(in_bytes)?.pane.viewport().hex()?.prefs())
    }

    /// Shows bytes otherwise in the pane of a target.
    pub(super) fn set_bytes(&mut self, at: Target, change: impl FnOnce(&mut HexPrefs)) {
        if let Some(mut prefs) = self.bytes_of(at) {
            change(&mut prefs);
            self.perform_on_pane(at, PaneMsg::Hex(HexMsg::Set(prefs)));
        }
    }

    /// Makes rows a group longer, or shorter; from then on they keep that length.
    pub(super) fn step_row(&mut self, at: Target, is_longer: bool) {
        let layout = self.pane_of(at).and_then(|pane| Some(*pane.pane.viewport().hex()?.layout()));
        if let Some(row) = layout.and_then(|layout| stepped(&layout, is_longer)) {
            self.set_bytes(at, |prefs| prefs.row = RowLength::Fixed(row));
        }
    }
}

/// Whether a pane shows an open file as bytes.
pub(super) fn in_bytes(pane: &PaneRef<'_>) -> bool {
    pane.file().is_some() && pane.view() == hex::ID
}

/// The length of rows that are a group longer, or shorter.
fn stepped(layout: &HexLayout, is_longer: bool) -> Option<u16> {
    let (row, group) = (layout.row(), layout.group());
    let to = if is_longer { row + group } else { row.checked_sub(group)? };
    u16::try_from(to).ok().filter(|to| (1..=MOST).contains(to))
}
