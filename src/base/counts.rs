//! Block counts: an index with rank and select, made of how many things start in each block.
//!
//! For each block of 64 KiB this keeps how many things start in it (line starts, matches …)
//! and finds, from the counts alone, the block that holds the k-th. Positions are never
//! stored: one is found by recounting a single block (see [`crate::index`]). Sealed segments are
//! shared by `Arc`, so a copy for a reader costs one pointer per 64 MiB; blocks of a hole
//! cost nothing. About 0.006 % of the file.

pub mod saved;

use super::units::{Offset, Span, len_u64, to_u32, to_usize};
use std::sync::Arc;

/// Length of an index block, in bytes.
pub const BLOCK: u64 = 64 * 1024;

/// Blocks in a sealed segment.
const SEGMENT: usize = 1024;

/// How many things start in each block of a contiguous part of a file.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// The bytes counted so far; starts on any byte, grows at its end only.
    span: Span,
    /// Sealed, in file order; never changed again, but for equal runs growing longer.
    sealed: Vec<Arc<Segment>>,
    /// The last blocks; holds at least one as soon as anything was counted.
    open: Vec<u32>,
    /// The number of the first open block.
    open_block: u64,
    /// How many things start in all sealed segments.
    open_before: u64,
}

#[derive(Debug)]
struct Segment {
    first_block: u64,
    /// How many start before `first_block` (and after the start of the span).
    before: u64,
    rows: BlockCounts,
}

#[derive(Debug)]
enum BlockCounts {
    /// For each block how many things start in it and in those before it in the segment: so what stands
    /// before a block is looked up, and the block of a thing is found by bisection.
    Each(Box<[u32]>),
    Same {
        count: u32,
        n_blocks: u64,
    },
}

impl BlockCounts {
    /// The counts of blocks, as few runs as have sums of 32 bits: nearly always one.
    fn of_each(counts: &[u32]) -> Vec<Self> {
        let mut runs = Vec::new();
        let mut sums: Vec<u32> = Vec::with_capacity(counts.len());
        for &count in counts {
            match sums.last().map_or(Some(count), |last| last.checked_add(count)) {
                Some(sum) => sums.push(sum),
                None => runs.push(Self::Each(std::mem::replace(&mut sums, vec![count]).into())),
            }
        }
        runs.push(Self::Each(sums.into()));
        runs
    }

    fn n_blocks(&self) -> u64 {
        match self {
            Self::Each(sums) => len_u64(sums.len()),
            Self::Same { n_blocks, .. } => *n_blocks,
        }
    }

    /// How many things start in the first `n` blocks; no more than there are.
    fn before(&self, n: u64) -> u64 {
        match self {
            Self::Each(sums) => n.checked_sub(1).map_or(0, |last| u64::from(sums[to_usize(last)])),
            Self::Same { count, .. } => u64::from(*count) * n,
        }
    }
}

/// The counts whose running sums these are.
fn each_of(sums: &[u32]) -> impl Iterator<Item = u32> {
    std::iter::once(&0).chain(sums).zip(sums).map(|(before, sum)| sum - before)
}

