//! Lines and characters of UTF-16 and UTF-32: the laws of all scans, and a plain walk over code units.
#![cfg(test)]

use crate::corpus;
use crate::trial::{BACK_ENDS, Seen, TestDir, append, end_of, engine, memory, seen, spec};
use gander::base::units::{as_f64, len_u64};
use gander::base::{Counts, Offset, RowNr, Value};
use gander::engine::{CHUNK_BYTES, JobState, Spec};
use gander::format::encoding::CodeUnit;
use gander::index;
use gander::scan::char_starts::CharStarts;
use gander::scan::line_starts::LineStarts;
use gander::scan::lines::Lines;
use gander::scan::{Finding, ScanRef};
use gander::source::{AccessMode, Snapshot, Source};
use proptest::prelude::*;
use std::fs::File;
#[cfg(target_os = "linux")]
use std::os::unix::fs::FileExt;
use std::sync::Arc;

const UNITS: [CodeUnit; 4] = [CodeUnit::Utf16Le, CodeUnit::Utf16Be, CodeUnit::Utf32Le, CodeUnit::Utf32Be];

/// What is counted by code units.
fn scans(unit: CodeUnit) -> Vec<ScanRef> {
    vec![Arc::new(Lines { unit }), Arc::new(LineStarts { unit }), Arc::new(CharStarts { unit })]
}

fn wide(unit: CodeUnit, cut: u64) -> Spec {
    Spec { scans: scans(unit), ..spec(cut) }
}

fn report(snapshot: &Snapshot, unit: CodeUnit, cut: u64) -> Vec<Seen> {
    let update = end_of(&engine(2).start(snapshot, wide(unit, cut)));
    assert_eq!(update.state, JobState::Done);
    seen(&update)
}

fn units(bytes: &[u8], unit: CodeUnit) -> Vec<Option<u32>> {
    let read = |bytes: &[u8]| match (bytes, unit) {
        (&[a, b], CodeUnit::Utf16Le) => Some(u16::from_le_bytes([a, b]).into()),
        (&[a, b], CodeUnit::Utf16Be) => Some(u16::from_be_bytes([a, b]).into()),
        (&[a, b, c, d], CodeUnit::Utf32Le) => Some(u32::from_le_bytes([a, b, c, d])),
        (&[a, b, c, d], CodeUnit::Utf32Be) => Some(u32::from_be_bytes([a, b, c, d])),
        // What is left at the end is a unit that means nothing.
        _ => None,
    };
    bytes.chunks(width(unit)).map(read).collect()
}

fn width(unit: CodeUnit) -> usize {
    if matches!(unit, CodeUnit::Utf16Le | CodeUnit::Utf16Be) { 2 } else { 4 }
}

/// A few bytes that are line ends, or parts of one, in either order.
fn nasty(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&[u8]> = vec![
        b"\n\0",
        b"\0\n",
        b"\r\0",
        b"\0\r",
        b"a\0",
        b"\0a",
        b"\n",
        b"\0",
        b"\x3D\xD8\x86\xDD",
        b"\xD8\x3E\xDD\x86",
        b"\n\n",
        b"\x0A\x05",
        b"\n\0\0\0",
        b"\0\0\0\n",
        b"\r\0\0\0",
        b"\0\0\0\r",
        b"a\0\0\0",
        b"\0\0\0a",
        b"\0\0\x11\0",
        b"\0\n\0\0",
    ];
    prop::collection::vec(prop::sample::select(parts), 0..most).prop_map(|parts| parts.concat())
}

