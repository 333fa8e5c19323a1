//! Where two files differ, if bytes were inserted and deleted: both are followed side by side, and where they
//! part the nearest place is looked for where they go on alike.
//!
//! A window of each is searched, at first a small one: of the first file's every sixteenth place is known by a
//! hash of the bytes there, and a rolling hash walks over the second one's (Karp and Rabin 1987; as rsync
//! does). Of the places that are alike the nearest counts, and what precedes it and is alike, too. Where not
//! even the largest window has one, as much as it holds has changed.

use super::{CompareError, CompareEvent, Difference, DifferenceKind, SideFault};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::source::Snapshot;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Bytes that are hashed, and that have to be alike.
const HASHED: usize = 32;
const ALIKE: usize = 64;

/// Every so many bytes of the first file are known.
const STRIDE: usize = 16;

/// Bytes of the smallest window, and of the largest.
const FIRST_WINDOW: usize = 32 << 10;
const MOST_WINDOW: usize = 8 << 20;

/// Places that are alike and of which the nearest is taken: where bytes repeat there are many.
const MOST_TRIED: usize = 1000;

/// Bytes that are compared at once while all is alike, and after how many it is told how far that goes.
const STEP: u64 = 256 << 10;
const TOLD_AFTER: u64 = 64 << 20;

/// Finds ranges, in order: applied to the first file they make the second. `tell` says whether to go on.
///
/// They are not the fewest that there could be, but each inserted or deleted range of up to 8 MiB is one, as long
/// as 64 bytes behind it are alike and are not found nearer. Costs to read both, and some ms for each range;
/// memory: some windows.
///
/// # Errors
/// [`CompareError`]: what `tell` says ends it.
pub fn compare_aligned<E>(
    files: (&Snapshot, &Snapshot),
    tell: impl FnMut(CompareEvent) -> Result<bool, E>,
) -> Result<(), CompareError<E>> {
    compare_aligned_from(files, (Offset::ZERO, Offset::ZERO), tell)
}

/// The same from places on at which a range starts, or that are alike: the ranges from there on are those that
/// follow if all is compared.
pub(super) fn compare_aligned_from<E>(
    (a, b): (&Snapshot, &Snapshot),
    (mut at_a, mut at_b): (Offset, Offset),
    mut tell: impl FnMut(CompareEvent) -> Result<bool, E>,
) -> Result<(), CompareError<E>> {
    let mut tell = |event: CompareEvent| tell(event).map_err(CompareError::Out);
    // What differs and may go on.
    let mut open: Option<(Span, Span)> = None;
    loop {
        let (n_alike, has_ended) = alike(a, b, at_a, at_b).map_err(SideFault::told)?;
        if n_alike > 0
            && let Some(done) = open.take()
            && !tell(CompareEvent::Found(difference(done)))?
        {
            return Ok(());
        }
        (at_a, at_b) = (at_a + n_alike, at_b + n_alike);
        if !tell(CompareEvent::Reached(at_a, at_b))? {
            return Ok(());
        }
        if !has_ended {
            continue;
        }
        let (rest_a, rest_b) = (a.len() - at_a.0, b.len() - at_b.0);
        if rest_a == 0 && rest_b == 0 {
            break;
        }
        let (skip_a, skip_b) = resync(a, b, at_a, at_b).map_err(SideFault::told)?;
        let next = (Span::at(at_a, skip_a), Span::at(at_b, skip_b));
        open = Some(match open {
            Some((before_a, before_b)) => (
                Span { start: before_a.start, end: next.0.end },
                Span { start: before_b.start, end: next.1.end },
            ),
            None => next,
        });
        (at_a, at_b) = (next.0.end, next.1.end);
    }
    if let Some(done) = open {
        tell(CompareEvent::Found(difference(done)))?;
    }
    Ok(())
}

fn difference((a, b): (Span, Span)) -> Difference {
    let kind = match (a.is_empty(), b.is_empty()) {
        (false, true) => DifferenceKind::OnlyA,
        (true, false) => DifferenceKind::OnlyB,
        _ => DifferenceKind::Changed,
    };
    Difference { kind, a, b }
}

/// The bytes at a place of either file.
fn windows(
    (a, b): (&Snapshot, &Snapshot),
    (at_a, at_b): (Offset, Offset),
    n_bytes: u64,
) -> Result<(Vec<u8>, Vec<u8>), SideFault> {
    let read = |of: &Snapshot, at| of.read_copy(Span::at(at, n_bytes).meet(of.span()), <[u8]>::to_vec);
    Ok((read(a, at_a).map_err(SideFault::A)?, read(b, at_b).map_err(SideFault::B)?))
}

