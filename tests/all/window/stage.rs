//! A window on a stage: frames without a display, dialogs that answer from a script, and a
//! person who reads labels, clicks and types.
#![cfg(test)]

use egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use gander::app::AppMsg;
use gander::app::docks::{Docks, PanelId};
use gander::app::kept::Folders;
use gander::app::path_box::formats::SaveRequest;
use gander::app::tasks::{Dialogs, Reply, ReplyTo};
use gander::app::{App, DocMsg, Kept, Msg, PaneRef, Settings, Start, actions};
use gander::source::AccessMode;
use gander::ui::Window;
use gander::view::PaneMsg;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub use egui::accesskit::Role;

/// The longest that anything may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(90);

pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
pub const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
pub const SHIFT: Modifiers = Modifiers::SHIFT;
pub const ALT: Modifiers = Modifiers::ALT;
pub const NONE: Modifiers = Modifiers::NONE;

/// What the dialogs will answer, and what they were asked.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<Scripted>>);

#[derive(Default)]
struct Scripted {
    replies: VecDeque<Reply>,
    asked: Vec<String>,
    /// In which folder the last dialog started, and what the last one to save was asked.
    folder: Option<PathBuf>,
    request: Option<SaveRequest>,
    /// Whether dialogs stay open, and those that do.
    keeps_open: bool,
    open: Vec<ReplyTo>,
}

impl Script {
    fn answer(&self, asked: &str, folder: Option<PathBuf>, reply: ReplyTo) {
        let mut script = self.0.lock().unwrap();
        script.asked.push(asked.to_owned());
        script.folder = folder;
        if script.keeps_open {
            return script.open.push(reply);
        }
        let answer = script.replies.pop_front().unwrap_or(Reply::Nothing);
        drop(script);
        reply.send(answer);
    }
}

impl Dialogs for Script {
    fn pick_files(&self, folder: Option<PathBuf>, reply: ReplyTo) {
        self.answer("open", folder, reply);
    }

    fn save_file(&self, request: &SaveRequest, reply: ReplyTo) {
        self.0.lock().unwrap().request = Some(request.clone());
        self.answer(&request.name, request.folder.clone(), reply);
    }
}

/// Something on the screen that has a name.
#[derive(Clone, Debug)]
pub struct Seen {
    pub role: Role,
    pub text: String,
    pub rect: Rect,
    pub enabled: bool,
    /// Whether what it shows has not come yet.
    pub is_busy: bool,
}

/// Something that the window is asked for; its address is what has the keyboard.
#[derive(Clone, Debug)]
pub enum Ask {
    App(AppMsg),
    Doc(DocMsg),
    Pane(PaneMsg),
    /// The action of this id.
    Act(&'static str),
    /// The pane of this number, in the order in which they were made.
    Tab(usize),
}

/// Gives the pane of this number the keyboard.
pub struct Tab(pub usize);

impl Ask {
    pub fn addressed(self, app: &App) -> Option<Msg> {
        let target = app.target();
        Some(match self {
            Self::App(msg) => msg.into(),
            Self::Doc(msg) => Msg::Doc(target.doc?, msg),
            Self::Pane(msg) => Msg::Pane(target.pane?, msg),
            Self::Act(id) => {
                assert!(actions::named(id).is_some(), "there is no action {id}");
                Msg::Act(id, target)
            }
            Self::Tab(nr) => AppMsg::FocusPane(app.panes().get(nr)?.id()).into(),
        })
    }
}

impl From<AppMsg> for Ask {
    fn from(msg: AppMsg) -> Self {
        Self::App(msg)
    }
}

impl From<DocMsg> for Ask {
    fn from(msg: DocMsg) -> Self {
        Self::Doc(msg)
    }
}

impl From<PaneMsg> for Ask {
    fn from(msg: PaneMsg) -> Self {
        Self::Pane(msg)
    }
}

impl From<&'static str> for Ask {
    fn from(id: &'static str) -> Self {
        Self::Act(id)
    }
}

impl From<Tab> for Ask {
    fn from(tab: Tab) -> Self {
        Self::Tab(tab.0)
    }
}

