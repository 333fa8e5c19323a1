//! Where two files differ: at the same offsets, or [aligned](compare_aligned).
//!
//! Both are read in parts by all threads of a pool; ranges come out in order while the rest is still read, and
//! where both have a hole nothing is. Memory does not depend on the files' size, but on how many ranges some
//! parts have. A [`DifferenceList`] keeps ranges in bounded memory, a [`CompareRun`] makes one in the
//! background, and [`report`] writes them as the command prints them.

mod aligned;
mod list;
pub mod report;
mod run;
mod seek;

pub use aligned::compare_aligned;
pub use list::{DifferenceCounts, DifferenceList, ListBuilder, Stretch};
pub use run::{CompareRun, CompareState};
pub use seek::{SeekDirection, seek};

use crate::base::units::len_u64;
use crate::base::{Offset, Span, frame_turn};
use crate::source::{Fault, Snapshot};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::ops::Range;

/// Bytes of a part, and of a piece of it that stays in the processor's cache.
const PART_BYTES: u64 = 2 << 20;
const PIECE_BYTES: u64 = 128 << 10;

/// Parts for each thread that are read before their ranges are handed out.
const PARTS_EACH: usize = 8;

/// In which file something is that the other one has otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// In both: other bytes.
    Changed,
    /// In the first alone.
    OnlyA,
    /// In the second alone.
    OnlyB,
}

impl DifferenceKind {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::OnlyA => "only_a",
            Self::OnlyB => "only_b",
        }
    }
}

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// That one's of a pair.
    #[must_use]
    pub fn of<T>(self, (a, b): (T, T)) -> T {
        match self {
            Self::A => a,
            Self::B => b,
        }
    }
}

/// What a comparison tells while it goes through both files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareEvent {
    /// They differ here.
    Found(Difference),
    /// Both were compared up to these places. A range that ends there may still grow.
    Reached(Offset, Offset),
}

/// A range in which two files differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// Where in the first file; empty where it has nothing of it.
    pub a: Span,
    /// Where in the second file.
    pub b: Span,
}

/// Why a comparison ended.
#[derive(Debug)]
pub enum CompareError<E> {
    /// The first file can't be read any more.
    A(Fault),
    /// The second file can't be read any more.
    B(Fault),
    /// What takes the ranges ended it.
    Out(E),
}

/// Which file can't be read any more.
enum SideFault {
    A(Fault),
    B(Fault),
}

impl SideFault {
    fn told<E>(self) -> CompareError<E> {
        match self {
            Self::A(fault) => CompareError::A(fault),
            Self::B(fault) => CompareError::B(fault),
        }
    }
}

/// Finds all ranges, each as long as it can be, in order. `tell` says whether to go on.
///
/// Costs to read both. Blocks on the disk.
///
/// # Errors
/// [`CompareError`]: what `tell` says ends it.
pub fn compare<E>(
    (a, b): (&Snapshot, &Snapshot),
    pool: &ThreadPool,
    mut tell: impl FnMut(CompareEvent) -> Result<bool, E>,
) -> Result<(), CompareError<E>> {
    let common = Offset(a.len().min(b.len()));
    let at_once = len_u64(pool.current_num_threads() * PARTS_EACH);
    // A range that may go on in the part that follows.
    let mut open: Option<Span> = None;
    let mut tell = |event: CompareEvent| tell(event).map_err(CompareError::Out);
    let changed =
        |span: Span| CompareEvent::Found(Difference { kind: DifferenceKind::Changed, a: span, b: span });
    let mut at = Offset::ZERO;
    while at < common {
        // Zeros of holes are equal.
        let data = a.next_data(at).start.min(b.next_data(at).start).min(common);
        at = data.max(at).floor_to(PART_BYTES).max(at);
        let end = (at + at_once * PART_BYTES).min(common);
        let parts: Vec<Span> = Span { start: at, end }.pieces(PART_BYTES).collect();
        let ranges: Vec<Result<Vec<Span>, SideFault>> =
            pool.install(|| parts.into_par_iter().map(|part| part_ranges(a, b, part)).collect());
        for ranges in ranges {
            for range in ranges.map_err(SideFault::told)? {
                match &mut open {
                    Some(before) if before.end == range.start => before.end = range.end,
                    _ => {
                        if let Some(done) = open.replace(range)
                            && !tell(changed(done))?
                        {
                            return Ok(());
                        }
                    }
                }
            }
        }
        // Nothing follows it there.
        if let Some(done) = open.take_if(|open| open.end < end)
            && !tell(changed(done))?
        {
            return Ok(());
        }
        at = end;
        if !tell(CompareEvent::Reached(at, at))? {
            return Ok(());
        }
    }
    if let Some(done) = open
        && !tell(changed(done))?
    {
        return Ok(());
    }
    let (rest_a, rest_b) =
        (Span { start: common, end: Offset(a.len()) }, Span { start: common, end: Offset(b.len()) });
    let kind = if rest_a.is_empty() { DifferenceKind::OnlyB } else { DifferenceKind::OnlyA };
    if !rest_a.is_empty() || !rest_b.is_empty() {
        tell(CompareEvent::Found(Difference { kind, a: rest_a, b: rest_b }))?;
    }
    Ok(())
}

