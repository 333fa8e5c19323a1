//! The record index: how many records start in each block of 64 KiB, and in which state it begins.
//!
//! What quotes mean depends on all before them. A chunk is scanned from a state that its own bytes
//! make plausible; where that was wrong, the engine rescans it from the right one, mostly for one block,
//! until both agree ([`Scan::try_resync`]). So the index is exact for every dialect, however its pieces
//! are cut.
//!
//! Quotes that are open where a part ends may be refuted later, and then all since is read as text. Both
//! readings are kept ([`Reading`]), which costs little: within quotes nothing starts, and where those hold no
//! single quote the other reading opens none, but for a run of quotes that the part's end cuts.

mod kept;

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::format::delimited::{Dialect, Fate, LOOKAHEAD, MOST_DELIMITER, Mode, Records, State};
use crate::format::encoding::CodeUnit;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::by_table(ScanId::RECORD_STARTS, Role::Index, PassId::Index, |table| {
        made(RecordStarts::new(Arc::clone(&table.dialect)))
    });

/// The scan that counts record starts, block by block, for one dialect.
#[derive(Clone, Debug)]
pub struct RecordStarts {
    dialect: Arc<Dialect>,
    records: Records,
}

/// Where records start: by counting, as [`Counts`], with the state at each block's start.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RecordIndex {
    /// How many records start in each block.
    pub counts: Counts,
    /// From which block on which state holds at each block's start; none before the table.
    states: Vec<(u64, State)>,
    /// Whether it reaches to the table's end.
    pub is_whole: bool,
}

/// A part of a block, as it was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    span: Span,
    n_records: u32,
    /// The state at its start.
    entry: State,
}

/// The state of a contiguous part of a file.
#[derive(Clone, Debug, Default)]
pub struct RecordsPartial {
    /// The states that were assumed at its start, see [`Reading::states`]; none before the table.
    entry: Option<Vec<State>>,
    /// What was merged before.
    index: RecordIndex,
    reading: Reading,
    end: Offset,
    is_whole: bool,
}

/// One way to read a part.
#[derive(Clone, Debug, Default)]
struct Reading {
    /// What became of quotes in which the part began: of the outermost, and if those were refuted of
    /// those that the other reading was in, and so on.
    fates: Vec<Fate>,
    /// Whether it is still within quotes in which the part began.
    is_carried: bool,
    /// What is certain if the reading is, in order.
    parts: Vec<Part>,
    /// What follows within quotes that are open.
    held: Vec<Part>,
    /// The state at its end.
    state: State,
    /// What follows the opening quote of those, read as text.
    as_text: Option<Box<Reading>>,
}

impl RecordIndex {
    /// The state at the start of a block, if it was scanned and does not lie before the table.
    #[must_use]
    pub fn state_at(&self, block: u64) -> Option<State> {
        if block.saturating_mul(BLOCK) >= self.counts.span().end.0 {
            return None;
        }
        let after = self.states.partition_point(|(first, _)| *first <= block);
        Some(self.states.get(after.checked_sub(1)?)?.1)
    }

    /// Memory that it takes, in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.counts.heap_bytes() + self.states.len() * size_of::<(u64, State)>()
    }

    fn push(&mut self, part: &Part) {
        let is_first = self.states.is_empty();
        if part.span.start.0.is_multiple_of(BLOCK) || is_first {
            let (block, state) = (part.span.start.0 / BLOCK, without_lines(part.entry));
            if self.states.last().is_none_or(|(_, last)| *last != state) {
                self.states.push((block, state));
            }
        }
        if part.n_records == 0 {
            self.counts.add_none(part.span);
        } else {
            self.counts.add(part.span, part.n_records);
        }
    }
}

/// What of a state makes a difference to reading a block once more.
fn without_lines(state: State) -> State {
    match state.mode {
        Mode::Quoted { .. } => State { mode: Mode::Quoted { has_line_end: false }, ..state },
        _ => state,
    }
}

/// A piece as narrow bytes, one a code unit: each of ASCII is itself, others are FF.
pub struct Narrowed<'a> {
    /// The piece's own between some that precede it and some that follow it.
    pub bytes: Cow<'a, [u8]>,
    /// Where its own begin.
    pub from: usize,
    /// Where its own end.
    pub to: usize,
    /// The file offset of the first byte of all.
    pub at: Offset,
}

