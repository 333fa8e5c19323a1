//! The differences of two files in bounded memory, to be looked up by place.
//!
//! Up to [`ListBuilder::MOST`] ranges are kept as they are. Beyond that, neighbours that are short together are
//! joined to *stretches* that say how many ranges they hold; [`seek`](super::seek) finds those again. Counts are
//! exact in any case.

use super::{Difference, DifferenceKind, Side};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use std::sync::Arc;

/// Stretches that are handed over together.
const PART: usize = 4096;

/// One range in which the files differ, or several with what is alike between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How they differ; several ranges count as changed.
    pub kind: DifferenceKind,
    /// Where in the first file.
    pub a: Span,
    /// Where in the second file.
    pub b: Span,
    /// How many ranges it holds.
    pub n: u64,
}

impl Stretch {
    /// Where it is in a file; empty where that has nothing of it.
    #[must_use]
    pub fn on(&self, side: Side) -> Span {
        side.of((self.a, self.b))
    }

    /// Whether it holds several ranges, and what is alike between them.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        self.n > 1
    }

    /// The range, if it is one.
    #[must_use]
    pub fn single(&self) -> Option<Difference> {
        (!self.is_merged()).then_some(Difference { kind: self.kind, a: self.a, b: self.b })
    }

    fn joined(&self, next: &Self) -> Self {
        let join = |one: Span, next: Span| Span { start: one.start, end: next.end };
        let kind = DifferenceKind::Changed;
        Self { kind, a: join(self.a, next.a), b: join(self.b, next.b), n: self.n + next.n }
    }
}

impl From<Difference> for Stretch {
    fn from(one: Difference) -> Self {
        Self { kind: one.kind, a: one.a, b: one.b, n: 1 }
    }
}

/// How many ranges there are, and how many bytes they have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DifferenceCounts {
    /// Changed ones.
    pub changed: u64,
    /// Those of the first file alone.
    pub only_a: u64,
    /// Those of the second file alone.
    pub only_b: u64,
    /// Bytes of all; of a changed range those of the file that has more.
    pub bytes: u64,
}

impl DifferenceCounts {
    /// How many there are of all kinds.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.changed + self.only_a + self.only_b
    }

    fn add(&mut self, one: &Difference) {
        self.bytes += one.a.len().max(one.b.len());
        *match one.kind {
            DifferenceKind::Changed => &mut self.changed,
            DifferenceKind::OnlyA => &mut self.only_a,
            DifferenceKind::OnlyB => &mut self.only_b,
        } += 1;
    }
}

/// Differences in their order, as far as they are known. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct DifferenceList {
    /// All but the last have [`PART`] stretches.
    parts: Vec<Arc<Vec<Stretch>>>,
    len: usize,
    counts: DifferenceCounts,
    reached: (Offset, Offset),
}

impl DifferenceList {
    /// How many stretches there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether each stretch is one range.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        len_u64(self.len) == self.counts.all()
    }

    /// The counts of ranges, exact whatever was joined.
    #[must_use]
    pub fn counts(&self) -> DifferenceCounts {
        self.counts
    }

    /// How far the files were compared.
    #[must_use]
    pub fn reached(&self) -> (Offset, Offset) {
        self.reached
    }

    /// A stretch, counted from 0.
    #[must_use]
    pub fn get(&self, nr: usize) -> Option<&Stretch> {
        self.parts.get(nr / PART)?.get(nr % PART)
    }

    /// All stretches, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Stretch> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// The number of the first stretch that starts at a place of a file or behind it.
    #[must_use]
    pub fn first_from(&self, side: Side, at: Offset) -> usize {
        self.partition(|one| one.on(side).start < at)
    }

    /// The stretches that reach into a part of a file; and those of the other file alone that lie within.
    pub fn within(&self, side: Side, span: Span) -> impl Iterator<Item = &Stretch> {
        let first = self.partition(|one| one.on(side).end < span.start);
        let all = (first..self.len).map_while(|nr| self.get(nr));
        all.take_while(move |one| one.on(side).start < span.end)
    }

    /// The place of the other file that stands beside a place of one: the same distance behind the difference
    /// before it, and within one at the same distance from its start, or at its end.
    #[must_use]
    pub fn beside(&self, side: Side, at: Offset) -> Offset {
        let Some(nr) = self.partition(|one| one.on(side).start <= at).checked_sub(1) else { return at };
        let Some(before) = self.get(nr) else { return at };
        let (own, other) = (before.on(side), before.on(side.other()));
        if at < own.end {
            (other.start + (at - own.start)).min(other.end)
        } else {
            other.end + (at - own.end)
        }
    }

    /// The number of stretches from the first on that are `before`.
    fn partition(&self, before: impl Fn(&Stretch) -> bool) -> usize {
        let is_before = |part: &Arc<Vec<Stretch>>| part.last().is_some_and(&before);
        let nr = self.parts.partition_point(is_before);
        let within = self.parts.get(nr).map_or(0, |part| part.partition_point(&before));
        (nr * PART + within).min(self.len)
    }
}

