//! Checks that what was scanned of a file still stands in it, in the background.
//!
//! Times that have moved may mean nothing (`touch`) or a change in place; growth may hide one
//! (databases, logs whose room is allocated beforehand). So the digests of chunks
//! ([`crate::scan::digests`]) are computed once more, and compared with those of the bytes that
//! the figures were computed from. Nothing is said while they agree.

use crate::base::{Offset, Span};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec};
use crate::scan::digests::{DigestScan, Digests};
use crate::scan::plan::PassId;
use crate::scan::{Finding, Piece, Scan, ScanRef};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Growth is checked when the file has not grown for this long.
const QUIET: Duration = Duration::from_secs(2);

/// Checks of a growing file take one part in so many of the time.
const SHARE: u32 = 20;

/// Bytes that a check of figures reads at a time.
const STEP: u64 = 1 << 20;

/// What decides whether figures hold that are handed on: is read by the thread that writes them.
pub(crate) struct FigureCheck {
    pub(super) snapshot: Snapshot,
    /// Digests of the bytes that the figures are of.
    pub(super) known: Option<Arc<Digests>>,
    /// Whether a change was seen that no check has cleared.
    pub(super) is_due: bool,
    /// Whether the file is known to hold other bytes.
    pub(super) is_stale: bool,
}

impl FigureCheck {
    /// Whether the file still holds the bytes that the figures are of; `None` if `goes_on`, which
    /// gets the bytes read, ends it. Reads the whole file, but only if its times have moved.
    pub(crate) fn still_hold(&self, goes_on: &dyn Fn(u64) -> bool) -> Option<bool> {
        if self.is_stale || self.snapshot.verify_whole().is_err() {
            return Some(false);
        }
        let Ok(now) = self.snapshot.restated() else { return Some(false) };
        if !self.is_due && now.stat().modified == self.snapshot.stat().modified {
            return Some(true);
        }
        let Some(known) = &self.known else { return Some(false) };
        match digests(&now, goes_on) {
            Ok(found) => found.map(|found| known.first_difference(&found).is_none()),
            Err(_) => Some(false),
        }
    }
}

/// The digests of all chunks; `None` if `goes_on` ends it.
fn digests(snapshot: &Snapshot, goes_on: &dyn Fn(u64) -> bool) -> Result<Option<Digests>, Fault> {
    let (mut found, mut data, mut at) = (Digests::default(), Span::default(), Offset::ZERO);
    let end = Offset(snapshot.len());
    while at < end {
        if !goes_on(at.0) {
            return Ok(None);
        }
        if at >= data.end {
            data = snapshot.next_data(at);
            let hole = Span { start: at, end: if data.is_empty() { end } else { data.start.min(end) } };
            if hole.start < hole.end {
                // A file that was cut looks like a hole, too.
                snapshot.verify(hole)?;
                DigestScan.feed_zeros(&mut found, hole, end.0);
                at = hole.end;
                continue;
            }
        }
        let span = Span { start: at, end: (at + STEP).min(data.end).min(end) };
        snapshot.read_copy(span, |bytes| {
            DigestScan.feed(&mut found, &Piece::new(bytes, 0, bytes.len(), at, end.0));
        })?;
        at = span.end;
    }
    Ok(Some(found))
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use std::fs::File;
    use std::os::unix::fs::FileExt;
    use std::time::SystemTime;

    #[test]
    fn figures_hold_after_a_touch_and_growth_and_not_after_a_change_in_place() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a");
        std::fs::write(&path, vec![b'x'; 5_000_000]).expect("there is room");
        let file = File::options().read(true).write(true).open(&path).expect("ours");
        // A hole, and data behind it.
        file.set_len(20_000_000).expect("there is room");
        file.write_all_at(b"end", 20_000_000).expect("there is room");
        let snapshot = Source::open(&path, AccessMode::Auto).expect("ours").snapshot();
        let known = digests(&snapshot, &|_| true).expect("ours").map(Arc::new);
        let check = |is_due, is_stale| {
            let (snapshot, known) = (snapshot.clone(), known.clone());
            FigureCheck { snapshot, known, is_due, is_stale }
        };
        let read = std::cell::Cell::new(false);
        let holds = |check: FigureCheck| {
            read.set(false);
            let holds = check.still_hold(&|_| {
                read.set(true);
                true
            });
            (holds, read.get())
        };
        assert_eq!(holds(check(false, false)), (Some(true), false), "its times stay, nothing is read");
        assert_eq!(holds(check(true, false)), (Some(true), true), "a change was seen");
        assert_eq!(holds(check(false, true)), (Some(false), false));
        file.set_modified(SystemTime::now() + Duration::from_secs(9)).expect("ours");
        assert_eq!(holds(check(false, false)), (Some(true), true), "touched");
        assert_eq!(check(false, false).still_hold(&|_| false), None, "it was stopped");
        file.write_all_at(b"more", 20_000_003).expect("there is room");
        assert_eq!(holds(check(false, false)), (Some(true), true), "it grew");
        file.write_all_at(b"y", 10_000_000).expect("there is room");
        assert_eq!(holds(check(false, false)), (Some(false), true), "changed where a hole was");
    }
}