/// Narrows the code units whose first bytes lie in a piece.
pub fn narrowed<'a>(piece: &Piece<'a>, unit: CodeUnit) -> Narrowed<'a> {
    let (lead, len) = (piece.before().len(), piece.bytes().len());
    let start = piece.at().back(len_u64(lead));
    if unit == CodeUnit::Byte {
        return Narrowed { bytes: Cow::Borrowed(piece.window()), from: lead, to: lead + len, at: start };
    }
    let width = len_u64(unit.width());
    // Units of the file, by their first bytes.
    let [first, own, end] = [start, piece.at(), piece.span().end].map(|at| at.0.div_ceil(width));
    let skipped = to_usize(first * width - start.0).min(piece.window().len());
    let mut bytes: Vec<u8> = unit.narrowed(&piece.window()[skipped..]).collect();
    // What is left of a unit at the file's end is none.
    let to = to_usize(end - first);
    bytes.resize(bytes.len().max(to), CodeUnit::NO_ASCII);
    Narrowed { bytes: Cow::Owned(bytes), from: to_usize(own - first), to, at: Offset(first * width) }
}

impl RecordStarts {
    /// The scan for a dialect.
    #[must_use]
    pub fn new(dialect: Arc<Dialect>) -> Self {
        Self { records: Records::new(&dialect), dialect }
    }

    /// The table's extent in a file of this length.
    #[must_use]
    pub fn table(&self, file_len: u64) -> Span {
        self.dialect.table(file_len)
    }

    /// The dialect.
    #[must_use]
    pub fn dialect(&self) -> &Arc<Dialect> {
        &self.dialect
    }

    /// Its automaton.
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The part of a piece that lies in the table, narrowed, and whether the table ends with it.
    fn within_table<'a>(&self, piece: &Piece<'a>) -> Option<(Narrowed<'a>, Span, bool)> {
        let table = self.table(piece.file_len());
        let span = piece.span().meet(table);
        if span.is_empty() {
            return None;
        }
        let lead = to_usize(span.start - piece.at().back(len_u64(piece.before().len())));
        let len = to_usize(span.len());
        let window_len = to_usize(table.end - span.start).saturating_add(lead).min(piece.window().len());
        let piece = Piece::new(&piece.window()[..window_len], lead, len, span.start, piece.file_len());
        let reaches_end = span.end + len_u64(piece.after().len()) >= table.end;
        Some((narrowed(&piece, self.dialect.unit), span, reaches_end))
    }

    /// Feeds a stretch of the table; `is_end`: no byte of the table follows those in `bytes`.
    fn feed_table(&self, partial: &mut RecordsPartial, bytes: &Narrowed<'_>, span: Span, is_end: bool) {
        if partial.entry.is_none() {
            let is_start = span.start.0 <= self.dialect.start;
            let own = bytes.bytes.get(bytes.from..).unwrap_or_default();
            let state = if is_start { State::default() } else { self.records.plausible(own) };
            let as_text = state.is_quoted().then_some(State::at(Mode::Text));
            partial.enter([state].into_iter().chain(as_text).collect());
        }
        self.read(&mut partial.reading, bytes, bytes.from, span, is_end);
    }

    /// Reads `bytes` from `from` on, which `span` are in the file.
    fn read(&self, reading: &mut Reading, bytes: &Narrowed<'_>, from: usize, span: Span, is_end: bool) {
        let mut n_records = 0;
        let range = (from, bytes.to);
        let walked = self.records.walk_groups(&bytes.bytes, range, is_end, reading.state, |_, starts| {
            n_records += starts.count_ones();
        });
        let entry = reading.state;
        if let Some(as_text) = &mut reading.as_text {
            match walked.entry {
                Fate::Open => {
                    self.read(as_text, bytes, from, span, is_end);
                    reading.held.push(Part { span, n_records: 0, entry });
                    reading.state = walked.state;
                    return;
                }
                Fate::Closed => reading.close(),
                Fate::Refuted => {
                    reading.refute();
                    return self.read(reading, bytes, from, span, is_end);
                }
            }
        }
        reading.state = walked.state;
        let Some(opened_at) = walked.opened_at.filter(|_| walked.state.is_quoted()) else {
            return reading.parts.push(Part { span, n_records, entry });
        };
        let inner = bytes.at + len_u64((opened_at + 1) * self.dialect.unit.width());
        let [before, inside] = split(span, inner);
        reading.parts.push(Part { span: before, n_records, entry });
        let mut as_text = Reading { state: State::at(Mode::Text), ..Reading::default() };
        if !inside.is_empty() {
            // Never a block's start, so that the state does not count.
            reading.held.push(Part { span: inside, n_records: 0, entry });
            self.read(&mut as_text, bytes, opened_at + 1, inside, is_end);
        }
        reading.as_text = Some(Box::new(as_text));
    }

    /// Feeds zeros that the table goes on with.
    fn feed_hole(&self, partial: &mut RecordsPartial, span: Span) {
        // What they change, they change at once.
        let width = len_u64(self.dialect.unit.width());
        let head_end = (span.start + len_u64(HOLE_HEAD) * width).floor_to(width).min(span.end);
        let head = Span { start: span.start, end: head_end };
        let zeros = [0; HOLE_HEAD + 1 + LOOKAHEAD];
        let first = span.start.0.div_ceil(width);
        let to = to_usize(head_end.0.div_ceil(width) - first);
        let bytes = Narrowed { bytes: Cow::Borrowed(&zeros), from: 0, to, at: Offset(first * width) };
        self.feed_table(partial, &bytes, head, false);
        let mut rest = Span { start: head_end, end: span.end };
        while !rest.is_empty() {
            // To the block's end, and then all blocks at once.
            let block_end = (rest.start.floor_to(BLOCK) + BLOCK).min(rest.end);
            let end = if rest.start.0.is_multiple_of(BLOCK) { rest.end } else { block_end };
            let span = Span { start: rest.start, end };
            partial.reading.go_on(span);
            rest.start = end;
        }
    }
}

