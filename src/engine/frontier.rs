//! The frontier: merges partials in file order, and makes updates from them.
//!
//! The last chunks of a file, whose margin reaches past its end, are kept apart from the settled
//! rest. So growth rescans only them, and gives the same result as one pass over the grown file.

use super::job::{JobInner, JobState, Progress, Update};
use super::job_clock::JobTimes;
use super::steps::Merged;
use super::store::{Resumed, StorePlace};
use super::worker_slot::WorkerSlot;
use crate::base::counts::BLOCK;
use crate::base::units::{as_f64, len_u64, to_usize};
use crate::base::{Offset, Span, human, newest, panics};
use crate::messages::Text;
use crate::scan::{AnyPartial, Finding, Piece, ScanRef};
use crate::source::{Fault, FaultKind, Snapshot, Standing};
use std::time::{Duration, Instant};

/// Shortest interval between updates. Each costs the window a picture: without a GPU that is some
/// 20 ms of both processors, which the scan lacks.
const UPDATE_EVERY: Duration = Duration::from_millis(150);
/// When an urgent job sends its first update, so that its first figures are shown at once.
const FIRST_UPDATE: Duration = Duration::from_millis(33);

/// A chunk that was scanned.
pub(super) struct ScannedChunk {
    pub(super) span: Span,
    pub(super) partials: Vec<AnyPartial>,
}

/// Everything before it is merged.
pub(super) struct Frontier {
    snapshot: Snapshot,
    epoch: u64,
    settled: Vec<AnyPartial>,
    settled_end: Offset,
    /// The file's last chunks.
    tail: Vec<ScannedChunk>,
    /// Where the merged bytes end, tail included.
    end: Offset,
    /// What is scanned of the file; to its end, whatever that is, if not a part was asked for.
    within: Span,
    state: JobState,
    started: Instant,
    started_at: Offset,
    last_update_at: Option<Instant>,
    /// The last findings, and where they end: kept after a scan failed.
    reported: (Vec<Finding>, Offset),
    /// A scan is merging, or panicked in it, so the partials may be inconsistent.
    is_spoiled: bool,
    /// Whether the file was touched while it was scanned, so that it is scanned once more.
    reads_again: bool,
    /// Whether this is that second time.
    is_second: bool,
    /// Whether nothing was ever scanned, so that what was kept may be resumed.
    is_fresh: bool,
    /// Bytes before it that an earlier run has scanned, and whether that may be of other bytes.
    resumed: u64,
    is_unchecked: bool,
    /// Where the partials end that were kept last.
    kept_end: Offset,
}

impl Frontier {
    /// Before anything of `within` is merged.
    pub(super) fn new(snapshot: Snapshot, scans: &[ScanRef], within: Span) -> Self {
        Self {
            snapshot,
            epoch: 0,
            settled: scans.iter().map(|scan| scan.empty()).collect(),
            settled_end: within.start,
            tail: Vec::new(),
            end: within.start,
            within,
            state: JobState::Running,
            started: Instant::now(),
            started_at: within.start,
            last_update_at: None,
            reported: (Vec::new(), within.start),
            is_spoiled: false,
            reads_again: false,
            is_second: false,
            is_fresh: true,
            resumed: 0,
            is_unchecked: false,
            kept_end: Offset::ZERO,
        }
    }

    /// One that begins with the partials of the bytes before `end`.
    pub(super) fn resumed(snapshot: Snapshot, settled: Vec<AnyPartial>, end: Offset) -> Self {
        let whole = Span { start: Offset::ZERO, end: Offset(u64::MAX) };
        let fresh = Self::new(snapshot, &[], whole);
        Self { settled, settled_end: end, end, resumed: end.0, kept_end: end, ..fresh }
    }

    /// Whether nothing was ever scanned.
    pub(super) fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// Takes the partials of an earlier run, if there are any that hold. Asks the disk.
    pub(super) fn resume(&mut self, place: &StorePlace, scans: &[ScanRef]) {
        if let Some(Resumed { partials, end, is_unchecked }) = place.resume(&self.snapshot, scans) {
            *self = Self { is_unchecked, ..Self::resumed(self.snapshot.clone(), partials, end) };
        }
    }

    /// Where scanning resumes after a stop, and after growth.
    pub(super) fn settled_end(&self) -> Offset {
        self.settled_end
    }