pub struct Stage {
    pub harness: Harness<'static, Window>,
    script: Script,
    /// What went into the clipboard, oldest first.
    pub copied: Vec<String>,
    /// What the middle button would paste, oldest first.
    pub settled: Vec<String>,
    /// Whether the window has asked to be closed.
    pub closes: bool,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(Settings::default(), 1200.0, 800.0)
    }

    /// A window tall enough for the whole summary.
    pub fn tall() -> Self {
        Self::with(Settings::default(), 1200.0, 2400.0)
    }

    pub fn with(settings: Settings, width: f32, height: f32) -> Self {
        Self::with_kept(settings, Kept::default(), width, height)
    }

    /// A window of a program that keeps its files in a folder.
    pub fn keeping_in(folder: &Folder) -> Self {
        let (settings, kept) = Kept::load(folder.folders());
        Self::with_kept(settings.unwrap_or_default(), kept, 1200.0, 800.0)
    }

    /// The same, with what was open in its last run.
    pub fn remembering_in(folder: &Folder) -> Self {
        let (settings, kept) = Kept::load_with_session(folder.folders());
        Self::with_kept(settings.unwrap_or_default(), kept, 1200.0, 800.0)
    }

    /// Ends the program.
    pub fn quit(mut self) {
        self.harness.state_mut().app_mut().leave();
    }

    /// A window of this size in points, of which each is `scale` pixels.
    pub fn scaled(settings: Settings, size: egui::Vec2, scale: f32) -> Self {
        Self::drawn(settings, Kept::default(), size, scale)
    }

    fn with_kept(settings: Settings, kept: Kept, width: f32, height: f32) -> Self {
        Self::drawn(settings, kept, vec2(width, height), 1.0)
    }

    fn drawn(settings: Settings, kept: Kept, size: egui::Vec2, scale: f32) -> Self {
        let script = Script::default();
        let dialogs = Box::new(script.clone());
        let builder =
            Harness::builder().with_size(size).with_pixels_per_point(scale).with_step_dt(1.0 / 60.0);
        // Which scripts can be drawn is the machine's business.
        let builder = builder.allow_missing_glyphs();
        let harness = builder.build_eframe(|cc| {
            let ctx = cc.egui_ctx.clone();
            let waker = Arc::new(move || ctx.request_repaint());
            Window::new(
                &cc.egui_ctx,
                Start { io: AccessMode::Auto, n_threads: 2, settings, kept, dialogs, waker },
            )
        });
        Self { harness, script, copied: Vec::new(), settled: Vec::new(), closes: false }
    }

    /// A window in which `path` is open and measured; until then the gutter is as wide as
    /// offsets are, and the text further right.
    pub fn showing(path: &Path) -> Self {
        let mut stage = Self::new();
        stage.open(path);
        stage.until_scanned();
        stage.frame();
        stage
    }

    pub fn open(&mut self, path: &Path) {
        self.perform(AppMsg::Open(vec![path.to_owned()]));
        self.until("its first rows are shown", |stage| !stage.rows().is_empty());
    }

    /// The next dialog will answer this.
    pub fn will_answer(&self, reply: Reply) {
        self.script.0.lock().unwrap().replies.push_back(reply);
    }

    /// What dialogs were asked.
    pub fn was_asked(&self) -> Vec<String> {
        self.script.0.lock().unwrap().asked.clone()
    }

    /// In which folder the last dialog started.
    pub fn started_in(&self) -> Option<PathBuf> {
        self.script.0.lock().unwrap().folder.clone()
    }

    /// What the last dialog to save was asked.
    pub fn save_request(&self) -> SaveRequest {
        self.script.0.lock().unwrap().request.clone().expect("something was to be saved")
    }

    /// The next dialogs stay open until one is answered.
    pub fn dialogs_stay_open(&self) {
        self.script.0.lock().unwrap().keeps_open = true;
    }

    /// Answers the dialog that is open.
    pub fn answer_open_dialog(&self, reply: Reply) {
        let mut script = self.script.0.lock().unwrap();
        script.keeps_open = false;
        script.open.remove(0).send(reply);
    }

    pub fn app(&self) -> &App {
        self.harness.state().app()
    }

    /// The pane with the keyboard, and what it shows.
    pub fn front(&self) -> PaneRef<'_> {
        self.app().focused().expect("a pane is open")
    }

    /// Sends a message to the pane with the keyboard, or to its document.
    pub fn perform(&mut self, ask: impl Into<Ask>) {
        self.send(ask);
        self.frame();
    }

    /// The same, without a frame.
    pub fn send(&mut self, ask: impl Into<Ask>) {
        let app = self.harness.state_mut().app_mut();
        if let Some(msg) = ask.into().addressed(app) {
            app.perform(msg);
        }
    }

    // ---- frames

    pub fn frame(&mut self) {
        self.frame_with(Vec::new());
    }

    /// One frame in which all of this happens.
    pub fn frame_with(&mut self, events: Vec<Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
        let output = self.harness.output();
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied.push(text.clone());
            }
            if let OutputCommand::TextSelectionSettled(text) = command {
                self.settled.push(text.clone());
            }
        }
        let mut asked = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
        self.closes |= asked.any(|command| matches!(command, egui::ViewportCommand::Close));
    }

    pub fn frames(&mut self, n: usize) {
        (0..n).for_each(|_| self.frame());
    }

    /// Draws frames until all rows of the pane with the keyboard have come: the window waits for
    /// bytes no longer than a millisecond, and a busy machine takes longer.
    pub fn until_read(&mut self) {
        self.until("its rows are read", |stage| {
            let viewport = stage.front().pane.viewport();
            !viewport.is_waiting() && !viewport.awaits()
        });
    }

    /// Draws frames until `holds`.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.frame();
            if holds(self) {
                return;
            }
            assert!(Instant::now() < end, "waited in vain until {what}; the window says\n{}", self.all());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Draws frames until a label contains `text`.
    pub fn until_said(&mut self, text: &str) {
        self.until(&format!("it says “{text}”"), |stage| stage.says(text));
    }

    pub fn until_scanned(&mut self) {
        self.until("everything is computed", |stage| {
            let scans = stage.front().doc.scans();
            let whole = |known: &gander::doc::scans::ScannedSection| known.scanned_bytes == known.of_bytes;
            let all =
                gander::scan::plan::summary(gander::format::encoding::CodeUnit::Byte, &[], None).scans.len();
            // A table has a section more.
            let is_known = scans.known().len() >= all && scans.known().iter().all(whole);
            scans.running().is_none() && is_known
        });
    }

    // ---- reading

    /// Everything that has a name, from top to bottom.
    pub fn seen(&self) -> Vec<Seen> {
        let mut all: Vec<Seen> = self.harness.root().children_recursive().filter_map(seen).collect();
        all.sort_by(|a, b| a.rect.center().y.total_cmp(&b.rect.center().y));
        all
    }

    /// The names of nodes, by their ids.
    pub fn named(&self) -> Vec<(egui::accesskit::NodeId, String)> {
        let all = self.harness.root().children_recursive();
        all.map(|node| {
            let node = node.accesskit_node();
            (node.locate().0, node.label().unwrap_or_default())
        })
        .collect()
    }

    pub fn all(&self) -> String {
        let lines: Vec<String> =
            self.seen().iter().map(|seen| format!("{:?} {:?}", seen.role, seen.text)).collect();
        lines.join("\n")
    }

    pub fn says(&self, text: &str) -> bool {
        self.seen().iter().any(|seen| seen.text.contains(text))
    }

    #[track_caller]
    pub fn must_say(&self, text: &str) {
        assert!(self.says(text), "it should say “{text}”; it says\n{}", self.all());
    }

    /// The rows of the view, from top to bottom.
    pub fn rows(&self) -> Vec<String> {
        self.row_nodes().into_iter().map(|seen| seen.text).collect()
    }

    pub fn row_nodes(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.role == Role::Row && !seen.is_busy).collect()
    }

    /// What stands to the right of the last label of that name, in the summary.
    pub fn value_of(&self, label: &str) -> String {
        self.values_of(label).pop().unwrap_or_default()
    }

    /// What stands to the right of each label of that name, in the summary.
    pub fn values_of(&self, label: &str) -> Vec<String> {
        let all = self.seen();
        let mut values = Vec::new();
        for name in all.iter().filter(|seen| seen.role == Role::Label && seen.text == label) {
            let beside = |seen: &&Seen| {
                matches!(seen.role, Role::Label | Role::Link)
                    && (seen.rect.center().y - name.rect.center().y).abs() < 4.0
                    && seen.rect.left() > name.rect.right()
            };
            values.extend(all.iter().filter(beside).map(|seen| seen.text.clone()));
        }
        values
    }

    /// What stands next to the only label of that name, on its right.
    #[track_caller]
    pub fn beside(&self, label: &str) -> String {
        let name = self.find(Role::Label, label).rect;
        let beside = self.seen().into_iter().filter(|seen| {
            (seen.rect.center().y - name.center().y).abs() < 4.0 && seen.rect.left() > name.right()
        });
        let nearest = beside.min_by(|a, b| a.rect.left().total_cmp(&b.rect.left()));
        nearest.map(|seen| seen.text).unwrap_or_default()
    }

    /// The only thing on the screen with exactly this name and role.
    #[track_caller]
    pub fn find(&self, role: Role, text: &str) -> Seen {
        let all = self.seen();
        let mut found = all.iter().filter(|seen| seen.role == role && seen.text == text);
        let Some(one) = found.next() else { panic!("no {role:?} “{text}”; there is\n{}", self.all()) };
        assert!(found.next().is_none(), "two of {role:?} “{text}”");
        one.clone()
    }

    // ---- doing

    #[track_caller]
    pub fn click(&mut self, role: Role, text: &str) {
        // What has just appeared may still be finding its place.
        self.rest();
        let found = self.find(role, text);
        assert!(found.enabled, "“{text}” can't be pressed now");
        self.quick_click_at(found.rect.center(), NONE);
        self.frame();
    }

    #[track_caller]
    pub fn press(&mut self, button: &str) {
        self.click(Role::Button, button);
    }

    pub fn click_at(&mut self, at: Pos2, modifiers: Modifiers) {
        self.rest();
        self.quick_click_at(at, modifiers);
        self.frame();
    }

    pub fn double_click_at(&mut self, at: Pos2) {
        self.rest();
        self.quick_click_at(at, NONE);
        self.quick_click_at(at, NONE);
        self.frame();
    }

    pub fn secondary_click_at(&mut self, pos: Pos2) {
        self.rest();
        let (button, modifiers) = (PointerButton::Secondary, NONE);
        self.frame_with(vec![Event::PointerMoved(pos)]);
        self.frame_with(vec![Event::PointerButton { pos, button, pressed: true, modifiers }]);
        self.frame_with(vec![Event::PointerButton { pos, button, pressed: false, modifiers }]);
        self.frames(2);
    }

    fn quick_click_at(&mut self, pos: Pos2, modifiers: Modifiers) {
        let button = PointerButton::Primary;
        self.frame_with(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(pos)]);
        self.frame_with(vec![Event::PointerButton { pos, button, pressed: true, modifiers }]);
        self.frame_with(vec![Event::PointerButton { pos, button, pressed: false, modifiers }]);
        self.frame_with(vec![Event::ModifiersChanged(NONE)]);
    }

    /// Presses at a place, moves to others one after the other, and lets go.
    pub fn drag(&mut self, from: Pos2, over: &[Pos2], modifiers: Modifiers) {
        self.rest();
        let button =
            |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        self.frame_with(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(from)]);
        self.frame_with(vec![button(from, true)]);
        for &to in over {
            self.frame_with(vec![Event::PointerMoved(to)]);
        }
        self.frame_with(vec![button(over.last().copied().unwrap_or(from), false)]);
        self.frame_with(vec![Event::ModifiersChanged(NONE)]);
    }

    /// Long enough for the next click to be a first one.
    fn rest(&mut self) {
        self.frames(24);
    }

    pub fn wheel(&mut self, at: Pos2, delta: egui::Vec2) {
        let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
        let source = egui::MouseWheelSource::Wheel;
        let turned = Event::MouseWheel { unit, delta, phase, modifiers: NONE, source };
        self.frame_with(vec![Event::PointerMoved(at), turned]);
        self.frames(30);
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.frame_with(vec![Event::ModifiersChanged(modifiers), key_event(modifiers, key, true)]);
        self.frame_with(vec![key_event(modifiers, key, false), Event::ModifiersChanged(NONE)]);
        self.frame();
    }

    /// All of these in one frame.
    pub fn events(&mut self, events: Vec<Event>) {
        self.frame_with(events);
        self.frame();
    }

    pub fn copy(&mut self) {
        self.frame_with(vec![Event::Copy]);
    }

    pub fn type_text(&mut self, text: &str) {
        self.frame_with(vec![Event::Text(text.to_owned())]);
    }

    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let dropped = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as _);
        self.harness.input_mut().dropped_files = dropped.collect();
        self.frame();
    }

    /// Types a place into the go-to box.
    pub fn go_to(&mut self, place: &str) {
        self.key(CTRL, Key::G);
        self.type_text(place);
        self.key(NONE, Key::Enter);
    }
}

