//! Writes the rows of a table that are shown, in their order and with the columns that are shown, in another
//! format.

use super::App;
use super::ask::SaveWhat;
use super::msg::Target;
use super::path_box::formats::SaveRequest;
use super::selected::Trouble;
use super::tasks::{Reply, TaskHandle};
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::engine::{CHUNK_BYTES, Job, JobState, Spec};
use crate::format::delimited::TableLayout;
use crate::messages::{Key, Text};
use crate::scan::Finding;
use crate::scan::columns::{ColumnTypes, types_scan};
use crate::scan::plan::PassId;
use crate::scan::rows::RowTest;
use crate::source::{Snapshot, refuse_input};
use crate::table::export::{ExportError, ExportForm, ExportRows, TableExport, checks_of, type_wishes};
use crate::table::order::RowOrder;
use crate::table::parts::parts;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Rows of a table that are to be written.
pub(super) struct TableToSave {
    pub(super) snapshot: Snapshot,
    pub(super) path: Option<PathBuf>,
    layout: Arc<TableLayout>,
    columns: Vec<usize>,
    wants: Option<RowTest>,
    order: Option<Arc<RowOrder>>,
    guards_formulas: bool,
}

impl App {
    /// Asks where to save the rows of now; those are what is saved, whatever is shown when the answer comes.
    pub(super) fn export_table_dialog(&mut self, at: Target, guards_formulas: bool) {
        let Some(pane) = self.pane_of(at) else { return };
        let Some((file, view)) = pane.doc.file().zip(pane.table_view()) else { return };
        let Some(table) = file.table() else { return };
        let to_save = TableToSave {
            snapshot: file.snapshot().clone(),
            path: pane.path().map(Path::to_owned),
            layout: Arc::clone(table.layout()),
            columns: view.places(file).shown.iter().map(|place| place.column).collect(),
            wants: table.filter_test().cloned(),
            order: table.order().cloned(),
            guards_formulas,
        };
        let folder = pane.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::table(pane.doc.name(), folder, guards_formulas);
        self.save_dialog(request, SaveWhat::Table(Box::new(to_save)));
    }

    /// Writes the rows to a file, in the format of its ending.
    pub(super) fn save_table(&mut self, to_save: TableToSave, path: PathBuf) {
        let Ok(engine) = &self.engine else { return };
        let form = form_of(&path);
        let wishes = type_wishes(form, to_save.layout.names.len(), &to_save.columns);
        let scan = Arc::new(types_scan(TableLayout::clone(&to_save.layout), wishes));
        let spec = Spec {
            pass: PassId::Columns,
            scans: vec![scan],
            owner: 0,
            chunk_bytes: CHUNK_BYTES,
            is_urgent: true,
        };
        let types = engine.start(&to_save.snapshot, spec);
        let of = to_save.snapshot.len().saturating_mul(2).max(1);
        self.background(Key("task-export-table"), of, move |progress| {
            let written = write(&to_save, form, &types, &path, progress);
            let written = written.map_err(|trouble| {
                Text::new("toast-rows-not-saved")
                    .with("name", path.display().to_string())
                    .with("why", trouble.message())
            });
            Reply::TableSaved(written.map(|n| (path, n)))
        });
    }
}

/// Writes the rows to a new file at `target`, and nothing if they can't be written whole; how many.
fn write(
    to_save: &TableToSave,
    form: ExportForm,
    types: &Job,
    target: &Path,
    progress: &TaskHandle,
) -> Result<u64, Trouble> {
    refuse_input(target, to_save.snapshot.stat(), to_save.path.as_deref())?;
    let types = types_of(types, progress)?;
    let snapshot = to_save.snapshot.clone();
    let export = TableExport {
        form,
        layout: Arc::clone(&to_save.layout),
        columns: to_save.columns.clone(),
        kinds: Arc::clone(&types.kinds),
        checks: checks_of(&types.kinds),
        wants: to_save.wants.clone(),
        counter: None,
        guards_formulas: to_save.guards_formulas,
        snapshot,
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .build()
        .map_err(|error| Trouble::Write(std::io::Error::other(error)))?;
    let mut out = AtomicFile::create(target)?;
    let parts = parts(&to_save.layout, &types.part_starts, export.snapshot.len());
    let rows = to_save.order.as_deref().map_or(ExportRows::Parts(&parts), ExportRows::InOrder);
    let read = export.snapshot.len();
    let written = export.write(rows, &pool, |bytes, done| {
        if !progress.go_on(read + done) {
            return Err(Trouble::Stopped);
        }
        out.write_all(bytes).map_err(|error| SaveError::writing(target, &error).into())
    });
    let n = written.map_err(|error| match error {
        ExportError::Fault(fault) => Trouble::Read(fault),
        ExportError::Out(trouble) => trouble,
        ExportError::Format(error) | ExportError::Spill(error) => Trouble::Write(error),
        // Only where kinds were told from a sample.
        ExportError::OtherKinds => Trouble::Stopped,
    })?;
    // What was read has to be what the file still holds.
    export.snapshot.verify_whole()?;
    out.finish(true)?;
    Ok(n)
}

/// The format of a file's ending.
fn form_of(target: &Path) -> ExportForm {
    match target.extension().and_then(|ending| ending.to_str()) {
        Some("tsv" | "tab") => ExportForm::Tsv,
        Some("jsonl" | "ndjson") => ExportForm::Jsonl,
        Some("parquet") => ExportForm::Parquet,
        _ => ExportForm::Csv,
    }
}

/// Waits for the types of the columns.
fn types_of(job: &Job, progress: &TaskHandle) -> Result<Arc<ColumnTypes>, Trouble> {
    loop {
        let update = job.update_within(Duration::from_millis(100));
        let Some(update) = update else {
            if progress.go_on(0) { continue } else { return Err(Trouble::Stopped) }
        };
        if !progress.go_on(update.progress.done) {
            return Err(Trouble::Stopped);
        }
        match update.state {
            JobState::Running => {}
            JobState::Faulted(fault) => return Err(fault.into()),
            JobState::Failed(caught) => return Err(std::io::Error::other(caught.to_string()).into()),
            _ => {
                let types = update.findings.into_iter().find_map(|finding| match finding {
                    Finding::Types(types) => Some(types),
                    _ => None,
                });
                return Ok(types.unwrap_or_default());
            }
        }
    }
}
