//! What goes into the clipboard: the selection as text or as hexadecimal pairs, and the details
//! of a banner. What is too large for it can be saved to a file instead.

use super::command::ViewId;
use super::file::File;
use super::selected::{Selected, What};
use super::tasks::Reply;
use super::{App, Effect, Session};
use crate::base::human;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::format::glyphs;
use crate::source::Fault;
use std::path::{Path, PathBuf};

/// Selections up to this many bytes are copied.
const MOST_COPIED: u64 = 64 << 20;

/// What the work of writing a selection is called.
const SAVING: &str = "Saving the selection";

/// A selection that waits for the name of its file.
pub(super) type ToSave = Selected;

impl App {
    pub(super) fn copy(&mut self, as_hex: bool) {
        let Some(selected) = self.selected() else { return };
        let Some(tab) = self.front_mut() else { return };
        if selected.len() > MOST_COPIED {
            let (is, most) = (human::size(selected.len()), human::size(MOST_COPIED));
            tab.question = Some(match selected.what {
                What::Bytes(_) => format!("{is} are selected, and at most {most} fit the clipboard."),
                What::Columns(..) => {
                    format!(
                        "The columns of {is} are selected, and those of at most {most} fit the clipboard."
                    )
                }
            });
            return;
        }
        let as_hex = as_hex || tab.rows_view() == ViewId::Hex;
        match selected.what {
            What::Bytes(span) => {
                if tab.reader.as_ref().is_some_and(|reader| reader.copy(&selected.snapshot, span)) {
                    tab.copies.push_back(as_hex);
                }
            }
            What::Columns(..) => self.background("Copying columns", selected.len(), move |progress| {
                let mut bytes = Vec::new();
                let done = selected.write(&mut bytes, &mut |done| progress.go_on(done));
                let done = done.map(|()| (bytes, as_hex)).map_err(|why| why.to_string());
                Reply::ColumnsCopied(done, selected.encoding)
            }),
        }
    }

    /// What is selected in the tab in front.
    fn selected(&self) -> Option<Selected> {
        let tab = self.front().filter(|tab| tab.has_selection())?;
        let what = match tab.block() {
            Some(block) => What::Columns(*block, tab.layout()),
            None => What::Bytes(tab.selection()),
        };
        let path = tab.path().map(Path::to_owned);
        let file = tab.file()?;
        Some(Selected { snapshot: file.snapshot().clone(), encoding: file.encoding(), path, what })
    }

    /// Takes bytes that were asked for; answers come in the order of the questions.
    pub(super) fn copied(&mut self, tab: usize, bytes: Result<Vec<u8>, Fault>) {
        let session = &mut self.sessions[tab];
        let as_hex = session.copies.pop_front().unwrap_or(false);
        let encoding = session.file().map_or_else(Encoding::default, File::encoding);
        let bytes = bytes.map(|bytes| (bytes, as_hex)).map_err(|fault| fault.to_string());
        self.put_into_clipboard(bytes, encoding);
    }

    /// Bytes that are text in `encoding`, and whether as hexadecimal pairs; or why there are none.
    pub(super) fn put_into_clipboard(&mut self, bytes: Result<(Vec<u8>, bool), String>, encoding: Encoding) {
        match bytes {
            Ok((bytes, as_hex)) => {
                let text = if as_hex { glyphs::hex(&bytes) } else { encoding.text(&bytes).0.into_owned() };
                self.effects.push(Effect::Copy(text));
                let n = human::counted(len_u64(bytes.len()), "byte", "bytes");
                self.toast(format!("{n} copied."), false);
            }
            Err(why) => self.toast(format!("Nothing was copied: {why}."), true),
        }
    }

    pub(super) fn copy_details(&mut self) {
        let details = self.front().and_then(Session::banner).and_then(|banner| banner.details.clone());
        let Some(details) = details else { return };
        self.effects.push(Effect::Copy(details));
        self.toast("The details were copied; they name no file.".into(), false);
    }

    /// Asks where to save what is selected now; that it is that stays, whatever is selected then.
    pub(super) fn save_selection_dialog(&mut self) {
        let Some(selected) = self.selected() else { return };
        self.to_save = Some(selected);
        self.with_front(|tab| tab.question = None);
        let Some(tab) = self.front() else { return };
        let folder = tab.path().and_then(Path::parent).map(Path::to_owned);
        let name = Path::new(tab.name());
        let stem = name.file_stem().map_or("selection".into(), |stem| stem.to_string_lossy());
        let ending = name.extension().map_or("txt".into(), |ending| ending.to_string_lossy());
        let name = format!("{stem}-selection.{ending}");
        self.dialogs.save_bytes("Save selection", &name, folder, self.reply().saving(Reply::SaveSelectionTo));
    }

    pub(super) fn save_selection(&mut self, path: PathBuf) {
        let Some(selected) = self.to_save.take() else { return };
        self.background(SAVING, selected.len(), move |progress| {
            let saved = selected.save(&path, &mut |done| progress.go_on(done));
            Reply::SelectionSaved(saved.map(|()| path).map_err(|why| format!("Nothing was saved: {why}.")))
        });
    }
}
