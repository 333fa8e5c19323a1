//! Tallies: how many matches and wanted lines a part of a file holds, block by block.
//!
//! A unit is scanned from a neutral state: no match reaches into it, and the line that it
//! starts in holds none so far. Merging corrects that: the line by arithmetic, a match that
//! reaches in, and terms that outlast lines, by rescanning until both agree (see
//! [`super::scan::Search`]). Units are merged in order, from the file's start on.

use super::query::Query;
use crate::base::counts::BLOCK;
use crate::base::counts::saved::numbers;
use crate::base::{Counts, Offset, Span};
use crate::scan::matches::Matches;
use crate::scan::saved::Sound;
use serde::{Deserialize, Serialize};

/// Bits of an entry that say where the last match ended.
const END_BITS: u32 = 18;

/// What was found in a part of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub(super) span: Span,
    /// What was merged.
    settled: Settled,
    /// What was found since, in file order; a unit's blocks until it is merged.
    pub(super) blocks: Vec<BlockTally>,
    /// Where the last match ended, if the next piece starts before that, or there.
    pub(super) last_end: Option<Offset>,
    /// The terms found so far in the line that is open at the end; of those that outlast lines,
    /// also in the line that ends there.
    pub(super) bits: u16,
    /// Whether it is nothing but a hole.
    pub(super) is_hole: bool,
    /// The first line end of a unit.
    pub(super) first_lf: Option<FirstLf>,
    /// Whether bytes follow the last line end.
    pub(super) is_open: bool,
    /// Whether the file's end is an empty match; it is none if its line holds another.
    pub(super) has_end_hit: bool,
    /// Lines that backtracking gave up on.
    pub(super) gave_up: u64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Settled {
    hits: Counts,
    rows: Counts,
    #[serde(with = "numbers")]
    entries: Counts,
}

/// What was found in an index block, or in a hole of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BlockTally {
    pub(super) span: Span,
    pub(super) hits: u32,
    pub(super) rows: u32,
    /// The state for rescanning it alone: see [`entry`]. 0 if it does not start a block.
    pub(super) entry: u32,
}

/// The first line end of a unit.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct FirstLf {
    /// In which of its blocks.
    pub(super) block: usize,
    /// The terms found in that line, within the unit.
    pub(super) bits: u16,
}

/// Packs the state for rescanning a block alone into 32 bits: how far into it the last match
/// reaches, plus one (0: not even to its start), and the terms found in the open line.
pub(super) fn entry(last_end: Option<Offset>, bits: u16, start: Offset) -> u32 {
    let reach = last_end.filter(|&end| end >= start).map_or(0, |end| end - start + 1);
    let most = (1 << END_BITS) - 1;
    u32::from(bits) << END_BITS | u32::try_from(reach).unwrap_or(most).min(most)
}

/// Unpacks what [`entry`] packed.
pub(super) fn read_entry(entry: u32, start: Offset) -> (Option<Offset>, u16) {
    let reach = entry & ((1 << END_BITS) - 1);
    let bits = u16::try_from(entry >> END_BITS).unwrap_or(0);
    (reach.checked_sub(1).map(|reach| start + u64::from(reach)), bits)
}

impl Tally {
    /// An empty tally of what follows this one, with the match that reaches in and the terms that
    /// outlast lines.
    pub(super) fn after(&self, outlasting: u16) -> Self {
        let span = Span::at(self.span.end, 0);
        Self { span, last_end: self.last_end, bits: self.bits & outlasting, ..Self::default() }
    }

    /// Adds what was found in the bytes that follow; pieces of one block are taken together.
    pub(super) fn push(&mut self, block: BlockTally) {
        self.span = if self.blocks.is_empty() && self.span.is_empty() {
            block.span
        } else {
            Span { start: self.span.start, end: block.span.end }
        };
        match self.blocks.last_mut() {
            Some(last) if last.span.end.back(1).0 / BLOCK == block.span.start.0 / BLOCK => {
                last.span.end = block.span.end;
                last.hits += block.hits;
                last.rows += block.rows;
            }
            _ => self.blocks.push(block),
        }
    }

    /// Puts what was found into the counts.
    fn flush(&mut self) {
        for block in self.blocks.drain(..) {
            self.settled.hits.add_same(block.span, block.hits);
            self.settled.rows.add_same(block.span, block.rows);
            self.settled.entries.add_same(block.span, block.entry);
        }
    }

