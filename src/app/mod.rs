//! What the program knows and does, without a window.
//!
//! [`App::perform`] acts on messages and [`App::absorb`] takes what readers and workers have
//! found: the only two that change anything. Neither blocks. The window shows what it reads
//! here and sends [`Msg`]s back, each with the address of the document or pane it is for.

pub mod actions;
mod arrange;
mod ask;
mod bytes;
mod closed;
pub mod comparing;
mod copy;
pub mod docks;
pub mod edit;
mod encoding;
mod export;
mod file_map;
mod find_this;
mod gauges;
mod give_back;
mod goto;
pub mod hashing;
pub mod inspect;
pub mod instance;
pub mod kept;
pub mod keymap;
pub mod keys;
mod labels;
pub mod layout;
mod list;
mod listed_rows;
mod long_work;
mod map_to_save;
mod marks;
pub mod message_log;
pub mod msg;
mod news;
pub mod palette;
mod panels;
pub mod panes;
pub mod path_box;
mod perform;
pub mod preferences;
mod pressed;
mod report;
pub mod report_parts;
mod search;
mod selected;
pub mod session;
pub mod settings;
mod structure;
pub mod summaries;
mod table;
mod table_export;
mod tabs;
pub mod tally;
pub mod tasks;
mod times;
pub mod window_place;

pub use crate::doc::arrangement::RowsMsg;
pub use kept::Kept;
pub use labels::labels;
pub use msg::{AppMsg, CompareMsg, DocMsg, HashMsg, Msg, Overlay, ReportMsg, SummariesMsg};
pub use panes::{Pane, PaneRef};
pub use settings::Settings;

use crate::base::{DocId, FocusId, PaneId};
use crate::doc::{self, Document};
use crate::engine::{Engine, FrontierStore};
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::source::AccessMode;
use crate::source::reader::Waker;
use crate::view::{Focus, TextPrefs};
use crossbeam_channel::{Receiver, Sender, bounded};
use layout::Layout;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tasks::{Dialogs, Reply, Task};

/// The whole program but for its window.
pub struct App {
    engine: Result<Engine, Text>,
    docs: Vec<Document>,
    panes: Vec<Pane>,
    focuses: BTreeMap<FocusId, Focus>,
    layout: Layout,
    /// The pane that has the keyboard; there is one if there are panes.
    focused: Option<PaneId>,
    /// Panes in the order in which they had the keyboard, each once.
    focus_order: Vec<PaneId>,
    next_id: u64,
    settings: Settings,
    kept: Kept,
    toasts: Vec<Toast>,
    tasks: Vec<Task>,
    dialogs: Box<dyn Dialogs>,
    replies: (Sender<Reply>, Receiver<Reply>),
    waker: Waker,
    io: AccessMode,
    memory_bytes: u64,
    /// Whether jobs wait until the first frame is on the screen.
    holds_scans: bool,
    overlay: Option<Overlay>,
    asking: ask::Asking,
    edits: edit::EditState,
    panels: panels::Panels,
    shows_diagnostics: bool,
    /// Files whose last pane was closed, the last one last.
    closed: Vec<closed::Closed>,
    /// Two files that are compared.
    comparing: Option<Box<comparing::Comparing>>,
    /// What goes into a report.
    report_parts: report_parts::ReportParts,
    /// Two summaries that are compared.
    summaries: Option<Box<summaries::SummaryComparison>>,
    /// Digests that were asked for, of a document at most once.
    hashed: Vec<hashing::Hashed>,
    /// Counts the changes of the highlight rules.
    rules_nr: u64,
    /// Whether matches are sought backward.
    searches_back: bool,
    /// Whether one pattern is searched in all documents.
    searches_all: bool,
    /// What was gone to last, as it was typed.
    gone_to: Option<String>,
    long_work: long_work::LongWork,
    /// Since when something is done without a person.
    busy_since: Option<Instant>,
    gauger: Option<doc::gauges::Gauger>,
    tally: tally::EventCounts,
    effects: Vec<Effect>,
    /// The keys of all actions.
    keymap: Arc<keymap::Keymap>,
    /// The palette, as it was opened last.
    palette: Option<palette::Palette>,
    message_log: message_log::MessageLog,
    /// The document that something is being done to.
    about: Option<DocId>,
    /// The encoding in which every file is read, whatever was detected.
    encoding: Option<Encoding>,
    /// What other starts of the program bring.
    handed: Option<Receiver<instance::Handed>>,
    /// What is kept of what is open.
    session: session::SessionState,
    /// The settings as they were handed to what keeps them.
    kept_settings: Settings,
}

