//! What readers and workers have found, taken once a frame. Nothing here blocks for long.

use super::App;
use crate::base::{DocId, PaneId};
use crate::doc::{Banner, Content, Document, File};
use crate::messages::Text;
use crate::source::blocks::BUDGET;
use crate::source::reader::{Event, Opened, Reader};
use crate::source::{Generation, OpenError};
use crate::view::{self, hex, table, text};
use std::time::{Duration, Instant};

/// The longest that a frame waits for blocks on their way, in all.
const BLOCK_WAIT: Duration = Duration::from_millis(1);

/// How long a message stays.
const TOAST_STAYS: Duration = Duration::from_secs(8);

impl App {
    /// Absorbs all updates, and requests the bytes that the last frame missed. Called once a frame,
    /// before anything is drawn. Never blocks.
    pub fn absorb(&mut self) {
        self.absorb_handed();
        self.wake_visible();
        // New panes do not have the settings yet.
        self.lay_out();
        // Before a name may lead to another file.
        self.keep_marks();
        let docs: Vec<DocId> = self.docs.iter().map(Document::id).collect();
        for &doc in &docs {
            self.about = Some(doc);
            self.absorb_events(doc);
            self.absorb_scans(doc);
            self.absorb_search(doc);
            self.absorb_rows(doc);
            self.absorb_structure(doc);
            self.go_on_if_finished(doc);
            self.resolve_jumps(doc);
            self.ask(doc);
            self.mind_silence(doc);
        }
        self.about = None;
        self.absorb_comparing();
        self.absorb_summaries();
        self.ready_rules();
        self.absorb_file_maps();
        self.absorb_gauges();
        self.docs.iter_mut().for_each(Document::absorb_measured);
        self.keep_marks();
        while let Ok(reply) = self.replies.1.try_recv() {
            self.absorb_reply(reply);
        }
        self.forget_hashes();
        self.absorb_long_work();
        self.tasks.retain(|task| !task.is_done());
        self.give_back_after_work();
        self.offer_left_behind();
        self.note_banners();
        self.toasts.retain(|toast| toast.born.elapsed() < TOAST_STAYS);
        let each = BUDGET / self.docs.len().max(1);
        self.docs.iter_mut().for_each(|doc| doc.trim(each));
        self.keep_session();
    }

    /// Waits, a millisecond at most, for blocks that visible documents miss and have requested.
    /// Whether any came.
    pub fn wait_for_blocks(&mut self) -> bool {
        let until = Instant::now() + BLOCK_WAIT;
        let visible = self.layout.visible();
        let mut docs: Vec<DocId> =
            visible.into_iter().filter_map(|pane| Some(self.pane(pane)?.doc.id())).collect();
        docs.sort_unstable();
        docs.dedup();
        let mut came = false;
        for doc in docs {
            came |= self.wait_for_blocks_of(doc, until);
        }
        came
    }

    fn wait_for_blocks_of(&mut self, id: DocId, until: Instant) -> bool {
        let mut came = false;
        while self.ask(id) {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.doc(id).and_then(|doc| doc.reader.as_ref()?.event_within(left));
            let Some(event) = event else { break };
            self.absorb_event(id, event);
            self.resolve_jumps(id);
            came = true;
        }
        came
    }

    fn ask(&mut self, id: DocId) -> bool {
        self.doc_mut(id).is_some_and(Document::ask)
    }

    fn absorb_events(&mut self, id: DocId) {
        // No more than the channel holds: a busy reader must not keep the frame.
        for _ in 0..256 {
            let event = self.doc(id).and_then(|doc| doc.reader.as_ref()).and_then(Reader::event);
            let Some(event) = event else { return };
            self.absorb_event(id, event);
        }
    }

    fn absorb_event(&mut self, id: DocId, event: Event) {
        self.tally.count(&event);
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
        doc.silent_since = None;
        match event {
            Event::Opened(opened) => self.opened(id, &opened),
            Event::Failed(error) => self.failed(id, error),
            Event::Block(of, block, bytes) => {
                // While this program writes a file, a read may meet half of it.
                let is_between = doc.writing.is_writing && bytes.is_err();
                if let Some(file) = doc.file_mut() {
                    if is_between { file.excuse(block) } else { file.take(&of, block, bytes) }
                }
            }
            Event::Changed(change, snapshot, tail) => {
                let following = self.following(id);
                let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
                if doc.changed(change, &snapshot, tail, self.engine.as_ref().ok()) {
                    for pane in following {
                        self.with_pane(pane, |pane, doc, _| pane.view.stay_at_end(doc));
                    }
                }
            }
            Event::Wrote(opened) => self.wrote(id, &opened),
            Event::Next(opened) => doc.follow.push(opened),
            Event::Copied(bytes) => self.copied(id, bytes),
            Event::Sniffed(snapshot, verdict, table) => {
                let before = doc.sniffed(&snapshot, verdict, table.clone());
                let has_table = doc.take_table(&snapshot, table);
                before.into_iter().for_each(|before| self.encoding_changed(id, before));
                if has_table {
                    self.table_found(id);
                }
            }
            Event::Table(snapshot, table) => {
                if doc.take_table(&snapshot, table) {
                    self.table_found(id);
                } else {
                    // It is laid out as it was, and that is what was chosen.
                    self.ask_again(id);
                }
            }
            Event::Completed(snapshot, verdict) => {
                if let Some(before) = doc.completed(&snapshot, verdict) {
                    self.encoding_corrected(id, before);
                }
            }
            Event::Broke(caught) => doc.broke(&caught),
        }
    }

