//! Highlight: the colours of a row's bytes beyond what kind of character they are.
//!
//! Each source of highlights (a level, a rule, a match) adds them here, as ranges of the row's
//! bytes; the view paints them over the text in that order.

use crate::app::PaneRef;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::doc::rules::{Highlighter, Rule, RuleKind};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, Level, LogHead};
use crate::format::rows::Row;
use crate::format::visible::Visible;
use crate::format::words::{self, Word};
use crate::scan::Piece;
use crate::source::blocks::Fetched;
use crate::ui::theme::Palette;
use egui::Color32;
use std::ops::Range;

/// Context around a row for matches at its edges, in bytes.
const AROUND: u64 = 256;

/// Context around the visible bytes, for a match or word that reaches into them.
const AROUND_SEEN: usize = 1024;
const AROUND_WORD: usize = 160;

/// How much of a colour lies behind a line that has it as a whole.
const TINT: f32 = 0.16;

/// Colours for some of a row's bytes; where none is given, what lies below shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Highlight {
    /// Which bytes, counted from the row's start.
    pub(in crate::ui) bytes: Range<u64>,
    /// Of the characters.
    pub(in crate::ui) color: Option<Color32>,
    /// Behind them.
    pub(in crate::ui) fill: Option<Color32>,
    /// Whether characters that have ANSI colours keep those.
    pub(in crate::ui) yields: bool,
    /// Of a line below them.
    pub(in crate::ui) underline: Option<Color32>,
}

/// Bytes of a row or of a part of it, with some around them.
#[derive(Clone, Copy)]
pub(in crate::ui) struct HighlightText<'a> {
    /// The bytes, with those around them.
    pub(in crate::ui) window: &'a [u8],
    /// How many of them precede the row.
    pub(in crate::ui) lead: usize,
    /// How many are the row's own.
    pub(in crate::ui) len: usize,
    /// Where the row starts.
    pub(in crate::ui) at: Offset,
    /// Whether a line starts there, which may say its time and level.
    pub(in crate::ui) starts_line: bool,
}

impl<'a> HighlightText<'a> {
    fn bytes(&self) -> &'a [u8] {
        self.window.get(self.lead..self.lead + self.len).unwrap_or_default()
    }

    /// Some of its bytes, and up to `around` on both sides of them; and where those start.
    fn part(&self, seen: &Range<usize>, around: usize) -> (Self, usize) {
        let start = seen.start.saturating_sub(around).min(self.len);
        let end = seen.end.saturating_add(around).clamp(start, self.len);
        let (lead, at) = (self.lead + start, self.at + len_u64(start));
        (Self { lead, at, len: end - start, ..*self }, start)
    }
}

/// The highlights of a row whose bytes are `bytes`, later ones over earlier ones; only
/// `seen` of those are visible.
pub(super) fn highlights(
    pane: &PaneRef<'_>,
    row: &Row,
    bytes: &[u8],
    seen: Range<usize>,
    colours: &Palette,
) -> Vec<Highlight> {
    let Some(file) = pane.file() else { return Vec::new() };
    let (start, end) = (row.text.start, row.text.end);
    let wide = Span { start: start.back(AROUND), end: end + AROUND }.meet(file.snapshot().span());
    let around = file.bytes(wide);
    let (window, lead) = match &around {
        Fetched::Ready(window) => (&window[..], to_usize(start - wide.start)),
        // Without the context, only matches at the edge are lost.
        _ => (bytes, 0),
    };
    let text = HighlightText { window, lead, len: bytes.len(), at: start, starts_line: row.starts_line };
    of_text(pane, text, seen, colours)
}

/// The same for any text of the file.
pub(in crate::ui) fn of_text(
    pane: &PaneRef<'_>,
    text: HighlightText<'_>,
    seen: Range<usize>,
    colours: &Palette,
) -> Vec<Highlight> {
    let Some(file) = pane.file() else { return Vec::new() };
    let mut highlights = Vec::new();
    let (part, before) = text.part(&seen, AROUND_SEEN);
    let row = Span::at(text.at, len_u64(text.len));
    let in_sight = Span::at(text.at + len_u64(seen.start), len_u64(seen.len())).meet(row);
    rules(pane, text, seen, file.encoding().unit(), colours, &mut highlights);
    highlights.extend(super::differences::highlights(pane, row, in_sight, colours));
    if let Some(searching) = pane.searching() {
        let spans = searching.highlights(part.window, part.lead, part.len, part.at, file.len());
        let all = Span::at(text.at, len_u64(before + part.len));
        highlights.extend(super::matches::of(searching, spans, all, colours));
    }
    highlights
}

