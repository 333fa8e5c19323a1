//! The count of everything a search wants in a file: a job, and the newest it found.

use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Progress, Spec};
use crate::scan::plan::PassId;
use crate::scan::{Finding, ScanRef};
use crate::search::{Matches, Search};
use crate::source::{Generation, Snapshot};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A search over a whole file, under way or done.
pub struct SearchRun {
    job: Job,
    state: JobState,
    progress: Progress,
    found: Arc<Matches>,
    generation: Generation,
    /// The length up to which it was asked to search.
    len: u64,
    began: Instant,
    took: Option<Duration>,
}

impl SearchRun {
    pub(super) fn start(engine: &Engine, tab: u64, search: &Arc<Search>, snapshot: &Snapshot) -> Self {
        let scan: ScanRef = Arc::<Search>::clone(search);
        let (pass, scans) = (PassId::Search, vec![scan]);
        let spec = Spec { pass, scans, owner: tab, chunk_bytes: CHUNK_BYTES, is_urgent: true };
        Self {
            job: engine.start(snapshot, spec),
            state: JobState::Running,
            progress: Progress { of: snapshot.len(), ..Progress::default() },
            found: Arc::default(),
            generation: snapshot.generation(),
            len: snapshot.len(),
            began: Instant::now(),
            took: None,
        }
    }

    /// Absorbs updates; extends to a file that has grown, restarts with another one.
    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, search: &Arc<Search>, snapshot: &Snapshot) {
        if let Some(update) = self.job.update()
            && update.generation == self.generation
        {
            if update.state != JobState::Running && self.state == JobState::Running {
                self.took = Some(self.began.elapsed());
                search.free_caches();
            }
            (self.state, self.progress) = (update.state, update.progress);
            for finding in update.findings {
                if let Finding::Matches(found) = finding {
                    self.found = found;
                }
            }
        }
        if snapshot.generation() != self.generation {
            *self = Self::start(engine, tab, search, snapshot);
        } else if snapshot.len() > self.len && matches!(self.state, JobState::Done | JobState::Faulted(_)) {
            engine.extend(&self.job, snapshot);
            (self.state, self.len) = (JobState::Running, snapshot.len());
        }
    }

    pub(super) fn cancel(&self) {
        self.job.cancel();
    }

    pub(super) fn resume(&mut self, engine: &Engine) {
        if self.state == JobState::Cancelled {
            engine.resume(&self.job);
            self.state = JobState::Running;
        }
    }

    /// What was found so far, exact for the bytes before the frontier.
    #[must_use]
    pub fn found(&self) -> &Arc<Matches> {
        &self.found
    }

    /// What it is doing.
    #[must_use]
    pub fn state(&self) -> &JobState {
        &self.state
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Whether it is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state == JobState::Running
    }

    /// How long it has taken.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took.unwrap_or_else(|| self.began.elapsed())
    }
}
