//! Bytes: a histogram of byte values, their classes, and the entropy along the file.
//!
//! Two ways to count. Most bytes are counted as pairs, two at a time, in one table of 65,536
//! whose sums along either side are the histogram (1.6 to 1.8 times as quick on text and dumps;
//! `benches/kernels.rs`). Where nearly all pairs occur, that table is too wide for the nearest
//! cache, so bytes that look random, and small pieces, go into eight tables at once instead, so
//! that a run of equal bytes does not wait for its own last store (the trick is old; Fabian
//! Giesen and Yann Collet describe it). Entropies take their logarithms from `libm`, the same
//! on every machine.

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::pairs::{self, Pairs};
use super::saved::{self, Damaged, Sound};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::{as_f64, block_shift, len_u64, to_usize};
use crate::base::{Fact, Headline, Offset, Plot, PlotKind, ReportTable, Section, Span, Tone, Value};
use crate::messages::{Key, Text};
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::BYTES, Role::Statistic, PassId::Measure, || made(Bytes));

/// The scan.
pub struct Bytes;

/// The count of each byte value.
pub(super) type Histogram = [u64; 256];

/// Most rows of the entropy map.
const MAP_BLOCKS: u64 = 1024;

/// Log₂ of the smallest block of the entropy map.
const SMALLEST_SHIFT: u32 = 12;

/// Log₂ of the smallest block that is worth a table of pairs.
const PAIRS_SHIFT: u32 = 18;

/// What was found in a part of a file: a histogram for each block of the entropy map.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Partial {
    span: Span,
    /// Log₂ of the map's block length in bytes; follows from the file's length.
    shift: u32,
    /// The number of the first block.
    first: u64,
    #[serde(with = "saved::packed_list")]
    blocks: Vec<Histogram>,
    /// Bytes of the last block that are not in its histogram yet.
    #[serde(skip)]
    pairs: Option<Pairs>,
    /// Entropies of the first blocks that are whole, so that a report doesn't compute them again.
    #[serde(skip)]
    known: Vec<f64>,
}

/// Log₂ of the block length: the smallest power of two ≥ 4,096 of which 1,024 cover the file.
fn shift_for(file_len: u64) -> u32 {
    block_shift(file_len, MAP_BLOCKS, SMALLEST_SHIFT)
}

impl Scan for Bytes {
    type Partial = Partial;

    fn id(&self) -> ScanId {
        ScanId::BYTES
    }

    fn feed(&self, partial: &mut Partial, piece: &Piece<'_>) {
        let shift = shift_for(piece.file_len());
        for block in piece.blocks(to_usize(1 << shift)) {
            partial.open(block.span(), shift);
            partial.count(block.bytes());
        }
    }

    fn release_scratch(&self, partial: &mut Partial) {
        partial.release_scratch();
    }

    fn feed_zeros(&self, partial: &mut Partial, hole: Span, file_len: u64) {
        let shift = shift_for(file_len);
        let mut at = hole.start;
        while at < hole.end {
            let end = Offset(((at.0 >> shift) + 1) << shift).min(hole.end);
            let part = Span { start: at, end };
            partial.open(part, shift)[0] += part.len();
            at = end;
        }
    }

    fn merge(&self, left: &mut Partial, mut right: Partial) {
        if right.span.is_empty() {
            return;
        }
        if left.span.is_empty() {
            *left = right;
            return;
        }
        left.release_scratch();
        right.release_scratch();
        let shift = left.shift.max(right.shift);
        left.coarsen(shift);
        right.coarsen(shift);
        let shared = right.first < left.first + len_u64(left.blocks.len());
        let mut more = right.blocks.into_iter();
        if shared && let (Some(last), Some(next)) = (left.blocks.last_mut(), more.next()) {
            add(last, &next);
        }
        left.blocks.extend(more);
        left.span.end = right.span.end;
        left.learn();
    }

