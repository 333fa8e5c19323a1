//! A decoded piece: its text as UTF-8, and the source position of each byte of it.

use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use crate::base::Offset;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::format::encoding::{CodeUnit, Encoding};

/// The text of a piece, from a line's or a character's start on.
pub(super) struct Decoded {
    pub(super) text: String,
    /// For each byte of the text, and for its end, its source position in the window.
    places: Vec<u32>,
}

/// A sink that maps matches in the text to the window.
pub(super) struct Through<'a, S> {
    decoded: &'a Decoded,
    sink: &'a mut S,
}

impl Decoded {
    /// Decodes from before the piece to where matches end: with the line that the piece ends
    /// in, or further if they `span` lines.
    pub(super) fn new(matcher: &PieceMatcher<'_>, encoding: Encoding, spans: bool) -> Self {
        let from = start(matcher, encoding);
        let to = if spans { matcher.across } else { matcher.limit };
        let bytes = matcher.bytes.get(from..to).unwrap_or_default();
        let mut decoded =
            Self { text: String::with_capacity(bytes.len()), places: Vec::with_capacity(bytes.len() + 1) };
        // Bytes that don't decode are mapped one by one, as they are shown.
        let is_wide = encoding.unit() != CodeUnit::Byte;
        encoding.decode(bytes, &mut |at, len, c| {
            let n = if c.is_some() || is_wide { 1 } else { len.max(1) };
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            for i in 0..n {
                decoded.text.push(c);
                decoded.places.extend(std::iter::repeat_n(to_u32(from + at + i), c.len_utf8()));
            }
        });
        decoded.places.push(to_u32(to.max(from)));
        decoded
    }

    /// The first byte of the text with source position `place` or later.
    fn text_at(&self, place: usize) -> usize {
        self.places.partition_point(|&at| at < to_u32(place)).min(self.text.len())
    }

    fn place_of(&self, text_at: usize) -> usize {
        let place = self.places.get(text_at).or(self.places.last());
        place.map_or(0, |&at| to_usize(at.into()))
    }

    /// A matcher over the text instead of the window, and its sink.
    pub(super) fn matcher<'a, S: Sink>(
        &'a self,
        matcher: &PieceMatcher<'_>,
        sink: &'a mut S,
    ) -> (PieceMatcher<'a>, Through<'a, S>) {
        let inner = matcher.over(self.text.as_bytes(), |place| self.text_at(place));
        (inner, Through { decoded: self, sink })
    }

    /// Copies the inner matcher's state back to the outer one.
    pub(super) fn return_to(&self, matcher: &mut PieceMatcher<'_>, inner: &PieceMatcher<'_>) {
        matcher.take_over(inner, |at| self.place_of(at));
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
        self.sink.hit(self.decoded.place_of(start), self.decoded.place_of(end));
    }

    fn row(&mut self, lf: usize) {
        self.sink.row(self.decoded.place_of(lf));
    }

    fn gave_up(&mut self) {
        self.sink.gave_up();
    }
}
