//! Going to a time, and wanting the lines of a stretch of time.
//!
//! The time line knows where the lines of a bucket stand; which of them is the first that is
//! not earlier than a time is found by reading that bucket, on a thread of its own.

use super::App;
use super::session::{Pending, Session};
use super::tasks::{Progress, Reply};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::format::log::{self, Clock, DAY_MS, HEAD_BYTES, Time};
use crate::scan::timeline::Track;
use crate::search::{FilterStage, Kind, Pattern, Query, Stretch, Term, line_end};
use crate::source::{Fault, Generation, Snapshot};

/// Bytes that are looked at in one go.
const LOOK: u64 = 1 << 20;

/// The first line of a time, sought on a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The tab, and which file of its name.
    tab: u64,
    of: Generation,
    /// Where it starts; or in a sentence, why it was not found.
    found: Result<Offset, String>,
}

impl Session {
    /// The times that most lines have, once such lines were found.
    fn track(&self) -> Option<(Clock, &Track)> {
        self.scans.timeline()?.main()
    }

    /// The bucket of the time line where one is: in that many widths from its clock's start.
    #[must_use]
    pub fn bucket_here(&self) -> Option<i64> {
        let (_, track) = self.track()?;
        let at = if self.cursor_in_sight() { self.cursor() } else { self.top().at };
        let before = track.buckets().iter().filter(|bucket| bucket.first_at <= at.0);
        before.max_by_key(|bucket| bucket.first_at).map(|bucket| bucket.nr)
    }

    /// The stretch of time that is looked for, if one is.
    #[must_use]
    pub fn stretch(&self) -> Option<Stretch> {
        let searching = self.searching()?;
        let of = |pattern: &Pattern| {
            let is_time = pattern.kind == Kind::Times;
            if is_time { Stretch::parse(&pattern.text).ok() } else { None }
        };
        let listed = searching.list().query().into_iter().flat_map(|query| &query.stages);
        let listed = listed.flat_map(|stage| &stage.terms).find_map(|term| of(&term.pattern));
        listed.or_else(|| of(searching.pattern()))
    }

    /// What a person means by a time: on the clock of the file's lines, and of the day where one
    /// is unless they say which.
    fn read_time(&self, text: &str) -> Option<Result<Time, String>> {
        let (clock, track) = self.track()?;
        let typed = typed(text.trim())?;
        let time = match (typed.clock, clock) {
            (typed_clock, clock) if typed_clock == clock => typed,
            (_, Clock::Daily) => typed.on_day(Clock::Daily, 0),
            (Clock::Daily, _) => {
                let width = track.width_ms();
                let here = self.bucket_here().map(|nr| nr * width);
                let here = here.or(track.earliest().map(|(ms, _)| ms)).unwrap_or(0);
                on_a_day_that_there_is(typed, clock, here, track)
            }
            (Clock::Dated, Clock::Yearless) => {
                return Some(Err("The lines say no year: type 03-14 09:26:53, or 09:26.".into()));
            }
            (_, _) => return Some(Err("The lines say a year: type 2026-03-14 09:26:53, or 09:26.".into())),
        };
        Some(Ok(time))
    }
}

/// A time as people type it: as logs write it, or hours and minutes alone, or a day alone.
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
fn on_a_day_that_there_is(typed: Time, clock: Clock, here: i64, track: &Track) -> Time {
    let day = here.div_euclid(DAY_MS);
    let (first, last) = (track.earliest(), track.latest());
    let is_within = |time: &Time| {
        first.is_none_or(|(first, _)| time.ms >= first - first.rem_euclid(60_000))
            && last.is_none_or(|(last, _)| time.ms <= last)
    };
    let days = [0, 1, -1].map(|more| typed.on_day(clock, day + more));
    days.into_iter().find(is_within).unwrap_or(days[0])
}

impl App {
    /// Shows the time line, or hides it; where there is none, says so.
    pub(super) fn toggle_time_line(&mut self) {
        self.settings.time_line = !self.settings.time_line;
        let has_none =
            |tab: &Session| tab.file().is_some() && tab.track().is_none() && !tab.scans.is_timing();
        if self.settings.time_line && self.front().is_some_and(has_none) {
            let said =
                "The lines of this file do not say when they were written; logs show a time line here.";
            self.toast(said.into(), false);
        }
    }

    /// Goes to the first line that is not earlier than a time, if the text is a time and the
    /// lines have such; whether that was meant.
    pub(super) fn go_to_time(&mut self, text: &str) -> bool {
        match self.front().and_then(|tab| tab.read_time(text)) {
            Some(Ok(time)) => {
                self.with_front(|tab| tab.pending = Some(Pending::Time(time)));
                self.settle_time(self.front);
                true
            }
            Some(Err(why)) => {
                self.toast(why, true);
                true
            }
            None => false,
        }
    }