/// So many zeros bring every state to one that more of them do not change.
const HOLE_HEAD: usize = 64;

fn split(span: Span, at: Offset) -> [Span; 2] {
    let at = at.clamp(span.start, span.end);
    [Span { start: span.start, end: at }, Span { start: at, end: span.end }]
}

impl RecordsPartial {
    /// Begins in states that are known or assumed.
    fn enter(&mut self, states: Vec<State>) {
        self.reading = Reading::of(&states);
        self.entry = Some(states);
    }

    /// Brings what is certain into the index.
    fn flush(&mut self) {
        for part in self.reading.parts.drain(..) {
            self.index.push(&part);
        }
    }

    fn append(&mut self, right: Self) {
        if right.entry.is_none() {
            self.is_whole |= right.is_whole;
            return;
        }
        if self.entry.is_none() {
            *self = right;
        } else {
            (self.end, self.is_whole) = (right.end, right.is_whole);
            self.reading.append(right.reading);
        }
        self.flush();
    }
}

impl Reading {
    /// That of no bytes, in these states: the outermost first.
    fn of(states: &[State]) -> Self {
        let Some((state, rest)) = states.split_first() else { return Self::default() };
        let as_text = state.is_quoted().then(|| Box::new(Self::of(rest)));
        Self { state: *state, is_carried: state.is_quoted(), as_text, ..Self::default() }
    }

    /// The states at its end: its own, and within quotes those in which they are text.
    fn states(&self) -> Vec<State> {
        let mut states = vec![self.state];
        let mut inner = &self.as_text;
        while let Some(reading) = inner {
            states.push(reading.state);
            inner = &reading.as_text;
        }
        states
    }

    /// Its quotes were closed: nothing started within.
    fn close(&mut self) {
        if std::mem::take(&mut self.is_carried) {
            self.fates.push(Fate::Closed);
        }
        self.as_text = None;
        self.parts.append(&mut self.held);
    }

    /// Its quotes were text.
    fn refute(&mut self) {
        let Some(as_text) = self.as_text.take() else { return };
        if std::mem::take(&mut self.is_carried) {
            self.fates.push(Fate::Refuted);
            self.fates.extend(as_text.fates);
            self.is_carried = as_text.is_carried;
        }
        self.parts.extend(as_text.parts);
        (self.held, self.state, self.as_text) = (as_text.held, as_text.state, as_text.as_text);
    }

