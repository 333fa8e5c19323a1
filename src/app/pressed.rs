//! What a context menu on text is about: the selection within a line, or the word at the cursor.

use super::msg::Target;
use super::{App, Effect};
use crate::base::units::len_u64;
use crate::doc::rules::{Hue, MOST_RULES, Rule, RuleKind};
use crate::messages::Text;

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
        let path = self.doc_of(at).and_then(|doc| doc.path()).map(|path| path.display().to_string());
        path.into_iter().for_each(|path| self.effects.push(Effect::Copy(path)));
    }

    /// Shows the folder of the target's file in the system's file manager.
    pub(super) fn show_in_folder(&mut self, at: Target) {
        let path = self.doc_of(at).and_then(|doc| doc.path()).map(std::path::Path::to_owned);
        path.into_iter().for_each(|path| self.effects.push(Effect::ShowInFolder(path)));
    }
}
