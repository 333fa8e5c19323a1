//! “Measure this file”: what mapping buys, what threads buy, and what a lock costs them.

use super::{barred, beside, on_axis};
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::human::{decimal, rate, size};
use crate::base::units::{len_u64, share};
use crate::doc::measure::{MeasureState, Measurement};
use crate::engine::measure::{COUNTS, LineCounter, MeasuredPass, PassKind, TRIES};
use crate::messages::{say, say_with};
use crate::ui::cards::{card, line, progress};
use crate::ui::plots;
use crate::ui::start::primary;
use crate::ui::theme::{SMALL, palette, semibold};
use egui::{Align, Button, Color32, Layout, RichText, Ui, vec2};
use egui_plot::{Line, LineStyle, MarkerShape, Points};
use std::time::Duration;

/// Where passes of one kind differ by more than this factor, the machine was not quiet.
const UNQUIET: f64 = 1.5;

/// An access mode's curve: distinguished by line and marks, not by colour alone.
struct Way {
    what: PassKind,
    label: &'static str,
    marker: MarkerShape,
    color: Color32,
}

pub(super) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let measured = pane.measured();
    let right = measured.map(how_far).unwrap_or_default();
    card(ui, say("measure-title"), (right, colours.dim), |ui| {
        intro(ui, measured);
        if let Some(measured) = measured.filter(|measured| !measured.passes.is_empty()) {
            ui.add_space(4.0);
            beside(ui, 36.0, |ui| curve(ui, measured), |ui| locks(ui, measured));
            ui.add_space(4.0);
        }
        buttons(ui, app, pane, out);
    });
}

fn how_far(measured: &Measurement) -> String {
    match &measured.state {
        MeasureState::Running if measured.n_planned == 0 => say("measure-first").into(),
        MeasureState::Running => {
            let made = ("made", measured.n_made.to_string().into());
            say_with("measure-of-passes", [made, ("n", len_u64(measured.n_planned).into())])
        }
        MeasureState::Done => say_with("measure-passes", [("n", len_u64(measured.n_made).into())]),
        MeasureState::Stopped => say("measure-stopped").into(),
        MeasureState::Failed(_) => say("measure-ended").into(),
    }
}

/// What is measured, or was.
fn intro(ui: &mut Ui, measured: Option<&Measurement>) {
    let mut text = match measured.filter(|measured| !measured.span.is_empty()) {
        None => say("measure-about").to_owned(),
        Some(measured) => {
            let span = measured.span;
            let (part, at) = (("part", size(span.len()).into()), ("at", span.start.to_string().into()));
            let tries = ("n", len_u64(TRIES).into());
            say_with("measure-counted", [part, at, tries, ("times", times(measured).into())])
        }
    };
    if measured.is_some_and(|measured| measured.was_disturbed) {
        text += " ";
        text += say("measure-disturbed");
    }
    if let Some(spread) = measured.map(|measured| measured.spread).filter(|spread| *spread > UNQUIET) {
        text += " ";
        text += &say_with("measure-unquiet", [("spread", decimal(spread, 1).into())]);
    }
    if let Some(MeasureState::Failed(why)) = measured.map(|measured| &measured.state) {
        text += " ";
        text += &say_with("measure-failed", [("why", why.to_string().into())]);
    }
    ui.add(egui::Label::new(RichText::new(text).color(palette(ui).dim)).wrap());
}

/// How long passes took.
fn times(measured: &Measurement) -> String {
    let took = || measured.passes.iter().map(|pass| pass.took);
    let ms = |time: Duration| decimal(time.as_secs_f64() * 1000.0, 0);
    match (took().min(), took().max()) {
        (Some(least), Some(most)) => {
            say_with("measure-times", [("least", ms(least).into()), ("most", ms(most).into())])
        }
        _ => String::new(),
    }
}

fn buttons(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let measured = pane.measured();
    ui.horizontal(|ui| match measured {
        Some(measured) if measured.is_running() => {
            if ui.add(Button::new(say("action-map-stop")).min_size(vec2(118.0, 32.0))).clicked() {
                out.push(pane.to_doc(DocMsg::StopMeasuring));
            }
            progress(ui, say("job-measuring"), share(len_u64(measured.n_made), len_u64(measured.n_planned)));
        }
        _ => {
            let label = if measured.is_some() { say("measure-again") } else { say("action-map-measure") };
            if primary(ui, label).clicked() {
                out.push(Msg::Act("map.measure", app.target_of(pane.pane.id(), None)));
            }
        }
    });
}

