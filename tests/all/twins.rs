//! Slow twins: every fast path against a plain walk, byte by byte, written from what the
//! numbers are said to mean.
#![cfg(test)]

use crate::corpus;
use crate::trial::{end_of, engine, memory, plain_report, section, spec};
use gander::base::counts::BLOCK;
use gander::base::units::{as_f64, len_u64, to_usize};
use gander::base::{Counts, Offset, RowNr, Section, Value};
use gander::engine::{CHUNK_BYTES, Spec};
use gander::format::delimited::{Dialect, RecordStream, State};
use gander::format::encoding::CodeUnit;
use gander::format::log;
use gander::index;
use gander::scan::blocks::BlockScan;
use gander::scan::char_starts::CharStarts;
use gander::scan::digests::{DIGEST_BYTES, DigestScan};
use gander::scan::line_starts::LineStarts;
use gander::scan::records::RecordStarts;
use gander::scan::{Finding, REGISTRY, ScanId, ScanRef};
use proptest::prelude::*;
use std::sync::Arc;

/// Bytes as files have them at their worst.
fn nasty(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        3 => prop::sample::select(vec![&b"\n"[..], b"\r\n", b"\r", b"\0", b"a", b"\xEF\xBB\xBF"]).prop_map(<[u8]>::to_vec),
        3 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => prop::sample::select(vec![&b"\x80"[..], b"\xC3", b"\xE2\x82", b"\xF0\x9F\x98", b"\xF0\x9F", b"\xED\xA0", b"\xC0", b"\xFF"]).prop_map(<[u8]>::to_vec),
        1 => any::<u8>().prop_map(|b| vec![b]),
        1 => "[ -~]{0,40}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(part, 0..most).prop_map(|parts| parts.concat())
}

fn facts(section: &Section) -> Vec<(&'static str, Value)> {
    section.facts.iter().map(|fact| (fact.key, fact.value.clone())).collect()
}

pub fn histogram(bytes: &[u8]) -> [u64; 256] {
    let mut histogram = [0; 256];
    for &byte in bytes {
        histogram[usize::from(byte)] += 1;
    }
    histogram
}

pub fn entropy(histogram: &[u64; 256]) -> f64 {
    let total = as_f64(histogram.iter().sum());
    let mut entropy = 0.0;
    for &n in histogram {
        if n > 0 {
            entropy -= as_f64(n) / total * libm::log2(as_f64(n) / total);
        }
    }
    entropy
}

fn check_bytes(bytes: &[u8], cut: u64) {
    let section = section(bytes, "bytes", cut);
    let histogram = histogram(bytes);
    let count = |is: fn(u8) -> bool| len_u64(bytes.iter().filter(|&&b| is(b)).count());
    let mut most_common = None;
    for byte in 0..=255_u8 {
        let n = histogram[usize::from(byte)];
        if n > 0 && most_common.is_none_or(|best| n > histogram[usize::from(best)]) {
            most_common = Some(byte);
        }
    }
    let expected = vec![
        ("count", len_u64(bytes.len()).into()),
        ("entropy", entropy(&histogram).into()),
        ("distinct", len_u64(histogram.iter().filter(|&&n| n > 0).count()).into()),
        ("printable", count(|b| (0x20..=0x7E).contains(&b)).into()),
        ("control", count(|b| (1..0x20).contains(&b) || b == 0x7F).into()),
        ("nul", count(|b| b == 0).into()),
        ("high", count(|b| b >= 0x80).into()),
        ("most_common", most_common.map(u64::from).into()),
    ];
    assert_eq!(facts(&section), expected);
    let rows: Vec<_> = (0..).zip(histogram).map(|(b, n)| vec![Value::Int(b), Value::Int(n)]).collect();
    assert_eq!(section.tables[0].rows, rows);
    let blocks = bytes.chunks(4096).zip(0..).map(|(block, i)| {
        let bits = entropy(&self::histogram(block));
        vec![Value::Int(i * 4096), Value::Int(len_u64(block.len())), bits.into()]
    });
    assert_eq!(section.tables[1].rows, blocks.collect::<Vec<_>>());
}

