//! Presets: the keys of this program, and those that people know from others.
//!
//! A preset says what it changes; all else has the keys that stand with the action. Sources: `less(1)` and
//! Vim's `motion.txt`; VS Code's default keybindings for Linux; klogg's `ShortcutAction::defaultShortcuts`.
//! The letters that move the view and go from match to match (`j`, `G`, `n` …) are a setting of their own, for
//! all presets.

use super::msg::Preset;
use crate::app::actions::{Action, Keys};

/// An action's keys, by its id.
type Change = (&'static str, &'static [Keys]);

const LESS: &[Change] = &[
    ("file.open", &[Keys::key("E"), Keys::ctrl_alt("O")]),
    ("pane.close", &[Keys::key("Q"), Keys::ctrl("W")]),
    ("app.quit", &[Keys::shift("Q"), Keys::ctrl("Q")]),
    ("file.reopen", &[Keys::key("R"), Keys::ctrl("R")]),
    ("summary.export", &[Keys::ctrl_alt("E")]),
    ("go.place", &[Keys::ctrl("G"), Keys::key("Colon")]),
    ("search.find", &[Keys::key("Slash"), Keys::ctrl_alt("F")]),
    ("move.page-down", &[Keys::ctrl("F")]),
    ("move.page-up", &[Keys::ctrl("B")]),
    ("move.half-down", &[Keys::ctrl("D")]),
    ("move.half-up", &[Keys::ctrl("U")]),
    ("move.row-down", &[Keys::ctrl("E")]),
    ("move.row-up", &[Keys::ctrl("Y")]),
    ("mark.toggle", &[Keys::key("M")]),
    ("mark.next", &[Keys::key("Quote"), Keys::key("F2")]),
    ("go.back", &[Keys::ctrl("O"), Keys::alt("ArrowLeft")]),
    ("go.forward", &[Keys::ctrl("I"), Keys::alt("ArrowRight")]),
    ("go.line-start", &[Keys::key("0"), Keys::key("Home")]),
    ("inspector.toggle", &[Keys::ctrl_shift("I")]),
    ("compare.with", &[Keys::ctrl_alt("D")]),
    ("edit.redo", &[Keys::ctrl_shift("Z")]),
];

const VS_CODE: &[Change] = &[
    ("palette.actions", &[Keys::ctrl_shift("P"), Keys::key("F1")]),
    ("palette.files", &[Keys::ctrl("P"), Keys::ctrl("R")]),
    ("help.keys", &[Keys::shift("F1")]),
    ("file.reopen", &[Keys::shift("F5")]),
    ("file.copy-path", &[Keys::alt_shift("C")]),
    ("file.show-in-folder", &[Keys::alt_shift("R")]),
    ("pane.close", &[Keys::ctrl("W"), Keys::ctrl("F4")]),
    ("summary.toggle", &[Keys::ctrl("B"), Keys::key("F9")]),
    ("search.list", &[Keys::ctrl("J"), Keys::ctrl("L")]),
    ("help.messages", &[Keys::ctrl_shift("M")]),
    ("mark.toggle", &[Keys::ctrl_alt("K")]),
    ("mark.next", &[Keys::ctrl_alt("L"), Keys::key("F2")]),
    ("mark.previous", &[Keys::ctrl_alt("J"), Keys::shift("F2")]),
    ("go.back", &[Keys::ctrl_alt("Minus"), Keys::alt("ArrowLeft")]),
    ("search.this", &[Keys::ctrl("D"), Keys::ctrl("F3")]),
    ("compare.with", &[Keys::ctrl_alt("D")]),
    ("compare.next", &[Keys::alt("F5"), Keys::key("F7")]),
    ("compare.previous", &[Keys::alt_shift("F5"), Keys::shift("F7")]),
];

const KLOGG: &[Change] = &[
    ("file.follow", &[Keys::key("F")]),
    ("text.wrap", &[Keys::key("W")]),
    ("file.reopen", &[Keys::key("F5"), Keys::ctrl("R")]),
    ("jobs.start", &[Keys::shift("F5")]),
    ("palette.files", &[Keys::ctrl_shift("O"), Keys::ctrl("P")]),
    ("file.open-path", &[Keys::ctrl_alt("O")]),
    ("search.find", &[Keys::ctrl("F"), Keys::key("Quote"), Keys::ctrl("S")]),
    ("edit.write", &[Keys::ctrl_alt("S")]),
    ("search.next", &[Keys::key("F3"), Keys::ctrl("G")]),
    ("search.previous", &[Keys::shift("F3"), Keys::ctrl_shift("G")]),
    ("search.this", &[Keys::key("Period"), Keys::ctrl("F3")]),
    ("search.this-back", &[Keys::key("Comma"), Keys::ctrl_shift("F3")]),
    ("search.with-this", &[Keys::shift("R")]),
    ("search.without-this", &[Keys::shift("E")]),
    ("search.list", &[Keys::key("V")]),
    ("go.place", &[Keys::ctrl("L")]),
    ("mark.toggle", &[Keys::key("M"), Keys::ctrl("B")]),
    ("mark.next", &[Keys::key("CloseBracket"), Keys::key("F2")]),
    ("mark.previous", &[Keys::key("OpenBracket"), Keys::shift("F2")]),
    ("rules.this", &[Keys::ctrl("D")]),
    ("compare.with", &[Keys::ctrl_alt("D")]),
];

/// What a Mac's own keys are, where an action has this program's.
pub(super) const MAC: &[Change] = &[
    ("go.place", &[Keys::ctrl("L")]),
    ("search.list", &[Keys::ctrl_alt("L")]),
    ("search.next", &[Keys::ctrl("G"), Keys::key("F3")]),
    ("search.previous", &[Keys::ctrl_shift("G"), Keys::shift("F3")]),
    ("go.back", &[Keys::ctrl("OpenBracket"), Keys::alt("ArrowLeft")]),
    ("go.forward", &[Keys::ctrl("CloseBracket"), Keys::alt("ArrowRight")]),
    ("go.start", &[Keys::ctrl("ArrowUp"), Keys::ctrl("Home")]),
    ("go.end", &[Keys::ctrl("ArrowDown"), Keys::ctrl("End")]),
    ("go.line-start", &[Keys::ctrl("ArrowLeft"), Keys::key("Home")]),
    ("go.line-end", &[Keys::ctrl("ArrowRight"), Keys::key("End")]),
    ("tab.next", &[Keys::ctrl_shift("CloseBracket"), Keys::ctrl("PageDown")]),
    ("tab.previous", &[Keys::ctrl_shift("OpenBracket"), Keys::ctrl("PageUp")]),
    ("edit.redo", &[Keys::ctrl_shift("Z"), Keys::ctrl("Y")]),
];

impl Preset {
    /// What it changes.
    pub(super) fn changes(self) -> &'static [Change] {
        match self {
            Self::Default => &[],
            Self::Less => LESS,
            Self::VsCode => VS_CODE,
            Self::Klogg => KLOGG,
        }
    }

    /// The keys of an action. A Mac's own count where the default preset is used.
    #[must_use]
    pub fn keys_of(self, action: &Action, is_mac: bool) -> Vec<Keys> {
        let of = |changes: &[Change]| changes.iter().find(|(id, _)| *id == action.id).map(|(_, keys)| *keys);
        let mac = if is_mac && self == Self::Default { MAC } else { &[] };
        of(self.changes()).or_else(|| of(mac)).unwrap_or(action.keys).to_vec()
    }
}
