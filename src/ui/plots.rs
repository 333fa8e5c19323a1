//! Pictures of tables: bars, and lines along the file.

use super::memo::{Identity, memo};
use super::theme::{TINY, palette};
use crate::base::units::{as_f64, len_u64, narrow, px};
use crate::base::{Plot as Hint, PlotKind, ReportTable, Section, Value};
use crate::messages::say;
use egui::{Align, Color32, Layout, Rect, RichText, Stroke, Ui, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, Plot, PlotPoint, PlotPoints};
use std::sync::Arc;

/// Points of a line; the panel is about as many points wide.
const MOST_POINTS: usize = 256;

/// Values that a small line has room for.
const SPARK_VALUES: usize = 120;

/// Draws a table of a section as its hint says. `share` of the file, from 0 to 1, has been read.
pub(super) fn show(ui: &mut Ui, (section, table): (&Arc<Section>, &ReportTable), hint: Hint, share: f64) {
    let colours = palette(ui);
    let id = ui.scope_id().with((table.id, "points"));
    let from = (Identity::of(Some(section)), share);
    let points: Arc<[PlotPoint]> = memo(ui, id, from, || points(table, hint, share).into());
    let height = if hint.kind == PlotKind::Bars { 64.0 } else { 40.0 };
    let plot = still((table.id, "plot")).height(height);
    let plot = plot.set_margin_fraction(vec2(0.0, 0.04)).include_y(0.0);
    let few = points.len() < 80;
    let (plot, color) = match hint.kind {
        PlotKind::Bars => (plot, if few { colours.accent } else { colours.info }),
        // What is not read yet stays empty on the right.
        PlotKind::AlongFile => (plot.include_x(0.0).include_x(1.0).include_y(8.0), colours.ok),
    };
    let title = section.table_title(table).said();
    plot.show(ui, |plot| match hint.kind {
        PlotKind::Bars => plot.bar_chart(bars(&points, color, few).name(title)),
        PlotKind::AlongFile => {
            plot.line(Line::new(title, PlotPoints::Borrowed(&points)).color(color).width(1.5));
        }
    });
    axis(ui, table, hint);
}

/// A plot that only shows: it is neither moved nor zoomed, and has no axes of its own.
pub(super) fn still<'a>(id: impl egui::AsIdSalt) -> Plot<'a> {
    Plot::new(id)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .sense(egui::Sense::hover())
}

/// Draws a small line of values, the newest at the right, from 0 to the largest.
pub(super) fn spark(ui: &Ui, rect: Rect, values: &[f64], color: Color32) {
    let most = values.iter().copied().fold(1.0, f64::max);
    let step = rect.width() / px(SPARK_VALUES - 1);
    let newest = values.len().saturating_sub(SPARK_VALUES);
    let from_right = values[newest..].iter().rev().enumerate();
    let place = |(nr, value): (usize, &f64)| {
        pos2(rect.right() - px(nr) * step, rect.bottom() - rect.height() * narrow(value / most))
    };
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette(ui).line));
    ui.painter().add(egui::Shape::line(from_right.map(place).collect(), Stroke::new(1.5, color)));
}

fn points(table: &ReportTable, hint: Hint, share: f64) -> Vec<PlotPoint> {
    let values: Vec<f64> = table.rows.iter().map(|row| row.get(hint.y).map_or(0.0, Value::height)).collect();
    match hint.kind {
        PlotKind::Bars => (0_u64..).map(as_f64).zip(values).map(|(x, y)| PlotPoint::new(x, y)).collect(),
        PlotKind::AlongFile => thinned(&values, share),
    }
}

/// Points along the file, no more than can be distinguished: neighbours are averaged.
fn thinned(values: &[f64], share: f64) -> Vec<PlotPoint> {
    let each = values.len().div_ceil(MOST_POINTS).max(1);
    let whole = as_f64(len_u64(values.len()));
    let mean = |part: &[f64]| part.iter().sum::<f64>() / as_f64(len_u64(part.len()));
    let middle = |i: usize| (as_f64(len_u64(i * each)) + as_f64(len_u64(each)) / 2.0) / whole * share;
    values.chunks(each).enumerate().map(|(i, part)| PlotPoint::new(middle(i), mean(part))).collect()
}

fn bars(points: &[PlotPoint], color: Color32, few: bool) -> BarChart {
    let width = if few { 0.92 } else { 1.0 };
    let bars = points.iter().map(|at| Bar::new(at.x, at.y).width(width).fill(color).stroke(Stroke::NONE));
    BarChart::new("", bars.collect()).color(color).allow_hover(false)
}

fn axis(ui: &mut Ui, table: &ReportTable, hint: Hint) {
    let colours = palette(ui);
    let text = |text: String| RichText::new(text).size(TINY).color(colours.dim);
    let (left, middle, right) = hint.axis;
    let (left, middle, right) = (say(left.0), say(middle.0), right.map(|right| say(right.0)));
    let last = table.rows.last().and_then(|row| row.first()).map(Value::plain).unwrap_or_default();
    let right = match (right, last.parse::<u64>()) {
        (None, Ok(last)) => crate::base::human::size(last),
        (right, _) => right.unwrap_or_default().to_owned(),
    };
    let width = ui.available_width();
    ui.allocate_ui(vec2(width, TINY + 4.0), |ui| {
        ui.horizontal(|ui| {
            ui.label(text(left.to_owned()));
            let used = px(left.len()) * 6.0;
            let room = (width - 2.0 * used - px(middle.len()) * 5.6) / 2.0;
            ui.add_space(room.max(0.0));
            ui.label(text(middle.to_owned()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text(right)));
        });
    });
}