fn check_lines(bytes: &[u8], cut: u64) {
    let section = section(bytes, "lines", cut);
    // (start, length, its end in bytes)
    let mut lines: Vec<(usize, usize, usize)> = Vec::new();
    let mut start = 0;
    let mut cr = 0_u64;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            cr += 1;
        }
        if byte == b'\n' {
            let with_cr = at > 0 && bytes[at - 1] == b'\r';
            let end = if with_cr { at - 1 } else { at };
            lines.push((start, end - start, at + 1 - end));
            start = at + 1;
        }
    }
    if start < bytes.len() {
        lines.push((start, bytes.len() - start, 0));
    }
    let ended_by = |n: usize| len_u64(lines.iter().filter(|line| line.2 == n).count());
    let count = len_u64(lines.len());
    let mut longest: Option<(usize, usize)> = None;
    for &(at, len, _) in &lines {
        if longest.is_none_or(|(_, best)| len > best) {
            longest = Some((at, len));
        }
    }
    let sum: usize = lines.iter().map(|line| line.1).sum();
    let mean = (count > 0).then(|| as_f64(len_u64(sum)) / as_f64(count));
    let expected = vec![
        ("count", count.into()),
        ("newlines", (ended_by(1) + ended_by(2)).into()),
        ("lf", ended_by(1).into()),
        ("crlf", ended_by(2).into()),
        ("cr", cr.into()),
        ("blank", len_u64(lines.iter().filter(|line| line.1 == 0).count()).into()),
        ("longest", longest.map_or(0, |(_, len)| len_u64(len)).into()),
        ("longest_at", longest.map(|(at, _)| len_u64(at)).into()),
        ("mean", mean.into()),
        ("last_terminated", bytes.last().is_none_or(|&b| b == b'\n').into()),
    ];
    assert_eq!(facts(&section), expected, "{bytes:?}");
    let most = longest.map_or(0, |(_, len)| len);
    let mut froms = vec![0];
    while froms[froms.len() - 1] < most && (froms.len() == 1 || froms[froms.len() - 1] * 2 <= most) {
        froms.push((froms[froms.len() - 1] * 2).max(1));
    }
    let rows: Vec<_> = (0..froms.len())
        .map(|i| {
            let range = froms[i]..froms.get(i + 1).copied().unwrap_or(usize::MAX);
            let n = lines.iter().filter(|line| range.contains(&line.1)).count();
            vec![Value::Int(len_u64(froms[i])), Value::Int(len_u64(n))]
        })
        .collect();
    assert_eq!(section.tables[0].rows, rows, "{bytes:?}");
}

fn check_utf8(bytes: &[u8], cut: u64) {
    let section = section(bytes, "utf8", cut);
    let (mut chars, mut at, mut broken) = (0_usize, 0, Vec::new());
    while at < bytes.len() {
        match std::str::from_utf8(&bytes[at..]) {
            Ok(text) => {
                chars += text.chars().count();
                break;
            }
            Err(error) => {
                let valid = &bytes[at..at + error.valid_up_to()];
                chars += std::str::from_utf8(valid).unwrap().chars().count();
                at += error.valid_up_to();
                let len = error.error_len().unwrap_or(bytes.len() - at);
                broken.push((at, len));
                at += len;
            }
        }
    }
    let replaced = String::from_utf8_lossy(bytes).chars().filter(|&c| c == '\u{FFFD}').count();
    if !bytes.windows(3).any(|three| three == "\u{FFFD}".as_bytes()) {
        assert_eq!(replaced, broken.len());
    }
    let expected = vec![
        ("valid", broken.is_empty().into()),
        ("first_invalid_at", broken.first().map(|first| len_u64(first.0)).into()),
        ("invalid_sequences", len_u64(broken.len()).into()),
        ("chars", len_u64(chars).into()),
        ("ascii", len_u64(bytes.iter().filter(|b| b.is_ascii()).count()).into()),
        ("bom", bytes.starts_with(b"\xEF\xBB\xBF").into()),
    ];
    assert_eq!(facts(&section), expected, "{bytes:?}");
    let rows = broken.iter().take(1000).map(|&(at, len)| vec![len_u64(at).into(), len_u64(len).into()]);
    assert_eq!(section.tables[0].rows, rows.collect::<Vec<Vec<Value>>>());
}

/// Compares a scan's report over bytes in chunks of a length with a plain walk's.
type Twin = fn(&[u8], u64);

/// The twin of each scan of the registry.
const TWINS: [(ScanId, Twin); 9] = [
    (ScanId::DIGESTS, check_digests),
    (ScanId::BLOCKS, check_blocks),
    (ScanId::LINES, check_lines),
    (ScanId::BYTES, check_bytes),
    (ScanId::UTF8, check_utf8),
    (ScanId::TIMELINE, check_timeline),
    (ScanId::LINE_STARTS, |bytes, cut| {
        check_index(Arc::new(LineStarts::default()), bytes, cut, |bytes, at| bytes[at] == b'\n');
    }),
    (ScanId::RECORD_STARTS, check_records),
    (ScanId::CHAR_STARTS, |bytes, cut| {
        check_index(Arc::new(CharStarts::default()), bytes, cut, |bytes, at| bytes[at] & 0xC0 != 0x80);
    }),
];

