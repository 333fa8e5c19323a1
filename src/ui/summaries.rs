//! The panel of two summaries: what differs between them, in groups, and by how much.

use super::filter_field;
use super::results_header::flat;
use super::theme::{ROW, SIZE, SMALL, mono, palette, semibold};
use super::{dialog, differences, scrolled, view};
use crate::app::summaries::{DiffLine, SummaryComparison, SummaryDiffState};
use crate::app::{App, AppMsg, Msg, SummariesMsg};
use crate::base::human;
use crate::base::units::len_u64;
use crate::messages::{self, Name, Text, say, say_with};
use crate::summary::diff::figure::Figure;
use crate::summary::diff::{
    Diff, DiffSide, Difference, Group, RowDifference, change_text, figure_text, measure_text, visible, word,
};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontId, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, pos2, vec2};

/// The least width at which the header has room for the verdict, in points.
const ROOM_FOR_VERDICT: f32 = 660.0;

/// A panel with less height than this has one line above its list, in points.
const ROOM_FOR_NOTES: f32 = 150.0;

/// The same for all tools.
const ROOM_FOR_TOOLS: f32 = 470.0;

/// Room left of the list, in points.
const MARGIN: f32 = 12.0;

fn send(out: &mut Vec<Msg>, msg: SummariesMsg) {
    out.push(AppMsg::Summaries(msg).into());
}

/// What the header has beside the title, from right to left.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(one) = app.summaries() else { return };
    let (colours, width) = (palette(ui), ui.clip_rect().width());
    let mut tool = |ui: &mut Ui, text, hint, msg| {
        if flat(ui, text, hint, colours.dim).clicked() {
            send(out, msg);
        }
    };
    tool(ui, say("summaries-end"), say("summaries-end-hint"), SummariesMsg::End);
    if one.diff().is_some() {
        tool(ui, say("summaries-export"), say("summaries-export-hint"), SummariesMsg::ExportDialog);
    }
    // All of these are in the menu, too.
    if width < ROOM_FOR_TOOLS {
        return;
    }
    if one.diff().is_some() {
        tool(ui, say("summaries-copy"), say("summaries-copy-hint"), SummariesMsg::Copy);
    }
    tool(ui, say("summaries-again"), say("summaries-again-hint"), SummariesMsg::Again);
    tool(ui, say("summaries-swap"), say("summaries-swap-hint"), SummariesMsg::Swap);
    if width >= ROOM_FOR_VERDICT {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (text, color) = verdict(ui, one);
            ui.add(Label::new(RichText::new(text).color(color)).truncate());
        });
    }
}

/// How far the comparison is, or what it has found; and in which colour that is said.
fn verdict(ui: &Ui, one: &SummaryComparison) -> (String, Color32) {
    let colours = palette(ui);
    match one.state() {
        SummaryDiffState::Reading => (say("summaries-reading").to_owned(), colours.dim),
        SummaryDiffState::Failed(why) => (format!("⚠  {why}"), colours.error),
        SummaryDiffState::Done(diff) if diff.is_empty() => {
            (format!("✓  {}", say("diff-nothing")), colours.ok)
        }
        SummaryDiffState::Done(diff) => {
            let n = len_u64(diff.differences.len());
            let text = match len_u64(one.n_listed()) {
                listed if listed < n => {
                    say_with("summaries-listed", [("n", n.into()), ("listed", listed.into())])
                }
                _ => say_with("diff-count", [("n", n.into())]),
            };
            (text, colours.text)
        }
    }
}

/// The list, below what is to be said first.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(one) = app.summaries() else {
        return differences::nothing(ui, app, (say("summaries-nothing"), "summaries.with"), out);
    };
    let margin = egui::Frame::new().inner_margin(egui::Margin { left: 12, right: 12, top: 6, bottom: 4 });
    margin.show(ui, |ui| {
        let is_low = ui.available_height() < ROOM_FOR_NOTES;
        let is_narrow = ui.clip_rect().width() < ROOM_FOR_VERDICT;
        let (mut text, mut color) = (sides(one), palette(ui).dim);
        if is_narrow || matches!(one.state(), SummaryDiffState::Failed(_)) {
            let (verdict, of_verdict) = verdict(ui, one);
            if is_low {
                (text, color) = (format!("{verdict}   {text}"), of_verdict);
            } else {
                line(ui, &verdict, SIZE, of_verdict);
            }
        }
        line(ui, &text, SIZE, color);
        let Some(diff) = one.diff() else { return };
        notes(ui, diff, is_low);
        if !diff.is_empty() {
            let mut wanted = one.filter().to_owned();
            let room = dialog::Room { height: 0.0, is_new: false };
            if filter_field::show(ui, room, "summaries-filter", &mut wanted).changed() {
                send(out, SummariesMsg::Filter(wanted));
            }
        }
    });
    if let Some(diff) = one.diff().filter(|diff| !diff.is_empty()) {
        list(ui, one, diff);
    }
}

