//! `gander sniff`: what a file is, and the evidence.

use super::flow::Flow;
use super::out::Out;
use super::{CommandEnd, Input};
use crate::args::LogTo;
use crate::format::encoding::Encoding;
use crate::format::sniff::Verdict;
use crate::messages::Text;
use crate::source::samples;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct SniffArgs {
    #[command(flatten)]
    input: Input,
    /// The answer's format
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: SniffFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SniffFormat {
    Json,
    Text,
}

/// A longer pipe is judged by so many of its bytes.
const MOST_OF_A_PIPE: u64 = 16 << 20;

/// The answer; what only tables have is null for text.
#[derive(Serialize)]
struct SniffReport {
    format: &'static str,
    encoding: Option<&'static str>,
    confidence: &'static str,
    evidence: Vec<String>,
    misfit: Option<u64>,
    delimiter: Option<char>,
    quote: Option<char>,
    escape: Option<char>,
    header: Option<bool>,
    first_row: Option<u64>,
    terminator: Option<&'static str>,
}

impl SniffArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &SniffArgs) -> Result<(), CommandEnd> {
    let flow = Flow::open_up_to(&args.input, MOST_OF_A_PIPE)?;
    let snapshot = flow.snapshot();
    let verdict =
        if flow.is_live() { samples::sniff_beginning(snapshot) } else { samples::settled(snapshot, false) };
    let mut out = Out::open(args.output.as_deref(), Some(snapshot), args.input.path())?;
    let written = match args.form {
        SniffFormat::Json => json(&verdict, args.input.wanted_encoding(), &mut out),
        SniffFormat::Text => text(&verdict, args.input.wanted_encoding(), &mut out),
    };
    written.map_err(|error| out.stop(error))?;
    let whole = snapshot.verify_whole();
    out.finish(true)?;
    whole.map(drop).map_err(|fault| args.input.fault(&fault))
}

fn json(verdict: &Verdict, wanted: Option<Encoding>, out: &mut Out) -> io::Result<()> {
    let answer = SniffReport {
        format: if wanted.is_some() { "text" } else { verdict.format },
        encoding: wanted.or(verdict.encoding).map(Encoding::name),
        confidence: verdict.confidence.name(),
        evidence: verdict.evidence.iter().map(Text::in_english).collect(),
        misfit: verdict.misfit.map(|at| at.0),
        delimiter: None,
        quote: None,
        escape: None,
        header: None,
        first_row: None,
        terminator: verdict.terminator,
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")
}

fn text(verdict: &Verdict, wanted: Option<Encoding>, out: &mut Out) -> io::Result<()> {
    let format = if wanted.is_some() { "text" } else { verdict.format };
    match wanted.or(verdict.encoding) {
        Some(encoding) => write!(out, "{format}, {}", encoding.name())?,
        None => write!(out, "{format}")?,
    }
    if let Some(terminator) = verdict.terminator {
        write!(out, ", {terminator}")?;
    }
    let how_sure = if wanted.is_some() { "as asked" } else { verdict.confidence.name() };
    writeln!(out, " ({how_sure})")?;
    verdict.evidence.iter().try_for_each(|says| writeln!(out, "  {}", says.in_english()))
}
