//! Which rows of a table are wanted, and in which order: conditions that can be switched off one by one, columns
//! to sort by, and the job that computes them. The rows shown so far stay until others are known.

use super::{Content, Document};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Progress, Spec};
use crate::format::delimited::TableLayout;
use crate::messages::Text;
use crate::scan::columns::CellCheck;
use crate::scan::kept::kept_scan;
use crate::scan::order::{MOST_COLUMNS, RowPlace, SortColumn, SortRuns, Sorting, order_scan};
use crate::scan::plan::PassId;
use crate::scan::rows::{RowTest, TableRow};
use crate::scan::{Finding, ScanRef};
use crate::source::{Generation, Snapshot};
use crate::table::filter::Filter;
use crate::table::order::{RowOrder, spilling};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A table that grows is sorted again when that took no more than this share of the time since.
const SORT_SHARE: u32 = 4;

/// A condition on rows.
#[derive(Clone, Debug)]
pub struct Condition {
    /// As it is written.
    pub text: String,
    /// What has to be true.
    pub test: ConditionTest,
    /// Whether it counts.
    pub is_on: bool,
}

/// What has to be true of a row.
#[derive(Clone, Debug)]
pub enum ConditionTest {
    /// An expression over its cells.
    Cells(Arc<Filter>),
    /// Something is wrong with it: its number of cells, its quotes, its bytes, or a cell for its column.
    Bad,
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SortBy {
    /// Which, from 0.
    pub column: usize,
    /// Whether its largest values come first.
    pub is_descending: bool,
}

/// Changes to which rows are shown, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub enum RowsMsg {
    /// Sort by a column; `adds`: rows that are alike in those before.
    Sort {
        /// By which, and in which direction.
        by: SortBy,
        /// Whether after those it is sorted by.
        adds: bool,
    },
    /// Show rows in the file's order.
    Unsort,
    /// Show only rows of which this expression is true.
    Keep(String),
    /// Show only rows with something wrong.
    KeepBad,
    /// Let a condition count, or not.
    Switch(usize, bool),
    /// Take a condition out.
    Remove(usize),
    /// Show all rows in the file's order.
    Clear,
}

/// Conditions, columns to sort by, and what is computed of them.
#[derive(Default)]
pub struct Arrangement {
    conditions: Vec<Condition>,
    sort: Vec<SortBy>,
    run: Option<ArrangeRun>,
    /// Counts what was asked for, so that an answer to another question is known as one.
    nr: u64,
    /// Counts what a person asked for: rows may be computed again for it when the file has grown.
    asked: u64,
    /// What of it is shown.
    shown: u64,
}

/// Rows that have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NewRows {
    /// Others than before.
    Others,
    /// Those of the same conditions in the same order, computed again.
    Again,
}

/// A job that computes which rows are shown.
struct ArrangeRun {
    job: Job,
    wants: Option<RowTest>,
    by: Vec<SortColumn>,
    /// What cells were taken to be, and whether that was known of all of them.
    checks: Arc<[CellCheck]>,
    is_typed: bool,
    state: JobState,
    progress: Progress,
    generation: Generation,
    len: u64,
    began: Instant,
    /// Whether the sorted runs are being merged.
    is_merging: bool,
    took: Duration,
}

impl ArrangeRun {
    /// How long after its begin it may be begun again.
    fn pause(&self) -> Duration {
        self.took * SORT_SHARE + Duration::from_secs(1)
    }
}

/// Sorted runs that are to be merged, on a thread.
pub(crate) struct ToMerge {
    pub(crate) nr: u64,
    pub(crate) runs: SortRuns,
    pub(crate) by: Vec<SortColumn>,
    pub(crate) layout: Arc<TableLayout>,
    pub(crate) snapshot: Snapshot,
}

impl Arrangement {
    /// The conditions, in the order in which they came.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The columns to sort by, the first one first.
    #[must_use]
    pub fn sort(&self) -> &[SortBy] {
        &self.sort
    }

