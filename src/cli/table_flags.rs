//! Options that say how a table is written, and the table that they and the file make.

use super::flow::Flow;
use super::progress::scan_once;
use super::{CommandEnd, Input, failed};
use crate::base::{Offset, Span};
use crate::engine::JobState;
use crate::format::delimited::detect::Detection;
use crate::format::delimited::{
    Dialect, DialectChoice, FieldTree, FormName, TableLayout, parse_delimiter, parse_special,
};
use crate::format::encoding::Encoding;
use crate::scan::columns::Columns;
use crate::scan::fields::fields_scan;
use crate::scan::plan::{self, PassId};
use crate::scan::records::{RecordIndex, RecordStarts};
use crate::scan::{Finding, ScanRef};
use crate::source::{Snapshot, samples};
use clap::{Args, ValueEnum};
use std::sync::Arc;

/// Bytes of a table by which its names and its width are told.
const HEAD_BYTES: u64 = 1 << 20;

/// How a table is written, where the file does not say it.
#[derive(Args)]
pub(super) struct TableFlags {
    /// Take the input for this
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<InputFormat>,
    /// What separates cells: a character or several, tab, none
    #[arg(long, value_name = "C", value_parser = delimiter)]
    delimiter: Option<Box<[u8]>>,
    /// What encloses cells: a character, or none
    #[arg(long, value_name = "C", value_parser = special)]
    quote: Option<Special>,
    /// What makes the next character literal: a backslash, or none
    #[arg(long, value_name = "C", value_parser = special)]
    escape: Option<Special>,
    /// Whether the first record names the columns
    #[arg(long, value_enum)]
    header: Option<YesNo>,
}

/// The formats that an input can be taken for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    Text,
    Csv,
    Tsv,
    Jsonl,
    Logfmt,
    /// Columns where blanks stand at the same places in all lines
    Fixed,
    Binary,
}

#[derive(Clone, Copy, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

/// A character, or that there is none.
#[derive(Clone, Copy)]
struct Special(Option<u8>);

fn special(text: &str) -> Result<Special, String> {
    parse_special(text).map(Special).map_err(|error| error.in_english())
}

fn delimiter(text: &str) -> Result<Box<[u8]>, String> {
    parse_delimiter(text).map_err(|error| error.in_english())
}

impl TableFlags {
    fn choice(&self) -> DialectChoice {
        let by_format = (self.format == Some(InputFormat::Tsv)).then(|| b"\t".as_slice().into());
        let form = match self.format {
            Some(InputFormat::Csv | InputFormat::Tsv) => Some(FormName::Delimited),
            Some(InputFormat::Jsonl) => Some(FormName::JsonLines),
            Some(InputFormat::Logfmt) => Some(FormName::Logfmt),
            Some(InputFormat::Fixed) => Some(FormName::FixedWidth),
            Some(InputFormat::Text | InputFormat::Binary) | None => None,
        };
        DialectChoice {
            form,
            delimiter: self.delimiter.clone().or(by_format),
            quote: self.quote.map(|quote| quote.0),
            escape: self.escape.map(|escape| escape.0),
            table: 0,
            has_header: self.header.map(|header| matches!(header, YesNo::Yes)),
        }
    }

    /// Whether the options make a table of any file.
    pub(super) fn ask_for_table(&self) -> bool {
        !self.choice().is_empty()
    }
}

/// The table that the input is, by its samples and the options: of a file that looks like none each line
/// is a record of one cell.
///
/// Of records that name their values all are read, of a pipe after its end.
pub(super) fn layout(flow: &mut Flow<'_>, encoding: Encoding) -> Result<TableLayout, CommandEnd> {
    let input = flow.input;
    let found = detected(input, flow.snapshot(), encoding, flow.is_live());
    let layout = layout_of(input, flow.snapshot(), encoding, flow.is_live(), found)?;
    if !layout.dialect.form.has_names() {
        return Ok(layout);
    }
    flow.wait_for_end()?;
    with_all_fields(input, flow.snapshot(), layout)
}

