//! Filters that were saved, and workspaces: rules and filters in a file that another person can take.
//!
//! Taking a workspace replaces the rules and adds the filters that are not there; one step undoes both.

use super::capture::rows_state;
use super::filter::{MOST_FILTERS, SavedFilter, VERSION, Workspace};
use super::late::Late;
use super::msg::{FilterMsg, SessionReply};
use crate::app::App;
use crate::app::ask::SaveWhat;
use crate::app::docks::PanelId;
use crate::app::kept::files;
use crate::app::path_box::formats::SaveRequest;
use crate::app::tasks::Reply;
use crate::base::DocId;
use crate::base::units::len_u64;
use crate::doc::Document;
use crate::doc::rules::Rule;
use crate::messages::{Key, Text};
use std::path::PathBuf;

/// What a workspace has replaced.
pub(super) struct Undo {
    rules: Vec<Rule>,
    filters: Vec<SavedFilter>,
}

impl App {
    /// What a document is searched for and filtered by now, if that is something.
    #[must_use]
    pub fn filter_in_force(&self, doc: &Document) -> Option<SavedFilter> {
        let searching = doc.searching();
        let filter = SavedFilter {
            name: String::new(),
            search: searching.map(|one| one.pattern().clone()).unwrap_or_default(),
            list: searching.map(|one| one.list().filter().clone()).unwrap_or_default(),
            rows: rows_state(doc),
        };
        (!filter.is_empty()).then(|| filter.named())
    }

    pub(in crate::app) fn perform_filter(&mut self, msg: FilterMsg) {
        match msg {
            FilterMsg::Save(doc) => {
                if let Some(filter) = self.doc(doc).and_then(|doc| self.filter_in_force(doc)) {
                    add(&mut self.settings.filters, filter);
                }
            }
            FilterMsg::Remove(nr) => {
                if nr < self.settings.filters.len() {
                    self.settings.filters.remove(nr);
                }
            }
            FilterMsg::Apply(nr, doc) => self.apply_filter(nr, doc),
        }
    }

    fn apply_filter(&mut self, nr: usize, id: DocId) {
        let Some(filter) = self.settings.filters.get(nr).cloned() else { return };
        self.hide_overlay();
        let is_table = self.doc(id).is_some_and(Document::is_table);
        let wants_lines = !filter.list.query(&filter.search).stages.is_empty();
        if is_table {
            self.with_doc(id, |doc| doc.arrangement_mut().clear());
        }
        let rows = Some(filter.rows).filter(|rows| is_table && !rows.is_empty());
        if is_table && rows.is_none() {
            self.arrange_rows(id);
        }
        self.session.late.insert(id, Late::new(filter.search, filter.list, rows));
        self.ask_again(id);
        if wants_lines {
            self.open_panel(PanelId::Results);
        }
    }

    /// Asks where to save the rules and filters: those that were saved, and those in force.
    pub(in crate::app) fn export_workspace(&mut self) {
        let mut filters = self.settings.filters.clone();
        for doc in &self.docs {
            self.filter_in_force(doc).into_iter().for_each(|filter| add(&mut filters, filter));
        }
        let rules = Some(self.settings.rules.clone());
        let workspace = Workspace { version: VERSION, rules, filters };
        self.save_dialog(SaveRequest::workspace(), SaveWhat::Workspace(Box::new(workspace)));
    }

    pub(in crate::app) fn save_workspace(&mut self, workspace: Workspace, path: PathBuf) {
        self.background(Key("task-workspace"), 0, move |_| {
            let value = serde_json::to_value(&workspace).unwrap_or_default();
            let saved = files::replace(&path, &value).map(|()| path).map_err(|why| why.message());
            Reply::Sessions(SessionReply::Exported(saved))
        });
    }

    /// Reads rules and filters from a file.
    pub(in crate::app) fn import_workspace(&mut self, path: PathBuf) {
        self.background(Key("task-workspace"), 0, move |_| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let read = files::read(&path).map_err(|error| Text::of_io(&error));
            let read = read.map(|bytes| serde_json::from_slice(&bytes).ok().and_then(Workspace::read));
            let read = match read {
                Ok(Some(workspace)) => Ok(Box::new((name, workspace))),
                Ok(None) => Err(Text::new("workspace-none").with("name", name)),
                Err(why) => Err(Text::new("workspace-unreadable").with("name", name).with("why", why)),
            };
            Reply::Sessions(SessionReply::Imported(read))
        });
    }

    pub(super) fn take_workspace(&mut self, name: String, workspace: Workspace) {
        let before = Undo { rules: self.settings.rules.clone(), filters: self.settings.filters.clone() };
        let n_rules = len_u64(workspace.rules.as_ref().map_or(0, Vec::len));
        let n_filters = len_u64(workspace.filters.len());
        if let Some(rules) = workspace.rules {
            self.set_rules(rules);
        }
        for filter in workspace.filters.into_iter().rev() {
            add(&mut self.settings.filters, filter);
        }
        self.session.undo = Some(Box::new(before));
        self.touch_session();
        let said = Text::new("workspace-taken").with("name", name);
        let rules = Text::new("workspace-rules").with("n", n_rules);
        let filters = Text::new("workspace-filters").with("n", n_filters);
        self.toast(said.with("rules", rules).with("filters", filters), false);
    }

    /// Whether a workspace was taken whose rules and filters can be undone.
    pub(in crate::app) fn can_undo_workspace(&self) -> bool {
        self.session.undo.is_some()
    }

    pub(in crate::app) fn undo_workspace(&mut self) {
        if let Some(before) = self.session.undo.take() {
            self.settings.filters = before.filters;
            self.set_rules(before.rules);
        }
    }
}

/// Puts a filter before others, once.
fn add(filters: &mut Vec<SavedFilter>, filter: SavedFilter) {
    if filters.iter().any(|other| other.is_like(&filter)) {
        return;
    }
    filters.insert(0, filter);
    filters.truncate(MOST_FILTERS);
}
