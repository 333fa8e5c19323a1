//! Delimited text: records and cells of CSV, TSV and their relatives.
//!
//! A [`Dialect`] says how a table is written.

mod dialect;

pub use dialect::{Dialect, MOST_DELIMITER, Terminator};