/// How the speed grows with the number of threads, by both ways.
fn curve(ui: &mut Ui, measured: &Measurement) {
    let colours = palette(ui);
    let ways = [
        Way {
            what: PassKind::Map,
            label: say("measure-map"),
            marker: MarkerShape::Circle,
            color: colours.accent,
        },
        Way {
            what: PassKind::Reads,
            label: say("measure-reads"),
            marker: MarkerShape::Square,
            color: colours.info,
        },
    ];
    let ways: Vec<Way> = ways.into_iter().filter(|way| passes(measured, way.what).next().is_some()).collect();
    heading(ui, say("measure-by-threads"));
    plot(ui, measured, &ways);
    row(ui, say("measure-threads"), ways.iter().map(|way| (way.label.to_owned(), way.color)));
    let ns = measured.passes.iter().filter(|pass| pass.what == PassKind::Reads).map(|pass| pass.n_threads);
    for n in ns {
        let at = |way: &Way| passes(measured, way.what).find(|pass| pass.n_threads == n);
        let said = |way| at(way).map_or_else(|| "…".to_owned(), |pass| rate(pass.rate()));
        row(ui, &n.to_string(), ways.iter().map(|way| (said(way), colours.text)));
    }
    for lesson in [by_map(measured), by_threads(measured)].into_iter().flatten() {
        ui.label(lesson);
    }
}

fn passes(measured: &Measurement, what: PassKind) -> impl Iterator<Item = &MeasuredPass> {
    measured.passes.iter().filter(move |pass| pass.what == what)
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(semibold(SMALL)).color(palette(ui).dim));
}

fn plot(ui: &mut Ui, measured: &Measurement, ways: &[Way]) {
    let plot = plots::still("threads").height(72.0).include_y(0.0).include_x(0.9);
    let plot = plot.include_x(on_axis(measured.n_threads) + 0.1).set_margin_fraction(vec2(0.02, 0.12));
    plot.show(ui, |plot| {
        for way in ways {
            let places = || -> Vec<[f64; 2]> {
                passes(measured, way.what).map(|pass| [on_axis(pass.n_threads), pass.rate()]).collect()
            };
            let style = if way.what == PassKind::Map { LineStyle::Solid } else { LineStyle::dashed_loose() };
            plot.line(Line::new(way.label, places()).color(way.color).width(1.5).style(style));
            plot.points(Points::new(way.label, places()).color(way.color).radius(3.5).shape(way.marker));
        }
    });
}

/// A row of a small table: a name, and cells at the right.
fn row(ui: &mut Ui, name: &str, cells: impl Iterator<Item = (String, Color32)>) {
    let cells: Vec<_> = cells.collect();
    line(ui, |ui| {
        ui.label(RichText::new(name).color(palette(ui).dim));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (text, color) in cells.into_iter().rev() {
                let at_right = Layout::right_to_left(Align::Center);
                ui.allocate_ui_with_layout(vec2(76.0, 17.0), at_right, |ui| {
                    ui.set_min_width(76.0);
                    ui.label(RichText::new(text).color(color));
                });
            }
        });
    });
}

/// What mapping is worth, by all threads.
fn by_map(measured: &Measurement) -> Option<String> {
    let n = measured.n_threads;
    let by = |what| passes(measured, what).find(|pass| pass.n_threads == n).map(MeasuredPass::rate);
    let times = by(PassKind::Map)? / by(PassKind::Reads)?;
    let times = ("times", decimal(times, 2).into());
    Some(say_with("measure-worth-map", [times, ("n", len_u64(n).into())]))
}

/// What threads are worth, by the better way.
fn by_threads(measured: &Measurement) -> Option<String> {
    let n = measured.n_threads;
    let best = |n| {
        let here = measured
            .passes
            .iter()
            .filter(|pass| pass.n_threads == n && !matches!(pass.what, PassKind::Count(_)));
        here.map(MeasuredPass::rate).max_by(f64::total_cmp)
    };
    let times = best(n)? / best(1)?;
    let times = decimal(times, 2).into();
    (n > 1).then(|| say_with("measure-worth-threads", [("n", len_u64(n).into()), ("times", times)]))
}

/// What it costs to count together.
fn locks(ui: &mut Ui, measured: &Measurement) {
    let made = |count| passes(measured, PassKind::Count(count)).next();
    let Some(own) = made(LineCounter::Own) else { return };
    heading(ui, &say_with("measure-together", [("n", len_u64(own.n_threads).into())]));
    let rates = COUNTS.into_iter().filter_map(|count| made(count).map(MeasuredPass::rate));
    let most = rates.fold(1.0, f64::max);
    for count in COUNTS {
        if let Some(pass) = made(count) {
            barred(ui, label(count), pass.rate() / most, &rate(pass.rate()));
        }
    }
    if let (Some(line), Some(block)) = (made(LineCounter::LockedLine), made(LineCounter::LockedBlock)) {
        let times = |pass: &MeasuredPass| [("times", decimal(pass.rate() / own.rate(), 2).into())];
        ui.label(say_with("measure-lock-line", times(line)));
        ui.label(say_with("measure-lock-block", times(block)));
    }
}

fn label(count: LineCounter) -> &'static str {
    match count {
        LineCounter::Own => say("measure-own"),
        LineCounter::LockedBlock => say("measure-locked-block"),
        LineCounter::SharedLine => say("measure-shared-line"),
        LineCounter::LockedLine => say("measure-locked-line"),
    }
}
