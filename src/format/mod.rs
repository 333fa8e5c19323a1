//! What bytes mean: rows of text and how to show them.

pub mod glyphs;
pub mod rows;
