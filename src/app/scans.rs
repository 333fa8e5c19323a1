//! What is being computed about one file, and what is known so far.

use crate::base::{CaughtPanic, Counts, Section};
use crate::engine::{CHUNK_BYTES, Engine, Job, Progress, Spec, State, Update};
use crate::format::encoding::CodeUnit;
use crate::format::log;
use crate::index::chars::char_starts;
use crate::index::line_starts;
use crate::scan::timeline::{TimeLine, Timeline};
use crate::scan::{self, AnyScan, Finding};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// What the job that reads lines' times is called.
const TIMING: &str = "Timing";

/// The jobs over one file and their news.
#[derive(Default)]
pub struct Scans {
    runs: Vec<Run>,
    known: Vec<Known>,
    /// When lines were written, as far as that is known.
    timeline: Option<Arc<Timeline>>,
    /// The tab that all this is computed for.
    tab: u64,
    /// What the file's lines end with.
    unit: CodeUnit,
    /// How often there were news.
    n_news: u64,
}

/// A section and how many bytes it covers.
#[derive(Clone, Debug)]
pub struct Known {
    /// What was found.
    pub section: Section,
    /// In how many bytes from the file's start.
    pub scanned_bytes: u64,
    /// In how many there are.
    pub of_bytes: u64,
}

/// Indexes that have news.
#[derive(Default)]
pub(super) struct Indexes {
    /// Of lines.
    pub(super) lines: Option<Arc<Counts>>,
    /// Of characters.
    pub(super) chars: Option<Arc<Counts>>,
}

struct Run {
    job: Job,
    state: State,
    progress: Progress,
    /// A longer snapshot that came while the job ran.
    grown: Option<Snapshot>,
}

impl Scans {
    /// Starts to compute everything about `snapshot`, whose lines end as `unit` says.
    ///
    /// A file that fits the memory is read twice, for the index first; a larger one once,
    /// because then the disk is the limit.
    pub(super) fn start(
        &mut self,
        engine: &Engine,
        snapshot: &Snapshot,
        unit: CodeUnit,
        tab: u64,
        fits_memory: bool,
    ) {
        let (index, chars, all) = (line_starts(unit), char_starts(unit), scan::all_for(unit));
        let mut parts: Vec<(&'static str, Vec<&'static dyn AnyScan>)> = Vec::new();
        let measured = all.iter().copied().chain([chars]);
        let times: &'static dyn AnyScan = &TimeLine;
        self.unit = unit;
        let has_times = carries_times(snapshot, unit);
        if fits_memory {
            parts.push(("Indexing", vec![index]));
            parts.push(("Measuring", measured.collect()));
            parts.extend(has_times.then(|| (TIMING, vec![times])));
        } else {
            let all = std::iter::once(index).chain(measured);
            parts.push(("Reading", all.chain(has_times.then_some(times)).collect()));
        }
        self.tab = tab;
        self.timeline = self.timeline.take().filter(|_| has_times);
        let progress = Progress { of: snapshot.len(), ..Progress::default() };
        let start = |(title, scans)| {
            let scans = scan::refs(scans);
            let job = engine.start(
                snapshot,
                Spec { title, scans, owner: tab, chunk_bytes: CHUNK_BYTES, is_urgent: false },
            );
            Run { job, state: State::Running, progress, grown: None }
        };
        self.runs = parts.into_iter().map(start).collect();
    }

    /// Takes the news; the indexes that have grown.
    pub(super) fn absorb(&mut self, engine: &Engine, snapshot: &Snapshot) -> Indexes {
        let mut indexes = Indexes::default();
        for run in &mut self.runs {
            let Some(update) = run.job.news() else { continue };
            self.n_news += 1;
            if update.generation != snapshot.generation() {
                continue;
            }
            run.state = update.state.clone();
            run.progress = update.progress;
            if run.state == State::Done
                && let Some(grown) = run.grown.take()
            {
                engine.extend(&run.job, &grown);
                run.state = State::Running;
            }
            learn(&mut self.known, &mut self.timeline, &mut indexes, update);
        }
        indexes
    }

    /// Goes on over a longer snapshot: at once, or when what runs is done.
    ///
    /// So does what a fault has ended: the file was found to be the same, only longer.
    pub(super) fn grow(&mut self, engine: &Engine, snapshot: &Snapshot) {
        for run in &mut self.runs {
            if matches!(run.state, State::Done | State::Faulted(_)) {
                engine.extend(&run.job, snapshot);
                run.state = State::Running;
            } else {
                run.grown = Some(snapshot.clone());
            }
        }
        // A log that was empty when it was opened.
        if self.timeline.is_none() && self.time_run().is_none() && carries_times(snapshot, self.unit) {
            let scans = scan::refs([&TimeLine as &dyn AnyScan]);
            let spec =
                Spec { title: TIMING, scans, owner: self.tab, chunk_bytes: CHUNK_BYTES, is_urgent: false };
            let progress = Progress { of: snapshot.len(), ..Progress::default() };
            let job = engine.start(snapshot, spec);
            self.runs.push(Run { job, state: State::Running, progress, grown: None });
        }
    }