/// A key that is pressed, or let go.
pub fn key_event(modifiers: Modifiers, key: Key, pressed: bool) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

fn seen(node: egui_kittest::Node<'_>) -> Option<Seen> {
    let consumer = node.accesskit_node();
    consumer.bounding_box()?;
    let role = consumer.role();
    // A label's text is its value; other things have a name.
    let text = if role == Role::Label { consumer.value() } else { consumer.label() };
    let text = text.filter(|text| !text.is_empty())?;
    Some(Seen {
        role,
        text,
        rect: node.rect(),
        enabled: !consumer.is_disabled(),
        is_busy: consumer.is_busy(),
    })
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody asks for them".into())
    }
}

/// A folder for a test's files.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("there is room for temporary files"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folders of a program that keeps its files here.
    fn folders(&self) -> Folders {
        Folders { settings: self.path("config"), data: self.path("data"), cache: self.path("cache") }
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("temporary files can be written");
        path
    }
}

/// Lines `line 1` to `line n`.
pub fn numbered(n: usize) -> String {
    (1..=n).map(|nr| format!("line {nr}\n")).collect()
}

/// Settings with which the panes have the whole width.
pub fn without_summary() -> Settings {
    Settings { docks: Docks::default().with(PanelId::Summary, false), ..Settings::default() }
}
