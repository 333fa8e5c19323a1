//! Counts of things by whole-number places of which only a window is in use.
//!
//! The window is as wide as the places seen so far span, and never wider than what the caller
//! allows; past that the caller coarsens: each `factor` neighbours become one. Where the places of
//! a coarser grid are those of the finer one divided and rounded down, when it is coarsened has
//! no influence on the counts, so that bins filled in any order and merged in any way are the same.

use crate::base::units::{len_u64, to_usize};
use crate::scan::saved::sum_within;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::RangeInclusive;

/// Counts by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Bins {
    first: i64,
    last: i64,
    /// The count of a place stands at the place modulo the length, a power of two; empty if
    /// nothing has been counted.
    ring: Vec<u64>,
}

/// The most bins of any kind.
const MOST_BINS: usize = 1 << 14;

/// As the first place and the counts from there on.
impl Serialize for Bins {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let counts: Vec<u64> = self.iter().map(|(_, n)| n).collect();
        (self.first, counts).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Bins {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (first, counts) = <(i64, Vec<u64>)>::deserialize(from)?;
        let last = i64::try_from(counts.len()).ok().and_then(|n| first.checked_add(n - 1));
        let last = last.filter(|_| counts.len() <= MOST_BINS).ok_or_else(|| D::Error::custom("bins"))?;
        let mut bins = Self::default();
        if !counts.is_empty() {
            bins.widen(first, last, MOST_BINS);
            for (place, n) in (first..).zip(counts) {
                let slot = bins.slot(place);
                bins.ring[slot] = n;
            }
        }
        Ok(bins)
    }
}

impl Bins {
    /// Whether it can be of `most` things in at most so many bins at these places, after reading.
    pub(super) fn is_sound(&self, most: u64, bins: usize, places: RangeInclusive<i64>) -> bool {
        self.ring.is_empty()
            || self.width() <= len_u64(bins)
                && places.contains(&self.first)
                && places.contains(&self.last)
                && sum_within(self.ring.iter().copied(), most).is_some()
    }

    /// Counts `n` at a place. False, and nothing is counted, if the places would span more than
    /// `most` (a power of two).
    #[inline]
    pub(super) fn count(&mut self, place: i64, n: u64, most: usize) -> bool {
        if self.first <= place && place <= self.last && !self.ring.is_empty() {
            let slot = self.slot(place);
            self.ring[slot] += n;
            return true;
        }
        self.widen_and_count(place, n, most)
    }

    #[inline]
    fn slot(&self, place: i64) -> usize {
        to_usize(place.cast_unsigned()) & (self.ring.len() - 1)
    }

    fn widen_and_count(&mut self, place: i64, n: u64, most: usize) -> bool {
        if !self.widen(place, place, most) {
            return false;
        }
        let slot = self.slot(place);
        self.ring[slot] += n;
        true
    }

    /// Widens the window so that it holds `first` and `last`; false if it would be too wide.
    fn widen(&mut self, first: i64, last: i64, most: usize) -> bool {
        let (first, last) = match self.ring.is_empty() {
            true => (first, last),
            false => (first.min(self.first), last.max(self.last)),
        };
        let width = last.abs_diff(first).saturating_add(1);
        if width > len_u64(most) {
            return false;
        }
        if width > len_u64(self.ring.len()) {
            let len = to_usize(width).next_power_of_two().clamp(8.min(most), most);
            let old = std::mem::replace(self, Self { first, last, ring: vec![0; len] });
            for (place, n) in old.iter() {
                let slot = self.slot(place);
                self.ring[slot] = n;
            }
        }
        (self.first, self.last) = (first, last);
        true
    }

    /// Makes each `factor` neighbours one, whose place is theirs divided and rounded down.
    pub(super) fn coarsen(&mut self, factor: i64) {
        if self.ring.is_empty() || factor == 1 {
            return;
        }
        let (first, last) = (self.first.div_euclid(factor), self.last.div_euclid(factor));
        let len = to_usize(last.abs_diff(first).saturating_add(1)).next_power_of_two();
        let old = std::mem::replace(self, Self { first, last, ring: vec![0; len] });
        for (place, n) in old.iter() {
            let slot = self.slot(place.div_euclid(factor));
            self.ring[slot] += n;
        }
    }

    /// Adds the counts of bins of the same grid; false, and nothing is added, if both together span
    /// too much.
    pub(super) fn merge(&mut self, right: &Self, most: usize) -> bool {
        if right.ring.is_empty() {
            return true;
        }
        if !self.widen(right.first, right.last, most) {
            return false;
        }
        for (place, n) in right.iter() {
            let slot = self.slot(place);
            self.ring[slot] += n;
        }
        true
    }

    /// Places and counts in order, from the first that is not 0 to the last.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, u64)> {
        let places = if self.ring.is_empty() { 0..0 } else { self.first..self.last + 1 };
        places.map(|place| (place, self.ring[self.slot(place)]))
    }

    /// How many places the window holds.
    pub(super) fn width(&self) -> u64 {
        if self.ring.is_empty() { 0 } else { self.last.abs_diff(self.first) + 1 }
    }

    /// How many it would hold if `factor` neighbours were one.
    pub(super) fn width_coarsened(&self, factor: i64) -> u64 {
        if self.ring.is_empty() {
            return 0;
        }
        self.last.div_euclid(factor).abs_diff(self.first.div_euclid(factor)) + 1
    }

    /// How many it would hold if `factor` neighbours were one and it held these places, too.
    pub(super) fn width_with(&self, first: i64, last: i64, factor: i64) -> u64 {
        if self.ring.is_empty() {
            return last.abs_diff(first) + 1;
        }
        let (own_first, own_last) = (self.first.div_euclid(factor), self.last.div_euclid(factor));
        own_last.max(last).abs_diff(own_first.min(first)) + 1
    }

    /// The place of the `rank`-th thing, counted from 1, and how many precede that place.
    pub(super) fn of_rank(&self, rank: u64) -> Option<i64> {
        let mut before = 0;
        self.iter().find_map(|(place, n)| {
            before += n;
            (before >= rank).then_some(place)
        })
    }

    /// All that was counted.
    pub(super) fn total(&self) -> u64 {
        self.ring.iter().sum()
    }
}
