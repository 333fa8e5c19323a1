//! What begins inside of a file: a job that finds signatures, and the newest that it found.

use crate::base::{Offset, Span};
use crate::doc::followed_job::FollowedJob;
use crate::engine::{Engine, JobState, Progress};
use crate::scan::plan::{Pass, PassId};
use crate::scan::signatures::{FoundSignature, SignatureScan, Signatures};
use crate::scan::{Finding, ScanRef};
use crate::source::Snapshot;
use std::sync::Arc;

/// A search for signatures over a whole file, under way or done.
pub struct SignatureRun {
    job: FollowedJob,
    found: Arc<Signatures>,
}

impl SignatureRun {
    pub(super) fn start(engine: &Engine, tab: u64, snapshot: &Snapshot) -> Self {
        let scan: ScanRef = Arc::new(SignatureScan);
        let pass = Pass { id: PassId::Signatures, scans: vec![scan] };
        Self { job: FollowedJob::start(engine, tab, pass, snapshot, None), found: Arc::default() }
    }

    /// Takes updates; goes on in a file that has grown, and begins again with another one.
    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, snapshot: &Snapshot) {
        for finding in self.job.update() {
            if let Finding::Signatures(found) = finding {
                self.found = found;
            }
        }
        if !self.job.follow(engine, snapshot) {
            *self = Self::start(engine, tab, snapshot);
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
        self.job.state()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.job.progress()
    }

    /// The bytes from one of them up to the next one, or to the end.
    #[must_use]
    pub fn span(&self, nr: usize) -> Option<Span> {
        let start = self.found().get(nr)?.at;
        let after = self.found().get(nr + 1..).unwrap_or_default();
        let next = after.iter().map(|one| one.at).find(|at| *at > start);
        Some(Span::between(start, next.unwrap_or(Offset(self.job.len()))))
    }
}
