//! How long a cell takes in the profile of its column, by what columns are made of: read as a
//! chunk is, in parts of 59,000 cells (4 MiB of a table of seven columns), which are merged.
//!
//!     cargo bench --bench columns
//!
//! *fresh* parts know nothing of those before; *resumed* ones know what caps the column is past.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gander::base::units::{len_u64, to_usize};
use gander::scan::columns::{ColumnProfile, Limits};
use std::hint::black_box;
use std::io::Write;

/// Cells of a part, and parts of a column.
const PART: usize = 59_000;
const PARTS: usize = 12;

/// Numbers that look random: Marsaglia's xorshift with a multiplier.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[to_usize(self.below(len_u64(words.len())))]
    }
}

const CITIES: [&str; 7] = ["Oslo", "Berlin", "San Francisco", "東京", "Lima", "Nairobi", "Québec"];
const WORDS: [&str; 16] = [
    "alpha", "beta", "river", "stone", "cloud", "paper", "green", "small", "quick", "north", "table",
    "glass", "sand", "rain", "wind", "fire",
];

type Write1 = fn(&mut Vec<u8>, u64, &mut Random);

/// A column's name and how its cell of a number is written.
const COLUMNS: [(&str, Write1); 10] = [
    ("ids", |out, i, _| write!(out, "{i}").unwrap()),
    ("timestamps", |out, i, random| {
        let (t, ms) = (i * 7 + random.below(7), random.below(1000));
        let (month, day) = (1 + t / 2_419_200 % 12, 1 + t / 86_400 % 28);
        let (hour, minute, second) = (t / 3600 % 24, t / 60 % 60, t % 60);
        write!(out, "2024-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z").unwrap();
    }),
    ("cities", |out, _, random| out.extend_from_slice(random.pick(&CITIES).as_bytes())),
    ("amounts", |out, _, random| {
        if random.below(11) > 0 {
            write!(out, "{}.{:02}", random.below(5000), random.below(100)).unwrap();
        }
    }),
    ("ratios", |out, _, random| write!(out, "0.{:06}", random.below(1_000_000)).unwrap()),
    ("booleans", |out, _, random| out.extend_from_slice(random.pick(&["true", "false"]).as_bytes())),
    ("notes", |out, _, random| {
        for i in 0..2 + random.below(5) {
            out.extend_from_slice(if i > 0 { b" " } else { b"" });
            out.extend_from_slice(random.pick(&WORDS).as_bytes());
        }
    }),
    ("quantities", |out, _, random| write!(out, "{}", random.below(128)).unwrap()),
    ("dates, day first", |out, _, random| {
        write!(out, "{:02}/{:02}/2024", 1 + random.below(28), 1 + random.below(12)).unwrap();
    }),
    ("wide numbers", |out, _, random| {
        write!(out, "{}{:020}", 1 + random.below(99), random.below(1 << 40)).unwrap()
    }),
];

/// The cells of a column, one after another, and where each ends.
fn cells(write: Write1) -> (Vec<u8>, Vec<usize>) {
    let (mut text, mut ends, mut random) = (Vec::new(), vec![0], Random(88_172_645_463_325_252));
    for i in 0..len_u64(PART * PARTS) {
        write(&mut text, i, &mut random);
        ends.push(text.len());
    }
    (text, ends)
}

fn profile(text: &[u8], ends: &[usize], resumes: bool) -> ColumnProfile {
    let mut whole = ColumnProfile::default();
    for part in 0..PARTS {
        let mut profile = match resumes {
            true => ColumnProfile::resumed(Limits::default(), whole.progress()),
            false => ColumnProfile::default(),
        };
        for cell in ends[part * PART..=(part + 1) * PART].windows(2) {
            profile.add(&text[cell[0]..cell[1]], len_u64(cell[0]));
        }
        whole.merge(profile);
    }
    whole
}

fn columns(c: &mut Criterion) {
    for (name, write) in COLUMNS {
        let (text, ends) = cells(write);
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Elements(len_u64(PART * PARTS))).sample_size(10);
        group.bench_function("fresh", |b| b.iter(|| profile(black_box(&text), &ends, false)));
        group.bench_function("resumed", |b| b.iter(|| profile(black_box(&text), &ends, true)));
        let whole = profile(&text, &ends, true);
        group.throughput(Throughput::Elements(1));
        group.bench_function("report", |b| b.iter(|| black_box(&whole).report()));
        group.finish();
    }
}

criterion_group!(benches, columns);
criterion_main!(benches);
