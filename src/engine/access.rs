//! Chooses between the map and positioned reads of a file, by what chunks cost.
//!
//! Which is faster depends on the machine and the file system (measured: reads take 0.7 to 2 times
//! as long). So a job takes its first chunks by both ways, a group of chunks each in turn, goes on
//! with the faster, and tries the other way again now and then: a cached beginning says little about
//! a rest on a disk. No report depends on the choice.

use crate::base::units::{as_f64, len_u64};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Chunks that each way is measured by at first.
const MEASURED: usize = 4;

/// Chunks that are remembered of a way: the newest.
const REMEMBERED: usize = 16;

/// Chunks between two tries of the slower way.
const TRY_EVERY: u64 = 192;

/// The other way is chosen if it takes less than this share of the time.
const CLEARLY: f64 = 0.96;

/// A way to a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Map,
    Reads,
}

impl Way {
    const fn other(self) -> Self {
        match self {
            Self::Map => Self::Reads,
            Self::Reads => Self::Map,
        }
    }
}

/// The choice of a job, shared by its workers. Its lock is held for nanoseconds, twice a chunk.
pub(super) struct AccessChoice(Mutex<Trial>);

struct Trial {
    best: Way,
    n_taken: u64,
    /// Chunks that are taken by one way before the other has its turn: those of all workers, so that
    /// each way is measured under its own contention.
    group: u64,
    map: Costs,
    reads: Costs,
    /// Whether both ways were measured. From then on only measurements of the other way can change
    /// the choice: those of the best one alone would, whenever other programs disturb it.
    is_settled: bool,
}

/// What the newest chunks cost, in nanoseconds a byte.
#[derive(Default)]
struct Costs {
    newest: [f64; REMEMBERED],
    n: usize,
}

impl AccessChoice {
    /// A choice that begins with the map.
    pub(super) fn new(n_threads: usize) -> Self {
        let group = len_u64(n_threads.clamp(1, MEASURED));
        let (map, reads) = (Costs::default(), Costs::default());
        Self(Mutex::new(Trial { best: Way::Map, n_taken: 0, group, map, reads, is_settled: false }))
    }

    /// The way to the next chunk.
    pub(super) fn next(&self) -> Way {
        let mut trial = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trial.n_taken += 1;
        trial.way(trial.n_taken - 1)
    }

    /// Takes what a chunk of that many bytes cost; the better way, if that is another one now.
    pub(super) fn note(&self, way: Way, len_bytes: u64, took: Duration) -> Option<Way> {
        let mut trial = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cost = took.as_secs_f64() * 1e9 / as_f64(len_bytes.max(1));
        match way {
            Way::Map => trial.map.add(cost),
            Way::Reads => trial.reads.add(cost),
        }
        if trial.is_settled && way == trial.best { None } else { trial.choose() }
    }
}

impl Trial {
    fn way(&self, nr: u64) -> Way {
        let first = len_u64(MEASURED).next_multiple_of(self.group) * 2;
        if nr < first {
            return if (nr / self.group).is_multiple_of(2) { Way::Map } else { Way::Reads };
        }
        let since_try = (nr - first) % TRY_EVERY;
        if since_try >= TRY_EVERY - self.group { self.best.other() } else { self.best }
    }

    fn choose(&mut self) -> Option<Way> {
        let (map, reads) = (self.map.typical()?, self.reads.typical()?);
        self.is_settled = true;
        let (current, other) = if self.best == Way::Map { (map, reads) } else { (reads, map) };
        if other >= current * CLEARLY {
            return None;
        }
        self.best = self.best.other();
        Some(self.best)
    }
}

impl Costs {
    fn add(&mut self, cost: f64) {
        self.newest[self.n % REMEMBERED] = cost;
        self.n += 1;
    }

    /// The mean of the cheapest quarter, but of two at least: other programs only make chunks
    /// dearer. `None` before there are enough.
    fn typical(&self) -> Option<f64> {
        let mut costs =
            self.newest.get(..self.n.min(REMEMBERED)).filter(|costs| costs.len() >= MEASURED)?.to_vec();
        costs.sort_by(f64::total_cmp);
        costs.truncate((costs.len() / 4).max(2));
        Some(costs.iter().sum::<f64>() / as_f64(len_u64(costs.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes so many chunks whose cost is a function of way and number; the ways that were taken.
    fn taken(n: u64, group: usize, cost: impl Fn(Way, u64) -> u64) -> Vec<Way> {
        let choice = AccessChoice::new(group);
        let take = |nr| {
            let way = choice.next();
            let _ = choice.note(way, 1000, Duration::from_nanos(1000 * cost(way, nr)));
            way
        };
        (0..n).map(take).collect()
    }

    #[test]
    fn the_faster_way_is_taken_but_for_measurements() {
        for (map, reads) in [(100, 130), (130, 100), (100, 1000), (1000, 100)] {
            let cost = |way, _| if way == Way::Map { map } else { reads };
            for group in [1, 2, 3, 64] {
                let ways = taken(1024, group, cost);
                let total: u64 = ways.iter().map(|&way| cost(way, 0)).sum();
                let n_best = ways.iter().filter(|&&way| cost(way, 0) == map.min(reads)).count();
                assert!(n_best > 970, "{n_best} by {group}, {map} and {reads}");
                assert!(map.max(reads) > 200 || total * 100 <= 1024 * 105 * map.min(reads), "{total}");
            }
        }
    }

    #[test]
    fn ways_alike_stay_with_the_map_and_a_change_is_found() {
        let ways = taken(1024, 2, |_, nr| 100 + nr % 3);
        assert!(ways.iter().filter(|&&way| way == Way::Map).count() > 970);
        // From the 500th chunk on the map is the slower one.
        let ways = taken(1024, 2, |way, nr| if (way == Way::Map) == (nr < 500) { 100 } else { 200 });
        assert!(ways[20..500].iter().filter(|&&way| way == Way::Map).count() > 460);
        assert!(ways[800..].iter().filter(|&&way| way == Way::Reads).count() > 210);
    }

    #[test]
    fn a_disturbance_of_the_best_way_changes_no_choice() {
        let ways = taken(1024, 2, |way, nr| match (way, nr) {
            (Way::Map, 300..360) => 900,
            (Way::Map, _) => 100,
            (Way::Reads, _) => 130,
        });
        assert!(ways.iter().filter(|&&way| way == Way::Map).count() > 970);
    }

    proptest! {
        #[test]
        fn no_costs_break_a_choice(costs in prop::collection::vec(0..u64::MAX / 1000, 0..300), group in 0..9_usize) {
            let n = len_u64(costs.len());
            let ways = taken(n, group, |_, nr| costs[crate::base::units::to_usize(nr)]);
            prop_assert_eq!(len_u64(ways.len()), n);
        }
    }
}
