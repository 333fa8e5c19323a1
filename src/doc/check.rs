//! Checks that what was scanned of a file still stands in it, in the background.
//!
//! Times that have moved may mean nothing (`touch`) or a change in place; growth may hide one
//! (databases, logs whose room is allocated beforehand). So the digests of chunks
//! ([`crate::scan::digests`]) are computed once more, and compared with those of the bytes that
//! the figures were computed from. Nothing is said while they agree.

use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec};
use crate::scan::digests::{DigestScan, Digests};
use crate::scan::plan::PassId;
use crate::scan::{Finding, ScanRef};
use crate::source::Snapshot;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Growth is checked when the file has not grown for this long.
const QUIET: Duration = Duration::from_secs(2);

/// Checks of a growing file take one part in so many of the time.
const SHARE: u32 = 20;

/// The state of checking a file.
#[derive(Default)]
pub(crate) struct Check {
    due: Option<Due>,
    running: Option<Running>,
    /// When growth may be checked again.
    not_before: Option<Instant>,
}

#[derive(Clone, Copy)]
enum Due {
    /// The file was touched.
    Now,
    /// It grew at this time.
    WhenQuiet(Instant),
}

struct Running {
    job: Job,
    began: Instant,
    /// Digests of the bytes that were scanned.
    known: Arc<Digests>,
}

impl Check {
    /// The file was touched.
    pub(crate) fn touched(&mut self) {
        self.due = Some(Due::Now);
    }

    /// The file grew.
    pub(crate) fn grew(&mut self) {
        if !matches!(self.due, Some(Due::Now)) {
            self.due = Some(Due::WhenQuiet(Instant::now()));
        }
    }

    /// Time until a check has to begin, if one is due.
    pub(crate) fn due_in(&self) -> Option<Duration> {
        let at = match self.due? {
            Due::Now => return Some(Duration::ZERO),
            Due::WhenQuiet(since) => (since + QUIET).max(self.not_before.unwrap_or(since)),
        };
        Some(at.saturating_duration_since(Instant::now()))
    }

    /// Whether a check runs or is due.
    pub(crate) fn is_on(&self) -> bool {
        self.due.is_some() || self.running.is_some()
    }

    /// Begins a check of `snapshot` if one is due; `known` are the digests of what was scanned.
    pub(crate) fn begin(&mut self, engine: &Engine, snapshot: &Snapshot, known: &Arc<Digests>, owner: u64) {
        if self.running.is_some() || self.due_in().is_none_or(|left| !left.is_zero()) {
            return;
        }
        self.due = None;
        let scans: Vec<ScanRef> = vec![Arc::new(DigestScan)];
        let spec = Spec { pass: PassId::Check, scans, owner, chunk_bytes: CHUNK_BYTES, is_urgent: false };
        let job = engine.start(snapshot, spec);
        self.running = Some(Running { job, began: Instant::now(), known: Arc::clone(known) });
    }

    /// Whether a check has ended that found other bytes than those that were scanned.
    pub(crate) fn has_found_change(&mut self) -> bool {
        let Some(running) = &self.running else { return false };
        let Some(update) = running.job.update().filter(|update| update.state != JobState::Running) else {
            return false;
        };
        self.not_before = Some(Instant::now() + running.began.elapsed() * SHARE);
        let found = update.findings.iter().find_map(|finding| match finding {
            Finding::Digests(digests) => Some(digests),
            _ => None,
        });
        // What ends a check early is reported by what it was caused by.
        let is_done = update.state == JobState::Done;
        let changed = found.filter(|_| is_done).and_then(|found| running.known.first_difference(found));
        tracing::info!(?changed, state = ?update.state, "checked");
        self.running = None;
        changed.is_some()
    }
}
