//! The window: shows what the [`crate::app`] knows and sends commands back.
//!
//! Nothing here changes the program's state, reads a file or waits. Each frame absorbs
//! updates, turns keys into commands, draws, and performs the widgets' messages.

mod access;
mod cards;
mod changes;
mod column_card;
mod compare_with;
mod diagnostics;
mod dialog;
mod dialogs;
mod differences;
mod docks;
mod edit;
mod encodings;
mod filter_field;
mod focus;
mod folders;
mod fonts_page;
mod frame_log;
mod gestures;
mod grid;
mod guide;
mod hashes;
mod hues;
mod icons;
mod inspector;
mod jobs;
mod keys;
mod keys_page;
mod language;
mod list_input;
mod locale;
mod marks;
mod memo;
mod menu;
mod menu_bar;
mod messages_page;
mod notice;
mod overlays;
mod own_fonts;
pub mod palette;
mod palettes;
mod panel;
mod panes;
mod path_box;
mod place;
mod plots;
mod primary;
mod refine;
mod report;
mod results;
mod results_header;
mod room;
mod row_scroll;
mod rules;
mod scrolled;
mod search_bar;
mod sessions;
mod settings;
mod splitters;
mod start;
mod status;
mod structure;
mod summaries;
mod system_fonts;
mod tabs;
pub mod theme;
mod tick;
mod time_line;
mod tips;
mod toolbar;
mod topmost;
pub mod view;
mod wishes;
mod worth_knowing;

#[cfg(unix)]
use crate::app::instance::Place;
use crate::app::instance::{self, Instance, Joined};
use crate::app::kept::Folders;
use crate::app::{App, AppMsg, Effect, Kept, Msg, Start};
use crate::args::{Renderer, WindowArgs};
use crate::base::frame_turn::FrameTurn;
use crate::log::Log;
use crate::messages::{self, Text, say, say_with};
use crate::source::reader::{Reader, Waker};
use diagnostics::Frames;
use egui::{Frame, Panel};
use frame_log::FrameLog;
use room::Bars;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use system_fonts::SystemFonts;

pub use dialogs::NativeDialogs;

/// How often it is noted where files were left, while pictures are drawn.
const LEAVES: Duration = Duration::from_secs(30);

/// The window's contents.
pub struct Window {
    app: App,
    log: Option<FrameLog>,
    /// Frame costs, while the diagnostics are open.
    frames: Option<Frames>,
    language: language::Language,
    own_fonts: own_fonts::OwnFonts,
    faces: theme::Faces,
    wishes: Option<wishes::SystemWishes>,
    folders: folders::Folders,
    primary: primary::Primary,
    title: String,
    /// What the painters of the last frame have measured.
    measured: panes::PaneMetrics,
    /// The panels of the last frame.
    panels: docks::Drawn,
    place: place::Place,
    /// When it was noted last where files were left.
    left: Instant,
    /// Whether a first frame was drawn.
    has_drawn: bool,
    /// What other starts come to, as long as the window is there.
    instance: Option<Arc<Instance>>,
}

/// Opens the window and stays until it is closed. `started` is when the program was.
///
/// Tries the other renderer if the first can't start. Where neither can, one sentence says
/// what is missing and names the command that needs no window.
#[must_use]
pub fn run(args: &WindowArgs, started: Instant) -> ExitCode {
    crate::base::sys::keep_freed_memory();
    crate::base::sys::ignore_file_size_signal();
    // Files are opened while the window is still being made.
    let context: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker = waker(&context);
    let instance = match join(args) {
        Joined::HandedOver => return ExitCode::SUCCESS,
        Joined::First(instance) => Some(Arc::new(instance)),
        Joined::Alone => None,
    };
    let log = args.log.as_deref().map(|path| Log::start(path, &args.files)).transpose();
    // Words and numbers are the system's, until the settings are read.
    let chosen = Folders::of_system().and_then(|folders| Kept::chosen_language(&folders));
    let spoken = messages::speak(chosen.as_deref());
    messages::set_number_style(locale::number_style());
    let mut ready = Ready {
        fonts: SystemFonts::start(Arc::clone(&waker), spoken),
        wishes: Some(wishes::SystemWishes::ask(Arc::clone(&waker))),
        readers: open_early(args, &waker),
        instance,
        trouble: log.as_ref().err().cloned(),
    };
    let mut why = String::new();
    for renderer in renderers(args.renderer) {
        let made = make(args, renderer, &context, &waker, &mut ready, started);
        match made {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => {
                tracing::warn!(?renderer, "no window: {error}");
                why = error.to_string();
            }
        }
    }
    say_why_not(&why);
    ExitCode::from(2)
}