/// The ranges of a part that both files have.
fn part_ranges(a: &Snapshot, b: &Snapshot, part: Span) -> Result<Vec<Span>, SideFault> {
    let mut ranges: Vec<Span> = Vec::new();
    let mut own = Vec::new();
    for piece in part.pieces(PIECE_BYTES) {
        own.clear();
        a.read_copy(piece, |bytes| own.extend_from_slice(bytes)).map_err(SideFault::A)?;
        let look = |other: &[u8]| {
            each_range(&own, other, |range| {
                let span = Span::at(piece.start + len_u64(range.start), len_u64(range.len()));
                match ranges.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ => ranges.push(span),
                }
            });
        };
        b.read_copy(piece, look).map_err(SideFault::B)?;
        frame_turn::yield_to_frame();
    }
    Ok(ranges)
}

/// The ranges in which two slices of one length differ.
fn each_range(a: &[u8], b: &[u8], mut found: impl FnMut(Range<usize>)) {
    /// Bytes that are compared at once.
    const STEP: usize = 256;
    let len = a.len().min(b.len());
    let (mut at, mut open) = (0, None);
    while at < len {
        let end = (at + STEP).min(len);
        if open.is_none() && a[at..end] == b[at..end] {
            at = end;
            continue;
        }
        for nr in at..end {
            match (a[nr] == b[nr], open) {
                (false, None) => open = Some(nr),
                (true, Some(start)) => {
                    found(start..nr);
                    open = None;
                }
                _ => {}
            }
        }
        at = end;
    }
    if let Some(start) = open {
        found(start..len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::to_usize;
    use crate::source::{AccessMode, Source};
    use proptest::prelude::*;

    fn range(span: Span) -> Range<usize> {
        to_usize(span.start.0)..to_usize(span.end.0)
    }

    fn compared(a: &[u8], b: &[u8], most: usize) -> Vec<Difference> {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            Source::open(&path, AccessMode::Read).unwrap().snapshot()
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let mut all = Vec::new();
        compare((&open("a", a), &open("b", b)), &pool, |event| {
            if let CompareEvent::Found(one) = event {
                all.push(one);
            }
            Ok::<_, ()>(all.len() < most)
        })
        .unwrap();
        all
    }

    /// Byte by byte: the slow twin.
    fn naive(a: &[u8], b: &[u8]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (nr, _) in a.iter().zip(b).enumerate().filter(|(_, (a, b))| a != b) {
            match ranges.last_mut() {
                Some(last) if last.end == nr => last.end = nr + 1,
                _ => ranges.push(nr..nr + 1),
            }
        }
        ranges
    }

    fn check(a: &[u8], b: &[u8]) {
        let found = compared(a, b, usize::MAX);
        let changed = found.iter().filter(|one| one.kind == DifferenceKind::Changed);
        assert_eq!(changed.map(|one| range(one.a)).collect::<Vec<_>>(), naive(a, b));
        let rest: Vec<_> = found.iter().filter(|one| one.kind != DifferenceKind::Changed).collect();
        let common = a.len().min(b.len());
        assert_eq!(rest.len(), usize::from(a.len() != b.len()));
        for one in rest {
            assert_eq!((range(one.a), range(one.b)), (common..a.len(), common..b.len()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
        #[test]
        fn ranges_are_those_of_a_plain_reading(
            a in prop::collection::vec(0_u8..2, 0..600),
            b in prop::collection::vec(0_u8..2, 0..600),
            same in 0_usize..600,
        ) {
            let mut b = b;
            let n = same.min(a.len()).min(b.len());
            b[..n].copy_from_slice(&a[..n]);
            check(&a, &b);
        }
    }

    #[test]
    fn ranges_reach_across_parts_and_pieces() {
        let part = to_usize(PART_BYTES);
        let piece = to_usize(PIECE_BYTES);
        let a = vec![7; 40 * part + 5];
        let mut b = a.clone();
        for range in [
            0..1,
            piece - 1..piece + 1,
            part - 3..2 * part + 9,
            5 * part..6 * part,
            31 * part..33 * part,
            40 * part + 4..40 * part + 5,
        ] {
            b[range].fill(8);
        }
        check(&a, &b);
        b.extend_from_slice(b"more");
        check(&a, &b);
        check(&b, &a);
        assert_eq!(compared(&a, &b, 2).len(), 2);
        check(&[], &[]);
        check(&[], b"x");
    }
}
