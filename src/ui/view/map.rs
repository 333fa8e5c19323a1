//! How the file's bytes are fetched, and what that costs: the map, its pages, faults, workers,
//! and on request a measurement of what mapping, threads and locks are worth here.
//!
//! Shows readings that [`crate::app::gauges`] took; unsupported ones are “unknown”.

mod measure;
mod pages;
mod writing;

use super::Painter;
use crate::app::{App, Msg, PaneRef};
use crate::base::human::{grouped, rate, size};
use crate::base::sys::Usage;
use crate::base::units::{as_f64, len_u64, narrow, px};
use crate::doc::gauges::{GaugeReading, Gauges};
use crate::messages::{say, say_with};
use crate::scroll::ViewMetrics;
use crate::source::Snapshot;
use crate::source::vitals::{Advice, page_bytes};
use crate::ui::cards::{card, line, pair};
use crate::ui::theme::palette;
use crate::ui::{plots, scrolled};
use egui::{Align, Frame, Layout, Margin, Rect, Response, RichText, Sense, Ui, vec2};

/// The view.
pub(super) struct MapPainter;

/// Cards stand beside each other in a view of at least this width, in points.
const WIDE: f32 = 600.0;

/// Workers that have a line each.
const MOST_WORKERS: usize = 16;

impl Painter for MapPainter {
    fn id(&self) -> &'static str {
        crate::view::map::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let Some(file) = pane.file() else { return ViewMetrics::default() };
        let (snapshot, gauges) = (file.snapshot(), pane.gauges());
        let frame = Frame::new().inner_margin(Margin::same(12));
        let area = egui::ScrollArea::vertical().id_salt(("map", pane.pane.id())).auto_shrink(false);
        scrolled::show(ui, area, |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
                beside(ui, 12.0, |ui| fetched(ui, snapshot, gauges), |ui| costs(ui, gauges));
                writing::show(ui, pane);
                pages::show(ui, pane, snapshot);
                workers(ui, gauges);
                measure::show(ui, app, pane, out);
            });
        });
        ViewMetrics::default()
    }
}

/// Two things beside each other, `gap` points apart, where there is room.
fn beside(ui: &mut Ui, gap: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    if ui.available_width() < WIDE {
        left(ui);
        right(ui);
        return;
    }
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, gap);
    ui.columns(2, |columns| {
        columns.iter_mut().for_each(|column| column.spacing_mut().item_spacing.x = spacing);
        // Columns stretch the lines of their texts, too.
        let plain = egui::Layout::top_down(egui::Align::LEFT);
        columns[0].with_layout(plain, left);
        columns[1].with_layout(plain, right);
    });
    ui.spacing_mut().item_spacing.x = spacing;
}

/// The back end, and what it does.
fn fetched(ui: &mut Ui, snapshot: &Snapshot, gauges: &Gauges) {
    let right = (snapshot.back_end().to_string(), palette(ui).dim);
    card(ui, say("map-fetched"), right, |ui| {
        let mapped = size(snapshot.mapped_len()).into();
        line(ui, |ui| {
            ui.label(say_with("map-size", [("size", size(snapshot.len()).into()), ("mapped", mapped)]));
        });
        let mapping = gauges.mapping();
        let advice = match mapping.map(|mapping| mapping.advice) {
            _ if !snapshot.is_mapped() => say("advice-no-map"),
            Some(Some(Advice::Sequential)) => say("advice-sequential"),
            Some(Some(Advice::Random)) => say("advice-random"),
            Some(Some(Advice::None)) => say("none"),
            _ => say("unknown"),
        };
        pair(ui, say("map-advice"), advice);
        let is_mapped = snapshot.is_mapped();
        let chunk = if is_mapped { say("map-chunk-mapped") } else { say("map-chunk-copied") };
        pair(ui, say("map-chunk"), chunk);
        pair(ui, say("map-page-size"), &known(page_bytes(), size));
        let maps = gauges.newest().map(|reading| reading.maps);
        let of = |(now, most): (usize, usize)| {
            say_with("map-maps-of", [("now", now.to_string().into()), ("most", most.to_string().into())])
        };
        pair(ui, say("map-maps"), &known(maps, of));
        let resident = mapping.and_then(|mapping| mapping.resident_bytes);
        let resident = if snapshot.is_mapped() { known(resident, size) } else { say("none").into() };
        pair(ui, say("map-resident"), &resident);
        let process = gauges.newest().and_then(|reading| reading.vitals.resident_bytes);
        pair(ui, say("map-process"), &known(process, size));
    });
}

fn known<T>(value: Option<T>, show: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| say("unknown").to_owned(), show)
}

