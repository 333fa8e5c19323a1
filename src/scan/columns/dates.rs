//! Reads a cell as a date, a time of day, or both.
//!
//! `2024-03-01`, `2024/3/1`, `01.03.2024`, `03/01/2024`, `1/3/24`, `1 Mar 2024`, `01-Mar-2024`,
//! `Mar 1, 2024`, each after a day of the week or not; `10:00`, `10:00:01.5`, `1:05 PM`; a date and a
//! time with `T` or blanks between, and `Z`, `UTC`, `+02:00`, `+0200` or `+02` after. With a zone, the
//! moment is in UTC. Days that no calendar has, 24:00 and leap seconds are no dates; years are 0 to
//! 9999, those of two digits 1970 to 2069. Whether the day or the month comes first in `03/01/2024`
//! is for the column to settle: such a date has both readings.

use super::calendar::{Days, Instant, Kind, Order, Reading, century, days, plain, reading};
use super::iso;
use crate::base::date::{MONTHS, WEEKDAYS};

/// What `text` says of time, all of it. It has no blanks around it.
pub(super) fn parse(text: &[u8]) -> Option<Reading> {
    iso::timestamp(text).or_else(|| any(text))
}

/// Whether a text starts as an English name of a month or of a day of the week does.
pub(super) fn may_start_with(text: &[u8]) -> bool {
    let Some(letters) = text.first_chunk::<3>() else { return false };
    matches!(
        &letters.map(|letter| letter | 32),
        b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"may"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"oct"
            | b"nov"
            | b"dec"
            | b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
    )
}

/// As [`parse`], in any format.
pub(super) fn any(text: &[u8]) -> Option<Reading> {
    if !(3..=40).contains(&text.len()) {
        return None;
    }
    let mut cursor = Cursor { rest: text };
    if let Some(time) = cursor.attempt(Cursor::time)
        && cursor.rest.is_empty()
    {
        return Some(reading(Kind::Time, Days { order: Order::Plain, days: 0, other: 0 }, time, None));
    }
    let mut cursor = Cursor { rest: text };
    let days = match cursor.attempt(Cursor::iso) {
        Some(days) => days,
        None => cursor.date()?,
    };
    if cursor.rest.is_empty() {
        return Some(reading(Kind::Date, days, Instant { seconds: 0, nanos: 0 }, None));
    }
    if !cursor.eat(b'T') && !cursor.eat(b't') {
        cursor.eat(b',');
        if cursor.blanks() == 0 {
            return None;
        }
    }
    let time = cursor.time()?;
    let zone = cursor.zone();
    cursor.rest.is_empty().then(|| reading(Kind::Timestamp, days, time, zone))
}

