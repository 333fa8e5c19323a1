//! How timestamps that start with the name of a month or of a day of the week are read.

use super::clock::{clock, ends, spelled_zone, zone};
use super::cursor::Cursor;
use super::dates::{eat_all, iso};
use super::formats;
use super::months::{month, starts_with_month, weekday};
use super::numeric::century;
use super::time::{Found, dated, days, yearless};

/// `Mar 14 09:26:53`, `Mar 14, 2026 9:26:53 AM`, `Sat Mar 14 09:26:53 2026`, `Sat, 14 Mar 2026 …`,
/// `Sat Mar 14 09:26:53 PDT 2026`.
pub(super) fn named(mut cursor: Cursor<'_>) -> Option<Found> {
    // Syslog's first; most lines that start with another word are text.
    if starts_with_month(cursor) {
        if let Some(found) = from_month(cursor, false) {
            return Some(found);
        }
    } else if !looks_like_a_date(cursor) {
        return None;
    } else if let Some(found) = from_month(cursor, false) {
        return Some(found);
    }
    if !weekday(&mut cursor) {
        return None;
    }
    match cursor.peek() {
        b'0'..=b'9' => after_weekday(cursor),
        _ => from_month(cursor, true),
    }
}

/// `Mar 14 09:26:53`, where it is most of what [`named`] reads.
pub(super) fn syslog(cursor: Cursor<'_>) -> Option<Found> {
    if starts_with_month(cursor) { from_month(cursor, false) } else { None }
}

/// Whether a word, or two words, are followed by a number.
fn looks_like_a_date(mut cursor: Cursor<'_>) -> bool {
    for _ in 0..2 {
        let n =
            (0..13).take_while(|&n| matches!(cursor.ahead(n), b'A'..=b'Z' | b'a'..=b'z' | 0x80..)).count();
        cursor.at += n;
        while cursor.eat_any(b".,") {}
        if n < 2 || !cursor.eat_any(b" /-") {
            return false;
        }
        cursor.skip_spaces();
        if cursor.peek().is_ascii_digit() {
            return true;
        }
    }
    false
}

/// From the month's name on.
fn from_month(mut cursor: Cursor<'_>, has_weekday: bool) -> Option<Found> {
    let month = month(&mut cursor)?;
    // A slash is MikroTik's, a hyphen SIP servers'.
    let separator = cursor.peek();
    if !cursor.eat_any(b" /-") {
        return None;
    }
    cursor.skip_spaces();
    let day = cursor.one_or_two()?;
    let comma = cursor.eat(b',');
    // `Mar-14-26 09:26:53`.
    let is_short = separator == b'-' && cursor.peek() == b'-' && cursor.ahead(3) == b' ';
    if !cursor.eat_any(b" /-") && !comma {
        return None;
    }
    cursor.skip_spaces();
    let mut year = match cursor.n_digits(5) {
        4 => cursor.digits(4),
        2 if is_short => cursor.digits(2).map(century),
        _ => None,
    };
    cursor.eat(b',');
    cursor.skip_spaces();
    if year.is_some() {
        let _ = eat_all(&mut cursor, b"at ");
    }
    let ms = clock(&mut cursor, true)?;
    if year.is_none() {
        (year, cursor) = year_after(cursor, has_weekday);
    }
    match year {
        Some(year) => days(year, month, day).map(|day| Found::new(dated(day, ms), zone(cursor))),
        None => yearless(month, day, ms).map(|time| Found::new(time, cursor.at)),
    }
}

/// `14 Mar 2026 09:26:53`, `2026-03-14 09:26:53`; `14 Mär 09:26:53 2026`, as `date` writes it.
fn after_weekday(cursor: Cursor<'_>) -> Option<Found> {
    if let Some((time, end)) = iso(cursor.line, cursor.at) {
        return Some(Found::new(time, end));
    }
    let mut late = cursor;
    let day = late.one_or_two()?;
    late.eat(b'.');
    if late.eat(b' ')
        && let Some(month) = month(&mut late)
        && late.eat(b' ')
        && let Some(ms) = clock(&mut late, true)
    {
        return match year_after(late, true) {
            (Some(year), after) => days(year, month, day).map(|day| Found::new(dated(day, ms), zone(after))),
            (None, after) => yearless(month, day, ms).map(|time| Found::new(time, after.at)),
        };
    }
    formats::find(cursor)
}

/// The year that follows a time, behind a zone where `may_be_zone`.
fn year_after(cursor: Cursor<'_>, may_be_zone: bool) -> (Option<u32>, Cursor<'_>) {
    let zoned = spelled_zone(cursor).filter(|_| may_be_zone).and_then(next_year);
    zoned.or_else(|| next_year(cursor)).map_or((None, cursor), |(year, after)| (Some(year), after))
}

/// A space, and a year of four digits.
fn next_year(mut cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if !cursor.eat(b' ') || cursor.n_digits(5) != 4 {
        return None;
    }
    let year = cursor.digits(4)?;
    ends(cursor).then_some((year, cursor))
}