    /// Adds what was found in the unit that follows; it was rescanned where terms outlast lines
    /// into it, unless it is a hole.
    pub(super) fn append(&mut self, mut right: Self, query: &Query, outlasting: u16) {
        if right.span.is_empty() {
            return;
        }
        if self.span.is_empty() {
            *self = right;
            return;
        }
        right.enter(if right.is_hole { self.bits } else { self.bits & !outlasting }, query);
        if let Some(first) = right.blocks.first_mut()
            && first.span.start.0.is_multiple_of(BLOCK)
        {
            first.entry = entry(self.last_end, self.bits, first.span.start);
        }
        self.flush();
        self.span.end = right.span.end;
        self.blocks = right.blocks;
        self.flush();
        self.last_end = right.last_end.or(self.last_end.filter(|&end| end > right.span.end));
        self.bits = right.bits;
        self.is_open = right.is_open;
        self.is_hole &= right.is_hole;
        self.gave_up += right.gave_up;
    }

    /// Applies terms that were found in the part of the first line before the unit.
    fn enter(&mut self, bits: u16, query: &Query) {
        if bits == 0 {
            return;
        }
        let last = self.first_lf.map_or(usize::MAX, |first| first.block);
        for (i, block) in self.blocks.iter_mut().enumerate().take(last.saturating_add(1)) {
            if i > 0 {
                block.entry |= u32::from(bits) << END_BITS;
            }
        }
        match self.first_lf {
            Some(first) => {
                let (was, is) = (query.wants(first.bits), query.wants(first.bits | bits));
                if let Some(block) = self.blocks.get_mut(first.block) {
                    block.rows = (block.rows + u32::from(is)).saturating_sub(u32::from(was));
                }
            }
            None => {
                self.bits |= bits;
                if std::mem::take(&mut self.has_end_hit)
                    && let Some(block) = self.blocks.last_mut()
                {
                    block.hits = block.hits.saturating_sub(1);
                }
            }
        }
    }

    /// Appends the rest of `old` if both have the same state where this one ends; true if so.
    pub(super) fn try_resync(&mut self, old: &Self) -> bool {
        let at = self.span.end;
        if at == old.span.end {
            return true;
        }
        let Some(next) = old.blocks.iter().position(|block| block.span.start == at) else { return false };
        if !at.0.is_multiple_of(BLOCK) || old.blocks[next].entry != entry(self.last_end, self.bits, at) {
            return false;
        }
        let shift = self.blocks.len();
        self.first_lf = self.first_lf.or_else(|| {
            let first = old.first_lf?;
            Some(FirstLf { block: (first.block + shift).saturating_sub(next), ..first })
        });
        self.blocks.extend_from_slice(&old.blocks[next..]);
        self.span.end = old.span.end;
        (self.last_end, self.bits, self.is_open) = (old.last_end, old.bits, old.is_open);
        self.has_end_hit = old.has_end_hit;
        self.gave_up = self.gave_up.max(old.gave_up);
        true
    }

    /// The counts, and whether the last line, without an LF, is wanted.
    pub(super) fn found(&self, query: &Query) -> Matches {
        let mut all = self.clone();
        all.flush();
        let Settled { hits, rows, entries } = all.settled;
        let has_open_row = self.is_open && query.wants(self.bits);
        Matches { span: self.span, hits, rows, entries, has_open_row, gave_up: self.gave_up }
    }
}

impl Sound for Tally {
    fn is_sound(&self, of: Span) -> bool {
        // Each byte may start a match, and an empty one may stand at the file's end.
        let most = |n: u32| u64::from(n) <= BLOCK + 1;
        let Settled { hits, rows, entries } = &self.settled;
        let settled = hits.span();
        let from = if settled.is_empty() { of.start } else { settled.end };
        let end = self.blocks.iter().try_fold(from, |at, block| {
            let follows = block.span.start == at && !block.span.is_empty();
            (follows && most(block.hits) && most(block.rows)).then_some(block.span.end)
        });
        (self.span == of || self.span.is_empty() && of.is_empty())
            && [rows.span(), entries.span()] == [settled; 2]
            && (settled.is_empty() || settled.start == of.start)
            && end == Some(of.end)
            && self.first_lf.is_none_or(|first| first.block <= self.blocks.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_says_what_was_put_into_it() {
        let start = Offset(3 * BLOCK);
        for end in [None, Some(start), Some(start + 1), Some(start + 64 * 1024)] {
            for bits in [0, 1, 0xFFF] {
                assert_eq!(read_entry(entry(end, bits, start), start), (end, bits));
            }
        }
        assert_eq!(entry(Some(start.back(1)), 0, start), 0);
    }
}
