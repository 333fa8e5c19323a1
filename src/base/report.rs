//! Sections: the report model between scans on one side, and panels, exports and laws on the other.
//!
//! A [`Section`] is plain data and follows from the bytes alone, so that the same file gives the
//! same section on every machine. It holds ids alone: what people call them are messages whose keys
//! are made of the ids ([`Section::title`], [`Fact::unit_name`] …). Hints for display (headline,
//! emphasis, plots) stand beside the facts and are not exported.

use super::Value;
use crate::messages::{Key, Name, Text};

/// The unit of values that are places in the file.
pub const OFFSET: &str = "offset";

/// One scan's report as facts and tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The stable name in exports and on the command line, such as `lines`.
    pub id: &'static str,
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
    /// Labels under the horizontal axis: left, middle, right; without a right one that is the size
    /// in the last row's first column.
    pub axis: (Key, Key, Option<Key>),
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
    pub text: Text,
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
    pub fn new(key: &'static str, value: impl Into<Value>, unit: &'static str) -> Self {
        Self { key, value: value.into(), unit, on_card: false, place: None }
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

    /// What people call its unit; none has no name.
    #[must_use]
    pub fn unit_name(&self) -> Name<'static> {
        unit_name(self.unit)
    }
}

impl ReportTable {
    /// The headings of its columns, each with the name of its unit; empty where there is none, or
    /// it is the column's key again.
    pub fn headings(&self) -> impl Iterator<Item = (Name<'static>, Name<'static>)> {
        self.columns
            .iter()
            .map(|&(key, unit)| (Name::new("column", &[key]), unit_name(if unit == key { "" } else { unit })))
    }
}

/// What people call a unit.
fn unit_name(unit: &str) -> Name<'_> {
    Name::new("unit", &[unit])
}

impl Section {
    /// The fact called `key`.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// The same about bytes that stand `by` further on in their file: its places count from the file's start.
    pub fn move_places(&mut self, by: u64) {
        let move_value = |value: &mut Value| {
            if let Value::Int(at) = value {
                *at = at.saturating_add(by);
            }
        };
        for fact in &mut self.facts {
            fact.place = fact.place.map(|at| at.saturating_add(by));
            if fact.unit == OFFSET {
                move_value(&mut fact.value);
            }
        }
        for table in &mut self.tables {
            let places = table.columns.iter().enumerate().filter(|(_, (_, unit))| *unit == OFFSET);
            let places: Vec<usize> = places.map(|(nr, _)| nr).collect();
            table.rows.iter_mut().for_each(|row| places.iter().for_each(|&nr| move_value(&mut row[nr])));
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> Name<'static> {
        Name::new("section", &[self.id])
    }

    /// What people call one of its facts.
    #[must_use]
    pub fn label(&self, fact: &Fact) -> Name<'static> {
        Name::new("fact", &[self.id, fact.key])
    }

    /// What people call the word that is a fact's value, if that is one of a few words.
    #[must_use]
    pub fn word<'a>(&self, fact: &'a Fact) -> Option<Name<'a>> {
        let Value::Text(word) = &fact.value else { return None };
        Some(Name::new("word", &[fact.key, word]))
    }

    /// What people call one of its tables.
    #[must_use]
    pub fn table_title(&self, table: &ReportTable) -> Name<'static> {
        Name::new("table", &[self.id, table.id])
    }
}
