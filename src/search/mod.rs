//! Finding things: patterns, matches, lines that are wanted, and indexes of both.
//!
//! A [`Pattern`] is a typed pattern, a [`Query`] a filter made of such. [`Search`] is a
//! scan: the engine shows it a file, and what it makes is [`Matches`], counts of matches and of
//! lines for each 64 KiB, so that a thousand million matches take no more memory than ten.
//! [`Lookup`] finds a single one again by rescanning one block; [`Lister`] lists all of them from the
//! bytes that were just searched. All of it works on bytes; text
//! in other encodings is decoded on the way.

mod auto;
mod backtrack;
mod decoded;
mod lanes;
mod lines;
mod listed;
mod lister;
mod literals;
mod lookup;
mod needle;
mod number;
mod number_type;
mod painted;
mod pattern;
mod piece_matcher;
mod query;
mod read_cache;
mod scan;
mod sink;
pub mod strings;
mod tally;
mod times;
mod typed;

pub use crate::scan::matches::Matches;
pub use backtrack::n_lines_tried;
pub use lines::{LineFinder, LineStop};
pub use listed::ListedChunk;
pub use lister::{ListEnd, ListPlace, ListStop, Lister};
pub use lookup::{Lookup, WantedLine};
pub use needle::Needle;
pub use painted::PieceKey;
pub use pattern::{Pattern, PatternKind};
pub use query::{FilterStage, MOST_TERMS, Query, Term};
pub use read_cache::{ReadBytes, ReadCache};
pub use scan::Search;
pub use sink::{CutEffect, REACH};
pub use tally::Tally;
pub use times::TimeRange;