/// Takes ranges in their order and keeps what memory allows.
#[derive(Debug)]
pub struct ListBuilder {
    full: Vec<Arc<Vec<Stretch>>>,
    last: Vec<Stretch>,
    counts: DifferenceCounts,
    reached: (Offset, Offset),
    most: usize,
}

impl Default for ListBuilder {
    fn default() -> Self {
        Self::with_most(Self::MOST)
    }
}

impl ListBuilder {
    /// Ranges that are kept as they are: 12 MiB.
    pub const MOST: usize = 64 * PART;

    fn with_most(most: usize) -> Self {
        let (full, last) = (Vec::new(), Vec::new());
        Self { full, last, counts: DifferenceCounts::default(), reached: Default::default(), most }
    }

    /// Takes a range that lies behind all before.
    pub fn push(&mut self, one: Difference) {
        self.counts.add(&one);
        self.reached = (one.a.end, one.b.end);
        self.keep(one.into());
        if self.full.len() * PART + self.last.len() > self.most {
            self.merge();
        }
    }

    /// Takes how far the files were compared.
    pub fn reach(&mut self, a: Offset, b: Offset) {
        self.reached = (a, b);
    }

    /// What is known by now. Costs as much as one part.
    #[must_use]
    pub fn list(&self) -> DifferenceList {
        let mut parts = self.full.clone();
        if !self.last.is_empty() {
            parts.push(Arc::new(self.last.clone()));
        }
        let len = self.full.len() * PART + self.last.len();
        DifferenceList { parts, len, counts: self.counts, reached: self.reached }
    }

    fn keep(&mut self, one: Stretch) {
        self.last.push(one);
        if self.last.len() == PART {
            self.full.push(Arc::new(std::mem::take(&mut self.last)));
        }
    }

    /// Joins pairs of neighbours, of those that are shorter together than half of all: at least a quarter of the
    /// stretches go, and those that are left are about as long as each other where ranges are even.
    fn merge(&mut self) {
        let full = std::mem::take(&mut self.full);
        let last = std::mem::take(&mut self.last);
        let all: Vec<Stretch> = full.iter().flat_map(|part| part.iter()).chain(&last).copied().collect();
        drop((full, last));
        let together = |one: &Stretch, next: &Stretch| {
            let joined = one.joined(next);
            joined.a.len().max(joined.b.len())
        };
        let mut lengths: Vec<u64> = all.windows(2).map(|two| together(&two[0], &two[1])).collect();
        let middle = lengths.len() / 2;
        if lengths.is_empty() {
            return all.into_iter().for_each(|one| self.keep(one));
        }
        let (_, most, _) = lengths.select_nth_unstable(middle);
        let most = *most;
        let mut all = all.into_iter().peekable();
        while let Some(one) = all.next() {
            match all.next_if(|next| together(&one, next) <= most) {
                Some(next) => self.keep(one.joined(&next)),
                None => self.keep(one),
            }
        }
    }
}

