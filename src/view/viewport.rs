//! [`Viewport`]: the views of one pane, and the messages that move within them.

use super::filemap::FileMapView;
use super::goto::GotoTarget;
use super::hex::HexView;
use super::hex_prefs::HexPrefs;
use super::history::History;
use super::msg::HexMsg;
use super::state::Late;
use super::table::records;
use super::text::{self, TextPrefs, edges};
use super::{CursorMove, Focus, PaneMsg, Pending, TableMsg, ViewModel};
use crate::base::{Offset, Span};
use crate::doc::{Content, Document, File};
use crate::messages::Text;
use crate::scroll::{RowSpace, Scroller, Top, ViewMetrics, whole_rows};
use crate::source::blocks::Fetched;
use edges::LinePlace;
use std::any::Any;

/// Where a view was, to be returned to.
#[derive(Clone, Copy, Debug)]
pub struct Bookmark {
    scroller: Scroller,
    sideways: f32,
}

/// The views of one pane on a document: all that are registered, each with its own state, so
/// that one that is shown again is where it was left.
pub struct Viewport {
    views: Vec<Box<dyn ViewModel>>,
    shown: usize,
    /// The view that shows rows: the one that is shown, or the one to go back to.
    with_rows: usize,
    pending: Option<Pending>,
    /// Whether it was said why the jump waits.
    told_why: bool,
    question: Option<Text>,
    /// What was typed to go to, and why that can't be.
    refused: Option<(String, Text)>,
    pub(super) history: History,
    /// Whether placeholders were painted in the last frame.
    is_waiting: bool,
    /// The byte to be shown as soon as it is known in which row it is.
    awaited: Option<Offset>,
    /// The topmost row's first byte, as last known.
    last_top: Offset,
    prefs: TextPrefs,
    /// The top that is to be restored as soon as it is known which row that is: its first byte, and how
    /// much of it is scrolled out.
    wanted_top: Option<(Offset, f64)>,
    /// What is to be restored once rows are painted.
    late: Option<Late>,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            views: super::ALL.iter().map(|kind| (kind.new)()).collect(),
            shown: 0,
            with_rows: 0,
            pending: None,
            told_why: false,
            question: None,
            refused: None,
            history: History::default(),
            is_waiting: false,
            awaited: None,
            last_top: Offset::ZERO,
            prefs: TextPrefs::default(),
            wanted_top: None,
            late: None,
        }
    }
}

impl Viewport {
    /// The views of a new pane, which shows bytes like this.
    #[must_use]
    pub fn of(bytes: HexPrefs) -> Self {
        let mut viewport = Self::default();
        viewport.views.iter_mut().for_each(|view| view.perform_hex(HexMsg::Set(bytes)));
        viewport
    }

    /// The view that is shown.
    #[must_use]
    pub fn shown(&self) -> &dyn ViewModel {
        self.views[self.shown].as_ref()
    }

    /// The view that shows rows: the one that is shown, or the one to go back to.
    #[must_use]
    pub fn with_rows(&self) -> &dyn ViewModel {
        self.views[self.with_rows].as_ref()
    }

    /// Whether the view that is shown has rows.
    #[must_use]
    pub fn shows_rows(&self) -> bool {
        self.shown == self.with_rows
    }

    /// A view by its type, if it is the one that is shown.
    #[must_use]
    pub fn shown_as<V: ViewModel>(&self) -> Option<&V> {
        self.shown().as_any().downcast_ref()
    }

    /// The map of the file, shown or not.
    pub(crate) fn file_map_mut(&mut self) -> Option<&mut FileMapView> {
        self.view_mut()
    }

    /// A view by its type, shown or not.
    pub(super) fn view<V: ViewModel>(&self) -> Option<&V> {
        self.views.iter().find_map(|view| view.as_any().downcast_ref())
    }

