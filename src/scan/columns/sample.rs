//! A sample of a column's cells, for the values that are frequent among too many to count.
//!
//! Each cell has a rank that follows from its place in the file, as random as a hash is; kept are the
//! cells whose rank begins with a zero bit, with two, and so on, with as few as it takes to fit. So
//! the sample depends on the cells alone, not on their order or on cuts: a Bernoulli sample of
//! 2⁻ᴸ of them, L being its level.

use super::limits::Limits;
use crate::base::units::{as_f64, to_u32, to_usize};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Bytes that a cell takes, beside its text.
const CELL_BYTES: usize = 24;

/// Bytes of a value by which it is told from others in the sample, and shown.
const HEAD_BYTES: usize = 200;

/// Fewer cells than this say nothing of a value's count.
const FEWEST: u64 = 16;

/// The accumulator.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    /// Zero bits with which the ranks begin.
    level: u32,
    cells: Vec<Cell>,
    text: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    rank: u64,
    hash: u64,
    text_at: u32,
    text_len: u8,
}

/// A value that is frequent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frequent {
    pub(super) text: Vec<u8>,
    /// Whether it may go on.
    pub(super) is_cut: bool,
    /// How many cells have it, as far as the sample tells.
    pub(super) count: u64,
    /// Four standard errors of that.
    pub(super) error: f64,
}

/// The rank of the cell at a place: the finaliser of `SplitMix64` (Steele et al. 2014).
#[inline]
fn rank(at: u64) -> u64 {
    let n = (at ^ at >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ n >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ n >> 31
}

/// By level, and of each cell its rank, the hash of its value, and what is kept of that.
impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let cells = self.cells.iter().map(|cell| (cell.rank, cell.hash, self.text_of(cell)));
        (self.level, cells.collect::<Vec<_>>()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Sample {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (level, cells) = <(u32, Vec<(u64, u64, Vec<u8>)>)>::deserialize(from)?;
        let mut sample = Self::at_level(level);
        for (rank, hash, text) in cells {
            if text.len() > HEAD_BYTES || rank.leading_zeros() < level {
                return Err(D::Error::custom("cell"));
            }
            sample.push(rank, hash, &text);
        }
        Ok(sample)
    }
}

impl Sample {
    /// Whether it is within its limits, after reading.
    pub(super) fn is_sound(&self, limits: Limits) -> bool {
        self.level <= 64
            && self.cells.len() <= limits.cells
            && self.cells.len() * CELL_BYTES + self.text.len() <= limits.cell_bytes
    }

    pub(super) fn at_level(level: u32) -> Self {
        Self { level, ..Self::default() }
    }

    pub(super) fn level(&self) -> u32 {
        self.level
    }

    /// Adds the cell at a place if its rank says so.
    #[inline]
    pub(super) fn add(&mut self, at: u64, hash: u64, value: &[u8], limits: Limits) {
        let rank = rank(at.wrapping_add(1));
        if rank.leading_zeros() >= self.level {
            self.push(rank, hash, &value[..value.len().min(HEAD_BYTES)]);
            self.fit(limits);
        }
    }

    fn push(&mut self, rank: u64, hash: u64, text: &[u8]) {
        let text_at = to_u32(self.text.len());
        self.cells.push(Cell { rank, hash, text_at, text_len: u8::try_from(text.len()).unwrap_or(u8::MAX) });
        self.text.extend_from_slice(text);
    }

    fn fit(&mut self, limits: Limits) {
        while self.cells.len() > limits.cells
            || self.cells.len() * CELL_BYTES + self.text.len() > limits.cell_bytes
        {
            self.raise(self.level + 1);
        }
    }

    fn raise(&mut self, level: u32) {
        self.level = level;
        let old = std::mem::take(self);
        self.level = level;
        for cell in old.cells.iter().filter(|cell| cell.rank.leading_zeros() >= level) {
            self.push(cell.rank, cell.hash, old.text_of(cell));
        }
    }

    fn text_of(&self, cell: &Cell) -> &[u8] {
        let at = to_usize(u64::from(cell.text_at));
        &self.text[at..at + usize::from(cell.text_len)]
    }

    pub(super) fn merge(&mut self, right: &Self, limits: Limits) {
        if self.level < right.level {
            self.raise(right.level);
        }
        for cell in &right.cells {
            if cell.rank.leading_zeros() >= self.level {
                self.push(cell.rank, cell.hash, right.text_of(cell));
            }
        }
        self.fit(limits);
    }

    /// The values that most cells of the sample have, the most frequent first, and of equal ones
    /// the least.
    pub(super) fn frequent(&self, most: usize) -> Vec<Frequent> {
        let mut counts: BTreeMap<(u64, &[u8]), u64> = BTreeMap::new();
        for cell in &self.cells {
            *counts.entry((cell.hash, self.text_of(cell))).or_default() += 1;
        }
        let mut all: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= FEWEST).collect();
        all.sort_by(|((_, a), n_a), ((_, b), n_b)| n_b.cmp(n_a).then(a.cmp(b)));
        let times = 1_u64 << self.level.min(63);
        let found = all.into_iter().take(most).map(|((_, text), n)| Frequent {
            text: text.to_vec(),
            is_cut: text.len() == HEAD_BYTES,
            count: n.saturating_mul(times),
            error: 4.0 * as_f64(times) * (as_f64(n) * (1.0 - 1.0 / as_f64(times))).sqrt(),
        });
        found.collect()
    }
}
