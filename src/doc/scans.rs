//! What is being computed about one file, and what is known so far.
//!
//! The passes of a [`plan`] as jobs. A job is found by the scans that it computes.

use super::kept_jobs::{KeptJobs, digest};
use crate::base::{CaughtPanic, Counts, Section};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Progress, Spec, StorePlace, Trust, Update};
use crate::format::delimited::{FieldTree, TableLayout};
use crate::format::encoding::CodeUnit;
use crate::format::sniff::WholeUtf8;
use crate::messages::Text;
use crate::scan::blocks::BlockMap;
use crate::scan::columns::Columns;
use crate::scan::digests::Digests;
use crate::scan::plan::{Facts, Pass, PassId, columns, plan};
use crate::scan::records::RecordIndex;
use crate::scan::timeline::{Timeline, carries_times};
use crate::scan::{Finding, ScanId, registry, utf8};
use crate::source::{Fault, Generation, Snapshot};
use std::sync::Arc;

/// The jobs over one file and their findings.
#[derive(Default)]
pub struct Scans {
    jobs: Vec<PassJob>,
    known: Vec<ScannedSection>,
    /// Lines by their timestamps, as far as that is known.
    timeline: Option<Arc<Timeline>>,
    /// Digests of the bytes that were scanned.
    digests: Option<Arc<Digests>>,
    /// What stands in each block, once something shows that.
    blocks: Option<Arc<BlockMap>>,
    /// The tab that all this is computed for.
    tab: u64,
    /// What the jobs were planned by.
    facts: Facts,
    /// How many updates were taken.
    n_updates: u64,
    /// Where what is computed is kept, if it is.
    store: Option<KeptJobs>,
    /// Whether what goes on from an earlier run is to be checked, and that was not said yet.
    is_unchecked: bool,
    /// Whether what the store has was found to be of other bytes.
    is_distrusted: bool,
}

/// A section and how many bytes it covers.
#[derive(Clone, Debug)]
pub struct ScannedSection {
    /// The newest report.
    pub section: Arc<Section>,
    /// Bytes that it covers, from the file's start.
    pub scanned_bytes: u64,
    /// Bytes in all.
    pub of_bytes: u64,
}

/// Indexes that have changed.
#[derive(Default)]
pub(crate) struct Indexes {
    /// Of lines.
    pub(crate) lines: Option<Arc<Counts>>,
    /// Of characters.
    pub(crate) chars: Option<Arc<Counts>>,
    /// Of records, where the file is a table.
    pub(crate) records: Option<Arc<RecordIndex>>,
    /// What a table's columns are.
    pub(crate) columns: Option<Arc<Columns>>,
    /// The paths of all values of a table whose records name them.
    pub(crate) fields: Option<Arc<FieldTree>>,
    /// What the whole file is as UTF-8, once it was read to its end.
    pub(crate) whole: Option<WholeUtf8>,
}

/// A pass that was started.
struct PassJob {
    job: Job,
    /// The scans of the pass.
    computes: Vec<ScanId>,
    state: JobState,
    progress: Progress,
    /// A longer snapshot that came while the job ran.
    grown: Option<Snapshot>,
    /// Whether it goes on from an earlier run, which is to be checked.
    is_unchecked: bool,
}

impl PassJob {
    fn start(
        engine: &Engine,
        snapshot: &Snapshot,
        pass: Pass,
        place: Option<StorePlace>,
        (tab, is_urgent): (u64, bool),
    ) -> Self {
        let Pass { id: pass, scans } = pass;
        let computes = scans.iter().map(|scan| scan.id()).collect();
        let spec = Spec { pass, scans, owner: tab, chunk_bytes: CHUNK_BYTES, is_urgent };
        Self {
            job: engine.start_from(snapshot, spec, place),
            computes,
            state: JobState::Running,
            progress: Progress { of: snapshot.len(), ..Progress::default() },
            grown: None,
            is_unchecked: false,
        }
    }