    /// Restarts at the end of the settled bytes, or at the file's start if they aren't the
    /// snapshot's.
    pub(super) fn restart(&mut self, snapshot: Snapshot, epoch: u64, scans: &[ScanRef]) {
        let continues = snapshot.generation() == self.snapshot.generation()
            && snapshot.len() >= self.snapshot.len()
            && !self.is_spoiled
            && !self.reads_again;
        let is_second = self.reads_again;
        if !continues {
            *self = Self::new(snapshot.clone(), scans, self.within);
        }
        self.snapshot = snapshot;
        self.is_fresh = false;
        (self.is_second, self.reads_again) = (is_second, false);
        self.epoch = epoch;
        self.tail.clear();
        self.end = self.settled_end;
        self.state = JobState::Running;
        self.started = Instant::now();
        self.started_at = self.settled_end;
        self.last_update_at = None;
    }

    /// Merges the next chunk in file order, and sends an update if one is due.
    pub(super) fn merge_contiguous(
        &mut self,
        chunk: ScannedChunk,
        job: &JobInner,
        slot: &WorkerSlot,
    ) -> Merged<JobState> {
        match self.rescan_and_merge(chunk, job, slot) {
            Ok(false) => return Merged::Stopped,
            Err(fault) => return Merged::Failed(JobState::Faulted(fault)),
            Ok(true) => {}
        }
        slot.heartbeat();
        if self.end == self.within.end.min(Offset(self.snapshot.len())) {
            return Merged::Last;
        }
        if self.update_due(job.spec.is_urgent) {
            self.renew_findings(job);
            self.send(job);
            (job.waker)();
        }
        Merged::More
    }

    /// False, with nothing merged, if the job was stopped meanwhile.
    fn rescan_and_merge(
        &mut self,
        mut chunk: ScannedChunk,
        job: &JobInner,
        slot: &WorkerSlot,
    ) -> Result<bool, Fault> {
        for (i, scan) in job.spec.scans.iter().enumerate() {
            let left = self.tail.last().map_or(&self.settled[i], |last| &last.partials[i]);
            if scan.needs_rescan(left, &chunk.partials[i]) {
                let pulse = || {
                    slot.heartbeat();
                    !job.protocol.is_stopped()
                };
                let rescanned = self.rescan(scan, left, chunk.span, &chunk.partials[i], pulse)?;
                let Some(fresh) = rescanned else { return Ok(false) };
                chunk.partials[i] = fresh;
            }
        }
        self.end = chunk.span.end;
        if chunk.span.end + len_u64(job.spec.margin().1) >= Offset(self.snapshot.len()) {
            self.tail.push(chunk);
            return Ok(true);
        }
        self.settled_end = chunk.span.end;
        self.is_spoiled = true;
        for ((scan, left), right) in job.spec.scans.iter().zip(&mut self.settled).zip(chunk.partials) {
            scan.merge(left, right);
        }
        self.is_spoiled = false;
        Ok(true)
    }

    /// Rescans a chunk from the state in which `left` ends, until it resynchronises with the `old`
    /// partial. `None` if `pulse`, called before each block, returns false.
    fn rescan(
        &self,
        scan: &ScanRef,
        left: &AnyPartial,
        span: Span,
        old: &AnyPartial,
        pulse: impl Fn() -> bool,
    ) -> Result<Option<AnyPartial>, Fault> {
        let mut fresh = scan.resume_after(left);
        let margin = scan.margin();
        let mut copies = self.snapshot.copies();
        let mut at = span.start;
        while at < span.end {
            if !pulse() {
                return Ok(None);
            }
            let block = Span { start: at, end: (at.floor_to(BLOCK) + BLOCK).min(span.end) };
            let wide = block.with_margin(margin, self.snapshot.span());
            copies.read(wide, |window| {
                let (lead, len) = (to_usize(block.start - wide.start), to_usize(block.len()));
                scan.feed(&mut fresh, &Piece::new(window, lead, len, block.start, self.snapshot.len()));
            })?;
            at = block.end;
            if scan.try_resync(&mut fresh, old) {
                break;
            }
        }
        Ok(Some(fresh))
    }

    /// Ends the job as done, if the file is unchanged. One that was touched meanwhile is scanned
    /// once more, from its start on; that has to find it unchanged.
    pub(super) fn finish(&mut self, epoch: u64, job: &JobInner) {
        let changed = |kind| JobState::Faulted(Fault::new(kind, self.snapshot.span()));
        let state = match self.snapshot.verify_whole() {
            Ok(Standing::Unchanged) => {
                self.keep(job);
                JobState::Done
            }
            Ok(Standing::Touched) if self.is_second => changed(FaultKind::Changed),
            Ok(Standing::Touched) => match self.snapshot.restated() {
                Ok(snapshot) => {
                    tracing::info!(title = job.spec.pass.title(), "touched, scanned once more");
                    self.reads_again = true;
                    return job.scan_again(snapshot);
                }
                Err(error) => changed(FaultKind::Io(Text::of_io(&error))),
            },
            Err(fault) => JobState::Faulted(fault),
        };
        self.end(epoch, state, job);
    }

