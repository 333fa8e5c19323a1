//! Counts of numbers by buckets whose width is a share of the number, for quantiles.
//!
//! A bucket is what the first bits of an `f64` say: its exponent and the first ten bits of its
//! fraction, fewer where the numbers span too many buckets. So a number is known to 2⁻¹⁰ of
//! itself at best. This is the log-linear layout of HdrHistogram (Tene), with the guarantee and
//! the collapse of `DDSketch` (Masson, Rim & Lee, VLDB 2019) but by doubling (`UDDSketch`, Epicoco
//! et al. 2020), which depends on the numbers alone: no order and no cut changes a count.

use super::bins::Bins;
use crate::base::units::len_u64;
use serde::{Deserialize, Serialize};

/// Bits of a fraction that a bucket tells apart at first.
const BITS: u32 = 10;

/// Counts of numbers: below, at and above zero.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Logs {
    below: Side,
    zeros: u64,
    above: Side,
}

/// Magnitudes on one side of zero.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Side {
    /// Bits given up.
    level: u32,
    bins: Bins,
}

impl Side {
    #[inline]
    fn add(&mut self, magnitude: f64, n: u64, most: usize) {
        let place = (magnitude.to_bits() >> (52 - BITS)).cast_signed();
        if !self.bins.count(place >> self.level, n, most) {
            self.coarsen_for(place, most);
            self.bins.count(place >> self.level, n, most);
        }
    }

    /// Coarsens until there is room for a place of level 0.
    #[cold]
    fn coarsen_for(&mut self, place: i64, most: usize) {
        let mut level = self.level;
        let width = |level: u32| {
            let place = place >> level;
            self.bins.width_with(place, place, 1 << (level - self.level))
        };
        while width(level) > len_u64(most) {
            level += 1;
        }
        self.coarsen_to(level);
    }

    fn coarsen_to(&mut self, level: u32) {
        self.bins.coarsen(1 << level.saturating_sub(self.level).min(62));
        self.level = self.level.max(level);
    }

    fn merge(&mut self, mut right: Self, most: usize) {
        let mut level = self.level.max(right.level);
        self.coarsen_to(level);
        right.coarsen_to(level);
        while !self.bins.merge(&right.bins, most) {
            level += 1;
            self.coarsen_to(level);
            right.coarsen_to(level);
        }
    }

    /// The magnitudes of a bucket: from, and below or at.
    fn edges(&self, place: i64) -> (f64, f64) {
        let edge = |place: i64| {
            let bits = place.max(0).cast_unsigned() << (52 - BITS + self.level);
            let x = f64::from_bits(bits);
            if x.is_finite() { x } else { f64::MAX }
        };
        (edge(place), edge(place + 1))
    }

    /// The edges of the bucket that holds the `rank`-th magnitude from the greatest down.
    fn of_rank_down(&self, rank: u64) -> Option<(f64, f64)> {
        let total = self.bins.total();
        let up = (total + 1).checked_sub(rank).filter(|up| *up > 0)?;
        self.bins.of_rank(up).map(|place| self.edges(place))
    }
}

impl Logs {
    /// Whether it can be of `most` numbers in so many buckets, after reading.
    pub(super) fn is_sound(&self, most: u64, buckets: usize) -> bool {
        let is_side = |side: &Side| {
            // Exponent and fraction of what is finite.
            let bits = 11 + BITS;
            side.level <= bits && side.bins.is_sound(most, buckets, 0..=((1_i64 << bits) >> side.level))
        };
        self.zeros <= most && is_side(&self.below) && is_side(&self.above)
    }

    /// Counts `n` numbers of this value, which is finite.
    #[inline]
    pub(super) fn add(&mut self, x: f64, n: u64, most: usize) {
        if x > 0.0 {
            self.above.add(x, n, most);
        } else if x < 0.0 {
            self.below.add(-x, n, most);
        } else {
            self.zeros += n;
        }
    }

    pub(super) fn merge(&mut self, right: Self, most: usize) {
        self.below.merge(right.below, most);
        self.zeros += right.zeros;
        self.above.merge(right.above, most);
    }

    /// Between which two numbers the `rank`-th from the least up lies, counted from 1.
    pub(super) fn of_rank(&self, rank: u64) -> Option<(f64, f64)> {
        let n_below = self.below.bins.total();
        if rank <= n_below {
            return self.below.of_rank_down(rank).map(|(from, to)| (-to, -from));
        }
        if rank <= n_below + self.zeros {
            return Some((0.0, 0.0));
        }
        self.above.bins.of_rank(rank - n_below - self.zeros).map(|place| self.above.edges(place))
    }
}
