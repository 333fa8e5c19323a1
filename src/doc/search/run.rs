//! The count of everything a search wants in a file: a job, and the newest it found.

use crate::doc::file::File;
use crate::doc::followed_job::FollowedJob;
use crate::engine::{Engine, JobState, Progress};
use crate::scan::plan::{Pass, PassId};
use crate::scan::{Finding, ScanRef};
use crate::search::{Matches, Search};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A search over a whole file, under way or done.
pub struct SearchRun {
    job: FollowedJob,
    found: Arc<Matches>,
    began: Instant,
    took: Option<Duration>,
}

impl SearchRun {
    pub(super) fn start(engine: &Engine, tab: u64, search: &Arc<Search>, file: &File) -> Self {
        let scan: ScanRef = Arc::<Search>::clone(search);
        let pass = Pass { id: PassId::Search, scans: vec![scan] };
        Self {
            job: FollowedJob::start(engine, tab, pass, file.snapshot(), file.place_of(search)),
            found: Arc::default(),
            began: Instant::now(),
            took: None,
        }
    }

    /// Absorbs updates; extends to a file that has grown, restarts with another one.
    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, search: &Arc<Search>, file: &File) {
        let was_running = self.is_running();
        for finding in self.job.update() {
            if let Finding::Matches(found) = finding {
                self.found = found;
            }
        }
        if was_running && !self.is_running() {
            self.took = Some(self.began.elapsed());
            search.free_caches();
        }
        if !self.job.follow(engine, file.snapshot()) {
            *self = Self::start(engine, tab, search, file);
        }
    }

    pub(super) fn cancel(&self) {
        self.job.cancel();
    }

    pub(super) fn resume(&mut self, engine: &Engine) {
        self.job.resume(engine);
    }

    /// What was found so far, exact for the bytes before the frontier.
    #[must_use]
    pub fn found(&self) -> &Arc<Matches> {
        &self.found
    }

    /// What it is doing.
    #[must_use]
    pub fn state(&self) -> &JobState {
        self.job.state()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.job.progress()
    }

    /// Whether it is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.job.is_running()
    }

    /// How long it has taken.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took.unwrap_or_else(|| self.began.elapsed())
    }
}
