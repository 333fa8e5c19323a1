//! The summary: as a whole, into a file, onto the clipboard.

use super::msg::{DocMsg, Msg};
use super::tasks::Reply;
use super::{App, Effect};
use crate::base::DocId;
use crate::format::glyphs;
use crate::messages::{Key, Text};
use crate::summary::{FileInfo, Summary, WRITERS};
use std::path::{Path, PathBuf};

impl App {
    /// Everything known so far about a document.
    #[must_use]
    pub fn summary(&self, id: DocId) -> Option<Summary> {
        let doc = self.doc(id)?;
        let file = doc.file()?;
        let path = doc.path().map_or("-".into(), |path| path.display().to_string());
        let sections = doc.scans().known().iter().map(|known| (known.section.clone(), known.scanned_bytes));
        let settled = doc.scans().running().is_none() && doc.scans().trouble().is_none();
        let info = FileInfo::of(&path, file.snapshot()).judged(file.verdict(), file.wanted_encoding());
        Some(Summary::new(info, sections.collect(), settled))
    }

    pub(super) fn export_dialog(&mut self, id: DocId) {
        let Some(doc) = self.doc(id) else { return };
        let folder = doc.path().and_then(Path::parent).map(Path::to_owned);
        let stem = Path::new(doc.name()).file_stem().map_or("summary".into(), |stem| stem.to_string_lossy());
        let name = format!("{stem}-summary.json");
        let reply = self.reply().saving(move |path| Reply::Do(Msg::Doc(id, DocMsg::Export(path))));
        self.dialogs.save_file(&name, folder, reply);
    }

    pub(super) fn export(&mut self, id: DocId, path: PathBuf) {
        let (Some(summary), Some(doc)) = (self.summary(id), self.doc(id)) else { return };
        let input = doc.file().map(|file| file.snapshot().clone());
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let Some(writer) = WRITERS.iter().copied().find(|writer| writer.extension() == ending) else {
            let known: Vec<_> = WRITERS.iter().map(|writer| format!(".{}", writer.extension())).collect();
            let known = known.join(", ");
            let name = path.display().to_string();
            self.toast(Text::new("toast-no-ending").with("name", name).with("known", known), true);
            return;
        };
        self.background(Key("task-export"), 0, move |_| {
            let saved = crate::summary::save::save_summary(&path, input.as_ref(), &summary, writer);
            Reply::Exported(saved.map(|()| path).map_err(|error| error.message()))
        });
    }

    pub(super) fn copy_summary(&mut self, id: DocId) {
        let Some(summary) = self.summary(id) else { return };
        let mut text = Vec::new();
        let markdown = WRITERS.iter().find(|writer| writer.extension() == "md");
        if markdown.is_some_and(|writer| writer.write(&summary, &mut text).is_ok()) {
            self.effects.push(Effect::Copy(glyphs::plain(&text)));
            self.toast(Text::new("toast-summary-copied"), false);
        }
    }
}
