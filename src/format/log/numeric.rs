//! Dates of numbers alone, where the day or the month may come first.
//!
//! `07/15/2021` says by itself that the month is first, `15/07/2021` that the day is; `07/08/2021`
//! says neither. Such a line is read with the month first, and says how it reads with the day
//! first, so that the time line can settle it by the other lines of the file.

use super::clock::{clock, zone};
use super::cursor::Cursor;
use super::time::{DateOrder, Found, dated, days};

/// The year that two digits stand for: 1970 to 2069.
pub(super) fn century(year: u32) -> u32 {
    year + if year < 70 { 2000 } else { 1900 }
}

/// `17/06/09 20:10:40`: the year first, as log4j's short form has it, in two digits each.
pub(super) fn short_year_first(mut cursor: Cursor<'_>) -> Option<Found> {
    let year = cursor.digits(2)?;
    cursor.eat(b'/').then_some(())?;
    let month = cursor.digits(2)?;
    cursor.eat(b'/').then_some(())?;
    if cursor.n_digits(5) != 2 {
        return None;
    }
    let last = cursor.digits(2)?;
    // `07/08/21` is of 2021: of the years that read as a month, few logs are left.
    if year <= 12 && last > 12 {
        return None;
    }
    let day = days(century(year), month, last)?;
    if !cursor.eat_any(b" T@") || cursor.n_digits(3) != 2 {
        return None;
    }
    let start = cursor.at;
    let ms = clock(&mut cursor, true)?;
    // WebSphere and Windows write a month first, and milliseconds after a colon, or AM and PM.
    let written = &cursor.line[start..cursor.at];
    let is_other = written.get(8) == Some(&b':') || written.iter().any(|byte| byte | 32 == b'm');
    (!is_other).then(|| Found::new(dated(day, ms), zone(cursor)))
}

/// `15 07 2021 14:07:27`.
pub(super) fn spaced(cursor: Cursor<'_>) -> Option<Found> {
    if cursor.ahead(5) == b' ' && cursor.ahead(10) == b' ' { year_last(cursor) } else { None }
}

/// `07/15/2021 14:07:27`, `7/15/21 2:07:27 PM`, `15-07-2021 14:07:27`; what is `spaced`.
pub(super) fn year_last(mut cursor: Cursor<'_>) -> Option<Found> {
    let first = cursor.one_or_two()?;
    let separator = cursor.peek();
    cursor.at += 1;
    let second = cursor.one_or_two()?;
    cursor.eat(separator).then_some(())?;
    let year = match cursor.n_digits(5) {
        4 => cursor.digits(4)?,
        2 if separator == b'/' => century(cursor.digits(2)?),
        _ => return None,
    };
    // `[7/15/2021] [2:07:27 PM]` has them apart.
    if super::dates::eat_all(&mut cursor, b"] [").is_none() && !cursor.eat_any(b", T\t:-") {
        return None;
    }
    cursor.skip_spaces();
    // Game servers': `L 07/15/2021 - 14:07:27: x`; Suricata has two.
    if cursor.eat(b'-') {
        cursor.eat(b'-');
        cursor.eat(b' ').then_some(())?;
    }
    let ms = clock(&mut cursor, false)?;
    // `15 07 2021` has its day first.
    let month_first = days(year, first, second).filter(|_| separator != b' ').map(|day| dated(day, ms));
    let day_first = days(year, second, first).map(|day| dated(day, ms));
    let (time, order) = match (month_first, day_first) {
        (Some(time), Some(other)) if time == other => (time, DateOrder::Plain),
        (Some(time), Some(other)) => (time, DateOrder::Either(other)),
        (Some(time), None) => (time, DateOrder::MonthFirst),
        (None, Some(time)) => (time, DateOrder::DayFirst),
        (None, None) => return None,
    };
    Some(Found { order, ..Found::new(time, zone(cursor)) })
}