/// Records are counted before each block as one stream through the whole hands them out.
fn check_records(bytes: &[u8], cut: u64) {
    let dialect = Arc::new(Dialect::default());
    let spec = Spec { scans: vec![Arc::new(RecordStarts::new(Arc::clone(&dialect)))], ..spec(cut) };
    let update = end_of(&engine(2).start(&memory(bytes).snapshot(), spec));
    let Finding::Records(index) = &update.findings[0] else { panic!() };
    let mut stream = RecordStream::new(dialect, Offset::ZERO, State::default());
    stream.push(bytes, true);
    let starts: Vec<u64> = std::iter::from_fn(|| stream.pop()).map(|record| record.span.start.0).collect();
    assert_eq!(index.counts.total(), len_u64(starts.len()));
    for block in 0..len_u64(bytes.len()).div_ceil(BLOCK) {
        let before = starts.iter().filter(|&&at| at < block * BLOCK).count();
        assert_eq!(index.counts.before(block), Some(len_u64(before)), "block {block}");
    }
}

/// An index counts before each block what a walk over all bytes before it counts.
fn check_index(scan: ScanRef, bytes: &[u8], cut: u64, starts: fn(&[u8], usize) -> bool) {
    let spec = Spec { scans: vec![scan], ..spec(cut) };
    let update = end_of(&engine(2).start(&memory(bytes).snapshot(), spec));
    let (Finding::LineIndex(counts) | Finding::CharIndex(counts)) = &update.findings[0] else { panic!() };
    let block = to_usize(BLOCK);
    for nr in 0..bytes.len().div_ceil(block) {
        let n = (0..nr * block).filter(|&at| starts(bytes, at)).count();
        assert_eq!(counts.before(len_u64(nr)), Some(len_u64(n)), "before block {nr}");
    }
    let n = len_u64((0..bytes.len()).filter(|&at| starts(bytes, at)).count());
    assert_eq!(counts.total(), n);
}

/// Digests are the CRC-32 of IEEE 802.3 of each chunk, computed bit by bit.
fn check_digests(bytes: &[u8], cut: u64) {
    let spec = Spec { scans: vec![Arc::new(DigestScan)], ..spec(cut) };
    let update = end_of(&engine(2).start(&memory(bytes).snapshot(), spec));
    let Finding::Digests(digests) = &update.findings[0] else { panic!() };
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        })
    };
    let expected: Vec<u32> = bytes.chunks(to_usize(DIGEST_BYTES)).map(crc).collect();
    assert_eq!(digests.crcs().collect::<Vec<u32>>(), expected);
}

/// Each block has the figures of its own bytes, and so has each pair of blocks.
fn check_blocks(bytes: &[u8], cut: u64) {
    let spec = Spec { scans: vec![Arc::new(BlockScan)], ..spec(cut) };
    let update = end_of(&engine(2).start(&memory(bytes).snapshot(), spec));
    let Finding::Blocks(map) = &update.findings[0] else { panic!() };
    for shift in [8, 9] {
        let blocks: Vec<_> = map.blocks(shift).collect();
        assert_eq!(blocks.len(), bytes.len().div_ceil(1 << shift));
        for (block, bytes) in blocks.iter().zip(bytes.chunks(1 << shift)) {
            let counts = histogram(bytes);
            assert_eq!(block.figures.nul, counts[0]);
            assert_eq!(block.figures.newlines, counts[10]);
            assert_eq!(block.figures.control, counts[1..32].iter().sum::<u64>() + counts[127]);
            assert_eq!(block.printable(), counts[32..127].iter().sum::<u64>());
            assert_eq!(block.figures.high, counts[128..].iter().sum::<u64>());
            assert_eq!(block.distinct(), len_u64(counts.iter().filter(|n| **n > 0).count()));
            assert!((block.entropy() - entropy(&counts)).abs() < 0.0002);
        }
    }
}

/// A time line has each line once, with the level and the time that the line has alone.
fn check_timeline(bytes: &[u8], cut: u64) {
    let section = section(bytes, "timeline", cut);
    let value =
        |key: &str| facts(&section).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value);
    let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    assert_eq!(value("lines"), Some(len_u64(lines.len()).into()));
    let n_timed = lines.iter().filter(|line| log::read(line).time.is_some()).count();
    let timed = ["timed", "other_times"].map(|key| match value(key) {
        Some(Value::Int(n)) => n,
        other => panic!("{key}: {other:?}"),
    });
    assert_eq!(timed.iter().sum::<u64>(), len_u64(n_timed));
}

