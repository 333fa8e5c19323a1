//! Moments of a summary as seconds: ISO 8601 as [`Moment`](crate::base::Moment) writes it.

use super::number::Number;
use crate::base::date;

/// What a moment counts from; those of one kind can be subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InstantKind {
    /// From 1970: dates and moments, with a zone or without.
    Dated,
    /// From midnight.
    TimeOfDay,
    /// From the start of a machine.
    SinceBoot,
}

/// The seconds of a moment, exact; `None` if the text is none, or one without a year.
pub(super) fn instant(text: &str) -> Option<(InstantKind, Number)> {
    if let Some(seconds) = text.strip_prefix("PT").and_then(|rest| rest.strip_suffix('S')) {
        return Some((InstantKind::SinceBoot, Number::parse(seconds)?));
    }
    if text.contains(':') && !text.contains('T') {
        let (seconds, fraction) = clock(text)?;
        return Some((InstantKind::TimeOfDay, with_fraction(seconds, fraction)?));
    }
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let (seconds, fraction) = clock(time.strip_suffix('Z').unwrap_or(time))?;
    let days = date_of(day)?;
    Some((InstantKind::Dated, with_fraction(days * 86_400 + seconds, fraction)?))
}

/// Days since 1970 of `2026-03-14`.
fn date_of(text: &str) -> Option<i64> {
    let mut parts = text.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month) = (i8::try_from(digits(day)?).ok()?, i8::try_from(digits(month)?).ok()?);
    date::day_nr(year.parse().ok()?, month, day)
}

/// Seconds since midnight of `09:26:53.250`, and the digits after the point.
fn clock(text: &str) -> Option<(i64, &str)> {
    let (text, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = text.split(':').map(digits);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = parts.next().is_none() && hour < 25 && minute < 60 && second < 61 && fraction.len() <= 9;
    is_time.then_some((hour * 3_600 + minute * 60 + second, fraction))
}

fn digits(text: &str) -> Option<i64> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Seconds and a fraction that counts upwards, also before 1970.
fn with_fraction(seconds: i64, fraction: &str) -> Option<Number> {
    let whole = Number::parse(&seconds.to_string())?;
    if fraction.is_empty() {
        Some(whole)
    } else {
        Some(whole.plus(&Number::parse(&format!("0.{fraction}"))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Moment, MomentKind};
    use proptest::prelude::*;

    #[test]
    fn what_is_no_moment_is_none() {
        for text in
            ["", "x", "2026", "2026-13-01", "2026-03-1", "9:26:53", "25:61:00", "--03-14T09:26:53", "a-b-c"]
        {
            assert!(instant(text).is_none(), "{text}");
        }
        assert_eq!(instant("2026-03-14").map(|it| it.0), Some(InstantKind::Dated));
        assert_eq!(instant("09:26:53.250").map(|it| it.1.to_string()), Some("34013.25".into()));
        assert_eq!(instant("PT12.233S").map(|it| it.1.to_string()), Some("12.233".into()));
    }

    proptest! {
        #[test]
        fn a_moment_is_read_as_it_was_written(seconds in -60_000_000_000_i64..60_000_000_000, nanos in 0_u32..1_000_000_000) {
            for kind in [MomentKind::LocalDateTime, MomentKind::UtcDateTime] {
                let text = Moment { kind, seconds, nanos }.to_string();
                let expected = Number::parse(&(i128::from(seconds) * 1_000_000_000 + i128::from(nanos)).to_string());
                let (_, read) = instant(&text).expect("it is one");
                prop_assert_eq!(Some(read.times(&Number::from(1_000_000_000))), expected, "{}", text);
            }
        }
    }
}