    fn save(&self, partial: &Partial) -> Option<Vec<u8>> {
        if partial.pairs.is_none() {
            return saved::write(partial);
        }
        let mut settled = partial.clone();
        settled.release_scratch();
        saved::write(&settled)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Partial, Damaged> {
        let mut partial: Partial = saved::read_sound(saved, of)?;
        partial.learn();
        Ok(partial)
    }

    fn report(&self, so_far: &Partial) -> Finding {
        if so_far.pairs.is_none() {
            return Finding::Section(so_far.section());
        }
        let mut settled = so_far.clone();
        settled.release_scratch();
        Finding::Section(settled.section())
    }
}

/// Adds one count to another.
pub(super) fn add(into: &mut Histogram, other: &Histogram) {
    for (into, other) in into.iter_mut().zip(other) {
        *into += other;
    }
}

/// Counts the bytes of a word, each in a table of its own, so that none waits for the one before. Written out, since
/// where programs are to be small loops stay loops.
#[inline(always)]
pub(super) fn count_word<N: Copy + AddAssign + From<bool>>(tables: &mut [[N; 256]; 8], word: u64) {
    let one = N::from(true);
    let [a, b, c, d, e, f, g, h] = word.to_le_bytes();
    tables[0][usize::from(a)] += one;
    tables[1][usize::from(b)] += one;
    tables[2][usize::from(c)] += one;
    tables[3][usize::from(d)] += one;
    tables[4][usize::from(e)] += one;
    tables[5][usize::from(f)] += one;
    tables[6][usize::from(g)] += one;
    tables[7][usize::from(h)] += one;
}

/// Adds the bytes of one block to a histogram.
pub(crate) fn count(bytes: &[u8], into: &mut Histogram) {
    if bytes.len() < 2048 {
        bytes.iter().for_each(|&b| into[usize::from(b)] += 1);
        return;
    }
    // A table's `u32` would overflow after 32 GiB of one value.
    for bytes in bytes.chunks(1 << 30) {
        let mut tables = [[0_u32; 256]; 8];
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            count_word(&mut tables, u64::from_le_bytes(*word));
        }
        rest.iter().for_each(|&b| tables[0][usize::from(b)] += 1);
        for table in &tables {
            for (into, &n) in into.iter_mut().zip(table) {
                *into += u64::from(n);
            }
        }
    }
}

/// Shannon's entropy in bits per byte, summed from byte 0 to 255; 0 for no bytes.
fn entropy(histogram: &Histogram) -> f64 {
    let total = as_f64(histogram.iter().sum());
    let mut bits = 0.0;
    for &n in histogram.iter().filter(|&&n| n > 0) {
        let p = as_f64(n) / total;
        bits -= p * libm::log2(p);
    }
    bits
}

impl Sound for Partial {
    fn is_sound(&self, of: Span) -> bool {
        if self.span.is_empty() || self.span != of || !(SMALLEST_SHIFT..=63).contains(&self.shift) {
            return self.span.is_empty() && of.is_empty() && self.blocks.is_empty();
        }
        let last = (of.end.0 - 1) >> self.shift;
        let is_all = |(block, nr): (&Histogram, u64)| {
            let own = Span::at(Offset(nr << self.shift), 1 << self.shift).meet(of);
            saved::sum_within(*block, own.len()) == Some(own.len())
        };
        self.first == of.start.0 >> self.shift
            && len_u64(self.blocks.len()) == last - self.first + 1
            && self.blocks.iter().zip(self.first..).all(is_all)
    }
}

