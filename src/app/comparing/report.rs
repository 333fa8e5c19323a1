//! The list of differences as a file: the bytes that `gander compare` prints.

use super::super::App;
use super::super::ask::SaveWhat;
use super::super::path_box::formats::SaveRequest;
use super::super::tasks::{Reply, TaskHandle};
use crate::base::atomic_file::AtomicFile;
use crate::compare::report::{ReportForm, line};
use crate::compare::{CompareError, CompareEvent, DifferenceList, compare, compare_aligned};
use crate::messages::{Key, Text};
use crate::source::{Snapshot, refuse_input};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What is to be saved of a comparison, fixed when it is asked where to.
pub(in crate::app) struct ReportToSave {
    pub(in crate::app) files: (Snapshot, Snapshot),
    /// Where the files are, if they are any.
    pub(in crate::app) paths: (Option<PathBuf>, Option<PathBuf>),
    list: DifferenceList,
    /// Whether the list has all and each by itself. Otherwise the files are compared once more.
    is_whole: bool,
    is_aligned: bool,
    n_threads: usize,
}

impl App {
    pub(super) fn export_report_dialog(&mut self) {
        let Some(comparing) = self.comparing() else { return };
        let (Some(a), Some(b)) = (self.pane(comparing.panes.0), self.pane(comparing.panes.1)) else { return };
        let Some(run) = comparing.run() else { return };
        let list = run.list().clone();
        let is_whole = list.is_exact() && *run.state() == crate::compare::CompareState::Done;
        let what = ReportToSave {
            files: (run.files().0.clone(), run.files().1.clone()),
            paths: (a.path().map(Path::to_owned), b.path().map(Path::to_owned)),
            list,
            is_whole,
            is_aligned: run.is_aligned(),
            n_threads: self.engine.as_ref().map_or(1, |engine| engine.meters().n_workers()),
        };
        let folder = a.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::differences(a.name(), b.name(), folder);
        self.save_dialog(request, SaveWhat::Differences(Box::new(what)));
    }

    /// Writes a list of differences: as JSON lines if the name says so, else as text.
    pub(in crate::app) fn save_report(&mut self, what: ReportToSave, path: PathBuf) {
        let is_jsonl = path.extension().is_some_and(|ending| {
            ending.eq_ignore_ascii_case("jsonl") || ending.eq_ignore_ascii_case("ndjson")
        });
        let form = if is_jsonl { ReportForm::Jsonl } else { ReportForm::Text };
        let of = what.files.0.len().saturating_add(what.files.1.len());
        self.background(Key("task-save-differences"), of, move |progress| {
            let failed = |why: Text| Text::new("toast-not-saved").with("why", why);
            Reply::DifferencesSaved(what.save(form, &path, progress).map(|()| path).map_err(failed))
        });
    }
}

impl ReportToSave {
    fn save(&self, form: ReportForm, target: &Path, progress: &TaskHandle) -> Result<(), Text> {
        let (a, b) = (&self.files.0, &self.files.1);
        for (file, path) in [(a, &self.paths.0), (b, &self.paths.1)] {
            refuse_input(target, file.stat(), path.as_deref()).map_err(|error| error.message())?;
        }
        let mut out = AtomicFile::create(target).map_err(|error| error.message())?;
        self.write(form, &mut out, progress)?;
        out.finish(true).map_err(|error| error.message())
    }

    fn write(&self, form: ReportForm, out: &mut dyn Write, progress: &TaskHandle) -> Result<(), Text> {
        let mut out = BufWriter::new(out);
        if self.is_whole {
            for one in self.list.iter().filter_map(crate::compare::Stretch::single) {
                out.write_all(line(form, &one).as_bytes()).map_err(|error| Text::of_io(&error))?;
            }
            return out.flush().map_err(|error| Text::of_io(&error));
        }
        let (a, b) = (&self.files.0, &self.files.1);
        let tell = |event: CompareEvent| match event {
            CompareEvent::Found(one) => {
                out.write_all(line(form, &one).as_bytes()).map_err(|error| Text::of_io(&error))?;
                Ok(true)
            }
            CompareEvent::Reached(at_a, at_b) if progress.go_on(at_a.0.saturating_add(at_b.0)) => Ok(true),
            CompareEvent::Reached(..) => Err(Text::new("save-stopped")),
        };
        let done = if self.is_aligned {
            compare_aligned((a, b), tell)
        } else {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.n_threads).build();
            compare((a, b), &pool.map_err(|error| Text::verbatim(error.to_string()))?, tell)
        };
        done.map_err(|error| match error {
            CompareError::A(fault) | CompareError::B(fault) => fault.message(),
            CompareError::Out(why) => why,
        })?;
        out.flush().map_err(|error| Text::of_io(&error))
    }
}