/// Hands the files to the first window, unless this one is to be something of its own.
fn join(args: &WindowArgs) -> Joined {
    let Some(folders) = Folders::of_system().filter(|_| args.may_join()) else { return Joined::Alone };
    let files: Vec<PathBuf> = args.files.iter().filter_map(|file| std::path::absolute(file).ok()).collect();
    #[cfg(unix)]
    let joined =
        Place::of_system(&folders.data).map_or(Joined::Alone, |place| instance::join(&place, &files));
    #[cfg(not(unix))]
    let joined = {
        drop(folders);
        instance::join(&files)
    };
    joined
}

/// Work that was started before the window existed.
#[derive(Default)]
struct Ready {
    readers: Early,
    fonts: Option<SystemFonts>,
    /// What other starts come to.
    instance: Option<Arc<Instance>>,
    wishes: Option<wishes::SystemWishes>,
    /// An error to show in the window.
    trouble: Option<Text>,
}

fn waker(context: &Arc<OnceLock<egui::Context>>) -> Waker {
    let context = Arc::clone(context);
    Arc::new(move || {
        if let Some(context) = context.get() {
            request_picture(context);
        }
    })
}

/// Asks for one more picture. `request_repaint` asks for two, and without a GPU each costs some 20 ms of
/// every processor; egui asks for its own second one after input.
fn request_picture(ctx: &egui::Context) {
    ctx.request_repaint_after(Duration::from_millis(1));
}

type Early = Vec<(PathBuf, Option<Reader>)>;

fn open_early(args: &WindowArgs, waker: &Waker) -> Early {
    let open = |path: &PathBuf| {
        let reader = match args.part {
            Some(span) => Reader::open_part(path.clone(), span, args.io, Arc::clone(waker)),
            None => Reader::open(path.clone(), args.io, Arc::clone(waker)),
        };
        (path.clone(), reader.ok())
    };
    args.files.iter().map(open).collect()
}

/// Linux starts with glow, four times smoother without a GPU; elsewhere wgpu works over
/// remote desktops, where glow does not (emilk/egui#2573).
fn renderers(asked: Option<Renderer>) -> Vec<eframe::Renderer> {
    let both = [eframe::Renderer::Glow, eframe::Renderer::Wgpu];
    match asked {
        Some(Renderer::Glow) => vec![both[0]],
        Some(Renderer::Wgpu) => vec![both[1]],
        None if cfg!(target_os = "linux") => both.to_vec(),
        None => vec![both[1], both[0]],
    }
}