/// What the highlight rules colour.
fn rules(
    pane: &PaneRef<'_>,
    text: HighlightText<'_>,
    seen: Range<usize>,
    unit: CodeUnit,
    colours: &Palette,
    highlights: &mut Vec<Highlight>,
) {
    let Some(highlighter) = pane.highlighter() else { return };
    let file_len = pane.file().map_or(0, crate::doc::file::File::len);
    let obeys_ansi = pane.file().is_some_and(|file| file.reading().skips_ansi);
    let read = ReadText::of(text, unit, obeys_ansi);
    let reading = if text.starts_line { read.head(unit) } else { LogHead::default() };
    let words = if unit == CodeUnit::Byte { read.words(highlighter, &seen) } else { Words::default() };
    for (rule, search) in highlighter.rules() {
        let mut painter = Paint { rule, len: len_u64(text.len), highlights: &mut *highlights };
        match (&rule.what, search) {
            (RuleKind::Levels, _) => {
                let level = reading.level.filter(|_| !reading.level_at.is_empty());
                level.into_iter().for_each(|level| painter.level(level, &reading.level_at, colours));
            }
            (RuleKind::Times, _) if reading.time.is_some() => painter.found(&reading.time_at, colours),
            (RuleKind::Numbers, _) => words.0.iter().for_each(|word| painter.found(word, colours)),
            (RuleKind::Addresses, _) => words.1.iter().for_each(|word| painter.found(word, colours)),
            (RuleKind::Pattern(_), Some(search)) => {
                let (part, _) = text.part(&seen, AROUND_SEEN);
                let piece = Piece::new(part.window, part.lead, part.len, part.at, file_len);
                let spans = highlighter.matches(search, &piece);
                let all = Span::at(text.at, len_u64(text.len));
                for hit in spans.into_iter().map(|span| span.meet(all)).filter(|hit| !hit.is_empty()) {
                    painter.found(&(to_usize(hit.start - text.at)..to_usize(hit.end - text.at)), colours);
                }
            }
            _ => {}
        }
    }
}

/// A row as a person reads it: without a byte order mark, and where ANSI colours are obeyed, without
/// their sequences.
struct ReadText<'a> {
    text: HighlightText<'a>,
    /// Where it starts in the row.
    start: usize,
    /// What follows that, without sequences; `None` if there are none.
    visible: Option<Visible>,
}

impl<'a> ReadText<'a> {
    fn of(text: HighlightText<'a>, unit: CodeUnit, obeys_ansi: bool) -> Self {
        const MARK: &str = "\u{FEFF}";
        let has_mark = text.at == Offset::ZERO && unit == CodeUnit::Byte;
        let start = if has_mark && text.bytes().starts_with(MARK.as_bytes()) { MARK.len() } else { 0 };
        let skips = obeys_ansi && unit == CodeUnit::Byte;
        let visible = if skips { Visible::of(&text.bytes()[start..]) } else { None };
        Self { text, start, visible }
    }

    /// A range of what is read as one of the row's bytes.
    fn in_row(&self, range: &Range<usize>) -> Range<usize> {
        let visible = self.visible.as_ref();
        let start = visible.map_or(range.start, |visible| visible.place(range.start));
        let end = visible.map_or(range.end, |visible| visible.end_place(range.end));
        self.start + start..self.start + end.max(start)
    }

    /// Its time and level, at the row's bytes.
    fn head(&self, unit: CodeUnit) -> LogHead {
        let visible = self.visible.as_ref().map(|visible| &visible.bytes[..]);
        let mut head = log::read_units(visible.unwrap_or(&self.text.bytes()[self.start..]), unit);
        (head.time_at, head.level_at) = (self.in_row(&head.time_at), self.in_row(&head.level_at));
        head
    }