/// The layout with the columns of all records.
pub(super) fn with_all_fields(
    input: &Input,
    snapshot: &Snapshot,
    layout: TableLayout,
) -> Result<TableLayout, CommandEnd> {
    if !layout.dialect.form.has_names() {
        return Ok(layout);
    }
    let scan = Arc::new(fields_scan(&layout));
    let fields = scan_of(input, snapshot, PassId::Index, scan, |finding| match finding {
        Finding::Fields(fields, _) => Some(FieldTree::clone(fields)),
        _ => None,
    })?;
    Ok(match fields {
        Some(fields) => TableLayout::of_fields(Dialect::clone(&layout.dialect), layout.encoding, fields),
        None => layout,
    })
}

impl Input {
    /// Whether what was detected is a table without being asked for as one.
    pub(super) fn takes_for_table(&self, found: &Detection) -> bool {
        found.is_shown_unasked(self.ending().as_deref()) || self.table.ask_for_table()
    }
}

/// The table that was detected, with what the options say of its delimiter.
pub(super) fn detected(
    input: &Input,
    snapshot: &Snapshot,
    encoding: Encoding,
    goes_on: bool,
) -> Option<Detection> {
    let flags = &input.table;
    let is_other = matches!(flags.format, Some(InputFormat::Text | InputFormat::Binary));
    let ending = if flags.ask_for_table() { Some("csv".into()) } else { input.ending() };
    let of = || samples::table(snapshot, encoding.unit(), ending.as_deref(), &flags.choice(), goes_on);
    if is_other { None } else { of() }
}

/// The table that an input is by what was [`detected`] and the options; if that is nothing, of one column
/// where it can't be read as CSV.
pub(super) fn layout_of(
    input: &Input,
    snapshot: &Snapshot,
    encoding: Encoding,
    goes_on: bool,
    found: Option<Detection>,
) -> Result<TableLayout, CommandEnd> {
    let choice = input.table.choice();
    let found = found.or_else(|| {
        samples::table(snapshot, encoding.unit(), Some("csv"), &DialectChoice::default(), goes_on)
    });
    let (dialect, n_columns) = match found {
        Some(found) => (found.dialect, Some(found.n_columns).filter(|_| choice.delimiter.is_none())),
        None => (Dialect { unit: encoding.unit(), ..Dialect::with_delimiter(b"") }, None),
    };
    let dialect = choice.applied(dialect);
    let head = Span::at(Offset(dialect.start), HEAD_BYTES).meet(snapshot.span());
    let is_all = head.end == snapshot.span().end && !goes_on;
    let read =
        snapshot.read_copy(head, |bytes| TableLayout::read(dialect, encoding, n_columns, bytes, is_all));
    read.map_err(|fault| input.fault(&fault))
}

/// Scans all of a table: what of its findings is wanted.
pub(super) fn scan_table<T>(
    flow: &Flow<'_>,
    pass: PassId,
    scan: ScanRef,
    wanted: impl Fn(&Finding) -> Option<T>,
) -> Result<Option<T>, CommandEnd> {
    scan_of(flow.input, flow.snapshot(), pass, scan, wanted)
}

fn scan_of<T>(
    input: &Input,
    snapshot: &Snapshot,
    pass: PassId,
    scan: ScanRef,
    wanted: impl Fn(&Finding) -> Option<T>,
) -> Result<Option<T>, CommandEnd> {
    let update = scan_once(input.common.threads, snapshot, pass, vec![scan])?;
    match &update.state {
        JobState::Faulted(fault) => Err(input.fault(fault)),
        JobState::Failed(caught) => Err(CommandEnd::Says(failed("the table was not read", caught))),
        _ => Ok(update.findings.iter().find_map(wanted)),
    }
}

/// Where a table's records start.
pub(super) fn record_index(
    flow: &Flow<'_>,
    scan: &RecordStarts,
) -> Result<Option<Arc<RecordIndex>>, CommandEnd> {
    scan_table(flow, PassId::Index, Arc::new(scan.clone()), |finding| match finding {
        Finding::Records(index) => Some(Arc::clone(index)),
        _ => None,
    })
}

/// The columns of a table, by a pass over all of it.
pub(super) fn columns(flow: &Flow<'_>, table: &TableLayout) -> Result<Option<Arc<Columns>>, CommandEnd> {
    scan_table(flow, PassId::Summary, plan::columns(table), |finding| match finding {
        Finding::Columns(columns, _) => Some(Arc::clone(columns)),
        _ => None,
    })
}
