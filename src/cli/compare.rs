//! `gander compare`: where two files differ.

use super::flow::Flow;
use super::out::Out;
use super::printer::{MOST_READS, Printer};
use super::{CommandEnd, Input, ListFormat, go_on};
use crate::args::LogTo;
use crate::compare::report::{self, ReportForm};
use crate::compare::{CompareError, CompareEvent, Difference, compare, compare_aligned};
use crate::format::encoding::Encoding;
use crate::source::{Fault, FaultKind, Snapshot, Standing};
use clap::Args;
use rayon::ThreadPool;
use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    input: Input,
    /// The other file
    other: PathBuf,
    /// Follow what was inserted and deleted
    #[arg(long)]
    align: bool,
    /// At most so many differences
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// The answer's format: a line or an object a difference
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: ListFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl CompareArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }

    fn broken(&self, error: &io::Error) -> CommandEnd {
        CommandEnd::Says(format!("“{}” could not be read to its end: {error}", self.other.display()))
    }

    fn other_fault(&self, fault: &Fault) -> CommandEnd {
        CommandEnd::Says(format!("“{}” was not read to its end: {fault}", self.other.display()))
    }
}

pub(super) fn run(args: &CompareArgs) -> Result<(), CommandEnd> {
    if args.other == Path::new("-") {
        return Err(CommandEnd::Says("standard input can be the first file alone".into()));
    }
    let flow = Flow::open_whole(&args.input)?;
    let other = args.input.open_other(&args.other)?;
    let mut other = other.snapshot();
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    if let Some(target) = &args.output {
        crate::source::refuse_input(target, other.stat(), Some(args.other.as_path()))?;
    }
    let pool = args.input.pool()?;
    let n_found = Cell::new(0);
    let mut printer = Printer { flow, encoding: Encoding::default(), out };
    list(args, &mut printer, &other, &pool).map(|n| n_found.set(n))?;
    let mut n_reads = 1;
    while other.verify_whole().map_err(|fault| args.other_fault(&fault))? == Standing::Touched {
        // Read once more at its new times, it has to be what it was.
        other = other.restated().map_err(|error| args.broken(&error))?;
        let shown = std::mem::replace(&mut printer.out, Out::digest_only());
        list(args, &mut printer, &other, &pool)?;
        let again = std::mem::replace(&mut printer.out, shown);
        n_reads += 1;
        if again.digest() != printer.out.digest() || n_reads > MOST_READS {
            return Err(args.other_fault(&Fault::new(FaultKind::Changed, other.span())));
        }
    }
    printer.finish(|printer| list(args, printer, &other, &pool).map(|n| n_found.set(n)))?;
    if n_found.get() > 0 { Err(CommandEnd::No) } else { Ok(()) }
}

/// Prints the differences, and says how many.
fn list(
    args: &CompareArgs,
    printer: &mut Printer<'_>,
    other: &Snapshot,
    pool: &ThreadPool,
) -> Result<u64, CommandEnd> {
    let first = printer.flow.snapshot().clone();
    let most = args.limit.unwrap_or(u64::MAX);
    let mut n = 0;
    let form = match args.form {
        ListFormat::Text => ReportForm::Text,
        ListFormat::Jsonl => ReportForm::Jsonl,
    };
    let tell = |event: CompareEvent| {
        go_on()?;
        let CompareEvent::Found(one) = event else { return Ok(n < most) };
        // Whether there are any is known all the same.
        n += 1;
        if n <= most {
            // Places in the whole file.
            let base = args.input.base();
            let one = Difference { a: one.a.moved_by(base), b: one.b.moved_by(base), ..one };
            printer.write(report::line(form, &one).as_bytes())?;
        }
        Ok(n < most)
    };
    let both = (&first, other);
    let done = if args.align { compare_aligned(both, tell) } else { compare(both, pool, tell) };
    done.map_err(|error| match error {
        CompareError::A(fault) => args.input.fault(&fault),
        CompareError::B(fault) => args.other_fault(&fault),
        CompareError::Out(end) => end,
    })?;
    Ok(n)
}
