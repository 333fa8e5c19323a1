//! What a column holds, as a card: its distribution, its figures and its most frequent values, as far as they
//! are known. A press on a bar or a value shows the rows it stands for; a figure that is a place goes there.

use super::cards::{card, pair};
use super::theme::{SIZE, TINY, mono, palette};
use crate::app::{DocMsg, Msg, PaneRef, RowsMsg};
use crate::base::human::{grouped, grouped_decimal, percent};
use crate::base::units::{len_u64, narrow, px, share};
use crate::base::{Offset, Value};
use crate::doc::table::Table;
use crate::format::delimited::{DialectChoice, RecordForm};
use crate::messages::{say, say_with};
use crate::scan::columns::{ColumnReport, ColumnType, TableFacts};
use crate::table::filter::Filter;
use crate::view::table::cell_at;
use crate::view::{PaneMsg, TableMsg};
use egui::{Align2, FontId, Rect, RichText, Sense, Ui, pos2, vec2};

/// Height of the distribution, and of a value's bar, in points.
const BARS: f32 = 54.0;
const VALUE: f32 = 22.0;

/// Most frequent values that are shown.
const MOST_VALUES: usize = 6;

/// Cards of columns: the cursor's first, then those beside it.
const MOST_CARDS: usize = 8;

/// Shows the cards of the cursor's column and some others.
pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some((file, view)) = pane.file().zip(pane.table_view()).filter(|_| pane.shows_records()) else {
        return;
    };
    let Some((table, profile)) = file.table().and_then(|table| Some((table, table.profile()?))) else {
        return;
    };
    let here = cell_at(file, pane.cursor()).map_or(0, |(_, column)| column);
    let places = view.places(file);
    let others = places.shown.iter().map(|place| place.column).filter(|column| *column != here);
    let is_whole = pane.scans().running().is_none();
    table_card(ui, pane, table, &profile.facts, is_whole, out);
    for column in std::iter::once(here).chain(others).take(MOST_CARDS) {
        if let Some(report) = profile.reports.get(column) {
            column_card(ui, pane, table, (column, report), is_whole, out);
        }
    }
}

/// How a table is written, in a few signs.
fn written(table: &Table) -> String {
    let dialect = &table.layout().dialect;
    let first = match (&dialect.form, &*dialect.delimiter) {
        (RecordForm::Delimited, b"\t") => say("dialect-tab").to_owned(),
        (RecordForm::Delimited, b" ") => say("dialect-space").to_owned(),
        (RecordForm::Delimited, b"") => say("dialect-none").to_owned(),
        (RecordForm::Delimited, other) => other.escape_ascii().to_string(),
        (form, _) => super::view::form_name(form.name()).to_owned(),
    };
    let quote = dialect.quote.map(|quote| char::from(quote).to_string());
    let escape = dialect.escape.map(|escape| char::from(escape).to_string());
    let header = (dialect.n_header > 0).then(|| say("card-header").to_owned());
    [Some(first), quote, escape, header].into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// What is known of the table as a whole.
fn table_card(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    table: &Table,
    facts: &TableFacts,
    is_whole: bool,
    out: &mut Vec<Msg>,
) {
    let right = if is_whole { say("complete") } else { say("card-so-far") };
    card(ui, say("card-table"), (right.to_owned(), palette(ui).dim), |ui| {
        pair(ui, say("card-rows"), &grouped(facts.rows));
        pair(ui, say("card-columns"), &grouped(facts.columns));
        if pressed(ui, say("card-dialect"), &written(table)) {
            out.push(pane.to_pane(PaneMsg::Table(TableMsg::ShowDialect(true))));
        }
        let n_tables = table.found().detection.other_tables.len() + 1;
        let choice = &table.found().choice;
        let nr = (choice.table + 1).min(n_tables);
        let of = || {
            say_with(
                "card-table-of",
                [("n", grouped(len_u64(nr)).into()), ("of", grouped(len_u64(n_tables)).into())],
            )
        };
        if n_tables > 1 && pressed(ui, say("card-tables"), &of()) {
            let next = DialectChoice { table: nr % n_tables, ..choice.clone() };
            out.push(pane.to_doc(DocMsg::SetDialect(next)));
        }
        if facts.bad_rows > 0 && pressed(ui, say("card-bad-rows"), &grouped(facts.bad_rows)) {
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::KeepBad)));
        }
    });
}

