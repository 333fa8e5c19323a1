//! What each message does. Nothing here blocks.

use super::edit::{EditMsg, EditQuestion, Leave};
use super::msg::{AppMsg, DocMsg, Msg, Overlay, Target};
use super::{App, Effect, actions, tasks};
use crate::base::{DocId, PaneId};
use crate::doc::Document;
use crate::engine::Engine;
use crate::messages::Text;
use crate::view::{PaneMsg, map};
use std::sync::Arc;

impl App {
    /// Does what a message says, at its address. Never blocks.
    pub fn perform(&mut self, msg: Msg) {
        self.wake_gauges();
        self.touch_session();
        let about = match &msg {
            Msg::App(_) => None,
            Msg::Doc(doc, _) => Some(*doc),
            Msg::Pane(pane, _) => self.pane(*pane).map(|pane| pane.doc.id()),
            Msg::Act(_, target) => target.doc,
        };
        let before = self.about;
        self.about = about.or(before);
        self.perform_at_address(msg);
        self.about = before;
    }

    fn perform_at_address(&mut self, msg: Msg) {
        match msg {
            Msg::App(msg) => self.perform_app(msg),
            Msg::Doc(doc, msg) => self.perform_doc(doc, msg),
            Msg::Pane(pane, msg) => self.perform_pane(pane, msg),
            Msg::Act(id, target) => {
                if let Some(action) = actions::named(id) {
                    action.run(self, target);
                }
            }
        }
    }

    fn perform_app(&mut self, msg: AppMsg) {
        match msg {
            AppMsg::OpenDialog => self.open_dialog(),
            AppMsg::Open(paths) => paths.into_iter().for_each(|path| self.open(path)),
            AppMsg::ForgetRecent(path) => drop(self.settings.forget(&path)),
            AppMsg::ClearRecent => self.settings.recent.clear(),
            AppMsg::MakeSample(kind) => self.make_sample(kind, tasks::SAMPLE_BYTES),
            AppMsg::Toggle(overlay) => self.toggle(overlay),
            AppMsg::HideOverlay => self.hide_overlay(),
            AppMsg::HideToasts => self.toasts.clear(),
            AppMsg::PathBox(msg) => self.perform_path_box(msg),
            AppMsg::Palette(msg) => self.perform_palette(msg),
            AppMsg::Keys(msg) => self.perform_keys(msg),
            AppMsg::Set(key, value) => self.set_setting(key, value),
            AppMsg::ResetSettings(key) => self.reset_settings(key),
            AppMsg::ForgetMessages => self.forget_messages(),
            AppMsg::SetRules(rules) => self.set_rules(rules),
            AppMsg::SetTheme(theme) => self.settings.theme = theme,
            AppMsg::SetFont(part, family) => *self.settings.font_mut(part) = family,
            AppMsg::StopTask(title) => self.stop_task(title),
            AppMsg::FocusPane(pane) => self.focus_pane(pane),
            AppMsg::ClosePane(pane) => self.close_pane_asking(pane),
            AppMsg::SetLayout(layout) => self.layout = layout,
            AppMsg::FocusSearch { backward } => self.focus_search(backward),
            AppMsg::TogglePanel(panel) => self.toggle_panel(panel),
            AppMsg::ClosePanel(panel) => self.close_panel(panel),
            AppMsg::MovePanel { panel, edge, before } => self.move_panel(panel, edge, before),
            AppMsg::ResizePanel(panel, size) => self.resize_panel(panel, size),
            AppMsg::FocusPanel(panel) => self.focus_panel(panel),
            AppMsg::LeavePanel => self.leave_panel(),
            AppMsg::CopyValue(text) => self.copy_value(text),
            AppMsg::Edit(msg) => self.perform_edit(msg),
            AppMsg::Compare(msg) => self.perform_compare(msg),
            AppMsg::Summaries(msg) => self.perform_summaries(msg),
            AppMsg::Hash(msg) => self.perform_hash(msg),
            AppMsg::Session(msg) => self.perform_session(msg),
            AppMsg::Filter(msg) => self.perform_filter(msg),
            AppMsg::Report(msg) => self.perform_report(msg),
            AppMsg::CopyPath(path) => self.effects.push(Effect::Copy(path.display().to_string())),
            AppMsg::ShowInFolder(path) => self.effects.push(Effect::ShowInFolder(path)),
        }
    }

