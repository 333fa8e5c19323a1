//! What the list of matching lines is asked for: to be refined, moved in, copied and saved.

use super::App;
use super::ask::SaveWhat;
use super::copy::MOST_COPIED;
use super::docks::PanelId;
use super::listed_rows::ListedRows;
use super::msg::DocMsg;
use super::panes::Pane;
use super::path_box::formats::SaveRequest;
use super::tasks::Reply;
use crate::base::units::len_u64;
use crate::base::{DocId, Offset, PaneId, human};
use crate::doc::File;
use crate::doc::search::{ListFilter, copy_rows, write_rows};
use crate::format::encoding::Encoding;
use crate::messages::{Key, Text};
use crate::view::PaneMsg;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// Lists what these chips want, and shows the list.
    pub(super) fn refine(&mut self, id: DocId, filter: ListFilter) {
        let at = self.place_in(id).map_or(Offset::ZERO, |(_, cursor)| cursor);
        let waker = Arc::clone(&self.waker);
        self.with_doc(id, |doc| doc.refine(filter, at, &waker));
        self.open_panel(PanelId::Results);
    }

    /// Shows the field for another pattern and gives it the keyboard; or hides it, and gives the list
    /// the keyboard.
    pub(super) fn toggle_refine(&mut self, id: DocId) {
        self.with_doc(id, crate::doc::Document::toggle_refine);
        let is_refined = self.doc(id).and_then(|doc| doc.searching()).is_some_and(|one| one.is_refined());
        if is_refined {
            self.open_panel(PanelId::Results);
            self.effects.push(super::Effect::FocusRefine);
        } else {
            self.focus_panel(PanelId::Results);
        }
    }

    /// The pane that shows a document, the one with the keyboard first, and its cursor.
    fn place_in(&self, id: DocId) -> Option<(PaneId, Offset)> {
        let focused = self.focused_id().filter(|pane| self.pane(*pane).is_some_and(|one| one.doc.id() == id));
        let first = || self.panes.iter().find(|pane| pane.doc == id).map(Pane::id);
        let pane = focused.or_else(first)?;
        Some((pane, self.pane(pane)?.cursor()))
    }

    /// Does what the list of a document is asked for.
    pub(super) fn perform_list(&mut self, id: DocId, msg: &DocMsg) {
        let Some((pane, here)) = self.place_in(id) else { return };
        match *msg {
            DocMsg::MoveInList { step, extend } => {
                self.with_list(id, |list, _| list.move_cursor(step, extend, here));
            }
            DocMsg::PutListCursor { at, extend } => self.with_list(id, |list, _| list.put_cursor(at, extend)),
            DocMsg::SelectList => self.with_list(id, |list, _| list.select_all()),
            DocMsg::CopyListed => self.copy_listed(id, here),
            DocMsg::ShowListed => {
                let list = self.doc(id).and_then(|doc| doc.searching()).map(|searching| searching.list());
                let place = list.and_then(|list| list.place_of_cursor());
                if let Some(place) = place {
                    self.move_in_pane(pane, &PaneMsg::ShowPlace(place));
                }
            }
            _ => {}
        }
    }

    /// Copies the selected lines of a list; the one that holds `here`, if none are.
    fn copy_listed(&mut self, id: DocId, here: Offset) {
        let Some(doc) = self.doc(id) else { return };
        let (Some(request), Some(searching)) = (doc.rows_to_copy(), doc.searching()) else { return };
        let lines = searching.list().selection().unwrap_or((here, here));
        let encoding = doc.file().map_or_else(Encoding::default, File::encoding);
        let of = request.found.span().len();
        self.background(Key("task-copy"), of, move |progress| {
            let goes_on = |done| progress.go_on(done);
            let text = match copy_rows(&request, lines, MOST_COPIED, &goes_on) {
                Ok(Some(bytes)) => Ok((encoding.text(&bytes).0.into_owned(), len_u64(bytes.len()))),
                Ok(None) => Err(Text::new("list-too-large").with("most", human::size_text(MOST_COPIED))),
                Err(why) => Err(why),
            };
            Reply::Copied(text)
        });
    }

    /// Asks where to save the lines of now; those are what is saved, whatever is listed when the
    /// answer comes.
    pub(super) fn save_rows_dialog(&mut self, id: DocId, numbered: bool) {
        let Some(rows) = self.rows_to_save(id, numbered) else { return };
        let Some(doc) = self.doc(id) else { return };
        let folder = doc.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::lines(doc.name(), folder, numbered);
        self.save_dialog(request, SaveWhat::Lines(Box::new(rows)));
    }

    /// The lines of a list; if they can't be saved now, says why.
    fn rows_to_save(&mut self, id: DocId, numbered: bool) -> Option<ListedRows> {
        let doc = self.doc(id)?;
        match doc.rows_to_save(numbered)? {
            Ok(request) => {
                let numbered = doc.file().map(File::encoding).filter(|_| numbered);
                Some(ListedRows { request, input: doc.path().map(Path::to_owned), numbered })
            }
            Err(said) => {
                self.toast(said, true);
                None
            }
        }
    }

    /// Writes lines to a file: their own bytes, in file order; with numbers as `grep -n` does.
    pub(super) fn write_rows(&mut self, rows: ListedRows, path: PathBuf) {
        let of = rows.request.found.span().len();
        self.background(Key("task-save-lines"), of, move |progress| {
            let goes_on = |done| progress.go_on(done);
            let ListedRows { request, input, numbered } = &rows;
            let saved = write_rows(&path, input.as_deref(), request, *numbered, &goes_on);
            Reply::RowsSaved(saved.map(|n| (path, n)))
        });
    }
}
