//! Columns of a table: what their cells are.
//!
//! [`ColumnsScan`] cuts a table into records and shows each cell to its column's [`ColumnProfile`].

mod bins;
mod calendar;
mod cell;
mod check;
mod dates;
mod grid;
mod iso;
mod kind;
mod limits;
mod logs;
mod number;
mod numbers;
mod profile;
mod quantiles;
mod quick;
mod report;
mod sample;
mod scan;
mod section;
mod sums;
mod texts;
mod times;
mod totals;
mod values;

pub use check::{CellCheck, SortKey, TypedCell};
pub use kind::ColumnType;
pub use limits::Limits;
pub use number::compare as compare_numbers;
pub use profile::{ColumnProfile, Progress};
pub use quantiles::Quartiles;
pub use report::{ColumnReport, DateOrder};
pub use scan::ColumnsScan;
pub use section::{Columns, TableFacts};

#[cfg(test)]
mod tests;
