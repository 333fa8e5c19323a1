//! `gander rows`: a file's rows, from any to any, streamed in bounded memory.

use super::flow::Flow;
use super::out::Out;
use super::printer::{Printer, RowRange};
use super::{CommandEnd, Input, hex, table, table_flags, text};
use crate::args::LogTo;
use crate::format::encoding::Encoding;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct RowsArgs {
    #[command(flatten)]
    input: Input,
    /// The first row, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    from: u64,
    /// How many rows at most
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// As what the bytes are cut into rows
    #[arg(long, value_enum, default_value = "text")]
    view: View,
    /// The answer's format
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: RowsFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum View {
    Text,
    Table,
    Hex,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowsFormat {
    Jsonl,
    Csv,
    Text,
}

impl RowsFormat {
    fn of_records(self) -> table::Form {
        match self {
            Self::Jsonl => table::Form::Jsonl,
            Self::Csv => table::Form::Csv,
            Self::Text => table::Form::Own,
        }
    }
}

impl RowsArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &RowsArgs) -> Result<(), CommandEnd> {
    let rows = RowRange { from: args.from - 1, count: args.count.unwrap_or(u64::MAX) };
    if args.form == RowsFormat::Csv && args.view != View::Table {
        return Err(CommandEnd::Says("“-f csv” is for the rows of a table: say “--view table”, too".into()));
    }
    let mut flow =
        if args.view == View::Table { Flow::open_unbound(&args.input)? } else { Flow::open(&args.input)? };
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let encoding = match args.view {
        View::Text | View::Table => flow.encoding(false)?,
        View::Hex => Encoding::default(),
    };
    flow.set_unit(encoding.unit())?;
    let table = match args.view {
        View::Table => Some(table_flags::layout(&mut flow, encoding)?),
        View::Text | View::Hex => None,
    };
    flow.bound();
    let mut printer = Printer { flow, encoding, out };
    let print = |printer: &mut Printer<'_>| match (args.view, args.form) {
        (View::Table, form) if let Some(layout) = &table => {
            table::print(printer, layout, rows, form.of_records())
        }
        (View::Hex, RowsFormat::Jsonl) => hex::jsonl(printer, rows),
        (View::Hex, _) => hex::text(printer, rows),
        (_, RowsFormat::Jsonl) => text::jsonl(printer, rows),
        _ => text::text(printer, rows),
    };
    print(&mut printer)?;
    printer.finish(print)
}
