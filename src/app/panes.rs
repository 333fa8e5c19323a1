//! Panes: views of documents, their focuses and their layout.

use super::App;
use super::comparing::Compared;
use super::layout::Direction;
use super::msg::{DocMsg, Msg};
use crate::base::{DocId, FocusId, Offset, PaneId, Span};
use crate::doc::Document;
use crate::format::wrap;
use crate::messages::Text;
use crate::scroll::{Top, ViewMetrics};
use crate::view::text::{self, cursor_column};
use crate::view::viewport::Bookmark;
use crate::view::{ColumnBlock, CursorColumn, Focus, PaneMsg, Pending, ViewModel, Viewport, hex};
use std::ops::Deref;

/// One view of one document.
pub struct Pane {
    pub(super) id: PaneId,
    pub(super) doc: DocId,
    pub(super) focus: FocusId,
    pub(super) view: Viewport,
    /// Whether its focus is the one that the document's linked panes share.
    pub(super) is_linked: bool,
    /// Whether it scrolls together with the other panes that do.
    pub(super) scrolls_along: bool,
    /// The view to show once the file is open, instead of the one that fits it.
    pub(super) view_at_first: Option<&'static str>,
    /// Whether a person chose the view that it shows.
    pub(super) is_view_chosen: bool,
    /// Where it was in the previous file of the document's name.
    pub(super) before: Option<(Bookmark, Focus)>,
}

impl Pane {
    /// Its identity.
    #[must_use]
    pub fn id(&self) -> PaneId {
        self.id
    }

    /// Its document.
    #[must_use]
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Its views.
    #[must_use]
    pub fn viewport(&self) -> &Viewport {
        &self.view
    }
}

/// A pane with what it shows: read-only, for painters, actions and tests.
#[derive(Clone, Copy)]
pub struct PaneRef<'a> {
    /// The document.
    pub doc: &'a Document,
    /// The pane.
    pub pane: &'a Pane,
    /// The cursor and the selection.
    pub focus: &'a Focus,
    /// What it is compared with.
    pub compared: Option<Compared<'a>>,
}

impl Deref for PaneRef<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.doc
    }
}

impl<'a> PaneRef<'a> {
    /// A message to the pane.
    #[must_use]
    pub fn to_pane(&self, msg: PaneMsg) -> Msg {
        Msg::Pane(self.pane.id, msg)
    }

    /// A message to its document.
    #[must_use]
    pub fn to_doc(&self, msg: DocMsg) -> Msg {
        Msg::Doc(self.doc.id, msg)
    }

