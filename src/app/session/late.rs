//! What was asked of a document and is asked again once it can be: a search when the first frame is on the
//! screen, rows of a table when its columns are known.

use super::model::{FileState, ListState, RowsState};
use crate::app::App;
use crate::base::{DocId, Offset};
use crate::doc::arrangement::{Condition, ConditionTest, SortBy};
use crate::doc::search::ListFilter;
use crate::messages::say;
use crate::search::Pattern;
use crate::table::filter::Filter;
use std::sync::Arc;

/// Most conditions that are taken.
const MOST_CONDITIONS: usize = 64;

/// What waits.
#[derive(Clone, Debug, Default)]
pub(super) struct Late {
    search: Option<(Pattern, ListState)>,
    rows: Option<RowsState>,
}

impl Late {
    pub(super) fn of(file: &FileState) -> Self {
        let wants_lines = file.search.is_some() || file.list != ListState::default();
        let search = || (file.search.clone().unwrap_or_default(), file.list.clone());
        Self {
            search: wants_lines.then(search),
            rows: Some(&file.rows).filter(|rows| !rows.is_empty()).cloned(),
        }
    }

    pub(super) fn new(search: Pattern, filter: ListFilter, rows: Option<RowsState>) -> Self {
        let list = ListState { filter, ..ListState::default() };
        Self { search: Some((search, list)), rows }
    }

    pub(super) fn has_search(&self) -> bool {
        self.search.is_some()
    }

    pub(super) fn search(&self) -> Option<&Pattern> {
        self.search.as_ref().map(|(pattern, _)| pattern).filter(|pattern| !pattern.text.is_empty())
    }

    pub(super) fn list(&self) -> ListState {
        self.search.as_ref().map(|(_, list)| list.clone()).unwrap_or_default()
    }

    pub(super) fn rows(&self) -> Option<&RowsState> {
        self.rows.as_ref()
    }
}

impl App {
    /// Searches again, and arranges rows again, as far as that can be done now.
    pub(in crate::app) fn ask_again(&mut self, id: DocId) {
        if self.holds_scans || self.session.pending.contains_key(&id) {
            return;
        }
        let Some(mut late) = self.session.late.remove(&id) else { return };
        if let Some((pattern, list)) = late.search.take() {
            self.search_again(id, pattern, list);
        }
        late.rows = late.rows.and_then(|rows| self.arrange_again(id, rows));
        if late.rows.is_some() {
            self.session.late.insert(id, late);
        }
    }

    /// The same for all documents.
    pub(in crate::app) fn ask_all_again(&mut self) {
        let all: Vec<DocId> = self.session.late.keys().copied().collect();
        all.into_iter().for_each(|doc| self.ask_again(doc));
    }

    fn search_again(&mut self, id: DocId, pattern: Pattern, list: ListState) {
        let at = self.panes.iter().find(|pane| pane.doc == id).and_then(|pane| self.pane(pane.id));
        let at = at.map_or(Offset::ZERO, |pane| pane.cursor());
        let waker = Arc::clone(&self.waker);
        let ListState { filter, context, is_refined } = list;
        self.with_doc(id, |doc| {
            doc.search_quietly(pattern, filter, at, &waker);
            doc.with_list(|list, _| list.set_context(context));
            if is_refined {
                doc.toggle_refine();
            }
        });
    }

    /// Asks for rows again; those conditions that name columns which are not known so far are what is left.
    fn arrange_again(&mut self, id: DocId, rows: RowsState) -> Option<RowsState> {
        let doc = self.docs.iter_mut().find(|doc| doc.id() == id)?;
        let file = doc.file()?;
        let choice = file.dialect_choice().clone();
        let Some(table) = file.table().filter(|table| choice.is_empty() || table.found().choice == choice)
        else {
            return Some(rows);
        };
        let names = table.names().to_vec();
        let arrangement = doc.arrangement_mut();
        let mut left = RowsState::default();
        for one in rows.conditions.into_iter().take(MOST_CONDITIONS) {
            let test = match &one.text {
                None => Some(ConditionTest::Bad),
                Some(text) => {
                    Filter::parse(text, &names).ok().map(|filter| ConditionTest::Cells(Arc::new(filter)))
                }
            };
            let Some(test) = test else {
                left.conditions.push(one);
                continue;
            };
            let nr = arrangement.conditions().len();
            arrangement.add(Condition {
                text: one.text.unwrap_or_else(|| say("rows-bad").to_owned()),
                test,
                is_on: true,
            });
            arrangement.switch(nr, one.is_on);
        }
        let (known, unknown): (Vec<SortBy>, _) =
            rows.sort.into_iter().partition(|by| by.column < names.len());
        left.sort = unknown;
        known.into_iter().for_each(|by| arrangement.sort_by(by, true));
        self.arrange_rows(id);
        (!left.is_empty()).then_some(left)
    }
}
