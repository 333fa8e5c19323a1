//! Moments of cells, and the calendar.

/// What a cell says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) kind: Kind,
    pub(super) order: Order,
    /// The moment; of an [`Order::Either`] the one with the day first.
    pub(super) moment: Instant,
    /// The moment with the month first; else the same.
    pub(super) other: Instant,
    /// Whether a zone was said.
    pub(super) is_zoned: bool,
}

/// Seconds since 1970-01-01T00:00:00 or since midnight, and nanoseconds after that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

/// Which parts are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Time,
    Timestamp,
}

/// What comes first in a date of numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The date says it: the year first, a month's name, full stops, or day and month alike.
    Plain,
    /// The day: the second number is no day of that month or no month.
    DayFirst,
    /// The month.
    MonthFirst,
    /// One or the other.
    Either,
}

const DAY: i64 = 86_400;

/// A date as days since 1970-01-01, with the day first and with the month first.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) order: Order,
    pub(super) days: i64,
    pub(super) other: i64,
}

pub(super) fn reading(kind: Kind, days: Days, time: Instant, zone: Option<i64>) -> Reading {
    let instant = |days: i64| Instant { seconds: days * DAY + time.seconds - zone.unwrap_or(0), ..time };
    let (moment, other) = (instant(days.days), instant(days.other));
    Reading { kind, order: days.order, moment, other, is_zoned: zone.is_some() }
}

/// The day of a date of the Gregorian calendar, counted from 1970-01-01; nothing of one that it
/// has not. After Hinnant, “chrono-compatible low-level date algorithms”, 2013.
pub(super) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    const LENGTHS: [i64; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *LENGTHS.get(usize::try_from(month - 1).ok()?)?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if day < 1 || day > length || (month == 2 && day == 29 && !is_leap) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The month of a day, counted from January of year 0. After the same.
pub(super) fn month_of(days: i64) -> i64 {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days - era * 146_097;
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    // From March on.
    let month = (5 * day_of_year + 2) / 153;
    (era * 400 + year) * 12 + month + 2
}

/// The day of a date that says itself what is what.
pub(super) fn plain(year: i64, month: i64, day: i64) -> Option<Days> {
    days(year, month, day).map(|days| Days { order: Order::Plain, days, other: days })
}

/// The year that two digits stand for.
pub(super) fn century(year: i64) -> i64 {
    year + if year < 70 { 2000 } else { 1900 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_in_its_month() {
        let mut day = days(0, 1, 1).expect("there is one");
        for year in 0..=9999 {
            for month in 1..=12 {
                assert_eq!(days(year, month, 1), Some(day));
                let n = (28..=31).rev().find(|last| days(year, month, *last).is_some()).expect("28 at least");
                assert_eq!([month_of(day), month_of(day + n - 1)], [year * 12 + month - 1; 2]);
                day += n;
            }
        }
        assert_eq!(days(1970, 1, 1), Some(0));
    }
}