    /// The same, to be changed.
    pub(super) fn view_mut<V: ViewModel>(&mut self) -> Option<&mut V> {
        self.views.iter_mut().find_map(|view| {
            let view: &mut dyn Any = view.as_mut();
            view.downcast_mut()
        })
    }

    pub(super) fn each_view(&mut self, change: impl FnMut(&mut Box<dyn ViewModel>)) {
        self.views.iter_mut().for_each(change);
    }

    pub(super) fn set_sideways(&mut self, to: f32) {
        self.views[self.with_rows].set_sideways(to);
    }

    pub(super) fn late(&self) -> Option<&Late> {
        self.late.as_ref()
    }

    /// Sets what is to be restored once rows are painted; what was before.
    pub(super) fn set_late(&mut self, late: Option<Late>) -> Option<Late> {
        std::mem::replace(&mut self.late, late)
    }

    pub(super) fn wanted_top(&self) -> Option<(Offset, f64)> {
        self.wanted_top
    }

    pub(super) fn want_top(&mut self, top: Option<(Offset, f64)>) {
        self.wanted_top = top;
    }

    /// Puts the row to the top that was there in the last run, if it is known which one that is.
    pub(super) fn resolve_top(&mut self, doc: &Document) {
        let (Some((at, frac)), Some(file)) = (self.wanted_top, doc.file()) else { return };
        if self.with_rows().has_records() && file.table().is_none() {
            // How a person said that it is written is being read.
            return;
        }
        match self.with_rows().rows(file).pos_of(at) {
            Fetched::Ready(at) => {
                self.scroller_mut().put_top(Top { at, frac });
                self.wanted_top = None;
            }
            Fetched::Pending => {}
            Fetched::Failed(_) => self.wanted_top = None,
        }
    }

    /// The view of bytes, whether it is shown or not.
    #[must_use]
    pub fn hex(&self) -> Option<&HexView> {
        self.views.iter().find_map(|view| view.as_any().downcast_ref())
    }

    /// The scroll state of the view with rows.
    #[must_use]
    pub fn scroller(&self) -> &Scroller {
        self.with_rows().scroller()
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        self.views[self.with_rows].scroller_mut()
    }

    /// The topmost row.
    #[must_use]
    pub fn top(&self) -> Top {
        self.scroller().top()
    }

