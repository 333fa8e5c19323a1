//! The pyramid of a part of a file.

use super::figures::{BlockFigures, Figures, Histogram, add, count};
use super::runs::FigureRuns;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::scan::saved::{self, Sound};
use serde::{Deserialize, Serialize};

/// The figures of the blocks of a contiguous part of a file, at every level.
///
/// Blocks are those of the file: the one of number `nr` at `shift` begins at `nr << shift`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockMap {
    span: Span,
    /// Log₂ of the length of the smallest blocks, in bytes.
    shift: u32,
    /// From the smallest blocks on; each has blocks of twice the length. The last one is of one block,
    /// all others of several; none if nothing is covered.
    levels: Vec<Level>,
}

/// The blocks of one length that hold a part of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Level {
    /// The number of the first block.
    first: u64,
    /// What was counted in the first block.
    #[serde(with = "saved::packed")]
    head: Histogram,
    /// Figures of the blocks between the first and the last one: those are whole.
    done: FigureRuns,
    /// What was counted in the last block, if that is another than the first.
    #[serde(with = "saved::packed_option")]
    tail: Option<Histogram>,
}

impl Sound for BlockMap {
    fn is_sound(&self, of: Span) -> bool {
        if of.is_empty() || self.span != of || self.shift > 63 {
            return of.is_empty() && self.span.is_empty() && self.levels.is_empty();
        }
        let is_counted = |counts: &Histogram, nr: u64, shift: u32| {
            let own = Span::at(Offset(nr << shift), 1 << shift).meet(of).len();
            saved::sum_within(*counts, own) == Some(own)
        };
        let is_level = |(level, shift): (&Level, u32)| {
            let (first, last) = (of.start.0 >> shift, (of.end.0 - 1) >> shift);
            level.first == first
                && level.done.is_sound()
                && level.last() == last
                && is_counted(&level.head, first, shift)
                && level.tail.as_ref().is_none_or(|tail| is_counted(tail, last, shift))
        };
        self.levels.len() == n_levels(of, self.shift) && self.levels.iter().zip(self.shift..).all(is_level)
    }
}

impl Level {
    fn of_one(first: u64, head: &Histogram) -> Self {
        Self { first, head: *head, done: FigureRuns::default(), tail: None }
    }

    fn last(&self) -> u64 {
        self.first + self.tail.map_or(0, |_| 1 + self.done.len())
    }

    fn last_mut(&mut self) -> &mut Histogram {
        self.tail.as_mut().unwrap_or(&mut self.head)
    }

    /// Adds the next block.
    fn push(&mut self, counts: &Histogram) {
        if let Some(whole) = self.tail.replace(*counts) {
            self.done.push(Figures::of(&whole));
        }
    }

    /// Adds the blocks of the bytes that follow; the first of them may be the last one of these.
    fn append(&mut self, next: &Self) {
        if next.first == self.last() {
            add(self.last_mut(), &next.head);
        } else {
            self.push(&next.head);
        }
        if let Some(tail) = &next.tail {
            if let Some(whole) = self.tail.replace(*tail) {
                self.done.push(Figures::of(&whole));
            }
            self.done.append(&next.done);
        }
    }

    fn get(&self, nr: u64) -> Option<Figures> {
        let after = nr.checked_sub(self.first)?;
        match &self.tail {
            _ if after == 0 => Some(Figures::of(&self.head)),
            Some(tail) if nr == self.last() => Some(Figures::of(tail)),
            _ => self.done.get(after - 1),
        }
    }
}

/// How many levels a part needs: up to that at which one block holds it.
fn n_levels(span: Span, shift: u32) -> usize {
    let (first, last) = (span.start.0, span.end.0 - 1);
    let n = (shift..63).take_while(|shift| first >> shift != last >> shift).count();
    n + 1
}

impl BlockMap {
    /// The figures of bytes that stand at `at`, in blocks of `1 << shift` bytes.
    #[must_use]
    pub fn of(bytes: &[u8], at: Offset, shift: u32) -> Self {
        let span = Span::at(at, len_u64(bytes.len()));
        if span.is_empty() {
            return Self::default();
        }
        let n = n_levels(span, shift);
        let mut levels: Vec<Option<Level>> = vec![None; n];
        // Of each level the block that is being counted, and of the lowest the one that was.
        let mut open = vec![[0; 256]; n];
        let mut rest = bytes;
        for nr in at.0 >> shift..=(span.end.0 - 1) >> shift {
            let start = (nr << shift).max(at.0);
            let len = (((nr + 1) << shift) - start).min(len_u64(rest.len()));
            let (block, after) = rest.split_at(to_usize(len));
            rest = after;
            open[0] = [0; 256];
            count(block, &mut open[0]);
            carry(&mut levels, &mut open, nr, rest.is_empty());
        }
        Self { span, shift, levels: levels.into_iter().flatten().collect() }
    }

