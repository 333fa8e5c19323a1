//! The tasks of changing bytes: locking a file, saving a copy, writing through, recovering.

use super::EditQuestion;
use super::EditState;
use super::tasks::{CopyToSave, Recovered, Unlocked, Written};
use crate::app::App;
use crate::app::ask::SaveWhat;
use crate::app::path_box::formats::SaveRequest;
use crate::app::tasks::Reply;
use crate::base::{DocId, human};
use crate::doc::{Document, EditMode};
use crate::edit::{ByteOverlay, LeftBehind, Recovery, Stage, WriteError, WriteThrough, recover, save_copy};
use crate::messages::{Key, Text};
use crate::source::reader::Hold;
use crate::source::{Stat, refuse_input};
use std::path::{Path, PathBuf};

/// Which file a document is of, where the system tells.
fn id_of(doc: &Document) -> Option<(u64, u64)> {
    doc.file().and_then(|file| file.snapshot().stat().id)
}

impl EditState {
    fn take_left(&mut self, journal: &Path) -> Option<LeftBehind> {
        let nr = self.left.iter().position(|(left, _)| left.journal == journal)?;
        Some(self.left.remove(nr).0)
    }
}

impl App {
    /// Looks for writes that did not end.
    pub(in crate::app) fn look_for_journals(&self) {
        let Some(folder) = self.kept.journals.clone() else { return };
        let look = move || Reply::LeftBehind(crate::edit::left_behind(&folder));
        if let Err(error) = self.spawn(Key("task-journals"), look) {
            tracing::warn!(%error, "journals were not looked for");
        }
    }

    /// Locks a document's file for writing.
    pub(super) fn unlock(&mut self, id: DocId) {
        let Some(doc) = self.doc(id) else { return };
        let (Some(path), Some(file)) = (doc.path().map(Path::to_owned), doc.file()) else {
            let name = doc.name().to_owned();
            return self.toast(Text::new("edit-no-plain-file").with("name", name), true);
        };
        let known: Stat = file.snapshot().stat().clone();
        if self.offers_journal_of(&path) {
            return;
        }
        self.background(Key("task-unlock"), 0, move |_| {
            Reply::Unlocked(Unlocked { doc: id, lock: WriteThrough::unlock(&path, &known) })
        });
    }

    pub(in crate::app) fn unlocked(&mut self, unlocked: Unlocked) {
        match unlocked.lock {
            Ok(lock) => {
                self.with_doc(unlocked.doc, |doc| doc.writing.set_mode(EditMode::WriteThrough, Some(lock)));
                self.show_bytes(unlocked.doc);
            }
            Err(why) => self.toast(Text::new("edit-not-unlocked").with("why", why), true),
        }
    }

    pub(super) fn save_copy_dialog(&mut self, id: DocId) {
        let Some(doc) = self.doc(id) else { return };
        let Some(file) = doc.file() else { return };
        let overlay =
            file.edits().map_or_else(|| ByteOverlay::new(file.len()), |edits| edits.overlay().clone());
        let path = doc.path().map(Path::to_owned);
        let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::copy(doc.name(), folder);
        let copy = CopyToSave { doc: id, snapshot: file.snapshot().clone(), path, overlay };
        self.save_dialog(request, SaveWhat::Copy(Box::new(copy)));
    }

    pub(in crate::app) fn save_copy(&mut self, copy: CopyToSave, path: PathBuf) {
        let of = copy.overlay.len().max(1);
        self.background(Key("task-save-copy"), of, move |progress| {
            let is_free = refuse_input(&path, copy.snapshot.stat(), copy.path.as_deref());
            let saved = is_free.map_err(|error| error.message()).and_then(|()| {
                save_copy(&copy.snapshot, &copy.overlay, &path, &mut |done| progress.go_on(done))
            });
            let saved = saved.map(|()| path).map_err(|why| Text::new("toast-not-saved").with("why", why));
            Reply::CopySaved(copy.doc, copy.overlay.revision(), saved)
        });
    }

    pub(in crate::app) fn copy_saved(&mut self, doc: DocId, revision: u64, saved: Result<PathBuf, Text>) {
        match saved {
            Ok(path) => {
                self.with_doc(doc, |doc| doc.note_saved(revision));
                let name = path.display().to_string();
                self.toast(Text::new("edit-copy-saved").with("name", name), false);
            }
            Err(why) => self.toast(why, true),
        }
    }

    /// Writes a document's changes into its file. `seen`: the token of differences that were seen.
    pub(super) fn write_changes(&mut self, id: DocId, seen: Option<u64>) {
        let Some(journals) = self.kept.journals.clone() else {
            return self.toast(Text::new("edit-no-data-folder"), true);
        };
        let Some(doc) = self.doc_mut(id).filter(|doc| doc.n_changes() > 0 && !doc.writing.is_writing) else {
            return;
        };
        let n_changes = doc.n_changes();
        let file = doc.file().and_then(|file| file.snapshot().stat().id);
        let Some((lock, plan, hold)) = doc.begin_write() else { return };
        let is_same = |other: &Document| other.id() != id && file.is_some() && id_of(other) == file;
        let others = self.hold_all(is_same);
        let total = plan.bytes() + plan.cut_bytes();
        self.background(Key("task-write"), (3 * total).max(1), move |progress| {
            let are_still = hold.wait() && others.iter().all(|(_, hold)| hold.wait());
            let done = if are_still {
                lock.write(&plan, &journals, seen, &mut |step| {
                    let before = match step.stage {
                        Stage::Journal => 0,
                        Stage::Synced | Stage::Write | Stage::Flush => total,
                        Stage::ReadBack => 2 * total,
                    };
                    progress.go_on(before + step.done)
                })
            } else {
                let name = lock.path().display().to_string();
                Err(WriteError::Refused(Text::new("edit-silent").with("name", name)))
            };
            Reply::Written(Box::new(Written { doc: id, lock, hold, others, n_changes, done }))
        });
    }

