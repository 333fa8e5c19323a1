//! `gander export`: a table's rows in another format: all or those that a filter wants, in file order or
//! sorted by a column, with all columns or some.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, go_on, table_flags};
use crate::args::LogTo;
use crate::base::{RowNr, Span};
use crate::format::delimited::TableLayout;
use crate::index::records::part_starts;
use crate::scan::Finding;
use crate::scan::columns::{CellCheck, ColumnKinds, TypeWish, TypesCounter, types_scan};
use crate::scan::order::{MOST_COLUMNS, RowPlace, SortColumn, SortRuns, Sorting, order_scan};
use crate::scan::plan::PassId;
use crate::scan::records::RecordStarts;
use crate::scan::rows::{RowTest, TableRow};
use crate::table::export::{
    ExportError, ExportForm, ExportRows, TableExport, checks_of, is_alike, type_wishes,
};
use crate::table::filter::Filter;
use crate::table::order::{OrderError, RowOrder, spilling};
use crate::table::parts::parts;
use crate::table::sampled;
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
    let mut printer = Printer { flow, encoding, out };
    let print =
        |printer: &mut Printer<'_>| Exporting { wanted: &wanted, table: &table, pool: &pool }.print(printer);
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

    /// Wishes, and what has to be known of the types of columns that rows are sorted and filtered by.
    fn with_keys(&self, mut wishes: Vec<TypeWish>) -> Vec<TypeWish> {
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
}

/// An export under way.
struct Exporting<'a> {
    wanted: &'a Wanted,
    table: &'a TableLayout,
    pool: &'a ThreadPool,
}