fn column_card(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    table: &Table,
    (column, report): (usize, &ColumnReport),
    is_whole: bool,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    let name = table.names().get(column).map_or("", |name| name);
    let kind = super::view::kind_name(report.kind);
    let right = if is_whole { kind.to_owned() } else { format!("{kind} · {}", say("card-so-far")) };
    let keep = |text: String, out: &mut Vec<Msg>| out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Keep(text))));
    card(ui, name, (right, colours.dim), |ui| {
        let is_text = matches!(report.kind, ColumnType::Text | ColumnType::Boolean);
        if !is_text && let Some(range) = histogram(ui, name, report) {
            keep(range, out);
        }
        if is_text && let Some(filter) = values(ui, name, report) {
            keep(filter, out);
        }
        let of = report.count + report.empty;
        let part = |n: u64| format!("{} · {}", grouped(n), percent(share(n, of)));
        if report.empty > 0 && pressed(ui, say("card-empty"), &part(report.empty)) {
            keep(Filter::text_of(name, b"", false).unwrap_or_default(), out);
        }
        if report.invalid > 0
            && pressed(ui, say("card-invalid"), &part(report.invalid))
            && let Some(at) = report.first_invalid
        {
            out.push(pane.to_pane(PaneMsg::ShowPlace(Offset(at))));
        }
        let figure = |ui: &mut Ui, label: &str, value: &Value| {
            if *value != Value::None {
                pair(ui, label, &shown(value));
            }
        };
        if !is_text {
            if report.kind.is_time() {
                figure(ui, say("card-min"), &report.min);
                figure(ui, say("card-max"), &report.max);
            }
            figure(ui, say("card-sum"), &report.sum);
            figure(ui, say("card-mean"), &report.mean);
            figure(ui, say("card-stddev"), &report.stddev);
            if report.quartiles[1] != Value::None {
                let quartiles = report.quartiles.iter().map(shown).collect::<Vec<_>>().join(" · ");
                pair(ui, say("card-quartiles"), &quartiles);
            }
        }
        figure(ui, say("card-distinct"), &report.distinct);
        if let (true, Some(shortest), Some(longest)) =
            (report.kind == ColumnType::Text, report.shortest, report.longest)
        {
            let lengths = format!("{} – {}", grouped(shortest), grouped(longest));
            pair(ui, say("card-lengths"), &lengths);
        }
    });
}

/// A value as people read it; of an estimate its bound as well.
fn shown(value: &Value) -> String {
    match value {
        Value::Estimate(estimate) => format!("≈ {}", shown(&estimate.value)),
        Value::Int(n) => grouped(*n),
        other => number(&other.plain()),
    }
}

/// A number with groups of digits and few of them after the point; other text as it is.
fn number(text: &str) -> String {
    const MOST_PLACES: usize = 4;
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(whole) = whole.parse::<u64>().ok().filter(|_| is_digits(whole) && is_digits(part)) else {
        return text.to_owned();
    };
    let places =
        if part.is_empty() { String::new() } else { format!(".{}", &part[..part.len().min(MOST_PLACES)]) };
    format!("{sign}{}", grouped_decimal(&format!("{whole}{places}")))
}

/// A figure that can be pressed; whether it was.
fn pressed(ui: &mut Ui, label: &str, value: &str) -> bool {
    let colours = palette(ui);
    super::cards::line(ui, |ui| {
        ui.label(RichText::new(label).color(colours.dim));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let link = ui.link(RichText::new(value).color(colours.accent));
            link.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Link, true, format!("{label} {value}"))
            });
            link.clicked()
        })
        .inner
    })
}

