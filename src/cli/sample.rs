//! `gander sample`: files to try things on.

use super::out::Out;
use super::progress::ProgressLine;
use super::{CommandEnd, INTERRUPTED};
use crate::args::{self, LogTo};
use crate::base::human;
use crate::sample::{self, SampleKind};
use clap::Args;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

#[derive(Args)]
pub(super) struct SampleArgs {
    /// log, table, json or binary
    #[arg(value_parser = args::kind)]
    kind: SampleKind,
    /// Its size at most, such as 1GiB
    #[arg(long, value_parser = human::parse_size)]
    size: u64,
    /// Another number, another sample
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write it here
    #[arg(short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    log: LogTo,
}

impl SampleArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        (&self.log, &[])
    }
}

pub(super) fn run(args: &SampleArgs) -> Result<(), CommandEnd> {
    let mut out = Out::open(args.output.as_deref(), None, None)?;
    let mut line = ProgressLine::new();
    let mut progress = |done| {
        line.show(done, args.size);
        !INTERRUPTED.load(Ordering::Acquire)
    };
    let written = sample::write(args.kind, args.size, args.seed, &mut out, &mut progress);
    drop(line);
    match written {
        Ok(_) => out.finish(false),
        Err(error) if error.kind() == ErrorKind::Interrupted => Err(CommandEnd::Interrupted),
        Err(error) => Err(out.stop(error)),
    }
}