    /// Goes to a time that is waited for, once the time line reaches it.
    pub(super) fn settle_time(&mut self, tab: usize) {
        let Some(session) = self.sessions.get_mut(tab) else { return };
        let Some(Pending::Time(time)) = session.pending else { return };
        let is_timing = session.scans.is_timing();
        let (Some((_, track)), Some(file)) = (session.track(), session.file()) else { return };
        let reaches = track.latest().is_some_and(|(last, _)| last >= time.ms);
        if !reaches && is_timing {
            return;
        }
        let (id, bytes) = (session.id, file.snapshot().clone());
        let (of, len) = (bytes.generation(), bytes.len());
        let latest = track.latest().map_or(time.ms, |(last, _)| last);
        let said = (!reaches).then(|| {
            format!("The last line is of {}.", Time { ms: latest, ..time }.text().replace('T', " "))
        });
        let time = Time { ms: time.ms.min(latest), ..time };
        let from = track.buckets()[track.bucket_from(time.ms).min(track.buckets().len() - 1)..].to_vec();
        session.pending = None;
        if let Some(said) = said {
            self.toast(said, false);
        }
        self.background("Going to a time", len, move |progress| {
            let spans = from.iter().take(2).map(|bucket| (bucket.first_at, bucket.last_at));
            let found = spans.map(|(first, last)| first_of(&bytes, time, first, last, progress));
            let found = found.filter_map(Result::transpose).next();
            let found = match found {
                Some(Ok(at)) => Ok(at),
                Some(Err(fault)) => Err(format!("The lines of that time could not be read: {fault}.")),
                None => Err("No line of that time was found.".into()),
            };
            Reply::TimeFound(Sought { tab: id, of, found })
        });
    }

    pub(super) fn time_found(&mut self, sought: Sought) {
        let Some(tab) = self.sessions.iter_mut().find(|tab| tab.id == sought.tab) else { return };
        if tab.file().is_none_or(|file| file.snapshot().generation() != sought.of) {
            return;
        }
        match sought.found {
            Ok(at) => tab.show_place(at),
            Err(why) => self.toast(why, true),
        }
    }

    /// Wants the lines of a stretch of time: as a search, or within what is searched.
    pub(super) fn filter_times(&mut self, stretch: Stretch) {
        let pattern = Pattern::times(stretch);
        let is_time = |pattern: &Pattern| pattern.kind == Kind::Times;
        let searching = self.front().and_then(Session::searching);
        let Some(searching) = searching.filter(|searching| !is_time(searching.pattern())) else {
            self.search(&pattern);
            return;
        };
        let plain = || Query::of(searching.pattern().clone());
        let mut query = searching.list().query().cloned().unwrap_or_else(plain);
        for stage in &mut query.stages {
            stage.terms.retain(|term| !is_time(&term.pattern));
        }
        query.stages.retain(|stage| !stage.terms.is_empty());
        let terms = vec![Term { pattern, is_negated: false }];
        query.stages.push(FilterStage { terms, ..FilterStage::default() });
        self.refine(Some(query));
        if self.front().and_then(Session::searching).is_some_and(|searching| !searching.is_refined()) {
            self.toggle_refine();
        }
    }
}

/// The first line, of those that start between two places, that is not earlier than a time.
fn first_of(
    bytes: &Snapshot,
    time: Time,
    first: u64,
    last: u64,
    progress: &Progress,
) -> Result<Option<Offset>, Fault> {
    let mut at = Offset(first);
    while at.0 <= last && progress.go_on(at.0) {
        let span = Span::at(at, LOOK).meet(bytes.span());
        if span.is_empty() {
            break;
        }
        match bytes.read_copy(span, |window| first_in(window, at, last, time))? {
            Ok(found) => return Ok(Some(found)),
            Err(next) if next > at => at = next,
            // A line longer than a look.
            Err(_) => at = line_end(bytes, CodeUnit::Byte, at)? + 1,
        }
    }
    Ok(None)
}

/// The same in one look, which starts with a line; otherwise where the last line of it starts.
fn first_in(window: &[u8], base: Offset, last: u64, time: Time) -> Result<Offset, Offset> {
    let mut at = base;
    let mut rest = window;
    while at.0 <= last {
        let lf = memchr::memchr(b'\n', rest);
        if lf.is_none() && rest.len() < HEAD_BYTES && at > base {
            // The next look sees all of it, unless the file ends here.
            return Err(at);
        }
        let read = log::read(&rest[..rest.len().min(HEAD_BYTES)]).time;
        if read.is_some_and(|read| read.clock == time.clock && read.ms >= time.ms) {
            return Ok(at);
        }
        let Some(lf) = lf else { return Err(at) };
        rest = &rest[lf + 1..];
        at = at + len_u64(lf) + 1;
    }
    Err(at)
}
