//! Timestamps in RFC 3339, in UTC.

use jiff::SignedDuration;
use jiff::civil;
use std::time::{SystemTime, UNIX_EPOCH};

/// English names of months, in lower case; the first three letters are their short form.
pub const MONTHS: [&[u8]; 12] = [
    b"january",
    b"february",
    b"march",
    b"april",
    b"may",
    b"june",
    b"july",
    b"august",
    b"september",
    b"october",
    b"november",
    b"december",
];

/// English names of weekdays, likewise.
pub const WEEKDAYS: [&[u8]; 7] =
    [b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday"];

/// Formats a timestamp as `2026-03-14T09:26:53.5Z`, without trailing zeros; `None` outside the
/// years 0 to 9999, which RFC 3339 can't express.
#[must_use]
pub fn rfc3339(time: SystemTime) -> Option<String> {
    let since_epoch = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => SignedDuration::try_from(after).ok()?,
        Err(error) => SignedDuration::try_from(error.duration()).ok()?.checked_neg()?,
    };
    // A civil time, because `jiff::Timestamp` ends a day before the year 9999 does.
    let civil = civil::datetime(1970, 1, 1, 0, 0, 0, 0).checked_add(since_epoch).ok()?;
    (civil.year() >= 0).then(|| format!("{civil}Z"))
}

/// Year, month and day of a day number, counted from 1970-01-01; the nearest that the calendar
/// has, for days outside the years -9999 to 9999.
pub(super) fn civil_date(days: i64) -> (i16, i8, i8) {
    let since_epoch = SignedDuration::from_secs(days.saturating_mul(86_400));
    let date = civil::date(1970, 1, 1).saturating_add(since_epoch);
    (date.year(), date.month(), date.day())
}

/// The day number of a date, counted from 1970-01-01; `None` of one that the calendar has not in the
/// years -9999 to 9999.
#[must_use]
pub fn day_nr(year: i16, month: i8, day: i8) -> Option<i64> {
    let date = civil::Date::new(year, month, day).ok()?;
    Some(date.duration_since(civil::date(1970, 1, 1)).as_secs() / 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_before_and_after_1970_are_written() {
        let check = |time, text: &str| assert_eq!(rfc3339(time).as_deref(), Some(text));
        check(UNIX_EPOCH, "1970-01-01T00:00:00Z");
        check(UNIX_EPOCH + Duration::from_millis(1_773_480_413_500), "2026-03-14T09:26:53.5Z");
        check(UNIX_EPOCH - Duration::from_nanos(1), "1969-12-31T23:59:59.999999999Z");
        check(UNIX_EPOCH + Duration::from_secs(951_782_400), "2000-02-29T00:00:00Z");
        check(UNIX_EPOCH + Duration::from_secs(253_402_300_799), "9999-12-31T23:59:59Z");
        check(UNIX_EPOCH - Duration::from_secs(62_167_219_200), "0000-01-01T00:00:00Z");
        assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(253_402_300_800)), None);
        assert_eq!(rfc3339(UNIX_EPOCH - Duration::from_secs(62_167_219_201)), None);
        assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(300_000_000_000)), None);
    }
}
