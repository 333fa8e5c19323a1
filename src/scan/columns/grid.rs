//! Equal bins with round edges over a range that is not known in advance.
//!
//! The widths form a chain in which each divides the next: 1, 5, 10, 50, 100 … for numbers, from
//! 10⁻⁴⁰ on; for times 1 s, 5 s, 15 s, 1 min … 1 day and its doubles. Bins start at multiples of their
//! width. The width in use is the smallest of the chain with which the values seen so far fit the
//! allowed number of bins: it follows from the least and the greatest value alone, and coarser counts
//! are sums of finer ones. So the counts are exact, whatever the order and the cuts.

use super::bins::Bins;
use crate::base::units::len_u64;
use serde::{Deserialize, Serialize};

/// A grid's widths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Chain {
    /// 10^(level/2), times 5 if the level is odd.
    #[default]
    Decimal,
    /// Seconds: [`TIMES`], then doubles of a day.
    Time,
}

/// Seconds of the widths below two days.
const TIMES: [i64; 11] = [1, 5, 15, 60, 300, 900, 3600, 10_800, 21_600, 43_200, 86_400];

/// The level of [`Chain::Time`] whose bins are days.
pub(super) const DAYS: i32 = 10;

/// The finest level of [`Chain::Decimal`]: 10⁻⁴⁰.
pub(super) const FINEST: i32 = -80;

/// Places are at most 2⁶⁰.
pub(super) const MOST_PLACE: i64 = 1 << 60;

impl Chain {
    /// How many bins of a level make one of the next.
    fn factor(self, level: i32) -> i64 {
        match self {
            Self::Decimal if level.rem_euclid(2) == 0 => 5,
            Self::Decimal => 2,
            Self::Time => {
                let at = usize::try_from(level).unwrap_or(0);
                match TIMES.get(at..at + 2) {
                    Some([width, next]) => next / width,
                    _ => 2,
                }
            }
        }
    }

    /// The width of a level of [`Chain::Time`], in seconds.
    pub(super) fn seconds(level: i32) -> i64 {
        let at = usize::try_from(level).unwrap_or(0);
        TIMES.get(at).copied().unwrap_or_else(|| 86_400 << (level - DAYS).clamp(0, 40))
    }
}

/// Counts of values by equal bins.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Grid {
    pub(super) chain: Chain,
    pub(super) level: i32,
    pub(super) bins: Bins,
}

impl Grid {
    /// Without values; bins will be of that level's width or wider.
    pub(super) fn new(chain: Chain, level: i32) -> Self {
        Self { chain, level, bins: Bins::default() }
    }

    /// Whether it can be of `most` values in so many bins, after reading.
    pub(super) fn is_sound(&self, most: u64, bins: usize) -> bool {
        // Of numbers of a thousand digits, and of times of any year.
        let (levels, place) = match self.chain {
            Chain::Decimal => (FINEST..=2_200, MOST_PLACE),
            Chain::Time => (0..=60, (1 << 40) / Chain::seconds(self.level)),
        };
        levels.contains(&self.level) && self.bins.is_sound(most, bins, -place..=place)
    }

    /// Counts `n` values, of which `place` says the bin at a level, or nothing where that is too
    /// fine for it.
    #[inline]
    pub(super) fn add(&mut self, n: u64, most: usize, place: impl Fn(i32) -> Option<i64>) {
        if let Some(place) = place(self.level)
            && self.bins.count(place, n, most)
        {
            return;
        }
        self.coarsen_for(most, &place);
        if let Some(place) = place(self.level) {
            self.bins.count(place, n, most);
        }
    }

    /// Coarsens until a value has a place that the bins have room for.
    #[cold]
    pub(super) fn coarsen_for(&mut self, most: usize, place: &impl Fn(i32) -> Option<i64>) {
        let (mut level, mut factor) = (self.level, 1_i64);
        while place(level).is_none_or(|place| self.bins.width_with(place, place, factor) > len_u64(most)) {
            factor = factor.saturating_mul(self.chain.factor(level));
            level += 1;
        }
        self.bins.coarsen(factor);
        self.level = level;
    }

    /// Coarsens to a level, if that is not the grid's already.
    fn coarsen_to(&mut self, level: i32) {
        let levels = self.level..level;
        // Of a product beyond 64 bits, all places are 0 or −1.
        self.bins.coarsen(levels.fold(1, |factor, level| self.chain.factor(level).saturating_mul(factor)));
        self.level = self.level.max(level);
    }

    /// Adds another grid of the same chain and first level.
    pub(super) fn merge(&mut self, mut right: Self, most: usize) {
        let mut level = self.level.max(right.level);
        self.coarsen_to(level);
        right.coarsen_to(level);
        while !self.bins.merge(&right.bins, most) {
            level += 1;
            self.coarsen_to(level);
            right.coarsen_to(level);
        }
    }

    /// The same values in at most `most` bins, none narrower than those of a level.
    pub(super) fn coarsened(&self, most: u64, least_level: i32) -> Self {
        let (mut level, mut factor) = (self.level, 1_i64);
        // The first and the last may lie anywhere in their wider bins.
        let fits = |factor: i64| self.bins.width_coarsened(factor) <= most;
        while level < least_level || !fits(factor) {
            factor = factor.saturating_mul(self.chain.factor(level));
            level += 1;
        }
        let mut grid = Self { level, ..self.clone() };
        grid.bins.coarsen(factor);
        grid
    }
}