impl Counts {
    /// The bytes that were counted.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// How many things start in the counted bytes.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.open_before + self.open.iter().map(|&n| u64::from(n)).sum::<u64>()
    }

    /// Memory that the counts take, in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let rows = |segment: &Arc<Segment>| match &segment.rows {
            BlockCounts::Each(sums) => sums.len() * size_of::<u32>(),
            BlockCounts::Same { .. } => 0,
        };
        self.sealed.iter().map(|s| size_of::<Segment>() + size_of::<usize>() + rows(s)).sum::<usize>()
            + self.open.len() * size_of::<u32>()
    }

    /// Adds `count` things for the bytes that follow, which must lie in one block.
    pub fn add(&mut self, bytes: Span, count: u32) {
        self.add_blocks(bytes, count);
    }

    /// Adds bytes in which nothing starts: any length, in constant time and space.
    pub fn add_none(&mut self, bytes: Span) {
        self.add_blocks(bytes, 0);
    }

    /// Adds `count` things for the rest of one block, or for each of many whole blocks.
    pub fn add_same(&mut self, bytes: Span, count: u32) {
        let first_end = Offset((bytes.start.0 / BLOCK).saturating_add(1).saturating_mul(BLOCK));
        if bytes.end <= first_end || count == 0 {
            return self.add(bytes, count);
        }
        self.add(Span { start: bytes.start, end: first_end }, count);
        let rest = Span { start: first_end, end: bytes.end };
        self.span.end = rest.end;
        self.push_run(count, rest.len().div_ceil(BLOCK));
    }

    /// Adds bytes each of which counts: any length, in constant time and space.
    pub fn add_all(&mut self, bytes: Span) {
        if bytes.is_empty() {
            return;
        }
        let whole = to_u32(to_usize(BLOCK));
        let edge = (bytes.start + (BLOCK - 1)).floor_to(BLOCK).min(bytes.end);
        let last = bytes.end.floor_to(BLOCK).max(edge);
        let part = |start: Offset, end: Offset| (Span { start, end }, to_u32(to_usize(end - start)));
        let (head, n) = part(bytes.start, edge);
        self.add_blocks(head, n);
        let mut n_blocks = (last - edge) / BLOCK;
        if n_blocks > 0 && self.open.is_empty() {
            self.add_blocks(Span::at(edge, BLOCK), whole);
            n_blocks -= 1;
        }
        if n_blocks > 0 {
            self.push_run(whole, n_blocks);
            self.span.end = last;
        }
        let (tail, n) = part(last, bytes.end);
        self.add_blocks(tail, n);
    }

    fn add_blocks(&mut self, bytes: Span, count: u32) {
        if bytes.is_empty() {
            return;
        }
        let (first, last) = (bytes.start.0 / BLOCK, (bytes.end.0 - 1) / BLOCK);
        if self.open.is_empty() {
            self.span = bytes;
            self.open_block = first;
            self.push(count);
        } else {
            debug_assert_eq!(self.span.end, bytes.start, "counts grow at their end");
            self.span.end = bytes.end;
            if first < self.next_block() {
                if let Some(open) = self.open.last_mut() {
                    *open += count;
                }
            } else {
                self.push(count);
            }
        }
        let more = (last + 1).saturating_sub(self.next_block());
        if more > 0 {
            self.push_empty(more);
        }
    }

    /// Adds what was counted in the bytes that follow.
    pub fn append(&mut self, right: Self) {
        if self.open.is_empty() {
            *self = right;
            return;
        }
        if right.open.is_empty() {
            return;
        }
        debug_assert_eq!(self.span.end, right.span.start, "counts grow at their end");
        let mut shared = right.first_block() < self.next_block();
        for segment in &right.sealed {
            match &segment.rows {
                BlockCounts::Each(sums) => each_of(sums).for_each(|n| self.join(n, &mut shared)),
                BlockCounts::Same { count, n_blocks } => {
                    self.join(*count, &mut shared);
                    self.push_run(*count, n_blocks - 1);
                }
            }
        }
        right.open.iter().for_each(|&n| self.join(n, &mut shared));
        self.span.end = right.span.end;
    }

    /// Adds the next block's count, or the rest of the last block's if the cut ran through it.
    fn join(&mut self, count: u32, shared: &mut bool) {
        match self.open.last_mut() {
            Some(open) if *shared => *open += count,
            _ => self.push(count),
        }
        *shared = false;
    }

    fn first_block(&self) -> u64 {
        self.span.start.0 / BLOCK
    }

    fn next_block(&self) -> u64 {
        self.open_block + self.open.len() as u64
    }

    fn push(&mut self, count: u32) {
        self.open.push(count);
        if self.open.len() > SEGMENT {
            self.seal(SEGMENT);
        }
    }

    fn push_empty(&mut self, n_blocks: u64) {
        self.push_run(0, n_blocks);
    }

    /// Adds equal blocks; all but the last are sealed as one run.
    fn push_run(&mut self, count: u32, n_blocks: u64) {
        if n_blocks <= SEGMENT as u64 {
            (0..n_blocks).for_each(|_| self.push(count));
            return;
        }
        self.seal(self.open.len());
        self.seal_run(count, n_blocks - 1);
        self.open.push(count);
    }

    /// Seals the first `n` open blocks.
    fn seal(&mut self, n: usize) {
        let rows: Vec<u32> = self.open.drain(..n).collect();
        let Some(&first) = rows.first() else { return };
        if rows.iter().all(|&row| row == first) {
            self.seal_run(first, rows.len() as u64);
            return;
        }
        BlockCounts::of_each(&rows).into_iter().for_each(|rows| self.push_segment(rows));
    }

    fn push_segment(&mut self, rows: BlockCounts) {
        let (first_block, before) = (self.open_block, self.open_before);
        self.open_block += rows.n_blocks();
        self.open_before += rows.before(rows.n_blocks());
        self.sealed.push(Arc::new(Segment { first_block, before, rows }));
    }

    /// Seals equal blocks; with those before them as one segment, if they are equal, too.
    fn seal_run(&mut self, count: u32, mut n_blocks: u64) {
        if let Some(last) = self.sealed.last()
            && let BlockCounts::Same { count: same, n_blocks: earlier } = last.rows
            && same == count
        {
            n_blocks += earlier;
            (self.open_block, self.open_before) = (last.first_block, last.before);
            self.sealed.pop();
        }
        self.push_segment(BlockCounts::Same { count, n_blocks });
    }

    /// How many things start before `block`, or `None` if that is not known yet.
    ///
    /// One binary search, and in the last blocks at most 1,024 additions: cheap enough for every frame.
    #[must_use]
    pub fn before(&self, block: u64) -> Option<u64> {
        if block < self.first_block() || block > self.next_block() || self.open.is_empty() {
            return None;
        }
        if block >= self.open_block {
            let open = &self.open[..to_usize(block - self.open_block)];
            return Some(self.open_before + open.iter().map(|&n| u64::from(n)).sum::<u64>());
        }
        let i = self.sealed.partition_point(|s| s.first_block <= block);
        let segment = &self.sealed[i.checked_sub(1)?];
        Some(segment.before + segment.rows.before(block - segment.first_block))
    }

    /// The block in which the `k`-th thing (from 0) starts, and how many start before it.
    ///
    /// `None` if there are not that many yet. Costs as much as [`Counts::before`].
    #[must_use]
    pub fn locate(&self, k: u64) -> Option<(u64, u64)> {
        if k >= self.open_before {
            return walk(&self.open, self.open_block, self.open_before, k);
        }
        let i = self.sealed.partition_point(|s| s.before <= k);
        // Segments in which nothing starts share their `before` with the next one, so the
        // last segment at or before `k` is the one that holds it.
        let segment = &self.sealed[i.checked_sub(1)?];
        match &segment.rows {
            BlockCounts::Each(sums) => {
                let n = len_u64(sums.partition_point(|sum| segment.before + u64::from(*sum) <= k));
                (n < segment.rows.n_blocks())
                    .then(|| (segment.first_block + n, segment.before + segment.rows.before(n)))
            }
            BlockCounts::Same { count, .. } => {
                let n = (k - segment.before) / u64::from((*count).max(1));
                Some((segment.first_block + n, segment.before + n * u64::from(*count)))
            }
        }
    }

    /// The span of a block, cut at the end of what was counted.
    #[must_use]
    pub fn block_span(&self, block: u64) -> Span {
        Span::at(Offset(block.saturating_mul(BLOCK)), BLOCK).meet(self.span)
    }
}

