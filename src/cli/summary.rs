//! `gander summary`: everything known about a file, as JSON, CSV, Markdown or a page of HTML.

use super::out::Out;
use super::progress::last_update;
use super::{CommandEnd, Input, part, table_flags};
use crate::args::LogTo;
use crate::engine::{CHUNK_BYTES, Engine, JobState, Spec, Update};
use crate::format::delimited::TableLayout;
use crate::format::encoding::Encoding;
use crate::format::sniff::{Verdict, WholeUtf8};
use crate::parts::Split;
use crate::scan::columns::Columns;
use crate::scan::plan::{self, Pass};
use crate::scan::{Finding, ScanId, utf8};
use crate::source::{Change, Fault, FaultKind, Snapshot, Source, samples};
use crate::summary::bad_rows::bad_rows;
use crate::summary::{self, Extract, FileInfo, Summary, WRITERS, Writer};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// Most scans that confirm the first, of a file that changes meanwhile.
const MOST_SCANS: usize = 2;

#[derive(Args)]
pub(super) struct SummaryArgs {
    #[command(flatten)]
    input: Input,
    /// The answer's format: json, csv, md or html
    #[arg(short = 'f', long = "as", value_name = "FORMAT", default_value = "json", value_parser = writer)]
    writer: WriterName,
    /// Only these sections
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Make a part of the summary, which “gander merge” joins with the others
    #[arg(long, conflicts_with = "writer", requires = "output")]
    part: bool,
    /// Which part: the I-th of N, from 0/N on; I-J/N: all from one to another
    #[arg(long, value_name = "I/N", requires = "part", value_parser = part::split)]
    split: Option<Split>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// The value of `-f`: the place of its writer among [`WRITERS`].
#[derive(Clone, Copy)]
pub(super) struct WriterName(pub(super) usize);

pub(super) fn writer(id: &str) -> Result<WriterName, String> {
    let known: Vec<_> = WRITERS.iter().map(|writer| writer.id()).collect();
    let found = known.iter().position(|&known| known == id).map(WriterName);
    found.ok_or_else(|| format!("there are the formats {}", known.join(", ")))
}

impl SummaryArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &SummaryArgs) -> Result<(), CommandEnd> {
    let writer: &dyn Writer = WRITERS[args.writer.0];
    check(&args.only)?;
    if args.part {
        part::refuse_others(&args.input)?;
    }
    let mut source = args.input.open()?;
    let snapshot = source.snapshot();
    let mut out = Out::open(args.output.as_deref(), Some(&snapshot), args.input.path())?;
    if args.part {
        return part::run(&args.input, &args.only, args.split.unwrap_or(Split::WHOLE), &mut source, out);
    }
    let (summary, state) = summarise(&args.input, &args.only, writer.quotes_rows(), &mut source)?;
    writer.write(&summary, &mut out).map_err(|error| out.stop(error))?;
    out.finish(true)?;
    settled(&args.input, &state)
}

/// What is told of an input before it is scanned.
pub(super) struct Told {
    pub(super) verdict: Verdict,
    /// The encoding that a person wants.
    pub(super) wanted: Option<Encoding>,
    /// The one in which it is read.
    pub(super) encoding: Encoding,
    /// Its table, if its columns are to be profiled.
    pub(super) table: Option<TableLayout>,
}

impl Told {
    pub(super) fn of(input: &Input, only: &[String], snapshot: &Snapshot) -> Result<Self, CommandEnd> {
        let told = Self::without_table(input, snapshot);
        let found = table_flags::detected(input, snapshot, told.encoding, false);
        let verdict =
            if told.wanted.is_some() { told.verdict } else { told.verdict.with_table(found.clone()) };
        let wants_columns = match only {
            // Lines that name their values are mostly a log's, whose columns cost more than all else.
            [] => found.as_ref().is_some_and(|found| input.takes_for_table(found)),
            only => has_columns(only),
        };
        let layout = || {
            let layout = table_flags::layout_of(input, snapshot, told.encoding, false, found)?;
            table_flags::with_all_fields(input, snapshot, layout)
        };
        let table = wants_columns.then(layout).transpose()?;
        Ok(Self { verdict, table, ..told })
    }

    fn without_table(input: &Input, snapshot: &Snapshot) -> Self {
        let (verdict, wanted) = (samples::settled(snapshot, false), input.wanted_encoding());
        Self { encoding: wanted.unwrap_or(verdict.reads_as()), verdict, wanted, table: None }
    }
}

fn has_columns(only: &[String]) -> bool {
    only.iter().any(|id| id == ScanId::COLUMNS.name())
}

