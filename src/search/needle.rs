//! Needles: patterns compiled for searching a file's bytes, whatever its encoding.
//!
//! A match starts at the first place, from where the last one ended, at which the pattern
//! matches within the line and within [`REACH`] bytes; what is around it is seen by `^`, `\b`
//! and their like. A needle is found in one of these ways, all of which give the same matches:
//!
//! - a literal by its bytes, in the file's encoding;
//! - lines that hold a literal which every match holds, and then the pattern in those lines;
//! - lines that a table says hold a match, several at once (see [`super::lanes`]);
//! - the pattern by itself, over the whole piece;
//! - the piece decoded first, where the file is not UTF-8 or only backtracking can match;
//! - a number within bounds, at every byte (see [`super::number`]).
//!
//! A byte order mark at the file's start is no part of the text: it is cut off the window.
//! The rarest literal is determined by sampling the first piece.

use super::auto::Auto;
use super::decoded::Decoded;
use super::number::NumberRange;
use super::pattern::{self, LineEnds, ParsedPattern, Pattern, PatternKind};
use super::sink::{CarryOver, CutEffect, REACH, Sink};
use super::times::{self, TimeRange};
use super::{literals, piece_matcher};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::{CodeUnit, Encoding};
use crate::format::log;
use crate::messages::Text;
use crate::scan::Piece;
use memchr::memmem::Finder;
use std::sync::Arc;

/// Context around a position, in bytes: enough for a character of any encoding.
const AROUND: usize = 8;

/// Bytes that the sequences before a character take at most: several of some characters each. With
/// more, it may not be found with what is before it.
const SEQUENCES: usize = 256;

/// Bytes before a piece in which a line's start is sought, where that has to be decoded.
const DECODED_LEAD: usize = 4096;

/// A compiled pattern. Cheap to clone.
#[derive(Clone)]
pub struct Needle(Arc<Inner>);

struct Inner {
    how: MatchStrategy,
    encoding: Encoding,
    /// The bytes of a byte order mark at the file's start, which is no part of the text; none for
    /// patterns of bytes.
    mark: Vec<u8>,
    /// The longest match, in bytes of the file.
    reach: usize,
    may_be_empty: bool,
    may_match_zeros: bool,
    is_slow: bool,
    /// Whether text without the sequences of ANSI colours is matched.
    skips_ansi: bool,
}

