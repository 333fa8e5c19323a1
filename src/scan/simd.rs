//! Line ends, found sixty-four bytes at a time.
//!
//! The one kernel for which a bench shows more than 1.3 × over safe code: `lines` spends its
//! time finding each LF, and a comparison of a whole cache line gives all of them at once as
//! the bits of a number (`benches/kernels.rs`, *lines*: 2 to 2.5 × over one `memchr` a line).
//! On processors without AVX2 the same bits come from plain code.
#![expect(unsafe_code, reason = "allowed here by the bench; each use has its SAFETY argument")]

/// Which of sixty-four bytes are LF, and which are CR: the lowest bit is the first byte.
pub(super) type Masks = (u64, u64);

/// Calls `found` for each sixty-four bytes of `bytes` with the offset of the first and their
/// masks; a shorter rest at the end comes as if followed by NULs.
#[inline]
pub(super) fn line_ends(bytes: &[u8], found: impl FnMut(usize, Masks)) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("bmi1") {
        // SAFETY: the processor has what the function is compiled for.
        unsafe { avx2(bytes, found) };
        return;
    }
    walk(bytes, plain, found);
}

#[inline(always)]
fn walk(bytes: &[u8], masks: impl Fn(&[u8; 64]) -> Masks, mut found: impl FnMut(usize, Masks)) {
    let (words, rest) = bytes.as_chunks::<64>();
    for (nr, word) in words.iter().enumerate() {
        found(nr * 64, masks(word));
    }
    if !rest.is_empty() {
        let mut word = [0; 64];
        word[..rest.len()].copy_from_slice(rest);
        found(words.len() * 64, masks(&word));
    }
}

/// The slow twin.
fn plain(word: &[u8; 64]) -> Masks {
    word.iter().rev().fold((0, 0), |(lf, cr), &byte| {
        (lf << 1 | u64::from(byte == b'\n'), cr << 1 | u64::from(byte == b'\r'))
    })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn avx2(bytes: &[u8], found: impl FnMut(usize, Masks)) {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8,
    };

    let (lf, cr) = (_mm256_set1_epi8(b'\n'.cast_signed()), _mm256_set1_epi8(b'\r'.cast_signed()));
    let masks = |word: &[u8; 64]| {
        let at = word.as_ptr().cast::<__m256i>();
        // SAFETY: both halves lie in the array, and the load asks for no alignment.
        let (low, high) = unsafe { (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))) };
        let mask = |of| {
            let half = |bytes| u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, of)).cast_unsigned());
            half(low) | half(high) << 32
        };
        (mask(lf), mask(cr))
    };
    walk(bytes, masks, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_masks_equal_those_of_a_plain_walk(bytes in prop::collection::vec(prop::sample::select(vec![b'\n', b'\r', b'a', 0, 0xFF]), 0..300)) {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            line_ends(&bytes, |at, masks| fast.push((at, masks)));
            walk(&bytes, plain, |at, masks| slow.push((at, masks)));
            prop_assert_eq!(fast, slow);
        }
    }
}
