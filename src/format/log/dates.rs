//! How timestamps that start with a number, a mark or a level's letter are read.

use super::clock::{clock, ends, fraction, half_of_day, of_day, zone};
use super::cursor::Cursor;
use super::level::Level;
use super::months::month;
use super::numeric;
use super::time::{Found, Time, TimePrecision, dated, days, yearless};

/// `2026-03-14 09:26:53.000`, `2026-03-14T09:26:53,000`: most lines of most logs.
#[inline]
pub(super) fn iso(line: &[u8], at: usize) -> Option<(Time, usize)> {
    let head: &[u8; 19] = line.get(at..at + 19)?.try_into().ok()?;
    let is_there = head[4] == b'-' && head[7] == b'-' && head[13] == b':' && head[16] == b':';
    if !is_there || !matches!(head[10], b' ' | b'T' | b't' | b'_') {
        return None;
    }
    let digit = |i: usize| u32::from(head[i].wrapping_sub(b'0'));
    // Written out: most lines of most logs come here, and where programs are to be small loops stay loops.
    let date = digit(0).max(digit(1)).max(digit(2)).max(digit(3));
    let date = date.max(digit(5)).max(digit(6)).max(digit(8)).max(digit(9));
    let time = digit(11).max(digit(12)).max(digit(14)).max(digit(15)).max(digit(17)).max(digit(18));
    if date.max(time) > 9 {
        return None;
    }
    let two = |i: usize| digit(i) * 10 + digit(i + 1);
    let day = days(two(0) * 100 + two(2), two(5), two(8))?;
    let mut rest = Cursor { line, at: at + 19 };
    let (hour, fraction) = (two(11), fraction(&mut rest));
    let hour = half_of_day(&mut rest, hour).unwrap_or(hour);
    let ms = of_day(hour, two(14), two(17))? + fraction;
    Some((dated(day, ms), zone(rest)))
}

/// `2026/03/14 09:26:53`, `2026-03-14 09:26`, `2026-3-4T9:26`, `2026-03-14-09.26.53.123`.
pub(super) fn year_first(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4)?;
    let separator = cursor.peek();
    cursor.at += 1;
    if separator == b'-' && cursor.n_digits(4) == 3 {
        return day_of_year(cursor, year);
    }
    let month = match separator {
        b'-' | b'/' if cursor.peek().is_ascii_alphabetic() => month(&mut cursor)?,
        _ => cursor.one_or_two()?,
    };
    if !cursor.eat(separator) {
        return None;
    }
    let day = days(year, month, cursor.one_or_two()?)?;
    cursor.eat(b',');
    if eat_all(&mut cursor, b"] [").is_none() && !cursor.eat_any(b" Tt_-\t:/|;") {
        return None;
    }
    cursor.skip_spaces();
    // Gin's.
    let _ = eat_all(&mut cursor, b"- ");
    let ms = clock(&mut cursor, false)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `2026-073T09:26:53`, from the day on.