    /// What computes the time line, if anything does.
    fn time_run(&self) -> Option<&Run> {
        let alone = self.runs.iter().find(|run| run.job.title() == TIMING);
        alone.or_else(|| self.runs.first().filter(|_| self.runs.len() == 1 && self.timeline.is_some()))
    }

    /// When lines were written, as far as that is known.
    #[must_use]
    pub fn timeline(&self) -> Option<&Arc<Timeline>> {
        self.timeline.as_ref()
    }

    /// Whether the time line grows, or will.
    #[must_use]
    pub fn is_timing(&self) -> bool {
        self.time_run().is_some_and(|run| run.state == State::Running)
    }

    /// Forgets a section that is to be computed from other line ends.
    pub(super) fn forget(&mut self, section: &str) {
        self.known.retain(|known| known.section.id != section);
    }

    pub(super) fn cancel(&self) {
        self.runs.iter().filter(|run| run.state == State::Running).for_each(|run| run.job.cancel());
    }

    pub(super) fn resume(&mut self, engine: &Engine) {
        for run in self.runs.iter_mut().filter(|run| run.state == State::Cancelled) {
            engine.resume(&run.job);
            run.state = State::Running;
        }
    }

    /// What was found, in the order of the scans.
    #[must_use]
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// What is running: its name and how far it is.
    #[must_use]
    pub fn running(&self) -> Option<(&'static str, Progress)> {
        self.runs.iter().find(|run| run.state == State::Running).map(|run| (run.job.title(), run.progress))
    }

    /// How many jobs there are, how many of them run, and how often they had news.
    #[must_use]
    pub fn jobs(&self) -> (usize, usize, u64) {
        let running = self.runs.iter().filter(|run| run.state == State::Running).count();
        (self.runs.len(), running, self.n_news)
    }

    /// Whether something was stopped by a person and can go on.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.running().is_none() && self.runs.iter().any(|run| run.state == State::Cancelled)
    }

    /// Why something ended before its time.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.runs.iter().find_map(|run| match &run.state {
            State::Faulted(fault) => Some(fault.to_string()),
            State::Failed(caught) => Some(format!("a computation failed ({caught})")),
            _ => None,
        })
    }

    /// The fault that ended something before its time, and how far that had come.
    #[must_use]
    pub fn fault(&self) -> Option<(&Fault, Progress)> {
        self.runs.iter().find_map(|run| match &run.state {
            State::Faulted(fault) => Some((fault, run.progress)),
            _ => None,
        })
    }

    /// The computation that panicked, if one did.
    #[must_use]
    pub fn caught_panic(&self) -> Option<&CaughtPanic> {
        self.runs.iter().find_map(|run| match &run.state {
            State::Failed(caught) => Some(caught),
            _ => None,
        })
    }

    /// Whether workers wait for a file that does not answer.
    pub(super) fn is_stuck(&self) -> bool {
        self.runs.iter().any(|run| run.state == State::Running && run.job.is_stuck())
    }

    /// Whether the index of characters will not grow by itself any more.
    #[must_use]
    pub fn chars_are_final(&self) -> bool {
        let counts = self.runs.iter().rfind(|run| run.job.title() != TIMING);
        counts.is_none_or(|run| run.state != State::Running)
    }

    /// Whether the line index will not grow by itself any more.
    #[must_use]
    pub fn index_is_final(&self) -> bool {
        self.runs.first().is_none_or(|run| run.state != State::Running)
    }
}

/// Whether a text's first lines say when they were written.
fn carries_times(snapshot: &Snapshot, unit: CodeUnit) -> bool {
    let head = snapshot.head();
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

/// Keeps what an update says.
fn learn(
    known: &mut Vec<Known>,
    timeline: &mut Option<Arc<Timeline>>,
    indexes: &mut Indexes,
    update: Update,
) {
    for finding in update.findings {
        match finding {
            Finding::Index(counts) => indexes.lines = Some(counts),
            Finding::Chars(counts) => indexes.chars = Some(counts),
            Finding::Timeline(found) => *timeline = Some(found),
            Finding::Custom(_) => {}
            Finding::Section(section) => {
                let (scanned_bytes, of_bytes) = (update.progress.done, update.progress.of);
                let new = Known { section, scanned_bytes, of_bytes };
                match known.iter_mut().find(|old| old.section.id == new.section.id) {
                    Some(old) => *old = new,
                    None => {
                        known.push(new);
                        known.sort_by_key(|known| place_of(known.section.id));
                    }
                }
            }
        }
    }
}

/// Where people see a section.
fn place_of(section: &str) -> usize {
    scan::ALL.iter().position(|scan| scan.id() == section).unwrap_or(usize::MAX)
}
