//! The time line equals a count of a few lines of Python, by hour and level; and a walk over the
//! lines of a file's text, in every code unit.
#![cfg(test)]

use crate::corpus;
use crate::tool::{answer, run};
use crate::trial::{Seen, end_of, engine, memory, seen, spec};
use gander::base::counts::BLOCK;
use gander::base::units::len_u64;
use gander::base::{Offset, Section, Span};
use gander::engine::{CHUNK_BYTES, JobState, Spec, Update};
use gander::format::encoding::CodeUnit;
use gander::format::log::{self, Level, LogHead};
use gander::sample::{self, SampleKind};
use gander::scan::Finding;
use gander::scan::timeline::{N_LEVELS, Timeline, TimelineScan};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// Lines by hour and level, and those that have no time.
#[cfg(unix)]
type Hours = BTreeMap<String, BTreeMap<String, u64>>;

// Python has another name on Windows.
#[cfg(unix)]
const COUNT: &str = r"
import collections, json, re, sys
hours = collections.defaultdict(collections.Counter)
for line in open(sys.argv[1], encoding='utf-8', errors='replace', newline='\n'):
    time = re.match(r'(\d{4}-\d\d-\d\d) (\d\d):\d\d:\d\d\.\d{3} ([A-Z]+) ', line)
    hour = time[1] + 'T' + time[2] if time else 'none'
    hours[hour][time[3].lower() if time else 'other'] += 1
print(json.dumps(hours))
";

