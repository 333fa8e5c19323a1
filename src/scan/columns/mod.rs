//! Columns of a table: what their cells are.
//!
//! [`columns_scan`] shows each cell of a table to its column's [`ColumnProfile`].

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
mod types;
mod values;

pub use check::{CellCheck, SortKey, TypedCell, float_of, integer_of, row_problems};
pub use kind::ColumnType;
pub use limits::Limits;
pub use number::Operand;
pub use profile::{ColumnProfile, Progress};
pub use quantiles::Quartiles;
pub use report::{ColumnReport, DateOrder};
pub use scan::{ColumnsFold, ColumnsScan, columns_scan};
pub use section::{Columns, TableFacts};
pub use types::{
    ColumnKind, ColumnKinds, ColumnTypes, TypeWish, TypesCounter, TypesFold, TypesTally, types_scan,
};

#[cfg(test)]
mod tests;
