//! Search preferences that are kept between two runs.

use crate::search::{Pattern, PatternKind};

/// Patterns that are remembered.
const MOST: usize = 50;

/// Search preferences.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct SearchPrefs {
    /// How patterns are written.
    pub kind: PatternKind,
    /// Whether letters match in either case, as in editors until one presses `Aa`.
    pub ignore_case: bool,
    /// Whether matches are whole words.
    pub whole_word: bool,
    /// The search history, newest first.
    pub history: Vec<Pattern>,
}

impl Default for SearchPrefs {
    fn default() -> Self {
        Self { kind: PatternKind::default(), ignore_case: true, whole_word: false, history: Vec::new() }
    }
}

impl SearchPrefs {
    /// A pattern of this text, written as the last one was.
    #[must_use]
    pub fn pattern(&self, text: String) -> Pattern {
        Pattern { text, kind: self.kind, ignore_case: self.ignore_case, whole_word: self.whole_word }
    }

    /// Remembers a pattern's kind and flags.
    pub(crate) fn note(&mut self, pattern: &Pattern) {
        if pattern.kind == PatternKind::Times {
            // These are not typed.
            return;
        }
        (self.kind, self.ignore_case, self.whole_word) =
            (pattern.kind, pattern.ignore_case, pattern.whole_word);
    }

    /// Puts a pattern at the head of the remembered ones.
    pub(crate) fn remember(&mut self, pattern: Pattern) {
        if pattern.text.is_empty() || pattern.text.len() > 4096 || self.history.first() == Some(&pattern) {
            return;
        }
        self.history.retain(|kept| kept.text != pattern.text || kept.kind != pattern.kind);
        self.history.insert(0, pattern);
        self.history.truncate(MOST);
    }
}