fn make(
    args: &WindowArgs,
    renderer: eframe::Renderer,
    context: &Arc<OnceLock<egui::Context>>,
    waker: &Waker,
    ready: &mut Ready,
    started: Instant,
) -> eframe::Result {
    let load = if args.has_session() { Kept::load_with_session } else { Kept::load };
    let (settings, kept) = Folders::of_system().map_or_else(Default::default, load);
    let settings = settings.unwrap_or_default();
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/gander-256.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title(say("gander"))
        .with_app_id("gander")
        .with_inner_size([1200.0, 800.0])
        // In points: 480 × 320 pixels at a scale of 3, where everything is still reached.
        .with_min_inner_size([160.0, 106.0])
        .with_drag_and_drop(true);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    viewport = place::at(viewport, &settings);
    let system_font_fallback = false; // ours, below
    // There are no gradients to dither, and without a GPU every pixel's work shows.
    let dithering = false;
    let options = eframe::NativeOptions {
        viewport,
        renderer,
        system_font_fallback,
        dithering,
        ..eframe::NativeOptions::default()
    };
    let (context, waker) = (Arc::clone(context), Arc::clone(waker));
    // Another renderer that is tried has the same place among windows.
    let instance = ready.instance.clone();
    let (args, ready) = (args.clone(), std::mem::replace(ready, Ready { instance, ..Ready::default() }));
    eframe::run_native(
        "gander",
        options,
        Box::new(move |cc| {
            // A second try with the other renderer brings a context of its own, but the first
            // has then failed before it made one.
            let _ = context.set(cc.egui_ctx.clone());
            let place = place::Place::made(cc, &settings);
            let dialogs = Box::new(NativeDialogs::of(cc));
            let wakes = Arc::clone(&waker);
            let start = Start {
                io: args.io,
                n_threads: args.threads,
                settings,
                kept,
                dialogs,
                waker: Arc::clone(&waker),
            };
            let mut window = Window::new(&cc.egui_ctx, start);
            window.place = place;
            window.app.read_as(args.encoding);
            tracing::info!(?renderer, ms = started.elapsed().as_millis(), "window made");
            window.language.adopt(ready.fonts, wakes);
            window.wishes = ready.wishes;
            if let Some(trouble) = ready.trouble {
                window.app.toast(Text::new("toast-no-log").with("why", trouble), true);
            }
            window.log = args.frame_log.as_deref().and_then(|path| FrameLog::start(path, started));
            for (path, reader) in ready.readers {
                match (reader, args.part) {
                    (Some(reader), Some(_)) => window.app.adopt_part(&path, reader),
                    (Some(reader), None) => window.app.adopt(path, reader),
                    (None, _) => window.app.perform(AppMsg::Open(vec![path]).into()),
                }
            }
            if let (Some(first), None) = (args.files.first().filter(|_| args.files.len() > 1), args.part) {
                window.app.perform(AppMsg::Open(vec![first.clone()]).into());
            } else if args.part.is_some() {
                let first = window.app.panes().first().map(crate::app::Pane::id);
                first.into_iter().for_each(|pane| window.app.perform(AppMsg::FocusPane(pane).into()));
            }
            if let Some(instance) = &ready.instance {
                window.app.serve(instance.requests());
                instance.is_up(waker);
            }
            window.instance = ready.instance;
            if let Some((kind, size)) = args.demo {
                window.app.make_sample(kind, size);
            }
            Ok(Box::new(window))
        }),
    )
}

fn say_why_not(why: &str) {
    let has_display = std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    let missing = if cfg!(target_os = "linux") && !has_display {
        "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)".to_owned()
    } else if cfg!(target_os = "linux") {
        let packages = "libegl1 libgl1-mesa-dri libxkbcommon-x11-0 libxcursor1 libxi6";
        format!("the display could not be used ({why}); on Debian, install {packages}")
    } else {
        format!("the display could not be used ({why})")
    };
    let sentence = format!("gander: no window can be opened: {missing}; “gander summary FILE” needs none.\n");
    // Without a standard error there is no other channel.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), sentence.as_bytes());
}

impl Window {
    /// A window without any file; also for windows that are drawn by others, such as tests.
    #[must_use]
    pub fn new(ctx: &egui::Context, start: Start) -> Self {
        theme::install(ctx);
        theme::choose(ctx, start.settings.theme, wishes::Wishes::default());
        // Scaling belongs to the command table, like every key.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let zoom = start.settings.zoom;
        if zoom.is_finite() {
            ctx.set_zoom_factor(zoom.clamp(*place::ZOOM.start(), *place::ZOOM.end()));
        }
        Self {
            language: language::Language::new(start.settings.language.as_deref()),
            own_fonts: own_fonts::OwnFonts::new(),
            faces: theme::Faces::default(),
            app: App::new(start),
            log: None,
            frames: None,
            wishes: None,
            folders: folders::Folders::new(),
            primary: primary::Primary::default(),
            title: String::new(),
            measured: panes::PaneMetrics::new(),
            panels: docks::Drawn::default(),
            place: place::Place::default(),
            left: Instant::now(),
            has_drawn: false,
            instance: None,
        }
    }