    fn is_running(&self) -> bool {
        self.state == JobState::Running
    }

    /// Whether it is of this pass, if one is asked for.
    fn is_of(&self, pass: Option<PassId>) -> bool {
        pass.is_none_or(|pass| self.job.pass() == pass)
    }
}

impl Scans {
    /// Starts to compute everything about `snapshot`, whose lines end in `unit`.
    pub(crate) fn start(
        &mut self,
        engine: &Engine,
        snapshot: &Snapshot,
        unit: CodeUnit,
        tab: u64,
        fits_memory: bool,
        table: Option<Arc<TableLayout>>,
    ) {
        let carries_times = carries_times(snapshot.head(), unit);
        self.facts = Facts { unit, fits_memory, carries_times, shows_map: self.facts.shows_map, table };
        self.tab = tab;
        self.timeline = self.timeline.take().filter(|_| carries_times);
        self.start_all(engine, snapshot);
    }

    /// Starts the passes of the plan, in place of what runs.
    fn start_all(&mut self, engine: &Engine, snapshot: &Snapshot) {
        self.jobs.clear();
        plan(&self.facts).into_iter().for_each(|pass| self.start_pass(engine, snapshot, pass, false));
    }

    /// Starts a pass beside what is computed already; before that, if `is_urgent`.
    fn start_pass(&mut self, engine: &Engine, snapshot: &Snapshot, pass: Pass, is_urgent: bool) {
        let place = self.place(&pass, snapshot);
        self.jobs.push(PassJob::start(engine, snapshot, pass, place, (self.tab, is_urgent)));
    }

    /// Keeps what is computed in `store`, and goes on from what it has.
    pub(crate) fn set_store(&mut self, store: Option<KeptJobs>) {
        self.store = store;
    }

    /// Where the partials of a pass are kept: by all that they follow from beside the file's bytes.
    fn place(&self, pass: &Pass, snapshot: &Snapshot) -> Option<StorePlace> {
        let ids: Vec<_> = pass.scans.iter().map(|scan| scan.id().name()).collect();
        let Facts { unit, table, .. } = &self.facts;
        let table = table.as_ref().map(|table| digest(&format!("{table:?}")));
        let recipe = format!("{} {unit:?} {table:?} {}", pass.id.id(), ids.join(","));
        let trust = match pass.computes(ScanId::DIGESTS) {
            // Its bytes are not those of the first time any more, and no store knows of that.
            _ if self.is_distrusted || snapshot.generation() != Generation::default() => Trust::Nothing,
            // The check compares digests of then with digests of now.
            true => Trust::Checked,
            false => Trust::Certain,
        };
        self.store.as_ref().map(|store| store.place(&recipe, trust))
    }

    /// Whether figures go on from an earlier run, of bytes that may have been others.
    pub(crate) fn is_unchecked(&self) -> bool {
        self.jobs.iter().any(|job| job.is_unchecked)
    }

    /// Goes on from nothing that an earlier run has found.
    pub(crate) fn distrust(&mut self) {
        self.is_distrusted = true;
    }

    /// Computes everything anew: what an earlier run has found is of other bytes.
    pub(crate) fn start_afresh(&mut self, engine: &Engine, snapshot: &Snapshot) {
        self.distrust();
        self.start_all(engine, snapshot);
    }

    /// Whether what goes on from an earlier run is to be checked; says so once.
    pub(crate) fn take_unchecked(&mut self) -> bool {
        std::mem::take(&mut self.is_unchecked)
    }

