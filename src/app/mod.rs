//! What the program knows and does, without a window.
//!
//! [`App::perform`] acts on commands and [`App::absorb`] takes in what readers and workers
//! have found: the only two that change anything. Neither waits. The window shows what it
//! reads here and sends [`Command`]s back.

pub mod command;
mod copy;
mod encoding;
mod export;
pub mod file;
pub mod follow;
pub mod gauges;
pub mod goto;
pub mod marks;
pub mod measure;
mod news;
mod row_layouts;
pub mod rules;
pub mod scans;
pub mod scroll;
pub mod search;
mod selected;
pub mod session;
pub mod settings;
mod tabs;
pub mod tally;
pub mod tasks;
mod times;

pub use command::Command;
pub use session::Session;
pub use settings::Settings;

use crate::base::units::whole;
use crate::engine::{Engine, State};
use crate::format::encoding::Encoding;
use crate::source::AccessMode;
use crate::source::reader::Waker;
use command::Needs;
use crossbeam_channel::{Receiver, Sender, bounded};
use file::File;
use session::Sight;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tasks::{Dialogs, Reply, Task};

/// The whole program but for its window.
pub struct App {
    engine: Result<Engine, String>,
    sessions: Vec<Session>,
    front: usize,
    next_id: u64,
    settings: Settings,
    toasts: Vec<Toast>,
    tasks: Vec<Task>,
    dialogs: Box<dyn Dialogs>,
    replies: (Sender<Reply>, Receiver<Reply>),
    waker: Waker,
    io: AccessMode,
    memory_bytes: u64,
    /// How many columns of text the view shows.
    columns: usize,
    to_save: Option<copy::ToSave>,
    /// Whether nothing is computed yet, so that the first picture has the processors to itself.
    holds_scans: bool,
    asks_path: bool,
    shows_keys: bool,
    shows_about: bool,
    shows_encodings: bool,
    shows_diagnostics: bool,
    shows_rules: bool,
    shows_marks: bool,
    /// Counts the changes of the highlight rules.
    rules_nr: u64,
    /// Whether matches are sought backward.
    searches_back: bool,
    /// What is looked for in one tab is looked for in all.
    searches_all: bool,
    gauger: Option<gauges::Gauger>,
    tally: tally::Tally,
    effects: Vec<Effect>,
    /// In which every file is read, whatever it seems to be.
    encoding: Option<Encoding>,
}

/// Something that only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put this into the clipboard.
    Copy(String),
    /// Put the keyboard into the go-to box.
    FocusGoto,
    /// Put the keyboard into the search box.
    FocusSearch,
    /// Draw everything larger or smaller.
    Zoom(i8),
    /// End the program.
    Quit,
}

