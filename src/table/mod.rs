//! Tables: columns with a schema, and cells by ranges of rows and columns.
//!
//! [`Table`] is what a grid draws from, whatever the source of the rows. Every call returns at
//! once: cells that have to be fetched first are [`Fetched::Pending`]. [`section::SectionTable`] is
//! the first source: the tables of a summary.

pub mod export;
pub mod fetch;
pub mod filter;
pub mod order;
pub mod parts;
pub mod sampled;
pub mod section;

use crate::base::Value;
use crate::base::units::to_usize;
use crate::source::blocks::Fetched;
use std::ops::Range;

/// Rows of cells under the columns of a schema.
pub trait Table {
    /// The columns.
    fn schema(&self) -> &Schema;

    /// How many rows there are.
    fn n_rows(&self) -> Known<u64>;

    /// The cells of these rows and columns; both ranges are cut to what there is. Never waits.
    fn cells(&self, rows: Range<u64>, columns: Range<u32>) -> Fetched<Cells>;
}

/// The columns of a table, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The columns.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its stable name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The unit of its values; empty for truths, times and names.
    pub unit: String,
    /// The type of its values.
    pub kind: ColumnKind,
}

/// The type of a column's values. Any of them may be [`Value::None`], or an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// No value is known.
    Unknown,
    /// Truths.
    Boolean,
    /// Integers.
    Integer,
    /// Integers, decimals and floats.
    Number,
    /// Dates and times.
    Time,
    /// Text.
    Text,
    /// Values of several types.
    Mixed,
}

/// How well a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The final value.
    Exact(T),
    /// The value for what was read so far.
    SoFar(T),
    /// Not known at all.
    Unknown,
}

/// The cells of a range of rows and columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    rows: Range<u64>,
    columns: Range<u32>,
    /// Row after row.
    values: Vec<Value>,
}

impl Cells {
    /// The rows that are here.
    #[must_use]
    pub fn rows(&self) -> Range<u64> {
        self.rows.clone()
    }

    /// The columns that are here.
    #[must_use]
    pub fn columns(&self) -> Range<u32> {
        self.columns.clone()
    }

    /// The cells of a row, numbered as in the table; none, if it is not here.
    #[must_use]
    pub fn row(&self, nr: u64) -> &[Value] {
        if !self.rows.contains(&nr) {
            return &[];
        }
        let width = self.columns.len();
        let start = to_usize(nr - self.rows.start) * width;
        self.values.get(start..start + width).unwrap_or_default()
    }

    /// One cell, numbered as in the table.
    #[must_use]
    pub fn get(&self, row: u64, column: u32) -> Option<&Value> {
        let column = column.checked_sub(self.columns.start)?;
        self.row(row).get(to_usize(column.into()))
    }
}

impl ColumnKind {
    /// The kind of a value; of an estimate, that of its value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::None => Self::Unknown,
            Value::Bool(_) => Self::Boolean,
            Value::Int(_) | Value::Signed(_) => Self::Integer,
            Value::Decimal(_) | Value::Float(_) => Self::Number,
            Value::Time(_) => Self::Time,
            Value::Text(_) => Self::Text,
            Value::Estimate(estimate) => Self::of(&estimate.value),
        }
    }

    /// The kind of a column that holds values of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, kind) | (kind, Self::Unknown) => kind,
            (a, b) if a == b => a,
            (Self::Integer | Self::Number, Self::Integer | Self::Number) => Self::Number,
            _ => Self::Mixed,
        }
    }
}
