//! Matches one needle in one piece, and tracks the state of the lines in it.

use super::sink::{CarryOver, Sink};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use crate::format::encoding::CodeUnit;
use crate::scan::Piece;
use memchr::memmem::Finder;

/// Matcher state over one piece. Positions are relative to the window's start.
pub(super) struct PieceMatcher<'a> {
    /// The piece, with the true bytes around it.
    pub(super) bytes: &'a [u8],
    /// Where the piece starts.
    pub(super) start: usize,
    /// Where it ends: matches start before that.
    pub(super) end: usize,
    /// Where matches within lines end at the latest: with the line that the piece ends in.
    pub(super) limit: usize,
    /// Where matches across lines end at the latest.
    pub(super) across: usize,
    /// Where the next match starts at the earliest.
    pub(super) at: usize,
    /// Where the last match ended; an empty match may not start there.
    pub(super) last_end: Option<usize>,
    /// Whether the piece's end is a place in a line: the file ends there without an LF.
    pub(super) takes_end: bool,
    /// What ends a line.
    pub(super) unit: CodeUnit,
    /// The file offset of the window's start.
    pub(super) base: Offset,
    /// Whether the text starts there.
    pub(super) starts_text: bool,
    row: LastLine,
}

/// The last line that was found to hold a match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LastLine {
    None,
    /// It ends here.
    Ends(usize),
    /// It continues past the piece.
    Open,
    /// The line that the piece starts in, wherever it ends.
    First,
}

impl<'a> PieceMatcher<'a> {
    pub(super) fn new(
        piece: &Piece<'a>,
        carry: &CarryOver,
        base: Offset,
        reach: usize,
        unit: CodeUnit,
    ) -> Self {
        let bytes = piece.window();
        let start = piece.before().len();
        let end = start + piece.bytes().len();
        let last_end = carry.last_end.map(|at| to_usize(at - base));
        let across = (end + reach).min(bytes.len());
        let is_file_end = piece.at() + len_u64(piece.bytes().len()) >= Offset(piece.file_len());
        let row = if carry.in_row { LastLine::First } else { LastLine::None };
        let at = last_end.unwrap_or(start).max(start).min(bytes.len());
        let (takes_end, starts_text) = (false, base == Offset::ZERO);
        let mut matcher = Self {
            bytes,
            start,
            end,
            limit: end,
            across,
            at,
            last_end,
            takes_end,
            unit,
            base,
            starts_text,
            row,
        };
        let ends_line = matcher.lf_before(end);
        matcher.takes_end = is_file_end && !ends_line;
        if !ends_line {
            matcher.limit = matcher.next_lf(end, across).unwrap_or(across);
        }
        matcher
    }