    /// Takes the jobs' updates; returns the indexes that have changed.
    pub(crate) fn absorb(&mut self, engine: &Engine, snapshot: &Snapshot) -> Indexes {
        let mut indexes = Indexes::default();
        for one in &mut self.jobs {
            let Some(update) = one.job.update() else { continue };
            self.n_updates += 1;
            if update.generation != snapshot.generation() {
                continue;
            }
            one.state = update.state.clone();
            one.progress = update.progress;
            if update.is_unchecked && !one.is_unchecked {
                (one.is_unchecked, self.is_unchecked) = (true, true);
            }
            if one.state == JobState::Done
                && let Some(grown) = one.grown.take()
            {
                engine.extend(&one.job, &grown);
                one.state = JobState::Running;
            }
            let mut update = update;
            // Those of fewer columns than are known by now.
            let names = self.facts.table.as_ref().map(|table| &table.names);
            update.findings.retain(|finding| match finding {
                Finding::Columns(columns, _) => names.is_none_or(|names| columns.names == *names),
                _ => true,
            });
            let kept = (&mut self.timeline, &mut self.digests, &mut self.blocks);
            learn(&mut self.known, kept, &mut indexes, update);
        }
        indexes
    }

    /// Extends the jobs to a longer snapshot: at once, or when what runs is done.
    ///
    /// A job that a fault has ended resumes, too: the file was found to be the same, only longer.
    pub(crate) fn grow(&mut self, engine: &Engine, snapshot: &Snapshot) {
        for one in &mut self.jobs {
            if matches!(one.state, JobState::Done | JobState::Faulted(_)) {
                engine.extend(&one.job, snapshot);
                one.state = JobState::Running;
            } else {
                one.grown = Some(snapshot.clone());
            }
        }
        // A log that was empty when it was opened.
        let lacks_timeline = !self.jobs.is_empty() && self.job_of(ScanId::TIMELINE).is_none();
        if lacks_timeline && carries_times(snapshot.head(), self.facts.unit) {
            self.facts.carries_times = true;
            self.start_missing(engine, snapshot);
        }
    }

    /// Starts the passes of the plan of which nothing is computed yet, each by itself.
    fn start_missing(&mut self, engine: &Engine, snapshot: &Snapshot) {
        for pass in plan(&Facts { fits_memory: true, ..self.facts.clone() }) {
            if !self.jobs.iter().any(|job| job.computes.iter().any(|&id| pass.computes(id))) {
                self.start_pass(engine, snapshot, pass, false);
            }
        }
    }

    /// Computes the record index of a table: alone, beside what is computed already.
    pub(crate) fn add_table(&mut self, engine: &Engine, snapshot: &Snapshot, table: &Arc<TableLayout>) {
        if self.jobs.is_empty() || self.facts.table.is_some() {
            return;
        }
        self.facts.table = Some(Arc::clone(table));
        for mut pass in plan(&Facts { fits_memory: true, ..self.facts.clone() }) {
            pass.scans.retain(|scan| self.job_of(scan.id()).is_none());
            if !pass.scans.is_empty() {
                self.start_pass(engine, snapshot, pass, false);
            }
        }
    }

    /// Profiles the columns of a table anew, of which more are known.
    pub(crate) fn profile_again(&mut self, engine: &Engine, snapshot: &Snapshot, table: &Arc<TableLayout>) {
        self.facts.table = Some(Arc::clone(table));
        self.jobs.retain(|job| job.computes != [ScanId::COLUMNS]);
        let pass = Pass { id: PassId::Columns, scans: vec![columns(table)] };
        self.start_pass(engine, snapshot, pass, false);
    }

    /// The layout by which records are counted.
    pub(crate) fn table(&self) -> Option<&Arc<TableLayout>> {
        self.facts.table.as_ref()
    }

    /// Whether the record index is complete, or its job has ended early.
    #[must_use]
    pub fn records_are_final(&self) -> bool {
        !self.is_computing(ScanId::RECORD_STARTS)
    }

    /// Whether a table's columns are being profiled, or will be.
    pub(crate) fn is_computing_columns(&self) -> bool {
        self.job_of(ScanId::COLUMNS).is_none_or(PassJob::is_running)
    }