    /// The same state holds for the bytes that follow, in which nothing starts.
    fn go_on(&mut self, span: Span) {
        let part = Part { span, n_records: 0, entry: self.state };
        match &mut self.as_text {
            Some(as_text) => {
                self.held.push(part);
                as_text.go_on(span);
            }
            None => self.parts.push(part),
        }
    }

    /// Appends what follows.
    fn append(&mut self, right: Self) {
        for fate in right.fates {
            match fate {
                Fate::Closed => self.close(),
                Fate::Refuted => self.refute(),
                Fate::Open => {}
            }
        }
        self.state = right.state;
        self.parts.extend(right.parts);
        self.held.extend(right.held);
        match (&mut self.as_text, right.as_text) {
            (Some(left), Some(right_text)) if right.is_carried => left.append(*right_text),
            (left, right_text) => *left = right_text,
        }
    }
}

impl Scan for RecordStarts {
    type Partial = RecordsPartial;

    fn id(&self) -> ScanId {
        ScanId::RECORD_STARTS
    }

    fn margin(&self) -> (usize, usize) {
        let width = self.dialect.unit.width();
        (MOST_DELIMITER * width, (LOOKAHEAD + 1) * width)
    }

    fn feed(&self, partial: &mut RecordsPartial, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            if let Some((bytes, span, is_end)) = self.within_table(&block) {
                self.feed_table(partial, &bytes, span, is_end);
                partial.end = span.end;
            }
        }
        partial.is_whole = piece.span().end >= self.dialect.table_end(piece.file_len());
    }

    fn feed_zeros(&self, partial: &mut RecordsPartial, hole: Span, file_len: u64) {
        let span = hole.meet(self.table(file_len));
        if !span.is_empty() {
            self.feed_hole(partial, span);
            partial.end = span.end;
        }
        partial.is_whole = hole.end >= self.dialect.table_end(file_len);
    }

    fn reads_holes(&self) -> bool {
        let dialect = &*self.dialect;
        let special = [dialect.quote, dialect.escape, dialect.comment];
        special.contains(&Some(0)) || dialect.delimiter.contains(&0)
    }

    fn needs_rescan(&self, left: &RecordsPartial, right: &RecordsPartial) -> bool {
        let (Some(entry), true) = (&right.entry, left.entry.is_some()) else { return false };
        let states = left.reading.states();
        // Where they were closed, it does not matter what was without them.
        let is_closed = right.reading.fates.first() == Some(&Fate::Closed);
        let is_alike = entry[0].is_quoted() == states[0].is_quoted() && entry[0].skip == states[0].skip;
        *entry != states && !(is_closed && is_alike)
    }

    fn resume_after(&self, left: &RecordsPartial) -> RecordsPartial {
        let mut partial = RecordsPartial { end: left.end, ..RecordsPartial::default() };
        partial.enter(left.reading.states());
        partial
    }

    fn try_resync(&self, fresh: &mut RecordsPartial, old: &RecordsPartial) -> bool {
        let (reading, parts) = (&mut fresh.reading, &old.reading.parts);
        if reading.as_text.is_some() {
            return false;
        }
        let Ok(nr) = parts.binary_search_by_key(&fresh.end, |part| part.span.start) else { return false };
        if parts[nr].entry != reading.state {
            return false;
        }
        reading.parts.extend_from_slice(&parts[nr..]);
        reading.held.clone_from(&old.reading.held);
        reading.as_text.clone_from(&old.reading.as_text);
        reading.state = old.reading.state;
        (fresh.end, fresh.is_whole) = (old.end, old.is_whole);
        true
    }

    fn merge(&self, left: &mut RecordsPartial, right: RecordsPartial) {
        left.append(right);
    }

    fn save(&self, partial: &RecordsPartial) -> Option<Vec<u8>> {
        saved::write(&kept::SavedRecords::of(partial))
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<RecordsPartial, Damaged> {
        saved::read::<kept::SavedRecords>(saved)?.partial(of).ok_or(Damaged)
    }

    fn report(&self, so_far: &RecordsPartial) -> Finding {
        let mut all = so_far.clone();
        if all.is_whole {
            // Quotes that the table's end leaves open.
            while all.reading.as_text.is_some() {
                all.reading.refute();
            }
        }
        all.flush();
        all.index.is_whole = all.is_whole;
        Finding::Records(Arc::new(all.index))
    }
}

#[cfg(test)]
mod tests;
