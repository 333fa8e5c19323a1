//! Vectorised listing of line ends, sixty-four bytes at once.
//!
//! Lists the places of LFs first, so that walking the list takes no branch that depends on where a
//! line ends: such a branch is mispredicted once a line, which is what any search for one LF after
//! the other costs (after Langdale and Lemire, “Parsing Gigabytes of JSON per Second”, 2019).
//! On log lines of 100 bytes that halves the time; `benches/kernels.rs` shows it.
//!
//! Processors without AVX2 take `memchr`; both are tried against the slow twin in the tests.
#![expect(unsafe_code, reason = "one call to a function that is compiled for AVX2, where there is AVX2")]

use crate::base::units::to_u32;
use std::cell::RefCell;

/// Bytes that are listed at once.
pub(super) const STRIP: usize = 4096;

/// The places of a strip's LFs; those that [`list`] has counted count.
pub(super) type Places = [u32; STRIP + 2];

thread_local! {
    /// Room for them, which would otherwise be zeroed for each block: a quarter of its bytes.
    static PLACES: RefCell<Places> = const { RefCell::new([0; STRIP + 2]) };
}

/// Calls `work` with this thread's room for places, which may hold any; not again within `work`.
pub(super) fn with_places<R>(work: impl FnOnce(&mut Places) -> R) -> R {
    PLACES.with_borrow_mut(work)
}

/// Lists the places of LFs in at most [`STRIP`] bytes; how many they are, and how many CRs.
#[inline]
pub(super) fn list(strip: &[u8], places: &mut Places) -> (usize, usize) {
    let strip = &strip[..strip.len().min(STRIP)];
    #[cfg(target_arch = "x86_64")]
    if avx2::is_here() {
        // SAFETY: the function needs nothing but the features that were just found.
        return unsafe { avx2::list(strip, places) };
    }
    list_slowly(strip, places)
}

fn list_slowly(strip: &[u8], places: &mut Places) -> (usize, usize) {
    let mut n_lf = 0;
    for at in memchr::memchr_iter(b'\n', strip) {
        places[n_lf] = to_u32(at);
        n_lf += 1;
    }
    (n_lf, memchr::memchr_iter(b'\r', strip).count())
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use super::{Places, to_u32};
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_set_epi64x, _mm256_set1_epi8,
    };

    /// Bytes that are compared at once.
    const GROUP: usize = 64;

    #[inline]
    pub(super) fn is_here() -> bool {
        is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt")
    }

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    pub(super) fn list(strip: &[u8], places: &mut Places) -> (usize, usize) {
        let (groups, rest) = strip.as_chunks::<GROUP>();
        let mut last = [0; GROUP];
        last[..rest.len()].copy_from_slice(rest);
        let (mut n_lf, mut n_cr) = (0, 0);
        for (i, group) in groups.iter().enumerate() {
            (n_lf, n_cr) = add(group, i * GROUP, places, (n_lf, n_cr));
        }
        add(&last, groups.len() * GROUP, places, (n_lf, n_cr))
    }

    /// Adds what a group has, which stands at `at`. Nothing here is a loop that has to be unrolled or a closure that
    /// has to be inlined: where programs are to be small they are not.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn add(
        group: &[u8; GROUP],
        at: usize,
        places: &mut Places,
        (mut n_lf, n_cr): (usize, usize),
    ) -> (usize, usize) {
        let (words, _) = group.as_chunks::<8>();
        let low = four(words[0], words[1], words[2], words[3]);
        let high = four(words[4], words[5], words[6], words[7]);
        let at = to_u32(at);
        let mut lf = equal(low, high, 0x0A);
        let n_cr = n_cr + equal(low, high, 0x0D).count_ones() as usize;
        let n_after = n_lf + lf.count_ones() as usize;
        // Two, whether there are any or not; more only where lines are short.
        places[n_lf] = at + lf.trailing_zeros();
        lf &= lf.wrapping_sub(1);
        places[n_lf + 1] = at + lf.trailing_zeros();
        lf &= lf.wrapping_sub(1);
        n_lf += 2;
        while lf != 0 {
            places[n_lf] = at + lf.trailing_zeros();
            lf &= lf - 1;
            n_lf += 1;
        }
        (n_after, n_cr)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn four(a: [u8; 8], b: [u8; 8], c: [u8; 8], d: [u8; 8]) -> __m256i {
        _mm256_set_epi64x(
            i64::from_le_bytes(d),
            i64::from_le_bytes(c),
            i64::from_le_bytes(b),
            i64::from_le_bytes(a),
        )
    }

    /// A bit for every byte that equals `byte`, the first lowest.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn equal(low: __m256i, high: __m256i, byte: i8) -> u64 {
        let low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, _mm256_set1_epi8(byte)));
        let high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, _mm256_set1_epi8(byte)));
        u64::from(high.cast_unsigned()) << 32 | u64::from(low.cast_unsigned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_list_the_same(
            text in prop::collection::vec(prop::sample::select(b"\n\r\0a\x8A".to_vec()), 0..STRIP + 1),
            gaps in 1_usize..200,
        ) {
            for every in [1, gaps] {
                let text: Vec<u8> = text.iter().enumerate().map(|(i, &b)| if i % every == 0 { b } else { b'x' }).collect();
                let (mut fast, mut slow) = ([0; STRIP + 2], [0; STRIP + 2]);
                let (n_lf, n_cr) = list(&text, &mut fast);
                prop_assert_eq!((n_lf, n_cr), list_slowly(&text, &mut slow));
                prop_assert_eq!(&fast[..n_lf], &slow[..n_lf]);
            }
        }
    }
}
