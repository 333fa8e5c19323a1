//! What the program knows and does, without a window.
//!
//! [`App::perform`] acts on commands and [`App::absorb`] takes in what readers and workers
//! have found: the only two that change anything. Neither waits. The window shows what it
//! reads here and sends [`Command`]s back.

pub mod command;
pub mod file;
pub mod goto;
pub mod scans;
pub mod scroll;
pub mod session;
pub mod settings;
pub mod tasks;

pub use command::Command;
pub use session::Session;
pub use settings::Settings;

use crate::base::human;
use crate::base::units::len_u64;
use crate::engine::Engine;
use crate::format::{glyphs, sniff};
use crate::source::blocks::BUDGET;
use crate::source::reader::{Event, Opened, Reader, Waker};
use crate::source::{Change, Fault, Generation, Io, OpenError, Snapshot, Source};
use crate::summary::{FileInfo, Summary, WRITERS};
use command::{Needs, ViewId};
use crossbeam_channel::{Receiver, Sender, bounded};
use file::File;
use session::{Banner, Content};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tasks::{Dialogs, Reply, Task};

/// The longest that a frame waits for blocks on their way, in all.
const BLOCK_WAIT: Duration = Duration::from_millis(1);

/// Selections up to this many bytes can be copied.
const MOST_COPIED: u64 = 64 << 20;

/// How long a message stays.
const TOAST_STAYS: Duration = Duration::from_secs(8);

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
    io: Io,
    memory_bytes: u64,
    /// Whether nothing is computed yet, so that the first picture has the processors to itself.
    holds_scans: bool,
    asks_path: bool,
    shows_keys: bool,
    shows_about: bool,
    copies_hex: bool,
    effects: Vec<Effect>,
}

