//! What bytes mean: their kind, rows of text, and how to show them.

pub mod ansi;
pub mod cells;
pub mod compression;
pub mod delimited;
pub mod encoding;
pub mod glyphs;
pub mod inspect;
pub mod json_text;
pub mod line_ends;
pub mod literals;
pub mod log;
pub mod parquet;
pub mod rows;
pub mod sniff;
pub mod visible;
pub mod words;
pub mod wrap;
