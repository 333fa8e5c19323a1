//! A decoded piece: its text as a person reads it, and the source position of each byte of it.
//!
//! It is UTF-8, or where the file's encoding is that, the bytes themselves; without the sequences of
//! ANSI colours, where those are obeyed.

use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use crate::base::Offset;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::format::visible::Visible;

/// The text of a piece, from a line's or a character's start on.
pub(super) struct Decoded {
    pub(super) text: Vec<u8>,
    /// What was left out of the decoded text to make it.
    visible: Option<Visible>,
    places: Places,
}

/// Where the bytes of the decoded text, and its end, are in the window.
enum Places {
    /// Each by itself.
    Each(Vec<u32>),
    /// They are the window's own from here to there.
    Same(usize, usize),
}

/// A sink that maps matches in the text to the window.
pub(super) struct Through<'a, S> {
    decoded: &'a Decoded,
    sink: &'a mut S,
}

impl Decoded {
    /// Decodes from before the piece to where matches end: with the line that the piece ends
    /// in, or further if they `span` lines. Without sequences, if it `skips` those.
    pub(super) fn new(matcher: &PieceMatcher<'_>, encoding: Encoding, spans: bool, skips: bool) -> Self {
        let from = start(matcher, encoding);
        let to = if spans { matcher.across } else { matcher.limit };
        let bytes = matcher.bytes.get(from..to).unwrap_or_default();
        let (mut text, mut places) =
            (String::with_capacity(bytes.len()), Vec::with_capacity(bytes.len() + 1));
        // Bytes that don't decode are mapped one by one, as they are shown.
        let is_wide = encoding.unit() != CodeUnit::Byte;
        encoding.decode(bytes, &mut |at, len, c| {
            let n = if c.is_some() || is_wide { 1 } else { len.max(1) };
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            for i in 0..n {
                text.push(c);
                places.extend(std::iter::repeat_n(to_u32(from + at + i), c.len_utf8()));
            }
        });
        places.push(to_u32(to.max(from)));
        let text = text.into_bytes();
        let visible = if skips { Visible::of(&text) } else { None };
        Self::over(text, visible, Places::Each(places))
    }

    /// The bytes around the piece without sequences; `None` if there is none in them.
    pub(super) fn without_sequences(matcher: &PieceMatcher<'_>) -> Option<Self> {
        let (from, to) = (matcher.line_start().unwrap_or(0), matcher.limit.max(matcher.across));
        let bytes = matcher.bytes.get(from..to).unwrap_or_default();
        let visible = Visible::of(bytes)?;
        Some(Self::over(Vec::new(), Some(visible), Places::Same(from, to.max(from))))
    }

    fn over(text: Vec<u8>, mut visible: Option<Visible>, places: Places) -> Self {
        let text = visible.as_mut().map_or(text, |visible| std::mem::take(&mut visible.bytes));
        Self { text, visible, places }
    }

    /// The first byte of the text with source position `place` or later.
    fn text_at(&self, place: usize) -> usize {
        let at = match &self.places {
            Places::Each(places) => places.partition_point(|&at| at < to_u32(place)),
            Places::Same(from, to) => place.clamp(*from, *to) - from,
        };
        self.visible.as_ref().map_or(at, |visible| visible.at(at)).min(self.text.len())
    }

    fn place_of(&self, text_at: usize) -> usize {
        self.source(self.visible.as_ref().map_or(text_at, |visible| visible.place(text_at)))
    }

    /// Where a match ends: before the sequences that follow.
    fn end_of(&self, text_at: usize) -> usize {
        self.source(self.visible.as_ref().map_or(text_at, |visible| visible.end_place(text_at)))
    }

    /// The source position of a byte of the decoded text.
    fn source(&self, at: usize) -> usize {
        match &self.places {
            Places::Each(places) => places.get(at).or(places.last()).map_or(0, |&at| to_usize(at.into())),
            Places::Same(from, to) => (from + at).min(*to),
        }
    }

    /// Has `find` search the text instead of the window of `matcher`, and takes what it finds back to
    /// the window's bytes.
    pub(super) fn search<S: Sink>(
        &self,
        matcher: &mut PieceMatcher<'_>,
        sink: &mut S,
        find: impl FnOnce(&mut PieceMatcher<'_>, &mut Through<'_, S>),
    ) {
        let mut inner = matcher.over(&self.text, |place| self.text_at(place));
        find(&mut inner, &mut Through { decoded: self, sink });
        matcher.take_over(&inner, |at| self.place_of(at));
    }
}

/// Where decoding starts: at the start of the line that the piece starts in, if that is near;
/// otherwise with as much before the piece as is known to be whole characters, so that what
/// matches at a line's start or after something does not at the piece's.
fn start(matcher: &PieceMatcher<'_>, encoding: Encoding) -> usize {
    let before = &matcher.bytes[..matcher.start];
    if let Some(start) = matcher.line_start() {
        return start;
    }
    match encoding.unit() {
        CodeUnit::Byte if matcher.starts_text => 0,
        CodeUnit::Byte if encoding.is_utf8() => {
            // To a character: no more than three bytes continue one.
            let continues = |b: &&u8| **b & 0xC0 == 0x80;
            before[..before.len().min(3)].iter().take_while(continues).count()
        }
        CodeUnit::Byte if encoding.is_single_byte() => 0,
        CodeUnit::Byte => before.iter().position(|&byte| encoding.stands_alone(byte)).unwrap_or(0),
        // Skips a leading part of a code unit, which is before the piece.
        unit => {
            let whole = matcher.base.0.next_multiple_of(len_u64(unit.width()));
            to_usize(whole - matcher.base.0).min(matcher.start)
        }
    }
}

impl<S: Sink> Sink for Through<'_, S> {
    const EACH: bool = S::EACH;

    fn set_base(&mut self, base: Offset) {
        self.sink.set_base(base);
    }

    fn hit(&mut self, start: usize, end: usize) {
        let from = self.decoded.place_of(start);
        self.sink.hit(from, self.decoded.end_of(end).max(from));
    }

    fn row(&mut self, lf: usize) {
        self.sink.row(self.decoded.place_of(lf));
    }

    fn gave_up(&mut self) {
        self.sink.gave_up();
    }
}
