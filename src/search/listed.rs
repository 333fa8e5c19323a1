//! A chunk of a file, searched for listing: what was found there, beside its bytes.
//!
//! As chunks of a scan are, it is searched from a neutral state, so that several are at the same
//! time; what is known when the one before is done puts it right. Then only the pieces are
//! searched again up to where both states agree: mostly the rest of one line.

use super::scan::Search;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::scan::Piece;
use crate::source::{Fault, Snapshot};

/// Where the last match ended, if that is felt, and the terms found in the open line.
type State = (Option<Offset>, u16);

/// What is known in front of a chunk, once all before it is listed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carry {
    pub(super) state: State,
    /// How many lines end before it.
    pub(super) n_lines: u64,
    /// Where the line starts that is open there.
    pub(super) line_start: Offset,
    /// Lines that backtracking gave up on.
    pub(super) gave_up: u64,
}

/// A chunk, its bytes, and what was found in them.
#[derive(Default)]
pub struct ListedChunk {
    /// Its extent in the file.
    pub span: Span,
    /// The matches that start there, if each is followed; at most as many as are wanted.
    pub hits: Vec<Span>,
    /// The LFs of the wanted lines that end there; at most as many as are wanted.
    pub rows: Vec<Offset>,
    /// How many lines end before it.
    pub lines_before: u64,
    /// Where the line starts that is open at its start.
    pub line_start: Offset,
    /// Its bytes, with those around them.
    window: Vec<u8>,
    lead: usize,
    unit: CodeUnit,
    pieces: Vec<ListedPiece>,
}

/// What was found up to the end of a piece, and the state there.
struct ListedPiece {
    span: Span,
    n_hits: usize,
    n_rows: usize,
    gave_up: u64,
    state: State,
}

impl ListedChunk {
    /// Its own bytes; none for a hole.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        let len = if self.window.is_empty() { 0 } else { to_usize(self.span.len()) };
        &self.window[self.lead..self.lead + len]
    }

    /// What ends its lines.
    #[must_use]
    pub fn unit(&self) -> CodeUnit {
        self.unit
    }

    /// Makes it the same as another one, in the memory that it has.
    pub fn copy_from(&mut self, other: &Self) {
        self.clear(other.span);
        (self.lines_before, self.line_start, self.unit) = (other.lines_before, other.line_start, other.unit);
        self.hits.extend_from_slice(&other.hits);
        self.rows.extend_from_slice(&other.rows);
        self.window.extend_from_slice(other.bytes());
    }

    /// Takes a hole for the next chunk, in which nothing is found.
    pub(super) fn skip(&mut self, hole: Span) {
        self.clear(hole);
    }

    fn clear(&mut self, span: Span) {
        self.span = span;
        self.hits.clear();
        self.rows.clear();
        self.pieces.clear();
        self.window.clear();
        self.lead = 0;
    }

    /// Reads a chunk and searches it from a neutral state.
    ///
    /// # Errors
    /// [`Fault`] if its bytes can't be read any more.
    pub(super) fn search(&mut self, search: &Search, bytes: &Snapshot, span: Span) -> Result<(), Fault> {
        self.clear(span);
        self.unit = search.unit();
        let wide = span.with_margin(search.margin_bytes(), bytes.span());
        self.lead = to_usize(span.start - wide.start);
        bytes.read_copy(wide, |window| self.window.extend_from_slice(window))?;
        let mut state = State::default();
        let mut at = span.start;
        while at < span.end {
            let end = (at.floor_to(BLOCK) + BLOCK).min(span.end);
            let end = if at == span.start { self.first_line_end(search.unit(), end) } else { end };
            let piece = Span { start: at, end };
            let gave_up = self.search_piece(search, bytes.len(), piece, &mut state);
            let (n_hits, n_rows) = (self.hits.len(), self.rows.len());
            self.pieces.push(ListedPiece { span: piece, n_hits, n_rows, gave_up, state });
            at = end;
        }
        Ok(())
    }

    /// The end of the first line, where only that depends on what precedes the chunk.
    fn first_line_end(&self, unit: CodeUnit, most: Offset) -> Offset {
        let lf = unit.line_feeds(self.bytes()).next();
        lf.map_or(most, |lf| (self.span.start + len_u64(lf + unit.width())).min(most))
    }

    fn search_piece(&mut self, search: &Search, file_len: u64, span: Span, state: &mut State) -> u64 {
        let lead = self.lead + to_usize(span.start - self.span.start);
        let piece = Piece::new(&self.window, lead, to_usize(span.len()), span.start, file_len);
        search.list_on(&piece, state, &mut self.rows, &mut self.hits)
    }

    /// Leaves out what was listed before: all that starts before `end`.
    pub(super) fn leave_out_before(&mut self, end: Offset) {
        if end > self.span.start {
            self.hits.retain(|hit| hit.start >= end);
            self.rows.retain(|row| *row >= end);
        }
    }

    /// Where the last match ends, or the last wanted line.
    pub(super) fn listed_end(&self, counts_hits: bool) -> Option<Offset> {
        if counts_hits {
            // No match is found twice, not even an empty one.
            self.hits.last().map(|hit| hit.end.max(hit.start + 1))
        } else {
            self.rows.last().map(|row| *row + 1)
        }
    }

    /// Puts it right after all before it; what is known behind it.
    pub(super) fn follow(&mut self, search: &Search, file_len: u64, carry: Carry) -> Carry {
        (self.lines_before, self.line_start) = (carry.n_lines, carry.line_start);
        if self.pieces.is_empty() {
            return Carry { state: (None, carry.state.1), ..carry };
        }
        let mut state = carry.state;
        if state != State::default() {
            self.search_again(search, file_len, &mut state);
        } else if let Some(last) = self.pieces.last() {
            state = last.state;
        }
        let unit = search.unit();
        let mut lfs = unit.line_feeds(self.bytes());
        let last = lfs.clone().next_back();
        let line_start = last.map_or(carry.line_start, |lf| self.span.start + len_u64(lf + unit.width()));
        let n_lines = carry.n_lines + len_u64(lfs.by_ref().count());
        let gave_up = carry.gave_up + self.pieces.iter().map(|piece| piece.gave_up).sum::<u64>();
        Carry { state, n_lines, line_start, gave_up }
    }

    /// Searches from this state on until it agrees with what was found; the state at the end.
    fn search_again(&mut self, search: &Search, file_len: u64, state: &mut State) {
        let (hits, rows) = (std::mem::take(&mut self.hits), std::mem::take(&mut self.rows));
        let mut pieces = std::mem::take(&mut self.pieces);
        for piece in &mut pieces {
            piece.gave_up = self.search_piece(search, file_len, piece.span, state);
            if *state == piece.state {
                self.hits.extend_from_slice(&hits[piece.n_hits..]);
                self.rows.extend_from_slice(&rows[piece.n_rows..]);
                break;
            }
            piece.state = *state;
        }
        *state = pieces.last().map_or(*state, |last| last.state);
        self.pieces = pieces;
    }
}
