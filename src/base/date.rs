//! Dates: moments in time as RFC 3339 writes them, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;

/// Year, month and day of the day that lies `days` after 1970-01-01.
///
/// Howard Hinnant's `civil_from_days`, from “chrono-Compatible Low-Level Date Algorithms”.
#[must_use]
pub const fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

/// How many days after 1970-01-01 a day of the years 0 to 9999 lies; `None` if there is no such
/// day.
///
/// Howard Hinnant's `days_from_civil`, from the same paper.
#[must_use]
pub fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    const LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month_len = *LENGTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    if year > 9999 || day == 0 || day > month_len || (month == 2 && day == 29 && !is_leap) {
        return None;
    }
    let (year, month, day) = (i64::from(year) - i64::from(month <= 2), i64::from(month), i64::from(day));
    let era = year.div_euclid(400);
    let yoe = year.rem_euclid(400);
    let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    Some(era * 146_097 + doe - 719_468)
}

/// A moment as `2026-03-14T09:26:53.5Z`, without trailing zeros; `None` outside the years
/// 0 to 9999, which RFC 3339 can't write.
#[must_use]
pub fn rfc3339(time: SystemTime) -> Option<String> {
    let (seconds, nanos) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (i64::try_from(after.as_secs()).ok()?, after.subsec_nanos()),
        Err(error) => {
            let before = error.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?;
            match before.subsec_nanos() {
                0 => (-seconds, 0),
                nanos => (-seconds - 1, 1_000_000_000 - nanos),
            }
        }
    };
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    if !(0..10_000).contains(&year) {
        return None;
    }
    let s = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (s / 3600, s / 60 % 60, s % 60);
    let fraction = match nanos {
        0 => String::new(),
        _ => format!(".{nanos:09}").trim_end_matches('0').to_owned(),
    };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
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
        assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(300_000_000_000)), None);
    }
}
