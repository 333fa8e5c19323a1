//! `gander sniff`: what a file is, and the evidence.

use super::flow::Flow;
use super::out::Out;
use super::{CommandEnd, Input, table_flags};
use crate::args::LogTo;
use crate::base::units::len_u64;
use crate::format::delimited::{RecordForm, Terminator};
use crate::format::encoding::Encoding;
use crate::format::sniff::Verdict;
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
    delimiter: Option<String>,
    quote: Option<char>,
    escape: Option<char>,
    header: Option<bool>,
    first_row: Option<u64>,
    terminator: Option<&'static str>,
    columns: Option<u64>,
    header_rows: Option<u32>,
    comment: Option<char>,
    trims: Option<bool>,
    /// Where the table ends before the file does.
    end: Option<u64>,
    /// Further tables: where each starts and ends.
    tables: Option<Vec<(u64, u64)>>,
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
    let encoding = args.input.wanted_encoding().unwrap_or(verdict.reads_as());
    let is_text = verdict.encoding.is_some() || args.input.wanted_encoding().is_some();
    let table = || table_flags::detected(&args.input, snapshot, encoding, flow.is_live());
    let verdict = if is_text { verdict.with_table(table()) } else { verdict };
    let mut out = Out::open(args.output.as_deref(), Some(snapshot), args.input.path())?;
    let written = match args.form {
        SniffFormat::Json => json(&verdict, &args.input, &mut out),
        SniffFormat::Text => text(&verdict, &args.input, &mut out),
    };
    written.map_err(|error| out.stop(error))?;
    let whole = snapshot.verify_whole();
    out.finish(true)?;
    whole.map(drop).map_err(|fault| args.input.fault(&fault))
}

fn json(verdict: &Verdict, input: &Input, out: &mut Out) -> io::Result<()> {
    let (wanted, base) = (input.wanted_encoding(), input.base());
    let table = verdict.table.as_deref();
    // Lines of other forms have no delimiter, quotes or header.
    let dialect = table.map(|table| &table.dialect).filter(|dialect| dialect.form == RecordForm::Delimited);
    let of_table = table.into_iter().flat_map(|table| &table.evidence);
    let answer = SniffReport {
        format: format(verdict, wanted),
        encoding: wanted.or(verdict.encoding).map(Encoding::name),
        confidence: verdict.confidence.name(),
        evidence: verdict
            .evidence
            .iter()
            .chain(of_table)
            .map(|says| says.moved_by(base).in_english())
            .collect(),
        misfit: verdict.misfit.map(|at| (at + base).0),
        delimiter: dialect.map(|dialect| dialect.delimiter.iter().copied().map(char::from).collect()),
        quote: dialect.and_then(|dialect| dialect.quote).map(char::from),
        escape: dialect.and_then(|dialect| dialect.escape).map(char::from),
        header: dialect.map(|dialect| dialect.n_header > 0),
        first_row: table.map(|table| table.dialect.start + base),
        terminator: terminator(verdict),
        columns: table.map(|table| len_u64(table.n_columns)),
        header_rows: dialect.map(|dialect| dialect.n_header),
        comment: dialect.and_then(|dialect| dialect.comment).map(char::from),
        trims: dialect.map(|dialect| dialect.trims),
        end: dialect.and_then(|dialect| dialect.end).map(|end| end + base),
        tables: table.map(|table| {
            table.other_tables.iter().map(|(start, end)| (start + base, end.saturating_add(base))).collect()
        }),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")
}

fn text(verdict: &Verdict, input: &Input, out: &mut Out) -> io::Result<()> {
    let wanted = input.wanted_encoding();
    let format = format(verdict, wanted);
    match wanted.or(verdict.encoding) {
        Some(encoding) => write!(out, "{format}, {}", encoding.name())?,
        None => write!(out, "{format}")?,
    }
    if let Some(terminator) = terminator(verdict) {
        write!(out, ", {terminator}")?;
    }
    let how_sure = if wanted.is_some() { "as asked" } else { verdict.confidence.name() };
    writeln!(out, " ({how_sure})")?;
    let of_table = verdict.table.iter().flat_map(|table| &table.evidence);
    verdict
        .evidence
        .iter()
        .chain(of_table)
        .try_for_each(|says| writeln!(out, "  {}", says.moved_by(input.base()).in_english()))
}

/// In an encoding that is asked for, any bytes are text at least.
fn format(verdict: &Verdict, wanted: Option<Encoding>) -> &'static str {
    if wanted.is_some() && verdict.table.is_none() { "text" } else { verdict.format }
}

/// What lines end with: of a table, what records end with.
fn terminator(verdict: &Verdict) -> Option<&'static str> {
    let of_table =
        verdict.table.as_ref().filter(|table| table.dialect.terminator == Terminator::CarriageReturn);
    of_table.map_or(verdict.terminator, |_| Some("CR"))
}
