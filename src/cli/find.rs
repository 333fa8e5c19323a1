//! `gander find`: lists or counts the matches of a pattern, by the same search as the window's.

use super::out::Out;
use super::progress::ProgressLine;
use super::{CommandEnd, Input, go_on, matches};
use crate::args::LogTo;
use crate::base::panics::CaughtPanic;
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec, Update};
use crate::messages::Text;
use crate::scan::Finding;
use crate::scan::plan::PassId;
use crate::search::{Matches, Pattern, PatternKind, Query, Search};
use crate::source::Snapshot;
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

#[derive(Args)]
pub(super) struct FindArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// What to look for: a regular expression, if nothing else is said
    pattern: String,
    /// Every character stands for itself
    #[arg(long, conflicts_with_all = ["regex", "hex"])]
    fixed: bool,
    /// A regular expression, in the syntax of Rust's regex crate
    #[arg(long, conflicts_with = "hex")]
    regex: bool,
    /// Bytes as hexadecimal pairs, ? for any digit: 48 8B ?? ?D
    #[arg(long)]
    hex: bool,
    /// Letters match in either case
    #[arg(short = 'i', long)]
    ignore_case: bool,
    /// Only whole words
    #[arg(short = 'w', long)]
    word: bool,
    /// Print how many matches there are
    #[arg(long, conflicts_with_all = ["count_rows", "form"])]
    count: bool,
    /// Print how many rows hold a match
    #[arg(long, conflicts_with = "form")]
    count_rows: bool,
    /// The answer's format: rows with their numbers, or one object a match
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: FindFormat,
    /// Stop after so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FindFormat {
    Text,
    Jsonl,
}

impl FindArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }

    /// What a panic means for the answer.
    pub(super) fn failed(&self, caught: &CaughtPanic) -> CommandEnd {
        let what = format!("“{}” was not searched to its end", self.input.shown());
        CommandEnd::Says(super::failed(&what, caught))
    }

    /// How many are wanted at most.
    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(u64::MAX)
    }

    fn pattern(&self) -> Pattern {
        let kind = match (self.fixed, self.hex) {
            (true, _) => PatternKind::Fixed,
            (_, true) => PatternKind::Hex,
            _ => PatternKind::Regex,
        };
        let text = self.pattern.clone();
        Pattern { text, kind, ignore_case: self.ignore_case, whole_word: self.word }
    }
}

pub(super) fn run(args: &FindArgs) -> Result<(), CommandEnd> {
    let source = args.input.open()?;
    let snapshot = source.snapshot();
    let counts_hits = args.count || args.form == FindFormat::Jsonl && !args.count_rows;
    let encoding = args.input.encoding(&snapshot);
    let search = Search::new(&Query::of(args.pattern()), encoding, counts_hits);
    let search = Arc::new(search.map_err(|why| CommandEnd::Says(format!("{}.", why.in_english())))?);
    let mut out = Out::open(args.output.as_deref(), Some(&snapshot), args.input.path())?;
    let limit = args.limit();
    if !args.count && !args.count_rows {
        let (n, n_gave_up, stop) = matches::print(args, &search, encoding, &snapshot, &mut out)?;
        out.finish(true)?;
        return stop.map_or_else(|| end(n, n_gave_up), Err);
    }
    let (update, found) = count(args, &search, &snapshot)?;
    let n = if args.count { found.n_hits() } else { found.n_rows() }.min(limit);
    writeln!(out, "{n}").map_err(|error| out.stop(error))?;
    out.finish(true)?;
    match &update.state {
        JobState::Faulted(fault) if n < limit => Err(args.input.fault(fault)),
        JobState::Failed(caught) if n < limit => Err(args.failed(caught)),
        _ => end(n, found.n_gave_up()),
    }
}

/// How the command ends that found so many.
fn end(n: u64, n_gave_up: u64) -> Result<(), CommandEnd> {
    if n_gave_up > 0 {
        let lines = Text::new("count-lines").with("n", n_gave_up).in_english();
        return Err(CommandEnd::Says(format!(
            "the pattern took too long in {lines}; what it found before counts"
        )));
    }
    if n == 0 { Err(CommandEnd::No) } else { Ok(()) }
}

/// Follows the search to its end, or until enough was found.
fn count(
    args: &FindArgs,
    search: &Arc<Search>,
    snapshot: &Snapshot,
) -> Result<(Update, Arc<Matches>), CommandEnd> {
    let engine = Engine::new(args.input.common.threads, false, Arc::new(|| ()))?;
    let scans = vec![Arc::<Search>::clone(search) as crate::scan::ScanRef];
    let spec = Spec { pass: PassId::Search, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    let job: Job = engine.start(snapshot, spec);
    let mut line = ProgressLine::new();
    loop {
        go_on()?;
        let Some(update) = job.update_within(Duration::from_millis(100)) else { continue };
        let is_over = update.state != JobState::Running;
        if !is_over {
            line.show(update.progress.done, update.progress.of);
        }
        let found = update.findings.iter().find_map(|finding| match finding {
            Finding::Matches(matches) => Some(Arc::clone(matches)),
            _ => None,
        });
        let found = found.unwrap_or_default();
        let n = if args.count { found.n_hits() } else { found.n_rows() };
        if is_over || args.limit.is_some_and(|limit| n >= limit) {
            return Ok((update, found));
        }
    }
}
