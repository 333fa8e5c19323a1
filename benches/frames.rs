//! Cost of a frame of the window without a renderer: scrolling through a file by the wheel.
//!
//!     cargo bench --bench frames -- FILE [FRAMES]
//!
//! Prints microseconds of the window thread a frame: all of it (with egui's layout of the frame and the
//! tessellation), the part within `Window`, and the processor time of that; at rest, while scans run, and
//! with a second pane on the file while scans run.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use eframe::App;
use egui::{Event, Pos2, RawInput, Rect, vec2};
use gander::app::path_box::formats::SaveRequest;
use gander::app::tasks::{Dialogs, ReplyTo};
use gander::app::{AppMsg, DocMsg, Kept, Msg, Settings, Start};
use gander::base::thread::processor_time;
use gander::source::AccessMode;
use gander::ui::Window;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// From one frame to the next, as on a screen: what is done once a second is seldom among the frames then.
const PACE: Duration = Duration::from_micros(16_667);

/// What a frame cost the window's thread.
#[derive(Default)]
struct Cost {
    whole: Duration,
    /// Within `Window`.
    own: Duration,
    /// Of that, the time in which the thread had a processor: workers and renderer may take it for some
    /// milliseconds at any point.
    processor: Duration,
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn pick_files(&self, _folder: Option<PathBuf>, _reply: ReplyTo) {}
    fn save_file(&self, _request: &SaveRequest, _reply: ReplyTo) {}
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let Some(path) = args.first() else { return };
    let n_frames: usize = args.get(1).map_or(1500, |n| n.parse().unwrap());
    let mut bench = Bench::new();
    bench.window.app_mut().perform(AppMsg::Open(vec![path.into()]).into());
    bench.until_scanned();
    bench.settle();
    report("at rest", &(0..n_frames).map(|_| bench.frame()).collect::<Vec<_>>());
    report("scanning", &bench.frames_while_scanning(n_frames));
    bench.split();
    bench.settle();
    report("scanning, two panes", &bench.frames_while_scanning(n_frames));
}

struct Bench {
    ctx: egui::Context,
    window: Window,
    frame: eframe::Frame,
    nr: f64,
    /// When the last frame began.
    last: Instant,
}

impl Bench {
    fn new() -> Self {
        let ctx = egui::Context::default();
        let start = Start {
            io: AccessMode::Auto,
            n_threads: 2,
            settings: Settings::default(),
            kept: Kept::default(),
            dialogs: Box::new(NoDialogs),
            waker: Arc::new(|| {}),
        };
        let window = Window::new(&ctx, start);
        Self { ctx, window, frame: eframe::Frame::_new_kittest(), nr: 0.0, last: Instant::now() }
    }

    /// One frame in which the wheel turns by three rows; what it cost.
    fn frame(&mut self) -> Cost {
        self.nr += 1.0;
        let delta = vec2(0.0, -57.0);
        let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
        let source = egui::MouseWheelSource::Unknown;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 800.0))),
            time: Some(self.nr / 60.0),
            events: vec![
                Event::PointerMoved(Pos2::new(400.0, 400.0)),
                Event::MouseWheel { unit, delta, phase, source, modifiers: egui::Modifiers::NONE },
            ],
            focused: true,
            ..RawInput::default()
        };
        std::thread::sleep(PACE.saturating_sub(self.last.elapsed()));
        self.last = Instant::now();
        let mut cost = Cost::default();
        let output = self.ctx.run_ui(input, |ui| {
            let (began, worked) = (Instant::now(), processor_time());
            self.window.logic(&ui.ctx().clone(), &mut self.frame);
            self.window.ui(ui, &mut self.frame);
            cost.own += began.elapsed();
            cost.processor += processor_time() - worked;
        });
        let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        cost.whole = self.last.elapsed();
        assert!(!meshes.is_empty());
        cost
    }

    /// Frames that are not measured, until what is seen first is laid out.
    fn settle(&mut self) {
        (0..60).for_each(|_| _ = self.frame());
    }

    fn frames_while_scanning(&mut self, n: usize) -> Vec<Cost> {
        let frames = (0..n).map(|_| {
            self.rescan_when_done();
            self.frame()
        });
        frames.collect()
    }

    /// Splits the pane: two on one document.
    fn split(&mut self) {
        let target = self.window.app().target();
        self.window.app_mut().perform(Msg::Act("pane.split-right", target));
        assert_eq!(self.window.app().layout().visible().len(), 2);
    }

    fn is_scanning(&self) -> bool {
        self.window.app().focused().is_some_and(|pane| pane.doc.scans().running().is_some())
    }

    fn until_scanned(&mut self) {
        let began = Instant::now();
        while began.elapsed() < Duration::from_millis(500) || self.is_scanning() {
            let _ = self.frame();
            std::thread::sleep(Duration::from_millis(4));
        }
    }

    fn rescan_when_done(&mut self) {
        if !self.is_scanning() {
            let doc = self.window.app().target().doc.unwrap();
            self.window.app_mut().perform(Msg::Doc(doc, DocMsg::ScanAgain));
        }
    }
}

fn report(what: &str, frames: &[Cost]) {
    let of = |time: fn(&Cost) -> Duration| {
        let mut all: Vec<_> = frames.iter().map(time).collect();
        all.sort_unstable();
        let at = |percent: usize| all[all.len() * percent / 100].as_micros();
        format!("{} µs (p99 {})", at(50), at(99))
    };
    let (whole, own, processor) = (of(|cost| cost.whole), of(|cost| cost.own), of(|cost| cost.processor));
    println!("{what}: a frame {whole}, of it in the window {own}, of that on a processor {processor}");
}
