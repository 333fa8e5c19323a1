//! `gander export`: a table's rows in another format: all or those that a filter wants, in file order or
//! sorted by a column, with all columns or some.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, go_on, table_flags};
use crate::args::LogTo;
use crate::format::delimited::TableLayout;
use crate::scan::Finding;
use crate::scan::columns::{CellCheck, ColumnTypes, TypeWish, types_scan};
use crate::scan::order::{MOST_COLUMNS, RowPlace, SortColumn, SortRuns, order_scan};
use crate::scan::plan::PassId;
use crate::scan::rows::{RowTest, TableRow};
use crate::table::export::{ExportError, ExportForm, ExportRows, TableExport, checks_of, type_wishes};
use crate::table::filter::Filter;
use crate::table::order::{OrderError, RowOrder, spilling};
use crate::table::parts::parts;
use clap::{Args, ValueEnum};
use rayon::ThreadPool;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// In the order of this column's values, of those that are alike by the next; COL:desc is the reverse
    #[arg(long, value_name = "COL[:desc]", value_delimiter = ',')]
    sort: Vec<String>,
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
    // The types of columns follow from all of it.
    let mut flow = Flow::open_whole(&args.input)?;
    let encoding = flow.encoding(false)?;
    flow.set_unit(encoding.unit())?;
    let table = table_flags::layout(&mut flow, encoding)?;
    let wanted = Wanted::new(args, &table)?;
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let pool = args.input.pool()?;
    let scan = Arc::new(types_scan(table.clone(), wanted.type_wishes(table.names.len())));
    let types = table_flags::scan_table(&flow, PassId::Summary, scan, |finding| match finding {
        Finding::Types(types) => Some(Arc::clone(types)),
        _ => None,
    });
    let types = types?.unwrap_or_default();
    let mut printer = Printer { flow, encoding, out };
    let print = |printer: &mut Printer<'_>| wanted.print(printer, &table, &types, &pool);
    print(&mut printer)?;
    printer.finish(print)
}

/// What is exported.
struct Wanted {
    form: ExportForm,
    /// The columns' numbers, in the order of the answer.
    columns: Vec<usize>,
    filter: Option<Arc<Filter>>,
    /// The columns to sort by, and whether in reverse.
    sort: Vec<(usize, bool)>,
}

impl Wanted {
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
        let sort = args.sort.iter().map(|text| match text.rsplit_once(':') {
            Some((name, order)) if order.eq_ignore_ascii_case("desc") => Ok((column(name)?, true)),
            Some((name, order)) if order.eq_ignore_ascii_case("asc") => Ok((column(name)?, false)),
            _ => Ok::<_, CommandEnd>((column(text)?, false)),
        });
        let sort: Vec<_> = sort.collect::<Result<_, _>>()?;
        if sort.len() > MOST_COLUMNS {
            return Err(CommandEnd::Says(format!("--sort: at most {MOST_COLUMNS} columns")));
        }
        let form = match args.form {
            ExportFormat::Csv => ExportForm::Csv,
            ExportFormat::Tsv => ExportForm::Tsv,
            ExportFormat::Jsonl => ExportForm::Jsonl,
            ExportFormat::Parquet => ExportForm::Parquet,
        };
        Ok(Self { form, columns, filter: filter.map(Arc::new), sort })
    }

    /// What has to be known of the columns' types.
    fn type_wishes(&self, n_columns: usize) -> Vec<TypeWish> {
        let mut wishes = type_wishes(self.form, n_columns, &self.columns);
        let filtered = self.filter.as_ref().map(|filter| filter.columns()).unwrap_or_default();
        for nr in self.sort.iter().map(|(nr, _)| *nr).chain(filtered) {
            wishes[nr] = TypeWish::All;
        }
        wishes
    }

    fn wants(&self, checks: &Arc<[CellCheck]>) -> Option<RowTest> {
        let (filter, checks) = (Arc::clone(self.filter.as_ref()?), Arc::clone(checks));
        Some(Arc::new(move |row: &TableRow<'_>| filter.holds(row.row, &checks)))
    }

    fn print(
        &self,
        printer: &mut Printer<'_>,
        table: &TableLayout,
        types: &ColumnTypes,
        pool: &ThreadPool,
    ) -> Result<(), CommandEnd> {
        let export = TableExport {
            form: self.form,
            layout: Arc::new(table.clone()),
            snapshot: printer.flow.snapshot().clone(),
            columns: self.columns.clone(),
            kinds: Arc::clone(&types.kinds),
            checks: checks_of(&types.kinds),
            wants: self.wants(&checks_of(&types.kinds)),
            guards_formulas: false,
        };
        let order = if self.sort.is_empty() { None } else { Some(self.order(printer, &export, pool)?) };
        let parts = parts(table, &types.part_starts, export.snapshot.len());
        let rows = order.as_ref().map_or(ExportRows::Parts(&parts), ExportRows::InOrder);
        let written = export.write(rows, pool, |bytes, _| {
            go_on()?;
            printer.write(bytes)
        });
        written.map(drop).map_err(|error| match error {
            ExportError::Fault(fault) => printer.flow.input.fault(&fault),
            ExportError::Out(end) => end,
            ExportError::Format(error) => CommandEnd::Says(format!("as Parquet: {error}")),
            ExportError::Spill(error) => not_held(&error),
        })
    }

    /// The rows in the order that is wanted.
    fn order(
        &self,
        printer: &Printer<'_>,
        export: &TableExport,
        pool: &ThreadPool,
    ) -> Result<RowOrder, CommandEnd> {
        if export.snapshot.len() > RowPlace::MOST_LEN {
            return Err(CommandEnd::Says("tables of more than a TiB can't be sorted".into()));
        }
        let by = self
            .sort
            .iter()
            .map(|&(column, is_descending)| SortColumn::of(column, is_descending, &export.checks));
        let by: Vec<_> = by.collect();
        let Some(scan) = order_scan(&export.layout, &by, export.wants.clone(), spilling()) else {
            return Ok(RowOrder::default());
        };
        let runs = |finding: &Finding| match finding {
            Finding::Sorted(runs) => Some(SortRuns::clone(runs)),
            _ => None,
        };
        let runs: Option<SortRuns> = table_flags::scan_table(&printer.flow, PassId::Sort, scan, runs)?;
        let Some(runs) = runs else { return Ok(RowOrder::default()) };
        let go_on = |_| go_on().is_ok();
        let order = pool.install(|| RowOrder::of(runs, &by, &export.layout, &export.snapshot, go_on));
        order.map_err(|error| match error {
            OrderError::Stopped => CommandEnd::Interrupted,
            OrderError::Fault(fault) => printer.flow.input.fault(&fault),
            OrderError::Spill(error) => not_held(&error),
        })
    }
}

/// What did not fit into memory could not be written or read again.
fn not_held(error: &std::io::Error) -> CommandEnd {
    CommandEnd::Says(format!("the temporary file of the order: {error}"))
}

fn no_column(name: &str, table: &TableLayout) -> String {
    const MOST: usize = 10;
    let mut known = table.names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if table.names.len() > MOST {
        known.push_str(" and others");
    }
    format!("there is no column “{name}”; there are {known}")
}
