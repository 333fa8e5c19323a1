//! What every other module speaks in: units, numbers as people read them, reports, panics.

pub mod atomic_file;
pub mod counts;
pub mod date;
pub mod human;
pub mod newest;
pub mod panics;
pub mod report;
pub mod sys;
pub mod units;

pub use counts::Counts;
pub use panics::CaughtPanic;
pub use report::{Fact, Headline, Plot, PlotKind, Section, Table, Tone, Value};
pub use units::{Offset, RowNr, Span};
