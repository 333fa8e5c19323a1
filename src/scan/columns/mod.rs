//! Columns of a table: what their cells are.

mod bins;
mod calendar;
mod cell;
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
mod section;
mod sums;
mod texts;
mod times;
mod totals;
mod values;

pub use kind::ColumnType;
pub use limits::Limits;
pub use profile::{ColumnProfile, Progress};
pub use quantiles::Quartiles;
pub use report::{ColumnReport, DateOrder};
pub use section::{TableFacts, section};

#[cfg(test)]
mod tests;
