//! Bytes as rows of text.

pub mod sniff;
