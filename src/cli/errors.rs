//! `gander errors`: rows of a table that are not as they should be, with their places and why.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::table::TableStream;
use super::{CommandEnd, Input, ListFormat, table_flags};
use crate::args::LogTo;
use crate::base::counts::BLOCK;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::{Problem, TableLayout};
use crate::format::json_text;
use crate::scan::columns::{CellCheck, row_problems};
use clap::Args;
use std::cell::Cell;
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct ErrorsArgs {
    #[command(flatten)]
    input: Input,
    /// The answer's format: a sentence, or one object an error
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: ListFormat,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl ErrorsArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &ErrorsArgs) -> Result<(), CommandEnd> {
    // The types of columns follow from all of it.
    let mut flow = Flow::open_whole(&args.input)?;
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let encoding = flow.encoding(false)?;
    flow.set_unit(encoding.unit())?;
    let table = table_flags::layout(&mut flow, encoding)?;
    let checks = match table_flags::columns(&flow, &table)? {
        Some(columns) => columns.checks(),
        None => Vec::new(),
    };
    let mut printer = Printer { flow, encoding, out };
    let n_errors = Cell::new(0);
    let print = |printer: &mut Printer<'_>| list(args, printer, &table, &checks).map(|n| n_errors.set(n));
    print(&mut printer)?;
    printer.finish(print)?;
    if n_errors.get() > 0 { Err(CommandEnd::No) } else { Ok(()) }
}

/// Prints what is wrong, in file order; how much that is.
fn list(
    args: &ErrorsArgs,
    printer: &mut Printer<'_>,
    table: &TableLayout,
    checks: &[CellCheck],
) -> Result<u64, CommandEnd> {
    let mut line = 1 + lines_before(printer, table)?;
    let mut stream = TableStream::new(table, None);
    let mut reader = table.reader();
    let (mut row_nr, mut n, mut text) = (0, 0, String::new());
    let most = args.limit.unwrap_or(u64::MAX);
    while n < most
        && let Some(record) = stream.next(printer)?
    {
        row_nr += 1;
        let bytes = stream.bytes(&record);
        let row = reader.read(bytes);
        let has_values = row_nr > u64::from(table.dialect.n_header);
        for problem in row_problems(&row, table.names.len(), if has_values { checks } else { &[] }) {
            if n == most {
                break;
            }
            n += 1;
            // In another encoding a cell's place is not that of its text.
            let inside = if table.encoding.is_utf8() { problem.at } else { 0 };
            let at = printer.flow.input.in_file(record.span.start + len_u64(inside));
            let lines_inside =
                if table.encoding.is_utf8() { line_ends(&bytes[..inside.min(bytes.len())]) } else { 0 };
            let place = ErrorPlace { row: row_nr, line: line + lines_inside, at };
            text.clear();
            push(&mut text, args.form, &place, &problem);
            printer.write(text.as_bytes())?;
        }
        line += match table.dialect.unit.width() {
            1 => line_ends(bytes),
            _ => len_u64(table.dialect.unit.line_feeds(bytes).count()),
        };
    }
    Ok(n)
}

/// Where an error is.
struct ErrorPlace {
    row: u64,
    line: u64,
    at: Offset,
}

fn push(out: &mut String, form: ListFormat, place: &ErrorPlace, problem: &Problem) {
    let ErrorPlace { row, line, at } = place;
    let (column, message) = (problem.column + 1, problem.kind.message().in_english());
    // Writing to a string can't fail.
    let _ = match form {
        ListFormat::Text => {
            writeln!(out, "row {row}, line {line}, byte {}, column {column}: {message}", at.0)
        }
        ListFormat::Jsonl => {
            let _ = write!(
                out,
                "{{\"kind\": \"{}\", \"row\": {row}, \"line\": {line}, \"offset\": {}, \"column\": {column}, \"message\": ",
                problem.kind.id(),
                at.0
            );
            json_text::push_string(out, message.as_bytes());
            out.write_str("}\n")
        }
    };
}

fn line_ends(bytes: &[u8]) -> u64 {
    len_u64(memchr::memchr_iter(b'\n', bytes).count())
}

/// How many lines end before the table.
fn lines_before(printer: &Printer<'_>, table: &TableLayout) -> Result<u64, CommandEnd> {
    let before = Span::at(Offset::ZERO, table.dialect.start);
    let count = |bytes: &[u8]| len_u64(table.dialect.unit.line_feeds(bytes).count());
    let counts = before.pieces(BLOCK).map(|piece| printer.flow.snapshot().read_copy(piece, count));
    counts.sum::<Result<u64, _>>().map_err(|fault| printer.flow.input.fault(&fault))
}
