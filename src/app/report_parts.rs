//! What goes into a report beside the summary, and what there is for it.

/// What of a person's own goes into a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportParts {
    /// The marked rows.
    pub marks: bool,
    /// The lines that match the search, or those of the refined list.
    pub matches: bool,
}

impl Default for ReportParts {
    fn default() -> Self {
        Self { marks: true, matches: false }
    }
}

/// What there is that may go into a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportChoice {
    /// Marks.
    pub n_marks: usize,
    /// Lines that match, as far as they are found; `None` without a search.
    pub n_matches: Option<u64>,
}