#[cfg(unix)]
fn theirs(file: &Path) -> Hours {
    let output = run(Command::new("python3").args(["-c", COUNT]).arg(file), b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

#[cfg(unix)]
fn ours(file: &Path, more: &[&str]) -> Hours {
    let file = file.to_str().expect("UTF-8");
    let args: Vec<&str> = ["summary", file, "--only", "timeline"].iter().chain(more).copied().collect();
    let summary: Value = serde_json::from_slice(&answer(&args)).expect("it is JSON");
    let section = &summary["sections"][0];
    let facts = section["facts"].as_array().expect("a list");
    let fact = |key: &str| facts.iter().find(|fact| fact["key"] == key).expect("there")["value"].clone();
    assert!(3600 % fact("width").as_u64().expect("a number") == 0, "hours are whole buckets");
    let table = &section["tables"][0];
    let columns = table["columns"].as_array().expect("a list").iter();
    let columns: Vec<String> = columns.map(|column| column["key"].as_str().expect("a key").into()).collect();
    let mut hours = Hours::new();
    for row in table["rows"].as_array().expect("a list") {
        let hour = row[0].as_str().expect("a time")[..13].to_owned();
        for (column, n) in columns.iter().zip(row.as_array().expect("a list")).skip(2) {
            *hours.entry(hour.clone()).or_default().entry(column.clone()).or_default() +=
                n.as_u64().expect("a count");
        }
    }
    for levels in hours.values_mut() {
        levels.retain(|_, n| *n > 0);
    }
    let untimed = fact("untimed").as_u64().expect("a count");
    if untimed > 0 {
        hours.insert("none".into(), BTreeMap::from([("other".into(), untimed)]));
    }
    hours
}

#[cfg(unix)]
#[test]
fn the_time_line_of_a_log_is_python_s_by_hour_and_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sample.log");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file).expect("made"));
    sample::write(SampleKind::Log, 64 << 20, 1, &mut out, &mut |_| true).expect("written");
    // Lines that go back in time, and lines without one.
    for hour in [3, 23, 4] {
        let line = format!("2026-03-14 {hour:02}:00:00.000 WARN  [x] late\n  at some.place\n\n");
        std::io::Write::write_all(&mut out, line.as_bytes()).expect("written");
    }
    std::io::Write::flush(&mut out).expect("written");
    let theirs = theirs(&file);
    assert!(theirs.len() >= 5, "{theirs:?}");
    assert_eq!(ours(&file, &[]), theirs);
    assert_eq!(ours(&file, &["--threads", "1", "--io", "read"]), theirs);
}

/// The time line of bytes.
fn read_times(bytes: &[u8], unit: CodeUnit, cut: u64) -> Update {
    let spec = Spec { scans: vec![Arc::new(TimelineScan { unit })], ..spec(cut) };
    let update = end_of(&engine(2).start(&memory(bytes).snapshot(), spec));
    assert_eq!(update.state, JobState::Done);
    update
}

/// The same as one section.
fn time_line(bytes: &[u8], unit: CodeUnit, cut: u64) -> Section {
    let Some(Seen::Timeline(section, ..)) = seen(&read_times(bytes, unit, cut)).pop() else {
        panic!("it is a time line")
    };
    section
}

/// What the lines of a file are with their continuation lines: buckets by their number, and where
/// error and warning lines start.
type Continued = (BTreeMap<i64, [u64; N_LEVELS]>, [Vec<u64>; 2]);

/// A walk from line to line that carries the time and the level of the last line with a time.
fn walk_continued(bytes: &[u8], unit: CodeUnit, timeline: &Timeline) -> Continued {
    let (mut buckets, mut ticks) = (BTreeMap::new(), [Vec::new(), Vec::new()]);
    let main = timeline.main();
    let mut last = LogHead::default();
    let mut start = 0;
    for end in unit.line_feeds(bytes).map(|lf| lf + unit.width()).chain([bytes.len()]) {
        let line = &bytes[start..end];
        if line.is_empty() {
            continue;
        }
        let head = log::read_units(line, unit);
        let own = head.level;
        if head.time.is_some() {
            last = head;
        }
        let level = own.or(last.level);
        match level {
            Some(Level::Error | Level::Fatal) => ticks[0].push(len_u64(start)),
            Some(Level::Warn) => ticks[1].push(len_u64(start)),
            _ => {}
        }
        let time = last.time_in(timeline.is_day_first());
        if let (Some(time), Some((clock, track))) = (time, main)
            && time.clock == clock
        {
            let level = level.and_then(|level| Level::ALL.iter().position(|&one| one == level));
            let bucket: &mut [u64; N_LEVELS] =
                buckets.entry(time.ms.div_euclid(track.width_ms())).or_default();
            bucket[level.unwrap_or(N_LEVELS - 1)] += 1;
        }
        start = end;
    }
    (buckets, ticks)
}

/// Holds bars and ticks against the walk.
fn check_continued(bytes: &[u8], unit: CodeUnit, cut: u64) {
    let update = read_times(bytes, unit, cut);
    let Some(Finding::Timeline(timeline)) = update.findings.first() else { panic!("it is a time line") };
    let (buckets, ticks) = walk_continued(bytes, unit, timeline);
    let track = timeline.main().map_or(&[][..], |(_, track)| track.buckets());
    let ours: BTreeMap<_, _> =
        track.iter().map(|bucket| (bucket.nr, bucket.levels_with_continuing())).collect();
    assert_eq!(ours, buckets, "{unit:?} cut at {cut}: {bytes:?}");
    for (counts, starts) in [timeline.errors(), timeline.warnings()].into_iter().zip(ticks) {
        assert_eq!(counts.span(), Span::at(Offset::ZERO, len_u64(bytes.len())));
        for block in 0..=len_u64(bytes.len()).div_ceil(BLOCK) {
            let before = starts.iter().filter(|&&at| at < block * BLOCK).count();
            assert_eq!(counts.before(block).unwrap_or(0), len_u64(before), "{unit:?} cut at {cut}, {block}");
        }
    }
}

/// The bytes as text, with what is no character replaced.
fn text(bytes: &[u8], unit: CodeUnit) -> Vec<u8> {
    let two = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|&pair| read(pair)).collect();
        String::from_utf16_lossy(&units)
    };
    let four = |read: fn([u8; 4]) -> u32| {
        let units = bytes.as_chunks().0.iter().map(|&unit| char::from_u32(read(unit)));
        units.map(|c| c.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    let (text, width) = match unit {
        CodeUnit::Byte => return bytes.to_vec(),
        CodeUnit::Utf16Le => (two(u16::from_le_bytes), 2),
        CodeUnit::Utf16Be => (two(u16::from_be_bytes), 2),
        CodeUnit::Utf32Le => (four(u32::from_le_bytes), 4),
        CodeUnit::Utf32Be => (four(u32::from_be_bytes), 4),
    };
    // What is left at the end is of no character, but of a line.
    if bytes.len().is_multiple_of(width) { text.into_bytes() } else { [text.as_bytes(), b"?"].concat() }
}

/// Lines, lines without a time, and lines a level, those without last.
fn walk(text: &[u8]) -> [u64; 9] {
    let mut counts = [0; 9];
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let head = log::read(line);
        let level = head.level.and_then(|level| Level::ALL.iter().position(|&one| one == level));
        counts[0] += 1;
        counts[1] += u64::from(head.time.is_none());
        counts[2 + level.unwrap_or(6)] += 1;
    }
    counts
}