    fn perform_doc(&mut self, id: DocId, msg: DocMsg) {
        match msg {
            DocMsg::ExportDialog => self.export_dialog(id),
            DocMsg::Export(path) => self.export(id, path, None),
            DocMsg::ExportReport(path) => self.export(id, path, self.quoted_of(id)),
            DocMsg::CopySummary => self.copy_summary(id),
            DocMsg::ScanAgain => {
                // A person who has it counted anew trusts no figure of before.
                self.with_doc(id, |doc| doc.scans.distrust());
                self.scan(id);
            }
            DocMsg::CancelJob => self.with_doc(id, |doc| doc.scans.cancel(None)),
            DocMsg::ResumeJob => self.with_engine(id, |doc, engine| doc.scans.resume(engine, None)),
            DocMsg::StopPass(pass) => self.with_doc(id, |doc| doc.scans.cancel(Some(pass))),
            DocMsg::ResumePass(pass) => {
                self.with_engine(id, |doc, engine| doc.scans.resume(engine, Some(pass)))
            }
            DocMsg::Reopen => self.reopen_asking(id),
            DocMsg::DismissBanner => self.with_doc(id, Document::dismiss_banner),
            DocMsg::DismissHint => self.with_doc(id, |doc| doc.hides_hint = true),
            DocMsg::CopyCommand => self.copy_command(id),
            DocMsg::CopyDetails => self.copy_details(id),
            DocMsg::ShowPreviousFile => self.show_previous(id),
            DocMsg::SetEncoding(name) => {
                if self.overlay == Some(Overlay::Encodings) {
                    self.hide_overlay();
                }
                self.set_encoding(id, name);
            }
            DocMsg::SetMark(at, mark) => self.with_doc(id, |doc| doc.set_mark(at, mark)),
            DocMsg::RemoveMarks => self.with_doc(id, |doc| doc.set_marks(Vec::new())),
            DocMsg::SetDialect(choice) => self.with_doc(id, |doc| doc.choose_dialect(choice)),
            DocMsg::Rows(msg) => self.perform_rows(id, &msg),
            DocMsg::SearchAll => self.search_all(id),
            DocMsg::StopSearch => self.with_doc(id, |doc| doc.stop_search()),
            DocMsg::ResumeSearch => self.with_engine(id, Document::resume_search),
            DocMsg::CloseSearch => self.close_search(id),
            DocMsg::Refine(filter) => self.refine(id, filter),
            DocMsg::ToggleRefine => self.toggle_refine(id),
            DocMsg::MoveInList { .. }
            | DocMsg::PutListCursor { .. }
            | DocMsg::SelectList
            | DocMsg::CopyListed
            | DocMsg::ShowListed => self.perform_list(id, &msg),
            DocMsg::SetContext(lines) => self.with_list(id, |list, _| list.set_context(lines)),
            DocMsg::ListScrollRows(by) => self.with_list(id, |list, _| list.scroll_rows(by)),
            DocMsg::ListScrollPages(by) => self.with_list(id, |list, _| list.scroll_pages(by)),
            DocMsg::ListScrollToShare(to) => self.with_list(id, |list, len| list.scroll_to_share(to, len)),
            DocMsg::SaveRowsDialog { numbered } => self.save_rows_dialog(id, numbered),
            DocMsg::StopMeasuring => self.with_doc(id, |doc| doc.stop_measuring()),
            DocMsg::Structure(msg) => self.perform_structure(id, &msg),
        }
    }

    fn perform_pane(&mut self, id: PaneId, msg: PaneMsg) {
        self.lead(id);
        self.do_in_pane(id, msg);
        self.follow_leader();
    }

