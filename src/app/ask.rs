//! Asks a person for paths: by the system's dialogs, or by a box in the window where there are none.
//!
//! One question at a time: a second one is refused with a sentence until the first is answered. What is
//! to be saved is fixed when it is asked where to, whatever is in front when the answer comes.

use super::App;
use super::comparing::ReportToSave;
use super::edit::CopyToSave;
use super::listed_rows::ListedRows;
use super::map_to_save::MapToSave;
use super::msg::{AppMsg, CompareMsg, DocMsg, Msg, Overlay, SummariesMsg};
use super::path_box::formats::SaveRequest;
use super::path_box::look::{self, Input, Target};
use super::path_box::{Done, PathBox, PathMsg, Purpose, Wish};
use super::selected::Selected;
use super::session::filter::Workspace;
use super::summaries::DiffToSave;
use super::table_export::TableToSave;
use super::tasks::Reply;
use crate::base::{DocId, PaneId};
use crate::messages::{Key, Text};
use std::path::{Path, PathBuf};

/// What is to be saved.
pub(super) enum SaveWhat {
    /// The summary of a document.
    Summary(DocId),
    /// The report on a document.
    Report(DocId),
    /// The lines of a document's list.
    Lines(Box<ListedRows>),
    /// What was selected.
    Selection(Box<Selected>),
    /// Rows of a table.
    Table(Box<TableToSave>),
    /// The map of a file.
    FileMap(Box<MapToSave>),
    /// A file with its edits.
    Copy(Box<CopyToSave>),
    /// A list of differences.
    Differences(Box<ReportToSave>),
    /// Rules and filters.
    Workspace(Box<Workspace>),
    /// What differs between two summaries.
    SummaryDiff(Box<DiffToSave>),
}

/// What is compared with a file that is asked for.
#[derive(Clone, Copy)]
enum CompareWhat {
    /// The file of a pane.
    Bytes(PaneId),
    /// The summary of a document.
    Summary(DocId),
}

/// What a dialog was opened for.
enum Asked {
    Open,
    Save(SaveRequest, SaveWhat),
}

/// The question that is open, if there is one.
#[derive(Default)]
pub(super) struct Asking {
    /// That of the system's dialog.
    native: Option<Asked>,
    /// That in the window; what is to be saved, if it asks for that.
    path_box: Option<(PathBox, Option<SaveWhat>)>,
    /// What the file that is asked for is to be compared with, if it is not to be opened.
    compares: Option<CompareWhat>,
    /// Whether rules and filters are to be taken from the file that is asked for.
    imports: bool,
}

impl App {
    /// The box that asks for a path, if it is open.
    #[must_use]
    pub fn path_box(&self) -> Option<&PathBox> {
        self.asking.path_box.as_ref().map(|(path_box, _)| path_box)
    }

    /// Says that there is a question already; whether there is.
    fn refuses_question(&mut self) -> bool {
        let is_asking = self.asking.native.is_some() || self.path_box().is_some();
        if is_asking {
            self.toast(Text::new("toast-dialog-open"), false);
        }
        is_asking
    }

    pub(super) fn open_dialog(&mut self) {
        if self.refuses_question() {
            return;
        }
        self.pick_files(None);
    }

    /// Asks where to save the list of differences of now.
    pub(super) fn export_report_dialog(&mut self) {
        if let Some((request, report)) = self.report_to_save() {
            self.save_dialog(request, SaveWhat::Differences(Box::new(report)));
        }
    }

    /// Asks where to save what differs between two summaries.
    pub(super) fn export_diff_dialog(&mut self) {
        if let Some((request, diff)) = self.diff_to_save() {
            self.save_dialog(request, SaveWhat::SummaryDiff(Box::new(diff)));
        }
    }

    /// Asks for the file to compare a pane's with.
    pub(super) fn compare_dialog(&mut self, pane: PaneId) {
        if self.overlay == Some(Overlay::Compare) {
            self.hide_overlay();
        }
        if !self.refuses_question() {
            self.pick_files(Some(CompareWhat::Bytes(pane)));
        }
    }

    /// Asks for the file to take rules and filters from.
    pub(super) fn import_dialog(&mut self) {
        if !self.refuses_question() {
            self.pick_files(None);
            self.asking.imports = true;
        }
    }

    /// Asks for the saved summary to compare a document's with.
    pub(super) fn summary_dialog(&mut self, doc: DocId) {
        if self.overlay == Some(Overlay::Summaries) {
            self.hide_overlay();
        }
        if !self.refuses_question() {
            self.pick_files(Some(CompareWhat::Summary(doc)));
        }
    }

    fn pick_files(&mut self, compares: Option<CompareWhat>) {
        self.asking.native = Some(Asked::Open);
        (self.asking.compares, self.asking.imports) = (compares, false);
        self.dialogs.pick_files(Some(self.usual_folder()), self.reply());
    }

