//! Sections: the report model between scans on one side, and panels, exports and laws on the other.
//!
//! A [`Section`] is plain data and follows from the bytes alone, so that the same file gives the
//! same section on every machine. Hints for display (headline, emphasis, plots) stand beside the
//! facts and are not exported.

use super::Value;

/// One scan's report as facts and tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The stable name in exports and on the command line, such as `lines`.
    pub id: &'static str,
    /// The name that is displayed.
    pub title: &'static str,
    /// Single values, in the order of display.
    pub facts: Vec<Fact>,
    /// Rows of values, in the order of display.
    pub tables: Vec<ReportTable>,
    /// The section's result in one phrase, if there is one.
    pub headline: Option<Headline>,
}

/// One value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The stable name in exports.
    pub key: &'static str,
    /// The name that is displayed.
    pub label: &'static str,
    /// The value itself.
    pub value: Value,
    /// The unit of the value: `bytes`, `lines`, `bits per byte` …; empty for truths and names.
    pub unit: &'static str,
    /// Whether the short card shows it; the full list shows every fact.
    pub on_card: bool,
    /// The offset that the value is about; the window links to it.
    pub place: Option<u64>,
}

/// Rows of values under named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportTable {
    /// The stable name in exports.
    pub id: &'static str,
    /// The name that is displayed.
    pub title: &'static str,
    /// Key and unit of each column.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows, each as wide as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// How the table is plotted, if it is.
    pub plot: Option<Plot>,
}

/// How a table is plotted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plot {
    /// Bars or a line.
    pub kind: PlotKind,
    /// The column on the vertical axis.
    pub y: usize,
    /// Labels under the horizontal axis: left, middle, right. An empty right one is replaced by the
    /// last row's first column.
    pub axis: [&'static str; 3],
}

/// The kinds of plots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// A bar chart, one bar a row.
    Bars,
    /// A line chart, one point a row; rows are equal shares of the file.
    AlongFile,
}

/// A section's result in one phrase, such as `valid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The phrase.
    pub text: String,
    /// Whether the result is good, bad or neither.
    pub tone: Tone,
}

/// The meaning of a phrase, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    Plain,
    /// Good.
    Good,
    /// Bad: needs attention.
    Bad,
}

impl Fact {
    /// A fact that only the full list shows.
    #[must_use]
    pub fn new(key: &'static str, label: &'static str, value: impl Into<Value>, unit: &'static str) -> Self {
        Self { key, label, value: value.into(), unit, on_card: false, place: None }
    }

    /// The same fact, shown on the short card too.
    #[must_use]
    pub fn on_card(mut self) -> Self {
        self.on_card = true;
        self
    }

    /// The same fact, linked to a place in the file.
    #[must_use]
    pub fn at(mut self, place: Option<u64>) -> Self {
        self.place = place;
        self
    }
}

impl Section {
    /// The fact called `key`.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }
}
