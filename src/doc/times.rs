//! Times of lines: typed ones, and the first line of one.
//!
//! The time line knows where the lines of a bucket are; which of them is the first that is not
//! earlier than a time is found by reading that bucket, on a thread of its own.

use super::Document;
use crate::base::units::len_u64;
use crate::base::{Offset, PaneId, Span};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, DAY_MS, Time, TimePrecision};
use crate::messages::Text;
use crate::scan::timeline::Track;
use crate::search::{LineFinder, LineStop, TimeRange};
use crate::source::{Fault, Generation, Snapshot};

/// Bytes per read.
const READ_BYTES: u64 = 1 << 20;

/// The first line of a time, sought on a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The pane that goes there, and which file of its document's name was searched.
    pub(crate) pane: PaneId,
    pub(crate) of: Generation,
    /// Where it starts; or in a sentence, why it was not found.
    pub(crate) found: Result<Offset, Text>,
}

/// How the lines of a file are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineForm {
    /// In which they end.
    pub(crate) unit: CodeUnit,
    /// Whether the day comes first in dates of numbers alone.
    pub(crate) day_first: bool,
}

impl Document {
    /// How its lines are read.
    pub(crate) fn line_form(&self) -> LineForm {
        let day_first = self.scans.timeline().is_some_and(|timeline| timeline.is_day_first());
        LineForm { unit: self.scans.unit(), day_first }
    }

    /// The times that most lines have, once such lines were found.
    pub(crate) fn track(&self) -> Option<(TimePrecision, &Track)> {
        self.scans.timeline()?.main()
    }

    /// The bucket of the time line that holds the line at `at`: in that many widths from its
    /// clock's start.
    #[must_use]
    pub fn bucket_at(&self, at: Offset) -> Option<i64> {
        let (_, track) = self.track()?;
        let before = track.buckets().iter().filter(|bucket| bucket.first_at <= at.0);
        before.max_by_key(|bucket| bucket.first_at).map(|bucket| bucket.nr)
    }

    /// The time range that the list is restricted to, if any.
    #[must_use]
    pub fn time_range(&self) -> Option<TimeRange> {
        let times = self.searching()?.list().filter().times;
        times.filter(|times| !times.is_negated).map(|times| times.range)
    }

    /// Reads a typed time: on the clock of the file's lines, and of the day of the line at `at`
    /// unless it names one.
    pub(crate) fn read_time(&self, text: &str, at: Offset) -> Option<Result<Time, Text>> {
        let (clock, track) = self.track()?;
        let typed = match clock {
            TimePrecision::SinceBoot => log::parse(format!("PT{}S", text.trim()).as_bytes())?.0,
            _ => typed(text.trim())?,
        };
        let time = match (typed.clock, clock) {
            (typed_clock, clock) if typed_clock == clock => typed,
            // `PT12.5S` or seconds are of no calendar, and the other way round.
            (_, TimePrecision::SinceBoot) | (TimePrecision::SinceBoot, _) => return None,
            (_, TimePrecision::Daily) => typed.on_day(TimePrecision::Daily, 0),
            (TimePrecision::Daily, _) => {
                let width = track.width_ms();
                let here = self.bucket_at(at).map(|nr| nr * width);
                let here = here.or(track.earliest().map(|(ms, _)| ms)).unwrap_or(0);
                on_a_day_that_there_is(typed, clock, here, track)
            }
            (TimePrecision::Dated, TimePrecision::Yearless) => {
                return Some(Err(Text::new("time-no-year")));
            }
            (_, _) => return Some(Err(Text::new("time-with-year"))),
        };
        Some(Ok(time))
    }
}

/// Parses a typed time: as logs write it, or hours and minutes alone, or a day alone.
fn typed(text: &str) -> Option<Time> {
    let whole = |text: &str| log::parse(text.as_bytes()).filter(|(_, end)| *end == text.len());
    let spelled = [
        text.to_owned(),
        format!("{text}:00"),
        format!("0{text}:00"),
        format!("0{text}"),
        format!("{text} 00:00:00"),
    ];
    spelled.iter().find_map(|text| whole(text)).map(|(time, _)| time)
}

