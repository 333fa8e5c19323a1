//! The section `columns`: the profiles of a table's columns as facts and tables.

use super::check::CellCheck;
use super::report::ColumnReport;
use crate::base::{Fact, ReportTable, Section, Value};
use crate::scan::ScanId;
use std::sync::Arc;

/// What is known of a table as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFacts {
    /// Records, without those of the header.
    pub rows: u64,
    /// Columns of the header or, without one, of the first record.
    pub columns: u64,
    /// Whether the first record names the columns.
    pub has_header: bool,
    /// What stands between two cells.
    pub delimiter: String,
    /// What stands around cells, if anything may.
    pub quote: Option<String>,
    /// Records with fewer or more cells than there are columns.
    pub ragged_rows: u64,
    /// Records with any fault.
    pub bad_rows: u64,
}

/// The columns of a table, as far as they are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What is known of the table as a whole.
    pub facts: TableFacts,
    /// Their names.
    pub names: Arc<[String]>,
    /// What is known of each.
    pub reports: Vec<ColumnReport>,
}

impl Columns {
    /// As facts and tables.
    #[must_use]
    pub fn section(&self) -> Section {
        section(&self.facts, &self.names, &self.reports)
    }

    /// Whether some of its rows are not as they should be.
    #[must_use]
    pub fn has_bad_rows(&self) -> bool {
        self.facts.bad_rows > 0 || self.reports.iter().any(|report| report.invalid > 0)
    }

    /// What its cells have to be, by column.
    #[must_use]
    pub fn checks(&self) -> Vec<CellCheck> {
        self.reports.iter().map(CellCheck::of).collect()
    }
}

/// The section of a table, of whose columns the names and the reports are given in their order.
#[must_use]
pub fn section(table: &TableFacts, names: &[String], reports: &[ColumnReport]) -> Section {
    let columns = || names.iter().zip(reports);
    Section {
        id: ScanId::COLUMNS.name(),
        facts: vec![
            Fact::new("rows", table.rows, "rows").on_card(),
            Fact::new("columns", table.columns, "columns").on_card(),
            Fact::new("header", table.has_header, ""),
            Fact::new("delimiter", Value::Text(table.delimiter.clone()), ""),
            Fact::new("quote", table.quote.clone().map(Value::Text), ""),
            Fact::new("ragged_rows", table.ragged_rows, "rows").on_card(),
            Fact::new("bad_rows", table.bad_rows, "rows").on_card(),
        ],
        tables: vec![
            ReportTable {
                id: "columns",
                columns: COLUMNS.to_vec(),
                rows: columns().map(|(name, report)| row(name, report)).collect(),
                plot: None,
            },
            ReportTable {
                id: "top",
                columns: vec![("column", ""), ("value", ""), ("count", "cells")],
                rows: columns().flat_map(|(name, report)| top(name, report)).collect(),
                plot: None,
            },
            ReportTable {
                id: "histograms",
                columns: vec![("column", ""), ("from", ""), ("to", ""), ("count", "cells")],
                rows: columns().flat_map(|(name, report)| histogram(name, report)).collect(),
                plot: None,
            },
        ],
        headline: None,
    }
}

/// Keys and units of the table `columns`.
const COLUMNS: [(&str, &str); 16] = [
    ("name", ""),
    ("type", ""),
    ("count", "cells"),
    ("empty", "cells"),
    ("invalid", "cells"),
    ("min", ""),
    ("max", ""),
    ("sum", ""),
    ("mean", ""),
    ("stddev", ""),
    ("q1", ""),
    ("median", ""),
    ("q3", ""),
    ("distinct", "values"),
    ("shortest", "characters"),
    ("longest", "characters"),
];

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn row(name: &str, report: &ColumnReport) -> Vec<Value> {
    let [q1, median, q3] = report.quartiles.clone();
    vec![
        text(name),
        text(report.kind.id()),
        report.count.into(),
        report.empty.into(),
        report.invalid.into(),
        report.min.clone(),
        report.max.clone(),
        report.sum.clone(),
        report.mean.clone(),
        report.stddev.clone(),
        q1,
        median,
        q3,
        report.distinct.clone(),
        report.shortest.into(),
        report.longest.into(),
    ]
}

fn top(name: &str, report: &ColumnReport) -> impl Iterator<Item = Vec<Value>> {
    report.top.iter().map(|(value, count)| vec![text(name), value.clone(), count.clone()])
}

fn histogram(name: &str, report: &ColumnReport) -> impl Iterator<Item = Vec<Value>> {
    let bars = report.histogram.iter();
    bars.map(|(from, to, count)| vec![text(name), from.clone(), to.clone(), (*count).into()])
}
