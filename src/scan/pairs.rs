//! Bytes counted two at a time: see [`super::bytes`].

use super::bytes::Histogram;
use crate::base::units::{len_u64, to_usize};
use std::cell::Cell;

/// Bytes at which a table is worth its sums.
const LEAST: usize = 16 * 1024;

/// A table's `u32` would overflow after 8 GiB of one pair.
const MOST: u64 = 1 << 32;

/// Bytes sampled to decide whether all look random.
const SAMPLE: usize = 256;

/// Of so many bytes, about 160 different ones are found where all are equally likely, and some
/// forty in text.
const RANDOM: u32 = 128;

type PairTable = Box<[u32; 1 << 16]>;

thread_local! {
    /// A table of zeros, kept for the next time.
    static SPARE: Cell<Option<PairTable>> = const { Cell::new(None) };
}

/// Pairs that were counted but not added up yet.
#[derive(Clone)]
pub(super) struct Pairs {
    table: PairTable,
    counted: u64,
}

/// Whether counting these bytes as pairs is quicker than one by one.
pub(super) fn suits(bytes: &[u8]) -> bool {
    if bytes.len() < LEAST {
        return false;
    }
    let mut seen = [0_u64; 4];
    for &byte in bytes.iter().step_by(bytes.len() / SAMPLE) {
        seen[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }
    seen.iter().map(|seen| seen.count_ones()).sum::<u32>() < RANDOM
}

impl Pairs {
    /// An empty table.
    pub(super) fn take() -> Self {
        Self { table: SPARE.take().unwrap_or_else(zeros), counted: 0 }
    }

    /// Counts `bytes`; those that are no pair, or long runs of one byte, into `rest`.
    pub(super) fn count(&mut self, bytes: &[u8], rest: &mut Histogram) {
        self.counted += len_u64(bytes.len());
        if self.counted > MOST {
            self.add_up(rest);
            self.counted = len_u64(bytes.len());
        }
        let table: &mut [u32; 1 << 16] = &mut self.table;
        let (groups, odd) = bytes.as_chunks::<32>();
        for group in groups {
            let (words, _) = group.as_chunks::<8>();
            let word = |i: usize| u64::from_le_bytes(words[i]);
            let words = [word(0), word(1), word(2), word(3)];
            let first = words[0];
            if first == first.rotate_left(8) && words.iter().all(|&word| word == first) {
                rest[usize::from(group[0])] += 32;
                continue;
            }
            add(table, words[0]);
            add(table, words[1]);
            add(table, words[2]);
            add(table, words[3]);
        }
        odd.iter().for_each(|&byte| rest[usize::from(byte)] += 1);
    }

    /// Adds everything to `into`, and keeps the table for the next time.
    pub(super) fn give(mut self, into: &mut Histogram) {
        self.add_up(into);
        SPARE.set(Some(self.table));
    }

    fn add_up(&mut self, into: &mut Histogram) {
        let (rows, _) = self.table.as_chunks_mut::<256>();
        for (second, row) in rows.iter_mut().enumerate() {
            let sum: u64 = row.iter().map(|&n| u64::from(n)).sum();
            // Nothing is written where nothing was counted: in text that is most of the table, and costs no memory.
            if sum > 0 {
                for (into, n) in into.iter_mut().zip(row) {
                    *into += u64::from(std::mem::take(n));
                }
                into[second] += sum;
            }
        }
    }
}

/// Counts the four pairs of a word: written out, since where programs are to be small loops stay loops.
#[inline(always)]
fn add(table: &mut [u32; 1 << 16], word: u64) {
    table[to_usize(word & 0xFFFF)] += 1;
    table[to_usize(word >> 16 & 0xFFFF)] += 1;
    table[to_usize(word >> 32 & 0xFFFF)] += 1;
    table[to_usize(word >> 48)] += 1;
}

fn zeros() -> PairTable {
    let table = vec![0_u32; 1 << 16].into_boxed_slice();
    // Of exactly that length, always.
    table.try_into().unwrap_or_else(|_| Box::new([0; 1 << 16]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(bytes: &[u8]) -> Histogram {
        let mut all = [0; 256];
        bytes.iter().for_each(|&byte| all[usize::from(byte)] += 1);
        all
    }

    proptest! {
        #[test]
        fn pairs_add_up_to_bytes(bytes in prop::collection::vec(any::<u8>(), 0..3000), runs in 0_usize..200) {
            let mut text = bytes.clone();
            text.extend(std::iter::repeat_n(7, runs));
            text.extend(&bytes);
            for cut in [0, text.len() / 3, text.len()] {
                let mut pairs = Pairs::take();
                let mut all = [0; 256];
                pairs.count(&text[..cut], &mut all);
                pairs.count(&text[cut..], &mut all);
                pairs.give(&mut all);
                prop_assert_eq!(all, slowly(&text));
            }
        }
    }

    #[test]
    fn text_and_zeros_suit_and_random_bytes_do_not() {
        let text = b"2026-11-23T10:00:00Z INFO request served in 12 ms\n".repeat(1000);
        assert!(suits(&text) && suits(&[0; LEAST]) && !suits(&text[..100]));
        let mut state = 1_u64;
        let random: Vec<u8> = (0..LEAST)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state.to_be_bytes()[0]
            })
            .collect();
        assert!(!suits(&random));
    }
}
