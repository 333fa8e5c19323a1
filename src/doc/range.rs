//! A closer look at a range of a file: its figures in finer blocks, or a study of it by itself.
//!
//! Reads the range once, on a thread of its caller, in the same memory whatever its length; holes are
//! counted without being read. [`Sought`] is what a view holds meanwhile: the answer to another
//! question than the last one is dropped, and so is work that nothing waits for any more.

use crate::base::units::{as_f64, floor_u64, len_u64, share, to_usize};
use crate::base::{Offset, Span};
use crate::messages::Text;
use crate::scan::blocks::{BlockFigures, BlockMap, Histogram};
use crate::source::{Fault, Generation, Snapshot};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Bytes that are read at a time.
const PIECE: u64 = 1 << 20;

/// Points of a study's plot.
const MOST_POINTS: u64 = 256;

/// Log₂ of the bytes of a point at least: the entropy of fewer says little.
const LEAST_POINT: u32 = 8;

/// Pairs of bytes.
const PAIRS: usize = 1 << 16;

/// What a range is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeKey {
    /// Of which file.
    pub generation: Generation,
    /// The range.
    pub span: Span,
    /// Log₂ of the length of its blocks, in bytes.
    pub shift: u32,
}

/// How far work on a range is, and whether it goes on.
#[derive(Debug, Default)]
pub struct Effort {
    done: AtomicU64,
    is_stopped: AtomicBool,
}

impl Effort {
    /// Reports the bytes done; false once nothing waits for the rest.
    #[must_use]
    pub fn go_on(&self, done: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        !self.is_stopped.load(Ordering::Relaxed)
    }
}

/// What is known of a range, and what is being found out.
#[derive(Debug)]
pub struct Sought<T> {
    running: Option<(RangeKey, Arc<Effort>)>,
    found: Option<(RangeKey, Result<T, Text>)>,
}

impl<T> Default for Sought<T> {
    fn default() -> Self {
        Self { running: None, found: None }
    }
}

impl<T> Sought<T> {
    /// The last answer, and to what.
    #[must_use]
    pub fn found(&self) -> Option<(&RangeKey, Result<&T, &Text>)> {
        self.found.as_ref().map(|(key, found)| (key, found.as_ref()))
    }

    /// Whether this is neither known nor being found out.
    #[must_use]
    pub fn lacks(&self, key: &RangeKey) -> bool {
        let is_running = self.running.as_ref().is_some_and(|(running, _)| running == key);
        let is_found = self.found.as_ref().is_some_and(|(found, _)| found == key);
        !is_running && !is_found
    }

    /// How far the work is, from 0 to 1, while there is some.
    #[must_use]
    pub fn progress(&self) -> Option<f64> {
        let (key, effort) = self.running.as_ref()?;
        Some(share(effort.done.load(Ordering::Relaxed), key.span.len()))
    }

    /// Takes that work on this begins; what was under way ends.
    pub(crate) fn begin(&mut self, key: RangeKey) -> Arc<Effort> {
        self.stop();
        let effort = Arc::new(Effort::default());
        self.running = Some((key, Arc::clone(&effort)));
        effort
    }

    /// Takes an answer, if it is to the last question.
    pub(crate) fn take(&mut self, key: RangeKey, found: Result<T, Text>) {
        if self.running.as_ref().is_some_and(|(running, _)| *running == key) {
            self.running = None;
            self.found = Some((key, found));
        }
    }

