//! What begins inside of a file: a job that finds signatures, and the newest that it found.

use crate::base::{Offset, Span};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Progress, Spec};
use crate::scan::Finding;
use crate::scan::plan::PassId;
use crate::scan::signatures::{FoundSignature, SignatureScan, Signatures};
use crate::source::{Generation, Snapshot};
use std::sync::Arc;

/// A search for signatures over a whole file, under way or done.
pub struct SignatureRun {
    job: Job,
    state: JobState,
    progress: Progress,
    found: Arc<Signatures>,
    generation: Generation,
    len: u64,
}

impl SignatureRun {
    pub(super) fn start(engine: &Engine, tab: u64, snapshot: &Snapshot) -> Self {
        let (pass, scans) = (PassId::Signatures, vec![Arc::new(SignatureScan) as crate::scan::ScanRef]);
        let spec = Spec { pass, scans, owner: tab, chunk_bytes: CHUNK_BYTES, is_urgent: true };
        Self {
            job: engine.start(snapshot, spec),
            state: JobState::Running,
            progress: Progress { of: snapshot.len(), ..Progress::default() },
            found: Arc::default(),
            generation: snapshot.generation(),
            len: snapshot.len(),
        }
    }

    /// Takes updates; goes on in a file that has grown, and begins again with another one.
    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, snapshot: &Snapshot) {
        if let Some(update) = self.job.update()
            && update.generation == self.generation
        {
            (self.state, self.progress) = (update.state, update.progress);
            for finding in update.findings {
                if let Finding::Signatures(found) = finding {
                    self.found = found;
                }
            }
        }
        if snapshot.generation() != self.generation {
            *self = Self::start(engine, tab, snapshot);
        } else if snapshot.len() > self.len && matches!(self.state, JobState::Done | JobState::Faulted(_)) {
            engine.extend(&self.job, snapshot);
            (self.state, self.len) = (JobState::Running, snapshot.len());
        }
    }

    pub(super) fn cancel(&self) {
        self.job.cancel();
    }

    /// What was found so far, by its places.
    #[must_use]
    pub fn found(&self) -> &[FoundSignature] {
        &self.found.found
    }

    /// How many there are so far.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.found.n
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

    /// The bytes from one of them up to the next one, or to the end.
    #[must_use]
    pub fn span(&self, nr: usize) -> Option<Span> {
        let start = self.found().get(nr)?.at;
        let after = self.found().get(nr + 1..).unwrap_or_default();
        let next = after.iter().map(|one| one.at).find(|at| *at > start);
        Some(Span::between(start, next.unwrap_or(Offset(self.len))))
    }
}
