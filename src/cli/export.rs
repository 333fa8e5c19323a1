//! `gander export`: a table's rows in another format: all or those that a filter wants, in file order or
//! sorted by a column, with all columns or some.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::table::{Rfc4180, TableStream};
use super::{CommandEnd, Input, json_text, not_built, sorted, table_flags};
use crate::args::LogTo;
use crate::format::delimited::{Row, TableLayout};
use crate::scan::columns::{CellCheck, ColumnType, TypedCell};
use crate::table::filter::Filter;
use clap::{Args, ValueEnum};
use std::borrow::Cow;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    input: Input,
    /// Only these columns, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    columns: Vec<String>,
    /// Only rows of which this is true: amount >= 100 and city != "Oslo"
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// In the order of this column's values; COL:desc is the reverse
    #[arg(long, value_name = "COL[:desc]")]
    sort: Option<String>,
    /// The answer's format
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum)]
    form: ExportFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    Csv,
    Tsv,
    Jsonl,
    Parquet,
}

impl ExportArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &ExportArgs) -> Result<(), CommandEnd> {
    if args.form == ExportFormat::Parquet {
        return not_built("the format “parquet”");
    }
    // The types of columns follow from all of it.
    let mut flow = Flow::open_whole(&args.input)?;
    let encoding = flow.encoding(false)?;
    flow.set_unit(encoding.unit())?;
    let table = table_flags::layout(&flow, encoding)?;
    let export = Export::new(args, &table)?;
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let columns = table_flags::columns(&flow, &table)?;
    let n_rows = columns.as_ref().map_or(0, |columns| columns.facts.rows);
    let checks = columns.map(|columns| columns.checks()).unwrap_or_default();
    let mut printer = Printer { flow, encoding, out };
    let print = |printer: &mut Printer<'_>| export.print(printer, &table, (n_rows, &checks));
    print(&mut printer)?;
    printer.finish(print)
}

/// What is exported.
struct Export {
    form: ExportFormat,
    /// The columns' numbers, in the order of the answer.
    columns: Vec<usize>,
    filter: Option<Filter>,
    /// The column to sort by, and whether in reverse.
    sort: Option<(usize, bool)>,
}

impl Export {
    fn new(args: &ExportArgs, table: &TableLayout) -> Result<Self, CommandEnd> {
        let column = |name: &str| {
            let found = TableLayout::column_named(&table.names, name);
            found.ok_or_else(|| CommandEnd::Says(no_column(name, table)))
        };
        let columns = match &args.columns[..] {
            [] => (0..table.names.len()).collect(),
            some => some.iter().map(|name| column(name)).collect::<Result<_, _>>()?,
        };
        let filter = args.filter.as_deref().map(|text| Filter::parse(text, &table.names)).transpose();
        let filter =
            filter.map_err(|error| CommandEnd::Says(format!("--where: {}", error.message().in_english())))?;
        let sort = args.sort.as_deref().map(|text| match text.rsplit_once(':') {
            Some((name, order)) if order.eq_ignore_ascii_case("desc") => Ok((column(name)?, true)),
            Some((name, order)) if order.eq_ignore_ascii_case("asc") => Ok((column(name)?, false)),
            _ => Ok::<_, CommandEnd>((column(text)?, false)),
        });
        Ok(Self { form: args.form, columns, filter, sort: sort.transpose()? })
    }

    fn print(
        &self,
        printer: &mut Printer<'_>,
        table: &TableLayout,
        (n_rows, checks): (u64, &[CellCheck]),
    ) -> Result<(), CommandEnd> {
        let mut writer = ExportWriter {
            export: self,
            checks,
            names: &table.names,
            csv: Rfc4180::default(),
            line: String::new(),
        };
        writer.head(printer, table)?;
        if let Some((column, is_reverse)) = self.sort {
            let wants = |row: &Row<'_>| self.wants(row, checks);
            let check = checks.get(column).copied();
            let rows = sorted::rows(printer, table, (column, check), is_reverse, (n_rows, wants))?;
            return rows.each(printer, table, |printer, row| writer.row(printer, row));
        }
        TableStream::each_row(printer, table, |printer, row, _| match self.wants(row, checks) {
            true => writer.row(printer, row),
            false => Ok(()),
        })
    }