    fn do_in_pane(&mut self, id: PaneId, msg: PaneMsg) {
        match msg {
            PaneMsg::Goto(text) => self.go_to(id, &text),
            PaneMsg::GotoAgain => self.go_to_again(id),
            PaneMsg::Hex(msg) => self.perform_hex(id, msg),
            PaneMsg::Copy(form) => self.copy(id, form),
            PaneMsg::CopyCells(form) => self.copy_cells(id, form),
            PaneMsg::SaveSelectionDialog => self.save_selection_dialog(id),
            PaneMsg::Type(text) => self.type_bytes(id, &text),
            PaneMsg::Paste(text) => self.paste_bytes(id, &text),
            PaneMsg::SetHexColumn(column) => self.set_hex_column(id, column),
            PaneMsg::ToggleMark => self.toggle_mark(id),
            PaneMsg::NextMark => self.go_to_mark(id, true),
            PaneMsg::PreviousMark => self.go_to_mark(id, false),
            PaneMsg::ToggleFollow => self.toggle_follow(id),
            PaneMsg::Search(pattern) => self.search(id, &pattern),
            PaneMsg::FindBytes(span) => self.find_bytes(id, span),
            PaneMsg::SearchNext => self.search_on(id, true),
            PaneMsg::SearchPrevious => self.search_on(id, false),
            PaneMsg::SearchAlong { reversed } => self.search_on(id, self.searches_back == reversed),
            PaneMsg::FilterTimes(range) => self.filter_times(id, range),
            PaneMsg::FileMap(msg) => self.perform_file_map(id, &msg),
            msg => self.move_in_pane(id, &msg),
        }
    }

    pub(super) fn with_doc(&mut self, id: DocId, change: impl FnOnce(&mut Document)) {
        if let Some(doc) = self.doc_mut(id) {
            change(doc);
        }
    }

    /// Changes a document with the engine, if there is one.
    pub(super) fn with_engine(&mut self, id: DocId, change: impl FnOnce(&mut Document, &Engine)) {
        if let (Ok(engine), Some(doc)) = (&self.engine, self.docs.iter_mut().find(|doc| doc.id == id)) {
            change(doc, engine);
        }
    }

    /// Changes something about the list of matching lines.
    pub(super) fn with_list(&mut self, id: DocId, change: impl FnOnce(&mut crate::doc::search::List, u64)) {
        self.with_doc(id, |doc| doc.with_list(change));
    }

    /// Takes the number of rows that the list of matching lines of a document shows.
    pub fn set_list_visible(&mut self, doc: DocId, rows: f64) {
        self.with_list(doc, |list, _| list.set_visible(rows));
    }

    pub(super) fn set_rules(&mut self, mut rules: Vec<crate::doc::rules::Rule>) {
        rules.truncate(crate::doc::rules::MOST_RULES);
        self.settings.rules = rules;
        self.rules_nr += 1;
    }

    /// Switches following on, at the end; or off.
    fn toggle_follow(&mut self, id: PaneId) {
        let Some(pane) = self.pane(id) else { return };
        let (doc, was_following) = (pane.doc.id, pane.is_following());
        self.with_doc(doc, |doc| doc.follow.is_off = was_following);
        if !was_following {
            self.with_pane(id, |pane, doc, _| pane.view.end(doc));
        }
    }

    /// Shows the previous file again, where each pane was in it.
    fn show_previous(&mut self, id: DocId) {
        if self.doc(id).is_some_and(Document::has_unsaved) {
            return self.perform(EditMsg::Ask(EditQuestion::Unsaved(Leave::Lock(id))).into());
        }
        if !self.doc_mut(id).is_some_and(Document::show_previous) {
            return;
        }
        self.each_pane(id, |pane, doc, focus| {
            if let Some((place, was)) = pane.before.take() {
                pane.view.return_to(place);
                *focus = was;
            }
            focus.keep_inside(doc.len());
        });
    }

    pub(super) fn measure(&mut self, at: Target) {
        let (Some(pane), Some(doc)) = (at.pane, at.doc) else { return };
        let n_threads = self.engine.as_ref().map_or(1, |engine| engine.meters().n_workers());
        let waker = Arc::clone(&self.waker);
        self.move_in_pane(pane, &PaneMsg::ShowView(map::ID));
        let started = self.doc_mut(doc).map(|doc| doc.measure(n_threads, waker));
        if let Some(Err(error)) = started {
            self.toast(Text::new("toast-measure-failed").with("why", Text::of_io(&error)), true);
        }
    }

    /// Gives the search box the keyboard; matches are then sought forward, or backward.
    pub fn focus_search(&mut self, backward: bool) {
        self.searches_back = backward;
        self.effects.push(Effect::FocusSearch);
    }
}
