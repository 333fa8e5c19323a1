//! What differs between two summaries as a file: the bytes that `gander diff` writes.

use super::super::App;
use super::super::path_box::formats::SaveRequest;
use super::super::tasks::Reply;
use super::SummarySide;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::messages::{Key, Text};
use crate::source::{Snapshot, refuse_input};
use crate::summary::diff::{Diff, DiffWriter, diff_writer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be saved of a comparison, fixed when it is asked where to.
pub(in crate::app) struct DiffToSave {
    diff: Arc<Diff>,
    /// The files of its documents, and where they are.
    inputs: Vec<(Snapshot, Option<PathBuf>)>,
    /// The files of saved summaries.
    summaries: Vec<PathBuf>,
}

impl DiffToSave {
    /// The file that it must not replace.
    pub(in crate::app) fn input(&self) -> Option<(&Snapshot, Option<&Path>)> {
        self.inputs.first().map(|(snapshot, path)| (snapshot, path.as_deref()))
    }
}

impl App {
    /// What differs now, and what to ask about where to save it.
    pub(in crate::app) fn diff_to_save(&self) -> Option<(SaveRequest, DiffToSave)> {
        let one = self.summaries()?;
        let super::SummaryDiffState::Done(diff) = one.state() else { return None };
        let diff = Arc::clone(diff);
        let (a, b) = one.sides();
        let (mut inputs, mut summaries) = (Vec::new(), Vec::new());
        for side in [a, b] {
            match side {
                SummarySide::File(path) => summaries.push(path.clone()),
                SummarySide::Document { id, .. } => {
                    let doc = self.doc(*id);
                    let input = doc.and_then(|doc| {
                        Some((doc.file()?.snapshot().clone(), doc.path().map(Path::to_owned)))
                    });
                    inputs.extend(input);
                }
            }
        }
        let paths = inputs.iter().filter_map(|(_, path)| path.as_ref()).chain(&summaries);
        let folder = paths.filter_map(|path| path.parent()).next().map(Path::to_owned);
        let request = SaveRequest::summary_diff(&a.name(), &b.name(), folder);
        Some((request, DiffToSave { diff, inputs, summaries }))
    }

    /// Writes what differs, in the format of the name's ending.
    pub(in crate::app) fn save_diff(&mut self, what: DiffToSave, path: PathBuf) {
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let ending = if ending == "htm" { "html".to_owned() } else { ending };
        let Some(writer) = diff_writer(&ending) else {
            return self.toast(SaveRequest::summary_diff("", "", None).no_ending(&path), true);
        };
        self.background(Key("task-save-differences"), 0, move |_| {
            let saved = what.save(writer, &path).map_err(|error| error.message());
            let failed = |why: Text| Text::new("toast-not-saved").with("why", why);
            Reply::DifferencesSaved(saved.map(|()| path).map_err(failed))
        });
    }
}

impl DiffToSave {
    fn save(&self, writer: &dyn DiffWriter, target: &Path) -> Result<(), SaveError> {
        for (input, path) in &self.inputs {
            refuse_input(target, input.stat(), path.as_deref())?;
        }
        let is_same = |path: &PathBuf| {
            let (one, other) = (std::fs::canonicalize(path).ok(), std::fs::canonicalize(target).ok());
            one.is_some() && one == other
        };
        if self.summaries.iter().any(is_same) {
            return Err(SaveError::OntoInput { name: target.display().to_string() });
        }
        let mut file = AtomicFile::create(target)?;
        writer.write(&self.diff, &mut file).map_err(|error| SaveError::writing(target, &error))?;
        file.finish(true)
    }
}
