//! The time line: how many lines were written when, by level, over the whole file.
//!
//! Each line is read by [`log::read`] and counted in the bucket of its time, in the order of
//! time and not of the file, so that merged logs and logs of several machines have one too. A
//! line without a time (a stack trace's) is counted as such and belongs to no bucket: to give
//! it that of the line before would make its place depend on lines any distance away. A file
//! may mix kinds of times ([`TimePrecision`]); each has a track of its own, and the one with the most
//! lines is reported.
//!
//! A line belongs to where it starts, and only its first 256 bytes are read.

mod part;
mod track;

pub use part::TimelinePartial;
pub use track::{Bucket, N_LEVELS, Track};

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::{Finding, Piece, Scan, ScanId};
use crate::base::{Counts, Fact, Moment, MomentKind, ReportTable, Section, Span, Value};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, Level, TimePrecision};
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::TIMELINE, Role::OnRequest, PassId::Timeline, || made(TimelineScan));

/// The scan.
pub struct TimelineScan;

/// Lines by when they were written.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// One for each kind of time, in the order of [`TimePrecision::ALL`].
    tracks: [Track; 3],
    /// Lines with and without a time, by level.
    levels: [u64; N_LEVELS],
    /// The starts of error lines, and those of warning lines.
    errors: Counts,
    warnings: Counts,
}

/// Whether the lines of a file's `head` carry timestamps, so that its timeline is worth a pass.
#[must_use]
pub fn carries_times(head: &[u8], unit: CodeUnit) -> bool {
    if unit != CodeUnit::Byte || head.contains(&0) {
        return false;
    }
    let (mut n_lines, mut n_timed) = (0, 0);
    for line in head.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        n_lines += 1;
        n_timed += u32::from(log::read(line).time.is_some());
    }
    // Stack traces and continued lines are many in some logs.
    n_timed > 0 && n_timed * 8 >= n_lines
}

impl Scan for TimelineScan {
    type Partial = TimelinePartial;

    fn id(&self) -> ScanId {
        ScanId::TIMELINE
    }

    fn feed(&self, partial: &mut TimelinePartial, piece: &Piece<'_>) {
        partial.feed(piece.bytes(), piece.at());
    }

    fn feed_zeros(&self, partial: &mut TimelinePartial, hole: Span, _file_len: u64) {
        partial.feed_zeros(hole);
    }

    fn merge(&self, left: &mut TimelinePartial, right: TimelinePartial) {
        left.merge(right);
    }

    fn report(&self, so_far: &TimelinePartial) -> Finding {
        Finding::Timeline(Arc::new(so_far.whole()))
    }
}

impl Timeline {
    /// Adds what was found in the part that follows.
    fn merge(&mut self, right: Self) {
        for (left, right) in self.tracks.iter_mut().zip(&right.tracks) {
            left.merge(right);
        }
        for (left, right) in self.levels.iter_mut().zip(right.levels) {
            *left += right;
        }
        self.errors.append(right.errors);
        self.warnings.append(right.warnings);
    }

    /// Counts a line that starts at `at`.
    fn add(&mut self, line: &[u8], at: u64) -> Option<Level> {
        let reading = log::read(line);
        let level = level_nr(reading.level);
        self.levels[level] += 1;
        if let Some(time) = reading.time {
            self.tracks[clock_nr(time.clock)].add(time.ms, at, level);
        }
        reading.level
    }

    /// The kind of time that most lines have, and their track; `None` without any.
    #[must_use]
    pub fn main(&self) -> Option<(TimePrecision, &Track)> {
        let tracks =
            TimePrecision::ALL.into_iter().zip(&self.tracks).filter(|(_, track)| track.n_lines() > 0);
        // A tie goes to the more informative clock.
        tracks.rev().max_by_key(|(_, track)| track.n_lines())
    }

    /// The starts of error lines.
    #[must_use]
    pub fn errors(&self) -> &Counts {
        &self.errors
    }

    /// The starts of warning lines.
    #[must_use]
    pub fn warnings(&self) -> &Counts {
        &self.warnings
    }

