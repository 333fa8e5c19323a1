//! The time line: how many lines were written when, by level, over the whole file.
//!
//! Each line is read by [`log::read`] and counted in the bucket of its time, in the order of
//! time and not of the file, so that merged logs and logs of several machines have one too. A file
//! may mix kinds of times ([`TimePrecision`]); each has a track of its own, and the one with the most
//! lines is reported.
//!
//! A line without a time (a stack trace's) is a *continuation line*: it has the time of the last line
//! before it that says one, however far back, and its level too unless it says one itself. In the
//! section such lines are counted as untimed and belong to no bucket; [`Bucket::continuing`] and the
//! block counts of errors and warnings have them for the window. What the first lines of a part
//! continue is known when it is merged.
//!
//! Lines are cut by the code units of the file's encoding, and read as text. A line belongs to where
//! it starts, and only its head is read ([`log::reach_units`]).
//!
//! Where the day or the month of `07/08/2021` comes first follows from the other lines of the file.
//! Until a line of such a date there is one track of dates; from then on there are two, one for
//! each order, and a line that can be read in one way only is counted for its order.

mod head_lines;
mod part;
mod track;

pub use part::TimelinePartial;
pub use track::{Bucket, N_LEVELS, Track};

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged, Sound};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::len_u64;
use crate::base::{Counts, Fact, Moment, Offset, ReportTable, Section, Span, Value};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, DateOrder, Level, LogHead, TimePrecision};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::by_unit(ScanId::TIMELINE, Role::OnRequest, PassId::Timeline, |unit| {
        made(TimelineScan { unit })
    });

/// The scan.
#[derive(Clone, Copy, Default)]
pub struct TimelineScan {
    /// In which lines end.
    pub unit: CodeUnit,
}

/// Lines by when they were written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Timeline {
    /// One for each kind of time, in the order of [`TimePrecision::ALL`].
    tracks: [Track; 4],
    /// The first of them with the day first in dates of numbers alone; from the first date on that
    /// can be read in both ways. Costs as much as the first.
    day_first: Option<Box<Track>>,
    /// Lines that can only be read with the month first, and only with the day first.
    only: [u64; 2],
    /// Lines that can be read in both ways.
    n_either: u64,
    /// Lines with and without a time, by level.
    levels: [u64; N_LEVELS],
    /// The starts of error lines, and those of warning lines; with the lines that continue them.
    errors: Counts,
    warnings: Counts,
    /// The last line with a time: untimed ones that follow continue it.
    last_timed: Option<TimedLine>,
}

/// What continuation lines take from the line that they continue, beside its time, which its track
/// knows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct TimedLine {
    clock: usize,
    level: Option<Level>,
}

/// What a line was counted as.
struct Counted {
    /// The level that it says, or that of the line it continues.
    level: Option<Level>,
    is_timed: bool,
}

/// Whether the lines of a file's `head` carry timestamps, so that its timeline is worth a pass.
#[must_use]
pub fn carries_times(head: &[u8], unit: CodeUnit) -> bool {
    if unit == CodeUnit::Byte && head.contains(&0) {
        return false;
    }
    let (mut n_lines, mut n_timed) = (0, 0);
    let mut start = 0;
    for end in unit.line_feeds(head).chain([head.len()]) {
        let line = &head[start.min(end)..end];
        start = end + unit.width();
        if !line.is_empty() {
            n_lines += 1;
            n_timed += u32::from(log::read_units(line, unit).time.is_some());
        }
    }
    // Stack traces and continued lines are many in some logs.
    n_timed > 0 && n_timed * 8 >= n_lines
}

impl Scan for TimelineScan {
    type Partial = TimelinePartial;

    fn id(&self) -> ScanId {
        ScanId::TIMELINE
    }

    fn margin(&self) -> (usize, usize) {
        (0, self.unit.width() - 1)
    }

    fn feed(&self, partial: &mut TimelinePartial, piece: &Piece<'_>) {
        if self.unit == CodeUnit::Byte {
            partial.feed(piece.bytes(), piece.at(), self.unit);
        } else {
            let at = self.first_unit(piece.at());
            partial.feed(piece.code_units(self.unit.width()), at, self.unit);
        }
    }