    /// Whether all rows are wanted, in the file's order.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.sort.is_empty() && !self.conditions.iter().any(|condition| condition.is_on)
    }

    /// How far what is wanted is computed, while it is.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        let run = self.run.as_ref()?;
        (run.state == JobState::Running || run.is_merging).then_some(run.progress)
    }

    /// Why it ended early, if it did.
    #[must_use]
    pub fn trouble(&self) -> Option<Text> {
        match &self.run.as_ref()?.state {
            JobState::Faulted(fault) => Some(fault.message()),
            JobState::Failed(caught) => Some(Text::new("banner-why-failed").with("why", caught.to_string())),
            _ => None,
        }
    }

    /// The conditions that count, as one filter; `None` if one of them is no expression, or none counts.
    #[must_use]
    pub fn filter(&self) -> Option<Arc<Filter>> {
        let mut filters = self.conditions.iter().filter(|one| one.is_on).map(|one| match &one.test {
            ConditionTest::Cells(filter) => Some(Filter::clone(filter)),
            ConditionTest::Bad => None,
        });
        let first = filters.next()??;
        let and = |all: Filter, one: Option<Filter>| Some(Filter::And(Box::new(all), Box::new(one?)));
        filters.try_fold(first, and).map(Arc::new)
    }

    /// Takes that a person asks for something.
    pub(crate) fn ask(&mut self) {
        self.asked += 1;
    }

    /// Takes that what was asked for last is shown.
    fn show(&mut self) -> NewRows {
        let is_again = std::mem::replace(&mut self.shown, self.asked) == self.asked;
        if is_again { NewRows::Again } else { NewRows::Others }
    }

    /// Changes the order by a column: adds it, or changes its direction; without `adds` it is the only one.
    pub(crate) fn sort_by(&mut self, by: SortBy, adds: bool) {
        if !adds {
            self.sort = vec![by];
        } else if let Some(known) = self.sort.iter_mut().find(|one| one.column == by.column) {
            *known = by;
        } else if self.sort.len() < MOST_COLUMNS {
            self.sort.push(by);
        }
    }

    pub(crate) fn unsort(&mut self) {
        self.sort.clear();
    }

    /// Adds a condition, unless it is there; then it counts.
    pub(crate) fn add(&mut self, condition: Condition) {
        match self.conditions.iter_mut().find(|one| one.text == condition.text) {
            Some(known) => known.is_on = true,
            None => self.conditions.push(condition),
        }
    }

    pub(crate) fn switch(&mut self, nr: usize, is_on: bool) {
        self.conditions.iter_mut().skip(nr).take(1).for_each(|one| one.is_on = is_on);
    }

    pub(crate) fn remove(&mut self, nr: usize) {
        if nr < self.conditions.len() {
            self.conditions.remove(nr);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.conditions.clear();
        self.sort.clear();
    }

    /// Leaves out what columns of these names have not.
    pub(crate) fn fit(&mut self, names: &[String]) {
        self.sort.retain(|by| by.column < names.len());
        self.conditions.retain_mut(|condition| match &mut condition.test {
            ConditionTest::Bad => true,
            ConditionTest::Cells(filter) => match Filter::parse(&condition.text, names) {
                Ok(parsed) => {
                    *filter = Arc::new(parsed);
                    true
                }
                Err(_) => false,
            },
        });
    }

    fn wants(&self, checks: &Arc<[CellCheck]>, n_columns: usize) -> Option<RowTest> {
        let tests: Vec<ConditionTest> =
            self.conditions.iter().filter(|one| one.is_on).map(|one| one.test.clone()).collect();
        if tests.is_empty() {
            return None;
        }
        let checks = Arc::clone(checks);
        Some(Arc::new(move |row: &TableRow<'_>| {
            tests.iter().all(|test| match test {
                ConditionTest::Cells(filter) => filter.holds(row.row, &checks),
                ConditionTest::Bad => is_bad(row, &checks, n_columns),
            })
        }))
    }
}

fn is_bad(row: &TableRow<'_>, checks: &[CellCheck], n_columns: usize) -> bool {
    row.row.cells().len() != n_columns
        || row.is_malformed()
        || row.row.values().zip(checks).any(|(value, check)| !check.fits(&value))
}

impl Document {
    /// Which rows are wanted, and in which order.
    #[must_use]
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    pub(crate) fn arrangement_mut(&mut self) -> &mut Arrangement {
        &mut self.arrangement
    }