fn day_of_year(mut cursor: Cursor<'_>, year: u32) -> Option<Found> {
    let nr = cursor.digits(3)?;
    let day = days(year, 1, 1)? + i64::from(nr) - 1;
    let is_it = nr > 0 && day <= days(year, 12, 31)? && cursor.eat(b'T');
    let ms = clock(&mut cursor, true).filter(|_| is_it)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `2026 Mar 14 09:26:53`.
pub(super) fn year_month(mut cursor: Cursor<'_>) -> Option<Found> {
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
pub(super) fn cjk_date(mut cursor: Cursor<'_>) -> Option<Found> {
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
pub(super) fn cjk_month(mut cursor: Cursor<'_>) -> Option<Found> {
    let month = cursor.one_or_two()?;
    eat_all(&mut cursor, "月".as_bytes())?;
    cursor.eat(b'-');
    cursor.skip_spaces();
    let day = cursor.one_or_two()?;
    let _ = eat_all(&mut cursor, "日".as_bytes());
    cursor.eat(b' ').then_some(())?;
    let ms = clock(&mut cursor, true)?;
    yearless(month, day, ms).map(|time| Found::new(time, cursor.at))
}

pub(super) fn eat_all(cursor: &mut Cursor<'_>, bytes: &[u8]) -> Option<()> {
    let is = cursor.line.get(cursor.at..)?.starts_with(bytes);
    cursor.at += if is { bytes.len() } else { 0 };
    is.then_some(())
}

/// `20260314T092653`, `20260314 09:26:53`.
pub(super) fn compact(mut cursor: Cursor<'_>) -> Option<Found> {
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
pub(super) fn run_together(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(4).filter(|year| (1970..2100).contains(year))?;
    let day = days(year, cursor.digits(2)?, cursor.digits(2)?)?;
    let ms = of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor);
    ends(cursor).then(|| Found::new(dated(day, ms), zone(cursor)))
}

/// `260314092653.123`: without the milliseconds it would be any number.
pub(super) fn short_run_together(mut cursor: Cursor<'_>) -> Option<Found> {
    let day = days(numeric::century(cursor.digits(2)?), cursor.digits(2)?, cursor.digits(2)?)?;
    let ms = of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)?;
    let has_ms = Cursor { at: cursor.at + 1, ..cursor }.n_digits(4) == 3;
    let ms = ms + fraction(&mut cursor);
    (has_ms && ends(cursor)).then(|| Found::new(dated(day, ms), cursor.at))
}

/// `240101 10:00:00`, `240101  9:00:00`, `081109 203518 148 INFO`.
pub(super) fn short_compact(mut cursor: Cursor<'_>) -> Option<Found> {
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

/// `09:26:53`, `09:26:53.123`, `9:26:53 PM`; `0:00:12.233441000`, GStreamer's time since its start.
pub(super) fn time_alone(mut cursor: Cursor<'_>) -> Option<Found> {
    let n_digits = cursor.n_digits(2);
    let start = cursor.at;
    let ms = clock(&mut cursor, true)?;
    let has_half = cursor.line[start..cursor.at].iter().any(|byte| matches!(byte | 32, b'm'));
    let n_places = cursor.line[start..cursor.at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if n_digits == 1 && n_places == 9 && ends(cursor) {
        return Some(Found::new(Time { clock: TimePrecision::SinceBoot, ms }, cursor.at));
    }
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
    // `14-Mar 09:26`, Bacula's.
    if separator == b'-' && cursor.peek() == b' ' && cursor.ahead(3) == b':' {
        cursor.at += 1;
        let ms = clock(&mut cursor, false).filter(|_| ends(cursor))?;
        return yearless(month, day, ms).map(|time| Found::new(time, cursor.at));
    }
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
    // Erlang has two.
    cursor.eat(b':');
    cursor.skip_spaces();
    let ms = clock(&mut cursor, false)?;
    Some(Found::new(dated(day, ms), zone(cursor)))
}

/// `03-14 09:26:53.123`, as Android writes it.
pub(super) fn logcat(mut cursor: Cursor<'_>) -> Option<Found> {
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
pub(super) fn snort(mut cursor: Cursor<'_>) -> Option<Found> {
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
pub(super) fn chromium(mut cursor: Cursor<'_>) -> Option<Found> {
    let (month, day) = (cursor.digits(2)?, cursor.digits(2)?);
    cursor.at += 1;
    let ms = of_day(cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?)? + fraction(&mut cursor);
    yearless(month, day, ms).filter(|_| ends(cursor)).map(|time| Found::new(time, cursor.at))
}

/// `[   12.233441]`, `[0.015s]`: seconds since the machine was started, in brackets.
pub(super) fn since_boot(mut cursor: Cursor<'_>) -> Option<Found> {
    if cursor.line[..cursor.at].trim_ascii_end().last() != Some(&b'[') {
        return None;
    }
    let n = cursor.n_digits(9);
    let seconds = i64::from(cursor.digits(n)?);
    let n_places = Cursor { at: cursor.at + 1, ..cursor }.n_digits(10);
    let ms = seconds * 1000 + fraction(&mut cursor);
    // The JVM and Rust's tracing name the unit.
    let unit = usize::from(cursor.peek() == b's');
    let is_it = if unit > 0 { matches!(n_places, 2 | 3 | 6 | 9) } else { (3..=6).contains(&n_places) };
    cursor.at += unit;
    let is_it = is_it && cursor.peek() == b']';
    is_it.then(|| Found::new(Time { clock: TimePrecision::SinceBoot, ms }, cursor.at))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, in the years 2001 to 2128.
pub(super) fn epoch(mut cursor: Cursor<'_>) -> Option<Found> {
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

/// `E0314 09:26:53.123456`, `I20240101 10:00:00.123456`, `W260314 09:26:53.123456`: the level, the date without separators.
pub(super) fn glog(mut cursor: Cursor<'_>) -> Option<Found> {
    let level = Level::of_letter(cursor.peek())?;
    cursor.at += 1;
    let n = cursor.n_digits(9);
    let year = match n {
        // Of three digits, as PyTorch's, the first one is the month.
        3 | 4 => None,
        // CockroachDB's.
        6 => Some(numeric::century(cursor.digits(2)?)),
        8 => Some(cursor.digits(4)?),
        _ => return None,
    };
    let (month, day) = (cursor.digits(if n == 3 { 1 } else { 2 })?, cursor.digits(2)?);
    // A hyphen is Meteor's.
    if !(cursor.eat(b' ') || year.is_some() && cursor.eat(b'-')) {
        return None;
    }
    let start = cursor.at;
    let ms = clock(&mut cursor, true)?;
    if n == 3 && cursor.at - start < b"09:26:53.123456".len() {
        return None;
    }
    let time = match year {
        Some(year) => days(year, month, day).map(|day| dated(day, ms)),
        None => yearless(month, day, ms),
    };
    time.map(|time| Found { level: Some(level), ..Found::new(time, cursor.at) })
}

/// `@4000000069b529e7075bca00`: seconds of atomic time and nanoseconds, in hexadecimal.
///
/// As `tai64nlocal` reads it: ten seconds ahead of UTC, leap seconds left out.
pub(super) fn tai64n(cursor: Cursor<'_>) -> Option<Found> {
    let text = cursor.line.get(cursor.at + 1..cursor.at + 25)?;
    let text = std::str::from_utf8(text).ok().filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let seconds = u64::from_str_radix(&text[..16], 16).ok()?.checked_sub((1 << 62) + 10)?;
    let nanos = u32::from_str_radix(&text[16..], 16).ok().filter(|nanos| *nanos < 1_000_000_000)?;
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds < 250_000_000_000)?;
    let end = Cursor { at: cursor.at + 25, ..cursor };
    let time = Time { clock: TimePrecision::Dated, ms: seconds * 1000 + i64::from(nanos / 1_000_000) };
    ends(end).then(|| Found::new(time, end.at))
}
