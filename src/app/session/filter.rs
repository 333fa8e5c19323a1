//! Filters that were saved, and the file that hands rules and filters to another person.

use super::model::RowsState;
use crate::app::kept::lenient::Stored;
use crate::doc::rules::Rule;
use crate::doc::search::ListFilter;
use crate::search::Pattern;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of workspaces that are written.
pub(super) const VERSION: u64 = 1;

/// Most filters that are kept.
pub(super) const MOST_FILTERS: usize = 200;

/// The longest name of a filter, in characters.
const LONGEST: usize = 120;

/// What is searched for, which lines are listed, and which rows of a table are shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedFilter {
    /// How it is called.
    pub name: String,
    /// What is searched for.
    pub search: Pattern,
    /// Which lines are listed.
    pub list: ListFilter,
    /// Which rows of a table are shown, and in which order.
    pub rows: RowsState,
}

impl SavedFilter {
    /// Whether it wants nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.query(&self.search).stages.is_empty() && self.rows.is_empty()
    }

    /// Whether it wants the same as another, whatever it is called.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.search == other.search && self.list == other.list && self.rows == other.rows
    }

    /// The same, called by what it wants.
    #[must_use]
    pub(super) fn named(mut self) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for stage in self.list.query(&self.search).stages {
            for term in &stage.terms {
                let sign =
                    if term.is_negated ^ (stage.is_inverted && stage.terms.len() == 1) { "¬" } else { "" };
                parts.push(format!("{sign}{}", term.pattern.text));
            }
        }
        parts.extend(self.rows.conditions.iter().filter_map(|one| one.text.clone()));
        parts.extend(self.rows.sort.iter().map(|by| {
            let sign = if by.is_descending { "↓" } else { "↑" };
            format!("{sign}{}", by.column + 1)
        }));
        self.name = parts.join(" · ").chars().take(LONGEST).collect();
        self
    }
}

/// Rules and filters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// The version of the file.
    pub version: u64,
    /// The rules; `None` if it has none.
    pub rules: Option<Vec<Rule>>,
    /// The filters.
    pub filters: Vec<SavedFilter>,
}

impl Workspace {
    /// Reads one as far as it can be; `None` for what is none, or of a later version.
    #[must_use]
    pub(super) fn read(raw: Value) -> Option<Self> {
        let version = raw.get("version").and_then(Value::as_u64)?;
        let has_some =
            raw.get("rules").is_some_and(Value::is_array) || raw.get("filters").is_some_and(Value::is_array);
        if version > VERSION || !has_some {
            return None;
        }
        // Lists are read element by element where a list stands already.
        let has_rules = raw.get("rules").is_some_and(Value::is_array);
        let (read, _) = Stored::read::<Lists>(raw);
        let filters = read.filters.into_iter().filter(|filter| !filter.is_empty()).take(MOST_FILTERS);
        Some(Self { version, rules: has_rules.then_some(read.rules), filters: filters.collect() })
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Lists {
    rules: Vec<Rule>,
    filters: Vec<SavedFilter>,
}
