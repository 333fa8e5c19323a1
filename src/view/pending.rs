//! Jumps that wait for an index.

use crate::base::{Offset, RowNr};
use crate::format::log::Time;

/// A jump that waits for an index or for bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Until the index reaches this line.
    Line(RowNr),
    /// Until the record index reaches this record, counted from 0 with the header, and this cell of it.
    Record(RowNr, u64),
    /// Until the time line reaches this time.
    Time(Time),
    /// Until the indexes reach this column (a character from 0) of this line.
    Column(RowNr, u64),
    /// Until the index reaches an end of the line that holds this byte.
    Edge {
        /// The byte.
        of: Offset,
        /// Whether the line's end is meant, not its start.
        is_end: bool,
        /// Whether the selection grows.
        extend: bool,
    },
}