    /// The panes of a document that follow its end.
    fn following(&mut self, id: DocId) -> Vec<PaneId> {
        let mut following = Vec::new();
        self.each_pane(id, |pane, doc, _| {
            if pane.view.is_following(doc) {
                following.push(pane.id);
            }
        });
        following
    }

    fn opened(&mut self, id: DocId, opened: &Opened) {
        if self.is_twin(id, opened) {
            return;
        }
        let (engine, encoding) = (self.engine.as_ref().ok(), self.encoding.or(self.restored_encoding(id)));
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
        if doc.fill(opened, engine) {
            return;
        }
        let wanted = doc.file().map_or(encoding, File::wanted_encoding);
        let mut file = File::new(opened);
        file.set_wanted_encoding(wanted);
        doc.open(opened, file);
        let is_first = opened.snapshot.generation() == Generation::default();
        let is_binary = opened.verdict.format == "binary" && wanted.is_none();
        let left_in = opened.path.as_ref().and_then(|path| self.settings.recent_of(path));
        let left_in = left_in.filter(|recent| recent.is_of(&opened.snapshot));
        let dialect = left_in.map(|recent| recent.dialect.clone()).filter(|_| is_first);
        if let Some(dialect) = dialect.filter(|dialect| !dialect.is_empty()) {
            doc.choose_dialect(dialect);
        }
        let left_in = left_in.and_then(|recent| view::named(recent.view.as_deref()?));
        self.each_pane(id, |pane, doc, _| {
            if is_first {
                let fitting = match doc.is_table() {
                    true => table::ID,
                    false if is_binary => hex::ID,
                    false => text::ID,
                };
                let at_first = pane.view_at_first.take().or(left_in);
                pane.is_view_chosen |= at_first.is_some();
                pane.view.show(at_first.unwrap_or(fitting), doc);
            }
        });
        self.fit_views(id);
        if is_first && !self.restore_document(id, opened) {
            self.return_to_where_left(id, opened);
        }
        self.label_docs();
        self.each_pane(id, |pane, doc, focus| pane.view.keep_inside(doc, focus));
        if let Some(path) = &opened.path {
            self.settings.remember(path, &opened.snapshot);
        }
        self.touch_session();
        self.scan(id);
        self.ask_again(id);
    }

    /// Takes what this program has written into a document's file: all panes show it at once.
    fn wrote(&mut self, id: DocId, opened: &Opened) {
        self.with_doc(id, |doc| doc.take_own_write(opened));
        self.each_pane(id, |pane, doc, focus| pane.view.keep_inside(doc, focus));
        self.scan(id);
        self.absorb_search(id);
    }

    fn failed(&mut self, id: DocId, error: OpenError) {
        let is_restored = self.awaits_restoring(id);
        let Some(doc) = self.doc_mut(id) else { return };
        doc.writing.is_writing = false;
        if doc.file().is_some() && doc.path.is_none() {
            // A pipe that broke off, or whose copy is full.
            doc.banner = Some(Banner::about_pipe(&error));
            return;
        }
        if doc.file().is_some() {
            // Opened anew without success: what was read stays.
            self.toast(Text::new("toast-failed").with("why", error.message()), true);
            return;
        }
        doc.content = Content::Failed(error);
        if let Some(path) = doc.path.clone().filter(|_| !is_restored) {
            self.settings.forget(&path);
        }
    }

    fn absorb_scans(&mut self, id: DocId) {
        let Ok(engine) = &self.engine else { return };
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
        let has_other_columns = doc.absorb_scans(engine);
        doc.absorb_check(engine);
        doc.absorb_previous(engine);
        if has_other_columns {
            self.table_found(id);
        }
    }

    /// Completes the jumps of a document's panes whose data has come.
    fn resolve_jumps(&mut self, id: DocId) {
        let panes: Vec<PaneId> = self
            .panes
            .iter()
            .filter(|pane| pane.doc == id && pane.view.awaits())
            .map(super::Pane::id)
            .collect();
        for pane in panes {
            self.resolve_time(pane);
            let said = self.with_focus(pane, |pane, doc, focus| pane.view.resolve(doc, focus)).flatten();
            said.into_iter().for_each(|said| self.toast(said, true));
        }
    }

    fn mind_silence(&mut self, id: DocId) {
        let of_doc = || self.panes.iter().filter(|pane| pane.doc == id);
        let is_waiting = of_doc().any(|pane| pane.view.is_waiting());
        let is_pending = of_doc().any(|pane| pane.view.awaits());
        self.with_doc(id, |doc| doc.mind_silence(is_waiting, is_pending));
    }

    /// Compiles the highlight rules for the visible documents.
    fn ready_rules(&mut self) {
        let ansi = self.settings.ansi;
        self.docs.iter_mut().for_each(|doc| doc.obey_ansi(ansi));
        for pane in self.layout.visible() {
            let Some(id) = self.pane(pane).map(|pane| pane.doc.id()) else { continue };
            if let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) {
                doc.ready_rules(&self.settings.rules, self.rules_nr, &self.waker);
            }
        }
    }
}