/// An effect that only the window can perform.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put this into the clipboard.
    Copy(String),
    /// Give the go-to box the keyboard.
    FocusGoto,
    /// Give the search box the keyboard.
    FocusSearch,
    /// Give the field of the palette the keyboard; it is empty.
    FocusPalette,
    /// Give the field for another pattern of the list the keyboard.
    FocusRefine,
    /// Give a panel the keyboard.
    FocusPanel(docks::PanelId),
    /// Give the view the keyboard.
    FocusView,
    /// Draw everything larger (1) or smaller (-1), or at the normal size (0).
    Zoom(i8),
    /// Show the folder of this file in the system's file manager.
    ShowInFolder(std::path::PathBuf),
    /// Bring the window to the front.
    Raise,
    /// Put this into what the middle button pastes, where the system has that.
    FillPrimary(String),
    /// Ask the system for what the clipboard holds.
    Paste,
    /// Have the system say this: another window has the keyboard.
    Notify(Text),
    /// End the program.
    Quit,
}

/// A toast: a short message that expires.
#[derive(Clone, Debug)]
pub struct Toast {
    /// The message.
    pub text: Text,
    /// Whether something went wrong.
    pub is_bad: bool,
    born: Instant,
}

/// What the program is started with.
pub struct Start {
    /// How files are fetched.
    pub io: AccessMode,
    /// Workers; 0: one a core.
    pub n_threads: usize,
    /// What was kept from the last run.
    pub settings: Settings,
    /// What else was kept, and where it is kept on.
    pub kept: Kept,
    /// The file dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// Wakes the window.
    pub waker: Waker,
}

