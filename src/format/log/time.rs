//! Times as lines say them.

use super::calendar;
use super::level::Level;
use crate::base::{Moment, MomentKind};

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

    /// The time as people write it.
    #[must_use]
    pub fn shown(self) -> String {
        Moment::from(self).shown()
    }

    /// The same moment of another day, in days since 1970 or since the year's start.
    #[must_use]
    pub fn on_day(self, clock: TimePrecision, day: i64) -> Self {
        Self { clock, ms: day * DAY_MS + self.ms.rem_euclid(DAY_MS) }
    }
}

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        let kind = match time.clock {
            TimePrecision::Dated => MomentKind::LocalDateTime,
            TimePrecision::Yearless => MomentKind::YearlessDateTime,
            TimePrecision::Daily => MomentKind::TimeOfDay,
            TimePrecision::SinceBoot => MomentKind::SinceBoot,
        };
        let ms = u32::try_from(time.ms.rem_euclid(1000)).unwrap_or(0);
        Self { kind, seconds: time.ms.div_euclid(1000), nanos: ms * 1_000_000 }
    }
}

/// How the day and the month of a time were told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// There is no doubt, or no date.
    #[default]
    Plain,
    /// The month is first: what follows is no month.
    MonthFirst,
    /// The day is first: it is no month.
    DayFirst,
    /// It is read with the month first; with the day first it is this.
    Either(Time),
}

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

impl Found {
    pub(super) fn new(time: Time, end: usize) -> Self {
        Self { time, end, level: None, order: DateOrder::Plain }
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
