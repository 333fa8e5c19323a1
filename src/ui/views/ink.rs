//! Ink: the colours of a row's bytes beyond what kind of character they are.
//!
//! Whoever has something to say about a row's text (a level, a rule, a match) says it here, as
//! ranges of the row's bytes; the view lays them over the text in that order.

use crate::app::Session;
use crate::app::rules::{Rule, What};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::Unit;
use crate::format::log::{self, Level, Reading};
use crate::format::rows::Row;
use crate::format::words::{self, Word};
use crate::scan::Piece;
use crate::source::blocks::Seen;
use crate::ui::theme::Palette;
use egui::Color32;
use std::ops::Range;

/// Bytes around a row that decide what matches at its edges.
const AROUND: u64 = 256;

/// How much of a colour lies behind a line that has it as a whole.
const TINT: f32 = 0.16;

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

/// Bytes of a row or of a part of it, with some around them.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Text<'a> {
    /// The bytes, with those around them.
    pub(in crate::ui) window: &'a [u8],
    /// How many of them stand before the row.
    pub(in crate::ui) lead: usize,
    /// How many are the row's own.
    pub(in crate::ui) len: usize,
    /// Where the row starts.
    pub(in crate::ui) at: Offset,
    /// Whether a line starts there, which may say its time and level.
    pub(in crate::ui) starts_line: bool,
}

impl Text<'_> {
    fn bytes(&self) -> &[u8] {
        self.window.get(self.lead..self.lead + self.len).unwrap_or_default()
    }

    fn span(&self) -> Span {
        Span::at(self.at, len_u64(self.len))
    }
}

/// What is to be coloured in a row whose bytes are `bytes`, later ones over earlier ones.
pub(super) fn inks(session: &Session, row: &Row, bytes: &[u8], colours: &Palette) -> Vec<Ink> {
    let Some(file) = session.file() else { return Vec::new() };
    let (start, end) = (row.text.start, row.text.end);
    let wide = Span { start: start.back(AROUND), end: end + AROUND }.meet(file.snapshot().span());
    let around = file.bytes(wide);
    let (window, lead) = match &around {
        Seen::Here(window) => (&window[..], to_usize(start - wide.start)),
        // Better a match too few at the edge than none.
        _ => (bytes, 0),
    };
    let text = Text { window, lead, len: bytes.len(), at: start, starts_line: row.starts_line };
    of_text(session, text, colours)
}

/// The same for any text of the file.
pub(in crate::ui) fn of_text(session: &Session, text: Text<'_>, colours: &Palette) -> Vec<Ink> {
    let Some(file) = session.file() else { return Vec::new() };
    let mut inks = Vec::new();
    rules(session, text, file.encoding().unit() == Unit::Byte, colours, &mut inks);
    if let Some(searching) = session.searching() {
        let spans = searching.highlights(text.window, text.lead, text.len, text.at, file.len());
        inks.extend(super::matches::of(searching, spans, text.span(), colours));
    }
    inks
}

/// What the highlight rules colour.
fn rules(session: &Session, text: Text<'_>, has_words: bool, colours: &Palette, inks: &mut Vec<Ink>) {
    let Some(highlighter) = session.highlighter() else { return };
    let file_len = session.file().map_or(0, crate::app::file::File::len);
    let reading = if text.starts_line && has_words { log::read(text.bytes()) } else { Reading::default() };
    for (rule, search) in highlighter.rules() {
        let mut painter = Paint { rule, len: len_u64(text.len), inks: &mut *inks };
        match (&rule.what, search) {
            (What::Levels, _) => {
                let level = reading.level.filter(|_| !reading.level_at.is_empty());
                level.into_iter().for_each(|level| painter.level(level, &reading.level_at, colours));
            }
            (What::Times, _) if reading.time.is_some() => painter.found(&reading.time_at, colours),
            (What::Numbers, _) if has_words => painter.words(text.bytes(), Word::Number, colours),
            (What::Addresses, _) if has_words => painter.words(text.bytes(), Word::Address, colours),
            (What::Pattern(_), Some(search)) => {
                let piece = Piece::new(text.window, text.lead, text.len, text.at, file_len);
                let mut spans = Vec::new();
                search.highlights(&piece, &mut spans);
                let parts = spans.into_iter().map(|span| span.meet(text.span()));
                for part in parts.filter(|part| !part.is_empty()) {
                    let range = to_usize(part.start - text.at)..to_usize(part.end - text.at);
                    painter.found(&range, colours);
                }
            }
            _ => {}
        }
    }
}

/// Colours what a rule has found.
struct Paint<'a> {
    rule: &'a Rule,
    /// How long the row is, in bytes.
    len: u64,
    inks: &'a mut Vec<Ink>,
}

impl Paint<'_> {
    fn found(&mut self, range: &Range<usize>, colours: &Palette) {
        self.ink(range, colours.hue(self.rule.hue), colours);
    }

    fn level(&mut self, level: Level, range: &Range<usize>, colours: &Palette) {
        // Of whole lines only those that matter: colour everywhere says nothing.
        if self.rule.whole_line && level < Level::Warn {
            let color = Some(colours.level(level));
            self.inks.push(Ink { bytes: len_u64(range.start)..len_u64(range.end), color, fill: None });
        } else {
            self.ink(range, colours.level(level), colours);
        }
    }

    fn words(&mut self, line: &[u8], what: Word, colours: &Palette) {
        words::each(line, &mut |range, word| {
            if word == what {
                self.found(&range, colours);
            }
        });
    }

    fn ink(&mut self, range: &Range<usize>, color: Color32, colours: &Palette) {
        if self.rule.whole_line {
            let fill = Some(colours.bg.lerp_to_gamma(color, TINT));
            let line = Ink { bytes: 0..self.len, color: None, fill };
            if self.inks.last() != Some(&line) {
                self.inks.push(line);
            }
        }
        let bytes = len_u64(range.start)..len_u64(range.end);
        self.inks.push(Ink { bytes, color: Some(color), fill: None });
    }
}
