//! The formats of timestamps that programs write: a table, and how each is read.
//!
//! An entry says with how many digits a time of the format starts and what byte follows these, so
//! that few entries are tried for a line; and a sample line of the program, with what is read from
//! it, which a test tries. ISO 8601 at its plainest is tried before ([`super::time`]).

use super::DateOrder;
use super::clock::{clock, ends, fraction, of_day, spelled_zone, zone};
use super::cursor::Cursor;
use super::level::Level;
use super::months::{month, weekday};
use super::numeric;
use super::time::{Time, TimePrecision, dated, days, yearless};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A timestamp in a line.
pub(super) struct Found {
    pub(super) time: Time,
    /// Where it ends.
    pub(super) end: usize,
    /// The level that its first letter says.
    pub(super) level: Option<Level>,
    /// How its day and month were told apart.
    pub(super) order: DateOrder,
}

/// One format.
pub(super) struct Format {
    /// Who writes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "it documents the table, and names it in tests"))]
    pub(super) name: &'static str,
    /// With how many digits it starts.
    digits: RangeInclusive<usize>,
    /// What may follow them; anything if it is empty.
    then: &'static [u8],
    read: fn(Cursor<'_>) -> Option<Found>,
    /// A line of it, and its time and level.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests try it"))]
    pub(super) sample: (&'static str, &'static str),
}

const fn format(
    name: &'static str,
    digits: RangeInclusive<usize>,
    then: &'static [u8],
    read: fn(Cursor<'_>) -> Option<Found>,
    sample: (&'static str, &'static str),
) -> Format {
    Format { name, digits, then, read, sample }
}

/// Every format, in the order in which those that start alike are tried.
#[rustfmt::skip]
pub(super) static FORMATS: &[Format] = &[
    format("ISO 8601 and its kin", 4..=4, b"-/.:", year_first, ("2026/03/14 09:26:53 [crit] 12#0: x", "2026-03-14T09:26:53 fatal")),
    format("Chromium", 4..=4, b"/", chromium, ("[0314/092653.123456:ERROR:x.cc(12)] y", "--03-14T09:26:53.123 error")),
    format("NX-OS", 4..=4, b" ", year_month, ("2026 Mar 14 09:26:53 sw %ETHPORT-5-IF_UP: x", "2026-03-14T09:26:53 info")),
    format("Chinese, Japanese", 4..=4, b"\xE5", cjk_date, ("2026年3月14日 09:26:53 ERROR x", "2026-03-14T09:26:53 error")),
    format("without separators", 8..=8, b"", compact, ("20260314T092653Z ERROR x", "2026-03-14T09:26:53 error")),
    format("14 digits", 14..=14, b"", run_together, ("20260314092653 WARN x", "2026-03-14T09:26:53 warn")),
    format("MySQL 5, HDFS", 6..=6, b" _", short_compact, ("240101 10:00:00 [ERROR] x", "2024-01-01T10:00:00 error")),
    format("log4j's HH:mm:ss", 1..=2, b":", time_alone, ("09:26:53.123 [main] ERROR com.foo - x", "09:26:53.123 error")),
    format("Spark", 2..=2, b"/", numeric::short_year_first, ("17/06/09 20:10:40 INFO x", "2017-06-09T20:10:40 info")),
    format("US dates", 1..=2, b"/-", numeric::year_last, ("7/15/2021 2:07:27 PM ERROR x", "2021-07-15T14:07:27 error")),
    format("Apache, Tomcat, BIND", 1..=2, b"/- .", day_first, ("14-Mar-2026 09:26:53.123 SEVERE [main] x", "2026-03-14T09:26:53.123 error")),
    format("Snort, netlogon", 2..=2, b"/", snort, ("03/14-09:26:53.123456  [**] [1:2:3] x", "--03-14T09:26:53.123 -")),
    format("logcat", 2..=2, b"-", logcat, ("03-14 09:26:53.123  123  456 W Tag: y", "--03-14T09:26:53.123 warn")),
    format("syslog, Chinese or Japanese", 1..=2, b"\xE6", cjk_month, ("3月 14 09:26:53 host app: x", "--03-14T09:26:53 -")),
    format("dmesg, Xorg", 1..=9, b".", since_boot, ("[   12.233441] usb 1-1: x", "PT12.233S -")),
    format("since 1970", 10..=19, b"", epoch, ("1773480413.123 456 127.0.0.1 TCP_MISS/200", "2026-03-14T09:26:53.123 -")),
    format("glog", 0..=0, b"VTDIWEFC", glog, ("E0314 09:26:53.123456  123 x.cc:1] y", "--03-14T09:26:53.123 error")),
    format("multilog", 0..=0, b"@", tai64n, ("@4000000069b529e7075bca00 x", "2026-03-14T09:26:53.123 -")),
    format("syslog, date, ctime", 0..=0, b"", named, ("Sat Mar 14 09:26:53 PDT 2026 x", "2026-03-14T09:26:53 -")),
];

/// The formats by the number of digits that they start with.
static BY_DIGITS: LazyLock<[Vec<&Format>; 20]> = LazyLock::new(|| {
    std::array::from_fn(|n| FORMATS.iter().filter(|format| format.digits.contains(&n)).collect())
});

/// The first format that reads a time here.
pub(super) fn find(cursor: Cursor<'_>) -> Option<Found> {
    let n = cursor.n_digits(20);
    let then = cursor.ahead(n);
    if n == 0 && !(then.is_ascii_alphabetic() || then == b'@' || then >= 0x80) {
        return None;
    }
    let alike = BY_DIGITS.get(n)?.iter();
    alike
        .filter(|format| format.then.is_empty() || format.then.contains(&then))
        .find_map(|format| (format.read)(cursor))
}

impl Found {
    pub(super) fn new(time: Time, end: usize) -> Self {
        Self { time, end, level: None, order: DateOrder::Plain }
    }
}

/// `2026/03/14 09:26:53`, `2026-03-14 09:26`, `2026-3-4T9:26`, `2026-03-14-09.26.53.123`.
fn year_first(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4)?;
    let separator = cursor.peek();
    cursor.at += 1;
    let month = match separator {
        b'-' | b'/' if cursor.peek().is_ascii_alphabetic() => month(&mut cursor)?,
        _ => cursor.one_or_two()?,
    };
    if !cursor.eat(separator) {
        return None;
    }
    let day = days(year, month, cursor.one_or_two()?)?;
    cursor.eat(b',');
    if !cursor.eat_any(b" Tt_-\t:/|;") {
        return None;
    }
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `2026 Mar 14 09:26:53`.
fn year_month(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4)?;
    cursor.skip_spaces();
    let month = month(&mut cursor)?;
    cursor.skip_spaces();
    let day = days(year, month, cursor.one_or_two()?)?;
    cursor.eat(b' ').then_some(())?;
    let ms = clock(&mut cursor, true)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `2026年3月14日 09:26:53`.
fn cjk_date(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4)?;
    eat_all(&mut cursor, "年".as_bytes())?;
    let month = cursor.one_or_two()?;
    eat_all(&mut cursor, "月".as_bytes())?;
    let day = days(year, month, cursor.one_or_two()?)?;
    eat_all(&mut cursor, "日".as_bytes())?;
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `3月 14 09:26:53`.
fn cjk_month(mut cursor: Cursor<'_>) -> Option<Found> {
    let month = cursor.one_or_two()?;
    eat_all(&mut cursor, "月".as_bytes())?;
    cursor.skip_spaces();
    let day = cursor.one_or_two()?;
    let _ = eat_all(&mut cursor, "日".as_bytes());
    cursor.eat(b' ').then_some(())?;
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| Found::new(time, cursor.at))
}

fn eat_all(cursor: &mut Cursor<'_>, bytes: &[u8]) -> Option<()> {
    let is = cursor.line.get(cursor.at..)?.starts_with(bytes);
    cursor.at += if is { bytes.len() } else { 0 };
    is.then_some(())
}

/// `20260314T092653`, `20260314 09:26:53`.
fn compact(mut cursor: Cursor<'_>) -> Option<Found> {
    let day = days(cursor.digits(4)?, cursor.digits(2)?, cursor.digits(2)?)?;
    if !cursor.eat_any(b"T -_:") {
        return None;
    }
    let ms = if cursor.ahead(2) == b':' || cursor.ahead(1) == b':' {
        clock(&mut cursor, false)?
    } else {
        of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor)
    };
    ends(cursor).then(|| Found::new(dated(day, ms), zone(cursor)))
}

