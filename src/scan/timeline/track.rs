//! Lines counted in buckets of time, as fine as fits.
//!
//! Buckets are as wide as a step of [`WIDTHS`]: the finest at which no more than [`MOST`] of
//! them hold a line. Each step is a multiple of the one before, so coarse buckets are exact sums
//! of finer ones; and more lines never need fewer buckets. So the width, and every count,
//! follows from the lines alone, whatever the order in which parts were merged.

use crate::base::Span;
use crate::scan::saved::{self, Sound};
use serde::{Deserialize, Serialize};

/// Buckets that hold a line, at most.
const MOST: usize = 4096;

/// Buckets that wait for their place, at most: 70 KB. With so many, each costs a share of one walk
/// over all instead of moving half of them.
const MOST_WAITING: usize = 512;

const SECOND: i64 = 1000;
const DAY: i64 = 86_400 * SECOND;

/// Widths of a bucket in milliseconds. At the last one the years 0 to 9999 are 3,653 buckets.
const WIDTHS: [i64; 9] =
    [SECOND, 10 * SECOND, 60 * SECOND, 600 * SECOND, 3600 * SECOND, DAY, 10 * DAY, 100 * DAY, 1000 * DAY];

/// The levels, and one for lines without.
pub const N_LEVELS: usize = 7;

/// The lines of one time interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// Its start, in widths.
    pub nr: i64,
    /// Where the first of its lines starts.
    pub first_at: u64,
    /// Where the last of its lines starts.
    pub last_at: u64,
    /// How many lines of each level, the least level first; then those without.
    pub levels: [u64; N_LEVELS],
    /// The same of the lines without a time that continue one of them; in none of the figures above.
    pub continuing: [u64; N_LEVELS],
}

/// Lines by their time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Track {
    /// Which of the widths.
    width: usize,
    /// Those that hold a line, in the order of time.
    buckets: Vec<Bucket>,
    /// Those earlier than the last of them that are not among them yet, in the order of the file; one time may
    /// have several.
    #[serde(skip)]
    waiting: Vec<Bucket>,
    /// The bucket that the last line fell into, unless it waits; the next one mostly does too.
    #[serde(skip)]
    recent: usize,
    n_lines: u64,
    /// The time of the first line and of the last one, in file order.
    first: Option<i64>,
    last: Option<i64>,
    n_backwards: u64,
    earliest: Option<(i64, u64)>,
    latest: Option<(i64, u64)>,
}

impl Bucket {
    /// How many of its lines say their time.
    #[must_use]
    pub fn n_lines(&self) -> u64 {
        self.levels.iter().sum()
    }

    /// How many lines of each level it holds, with those that continue others.
    #[must_use]
    pub fn levels_with_continuing(&self) -> [u64; N_LEVELS] {
        std::array::from_fn(|level| self.levels[level] + self.continuing[level])
    }

    fn absorb(&mut self, other: &Self) {
        self.first_at = self.first_at.min(other.first_at);
        self.last_at = self.last_at.max(other.last_at);
        for (ours, theirs) in self.levels.iter_mut().zip(other.levels) {
            *ours += theirs;
        }
        for (ours, theirs) in self.continuing.iter_mut().zip(other.continuing) {
            *ours += theirs;
        }
    }
}

impl Sound for Track {
    fn is_sound(&self, of: Span) -> bool {
        /// Later than any year that is read, in milliseconds.
        const LATEST: u64 = 1 << 49;
        let n = of.len();
        let Some(width) = WIDTHS.get(self.width) else { return false };
        let is_time = |ms: i64| ms.unsigned_abs() <= LATEST;
        let is_place = |at: u64| at <= of.end.0.saturating_add(3);
        let is_bucket = |bucket: &Bucket| {
            bucket.nr.checked_mul(*width).is_some_and(is_time)
                && is_place(bucket.first_at)
                && is_place(bucket.last_at)
                && saved::sum_within(bucket.levels, n).is_some()
                && saved::sum_within(bucket.continuing, n).is_some()
        };
        let ends = [self.earliest, self.latest];
        self.buckets.len() <= MOST
            && self.buckets.iter().all(is_bucket)
            && self.buckets.is_sorted_by(|one, next| one.nr < next.nr)
            && self.n_lines <= n
            && self.n_backwards <= n
            && [self.first, self.last].into_iter().flatten().all(is_time)
            && ends.into_iter().flatten().all(|(ms, at)| is_time(ms) && is_place(at))
    }
}