/// A sentence in one line, cut off where it has no room.
fn line(ui: &mut Ui, text: &str, size: f32, color: Color32) {
    ui.add(Label::new(RichText::new(text).size(size).color(color)).truncate()).on_hover_text(text);
}

/// Which summaries they are.
fn sides(one: &SummaryComparison) -> String {
    let (a, b) = one.sides();
    let says = [(say("diff-head-a"), a.name()), (say("diff-head-b"), b.name())];
    says.map(|(side, name)| format!("{side}: {}", visible(&name))).join("   ")
}

/// What else is to be known before the list is believed; where it is low, only what speaks against that.
fn notes(ui: &mut Ui, diff: &Diff, is_low: bool) {
    let colours = palette(ui);
    let mut note = |text: String, color: Color32| line(ui, &text, SMALL, color);
    let part = |side: &DiffSide| (!side.is_complete).then(|| visible(&side.name));
    for name in [part(&diff.a), part(&diff.b)].into_iter().flatten() {
        note(format!("⚠  {}", say_with("summaries-part", [("name", name.into())])), colours.warn);
    }
    if diff.n_within_bounds > 0 && !is_low {
        note(say_with("diff-within", [("n", diff.n_within_bounds.into())]), colours.dim);
    }
}

/// Where the columns of the list are.
struct Columns {
    name: f32,
    a: f32,
    b: f32,
    change: f32,
    right: f32,
}

impl Columns {
    fn of(rect: Rect) -> Self {
        let (left, right) = (rect.left() + MARGIN, rect.right() - MARGIN);
        let width = right - left;
        // Names count most where there is little room, changes where there is much.
        let at = |share: f32| (left + width * share).round();
        if width < 560.0 {
            return Self { name: left, a: at(0.36), b: at(0.57), change: at(0.78), right };
        }
        Self { name: left, a: at(0.3), b: at(0.47), change: at(0.64), right }
    }
}