    /// Keeps the settled partials, of a file that is as it was.
    fn keep(&mut self, job: &JobInner) {
        let Some(place) = job.place.as_ref().filter(|_| !self.is_spoiled) else { return };
        let ends = (self.kept_end, self.settled_end);
        let kept = panics::catch(job.spec.pass.title(), || {
            place.save(&self.snapshot, &job.spec.scans, &self.settled, ends)
        });
        self.kept_end = kept.unwrap_or(self.settled_end);
    }

    /// Ends the job: sends an epoch's last update. Never panics, even if a scan does.
    pub(super) fn end(&mut self, epoch: u64, state: JobState, job: &JobInner) {
        self.epoch = epoch;
        let last = || {
            self.renew_findings(job);
            if state == JobState::Done && job.is_of_part {
                job.hand_out(self.partials(job));
            }
        };
        self.state = match panics::catch(job.spec.pass.title(), last) {
            Ok(()) => state,
            Err(caught) => JobState::Failed(caught),
        };
        self.log_end(job);
        self.send(job);
    }

    fn log_end(&self, job: &JobInner) {
        let (title, took) = (job.spec.pass.title(), self.started.elapsed());
        let bytes = self.end - self.started_at;
        let rate = human::rate(as_f64(bytes) / took.as_secs_f64().max(1e-9));
        match &self.state {
            JobState::Faulted(fault) => tracing::warn!(title, bytes, "job ended early: {fault}"),
            JobState::Failed(why) => tracing::error!(title, bytes, "job failed: {why}"),
            state => {
                let JobTimes { own, busy, cpu } = job.clock.times();
                let waited_ms = took.saturating_sub(own).as_millis();
                let (own_ms, busy_ms, cpu_ms) = (own.as_millis(), busy.as_millis(), cpu.as_millis());
                let ms = took.as_millis();
                tracing::info!(
                    title,
                    bytes,
                    ms,
                    waited_ms,
                    own_ms,
                    busy_ms,
                    cpu_ms,
                    rate,
                    ?state,
                    "job ended"
                );
            }
        }
    }

    fn renew_findings(&mut self, job: &JobInner) {
        // What reports needs the file's first byte.
        if !self.is_spoiled && !job.is_of_part {
            self.reported = (self.findings(job), self.end);
        } else if !self.is_spoiled {
            self.reported.1 = self.end;
        }
    }

    /// Sends an update, replacing one that was not received. Single producer: the holder of
    /// the frontier.
    fn send(&mut self, job: &JobInner) {
        self.last_update_at = Some(Instant::now());
        let update = Update {
            state: self.state.clone(),
            progress: self.progress(job),
            findings: self.reported.0.clone(),
            generation: self.snapshot.generation(),
            is_unchecked: self.is_unchecked,
        };
        newest::replace(&job.slot, (self.epoch, update));
    }

    fn findings(&self, job: &JobInner) -> Vec<Finding> {
        let report = |(i, scan): (usize, &ScanRef)| {
            if self.tail.is_empty() {
                return scan.report(&self.settled[i]);
            }
            scan.report(&self.merged(i, scan))
        };
        job.spec.scans.iter().enumerate().map(report).collect()
    }

    /// What each scan has found.
    fn partials(&self, job: &JobInner) -> Vec<AnyPartial> {
        job.spec.scans.iter().enumerate().map(|(i, scan)| self.merged(i, scan)).collect()
    }

    /// What a scan has found in all that is merged.
    fn merged(&self, i: usize, scan: &ScanRef) -> AnyPartial {
        let mut all = scan.copy(&self.settled[i]);
        for chunk in &self.tail {
            scan.merge(&mut all, scan.copy(&chunk.partials[i]));
        }
        all
    }

    fn progress(&self, job: &JobInner) -> Progress {
        let seconds = self.started.elapsed().as_secs_f64();
        let rate = crate::base::units::as_f64(self.reported.1 - self.started_at) / seconds.max(1e-6);
        let end = self.within.end.min(Offset(self.snapshot.len()));
        let to_go = crate::base::units::as_f64(end - self.reported.1);
        let eta =
            (rate > 0.0 && seconds > 0.2).then(|| Duration::try_from_secs_f64(to_go / rate).ok()).flatten();
        Progress {
            done: self.reported.1 - self.within.start,
            of: end - self.within.start,
            resumed: self.resumed,
            rate,
            eta,
            cpu: job.clock.times().cpu,
        }
    }

    fn update_due(&self, is_urgent: bool) -> bool {
        let is_first = self.last_update_at.is_none();
        let every = if is_urgent && is_first { FIRST_UPDATE } else { UPDATE_EVERY };
        self.last_update_at.unwrap_or(self.started).elapsed() >= every
    }
}