impl Track {
    /// How wide each bucket is, in milliseconds.
    #[must_use]
    pub fn width_ms(&self) -> i64 {
        WIDTHS[self.width]
    }

    /// Those that hold a line, in the order of time; all of them once it is settled.
    #[must_use]
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// The first bucket that ends after `ms`, counted from 0.
    #[must_use]
    pub fn bucket_from(&self, ms: i64) -> usize {
        let nr = ms.div_euclid(self.width_ms());
        self.buckets.partition_point(|bucket| bucket.nr < nr)
    }

    /// How many lines there are.
    #[must_use]
    pub fn n_lines(&self) -> u64 {
        self.n_lines
    }

    /// How many lines are earlier than the one before them.
    #[must_use]
    pub fn n_backwards(&self) -> u64 {
        self.n_backwards
    }

    /// The earliest time, and where its first line starts.
    #[must_use]
    pub fn earliest(&self) -> Option<(i64, u64)> {
        self.earliest
    }

    /// The latest time, and where its first line starts.
    #[must_use]
    pub fn latest(&self) -> Option<(i64, u64)> {
        self.latest
    }

    /// Counts the line that follows, which starts at `at`.
    pub(super) fn add(&mut self, ms: i64, at: u64, level: usize) {
        let width = self.width_ms();
        match self.buckets.get_mut(self.recent) {
            // Mostly the bucket of the line before; a product is cheaper than a quotient.
            Some(recent) if (0..width).contains(&(ms - recent.nr * width)) => {
                recent.first_at = recent.first_at.min(at);
                recent.last_at = recent.last_at.max(at);
                recent.levels[level] += 1;
            }
            _ => {
                let nr = ms.div_euclid(width);
                let none = [0; N_LEVELS];
                let mut bucket = Bucket { nr, first_at: at, last_at: at, levels: none, continuing: none };
                bucket.levels[level] = 1;
                self.put(&bucket);
            }
        }
        self.n_lines += 1;
        self.n_backwards += u64::from(self.last.is_some_and(|last| ms < last));
        self.first.get_or_insert(ms);
        self.last = Some(ms);
        let here = Some((ms, at));
        self.earliest = earlier(self.earliest, here);
        self.latest = later(self.latest, here);
    }

    /// Counts lines without a time that follow the last line.
    pub(super) fn add_continuing(&mut self, add: impl FnOnce(&mut [u64; N_LEVELS])) {
        if let Some(bucket) = self.last_bucket() {
            add(&mut bucket.continuing);
        }
    }

    /// The bucket of the last line in file order.
    fn last_bucket(&mut self) -> Option<&mut Bucket> {
        let (ms, width) = (self.last?, self.width_ms());
        let is_in = |bucket: &Bucket| (0..width).contains(&(ms - bucket.nr * width));
        if self.waiting.last().is_some_and(is_in) {
            return self.waiting.last_mut();
        }
        if !self.buckets.get(self.recent).is_some_and(is_in) {
            let nr = ms.div_euclid(width);
            self.recent = self.buckets.binary_search_by_key(&nr, |bucket| bucket.nr).ok()?;
        }
        self.buckets.get_mut(self.recent)
    }