fn list(ui: &mut Ui, one: &SummaryComparison, diff: &Diff) {
    let columns = Columns::of(ui.available_rect_before_wrap());
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let heads = [
        (columns.name, columns.a, say("diff-what")),
        (columns.a, columns.b, say("diff-head-a")),
        (columns.b, columns.change, say("diff-head-b")),
        (columns.change, columns.right, say("diff-head-change")),
    ];
    for (from, to, text) in heads {
        cell(ui, head, (from, to), text, FontId::proportional(SMALL), palette(ui).dim);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show_rows(ui, area, (ROW, one.lines().len()), |ui, rows| {
        for (nr, line) in one.lines().iter().enumerate().skip(rows.start).take(rows.len()) {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let shown = Shown::of(*line, diff);
            let id = ui.scope_id().with(("summary difference", nr));
            view::node(ui, rect, id, Role::ListItem, &shown.label());
            paint(ui, rect, &columns, &shown);
            if !shown.hint.is_empty() {
                response.on_hover_text(shown.hint);
            }
        }
    });
}

/// What a column's values are, as the window calls it.
fn kind_said(kind: &str) -> String {
    messages::find(&format!("column-kind-{kind}")).map_or_else(|| visible(kind), str::to_owned)
}

/// A line as it is shown.
struct Shown {
    sign: &'static str,
    name: String,
    a: String,
    b: String,
    change: String,
    hint: String,
    is_group: bool,
    depth: f32,
}

impl Shown {
    fn of(line: DiffLine, diff: &Diff) -> Self {
        let at = |nr: usize| diff.differences.get(nr);
        let empty = || Self {
            sign: "",
            name: String::new(),
            a: String::new(),
            b: String::new(),
            change: String::new(),
            hint: String::new(),
            is_group: false,
            depth: 0.0,
        };
        match line {
            DiffLine::Group(nr) => {
                let name = at(nr).map(|one| group(&one.group)).unwrap_or_default();
                Self { name, is_group: true, ..empty() }
            }
            DiffLine::Difference(nr) => at(nr).map_or_else(empty, Self::difference),
            DiffLine::Row(nr, row) => {
                let shown = at(nr).and_then(|one| Some(Self::row(one, one.rows.get(row)?)));
                shown.unwrap_or_else(empty)
            }
        }
    }

    fn difference(one: &Difference) -> Self {
        let figure = |figure: &Figure| match figure {
            _ if !one.has_figures() => String::new(),
            Figure::Text(kind) if one.path.ends_with(".type") => kind_said(kind),
            _ => figure_text(figure, &one.unit).to_string(),
        };
        let label = visible(one.label.said_by(Name::said));
        let name = match word(one.kind) {
            Some(word) => format!("{label}: {word}"),
            None => label,
        };
        let changes: Vec<String> = change_text(one)
            .into_iter()
            .chain(one.measures.iter().map(measure_text))
            .map(|it| it.to_string())
            .collect();
        let (a, b, change) = (figure(&one.a), figure(&one.b), changes.join("; "));
        let path = visible(&one.path);
        let hint =
            [path, change.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        Self { sign: one.kind.sign(), name, a, b, change, hint, is_group: false, depth: 0.0 }
    }

    fn row(one: &Difference, row: &RowDifference) -> Self {
        let key = figure_text(&row.key, "offset").to_string();
        let name = match &row.column {
            Some(column) => format!("{key}, {}", visible(column.said_by(Name::said))),
            None => key,
        };
        let figure = |figure| figure_text(figure, &one.unit).to_string();
        let (a, b) = (figure(&row.a), figure(&row.b));
        let change = row.b.above(&row.a).map(|change| {
            let sign = if change.is_negative() { "−" } else { "+" };
            let text = change.magnitude().to_string();
            format!("{sign}{}", if text.contains('e') { text } else { human::grouped_decimal(&text) })
        });
        let hint = name.clone();
        Self { sign: "", name, a, b, change: change.unwrap_or_default(), hint, is_group: false, depth: 1.0 }
    }

    /// As it is read aloud.
    fn label(&self) -> String {
        if self.is_group {
            return self.name.clone();
        }
        let parts = [
            ("name", self.name.clone().into()),
            ("a", self.a.clone().into()),
            ("b", self.b.clone().into()),
            ("change", self.change.clone().into()),
        ];
        match self.a.is_empty() && self.b.is_empty() {
            true => say_with("summaries-row-apart", parts),
            false => say_with("summaries-row", parts),
        }
    }
}

fn group(group: &Group) -> String {
    match group {
        Group::File => say("diff-file").to_owned(),
        Group::Columns => say("diff-columns").to_owned(),
        Group::Section(section) => visible(section.said_by(Name::said)),
        Group::Column(name) => Text::new("diff-of-column").with("name", visible(name)).to_string(),
    }
}

fn paint(ui: &Ui, rect: Rect, columns: &Columns, shown: &Shown) {
    let colours = palette(ui);
    if shown.is_group {
        ui.painter().rect_filled(rect, 0.0, colours.current);
        return cell(ui, rect, (columns.name, columns.right), &shown.name, semibold(SIZE), colours.text);
    }
    let left = columns.name + 18.0 * shown.depth;
    cell(ui, rect, (left, left + 16.0), shown.sign, FontId::proportional(SIZE), colours.accent);
    let name = if shown.depth > 0.0 { colours.dim } else { colours.text };
    cell(ui, rect, (left + 16.0, columns.a), &shown.name, FontId::proportional(SIZE), name);
    if shown.a.is_empty() && shown.b.is_empty() {
        return cell(
            ui,
            rect,
            (columns.a, columns.right),
            &shown.change,
            FontId::proportional(SIZE),
            colours.dim,
        );
    }
    cell(ui, rect, (columns.a, columns.b), &shown.a, mono(), colours.dim);
    cell(ui, rect, (columns.b, columns.change), &shown.b, mono(), name);
    cell(ui, rect, (columns.change, columns.right), &shown.change, mono(), colours.dim);
}

/// A text between two places of a line; what has no room ends in dots.
fn cell(ui: &Ui, rect: Rect, (from, to): (f32, f32), text: &str, font: FontId, color: Color32) {
    let width = to - from - 8.0;
    if text.is_empty() || width <= 0.0 {
        return;
    }
    // No more is laid out than can have room.
    let shown: String = text.chars().take(400).collect();
    let mut job = LayoutJob::simple_singleline(shown, font, color);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let y = rect.top() + ((rect.height() - galley.size().y) / 2.0).round();
    let clip = Rect::from_x_y_ranges(from..=to - 2.0, rect.y_range()).intersect(ui.clip_rect());
    ui.painter().with_clip_rect(clip).galley(pos2(from, y), galley, color);
}