/// The bars of a distribution; the filter for the range that was pressed.
fn histogram(ui: &mut Ui, name: &str, report: &ColumnReport) -> Option<String> {
    let colours = palette(ui);
    let most = report.histogram.iter().map(|(.., n)| *n).max().filter(|n| *n > 0)?;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BARS), Sense::hover());
    let width = rect.width() / px(report.histogram.len());
    let mut pressed = None;
    for (nr, (from, to, n)) in report.histogram.iter().enumerate() {
        let left = rect.left() + width * px(nr);
        let slot = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        let bar = ui.interact(slot, ui.scope_id().with((name, "bar", nr)), Sense::CLICK);
        let label = say_with(
            "card-bar",
            [("from", from.plain().into()), ("to", to.plain().into()), ("n", grouped(*n).into())],
        );
        bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label.clone()));
        let height = (rect.height() * narrow(share(*n, most))).max(if *n > 0 { 1.0 } else { 0.0 });
        let color = if bar.hovered() { colours.accent } else { colours.info };
        let filled = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + (width - 1.0).max(1.0), rect.bottom()),
        );
        ui.painter().rect_filled(filled, 0.0, color);
        if bar.clicked() {
            let is_last = nr + 1 == report.histogram.len();
            pressed = Some(Filter::text_of_range(name, (&from.plain(), &to.plain()), is_last));
        }
        bar.on_hover_text(label);
    }
    let (axis, _) = ui.allocate_exact_size(vec2(ui.available_width(), 13.0), Sense::hover());
    let font = FontId::proportional(TINY);
    ui.painter().text(
        axis.left_center(),
        Align2::LEFT_CENTER,
        shown(&report.min),
        font.clone(),
        colours.faint,
    );
    ui.painter().text(axis.right_center(), Align2::RIGHT_CENTER, shown(&report.max), font, colours.faint);
    pressed
}

/// The most frequent values as bars; the filter for the one that was pressed.
fn values(ui: &mut Ui, name: &str, report: &ColumnReport) -> Option<String> {
    let colours = palette(ui);
    let count = |n: &Value| n.count().unwrap_or(0);
    let most = report.top.first().map_or(0, |(_, n)| count(n));
    let mut pressed = None;
    for (nr, (value, n)) in report.top.iter().take(MOST_VALUES).enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), VALUE), Sense::hover());
        let row = ui.interact(rect, ui.scope_id().with((name, "value", nr)), Sense::CLICK);
        let (text, times) = (value.plain(), shown(n));
        row.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{text} {times}")));
        let filled = Rect::from_min_size(rect.min, vec2(rect.width() * narrow(share(count(n), most)), VALUE));
        let color = if row.hovered() {
            colours.accent.gamma_multiply(0.35)
        } else {
            colours.info.gamma_multiply(0.28)
        };
        ui.painter().rect_filled(filled, 2.0, color);
        let times = ui.painter().layout_no_wrap(times, FontId::proportional(SIZE), colours.text);
        let room = (rect.width() - times.size().x - 24.0).max(20.0);
        let line: String = text.chars().map(|c| if c.is_control() { '⏎' } else { c }).collect();
        let mut job = egui::text::LayoutJob::simple_singleline(line, mono(), colours.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.painter().layout_job(job);
        let y = |height: f32| rect.center().y - height / 2.0;
        ui.painter().galley(pos2(rect.left() + 6.0, y(galley.size().y)), galley, colours.text);
        let x = rect.right() - 6.0 - times.size().x;
        ui.painter().galley(pos2(x, y(times.size().y)), times, colours.text);
        if row.clicked() {
            pressed = Filter::text_of(name, text.as_bytes(), false);
        }
        row.on_hover_text(say("card-value-hint"));
    }
    pressed
}
