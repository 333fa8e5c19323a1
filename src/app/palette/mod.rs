//! The palette: what it asks for, and for which target.
//!
//! Everything that can be done is found by its name here; arguments are asked for in the same field, one
//! [`Stage`] after the other. What is chosen is done to the target that had the keyboard before the palette was
//! opened. Ranking and drawing belong to the window (`ui::palette`), what was typed, too.

pub mod msg;

pub use msg::{PaletteMsg, Stage};

use super::actions::{self, Action};
use super::msg::{Msg, Overlay, Target};
use super::{App, Effect};
use crate::base::{Offset, human};
use crate::messages::Text;
use crate::view::goto::{self, GotoTarget};

/// Actions that are remembered as used lately.
const MOST_RECENT: usize = 24;

/// The palette while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// What is asked for.
    pub stage: Stage,
    /// What had the keyboard when it was opened.
    pub target: Target,
    /// Counts the stages: each begins with an empty field.
    pub nr: u64,
}

/// The messages that name families of actions: each is asked for as one thing, with its actions to choose from.
pub fn families() -> impl Iterator<Item = &'static str> {
    let mut seen: Vec<&str> = Vec::new();
    let submenus = actions::all().iter().filter_map(|action| action.choice_of());
    submenus.filter(move |name| {
        let is_new = !seen.contains(name);
        seen.push(name);
        is_new
    })
}

/// The actions of a family.
pub fn of_family(family: &str) -> impl Iterator<Item = &'static Action> {
    actions::all().iter().copied().filter(move |action| action.choice_of() == Some(family))
}

impl App {
    /// The palette, if it is open.
    #[must_use]
    pub fn palette(&self) -> Option<Palette> {
        self.palette.filter(|_| self.overlay == Some(Overlay::Palette))
    }

    /// The ids of the actions that were chosen lately, the last one first.
    pub fn used_lately(&self) -> impl Iterator<Item = &str> {
        self.settings.used_actions.iter().map(String::as_str)
    }

    /// Opens the palette at a stage; closes it if it is open there.
    pub(super) fn toggle_palette(&mut self, stage: Stage, target: Target) {
        match self.palette() {
            Some(open) if open.stage == stage => self.hide_overlay(),
            Some(_) => self.ask_in_palette(stage),
            None => {
                self.hide_overlay();
                let nr = self.new_id();
                self.palette = Some(Palette { stage, target, nr });
                self.overlay = Some(Overlay::Palette);
                self.effects.push(Effect::FocusPalette);
            }
        }
    }

    pub(super) fn perform_palette(&mut self, msg: PaletteMsg) {
        match msg {
            PaletteMsg::Ask(stage) => self.ask_in_palette(stage),
            PaletteMsg::Run(id) => self.run_from_palette(id),
        }
    }

    fn ask_in_palette(&mut self, stage: Stage) {
        let nr = self.new_id();
        if let Some(palette) = &mut self.palette {
            (palette.stage, palette.nr) = (stage, nr);
            self.effects.push(Effect::FocusPalette);
        }
    }

    /// Does an action to what had the keyboard; or asks for what it needs first.
    fn run_from_palette(&mut self, id: &'static str) {
        let Some(Palette { target, .. }) = self.palette() else { return };
        let can = actions::named(id).is_some_and(|action| action.is_enabled(self, target));
        if !can {
            return;
        }
        self.note_used(id);
        match id {
            "go.place" => self.ask_in_palette(Stage::Place),
            "file.encoding" => self.ask_in_palette(Stage::Encoding),
            "palette.files" => self.ask_in_palette(Stage::Files),
            "palette.actions" => self.ask_in_palette(Stage::Actions),
            _ => {
                self.hide_overlay();
                self.perform(Msg::Act(id, target));
            }
        }
    }

    /// Remembers an action as the one that was chosen last.
    fn note_used(&mut self, id: &str) {
        let used = &mut self.settings.used_actions;
        used.retain(|one| one != id);
        used.insert(0, id.to_owned());
        used.truncate(MOST_RECENT);
    }

    /// Where what is typed leads, in a sentence.
    ///
    /// # Errors
    /// Why one can't go there.
    pub fn check_place(&self, target: Target, typed: &str) -> Result<Text, Text> {
        let Some(pane) = self.pane_of(target) else { return Err(Text::new("why-no-file")) };
        let Some(file) = pane.file() else { return Err(Text::new("why-not-open")) };
        if let Some(time) = pane.doc.read_time(typed, pane.place()) {
            return time.map(|time| Text::new("palette-goes-time").with("time", time.shown()));
        }
        let selection = pane.selection();
        let from = if selection.is_empty() { pane.cursor() } else { selection.start };
        goto::parse(typed, file.len(), from).map(said)
    }
}

/// A place, in words.
fn said(place: GotoTarget) -> Text {
    let hex = |at: Offset| human::offset(at.0);
    match place {
        GotoTarget::Line(row) => Text::new("palette-goes-line").with("nr", human::grouped(row.0 + 1)),
        GotoTarget::Column(row, column) => Text::new("palette-goes-column")
            .with("nr", human::grouped(row.0 + 1))
            .with("column", human::grouped(column + 1)),
        GotoTarget::Byte(at) => Text::new("palette-goes-byte").with("at", hex(at)),
        GotoTarget::Bytes(span) => {
            Text::new("palette-goes-bytes").with("n", human::grouped(span.len())).with("at", hex(span.start))
        }
        GotoTarget::Lines(by) if by < 0 => {
            Text::new("palette-goes-lines-up").with("n", human::grouped(by.unsigned_abs()))
        }
        GotoTarget::Lines(by) => {
            Text::new("palette-goes-lines-down").with("n", human::grouped(by.unsigned_abs()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages;

    #[test]
    fn every_family_has_a_name_and_two_actions_at_least() {
        let all: Vec<_> = families().collect();
        for family in &all {
            assert!(messages::find(family).is_some(), "{family}");
            assert!(of_family(family).count() >= 2, "{family}");
            assert_eq!(all.iter().filter(|other| *other == family).count(), 1, "{family}");
        }
        assert!(all.contains(&"palette-tab") && all.contains(&"menu-copy-as"));
    }
}
