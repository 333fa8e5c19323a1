//! What is known of a comparison of two summaries, and what of it is listed.

use crate::base::DocId;
use crate::messages::{Name, Text};
use crate::summary::diff::{Diff, Difference};
use std::path::PathBuf;
use std::sync::Arc;

/// Two summaries that are compared.
pub struct SummaryComparison {
    sides: (SummarySide, SummarySide),
    state: SummaryDiffState,
    /// The comparison that is waited for.
    waits_for: Option<u64>,
    filter: String,
    lines: Vec<DiffLine>,
}

/// Whose summary it is.
#[derive(Clone, Debug, PartialEq)]
pub enum SummarySide {
    /// That of an open document.
    Document {
        /// Which.
        id: DocId,
        /// What it was called.
        label: String,
        /// Its length, the bytes that its sections cover, and how many these are.
        stamp: (u64, u64, usize),
    },
    /// A saved one.
    File(PathBuf),
}

/// How far a comparison is.
#[derive(Clone, Debug)]
pub enum SummaryDiffState {
    /// It is being made.
    Reading,
    /// What differs.
    Done(Arc<Diff>),
    /// Why that is not known.
    Failed(Text),
}

/// A line of the list, by numbers of differences and of their rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffLine {
    /// The heading of the group of this difference.
    Group(usize),
    /// A difference.
    Difference(usize),
    /// A row of a difference.
    Row(usize, usize),
}

impl SummarySide {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Document { label, .. } => label.clone(),
            Self::File(path) => match path.file_name() {
                Some(name) => name.to_string_lossy().into_owned(),
                None => path.display().to_string(),
            },
        }
    }
}

impl SummaryComparison {
    pub(super) fn new(a: SummarySide, b: SummarySide) -> Self {
        let state = SummaryDiffState::Reading;
        Self { sides: (a, b), state, waits_for: None, filter: String::new(), lines: Vec::new() }
    }

    /// Both sides.
    #[must_use]
    pub fn sides(&self) -> (&SummarySide, &SummarySide) {
        (&self.sides.0, &self.sides.1)
    }

    pub(super) fn set_sides(&mut self, sides: (SummarySide, SummarySide)) {
        self.sides = sides;
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> &SummaryDiffState {
        &self.state
    }

    /// What differs, once that is known.
    #[must_use]
    pub fn diff(&self) -> Option<&Diff> {
        match &self.state {
            SummaryDiffState::Done(diff) => Some(diff),
            _ => None,
        }
    }

    /// Whether a thread is at it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waits_for.is_some()
    }

    /// What the listed differences have in their names or paths.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The lines that are listed.
    #[must_use]
    pub fn lines(&self) -> &[DiffLine] {
        &self.lines
    }

    /// How many differences are listed.
    #[must_use]
    pub fn n_listed(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, DiffLine::Difference(_))).count()
    }

    /// What differs as far as it is listed.
    pub(super) fn listed(&self) -> Option<Diff> {
        let diff = self.diff()?;
        let listed = diff.differences.iter().filter(|one| self.lists(one));
        Some(Diff { differences: listed.cloned().collect(), ..diff.clone() })
    }

    fn lists(&self, one: &Difference) -> bool {
        let wanted = self.filter.to_lowercase();
        let text = format!("{} {}", one.path, one.label.said_by(Name::said)).to_lowercase();
        wanted.split_whitespace().all(|word| text.contains(word))
    }

    pub(super) fn set_filter(&mut self, wanted: String) {
        self.filter = wanted;
        self.list();
    }

    pub(super) fn wait_for(&mut self, nr: u64) {
        self.waits_for = Some(nr);
    }

    pub(super) fn fail(&mut self, why: Text) {
        (self.state, self.waits_for) = (SummaryDiffState::Failed(why), None);
        self.list();
    }

    pub(super) fn take(&mut self, nr: u64, found: Result<Arc<Diff>, Text>) {
        if self.waits_for != Some(nr) {
            return;
        }
        self.waits_for = None;
        self.state = match found {
            Ok(diff) => SummaryDiffState::Done(diff),
            Err(why) => SummaryDiffState::Failed(why),
        };
        self.list();
    }

    /// Makes the lines of what the filter leaves.
    fn list(&mut self) {
        let mut lines = Vec::new();
        let differences = self.diff().map_or(&[][..], |diff| &diff.differences);
        let mut group = None;
        for (nr, one) in differences.iter().enumerate().filter(|(_, one)| self.lists(one)) {
            if group != Some(&one.group) {
                lines.push(DiffLine::Group(nr));
                group = Some(&one.group);
            }
            lines.push(DiffLine::Difference(nr));
            lines.extend((0..one.rows.len()).map(|row| DiffLine::Row(nr, row)));
        }
        self.lines = lines;
    }
}
