//! Levels in lines of separated values that start with a time.

use super::cursor::word_at;
use super::level::{Level, LevelMatch};

/// The level that fills a column behind the time, which ends at `at` but for its zone.
pub(super) fn find(line: &[u8], at: usize) -> Option<LevelMatch> {
    let end = end_after(line, at)?;
    match line.get(end)? {
        b',' => column(line, end),
        b'\t' => between_tabs(line, end),
        _ => None,
    }
}

/// A level that fills one of the first columns behind tabulators but for spaces, as SharePoint has it.
#[inline(never)]
fn between_tabs(line: &[u8], at: usize) -> Option<LevelMatch> {
    let mut from = at;
    for column in line[at..].split(|byte| *byte == b'\t').take(9) {
        let start = from + column.iter().take_while(|byte| **byte == b' ').count();
        let word = word_at(line, start);
        from += column.len() + 1;
        let fills = from <= line.len() && line[word.end..from - 1].iter().all(|byte| *byte == b' ');
        if let Some((level, true)) = Level::of_word(&line[word.clone()]).filter(|_| fills) {
            return Some((level, word));
        }
    }
    None
}

/// Where a column with a time ends, which ends at `at` but for its zone, if a separator follows.
fn end_after(line: &[u8], at: usize) -> Option<usize> {
    let zone = match line.get(at..)? {
        [b',', b' ', ..] => return None,
        [b' ', rest @ ..] => 1 + rest.iter().take(6).take_while(|b| b.is_ascii_uppercase()).count(),
        _ => 0,
    };
    Some(at + zone)
}

/// `,"app","shop",1234,ERROR,42P01`: a level in capitals that fills a column without quotes.
fn column(line: &[u8], at: usize) -> Option<LevelMatch> {
    let (mut start, mut is_quoted) = (at + 1, false);
    for comma in at + 1..=line.len() {
        match line.get(comma) {
            Some(b'"') => is_quoted = !is_quoted,
            Some(b',') | None if !is_quoted => {
                let word = start..comma;
                if let Some(level) = in_column(&line[word.clone()], &line[comma..]) {
                    return Some((level, word));
                }
                start = comma + 1;
            }
            _ => {}
        }
    }
    None
}

/// The level that fills a column; in quotes if a state does, too, as Greenplum has it; `LOG` is PostgreSQL's, which a state of five letters follows.
fn in_column(column: &[u8], rest: &[u8]) -> Option<Level> {
    if let [b'"', inside @ .., b'"'] = column {
        let state = word_at(rest, 2);
        let is_postgres = rest.starts_with(b",\"") && state.len() == 5 && rest.get(state.end) == Some(&b'"');
        let is_upper = inside.iter().all(u8::is_ascii_uppercase);
        return Level::of_word(inside).filter(|_| is_postgres && is_upper).map(|(level, _)| level);
    }
    let is_upper = column.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let (level, is_sure) = Level::of_word(column).filter(|_| is_upper)?;
    let is_postgres = || column == b"LOG" && word_at(rest, 1).len() == 5 && rest.get(6) == Some(&b',');
    (is_sure || is_postgres()).then_some(level)
}
