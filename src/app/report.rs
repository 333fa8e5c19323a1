//! The report: the summary as a page to hand on, with what a person has found in the file.
//!
//! A dialog asks what goes in, then the usual one asks where. Rows are read on the thread that writes the page.

use super::App;
use super::ask::SaveWhat;
use super::msg::{Overlay, ReportMsg};
use super::path_box::formats::SaveRequest;
use super::report_parts::{ReportChoice, ReportParts};
use crate::base::units::len_u64;
use crate::base::{DocId, Offset};
use crate::doc::Document;
use crate::doc::quotes::Quotes;
use crate::doc::search::{PageRequest, first_rows};
use crate::format::delimited::TableLayout;
use crate::messages::Text;
use crate::scan::columns::{CellCheck, Columns};
use crate::source::{Fault, Snapshot};
use crate::summary::bad_rows::bad_rows;
use crate::summary::extract::{Extract, ExtractEntry, ExtractKind, MOST_ENTRIES, QuotedRow, quoted};
use std::path::Path;
use std::sync::Arc;

/// What is to be read for a report.
pub(super) struct Quoted {
    quotes: Quotes,
    marks: Vec<(Offset, String)>,
    n_marks: u64,
    list: Option<(PageRequest, String)>,
    table: Option<(Snapshot, Arc<TableLayout>, Arc<[CellCheck]>)>,
}

impl App {
    /// What goes into a report, as it was chosen last.
    #[must_use]
    pub fn report_parts(&self) -> ReportParts {
        self.report_parts
    }

    /// What there is of a document that may go into a report.
    #[must_use]
    pub fn report_choice(doc: &Document) -> ReportChoice {
        let run = doc.searching().and_then(|searching| searching.list_run());
        ReportChoice { n_marks: doc.marks().len(), n_matches: run.map(|run| run.found().n_rows()) }
    }

    pub(super) fn perform_report(&mut self, msg: ReportMsg) {
        match msg {
            ReportMsg::Choose => self.toggle(Overlay::Report),
            ReportMsg::SetParts(parts) => self.report_parts = parts,
            ReportMsg::Save(doc) => {
                if self.overlay == Some(Overlay::Report) {
                    self.hide_overlay();
                }
                self.report_dialog(doc);
            }
        }
    }

    fn report_dialog(&mut self, id: DocId) {
        let Some(doc) = self.doc(id) else { return };
        let folder = doc.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::report(doc.name(), folder);
        self.save_dialog(request, SaveWhat::Report(id));
    }

    /// What is to be read for a report on a document, of what was chosen.
    pub(super) fn quoted_of(&self, id: DocId) -> Option<Quoted> {
        let doc = self.doc(id)?;
        let file = doc.file()?;
        let parts = self.report_parts;
        let marks = if parts.marks { doc.marks() } else { &[] };
        let pattern = || doc.searching().map(|searching| searching.pattern().text.clone());
        let list = doc.rows_to_copy().filter(|_| parts.matches).zip(pattern());
        let table = file.table().filter(|table| {
            let has_fault = |columns: &Columns| {
                columns.facts.bad_rows > 0 || columns.reports.iter().any(|report| report.invalid > 0)
            };
            table.profile().is_some_and(|columns| has_fault(columns))
        });
        Some(Quoted {
            quotes: doc.quotes()?,
            n_marks: len_u64(marks.len()),
            marks: marks.iter().take(MOST_ENTRIES).map(|mark| (mark.at, mark.name.clone())).collect(),
            list,
            table: table
                .map(|table| (file.snapshot().clone(), Arc::clone(table.layout()), table.checks(file))),
        })
    }
}

impl Quoted {
    /// Whether reading may take long, so that a person may want to stop it.
    pub(super) fn takes_long(&self) -> bool {
        self.table.is_some()
    }

    /// Reads the rows, a few KiB each; bad rows by a pass over the table's beginning. `goes_on` gets the bytes that
    /// are done.
    ///
    /// # Errors
    /// In a sentence, why they can't be read, or that it was stopped.
    pub(super) fn read(&self, goes_on: &dyn Fn(u64) -> bool) -> Result<Vec<Extract>, Text> {
        let said = |fault: Fault| fault.message();
        let mut all = Vec::new();
        if let Some((snapshot, layout, checks)) = &self.table {
            all.push(bad_rows(snapshot, layout, checks, goes_on).map_err(said)?);
        }
        if !self.marks.is_empty() {
            let entries = self.marks.iter().map(|(at, name)| self.entry(*at, name.clone()));
            let entries = entries.collect::<Result<_, Fault>>().map_err(said)?;
            all.push(Extract { kind: ExtractKind::Marks, of: Some(self.n_marks), entries });
        }
        if let Some((list, pattern)) = &self.list {
            let starts = first_rows(list, MOST_ENTRIES, &|| goes_on(0))?;
            let entries = starts.into_iter().map(|at| self.entry(at, String::new()));
            let entries = entries.collect::<Result<_, Fault>>().map_err(said)?;
            let of = Some(list.found.n_rows());
            all.push(Extract { kind: ExtractKind::Search(pattern.clone()), of, entries });
        }
        if goes_on(0) { Ok(all) } else { Err(Text::new("save-stopped")) }
    }

    fn entry(&self, at: Offset, note: String) -> Result<ExtractEntry, Fault> {
        let quote = self.quotes.at(at)?;
        let encoding = self.quotes.encoding();
        let row = |(bytes, is_subject): &(Vec<u8>, bool)| QuotedRow {
            text: quoted(bytes, encoding).trim_end_matches(['\r', '\n']).to_owned(),
            is_subject: *is_subject,
        };
        Ok(ExtractEntry { at, row: None, line: quote.line, note, rows: quote.rows.iter().map(row).collect() })
    }
}
