//! A plot of frame costs, beside internal counters.
//!
//! Frames are recorded only while this is open, and nothing here requests another one: the
//! readings of memory that come twice a second do.

use super::cards::{line, pair};
use super::icons::cross;
use super::theme::{self, SMALL, palette, semibold};
use super::tips;
use super::{menu, plots, scrolled};
use crate::app::{App, Msg};
use crate::base::human::{decimal, grouped, size};
use crate::base::units::{as_f64, len_u64};
use crate::messages::say;
use egui::{Align, Color32, Frame, Layout, Margin, Panel, RichText, Sense, Ui, vec2};
use egui_plot::{HLine, Line};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Frames that are kept.
const KEPT: usize = 240;

/// Height of the panel, in points, and the most of what is left of the window that it takes.
const HEIGHT: f32 = 168.0;
const MOST: f32 = 0.5;

/// The least width of its contents, in points.
const WIDTH: f32 = 300.0;

/// A longer gap between frames is idle time, not latency.
const PAUSE: Duration = Duration::from_millis(100);

/// Time a frame has at sixty a second, in milliseconds.
const SIXTIETH: f64 = 1000.0 / 60.0;

/// Frame costs while the diagnostics are open.
#[derive(Default)]
pub(super) struct Frames {
    kept: VecDeque<Cost>,
    n_frames: u64,
    began: Option<Instant>,
}

/// What one frame has cost, in milliseconds.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// In our own code.
    ours: f64,
    /// Of the processor in all; known when the next frame begins.
    whole: Option<f64>,
    /// Since the frame before, if that was not long ago.
    since_last: Option<f64>,
}

impl Frames {
    /// Notes that a frame begins, and what the last one has cost in all.
    pub(super) fn begin(&mut self, now: Instant, last_cpu_seconds: Option<f32>) {
        if let Some(last) = self.kept.back_mut() {
            last.whole = last_cpu_seconds.map(|seconds| f64::from(seconds) * 1000.0);
        }
        let since = self.began.map(|began| now.duration_since(began)).filter(|since| *since < PAUSE);
        self.began = Some(now);
        self.n_frames += 1;
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(Cost { since_last: since.map(ms), ..Cost::default() });
    }

    /// Notes that it ends.
    pub(super) fn end(&mut self) {
        if let (Some(frame), Some(began)) = (self.kept.back_mut(), self.began) {
            frame.ours = ms(began.elapsed());
        }
    }

    /// The frames that are over: the newest is still being drawn.
    fn over(&self) -> impl Iterator<Item = &Cost> {
        self.kept.iter().take(self.kept.len().saturating_sub(1))
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A series of the plot.
struct Series {
    label: &'static str,
    color: Color32,
    of: fn(&Cost) -> Option<f64>,
}

pub(super) fn show(ui: &mut Ui, app: &App, frames: &Frames, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let height = HEIGHT.min(MOST * ui.available_height()).max(theme::BAR);
    let margin = Margin::symmetric(12, if height < 100.0 { 1 } else { 8 });
    let frame = Frame::new().fill(colours.panel).inner_margin(margin);
    let panel = Panel::bottom("diagnostics").exact_size(height).resizable(false).frame(frame);
    let series = [
        Series { label: say("diagnostics-ours"), color: colours.accent, of: |cost| Some(cost.ours) },
        Series { label: say("diagnostics-whole"), color: colours.info, of: |cost| cost.whole },
        Series { label: say("diagnostics-between"), color: colours.dim, of: |cost| cost.since_last },
    ];
    panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.spacing_mut().interact_size.y = 17.0;
        ui.horizontal(|ui| {
            ui.set_height(22.0);
            let title = RichText::new(say("diagnostics-title")).font(semibold(SMALL)).color(colours.dim);
            ui.add(egui::Label::new(title).truncate());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = say("diagnostics-close");
                let tip = tips::keyed(ui.ctx(), close, "help.diagnostics");
                if cross(ui, close, &tip).clicked() {
                    out.push(menu::act(app, "help.diagnostics"));
                }
            });
        });
        let area =
            egui::ScrollArea::both().auto_shrink(false).min_scrolled_height(0.0).min_scrolled_width(0.0);
        scrolled::show(ui, area, |ui| {
            // Beside the bar.
            let width = (ui.clip_rect().width() - 4.0).max(WIDTH);
            ui.set_width(width);
            figures(ui, app, frames, &series);
        });
    });
}

/// The plot, the times and the counters, beside each other.
fn figures(ui: &mut Ui, app: &App, frames: &Frames, series: &[Series]) {
    let n_columns = if ui.available_width() > 640.0 { 3 } else { 2 };
    ui.spacing_mut().item_spacing.x = 24.0;
    ui.columns(n_columns, |columns| {
        columns.iter_mut().for_each(|column| column.spacing_mut().item_spacing.x = 8.0);
        times(&mut columns[n_columns - 2], frames, series);
        counters(&mut columns[n_columns - 1], app);
        if n_columns > 2 {
            plot(&mut columns[0], frames, series);
        }
    });
}