/// A short message that goes away by itself.
#[derive(Clone, Debug)]
pub struct Toast {
    /// The message.
    pub text: String,
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
    /// How files are asked for.
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
            sessions: Vec::new(),
            front: 0,
            next_id: 1,
            settings: start.settings,
            toasts: Vec::new(),
            tasks: Vec::new(),
            dialogs: start.dialogs,
            replies: bounded(64),
            waker: start.waker,
            io: start.io,
            memory_bytes: memory_bytes(),
            columns: 120,
            to_save: None,
            holds_scans: true,
            asks_path: false,
            shows_keys: false,
            shows_about: false,
            shows_encodings: false,
            shows_diagnostics: false,
            shows_rules: false,
            shows_marks: false,
            rules_nr: 0,
            searches_back: false,
            searches_all: false,
            gauger: None,
            tally: tally::Tally::default(),
            effects: Vec::new(),
            encoding: None,
        };
        if let Err(why) = &app.engine {
            let why = why.clone();
            app.toast(why, true);
        }
        app
    }

    /// The tabs, from left to right.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// Which tab is in front.
    #[must_use]
    pub fn front_nr(&self) -> usize {
        self.front
    }

    /// The tab in front.
    #[must_use]
    pub fn front(&self) -> Option<&Session> {
        self.sessions.get(self.front)
    }

    fn front_mut(&mut self) -> Option<&mut Session> {
        self.sessions.get_mut(self.front)
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

    /// What is being done besides scanning.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// Whether a path is to be typed in.
    #[must_use]
    pub fn asks_path(&self) -> bool {
        self.asks_path
    }

    /// Whether the list of keys is shown.
    #[must_use]
    pub fn shows_keys(&self) -> bool {
        self.shows_keys
    }

    /// Whether it is shown what the program is.
    #[must_use]
    pub fn shows_about(&self) -> bool {
        self.shows_about
    }

    /// Whether it is shown in which encoding the file in front is read, and the others.
    #[must_use]
    pub fn shows_encodings(&self) -> bool {
        self.shows_encodings && self.can(Needs::File)
    }

    /// Whether the highlight rules are shown.
    #[must_use]
    pub fn shows_rules(&self) -> bool {
        self.shows_rules
    }

    /// Whether the marks of the file in front are listed.
    #[must_use]
    pub fn shows_marks(&self) -> bool {
        self.shows_marks && self.can(Needs::File)
    }

    /// Whether it is shown what frames cost.
    #[must_use]
    pub fn shows_diagnostics(&self) -> bool {
        self.shows_diagnostics
    }

    /// What the window is to do, each once.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether a command of the table can be done now.
    #[must_use]
    pub fn can(&self, needs: Needs) -> bool {
        let file = self.front().and_then(Session::file);
        match needs {
            Needs::Nothing => true,
            Needs::Tab => self.front().is_some(),
            Needs::File => file.is_some(),
            Needs::Selection => file.is_some() && self.front().is_some_and(Session::has_selection),
            Needs::Marks => self.front().is_some_and(|tab| !tab.marks().is_empty()),
            Needs::Before => self.front().is_some_and(|tab| tab.follow().left().is_some()),
            Needs::Search => self.front().is_some_and(|tab| tab.searching().is_some()),
            Needs::Searching => self.front().is_some_and(|tab| search::is(tab, &State::Running)),
            Needs::StoppedSearch => self.front().is_some_and(|tab| search::is(tab, &State::Cancelled)),
            Needs::Found => self.front().is_some_and(search::can_save),
            Needs::Running => self.front().is_some_and(|tab| tab.scans().running().is_some()),
            Needs::Stopped => self.front().is_some_and(|tab| tab.scans().is_stopped()),
            Needs::Measuring => {
                let measured = self.front().and_then(Session::measured);
                measured.is_some_and(measure::Measured::is_running)
            }
        }
    }

    /// Does what a person asked for. Never waits.
    pub fn perform(&mut self, command: Command) {
        match command {
            Command::OpenDialog => self.dialogs.pick_files(self.reply()),
            Command::OpenPath => self.asks_path = true,
            Command::CancelPath => self.asks_path = false,
            Command::Open(paths) => paths.into_iter().for_each(|path| self.open(path)),
            Command::OpenRecent(path) => self.open_recent(path),
            Command::MakeSample(kind) => self.make_sample(kind, tasks::SAMPLE_BYTES),
            Command::CloseTab => self.close(self.front),
            Command::CloseTabNr(tab) => self.close(tab),
            Command::SelectTab(tab) => self.bring_to_front(tab),
            Command::NextTab => self.bring_to_front((self.front + 1) % self.sessions.len().max(1)),
            Command::PreviousTab => {
                let n = self.sessions.len().max(1);
                self.bring_to_front((self.front + n - 1) % n);
            }
            Command::ExportDialog => self.export_dialog(),
            Command::Export(path) => self.export(path),
            Command::CopySummary => self.copy_summary(),
            Command::ScanAgain => self.scan(self.front),
            Command::CancelJob => self.cancel(),
            Command::ResumeJob => self.resume(),
            Command::Reopen => self.reopen(),
            Command::DismissBanner => self.dismiss_banner(),
            Command::CopyDetails => self.copy_details(),
            Command::ShowPreviousFile => self.back_to_left(),
            Command::ToggleFollow => self.toggle_follow(),
            Command::SetEncoding(name) => {
                self.shows_encodings = false;
                self.set_encoding(name);
            }
            Command::ToggleEncodings => self.shows_encodings = !self.shows_encodings(),
            Command::Quit => self.effects.push(Effect::Quit),
            Command::Copy => self.copy(false),
            Command::CopyHex => self.copy(true),
            Command::SelectAll => self.with_front(|tab| {
                let all = tab.file().map(|file| file.snapshot().span());
                tab.select(all.unwrap_or_default());
            }),
            Command::ToggleMark => self.toggle_mark(),
            Command::NextMark => self.go_to_mark(true),
            Command::PreviousMark => self.go_to_mark(false),
            Command::ToggleMarks => self.shows_marks = !self.shows_marks(),
            Command::SetMark(at, mark) => self.set_mark(at, mark),
            Command::RemoveMarks => self.remove_marks(),
            Command::ToggleRules => self.shows_rules = !self.shows_rules,
            Command::SetRules(rules) => self.set_rules(rules),
            Command::ToggleTimeLine => self.toggle_time_line(),
            Command::FilterTimes(stretch) => self.filter_times(stretch),
            Command::FocusGoto => self.effects.push(Effect::FocusGoto),
            Command::Goto(text) => self.go_to(&text),
            Command::CancelGoto => self.with_front(|tab| tab.pending = None),
            Command::FocusSearch => self.focus_search(false),
            Command::FocusSearchBack => self.focus_search(true),
            Command::Search(pattern) => self.search(&pattern),
            Command::SearchAll => self.search_all(),
            Command::SearchNext => self.search_on(true),
            Command::SearchPrevious => self.search_on(false),
            Command::SearchAlong { reversed } => self.search_along(reversed),
            Command::StopSearch => self.stop_search(),
            Command::ResumeSearch => self.resume_search(),
            Command::CloseSearch => self.close_search(),
            Command::ToggleList => self.toggle_list(),
            Command::Refine(query) => self.refine(query),
            Command::ToggleRefine => self.toggle_refine(),
            Command::SetListHeight(height) => self.settings.search.list_height = height,
            Command::SetContext(lines) => self.with_list(|list, _| list.set_context(lines)),
            Command::ListScrollRows(by) => self.with_list(|list, _| list.scroll_rows(by)),
            Command::ListScrollPages(by) => self.with_list(|list, _| list.scroll_pages(by)),
            Command::ListScrollToShare(to) => self.with_list(|list, len| list.scroll_to_share(to, len)),
            Command::SaveRowsDialog { numbered } => self.save_rows_dialog(numbered),
            Command::SaveRows { path, numbered } => self.save_rows(path, numbered),
            Command::ShowPlace(at) => self.with_front(|tab| tab.show_place(at)),
            Command::ShowView(view) => self.with_front(|tab| tab.show(view)),
            Command::TogglePanel => self.settings.panel_open = !self.settings.panel_open,
            Command::ToggleKeys => self.shows_keys = !self.shows_keys,
            Command::ToggleAbout => self.shows_about = !self.shows_about,
            Command::ToggleDiagnostics => self.shows_diagnostics = !self.shows_diagnostics,
            Command::Measure => self.measure(),
            Command::StopMeasuring => self.stop_measuring(),
            Command::SetTheme(theme) => self.settings.theme = theme,
            Command::Zoom(by) => self.effects.push(Effect::Zoom(by)),
            Command::ScrollRows(by) => self.with_front(|tab| tab.scroll_rows(by)),
            Command::ScrollPages(by) => self.with_front(|tab| tab.scroll_pages(by)),
            Command::ScrollSideways(by) => self.with_front(|tab| tab.scroll_sideways(by)),
            Command::ScrollSidewaysTo(to) => self.with_front(|tab| tab.set_sideways(to)),
            Command::ScrollToShare(share) => self.with_front(|tab| tab.scroll_to_share(share)),
            Command::Home => self.with_front(Session::home),
            Command::End => self.with_front(Session::end),
            Command::SetCursor { at, extend } => self.with_front(|tab| tab.set_cursor(at, extend)),
            Command::Select(span) => self.with_front(|tab| tab.select(span)),
            Command::MoveCursor { step, extend } => {
                let said = self.front_mut().and_then(|tab| tab.move_cursor(step, extend));
                said.into_iter().for_each(|said| self.toast(said, true));
            }
            Command::SelectBlock { at, column, extend } => {
                self.with_front(|tab| tab.select_block(at, column, extend));
            }
            Command::MoveBlock(step) => self.with_front(|tab| tab.move_block(step)),
            Command::SaveSelectionDialog => self.save_selection_dialog(),
            Command::SaveSelection(path) => self.save_selection(path),
            Command::DismissQuestion => self.with_front(|tab| tab.question = None),
            Command::StopTask(title) => self.stop_task(title),
            Command::ToggleWrap => self.lay_out(|settings| settings.wrap = !settings.wrap),
            Command::ToggleLineEnds => self.lay_out(|settings| settings.line_ends = !settings.line_ends),
            Command::ToggleAnsi => self.lay_out(|settings| settings.ansi = !settings.ansi),
            Command::SetTab(tab) => self.lay_out(|settings| settings.tab = tab),
        }
    }

    fn with_front(&mut self, change: impl FnOnce(&mut Session)) {
        if let Some(tab) = self.front_mut() {
            change(tab);
        }
    }

    fn scan(&mut self, tab: usize) {
        if self.holds_scans {
            return;
        }
        let Ok(engine) = &self.engine else { return };
        let Some(session) = self.sessions.get_mut(tab) else { return };
        let Some(file) = session.file() else { return };
        let (snapshot, unit) = (file.snapshot().clone(), file.encoding().unit());
        let fits = snapshot.len() <= self.memory_bytes / 2;
        session.scans.start(engine, &snapshot, unit, session.id, fits);
    }

    /// Lets everything be computed: the first picture is on the screen.
    pub fn release_scans(&mut self) {
        if self.holds_scans {
            self.holds_scans = false;
            (0..self.sessions.len()).for_each(|tab| self.scan(tab));
        }
    }

    fn cancel(&mut self) {
        if let Some(tab) = self.front_mut() {
            tab.scans.cancel();
        }
    }

    fn resume(&mut self) {
        if let (Ok(engine), Some(tab)) = (&self.engine, self.sessions.get_mut(self.front)) {
            tab.scans.resume(engine);
        }
    }

    fn go_to(&mut self, text: &str) {
        let Some(len) = self.front().and_then(Session::file).map(File::len) else { return };
        if self.go_to_time(text) {
            return;
        }
        let said = match goto::parse(text, len) {
            Ok(target) => self.front_mut().and_then(|tab| tab.go_to(target)),
            Err(why) => Some(why),
        };
        if let Some(said) = said {
            self.toast(said, true);
        }
    }

    /// Says something in a corner for a while.
    pub fn toast(&mut self, text: String, is_bad: bool) {
        self.toasts.retain(|toast| toast.text != text);
        self.toasts.push(Toast { text, is_bad, born: Instant::now() });
    }

    /// Whether something on the screen changes by itself soon.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        !self.toasts.is_empty() || !self.tasks.is_empty() || self.sessions.iter().any(Session::waits_for_turn)
    }

    /// In how long something on the screen changes by itself, if nothing happens before.
    #[must_use]
    pub fn changes_in(&self) -> Option<Duration> {
        if self.is_restless() {
            return Some(Duration::from_millis(100));
        }
        let silent = self.front()?.silent_since?.elapsed();
        Some(session::PATIENCE.saturating_sub(silent).max(Duration::from_millis(500)))
    }

    /// Tells what the view in front has shown.
    pub fn set_visible(&mut self, sight: Sight) {
        if sight.width > 0.0 && sight.column_width > 0.0 {
            // A little room at the right, as for a line end.
            self.columns = whole(sight.width / sight.column_width).saturating_sub(1);
        }
        self.lay_out(|_| ());
        self.with_front(|tab| tab.set_visible(sight));
    }

    /// Lays out all text anew, after a change of settings or of the view's width.
    fn lay_out(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        let layout = self.settings.layout(self.columns);
        self.sessions.iter_mut().for_each(|tab| tab.set_layout(layout));
    }

    /// Tells whether rows of the view in front have not come.
    pub fn set_waiting(&mut self, is_waiting: bool) {
        self.with_front(|tab| tab.is_waiting = is_waiting);
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.sessions.drain(..).for_each(tabs::leave_behind);
    }
}

/// Memory that files may take in the system's cache, in bytes: what is available now.
fn memory_bytes() -> u64 {
    let info = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map_or(8 << 30, |kib| kib * 1024)
}