#[test]
fn every_scan_of_the_registry_has_a_twin_and_says_of_the_corpus_what_that_says() {
    for entry in REGISTRY {
        let twin = TWINS.iter().find(|(id, _)| *id == entry.id);
        let Some((_, check)) = twin else { panic!("{} has no twin here", entry.id) };
        for sample in corpus::all() {
            check(&sample.bytes, CHUNK_BYTES);
        }
    }
}

/// No scan says the same of everything: a report that is a constant can't have been computed.
#[test]
fn no_scan_says_the_same_of_everything() {
    for (nr, entry) in REGISTRY.iter().enumerate() {
        let says = |bytes: &[u8]| plain_report(bytes).swap_remove(nr_of(nr));
        let samples: [&[u8]; 3] = [b"", b"one\ntwo \xC3\xA9\n\xFF", b"2026-03-14 09:26:53 ERROR x\n\n"];
        let [a, b, c] = samples.map(says);
        assert!(a != b && b != c && a != c, "{}: {a:?}", entry.id);
    }
}

/// The place of the first variant of an entry's scan among those of the whole registry.
fn nr_of(entry: usize) -> usize {
    REGISTRY[..entry].iter().map(|entry| entry.variants().len()).sum()
}

proptest! {
    #![proptest_config(crate::trial::cases(96))]

    #[test]
    fn bytes_are_counted_as_a_plain_walk_counts_them(bytes in nasty(60), cut in 1_u64..50) {
        check_bytes(&bytes, cut);
    }

    #[test]
    fn lines_are_measured_as_a_plain_walk_measures_them(bytes in nasty(60), cut in 1_u64..50) {
        check_lines(&bytes, cut);
    }

    #[test]
    fn utf8_is_judged_as_the_standard_library_judges_it(bytes in nasty(60), cut in 1_u64..50) {
        check_utf8(&bytes, cut);
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(12))]

    #[test]
    fn longer_inputs_are_measured_as_a_plain_walk_measures_them(
        bytes in nasty(60), times in 1_usize..400, cut in 1000_u64..100_000,
    ) {
        let bytes = bytes.repeat(times);
        check_bytes(&bytes, cut);
        check_lines(&bytes, cut);
        check_utf8(&bytes, cut);
    }

    #[test]
    fn rank_and_select_find_what_a_list_of_line_starts_finds(
        bytes in nasty(100), times in 1_usize..400, cut in 1000_u64..100_000, at in 0.0..1.0_f64,
    ) {
        let bytes = bytes.repeat(times);
        let len = len_u64(bytes.len());
        let snapshot = memory(&bytes).snapshot();
        let index_only = Spec { scans: vec![Arc::new(LineStarts::default())], ..spec(cut) };
        let update = end_of(&engine(2).start(&snapshot, index_only));
        let Finding::LineIndex(counts) = &update.findings[0] else { panic!() };
        let counts: &Counts = counts;
        let mut starts = vec![0];
        starts.extend(bytes.iter().zip(1..).filter(|(b, _)| **b == b'\n').map(|(_, at)| at));
        prop_assert_eq!(counts.total(), len_u64(starts.len()) - 1);

        let step = 1 + starts.len() / 200;
        for (row, &start) in starts.iter().enumerate().step_by(step).chain(starts.iter().enumerate().next_back()) {
            let row = RowNr(len_u64(row));
            // An empty file has no bytes to index, and still its first line starts at 0.
            prop_assert_eq!(index::row_start(counts, CodeUnit::Byte, row, &snapshot), Ok(Some(Offset(start))));
        }
        let past = RowNr(len_u64(starts.len()));
        prop_assert_eq!(index::row_start(counts, CodeUnit::Byte, past, &snapshot), Ok(None));
        prop_assert_eq!(index::place(counts, past), index::LineLocation::Beyond);

        let random = Offset(gander::base::units::at_share(at, len));
        let edges = (0..=len / 65_536).flat_map(|edge| [Offset(edge * 65_536).back(1), Offset(edge * 65_536)]);
        let spread = (0..len).step_by(1 + bytes.len() / 200).map(Offset);
        for at in edges.chain(spread).chain([random, Offset(len)]).filter(|at| at.0 <= len && len > 0) {
            let row = starts.partition_point(|&start| start <= at.0) - 1;
            prop_assert_eq!(index::row_at(counts, CodeUnit::Byte, at, &snapshot), Ok(Some(RowNr(len_u64(row)))), "at {:?}", at);
        }
        prop_assert_eq!(index::row_at(counts, CodeUnit::Byte, Offset(len) + 1, &snapshot).unwrap(), None);
        prop_assert!(counts.heap_bytes() <= to_usize(len / 5000 + 100));
    }
}