fn check(bytes: &[u8], unit: CodeUnit, cut: u64) {
    const KEYS: [&str; 9] = ["lines", "untimed", "trace", "debug", "info", "warn", "error", "fatal", "other"];
    let section = time_line(bytes, unit, cut);
    let ours = KEYS.map(|key| section.fact(key).expect("it is there").value.clone());
    let theirs = walk(&text(bytes, unit)).map(gander::base::Value::Int);
    assert_eq!(ours, theirs, "{unit:?} cut at {cut}: {bytes:?}");
    assert_eq!(section, time_line(bytes, unit, CHUNK_BYTES), "{unit:?} cut at {cut}");
    check_continued(bytes, unit, cut);
}

fn encoded(text: &str, unit: CodeUnit) -> Vec<u8> {
    match unit {
        CodeUnit::Byte => text.as_bytes().to_vec(),
        CodeUnit::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        CodeUnit::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        CodeUnit::Utf32Le => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        CodeUnit::Utf32Be => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
    }
}

#[test]
fn the_time_line_of_a_text_is_the_same_in_every_code_unit() {
    let lines = include_str!("../data/logs.tsv").lines().filter_map(|line| line.split('\t').nth(3));
    let log: String = lines.flat_map(|line| [line, " 上\u{A0A}\r\n  at 上 \n"]).collect();
    let expected = walk(log.as_bytes());
    assert!(expected[0] > 1000 && expected[1] < expected[0]);
    for unit in CodeUnit::ALL {
        for bom in ["", "\u{FEFF}"] {
            for cut in [4097, 65_536, CHUNK_BYTES] {
                check(&encoded(&format!("{bom}{log}"), unit), unit, cut);
            }
        }
    }
}

#[test]
fn dates_of_numbers_are_read_as_the_rest_of_the_file_settles_it() {
    let value = |log: &str, key: &str| {
        let section = time_line(log.as_bytes(), CodeUnit::Byte, 7);
        section.fact(key).map(|fact| match &fact.value {
            gander::base::Value::Text(text) => text.clone(),
            gander::base::Value::Time(moment) => moment.to_string(),
            other => format!("{other:?}"),
        })
    };
    let either = "07/08/2021 14:07:27 x\n";
    for (more, order, first) in [
        ("", "month first", "2021-07-08T14:07:27"),
        ("07/15/2021 15:00:00 y\n", "month first", "2021-07-08T14:07:27"),
        ("15/09/2021 15:00:00 y\n", "day first", "2021-08-07T14:07:27"),
    ] {
        for log in [format!("{either}{more}"), format!("{more}{either}")] {
            assert_eq!(value(&log, "date_order").as_deref(), Some(order), "{log}");
            assert_eq!(value(&log, "first").as_deref(), Some(first), "{log}");
        }
    }
    assert_eq!(value("2021-07-08 14:07:27 x\n", "date_order"), None);
}