fn walk(rows: &[u32], first_block: u64, mut before: u64, k: u64) -> Option<(u64, u64)> {
    for (block, &count) in (first_block..).zip(rows) {
        if k < before + u64::from(count) {
            return Some((block, before));
        }
        before += u64::from(count);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow twin: the number of things before each block, nothing shared, nothing sealed.
    fn check(counts: &Counts, rows: &[u32]) {
        let mut before = vec![0_u64];
        rows.iter().for_each(|&n| before.push(before[before.len() - 1] + u64::from(n)));
        let total = before[rows.len()];
        assert_eq!(counts.total(), total);
        for (block, &n) in (0..).zip(&before).step_by(1 + rows.len() / 97) {
            assert_eq!(counts.before(block), Some(n), "before {block}");
        }
        for k in (0..total).step_by(to_usize(1 + total / 97)) {
            let block = before.partition_point(|&n| n <= k) - 1;
            assert_eq!(counts.locate(k), Some((block as u64, before[block])), "locate {k}");
        }
        assert_eq!(counts.locate(total), None);
    }

    #[test]
    fn nothing_counted_finds_nothing() {
        let counts = Counts::default();
        assert_eq!(counts.total(), 0);
        assert_eq!(counts.before(0), None);
        assert_eq!(counts.locate(0), None);
    }

    #[test]
    fn a_hole_of_a_tebibyte_costs_nothing() {
        let mut counts = Counts::default();
        counts.add(Span::at(Offset(0), 10), 3);
        counts.add_none(Span::at(Offset(10), (1 << 40) - 10));
        counts.add(Span::at(Offset(1 << 40), 7), 2);
        assert!(counts.heap_bytes() < 1024);
        assert_eq!(counts.total(), 5);
        assert_eq!(counts.locate(4), Some(((1 << 40) / BLOCK, 3)));
        assert_eq!(counts.before(1000), Some(3));
    }

    #[test]
    fn numbers_whose_sums_need_more_than_32_bits_are_found_as_well() {
        for most in [u32::MAX, u32::MAX / 2, u32::MAX / 1500] {
            let rows: Vec<u32> = (0..3000).map(|i| most - i % 3).collect();
            let mut counts = Counts::default();
            for (block, &n) in (0..).zip(&rows) {
                counts.add(Span::at(Offset(block * BLOCK), BLOCK), n);
            }
            check(&counts, &rows);
            let mut two = Counts::default();
            two.append(counts.clone());
            two.append(Counts::default());
            check(&two, &rows);
            let saved = saved::tests::there_and_back(&counts);
            check(&saved, &rows);
        }
    }

    #[test]
    fn a_hole_in_which_every_byte_counts_costs_nothing_either() {
        for (start, end) in
            [(0, 10), (5, BLOCK), (0, BLOCK), (7, 3 * BLOCK + 9), (BLOCK, 1 << 40), (9, 1 << 40)]
        {
            let mut counts = Counts::default();
            counts.add_all(Span { start: Offset(start), end: Offset(end) });
            counts.add_all(Span { start: Offset(end), end: Offset(end + 3 * BLOCK + 1) });
            let end = end + 3 * BLOCK + 1;
            assert!(counts.heap_bytes() < 10_000, "{}", counts.heap_bytes());
            assert_eq!((counts.total(), counts.span().end), (end - start, Offset(end)));
            for block in [0, 1, 2, 3, 1000, end / BLOCK]
                .into_iter()
                .filter(|&b| b >= start / BLOCK && b <= end / BLOCK)
            {
                assert_eq!(
                    counts.before(block),
                    Some((block * BLOCK).saturating_sub(start)),
                    "{start} {end} {block}"
                );
            }
            assert_eq!(counts.locate(end - start - 1).map(|(block, _)| block), Some((end - 1) / BLOCK));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn any_cut_and_any_merge_find_what_a_plain_list_finds(
            runs in prop::collection::vec((0_u32..4, 1_usize..3000), 1..8),
            cuts in prop::collection::vec(0.0..1.0, 0..5),
            inside in any::<bool>(),
        ) {
            let rows: Vec<u32> = runs.iter().flat_map(|&(n, len)| (0..len).map(move |i| if len < 700 { super::super::units::to_u32(i) % (n + 1) } else { n })).collect();
            let whole = |from: usize, to: usize| {
                let mut counts = Counts::default();
                for (block, &n) in rows.iter().enumerate().take(to).skip(from) {
                    let span = Span::at(Offset(block as u64 * BLOCK), BLOCK);
                    if inside && n > 0 {
                        // The same block in two pieces.
                        let mid = span.start + 100;
                        counts.add(Span { start: span.start, end: mid }, n - 1);
                        counts.add(Span { start: mid, end: span.end }, 1);
                    } else {
                        counts.add(span, n);
                    }
                }
                counts
            };
            let mut edges: Vec<usize> = cuts.iter().map(|c| to_usize(super::super::units::at_share(*c, rows.len() as u64))).collect();
            edges.extend([0, rows.len()]);
            edges.sort_unstable();
            let mut merged = Counts::default();
            for pair in edges.windows(2) {
                merged.append(whole(pair[0], pair[1]));
            }
            check(&merged, &rows);
            check(&whole(0, rows.len()), &rows);
        }
    }
}
