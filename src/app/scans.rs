//! What is being computed about one file, and what is known so far.

use crate::base::{Counts, Mishap, Section};
use crate::engine::{CHUNK_BYTES, Engine, Job, Progress, Spec, State, Update};
use crate::format::encoding::Unit;
use crate::index::chars::char_starts;
use crate::index::line_starts;
use crate::scan::{self, AnyScan, Finding};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// The jobs over one file and their news.
#[derive(Default)]
pub struct Scans {
    runs: Vec<Run>,
    known: Vec<Known>,
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
        unit: Unit,
        tab: u64,
        fits_memory: bool,
    ) {
        let (index, chars, all) = (line_starts(unit), char_starts(unit), scan::all_for(unit));
        let mut parts: Vec<(&'static str, Vec<&'static dyn AnyScan>)> = Vec::new();
        let measured = all.iter().copied().chain([chars]);
        if fits_memory {
            parts.push(("Indexing", vec![index]));
            parts.push(("Measuring", measured.collect()));
        } else {
            parts.push(("Reading", std::iter::once(index).chain(measured).collect()));
        }
        let progress = Progress { of: snapshot.len(), ..Progress::default() };
        let start = |(title, scans)| {
            let scans = scan::refs(scans);
            let job = engine
                .start(snapshot, Spec { title, scans, tab, chunk_bytes: CHUNK_BYTES, is_urgent: false });
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
            learn(&mut self.known, &mut indexes, update);
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
            State::Failed(mishap) => Some(format!("a computation failed ({mishap})")),
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
    pub fn mishap(&self) -> Option<&Mishap> {
        self.runs.iter().find_map(|run| match &run.state {
            State::Failed(mishap) => Some(mishap),
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
        self.runs.last().is_none_or(|run| run.state != State::Running)
    }

    /// Whether the line index will not grow by itself any more.
    #[must_use]
    pub fn index_is_final(&self) -> bool {
        self.runs.first().is_none_or(|run| run.state != State::Running)
    }
}

/// Keeps what an update says.
fn learn(known: &mut Vec<Known>, indexes: &mut Indexes, update: Update) {
    for finding in update.findings {
        match finding {
            Finding::Index(counts) => indexes.lines = Some(counts),
            Finding::Chars(counts) => indexes.chars = Some(counts),
            Finding::Made(_) => {}
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
