//! What bytes mean: their kind, rows of text, and how to show them.

pub mod encoding;
pub mod glyphs;
pub mod log;
pub mod rows;
pub mod sniff;