impl Partial {
    /// The histogram of the block that holds `span`, which follows what is covered.
    fn open(&mut self, span: Span, shift: u32) -> &mut Histogram {
        let block = span.start.0 >> shift;
        if self.span.is_empty() {
            *self = Self { span: Span::at(span.start, 0), shift, first: block, ..Self::default() };
        }
        self.coarsen(shift);
        self.span.end = span.end;
        let at = to_usize(block - self.first);
        if at >= self.blocks.len() {
            self.release_scratch();
            self.blocks.push([0; 256]);
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Counts bytes into the last block.
    fn count(&mut self, bytes: &[u8]) {
        let Some(last) = self.blocks.last_mut() else { return };
        if self.shift >= PAIRS_SHIFT && pairs::suits(bytes) {
            self.pairs.get_or_insert_with(Pairs::take).count(bytes, last);
        } else {
            count(bytes, last);
        }
    }

    /// Adds up what was counted as pairs.
    fn release_scratch(&mut self) {
        if let (Some(pairs), Some(last)) = (self.pairs.take(), self.blocks.last_mut()) {
            pairs.give(last);
        }
    }

    /// Joins neighbours until blocks are as long as `shift` says.
    fn coarsen(&mut self, shift: u32) {
        while self.shift < shift {
            let mut joined: Vec<Histogram> = Vec::with_capacity(self.blocks.len() / 2 + 1);
            for (block, histogram) in (self.first..).zip(&self.blocks) {
                match joined.last_mut() {
                    Some(last) if block % 2 == 1 => add(last, histogram),
                    _ => joined.push(*histogram),
                }
            }
            self.blocks = joined;
            self.first /= 2;
            self.shift += 1;
            self.known.clear();
        }
    }

    /// Computes the entropies of blocks that nothing can be added to any more.
    fn learn(&mut self) {
        if self.span.start.0.trailing_zeros() < self.shift {
            return;
        }
        for block in self.known.len()..self.blocks.len().saturating_sub(1) {
            self.known.push(entropy(&self.blocks[block]));
        }
    }

    fn section(&self) -> Section {
        let mut all = [0; 256];
        self.blocks.iter().for_each(|block| add(&mut all, block));
        let sum = |range: std::ops::RangeInclusive<usize>| all[range].iter().sum::<u64>();
        let total = sum(0..=255);
        let distinct = len_u64(all.iter().filter(|&&n| n > 0).count());
        let most = all.iter().copied().max().unwrap_or(0);
        let most_common = all.iter().position(|&n| n == most).filter(|_| total > 0).map(len_u64);
        let bits = entropy(&all);
        let text = Text::new("headline-entropy").with("bits", crate::messages::Arg::Figure(bits, ""));
        Section {
            id: ScanId::BYTES.name(),
            facts: vec![
                Fact::new("count", total, "bytes").on_card(),
                Fact::new("entropy", bits, "bits per byte"),
                Fact::new("distinct", distinct, "byte values"),
                Fact::new("printable", sum(0x20..=0x7E), "bytes"),
                Fact::new("control", sum(0x01..=0x1F) + all[0x7F], "bytes"),
                Fact::new("nul", all[0], "bytes"),
                Fact::new("high", sum(0x80..=0xFF), "bytes"),
                Fact::new("most_common", most_common, "byte"),
            ],
            tables: vec![histogram_table(&all), self.entropy_map()],
            headline: (total > 0).then_some(Headline { text, tone: Tone::Plain }),
        }
    }

    fn entropy_map(&self) -> ReportTable {
        let rows = self.blocks.iter().zip(self.first..).enumerate().map(|(i, (histogram, block))| {
            let span = Span::at(Offset(block << self.shift), 1 << self.shift).meet(self.span);
            let bits = self.known.get(i).copied().unwrap_or_else(|| entropy(histogram));
            vec![Value::Int(span.start.0), Value::Int(span.len()), Value::from(bits)]
        });
        ReportTable {
            id: "entropy_map",
            columns: vec![("offset", "offset"), ("bytes", "bytes"), ("entropy", "bits per byte")],
            rows: rows.collect(),
            plot: Some(Plot {
                kind: PlotKind::AlongFile,
                y: 2,
                axis: (Key("axis-start"), Key("axis-entropy"), Some(Key("axis-end"))),
            }),
        }
    }
}

fn histogram_table(all: &Histogram) -> ReportTable {
    ReportTable {
        id: "histogram",
        columns: vec![("byte", "byte"), ("count", "bytes")],
        rows: (0..).zip(all).map(|(byte, &n)| vec![Value::Int(byte), Value::Int(n)]).collect(),
        plot: Some(Plot {
            kind: PlotKind::Bars,
            y: 1,
            axis: (Key("axis-least-byte"), Key("axis-byte"), Some(Key("axis-greatest-byte"))),
        }),
    }
}