    /// All of it as facts and a table.
    #[must_use]
    pub fn section(&self) -> Section {
        let lines: u64 = self.levels.iter().sum();
        let all_timed: u64 = self.tracks.iter().map(Track::n_lines).sum();
        let none = Track::default();
        let (clock, track) = self.main().map_or((None, &none), |(clock, track)| (Some(clock), track));
        let name = clock.map(|clock| match clock {
            TimePrecision::Dated => "dated",
            TimePrecision::Yearless => "without a year",
            TimePrecision::Daily => "without a day",
        });
        let name = name.map_or(Value::None, |name| Value::Text(name.to_owned()));
        let time = |ms| clock.map(|clock| moment(log::Time { clock, ms })).into();
        let end = |end: Option<(i64, u64)>| end.map_or(Value::None, |(ms, _)| time(ms));
        let fact = |key, value: Value, unit| Fact { value, ..Fact::new(key, None::<u64>, unit) };
        let place = |end: Option<(i64, u64)>| end.map(|(_, at)| at);
        let (first, last) = (track.earliest(), track.latest());
        let mut facts = vec![
            fact("clock", name, ""),
            fact("first", end(first), "").on_card().at(place(first)),
            fact("last", end(last), "").on_card().at(place(last)),
            Fact::new("lines", lines, "lines"),
            Fact::new("timed", track.n_lines(), "lines").on_card(),
            Fact::new("other_times", all_timed - track.n_lines(), "lines"),
            Fact::new("untimed", lines - all_timed, "lines").on_card(),
            Fact::new("backwards", track.n_backwards(), "lines"),
            Fact::new("width", track.width_ms().cast_unsigned() / 1000, "seconds"),
        ];
        facts.extend(LEVEL_KEYS.into_iter().zip(self.levels).map(|(key, n)| Fact::new(key, n, "lines")));
        let tables = vec![table(track, time)];
        Section { id: ScanId::TIMELINE.name(), facts, tables, headline: None }
    }
}

/// Key of each level, and of lines without one.
const LEVEL_KEYS: [&str; N_LEVELS] = ["trace", "debug", "info", "warn", "error", "fatal", "other"];

/// A line's time as a value.
fn moment(time: log::Time) -> Moment {
    let kind = match time.clock {
        TimePrecision::Dated => MomentKind::LocalDateTime,
        TimePrecision::Yearless => MomentKind::YearlessDateTime,
        TimePrecision::Daily => MomentKind::TimeOfDay,
    };
    let ms = u32::try_from(time.ms.rem_euclid(1000)).unwrap_or(0);
    Moment { kind, seconds: time.ms.div_euclid(1000), nanos: ms * 1_000_000 }
}

fn table(track: &Track, time: impl Fn(i64) -> Value) -> ReportTable {
    let row = |bucket: &Bucket| {
        let start = [time(bucket.nr * track.width_ms()), Value::Int(bucket.first_at)];
        start.into_iter().chain(bucket.levels.map(Value::Int)).collect()
    };
    ReportTable {
        id: "buckets",
        columns: [("start", ""), ("first_at", "offset")]
            .into_iter()
            .chain(LEVEL_KEYS.map(|key| (key, "lines")))
            .collect(),
        rows: track.buckets().iter().map(row).collect(),
        plot: None,
    }
}

fn level_nr(level: Option<Level>) -> usize {
    level.and_then(|level| Level::ALL.iter().position(|&one| one == level)).unwrap_or(N_LEVELS - 1)
}

fn clock_nr(clock: TimePrecision) -> usize {
    match clock {
        TimePrecision::Dated => 0,
        TimePrecision::Yearless => 1,
        TimePrecision::Daily => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_time_is_exported_as_it_is_shown(ms in -60_000_000_000_000_i64..250_000_000_000_000) {
            for clock in TimePrecision::ALL {
                let ms = if clock == TimePrecision::Dated { ms } else { ms.rem_euclid(log::DAY_MS) };
                let time = log::Time { clock, ms };
                prop_assert_eq!(moment(time).to_string(), time.text());
            }
        }
    }
}
