//! Highlights for matches in visible text.

use super::highlight::Highlight;
use crate::base::Span;
use crate::doc::search::Searching;
use crate::ui::theme::Palette;
use egui::Color32;

/// Highlights for matches in `text`; the current one has its own colours.
pub(super) fn of(searching: &Searching, spans: Vec<Span>, text: Span, colours: &Palette) -> Vec<Highlight> {
    let current = searching.current();
    let ink = |span: Span| {
        let part = span.meet(text);
        let is_current = current == Some(span);
        let (color, fill) =
            if is_current { (colours.bg, colours.text) } else { (colours.on_accent, colours.accent) };
        let bytes = part.start - text.start..part.end - text.start;
        // A line, too: who can't tell the colours has to find it among the others.
        let underline = is_current.then_some(color);
        Highlight { bytes, color: Some(color), fill: Some::<Color32>(fill), yields: false, underline }
    };
    let mut highlights: Vec<Highlight> =
        spans.into_iter().map(ink).filter(|ink| !ink.bytes.is_empty()).collect();
    // The current one sorts last, to paint on top.
    highlights.sort_by_key(|ink| ink.fill == Some(colours.text));
    highlights
}