/// What the system counts: how many since the start, and how many a second now.
fn costs(ui: &mut Ui, gauges: &Gauges) {
    fn usage(reading: &GaugeReading, count: impl Fn(Usage) -> u64) -> Option<u64> {
        reading.vitals.usage.map(count)
    }
    let a_second = |n: f64| say_with("map-a-second", [("n", grouped(whole(n)).into())]);
    let right = (say("map-costs-since").to_owned(), palette(ui).dim);
    card(ui, say("map-costs"), right, |ui| {
        let minor = |reading: &GaugeReading| usage(reading, |usage| usage.minor_faults);
        let faults = |reading: &GaugeReading| usage(reading, |usage| usage.minor_faults + usage.major_faults);
        let major = |reading: &GaugeReading| usage(reading, |usage| usage.major_faults);
        let waits = |reading: &GaugeReading| usage(reading, |usage| usage.waits);
        let interruptions = |reading: &GaugeReading| usage(reading, |usage| usage.interruptions);
        counter(ui, gauges, say("map-minor"), minor, grouped, a_second).on_hover_text(say("map-minor-hint"));
        counter(ui, gauges, say("map-major"), major, grouped, a_second).on_hover_text(say("map-major-hint"));
        history(ui, say("map-faults"), &gauges.rates(faults));
        counter(ui, gauges, say("map-waits"), waits, grouped, a_second).on_hover_text(say("map-waits-hint"));
        counter(ui, gauges, say("map-interruptions"), interruptions, grouped, a_second)
            .on_hover_text(say("map-interruptions-hint"));
        counter(ui, gauges, say("map-read"), |r| r.vitals.read_bytes, size, rate)
            .on_hover_text(say("map-read-hint"));
        counter(ui, gauges, say("map-disk"), |r| r.vitals.disk_bytes, size, rate)
            .on_hover_text(say("map-disk-hint"));
    });
}

/// A counter: what it shows and how fast it grows.
fn counter(
    ui: &mut Ui,
    gauges: &Gauges,
    label: &str,
    read: impl Fn(&GaugeReading) -> Option<u64>,
    say: impl FnOnce(u64) -> String,
    say_rate: impl FnOnce(f64) -> String,
) -> Response {
    let all = gauges.newest().and_then(&read);
    let now = gauges.rate(read).map(|rate| format!(" · {}", say_rate(rate))).unwrap_or_default();
    pair(ui, label, &known(all, |all| say(all) + &now))
}

fn whole(x: f64) -> u64 {
    len_u64(crate::base::units::whole(narrow(x)))
}

/// How fast something grew, as a line with the newest on the right.
fn history(ui: &mut Ui, label: &str, rates: &[f64]) {
    let colours = palette(ui);
    line(ui, |ui| {
        ui.label(RichText::new(label).color(colours.dim));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (rect, _) =
                ui.allocate_exact_size(vec2(160.0_f32.min(ui.available_width()), 15.0), Sense::hover());
            plots::spark(ui, rect, rates, colours.info);
        });
    });
}

/// How fast each worker reads.
fn workers(ui: &mut Ui, gauges: &Gauges) {
    let colours = palette(ui);
    let n = gauges.newest().map_or(0, |reading| reading.worked.len());
    let rates: Vec<f64> =
        (0..n).map(|nr| gauges.rate(|reading| reading.worked.get(nr).copied()).unwrap_or_default()).collect();
    let all: f64 = rates.iter().sum();
    let right = if all > 0.0 {
        say_with("map-together", [("rate", rate(all).into())])
    } else {
        say("idle").to_owned()
    };
    card(ui, say("map-workers"), (right, colours.dim), |ui| {
        let most = rates.iter().copied().fold(1.0, f64::max);
        for (nr, &now) in rates.iter().enumerate().take(MOST_WORKERS) {
            let read = gauges.newest().and_then(|reading| reading.worked.get(nr).copied()).unwrap_or(0);
            let speed = if now > 0.0 { rate(now) } else { say("idle").to_owned() };
            let text = format!("{speed} · {}", size(read));
            barred(ui, &say_with("map-worker", [("nr", (nr + 1).to_string().into())]), now / most, &text);
        }
        if n > MOST_WORKERS {
            let more = say_with("map-more", [("n", len_u64(n - MOST_WORKERS).into())]);
            ui.label(RichText::new(more).color(colours.dim));
        }
    });
}

/// A name, a bar between 0 and 1, and its value as text.
fn barred(ui: &mut Ui, label: &str, share: f64, text: &str) {
    let colours = palette(ui);
    line(ui, |ui| {
        let width = ui.available_width();
        let (name, value) = ((width * 0.34).clamp(76.0, 190.0), (width * 0.3).clamp(86.0, 170.0));
        let at_left = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(name, 17.0), at_left, |ui| {
            ui.set_min_width(name);
            ui.add(egui::Label::new(RichText::new(label).color(colours.dim)).truncate());
        });
        let room = (width - name - value - 2.0 * ui.spacing().item_spacing.x).max(8.0);
        let (rect, _) = ui.allocate_exact_size(vec2(room, 8.0), Sense::hover());
        ui.painter().rect_filled(rect, 3.0, colours.line);
        let filled = rect.width() * narrow(share.clamp(0.0, 1.0));
        ui.painter().rect_filled(
            Rect::from_min_size(rect.min, vec2(filled, rect.height())),
            3.0,
            colours.info,
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(egui::Label::new(text).truncate()).on_hover_text(text);
        });
    });
}

/// A number of things as a place on an axis.
fn on_axis(n: usize) -> f64 {
    as_f64(len_u64(n))
}

/// The horizontal place of group `nr` of `n` in a picture.
fn group_x(rect: Rect, nr: usize, n: usize) -> f32 {
    rect.left() + rect.width() * px(nr) / px(n.max(1))
}
