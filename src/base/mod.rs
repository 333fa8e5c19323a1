//! Basic types of all other modules: units, human-readable numbers, reports, panics.

pub mod atomic_file;
pub mod counts;
pub mod date;
pub mod decimal;
pub mod frame_turn;
pub mod human;
mod ids;
pub mod moment;
pub mod newest;
pub mod panics;
pub mod procfs;
pub mod report;
pub mod spill;
pub mod sys;
pub mod thread;
pub mod units;
pub mod value;

pub use counts::Counts;
pub use decimal::Decimal;
pub use ids::{DocId, FocusId, PaneId};
pub use moment::{Moment, MomentKind};
pub use panics::CaughtPanic;
pub use report::{Fact, Headline, Plot, PlotKind, ReportTable, Section, Tone};
pub use units::{Offset, RowNr, Span};
pub use value::{Estimate, Value};