/// How many bytes are alike from here on, and whether the next one is not; of very many, some.
fn alike(a: &Snapshot, b: &Snapshot, at_a: Offset, at_b: Offset) -> Result<(u64, bool), SideFault> {
    let mut n = 0;
    // What differs does so mostly at once.
    let mut step = 4 << 10;
    while n < TOLD_AFTER {
        let (left, right) = windows((a, b), (at_a + n, at_b + n), step)?;
        let same = common(&left, &right);
        n += len_u64(same);
        if same < left.len() || same < right.len() || same == 0 {
            return Ok((n, true));
        }
        step = STEP;
    }
    Ok((n, false))
}

/// How many bytes two slices have in common at their starts.
fn common(a: &[u8], b: &[u8]) -> usize {
    const WIDE: usize = 64;
    let len = a.len().min(b.len());
    let wide =
        a[..len].chunks_exact(WIDE).zip(b[..len].chunks_exact(WIDE)).take_while(|(a, b)| a == b).count()
            * WIDE;
    wide + a[wide..len].iter().zip(&b[wide..len]).take_while(|(a, b)| a == b).count()
}

/// How many bytes of each file are passed over from here, where they differ, until they are alike again.
fn resync(a: &Snapshot, b: &Snapshot, at_a: Offset, at_b: Offset) -> Result<(u64, u64), SideFault> {
    let mut window = FIRST_WINDOW;
    loop {
        let (left, right) = windows((a, b), (at_a, at_b), len_u64(window))?;
        let has_all_a = at_a.0 + len_u64(left.len()) == a.len();
        let has_all_b = at_b.0 + len_u64(right.len()) == b.len();
        // One has come to its end: what the other still has is its alone.
        if left.is_empty() || right.is_empty() {
            return Ok((len_u64(left.len()), len_u64(right.len())));
        }
        if let Some((x, y)) = nearest(&left, &right, has_all_a && has_all_b) {
            return Ok((len_u64(x), len_u64(y)));
        }
        if has_all_a && has_all_b {
            return Ok((len_u64(left.len()), len_u64(right.len())));
        }
        if window >= MOST_WINDOW {
            // Their beginnings are changed; what follows is compared at their ends.
            let n = left.len().min(right.len()) / 2;
            return Ok((len_u64(n.max(1).min(left.len())), len_u64(n.max(1).min(right.len()))));
        }
        window *= 4;
    }
}

/// The nearest place where both go on alike for [`ALIKE`] bytes, or to their ends; `has_ends`: the windows
/// reach to those of the files.
fn nearest(a: &[u8], b: &[u8], has_ends: bool) -> Option<(usize, usize)> {
    let is_alike = |x: usize, y: usize| {
        let n = common(&a[x..a.len().min(x + ALIKE)], &b[y..b.len().min(y + ALIKE)]);
        n >= ALIKE || (has_ends && n > 0 && x + n == a.len() && y + n == b.len())
    };
    // As many bytes of each: something was overwritten.
    let mut best = (0..a.len().min(b.len())).find(|&n| a[n] == b[n] && is_alike(n, n)).map(|n| (n, n));
    let cost = |best: Option<(usize, usize)>| best.map_or(usize::MAX, |(x, y)| x + y);
    let mut known: HashMap<u64, usize> = HashMap::with_capacity(a.len() / STRIDE);
    for x in (0..a.len().saturating_sub(HASHED - 1)).step_by(STRIDE) {
        if let Entry::Vacant(free) = known.entry(hash(&a[x..x + HASHED])) {
            free.insert(x);
        }
    }
    let mut n_tried = 0;
    if b.len() >= HASHED {
        let mut rolling = hash(&b[..HASHED]);
        for y in 0..=b.len() - HASHED {
            if y > 0 {
                rolling = rolled(rolling, b[y - 1], b[y + HASHED - 1]);
            }
            // What precedes it may be alike, but no nearer than this.
            if y >= cost(best).saturating_add(STRIDE) || n_tried > MOST_TRIED {
                break;
            }
            let Some(&x) = known.get(&rolling) else { continue };
            if a[x..x + HASHED] != b[y..y + HASHED] || !is_alike(x, y) {
                continue;
            }
            n_tried += 1;
            let back = a[..x].iter().rev().zip(b[..y].iter().rev()).take_while(|(a, b)| a == b).count();
            if x + y - 2 * back < cost(best) {
                best = Some((x - back, y - back));
            }
        }
    }
    best
}

/// A factor that is odd, so that no byte is lost, and its power for the byte that leaves.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
const LEAVES: u64 = power(FACTOR, HASHED);

const fn power(factor: u64, n: usize) -> u64 {
    let (mut all, mut nr) = (1_u64, 0);
    while nr < n {
        all = all.wrapping_mul(factor);
        nr += 1;
    }
    all
}

fn value(byte: u8) -> u64 {
    // Runs of zeros are as good as any.
    u64::from(byte) + 1
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |hash: u64, &byte| hash.wrapping_mul(FACTOR).wrapping_add(value(byte)))
}