fn check(bytes: &[u8], unit: CodeUnit, cut: u64) {
    let report = report(&memory(bytes).snapshot(), unit, cut);
    let Seen::Section(section) = &report[0] else { panic!() };
    let all = units(bytes, unit);
    // (start, length, units of its end)
    let (mut lines, mut start, mut lone) = (Vec::new(), 0, 0_u64);
    for (at, c) in all.iter().enumerate() {
        let next = all.get(at + 1).copied().flatten();
        lone += u64::from(*c == Some(13) && next != Some(10));
        if *c == Some(10) {
            let with_cr = at > start && all[at - 1] == Some(13);
            let end = at - usize::from(with_cr);
            lines.push((start, end - start, at + 1 - end));
            start = at + 1;
        }
    }
    let n_ends = lines.len();
    if start < all.len() {
        lines.push((start, all.len() - start, 0));
    }
    let longest = lines.iter().map(|line| line.1).max().unwrap_or(0);
    let longest_at = lines.iter().find(|line| line.1 == longest).map(|line| len_u64(width(unit) * line.0));
    let sum: usize = lines.iter().map(|line| line.1).sum();
    let n = |count: usize| Value::from(len_u64(count));
    let mean = (!lines.is_empty()).then(|| as_f64(len_u64(sum)) / as_f64(len_u64(lines.len())));
    let expected = [
        ("count", n(lines.len())),
        ("newlines", n(n_ends)),
        ("lf", n(lines.iter().filter(|line| line.2 == 1).count())),
        ("crlf", n(lines.iter().filter(|line| line.2 == 2).count())),
        ("cr", lone.into()),
        ("blank", n(lines.iter().filter(|line| line.1 == 0).count())),
        ("longest", n(longest)),
        ("longest_at", longest_at.into()),
        ("mean", mean.into()),
        ("last_terminated", (start >= all.len()).into()),
    ];
    for (key, value) in expected {
        assert_eq!(section.fact(key).unwrap().value, value, "{key} of {bytes:02X?} cut at {cut}, {unit:?}");
    }
    let per_block = |is: &dyn Fn(&Option<u32>) -> bool| {
        let mut before = vec![0];
        for block in all.chunks(65_536 / width(unit)) {
            before.push(before[before.len() - 1] + len_u64(block.iter().filter(|c| is(c)).count()));
        }
        before
    };
    let index = |seen: &Seen| match seen {
        Seen::Index(span, before) => (span.len(), before.clone()),
        Seen::Section(_) | Seen::Timeline(..) | Seen::Digests(_) | Seen::Blocks(_) => panic!(),
    };
    if !bytes.is_empty() {
        assert_eq!(index(&report[1]), (len_u64(bytes.len()), per_block(&|c| *c == Some(10))));
        let is_pair = |c: u32| width(unit) == 2 && (0xDC00..0xE000).contains(&c);
        let starts = |c: &Option<u32>| c.is_none_or(|c| !is_pair(c));
        assert_eq!(index(&report[2]), (len_u64(bytes.len()), per_block(&starts)));
    }
}

#[test]
fn the_cut_does_not_change_what_is_counted_by_code_units() {
    for sample in corpus::all() {
        let cuts: &[u64] = if sample.bytes.len() < 1000 {
            &[1, 2, 3, 5, 64, CHUNK_BYTES]
        } else {
            &[999, 65_535, 65_537, CHUNK_BYTES]
        };
        for unit in UNITS {
            for &cut in cuts {
                check(&sample.bytes, unit, cut);
            }
            let plain = report(&memory(&sample.bytes).snapshot(), unit, CHUNK_BYTES);
            for &back_end in BACK_ENDS {
                let folder = TestDir::new();
                let source = folder.source(&sample.bytes, back_end);
                assert_eq!(
                    report(&source.snapshot(), unit, cuts[2]),
                    plain,
                    "{} by {back_end:?}",
                    sample.name
                );
            }
        }
    }
}

