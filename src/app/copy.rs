//! What goes into the clipboard: the selection as text, hexadecimal pairs, Base64 or a literal of a language,
//! and the details of a banner. What is too large for it can be saved to a file instead.

use super::ask::SaveWhat;
use super::path_box::formats::SaveRequest;
use super::selected::{Selected, SelectedPart};
use super::tasks::Reply;
use super::{App, Effect, PaneRef, table};
use crate::base::units::len_u64;
use crate::base::{DocId, PaneId, human};
use crate::format::delimited::RowForm;
use crate::format::encoding::Encoding;
use crate::format::glyphs::{self, CopyAs};
use crate::format::literals;
use crate::messages::{Key, Text};
use crate::source::Fault;
use crate::view::hex;
use std::path::{Path, PathBuf};

/// Selections up to this many bytes are copied.
pub(super) const MOST_COPIED: u64 = 64 << 20;

/// Selections up to this many bytes are pasted by the middle button.
const MOST_PRIMARY: u64 = 1 << 20;

/// Of so many bytes the window's thread makes text itself; of more, a task.
const MOST_FORMATTED: usize = 16 << 10;

/// What the work of writing a selection is called.
const SAVING: Key = Key("task-save-selection");

impl App {
    pub(super) fn copy(&mut self, id: PaneId, form: CopyAs) {
        let Some(pane) = self.pane(id) else { return };
        if pane.shows_records() && matches!(form, CopyAs::Shown | CopyAs::Text) {
            return self.copy_cells(id, RowForm::Tsv);
        }
        let form = form_in(&pane, form);
        let Some(selected) = self.selected(id) else { return };
        let Some(pane) = self.pane(id) else { return };
        let doc = pane.doc.id();
        if self.asks_about_size(id, &selected) {
            return;
        }
        match selected.what {
            SelectedPart::Bytes(span) => {
                self.with_doc(doc, |doc| doc.copy(&selected.snapshot, span, form));
            }
            SelectedPart::Columns(..) | SelectedPart::Cells(_) => {
                self.background(Key("task-copy-columns"), selected.len(), move |progress| {
                    let mut bytes = Vec::new();
                    let done = selected.write(&mut bytes, &mut |done| progress.go_on(done));
                    let text = done.map(|()| text_of(&bytes, form, selected.encoding));
                    Reply::Copied(text.map_err(|why| why.message()))
                })
            }
        }
    }

    /// Asks what to do about a selection that is too large to copy; whether it is.
    pub(super) fn asks_about_size(&mut self, id: PaneId, selected: &Selected) -> bool {
        if selected.len() <= MOST_COPIED {
            return false;
        }
        let (is, most) = (human::size_text(selected.len()), human::size_text(MOST_COPIED));
        let question = match selected.what {
            SelectedPart::Bytes(_) => Text::new("question-bytes"),
            SelectedPart::Columns(..) => Text::new("question-columns"),
            SelectedPart::Cells(_) => Text::new("question-cells"),
        };
        let question = question.with("is", is).with("most", most);
        self.with_pane(id, |pane, _, _| pane.view.ask(Some(question)));
        true
    }

    /// Makes what is selected what the middle button pastes; of a long selection nothing is.
    pub fn fill_primary(&mut self, id: PaneId) {
        let Some(selected) = self.selected(id).filter(|selected| selected.len() <= MOST_PRIMARY) else {
            return;
        };
        let Some(form) = self.pane(id).map(|pane| form_in(&pane, CopyAs::Shown)) else { return };
        self.background(Key("task-copy"), 0, move |progress| {
            let mut bytes = Vec::new();
            let done = selected.write(&mut bytes, &mut |done| progress.go_on(done));
            match done {
                Ok(()) => Reply::ForPrimary(text_of(&bytes, form, selected.encoding).0),
                // No command was given that could fail.
                Err(_) => Reply::Silent,
            }
        });
    }

    /// What is selected in a pane.
    fn selected(&self, id: PaneId) -> Option<Selected> {
        let pane = self.pane(id).filter(|pane| pane.has_selection())?;
        let what = match pane.block() {
            _ if pane.shows_records() => SelectedPart::Bytes(pane.cells_span()?),
            Some(block) => SelectedPart::Columns(*block, pane.layout()),
            None => SelectedPart::Bytes(pane.selection()),
        };
        let path = pane.path().map(Path::to_owned);
        let file = pane.doc.file()?;
        Some(Selected { snapshot: file.snapshot().clone(), encoding: file.encoding(), path, what })
    }