/// Everything known about an input, with its bad rows if it `quotes_rows`, and how the scan ended.
pub(super) fn summarise(
    input: &Input,
    only: &[String],
    quotes_rows: bool,
    source: &mut Source,
) -> Result<(Summary, JobState), CommandEnd> {
    let snapshot = source.snapshot();
    let needs_table = only.is_empty() || has_columns(only);
    let Told { verdict, wanted, encoding, table } =
        if needs_table { Told::of(input, only, &snapshot)? } else { Told::without_table(input, &snapshot) };
    let table = table.map(Arc::new);
    let scan = |source| scan(input, only, table.as_ref(), encoding, source);
    let (update, verdict) = if needs_table || wanted.is_some() {
        (scan(source)?, verdict)
    } else {
        // Only the format's name depends on the table: it is looked for while the file is scanned.
        let detect = || table_flags::detected(input, &snapshot, encoding, false);
        let (update, found) = beside(detect, || scan(source));
        (update?, verdict.with_table(found))
    };
    let verdict = match whole(&update) {
        Some(whole) => samples::completed(&snapshot, &verdict, &whole),
        None => verdict,
    };
    let file = FileInfo::of(&input.shown(), &snapshot).judged(&verdict, wanted);
    let file = file.moved_by(input.base());
    let mut sections = summary::sections(&update);
    sections.iter_mut().for_each(|(section, _)| section.move_places(input.base()));
    let summary = Summary::new(file, sections, update.state == JobState::Done);
    let extracts = match (&table, columns_of(&update)) {
        (Some(table), Some(columns)) if quotes_rows => bad_rows_of(&snapshot, table, columns)?,
        _ => Vec::new(),
    };
    let extracts = extracts.into_iter().map(|extract| extract.moved_by(input.base())).collect();
    Ok((summary.with_extracts(extracts), update.state))
}

/// What both do, the first of them on a thread of its own, or afterwards where there is none to be had.
fn beside<A: Send, B>(other: impl Fn() -> A + Sync, this: impl FnOnce() -> B) -> (B, A) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("gander-detect".into());
        let other_done = thread.spawn_scoped(scope, &other);
        let this_done = this();
        let other_done = match other_done {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => other(),
        };
        (this_done, other_done)
    })
}

fn scan(
    input: &Input,
    only: &[String],
    table: Option<&Arc<TableLayout>>,
    encoding: Encoding,
    source: &mut Source,
) -> Result<Update, CommandEnd> {
    let engine = Engine::new(input.common.threads, false, Arc::new(|| ()))?;
    let Pass { id: pass, scans } = plan::summary(encoding.unit(), only, table);
    let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    update_that_stands(&engine, source, &spec)
}

/// Fails if the scan did not come to its end.
pub(super) fn settled(input: &Input, state: &JobState) -> Result<(), CommandEnd> {
    match state {
        JobState::Faulted(fault) => Err(input.fault(fault)),
        JobState::Failed(caught) => {
            let what = format!("“{}” was not scanned to its end", input.shown());
            Err(CommandEnd::Says(super::failed(&what, caught)))
        }
        _ => Ok(()),
    }
}

/// The columns of a table that was scanned to its end.
fn columns_of(update: &Update) -> Option<&Columns> {
    let is_done = update.state == JobState::Done;
    update.findings.iter().filter(|_| is_done).find_map(|finding| match finding {
        Finding::Columns(columns, _) => Some(&**columns),
        _ => None,
    })
}

/// The first bad rows of a table that has some; what can't be read any more is left out, for the summary says so.
pub(super) fn bad_rows_of(
    snapshot: &Snapshot,
    table: &TableLayout,
    columns: &Columns,
) -> Result<Vec<Extract>, CommandEnd> {
    if !columns.has_bad_rows() {
        return Ok(Vec::new());
    }
    let found = bad_rows(snapshot, table, &columns.checks(), &|_| super::go_on().is_ok());
    super::go_on()?;
    Ok(found.into_iter().collect())
}

/// The last update of a scan; of a file that grew meanwhile, one that a second scan has confirmed.
///
/// Growth may hide a change in place, as in databases and logs whose room is allocated
/// beforehand: then the figures would be of bytes that never stood there together. If the second
/// scan differs, a third has to agree with it.
fn update_that_stands(engine: &Engine, source: &mut Source, spec: &Spec) -> Result<Update, CommandEnd> {
    let snapshot = source.snapshot();
    let mut update = last_update(&engine.start(&snapshot, spec.clone()))?;
    let has_grown = matches!(source.refresh_bytes(), Ok(Change::Grew { .. }));
    if !has_grown || update.state != JobState::Done {
        return Ok(update);
    }
    for _ in 0..MOST_SCANS {
        let Ok(now) = snapshot.restated() else { break };
        let again = last_update(&engine.start(&now, spec.clone()))?;
        let is_same = summary::sections(&again) == summary::sections(&update);
        update = again;
        if is_same || update.state != JobState::Done {
            return Ok(update);
        }
    }
    update.state = JobState::Faulted(Fault::new(FaultKind::Changed, snapshot.span()));
    Ok(update)
}

/// What the scan of UTF-8 says of the whole file, if it was requested and came to the end.
fn whole(update: &Update) -> Option<WholeUtf8> {
    let is_whole = update.state == JobState::Done && update.progress.done == update.progress.of;
    let sections = update.findings.iter().filter_map(Finding::section);
    let section = sections.into_iter().find(|section| section.id == ScanId::UTF8.name());
    section.filter(|_| is_whole).and_then(|section| utf8::whole(&section, update.progress.of))
}

/// Checks that all requested sections are known.
fn check(only: &[String]) -> Result<(), CommandEnd> {
    let mut known: Vec<_> = plan::sections().map(|entry| entry.id.name()).collect();
    known.push(ScanId::COLUMNS.name());
    if let Some(unknown) = only.iter().find(|id| !known.contains(&id.as_str())) {
        return Err(CommandEnd::Says(format!(
            "there is no section “{unknown}”; there are {}",
            known.join(", ")
        )));
    }
    Ok(())
}