    fn release_scratch(&self, partial: &mut TimelinePartial) {
        partial.release_scratch();
    }

    fn feed_zeros(&self, partial: &mut TimelinePartial, hole: Span, file_len: u64) {
        let (start, end) = (self.first_unit(hole.start), self.first_unit(hole.end));
        partial.feed_zeros(Span::between(start, end.min(Offset(file_len))), self.unit);
    }

    fn merge(&self, left: &mut TimelinePartial, right: TimelinePartial) {
        left.merge(right, self.unit);
    }

    fn save(&self, partial: &TimelinePartial) -> Option<Vec<u8>> {
        let mut settled = partial.clone();
        settled.release_scratch();
        saved::write(&settled)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<TimelinePartial, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &TimelinePartial) -> Finding {
        Finding::Timeline(Arc::new(so_far.whole(self.unit)))
    }
}

impl TimelineScan {
    /// Where the first code unit starts that starts at or after `at`.
    fn first_unit(&self, at: Offset) -> Offset {
        Offset(at.0.next_multiple_of(len_u64(self.unit.width())))
    }
}

impl Sound for Timeline {
    fn is_sound(&self, of: Span) -> bool {
        let n = of.len();
        let all = self.tracks.iter().chain(self.day_first.as_deref());
        let is_known = |last: TimedLine| self.tracks.get(last.clock).is_some();
        all.into_iter().all(|track| track.is_sound(of))
            && self.errors.span() == self.warnings.span()
            && saved::sum_within(self.levels, n).is_some()
            && saved::sum_within(self.only, n).is_some()
            && self.n_either <= n
            && self.last_timed.is_none_or(is_known)
    }
}

impl Timeline {
    /// Adds what was found in the part that follows.
    fn merge(&mut self, mut right: Self) {
        if self.day_first.is_some() || right.day_first.is_some() {
            let other = right.split_dates().clone();
            self.split_dates().merge(&other);
        }
        for (left, right) in self.tracks.iter_mut().zip(&right.tracks) {
            left.merge(right);
        }
        for (left, right) in self.levels.iter_mut().zip(right.levels) {
            *left += right;
        }
        for (left, right) in self.only.iter_mut().zip(right.only) {
            *left += right;
        }
        self.n_either += right.n_either;
        self.errors.append(right.errors);
        self.warnings.append(right.warnings);
        self.last_timed = right.last_timed.or(self.last_timed);
    }

    /// Settles the tracks, and keeps no more memory than they take.
    fn release_scratch(&mut self) {
        let Self { tracks, day_first, .. } = self;
        tracks.iter_mut().chain(day_first.as_deref_mut()).for_each(Track::release_scratch);
    }

    /// Counts a line that starts at `at`.
    fn add(&mut self, line: &[u8], at: u64, unit: CodeUnit) -> Counted {
        let reading = log::read_units(line, unit);
        let level = level_nr(reading.level);
        self.levels[level] += 1;
        let Some(time) = reading.time else {
            return Counted { level: self.add_untimed(reading.level), is_timed: false };
        };
        if reading.order != DateOrder::Plain || self.day_first.is_some() {
            self.add_day_first(&reading, at, level);
        }
        let clock = clock_nr(time.clock);
        self.tracks[clock].add(time.ms, at, level);
        self.last_timed = Some(TimedLine { clock, level: reading.level });
        Counted { level: reading.level, is_timed: true }
    }

    /// Counts a line without a time in the bucket of the line that it continues, if there is one.
    /// Returns its level.
    fn add_untimed(&mut self, level: Option<Level>) -> Option<Level> {
        let Some(last) = self.last_timed else { return level };
        let level = level.or(last.level);
        let nr = level_nr(level);
        self.add_continuing(last.clock, |continuing| continuing[nr] += 1);
        level
    }

    /// Counts lines that continue the last one with a time, by the level that they say themselves.
    fn add_untimed_lines(&mut self, mut levels: [u64; N_LEVELS]) {
        let Some(last) = self.last_timed else { return };
        let unsaid = std::mem::take(&mut levels[N_LEVELS - 1]);
        levels[level_nr(last.level)] += unsaid;
        self.add_continuing(last.clock, |continuing| {
            continuing.iter_mut().zip(levels).for_each(|(ours, more)| *ours += more);
        });
    }