    /// Its words near the visible bytes, if some rule asks for them.
    fn words(&self, highlighter: &Highlighter, seen: &Range<usize>) -> Words {
        let Some(visible) = &self.visible else {
            let (near, before) = self.text.part(seen, AROUND_WORD);
            let mark = self.start.saturating_sub(before);
            return Words::of(highlighter, near.bytes().get(mark..).unwrap_or_default(), before + mark);
        };
        let Words(mut numbers, mut addresses) = Words::of(highlighter, &visible.bytes, 0);
        for range in numbers.iter_mut().chain(&mut addresses) {
            *range = self.in_row(range);
        }
        Words(numbers, addresses)
    }
}

/// Numbers and addresses, as ranges of a row's bytes.
#[derive(Default)]
struct Words(Vec<Range<usize>>, Vec<Range<usize>>);

impl Words {
    /// Those in bytes that start `before` bytes into the row, if some rule asks for them.
    fn of(highlighter: &Highlighter, bytes: &[u8], before: usize) -> Self {
        let mut words = Self::default();
        if highlighter.rules().any(|(rule, _)| matches!(rule.what, RuleKind::Numbers | RuleKind::Addresses)) {
            words::each(bytes, &mut |range, word| {
                let range = before + range.start..before + range.end;
                match word {
                    Word::Number => words.0.push(range),
                    Word::Address => words.1.push(range),
                }
            });
        }
        words
    }
}

/// Colours what a rule has found.
struct Paint<'a> {
    rule: &'a Rule,
    /// How long the row is, in bytes.
    len: u64,
    highlights: &'a mut Vec<Highlight>,
}

impl Paint<'_> {
    fn found(&mut self, range: &Range<usize>, colours: &Palette) {
        self.ink(range, colours.hue(self.rule.hue), colours);
    }

    fn level(&mut self, level: Level, range: &Range<usize>, colours: &Palette) {
        // Of whole lines only those that matter: colour everywhere says nothing.
        if self.rule.whole_line && level < Level::Warn {
            let color = Some(colours.level(level));
            self.highlights.push(Highlight {
                bytes: len_u64(range.start)..len_u64(range.end),
                color,
                fill: None,
                yields: true,
                underline: None,
            });
        } else {
            self.ink(range, colours.level(level), colours);
        }
    }

    fn ink(&mut self, range: &Range<usize>, color: Color32, colours: &Palette) {
        if self.rule.whole_line {
            let fill = Some(colours.bg.lerp_to_gamma(color, TINT));
            let line = Highlight { bytes: 0..self.len, color: None, fill, yields: true, underline: None };
            if self.highlights.last() != Some(&line) {
                self.highlights.push(line);
            }
        }
        let bytes = len_u64(range.start)..len_u64(range.end);
        let color = Some(color);
        self.highlights.push(Highlight { bytes, color, fill: None, yields: true, underline: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &str, obeys_ansi: bool) -> ReadText<'_> {
        let text = HighlightText {
            window: row.as_bytes(),
            lead: 0,
            len: row.len(),
            at: Offset::ZERO,
            starts_line: true,
        };
        ReadText::of(text, CodeUnit::Byte, obeys_ansi)
    }

    #[test]
    fn a_time_and_a_level_are_read_through_colours_and_behind_a_mark() {
        for (row, obeys_ansi) in [
            ("\u{1b}[90m2026-03-14 09:00:01\u{1b}[0m \u{1b}[31mERR\u{1b}[1mOR\u{1b}[0m x", true),
            ("\u{FEFF}\u{1b}[90m2026-03-14 09:00:01\u{1b}[0m \u{1b}[31mERROR\u{1b}[0m x", true),
            ("\u{FEFF}2026-03-14 09:00:01 ERROR x", false),
            ("2026-03-14 09:00:01 ERROR x", true),
        ] {
            let head = read(row, obeys_ansi).head(CodeUnit::Byte);
            assert_eq!(head.level, Some(Level::Error), "{row:?}");
            assert_eq!(&row[head.time_at], "2026-03-14 09:00:01", "{row:?}");
            let level = &row[head.level_at];
            assert!(level.starts_with("ERR") && level.ends_with("OR"), "{level:?}");
        }
    }
}
