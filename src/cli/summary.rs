//! `gander summary`: everything known about a file, as JSON, CSV or Markdown.

use super::out::Out;
use super::progress::last_update;
use super::{CommandEnd, Input, not_built, table_flags};
use crate::args::LogTo;
use crate::engine::{CHUNK_BYTES, Engine, JobState, Spec, Update};
use crate::format::sniff::WholeUtf8;
use crate::scan::plan::{self, Pass};
use crate::scan::{Finding, ScanId, utf8};
use crate::source::{Change, Fault, FaultKind, Source, samples};
use crate::summary::{self, FileInfo, Summary, WRITERS, Writer};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// Most scans that confirm the first, of a file that changes meanwhile.
const MOST_SCANS: usize = 2;

#[derive(Args)]
pub(super) struct SummaryArgs {
    #[command(flatten)]
    input: Input,
    /// The answer's format: json, csv or md
    #[arg(short = 'f', long = "as", value_name = "FORMAT", default_value = "json", value_parser = writer)]
    writer: WriterName,
    /// Only these sections
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// The value of `-f`.
#[derive(Clone, Copy)]
enum WriterName {
    Known(usize),
    Html,
}

fn writer(id: &str) -> Result<WriterName, String> {
    if id == "html" {
        return Ok(WriterName::Html);
    }
    let known: Vec<_> = WRITERS.iter().map(|writer| writer.id()).collect();
    let found = known.iter().position(|&known| known == id).map(WriterName::Known);
    found.ok_or_else(|| format!("there are the formats {}", known.join(", ")))
}

impl SummaryArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &SummaryArgs) -> Result<(), CommandEnd> {
    let writer: &dyn Writer = match args.writer {
        WriterName::Known(i) => WRITERS[i],
        WriterName::Html => return not_built("the format “html”"),
    };
    check(&args.only)?;
    let mut source = args.input.open()?;
    let snapshot = source.snapshot();
    let mut out = Out::open(args.output.as_deref(), Some(&snapshot), args.input.path())?;
    let (verdict, wanted) = (samples::settled(&snapshot, false), args.input.wanted_encoding());
    let encoding = wanted.unwrap_or(verdict.reads_as());
    let threads = args.input.common.threads;
    let found = table_flags::detected(&args.input, &snapshot, encoding, false);
    let verdict = if wanted.is_some() { verdict } else { verdict.with_table(found.clone()) };
    let wants_columns = match &args.only[..] {
        // Lines that name their values are mostly a log's, whose columns cost more than all else.
        [] => found.as_ref().is_some_and(|found| args.input.takes_for_table(found)),
        only => only.iter().any(|id| id == ScanId::COLUMNS.name()),
    };
    let table = wants_columns
        .then(|| {
            let layout = table_flags::layout_of(&args.input, &snapshot, encoding, false, found)?;
            table_flags::with_all_fields(&args.input, &snapshot, layout)
        })
        .transpose()?;
    let engine = Engine::new(threads, false, Arc::new(|| ()))?;
    let table = table.map(Arc::new);
    let Pass { id: pass, scans } = plan::summary(encoding.unit(), &args.only, table.as_ref());
    let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    let update = update_that_stands(&engine, &mut source, &spec)?;
    let verdict = whole(&update)
        .map_or_else(|| verdict.clone(), |whole| samples::completed(&snapshot, &verdict, &whole));
    let file = FileInfo::of(&args.input.shown(), &snapshot).judged(&verdict, wanted);
    let mut sections = summary::sections(&update);
    sections.iter_mut().for_each(|(section, _)| section.move_places(args.input.base()));
    let summary = Summary::new(file, sections, update.state == JobState::Done);
    writer.write(&summary, &mut out).map_err(|error| out.stop(error))?;
    out.finish(true)?;
    match &update.state {
        JobState::Faulted(fault) => Err(args.input.fault(fault)),
        JobState::Failed(caught) => {
            let what = format!("“{}” was not scanned to its end", args.input.shown());
            Err(CommandEnd::Says(super::failed(&what, caught)))
        }
        _ => Ok(()),
    }
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