    /// Counts continuation lines in the bucket of the last line with a time, which is of that kind.
    fn add_continuing(&mut self, clock: usize, add: impl Fn(&mut [u64; N_LEVELS])) {
        self.tracks[clock].add_continuing(&add);
        // Each date is in both tracks.
        if let Some(track) = self.day_first.as_mut().filter(|_| clock == clock_nr(TimePrecision::Dated)) {
            track.add_continuing(add);
        }
    }

    /// Counts a line's time with the day first, before it is counted with the month first.
    #[cold]
    fn add_day_first(&mut self, reading: &LogHead, at: u64, level: usize) {
        match reading.order {
            DateOrder::Plain => {}
            DateOrder::MonthFirst => self.only[0] += 1,
            DateOrder::DayFirst => self.only[1] += 1,
            DateOrder::Either(_) => {
                self.n_either += 1;
                self.split_dates();
            }
        }
        if let Some(track) = &mut self.day_first
            && let Some(time) = reading.time_in(true).filter(|time| time.clock == TimePrecision::Dated)
        {
            track.add(time.ms, at, level);
        }
    }

    /// The track of dates with the day first; so far the same as with the month first.
    fn split_dates(&mut self) -> &mut Track {
        let Self { day_first, tracks, .. } = self;
        day_first.get_or_insert_with(|| Box::new(tracks[0].clone()))
    }

    /// Whether the day is first in dates of numbers alone: more lines say so than say the
    /// opposite. Without any that say so, the month is.
    #[must_use]
    pub fn is_day_first(&self) -> bool {
        self.only[1] > self.only[0]
    }

    /// The track of a kind of time.
    fn track(&self, clock: TimePrecision) -> &Track {
        match &self.day_first {
            Some(track) if clock == TimePrecision::Dated && self.is_day_first() => track,
            _ => &self.tracks[clock_nr(clock)],
        }
    }

    /// The kind of time that most lines have, and their track; `None` without any.
    #[must_use]
    pub fn main(&self) -> Option<(TimePrecision, &Track)> {
        let tracks = TimePrecision::ALL.into_iter().map(|clock| (clock, self.track(clock)));
        let tracks = tracks.filter(|(_, track)| track.n_lines() > 0);
        // A tie goes to the more informative clock.
        tracks.rev().max_by_key(|(_, track)| track.n_lines())
    }

    /// The starts of error lines and of what continues them.
    #[must_use]
    pub fn errors(&self) -> &Counts {
        &self.errors
    }

    /// The starts of warning lines and of what continues them.
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
            TimePrecision::SinceBoot => "since boot",
        });
        let name = name.map_or(Value::None, |name| Value::Text(name.to_owned()));
        let time = |ms| clock.map(|clock| Moment::from(log::Time { clock, ms })).into();
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
        facts.extend(self.date_order());
        let tables = vec![table(track, time)];
        Section { id: ScanId::TIMELINE.name(), facts, tables, headline: None }
    }
}

impl Timeline {
    /// Which comes first in dates of numbers alone, and how that was told; nothing without such.
    fn date_order(&self) -> Vec<Fact> {
        let n_dates = self.only[0] + self.only[1] + self.n_either;
        if n_dates == 0 {
            return Vec::new();
        }
        let order = if self.is_day_first() { "day first" } else { "month first" };
        let order = Value::Text(order.to_owned());
        let order = Fact { value: order, ..Fact::new("date_order", None::<u64>, "") };
        let fact = |key, n| Fact::new(key, n, "lines");
        vec![
            order,
            fact("month_first", self.only[0]),
            fact("day_first", self.only[1]),
            fact("either_first", self.n_either),
        ]
    }
}

/// Key of each level, and of lines without one.
const LEVEL_KEYS: [&str; N_LEVELS] = ["trace", "debug", "info", "warn", "error", "fatal", "other"];

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
        TimePrecision::SinceBoot => 3,
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
                prop_assert_eq!(Moment::from(time).to_string(), time.text());
            }
        }
    }
}