/// Something that only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put this into the clipboard.
    Copy(String),
    /// Put the keyboard into the go-to box.
    FocusGoto,
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
    pub io: Io,
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
            holds_scans: true,
            asks_path: false,
            shows_keys: false,
            shows_about: false,
            copies_hex: false,
            effects: Vec::new(),
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
            Needs::Selection => file.is_some() && self.front().is_some_and(|tab| !tab.selection().is_empty()),
            Needs::Running => self.front().is_some_and(|tab| tab.scans().running().is_some()),
            Needs::Stopped => self.front().is_some_and(|tab| tab.scans().is_stopped()),
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
            Command::DismissBanner => self.with_front(|tab| tab.banner = None),
            Command::Quit => self.effects.push(Effect::Quit),
            Command::Copy => self.copy(false),
            Command::CopyHex => self.copy(true),
            Command::SelectAll => self.with_front(|tab| {
                let all = tab.file().map(|file| file.snapshot().span());
                tab.select(all.unwrap_or_default());
            }),
            Command::FocusGoto => self.effects.push(Effect::FocusGoto),
            Command::Goto(text) => self.go_to(&text),
            Command::CancelGoto => self.with_front(|tab| tab.pending = None),
            Command::ShowPlace(at) => self.with_front(|tab| tab.show_place(at)),
            Command::ShowView(view) => self.with_front(|tab| tab.show(view)),
            Command::TogglePanel => self.settings.panel_open = !self.settings.panel_open,
            Command::ToggleKeys => self.shows_keys = !self.shows_keys,
            Command::ToggleAbout => self.shows_about = !self.shows_about,
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
            Command::MoveCursor { step, extend } => self.with_front(|tab| tab.move_cursor(step, extend)),
        }
    }

    fn with_front(&mut self, change: impl FnOnce(&mut Session)) {
        if let Some(tab) = self.front_mut() {
            change(tab);
        }
    }

    // ---- opening and closing

    fn open(&mut self, path: PathBuf) {
        self.asks_path = false;
        let name = path.file_name().map_or(path.clone().into_os_string(), |name| name.to_owned());
        let name = if path == Path::new("-") {
            "standard input".into()
        } else {
            name.to_string_lossy().into_owned()
        };
        match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
            Ok(reader) => self.add(Session::new(self.next_id, name, Some(path), Some(reader))),
            Err(error) => self.toast(format!("“{name}” could not be opened: {error}"), true),
        }
    }

    /// Opens a source in a tab of its own; for sources that are no files.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open_source(&mut self, name: &str, source: Source) -> std::io::Result<()> {
        let reader = Reader::start(move || Ok(source), Arc::clone(&self.waker))?;
        self.add(Session::new(self.next_id, name.to_owned(), None, Some(reader)));
        Ok(())
    }

    /// Takes over a reader that was started before the window was there.
    pub fn adopt(&mut self, path: PathBuf, reader: Reader) {
        let name = path.file_name().map_or(path.clone().into_os_string(), |name| name.to_owned());
        self.add(Session::new(self.next_id, name.to_string_lossy().into_owned(), Some(path), Some(reader)));
    }

    fn add(&mut self, session: Session) {
        self.next_id += 1;
        self.sessions.push(session);
        self.bring_to_front(self.sessions.len() - 1);
    }

    fn open_recent(&mut self, path: PathBuf) {
        let left_at =
            self.settings.recent.iter().find(|recent| recent.path == path).map_or(0, |recent| recent.top);
        let n = self.sessions.len();
        self.open(path);
        if let Some(tab) = self.sessions.get_mut(n) {
            tab.left_at = left_at;
        }
    }

    fn close(&mut self, tab: usize) {
        if tab >= self.sessions.len() {
            return;
        }
        let closed = self.sessions.remove(tab);
        if let (Some(path), Some(_)) = (closed.path(), closed.file()) {
            self.settings.leave(path, closed.top().at.0);
        }
        let front = if self.front > tab { self.front - 1 } else { self.front };
        self.bring_to_front(front.min(self.sessions.len().saturating_sub(1)));
    }

    /// Notes where files were left; before the program ends.
    pub fn leave(&mut self) {
        for tab in &self.sessions {
            if let (Some(path), Some(_)) = (tab.path(), tab.file()) {
                self.settings.leave(path, tab.top().at.0);
            }
        }
    }

    fn bring_to_front(&mut self, tab: usize) {
        self.front = tab;
        if let (Ok(engine), Some(session)) = (&self.engine, self.sessions.get(tab)) {
            engine.set_front(session.id);
        }
    }

    fn reopen(&mut self) {
        let Some(tab) = self.sessions.get(self.front) else { return };
        match (&tab.content, &tab.reader, tab.path.clone()) {
            (Content::Open(_), Some(reader), _) => reader.reopen(),
            (_, _, Some(path)) => {
                let (id, name) = (tab.id, tab.name.clone());
                match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
                    Ok(reader) => {
                        self.sessions[self.front] = Session::new(id, name, Some(path), Some(reader))
                    }
                    Err(error) => self.toast(format!("“{name}” could not be opened: {error}"), true),
                }
            }
            _ => {}
        }
    }

    // ---- scans

    fn scan(&mut self, tab: usize) {
        if self.holds_scans {
            return;
        }
        let Ok(engine) = &self.engine else { return };
        let Some(session) = self.sessions.get_mut(tab) else { return };
        let Some(snapshot) = session.file().map(|file| file.snapshot().clone()) else { return };
        let fits = snapshot.len() <= self.memory_bytes / 2;
        session.scans.start(engine, &snapshot, session.id, fits);
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

    // ---- places and selection

    fn go_to(&mut self, text: &str) {
        let Some(len) = self.front().and_then(Session::file).map(File::len) else { return };
        let said = match goto::parse(text, len) {
            Ok(target) => self.front_mut().and_then(|tab| tab.go_to(target)),
            Err(why) => Some(why),
        };
        if let Some(said) = said {
            self.toast(said, true);
        }
    }

    fn copy(&mut self, as_hex: bool) {
        let Some(tab) = self.front() else { return };
        let span = tab.selection();
        let (Some(file), Some(reader)) = (tab.file(), &tab.reader) else { return };
        if span.is_empty() {
            return;
        }
        if span.len() > MOST_COPIED {
            let (is, most) = (human::size(span.len()), human::size(MOST_COPIED));
            self.toast(format!("{is} are selected; at most {most} fit the clipboard. Select less."), true);
            return;
        }
        reader.copy(file.snapshot(), span);
        self.copies_hex = as_hex || tab.view() == ViewId::Hex;
    }

    fn copied(&mut self, bytes: Result<Vec<u8>, Fault>) {
        match bytes {
            Ok(bytes) => {
                let text = if self.copies_hex { glyphs::hex(&bytes) } else { glyphs::plain(&bytes) };
                self.effects.push(Effect::Copy(text));
                self.toast(
                    format!("{} copied.", human::counted(len_u64(bytes.len()), "byte", "bytes")),
                    false,
                );
            }
            Err(fault) => self.toast(format!("Nothing was copied: {fault}."), true),
        }
    }

    // ---- what readers and workers have found

    /// Takes in all news, and asks for the bytes that the last frame lacked. Call it once a
    /// frame, before anything is drawn. Never waits.
    pub fn absorb(&mut self) {
        for tab in 0..self.sessions.len() {
            self.absorb_events(tab);
            self.absorb_scans(tab);
            let said = self.sessions[tab].settle();
            if let Some(said) = said {
                self.toast(said, true);
            }
            self.sessions[tab].ask();
        }
        while let Ok(reply) = self.replies.1.try_recv() {
            self.absorb_reply(reply);
        }
        self.tasks.retain(|task| !task.is_done());
        self.toasts.retain(|toast| toast.born.elapsed() < TOAST_STAYS);
        let each = BUDGET / self.sessions.len().max(1);
        self.sessions.iter_mut().for_each(|tab| tab.trim(each));
    }

    /// Waits, a millisecond at most, for blocks that the tab in front lacks and has asked for.
    /// Whether any came.
    pub fn wait_for_blocks(&mut self) -> bool {
        let until = Instant::now() + BLOCK_WAIT;
        let front = self.front;
        let mut came = false;
        while self.sessions.get_mut(front).is_some_and(|tab| tab.ask()) {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.sessions[front].reader.as_ref().and_then(|reader| reader.event_within(left));
            let Some(event) = event else { break };
            self.absorb_event(front, event);
            if let Some(said) = self.sessions[front].settle() {
                self.toast(said, true);
            }
            came = true;
        }
        came
    }

    fn absorb_events(&mut self, tab: usize) {
        // No more than the channel holds: a busy reader must not keep the frame.
        for _ in 0..256 {
            let event = self.sessions[tab].reader.as_ref().and_then(Reader::event);
            let Some(event) = event else { return };
            self.absorb_event(tab, event);
        }
    }

    fn absorb_event(&mut self, tab: usize, event: Event) {
        match event {
            Event::Opened(opened) => self.opened(tab, &opened),
            Event::Failed(error) => self.failed(tab, error),
            Event::Block(of, block, bytes) => {
                if let Content::Open(file) = &mut self.sessions[tab].content {
                    file.take(&of, block, bytes);
                }
            }
            Event::Changed(change, snapshot) => self.changed(tab, change, &snapshot),
            Event::Copied(bytes) => self.copied(bytes),
        }
    }

    fn opened(&mut self, tab: usize, opened: &Opened) {
        let session = &mut self.sessions[tab];
        if let Content::Open(file) = &mut session.content
            && file.snapshot().generation() == opened.snapshot.generation()
        {
            // A pipe has come to its end.
            file.filled(opened.snapshot.clone());
            if let Ok(engine) = &self.engine {
                session.scans.grow(engine, &opened.snapshot);
            }
            return;
        }
        session.name.clone_from(&opened.name);
        session.path.clone_from(&opened.path);
        session.content = Content::Open(Box::new(File::new(opened)));
        session.scans = scans::Scans::default();
        session.banner = None;
        if opened.snapshot.generation() == Generation::default() {
            let info = sniff::sniff(opened.snapshot.head(), opened.snapshot.len());
            session.show(if info.format == "binary" { ViewId::Hex } else { ViewId::Text });
        }
        session.return_to_left();
        session.keep_inside();
        if let Some(path) = &opened.path {
            self.settings.remember(path, opened.snapshot.len());
        }
        self.scan(tab);
    }

    fn failed(&mut self, tab: usize, error: OpenError) {
        let session = &mut self.sessions[tab];
        if let Content::Open(_) = &session.content {
            // Opened anew in vain: what was read stays.
            self.toast(format!("{error}."), true);
            return;
        }
        if let Some(path) = &session.path {
            self.settings.forget(path);
        }
        self.sessions[tab].content = Content::Failed(error);
    }

    fn changed(&mut self, tab: usize, change: Change, snapshot: &Snapshot) {
        let session = &mut self.sessions[tab];
        let Content::Open(file) = &mut session.content else { return };
        if file.changed().is_some_and(|(last, _)| *last == change) {
            return;
        }
        file.note(change.clone(), snapshot.clone());
        if let Change::Grew { .. } = change {
            if let Ok(engine) = &self.engine {
                session.scans.grow(engine, snapshot);
            }
            return;
        }
        session.banner = Some(Banner::about(&session.name, change));
    }

    fn absorb_scans(&mut self, tab: usize) {
        let Ok(engine) = &self.engine else { return };
        let session = &mut self.sessions[tab];
        let Content::Open(file) = &mut session.content else { return };
        let was_running = session.scans.running().is_some();
        if let Some(index) = session.scans.absorb(engine, file.snapshot()) {
            file.set_index(index);
        }
        if was_running
            && session.scans.running().is_none()
            && let Some(why) = session.scans.trouble()
            && session.banner.is_none()
        {
            session.banner = Some(Banner {
                text: format!(
                    "Reading “{}” ended early: {why}. What was computed before is kept.",
                    session.name
                ),
                reopen: Some("Read it anew"),
                change: None,
            });
        }
    }

    // ---- summaries

    /// Everything known so far about the tab in front.
    #[must_use]
    pub fn summary(&self) -> Option<Summary> {
        let tab = self.front()?;
        let file = tab.file()?;
        let path = tab.path().map_or("-".into(), |path| path.display().to_string());
        let sections = tab.scans().known().iter().map(|known| (known.section.clone(), known.scanned_bytes));
        let settled = tab.scans().running().is_none() && tab.scans().trouble().is_none();
        Some(Summary::new(FileInfo::of(&path, file.snapshot()), sections.collect(), settled))
    }

    fn export_dialog(&mut self) {
        let Some(tab) = self.front() else { return };
        let folder = tab.path().and_then(Path::parent).map(Path::to_owned);
        let stem = Path::new(tab.name()).file_stem().map_or("summary".into(), |stem| stem.to_string_lossy());
        let name = format!("{stem}-summary.json");
        self.dialogs.save_file(&name, folder, self.reply());
    }

    fn export(&mut self, path: PathBuf) {
        let (Some(summary), Some(tab)) = (self.summary(), self.front()) else { return };
        let input = tab.file().map(|file| file.snapshot().clone());
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let Some(writer) = WRITERS.iter().copied().find(|writer| writer.extension() == ending) else {
            let known: Vec<_> = WRITERS.iter().map(|writer| format!(".{}", writer.extension())).collect();
            let known = known.join(", ");
            self.toast(format!("“{}” was not written: end its name in {known}.", path.display()), true);
            return;
        };
        self.background("Exporting", 0, move |_| {
            let saved = crate::summary::save::save_summary(&path, input.as_ref(), &summary, writer);
            Reply::Exported(saved.map(|()| path).map_err(|error| error.to_string()))
        });
    }

    fn copy_summary(&mut self) {
        let Some(summary) = self.summary() else { return };
        let mut text = Vec::new();
        let markdown = WRITERS.iter().find(|writer| writer.extension() == "md");
        if markdown.is_some_and(|writer| writer.write(&summary, &mut text).is_ok()) {
            self.effects.push(Effect::Copy(glyphs::plain(&text)));
            self.toast("The summary was copied as Markdown.".into(), false);
        }
    }

    // ---- messages

    /// Says something in a corner for a while.
    pub fn toast(&mut self, text: String, is_bad: bool) {
        self.toasts.retain(|toast| toast.text != text);
        self.toasts.push(Toast { text, is_bad, born: Instant::now() });
    }

    /// Whether something on the screen changes by itself soon.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        !self.toasts.is_empty() || !self.tasks.is_empty()
    }

    /// Tells how many rows the view in front shows, and how far it scrolls sideways.
    pub fn set_visible(&mut self, rows: f64, most_sideways: f32) {
        self.with_front(|tab| tab.set_visible(rows, most_sideways));
    }
}

