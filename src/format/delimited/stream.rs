//! Records of delimited text in file order, as their bytes come.
//!
//! A record is handed out as soon as it is certain where it ends. Memory holds what was pushed since, or
//! the longest record: quotes that are still open after [`MOST_HELD`] are text.

use super::records::{Fate, LOOKAHEAD, Mode, Records, State};
use super::{Dialect, MOST_DELIMITER};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::CodeUnit;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

/// Most bytes that are held for a record whose quotes are open.
pub const MOST_HELD: usize = 128 << 20;

/// Cuts a table into records.
#[derive(Clone, Debug)]
pub struct RecordStream {
    dialect: Arc<Dialect>,
    records: Records,
    /// Bytes of the table from `base` on.
    raw: Vec<u8>,
    /// The same as narrow bytes, one a code unit; empty where a code unit is a byte.
    narrow: Vec<u8>,
    base: Offset,
    /// Where records start, in code units from `base`; those before `scanned`.
    starts: VecDeque<usize>,
    scanned: usize,
    state: State,
    /// The quote that is open at `scanned`.
    opened_at: Option<usize>,
    has_all: bool,
    /// How far from its beginning the first record starts, in bytes.
    first_start: Option<u64>,
    begins_at: Offset,
    /// Whether the quotes in which it began were text, so that it can't have begun in them.
    is_refuted: bool,
}

/// What a stream has come to. Streams over the same bytes that have come to the same go on alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    at: Offset,
    state: State,
    /// The quote that is open, if it is not one in which the stream began.
    opened_at: Option<Offset>,
    is_refuted: bool,
}

impl Reached {
    /// Whether what stands at `at` is still to be walked through.
    #[must_use]
    pub fn is_before(self, at: Offset) -> bool {
        self.at <= at
    }

    /// Whether it is within quotes.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        self.state.is_quoted()
    }

    /// Whether it is within the quotes in which it began.
    #[must_use]
    pub fn is_quoted_since_start(self) -> bool {
        self.is_quoted() && self.opened_at.is_none()
    }

    /// Whether the quotes in which it began turned out to be text: nothing of what it gives is of any meaning.
    #[must_use]
    pub fn is_refuted(self) -> bool {
        self.is_refuted
    }
}

/// A stream as it is kept: all but what its dialect says.
#[derive(Debug, Serialize, Deserialize)]
pub struct SavedStream {
    raw: Vec<u8>,
    base: Offset,
    starts: Vec<usize>,
    scanned: usize,
    state: State,
    opened_at: Option<usize>,
    has_all: bool,
    first_start: Option<u64>,
    begins_at: Offset,
}

impl SavedStream {
    /// The stream of a dialect; `None` if none can be so.
    #[must_use]
    pub fn stream(self, dialect: Arc<Dialect>) -> Option<RecordStream> {
        let Self { raw, base, starts, scanned, state, opened_at, has_all, first_start, begins_at } = self;
        let mut stream = RecordStream::new(dialect, base, state);
        (stream.raw, stream.has_all) = (raw, has_all);
        stream.narrow_rest();
        let n = stream.n_units();
        let is_sound = scanned <= n
            && base.0 <= u64::MAX >> 1
            && begins_at <= base
            && first_start.is_none_or(|len| len <= u64::MAX >> 1)
            && starts.is_sorted()
            && starts.last().is_none_or(|&start| start < n.max(1))
            && opened_at.is_none_or(|at| at < scanned);
        (stream.starts, stream.scanned, stream.opened_at) = (starts.into(), scanned, opened_at);
        (stream.first_start, stream.begins_at) = (first_start, begins_at);
        is_sound.then_some(stream)
    }
}

/// A record of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamedRecord {
    /// Its extent in the file, with its line end and blank lines that follow.
    pub span: Span,
    bytes: Range<usize>,
}

impl RecordStream {
    /// Begins at `at`, in a state: at a record's start in that of a table's start.
    #[must_use]
    pub fn new(dialect: Arc<Dialect>, at: Offset, state: State) -> Self {
        Self {
            records: Records::new(&dialect),
            raw: Vec::new(),
            narrow: Vec::new(),
            base: at,
            starts: VecDeque::new(),
            scanned: 0,
            state,
            opened_at: None,
            has_all: false,
            first_start: None,
            begins_at: at,
            is_refuted: false,
            dialect,
        }
    }