    /// Opens the files that were asked for, or compares with the first of them.
    fn picked(&mut self, paths: Vec<PathBuf>) {
        if std::mem::take(&mut self.asking.imports) {
            return paths.into_iter().take(1).for_each(|path| self.import_workspace(path));
        }
        match (self.asking.compares.take(), paths.first()) {
            (Some(CompareWhat::Bytes(pane)), Some(path)) => {
                let path = path.clone();
                self.perform(AppMsg::Compare(CompareMsg::WithFile(pane, path)).into());
            }
            (Some(CompareWhat::Summary(doc)), Some(path)) => {
                let path = path.clone();
                self.perform(AppMsg::Summaries(SummariesMsg::WithFile(doc, path)).into());
            }
            _ => self.perform(AppMsg::Open(paths).into()),
        }
    }

    /// Asks where to save something.
    pub(super) fn save_dialog(&mut self, request: SaveRequest, what: SaveWhat) {
        if self.refuses_question() {
            return;
        }
        let request = SaveRequest { folder: request.folder.or_else(|| Some(self.usual_folder())), ..request };
        self.asking.native = Some(Asked::Save(request.clone(), what));
        self.dialogs.save_file(&request, self.reply());
    }

    /// Opens the box for the path of a file to open, or closes it.
    pub(super) fn toggle_path_box(&mut self) {
        if self.path_box().is_some_and(|path_box| *path_box.purpose() == Purpose::Open) {
            self.hide_overlay();
        } else if !self.refuses_question() {
            (self.asking.compares, self.asking.imports) = (None, false);
            self.open_path_box(Purpose::Open, None);
        }
    }

    fn open_path_box(&mut self, purpose: Purpose, what: Option<SaveWhat>) {
        let folder = match &purpose {
            Purpose::Save(SaveRequest { folder: Some(folder), .. }) => folder.clone(),
            _ => self.usual_folder(),
        };
        let (path_box, wish) = PathBox::new(self.new_id(), purpose, folder, std::env::home_dir());
        self.asking.path_box = Some((path_box, what));
        self.overlay = Some(Overlay::Path);
        self.fulfil(wish);
    }

    /// Hides the topmost of what is over the panes.
    pub(super) fn hide_overlay(&mut self) {
        self.give_up_edit();
        if self.overlay.take() == Some(Overlay::Path) {
            self.asking.path_box = None;
        } else if self.path_box().is_some() {
            self.overlay = Some(Overlay::Path);
        }
    }

    /// Hides what is over the panes as a file is opened; a question where to save something stays.
    pub(super) fn uncover(&mut self) {
        self.overlay = None;
        if self.path_box().is_some_and(|path_box| *path_box.purpose() == Purpose::Open) {
            self.asking.path_box = None;
        } else if self.path_box().is_some() {
            self.overlay = Some(Overlay::Path);
        }
    }

    /// The folder of the file in front; else of the one opened last, or the person's own.
    fn usual_folder(&self) -> PathBuf {
        let of = |path: &Path| {
            let path = std::path::absolute(path).ok()?;
            path.parent().map(Path::to_owned)
        };
        let front = self.focused().and_then(|pane| pane.doc.path()).filter(|path| *path != Path::new("-"));
        let recent = || self.settings.recent.first().and_then(|recent| of(&recent.path));
        let home = || std::env::home_dir().unwrap_or_else(|| PathBuf::from("/"));
        front.and_then(of).or_else(recent).unwrap_or_else(home)
    }

    /// Takes what the system's dialog has answered.
    pub(super) fn dialog_answered(&mut self, reply: Reply) {
        let asked = self.asking.native.take();
        match (reply, asked) {
            (Reply::Picked(paths), _) => self.picked(paths),
            (Reply::SaveTo(path), Some(Asked::Save(request, what))) => self.save_as(path, request, what),
            (Reply::NoDialog, Some(asked)) => {
                match asked {
                    Asked::Open => self.open_path_box(Purpose::Open, None),
                    Asked::Save(request, what) => self.open_path_box(Purpose::Save(request), Some(what)),
                }
                self.with_path_box(|path_box| {
                    path_box.set_stands_in();
                    None
                });
            }
            _ => {}
        }
    }

    /// Saves to a path that the system's dialog has named. If that lacks an ending, it is added, and a
    /// file that is there under the longer name is not replaced unasked.
    fn save_as(&mut self, path: PathBuf, request: SaveRequest, what: SaveWhat) {
        match request.with_ending(&path, 0) {
            Err(why) => self.toast(why, true),
            Ok(ended) if ended == path => self.save_to(path, what),
            Ok(ended) => {
                let input = self.input_of(&what);
                self.asking.native = Some(Asked::Save(request, what));
                self.ask_file_system(move || {
                    Reply::EndingAdded(look::check_save(&path, ended, input.as_ref()))
                });
            }
        }
    }

    /// Takes what was found about the longer name.
    pub(super) fn ending_added(&mut self, found: Result<Target, Text>) {
        let Some(Asked::Save(request, what)) = self.asking.native.take() else { return };
        match found {
            Err(why) => self.toast(why, true),
            Ok(target) if !target.exists => self.save_to(target.path, what),
            Ok(target) => {
                self.open_path_box(Purpose::Save(request), Some(what));
                self.with_path_box(|path_box| path_box.ask_to_replace(target.path));
            }
        }
    }

