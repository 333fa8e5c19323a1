//! Lines that are markup: Configuration Manager's and FoundationDB's.

use super::clock::clock;
use super::cursor::Cursor;
use super::level::{Level, LevelMatch};
use super::time::{Found, dated, days};
use std::ops::Range;

/// What stands between the text and its attributes.
const BETWEEN: &[u8] = b"]LOG]!><time=\"";

/// `<Event Severity="20" Time="1773480413.123456" …/>`: FoundationDB's numbers.
pub(super) fn severity(line: &[u8]) -> Option<LevelMatch> {
    let key = b"<Event Severity=\"";
    let level = match line.strip_prefix(key)? {
        [b'5', b'"', ..] => Level::Debug,
        [b'1', b'0', b'"', ..] => Level::Info,
        [b'2' | b'3', b'0', b'"', ..] => Level::Warn,
        [b'4', b'0', b'"', ..] => Level::Error,
        _ => return None,
    };
    let n = line[key.len()..].iter().take_while(|b| b.is_ascii_digit()).count();
    Some((level, key.len()..key.len() + n))
}

/// Configuration Manager's, which have their attributes behind the text:
/// `<![LOG[text]LOG]!><time="09:26:53.123+000" date="03-14-2026" component="x" type="2" …>`.
///
/// The time, its range from there to the date, and the level; `None` where the text fills the head.
pub(super) fn cmtrace(line: &[u8]) -> Option<(Found, Range<usize>, Option<LevelMatch>)> {
    line.strip_prefix(b"<![LOG[")?;
    let start = memchr::memmem::find(line, BETWEEN)? + BETWEEN.len();
    let mut cursor = Cursor { line, at: start };
    let ms = clock(&mut cursor, true)?;
    // An offset from UTC, in minutes.
    while matches!(cursor.peek(), b'0'..=b'9' | b'+' | b'-') {
        cursor.at += 1;
    }
    let rest = line.get(cursor.at..)?.strip_prefix(b"\" date=\"")?;
    cursor.at = line.len() - rest.len();
    let (month, _) = (cursor.one_or_two()?, cursor.eat(b'-'));
    let (day, _) = (cursor.one_or_two()?, cursor.eat(b'-'));
    let day = days(cursor.digits(4)?, month, day)?;
    let found = Found::new(dated(day, ms), cursor.at);
    Some((found, start..cursor.at, kind(line, cursor.at)))
}

/// `type="2"`: 1 is said of everything that is neither a warning nor an error.
fn kind(line: &[u8], from: usize) -> Option<LevelMatch> {
    let key = b" type=\"";
    let at = from + memchr::memmem::find(&line[from..], key)? + key.len();
    let level = match line.get(at..)? {
        [b'1', b'"', ..] => Level::Info,
        [b'2', b'"', ..] => Level::Warn,
        [b'3', b'"', ..] => Level::Error,
        _ => return None,
    };
    Some((level, at..at + 1))
}
