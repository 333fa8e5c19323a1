//! Parses timestamps in the formats that loggers write.

use super::calendar;
use super::cursor::Cursor;
use super::level::Level;
use std::ops::Range;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// A line's timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Which parts of the time are known.
    pub clock: TimePrecision,
    /// Milliseconds: since 1970, since the start of a year of 366 days, or since midnight.
    pub ms: i64,
}

/// The precision of a timestamp: which of its leading parts are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimePrecision {
    /// None: it has a full date.
    Dated,
    /// The year, as in syslog. Every day of a leap year has its place.
    Yearless,
    /// The day.
    Daily,
}

impl TimePrecision {
    /// Every one, the most specific first.
    pub const ALL: [Self; 3] = [Self::Dated, Self::Yearless, Self::Daily];
}

/// First day of 1972, the leap year used for dates without a year.
const LEAP_DAYS: i64 = 730;

impl Time {
    /// The time as ISO 8601 writes it, with milliseconds if there are any: `2026-03-14T09:26:53`,
    /// `--03-14T09:26:53` without a year, `09:26:53` without a day.
    #[must_use]
    pub fn text(self) -> String {
        let (days, ms) = (self.ms.div_euclid(DAY_MS), self.ms.rem_euclid(DAY_MS));
        let (s, fraction) = (ms / 1000, ms % 1000);
        let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:03}") };
        let clock = format!("{:02}:{:02}:{:02}{fraction}", s / 3600, s / 60 % 60, s % 60);
        match self.clock {
            TimePrecision::Daily => clock,
            TimePrecision::Yearless => {
                let (_, month, day) = calendar::civil(days + LEAP_DAYS);
                format!("--{month:02}-{day:02}T{clock}")
            }
            TimePrecision::Dated => {
                let (year, month, day) = calendar::civil(days);
                format!("{year:04}-{month:02}-{day:02}T{clock}")
            }
        }
    }

    /// The same moment of another day, in days since 1970 or since the year's start.
    #[must_use]
    pub fn on_day(self, clock: TimePrecision, day: i64) -> Self {
        Self { clock, ms: day * DAY_MS + self.ms.rem_euclid(DAY_MS) }
    }
}

/// The time that starts `line` as a logger writes it, and where it ends.
#[must_use]
pub fn parse(line: &[u8]) -> Option<(Time, usize)> {
    at(line, 0).map(|(time, end, _)| (time, end))
}

/// `2026-03-14 09:26:53.000`, `2026-03-14T09:26:53,000`: most lines of most logs.
pub(super) fn iso(line: &[u8], at: usize) -> Option<(Time, usize)> {
    let head: &[u8; 19] = line.get(at..at + 19)?.try_into().ok()?;
    let is_there = head[4] == b'-' && head[7] == b'-' && head[13] == b':' && head[16] == b':';
    if !is_there || !matches!(head[10], b' ' | b'T' | b't' | b'_') {
        return None;
    }
    let digit = |i: usize| u32::from(head[i].wrapping_sub(b'0'));
    let all = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
    if all.iter().fold(0, |most, &i| most.max(digit(i))) > 9 {
        return None;
    }
    let two = |i: usize| digit(i) * 10 + digit(i + 1);
    let day = days(two(0) * 100 + two(2), two(5), two(8))?;
    let mut rest = Cursor { line, at: at + 19 };
    let ms = of_day(two(11), two(14), two(17))? + fraction(&mut rest);
    Some((dated(day, ms), zone(rest)))
}

/// Any time that starts at `at`: it, where it ends, and the level where its first letter says it.
pub(super) fn at(line: &[u8], at: usize) -> Option<(Time, usize, Option<Level>)> {
    let cursor = Cursor { line, at };
    let plain = |found: Option<(Time, usize)>| found.map(|(time, end)| (time, end, None));
    match cursor.peek() {
        b'0'..=b'9' => plain(iso(line, at).or_else(|| digits_first(cursor))),
        b'A'..=b'Z' | b'a'..=b'z' => glog(cursor).or_else(|| plain(named(cursor))),
        _ => None,
    }
}

/// A time further on: after `time=`, or in brackets after a host's name.
pub(super) fn later(line: &[u8]) -> Option<(Time, Range<usize>)> {
    keyed(line).or_else(|| bracketed(line))
}

fn keyed(line: &[u8]) -> Option<(Time, Range<usize>)> {
    const KEYS: [&[u8]; 6] = [b"time=", b"ts=", b"timestamp=", b"t=", b"date=", b"datetime="];
    let mut start = 0;
    for _ in 0..6 {
        let field = line.get(start..)?;
        if let Some(key) = KEYS.iter().find(|key| field.starts_with(key)) {
            let from = super::cursor::skip_opening(line, start + key.len());
            return at(line, from).map(|(time, end, _)| (time, from..end));
        }
        start += memchr::memchr(b' ', field)? + 1;
    }
    None
}