/// `20260314092653`.
fn run_together(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4).filter(|year| (1970..2100).contains(year))?;
    let day = days(year, cursor.digits(2)?, cursor.digits(2)?)?;
    let ms = of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor);
    ends(cursor).then(|| Found::new(dated(day, ms), zone(cursor)))
}

/// `240101 10:00:00`, `240101  9:00:00`, `081109 203518 148 INFO`.
fn short_compact(mut cursor: Cursor<'_>) -> Option<Found> {
    let day = days(numeric::century(cursor.digits(2)?), cursor.digits(2)?, cursor.digits(2)?)?;
    cursor.at += 1;
    cursor.skip_spaces();
    let ms = if cursor.n_digits(7) == 6 {
        of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)?
    } else {
        clock(&mut cursor, true)?
    };
    ends(cursor).then(|| Found::new(dated(day, ms), zone(cursor)))
}

/// `09:26:53`, `09:26:53.123`, `9:26:53 PM`.
fn time_alone(mut cursor: Cursor<'_>) -> Option<Found> {
    let n_digits = cursor.n_digits(2);
    let start = cursor.at;
    let ms = clock(&mut cursor, true)?;
    let has_half = cursor.line[start..cursor.at].iter().any(|byte| matches!(byte | 32, b'm'));
    let is_time = ends(cursor) && (n_digits == 2 || has_half);
    is_time.then_some(Found::new(Time { clock: TimePrecision::Daily, ms }, cursor.at))
}

