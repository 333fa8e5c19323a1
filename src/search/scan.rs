//! Searching a file as a scan: a compiled query, its tallies, and how they are merged.

use super::needle::Needle;
use super::painted::PaintedMatches;
use super::piece_matcher;
use super::query::{MOST_TERMS, Query};
use super::sink::{CarryOver, CutEffect, Sink};
use super::tally::{BlockTally, FirstLf, Tally, entry};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_u32};
use crate::base::{Offset, Span};
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::scan::saved::{self, Damaged};
use crate::scan::{Finding, Piece, Scan, ScanId};
use std::sync::Arc;

/// A query compiled for a file. The scan of a search.
#[derive(Clone)]
pub struct Search {
    needles: Vec<Needle>,
    query: Query,
    encoding: Encoding,
    /// Whether matches are counted, not only lines: of a single term.
    counts_hits: bool,
    /// Whether matches are followed one by one, because they are counted, or because one that
    /// spans lines decides which others there are.
    follows_hits: bool,
    /// The bits of terms whose state is kept at a line's end.
    outlasting: u16,
    /// Whether a line that matches no term is wanted.
    wants_none: bool,
    /// Matches of pieces that were painted; shared by all copies.
    pub(super) painted: Arc<PaintedMatches>,
}

impl Search {
    /// Compiles a query. `counts_hits`: whether each match is wanted, where the query has a
    /// single term; otherwise a line's first is enough, which is quicker.
    ///
    /// # Errors
    /// A message to show if a pattern can't be parsed.
    pub fn new(query: &Query, encoding: Encoding, counts_hits: bool) -> Result<Self, Text> {
        Self::with_ansi(query, encoding, counts_hits, false)
    }

    /// The same; `skips_ansi`: in text without the sequences of ANSI colours, as it is read where
    /// those are obeyed.
    ///
    /// # Errors
    /// As [`Search::new`].
    pub fn with_ansi(
        query: &Query,
        encoding: Encoding,
        counts_hits: bool,
        skips_ansi: bool,
    ) -> Result<Self, Text> {
        let n_terms = query.terms().count();
        if n_terms > MOST_TERMS {
            let (most, has) = (MOST_TERMS.to_string(), n_terms.to_string());
            return Err(Text::new("pattern-too-many").with("most", most).with("has", has));
        }
        let needles: Result<Vec<_>, _> =
            query.terms().map(|term| Needle::new(&term.pattern, encoding, skips_ansi)).collect();
        let (needles, wants_none) = (needles?, query.wants(0));
        let counts_hits = counts_hits && n_terms == 1;
        let follows_hits = counts_hits || n_terms == 1 && needles.iter().any(Needle::spans);
        let outlasting = needles.iter().enumerate().filter(|(_, needle)| needle.outlasts_lines());
        let outlasting = outlasting.fold(0, |bits, (i, _)| bits | 1 << i);
        Ok(Self {
            needles,
            query: query.clone(),
            encoding,
            counts_hits,
            follows_hits,
            outlasting,
            wants_none,
            painted: Arc::default(),
        })
    }

    /// What is searched for.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What its tallies follow from beside the file's bytes.
    #[must_use]
    pub fn recipe(&self) -> String {
        let Self { query, encoding, counts_hits, .. } = self;
        let skips_ansi = self.needles.iter().any(Needle::skips_ansi);
        format!("search {encoding:?} {counts_hits} {skips_ansi} {query:?}")
    }

    /// Whether matches are counted, not only lines.
    #[must_use]
    pub fn counts_hits(&self) -> bool {
        self.counts_hits
    }

    /// What the file's lines end with.
    #[must_use]
    pub fn unit(&self) -> crate::format::encoding::CodeUnit {
        self.encoding.unit()
    }