fn bracketed(line: &[u8]) -> Option<(Time, Range<usize>)> {
    for open in memchr::memchr_iter(b'[', line).take(4) {
        let from = open + 1;
        if line.get(from + 2) == Some(&b'/')
            && let Some((time, end, _)) = at(line, from)
        {
            return Some((time, from..end));
        }
    }
    None
}

fn digits_first(cursor: Cursor<'_>) -> Option<(Time, usize)> {
    match (cursor.n_digits(20), cursor.ahead(2), cursor.ahead(4)) {
        (4, _, b'-' | b'/' | b'.') => year_first(cursor),
        (8, ..) => compact(cursor),
        (2, b':', _) => time_alone(cursor),
        (2, b'-', _) => day_first(cursor, b'-').or_else(|| logcat(cursor)),
        (1 | 2, ..) => {
            let separator = cursor.ahead(cursor.n_digits(2));
            day_first(cursor, separator)
        }
        (10 | 13 | 16 | 19, ..) => epoch(cursor),
        _ => None,
    }
}

/// `2026/03/14 09:26:53`, `2026-03-14 09:26`.
fn year_first(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let year = cursor.digits(4)?;
    let separator = cursor.peek();
    cursor.at += 1;
    let month = cursor.one_or_two()?;
    if !cursor.eat(separator) {
        return None;
    }
    let day = days(year, month, cursor.one_or_two()?)?;
    if !cursor.eat_any(b" Tt_-") {
        return None;
    }
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some((dated(day, ms), zone(cursor)))
}

/// `20260314T092653`, `20260314 09:26:53`.
fn compact(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let day = days(cursor.digits(4)?, cursor.digits(2)?, cursor.digits(2)?)?;
    if !cursor.eat_any(b"T -_") {
        return None;
    }
    let ms = if cursor.ahead(2) == b':' {
        clock(&mut cursor, false)?
    } else {
        of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor)
    };
    ends(cursor).then(|| (dated(day, ms), zone(cursor)))
}

/// `09:26:53`, `09:26:53.123`.
fn time_alone(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let ms = clock(&mut cursor, true)?;
    ends(cursor).then_some((Time { clock: TimePrecision::Daily, ms }, cursor.at))
}

/// `14/Mar/2026:09:26:53 +0100`, `14-Mar-2026 09:26:53`, `14 Mar 2026 09:26:53`, `14.03.2026 …`.
fn day_first(mut cursor: Cursor<'_>, separator: u8) -> Option<(Time, usize)> {
    if !matches!(separator, b'/' | b'-' | b' ' | b'.') {
        return None;
    }
    let day = cursor.one_or_two()?;
    cursor.eat(separator);
    let month = match separator {
        b'.' => cursor.digits(2)?,
        _ => month(&mut cursor)?,
    };
    if !cursor.eat(separator) {
        return None;
    }
    let day = days(cursor.digits(4)?, month, day)?;
    if !cursor.eat_any(b": ,T") {
        return None;
    }
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some((dated(day, ms), zone(cursor)))
}

/// `03-14 09:26:53.123`, as Android writes it.
fn logcat(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let month = cursor.digits(2)?;
    cursor.eat(b'-');
    let day = cursor.digits(2)?;
    if !cursor.eat(b' ') {
        return None;
    }
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| (time, cursor.at))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, in the years 2001 to 2128.
fn epoch(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let n = cursor.n_digits(20);
    let mut seconds = i64::from(cursor.digits(5)?) * 100_000 + i64::from(cursor.digits(5)?);
    if !(1_000_000_000..5_000_000_000).contains(&seconds) {
        return None;
    }
    seconds *= 1000;
    let ms = match n {
        10 => fraction(&mut cursor),
        _ => {
            let ms = i64::from(cursor.digits(3)?);
            cursor.at += n - 13;
            ms
        }
    };
    ends(cursor).then_some((Time { clock: TimePrecision::Dated, ms: seconds + ms }, cursor.at))
}

/// `E0314 09:26:53.123456`: the level, the month, the day.
fn glog(mut cursor: Cursor<'_>) -> Option<(Time, usize, Option<Level>)> {
    let level = Level::of_letter(cursor.peek())?;
    cursor.at += 1;
    let (month, day) = (cursor.digits(2)?, cursor.digits(2)?);
    if !cursor.eat(b' ') {
        return None;
    }
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| (time, cursor.at, Some(level)))
}