    /// The jump that waits for an index.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        self.pending
    }

    /// Whether any jump waits.
    #[must_use]
    pub fn awaits(&self) -> bool {
        let waits = self.pending.is_some() || self.awaited.is_some() || self.wanted_top.is_some();
        waits || self.scroller().awaits()
    }

    /// What is asked about a selection that is too large to copy.
    #[must_use]
    pub fn question(&self) -> Option<&Text> {
        self.question.as_ref()
    }

    pub(crate) fn ask(&mut self, question: Option<Text>) {
        self.question = question;
    }

    /// Why one can't go to what was typed.
    #[must_use]
    pub fn refused(&self, typed: &str) -> Option<&Text> {
        self.refused.as_ref().filter(|(refused, _)| refused == typed).map(|(_, why)| why)
    }

    pub(crate) fn refuse(&mut self, refused: Option<(String, Text)>) {
        self.refused = refused;
    }

    pub(crate) fn set_pending(&mut self, pending: Option<Pending>) {
        self.pending = pending;
    }

    /// Whether placeholders were painted in the last frame.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// Whether the last row is visible, or will be.
    #[must_use]
    pub fn is_at_end(&self, doc: &Document) -> bool {
        let Some(file) = doc.file() else { return false };
        self.scroller().is_at_end(self.with_rows().rows(file).as_ref())
    }

    /// Whether it follows the end as the file grows.
    #[must_use]
    pub fn is_following(&self, doc: &Document) -> bool {
        // A pipe that has brought nothing yet is not followed: it begins with its first rows.
        let is_expected = doc.file().is_some_and(|file| file.is_filling() && file.is_empty());
        doc.follow().is_on() && self.is_at_end(doc) && !is_expected
    }

    /// How far down the view is, from 0 to 1.
    #[must_use]
    pub fn share(&self, doc: &Document) -> f64 {
        doc.file().map_or(0.0, |file| self.scroller().share(self.with_rows().rows(file).as_ref()))
    }

    /// Whether the cursor's row is visible.
    #[must_use]
    pub fn shows_cursor(&self, doc: &Document, focus: &Focus) -> bool {
        let Some(file) = doc.file() else { return false };
        let rows = self.with_rows().rows(file);
        let row = rows.pos_of(focus.cursor()).ready().and_then(|at| rows.snap(at).ready());
        row.is_some_and(|row| self.scroller().visible_row(row, rows.as_ref()).is_some())
    }

    /// Where the view is: the cursor, or the topmost row if that is not visible.
    #[must_use]
    pub fn place(&self, doc: &Document, focus: &Focus) -> Offset {
        if self.shows_cursor(doc, focus) { focus.cursor() } else { self.top_byte(doc) }
    }

    /// Where the topmost row starts; of one that is pending about there.
    #[must_use]
    pub fn top_byte(&self, doc: &Document) -> Offset {
        let pos = self.top().at;
        let Some(file) = doc.file() else { return pos.offset() };
        self.with_rows().rows(file).offset_of(pos).ready().unwrap_or(self.last_top)
    }

    /// Does what the message says; a sentence if it can't.
    pub(crate) fn apply(&mut self, msg: &PaneMsg, doc: &Document, focus: &mut Focus) -> Option<Text> {
        // What moves nothing leaves the steps of a search one place.
        if !matches!(msg, PaneMsg::CancelGoto | PaneMsg::DismissQuestion) {
            self.history.moved();
        }
        if !matches!(msg, PaneMsg::Hex(_) | PaneMsg::Table(_) | PaneMsg::ShowView(_)) {
            // A person goes on before all is as it was.
            (self.wanted_top, self.late) = (None, None);
        }
        match *msg {
            PaneMsg::Back => self.go_along(true, doc, focus),
            PaneMsg::Forward => self.go_along(false, doc, focus),
            PaneMsg::ScrollRows(by) => self.scroll(doc, |scroller, rows| scroller.scroll_rows(by, rows)),
            PaneMsg::ScrollPages(by) => self.scroll(doc, |scroller, rows| scroller.scroll_pages(by, rows)),
            PaneMsg::ScrollToShare(to) => {
                self.scroll(doc, |scroller, rows| scroller.scroll_to_share(to, rows));
            }
            PaneMsg::End => {
                self.leave(doc, focus, false);
                self.end(doc);
            }
            PaneMsg::Home => {
                self.leave(doc, focus, false);
                self.home();
            }
            PaneMsg::ScrollSideways(by) => {
                let to = self.with_rows().sideways() + by;
                self.views[self.with_rows].set_sideways(to);
            }
            PaneMsg::ScrollSidewaysTo(to) => self.views[self.with_rows].set_sideways(to),
            PaneMsg::SetCursor { at, extend } => self.set_cursor(at, extend, doc, focus),
            PaneMsg::Select(span) => self.select(span, doc, focus),
            PaneMsg::SelectAll => {
                let file = doc.file()?;
                if !self.with_rows().select_all(file, focus) {
                    self.select(file.snapshot().span(), doc, focus);
                }
            }
            PaneMsg::SelectBlock { at, column, extend } => {
                if let Some(file) = doc.file() {
                    self.with_rows().select_block(file, focus, at, column, extend);
                }
            }
            PaneMsg::Table(ref msg) => {
                // The table's own, whether it is shown yet or not.
                let table = super::ALL.iter().position(|kind| kind.id == super::table::ID);
                if let (Some(file), Some(table)) = (doc.file(), table) {
                    self.views[table].perform(msg, file, focus);
                    self.cursor_moved();
                    if matches!(msg, TableMsg::PutCursor { .. }) {
                        self.reveal(doc, focus);
                    }
                }
            }
            PaneMsg::Hex(msg) => self.perform_hex(msg, doc, focus),
            PaneMsg::MoveBlock(step) => self.move_block(step, doc, focus),
            PaneMsg::MoveCursor { step, extend } => return self.move_cursor(step, extend, doc, focus),
            PaneMsg::ShowPlace(at) => self.show_place(at, doc, focus),
            PaneMsg::ShowView(id) => self.show(id, doc),
            PaneMsg::CancelGoto => {
                self.pending = None;
                self.awaited = None;
                self.scroller_mut().stay();
            }
            PaneMsg::DismissQuestion => self.question = None,
            // The app performs what needs more than the view.
            _ => {}
        }
        None
    }

    /// Changes how bytes are shown; the byte at the top stays there.
    pub(crate) fn perform_hex(&mut self, msg: HexMsg, doc: &Document, focus: &mut Focus) {
        self.views.iter_mut().for_each(|view| view.perform_hex(msg));
        self.set_prefs(self.prefs, doc, focus);
    }

    /// Changes the scroll state in the rows there are; gives up what waits.
    fn scroll(&mut self, doc: &Document, change: impl FnOnce(&mut Scroller, &dyn RowSpace)) {
        self.pending = None;
        let Some(file) = doc.file() else { return };
        let rows = self.with_rows().rows(file);
        change(self.scroller_mut(), rows.as_ref());
    }

    pub(crate) fn end(&mut self, doc: &Document) {
        self.scroll(doc, |scroller, rows| scroller.scroll_to_share(1.0, rows));
    }

    fn home(&mut self) {
        self.pending = None;
        self.scroller_mut().home();
        self.views[self.with_rows].set_sideways(0.0);
    }

    fn set_cursor(&mut self, at: Offset, extend: bool, doc: &Document, focus: &mut Focus) {
        match doc.file() {
            Some(file) => self.with_rows().put_cursor(file, focus, at, extend),
            None => focus.set_cursor(at, extend, doc.len()),
        }
        self.cursor_moved();
    }

    /// Gives up what a cursor that has moved makes pointless.
    fn cursor_moved(&mut self) {
        self.question = None;
        if matches!(self.pending, Some(Pending::Edge { .. })) {
            self.pending = None;
        }
    }

    fn select(&mut self, span: Span, doc: &Document, focus: &mut Focus) {
        focus.select(span, doc.len());
        self.cursor_moved();
    }

    /// Moves the cursor and keeps it visible. Where it is not visible, it starts from the first
    /// visible row.
    fn move_cursor(
        &mut self,
        step: CursorMove,
        extend: bool,
        doc: &Document,
        focus: &mut Focus,
    ) -> Option<Text> {
        let file = doc.file()?;
        let top = self.top_byte(doc);
        if matches!(step, CursorMove::FileStart | CursorMove::FileEnd) {
            self.leave(doc, focus, false);
        }
        if matches!(step, CursorMove::PageUp | CursorMove::PageDown) {
            return self.move_by_page(step == CursorMove::PageDown, extend, doc, focus);
        }
        let to = match step {
            CursorMove::FileStart => Some(self.with_rows().first_place(file)),
            CursorMove::FileEnd => Some(self.with_rows().last_place(file)),
            CursorMove::LineStart | CursorMove::LineEnd if self.with_rows().has_lines() => {
                if !self.shows_cursor(doc, focus) {
                    self.set_cursor(top, extend, doc, focus);
                }
                let is_end = step == CursorMove::LineEnd;
                self.pending = Some(Pending::Edge { of: focus.cursor(), is_end, extend });
                return self.resolve_in_line(doc, focus);
            }
            _ if !self.shows_cursor(doc, focus) => Some(top),
            _ => self.with_rows().step(file, focus, step),
        };
        let mut to = to?;
        if extend && self.with_rows().selects_last(step) {
            to = to + 1;
        }
        let column = focus.goal_column();
        self.set_cursor(to, extend, doc, focus);
        if matches!(step, CursorMove::Up | CursorMove::Down) {
            focus.set_goal_column(column);
        }
        match step {
            CursorMove::FileStart => self.home(),
            CursorMove::FileEnd => self.end(doc),
            _ => self.reveal(doc, focus),
        }
        None
    }

    /// Moves the cursor by as many rows as are visible, as far as their bytes are there.
    fn move_by_page(
        &mut self,
        is_down: bool,
        extend: bool,
        doc: &Document,
        focus: &mut Focus,
    ) -> Option<Text> {
        let step = if is_down { CursorMove::Down } else { CursorMove::Up };
        let n_rows = whole_rows(self.scroller().visible()).max(1);
        for _ in 0..n_rows {
            let before = focus.cursor();
            let said = self.move_cursor(step, extend, doc, focus);
            if said.is_some() || focus.cursor() == before {
                return said;
            }
        }
        None
    }

    fn move_block(&mut self, step: CursorMove, doc: &Document, focus: &mut Focus) {
        let Some(file) = doc.file() else { return };
        if self.with_rows().move_block(file, focus, step) {
            self.reveal(doc, focus);
        }
    }

    /// Scrolls by as little as makes the cursor visible.
    pub(crate) fn reveal(&mut self, doc: &Document, focus: &Focus) {
        let Some(file) = doc.file() else { return };
        self.views[self.with_rows].reveal_column(doc, focus);
        let rows = self.with_rows().rows(file);
        if let Fetched::Ready(at) = rows.pos_of(focus.cursor()) {
            self.scroller_mut().reveal(at, rows.as_ref());
        }
    }

    /// Follows the cursor that another pane has moved.
    pub(crate) fn follow_cursor(&mut self, doc: &Document, focus: &Focus) {
        self.cursor_moved();
        if !self.shows_cursor(doc, focus) {
            self.bring_cursor(doc, focus);
        }
    }

    /// Scrolls to the cursor, however much is visible around it.
    pub(crate) fn bring_cursor(&mut self, doc: &Document, focus: &Focus) {
        // A view without rows stays in front: it shows the cursor in its own way.
        let shown = self.shown;
        self.go_to(focus.cursor(), doc);
        self.resolve(doc, &mut focus.clone());
        self.shown = shown;
    }

    /// Shows the document another way, at the same place.
    pub(crate) fn show(&mut self, id: &str, doc: &Document) {
        let Some(nr) = super::ALL.iter().position(|kind| kind.id == id) else { return };
        self.shown = nr;
        if !self.shown().shows_rows() || nr == self.with_rows {
            return;
        }
        let at = self.scroller().place();
        let at = doc.file().and_then(|file| self.with_rows().rows(file).offset_of(at).ready());
        let at = at.unwrap_or(self.last_top);
        self.pending = None;
        self.with_rows = nr;
        if let Some(file) = doc.file() {
            let rows = self.with_rows().rows(file);
            match rows.pos_of(at) {
                Fetched::Ready(pos) => self.scroller_mut().arrive(pos, rows.as_ref()),
                _ => self.awaited = Some(at),
            }
        }
    }

    /// Goes to a target now or as soon as it can be; a sentence if it never can.
    pub(crate) fn go_to_target(
        &mut self,
        target: GotoTarget,
        doc: &Document,
        focus: &mut Focus,
    ) -> Option<Text> {
        match target {
            GotoTarget::Byte(at) => self.show_place(at, doc, focus),
            GotoTarget::Bytes(span) => {
                self.show_place(span.start, doc, focus);
                self.select(span, doc, focus);
            }
            GotoTarget::Line(row) if self.with_rows().has_records() => {
                self.wait_for(Pending::Record(row, 0));
            }
            GotoTarget::Column(row, column) if self.with_rows().has_records() => {
                self.wait_for(Pending::Record(row, column));
            }
            GotoTarget::Lines(n) if self.with_rows().has_records() => {
                match records::cursor_record(doc, focus.cursor()) {
                    Some(row) => self.wait_for(Pending::Record(row.moved(n), 0)),
                    None => return Some(Text::new("goto-no-line-yet")),
                }
            }
            GotoTarget::Line(row) => self.wait_for(Pending::Line(row)),
            GotoTarget::Column(row, column) => self.wait_for(Pending::Column(row, column)),
            GotoTarget::Lines(n) => match edges::cursor_row(doc, focus.cursor()) {
                Some(row) => self.wait_for(Pending::Line(row.moved(n))),
                None => return Some(Text::new("goto-no-line-yet")),
            },
        }
        self.resolve(doc, focus)
    }

    pub(crate) fn wait_for(&mut self, pending: Pending) {
        self.scroller_mut().stay();
        self.pending = Some(pending);
        self.told_why = false;
    }

    /// Starts at a place, with the cursor there.
    pub(crate) fn start_at(&mut self, at: Offset, doc: &Document, focus: &mut Focus) {
        if at > Offset::ZERO && at.0 < doc.len() {
            self.set_cursor(at, false, doc, focus);
            if let Some(Fetched::Ready(pos)) = doc.file().map(|file| self.with_rows().rows(file).pos_of(at)) {
                self.scroller_mut().start_at(pos);
            }
        }
    }

    /// Jumps: puts the cursor at a place and shows it, a few rows from the top.
    pub(crate) fn show_place(&mut self, at: Offset, doc: &Document, focus: &mut Focus) {
        self.leave(doc, focus, false);
        self.move_to(at, doc, focus);
    }

    /// The same, but where it comes from is not kept.
    pub(crate) fn move_to(&mut self, at: Offset, doc: &Document, focus: &mut Focus) {
        let at = at.min(Offset(doc.len()));
        self.set_cursor(at, false, doc, focus);
        self.go_to(at, doc);
    }

    /// Shows a place, a few rows from the top, as soon as its bytes are there.
    fn go_to(&mut self, at: Offset, doc: &Document) {
        self.shown = self.with_rows;
        (self.pending, self.wanted_top, self.late) = (None, None, None);
        // The file's end starts no row; the row before it is meant.
        self.scroll_to(at.min(Offset(doc.len()).back(1)), doc);
        self.views[self.with_rows].set_sideways(0.0);
    }

    /// Puts a byte's row to the top, or does so as soon as it is known which one that is.
    fn scroll_to(&mut self, at: Offset, doc: &Document) {
        let pos = doc.file().map(|file| self.with_rows().rows(file).pos_of(at));
        self.awaited = None;
        match pos {
            Some(Fetched::Ready(pos)) => self.scroller_mut().go_to(pos),
            Some(Fetched::Pending) => self.awaited = Some(at),
            Some(Fetched::Failed(_)) => {}
            None => self.scroller_mut().go_to(at.into()),
        }
    }

    /// The topmost row's first byte; none if no row is above it.
    pub(crate) fn top_row(&self, doc: &Document) -> Option<Offset> {
        (self.top().at > Offset::ZERO.into()).then(|| self.top_byte(doc))
    }

    /// Takes rows that are others, or in another order: those around the row that holds this byte.
    pub(crate) fn show_rows_around(&mut self, at: Offset, doc: &Document) {
        self.pending = None;
        self.scroll_to(at, doc);
    }

    /// The same: those from the row that holds this byte on, or from the first.
    pub(crate) fn show_rows_from(&mut self, top: Option<Offset>, doc: &Document) {
        (self.pending, self.awaited) = (None, None);
        let Some((at, file)) = top.zip(doc.file()) else { return self.scroller_mut().home() };
        match self.with_rows().rows(file).pos_of(at) {
            Fetched::Ready(pos) => self.scroller_mut().start_at(pos),
            // As soon as it is known which one that is.
            _ => self.wanted_top = Some((at, 0.0)),
        }
    }

    /// Puts the row that holds a byte to the top, with a part of it scrolled out: beside another view.
    pub(crate) fn put_top(&mut self, at: Offset, frac: f64, doc: &Document) {
        (self.pending, self.awaited) = (None, None);
        let Some(file) = doc.file() else { return };
        match self.with_rows().rows(file).pos_of(at) {
            Fetched::Ready(at) => self.scroller_mut().put_top(Top { at, frac }),
            _ => self.scroll_to(at, doc),
        }
    }

    /// Completes a jump whose data has come; a sentence if it can't be.
    pub(crate) fn resolve(&mut self, doc: &Document, focus: &mut Focus) -> Option<Text> {
        let Some(file) = doc.file().filter(|file| !file.is_empty()) else {
            self.pending = None;
            self.scroller_mut().stay_unless_at_end();
            return None;
        };
        self.resolve_top(doc);
        if let Some(Pending::Column(..) | Pending::Edge { .. }) = self.pending
            && let Some(said) = self.resolve_in_line(doc, focus)
        {
            return Some(said);
        }
        if let Some(Pending::Line(row)) = self.pending {
            match file.start_of(row) {
                Fetched::Ready(Some(at)) if at.0 < file.len() || row.0 == 0 => {
                    self.show_place(at, doc, focus);
                }
                Fetched::Ready(_) if doc.scans().index_is_final() => {
                    // Where counting was stopped it may be resumed; the jump waits for that.
                    let (waits, why) = edges::no_such_line(row, file);
                    self.pending = self.pending.filter(|_| waits);
                    let said = std::mem::replace(&mut self.told_why, waits);
                    return (!said).then_some(why);
                }
                Fetched::Ready(_) | Fetched::Pending => return None,
                Fetched::Failed(_) => self.pending = None,
            }
        }
        if let Some(Pending::Record(row, column)) = self.pending {
            match records::find(doc, file, row, column) {
                LinePlace::NotYet => return None,
                LinePlace::Never(why) => {
                    self.pending = None;
                    return Some(why);
                }
                LinePlace::At(at) => self.show_place(at, doc, focus),
            }
        }
        if let Some(at) = self.awaited {
            self.scroll_to(at, doc);
        }
        let rows = self.with_rows().rows(file);
        if let Fetched::Ready(at) = rows.offset_of(self.top().at) {
            self.last_top = at;
        }
        if self.scroller_mut().resolve(rows.as_ref()) {
            self.views[self.with_rows].reveal_column(doc, focus);
        }
        None
    }

    /// Completes a jump within a line, if its place is known by now; a sentence if it never is.
    fn resolve_in_line(&mut self, doc: &Document, focus: &mut Focus) -> Option<Text> {
        let pending = self.pending?;
        match edges::find(doc, pending)? {
            LinePlace::NotYet => {}
            LinePlace::Never(why) => {
                self.pending = None;
                return Some(why);
            }
            LinePlace::At(at) => {
                self.pending = None;
                let Pending::Edge { extend, .. } = pending else {
                    self.show_place(at, doc, focus);
                    return None;
                };
                self.set_cursor(at, extend, doc, focus);
                if self.shows_cursor(doc, focus) {
                    self.reveal(doc, focus);
                } else {
                    self.scroll_to(at.back(1), doc);
                }
            }
        }
        None
    }

    /// Shows the last row as soon as it is cached.
    pub(crate) fn stay_at_end(&mut self, doc: &Document) {
        self.pending = None;
        if let Some(file) = doc.file() {
            let rows = self.with_rows().rows(file);
            self.scroller_mut().stay_at_end(rows.as_ref());
        }
    }

    /// Keeps the place inside the file, after it has changed.
    pub(crate) fn keep_inside(&mut self, doc: &Document, focus: &mut Focus) {
        if let Some(file) = doc.file() {
            let rows = self.with_rows().rows(file);
            self.scroller_mut().keep_inside(rows.as_ref());
        }
        focus.keep_inside(doc.len());
    }

    /// Takes rows that are cut otherwise from the same bytes: keeps the place.
    pub(crate) fn recut(&mut self, doc: &Document, focus: &mut Focus) {
        if let Some(file) = doc.file() {
            let rows = self.with_rows().rows(file);
            self.scroller_mut().recut(rows.as_ref());
        }
        focus.keep_inside(doc.len());
    }

    /// Takes what the painter measured.
    pub(crate) fn set_metrics(&mut self, metrics: &ViewMetrics, doc: &Document, focus: &mut Focus) {
        self.is_waiting = metrics.waiting > 0;
        self.views[self.shown].set_metrics(metrics);
        self.set_prefs(self.prefs, doc, focus);
        if metrics.waiting == 0 && metrics.rows > 0.0 && self.shows_rows() {
            self.restore_late(doc, focus);
        }
        if !self.scroller().differs(metrics.rows) {
            return;
        }
        // A view at the end stays there when a banner or a smaller window takes some rows.
        let stays_at_end = self.scroller().was_painted() && self.is_following(doc);
        self.scroller_mut().set_visible(metrics.rows);
        if stays_at_end {
            self.scroller_mut().mark_end();
            if doc.is_live() {
                self.stay_at_end(doc);
            }
        }
    }

    /// Lays text out anew, if the preferences or the width have changed. The byte at the top
    /// stays there.
    pub(crate) fn set_prefs(&mut self, prefs: TextPrefs, doc: &Document, focus: &mut Focus) {
        self.prefs = prefs;
        if !self.views.iter().any(|view| view.relays(prefs)) {
            return;
        }
        let stays_at_end = || self.scroller().was_painted() && doc.is_live() && self.is_following(doc);
        let stays_at_end = self.with_rows().kind().id == text::ID && stays_at_end();
        let mut moves_columns = false;
        let mut is_changed = false;
        for (nr, view) in self.views.iter_mut().enumerate() {
            let relaid = view.set_prefs(prefs);
            moves_columns |= relaid.moves_columns;
            is_changed |= relaid.is_changed && nr == self.with_rows;
        }
        if moves_columns {
            focus.forget_columns();
        }
        if is_changed && stays_at_end {
            self.stay_at_end(doc);
        } else if is_changed {
            self.recut(doc, focus);
        }
    }

    /// Where the view is, to be returned to.
    pub(crate) fn bookmark(&self) -> Bookmark {
        Bookmark { scroller: *self.scroller(), sideways: self.with_rows().sideways() }
    }

    pub(crate) fn return_to(&mut self, place: Bookmark) {
        self.pending = None;
        *self.scroller_mut() = place.scroller;
        self.scroller_mut().stay();
        self.views[self.with_rows].set_sideways(place.sideways);
    }

    /// Takes over where another viewport is, for a second view of the same document.
    pub(crate) fn clone_place(&mut self, other: &Self, doc: &Document) {
        self.prefs = other.prefs;
        let hex = other.hex().map(|hex| HexMsg::Set(*hex.prefs()));
        for view in &mut self.views {
            hex.into_iter().for_each(|msg| view.perform_hex(msg));
            view.set_prefs(other.prefs);
        }
        self.show(other.with_rows().kind().id, doc);
        *self.scroller_mut() = *other.scroller();
        self.shown = other.shown;
    }

    /// Whether the document is open and holds something to show.
    #[must_use]
    pub fn has_content(doc: &Document) -> bool {
        matches!(doc.content(), Content::Open(file) if !File::is_empty(file))
    }
}
