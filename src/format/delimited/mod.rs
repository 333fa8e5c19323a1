//! Delimited text: records and cells of CSV, TSV and their relatives.
//!
//! A [`Dialect`] says how a table is written. Its automaton ([`Records`]) finds where records start, in
//! pieces and in parallel; and cuts a record into [`Cells`].

mod cells;
mod dialect;
mod layout;
mod reader;
mod records;
mod stream;
mod write;

pub use cells::{Cell, CellKind, Cells};
pub use dialect::{Dialect, MOST_DELIMITER, Terminator};
pub use layout::TableLayout;
pub use reader::{RecordReader, Row};
pub use records::{Fate, LOOKAHEAD, Mode, Records, State, Walked};
pub use stream::{MOST_HELD, RecordStream, StreamedRecord};
pub use write::{RowForm, RowWriter};

#[cfg(test)]
mod tests;
