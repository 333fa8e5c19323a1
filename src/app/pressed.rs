//! What context menus do with what was pressed: a word of the text, the file of a tab.

use super::App;
use super::msg::{AppMsg, Target};
use crate::base::units::len_u64;
use crate::doc::rules::{Hue, MOST_RULES, Rule, RuleKind};
use crate::messages::Text;
use std::path::{Path, PathBuf};

impl App {
    /// Adds a rule that colours what is selected, or the word at the cursor, in the colour that is used
    /// least.
    pub(super) fn highlight_this(&mut self, at: Target) {
        let Some((pattern, _)) = self.this(at) else { return };
        let mut rules = self.settings.rules.clone();
        if rules.len() >= MOST_RULES {
            self.toast(Text::new("toast-many-rules").with("n", len_u64(MOST_RULES)), true);
            return;
        }
        let n_of = |hue: Hue| rules.iter().filter(|rule| rule.hue == hue).count();
        let hue = Hue::ALL.into_iter().min_by_key(|hue| n_of(*hue)).unwrap_or_default();
        let what = RuleKind::Pattern(pattern);
        rules.push(Rule { what, hue, ..Rule::new() });
        self.set_rules(rules);
    }

    /// Copies the path of the target's file.
    pub(super) fn copy_path(&mut self, at: Target) {
        self.with_path(at, AppMsg::CopyPath);
    }

    /// Shows the folder of the target's file in the system's file manager.
    pub(super) fn show_in_folder(&mut self, at: Target) {
        self.with_path(at, AppMsg::ShowInFolder);
    }

    fn with_path(&mut self, at: Target, msg: impl FnOnce(PathBuf) -> AppMsg) {
        let path = self.doc_of(at).and_then(|doc| doc.path()).map(Path::to_owned);
        path.map(msg).into_iter().for_each(|msg| self.perform(msg.into()));
    }
}
