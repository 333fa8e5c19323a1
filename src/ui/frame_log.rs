//! A line a frame, for measuring: when it ended, what it cost, and what it showed.
//!
//! A thread of its own writes them, so that a slow disk costs no frame.

use crate::app::{App, PaneRef};
use crossbeam_channel::{Sender, bounded};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// The log.
pub(super) struct FrameLog {
    started: Instant,
    lines: Sender<String>,
    /// The last frame, whose whole cost only the next one knows.
    last: Option<FrameRecord>,
}

struct FrameRecord {
    began: Instant,
    ui: Duration,
    scanned_bytes: u64,
    top_byte: u64,
    waiting_rows: u64,
}

impl FrameLog {
    /// Starts a log in `path`; `None`, and a word on standard error, if it can't be written.
    pub(super) fn start(path: &Path, started: Instant) -> Option<Self> {
        let file = File::create(path).and_then(|mut file| {
            writeln!(file, "t_ms,cpu_ms,scanned_bytes,ui_ms,top_byte,waiting_rows").map(|()| file)
        });
        let mut file = match file {
            Ok(file) => file,
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "gander: “{}” can't be written: {error}", path.display());
                return None;
            }
        };
        let (lines, written) = bounded::<String>(1024);
        let write = move || {
            for line in written {
                if file.write_all(line.as_bytes()).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("gander-frame-log".into()).spawn(write).ok()?;
        Some(Self { started, lines, last: None })
    }

    /// Notes that a frame begins; the last one's cost is known now.
    pub(super) fn begin(&mut self, _now: Instant, last_cpu_seconds: Option<f32>) {
        let Some(last) = self.last.take() else { return };
        let cpu = last_cpu_seconds.map_or(last.ui, Duration::from_secs_f32);
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let t = ms(last.began.saturating_duration_since(self.started) + cpu);
        let line = format!(
            "{t:.3},{:.3},{},{:.3},{},{}\n",
            ms(cpu),
            last.scanned_bytes,
            ms(last.ui),
            last.top_byte,
            last.waiting_rows
        );
        // A full channel loses a line rather than a frame.
        let _ = self.lines.try_send(line);
    }

    /// Logs what a frame showed, and requests another if anything moved.
    pub(super) fn end(&mut self, ctx: &egui::Context, began: Instant, app: &App, waiting_rows: u64) {
        let pane = app.focused();
        let scanned = |pane: &PaneRef<'_>| match pane.scans().running() {
            Some((_, progress)) => progress.done,
            None => pane.file().map_or(0, crate::doc::file::File::len),
        };
        let line = FrameRecord {
            began,
            ui: began.elapsed(),
            scanned_bytes: pane.as_ref().map_or(0, scanned),
            top_byte: pane.map_or(0, |pane| pane.top_byte().0),
            waiting_rows,
        };
        if ctx.input(|input| !input.events.is_empty()) || waiting_rows > 0 {
            ctx.request_repaint_after(Duration::from_millis(20));
        }
        self.last = Some(line);
    }
}