    /// The job that computes `scan`.
    fn job_of(&self, scan: ScanId) -> Option<&PassJob> {
        self.jobs.iter().find(|job| job.computes.contains(&scan))
    }

    /// Whether a running job computes `scan`.
    fn is_computing(&self, scan: ScanId) -> bool {
        self.job_of(scan).is_some_and(PassJob::is_running)
    }

    /// Lines by their timestamps, as far as that is known.
    #[must_use]
    pub fn timeline(&self) -> Option<&Arc<Timeline>> {
        self.timeline.as_ref()
    }

    /// In which the file's lines end.
    pub(super) fn unit(&self) -> CodeUnit {
        self.facts.unit
    }

    /// Digests of the bytes that were scanned, as far as they were.
    pub(crate) fn digests(&self) -> Option<&Arc<Digests>> {
        self.digests.as_ref()
    }

    /// What stands in each block, as far as that is known.
    #[must_use]
    pub fn blocks(&self) -> Option<&Arc<BlockMap>> {
        self.blocks.as_ref()
    }

    /// Computes what stands in each block, if nothing does yet: alone, beside what is computed already;
    /// before that, if `is_urgent`.
    pub(crate) fn want_blocks(&mut self, engine: &Engine, snapshot: &Snapshot, is_urgent: bool) {
        if self.facts.shows_map || self.jobs.is_empty() {
            return;
        }
        self.facts.shows_map = true;
        let passes = plan(&Facts { fits_memory: true, ..self.facts.clone() });
        for pass in passes.into_iter().filter(|pass| pass.id == PassId::Blocks) {
            self.start_pass(engine, snapshot, pass, is_urgent);
        }
    }

    /// The tab that all is computed for.
    pub(crate) fn tab(&self) -> u64 {
        self.tab
    }

    /// Whether the timeline is being computed.
    #[must_use]
    pub fn is_timing(&self) -> bool {
        self.is_computing(ScanId::TIMELINE)
    }

    /// Drops a section that is to be computed again from other code units.
    pub(crate) fn forget(&mut self, section: &str) {
        self.known.retain(|known| known.section.id != section);
    }

    /// Stops the jobs, or those of a pass.
    pub(crate) fn cancel(&self, only: Option<PassId>) {
        let running = self.jobs.iter().filter(|job| job.is_running() && job.is_of(only));
        running.for_each(|job| job.job.cancel());
    }

    /// Goes on with the jobs that were stopped, or with those of a pass.
    pub(crate) fn resume(&mut self, engine: &Engine, only: Option<PassId>) {
        let stopped = |job: &&mut PassJob| job.state == JobState::Cancelled && job.is_of(only);
        for one in self.jobs.iter_mut().filter(stopped) {
            engine.resume(&one.job);
            one.state = JobState::Running;
        }
    }

    /// The sections, in the order of the registry.
    #[must_use]
    pub fn known(&self) -> &[ScannedSection] {
        &self.known
    }

    /// The first running pass: its title and progress.
    #[must_use]
    pub fn running(&self) -> Option<(&'static str, Progress)> {
        let running = self.jobs.iter().find(|job| job.is_running());
        running.map(|job| (job.job.pass().title(), job.progress))
    }

    /// The jobs in the order in which they were started: pass, state and progress of each.
    pub fn each(&self) -> impl Iterator<Item = (PassId, &JobState, Progress)> {
        self.jobs.iter().map(|job| (job.job.pass(), &job.state, job.progress))
    }

    /// How many jobs there are, how many of them run, and how many updates were taken.
    #[must_use]
    pub fn jobs(&self) -> (usize, usize, u64) {
        let running = self.jobs.iter().filter(|job| job.is_running()).count();
        (self.jobs.len(), running, self.n_updates)
    }

