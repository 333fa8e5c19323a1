//! What is wrong with a record: kind, place and a sentence.

use super::{CellKind, Row};
use crate::base::units::len_u64;
use crate::messages::Text;

/// One thing that is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The number of its cell, from 0.
    pub column: usize,
    /// Where the cell starts, in bytes from the record's start, in UTF-8.
    pub at: usize,
}

/// The kinds of what can be wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// It has more or fewer cells than the table has columns.
    Ragged {
        /// How many it has.
        n_cells: usize,
        /// How many it should have.
        n_columns: usize,
    },
    /// A quote is never closed.
    UnclosedQuote,
    /// Text follows a closing quote.
    TextAfterQuote,
    /// A cell holds a NUL.
    Nul,
    /// A cell's bytes are not what the file's encoding allows.
    Encoding,
    /// A line is not of the table's form: JSON, or logfmt.
    Malformed,
    /// A value has no column: there are too many, or its path was not known yet.
    NoColumn,
    /// A value is not of its column's type.
    Invalid {
        /// The type's stable name.
        kind: &'static str,
    },
}

impl ProblemKind {
    /// Its stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ragged { .. } => "ragged",
            Self::UnclosedQuote => "unclosed_quote",
            Self::TextAfterQuote => "text_after_quote",
            Self::Nul => "nul",
            Self::Encoding => "encoding",
            Self::Malformed => "malformed",
            Self::NoColumn => "no_column",
            Self::Invalid { .. } => "invalid",
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::Ragged { n_cells, n_columns } => Text::new("bad-row-ragged")
                .with("cells", len_u64(n_cells))
                .with("columns", len_u64(n_columns)),
            Self::UnclosedQuote => Text::new("bad-row-unclosed-quote"),
            Self::TextAfterQuote => Text::new("bad-row-text-after-quote"),
            Self::Nul => Text::new("bad-row-nul"),
            Self::Encoding => Text::new("bad-row-encoding"),
            Self::Malformed => Text::new("bad-row-malformed"),
            Self::NoColumn => Text::new("bad-row-no-column"),
            Self::Invalid { kind } => Text::new("bad-row-invalid").with("type", kind),
        }
    }
}

impl Row<'_> {
    /// What is wrong with the record in a table of so many columns, by cells; a ragged one first. Costs a
    /// pass over its bytes.
    #[must_use]
    pub fn problems(&self, n_columns: usize) -> Vec<Problem> {
        let cells = self.cells();
        let at = |column: usize| {
            // What is lacking is so where the record's last cell ends.
            let end = cells.last().map_or(0, |cell| cell.raw.end);
            cells.get(column).map_or(end, |cell| cell.raw.start)
        };
        let mut all = Vec::new();
        if cells.len() != n_columns {
            let column = cells.len().min(n_columns);
            let kind = ProblemKind::Ragged { n_cells: cells.len(), n_columns };
            all.push(Problem { kind, column, at: at(column) });
        }
        if let Some(at) = self.fault() {
            all.push(Problem { kind: ProblemKind::Malformed, column: 0, at });
        }
        if self.has_unknown() {
            all.push(Problem { kind: ProblemKind::NoColumn, column: 0, at: 0 });
        }
        let is_clean = memchr::memchr(0, self.text()).is_none() && !self.is_broken();
        for (column, cell) in cells.iter().enumerate() {
            let by_quotes = match cell.kind {
                CellKind::Unclosed => Some(ProblemKind::UnclosedQuote),
                CellKind::TextAfterQuote => Some(ProblemKind::TextAfterQuote),
                _ => None,
            };
            let raw = self.text().get(cell.raw.clone()).unwrap_or_default();
            let has_nul = !is_clean && memchr::memchr(0, raw).is_some();
            let is_broken = !is_clean && self.is_broken() && !is_decoded(raw);
            let kinds =
                [by_quotes, has_nul.then_some(ProblemKind::Nul), is_broken.then_some(ProblemKind::Encoding)];
            all.extend(kinds.into_iter().flatten().map(|kind| Problem { kind, column, at: cell.raw.start }));
        }
        all
    }
}

/// Whether a text is whole: UTF-8, without what stands for bytes that could not be decoded.
fn is_decoded(raw: &[u8]) -> bool {
    simdutf8::basic::from_utf8(raw).is_ok_and(|text| !text.contains('\u{FFFD}'))
}