    /// The figures of a hole, without a look at its zeros. Costs a few steps a level.
    #[must_use]
    pub fn zeros(hole: Span, shift: u32) -> Self {
        if hole.is_empty() {
            return Self::default();
        }
        let level = |shift: u32| {
            let zeros = |nr: u64| {
                let mut counts = [0; 256];
                counts[0] = Span::at(Offset(nr << shift), 1 << shift).meet(hole).len();
                counts
            };
            let (first, last) = (hole.start.0 >> shift, (hole.end.0 - 1) >> shift);
            let mut level = Level::of_one(first, &zeros(first));
            if first < last {
                let n_whole = last - first - 1;
                let whole = if n_whole > 0 { Figures::of(&zeros(first + 1)) } else { Figures::default() };
                level.done = FigureRuns::same(whole, n_whole);
                level.tail = Some(zeros(last));
            }
            level
        };
        let levels = (shift..).take(n_levels(hole, shift)).map(level).collect();
        Self { span: hole, shift, levels }
    }

    /// Adds the figures of the bytes that follow. Where those of one part are of longer blocks, so are
    /// they all then.
    pub fn merge(&mut self, right: &Self) {
        let (Some(left_top), Some(right_top)) = (self.levels.last(), right.levels.last()) else {
            if self.levels.is_empty() {
                self.clone_from(right);
            }
            return;
        };
        if self.shift < right.shift {
            self.coarsen(right.shift);
            return self.merge(right);
        }
        if right.shift < self.shift {
            let mut right = right.clone();
            right.coarsen(self.shift);
            return self.merge(&right);
        }
        let (all_left, all_right) = (left_top.head, right_top.head);
        for (nr, shift) in (0..).zip(self.shift..63) {
            if nr == self.levels.len() {
                self.levels.push(Level::of_one(self.span.start.0 >> shift, &all_left));
            }
            let level = &mut self.levels[nr];
            match right.levels.get(nr) {
                Some(next) => level.append(next),
                None => level.append(&Level::of_one(right.span.start.0 >> shift, &all_right)),
            }
            if level.tail.is_none() {
                break;
            }
        }
        self.span.end = right.span.end;
    }

    /// Leaves out the levels of blocks shorter than `1 << shift` bytes.
    pub fn coarsen(&mut self, shift: u32) {
        let by = shift.saturating_sub(self.shift);
        for _ in 0..by {
            if self.levels.len() > 1 {
                self.levels.remove(0);
            } else {
                self.levels.iter_mut().for_each(|level| level.first >>= 1);
            }
        }
        self.shift += by;
    }

    /// The bytes that are covered.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Log₂ of the length of the smallest blocks, in bytes.
    #[must_use]
    pub fn shift(&self) -> u32 {
        self.shift
    }

    /// How often each byte value occurs in all of them.
    #[must_use]
    pub fn counts(&self) -> Histogram {
        self.levels.last().map_or([0; 256], |level| level.head)
    }

    /// The figures of all of them.
    #[must_use]
    pub fn whole(&self) -> BlockFigures {
        BlockFigures { span: self.span, figures: Figures::of(&self.counts()) }
    }

    /// The figures of the block of this number among those of `1 << shift` bytes, as far as it is covered;
    /// `None` if nothing of it is, or if `shift` is less than that of the smallest blocks.
    #[must_use]
    pub fn block(&self, shift: u32, nr: u64) -> Option<BlockFigures> {
        let level = to_usize(shift.checked_sub(self.shift)?.into());
        let top = self.levels.len().checked_sub(1)?;
        let figures = match self.levels.get(level) {
            Some(level) => level.get(nr)?,
            None if self.span.start.0 >> shift == nr => Figures::of(&self.levels[top].head),
            None => return None,
        };
        let span = Span::at(Offset(nr << shift), 1 << shift).meet(self.span);
        Some(BlockFigures { span, figures })
    }

    /// The figures of all blocks of `1 << shift` bytes, in the order of the file.
    pub fn blocks(&self, shift: u32) -> impl Iterator<Item = BlockFigures> {
        let end = if self.span.is_empty() { 0 } else { ((self.span.end.0 - 1) >> shift) + 1 };
        (self.span.start.0 >> shift..end).filter_map(move |nr| self.block(shift, nr))
    }

    /// Memory that it takes, in bytes, with what it shares with others.
    #[must_use]
    pub fn heap_bytes(&self) -> u64 {
        let levels = len_u64(self.levels.capacity() * size_of::<Level>());
        levels + self.levels.iter().map(|level| level.done.heap_bytes()).sum::<u64>()
    }
}

/// Hands a block that was counted to its level, and, where it is the last one of a longer block, that to
/// the next. `nr` is its number; `ends`: no other follows.
fn carry(levels: &mut [Option<Level>], open: &mut [Histogram], mut nr: u64, ends: bool) {
    for at in 0..levels.len() {
        let counts = open[at];
        match &mut levels[at] {
            Some(level) => level.push(&counts),
            none => *none = Some(Level::of_one(nr, &counts)),
        }
        if let Some(longer) = open.get_mut(at + 1) {
            add(longer, &counts);
        }
        open[at] = [0; 256];
        if nr & 1 == 0 && !ends {
            return;
        }
        nr >>= 1;
    }
}
