//! Ink: the colours of a row's bytes beyond what kind of character they are.
//!
//! Whoever has something to say about a row's text (a level, a rule, a match) says it here, as
//! ranges of the row's bytes; the view lays them over the text in that order.

use crate::app::Session;
use crate::format::rows::Row;
use crate::ui::theme::Palette;
use egui::Color32;
use std::ops::Range;

/// Colours for some of a row's bytes; where none is given, what lies below shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Ink {
    /// Which bytes, counted from the row's start.
    pub(in crate::ui) bytes: Range<u64>,
    /// Of the characters.
    pub(in crate::ui) color: Option<Color32>,
    /// Behind them.
    pub(in crate::ui) fill: Option<Color32>,
}

/// What is to be coloured in a row whose bytes are `bytes`, later ones over earlier ones.
pub(super) fn inks(session: &Session, row: &Row, bytes: &[u8], colours: &Palette) -> Vec<Ink> {
    super::matches::inks(session, row, bytes, colours)
}