    /// What the window shows.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What the window shows, mutably.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Rows of the last frame whose bytes had not come yet.
    #[must_use]
    pub fn waiting_rows(&self) -> u64 {
        self.measured.iter().map(|(_, metrics)| metrics.waiting).sum()
    }

    fn draw(&mut self, ui: &mut egui::Ui, out: &mut Vec<Msg>) {
        let app = &self.app;
        let bars = Bars::fit(ui.ctx().content_rect().height(), app.panes().len());
        let has_file = app.focused().is_some_and(|pane| pane.file().is_some());
        let takes_menus = has_file && !bars.toolbar && toolbar::has_keyboard(ui.ctx());
        if takes_menus && !menu_bar::is_asked(ui.ctx()) {
            bar(ui, "toolbar", theme::BAR).show(ui, |ui| toolbar::show(ui, app, out));
        } else {
            bar(ui, "menu", theme::BAR).show(ui, |ui| menu_bar::show(ui, app, out));
        }
        if has_file && bars.toolbar {
            bar(ui, "toolbar", theme::TOOLBAR).show(ui, |ui| toolbar::show(ui, app, out));
        }
        // The status bar has its place first and is drawn last: it is read last.
        let has_status = bars.status && (bars.toolbar || !app.panel_fills());
        let status = has_status.then(|| status_bar(ui));
        if let Some(frames) = &self.frames {
            diagnostics::show(ui, app, frames, out);
        }
        let room = ui.available_rect_before_wrap();
        let mut panels = docks::show(ui, app, out);
        // The window is cleared to the ground of data: without a GPU every pixel that is filled
        // twice costs a frame time.
        self.measured = if panels.fills {
            panes::PaneMetrics::new()
        } else {
            egui::CentralPanel::no_frame().show(ui, |ui| content(ui, app, bars, out)).inner
        };
        docks::splitters(ui, &panels, out);
        if let Some(rect) = status {
            let place = egui::UiBuilder::new().id_salt("status").max_rect(rect);
            status::show(&mut ui.new_child(place), app, out);
        }
        overlays::show(ui, app, out);
        focus::ring(ui);
        let focused = panels.note_focus(ui, app, room);
        let height = ui.ctx().content_rect().height();
        let drawn = panels.panels.iter().map(|(panel, ..)| *panel);
        self.app.set_panels(drawn, focused, height, panels.fills);
        self.panels = panels;
    }