#[test]
fn every_sample_has_the_time_line_of_a_walk_over_its_lines() {
    for sample in corpus::all() {
        let cuts: &[u64] = if sample.bytes.len() < 1000 { &[1, 3, 64] } else { &[1001, 65_536] };
        for &cut in cuts {
            for unit in CodeUnit::ALL {
                check(&sample.bytes, unit, cut);
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(60))]

    #[test]
    fn no_cut_changes_the_time_line_of_nasty_lines(
        parts in prop::collection::vec(prop::sample::select(vec![
            "\n", "\r\n", "\u{FEFF}", " ", "{", "{\"log\":\"", "\",\"time\":\"2024-04-04T08:13:39Z\"", "\",\"level\":\"warn\"}",
            "2026-03-14 09:26:53", " ERROR x", "07/08/2021 10:00:00 PM", "15/07/2021 10:00:00", "[   12.5123] ", "上", "\u{A0A}",
            "\u{1B}[1m", "\0", "\u{1F986}", "Mar 14 09:26:53 ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ]), 0..40),
        long in 0_usize..3,
        cut in 1_u64..300,
        stray in any::<bool>(),
    ) {
        let text = parts.join(&"x".repeat(if long == 2 { 150 } else { 0 }));
        for unit in CodeUnit::ALL {
            let mut bytes = encoded(&text, unit);
            bytes.extend(stray.then_some(b'?'));
            let cut = cut.max(len_u64(bytes.len()) / 200);
            check(&bytes, unit, cut);
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(12))]

    #[test]
    fn continuation_lines_have_the_time_and_level_of_their_line_blocks_and_chunks_away(
        runs in prop::collection::vec((prop::sample::select(vec![
            "2026-03-14 09:26:53 ERROR x\n", "2026-03-14 09:27:53 WARN x\n", "2026-03-14 11:27:53 INFO x\n",
            "2026-03-14 09:26:53 x\n", "07/08/2021 10:00:00 ERROR x\n", "15/07/2021 10:00:00 WARN x\n",
            "[   12.5123] x\n", "ERROR without a time\n", "WARN without a time\n", "  at some.place\n", "\n",
        ]), prop_oneof![Just(1_usize), 1_usize..4, 3000_usize..9000]), 1..9),
        cut in prop_oneof![50_000_u64..140_000, Just(65_536), Just(CHUNK_BYTES)],
    ) {
        let text: String = runs.iter().map(|(line, n)| line.repeat(*n)).collect();
        check_continued(text.as_bytes(), CodeUnit::Byte, cut);
        let few: String = runs.iter().map(|(line, n)| line.repeat((*n).min(3))).collect();
        for cut in [1, 5, 40] {
            check_continued(few.as_bytes(), CodeUnit::Byte, cut);
        }
    }
}

#[test]
fn bars_and_ticks_count_a_stack_trace_with_the_line_it_belongs_to() {
    let trace = "  at some.place\n".repeat(20_000);
    let log = format!("2026-03-14 09:26:53 ERROR x\n{trace}2026-03-14 09:26:54 INFO y\n  and more\n");
    for cut in [4096, 65_536, 100_000, CHUNK_BYTES] {
        check_continued(log.as_bytes(), CodeUnit::Byte, cut);
        let update = read_times(log.as_bytes(), CodeUnit::Byte, cut);
        let Some(Finding::Timeline(timeline)) = update.findings.first() else { panic!("it is a time line") };
        assert_eq!(timeline.errors().total(), 20_001);
        let (_, track) = timeline.main().expect("it has times");
        let bars: Vec<_> = track.buckets().iter().map(|bucket| bucket.levels_with_continuing()).collect();
        assert_eq!(bars, [[0, 0, 0, 0, 20_001, 0, 0], [0, 0, 2, 0, 0, 0, 0]]);
        // The figures count lines that say a time themselves.
        assert_eq!((track.n_lines(), track.buckets()[0].n_lines()), (2, 1));
    }
}
