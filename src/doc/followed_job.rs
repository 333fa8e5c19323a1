//! A job over a whole file that goes on as the file grows, and how it stands.
//!
//! The findings are kept by the caller, who also starts again where the name leads to another file.

use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Progress, Spec, StorePlace};
use crate::scan::Finding;
use crate::scan::plan::Pass;
use crate::source::{Generation, Snapshot};

pub(super) struct FollowedJob {
    job: Job,
    state: JobState,
    progress: Progress,
    generation: Generation,
    /// The length up to which it was asked to scan, in bytes.
    len: u64,
}

impl FollowedJob {
    /// Starts a pass, ahead of those in the background; what was kept of it in its place is taken.
    pub(super) fn start(
        engine: &Engine,
        tab: u64,
        pass: Pass,
        snapshot: &Snapshot,
        place: Option<StorePlace>,
    ) -> Self {
        let Pass { id: pass, scans } = pass;
        let spec = Spec { pass, scans, owner: tab, chunk_bytes: CHUNK_BYTES, is_urgent: true };
        Self {
            job: engine.start_from(snapshot, spec, place),
            state: JobState::Running,
            progress: Progress { of: snapshot.len(), ..Progress::default() },
            generation: snapshot.generation(),
            len: snapshot.len(),
        }
    }

    /// Absorbs an update, if there is one: its findings.
    pub(super) fn update(&mut self) -> Vec<Finding> {
        let Some(update) = self.job.update().filter(|update| update.generation == self.generation) else {
            return Vec::new();
        };
        (self.state, self.progress) = (update.state, update.progress);
        update.findings
    }

    /// Extends it to a file that has grown; false if it is another file, for which it has to start again.
    pub(super) fn follow(&mut self, engine: &Engine, snapshot: &Snapshot) -> bool {
        if snapshot.generation() != self.generation {
            return false;
        }
        if snapshot.len() > self.len && matches!(self.state, JobState::Done | JobState::Faulted(_)) {
            engine.extend(&self.job, snapshot);
            (self.state, self.len) = (JobState::Running, snapshot.len());
        }
        true
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

    /// What it is doing.
    pub(super) fn state(&self) -> &JobState {
        &self.state
    }

    /// Whether it is under way.
    pub(super) fn is_running(&self) -> bool {
        self.state == JobState::Running
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        self.progress
    }

    /// The length up to which it was asked to scan, in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }
}