    /// What of it is kept, to go on with it in another run of the program.
    #[must_use]
    pub fn saved(&self) -> SavedStream {
        SavedStream {
            raw: self.raw.clone(),
            base: self.base,
            starts: self.starts.iter().copied().collect(),
            scanned: self.scanned,
            state: self.state,
            opened_at: self.opened_at,
            has_all: self.has_all,
            first_start: self.first_start,
            begins_at: self.begins_at,
        }
    }

    /// The next record, if it is certain where it ends.
    pub fn pop(&mut self) -> Option<StreamedRecord> {
        if self.starts.len() < 2 && !self.is_over() {
            return None;
        }
        let start = self.starts.pop_front()?;
        let end = self.starts.front().copied().unwrap_or(self.n_units());
        let bytes = start * self.width()..(end * self.width()).min(self.raw.len());
        let span = Span { start: self.base + len_u64(bytes.start), end: self.base + len_u64(bytes.end) };
        Some(StreamedRecord { span, bytes })
    }

    /// The bytes of the record that [`Self::pop`] gave last; until more is pushed.
    #[must_use]
    pub fn bytes(&self, record: &StreamedRecord) -> &[u8] {
        self.raw.get(record.bytes.clone()).unwrap_or_default()
    }

    /// Where the next record starts that is not given, or a place before it.
    #[must_use]
    pub fn place(&self) -> Offset {
        self.base + len_u64(self.starts.front().copied().unwrap_or(self.scanned) * self.width())
    }

    /// Where the next record starts that is not given, if one does so far.
    #[must_use]
    pub fn next_start(&self) -> Option<Offset> {
        self.starts.front().map(|start| self.base + len_u64(start * self.width()))
    }

    /// Where records start that were not given; they are not given any more.
    pub fn take_starts(&mut self) -> impl Iterator<Item = Offset> {
        let (base, width) = (self.base, self.width());
        self.starts.drain(..).map(move |start| base + len_u64(start * width))
    }

    /// What it has come to.
    #[must_use]
    pub fn reached(&self) -> Reached {
        let place = |at: usize| self.base + len_u64(at * self.width());
        Reached {
            at: place(self.scanned),
            state: self.state,
            opened_at: self.opened_at.map(place),
            is_refuted: self.is_refuted,
        }
    }

    /// How many bytes precede the first record, once one has started.
    #[must_use]
    pub fn first_start(&self) -> Option<u64> {
        self.first_start
    }

    /// Adds the rest of the last record, which `after` follows; whether a record ends there indeed. `is_end`:
    /// nothing follows `after`. If it does all records are given out, and nothing can be added any more.
    pub fn close_with(&mut self, rest: &[u8], after: &[u8], is_end: bool) -> bool {
        self.drop_done();
        self.raw.extend_from_slice(rest);
        self.narrow_rest();
        let to = self.n_units();
        self.raw.extend_from_slice(after);
        self.narrow_rest();
        self.scan_to(to, is_end);
        self.raw.truncate(to * self.width());
        self.narrow.truncate(to);
        self.has_all = true;
        self.state == State::default() && self.starts.back().is_none_or(|&start| start < to)
    }

    /// Where the bytes end that were pushed.
    #[must_use]
    pub fn end(&self) -> Offset {
        self.base + len_u64(self.raw.len())
    }