    /// Takes bytes that were requested; answers come in the order of the requests.
    pub(super) fn copied(&mut self, id: DocId, bytes: Result<Vec<u8>, Fault>) {
        let Some(doc) = self.doc_mut(id) else { return };
        let form = doc.copies.pop_front().unwrap_or_default();
        let encoding = doc.file().map_or_else(Encoding::default, crate::doc::File::encoding);
        match bytes {
            Ok(bytes) if bytes.len() > MOST_FORMATTED => self
                .background(Key("task-copy"), 0, move |_| Reply::Copied(Ok(text_of(&bytes, form, encoding)))),
            Ok(bytes) => self.put_into_clipboard(Ok(text_of(&bytes, form, encoding))),
            Err(fault) => self.put_into_clipboard(Err(fault.message())),
        }
    }

    /// Puts text, made of so many bytes, into the clipboard; or says why there is none.
    pub(super) fn put_into_clipboard(&mut self, text: Result<(String, u64), Text>) {
        match text {
            Ok((text, n)) => {
                self.effects.push(Effect::Copy(text));
                self.toast(Text::new("toast-copied").with("n", n), false);
            }
            Err(why) => self.toast(Text::new("toast-not-copied").with("why", why), true),
        }
    }

    pub(super) fn copy_details(&mut self, id: DocId) {
        let details = self.doc(id).and_then(|doc| doc.banner()).and_then(|banner| banner.details.clone());
        let Some(details) = details else { return };
        self.effects.push(Effect::Copy(details));
        self.toast(Text::new("toast-details-copied"), false);
    }

    pub(super) fn copy_command(&mut self, id: DocId) {
        let Some((_, command)) = self.doc(id).and_then(|doc| doc.compression()) else { return };
        self.effects.push(Effect::Copy(command));
        self.toast(Text::new("toast-command-copied"), false);
    }

    /// Asks where to save the selection of now; that is what is saved, whatever is selected when
    /// the answer comes.
    pub(super) fn save_selection_dialog(&mut self, id: PaneId) {
        let cells = self.pane(id).and_then(|pane| table::cells_of(&pane, RowForm::Csv));
        let Some(selected) = cells.or_else(|| self.selected(id)) else { return };
        self.with_pane(id, |pane, _, _| pane.view.ask(None));
        let Some(pane) = self.pane(id) else { return };
        let folder = pane.path().and_then(Path::parent).map(Path::to_owned);
        let is_binary = pane.file().is_some_and(|file| file.verdict().format == "binary");
        let request = SaveRequest::selection(pane.name(), folder, is_binary);
        self.save_dialog(request, SaveWhat::Selection(Box::new(selected)));
    }

    pub(super) fn save_selection(&mut self, selected: Selected, path: PathBuf) {
        self.background(SAVING, selected.len(), move |progress| {
            let saved = selected.save(&path, &mut |done| progress.go_on(done));
            Reply::SelectionSaved(
                saved.map(|()| path).map_err(|why| Text::new("toast-not-saved").with("why", why.message())),
            )
        });
    }
}

/// The form in which a pane's selection is copied: what is shown as bytes is copied as those.
fn form_in(pane: &PaneRef<'_>, form: CopyAs) -> CopyAs {
    match form {
        CopyAs::Shown if pane.rows_view() == hex::ID => CopyAs::Hex,
        form => form,
    }
}

/// Bytes in this form, and how many there are.
fn text_of(bytes: &[u8], form: CopyAs, encoding: Encoding) -> (String, u64) {
    let text = match form {
        CopyAs::Shown | CopyAs::Text => encoding.text(bytes).0.into_owned(),
        CopyAs::Hex => glyphs::hex(bytes),
        CopyAs::CArray => literals::c_array(bytes),
        CopyAs::RustArray => literals::rust_array(bytes),
        CopyAs::PythonBytes => literals::python_bytes(bytes),
        CopyAs::Base64 => literals::base64(bytes),
    };
    (text, len_u64(bytes.len()))
}
