//! Delimited text: records and cells of CSV, TSV and their relatives; and of lines whose cells are told
//! otherwise ([`RecordForm`]): JSON, logfmt, columns of a fixed width.
//!
//! A [`Dialect`] says how a table is written; [`detect`] finds it by samples of a file. Its automaton
//! ([`Records`]) finds where records start, in pieces and in parallel; and cuts a record into [`Cells`].

mod cells;
mod choice;
pub mod detect;
mod dialect;
mod fields;
mod fixed;
mod groups;
mod layout;
mod problems;
mod reader;
mod records;
mod stream;
mod write;

pub use cells::{Cell, CellKind, Cells};
pub use choice::{DialectChoice, FormName, parse_delimiter, parse_special};
pub use dialect::{Dialect, MOST_DELIMITER, RecordForm, Terminator};
pub use fields::FieldTree;
pub use layout::TableLayout;
pub use problems::{Problem, ProblemKind};
pub use reader::{RecordReader, Row};
pub use records::{Fate, LOOKAHEAD, Mode, Records, State, Walked};
pub use stream::{MOST_HELD, Reached, RecordStream, SavedStream, StreamedRecord};
pub use write::{RowForm, RowWriter, push_quoted};

#[cfg(test)]
mod tests;