fn plot(ui: &mut Ui, frames: &Frames, series: &[Series]) {
    let color = palette(ui).line;
    let plot = plots::still("frames").height(HEIGHT - 50.0).include_y(0.0).include_y(1.5 * SIXTIETH);
    let plot = plot.include_x(0.0).include_x(as_f64(len_u64(KEPT))).set_margin_fraction(vec2(0.0, 0.04));
    plot.show(ui, |plot| {
        plot.hline(HLine::new(say("diagnostics-sixtieth"), SIXTIETH).color(color).width(1.0));
        for series in series {
            for line in lines(frames, series) {
                plot.line(Line::new(series.label, line).color(series.color).width(1.5));
            }
        }
    });
}

/// A series as lines, the newest frame at the right; a frame without this figure is a gap.
fn lines(frames: &Frames, series: &Series) -> Vec<Vec<[f64; 2]>> {
    let first = len_u64(KEPT - frames.kept.len());
    let mut lines = vec![Vec::new()];
    for (x, cost) in (first..).map(as_f64).zip(frames.over()) {
        match ((series.of)(cost), lines.last_mut()) {
            (Some(y), Some(line)) => line.push([x, y]),
            _ => lines.push(Vec::new()),
        }
    }
    lines.retain(|line| line.len() > 1);
    lines
}

/// What half of the frames, and all but one in a hundred, stay below.
fn times(ui: &mut Ui, frames: &Frames, series: &[Series]) {
    pair(ui, say("diagnostics-frames"), &grouped(frames.n_frames));
    pair(ui, say("diagnostics-ms"), say("diagnostics-shares"));
    for series in series {
        let mut all: Vec<f64> = frames.over().filter_map(series.of).collect();
        all.sort_unstable_by(f64::total_cmp);
        let said = match (at_share(&all, 50), at_share(&all, 99)) {
            (Some(half), Some(most)) => format!("{} / {}", decimal(half, 1), decimal(most, 1)),
            _ => say("none").into(),
        };
        line(ui, |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().rect_filled(rect, 2.0, series.color);
            pair(ui, series.label, &said);
        });
    }
}

/// The value that `percent` of all, sorted, are no larger than.
fn at_share(sorted: &[f64], percent: usize) -> Option<f64> {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().checked_sub(1)?)).copied()
}

fn counters(ui: &mut Ui, app: &App) {
    let counts = app.counts();
    pair(ui, say("diagnostics-events"), &grouped(counts.events));
    pair(ui, say("diagnostics-arrived"), &grouped(counts.blocks_arrived));
    pair(ui, say("diagnostics-held"), &format!("{}, {}", counts.blocks_held, counts.blocks_asked));
    pair(ui, say("diagnostics-blocks-memory"), &size(counts.cache_bytes));
    pair(ui, say("diagnostics-jobs"), &format!("{}, {}", counts.jobs, counts.jobs_running));
    pair(ui, say("diagnostics-news"), &grouped(counts.updates));
    let resident = app.last_reading().and_then(|reading| reading.vitals.resident_bytes);
    pair(ui, say("diagnostics-memory"), &resident.map_or_else(|| say("unknown").to_owned(), size));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_frames_are_those_of_frames_that_were() {
        assert_eq!(at_share(&[], 50), None);
        assert_eq!(at_share(&[7.0], 99), Some(7.0));
        let all: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!((at_share(&all, 50), at_share(&all, 99)), (Some(100.0), Some(198.0)));
    }

    #[test]
    fn a_pause_is_no_slow_frame() {
        let mut frames = Frames::default();
        let start = Instant::now();
        for at in [0, 16, 32, 5000, 5016] {
            frames.begin(start + Duration::from_millis(at), Some(0.003));
            frames.end();
        }
        let since: Vec<_> = frames.kept.iter().map(|cost| cost.since_last.map(f64::round)).collect();
        assert_eq!(since, [None, Some(16.0), Some(16.0), None, Some(16.0)]);
        assert!(frames.over().all(|cost| cost.whole.is_some()));
        for at in 6000..7000 {
            frames.begin(start + Duration::from_millis(at), None);
        }
        assert_eq!((frames.kept.len(), frames.n_frames), (KEPT, 1005));
    }

    #[test]
    fn a_frame_without_a_figure_is_a_gap_in_its_line() {
        let mut frames = Frames::default();
        let start = Instant::now();
        for at in [0, 16, 32, 5000, 5016, 5032, 5048] {
            frames.begin(start + Duration::from_millis(at), None);
        }
        let series = |of| Series { label: "", color: Color32::WHITE, of };
        let n = |of| lines(&frames, &series(of)).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(n(|cost| Some(cost.ours)), [6]);
        assert_eq!(n(|cost| cost.since_last), [2, 2]);
        assert!(n(|cost| cost.whole).is_empty());
    }
}