    /// Whether a job was cancelled and none runs: it can be resumed.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.running().is_none() && self.jobs.iter().any(|job| job.state == JobState::Cancelled)
    }

    /// Why a job ended early.
    #[must_use]
    pub fn trouble(&self) -> Option<Text> {
        self.jobs.iter().find_map(|job| match &job.state {
            JobState::Faulted(fault) => Some(fault.message()),
            JobState::Failed(caught) => Some(Text::new("banner-why-failed").with("why", caught.to_string())),
            _ => None,
        })
    }

    /// The fault that ended a job early, and the job's progress.
    #[must_use]
    pub fn fault(&self) -> Option<(&Fault, Progress)> {
        self.jobs.iter().find_map(|job| match &job.state {
            JobState::Faulted(fault) => Some((fault, job.progress)),
            _ => None,
        })
    }

    /// The panic that ended a job, if one did.
    #[must_use]
    pub fn caught_panic(&self) -> Option<&CaughtPanic> {
        self.jobs.iter().find_map(|job| match &job.state {
            JobState::Failed(caught) => Some(caught),
            _ => None,
        })
    }

    /// Whether a job waits for a file that does not answer.
    pub(crate) fn is_stuck(&self) -> bool {
        self.jobs.iter().any(|job| job.is_running() && job.job.is_stuck())
    }

    /// Whether the index of characters is complete, or its job has ended early.
    #[must_use]
    pub fn chars_are_final(&self) -> bool {
        !self.is_computing(ScanId::CHAR_STARTS)
    }

    /// Whether the line index is complete, or its job has ended early.
    #[must_use]
    pub fn index_is_final(&self) -> bool {
        !self.is_computing(ScanId::LINE_STARTS)
    }
}

/// Findings that are kept as they are.
type Kept<'a> = (&'a mut Option<Arc<Timeline>>, &'a mut Option<Arc<Digests>>, &'a mut Option<Arc<BlockMap>>);

/// Drops what may be large on a thread that no frame waits for: the profiles of 10,000 columns are a million values.
pub(super) fn drop_elsewhere(old: impl Send + 'static) {
    rayon::spawn(move || drop(old));
}

/// Takes an update's findings.
fn learn(
    known: &mut Vec<ScannedSection>,
    (timeline, digests, blocks): Kept<'_>,
    indexes: &mut Indexes,
    update: Update,
) {
    for finding in update.findings {
        match finding {
            Finding::LineIndex(counts) => indexes.lines = Some(counts),
            Finding::CharIndex(counts) => indexes.chars = Some(counts),
            Finding::Timeline(found) => *timeline = Some(found),
            Finding::Records(found) => indexes.records = Some(found),
            Finding::Fields(found, true) => indexes.fields = Some(found),
            Finding::Digests(found) => *digests = Some(found),
            Finding::Blocks(found) => *blocks = Some(found),
            Finding::Matches(_)
            | Finding::Types(_)
            | Finding::Fields(_, false)
            | Finding::Kept(_)
            | Finding::Sorted(_)
            | Finding::Signatures(_) => {}
            Finding::Section(_) | Finding::Columns(..) => {
                let section = match finding {
                    Finding::Columns(columns, section) => {
                        drop_elsewhere(indexes.columns.replace(columns));
                        section
                    }
                    finding => match finding.section() {
                        Some(section) => Arc::new(section.into_owned()),
                        None => continue,
                    },
                };
                let (scanned_bytes, of_bytes) = (update.progress.done, update.progress.of);
                if scanned_bytes == of_bytes && section.id == ScanId::UTF8.name() {
                    indexes.whole = utf8::whole(&section, of_bytes);
                }
                let new = ScannedSection { section, scanned_bytes, of_bytes };
                match known.iter_mut().find(|old| old.section.id == new.section.id) {
                    Some(old) => drop_elsewhere(std::mem::replace(old, new)),
                    None => {
                        known.push(new);
                        known.sort_by_key(|known| registry::position(known.section.id));
                    }
                }
            }
        }
    }
}
