//! The timeline's partial for a part of a file: whole lines counted, and a fragment at either
//! end that continues in the parts beside it.

use super::Timeline;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::log::{HEAD_BYTES, Level};

/// What was found in a part of a file.
#[derive(Clone, Debug, Default)]
pub struct TimelinePartial {
    /// The bytes covered.
    span: Span,
    /// The head of what precedes the part's first line end; `None` without one. The file's
    /// start counts as a line end.
    head: Option<Vec<u8>>,
    /// Where the first line after that starts.
    inner_at: u64,
    /// The lines that lie whole in the part.
    inner: Timeline,
    /// Where the line starts that continues past the part, and its head.
    tail_at: u64,
    tail: Vec<u8>,
    /// Up to where `inner` counts errors and warnings, and how many are in that block so far.
    counted_to: u64,
    n_errors: u32,
    n_warnings: u32,
}

impl TimelinePartial {
    /// Adds bytes that start at `at` and follow what is covered.
    pub(super) fn feed(&mut self, bytes: &[u8], at: Offset) {
        if bytes.is_empty() {
            return;
        }
        self.begin(at);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            if start == 0 {
                self.end_tail(&bytes[..end], at.0 + len_u64(end) + 1);
            } else {
                self.close(&bytes[start..end.min(start + HEAD_BYTES)], at.0 + len_u64(start));
            }
            start = end + 1;
        }
        if start > 0 {
            self.tail.clear();
            self.tail_at = at.0 + len_u64(start);
        }
        grow(&mut self.tail, &bytes[start..]);
        self.span.end = at + len_u64(bytes.len());
    }

    /// Adds a hole that follows what is covered.
    pub(super) fn feed_zeros(&mut self, hole: Span) {
        if hole.is_empty() {
            return;
        }
        self.begin(hole.start);
        let zeros = [0; HEAD_BYTES];
        grow(&mut self.tail, &zeros[..to_usize(hole.len()).min(HEAD_BYTES)]);
        self.span.end = hole.end;
    }

    /// Adds the part that follows.
    pub(super) fn merge(&mut self, mut right: Self) {
        if right.span.is_empty() {
            return;
        }
        if self.span.is_empty() {
            *self = right;
            return;
        }
        self.span.end = right.span.end;
        let Some(head) = right.head.take() else {
            grow(&mut self.tail, &right.tail);
            return;
        };
        self.end_tail(&head, right.inner_at);
        self.count_to(right.inner_at);
        right.count_to(right.tail_at);
        self.inner.merge(right.inner);
        self.counted_to = right.tail_at;
        (self.tail, self.tail_at) = (right.tail, right.tail_at);
    }

    /// All lines of a part that starts at the file's first byte.
    pub(super) fn whole(&self) -> Timeline {
        let mut whole = self.clone();
        if !whole.tail.is_empty() {
            let tail = std::mem::take(&mut whole.tail);
            whole.close(&tail, whole.tail_at);
        }
        whole.count_to(whole.span.end.0);
        whole.inner
    }

    fn begin(&mut self, at: Offset) {
        if self.span.is_empty() {
            self.span = Span::at(at, 0);
            (self.inner_at, self.tail_at, self.counted_to) = (at.0, at.0, at.0);
            self.head = (at == Offset::ZERO).then(Vec::new);
        }
    }

    /// Ends the line that continues past the part with `rest`; the next one starts at `next`.
    fn end_tail(&mut self, rest: &[u8], next: u64) {
        let mut line = std::mem::take(&mut self.tail);
        grow(&mut line, rest);
        if self.head.is_none() {
            self.head = Some(line);
            (self.inner_at, self.counted_to) = (next, next);
        } else {
            self.close(&line, self.tail_at);
        }
    }

    /// Counts a whole line.
    fn close(&mut self, line: &[u8], at: u64) {
        if at / BLOCK != self.counted_to / BLOCK {
            self.count_to(at - at % BLOCK);
        }
        match self.inner.add(line, at) {
            Some(Level::Error | Level::Fatal) => self.n_errors += 1,
            Some(Level::Warn) => self.n_warnings += 1,
            _ => {}
        }
    }

    /// Records the counts of the blocks before `to`.
    fn count_to(&mut self, to: u64) {
        let (from, to) = (Offset(self.counted_to), Offset(to));
        let block_end = from.floor_to(BLOCK) + BLOCK;
        let here = Span::between(from, to.min(block_end));
        let rest = Span { start: block_end, end: to.max(block_end) };
        let counts =
            [(&mut self.inner.errors, &mut self.n_errors), (&mut self.inner.warnings, &mut self.n_warnings)];
        for (counts, n) in counts {
            if !here.is_empty() {
                counts.add(here, std::mem::take(n));
            }
            counts.add_none(rest);
        }
        self.counted_to = to.0;
    }
}

/// Adds as much of `more` as a line's head takes.
fn grow(head: &mut Vec<u8>, more: &[u8]) {
    let room = HEAD_BYTES - head.len().min(HEAD_BYTES);
    head.extend_from_slice(&more[..more.len().min(room)]);
}
