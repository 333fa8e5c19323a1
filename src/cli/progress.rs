//! A progress line on standard error, if that is a terminal.

use super::{CommandEnd, go_on};
use crate::base::human;
use crate::base::units::{as_f64, share};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec, Update};
use crate::scan::ScanRef;
use crate::scan::plan::PassId;
use crate::source::Snapshot;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_millis(100);

pub(super) struct ProgressLine {
    is_seen: bool,
    started: Instant,
    last: Instant,
    is_drawn: bool,
}

impl ProgressLine {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { is_seen: io::stderr().is_terminal(), started: now, last: now, is_drawn: false }
    }

    /// Says it, at most ten times a second.
    pub(super) fn show(&mut self, done: u64, of: u64) {
        self.draw(|seconds| {
            let rate = as_f64(done) / seconds;
            let left = Duration::try_from_secs_f64(as_f64(of.saturating_sub(done)) / rate.max(1.0));
            let left = left.map(human::time_left).unwrap_or_default();
            format!("{} · {} · {left} left", human::percent(share(done, of)), human::rate(rate))
        });
    }

    /// The same of a pipe, whose length is not known: so many bytes have come.
    pub(super) fn show_read(&mut self, done: u64) {
        self.draw(|seconds| {
            format!("{} · {}", human::size_text(done).in_english(), human::rate(as_f64(done) / seconds))
        });
    }

    fn draw(&mut self, text: impl FnOnce(f64) -> String) {
        if !self.is_seen || self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        self.is_drawn = true;
        let text = text(self.started.elapsed().as_secs_f64().max(1e-6));
        // Best effort: an error here does not matter.
        let _ = write!(io::stderr(), "\r\x1b[K{text}");
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.is_drawn {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Scans a snapshot once; the last update, however the job has ended.
pub(super) fn scan_once(
    threads: usize,
    snapshot: &Snapshot,
    pass: PassId,
    scans: Vec<ScanRef>,
) -> Result<Update, CommandEnd> {
    let engine = Engine::new(threads, false, Arc::new(|| ()))?;
    let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    last_update(&engine.start(snapshot, spec))
}

/// Waits until the job has ended, and returns its last update; meanwhile the line shows how far it is.
pub(super) fn last_update(job: &Job) -> Result<Update, CommandEnd> {
    let mut line = ProgressLine::new();
    loop {
        go_on()?;
        let Some(update) = job.update_within(EVERY) else { continue };
        if update.state != JobState::Running {
            return Ok(update);
        }
        line.show(update.progress.done, update.progress.of);
    }
}
