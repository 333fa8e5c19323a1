//! The time line equals a count of a few lines of Python, by hour and level.
#![cfg(test)]

use crate::tool::{answer, run};
use gander::sample::{self, SampleKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Lines by hour and level, and those that have no time.
type Hours = BTreeMap<String, BTreeMap<String, u64>>;

const COUNT: &str = r"
import collections, json, re, sys
hours = collections.defaultdict(collections.Counter)
for line in open(sys.argv[1], encoding='utf-8', errors='replace', newline='\n'):
    time = re.match(r'(\d{4}-\d\d-\d\d) (\d\d):\d\d:\d\d\.\d{3} ([A-Z]+) ', line)
    hour = time[1] + 'T' + time[2] if time else 'none'
    hours[hour][time[3].lower() if time else 'other'] += 1
print(json.dumps(hours))
";

fn theirs(file: &Path) -> Hours {
    let output = run(Command::new("python3").args(["-c", COUNT]).arg(file), b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

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