    /// Ends what is under way.
    pub(crate) fn stop(&mut self) {
        if let Some((_, effort)) = self.running.take() {
            effort.is_stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Ends what is under way, and forgets what is known.
    pub(crate) fn forget(&mut self) {
        self.stop();
        self.found = None;
    }
}

impl<T> Drop for Sought<T> {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A range by itself.
#[derive(Debug)]
pub struct RangeStudy {
    /// Its figures along the way, in at most a few hundred blocks, and as a whole.
    pub blocks: BlockMap,
    /// How often each value occurs.
    pub counts: Histogram,
    /// How often a byte (row) is followed by another (column): 0 for never, 255 for the most, by the
    /// logarithm of the count. 256 × 256.
    pub pairs: Vec<u8>,
}

impl RangeStudy {
    /// The figures of the whole range.
    #[must_use]
    pub fn whole(&self) -> BlockFigures {
        self.blocks.whole()
    }

    /// Log₂ of the length of the blocks in which a range of this length is studied.
    #[must_use]
    pub fn shift_for(len: u64) -> u32 {
        (LEAST_POINT..63).find(|shift| len >> shift <= MOST_POINTS).unwrap_or(63)
    }

    /// Reads and counts a range; `None` if it was ended.
    ///
    /// # Errors
    /// [`Fault`] if bytes are gone or can't be read.
    pub fn of(snapshot: &Snapshot, key: &RangeKey, effort: &Effort) -> Result<Option<Self>, Fault> {
        let mut blocks = BlockMap::default();
        let mut pairs = PairCounts::default();
        let is_whole = walk(snapshot, key.span, effort, |part| {
            pairs.add(&part);
            blocks.merge(&part.blocks(key.shift));
        })?;
        let counts = blocks.counts();
        Ok(is_whole.then(|| Self { blocks, counts, pairs: pairs.shades() }))
    }
}

/// Computes the blocks of a range; `None` if it was ended.
///
/// # Errors
/// [`Fault`] if bytes are gone or can't be read.
pub fn blocks_of(snapshot: &Snapshot, key: &RangeKey, effort: &Effort) -> Result<Option<BlockMap>, Fault> {
    let mut blocks = BlockMap::default();
    let is_whole = walk(snapshot, key.span, effort, |part| blocks.merge(&part.blocks(key.shift)))?;
    Ok(is_whole.then_some(blocks))
}

/// A part of a range.
enum RangePart<'a> {
    /// These bytes, at this place.
    Bytes(Offset, &'a [u8]),
    /// Zeros that are not read.
    Hole(Span),
}

impl RangePart<'_> {
    fn blocks(&self, shift: u32) -> BlockMap {
        match self {
            Self::Bytes(at, bytes) => BlockMap::of(bytes, *at, shift),
            Self::Hole(hole) => BlockMap::zeros(*hole, shift),
        }
    }
}

/// Shows a range part by part; whether all of it.
fn walk(
    snapshot: &Snapshot,
    span: Span,
    effort: &Effort,
    mut take: impl FnMut(RangePart<'_>),
) -> Result<bool, Fault> {
    let span = span.meet(snapshot.span());
    let (mut at, mut data) = (span.start, Span::default());
    while at < span.end {
        if !effort.go_on(at - span.start) {
            return Ok(false);
        }
        if at >= data.end {
            data = snapshot.next_data(at);
            let hole_end = if data.is_empty() { span.end } else { data.start.min(span.end) };
            if at < hole_end {
                let hole = Span { start: at, end: hole_end };
                // A file that was cut looks like a hole, too.
                snapshot.verify(hole)?;
                take(RangePart::Hole(hole));
                at = hole_end;
                continue;
            }
        }
        // On the grid of pieces, so that blocks are cut as seldom as can be.
        let end = (at.floor_to(PIECE) + PIECE).min(data.end).min(span.end);
        snapshot.read_copy(Span { start: at, end }, |bytes| take(RangePart::Bytes(at, bytes)))?;
        at = end;
    }
    Ok(true)
}

/// How often a byte is followed by another.
struct PairCounts {
    counts: Vec<u64>,
    last: Option<u8>,
}

impl Default for PairCounts {
    fn default() -> Self {
        Self { counts: vec![0; PAIRS], last: None }
    }
}

impl PairCounts {
    fn add(&mut self, part: &RangePart<'_>) {
        let zeros = [0; 2];
        let (bytes, more_zeros) = match part {
            RangePart::Bytes(_, bytes) => (*bytes, 0),
            RangePart::Hole(hole) => {
                let n = to_usize(hole.len().min(2));
                (&zeros[..n], hole.len() - len_u64(n))
            }
        };
        let Some((&first, &last)) = bytes.first().zip(bytes.last()) else { return };
        let place = |one: u8, other: u8| usize::from(one) << 8 | usize::from(other);
        if let Some(before) = self.last {
            self.counts[place(before, first)] += 1;
        }
        for two in bytes.array_windows::<2>() {
            self.counts[place(two[0], two[1])] += 1;
        }
        self.counts[0] += more_zeros;
        self.last = Some(last);
    }

    fn shades(&self) -> Vec<u8> {
        let most = self.counts.iter().copied().max().unwrap_or(0);
        let scale = as_f64(most).ln_1p().max(f64::MIN_POSITIVE);
        let shade = |&n: &u64| match n {
            0 => 0,
            n => u8::try_from(1 + floor_u64(as_f64(n).ln_1p() / scale * 254.0)).unwrap_or(u8::MAX),
        };
        self.counts.iter().map(shade).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    fn key(snapshot: &Snapshot, start: u64, end: u64, shift: u32) -> RangeKey {
        RangeKey { generation: snapshot.generation(), span: Span::between(Offset(start), Offset(end)), shift }
    }

    #[test]
    fn a_study_of_a_range_with_holes_is_that_of_its_bytes() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("sparse");
        let file = File::create(&path).expect("there is room");
        file.set_len(5_000_000).expect("there is room");
        let text: Vec<u8> = (0..70_000_u32).map(|i| (i.wrapping_mul(i) / 7).to_le_bytes()[0]).collect();
        file.write_all_at(&text, 1_000_000).expect("there is room");
        file.write_all_at(b"end", 4_999_997).expect("there is room");
        let all = std::fs::read(&path).expect("ours");
        let snapshot = Source::open(&path, AccessMode::Auto).expect("ours").snapshot();
        for (start, end) in [(0, 5_000_000), (1_000_100, 1_000_101), (999_999, 4_000_001), (7, 9)] {
            let bytes = &all[start..end];
            let shift = RangeStudy::shift_for(len_u64(bytes.len()));
            let key = key(&snapshot, len_u64(start), len_u64(end), shift);
            let study =
                RangeStudy::of(&snapshot, &key, &Effort::default()).expect("ours").expect("not ended");
            assert_eq!(study.blocks, BlockMap::of(bytes, key.span.start, shift));
            assert!(study.blocks.blocks(shift).count() <= 258);
            assert_eq!(study.counts.iter().sum::<u64>(), len_u64(bytes.len()));
            let mut counts = vec![0_u64; PAIRS];
            bytes.windows(2).for_each(|two| counts[usize::from(two[0]) * 256 + usize::from(two[1])] += 1);
            let naive = PairCounts { counts, last: None };
            assert_eq!(study.pairs, naive.shades());
            assert!(bytes.len() < 2 || study.pairs.iter().max() == Some(&255));
            let blocks = blocks_of(&snapshot, &RangeKey { shift: 4, ..key }, &Effort::default());
            assert_eq!(blocks.expect("ours").expect("not ended"), BlockMap::of(bytes, key.span.start, 4));
        }
    }

    #[test]
    fn work_that_nothing_waits_for_ends_and_its_answer_is_dropped() {
        let source = Source::open("/proc/self/exe".as_ref(), AccessMode::Auto).expect("it is this test");
        let snapshot = source.snapshot();
        let (one, other) = (key(&snapshot, 0, 9, 8), key(&snapshot, 0, 5, 8));
        let mut sought: Sought<u8> = Sought::default();
        let effort = sought.begin(one);
        assert!(effort.go_on(3) && !sought.lacks(&one) && sought.lacks(&other));
        assert_eq!(sought.progress(), Some(3.0 / 9.0));
        let second = sought.begin(other);
        assert!(!effort.go_on(4) && second.go_on(0));
        assert!(blocks_of(&snapshot, &one, &effort).expect("ours").is_none());
        sought.take(one, Ok(1));
        assert!(sought.found().is_none());
        sought.take(other, Ok(2));
        assert_eq!(sought.found(), Some((&other, Ok(&2))));
        assert!(sought.progress().is_none());
        let third = sought.begin(one);
        drop(sought);
        assert!(!third.go_on(0));
    }
}
