//! What is known of the dates, times or timestamps of a column.

use super::calendar::Instant;
use super::grid::{Chain, Grid};
use serde::{Deserialize, Serialize};

/// The accumulator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Times {
    pub(super) count: u64,
    /// Those that say their zone.
    pub(super) n_zoned: u64,
    pub(super) min: Instant,
    pub(super) max: Instant,
    /// By seconds; nothing is finer.
    pub(super) grid: Grid,
}

impl Times {
    pub(super) fn new() -> Self {
        Self {
            count: 0,
            n_zoned: 0,
            min: Instant { seconds: i64::MAX, nanos: 0 },
            max: Instant { seconds: i64::MIN, nanos: 0 },
            grid: Grid::new(Chain::Time, 0),
        }
    }

    /// Adds `n` cells of that moment.
    #[inline]
    pub(super) fn add(&mut self, moment: Instant, is_zoned: bool, n: u64, most: usize) {
        self.count += n;
        self.n_zoned += if is_zoned { n } else { 0 };
        self.min = self.min.min(moment);
        self.max = self.max.max(moment);
        self.grid.add(n, most, |level| Some(moment.seconds.div_euclid(Chain::seconds(level))));
    }

    /// Whether it can be of `most` cells, after reading.
    pub(super) fn is_sound(&self, most: u64, bins: usize) -> bool {
        let is_moment = |at: Instant| at.seconds.unsigned_abs() <= 1 << 40 && at.nanos < 1_000_000_000;
        (1..=most).contains(&self.count)
            && self.n_zoned <= self.count
            && is_moment(self.min)
            && is_moment(self.max)
            && self.min <= self.max
            && self.grid.chain == Chain::Time
            && self.grid.is_sound(most, bins)
    }

    pub(super) fn merge(&mut self, right: Self, most: usize) {
        self.count += right.count;
        self.n_zoned += right.n_zoned;
        self.min = self.min.min(right.min);
        self.max = self.max.max(right.max);
        self.grid.merge(right.grid, most);
    }
}
