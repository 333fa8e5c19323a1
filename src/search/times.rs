//! Lines in a time range: by their own timestamps, and what continues them.
//!
//! A line without a timestamp, such as one of a stack trace, has the time of the line before it,
//! however far back that says one; at the file's start it has none.

use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use crate::format::log::{self, LogHead, Time, TimePrecision};
use crate::messages::Text;

/// A half-open time range: the end is not in it. What is kept of it is its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(into = "String")]
#[serde(try_from = "String")]
pub struct TimeRange {
    /// What its ends and the lines in it leave open.
    pub clock: TimePrecision,
    /// In milliseconds, as [`Time::ms`].
    pub from_ms: i64,
    /// The same.
    pub to_ms: i64,
    /// Whether the day comes first in dates of numbers alone.
    pub day_first: bool,
}

/// What [`TimeRange::text`] ends with where the day comes first.
const DAY_FIRST: &str = " day first";

impl From<TimeRange> for String {
    fn from(range: TimeRange) -> Self {
        range.text()
    }
}

impl TryFrom<String> for TimeRange {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|why| why.in_english())
    }
}

impl TimeRange {
    /// As it is written and read: `2026-03-14T09:00:00..2026-03-14T10:00:00`.
    #[must_use]
    pub fn text(self) -> String {
        let text = |ms| Time { clock: self.clock, ms }.text();
        let order = if self.day_first { DAY_FIRST } else { "" };
        format!("{}..{}{order}", text(self.from_ms), text(self.to_ms))
    }

    /// Reads what [`TimeRange::text`] writes, and times as logs write them.
    ///
    /// # Errors
    /// A message to show, without the full stop.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let unreadable = || Text::new("pattern-times");
        let (text, day_first) = match text.trim_end().strip_suffix(DAY_FIRST) {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (from, to) = text.split_once("..").ok_or_else(unreadable)?;
        let (from, to) = (moment(from).ok_or_else(unreadable)?, moment(to).ok_or_else(unreadable)?);
        if from.clock != to.clock {
            return Err(Text::new("pattern-times-differ"));
        }
        Ok(Self { clock: from.clock, from_ms: from.ms, to_ms: to.ms, day_first })
    }

    /// Whether a line's own time lies in the range; `None` if it has none.
    fn holds(self, head: &LogHead) -> Option<bool> {
        head.time.as_ref()?;
        Some(head.time_in(self.day_first).is_some_and(|time| self.holds_time(time)))
    }

    fn holds_time(self, time: Time) -> bool {
        time.clock == self.clock && (self.from_ms..self.to_ms).contains(&time.ms)
    }
}

/// One end, as ISO 8601 or a log writes it.
fn moment(text: &str) -> Option<Time> {
    let text = text.trim();
    // ISO 8601's form without a year is not a log's.
    let text = text.strip_prefix("--").map_or_else(|| text.to_owned(), |rest| rest.replace('T', " "));
    let (time, end) = log::parse(text.as_bytes())?;
    (end == text.len()).then_some(time)
}

/// Finds the lines that start in the piece and are in the range; a match is the head of one that
/// says so itself, up to the end of its timestamp.
///
/// `is_in` is whether the line is that the piece starts in, or, where it starts a line, the one
/// before; returns the same for the piece's end.
pub(super) fn find<S: Sink>(
    range: TimeRange,
    matcher: &mut PieceMatcher<'_>,
    mut is_in: bool,
    sink: &mut S,
) -> bool {
    let is_start = matcher.starts_text && matcher.start == 0;
    let mut at = if is_start || matcher.lf_before(matcher.start) {
        matcher.forget_open_row();
        matcher.start
    } else {
        matcher.pass_open_row(sink);
        matcher.next_lf(matcher.start, matcher.end).map_or(matcher.end, |lf| lf + matcher.unit.width())
    };
    let unit = matcher.unit;
    while at < matcher.end {
        let rest = &matcher.bytes[at..];
        let head = &rest[..rest.len().min(log::reach_units(rest, unit))];
        let reading = log::read_units(head, unit);
        match range.holds(&reading) {
            Some(true) => {
                matcher.hit(at, at + reading.time_at.end, sink);
                is_in = true;
            }
            Some(false) => is_in = false,
            None if is_in => {
                matcher.mark(at, sink);
            }
            None => {}
        }
        at = matcher.next_lf(at, matcher.end).map_or(matcher.end, |lf| lf + unit.width());
    }
    is_in
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_range_parses_back_from_its_text() {
        for clock in TimePrecision::ALL {
            for (from_ms, to_ms) in [(0, 1000), (37_012_345, 86_399_999), (3_600_000, 7_200_000)] {
                for day_first in [false, true] {
                    let range = TimeRange { clock, from_ms, to_ms, day_first };
                    assert_eq!(TimeRange::parse(&range.text()), Ok(range), "{}", range.text());
                }
            }
        }
        let logged = TimeRange::parse("2026-03-14 09:26:53 .. 2026-03-14 09:27");
        assert_eq!(logged.map(|range| range.to_ms - range.from_ms), Ok(7000));
        for wrong in ["", "..", "09:00:00", "09:00:00..2026-03-14T10:00:00", "a..b", "09:00:00..10:00:00 x"] {
            assert!(TimeRange::parse(wrong).is_err(), "{wrong}");
        }
    }
}