    /// Adds what was found in the part that follows.
    pub(super) fn merge(&mut self, right: &Self) {
        self.settle();
        if right.width > self.width {
            self.widen(right.width);
        }
        for bucket in right.buckets.iter().chain(&right.waiting) {
            // Put one by one, they may have become wider meanwhile.
            let factor = self.width_ms() / right.width_ms();
            self.put(&Bucket { nr: bucket.nr.div_euclid(factor), ..bucket.clone() });
        }
        self.settle();
        self.n_lines += right.n_lines;
        let steps_back = matches!((self.last, right.first), (Some(last), Some(first)) if first < last);
        self.n_backwards += right.n_backwards + u64::from(steps_back);
        self.first = self.first.or(right.first);
        self.last = right.last.or(self.last);
        self.earliest = earlier(self.earliest, right.earliest);
        self.latest = later(self.latest, right.latest);
    }

    /// Adds the lines of a bucket of this width.
    fn put(&mut self, bucket: &Bucket) {
        // Those of a part come in the order of time.
        for near in [self.recent, self.recent + 1] {
            if let Some(ours) = self.buckets.get_mut(near).filter(|ours| ours.nr == bucket.nr) {
                ours.absorb(bucket);
                self.recent = near;
                return;
            }
        }
        if self.buckets.last().is_none_or(|last| last.nr < bucket.nr) {
            self.recent = self.buckets.len();
            self.buckets.push(bucket.clone());
        } else if let Some(last) = self.waiting.last_mut().filter(|last| last.nr == bucket.nr) {
            last.absorb(bucket);
        } else if let Ok(found) = self.buckets.binary_search_by_key(&bucket.nr, |bucket| bucket.nr) {
            self.buckets[found].absorb(bucket);
            self.recent = found;
        } else {
            self.waiting.push(bucket.clone());
        }
        if self.buckets.len() > MOST || self.waiting.len() >= MOST_WAITING {
            self.settle();
        }
    }

    /// Has none wait, and makes buckets wider until they are few enough.
    fn settle(&mut self) {
        if !self.waiting.is_empty() {
            self.place_waiting();
        }
        while self.buckets.len() > MOST && self.width + 1 < WIDTHS.len() {
            self.widen(self.width + 1);
        }
    }

    /// Gives those that wait their place among the others.
    fn place_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable_by_key(|bucket| bucket.nr);
        let mut left = self.buckets.len();
        self.buckets.reserve_exact(waiting.len());
        self.buckets.extend_from_slice(&waiting);
        // From the end on, so that each is moved once.
        for place in (0..self.buckets.len()).rev() {
            let Some(last) = waiting.last() else { break };
            if left > 0 && self.buckets[left - 1].nr > last.nr {
                left -= 1;
                self.buckets.swap(left, place);
            } else {
                self.buckets[place].clone_from(last);
                waiting.pop();
            }
        }
        self.absorb_equals();
        self.waiting = waiting;
    }

    /// Makes buckets wider, of which none waits.
    fn widen(&mut self, width: usize) {
        let factor = WIDTHS[width] / self.width_ms();
        self.width = width;
        for bucket in &mut self.buckets {
            bucket.nr = bucket.nr.div_euclid(factor);
        }
        self.absorb_equals();
    }

    /// Makes one of those of the same time.
    fn absorb_equals(&mut self) {
        self.buckets.dedup_by(|next, one| {
            let is_same = next.nr == one.nr;
            if is_same {
                one.absorb(next);
            }
            is_same
        });
        self.recent = 0;
    }

    /// Settles it, and keeps no more memory than that takes.
    pub(super) fn release_scratch(&mut self) {
        self.settle();
        self.waiting = Vec::new();
        self.buckets.shrink_to_fit();
    }
}