/// `14/Mar/2026:09:26:53 +0100`, `14-Mar-2026 09:26:53`, `14 Mar 2026 09:26:53`, `14.03.2026 …`,
/// `14. mars 2026 …`.
pub(super) fn day_first(mut cursor: Cursor<'_>) -> Option<Found> {
    let day = cursor.one_or_two()?;
    let mut separator = cursor.peek();
    cursor.at += 1;
    if separator == b'.' && cursor.peek() == b' ' {
        cursor.skip_spaces();
        separator = b' ';
    }
    let month = match separator {
        b'.' => cursor.one_or_two()?,
        _ => month(&mut cursor)?,
    };
    if !cursor.eat(separator) {
        return None;
    }
    let year = match cursor.n_digits(5) {
        4 => cursor.digits(4)?,
        2 if matches!(separator, b'.' | b'-') => numeric::century(cursor.digits(2)?),
        // `14 Mar 09:26:53.123`, as Redis before version 4.
        2 if separator == b' ' && cursor.ahead(2) == b':' => {
            let ms = clock(&mut cursor, true)?;
            return yearless(month, day, ms).map(|time| Found::new(time, cursor.at));
        }
        _ => return None,
    };
    let day = days(year, month, day)?;
    if !cursor.eat_any(b": ,T\t-") {
        return None;
    }
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `03-14 09:26:53.123`, as Android writes it.
fn logcat(mut cursor: Cursor<'_>) -> Option<Found> {
    let month = cursor.digits(2)?;
    cursor.eat(b'-');
    let day = cursor.digits(2)?;
    // A bar is Ethereum's.
    if !cursor.eat_any(b" |") {
        return None;
    }
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| Found::new(time, cursor.at))
}

/// `05/04-10:00:00.123456`, `05/04 10:00:00`.
fn snort(mut cursor: Cursor<'_>) -> Option<Found> {
    let month = cursor.digits(2)?;
    cursor.at += 1;
    let day = cursor.digits(2)?;
    if !cursor.eat_any(b" -") {
        return None;
    }
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| Found::new(time, cursor.at))
}

/// `0504/100000.123456`.
fn chromium(mut cursor: Cursor<'_>) -> Option<Found> {
    let (month, day) = (cursor.digits(2)?, cursor.digits(2)?);
    cursor.at += 1;
    let ms = of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor);
    yearless(month, day, ms).filter(|_| ends(cursor)).map(|time| Found::new(time, cursor.at))
}