#[expect(clippy::large_enum_variant, reason = "there is one a needle, behind an `Arc`")]
enum MatchStrategy {
    /// Its characters don't exist in the file's encoding.
    Never,
    /// These bytes.
    Literal(Finder<'static>),
    /// An automaton over the file's bytes.
    Bytes(Auto),
    /// An automaton over decoded text, in lines that hold these bytes, or in all.
    Decoded { auto: Auto, first: Option<Finder<'static>> },
    /// Backtracking over decoded text.
    Fancy(fancy_regex::Regex, LineEnds),
    /// The times that lines say.
    Times(TimeRange),
    /// Numbers within bounds.
    Number(NumberRange),
}

impl Needle {
    /// Whether text without the sequences of ANSI colours is matched.
    pub(super) fn skips_ansi(&self) -> bool {
        self.0.skips_ansi
    }

    /// Compiles `pattern` for a file in `encoding`; `skips_ansi`: to match what is read where ANSI
    /// colours are obeyed, text without their sequences. Takes up to some hundred milliseconds for
    /// a monstrous pattern, microseconds for most.
    ///
    /// # Errors
    /// A message to show if it can't be parsed, or is too large.
    pub fn new(pattern: &Pattern, encoding: Encoding, skips_ansi: bool) -> Result<Self, Text> {
        // Bytes are what they are.
        let skips_ansi = skips_ansi && !matches!(pattern.kind, PatternKind::Hex | PatternKind::Times);
        if pattern.text.is_empty() && pattern.kind == PatternKind::Hex {
            return Err(Text::new("pattern-no-bytes"));
        }
        if pattern.is_literal() && !pattern.text.is_empty() {
            return Ok(Self(Arc::new(Self::literal(pattern, encoding).skipping(skips_ansi))));
        }
        let mut inner = match pattern::parse(pattern)? {
            ParsedPattern::Times(range) => {
                Inner::new(MatchStrategy::Times(range), encoding, log::JSON_BYTES, false, false, false)
            }
            ParsedPattern::Number(range) => {
                let reach = range.width();
                Inner::new(MatchStrategy::Number(*range), encoding, reach, false, true, false)
            }
            ParsedPattern::Fancy(text, ends) => {
                let fancy = fancy_regex::Regex::new(&text).map_err(|error| pattern::unreadable(&error))?;
                Inner::new(MatchStrategy::Fancy(fancy, ends), encoding, REACH, true, true, true)
            }
            ParsedPattern::Tree { hir, spans, ends } => {
                let zeros = literals::may_match_zeros(&hir);
                let is_raw = encoding.is_utf8() || pattern.kind == PatternKind::Hex;
                let longest = hir.properties().maximum_len().unwrap_or(REACH);
                let empty = hir.properties().minimum_len().is_none_or(|len| len == 0);
                let auto = Auto::new(&hir, spans, ends, is_raw)?;
                if is_raw {
                    Inner::new(MatchStrategy::Bytes(auto), encoding, longest, empty, zeros, false)
                } else {
                    // The rarest is not known here: the longest is.
                    let required = literals::required(&hir).into_iter().max_by_key(Vec::len);
                    let text = required.and_then(|bytes| String::from_utf8(bytes).ok());
                    let bytes = text.and_then(|text| encoding.only_spelling(&text));
                    let first = bytes.map(|bytes| Finder::new(&bytes).into_owned());
                    Inner::new(MatchStrategy::Decoded { auto, first }, encoding, REACH, empty, true, false)
                }
            }
        };
        if pattern.kind == PatternKind::Hex {
            inner.mark.clear();
        }
        Ok(Self(Arc::new(inner.skipping(skips_ansi))))
    }

    fn literal(pattern: &Pattern, encoding: Encoding) -> Inner {
        let bytes = if encoding.is_utf8() {
            Some(pattern.text.clone().into_bytes())
        } else {
            encoding.encode(&pattern.text)
        };
        // What does not decode is read as U+FFFD in every encoding, also in those that lack it.
        let is_broken = !encoding.is_utf8() && pattern.text.contains(char::REPLACEMENT_CHARACTER);
        let Some(bytes) = bytes.or_else(|| is_broken.then(Vec::new)) else {
            return Inner::new(MatchStrategy::Never, encoding, 1, false, false, false);
        };
        let (len, zeros) = (bytes.len(), is_broken || bytes.contains(&0));
        let finder = |bytes: &[u8]| Finder::new(bytes).into_owned();
        // Elsewhere the bytes may also be the second half of a character and the first of another.
        let exact = encoding.is_utf8() || encoding.ascii_stands_alone() && pattern.text.is_ascii();
        if exact {
            Inner::new(MatchStrategy::Literal(finder(&bytes)), encoding, len, false, zeros, false)
        } else {
            let hir = regex_syntax::hir::Hir::literal(pattern.text.clone().into_bytes());
            match Auto::new(&hir, pattern.text.contains('\n'), LineEnds::Lf, false) {
                Ok(auto) => {
                    // Where there are other ways to write it, they may be longer.
                    let first = encoding.only_spelling(&pattern.text).map(|bytes| finder(&bytes));
                    let reach = if first.is_some() { len } else { REACH };
                    let how = MatchStrategy::Decoded { auto, first };
                    Inner::new(how, encoding, reach, false, zeros, false)
                }
                Err(_) => Inner::new(MatchStrategy::Never, encoding, 1, false, false, false),
            }
        }
    }

    /// Frees what searches keep between pieces; the next one makes it again.
    pub(super) fn free_caches(&self) {
        if let MatchStrategy::Bytes(auto) | MatchStrategy::Decoded { auto, .. } = &self.0.how {
            auto.free_caches();
        }
    }

    /// Whether each line is matched by backtracking, which takes long.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.0.is_slow
    }

    /// Whether matches are worth to be shown: that a line is of some time says its time.
    pub(super) fn is_seen(&self) -> bool {
        !self.outlasts_lines()
    }

    /// Whether what holds for a line may hold for those that follow: [`CarryOver::in_row`] is then
    /// kept at a line's end.
    pub(super) fn outlasts_lines(&self) -> bool {
        matches!(self.0.how, MatchStrategy::Times(_))
    }

    /// Context that a piece needs before and after it, in bytes.
    pub(super) fn margin(&self) -> (usize, usize) {
        let lead = match self.0.how {
            MatchStrategy::Never
            | MatchStrategy::Literal(_)
            | MatchStrategy::Bytes(_)
            | MatchStrategy::Number(_)
            | MatchStrategy::Times(_) => AROUND,
            MatchStrategy::Decoded { .. } if self.0.encoding.unit() != CodeUnit::Byte => AROUND,
            MatchStrategy::Decoded { .. } => DECODED_LEAD,
            MatchStrategy::Fancy(..) => REACH,
        };
        (if self.0.skips_ansi { lead.max(SEQUENCES) } else { lead }, self.0.reach + AROUND)
    }

    /// Whether a match may hold line feeds.
    pub(super) fn spans(&self) -> bool {
        match &self.0.how {
            MatchStrategy::Never | MatchStrategy::Fancy(..) | MatchStrategy::Times(_) => false,
            MatchStrategy::Number(_) => true,
            MatchStrategy::Literal(finder) => finder.needle().contains(&b'\n'),
            MatchStrategy::Bytes(auto) | MatchStrategy::Decoded { auto, .. } => auto.spans,
        }
    }

    /// What it means for matches that the bytes end in front of a line's start, and more may come.
    pub(super) fn cut_effect(&self) -> CutEffect {
        if !self.spans() {
            return CutEffect { reach_bytes: 0, found_stays: true };
        }
        let reach = len_u64(self.0.reach);
        match &self.0.how {
            MatchStrategy::Literal(_) | MatchStrategy::Number(_) => {
                CutEffect { reach_bytes: reach - 1, found_stays: true }
            }
            MatchStrategy::Bytes(auto) if auto.is_fixed => {
                CutEffect { reach_bytes: reach - 1, found_stays: true }
            }
            _ => CutEffect { reach_bytes: reach + len_u64(AROUND), found_stays: false },
        }
    }

    /// Whether zeros can match, so that holes have to be read.
    pub(super) fn may_match_zeros(&self) -> bool {
        self.0.may_match_zeros
    }

    /// The end of a piece's last match, if it constrains the next piece.
    fn kept(&self, end: Option<usize>, piece_end: usize, base: Offset) -> Option<Offset> {
        let is_felt = |end: &usize| *end > piece_end || (*end == piece_end && self.0.may_be_empty);
        end.filter(is_felt).map(|end| base + len_u64(end))
    }

    /// The piece with the text's start as its window's, where a byte order mark precedes that;
    /// `None` if the mark is all there is of it.
    fn without_mark<'a>(&self, piece: &Piece<'a>) -> Option<Piece<'a>> {
        let (mark, lead) = (&self.0.mark, piece.before().len());
        if len_u64(lead) != piece.at().0 || mark.is_empty() || !piece.window().starts_with(mark) {
            return Some(*piece);
        }
        let (start, end) = (lead.max(mark.len()), lead + piece.bytes().len());
        let (window, at) = (&piece.window()[mark.len()..], Offset(len_u64(start)));
        (start < end).then(|| Piece::new(window, start - mark.len(), end - start, at, piece.file_len()))
    }

    /// Finds all matches that start in `piece`, and the lines that hold them.
    ///
    /// The piece must lie in one index block, with the margin around it.
    pub(super) fn find<S: Sink>(&self, piece: &Piece<'_>, carry: &mut CarryOver, sink: &mut S) {
        let starts_text = len_u64(piece.before().len()) == piece.at().0;
        let Some(piece) = &self.without_mark(piece) else { return };
        let base = piece.at().back(len_u64(piece.before().len()));
        let mut matcher =
            piece_matcher::PieceMatcher::new(piece, carry, base, self.0.reach, self.0.encoding.unit());
        matcher.starts_text = starts_text;
        sink.set_base(base);
        let skips = self.0.skips_ansi;
        let visible =
            if skips && self.0.matches_bytes() { Decoded::without_sequences(&matcher) } else { None };
        match &self.0.how {
            MatchStrategy::Never => {
                matcher.pass_open_row(sink);
            }
            MatchStrategy::Literal(finder) if let Some(visible) = &visible => {
                visible.search(&mut matcher, sink, |inner, through| inner.literal(finder, through));
            }
            MatchStrategy::Bytes(auto) if let Some(visible) = &visible => {
                visible.search(&mut matcher, sink, |inner, through| auto.find_everywhere(inner, through));
            }
            MatchStrategy::Literal(finder) => matcher.literal(finder, sink),
            MatchStrategy::Number(range) => range.find(&mut matcher, sink),
            MatchStrategy::Times(range) => {
                carry.in_row = times::find(*range, &mut matcher, carry.in_row, sink);
            }
            MatchStrategy::Bytes(auto) => auto.find(&mut matcher, sink),
            MatchStrategy::Decoded { first: Some(first), .. }
                if !skips && first.find(matcher.text_to_limit()).is_none() =>
            {
                matcher.pass_open_row(sink);
            }
            MatchStrategy::Decoded { auto, .. } => {
                let decoded = Decoded::new(&matcher, self.0.encoding, auto.spans, skips);
                decoded.search(&mut matcher, sink, |inner, through| auto.find_everywhere(inner, through));
            }
            MatchStrategy::Fancy(fancy, ends) => {
                let decoded = Decoded::new(&matcher, self.0.encoding, false, skips);
                let text = String::from_utf8_lossy(&decoded.text);
                decoded.search(&mut matcher, sink, |inner, through| {
                    super::backtrack::find(fancy, *ends, &text, inner, through);
                });
            }
        }
        carry.last_end = if S::EACH { self.kept(matcher.last_end, matcher.end, base) } else { None };
        if !self.outlasts_lines() {
            carry.in_row = matcher.is_row_open();
        }
    }
}

impl Inner {
    fn new(
        how: MatchStrategy,
        encoding: Encoding,
        reach: usize,
        empty: bool,
        zeros: bool,
        is_slow: bool,
    ) -> Self {
        let reach = reach.clamp(1, REACH);
        let mark = encoding.encode("\u{FEFF}").unwrap_or_default();
        let (may_be_empty, may_match_zeros, skips_ansi) = (empty, zeros, false);
        Self { how, encoding, mark, reach, may_be_empty, may_match_zeros, is_slow, skips_ansi }
    }

    /// The same for what is read of text with ANSI colours, if that is wanted.
    fn skipping(mut self, skips_ansi: bool) -> Self {
        if skips_ansi {
            // Each of its characters may have a colour of its own.
            self.reach = self.reach.saturating_mul(SEQUENCES).min(REACH);
            self.skips_ansi = true;
        }
        self
    }

    /// Whether the file's own bytes are matched, not decoded text.
    const fn matches_bytes(&self) -> bool {
        matches!(self.how, MatchStrategy::Literal(_) | MatchStrategy::Bytes(_))
    }
}