/// The earlier of two, the first in the file of equals.
fn earlier(a: Option<(i64, u64)>, b: Option<(i64, u64)>) -> Option<(i64, u64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The later of two, the first in the file of equals.
fn later(a: Option<(i64, u64)>, b: Option<(i64, u64)>) -> Option<(i64, u64)> {
    match (a, b) {
        (Some(a), Some(b)) if b.0 > a.0 || (b.0 == a.0 && b.1 < a.1) => Some(b),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every third line is continued by another of the next level.
    fn track(lines: &[(i64, u64, usize)]) -> Track {
        let mut track = Track::default();
        for &(ms, at, level) in lines {
            track.add(ms, at, level);
            if at % 3 == 0 {
                track.add_continuing(|continuing| continuing[(level + 1) % N_LEVELS] += 1);
            }
        }
        track
    }

    /// A naive twin: tries every width from the finest on.
    fn plainly(lines: &[(i64, u64, usize)]) -> (i64, BTreeMap<i64, [u64; N_LEVELS]>) {
        let at_width = |width: i64| {
            let mut counts: BTreeMap<i64, [u64; N_LEVELS]> = BTreeMap::new();
            for (ms, _, level) in lines {
                counts.entry(ms.div_euclid(width)).or_default()[*level] += 1;
            }
            (width, counts)
        };
        WIDTHS.into_iter().map(at_width).find(|(_, counts)| counts.len() <= MOST).unwrap()
    }

    fn check(mut track: Track, lines: &[(i64, u64, usize)]) {
        track.release_scratch();
        let (width, counts) = plainly(lines);
        assert_eq!(track.width_ms(), width);
        let ours: Vec<_> = track.buckets().iter().map(|bucket| (bucket.nr, bucket.levels)).collect();
        assert_eq!(ours, counts.into_iter().collect::<Vec<_>>());
        let mut continuing: BTreeMap<i64, [u64; N_LEVELS]> = BTreeMap::new();
        for (ms, at, level) in lines {
            continuing.entry(ms.div_euclid(width)).or_default()[(level + 1) % N_LEVELS] +=
                u64::from(at % 3 == 0);
        }
        let ours: Vec<_> = track.buckets().iter().map(|bucket| (bucket.nr, bucket.continuing)).collect();
        assert_eq!(ours, continuing.into_iter().collect::<Vec<_>>());
        let mut places: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
        for (ms, at, _) in lines {
            places.entry(ms.div_euclid(width)).or_default().push(*at);
        }
        for bucket in track.buckets() {
            assert_eq!(Some(&bucket.first_at), places[&bucket.nr].iter().min());
            assert_eq!(Some(&bucket.last_at), places[&bucket.nr].iter().max());
        }
        let steps = lines.windows(2).filter(|pair| pair[1].0 < pair[0].0).count();
        assert_eq!(track.n_backwards(), steps as u64);
        assert_eq!(track.earliest(), lines.iter().map(|line| (line.0, line.1)).min());
        let latest = lines.iter().map(|line| (line.0, std::cmp::Reverse(line.1))).max();
        assert_eq!(track.latest(), latest.map(|(ms, at)| (ms, at.0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_width_and_the_counts_follow_from_the_lines_alone(
            few in prop::collection::vec((any::<i32>(), 0..N_LEVELS), 0..60),
            n_more in prop_oneof![Just(0_i64), Just(4090), Just(4200), Just(9000)],
            step in prop_oneof![Just(7_i64), Just(999), Just(61_000), Just(86_400_000)],
            // In order, backwards, two and 28 logs in turn, without any order.
            order in prop_oneof![Just(1_i64), Just(-1), Just(4507), Just(323), Just(7919)],
            cut in any::<prop::sample::Index>(),
        ) {
            let more = (0..n_more).map(|i| ((i * order).rem_euclid(n_more) * step, 1));
            let all = few.iter().map(|&(ms, level)| (i64::from(ms) * 1000, level)).chain(more);
            let lines: Vec<_> = all.zip(0_u64..).map(|((ms, level), nr)| (ms, nr * 10, level)).collect();
            check(track(&lines), &lines);
            let cut = cut.index(lines.len() + 1);
            let mut merged = track(&lines[..cut]);
            merged.merge(&track(&lines[cut..]));
            check(merged, &lines);
        }
    }
}