/// `[   12.233441]`: seconds since the machine was started, in brackets.
fn since_boot(mut cursor: Cursor<'_>) -> Option<Found> {
    let before = cursor.line[..cursor.at].trim_ascii_end();
    let n = cursor.n_digits(9);
    let seconds = i64::from(cursor.digits(n)?);
    let n_places = Cursor { at: cursor.at + 1, ..cursor }.n_digits(7);
    let ms = seconds * 1000 + fraction(&mut cursor);
    let is_it = before.last() == Some(&b'[') && cursor.peek() == b']' && (3..=6).contains(&n_places);
    is_it.then(|| Found::new(Time { clock: TimePrecision::SinceBoot, ms }, cursor.at))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, in the years 2001 to 2128.
fn epoch(mut cursor: Cursor<'_>) -> Option<Found> {
    let n = cursor.n_digits(20);
    if !matches!(n, 10 | 13 | 16 | 19) {
        return None;
    }
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
    let time = Time { clock: TimePrecision::Dated, ms: seconds + ms };
    ends(cursor).then_some(Found::new(time, cursor.at))
}

/// `E0314 09:26:53.123456`, `I20240101 10:00:00.123456`: the level, the date without separators.
fn glog(mut cursor: Cursor<'_>) -> Option<Found> {
    let level = Level::of_letter(cursor.peek())?;
    cursor.at += 1;
    let year = match cursor.n_digits(9) {
        4 => None,
        8 => Some(cursor.digits(4)?),
        _ => return None,
    };
    let (month, day) = (cursor.digits(2)?, cursor.digits(2)?);
    if !cursor.eat(b' ') {
        return None;
    }
    let ms = clock(&mut cursor, true)?;
    let time = match year {
        Some(year) => days(year, month, day).map(|day| dated(day, ms)),
        None => yearless(month, day, ms),
    };
    time.map(|time| Found { level: Some(level), ..Found::new(time, cursor.at) })
}

/// `@4000000069b529e7075bca00`: seconds of atomic time and nanoseconds, in hexadecimal.
///
/// As `tai64nlocal` reads it: ten seconds ahead of UTC, leap seconds left out.
fn tai64n(cursor: Cursor<'_>) -> Option<Found> {
    let text = cursor.line.get(cursor.at + 1..cursor.at + 25)?;
    let text = std::str::from_utf8(text).ok().filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let seconds = u64::from_str_radix(&text[..16], 16).ok()?.checked_sub((1 << 62) + 10)?;
    let nanos = u32::from_str_radix(&text[16..], 16).ok().filter(|nanos| *nanos < 1_000_000_000)?;
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds < 250_000_000_000)?;
    let end = Cursor { at: cursor.at + 25, ..cursor };
    let time = Time { clock: TimePrecision::Dated, ms: seconds * 1000 + i64::from(nanos / 1_000_000) };
    ends(end).then(|| Found::new(time, end.at))
}

/// `Mar 14 09:26:53`, `Mar 14, 2026 9:26:53 AM`, `Sat Mar 14 09:26:53 2026`, `Sat, 14 Mar 2026 …`,
/// `Sat Mar 14 09:26:53 PDT 2026`.
fn named(mut cursor: Cursor<'_>) -> Option<Found> {
    let near = &cursor.line[cursor.at..cursor.line.len().min(cursor.at + 48)];
    if !near.iter().take(24).any(u8::is_ascii_digit) || !near.contains(&b':') {
        return None;
    }
    let has_weekday = weekday(&mut cursor);
    if has_weekday && cursor.peek().is_ascii_digit() {
        return after_weekday(cursor);
    }
    let month = month(&mut cursor)?;
    // A slash is MikroTik's, a hyphen SIP servers'.
    if !cursor.eat_any(b" /-") {
        return None;
    }
    cursor.skip_spaces();
    let day = cursor.one_or_two()?;
    let comma = cursor.eat(b',');
    if !cursor.eat_any(b" /-") && !comma {
        return None;
    }
    cursor.skip_spaces();
    let mut year = (cursor.n_digits(5) == 4).then(|| cursor.digits(4)).flatten();
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
    if let Some((time, end)) = super::time::iso(cursor.line, cursor.at) {
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
    find(cursor)
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
