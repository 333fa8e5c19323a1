//! Finds a range again that a list holds in a stretch with others.

use super::aligned::compare_aligned_from;
use super::{CompareError, CompareEvent, PIECE_BYTES, Side, SideFault, Stretch, part_ranges};
use crate::base::{Offset, Span};
use crate::source::{Fault, Snapshot};

/// Where it is sought from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeekDirection {
    /// The first one that starts behind it.
    Next,
    /// The last one that starts before it.
    Previous,
}

/// Where the range of a stretch next to the place `at` of a file starts in both files; none if the stretch has
/// none on that side.
///
/// Costs to compare the stretch. Blocks on the disk.
///
/// # Errors
/// The fault of the file that can't be read any more.
pub fn seek(
    files: (&Snapshot, &Snapshot),
    stretch: &Stretch,
    is_aligned: bool,
    (side, at): (Side, Offset),
    direction: SeekDirection,
) -> Result<Option<(Offset, Offset)>, Fault> {
    if is_aligned {
        return seek_aligned(files, stretch, (side, at), direction);
    }
    let common = Offset(files.0.len().min(files.1.len()));
    // What one of them has alone starts at the other's end.
    let rest = (stretch.a.end.max(stretch.b.end) > common).then_some(common);
    let within = Span { start: stretch.a.start, end: stretch.a.end.min(common) };
    let found = match direction {
        SeekDirection::Next => next(files, within, at).map(|found| found.or(rest.filter(|rest| *rest > at))),
        SeekDirection::Previous if rest.is_some_and(|rest| rest < at) => Ok(rest),
        SeekDirection::Previous => previous(files, within, at),
    };
    let found = found.map_err(|fault| match fault {
        SideFault::A(fault) | SideFault::B(fault) => fault,
    })?;
    Ok(found.map(|at| (at, at)))
}

fn next((a, b): (&Snapshot, &Snapshot), within: Span, at: Offset) -> Result<Option<Offset>, SideFault> {
    let rest = Span { start: at.max(within.start), end: within.end.max(at) };
    // What starts a piece goes on from the piece before, if that ended in a difference.
    let mut open = at;
    for piece in rest.pieces(PIECE_BYTES) {
        for range in part_ranges(a, b, piece)? {
            if range.start > at && range.start != open {
                return Ok(Some(range.start));
            }
            open = range.end;
        }
    }
    Ok(None)
}

fn previous((a, b): (&Snapshot, &Snapshot), within: Span, at: Offset) -> Result<Option<Offset>, SideFault> {
    let mut end = at.min(within.end);
    let mut found: Option<Offset> = None;
    while end > within.start {
        let piece = Span { start: end.back(PIECE_BYTES).max(within.start), end };
        let ranges = part_ranges(a, b, piece)?;
        match (ranges.last(), found) {
            // What was found begins here, or in this piece.
            (last, Some(start)) if last.is_none_or(|last| last.end < start) => return Ok(found),
            (Some(last), _) => found = Some(last.start),
            (None, _) => {}
        }
        if found.is_some_and(|start| start > piece.start) {
            return Ok(found);
        }
        end = piece.start;
    }
    Ok(found)
}

fn seek_aligned(
    files: (&Snapshot, &Snapshot),
    stretch: &Stretch,
    (side, at): (Side, Offset),
    direction: SeekDirection,
) -> Result<Option<(Offset, Offset)>, Fault> {
    let mut found = None;
    let done = compare_aligned_from(files, (stretch.a.start, stretch.b.start), |event| {
        let CompareEvent::Found(one) = event else { return Ok::<_, ()>(true) };
        if one.a.start >= stretch.a.end && one.b.start >= stretch.b.end {
            return Ok(false);
        }
        let start = side.of((one.a.start, one.b.start));
        let place = (one.a.start, one.b.start);
        Ok(match direction {
            SeekDirection::Next if start > at => {
                found = Some(place);
                false
            }
            SeekDirection::Previous if start < at => {
                found = Some(place);
                true
            }
            SeekDirection::Next => true,
            SeekDirection::Previous => false,
        })
    });
    match done {
        Ok(()) | Err(CompareError::Out(())) => Ok(found),
        Err(CompareError::A(fault) | CompareError::B(fault)) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DifferenceKind, ListBuilder, compare, compare_aligned};
    use super::*;
    use crate::base::units::{len_u64, to_usize};
    use crate::source::{AccessMode, Source};

    fn noise(n: usize, mut seed: u64) -> Vec<u8> {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed.to_be_bytes()[0]
        };
        (0..n).map(|_| next()).collect()
    }

    /// Each range of one stretch that holds all is found from the one before it and from the one behind it.
    fn check(a: &[u8], b: &[u8], is_aligned: bool) {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            Source::open(&path, AccessMode::Read).unwrap().snapshot()
        };
        let (a, b) = (open("a", a), open("b", b));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let (mut all, mut list) = (Vec::new(), ListBuilder::default());
        let tell = |event| {
            if let CompareEvent::Found(one) = event {
                all.push((one.a.start, one.b.start));
                list.push(one);
            }
            Ok::<_, ()>(true)
        };
        match is_aligned {
            true => compare_aligned((&a, &b), tell).unwrap(),
            false => compare((&a, &b), &pool, tell).unwrap(),
        }
        let n = len_u64(all.len());
        assert!(n > 3);
        let list = list.list();
        let (first, last) = (list.get(0).unwrap(), list.get(list.len() - 1).unwrap());
        let stretch = Stretch {
            kind: DifferenceKind::Changed,
            a: Span { start: first.a.start, end: last.a.end },
            b: Span { start: first.b.start, end: last.b.end },
            n,
        };
        for side in [Side::A, Side::B] {
            for (nr, place) in all.iter().enumerate() {
                let at = (side, side.of(*place));
                let next = seek((&a, &b), &stretch, is_aligned, at, SeekDirection::Next).unwrap();
                assert_eq!(next, all.get(nr + 1).copied(), "behind {place:?}");
                let before = seek((&a, &b), &stretch, is_aligned, at, SeekDirection::Previous).unwrap();
                assert_eq!(before, nr.checked_sub(1).map(|nr| all[nr]), "before {place:?}");
            }
            let end = (side, stretch.on(side).end + 1);
            let before = seek((&a, &b), &stretch, is_aligned, end, SeekDirection::Previous).unwrap();
            assert_eq!(before, all.last().copied());
        }
    }

    #[test]
    fn ranges_at_the_same_offsets_are_found_from_each_other_across_pieces() {
        let piece = to_usize(PIECE_BYTES);
        let a = vec![1; 5 * piece];
        let mut b = a.clone();
        for range in
            [3..4, 5..9, piece - 7..2 * piece + 3, 2 * piece + 4..2 * piece + 5, 5 * piece - 1..5 * piece]
        {
            b[range].fill(2);
        }
        check(&a, &b, false);
        b.extend_from_slice(b"more");
        check(&a, &b, false);
    }

    #[test]
    fn aligned_ranges_are_found_from_each_other() {
        let a = noise(90_000, 4);
        let more = noise(700, 5);
        let b = [
            &a[..9_000],
            &more[..300],
            &a[9_000..20_000],
            &a[20_400..50_000],
            &more,
            &a[50_000..70_000],
            b"x",
            &a[70_001..],
        ];
        check(&a, &b.concat(), true);
    }
}