#[test]
fn a_file_that_grows_inside_a_code_unit_is_counted_as_one_pass_counts_it() {
    let text = "one\r\n\ntwo 🦆\r\r\nжж\n";
    let two: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let folder = TestDir::new();
    let turned = |bytes: &[u8]| bytes.iter().rev().copied().collect::<Vec<_>>();
    for bytes in [turned(&two), turned(&four), two, four] {
        for unit in UNITS {
            let plain = report(&memory(&bytes).snapshot(), unit, CHUNK_BYTES);
            for cut in 0..=bytes.len() {
                let path = folder.file("growing", &bytes[..cut]);
                let mut source = Source::open(&path, AccessMode::Auto).unwrap();
                let job = engine(2).start(&source.snapshot(), wide(unit, 16));
                end_of(&job);
                append(&path, &bytes[cut..]);
                source.refresh().unwrap();
                engine(2).extend(&job, &source.snapshot());
                assert_eq!(seen(&end_of(&job)), plain, "grown at {cut}, {unit:?}");
            }
        }
    }
}

// Elsewhere a file that is stretched need not have holes.
#[cfg(target_os = "linux")]
#[test]
fn a_hole_counts_as_the_nuls_that_it_is() {
    let folder = TestDir::new();
    let path = folder.path("sparse");
    let file = File::create(&path).unwrap();
    let mut zeros = vec![0; 700_001];
    let pieces: [(usize, &[u8]); 6] = [
        (0, b"a\0\n\0\0\n\0\0\n\0\0\0"),
        (100, b"\0\0\0\n"),
        (262_141, b"\0\0\0\n"),
        (524_288, b"\n\0"),
        (600_001, b"\0\0\n\0"),
        (700_000, b"\n"),
    ];
    for (at, piece) in pieces {
        file.write_all_at(piece, len_u64(at)).unwrap();
        zeros[at..at + piece.len()].copy_from_slice(piece);
    }
    for unit in UNITS {
        let plain = report(&memory(&zeros).snapshot(), unit, CHUNK_BYTES);
        for io in [AccessMode::Map, AccessMode::Read] {
            let source = Source::open(&path, io).unwrap();
            assert!(source.snapshot().next_data(Offset(300_000)).start > Offset(300_000), "no holes here");
            for cut in [4096, 100_000, CHUNK_BYTES] {
                assert_eq!(report(&source.snapshot(), unit, cut), plain, "{io:?} in chunks of {cut}");
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(64))]

    #[test]
    fn code_units_are_counted_as_a_plain_walk_counts_them(bytes in nasty(40), cut in 1_u64..30) {
        UNITS.into_iter().for_each(|unit| check(&bytes, unit, cut));
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(8))]

    #[test]
    fn line_numbers_in_code_units_are_those_of_a_list_of_line_starts(
        bytes in nasty(60), times in 1_usize..1500, cut in 1000_u64..100_000,
    ) {
        let bytes = bytes.repeat(times);
        let snapshot = memory(&bytes).snapshot();
        for unit in UNITS {
            check(&bytes, unit, cut);
            let index_only = Spec { scans: vec![Arc::new(LineStarts { unit })], ..spec(cut) };
            let update = end_of(&engine(2).start(&snapshot, index_only));
            let Finding::LineIndex(counts) = &update.findings[0] else { panic!() };
            let counts: &Counts = counts;
            let mut starts = vec![0];
            let ends = units(&bytes, unit).into_iter().zip(1..).filter(|(c, _)| *c == Some(10));
            starts.extend(ends.map(|(_, n)| len_u64(width(unit)) * n));
            for (row, &start) in (0..).zip(&starts).step_by(1 + starts.len() / 100) {
                let found = index::row_start(counts, unit, RowNr(row), &snapshot);
                prop_assert_eq!(found, Ok(Some(Offset(start))));
            }
            let past = RowNr(len_u64(starts.len()));
            prop_assert_eq!(index::row_start(counts, unit, past, &snapshot), Ok(None));
            for at in (0..len_u64(bytes.len())).step_by(1 + bytes.len() / 200) {
                let row = starts.partition_point(|&start| start <= at) - 1;
                let found = index::row_at(counts, unit, Offset(at), &snapshot);
                prop_assert_eq!(found, Ok(Some(RowNr(len_u64(row)))), "at {}", at);
            }
        }
    }
}