/// What is left of a cell.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    /// What `read` finds; where it finds nothing the cursor stays.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let found = read(self);
        if found.is_none() {
            *self = before;
        }
        found
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is = self.rest.first() == Some(&byte);
        self.rest = &self.rest[usize::from(is)..];
        is
    }

    fn blanks(&mut self) -> usize {
        let n = self.rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.rest = &self.rest[n..];
        n
    }

    /// A number of `least` to `most` digits, and no digit after it; with how many there are.
    fn number(&mut self, least: usize, most: usize) -> Option<(i64, usize)> {
        let n = self.rest.iter().take(most + 1).take_while(|byte| byte.is_ascii_digit()).count();
        if n < least || n > most {
            return None;
        }
        let (digits, rest) = self.rest.split_at(n);
        self.rest = rest;
        Some((digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), n))
    }

    /// `2024-03-01`, most dates of most files.
    #[inline]
    fn iso(&mut self) -> Option<Days> {
        let (head, rest) = self.rest.split_first_chunk::<10>()?;
        if head[4] != b'-' || head[7] != b'-' || rest.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let digit = |i: usize| i64::from(head[i].wrapping_sub(b'0'));
        if [0, 1, 2, 3, 5, 6, 8, 9].iter().any(|&i| digit(i) > 9) {
            return None;
        }
        let two = |i: usize| digit(i) * 10 + digit(i + 1);
        let days = plain(two(0) * 100 + two(2), two(5), two(8))?;
        self.rest = rest;
        Some(days)
    }

    fn date(&mut self) -> Option<Days> {
        if let Some(b'a'..=b'z' | b'A'..=b'Z') = self.rest.first() {
            let _ = self.attempt(Self::weekday);
        }
        if let Some(b'a'..=b'z' | b'A'..=b'Z') = self.rest.first() {
            return self.month_name_first();
        }
        let (first, n_digits) = self.number(1, 4)?;
        if n_digits == 3 {
            return None;
        }
        let separator = *self.rest.first()?;
        if n_digits == 4 {
            matches!(separator, b'-' | b'/' | b'.').then_some(())?;
            self.eat(separator);
            let (month, _) = self.number(1, 2)?;
            self.eat(separator).then_some(())?;
            let (day, _) = self.number(1, 2)?;
            return plain(first, month, day);
        }
        let dot = self.eat(b'.');
        if self.blanks() > 0 || (separator == b'-' && self.rest.get(1).is_some_and(u8::is_ascii_alphabetic)) {
            return self.day_and_month_name(first);
        }
        if dot { self.dotted(first, n_digits) } else { self.slashed(first) }
    }

    /// The rest of `01.03.2024` and `01.03.24`.
    fn dotted(&mut self, day: i64, n_digits: usize) -> Option<Days> {
        let (month, n_month) = self.number(1, 2)?;
        self.eat(b'.').then_some(())?;
        let (year, n_year) = self.number(2, 4)?;
        // `1.2.24` is a version or a section as likely.
        match (n_digits, n_month, n_year) {
            (_, _, 4) => plain(year, month, day),
            (2, 2, 2) => plain(century(year), month, day),
            _ => None,
        }
    }

    /// The rest of `03/01/2024`, `1/3/24` and `03-01-2024`.
    fn slashed(&mut self, first: i64) -> Option<Days> {
        let separator = *self.rest.first()?;
        matches!(separator, b'-' | b'/').then_some(())?;
        self.eat(separator);
        let (second, _) = self.number(1, 2)?;
        self.eat(separator).then_some(())?;
        let year = match self.number(2, 4)? {
            (year, 4) => year,
            (year, 2) if separator == b'/' => century(year),
            _ => return None,
        };
        match (days(year, second, first), days(year, first, second)) {
            (Some(days), Some(other)) if days == other => Some(Days { order: Order::Plain, days, other }),
            (Some(days), Some(other)) => Some(Days { order: Order::Either, days, other }),
            (Some(days), None) => Some(Days { order: Order::DayFirst, days, other: days }),
            (None, Some(days)) => Some(Days { order: Order::MonthFirst, days, other: days }),
            (None, None) => None,
        }
    }

    /// The rest of `1 Mar 2024`, `1. March 2024` and `01-Mar-24`.
    fn day_and_month_name(&mut self, day: i64) -> Option<Days> {
        let dash = self.eat(b'-');
        let month = self.month()?;
        self.eat(b'.');
        let between = if dash { usize::from(self.eat(b'-')) } else { self.comma_and_blanks() };
        (between > 0).then_some(())?;
        let year = match self.number(2, 4)? {
            (year, 4) => year,
            (year, 2) => century(year),
            _ => return None,
        };
        plain(year, month, day)
    }

    /// `Mar 1, 2024`, `March 1 2024`.
    fn month_name_first(&mut self) -> Option<Days> {
        let month = self.month()?;
        self.eat(b'.');
        (self.blanks() > 0).then_some(())?;
        let (day, _) = self.number(1, 2)?;
        (self.comma_and_blanks() > 0).then_some(())?;
        let (year, _) = self.number(4, 4)?;
        plain(year, month, day)
    }

    fn comma_and_blanks(&mut self) -> usize {
        self.eat(b',');
        self.blanks()
    }

    /// The letters that come next.
    fn word(&mut self) -> &[u8] {
        let n = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(n);
        self.rest = rest;
        word
    }

    /// A month's English name, whole or its first three letters.
    fn month(&mut self) -> Option<i64> {
        let word = self.word();
        let is = |name: &[u8]| name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word);
        (1..)
            .zip(MONTHS)
            .find(|(_, name)| {
                is(name) || (word.len() == 4 && word.eq_ignore_ascii_case(b"sept") && name[0] == b's')
            })
            .map(|(nr, _)| nr)
    }

    /// `Fri, `, `Friday `.
    fn weekday(&mut self) -> Option<()> {
        let word = self.word();
        let is = |name: &&[u8]| name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word);
        WEEKDAYS.iter().any(is).then_some(())?;
        (self.comma_and_blanks() > 0).then_some(())
    }

    /// `10:00`, `10:00:01.5`, `1:05 PM`.
    fn time(&mut self) -> Option<Instant> {
        let (hour, _) = self.number(1, 2)?;
        self.eat(b':').then_some(())?;
        let (minute, _) = self.number(2, 2)?;
        let mut time = Instant { seconds: 0, nanos: 0 };
        if self.eat(b':') {
            time.seconds = self.number(2, 2)?.0;
            if self.eat(b'.') || self.eat(b',') {
                let (fraction, n_digits) = self.number(1, 9)?;
                let unit = 10_i64.pow(u32::try_from(9 - n_digits).unwrap_or(0));
                time.nanos = u32::try_from(fraction * unit).ok()?;
            }
        }
        let hour = match self.attempt(Self::half) {
            Some(half) if (1..=12).contains(&hour) => hour % 12 + 12 * half,
            Some(_) => return None,
            None => hour,
        };
        if hour > 23 || minute > 59 || time.seconds > 59 {
            return None;
        }
        time.seconds += hour * 3600 + minute * 60;
        Some(time)
    }

    /// AM as 0, PM as 1.
    fn half(&mut self) -> Option<i64> {
        self.blanks();
        match self.word() {
            word if word.eq_ignore_ascii_case(b"am") => Some(0),
            word if word.eq_ignore_ascii_case(b"pm") => Some(1),
            _ => None,
        }
    }

    /// Seconds east of Greenwich.
    fn zone(&mut self) -> Option<i64> {
        self.attempt(|cursor| {
            cursor.blanks();
            let sign = match cursor.rest.first()? {
                b'+' => 1,
                b'-' => -1,
                _ => {
                    let word = cursor.word();
                    let is_utc = [b"z" as &[u8], b"utc", b"gmt"].iter().any(|z| z.eq_ignore_ascii_case(word));
                    return is_utc.then_some(0);
                }
            };
            cursor.rest = &cursor.rest[1..];
            let (hours, minutes) = match cursor.number(2, 4)? {
                (hours, 2) if cursor.eat(b':') => (hours, cursor.number(2, 2)?.0),
                (hours, 2) => (hours, 0),
                (both, 4) => (both / 100, both % 100),
                _ => return None,
            };
            (hours <= 15 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
        })
    }
}
