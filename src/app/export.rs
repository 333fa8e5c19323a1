//! The summary: as a whole, into a file, onto the clipboard.

use super::ask::SaveWhat;
use super::path_box::formats::SaveRequest;
use super::report::Quoted;
use super::tasks::Reply;
use super::{App, Effect};
use crate::base::{DocId, Section};
use crate::format::glyphs;
use crate::messages::{Key, Text};
use crate::source::Snapshot;
use crate::summary::{FileInfo, Summary, WRITERS, Writer};
use std::path::{Path, PathBuf};

impl App {
    /// Everything known so far about a document.
    #[must_use]
    pub fn summary(&self, id: DocId) -> Option<Summary> {
        let doc = self.doc(id)?;
        let file = doc.file()?;
        let path = doc.path().map_or("-".into(), |path| path.display().to_string());
        let sections =
            doc.scans().known().iter().map(|known| (Section::clone(&known.section), known.scanned_bytes));
        let settled = doc.scans().running().is_none() && doc.scans().trouble().is_none();
        let info = FileInfo::of(&path, file.snapshot()).judged(file.verdict(), file.wanted_encoding());
        Some(Summary::new(info, sections.collect(), settled))
    }

    pub(super) fn export_dialog(&mut self, id: DocId) {
        let Some(doc) = self.doc(id) else { return };
        let folder = doc.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::summary(doc.name(), folder);
        self.save_dialog(request, SaveWhat::Summary(id));
    }

    /// Writes the summary, with the rows that a report quotes.
    pub(super) fn export(&mut self, id: DocId, path: PathBuf, quoted: Option<Quoted>) {
        let (Some(summary), Some(doc)) = (self.summary(id), self.doc(id)) else { return };
        let input = doc.file().map(|file| file.snapshot().clone());
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let Some(writer) = WRITERS.iter().copied().find(|writer| writer.extension() == ending) else {
            return self.toast(SaveRequest::summary("", None).no_ending(&path), true);
        };
        // Only what calls itself complete says that it is of the whole file as it is.
        let check = doc.figure_check().filter(|_| summary.coverage.complete);
        let takes_long = check.is_some() || quoted.as_ref().is_some_and(Quoted::takes_long);
        let of = if takes_long { summary.file.size_bytes } else { 0 };
        self.background(Key("task-export"), of, move |progress| {
            let holds = check.map_or(Some(true), |check| check.still_hold(&|done| progress.go_on(done)));
            Reply::Exported(match holds {
                None => {
                    let (name, why) = (path.display().to_string(), Text::new("save-stopped"));
                    Err(Text::new("save-not-written").with("name", name).with("why", why))
                }
                Some(holds) => {
                    let extracts =
                        quoted.map_or(Ok(Vec::new()), |quoted| quoted.read(&|done| progress.go_on(done)));
                    let with = |extracts| {
                        save(&path, input.as_ref(), summary.with_extracts(extracts), holds, writer)
                    };
                    extracts.and_then(with)
                }
            })
        });
    }

    pub(super) fn copy_summary(&mut self, id: DocId) {
        let (Some(mut summary), Some(doc)) = (self.summary(id), self.doc(id)) else { return };
        let Some(writer) = WRITERS.iter().copied().find(|writer| writer.extension() == "md") else { return };
        let check = doc.figure_check().filter(|_| summary.coverage.complete);
        let of = if check.is_some() { summary.file.size_bytes } else { 0 };
        self.background(Key("task-copy"), of, move |progress| {
            let holds = check.map_or(Some(true), |check| check.still_hold(&|done| progress.go_on(done)));
            let Some(holds) = holds else { return Reply::Silent };
            summary.coverage.complete &= holds;
            let mut text = Vec::new();
            match writer.write(&summary, &mut text) {
                Ok(()) => Reply::SummaryCopied(glyphs::plain(&text), holds),
                Err(error) => Reply::Copied(Err(Text::of_io(&error))),
            }
        });
    }

    pub(super) fn summary_copied(&mut self, text: String, holds: bool) {
        self.effects.push(Effect::Copy(text));
        let said = if holds { "toast-summary-copied" } else { "toast-summary-copied-stale" };
        self.toast(Text::new(said), !holds);
    }
}

/// Writes a summary; of figures that do not hold it is written that they are not complete. Where, and
/// whether they hold.
fn save(
    path: &Path,
    input: Option<&Snapshot>,
    mut summary: Summary,
    holds: bool,
    writer: &dyn Writer,
) -> Result<(PathBuf, bool), Text> {
    summary.coverage.complete &= holds;
    let saved = crate::summary::save::save_summary(path, input, &summary, writer);
    saved.map(|()| (path.to_owned(), holds)).map_err(|error| error.message())
}