impl App {
    /// A program without any file.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let engine = Engine::new(start.n_threads, true, Arc::clone(&start.waker));
        let mut app = Self {
            engine,
            docs: Vec::new(),
            panes: Vec::new(),
            focuses: BTreeMap::new(),
            layout: Layout::default(),
            focused: None,
            focus_order: Vec::new(),
            next_id: 0,
            kept_settings: start.settings.clone(),
            settings: start.settings,
            kept: start.kept,
            toasts: Vec::new(),
            tasks: Vec::new(),
            dialogs: start.dialogs,
            replies: bounded(64),
            waker: start.waker,
            io: start.io,
            memory_bytes: memory_bytes(),
            holds_scans: true,
            overlay: None,
            asking: ask::Asking::default(),
            edits: edit::EditState::default(),
            panels: panels::Panels::default(),
            shows_diagnostics: false,
            closed: Vec::new(),
            comparing: None,
            report_parts: report_parts::ReportParts::default(),
            summaries: None,
            hashed: Vec::new(),
            rules_nr: 0,
            searches_back: false,
            searches_all: false,
            gone_to: None,
            long_work: long_work::LongWork::default(),
            busy_since: None,
            gauger: None,
            tally: tally::EventCounts::default(),
            effects: Vec::new(),
            keymap: Arc::default(),
            palette: None,
            message_log: message_log::MessageLog::default(),
            about: None,
            encoding: None,
            handed: None,
            session: session::SessionState::default(),
        };
        app.learn_keys();
        if let Err(why) = &app.engine {
            let why = why.clone();
            app.toast(why, true);
        }
        for (path, marks) in app.settings.take_marks() {
            let change = app.kept.marks.add_by_path(path, marks);
            change.into_iter().for_each(|change| app.kept.keep_marks(change));
        }
        let (formats, wrong) = crate::format::log::formats_of(&app.settings.log_formats);
        crate::format::log::use_formats(formats);
        app.look_for_journals();
        for trouble in std::mem::take(&mut app.kept.troubles).into_iter().chain(wrong) {
            app.toast(trouble, true);
        }
        app.take_session();
        app
    }

    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// The documents, in the order in which they were opened.
    #[must_use]
    pub fn docs(&self) -> &[Document] {
        &self.docs
    }

    /// A document.
    #[must_use]
    pub fn doc(&self, id: DocId) -> Option<&Document> {
        self.docs.iter().find(|doc| doc.id == id)
    }

    fn doc_mut(&mut self, id: DocId) -> Option<&mut Document> {
        self.docs.iter_mut().find(|doc| doc.id == id)
    }

    /// The layout of the panes.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What is kept between two runs.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The messages to show, oldest first.
    #[must_use]
    pub fn toasts(&self) -> &[Toast] {
        &self.toasts
    }

    /// The background tasks.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The overlay, unless it needs an open file and there is none.
    #[must_use]
    pub fn overlay(&self) -> Option<Overlay> {
        let has_file = || self.focused().is_some_and(|pane| pane.file().is_some());
        self.overlay.filter(|overlay| match overlay {
            Overlay::Encodings
            | Overlay::Compare
            | Overlay::Filters
            | Overlay::Report
            | Overlay::Summaries => has_file(),
            Overlay::Edit => self.edit_question().is_some(),
            _ => true,
        })
    }

    /// Whether the cost of frames is shown.
    #[must_use]
    pub fn shows_diagnostics(&self) -> bool {
        self.shows_diagnostics
    }

    fn toggle_diagnostics(&mut self) {
        self.shows_diagnostics = !self.shows_diagnostics;
    }

    fn toggle(&mut self, overlay: Overlay) {
        if self.overlay() == Some(overlay) {
            self.hide_overlay();
        } else {
            self.overlay = Some(overlay);
        }
    }

    /// What the window is to do, each once.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Shows a toast.
    pub fn toast(&mut self, text: Text, is_bad: bool) {
        self.note_message(&text, is_bad);
        self.toasts.retain(|toast| toast.text != text);
        self.toasts.push(Toast { text, is_bad, born: Instant::now() });
    }

    /// Starts the jobs over a document.
    fn scan(&mut self, doc: DocId) {
        if self.holds_scans {
            return;
        }
        let (Ok(engine), Some(doc)) = (&self.engine, self.docs.iter_mut().find(|one| one.id == doc)) else {
            return;
        };
        let Some(file) = doc.file() else { return };
        let (snapshot, unit) = (file.snapshot().clone(), file.encoding().unit());
        let fits = snapshot.len() <= self.memory_bytes / 2;
        let table = file.table().map(|table| Arc::clone(table.layout()));
        // A pipe is another one each time, and a part of a file has other offsets.
        let is_kept = doc.path.is_some() && !file.is_filling() && snapshot.base() == 0;
        let store = self.kept.indexes.clone().filter(|_| is_kept);
        let formats = serde_json::to_string(&self.settings.log_formats).unwrap_or_default();
        doc.keep_jobs_in(store.map(|store| -> Arc<dyn FrontierStore> { store }), &formats);
        doc.scans.start(engine, &snapshot, unit, doc.id.0, fits, table);
    }

    /// Lets jobs start: the first frame is on the screen.
    pub fn release_scans(&mut self) {
        if std::mem::take(&mut self.holds_scans) {
            let all: Vec<DocId> = self.docs.iter().map(Document::id).collect();
            all.into_iter().for_each(|doc| self.scan(doc));
            self.ask_all_again();
            self.list_sessions();
        }
    }

    /// Whether something on the screen changes by itself soon.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        let waits = |pane: &Pane| {
            let doc = self.doc(pane.doc);
            doc.is_some_and(|doc| doc.follow().n_waiting() > 0 && pane.view.is_following(doc))
        };
        !self.toasts.is_empty() || !self.tasks.is_empty() || self.panes.iter().any(waits)
    }

    /// In how long something on the screen changes by itself, if nothing happens before.
    #[must_use]
    pub fn changes_in(&self) -> Option<Duration> {
        if self.is_restless() {
            return Some(Duration::from_millis(100));
        }
        let visible = self.layout.visible().into_iter().filter_map(|pane| self.pane(pane));
        let silent = visible.filter_map(|pane| pane.doc.silent_since).min().map(|since| since.elapsed());
        let silent = silent.map(|silent| doc::PATIENCE.saturating_sub(silent));
        let due = self.docs.iter().filter_map(Document::due_in).min();
        silent.into_iter().chain(due).min().map(|left| left.max(Duration::from_millis(500)))
    }

    /// Changes how text is laid out.
    fn set_text(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.lay_out();
    }

    /// Lays out all text as the settings have it.
    fn lay_out(&mut self) {
        let prefs: TextPrefs = self.settings.text();
        let docs: Vec<DocId> = self.docs.iter().map(Document::id).collect();
        for doc in docs {
            self.each_pane(doc, |pane, doc, focus| pane.view.set_prefs(prefs, doc, focus));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.docs.drain(..).for_each(tabs::close_in_background);
    }
}

/// Memory that files may take in the system's cache, in bytes: what is available now.
fn memory_bytes() -> u64 {
    let info = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map_or(8 << 30, |kib| kib * 1024)
}
