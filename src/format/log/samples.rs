//! The samples of the tables of formats and of fields read as the tables say.

use super::*;

#[test]
fn every_format_of_the_table_reads_its_own_sample() {
    for format in formats::FORMATS {
        let (line, expected) = format.sample;
        let head = read(line.as_bytes());
        let time = head.time.map_or("-".into(), Time::text);
        let level = head.level.map_or("-", Level::id);
        assert_eq!(format!("{time} {level}"), expected, "{}: {line}", format.name);
    }
    for (name, line, expected) in openings::SAMPLES.iter().chain(tags::SAMPLES) {
        let head = read(line.as_bytes());
        let time = head.time.map_or("-".into(), Time::text);
        let level = head.level.map_or("-", Level::id);
        assert_eq!(format!("{time} {level}"), *expected, "{name}: {line}");
    }
    for (name, line, level) in fields::samples() {
        let head = read(line.as_bytes());
        assert!(head.time.is_some(), "{name}: {line}");
        assert_eq!(head.level.map(Level::id), Some(level), "{name}: {line}");
    }
}
