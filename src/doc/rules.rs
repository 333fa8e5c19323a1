//! Highlight rules: what is coloured in a text, by its meaning or by a pattern.
//!
//! The rules are settings, in order: later ones paint over earlier ones. Patterns are
//! compiled by a thread of their own; until then, and where one is invalid, they colour
//! nothing.

use super::Document;
use super::file::{File, TextReading};
use super::highlights::Highlights;
use crate::base::Span;
use crate::messages::Text;
use crate::scan::Piece;
use crate::search::{Pattern, Query, Search};
use crate::source::reader::Waker;
use std::sync::{Arc, OnceLock};

/// Most rules that are kept: each is matched in every visible row.
pub const MOST_RULES: usize = 32;

/// A rule.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Rule {
    /// Whether it is followed.
    pub is_on: bool,
    /// What it colours.
    pub what: RuleKind,
    /// In which colour. Levels have their own.
    pub hue: Hue,
    /// Whether the whole line is coloured, not only what was found in it.
    pub whole_line: bool,
}

/// What a rule colours.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum RuleKind {
    /// The level of a log line, each in its own colour.
    Levels,
    /// When a log line was written.
    Times,
    /// Numbers with their units.
    Numbers,
    /// Addresses of the internet, the web and memory.
    Addresses,
    /// What a pattern matches.
    Pattern(Pattern),
}

/// A colour, by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Hue {
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    #[default]
    Yellow,
    /// Green.
    Green,
    /// Cyan.
    Cyan,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Grey.
    Grey,
}

impl Hue {
    /// All of them, in display order.
    pub const ALL: [Self; 8] = [
        Self::Red,
        Self::Orange,
        Self::Yellow,
        Self::Green,
        Self::Cyan,
        Self::Blue,
        Self::Purple,
        Self::Grey,
    ];

    /// The message with its display name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "hue-red",
            Self::Orange => "hue-orange",
            Self::Yellow => "hue-yellow",
            Self::Green => "hue-green",
            Self::Cyan => "hue-cyan",
            Self::Blue => "hue-blue",
            Self::Purple => "hue-purple",
            Self::Grey => "hue-grey",
        }
    }
}

impl Rule {
    /// The default rules.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        let rule = |what, hue| Self { is_on: true, what, hue, whole_line: false };
        vec![
            rule(RuleKind::Numbers, Hue::Blue),
            rule(RuleKind::Addresses, Hue::Cyan),
            rule(RuleKind::Times, Hue::Grey),
            rule(RuleKind::Levels, Hue::Grey),
        ]
    }

    /// A rule for a pattern that is still to be typed.
    #[must_use]
    pub fn new() -> Self {
        let what = RuleKind::Pattern(Pattern { ignore_case: true, ..Pattern::default() });
        Self { is_on: true, what, hue: Hue::default(), whole_line: false }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self::new()
    }
}

/// A pattern being compiled; then the search, or an error.
type Coming = Arc<OnceLock<Result<Arc<Search>, Text>>>;

/// The rules, ready for files of one encoding.
pub struct Highlighter {
    rules: Vec<(Rule, Option<Coming>)>,
    /// Which rules these are.
    nr: u64,
    reading: TextReading,
    highlights: Highlights,
}

impl Highlighter {
    fn new(rules: &[Rule], nr: u64, reading: TextReading, waker: &Waker) -> Self {
        let mut to_make = Vec::new();
        let mut ready = |rule: &Rule| {
            let RuleKind::Pattern(pattern) = &rule.what else { return (rule.clone(), None) };
            if pattern.text.is_empty() {
                return (rule.clone(), None);
            }
            let coming = Coming::default();
            to_make.push((pattern.clone(), Arc::clone(&coming)));
            (rule.clone(), Some(coming))
        };
        let rules = rules.iter().take(MOST_RULES).map(&mut ready).collect();
        if !to_make.is_empty() {
            let waker = Arc::clone(waker);
            let make = move || {
                for (pattern, coming) in to_make {
                    // This is the only writer.
                    let TextReading { encoding, skips_ansi } = reading;
                    let search = Search::with_ansi(&Query::of(pattern), encoding, true, skips_ansi);
                    let _ = coming.set(search.map(Arc::new));
                }
                waker();
            };
            // Without a thread, patterns colour nothing.
            let _ = std::thread::Builder::new().name("gander-rules".into()).spawn(make);
        }
        Self { rules, nr, reading, highlights: Highlights::new(waker) }
    }

    /// The rules that are followed, in order; with patterns as far as they are ready.
    pub fn rules(&self) -> impl Iterator<Item = (&Rule, Option<&Arc<Search>>)> {
        self.rules
            .iter()
            .filter(|(rule, _)| rule.is_on)
            .map(|(rule, coming)| (rule, coming.as_ref().and_then(|coming| coming.get()?.as_ref().ok())))
    }

    /// The matches of a rule's pattern in a piece of some KiB. Those that may take long to find come
    /// with a later picture.
    #[must_use]
    pub fn matches(&self, search: &Arc<Search>, piece: &Piece<'_>) -> Vec<Span> {
        let mut spans = Vec::new();
        self.highlights.append(search, piece, &mut spans);
        spans
    }

    /// Why the pattern of a rule can't be used, in a sentence.
    #[must_use]
    pub fn trouble(&self, rule: usize) -> Option<&Text> {
        let (_, coming) = self.rules.get(rule)?;
        coming.as_ref()?.get()?.as_ref().err()
    }
}

impl Document {
    /// Compiles the rules for how the file's text is read, unless they are; `nr` counts their changes.
    pub(crate) fn ready_rules(&mut self, rules: &[Rule], nr: u64, waker: &Waker) {
        let Some(reading) = self.file().map(File::reading) else { return };
        if self.highlighter.as_ref().is_none_or(|ready| (ready.nr, ready.reading) != (nr, reading)) {
            self.highlighter = Some(Box::new(Highlighter::new(rules, nr, reading, waker)));
        }
    }
}
