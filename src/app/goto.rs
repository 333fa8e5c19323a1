//! Going to what was typed, and to the same again.

use super::{App, Effect};
use crate::base::PaneId;
use crate::doc::File;
use crate::messages::Text;
use crate::view::goto;

impl App {
    /// Goes to what was typed; or says at the box why that can't be.
    pub(super) fn go_to(&mut self, id: PaneId, text: &str) {
        self.with_pane(id, |pane, _, _| pane.view.refuse(None));
        if self.go_to_time(id, text) {
            self.gone_to = Some(text.to_owned());
            return;
        }
        match self.go_to_place(id, text) {
            None => self.gone_to = Some(text.to_owned()),
            Some(why) => self.refuse_place(id, text, why),
        }
    }

    /// Goes to what was gone to last, from here on; nothing was typed at the box, so it says nothing there.
    pub(super) fn go_to_again(&mut self, id: PaneId) {
        let Some(text) = self.gone_to.clone() else { return };
        if !self.go_to_time(id, &text) {
            let why = self.go_to_place(id, &text);
            why.into_iter().for_each(|why| self.toast(why, true));
        }
    }

    /// Whether there is something to go to again.
    pub(super) fn has_gone(&self) -> bool {
        self.gone_to.is_some()
    }

    /// Goes to a line, a byte, bytes or a share; a sentence if that can't be.
    fn go_to_place(&mut self, id: PaneId, text: &str) -> Option<Text> {
        let pane = self.pane(id)?;
        let len = pane.file().map(File::len)?;
        // What was selected began where the last step led.
        let selection = pane.selection();
        let from = if selection.is_empty() { pane.cursor() } else { selection.start };
        match goto::parse(text, len, from) {
            Ok(target) => {
                self.with_focus(id, |pane, doc, focus| pane.view.go_to_target(target, doc, focus)).flatten()
            }
            Err(why) => Some(why),
        }
    }

    /// Says at the box why one can't go to what was typed; the box keeps the keyboard.
    pub(super) fn refuse_place(&mut self, id: PaneId, typed: &str, why: Text) {
        self.with_pane(id, |pane, _, _| pane.view.refuse(Some((typed.to_owned(), why))));
        self.effects.push(Effect::FocusGoto);
    }
}
