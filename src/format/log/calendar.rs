//! Calendar arithmetic on the hot path of log parsing: dates from and to day numbers.
//!
//! Everything else uses `jiff`, which is also the oracle of the tests.

/// Year, month and day of a day number, counted from 1970-01-01.
///
/// Howard Hinnant's `civil_from_days`, from “chrono-Compatible Low-Level Date Algorithms”.
#[must_use]
pub(super) const fn civil(days: i64) -> (i64, i64, i64) {
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

/// The day number of a date in the years 0 to 9999, counted from 1970-01-01; `None` if the date
/// does not exist.
///
/// Howard Hinnant's `days_from_civil`, from the same paper.
#[must_use]
pub(super) fn days(year: u32, month: u32, day: u32) -> Option<i64> {
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
