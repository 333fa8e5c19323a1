//! What is known of the cells of a column as texts: the least and the greatest, and their lengths.

use super::grid::{Chain, Grid, MOST_PLACE};
use crate::base::units::len_u64;
use serde::{Deserialize, Serialize};

/// Bytes of the least and the greatest text that are kept.
pub(super) const KEPT_BYTES: usize = 1_024;

/// Bins of the lengths' grid.
const LENGTH_BINS: usize = 256;

/// The accumulator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Texts {
    least: Option<Bound>,
    greatest: Option<Bound>,
    pub(super) shortest: u64,
    pub(super) longest: u64,
    pub(super) lengths: Grid,
}

/// The first [`KEPT_BYTES`] of a text, by which it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Vec<u8>, bool)", into = "(Vec<u8>, bool)")]
pub(super) struct Bound {
    head: u128,
    pub(super) bytes: Vec<u8>,
    /// Whether bytes follow. Of texts that begin alike, that of one that goes on is no less.
    pub(super) is_cut: bool,
}

impl From<Bound> for (Vec<u8>, bool) {
    fn from(bound: Bound) -> Self {
        (bound.bytes, bound.is_cut)
    }
}

impl From<(Vec<u8>, bool)> for Bound {
    fn from((bytes, is_cut): (Vec<u8>, bool)) -> Self {
        Self { head: head(&bytes), bytes, is_cut }
    }
}

impl Bound {
    /// Takes the place of the bound before.
    fn set(bound: &mut Option<Self>, text: &[u8], head: u128) {
        let (kept, is_cut) = kept(text);
        let bound = bound.get_or_insert_with(|| Self { head, bytes: Vec::new(), is_cut });
        bound.bytes.clear();
        bound.bytes.extend_from_slice(kept);
        (bound.head, bound.is_cut) = (head, is_cut);
    }

    fn key(&self) -> (&[u8], bool) {
        (&self.bytes, self.is_cut)
    }
}

/// What is kept of a text, and whether it goes on.
fn kept(text: &[u8]) -> (&[u8], bool) {
    (&text[..text.len().min(KEPT_BYTES)], text.len() > KEPT_BYTES)
}

/// The first sixteen bytes as a number that is in order as they are; with zeros if there are fewer.
#[inline]
fn head(text: &[u8]) -> u128 {
    if let Some(first) = text.first_chunk::<16>() {
        return u128::from_be_bytes(*first);
    }
    let n = text.len();
    let bits = 8 * len_u64(16 - n);
    // What lies in both halves is the same in both.
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let (first, last) = (u128::from(u64::from_be_bytes(*first)), u128::from(u64::from_be_bytes(*last)));
        return (first << (8 * (n - 8)) | last) << bits;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let (first, last) = (u64::from(u32::from_be_bytes(*first)), u64::from(u32::from_be_bytes(*last)));
        return u128::from((first << (8 * (n - 4)) | last) << (bits - 64)) << 64;
    }
    let three = match text {
        [a] => [*a, 0, 0],
        [a, b] => [*a, *b, 0],
        [a, b, c] => [*a, *b, *c],
        _ => [0; 3],
    };
    three.iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte)) << 104
}

/// Characters of UTF-8: bytes that don't continue one. So a byte that is no UTF-8 counts for
/// one, unless it looks like the continuation of a character.
#[inline]
pub(super) fn n_chars(text: &[u8]) -> u64 {
    let mut n = 0;
    let (eights, rest) = text.as_chunks::<8>();
    for eight in eights {
        let word = u64::from_le_bytes(*eight);
        // The top bit of a byte that is 10xxxxxx.
        let continues = word & !(word << 1) & 0x8080_8080_8080_8080;
        n += 8 - u64::from(continues.count_ones());
    }
    n + len_u64(rest.iter().filter(|byte| *byte & 0xC0 != 0x80).count())
}

impl Default for Texts {
    fn default() -> Self {
        let lengths = Grid::new(Chain::Decimal, 0);
        Self { least: None, greatest: None, shortest: u64::MAX, longest: 0, lengths }
    }
}

impl Texts {
    /// Adds a text of `n` cells.
    #[inline]
    pub(super) fn add(&mut self, text: &[u8], n: u64) {
        let head = head(text);
        if self.least.as_ref().is_none_or(|least| head <= least.head) {
            self.reach_least(text, head);
        }
        if self.greatest.as_ref().is_none_or(|greatest| head >= greatest.head) {
            self.reach_greatest(text, head);
        }
        self.add_length(n_chars(text), n);
    }

    #[inline]
    fn add_length(&mut self, length: u64, n: u64) {
        self.shortest = self.shortest.min(length);
        self.longest = self.longest.max(length);
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        self.lengths.add(n, LENGTH_BINS, |level| place(length, level));
    }

    /// Whether it can be of `most` cells, after reading.
    pub(super) fn is_sound(&self, most: u64) -> bool {
        let is_kept = |bound: &Bound| bound.bytes.len() <= KEPT_BYTES;
        self.least.iter().chain(&self.greatest).all(is_kept)
            && self.least.is_some() == self.greatest.is_some()
            && self.lengths.chain == Chain::Decimal
            && self.lengths.level >= 0
            && self.lengths.is_sound(most, LENGTH_BINS)
    }

    fn reach_least(&mut self, text: &[u8], head: u128) {
        if self.least.as_ref().is_none_or(|least| head < least.head || kept(text) < least.key()) {
            Bound::set(&mut self.least, text, head);
        }
    }

    fn reach_greatest(&mut self, text: &[u8], head: u128) {
        if self.greatest.as_ref().is_none_or(|greatest| head > greatest.head || kept(text) > greatest.key()) {
            Bound::set(&mut self.greatest, text, head);
        }
    }

    pub(super) fn merge(&mut self, right: Self) {
        if let Some(least) = right.least
            && self.least.as_ref().is_none_or(|left| least.key() < left.key())
        {
            self.least = Some(least);
        }
        if let Some(greatest) = right.greatest
            && self.greatest.as_ref().is_none_or(|left| greatest.key() > left.key())
        {
            self.greatest = Some(greatest);
        }
        self.shortest = self.shortest.min(right.shortest);
        self.longest = self.longest.max(right.longest);
        self.lengths.merge(right.lengths, LENGTH_BINS);
    }

    pub(super) fn least(&self) -> Option<&Bound> {
        self.least.as_ref()
    }

    pub(super) fn greatest(&self) -> Option<&Bound> {
        self.greatest.as_ref()
    }
}

/// The bin of a length.
#[inline]
fn place(length: i64, level: i32) -> Option<i64> {
    let place = match level {
        0 => length,
        _ => {
            let power = u32::try_from(level / 2).ok().and_then(|n| 10_i64.checked_pow(n)).unwrap_or(i64::MAX);
            length / power.saturating_mul(if level % 2 == 1 { 5 } else { 1 })
        }
    };
    (place <= MOST_PLACE).then_some(place)
}