impl Session {
    /// Asks the reader for what the views lacked; whether there was anything.
    fn ask(&mut self) -> bool {
        match (&self.content, &self.reader) {
            (Content::Open(file), Some(reader)) => file.ask(reader),
            (Content::Opening, Some(_)) => true,
            _ => false,
        }
    }

    fn trim(&mut self, most: usize) {
        if let Content::Open(file) = &mut self.content {
            file.trim(most);
        }
    }
}

impl Banner {
    fn about(name: &str, change: Change) -> Self {
        let (what, reopen) = match &change {
            Change::Shrank { to } => {
                let to = human::size(*to);
                (
                    format!("was cut to {to} by another program. What was read before is kept."),
                    Some("Read it anew"),
                )
            }
            Change::Rewritten => {
                let what = "was rewritten by another program. What was read before is kept.";
                (what.to_owned(), Some("Read it anew"))
            }
            Change::Replaced => {
                let what = "was replaced by another file of that name. This is still the old one.";
                (what.to_owned(), Some("Open the new one"))
            }
            Change::Unlinked => ("was deleted. It can be read until its tab is closed.".to_owned(), None),
            Change::None | Change::Grew { .. } => (String::new(), None),
        };
        Self { text: format!("“{name}” {what}"), reopen, change: Some(change) }
    }
}

/// Memory that files may take in the system's cache, in bytes: what is available now.
fn memory_bytes() -> u64 {
    let info = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map_or(8 << 30, |kib| kib * 1024)
}