    /// Whether some pattern is matched by backtracking, which takes long.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.needles.iter().any(Needle::is_slow)
    }

    /// Frees the memory that searching needs, some MiB a thread; the next one takes it again.
    pub fn free_caches(&self) {
        self.needles.iter().for_each(Needle::free_caches);
    }

    /// Context that a piece needs before and after it, in bytes.
    #[must_use]
    pub fn margin_bytes(&self) -> (usize, usize) {
        let margins = self.needles.iter().map(Needle::margin);
        margins.fold((8, 8), |(lead, tail), (l, t)| (lead.max(l), tail.max(t)))
    }

    /// What it means that the bytes end in front of a line's start, and more may come; for patterns of
    /// bytes, that they end anywhere.
    #[must_use]
    pub fn cut_effect(&self) -> CutEffect {
        let none = CutEffect { reach_bytes: 0, found_stays: true };
        self.needles.iter().map(Needle::cut_effect).fold(none, |all, one| CutEffect {
            reach_bytes: all.reach_bytes.max(one.reach_bytes),
            found_stays: all.found_stays && one.found_stays,
        })
    }

    /// Searches one piece in one block from this state; reports matches to `each`.
    ///
    /// Fills `rows` with the LFs of matching lines, each with the terms found there.
    fn search_piece(
        &self,
        piece: &Piece<'_>,
        state: &mut (Option<Offset>, u16),
        rows: &mut Vec<(u64, u16)>,
        each: &mut dyn FnMut(Span),
    ) -> u64 {
        let (base, mut bits, mut gave_up) = (Offset::ZERO, 0, 0);
        for (i, needle) in self.needles.iter().enumerate() {
            let bit = 1 << i;
            let mut carry = CarryOver { last_end: state.0, in_row: state.1 & bit != 0 };
            if self.follows_hits {
                let mut sink = MatchSink { base, bit, rows, each, gave_up: 0 };
                needle.find(piece, &mut carry, &mut sink);
                gave_up += sink.gave_up;
                state.0 = carry.last_end;
            } else {
                let mut sink = LineSink { base, bit, rows, gave_up: 0 };
                carry.last_end = None;
                needle.find(piece, &mut carry, &mut sink);
                gave_up += sink.gave_up;
            }
            bits |= if carry.in_row { bit } else { 0 };
        }
        state.1 = bits;
        if self.needles.len() > 1 {
            unite(rows);
        }
        gave_up
    }

    /// Searches a piece ahead of the workers, from this state; appends its matches.
    pub fn step(&self, piece: &Piece<'_>, state: &mut (Option<Offset>, u16), hits: &mut Vec<Span>) {
        self.search_piece(piece, state, &mut Vec::new(), &mut |hit| hits.push(hit));
    }

    /// Appends the matches of all terms in a piece of some KiB, as a view shows them. A pattern that
    /// backtracks may take a million steps a line.
    pub fn matches_in(&self, piece: &Piece<'_>, spans: &mut Vec<Span>) {
        let base = Offset::ZERO;
        for needle in self.needles.iter().filter(|needle| needle.is_seen()) {
            let mut rows = Vec::new();
            let each = &mut |hit| spans.push(hit);
            let mut sink = MatchSink { base, bit: 1, rows: &mut rows, each, gave_up: 0 };
            needle.find(piece, &mut CarryOver::default(), &mut sink);
        }
    }

    /// The LFs of the lines that end in a piece and are wanted, and the matches that start there.
    pub(super) fn list(
        &self,
        piece: &Piece<'_>,
        state: (Option<Offset>, u16),
        rows: &mut Vec<Offset>,
        hits: &mut Vec<Span>,
    ) {
        let mut state = state;
        self.list_on(piece, &mut state, rows, hits);
    }

    /// The same, with the state after the piece; how many lines backtracking gave up on.
    pub(super) fn list_on(
        &self,
        piece: &Piece<'_>,
        state: &mut (Option<Offset>, u16),
        rows: &mut Vec<Offset>,
        hits: &mut Vec<Span>,
    ) -> u64 {
        let mut matched = Vec::new();
        let gave_up = self.search_piece(piece, state, &mut matched, &mut |hit| hits.push(hit));
        if self.wants_none {
            let mut known = matched.into_iter().peekable();
            self.each_lf(piece, &mut |lf| {
                let bits = known.next_if(|(at, _)| *at == lf.0).map_or(0, |(_, bits)| bits);
                if self.query.wants(bits) {
                    rows.push(lf);
                }
            });
        } else {
            rows.extend(
                matched.into_iter().filter(|(_, bits)| self.query.wants(*bits)).map(|(lf, _)| Offset(lf)),
            );
        }
        gave_up
    }

    /// Reports every LF in a piece.
    fn each_lf(&self, piece: &Piece<'_>, each: &mut dyn FnMut(Offset)) {
        let matcher = self.line_matcher(piece);
        let mut at = matcher.start;
        while let Some(lf) = matcher.next_lf(at, matcher.end) {
            each(matcher.base + len_u64(lf));
            at = lf + 1;
        }
    }

    fn line_matcher<'a>(&self, piece: &Piece<'a>) -> piece_matcher::PieceMatcher<'a> {
        let base = piece.at().back(len_u64(piece.before().len()));
        piece_matcher::PieceMatcher::new(piece, &CarryOver::default(), base, 1, self.encoding.unit())
    }

    /// How many of the lines that end in a piece are wanted.
    fn n_wanted(&self, piece: &Piece<'_>, rows: &[(u64, u16)]) -> u64 {
        let matched = len_u64(rows.iter().filter(|(_, bits)| self.query.wants(*bits)).count());
        if !self.wants_none {
            return matched;
        }
        let mut n = 0;
        if self.encoding.unit() == crate::format::encoding::CodeUnit::Byte {
            n = len_u64(memchr::memchr_iter(b'\n', piece.bytes()).count());
        } else {
            self.each_lf(piece, &mut |_| n += 1);
        }
        (n + matched).saturating_sub(len_u64(rows.len()))
    }
}

impl Scan for Search {
    type Partial = Tally;

    fn id(&self) -> ScanId {
        ScanId::SEARCH
    }

    fn margin(&self) -> (usize, usize) {
        self.margin_bytes()
    }

