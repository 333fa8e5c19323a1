//! Matches in the rows in sight, as ink.

use super::ink::Ink;
use crate::app::Session;
use crate::app::search::Searching;
use crate::base::Span;
use crate::base::units::to_usize;
use crate::format::rows::Row;
use crate::source::blocks::Seen;
use crate::ui::theme::Palette;
use egui::Color32;

/// Bytes around a row that decide what matches at its edges.
const AROUND: u64 = 256;

/// The matches in a row whose bytes are `bytes`.
pub(super) fn inks(session: &Session, row: &Row, bytes: &[u8], colours: &Palette) -> Vec<Ink> {
    let (Some(searching), Some(file)) = (session.searching(), session.file()) else { return Vec::new() };
    let (start, end) = (row.text.start, row.text.end);
    let wide = Span { start: start.back(AROUND), end: end + AROUND }.meet(file.snapshot().span());
    let spans = match file.bytes(wide) {
        Seen::Here(window) => {
            let lead = to_usize(start - wide.start);
            searching.highlights(&window, lead, bytes.len(), start, file.len())
        }
        // Better a match too few at the edge than none.
        _ => searching.highlights(bytes, 0, bytes.len(), start, file.len()),
    };
    of(searching, spans, row.text, colours)
}

/// Ink for matches in `text`; the one where one is stands out.
pub(in crate::ui) fn of(searching: &Searching, spans: Vec<Span>, text: Span, colours: &Palette) -> Vec<Ink> {
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