    /// Starts to compute which rows are shown. All are, at once, if they are wanted in the file's order.
    pub(crate) fn arrange(&mut self, engine: &Engine) {
        self.arrangement.nr += 1;
        self.arrangement.run = None;
        let id = self.id.0;
        let Some(file) = self.file_mut() else { return };
        let snapshot = file.snapshot().clone();
        let Some((layout, checks)) =
            file.table().map(|table| (Arc::clone(table.layout()), table.checks(file)))
        else {
            return;
        };
        let arrangement = &self.arrangement;
        if arrangement.is_plain() || snapshot.len() > RowPlace::MOST_LEN {
            if let Some(table) = self.file_mut().and_then(|file| file.table_mut()) {
                table.show_all_rows();
            }
            return;
        }
        let wants = arrangement.wants(&checks, layout.names.len());
        let by: Vec<SortColumn> =
            arrangement.sort.iter().map(|by| SortColumn::of(by.column, by.is_descending, &checks)).collect();
        let sorting = Sorting { by: &by, wants: wants.clone(), types: None, spilling: spilling() };
        let (pass, scan): (_, ScanRef) = match (order_scan(&layout, sorting), &wants) {
            (Some(scan), _) => (PassId::Sort, scan),
            (None, Some(wants)) => {
                (PassId::Filter, Arc::new(kept_scan(TableLayout::clone(&layout), Arc::clone(wants))))
            }
            (None, None) => return,
        };
        let spec = Spec { pass, scans: vec![scan], owner: id, chunk_bytes: CHUNK_BYTES, is_urgent: true };
        self.arrangement.run = Some(ArrangeRun {
            job: engine.start(&snapshot, spec),
            wants,
            by,
            checks,
            is_typed: !self.scans.is_computing_columns(),
            state: JobState::Running,
            progress: Progress { of: snapshot.len(), ..Progress::default() },
            generation: snapshot.generation(),
            len: snapshot.len(),
            began: Instant::now(),
            is_merging: false,
            took: Duration::ZERO,
        });
    }

    /// In how long the rows of a file that has grown are sorted again.
    pub(super) fn arranges_in(&self) -> Option<Duration> {
        let run = self.arrangement.run.as_ref()?;
        let is_due = !run.by.is_empty() && run.state != JobState::Running && !run.is_merging;
        let has_grown = self.file().is_some_and(|file| file.len() > run.len);
        (is_due && has_grown).then(|| run.pause().saturating_sub(run.began.elapsed()))
    }

    /// Takes what the job has found: rows that are kept are shown at once, sorted runs are to be merged first.
    /// Starts again for a file that has changed. Whether rows of another filter are shown now.
    pub(crate) fn absorb_arranged(&mut self, engine: &Engine) -> (Option<NewRows>, Option<ToMerge>) {
        let nr = self.arrangement.nr;
        let Content::Open(file) = &mut self.content else { return (None, None) };
        let Some(run) = self.arrangement.run.as_mut() else { return (None, None) };
        let snapshot = file.snapshot().clone();
        let Some(table) = file.table_mut() else { return (None, None) };
        let (mut is_new, mut to_merge) = (false, None);
        if let Some(update) = run.job.update()
            && update.generation == run.generation
        {
            (run.state, run.progress) = (update.state, update.progress);
            for finding in update.findings {
                match finding {
                    Finding::Kept(kept) => {
                        // Until there is something to show, what was shown stays.
                        let has_some = kept.counts.total() > 0 || run.state != JobState::Running;
                        if let Some(wants) = run.wants.as_ref().filter(|_| has_some) {
                            is_new |= table.show_kept(kept, Arc::clone(wants));
                        }
                    }
                    Finding::Sorted(runs) if run.state == JobState::Done => {
                        run.is_merging = true;
                        let layout = Arc::clone(table.layout());
                        let runs = SortRuns::clone(&runs);
                        to_merge = Some(ToMerge {
                            nr,
                            runs,
                            by: run.by.clone(),
                            layout,
                            snapshot: snapshot.clone(),
                        });
                    }
                    _ => {}
                }
            }
        }
        let is_typed = !self.scans.is_computing_columns();
        let has_other_types = is_typed && !run.is_typed && {
            run.is_typed = true;
            file.table().is_some_and(|table| table.checks(file) != run.checks)
        };
        let is_idle = run.state != JobState::Running && !run.is_merging;
        if snapshot.generation() != run.generation || has_other_types {
            self.arrange(engine);
        } else if snapshot.len() > run.len && is_idle {
            if run.by.is_empty() {
                engine.extend(&run.job, &snapshot);
                (run.state, run.len) = (JobState::Running, snapshot.len());
            } else if run.began.elapsed() > run.pause() {
                self.arrange(engine);
            }
        }
        (is_new.then(|| self.arrangement.show()), to_merge)
    }

    /// Takes that the rows are in order, unless something else was asked for meanwhile; `None` if they are not shown.
    pub(crate) fn merged(&mut self, nr: u64, order: Option<Arc<RowOrder>>) -> Option<NewRows> {
        if nr != self.arrangement.nr {
            return None;
        }
        if let Some(run) = &mut self.arrangement.run {
            run.is_merging = false;
            run.took = run.began.elapsed();
        }
        let table = self.file_mut().and_then(|file| file.table_mut());
        table?.show_order(order?);
        Some(self.arrangement.show())
    }
}