/// The hash of bytes from which the first has left, and that another has joined.
fn rolled(hash: u64, leaves: u8, joins: u8) -> u64 {
    hash.wrapping_mul(FACTOR).wrapping_sub(value(leaves).wrapping_mul(LEAVES)).wrapping_add(value(joins))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::to_usize;
    use crate::source::{AccessMode, Source};
    use proptest::prelude::*;

    fn compared(a: &[u8], b: &[u8]) -> Vec<Difference> {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            Source::open(&path, AccessMode::Read).unwrap().snapshot()
        };
        let mut all = Vec::new();
        compare_aligned((&open("a", a), &open("b", b)), |event| {
            if let CompareEvent::Found(one) = event {
                all.push(one);
            }
            Ok::<_, ()>(true)
        })
        .unwrap();
        all
    }

    fn bytes_of(of: &[u8], span: Span) -> &[u8] {
        &of[to_usize(span.start.0)..to_usize(span.end.0)]
    }

    /// The first file with the ranges of the second in place of its own.
    fn applied(a: &[u8], b: &[u8], all: &[Difference]) -> Vec<u8> {
        let (mut made, mut at) = (Vec::new(), 0);
        for one in all {
            assert!(!one.a.is_empty() || !one.b.is_empty());
            made.extend_from_slice(&a[at..to_usize(one.a.start.0)]);
            assert_eq!(len_u64(made.len()), one.b.start.0, "what precedes it is as long");
            made.extend_from_slice(bytes_of(b, one.b));
            at = to_usize(one.a.end.0);
        }
        made.extend_from_slice(&a[at..]);
        made
    }

    fn noise(n: usize, mut seed: u64) -> Vec<u8> {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed.to_be_bytes()[0]
        };
        (0..n).map(|_| next()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
        #[test]
        fn ranges_make_the_second_file_of_the_first(
            a in prop::collection::vec(0_u8..3, 0..400),
            b in prop::collection::vec(0_u8..3, 0..400),
            shared in prop::collection::vec(any::<u8>(), 0..300),
            order in any::<bool>(),
        ) {
            let (left, right) = match order {
                true => ([&a[..], &shared].concat(), [&b[..], &shared].concat()),
                false => ([&shared[..], &a, &shared].concat(), [&b[..], &shared].concat()),
            };
            let all = compared(&left, &right);
            prop_assert_eq!(applied(&left, &right, &all), right);
            prop_assert!(compared(&left, &left).is_empty());
        }

        #[test]
        fn what_was_inserted_and_deleted_is_found_where_it_is(
            edits in prop::collection::vec((2_000_usize..60_000, 1_usize..30_000, 0_u8..3), 1..12),
            seed in any::<u64>(),
        ) {
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let mut places = Vec::new();
            for (nr, (n_same, n, kind)) in edits.iter().enumerate() {
                let same = noise(*n_same, seed ^ len_u64(nr));
                a.extend_from_slice(&same);
                b.extend_from_slice(&same);
                places.push((a.len(), b.len(), *n, *kind));
                let other = noise(*n, !seed ^ len_u64(nr));
                if *kind != 1 {
                    a.extend(other.iter().map(|byte| byte ^ 1));
                }
                if *kind != 0 {
                    b.extend_from_slice(&other);
                }
            }
            let same = noise(3000, seed.rotate_left(7));
            a.extend_from_slice(&same);
            b.extend_from_slice(&same);
            let all = compared(&a, &b);
            prop_assert!(applied(&a, &b, &all) == b);
            for (at_a, at_b, n, kind) in places {
                let is_near = |at: Offset, place: usize| at.0.abs_diff(len_u64(place)) <= 64;
                let expected = [n * usize::from(kind != 1), n * usize::from(kind != 0)].map(len_u64);
                let found = all.iter().any(|one| {
                    is_near(one.a.start, at_a) && is_near(one.b.start, at_b)
                        && one.a.len().abs_diff(expected[0]) <= 64 && one.b.len().abs_diff(expected[1]) <= 64
                });
                prop_assert!(found, "{:?} in {:?}", (at_a, at_b, n, kind), all);
            }
        }
    }

    #[test]
    fn ends_and_files_that_have_nothing_in_common_are_ranges_too() {
        let text = noise(100_000, 5);
        for (a, b) in [
            (&text[..], &text[..50_000]),
            (&text[..50_000], &text[..]),
            (&text[30_000..], &text[..]),
            (&text[..], &text[99_999..]),
            (&[][..], &text[..]),
            (&text[..], &[][..]),
            (&text[..100], &text[200..400]),
            (&[0; 70_000][..], &[0; 90_001][..]),
        ] {
            let all = compared(a, b);
            assert_eq!(applied(a, b, &all), b);
            assert!(all.len() <= 2, "{all:?}");
        }
    }
}