    fn apply(&mut self, ctx: &egui::Context) {
        palette::give_back(ctx, &self.app);
        for effect in self.app.take_effects() {
            match effect {
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::FocusSearch => search_bar::focus(ctx, &self.app),
                Effect::FocusPalette => palette::focus(ctx),
                Effect::FocusRefine => refine::focus(ctx),
                Effect::FocusGoto => toolbar::focus_goto(ctx),
                Effect::FocusPanel(panel) => docks::focus(ctx, panel),
                Effect::FocusView => ctx.memory_mut(|memory| {
                    memory.focused().into_iter().for_each(|id| memory.surrender_focus(id));
                }),
                Effect::ShowInFolder(path) => self.folders.show(ctx, &path),
                Effect::FillPrimary(text) => {
                    ctx.send_cmd(egui::OutputCommand::TextSelectionSettled(text));
                }
                Effect::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
                Effect::Notify(text) => notice::show(ctx, &text),
                Effect::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Effect::Raise => {
                    ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
                    ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
                }
                Effect::Zoom(by) => {
                    let factor = if by == 0 { 1.0 } else { ctx.zoom_factor() * 1.1_f32.powi(by.into()) };
                    let factor = factor.clamp(*place::ZOOM.start(), *place::ZOOM.end());
                    ctx.set_zoom_factor(factor);
                    self.app.keep_zoom(factor);
                }
            }
        }
        let wishes = self.wishes.as_ref().map(|wishes| wishes.now).unwrap_or_default();
        theme::choose(ctx, self.app.settings().theme, wishes);
        let has_spoken = self.language.update(ctx, &mut self.app, &mut self.faces);
        let has_faces = self.own_fonts.update(ctx, &mut self.app, &mut self.faces);
        if has_spoken || has_faces {
            theme::set_faces(ctx, &self.faces);
            request_picture(ctx);
        }
        let title = self.app.focused().map_or_else(
            || say("gander").into(),
            |pane| say_with("window-title", [("name", pane.label().to_owned().into())]),
        );
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for Window {
    /// Before every frame, and while the window is hidden: absorbs updates.
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.set_away(ctx.input(|input| input.viewport().focused == Some(false)));
        self.app.absorb();
        self.folders.absorb(&mut self.app);
        self.wishes.iter_mut().for_each(wishes::SystemWishes::absorb);
        self.app.wait_for_match();
        if let Some(after) = self.app.changes_in() {
            ctx.request_repaint_after(after);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let began = Instant::now();
        let turn = FrameTurn::begin();
        let ctx = ui.ctx().clone();
        if let Some(log) = &mut self.log {
            log.begin(began, frame.info().cpu_usage);
        }
        self.frames = self.frames.take().filter(|_| self.app.shows_diagnostics());
        if self.app.shows_diagnostics() {
            self.frames.get_or_insert_default().begin(began, frame.info().cpu_usage);
        }
        if self.has_drawn {
            self.app.release_scans();
        }
        self.app.wait_for_blocks();
        turn.go_on();
        tips::install(&ctx, &self.app);
        let mut out = Vec::new();
        if ctx.input(|input| input.viewport().close_requested()) && self.app.asks_before_quit() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
        focus::go_on(&ctx, &self.panels.panels, keys::types_bytes(&ctx, &self.app));
        keys::messages(&ctx, &self.app, self.panels.typed, &mut out);
        out.drain(..).for_each(|msg| self.app.perform(msg));
        // A field that a key has opened takes what was typed after that.
        self.apply(&ctx);
        dropped(&ctx, &mut self.app);
        self.draw(ui, &mut out);
        if self.waiting_rows() > 0 && self.app.wait_for_blocks() {
            // They came while the frame was drawn without them.
            request_picture(&ctx);
        }
        for (pane, metrics) in &self.measured {
            self.app.set_metrics(*pane, *metrics);
        }
        if let Some((doc, rows)) = self.panels.list_rows {
            self.app.set_list_visible(doc, rows);
        }
        let has_asked = !out.is_empty();
        out.drain(..).for_each(|msg| self.app.perform(msg));
        self.primary.fill(&ctx, &mut self.app);
        if has_asked {
            request_picture(&ctx);
        }
        self.apply(&ctx);
        if !self.has_drawn {
            self.has_drawn = true;
            request_picture(&ctx);
        }
        if let Some(place) = self.place.note(&ctx) {
            self.app.keep_window_place(place);
        }
        if self.left.elapsed() >= LEAVES {
            self.left = Instant::now();
            self.app.leave();
        }
        self.app.keep_session();
        let waiting = self.waiting_rows();
        if let Some(log) = &mut self.log {
            log.end(&ctx, began, &self.app, waiting);
        }
        if let Some(frames) = &mut self.frames {
            frames.end();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.extreme_bg_color.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.leave();
    }
}

fn bar(ui: &egui::Ui, id: &'static str, height: f32) -> Panel {
    let fill = theme::palette(ui).panel;
    let frame = Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 0));
    Panel::top(id).exact_size(height).resizable(false).frame(frame)
}

/// The place of the status bar.
fn status_bar(ui: &mut egui::Ui) -> egui::Rect {
    let fill = theme::palette(ui).panel;
    let frame = Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 0));
    let panel = Panel::bottom("status").exact_size(theme::BAR).resizable(false).frame(frame);
    panel.show(ui, |ui| ui.max_rect()).inner
}

fn content(ui: &mut egui::Ui, app: &App, bars: Bars, out: &mut Vec<Msg>) -> panes::PaneMetrics {
    if app.panes().is_empty() {
        start::show(ui, app, out);
    }
    panes::show(ui, app, bars.tabs, out)
}

fn dropped(ctx: &egui::Context, app: &mut App) {
    let files: Vec<PathBuf> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !files.is_empty() {
        app.perform(AppMsg::Open(files).into());
    }
}
