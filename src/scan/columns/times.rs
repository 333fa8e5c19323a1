//! What is known of the dates, times or timestamps of a column.

use super::calendar::Instant;
use super::grid::{Chain, Grid};

/// The accumulator.
#[derive(Clone, Debug)]
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

    pub(super) fn merge(&mut self, right: Self, most: usize) {
        self.count += right.count;
        self.n_zoned += right.n_zoned;
        self.min = self.min.min(right.min);
        self.max = self.max.max(right.max);
        self.grid.merge(right.grid, most);
    }
}
