//! Profiles of columns are those of Python's numbers and dates: equal where exact, within the bound
//! where not.

use crate::random::Random;
use crate::tool::{root, run};
use gander::base::Value;
use gander::base::units::len_u64;
use gander::scan::columns::{ColumnProfile, ColumnReport};
use serde_json::Value as Json;
use std::process::Command;

type Cell = fn(u64, &mut Random) -> String;

/// Columns: a name, how many cells, and how each is made.
const COLUMNS: [(&str, u64, Cell); 15] = [
    ("ids", 20_000, |i, _| (i + 1).to_string()),
    ("amounts", 20_000, |_, random| match random.below(11) {
        0 => String::new(),
        _ => format!("{}.{:02}", random.below(5000), random.below(100)),
    }),
    ("ratios", 20_000, |_, random| format!("0.{:06}", random.below(1_000_000))),
    ("quantities", 20_000, |_, random| random.below(128).to_string()),
    ("both signs", 20_000, |_, random| signed(random, 1 << 40)),
    ("wide", 3_000, |_, random| format!("{}{:020}", signed(random, 1 << 30), random.below(1 << 40))),
    ("fine", 3_000, |_, random| format!("{}.{:025}", signed(random, 50), random.below(1 << 40))),
    ("scientific", 3_000, |_, random| {
        format!("{}.{}e{}", random.below(10), random.below(1 << 40), signed(random, 200))
    }),
    ("one in 150 is none", 20_000, |i, random| match i % 150 {
        3 => "n/a".into(),
        _ => random.below(1_000_000).to_string(),
    }),
    ("skewed", 20_000, |_, random| (1_000_000_000_000 / (1 + random.below(1_000_000))).to_string()),
    ("constant", 1_000, |_, _| "0.1".into()),
    ("booleans", 1_000, |_, random| ["true", "False", "yes", "n"][usize::from(random.below(4) > 1)].into()),
    ("dates", 20_000, |_, random| {
        format!("{:04}-{:02}-{:02}", 1990 + random.below(40), 1 + random.below(12), 1 + random.below(28))
    }),
    ("timestamps", 20_000, |_, random| {
        let (day, hour, minute) = (1 + random.below(28), random.below(24), random.below(60));
        format!("2024-03-{day:02}T{hour:02}:{minute:02}:{:02}.{:03}", random.below(60), random.below(1000))
    }),
    ("texts", 9_000, |_, random| {
        ["é", "東", "ab", "c d"][usize::from(random.below(9) > 4)]
            .repeat(1 + usize::from(random.below(30) > 20))
    }),
];

fn signed(random: &mut Random, below: u64) -> String {
    let sign = if random.below(2) == 0 { "" } else { "-" };
    format!("{sign}{}", 1 + random.below(below - 1))
}

/// The profile of parts that are merged.
fn profile(cells: &[String], part: usize) -> ColumnReport {
    let (mut whole, mut at) = (ColumnProfile::default(), 0);
    for part in cells.chunks(part) {
        let mut profile = ColumnProfile::default();
        for cell in part {
            profile.add(cell.as_bytes(), at);
            at += len_u64(cell.len()) + 1;
        }
        whole.merge(profile);
    }
    whole.report()
}

/// A number, or a moment in seconds.
fn float(value: &Value) -> f64 {
    match value {
        Value::Time(moment) => {
            let seconds: f64 = moment.seconds.to_string().parse().expect("a number");
            seconds + f64::from(moment.nanos) / 1e9
        }
        value => value.plain().parse().expect("a number"),
    }
}

/// Holds a value that may be an estimate against the true one.
fn check_near(name: &str, key: &str, ours: &Value, theirs: &Json) {
    let text = theirs.as_str().map_or_else(|| theirs.to_string(), str::to_owned);
    let theirs: f64 = text.parse().expect("a number");
    match ours.estimate() {
        Some(estimate) => {
            let off = (float(&estimate.value) - theirs).abs();
            assert!(off <= estimate.error_bound, "{name}: {key} is {theirs}, not {estimate:?}");
        }
        None => assert!(
            (float(ours) - theirs).abs() <= 1e-15 * theirs.abs(),
            "{name}: {key} is {theirs}, not {ours:?}"
        ),
    }
}

fn check(name: &str, report: &ColumnReport, theirs: &Json) {
    let ours: [(&str, Json); 9] = [
        ("type", report.kind.id().into()),
        ("count", report.count.into()),
        ("empty", report.empty.into()),
        ("invalid", report.invalid.into()),
        ("shortest", report.shortest.into()),
        ("longest", report.longest.into()),
        ("min", report.min.plain().into()),
        ("max", report.max.plain().into()),
        ("sum", report.sum.plain().into()),
    ];
    let exact = theirs["exact"].as_object().expect("an object");
    for (key, ours) in ours.into_iter().filter(|(key, _)| exact.contains_key(*key)) {
        assert_eq!(ours, exact[key], "{name}: {key}");
    }
    // To the last bit.
    for (key, ours) in [("mean", &report.mean), ("stddev", &report.stddev)] {
        let theirs = exact.get(key).and_then(Json::as_str).map(|text| text.parse::<f64>().expect("a float"));
        assert_eq!(*ours, theirs.into(), "{name}: {key}");
    }
    check_near(name, "distinct", &report.distinct, &theirs["near"]["distinct"]);
    for (key, ours) in ["q1", "median", "q3"].into_iter().zip(&report.quartiles) {
        if let Some(theirs) = theirs["near"].get(key) {
            check_near(name, key, ours, theirs);
        }
    }
    if report.distinct.is_exact() {
        let top = report.top.iter().map(|(value, count)| (value.plain(), count.plain()));
        let theirs = theirs["top"].as_array().expect("a list").iter();
        let theirs =
            theirs.map(|pair| (pair[0].as_str().unwrap_or_default().to_owned(), pair[1].to_string()));
        assert_eq!(top.collect::<Vec<_>>(), theirs.collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn columns_are_what_python_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = Random(88_172_645_463_325_252);
    let columns: Vec<(&str, Vec<String>)> = COLUMNS
        .iter()
        .map(|(name, n, cell)| (*name, (0..*n).map(|i| cell(i, &mut random)).collect()))
        .collect();
    let path = |name: &str| folder.path().join(name);
    for (name, cells) in &columns {
        std::fs::write(path(name), cells.join("\n")).expect("written");
    }
    let names: Vec<String> = columns.iter().map(|(name, _)| path(name).display().to_string()).collect();
    let script = root().join("tests/columns.py");
    let output = run(Command::new("python3").arg(script), names.join("\n").as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("it is JSON");
    assert_eq!(lines.lines().count(), columns.len());
    for ((name, cells), line) in columns.iter().zip(lines.lines()) {
        let report = profile(cells, cells.len());
        assert_eq!(report, profile(cells, 7_919), "{name}");
        check(name, &report, &serde_json::from_str(line).expect("it is JSON"));
    }
}
