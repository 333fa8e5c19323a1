//! `gander diff`: what differs between two summaries.

use super::out::Out;
use super::{CommandEnd, Input, go_on, summary};
use crate::args::LogTo;
use crate::messages::Text;
use crate::source::{Snapshot, Source};
use crate::summary::diff::check::Condition;
use crate::summary::diff::saved::{NotASummary, Saved, begins_as_summary};
use crate::summary::diff::{DIFF_WRITERS, Diff, DiffWriter, diff_writer};
use crate::summary::{Json, Writer};
use clap::Args;
use std::path::{Path, PathBuf};

/// Bytes of a saved summary at most: ten times what a table of 10,000 columns takes.
const MOST_BYTES: u64 = 512 << 20;

/// What --help says beside the options.
const HELP: &str = "\
FILE and OTHER, or A and B, are saved summaries: what “gander summary FILE -o A.json” has written. A file that is
none is summarised first, with the options above; one whose name ends in .json has to be one, unless --files is given.

Exit status: 0 if nothing differs, 1 if something does, 2 if that could not be found out. With --fail-if, 1 if one of
the conditions holds, and 0 if none does, whatever else differs.

A condition compares a figure with > >= < <= == != and a number, a percentage, a 'text', true, false or null. The
answer has the paths of figures: lines.count, columns.amount.mean, columns.'unit price'.type, columns.added,
differences. Behind a path: .changed, .rose, .fell (how much: > 5%, >= 10; alone, at all), .a and .b (the figure in A,
in B; without either that in B), .came, .went, .moved, .renamed, and .drift (how far distributions are apart, from 0
to 1). Conditions are joined by and, or, not and parentheses.

For example:
  gander diff before.json after.json --fail-if 'columns.amount.mean.changed > 5%'
  gander diff before.json today.csv -f html -o diff.html \\
      --fail-if 'columns.removed or columns.retyped' --fail-if 'lines.count.fell > 10%'";

#[derive(Args)]
#[command(after_long_help = HELP)]
pub(super) struct DiffArgs {
    #[command(flatten)]
    input: Input,
    /// The other summary, or file
    other: PathBuf,
    /// Summarise A and B, whatever they are
    #[arg(long)]
    files: bool,
    /// The answer's format: md, json or html
    #[arg(short = 'f', long = "as", value_name = "FORMAT", default_value = "md", value_parser = writer)]
    form: usize,
    /// End with status 1 if this holds, and only then; may be given several times
    #[arg(long, value_name = "CONDITION")]
    fail_if: Vec<String>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// The value of `-f`: the place of its writer among [`DIFF_WRITERS`].
fn writer(id: &str) -> Result<usize, String> {
    let known: Vec<_> = DIFF_WRITERS.iter().map(|writer| writer.id()).collect();
    let found = diff_writer(id).and_then(|_| known.iter().position(|&known| known == id));
    found.ok_or_else(|| format!("there are the formats {}", known.join(", ")))
}

impl DiffArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

/// A summary that is compared.
struct Side {
    name: String,
    path: PathBuf,
    snapshot: Snapshot,
    saved: Saved,
}

pub(super) fn run(args: DiffArgs) -> Result<(), CommandEnd> {
    let DiffArgs { input, other, files, form, fail_if, output } = args;
    if other == Path::new("-") {
        return Err(CommandEnd::Says("standard input can be the first file alone".into()));
    }
    let conditions = fail_if
        .iter()
        .map(|text| Condition::parse(text).map_err(|error| CommandEnd::from(error.message(text))));
    let conditions: Vec<Condition> = conditions.collect::<Result<_, _>>()?;
    let a = read(&input, files)?;
    let input = Input { file: other, ..input };
    let b = read(&input, files)?;
    let mut diff = Diff::of((&a.name, &a.saved), (&b.name, &b.saved));
    for (condition, text) in conditions.iter().zip(&fail_if) {
        let checked = condition.check((&a.saved, &b.saved), &diff);
        let checked = checked.map_err(|error| CommandEnd::from(error.message(text)))?;
        diff.checks.push(checked);
    }
    let mut out = Out::open(output.as_deref(), Some(&a.snapshot), Some(&a.path))?;
    if let Some(target) = &output {
        crate::source::refuse_input(target, b.snapshot.stat(), Some(&b.path))?;
    }
    let writer: &dyn DiffWriter = DIFF_WRITERS[form];
    writer.write(&diff, &mut out).map_err(|error| out.stop(error))?;
    out.finish(true)?;
    let is_no = if fail_if.is_empty() { !diff.is_empty() } else { diff.failed().next().is_some() };
    if is_no { Err(CommandEnd::No) } else { Ok(()) }
}

/// Reads a saved summary, or summarises a file.
fn read(input: &Input, is_file: bool) -> Result<Side, CommandEnd> {
    let mut source = input.open()?;
    let snapshot = source.snapshot();
    let is_named_so = input.ending().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let is_saved = !is_file && (is_named_so || begins_as_summary(snapshot.head()));
    let saved = if is_saved { saved(input, &snapshot) } else { summarised(input, &mut source) }?;
    Ok(Side { name: input.shown(), path: input.file.clone(), snapshot, saved })
}

fn saved(input: &Input, snapshot: &Snapshot) -> Result<Saved, CommandEnd> {
    let refused = |why: &Text| {
        let why = why.in_english();
        CommandEnd::Says(format!(
            "“{}” is no summary: {why}; with --files it is summarised itself",
            input.shown()
        ))
    };
    if snapshot.len() > MOST_BYTES {
        return Err(refused(&Text::new("saved-too-large")));
    }
    let read = snapshot.read_copy(snapshot.span(), Saved::read).map_err(|fault| input.fault(&fault))?;
    go_on()?;
    read.map_err(|NotASummary(why)| refused(&why))
}

/// The summary of a file, as it would be saved.
fn summarised(input: &Input, source: &mut Source) -> Result<Saved, CommandEnd> {
    let (summary, state) = summary::summarise(input, &[], false, source)?;
    summary::settled(input, &state)?;
    let mut json = Vec::new();
    Json.write(&summary, &mut json)?;
    Saved::read(&json).map_err(|NotASummary(why)| why.into())
}