    /// The id of the view that is shown.
    #[must_use]
    pub fn view(&self) -> &'static str {
        self.pane.view.shown().kind().id
    }

    /// The id of the view with rows: the one that is shown, or the one to go back to.
    #[must_use]
    pub fn rows_view(&self) -> &'static str {
        self.pane.view.with_rows().kind().id
    }

    /// Whether its rows are lines, with numbers and columns.
    #[must_use]
    pub fn shows_lines(&self) -> bool {
        self.pane.view.with_rows().has_lines()
    }

    /// The view that is shown, as its own type.
    #[must_use]
    pub fn shown_as<V: ViewModel>(&self) -> Option<&'a V> {
        self.pane.view.shown_as()
    }

    /// The topmost row.
    #[must_use]
    pub fn top(&self) -> Top {
        self.pane.view.top()
    }

    /// Where the topmost row starts.
    #[must_use]
    pub fn top_byte(&self) -> Offset {
        self.pane.view.top_byte(self.doc)
    }

    /// The horizontal scroll offset, in points.
    #[must_use]
    pub fn sideways(&self) -> f32 {
        self.pane.view.with_rows().sideways()
    }

    /// How text is laid out.
    #[must_use]
    pub fn layout(&self) -> wrap::RowLayoutOptions {
        self.pane.view.with_rows().layout()
    }

    /// How many rows are visible, parts of rows included.
    #[must_use]
    pub fn visible(&self) -> f64 {
        self.pane.view.scroller().visible()
    }

    /// How far down the view is, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.pane.view.share(self.doc)
    }

    /// The cursor: before this byte.
    #[must_use]
    pub fn cursor(&self) -> Offset {
        self.focus.cursor()
    }

    /// The selected bytes; empty without a selection.
    #[must_use]
    pub fn selection(&self) -> Span {
        self.focus.selection()
    }

    /// The selected columns, if columns are selected.
    #[must_use]
    pub fn block(&self) -> Option<&'a ColumnBlock> {
        self.focus.block()
    }

    /// Whether bytes or columns are selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.focus.has_selection() || (self.shows_records() && self.doc.is_table())
    }

    /// The jump that waits for an index.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        self.pane.view.pending()
    }

    /// What is asked about a selection that is too large to copy.
    #[must_use]
    pub fn question(&self) -> Option<&'a Text> {
        self.pane.view.question()
    }

    /// Whether the last row is visible, or will be.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.pane.view.is_at_end(self.doc)
    }

    /// Whether it follows the end as the file grows.
    #[must_use]
    pub fn is_following(&self) -> bool {
        self.pane.view.is_following(self.doc)
    }

    /// The cursor's column, from 1.
    #[must_use]
    pub fn cursor_column(&self) -> Option<CursorColumn> {
        cursor_column(self.doc.file()?, self.cursor())
    }

    /// Where the pane is: the cursor, or the topmost row if that is not visible.
    #[must_use]
    pub fn place(&self) -> Offset {
        self.pane.view.place(self.doc, self.focus)
    }

    /// Whether its focus is shared with the document's other linked panes.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.pane.is_linked
    }

    /// Whether it scrolls together with the other panes that do.
    #[must_use]
    pub fn scrolls_along(&self) -> bool {
        self.pane.scrolls_along
    }

    /// Its tab's title: the file's name, with folders where another has the same, and the view if it is not the one for text.
    #[must_use]
    pub fn title(&self) -> String {
        let kind = self.pane.view.shown().kind();
        let is_usual = kind.id == text::ID || !self.doc.is_shared;
        if is_usual { self.doc.label.clone() } else { format!("{} · {}", self.doc.label, kind.label()) }
    }
}

impl App {
    /// The panes, in the order in which they were made.
    #[must_use]
    pub fn panes(&self) -> &[Pane] {
        &self.panes
    }

