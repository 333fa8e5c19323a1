//! What a context menu on text is about: the selection within a line, or the word at the cursor.

use super::msg::Target;
use super::{App, Effect, PaneRef};
use crate::base::units::to_usize;
use crate::doc::rules::{Hue, MOST_RULES, Rule, RuleKind};
use crate::messages::Text;
use crate::search::{Pattern, PatternKind};
use crate::source::blocks::Fetched;
use crate::view::PaneMsg;
use std::ops::Range;

/// The longest text that is taken, in bytes.
const MOST: usize = 1024;

/// The text that is selected within a line, or the word at the cursor. `None` between words, of more
/// than a line, of columns, and while the bytes are on their way.
fn text_of(pane: &PaneRef<'_>) -> Option<String> {
    let file = pane.file()?;
    if pane.block().is_some() {
        return None;
    }
    let selection = pane.selection();
    let at = if selection.is_empty() { pane.cursor() } else { selection.start };
    let Fetched::Ready(laid) = file.laid_at(at, pane.layout()) else { return None };
    let start = laid.row.text.start;
    let range: Range<u64> = if selection.is_empty() {
        laid.shown.word_at(at.0.checked_sub(start.0)?)
    } else {
        selection.start.0.checked_sub(start.0)?..selection.end.0.checked_sub(start.0)?
    };
    let bytes = laid.bytes.get(to_usize(range.start)..to_usize(range.end))?;
    let text = file.encoding().text(bytes).0.into_owned();
    (!text.trim().is_empty() && bytes.len() <= MOST).then_some(text)
}

impl App {
    /// Whether there is a text to find or to highlight.
    pub(super) fn has_text(&self, at: Target) -> bool {
        self.pane_of(at).is_some_and(|pane| text_of(&pane).is_some())
    }

    /// Searches what is selected, or the word at the cursor, as it stands there.
    pub(super) fn find_this(&mut self, at: Target) {
        let (Some(pane), Some(text)) = (at.pane, self.pane_of(at).and_then(|pane| text_of(&pane))) else {
            return;
        };
        let kept = self.settings.search.pattern(text);
        let pattern = Pattern { kind: PatternKind::Fixed, whole_word: false, ..kept };
        self.perform(super::Msg::Pane(pane, PaneMsg::Search(pattern)));
    }

    /// Adds a rule that colours what is selected, or the word at the cursor, in the colour that is used
    /// least.
    pub(super) fn highlight_this(&mut self, at: Target) {
        let Some(text) = self.pane_of(at).and_then(|pane| text_of(&pane)) else { return };
        let mut rules = self.settings.rules.clone();
        if rules.len() >= MOST_RULES {
            self.toast(
                Text::new("toast-many-rules").with("n", crate::base::units::len_u64(MOST_RULES)),
                true,
            );
            return;
        }
        let n_of = |hue: Hue| rules.iter().filter(|rule| rule.hue == hue).count();
        let hue = Hue::ALL.into_iter().min_by_key(|hue| n_of(*hue)).unwrap_or_default();
        let what = RuleKind::Pattern(Pattern::fixed(&text));
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