    pub(in crate::app) fn written(&mut self, written: Written) {
        let Written { doc: id, lock, hold, others, n_changes, done } = written;
        let is_written = !matches!(done, Err(WriteError::Changed(_) | WriteError::Refused(_)));
        others.into_iter().for_each(|(other, hold)| self.release(other, hold, is_written));
        let Some(doc) = self.doc_mut(id) else { return hold.release(true) };
        let name = doc.name.clone();
        match done {
            Ok(cost) => {
                doc.writing.cost = Some((cost, n_changes));
                doc.writing.lock = Some(lock);
                let said = Text::new("edit-written").with("n", n_changes).with("name", name);
                self.toast(said.with("size", human::size_text(cost.bytes)), false);
                hold.release(true);
            }
            Err(WriteError::Interrupted { why, journal }) => {
                // The offer needs the file's lock.
                drop(lock);
                doc.writing.set_mode(EditMode::Copy, None);
                doc.writing.keeps_edits = true;
                hold.release(true);
                self.toast(Text::new("edit-not-written").with("name", name).with("why", why), true);
                self.look_at_journal(journal);
            }
            Err(WriteError::Changed(changed)) => {
                self.nothing_written(id, lock, hold);
                self.ask_edit(EditQuestion::Changed(id, changed));
            }
            Err(WriteError::Refused(why)) => {
                self.nothing_written(id, lock, hold);
                self.toast(Text::new("edit-not-written").with("name", name).with("why", why), true);
            }
        }
    }

    /// All is as before the write.
    fn nothing_written(&mut self, id: DocId, lock: WriteThrough, hold: Hold) {
        self.with_doc(id, |doc| doc.writing.lock = Some(lock));
        self.release(id, hold, false);
    }

    /// The documents that `are` of a file which this program is about to write hold still.
    fn hold_all(&mut self, are: impl Fn(&Document) -> bool) -> Vec<(DocId, Hold)> {
        let docs = self.docs.iter_mut().filter(|doc| are(doc));
        docs.filter_map(|doc| Some((doc.id(), doc.begin_own_write()?))).collect()
    }

    /// A document goes on after a write of this program, which has written its file or not.
    fn release(&mut self, id: DocId, hold: Hold, is_written: bool) {
        hold.release(is_written);
        if is_written {
            return self.with_doc(id, |doc| doc.writing.keeps_edits = true);
        }
        self.with_doc(id, |doc| doc.writing.is_writing = false);
        self.with_engine(id, |doc, engine| doc.scans.resume(engine, None));
    }

    fn look_at_journal(&self, journal: PathBuf) {
        let look = move || Reply::LeftBehind(crate::edit::recover::look(&journal).into_iter().collect());
        if let Err(error) = self.spawn(Key("task-journals"), look) {
            tracing::warn!(%error, "a journal was not looked at");
        }
    }

    /// Brings a write that did not end to an end. Documents of its file wait meanwhile, and let go of its lock.
    pub(super) fn recover(&mut self, journal: &Path, recovery: Recovery) {
        let Some(left) = self.edits.take_left(journal) else { return };
        let is_its = |doc: &Document| {
            let is_same = left.head.id.is_some() && id_of(doc) == left.head.id;
            is_same || doc.path() == Some(&left.head.path)
        };
        for doc in self.docs.iter_mut().filter(|doc| is_its(doc)) {
            if doc.writing.mode() == EditMode::WriteThrough {
                doc.writing.set_mode(EditMode::Copy, None);
            }
        }
        let holds = self.hold_all(is_its);
        self.background(Key("task-recover"), 0, move |_| {
            let is_still = holds.iter().all(|(_, hold)| hold.wait());
            let silent = || {
                let name = left.head.path.display().to_string();
                Text::new("edit-silent").with("name", name)
            };
            let done = if is_still { recover(&left.journal, recovery) } else { Err(silent()) };
            Reply::Recovered(Box::new(Recovered { left, recovery, holds, done }))
        });
    }

    pub(in crate::app) fn recovered(&mut self, recovered: Recovered) {
        let Recovered { left, recovery, holds, done } = recovered;
        for (doc, hold) in holds {
            self.with_doc(doc, |doc| doc.writing.keeps_edits = recovery != Recovery::Finish || done.is_err());
            hold.release(true);
        }
        let name = left.head.path.display().to_string();
        match done {
            Ok(0) => {
                let said = Text::new(match recovery {
                    Recovery::Restore => "edit-restored",
                    Recovery::Finish => "edit-finished",
                    Recovery::Keep => "edit-kept",
                });
                self.toast(said.with("name", name), false);
            }
            Ok(n) => self.toast(Text::new("edit-recovered-in-part").with("n", n).with("name", name), true),
            Err(why) => {
                self.toast(Text::new("edit-recovery-failed").with("why", why), true);
                self.left_behind(vec![left]);
            }
        }
    }
}
