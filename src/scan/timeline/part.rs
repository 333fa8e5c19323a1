//! The timeline's partial for a part of a file: whole lines counted, and a fragment at either
//! end that continues in the parts beside it.

use super::head_lines::HeadLines;
use super::{Counted, Timeline, level_nr};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, HEAD_BYTES, JSON_BYTES, Level};
use crate::scan::saved::{self, Sound};
use serde::{Deserialize, Serialize};

/// What was found in a part of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimelinePartial {
    /// The bytes covered.
    span: Span,
    /// The head of what precedes the part's first line end; `None` without one. The file's
    /// start counts as a line end. How much of it a line's head takes depends on the part before,
    /// so it is as much as any takes: 64 KiB.
    head: Option<Vec<u8>>,
    /// Where the first line after that starts.
    inner_at: u64,
    /// The lines that lie whole in the part.
    inner: Timeline,
    /// Where the line starts that continues past the part, and its head; the same of all of the
    /// part, as long as that has no line end.
    tail_at: u64,
    tail: Vec<u8>,
    /// The lines before the first with a time; `None` at the file's start, where they continue none.
    /// `inner` counts errors and warnings from where they end.
    head_lines: Option<HeadLines>,
    /// Up to where errors and warnings are counted, and how many are in that block so far.
    counted_to: u64,
    n_so_far: TickCount,
}

/// How many lines of each kind start in a block.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct TickCount {
    errors: u32,
    warnings: u32,
    /// Lines that may be either: their level is that of the line they continue, not known yet.
    unknown: u32,
}

impl TickCount {
    fn add_line(&mut self, level: Option<Level>, n: u32) {
        match level {
            Some(Level::Error | Level::Fatal) => self.errors += n,
            Some(Level::Warn) => self.warnings += n,
            _ => {}
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.errors += more.errors;
        self.warnings += more.warnings;
        self.unknown += more.unknown;
    }

    /// The same once the level of the line before is known.
    fn continuing(mut self, level: Option<Level>) -> Self {
        let unknown = std::mem::take(&mut self.unknown);
        self.add_line(level, unknown);
        self
    }
}

impl Sound for TimelinePartial {
    fn is_sound(&self, of: Span) -> bool {
        if self.span.is_empty() {
            return self.head.is_none() && self.tail.is_empty() && self.inner.is_sound(of);
        }
        // A code unit belongs to where it starts.
        let is_near = |a: Offset, b: Offset| a.0.abs_diff(b.0) <= 3;
        let longest = HEAD_BYTES.max(JSON_BYTES) * 4;
        let is_short = |bytes: &Vec<u8>| bytes.len() <= longest;
        let is_within = |at: u64| self.span.start.0 <= at && at <= self.span.end.0;
        let counted = self.inner.errors.span();
        is_near(self.span.start, of.start)
            && is_near(self.span.end, of.end)
            && self.head.as_ref().is_none_or(is_short)
            && is_short(&self.tail)
            && [self.inner_at, self.tail_at, self.counted_to].into_iter().all(is_within)
            && (counted.is_empty() || counted.end.0 == self.counted_to && is_within(counted.start.0))
            && self.inner.is_sound(of)
            && self.head_lines.as_ref().is_none_or(|lines| lines.is_sound(of))
    }
}

impl Sound for HeadLines {
    fn is_sound(&self, of: Span) -> bool {
        let is_after = |two: &[(Span, TickCount)]| two[0].0.end == two[1].0.start;
        saved::sum_within(self.levels, of.len()).is_some() && self.blocks.windows(2).all(is_after)
    }
}

impl TimelinePartial {
    /// Adds bytes that start at `at` with a code unit and follow what is covered.
    pub(super) fn feed(&mut self, bytes: &[u8], at: Offset, unit: CodeUnit) {
        if bytes.is_empty() {
            return;
        }
        self.begin(at);
        let start = match unit {
            CodeUnit::Byte => self.cut(memchr::memchr_iter(b'\n', bytes), bytes, at, unit),
            _ => self.cut(unit.line_feeds(bytes), bytes, at, unit),
        };
        if start > 0 {
            self.tail.clear();
            self.tail_at = at.0 + len_u64(start);
        }
        self.grow_tail(&bytes[start..], unit);
        self.span.end = at + len_u64(bytes.len());
    }

    /// Counts the lines that end in `bytes`, at those places. Returns where the next one starts.
    #[inline]
    fn cut(&mut self, ends: impl Iterator<Item = usize>, bytes: &[u8], at: Offset, unit: CodeUnit) -> usize {
        let mut start = 0;
        for end in ends {
            let next = end + unit.width();
            if start == 0 {
                self.end_tail(&bytes[..end], at.0 + len_u64(next), unit);
            } else {
                self.close(&bytes[start..end], at.0 + len_u64(start), unit);
            }
            start = next;
        }
        start
    }

    /// Adds a hole that follows what is covered.
    pub(super) fn feed_zeros(&mut self, hole: Span, unit: CodeUnit) {
        if hole.is_empty() {
            return;
        }
        self.begin(hole.start);
        let zeros = [0; 4096];
        let mut n = hole.len().min(len_u64(JSON_BYTES));
        while n > 0 {
            let now = n.min(len_u64(zeros.len()));
            self.grow_tail(&zeros[..to_usize(now)], unit);
            n -= now;
        }
        self.span.end = hole.end;
    }

