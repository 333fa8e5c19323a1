//! How many bytes are ASCII, and how many continue a character: what UTF-8 and the character index count.
//!
//! Registers are written out, and not left to the compiler, which makes none of loops where it is to write small
//! programs, as packages are.

use crate::base::units::len_u64;
use wide::u8x16;

/// Bytes of a register.
const LANES: usize = 16;

/// Bytes that are looked at between two branches.
const GROUP: usize = 64;

/// The lanes of a counter are bytes: so many groups can't overflow them.
const STRIP: usize = 63 * GROUP;

/// Whether all bytes are ASCII.
pub(super) fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (groups, rest) = bytes.as_chunks::<GROUP>();
    let all = groups.iter().all(|group| {
        let (words, _) = group.as_chunks::<8>();
        let word = |i: usize| u64::from_le_bytes(words[i]);
        let low = word(0) | word(1) | word(2) | word(3);
        let high = word(4) | word(5) | word(6) | word(7);
        (low | high) & HIGH == 0
    });
    all && rest.is_ascii()
}

/// How many bytes are ASCII, and how many continue a character of UTF-8 (80 to BF).
pub(super) fn count(bytes: &[u8]) -> (u64, u64) {
    let (mut high, mut starts) = (0, 0);
    for strip in bytes.chunks(STRIP) {
        let (groups, rest) = strip.as_chunks::<GROUP>();
        let (mut n_high, mut n_starts) = (u8x16::ZERO, u8x16::ZERO);
        for group in groups {
            let (lanes, _) = group.as_chunks::<LANES>();
            (n_high, n_starts) = add(lanes[0], n_high, n_starts);
            (n_high, n_starts) = add(lanes[1], n_high, n_starts);
            (n_high, n_starts) = add(lanes[2], n_high, n_starts);
            (n_high, n_starts) = add(lanes[3], n_high, n_starts);
        }
        let sum = |lanes: u8x16| lanes.to_array().iter().map(|&n| u64::from(n)).sum::<u64>();
        high += sum(n_high) + len_u64(rest.iter().filter(|&&byte| byte >= 0x80).count());
        starts += sum(n_starts) + len_u64(rest.iter().filter(|&&byte| byte >= 0xC0).count());
    }
    (len_u64(bytes.len()) - high, high - starts)
}

/// Counts, lane by lane, the bytes from 80 and from C0 on.
#[inline(always)]
fn add(lane: [u8; LANES], n_high: u8x16, n_starts: u8x16) -> (u8x16, u8x16) {
    let lane = u8x16::new(lane);
    let from = |least: u8| lane.max(u8x16::splat(least)).simd_eq(lane);
    // A lane that fits is FF, which is one less.
    (n_high - from(0x80), n_starts - from(0xC0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(bytes: &[u8]) -> (u64, u64) {
        let n = |is: fn(&u8) -> bool| len_u64(bytes.iter().filter(|byte| is(byte)).count());
        (n(u8::is_ascii), n(|byte| (0x80..0xC0).contains(byte)))
    }

    #[test]
    fn no_counter_overflows() {
        for byte in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
            let bytes = vec![byte; 3 * STRIP + 77];
            assert_eq!(count(&bytes), slowly(&bytes), "{byte:02X}");
            assert_eq!(is_ascii(&bytes), byte < 0x80);
        }
    }

    proptest! {
        #[test]
        fn both_ways_count_the_same(
            start in 0_usize..20,
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'a'), Just(0x80)], 0..400),
            high_at in prop::option::of(0_usize..300),
        ) {
            let bytes = &bytes[start.min(bytes.len())..];
            prop_assert_eq!(count(bytes), slowly(bytes));
            let mut text = vec![b'a'; 300];
            high_at.into_iter().for_each(|at| text[at] = 0xC3);
            prop_assert_eq!(is_ascii(&text[start..]), high_at.is_none_or(|at| at < start));
        }
    }
}
