//! Gander: a window into files of any size.
//!
//! The architecture on one page; `ARCHITECTURE.md` says where a new part goes.
//!
//! ```text
//! file ── Source ── chunks (fixed grid, 4 MiB) ── Scan::feed on workers ── Partial
//!                                                                          │ merged in file order
//!                                   frontier: everything before it is exact ▼
//!                          channel ◄── updates, at most 7 a second ── Engine
//!                             │
//!           App::absorb ◄─────┘ ──► Document ──► views, status, export
//! ```
//!
//! Modules, in reading order. Each may use those before it, and nothing below `ui` knows egui.
//!
//! - [`messages`]: every displayed sentence and name, by key
//! - [`base`]: units, displayed numbers, reports, counts per block
//! - [`mod@format`]: bytes as rows of text
//! - [`scan`]: what can be known about bytes
//! - [`source`]: files as bytes, whatever happens to them
//! - [`structure`]: what a file says about itself, as a tree
//! - [`table`]: rows and columns of cells
//! - [`hash`]: digests of bytes
//! - [`mod@compare`]: where two files differ
//! - [`edit`]: changes to a file's bytes, laid over it or written through
//! - [`search`]: patterns, and indexes of where they match
//! - [`index`]: from positions to numbers and back
//! - [`engine`]: scans on workers, updates by channel
//! - [`summary`]: everything known, as JSON, CSV or Markdown; and what differs between two
//! - [`parts`]: parts of a summary, made anywhere and merged
//! - [`sample`]: files to try things on
//! - [`scroll`]: positions, row spaces, and the state of scrolling
//! - [`doc`]: files that are open, whatever shows them
//! - [`view`]: view models of a document, without a toolkit
//! - [`app`]: documents, panes and their layout, messages and actions
//! - [`args`]: command line arguments shared by the window and the commands
//! - [`log`]: the log file of `--log`
//! - `ui`: the window, with the feature `window`
//! - [`cli`]: the same engine without a window

pub mod app;
pub mod args;
pub mod base;
pub mod cli;
pub mod compare;
pub mod doc;
pub mod edit;
pub mod engine;
pub mod format;
pub mod hash;
pub mod index;
pub mod log;
pub mod messages;
pub mod parts;
pub mod sample;
pub mod scan;
pub mod scroll;
pub mod search;
pub mod source;
pub mod structure;
pub mod summary;
pub mod table;
#[cfg(feature = "window")]
pub mod ui;
pub mod view;
