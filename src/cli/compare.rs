//! `gander compare`: where two files differ.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, go_on};
use crate::args::LogTo;
use crate::compare::{CompareError, Difference, DifferenceKind, compare, compare_aligned};
use crate::format::encoding::Encoding;
use crate::source::{Fault, FaultKind, Snapshot, Source, Standing};
use clap::{Args, ValueEnum};
use rayon::ThreadPool;
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// How often a second file that is touched meanwhile is read.
const MOST_READS: usize = 3;

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
    form: CompareFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    Text,
    Jsonl,
}

impl CompareArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
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
    let other = Source::open(&args.other, args.input.common.io.into())?;
    let mut other = other.snapshot();
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    if let Some(target) = &args.output {
        crate::source::refuse_input(target, other.stat(), Some(args.other.as_path()))?;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.input.common.threads).build();
    let pool = pool.map_err(|error| CommandEnd::Says(error.to_string()))?;
    let n_found = Cell::new(0);
    let mut printer = Printer { flow, encoding: Encoding::default(), out };
    list(args, &mut printer, &other, &pool).map(|n| n_found.set(n))?;
    let printed = printer.out.digest();
    for nr in 0.. {
        match other.verify_whole().map_err(|fault| args.other_fault(&fault))? {
            Standing::Unchanged => break,
            Standing::Touched if nr < MOST_READS => {}
            Standing::Touched => return Err(args.other_fault(&Fault::new(FaultKind::Changed, other.span()))),
        }
        // Read once more at its new times, it has to be what it was.
        other = other.restated().map_err(CommandEnd::Write)?;
        let flow = Flow::open_whole(&args.input)?;
        let mut again = Printer { flow, encoding: Encoding::default(), out: Out::digest_only() };
        list(args, &mut again, &other, &pool)?;
        if again.out.digest() != printed {
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
    let found = |one: Difference| {
        go_on()?;
        // Whether there are any is known all the same.
        n += 1;
        if n <= most {
            printer.write(line(args.form, &one).as_bytes())?;
        }
        Ok(n < most)
    };
    let both = (&first, other);
    let done = if args.align { compare_aligned(both, found) } else { compare(both, pool, found) };
    done.map_err(|error| match error {
        CompareError::A(fault) => args.input.fault(&fault),
        CompareError::B(fault) => args.other_fault(&fault),
        CompareError::Out(end) => end,
    })?;
    Ok(n)
}

fn line(form: CompareFormat, one: &Difference) -> String {
    let Difference { kind, a, b } = one;
    match form {
        CompareFormat::Jsonl => format!(
            "{{\"kind\": \"{}\", \"a\": {}, \"a_length\": {}, \"b\": {}, \"b_length\": {}}}\n",
            kind.name(),
            a.start.0,
            a.len(),
            b.start.0,
            b.len()
        ),
        CompareFormat::Text => {
            let n = a.len().max(b.len());
            let bytes = if n == 1 { "byte" } else { "bytes" };
            match kind {
                DifferenceKind::Changed if a == b => format!("{:x}: {n} {bytes} changed\n", a.start.0),
                DifferenceKind::Changed => {
                    let (from, to) = (a.len(), b.len());
                    format!("{:x} | {:x}: {from} changed to {to} bytes\n", a.start.0, b.start.0)
                }
                DifferenceKind::OnlyA => format!("{:x}: {n} {bytes} only in the first file\n", a.start.0),
                DifferenceKind::OnlyB => format!("{:x}: {n} {bytes} only in the second file\n", b.start.0),
            }
        }
    }
}