    /// A pane with what it shows.
    #[must_use]
    pub fn pane(&self, id: PaneId) -> Option<PaneRef<'_>> {
        let pane = self.panes.iter().find(|pane| pane.id == id)?;
        let doc = self.doc(pane.doc)?;
        let focus = self.focuses.get(&pane.focus)?;
        Some(PaneRef { doc, pane, focus, compared: self.compared(id) })
    }

    /// The pane that has the keyboard.
    #[must_use]
    pub fn focused(&self) -> Option<PaneRef<'_>> {
        self.pane(self.focused?)
    }

    /// Its id.
    #[must_use]
    pub fn focused_id(&self) -> Option<PaneId> {
        self.focused
    }

    /// Changes a pane, with what it shows.
    pub(super) fn with_pane<R>(
        &mut self,
        id: PaneId,
        change: impl FnOnce(&mut Pane, &Document, &mut Focus) -> R,
    ) -> Option<R> {
        let pane = self.panes.iter_mut().find(|pane| pane.id == id)?;
        let doc = self.docs.iter().find(|doc| doc.id == pane.doc)?;
        let focus = self.focuses.get_mut(&pane.focus)?;
        Some(change(pane, doc, focus))
    }

    /// Changes every pane of a document.
    pub(super) fn each_pane(&mut self, doc: DocId, mut change: impl FnMut(&mut Pane, &Document, &mut Focus)) {
        let Some(doc) = self.docs.iter().find(|one| one.id == doc) else { return };
        for pane in self.panes.iter_mut().filter(|pane| pane.doc == doc.id) {
            if let Some(focus) = self.focuses.get_mut(&pane.focus) {
                change(pane, doc, focus);
            }
        }
    }

    /// Adds a pane on a document, and gives it the keyboard. `like`: it starts where that is.
    pub(super) fn add_pane(&mut self, doc: DocId, like: Option<PaneId>, split: Option<Direction>) -> PaneId {
        let id = PaneId(self.new_id());
        let shared = self.panes.iter().find(|pane| pane.doc == doc && pane.is_linked).map(|pane| pane.focus);
        let focus = shared.unwrap_or_else(|| self.new_focus(like));
        let mut view = Viewport::of(self.settings.bytes);
        if let (Some(like), Some(doc)) = (like.and_then(|like| self.pane(like)), self.doc(doc)) {
            view.clone_place(&like.pane.view, doc);
        }
        let (is_linked, scrolls_along) = (true, false);
        let (view_at_first, before, is_view_chosen) = (None, None, like.is_some());
        self.panes.push(Pane {
            id,
            doc,
            focus,
            view,
            is_linked,
            scrolls_along,
            view_at_first,
            is_view_chosen,
            before,
        });
        match (split, like.or(self.focused)) {
            (Some(direction), Some(beside)) => self.layout.split(id, beside, direction),
            (_, beside) => self.layout.insert(id, beside),
        }
        self.note_shared(doc);
        self.focus_pane(id);
        id
    }

    fn new_focus(&mut self, like: Option<PaneId>) -> FocusId {
        let focus = like.and_then(|like| self.pane(like)).map(|like| *like.focus).unwrap_or_default();
        let id = FocusId(self.new_id());
        self.focuses.insert(id, focus);
        id
    }

    pub(super) fn note_shared(&mut self, doc: DocId) {
        let n = self.panes.iter().filter(|pane| pane.doc == doc).count();
        if let Some(doc) = self.docs.iter_mut().find(|one| one.id == doc) {
            doc.is_shared = n > 1;
        }
    }

    /// Gives a pane the keyboard, and shows it.
    pub(super) fn focus_pane(&mut self, id: PaneId) {
        let Some(doc) = self.panes.iter().find(|pane| pane.id == id).map(|pane| pane.doc) else { return };
        self.leave_panel();
        self.layout.show(id);
        self.focused = Some(id);
        self.focus_order.retain(|pane| *pane != id);
        self.focus_order.push(id);
        if let Ok(engine) = &self.engine {
            engine.set_front(doc.0);
        }
    }

    /// Closes a pane, and its document if that was its last one.
    pub(super) fn close_pane(&mut self, id: PaneId) {
        let Some(nr) = self.panes.iter().position(|pane| pane.id == id) else { return };
        let doc = self.panes[nr].doc;
        if self.panes.iter().filter(|pane| pane.doc == doc).count() == 1 {
            self.note_where_left(doc);
            self.remember_closed(id);
        }
        let closed = self.panes.remove(nr);
        let next = self.layout.remove(id);
        self.focus_order.retain(|pane| *pane != id);
        if self.panes.iter().all(|pane| pane.focus != closed.focus) {
            self.focuses.remove(&closed.focus);
        }
        if self.panes.iter().all(|pane| pane.doc != doc) {
            self.close_doc(doc);
        }
        self.note_shared(doc);
        if self.focused == Some(id) {
            self.focused = None;
            // The next tab of its stack, or what had the keyboard before among what is visible.
            let visible = self.layout.visible();
            let last = self.focus_order.iter().rfind(|pane| visible.contains(pane)).copied();
            next.or(last).into_iter().for_each(|next| self.focus_pane(next));
        }
    }

    /// Opens a second pane on a pane's document, beside or below it.
    pub(super) fn split(&mut self, pane: PaneId, direction: Direction, view: Option<&str>) {
        let Some(id) = self.pane(pane).map(|pane| pane.doc.id) else { return };
        let new = self.add_pane(id, Some(pane), Some(direction));
        let Some(view) = view else { return };
        let shows_cursor = self.with_pane(pane, |pane, doc, focus| pane.view.shows_cursor(doc, focus));
        self.with_pane(new, |pane, doc, focus| {
            pane.view.show(view, doc);
            // Rows of another length: the first ones may be far from the cursor.
            if shows_cursor == Some(true) {
                pane.view.bring_cursor(doc, focus);
            }
        });
    }

    /// Opens a second pane beside one that shows text as bytes, and bytes as text.
    pub(super) fn split_other(&mut self, pane: PaneId) {
        let is_text = self.pane(pane).is_some_and(|pane| pane.rows_view() == text::ID);
        self.split(pane, Direction::Right, Some(if is_text { hex::ID } else { text::ID }));
    }

    /// Links a pane with the other panes of its document, or gives it a cursor of its own.
    pub(super) fn toggle_link(&mut self, id: PaneId) {
        let Some(pane) = self.pane(id) else { return };
        let (doc, was_linked) = (pane.doc.id, pane.pane.is_linked);
        let focus = if was_linked {
            self.new_focus(Some(id))
        } else {
            let shared = self.panes.iter().find(|pane| pane.doc == doc && pane.is_linked);
            shared.map_or(pane.pane.focus, |pane| pane.focus)
        };
        let old = self.with_pane(id, |pane, _, _| {
            pane.is_linked = !was_linked;
            std::mem::replace(&mut pane.focus, focus)
        });
        if let Some(old) = old.filter(|old| self.panes.iter().all(|pane| pane.focus != *old)) {
            self.focuses.remove(&old);
        }
        if !was_linked {
            self.with_pane(id, |pane, doc, focus| pane.view.follow_cursor(doc, focus));
        }
    }

    /// Scrolls a pane together with the others that do, or no longer.
    pub(super) fn toggle_scrolls_along(&mut self, id: PaneId) {
        let scrolls = self.pane(id).is_some_and(|pane| !pane.pane.scrolls_along);
        let others = self.panes.iter().filter(|pane| pane.scrolls_along && pane.id != id).count();
        self.with_pane(id, |pane, _, _| pane.scrolls_along = scrolls);
        // One alone scrolls with none: the visible ones join it.
        if scrolls && others == 0 {
            for other in self.layout.visible() {
                self.with_pane(other, |pane, _, _| pane.scrolls_along = true);
            }
        } else if !scrolls && others == 1 {
            self.panes.iter_mut().for_each(|pane| pane.scrolls_along = false);
        }
    }

    /// Goes to the next tab of the focused stack, or the previous one, around the end.
    pub(super) fn next_tab(&mut self, id: PaneId, forward: bool) {
        let stack = self.layout.stack_of(id);
        let Some(here) = stack.iter().position(|one| *one == id) else { return };
        let by = if forward { 1 } else { stack.len() - 1 };
        self.focus_pane(stack[(here + by) % stack.len()]);
    }

    /// Takes what painters have measured.
    pub fn set_metrics(&mut self, pane: PaneId, metrics: ViewMetrics) {
        self.with_pane(pane, |pane, doc, focus| pane.view.set_metrics(&metrics, doc, focus));
    }

    /// Does what a message to a pane's views says; panes that are linked with it follow its
    /// cursor, and those that scroll along scroll as it does.
    pub(super) fn move_in_pane(&mut self, id: PaneId, msg: &PaneMsg) {
        self.lead(id);
        let Some(before) = self.pane(id).map(|pane| *pane.focus) else { return };
        let said = self.with_pane(id, |pane, doc, focus| {
            pane.is_view_chosen |= matches!(msg, PaneMsg::ShowView(_));
            pane.view.apply(msg, doc, focus)
        });
        let said = said.flatten();
        said.into_iter().for_each(|said| self.toast(said, true));
        self.follow_focus(id, &before);
        let scrolls = matches!(
            msg,
            PaneMsg::ScrollRows(_)
                | PaneMsg::ScrollPages(_)
                | PaneMsg::ScrollToShare(_)
                | PaneMsg::Home
                | PaneMsg::End
        );
        if scrolls && self.pane(id).is_some_and(|pane| pane.pane.scrolls_along) {
            let along: Vec<PaneId> =
                self.panes.iter().filter(|pane| pane.scrolls_along && pane.id != id).map(Pane::id).collect();
            for other in along {
                self.with_pane(other, |pane, doc, focus| pane.view.apply(msg, doc, focus));
            }
        }
    }

    /// Changes a pane as [`App::with_pane`]; panes that are linked with it follow its cursor.
    pub(super) fn with_focus<R>(
        &mut self,
        id: PaneId,
        change: impl FnOnce(&mut Pane, &Document, &mut Focus) -> R,
    ) -> Option<R> {
        let before = *self.pane(id)?.focus;
        let done = self.with_pane(id, change);
        self.follow_focus(id, &before);
        done
    }

    fn follow_focus(&mut self, moved: PaneId, before: &Focus) {
        let Some(pane) = self.pane(moved) else { return };
        let (focus, has_moved) = (pane.pane.focus, pane.focus.cursor() != before.cursor());
        if !has_moved {
            return;
        }
        let linked: Vec<PaneId> =
            self.panes.iter().filter(|pane| pane.focus == focus && pane.id != moved).map(Pane::id).collect();
        for other in linked {
            self.with_pane(other, |pane, doc, focus| pane.view.follow_cursor(doc, focus));
        }
    }
}
