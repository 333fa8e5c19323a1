//! Matches in text in sight, as ink.

use super::ink::Ink;
use crate::app::search::Searching;
use crate::base::Span;
use crate::ui::theme::Palette;
use egui::Color32;

/// Ink for matches in `text`; the one where one is stands out.
pub(super) fn of(searching: &Searching, spans: Vec<Span>, text: Span, colours: &Palette) -> Vec<Ink> {
    let current = searching.current();
    let ink = |span: Span| {
        let part = span.meet(text);
        let is_current = current == Some(span);
        let (color, fill) =
            if is_current { (colours.bg, colours.text) } else { (colours.on_accent, colours.accent) };
        let bytes = part.start - text.start..part.end - text.start;
        Ink { bytes, color: Some(color), fill: Some::<Color32>(fill) }
    };
    let mut inks: Vec<Ink> = spans.into_iter().map(ink).filter(|ink| !ink.bytes.is_empty()).collect();
    // What is around it must not cover it.
    inks.sort_by_key(|ink| ink.fill == Some(colours.text));
    inks
}