    /// Whether it was told that no bytes follow, and has walked through all.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.has_all && self.scanned >= self.n_units()
    }

    fn width(&self) -> usize {
        self.dialect.unit.width()
    }

    fn n_units(&self) -> usize {
        if self.width() == 1 { self.raw.len() } else { self.narrow.len() }
    }

    /// Adds the bytes that follow; `is_end`: no more do. What lies behind the table is left out.
    pub fn push(&mut self, bytes: &[u8], is_end: bool) {
        self.drop_done();
        let room = self.dialect.end.map_or(usize::MAX, |end| to_usize(Offset(end) - self.end()));
        self.has_all |= is_end || bytes.len() >= room;
        self.raw.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.narrow_rest();
        self.scan();
    }

    /// Leaves those bytes behind that are done with.
    fn drop_done(&mut self) {
        let needed = self.starts.front().copied().into_iter().chain(self.opened_at);
        let walked = self.scanned.min(self.n_units()).saturating_sub(MOST_DELIMITER);
        let done = needed.fold(walked, usize::min);
        // Moving costs as much as what is kept.
        if done > 0 && done * 2 >= self.n_units() {
            self.raw.drain(..done * self.width());
            self.narrow.drain(..done.min(self.narrow.len()));
            self.base = self.base + len_u64(done * self.width());
            self.scanned -= done;
            self.starts.iter_mut().for_each(|start| *start -= done);
            self.opened_at = self.opened_at.map(|at| at - done);
        }
    }

    fn narrow_rest(&mut self) {
        let width = self.width();
        if width == 1 {
            return;
        }
        let rest = &self.raw[(self.narrow.len() * width).min(self.raw.len())..];
        self.narrow.extend(self.dialect.unit.narrowed(rest));
        // What is left of a unit at the end is text.
        if self.has_all && self.raw.len() > self.narrow.len() * width {
            self.narrow.push(CodeUnit::NO_ASCII);
        }
    }

    /// Walks through what has come, as far as what follows can't change it.
    fn scan(&mut self) {
        let n_units = self.n_units();
        let to = if self.has_all { n_units } else { n_units.saturating_sub(LOOKAHEAD) };
        self.scan_to(to, self.has_all);
        while self.has_all && self.state.is_quoted() {
            self.resume_as_text();
            self.scan_to(to, true);
        }
    }

    fn scan_to(&mut self, to: usize, is_end: bool) {
        while self.scanned < to {
            let bytes = if self.dialect.unit.width() == 1 { &self.raw } else { &self.narrow };
            let starts = &mut self.starts;
            let range = (self.scanned, to);
            let walked = self.records.walk(bytes, range, is_end, self.state, |at| starts.push_back(at));
            if walked.entry == Fate::Refuted {
                self.resume_as_text();
                continue;
            }
            if walked.entry == Fate::Closed || !walked.state.is_quoted() {
                self.opened_at = None;
            }
            self.opened_at = walked.opened_at.or(self.opened_at);
            // Bytes that are skipped are so once they are there.
            (self.state, self.scanned) = (walked.state, to);
            if self.state.is_quoted() && self.opened_at.is_some_and(|at| to - at > MOST_HELD) {
                self.resume_as_text();
            }
        }
        if self.first_start.is_none()
            && let Some(start) = self.starts.front()
        {
            let start = self.base + len_u64(start * self.width());
            self.first_start = Some(start - self.begins_at);
        }
    }

    /// The open quote is text after all.
    fn resume_as_text(&mut self) {
        self.state = State::at(Mode::Text);
        match self.opened_at.take() {
            Some(opened_at) => self.scanned = opened_at + 1,
            None => self.is_refuted = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(dialect: &Arc<Dialect>, bytes: &[u8], step: usize) -> Vec<(Span, Vec<u8>)> {
        let mut stream = RecordStream::new(Arc::clone(dialect), Offset::ZERO, State::default());
        let mut all = Vec::new();
        let mut rest = bytes;
        loop {
            let (piece, after) = rest.split_at(step.min(rest.len()));
            stream.push(piece, after.is_empty());
            while let Some(record) = stream.pop() {
                all.push((record.span, stream.bytes(&record).to_vec()));
            }
            rest = after;
            if rest.is_empty() {
                return all;
            }
        }
    }

    proptest! {
        #[test]
        fn mostly_sound_records_are_the_same_however_their_bytes_come(
            bytes in super::super::tests::mostly_sound(),
            step in 1_usize..300,
        ) {
            let dialect = Arc::new(Dialect::default());
            prop_assert_eq!(read(&dialect, &bytes, step), read(&dialect, &bytes, usize::MAX));
        }

        #[test]
        fn records_are_the_same_however_their_bytes_come(
            bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,; \\\r\n\na1\x00\xC3".to_vec()), 0..150),
            step in 1_usize..100,
        ) {
            for escape in [None, Some(b'\\')] {
                let dialect = Arc::new(Dialect { escape, ..Dialect::default() });
                let whole = read(&dialect, &bytes, usize::MAX);
                prop_assert_eq!(&read(&dialect, &bytes, step), &whole);
                for (span, record) in whole {
                    let [start, end] = [span.start, span.end].map(|at| to_usize(at.0));
                    prop_assert_eq!(&bytes[start..end], record);
                }
            }
        }
    }
}
