//! Two summaries compared: what differs, and by how much.
//!
//! Pure: two [`Saved`] summaries give a [`Diff`], a list of [`Difference`]s, each with the path by which a condition
//! of `--fail-if` names it ([`check`]). A file and its copy have none: where a file is and when it was changed is
//! said of both and is no difference. Figures are compared exactly, or up to the bounds that they carry
//! ([`figure`]); tables by their rows, and those that count something by distances that are named
//! ([`distance`]). Turned round, a comparison says the same with A and B exchanged.
//!
//! Costs as much as reading both summaries: a few milliseconds for a thousand columns.

mod bins;
pub mod check;
mod columns;
pub mod distance;
mod facts;
pub mod figure;
mod html;
mod instant;
mod json;
mod label;
mod markdown;
mod moves;
pub mod number;
mod pairs;
pub mod path;
mod profiles;
pub mod saved;
mod shown;
mod tables;
mod top;
mod visible;

pub use html::DiffHtml;
pub use json::DiffJson;
pub use label::Label;
pub use markdown::DiffMarkdown;
pub use shown::{change_text, figure_text, group_text, measure_text, word};
pub use visible::visible;

use check::Checked;
use distance::Measure;
use figure::Figure;
use number::Number;
use saved::Saved;
use std::io;

/// Rows of a table that a difference lists, those that changed most.
pub const MOST_ROWS: usize = 20;

/// Every writer, in the order of display.
pub static DIFF_WRITERS: &[&dyn DiffWriter] = &[&DiffMarkdown, &DiffJson, &DiffHtml];

/// What differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The first.
    pub a: DiffSide,
    /// The second.
    pub b: DiffSide,
    /// What differs, in the order of the summaries.
    pub differences: Vec<Difference>,
    /// Figures that differ by no more than their error bounds, which are no differences.
    pub n_within_bounds: u64,
    /// The conditions that were asked, and whether they hold.
    pub checks: Vec<Checked>,
}

/// Which summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffSide {
    /// Where the summary was read from, or the file that was summarised.
    pub name: String,
    /// The path of the file that it is about.
    pub path: String,
    /// When the file was last changed.
    pub modified: Option<String>,
    /// Whether it is about all of the file.
    pub is_complete: bool,
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// The file, and how much of it was scanned.
    File,
    /// A section, by its id.
    Section(Label),
    /// Which columns a table has.
    Columns,
    /// A column, by its name.
    Column(String),
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Another figure.
    Changed,
    /// Only B has it.
    Came,
    /// Only A has it.
    Went,
    /// A column stands elsewhere among the others.
    Moved,
    /// A column is called otherwise.
    Renamed,
    /// Counts lie otherwise.
    Distribution,
    /// Other rows.
    Rows,
}

/// A difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// To what it belongs.
    pub group: Group,
    /// What it is called in a condition.
    pub path: String,
    /// What people call it.
    pub label: Label,
    /// What happened.
    pub kind: DifferenceKind,
    /// The figure in A, if it is one.
    pub a: Figure,
    /// The figure in B.
    pub b: Figure,
    /// The unit of both; empty for none.
    pub unit: String,
    /// By how much B is above A: in the unit, of moments in seconds.
    pub change: Option<Number>,
    /// The same as a share of A.
    pub relative: Option<f64>,
    /// How far distributions are apart.
    pub measures: Vec<Measure>,
    /// The rows that changed most.
    pub rows: Vec<RowDifference>,
    /// How many rows changed.
    pub n_rows: u64,
    /// Both distributions, to be drawn.
    pub chart: Option<Box<Chart>>,
}

/// A row of a table that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDifference {
    /// What the row is about.
    pub key: Figure,
    /// The column that differs, if the table has several.
    pub column: Option<Label>,
    /// The figure in A; none if it has no such row.
    pub a: Figure,
    /// The figure in B.
    pub b: Figure,
}

/// Two distributions over the same axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What the axis goes from and to.
    pub ends: (Figure, Figure),
    /// Bars of A and of B: from, to, both of the axis' length from 0 to 1, and the share.
    pub bars: [Vec<[f64; 3]>; 2],
}

/// A way to write a comparison down.
pub trait DiffWriter: Sync {
    /// The stable name, for scripts.
    fn id(&self) -> &'static str;

    /// Writes all of `diff`. Wants a buffered `out`.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, diff: &Diff, out: &mut dyn io::Write) -> io::Result<()>;
}

/// The writer that scripts call `id`.
#[must_use]
pub fn diff_writer(id: &str) -> Option<&'static dyn DiffWriter> {
    DIFF_WRITERS.iter().copied().find(|writer| writer.id() == id)
}

impl DifferenceKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Changed, Self::Came, Self::Went, Self::Moved, Self::Renamed, Self::Distribution, Self::Rows];

    /// The stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Came => "came",
            Self::Went => "went",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Distribution => "distribution",
            Self::Rows => "rows",
        }
    }

    /// A sign for it, beside its name.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Changed => "≠",
            Self::Came => "+",
            Self::Went => "−",
            Self::Moved => "↕",
            Self::Renamed => "→",
            Self::Distribution => "∿",
            Self::Rows => "≡",
        }
    }

    /// The kind with A and B exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Came => Self::Went,
            Self::Went => Self::Came,
            other => other,
        }
    }
}

impl Difference {
    /// A difference that is fully told by its kind and both figures.
    pub(super) fn new(group: Group, path: String, label: Label, kind: DifferenceKind) -> Self {
        Self {
            group,
            path,
            label,
            kind,
            a: Figure::None,
            b: Figure::None,
            unit: String::new(),
            change: None,
            relative: None,
            measures: Vec::new(),
            rows: Vec::new(),
            n_rows: 0,
            chart: None,
        }
    }

    /// Whether A and B have a figure each, or one of them none.
    #[must_use]
    pub fn has_figures(&self) -> bool {
        !matches!(self.kind, DifferenceKind::Distribution | DifferenceKind::Rows)
    }

    /// Whether it is about a column.
    #[must_use]
    pub fn is_of_column(&self) -> bool {
        matches!(self.group, Group::Columns | Group::Column(_))
    }

    /// The same of two figures: with how far B is above A, if that says something.
    pub(super) fn of(mut self, a: &Figure, b: &Figure, unit: &str) -> Self {
        // Values of bytes are names of things.
        self.change = if unit == "byte" { None } else { b.above(a) };
        let is_size = !matches!(unit, "offset" | path::PLACE) && !a.is_moment();
        let whole = a.on_axis().filter(|_| is_size);
        self.relative = match (&self.change, &whole) {
            (Some(change), Some((_, whole))) => change.share_of(&whole.magnitude()),
            _ => None,
        };
        (self.a, self.b, self.unit) = (a.clone(), b.clone(), unit.to_owned());
        self
    }
}

impl Diff {
    /// Compares two summaries, of which is said where they are from.
    #[must_use]
    pub fn of(a: (&str, &Saved), b: (&str, &Saved)) -> Self {
        let side = |(name, saved): (&str, &Saved)| DiffSide {
            name: name.to_owned(),
            path: saved.path.clone(),
            modified: saved.modified.clone(),
            is_complete: saved.is_complete,
        };
        let mut diff = Self { a: side(a), b: side(b), ..Self::default() };
        facts::compare(a.1, b.1, &mut diff);
        diff
    }

    /// Whether anything differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// The conditions that hold.
    pub fn failed(&self) -> impl Iterator<Item = &Checked> {
        self.checks.iter().filter(|checked| checked.holds)
    }
}

#[cfg(test)]
mod tests;