/// `Mar 14 09:26:53`, `Mar 14, 2026 9:26:53 AM`, `Sat Mar 14 09:26:53 2026`, `Sat, 14 Mar 2026 …`.
fn named(mut cursor: Cursor<'_>) -> Option<(Time, usize)> {
    if weekday(&mut cursor) {
        cursor.eat(b',');
        cursor.skip_spaces();
        if cursor.peek().is_ascii_digit() {
            return digits_first(cursor);
        }
    }
    let month = month(&mut cursor)?;
    if !cursor.eat(b' ') {
        return None;
    }
    cursor.skip_spaces();
    let day = cursor.one_or_two()?;
    let comma = cursor.eat(b',');
    if !cursor.eat(b' ') && !comma {
        return None;
    }
    cursor.skip_spaces();
    let mut year = (cursor.n_digits(5) == 4).then(|| cursor.digits(4)).flatten();
    cursor.skip_spaces();
    let ms = clock(&mut cursor, true)?;
    if year.is_none() {
        let mut after = cursor;
        let has_year = after.eat(b' ') && after.n_digits(5) == 4;
        year = has_year.then(|| after.digits(4)).flatten();
        cursor = if year.is_some() && ends(after) { after } else { cursor };
    }
    match year {
        Some(year) => days(year, month, day).map(|day| (dated(day, ms), zone(cursor))),
        None => yearless(month, day, ms).map(|time| (time, cursor.at)),
    }
}

fn weekday(cursor: &mut Cursor<'_>) -> bool {
    const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    let is = DAYS.iter().any(|day| cursor.line[cursor.at..].starts_with(day))
        && matches!(cursor.ahead(3), b' ' | b',');
    cursor.at += if is { 3 } else { 0 };
    is
}

fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    let lower = [cursor.ahead(0) | 32, cursor.ahead(1) | 32, cursor.ahead(2) | 32];
    let month = match &lower {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    };
    cursor.at += 3;
    Some(month)
}

/// Hours, minutes, and seconds unless they may be left out; a fraction, and AM or PM.
fn clock(cursor: &mut Cursor<'_>, needs_seconds: bool) -> Option<i64> {
    let mut hour = cursor.one_or_two()?;
    if !cursor.eat(b':') {
        return None;
    }
    let minute = cursor.digits(2)?;
    let mut second = 0;
    let mut ms = 0;
    if cursor.peek() == b':' && cursor.ahead(1).is_ascii_digit() {
        cursor.at += 1;
        second = cursor.digits(2)?;
        ms = fraction(cursor);
    } else if needs_seconds {
        return None;
    }
    let mut after = *cursor;
    after.skip_spaces();
    let half = after.peek() & !32;
    if matches!(half, b'A' | b'P') && after.ahead(1) & !32 == b'M' && !after.ahead(2).is_ascii_alphanumeric()
    {
        hour = hour % 12 + if half == b'P' { 12 } else { 0 };
        cursor.at = after.at + 2;
    }
    of_day(hour, minute, second).map(|of_day| of_day + ms)
}

/// What follows the seconds, in whole milliseconds: `.123456`, `,123`, `:123`.
fn fraction(cursor: &mut Cursor<'_>) -> i64 {
    let mark = cursor.peek();
    let mut digits = Cursor { at: cursor.at + 1, ..*cursor };
    let n = digits.n_digits(9);
    // Milliseconds after a colon are three digits; two would be something else.
    if n == 0 || !(matches!(mark, b'.' | b',') || mark == b':' && n == 3) {
        return 0;
    }
    let mut ms = 0;
    for place in [100, 10, 1] {
        let digit = digits.digits(1).unwrap_or(0);
        ms += i64::from(digit) * place;
    }
    cursor.at += 1 + n;
    ms
}

/// Steps over an offset from UTC: `Z`, `+01:00`, ` +0100`.
fn zone(mut cursor: Cursor<'_>) -> usize {
    if matches!(cursor.peek(), b'Z' | b'z') && !cursor.ahead(1).is_ascii_alphanumeric() {
        return cursor.at + 1;
    }
    let space = usize::from(cursor.peek() == b' ');
    if matches!(cursor.ahead(space), b'+' | b'-') {
        let before = cursor.at;
        cursor.at += space + 1;
        let is_offset = cursor.digits(2).is_some() && {
            cursor.eat(b':');
            cursor.digits(2);
            ends(cursor)
        };
        return if is_offset { cursor.at } else { before };
    }
    cursor.at
}

/// Whether no letter or digit follows.
fn ends(cursor: Cursor<'_>) -> bool {
    let next = cursor.peek();
    matches!(next, b'Z' | b'z') || !(next.is_ascii_alphanumeric() || next >= 0x80)
}

fn of_day(hour: u32, minute: u32, second: u32) -> Option<i64> {
    // A leap second is the second after.
    let is_time = hour < 24 && minute < 60 && second <= 60;
    is_time.then(|| i64::from((hour * 60 + minute) * 60 + second) * 1000)
}

fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    calendar::days(year, month, day)
}

fn dated(day: i64, ms: i64) -> Time {
    Time { clock: TimePrecision::Dated, ms: day * DAY_MS + ms }
}

fn yearless(month: u32, day: u32, ms: i64) -> Option<Time> {
    let day = days(1972, month, day)? - LEAP_DAYS;
    Some(Time { clock: TimePrecision::Yearless, ms: day * DAY_MS + ms })
}