    /// A matcher over the decoded bytes of the same piece.
    pub(super) fn over<'b>(&self, bytes: &'b [u8], place: impl Fn(usize) -> usize) -> PieceMatcher<'b> {
        PieceMatcher {
            bytes,
            start: place(self.start),
            end: place(self.end),
            limit: place(self.limit),
            across: place(self.across),
            at: place(self.at),
            last_end: self.last_end.map(place),
            takes_end: self.takes_end,
            unit: CodeUnit::Byte,
            base: self.base,
            starts_text: self.starts_text,
            row: self.row,
        }
    }

    /// Adopts the state of another matcher over the same piece.
    pub(super) fn take_over(&mut self, other: &PieceMatcher<'_>, place: impl Fn(usize) -> usize) {
        self.last_end = other.last_end.map(place);
        self.row = other.row;
    }

    /// The bytes in which a match may lie.
    pub(super) fn text_to_limit(&self) -> &'a [u8] {
        self.bytes.get(self.at..self.limit.max(self.across)).unwrap_or_default()
    }

    /// Whether a match may start at `at`. At the end of a file without a final LF one does only
    /// if it is that line's only one, as `rg` counts.
    pub(super) fn may_start(&self, at: usize) -> bool {
        at < self.end || (at == self.end && self.takes_end && !self.is_row_open())
    }

    /// The first LF at or after `from`, before `to`.
    pub(super) fn next_lf(&self, from: usize, to: usize) -> Option<usize> {
        let to = to.min(self.bytes.len());
        if self.unit == CodeUnit::Byte {
            return memchr::memchr(b'\n', self.bytes.get(from..to)?).map(|i| from + i);
        }
        let mut at = from;
        // An LF that starts before `to` may have its 0A behind it.
        let bytes = &self.bytes[..self.bytes.len().min(to + self.unit.low_byte())];
        while at < bytes.len() {
            let found = at + memchr::memchr(b'\n', &bytes[at..])?;
            match self.lf_start(found).filter(|&start| start >= from && start < to) {
                Some(start) => return Some(start),
                None => at = found + 1,
            }
        }
        None
    }

    /// The start of the line feed of which this byte is the 0A, if it is that.
    fn lf_start(&self, lf: usize) -> Option<usize> {
        self.unit.start_of(b'\n', lf, self.bytes, self.base)
    }

    /// Where the line starts that the piece starts in, if a line ends in the bytes before it.
    pub(super) fn line_start(&self) -> Option<usize> {
        let mut before = &self.bytes[..self.start];
        while let Some(lf) = memchr::memrchr(b'\n', before) {
            let after = self.lf_start(lf).map(|start| start + self.unit.width());
            if let Some(after) = after.filter(|after| *after <= self.start) {
                return Some(after);
            }
            before = &before[..lf];
        }
        None
    }

    /// Whether a line ends right before `at`.
    pub(super) fn lf_before(&self, at: usize) -> bool {
        let lf = at.checked_sub(self.unit.width()).map(|start| start + self.unit.low_byte());
        lf.is_some_and(|lf| self.lf_start(lf).is_some())
    }

    /// Marks the line that holds `start` as matching; returns its LF if that is in the piece.
    pub(super) fn mark<S: Sink>(&mut self, start: usize, sink: &mut S) -> Option<usize> {
        match self.row {
            LastLine::Open => return None,
            LastLine::Ends(lf) if start <= lf => return Some(lf),
            // The line before was marked by an earlier piece.
            LastLine::First => {
                let lf = self.pass_open_row(sink)?;
                if start <= lf {
                    return Some(lf);
                }
            }
            _ => {}
        }
        self.row = match self.next_lf(start, self.end) {
            Some(lf) => {
                sink.row(lf);
                LastLine::Ends(lf)
            }
            None => LastLine::Open,
        };
        match self.row {
            LastLine::Ends(lf) => Some(lf),
            _ => None,
        }
    }

    /// Reports the LF of the line that the piece starts in, if it holds a match.
    pub(super) fn pass_open_row<S: Sink>(&mut self, sink: &mut S) -> Option<usize> {
        if self.row != LastLine::First {
            return None;
        }
        match self.next_lf(self.start, self.end) {
            Some(lf) => {
                sink.row(lf);
                self.row = LastLine::Ends(lf);
                Some(lf)
            }
            None => {
                self.row = LastLine::Open;
                None
            }
        }
    }

    /// Takes the state of the line before for that: the piece starts a line of its own.
    pub(super) fn forget_open_row(&mut self) {
        self.row = LastLine::None;
    }

    /// Whether the line that continues past the piece holds a match.
    pub(super) fn is_row_open(&self) -> bool {
        matches!(self.row, LastLine::Open | LastLine::First)
    }

    /// Reports a match; returns where the next may start: after it or in the next line.
    pub(super) fn hit<S: Sink>(&mut self, start: usize, end: usize, sink: &mut S) -> Option<usize> {
        sink.hit(start, end);
        self.last_end = Some(end);
        let lf = self.mark(start, sink);
        if S::EACH { Some(end) } else { lf.map(|lf| lf + 1) }
    }

    /// Finds a literal.
    pub(super) fn literal<S: Sink>(&mut self, finder: &Finder<'_>, sink: &mut S) {
        let needle = finder.needle();
        self.pass_open_row(sink);
        if !S::EACH && self.is_row_open() {
            return;
        }
        let to = (self.end + needle.len() - 1).min(self.bytes.len());
        if let [byte] = needle
            && S::EACH
        {
            return self.single(*byte, sink);
        }
        while self.at < to {
            let Some(i) = finder.find(&self.bytes[self.at..to]) else { return };
            let start = self.at + i;
            let Some(next) = self.hit(start, start + needle.len(), sink) else { return };
            self.at = next;
        }
    }

    /// Finds a byte, line by line: many times faster than match by match where it is frequent.
    fn single<S: Sink>(&mut self, byte: u8, sink: &mut S) {
        let piece = &self.bytes[..self.end];
        let from = self.at;
        for i in memchr::memchr_iter(byte, &piece[from..]) {
            let start = from + i;
            sink.hit(start, start + 1);
            self.last_end = Some(start + 1);
            self.mark(start, sink);
        }
    }
}
