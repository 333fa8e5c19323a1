//! The figures of one block, and how they are counted.

use crate::base::Span;
use crate::base::units::{as_f64, floor_u64, len_u64, to_u32, to_usize};
pub(super) use crate::scan::bytes::add;
use crate::scan::bytes::count_word;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How often each byte value occurs.
pub type Histogram = [u64; 256];

/// Steps of a bit in which entropies are kept.
const STEPS: f64 = 4096.0;

/// Counts up to this have their `n · log₂ n` in a table.
const TABLED: u64 = 4096;

/// `n · log₂ n` of small counts: computed once, the same bits as computing it each time.
static WEIGHTS: LazyLock<Box<[f64]>> = LazyLock::new(|| (0..=TABLED).map(weight_of).collect());

/// What is kept of a block that is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Bytes 00.
    pub nul: u64,
    /// Bytes 01 to 1F, and 7F.
    pub control: u64,
    /// Bytes from 80 on.
    pub high: u64,
    /// Line feeds; they are control characters, too.
    pub newlines: u64,
    /// Shannon's entropy, in 1/4096 bit a byte.
    entropy: u16,
    /// How many byte values occur.
    distinct: u16,
}

/// The figures of the bytes of one block that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockFigures {
    /// Those bytes.
    pub span: Span,
    /// Their figures.
    pub figures: Figures,
}

impl Figures {
    /// The figures of what was counted.
    #[must_use]
    pub fn of(counts: &Histogram) -> Self {
        let sum = |range: std::ops::Range<usize>| counts[range].iter().sum::<u64>();
        let n_distinct = counts.iter().filter(|&&n| n > 0).count();
        Self {
            nul: counts[0],
            control: sum(1..0x20) + counts[0x7F],
            high: sum(0x80..256),
            newlines: counts[usize::from(b'\n')],
            entropy: steps(entropy(counts)),
            distinct: u16::try_from(n_distinct).unwrap_or(u16::MAX),
        }
    }
}

impl BlockFigures {
    /// How many bytes they are.
    #[must_use]
    pub fn n_bytes(&self) -> u64 {
        self.span.len()
    }

    /// Bytes 20 to 7E.
    #[must_use]
    pub fn printable(&self) -> u64 {
        self.n_bytes() - self.figures.nul - self.figures.control - self.figures.high
    }

    /// Shannon's entropy in bits per byte, rounded to 1/4096.
    #[must_use]
    pub fn entropy(&self) -> f64 {
        f64::from(self.figures.entropy) / STEPS
    }

    /// How many byte values occur.
    #[must_use]
    pub fn distinct(&self) -> u64 {
        self.figures.distinct.into()
    }
}

/// Adds the bytes of a piece to what was counted: 3.3 GB a second and core, runs of one value 18
/// (blocks of 32 KiB).
///
/// Into eight tables in turn, as [`crate::scan::bytes`] does; their counts are short, so that clearing and
/// adding them up costs little for a small block.
pub(super) fn count(bytes: &[u8], into: &mut Histogram) {
    if bytes.len() < 64 {
        bytes.iter().for_each(|&byte| into[usize::from(byte)] += 1);
        return;
    }
    // A table's `u16` would overflow after 512 KiB of values that don't run.
    for part in bytes.chunks(1 << 18) {
        count_part(part, into);
    }
}

fn count_part(part: &[u8], into: &mut Histogram) {
    let mut tables = [[0_u16; 256]; 8];
    let (groups, rest) = part.as_chunks::<32>();
    for group in groups {
        let (words, _) = group.as_chunks::<8>();
        let word = |nr: usize| u64::from_le_bytes(words[nr]);
        let first = word(0);
        if first == first.rotate_left(8) && word(1) == first && word(2) == first && word(3) == first {
            into[usize::from(group[0])] += 32;
        } else {
            count_word(&mut tables, first);
            count_word(&mut tables, word(1));
            count_word(&mut tables, word(2));
            count_word(&mut tables, word(3));
        }
    }
    rest.iter().for_each(|&byte| into[usize::from(byte)] += 1);
    for (at, into) in into.iter_mut().enumerate() {
        *into += tables.iter().map(|table| u64::from(table[at])).sum::<u64>();
    }
}

/// Shannon's entropy in bits per byte: log₂ n − Σ c·log₂ c / n, summed in four lanes of a fixed order.
pub(super) fn entropy(counts: &Histogram) -> f64 {
    let n = counts.iter().sum::<u64>();
    if n == 0 {
        return 0.0;
    }
    let mut lanes = [0.0_f64; 4];
    for counts in counts.as_chunks::<4>().0 {
        for (lane, &count) in lanes.iter_mut().zip(counts) {
            *lane += weight(count);
        }
    }
    let sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    (libm::log2(as_f64(n)) - sum / as_f64(n)).clamp(0.0, 8.0)
}

fn weight(n: u64) -> f64 {
    WEIGHTS.get(to_usize(n)).copied().unwrap_or_else(|| weight_of(n))
}

fn weight_of(n: u64) -> f64 {
    if n < 2 { 0.0 } else { as_f64(n) * libm::log2(as_f64(n)) }
}

/// An entropy in steps of 1/4096 bit.
fn steps(bits: f64) -> u16 {
    u16::try_from(floor_u64(bits * STEPS + 0.5)).unwrap_or(u16::MAX)
}

/// The entropy that is expected of so many bytes of which all values are equally likely: less than 8
/// bits, as not all can occur equally often (Miller and Madow's correction; measured where that fails).
/// 0 of fewer than 256 bytes, of which an entropy says little.
#[must_use]
pub fn expected_entropy(n_bytes: u64) -> f64 {
    match n_bytes {
        0..256 => 0.0,
        256..512 => 7.17,
        512..1024 => 7.58,
        n => 8.0 - 255.0 / (2.0 * as_f64(n) * std::f64::consts::LN_2),
    }
}

/// The size of what is kept of a block, in bytes.
pub(super) fn n_kept(n_blocks: usize) -> u64 {
    len_u64(n_blocks) * u64::from(to_u32(size_of::<Figures>()))
}