    fn save_to(&mut self, path: PathBuf, what: SaveWhat) {
        if let SaveWhat::Summary(doc) | SaveWhat::Report(doc) = &what
            && self.doc(*doc).is_none()
        {
            let why = Text::new("save-tab-closed");
            return self.toast(Text::new("toast-not-saved").with("why", why), true);
        }
        match what {
            SaveWhat::Summary(doc) => self.perform(Msg::Doc(doc, DocMsg::Export(path))),
            SaveWhat::Report(doc) => self.perform(Msg::Doc(doc, DocMsg::ExportReport(path))),
            SaveWhat::Lines(rows) => self.write_rows(*rows, path),
            SaveWhat::Selection(selected) => self.save_selection(*selected, path),
            SaveWhat::Table(rows) => self.save_table(*rows, path),
            SaveWhat::FileMap(map) => self.save_file_map(*map, path),
            SaveWhat::Copy(copy) => self.save_copy(*copy, path),
            SaveWhat::Differences(report) => self.save_report(*report, path),
            SaveWhat::Workspace(workspace) => self.save_workspace(*workspace, path),
            SaveWhat::SummaryDiff(diff) => self.save_diff(*diff, path),
        }
    }

    /// The file that something is made from.
    fn input_of(&self, what: &SaveWhat) -> Option<Input> {
        let (snapshot, path) = match what {
            SaveWhat::Summary(doc) | SaveWhat::Report(doc) => {
                let doc = self.doc(*doc)?;
                (doc.file()?.snapshot(), doc.path())
            }
            SaveWhat::Lines(rows) => (&rows.request.bytes, rows.input.as_deref()),
            SaveWhat::Selection(selected) => (&selected.snapshot, selected.path.as_deref()),
            SaveWhat::Table(rows) => (&rows.snapshot, rows.path.as_deref()),
            SaveWhat::FileMap(map) => (&map.snapshot, map.path.as_deref()),
            SaveWhat::Copy(copy) => (&copy.snapshot, copy.path.as_deref()),
            SaveWhat::Workspace(_) => return None,
            // The other file is refused when it is written.
            SaveWhat::Differences(report) => (&report.files.0, report.paths.0.as_deref()),
            SaveWhat::SummaryDiff(diff) => diff.input()?,
        };
        Some(Input { stat: snapshot.stat().clone(), path: path.map(Path::to_owned) })
    }

    /// Does what a message to the box says.
    pub(super) fn perform_path_box(&mut self, msg: PathMsg) {
        let Some((path_box, _)) = &mut self.asking.path_box else { return };
        match path_box.apply(msg) {
            Ok(wish) => self.fulfil(wish),
            Err(done) => self.path_box_done(done),
        }
    }

    fn with_path_box(&mut self, change: impl FnOnce(&mut PathBox) -> Option<Wish>) {
        let wish = self.asking.path_box.as_mut().and_then(|(path_box, _)| change(path_box));
        self.fulfil(wish);
    }

    pub(super) fn listed(&mut self, listing: look::Listing) {
        self.with_path_box(|path_box| {
            path_box.listed(listing);
            None
        });
    }

    pub(super) fn path_checked(&mut self, nr: u64, found: Result<Target, Text>) {
        let Some((path_box, _)) = &mut self.asking.path_box else { return };
        if let Some(done) = path_box.checked(nr, found) {
            self.path_box_done(done);
        }
    }

    fn path_box_done(&mut self, done: Done) {
        let what = self.asking.path_box.take().and_then(|(_, what)| what);
        self.overlay = self.overlay.filter(|overlay| *overlay != Overlay::Path);
        match (done, what) {
            (Done::Open(path), _) => self.picked(vec![path]),
            (Done::Save(path), Some(what)) => self.save_to(path, what),
            (Done::Save(_), None) => {}
        }
    }

    fn fulfil(&mut self, wish: Option<Wish>) {
        match wish {
            None => {}
            Some(Wish::List(folder)) => self.ask_file_system(move || Reply::Listed(look::list(folder))),
            Some(Wish::CheckOpen(nr, path)) => self.ask_file_system(move || {
                let found = look::check_open(&path).map(|()| Target { path, exists: true });
                Reply::PathChecked(nr, found)
            }),
            Some(Wish::CheckSave(nr, typed, ended)) => {
                let what = self.asking.path_box.as_ref().and_then(|(_, what)| what.as_ref());
                let input = what.and_then(|what| self.input_of(what));
                self.ask_file_system(move || {
                    Reply::PathChecked(nr, look::check_save(&typed, ended, input.as_ref()))
                });
            }
        }
    }

    /// Asks the file system on a thread of its own: it may not answer.
    fn ask_file_system(&self, look: impl FnOnce() -> Reply + Send + 'static) {
        if let Err(error) = self.spawn(Key("task-look-up"), look) {
            tracing::warn!(%error, "a path was not looked up");
        }
    }
}
