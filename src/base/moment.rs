//! Dates and times in data, written as ISO 8601.

use super::date;
use std::fmt;

const DAY: i64 = 86_400;

/// Days from 1970-01-01 to the start of 1972, a leap year, whose days serve dates without a year.
const LEAP_YEAR: i64 = 730;

/// A date, a time of day, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Which of its parts are known.
    pub kind: MomentKind,
    /// Seconds since 1970-01-01T00:00:00, since the start of a leap year, or since midnight.
    pub seconds: i64,
    /// Nanoseconds after that; below 10⁹.
    pub nanos: u32,
}

/// Which parts of a [`Moment`] are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MomentKind {
    /// `2026-03-14`.
    Date,
    /// `09:26:53`.
    TimeOfDay,
    /// `--03-14T09:26:53`.
    YearlessDateTime,
    /// `2026-03-14T09:26:53`: of a clock whose zone is not known.
    LocalDateTime,
    /// `2026-03-14T09:26:53Z`.
    UtcDateTime,
    /// `PT12.233S`: since the machine was started.
    SinceBoot,
}

impl Moment {
    /// As people write it: `2026-03-14 09:26:53`, `Nov 3 09:23:38` without a year, `12.233 s` since a
    /// start. Its [`Display`](fmt::Display) is for programs.
    #[must_use]
    pub fn shown(self) -> String {
        let text = self.to_string();
        match self.kind {
            MomentKind::SinceBoot => match text.strip_prefix("PT").and_then(|rest| rest.strip_suffix('S')) {
                Some(seconds) => format!("{seconds} s"),
                None => text,
            },
            MomentKind::YearlessDateTime => {
                let (_, month, day) = date::civil_date(self.seconds.div_euclid(DAY) + LEAP_YEAR);
                let clock = text.split_once('T').map_or("", |(_, clock)| clock);
                match crate::messages::find(&format!("month-{month}")) {
                    Some(month) => crate::messages::say_with(
                        "moment-month-day",
                        [
                            ("month", month.into()),
                            ("day", day.to_string().into()),
                            ("clock", clock.to_owned().into()),
                        ],
                    ),
                    None => text,
                }
            }
            MomentKind::LocalDateTime => text.replace('T', " "),
            MomentKind::UtcDateTime => text.replace('T', " ").replace('Z', " UTC"),
            MomentKind::Date | MomentKind::TimeOfDay => text,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.seconds.div_euclid(DAY), self.seconds.rem_euclid(DAY));
        match self.kind {
            MomentKind::SinceBoot => {
                write!(f, "PT{}", self.seconds)?;
                write_fraction(self.nanos, f)?;
                return f.write_str("S");
            }
            MomentKind::TimeOfDay => {}
            MomentKind::YearlessDateTime => {
                let (_, month, day) = date::civil_date(days + LEAP_YEAR);
                write!(f, "--{month:02}-{day:02}T")?;
            }
            MomentKind::Date | MomentKind::LocalDateTime | MomentKind::UtcDateTime => {
                let (year, month, day) = date::civil_date(days);
                write!(f, "{year:04}-{month:02}-{day:02}")?;
                if self.kind == MomentKind::Date {
                    return Ok(());
                }
                f.write_str("T")?;
            }
        }
        write!(f, "{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
        write_fraction(self.nanos, f)?;
        f.write_str(if self.kind == MomentKind::UtcDateTime { "Z" } else { "" })
    }
}

/// Nothing, or milli-, micro- or nanoseconds, as few as hold it.
fn write_fraction(nanos: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match nanos {
        0 => Ok(()),
        nanos if nanos.is_multiple_of(1_000_000) => write!(f, ".{:03}", nanos / 1_000_000),
        nanos if nanos.is_multiple_of(1_000) => write!(f, ".{:06}", nanos / 1_000),
        nanos => write!(f, ".{nanos:09}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_iso_8601() {
        use MomentKind::{Date, LocalDateTime, SinceBoot, TimeOfDay, UtcDateTime, YearlessDateTime};
        for (kind, seconds, nanos, text) in [
            (Date, 1_773_480_413, 5, "2026-03-14"),
            (TimeOfDay, 34_013, 250_000_000, "09:26:53.250"),
            (SinceBoot, 134_013, 250_000_000, "PT134013.250S"),
            (YearlessDateTime, 59 * DAY, 0, "--02-29T00:00:00"),
            (LocalDateTime, -1, 1_000, "1969-12-31T23:59:59.000001"),
            (UtcDateTime, 1_773_480_413, 1, "2026-03-14T09:26:53.000000001Z"),
        ] {
            let moment = Moment { kind, seconds, nanos };
            assert_eq!(moment.to_string(), text);
        }
    }

    #[test]
    fn people_read_a_space_and_the_name_of_a_month() {
        use MomentKind::{LocalDateTime, SinceBoot, UtcDateTime, YearlessDateTime};
        for (kind, seconds, text) in [
            (YearlessDateTime, 59 * DAY, "Feb 29 00:00:00"),
            (YearlessDateTime, 307 * DAY + 33_818, "Nov 3 09:23:38"),
            (LocalDateTime, 1_773_480_413, "2026-03-14 09:26:53"),
            (UtcDateTime, 1_773_480_413, "2026-03-14 09:26:53 UTC"),
            (SinceBoot, 12, "12 s"),
        ] {
            assert_eq!(Moment { kind, seconds, nanos: 0 }.shown(), text);
        }
    }
}