    fn wants(&self, row: &Row<'_>, checks: &[CellCheck]) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(row, checks))
    }
}

fn no_column(name: &str, table: &TableLayout) -> String {
    const MOST: usize = 10;
    let mut known = table.names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if table.names.len() > MOST {
        known.push_str(" and others");
    }
    format!("there is no column “{name}”; there are {known}")
}

/// Writes rows in the answer's format.
struct ExportWriter<'a> {
    export: &'a Export,
    checks: &'a [CellCheck],
    names: &'a [String],
    csv: Rfc4180,
    line: String,
}

impl ExportWriter<'_> {
    fn head(&mut self, printer: &mut Printer<'_>, table: &TableLayout) -> Result<(), CommandEnd> {
        let names = || self.export.columns.iter().map(|&nr| table.names[nr].as_bytes());
        match self.export.form {
            ExportFormat::Csv if table.dialect.n_header > 0 => printer.write(self.csv.line(names())),
            ExportFormat::Tsv if table.dialect.n_header > 0 => printer.write(self.csv.tabbed(names())),
            _ => Ok(()),
        }
    }

    fn row(&mut self, printer: &mut Printer<'_>, row: &Row<'_>) -> Result<(), CommandEnd> {
        match self.export.form {
            ExportFormat::Jsonl => {
                self.push_json(row);
                printer.write(self.line.as_bytes())
            }
            ExportFormat::Tsv => {
                let (columns, checks) = (&self.export.columns, self.checks);
                printer.write(self.csv.tabbed(columns.iter().map(|&nr| plain(row, nr, checks))))
            }
            ExportFormat::Csv | ExportFormat::Parquet => {
                let (columns, checks) = (&self.export.columns, self.checks);
                printer.write(self.csv.line(columns.iter().map(|&nr| plain(row, nr, checks))))
            }
        }
    }

    fn push_json(&mut self, row: &Row<'_>) {
        let line = &mut self.line;
        line.clear();
        line.push('{');
        for (i, &nr) in self.export.columns.iter().enumerate() {
            if i > 0 {
                line.push(',');
            }
            json_text::push_string(line, self.names[nr].as_bytes());
            line.push(':');
            // A cell that is lacking has no value, one that is empty has none but in columns of text.
            let Some(value) = row.value(nr) else {
                line.push_str("null");
                continue;
            };
            let typed = self.checks.get(nr).map_or(TypedCell::Text(&value), |check| check.read(&value));
            let is_text = self.checks.get(nr).is_none_or(|check| check.kind() == ColumnType::Text);
            match typed {
                TypedCell::Empty if is_text => line.push_str("\"\""),
                TypedCell::Empty => line.push_str("null"),
                TypedCell::Boolean(is_true) => line.push_str(if is_true { "true" } else { "false" }),
                TypedCell::Number(number) => push_number(line, number),
                TypedCell::Time(moment) => json_text::push_string(line, moment.to_string().as_bytes()),
                TypedCell::Text(text) => json_text::push_string(line, text),
            }
        }
        line.push_str("}\n");
    }
}

/// Appends a number as JSON has them: without a plus, with digits on both sides of a point.
fn push_number(line: &mut String, number: &[u8]) {
    let number = String::from_utf8_lossy(number);
    let number = number.strip_prefix('+').unwrap_or(&number);
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    line.push_str(sign);
    if rest.starts_with('.') {
        line.push('0');
    }
    match rest.split_once('.') {
        Some((whole, fraction)) if !fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            line.push_str(whole);
            line.push_str(fraction);
        }
        _ => line.push_str(rest),
    }
}

/// A cell's text, dates in ISO 8601.
fn plain<'a>(row: &'a Row<'_>, nr: usize, checks: &[CellCheck]) -> Cow<'a, [u8]> {
    let value = row.value(nr).unwrap_or_default();
    let Some(check) = checks.get(nr).filter(|check| check.kind().is_time()) else { return value };
    match check.read(&value) {
        TypedCell::Time(moment) => Cow::Owned(moment.to_string().into_bytes()),
        _ => value,
    }
}
