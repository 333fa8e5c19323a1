//! Runs of printable ASCII, sixty-four bytes at once.
//!
//! What is printable is a bit a byte, and runs are found by counting bits: no branch depends on a byte. Runs that are
//! too short fall out together.

use std::ops::Range;
use wide::u8x16;

/// Bytes of a group, and of a register.
const GROUP: usize = 64;
const LANES: usize = 16;

/// Tells of the runs that start in `bytes[own]` after the byte before it, of `least` bytes at least; of those that
/// reach to the bytes' end whatever their length.
pub(super) fn for_each(bytes: &[u8], own: Range<usize>, least: usize, mut tell: impl FnMut(Range<usize>)) {
    let mut at = own.start;
    if at > 0 && is_printable(bytes[at - 1]) {
        at = end(bytes, at);
    }
    // Where the run starts that reached the end of the group before.
    let mut open = None;
    while at < own.end {
        let mut bits = printable_from(bytes, at);
        if let Some(start) = open {
            let n = bits.trailing_ones() as usize;
            if n < GROUP {
                open = None;
                if at + n - start >= least {
                    tell(start..at + n);
                }
            }
            bits &= bits.wrapping_add(1);
        }
        let mut starts = long_enough(bits, least);
        if own.end - at < GROUP {
            starts &= (1 << (own.end - at)) - 1;
        }
        while starts != 0 {
            let from = starts.trailing_zeros();
            let to = from + (bits >> from).trailing_ones();
            let start = at + from as usize;
            if to as usize == GROUP {
                open = Some(start);
                break;
            }
            if (to - from) as usize >= least {
                tell(start..at + to as usize);
            }
            starts &= u64::MAX << to;
        }
        at += GROUP;
    }
    if let Some(start) = open {
        let end = end(bytes, at.min(bytes.len()));
        if end - start >= least || end == bytes.len() {
            tell(start..end);
        }
    }
}

/// Where the run that goes on at `at` ends.
pub(super) fn end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match printable_from(bytes, at).trailing_ones() as usize {
            GROUP => at += GROUP,
            n => return at + n,
        }
    }
    bytes.len()
}

#[inline]
pub(super) fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t')
}

/// A bit for every printable byte of the group at `at`, the first lowest. Behind the bytes' end all are printable, as
/// a run goes on there for all that is known.
#[inline]
fn printable_from(bytes: &[u8], at: usize) -> u64 {
    match bytes[at..].first_chunk() {
        Some(group) => printable(group),
        None => {
            let mut group = [b' '; GROUP];
            group[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            printable(&group)
        }
    }
}

#[inline]
fn printable(group: &[u8; GROUP]) -> u64 {
    let (lanes, _) = group.as_chunks::<LANES>();
    let bits = |lane: [u8; LANES]| {
        let lane = u8x16::new(lane);
        let from_blank = lane - u8x16::splat(b' ');
        let is_between = from_blank.min(u8x16::splat(b'~' - b' ')).simd_eq(from_blank);
        u64::from((is_between | lane.simd_eq(u8x16::splat(b'\t'))).to_bitmask())
    };
    // Written out, since where programs are to be small loops stay loops.
    bits(lanes[3]) << 48 | bits(lanes[2]) << 32 | bits(lanes[1]) << 16 | bits(lanes[0])
}

/// Of the bits of runs those from which `least` bits, or four, are set or reach the group's end: the lowest of each
/// run of bits that is left is the start of one in `bits`.
#[inline]
fn long_enough(bits: u64, least: usize) -> u64 {
    const TOP: u64 = 1 << (GROUP - 1);
    match least {
        0 | 1 => bits,
        2 | 3 => bits & (bits >> 1 | TOP),
        _ => {
            let pairs = bits & (bits >> 1 | TOP);
            pairs & (pairs >> 2 | TOP | TOP >> 1)
        }
    }
}
