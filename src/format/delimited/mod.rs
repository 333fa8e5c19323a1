//! Delimited text: records and cells of CSV, TSV and their relatives.
//!
//! A [`Dialect`] says how a table is written. Its automaton ([`Records`]) finds where records start, in
//! pieces and in parallel; and cuts a record into [`Cells`].

mod cells;
mod dialect;
mod records;

pub use cells::{Cell, CellKind, Cells};
pub use dialect::{Dialect, MOST_DELIMITER, Terminator};
pub use records::{Fate, LOOKAHEAD, Mode, Records, State, Walked};

#[cfg(test)]
mod tests;