/// A time of day on the day of `here`; if no line of that day reaches it, on the next or the one
/// before.
fn on_a_day_that_there_is(typed: Time, clock: TimePrecision, here: i64, track: &Track) -> Time {
    let day = here.div_euclid(DAY_MS);
    let (first, last) = (track.earliest(), track.latest());
    let is_within = |time: &Time| {
        first.is_none_or(|(first, _)| time.ms >= first - first.rem_euclid(60_000))
            && last.is_none_or(|(last, _)| time.ms <= last)
    };
    let days = [0, 1, -1].map(|more| typed.on_day(clock, day + more));
    days.into_iter().find(is_within).unwrap_or(days[0])
}

/// The first line, of those that start between two places, that is not earlier than a time. `goes_on`
/// gets where it reads a line; it is asked before each read, in lines of any length too, and none is
/// found once it says no.
pub(crate) fn first_of(
    bytes: &Snapshot,
    form: LineForm,
    time: Time,
    first: u64,
    last: u64,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<Option<Offset>, Fault> {
    let mut at = Offset(first);
    while at.0 <= last && goes_on(at.0) {
        let span = Span::at(at, READ_BYTES).meet(bytes.span());
        if span.is_empty() {
            break;
        }
        match bytes.read_copy(span, |window| first_in(window, form, at, last, time))? {
            Ok(found) => return Ok(Some(found)),
            Err(next) if next > at => at = next,
            // A line longer than a read.
            Err(_) => {
                let goes_on = || goes_on(at.0);
                let lines = LineFinder { unit: form.unit, index: None, goes_on: &goes_on };
                at = match lines.end(bytes, at) {
                    Ok(end) => end + len_u64(form.unit.width()),
                    Err(LineStop::Fault(fault)) => return Err(fault),
                    Err(LineStop::Cancelled) => break,
                };
            }
        }
    }
    Ok(None)
}

/// The same in one read, which starts with a line; otherwise where its last line starts.
fn first_in(window: &[u8], form: LineForm, base: Offset, last: u64, time: Time) -> Result<Offset, Offset> {
    let LineForm { unit, day_first } = form;
    let mut at = base;
    let mut rest = window;
    while at.0 <= last {
        let lf = unit.line_feeds(rest).next();
        if lf.is_none() && rest.len() < log::reach_units(rest, unit) && at > base {
            // The next read has all of it, unless the file ends here.
            return Err(at);
        }
        let line = &rest[..lf.unwrap_or(rest.len())];
        let read = log::read_units(line, unit).time_in(day_first);
        if read.is_some_and(|read| read.clock == time.clock && read.ms >= time.ms) {
            return Ok(at);
        }
        let Some(lf) = lf else { return Err(at) };
        rest = &rest[lf + unit.width()..];
        at = at + len_u64(lf + unit.width());
    }
    Err(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use std::cell::Cell;

    #[test]
    fn a_time_is_found_behind_a_long_line_and_looking_for_it_ends_within_that_line() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a");
        let (first, second) = ("2026-05-12 10:00:01 INFO a", "2026-05-12 10:00:02 INFO b\n");
        for unit in CodeUnit::ALL {
            let text = format!("{first}{}\n{second}", "x".repeat(12 << 20));
            let mut bytes = Vec::new();
            unit.push_ascii(text.as_bytes(), &mut bytes);
            std::fs::write(&path, bytes).expect("there is room");
            let snapshot = Source::open(&path, AccessMode::Auto).expect("ours").snapshot();
            let form = LineForm { unit, day_first: false };
            let (time, _) = log::parse(b"2026-05-12 10:00:02").expect("a time");
            let asked = Cell::new(0);
            let find = |most: u64| {
                asked.set(0);
                let goes_on = |_| {
                    asked.set(asked.get() + 1);
                    asked.get() <= most
                };
                first_of(&snapshot, form, time, 0, snapshot.len(), &goes_on).expect("ours")
            };
            let expected = len_u64(text.len() - second.len()) * len_u64(unit.width());
            assert_eq!(find(u64::MAX), Some(Offset(expected)), "{unit:?}");
            assert!(asked.get() > 100, "{unit:?}: asked {} times in 12 MiB", asked.get());
            assert_eq!((find(10), asked.get()), (None, 11), "{unit:?}");
        }
    }
}
