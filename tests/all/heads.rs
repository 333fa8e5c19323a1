//! Times and levels of log lines of many programs, written from their documentation.
#![cfg(test)]

use gander::format::log::{self, Level, Time};

/// `program`, time, level and line, by tabs; a line may hold more of them.
const LINES: &str = include_str!("../data/logs.tsv");

/// The line, what it should read as, and what it does.
fn read() -> Vec<(&'static str, [String; 2], [String; 2])> {
    let lines = LINES.lines().filter(|line| !line.starts_with("# "));
    let read = lines.map(|line| {
        let mut parts = line.splitn(4, '\t').skip(1);
        let mut next = || parts.next().expect("four columns");
        let expected = [next().to_owned(), next().to_owned()];
        let line = next();
        let head = log::read(line.as_bytes());
        let time = head.time.map_or_else(|| "-".to_owned(), Time::text);
        let level = head.level.map_or("-", Level::id).to_owned();
        (line, expected, [time, level])
    });
    read.collect()
}

#[test]
fn lines_of_many_programs_say_their_times_and_levels() {
    let lines = read();
    let programs: std::collections::BTreeSet<_> =
        LINES.lines().filter_map(|line| line.split('\t').next()).collect();
    assert!(lines.len() >= 300 && programs.len() > 60, "{} of {}", lines.len(), programs.len());
    for (nr, most) in [(0, 0.03), (1, 0.08)] {
        let missed: Vec<_> = lines.iter().filter(|(_, expected, read)| expected[nr] != read[nr]).collect();
        let said = lines.iter().filter(|(_, expected, _)| expected[nr] != "-").count();
        // What is read is right, or it is not read.
        let wrong: Vec<_> = missed.iter().filter(|(_, _, read)| read[nr] != "-").collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let most = u32::try_from(said).map_or(0.0, |said| f64::from(said) * most);
        assert!(u32::try_from(missed.len()).is_ok_and(|n| f64::from(n) <= most), "{missed:#?}");
    }
}