impl Exporting<'_> {
    fn print(&self, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
        if !self.wanted.sort.is_empty() {
            return self.print_sorted(printer);
        }
        let parts = self.parts(printer)?;
        // Standard output can't be taken back.
        let kinds = if printer.out.can_restart() {
            self.print_by_sample(printer, &parts)?
        } else {
            Some(self.kinds(printer)?)
        };
        let Some(kinds) = kinds else { return Ok(()) };
        self.write(printer, &self.export(printer, &kinds), ExportRows::Parts(&parts)).map(drop)
    }

    /// Prints by what the first rows say of the columns, in one pass; what they are if that was wrong, and nothing is
    /// printed.
    fn print_by_sample(
        &self,
        printer: &mut Printer<'_>,
        parts: &[Span],
    ) -> Result<Option<ColumnKinds>, CommandEnd> {
        let wishes = self.wishes();
        let kinds = self.sampled(printer, &wishes)?;
        let counter = Some(TypesCounter::new(wishes.clone()));
        let export = TableExport { counter, ..self.export(printer, &kinds) };
        let is_whole = self.write(printer, &export, ExportRows::Parts(parts))?;
        let counted = export.counter.filter(|_| is_whole).map(|counter| counter.kinds());
        if counted.as_ref().is_some_and(|counted| is_alike(self.wanted.form, &wishes, counted, &kinds)) {
            return Ok(None);
        }
        printer.out.restart()?;
        counted.map_or_else(|| self.kinds(printer), Ok).map(Some)
    }

    fn print_sorted(&self, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
        let len = printer.flow.snapshot().len();
        if len > RowPlace::MOST_LEN {
            return Err(CommandEnd::Says("tables of more than a TiB can't be sorted".into()));
        }
        // By what the first rows say; if that was wrong for what counts here, once more.
        let by_sample = self.export(printer, &self.sampled(printer, &self.wishes())?);
        let runs = self.sorted(printer, &by_sample, true)?;
        let kinds = runs.as_ref().and_then(SortRuns::kinds).unwrap_or_else(|| Arc::clone(&by_sample.kinds));
        let export = self.export(printer, &kinds);
        let keys = self.wanted.with_keys(vec![TypeWish::Nothing; self.table.names.len()]);
        let is_right = is_alike(self.wanted.form, &keys, &export.kinds, &by_sample.kinds);
        let runs = if is_right { runs } else { self.sorted(printer, &export, false)? };
        let order = match runs {
            Some(runs) => self.order(printer, &export, runs)?,
            None => RowOrder::default(),
        };
        self.write(printer, &export, ExportRows::InOrder(&order)).map(drop)
    }

    fn wishes(&self) -> Vec<TypeWish> {
        let n_columns = self.table.names.len();
        self.wanted.with_keys(type_wishes(self.wanted.form, n_columns, &self.wanted.columns))
    }

    fn sampled(&self, printer: &Printer<'_>, wishes: &[TypeWish]) -> Result<ColumnKinds, CommandEnd> {
        let kinds = sampled::kinds(self.table, printer.flow.snapshot(), wishes);
        kinds.map_err(|fault| printer.flow.input.fault(&fault))
    }

    /// What the columns are, by a pass over all rows.
    fn kinds(&self, printer: &Printer<'_>) -> Result<ColumnKinds, CommandEnd> {
        let scan = Arc::new(types_scan(self.table.clone(), self.wishes()));
        let kinds = table_flags::scan_table(&printer.flow, PassId::Summary, scan, |finding| match finding {
            Finding::Types(types) => Some(Arc::clone(&types.kinds)),
            _ => None,
        });
        Ok(kinds?.unwrap_or_default())
    }

    /// The table in parts.
    fn parts(&self, printer: &Printer<'_>) -> Result<Vec<Span>, CommandEnd> {
        let (dialect, snapshot) = (&self.table.dialect, printer.flow.snapshot());
        let scan = RecordStarts::new(Arc::clone(dialect));
        let index = table_flags::record_index(&printer.flow, &scan)?;
        let Some(index) = index else { return Ok(Vec::new()) };
        let first = RowNr(u64::from(dialect.n_header));
        let starts = part_starts(&index, &scan, first, self.wanted.form.part_bytes(), snapshot);
        let starts = starts.map_err(|fault| printer.flow.input.fault(&fault))?;
        Ok(parts(self.table, &starts, snapshot.len()))
    }

    fn export(&self, printer: &Printer<'_>, kinds: &ColumnKinds) -> TableExport {
        let checks = checks_of(kinds);
        TableExport {
            form: self.wanted.form,
            layout: Arc::new(self.table.clone()),
            snapshot: printer.flow.snapshot().clone(),
            columns: self.wanted.columns.clone(),
            kinds: Arc::clone(kinds),
            wants: self.wanted.wants(&checks),
            checks,
            counter: None,
            guards_formulas: false,
        }
    }

    /// Whether all rows were written; not if columns are not what was told from a sample.
    fn write(
        &self,
        printer: &mut Printer<'_>,
        export: &TableExport,
        rows: ExportRows<'_>,
    ) -> Result<bool, CommandEnd> {
        let written = export.write(rows, self.pool, |bytes, _| {
            go_on()?;
            printer.write(bytes)
        });
        match written {
            Ok(_) => Ok(true),
            Err(ExportError::OtherKinds) => Ok(false),
            Err(ExportError::Fault(fault)) => Err(printer.flow.input.fault(&fault)),
            Err(ExportError::Out(end)) => Err(end),
            Err(ExportError::Format(error)) => Err(CommandEnd::Says(format!("as Parquet: {error}"))),
            Err(ExportError::Spill(error)) => Err(not_held(&error)),
        }
    }

    fn by(&self, export: &TableExport) -> Vec<SortColumn> {
        let sort = self.wanted.sort.iter();
        sort.map(|&(column, is_descending)| SortColumn::of(column, is_descending, &export.checks)).collect()
    }

    /// The rows that are wanted in sorted runs, and what the columns are if that `is_counted`.
    fn sorted(
        &self,
        printer: &Printer<'_>,
        export: &TableExport,
        is_counted: bool,
    ) -> Result<Option<SortRuns>, CommandEnd> {
        let sorting = Sorting {
            by: &self.by(export),
            wants: export.wants.clone(),
            types: is_counted.then(|| self.wishes()),
            spilling: spilling(),
        };
        let Some(scan) = order_scan(self.table, sorting) else { return Ok(None) };
        table_flags::scan_table(&printer.flow, PassId::Sort, scan, |finding| match finding {
            Finding::Sorted(runs) => Some(SortRuns::clone(runs)),
            _ => None,
        })
    }

    /// The rows in the order that is wanted.
    fn order(
        &self,
        printer: &Printer<'_>,
        export: &TableExport,
        runs: SortRuns,
    ) -> Result<RowOrder, CommandEnd> {
        let go_on = |_| go_on().is_ok();
        let by = self.by(export);
        let order = self.pool.install(|| RowOrder::of(runs, &by, self.table, &export.snapshot, go_on));
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