    /// Automata and decoders must not see bytes that change; and a scan of one or two passes is
    /// faster over a copy that stays in cache (a literal in 4 GiB: 0.33 s of
    /// processor time against 0.44 through the map).
    fn needs_private_copy(&self) -> bool {
        true
    }

    fn reads_holes(&self) -> bool {
        self.needles.iter().any(Needle::may_match_zeros)
    }

    fn feed(&self, tally: &mut Tally, piece: &Piece<'_>) {
        tally.is_hole = false;
        let starts_block = piece.at().0.is_multiple_of(BLOCK);
        let before = if starts_block { entry(tally.last_end, tally.bits, piece.at()) } else { 0 };
        let mut state = (tally.last_end, tally.bits);
        let (mut rows, mut n_hits) = (Vec::new(), 0_u32);
        let mut is_at_end = false;
        tally.gave_up += self.search_piece(piece, &mut state, &mut rows, &mut |hit| {
            n_hits += 1;
            is_at_end |= hit.start.0 >= piece.file_len();
        });
        tally.has_end_hit |= is_at_end;
        let n_rows = self.n_wanted(piece, &rows);
        if tally.first_lf.is_none() {
            let matcher = self.line_matcher(piece);
            if let Some(lf) = matcher.next_lf(matcher.start, matcher.end) {
                let lf = (matcher.base + len_u64(lf)).0;
                let bits = rows.first().filter(|(at, _)| *at == lf).map_or(0, |(_, bits)| *bits);
                let follows = tally
                    .blocks
                    .last()
                    .is_some_and(|last| last.span.end.back(1).0 / BLOCK == piece.at().0 / BLOCK);
                let block = tally.blocks.len() - usize::from(follows);
                tally.first_lf = Some(FirstLf { block, bits });
            }
        }
        let rows = to_u32(crate::base::units::to_usize(n_rows));
        tally.push(BlockTally { span: piece.span(), hits: n_hits, rows, entry: before });
        (tally.last_end, tally.bits) = state;
        let matcher = self.line_matcher(piece);
        tally.is_open = !matcher.lf_before(matcher.end);
    }

    fn feed_zeros(&self, tally: &mut Tally, hole: Span, _file_len: u64) {
        if !hole.is_empty() {
            tally.is_hole |= tally.span.is_empty();
            let entry = entry(tally.last_end, tally.bits, hole.start);
            tally.push(BlockTally { span: hole, hits: 0, rows: 0, entry });
            tally.is_open = true;
            tally.last_end = None;
        }
    }

    fn merge(&self, left: &mut Tally, right: Tally) {
        left.append(right, &self.query, self.outlasting);
    }

    fn needs_rescan(&self, left: &Tally, right: &Tally) -> bool {
        let reaches_in = self.follows_hits && left.last_end.is_some();
        let outlasts = left.bits & self.outlasting != 0 && !right.is_hole;
        (reaches_in || outlasts) && !right.span.is_empty()
    }

    fn resume_after(&self, left: &Tally) -> Tally {
        left.after(self.outlasting)
    }

    fn try_resync(&self, fresh: &mut Tally, old: &Tally) -> bool {
        fresh.try_resync(old)
    }

    fn save(&self, tally: &Tally) -> Option<Vec<u8>> {
        saved::write(tally)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Tally, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &Tally) -> Finding {
        Finding::Matches(Arc::new(so_far.found(&self.query)))
    }
}

/// A sink for each match.
struct MatchSink<'a> {
    base: Offset,
    bit: u16,
    rows: &'a mut Vec<(u64, u16)>,
    each: &'a mut dyn FnMut(Span),
    gave_up: u64,
}

impl Sink for MatchSink<'_> {
    const EACH: bool = true;

    fn set_base(&mut self, base: Offset) {
        self.base = base;
    }

    fn hit(&mut self, start: usize, end: usize) {
        let [start, end] = [start, end].map(|at| self.base + len_u64(at));
        (self.each)(Span { start, end });
    }

    fn row(&mut self, lf: usize) {
        self.rows.push(((self.base + len_u64(lf)).0, self.bit));
    }

    fn gave_up(&mut self) {
        self.gave_up += 1;
    }
}

/// A sink for lines only.
struct LineSink<'a> {
    base: Offset,
    bit: u16,
    rows: &'a mut Vec<(u64, u16)>,
    gave_up: u64,
}

impl Sink for LineSink<'_> {
    const EACH: bool = false;

    fn set_base(&mut self, base: Offset) {
        self.base = base;
    }

    fn hit(&mut self, _start: usize, _end: usize) {}

    fn row(&mut self, lf: usize) {
        self.rows.push(((self.base + len_u64(lf)).0, self.bit));
    }

    fn gave_up(&mut self) {
        self.gave_up += 1;
    }
}

/// Sorts lines into file order and merges the terms of each.
fn unite(rows: &mut Vec<(u64, u16)>) {
    rows.sort_unstable();
    rows.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        first.1 |= if is_same { later.1 } else { 0 };
        is_same
    });
}