    /// Adds the part that follows.
    pub(super) fn merge(&mut self, mut right: Self, unit: CodeUnit) {
        if right.span.is_empty() {
            return;
        }
        if self.span.is_empty() {
            *self = right;
            return;
        }
        self.span.end = right.span.end;
        let Some(head) = right.head.take() else {
            self.grow_tail(&right.tail, unit);
            return;
        };
        self.end_tail(&head, right.inner_at, unit);
        self.count_to(right.inner_at);
        right.count_to(right.tail_at);
        right.head_lines.into_iter().for_each(|lines| self.continue_with(lines));
        self.inner.merge(right.inner);
        self.counted_to = right.tail_at;
        (self.tail, self.tail_at) = (right.tail, right.tail_at);
    }

    /// All lines of a part that starts at the file's first byte.
    pub(super) fn whole(&self, unit: CodeUnit) -> Timeline {
        let mut whole = self.clone();
        if !whole.tail.is_empty() {
            let tail = std::mem::take(&mut whole.tail);
            whole.close(&tail, whole.tail_at, unit);
        }
        whole.count_to(whole.span.end.0);
        whole.release_scratch();
        whole.inner
    }

    /// Gives back what only feeding needs.
    pub(super) fn release_scratch(&mut self) {
        self.inner.release_scratch();
    }

    fn begin(&mut self, at: Offset) {
        if self.span.is_empty() {
            self.span = Span::at(at, 0);
            (self.inner_at, self.tail_at, self.counted_to) = (at.0, at.0, at.0);
            self.head = (at == Offset::ZERO).then(Vec::new);
            self.head_lines = (at != Offset::ZERO).then(HeadLines::default);
        }
    }

    /// The lines that the next untimed one joins, if it continues a line of the part before.
    fn open_head(&mut self) -> Option<&mut HeadLines> {
        self.head_lines.as_mut().filter(|_| self.inner.last_timed.is_none())
    }

    /// Counts the untimed lines that follow as continuing the last line with a time.
    fn continue_with(&mut self, lines: HeadLines) {
        if let Some(ours) = self.open_head() {
            return ours.append(lines);
        }
        self.inner.add_untimed_lines(lines.levels);
        let level = self.inner.last_timed.and_then(|last| last.level);
        for (bytes, count) in lines.blocks {
            self.inner.count(bytes, count.continuing(level));
        }
    }

    /// Adds as much of `more` to the tail as a line's head takes.
    fn grow_tail(&mut self, more: &[u8], unit: CodeUnit) {
        // The first bytes tell how many count; without a line end, what precedes the part does.
        let rest = extend(&mut self.tail, more, HEAD_BYTES * unit.width());
        if !rest.is_empty() {
            let most = match self.head {
                Some(_) => log::reach_units(&self.tail, unit),
                None => JSON_BYTES,
            };
            extend(&mut self.tail, rest, most);
        }
    }

    /// Ends the line that continues past the part with `rest`; the next one starts at `next`.
    fn end_tail(&mut self, rest: &[u8], next: u64, unit: CodeUnit) {
        self.grow_tail(rest, unit);
        let line = std::mem::take(&mut self.tail);
        if self.head.is_none() {
            self.head = Some(line);
            (self.inner_at, self.counted_to) = (next, next);
        } else {
            self.close(&line, self.tail_at, unit);
        }
    }

    /// Counts a whole line.
    fn close(&mut self, line: &[u8], at: u64, unit: CodeUnit) {
        if at / BLOCK != self.counted_to / BLOCK {
            self.count_to(at - at % BLOCK);
        }
        let is_first = self.inner.last_timed.is_none();
        let Counted { level, is_timed } = self.inner.add(line, at, unit);
        if is_first {
            self.close_at_head(level, is_timed, at);
        }
        self.n_so_far.add_line(level, 1);
    }

    /// Counts a line with none with a time before it in this part.
    fn close_at_head(&mut self, level: Option<Level>, is_timed: bool, at: u64) {
        let Some(head) = &mut self.head_lines else { return };
        if is_timed {
            // From here on the level of each line is known.
            head.push(Span::between(Offset(self.counted_to), Offset(at)), std::mem::take(&mut self.n_so_far));
            self.counted_to = at;
        } else {
            head.levels[level_nr(level)] += 1;
            self.n_so_far.unknown += u32::from(level.is_none());
        }
    }

    /// Records the counts of the blocks before `to`.
    fn count_to(&mut self, to: u64) {
        let (from, to) = (Offset(self.counted_to), Offset(to));
        let block_end = from.floor_to(BLOCK) + BLOCK;
        let here = Span::between(from, to.min(block_end));
        let rest = Span { start: block_end, end: to.max(block_end) };
        let count = if here.is_empty() { TickCount::default() } else { std::mem::take(&mut self.n_so_far) };
        match self.open_head() {
            Some(head) => {
                head.push(here, count);
                head.push(rest, TickCount::default());
            }
            None => {
                self.inner.count(here, count);
                self.inner.count(rest, TickCount::default());
            }
        }
        self.counted_to = to.0;
    }
}

impl Timeline {
    /// Adds the error and warning lines that start in the bytes that follow.
    fn count(&mut self, bytes: Span, count: TickCount) {
        self.errors.add(bytes, count.errors);
        self.warnings.add(bytes, count.warnings);
    }
}

/// Adds as much of `more` as `most` bytes leave room for. Returns the rest.
fn extend<'a>(head: &mut Vec<u8>, more: &'a [u8], most: usize) -> &'a [u8] {
    let (now, rest) = more.split_at(most.saturating_sub(head.len()).min(more.len()));
    head.extend_from_slice(now);
    rest
}
