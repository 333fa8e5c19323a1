//! Parses timestamps in the formats that loggers write.

use super::calendar;
use super::clock::{fraction, half_of_day, of_day, zone};
use super::cursor::Cursor;
use super::formats::{self, Found};

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// A line's timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Which parts of the time are known.
    pub clock: TimePrecision,
    /// Milliseconds: since 1970, since the start of a year of 366 days, since midnight, or
    /// since the machine was started.
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
    /// All that a calendar says: it is counted from the start of the machine, as the kernel does.
    SinceBoot,
}

impl TimePrecision {
    /// Every one, the most specific first.
    pub const ALL: [Self; 4] = [Self::Dated, Self::Yearless, Self::Daily, Self::SinceBoot];
}

/// First day of 1972, the leap year used for dates without a year.
const LEAP_DAYS: i64 = 730;

impl Time {
    /// The time as ISO 8601 writes it, with milliseconds if there are any: `2026-03-14T09:26:53`,
    /// `--03-14T09:26:53` without a year, `09:26:53` without a day, `PT12.233S` since a start.
    #[must_use]
    pub fn text(self) -> String {
        let (days, ms) = (self.ms.div_euclid(DAY_MS), self.ms.rem_euclid(DAY_MS));
        let (s, fraction) = (ms / 1000, ms % 1000);
        let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:03}") };
        if self.clock == TimePrecision::SinceBoot {
            return format!("PT{}{fraction}S", self.ms.div_euclid(1000));
        }
        let clock = format!("{:02}:{:02}:{:02}{fraction}", s / 3600, s / 60 % 60, s % 60);
        match self.clock {
            TimePrecision::Daily | TimePrecision::SinceBoot => clock,
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
    since_boot(line).or_else(|| at(line, 0).map(|found| (found.time, found.end)))
}

/// `PT12.233S`: as [`Time::text`] writes seconds since a start.
fn since_boot(line: &[u8]) -> Option<(Time, usize)> {
    let rest = line.strip_prefix(b"PT")?;
    let mut cursor = Cursor { line: rest, at: 0 };
    let n = cursor.n_digits(9);
    let ms = i64::from(cursor.digits(n).filter(|_| n > 0)?) * 1000 + fraction(&mut cursor);
    cursor.eat(b'S').then_some((Time { clock: TimePrecision::SinceBoot, ms }, cursor.at + 2))
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
    let (hour, fraction) = (two(11), fraction(&mut rest));
    let hour = half_of_day(&mut rest, hour).unwrap_or(hour);
    let ms = of_day(hour, two(14), two(17))? + fraction;
    Some((dated(day, ms), zone(rest)))
}

/// Any time that starts at `at`.
pub(super) fn at(line: &[u8], at: usize) -> Option<Found> {
    match iso(line, at) {
        Some((time, end)) => Some(Found::new(time, end)),
        None => formats::find(Cursor { line, at }),
    }
}

pub(super) fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    calendar::days(year, month, day)
}

pub(super) fn dated(day: i64, ms: i64) -> Time {
    Time { clock: TimePrecision::Dated, ms: day * DAY_MS + ms }
}

pub(super) fn yearless(month: u32, day: u32, ms: i64) -> Option<Time> {
    let day = days(1972, month, day)? - LEAP_DAYS;
    Some(Time { clock: TimePrecision::Yearless, ms: day * DAY_MS + ms })
}
