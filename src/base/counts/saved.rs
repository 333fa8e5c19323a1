//! Counts as they are kept in files: the span, then equal runs and single blocks in file order.

use super::{BLOCK, BlockCounts, Counts, SEGMENT, Segment, each_of};
use crate::base::Span;
use crate::base::units::{len_u64, to_usize};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct SavedCounts {
    span: Span,
    sealed: Vec<SavedRows>,
    open: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
enum SavedRows {
    Each(Vec<u32>),
    Same(u32, u64),
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows = |segment: &Arc<Segment>| match &segment.rows {
            BlockCounts::Each(sums) => SavedRows::Each(each_of(sums).collect()),
            BlockCounts::Same { count, n_blocks } => SavedRows::Same(*count, *n_blocks),
        };
        let sealed = self.sealed.iter().map(rows).collect();
        SavedCounts { span: self.span, sealed, open: self.open.clone() }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read_saved(from, BLOCK)
    }
}

/// Numbers of blocks that count nothing, and so may be larger than a block: for `serde(with)`.
pub mod numbers {
    use super::{Counts, Deserializer, Serialize, Serializer};

    /// As counts.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(numbers: &Counts, to: S) -> Result<S::Ok, S::Error> {
        numbers.serialize(to)
    }

    /// From counts of any size.
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Counts, D::Error> {
        Counts::read_saved(from, u64::MAX)
    }
}

impl Counts {
    fn read_saved<'de, D: Deserializer<'de>>(from: D, most: u64) -> Result<Self, D::Error> {
        let SavedCounts { span, sealed, open } = SavedCounts::deserialize(from)?;
        Self::of_saved(span, sealed, open, most).ok_or_else(|| D::Error::custom("counts"))
    }

    /// `None` if there are not as many blocks as the span has, or more than `most` are counted in one.
    fn of_saved(span: Span, sealed: Vec<SavedRows>, open: Vec<u32>, most: u64) -> Option<Self> {
        if span.is_empty() {
            return (sealed.is_empty() && open.is_empty()).then(Self::default);
        }
        let most = |count: &u32| u64::from(*count) <= most;
        let end_block = span.end.0.div_ceil(BLOCK);
        let mut counts = Self { span, open_block: span.start.0 / BLOCK, ..Self::default() };
        for rows in sealed {
            let (n_blocks, sum, is_sound) = match &rows {
                SavedRows::Each(rows) => {
                    let sum: u64 = rows.iter().map(|n| u64::from(*n)).sum();
                    (len_u64(rows.len()), sum, rows.iter().all(most) && rows.len() <= SEGMENT)
                }
                SavedRows::Same(count, n) => (*n, u64::from(*count).checked_mul(*n)?, most(count)),
            };
            counts.open_block.checked_add(n_blocks).filter(|block| *block < end_block)?;
            counts.open_before.checked_add(sum)?;
            if n_blocks == 0 || !is_sound {
                return None;
            }
            match rows {
                SavedRows::Each(rows) => {
                    BlockCounts::of_each(&rows).into_iter().for_each(|rows| counts.push_segment(rows));
                }
                SavedRows::Same(count, n_blocks) => {
                    counts.push_segment(BlockCounts::Same { count, n_blocks })
                }
            }
        }
        let has_all =
            len_u64(open.len()) == end_block - counts.open_block && open.len() <= to_usize(2 * BLOCK);
        counts.open = open;
        (has_all && counts.open.iter().all(most)).then_some(counts)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::Offset;
    use proptest::prelude::*;

    /// Numbers as they come back.
    pub(in super::super) fn there_and_back(counts: &Counts) -> Counts {
        #[derive(Serialize, Deserialize)]
        struct Kept(#[serde(with = "super::numbers")] Counts);
        let saved = postcard::to_allocvec(&Kept(counts.clone())).unwrap();
        postcard::from_bytes::<Kept>(&saved).unwrap().0
    }

    proptest! {
        #[test]
        fn counts_are_those_that_were_saved_and_anything_else_is_refused_or_counts(
            start in 0_u64..200_000,
            runs in prop::collection::vec((1_u64..400, 0_u32..4, any::<bool>()), 0..40),
            damage in (any::<prop::sample::Index>(), any::<u8>()),
        ) {
            let mut counts = Counts::default();
            for (n, count, is_run) in runs {
                let at = if counts.span().is_empty() { Offset(start) } else { counts.span().end };
                let end = if is_run { at + n * 9 * BLOCK } else { (at + n).min(at.floor_to(BLOCK) + BLOCK) };
                let span = Span { start: at, end };
                if is_run { counts.add_same(span, count) } else { counts.add(span, count) }
            }
            let mut saved = postcard::to_allocvec(&counts).unwrap();
            let again: Counts = postcard::from_bytes(&saved).unwrap();
            prop_assert_eq!((again.span(), again.total()), (counts.span(), counts.total()));
            for k in (0..counts.total()).step_by(1 + to_usize(counts.total() / 50)) {
                prop_assert_eq!(again.locate(k), counts.locate(k));
            }
            let at = damage.0.index(saved.len());
            saved[at] = damage.1;
            if let Ok(odd) = postcard::from_bytes::<Counts>(&saved) {
                let _ = (odd.locate(odd.total() / 2), odd.before(odd.span().end.0 / BLOCK));
                let mut two = odd.clone();
                two.add_none(Span::at(odd.span().end, 100));
                two.append(Counts::default());
            }
        }
    }
}