/// How far a comparison is, from 0 to 1, of files of these lengths in bytes.
#[must_use]
pub fn share_done(list: &DifferenceList, (a, b): (u64, u64)) -> f64 {
    let (at_a, at_b) = list.reached();
    crate::base::units::share(at_a.0.saturating_add(at_b.0), a.saturating_add(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::to_usize;
    use proptest::prelude::*;

    /// Ranges of these gaps before them, and lengths in both files.
    fn ranges(parts: &[(u64, u64, u64)]) -> Vec<Difference> {
        let (mut a, mut b) = (Offset::ZERO, Offset::ZERO);
        let mut all = Vec::new();
        for &(gap, in_a, in_b) in parts.iter().filter(|(_, a, b)| a + b > 0) {
            (a, b) = (a + gap + 1, b + gap + 1);
            let kind = match (in_a, in_b) {
                (_, 0) => DifferenceKind::OnlyA,
                (0, _) => DifferenceKind::OnlyB,
                _ => DifferenceKind::Changed,
            };
            all.push(Difference { kind, a: Span::at(a, in_a), b: Span::at(b, in_b) });
            (a, b) = (a + in_a, b + in_b);
        }
        all
    }

    fn built(all: &[Difference], most: usize) -> DifferenceList {
        let mut builder = ListBuilder::with_most(most);
        all.iter().for_each(|one| builder.push(*one));
        builder.list()
    }

    proptest! {
        #[test]
        fn a_list_is_looked_up_as_a_plain_one(
            parts in prop::collection::vec((0_u64..9, 0_u64..5, 0_u64..5), 0..60),
            at in 0_u64..300,
            len in 0_u64..40,
        ) {
            let (all, at) = (ranges(&parts), Offset(at));
            let list = built(&all, usize::MAX);
            prop_assert!(list.is_exact());
            prop_assert_eq!(list.iter().filter_map(Stretch::single).collect::<Vec<_>>(), all.as_slice());
            for side in [Side::A, Side::B] {
                let on = |one: &Difference| side.of((one.a, one.b));
                let first = all.iter().position(|one| on(one).start >= at).unwrap_or(all.len());
                prop_assert_eq!(list.first_from(side, at), first);
                let span = Span::at(at, len);
                let reaches = |one: &&Difference| on(one).end >= span.start && on(one).start < span.end;
                let within: Vec<_> = list.within(side, span).filter_map(Stretch::single).collect();
                prop_assert_eq!(within, all.iter().filter(reaches).copied().collect::<Vec<_>>());
                // What is alike stands beside what it is alike to.
                if !all.iter().any(|one| on(one).start <= at && at < on(one).end) {
                    let beside = list.beside(side, at);
                    prop_assert_eq!(list.beside(side.other(), beside), at);
                }
            }
        }

        #[test]
        fn joined_stretches_hold_all_ranges_and_stay_few(
            parts in prop::collection::vec((0_u64..50, 0_u64..5, 0_u64..5), 0..400),
            most in 4_usize..40,
        ) {
            let all = ranges(&parts);
            let list = built(&all, most);
            prop_assert!(list.len() <= most);
            prop_assert_eq!(list.counts().all(), len_u64(all.len()));
            let mut rest = &all[..];
            for one in list.iter() {
                let (held, after) = rest.split_at(to_usize(one.n));
                let whole = |side: Side| {
                    let on = |one: &Difference| side.of((one.a, one.b));
                    Span { start: on(&held[0]).start, end: on(&held[held.len() - 1]).end }
                };
                prop_assert_eq!((one.a, one.b), (whole(Side::A), whole(Side::B)));
                rest = after;
            }
            prop_assert!(rest.is_empty());
        }
    }

    #[test]
    fn even_ranges_are_joined_to_even_stretches() {
        let parts = vec![(1, 1, 1); 3 * PART];
        let list = built(&ranges(&parts), PART);
        assert!((PART / 4..=PART).contains(&list.len()) && !list.is_exact());
        assert!(list.iter().all(|one| one.n <= 8));
    }
}
