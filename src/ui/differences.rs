//! The panel of differences: how two files compare, and a line for each range in which they differ.

use super::results_header::flat;
use super::theme::{ROW, SMALL, mono, palette, text_width};
use super::view::differences::color;
use super::{access, cards, scrolled, tick, tips};
use crate::app::actions;
use crate::app::comparing::{Comparing, MarkKind};
use crate::app::{App, AppMsg, CompareMsg, Msg};
use crate::base::human::{self, grouped};
use crate::base::units::px;
use crate::compare::{CompareRun, CompareState, DifferenceKind, Side, Stretch};
use crate::messages::{Arg, say, say_with};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, Label, Layout, Rect, Response, RichText, ScrollArea, Sense, Ui, pos2, vec2};

/// The least width at which the header has room for the counts, and for the export, in points.
const ROOM_FOR_COUNTS: f32 = 620.0;
const ROOM_FOR_EXPORT: f32 = 430.0;
const ROOM_FOR_ALIGNED: f32 = 380.0;
const ROOM_FOR_AGAIN: f32 = 310.0;
const ROOM_FOR_END: f32 = 200.0;

/// Room left of the list, and beside its bar, in points.
const MARGIN: f32 = 12.0;

fn send(out: &mut Vec<Msg>, msg: CompareMsg) {
    out.push(AppMsg::Compare(msg).into());
}

/// What the header has beside the title, from right to left.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(comparing) = app.comparing() else { return };
    let (colours, width) = (palette(ui), ui.clip_rect().width());
    if width >= ROOM_FOR_END && flat(ui, say("compare-end"), say("compare-end-hint"), colours.dim).clicked() {
        send(out, CompareMsg::End);
    }
    if let Some(run) = comparing.run() {
        if run.is_running() {
            if flat(ui, say("compare-stop"), say("compare-stop-hint"), colours.dim).clicked() {
                send(out, CompareMsg::Stop);
            }
        } else if width >= ROOM_FOR_AGAIN {
            let is_due = *run.state() != CompareState::Done || !app.changed_since_compared().is_empty();
            let color = if is_due { colours.accent } else { colours.dim };
            if flat(ui, say("compare-again"), say("compare-again-hint"), color).clicked() {
                send(out, CompareMsg::Again);
            }
        }
        if width >= ROOM_FOR_EXPORT
            && flat(ui, say("compare-export"), say("compare-export-hint"), colours.dim).clicked()
        {
            send(out, CompareMsg::ExportDialog);
        }
    }
    if width >= ROOM_FOR_ALIGNED {
        aligned(ui, comparing, out);
    }
    // The next one stands right of the previous one.
    step(ui, app, "compare.next", "▼", out);
    step(ui, app, "compare.previous", "▲", out);
    if width >= ROOM_FOR_COUNTS {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (text, color) = summary(ui, app, comparing);
            ui.add(Label::new(RichText::new(text).color(color)).truncate());
        });
    }
}

/// The switch between both ways to compare.
fn aligned(ui: &mut Ui, comparing: &Comparing, out: &mut Vec<Msg>) {
    let mut is_aligned = comparing.is_aligned();
    let label = RichText::new(say("compare-aligned")).color(palette(ui).dim);
    let box_ = tick::show(ui, true, egui::Checkbox::new(&mut is_aligned, label));
    if box_.on_hover_text(say("compare-aligned-hint")).changed() {
        send(out, CompareMsg::Align(is_aligned));
    }
}

fn step(ui: &mut Ui, app: &App, id: &'static str, sign: &str, out: &mut Vec<Msg>) {
    let Some(action) = actions::named(id) else { return };
    let (target, colours) = (app.target(), palette(ui));
    let has_any = app.comparing().and_then(Comparing::run).is_some_and(|run| !run.list().is_empty());
    let color = if has_any { colours.text } else { colours.faint };
    let button = egui::Button::new(RichText::new(sign).color(color)).frame(false);
    let response = ui.add_enabled(action.is_enabled(app, target), button);
    let name = action.label();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name));
    if response.on_hover_text(tips::keyed(ui.ctx(), name, id)).clicked() {
        out.push(Msg::Act(id, target));
    }
}

/// How the files compare, as far as it is known, and in which colour that is said.
fn summary(ui: &Ui, app: &App, comparing: &Comparing) -> (String, Color32) {
    let colours = palette(ui);
    if let Some(why) = comparing.trouble() {
        return (why.to_string(), colours.error);
    }
    let Some(run) = comparing.run() else { return (say("compare-opening").to_owned(), colours.dim) };
    let done = || human::percent(run.share());
    let (text, color) = match run.state() {
        CompareState::Running => {
            (say_with("compare-so-far", [("what", counts(run).into()), ("done", done().into())]), colours.dim)
        }
        CompareState::Stopped => (
            say_with("compare-stopped", [("what", counts(run).into()), ("done", done().into())]),
            colours.warn,
        ),
        CompareState::Faulted(side, why) => {
            let name = name_of(app, comparing, *side);
            let why: Arg = why.clone().into();
            (say_with("compare-faulted", [("name", name.into()), ("why", why)]), colours.error)
        }
        CompareState::Failed(why) => (why.to_string(), colours.error),
        CompareState::Done if run.list().is_empty() => {
            let size = human::size(run.files().0.len());
            (say_with("compare-equal", [("size", size.into())]), colours.ok)
        }
        CompareState::Done => (counts(run), colours.text),
    };
    (text, color)
}

/// `1,204 differences · 1,180 changed · 20 only in the first file …`
fn counts(run: &CompareRun) -> String {
    let counts = run.list().counts();
    let mut text = say_with("compare-count", [("n", counts.all().into())]);
    let parts = [
        ("compare-count-changed", counts.changed),
        ("compare-count-first", counts.only_a),
        ("compare-count-second", counts.only_b),
    ];
    // One kind alone needs no share.
    let kinds = parts.iter().filter(|(_, n)| *n > 0).count();
    for (key, n) in parts.into_iter().filter(|(_, n)| *n > 0 && (kinds > 1 || counts.changed == 0)) {
        text.push_str(" · ");
        text.push_str(&say_with(key, [("n", grouped(n).into())]));
    }
    text
}

fn name_of(app: &App, comparing: &Comparing, side: Side) -> String {
    let pane = app.pane(side.of(comparing.panes()));
    pane.map(|pane| pane.label().to_owned()).unwrap_or_default()
}

/// The list, below what is to be said first.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let Some(comparing) = app.comparing() else {
        return nothing(ui, app, (say("compare-nothing"), "compare.with"), out);
    };
    let margin = egui::Frame::new().inner_margin(egui::Margin { left: 12, right: 12, top: 4, bottom: 2 });
    margin.show(ui, |ui| {
        if ui.clip_rect().width() < ROOM_FOR_COUNTS {
            let (text, color) = summary(ui, app, comparing);
            ui.add(Label::new(RichText::new(&text).color(color)).truncate()).on_hover_text(text);
        }
        if let Some(run) = comparing.run().filter(|run| run.is_running()) {
            cards::progress_of_width(ui, say("compare-progress"), run.share(), ui.available_width());
        }
        for doc in app.changed_since_compared() {
            let text = say_with("compare-changed-since", [("name", doc.label().to_owned().into())]);
            ui.add(Label::new(RichText::new(format!("⚠  {text}")).color(colours.warn)).truncate());
        }
        if comparing.run().is_some_and(|run| !run.list().is_exact()) {
            let most = grouped(crate::base::units::len_u64(crate::compare::ListBuilder::MOST));
            let text = say_with("compare-merged", [("n", most.into())]);
            ui.add(Label::new(RichText::new(&text).size(SMALL).color(colours.dim)).truncate())
                .on_hover_text(text);
        }
    });
    if let Some(run) = comparing.run().filter(|run| !run.list().is_empty()) {
        list(ui, app, comparing, run, out);
    }
}

/// What there is without a comparison: a sentence, and the action that begins one.
pub(super) fn nothing(ui: &mut Ui, app: &App, (text, action): (&str, &str), out: &mut Vec<Msg>) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).color(palette(ui).dim));
            let Some(action) = actions::named(action) else { return };
            if ui.button(action.label()).clicked() {
                out.push(Msg::Act(action.id, app.target()));
            }
        });
    });
}

/// The widest that a column of offsets is made for the name of its file, in points.
const WIDEST_NAME: f32 = 160.0;

fn small() -> egui::FontId {
    egui::FontId::proportional(SMALL)
}

/// Where the columns of the list are.
struct Columns {
    kind: f32,
    a: f32,
    b: f32,
    bytes: f32,
    right: f32,
}

impl Columns {
    fn of(ui: &Ui, rect: Rect, (app, comparing, run): (&App, &Comparing, &CompareRun)) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let (a, b) = run.files();
        let digits = human::offset(a.len().max(b.len())).len().max(6);
        let titles = [Side::A, Side::B].map(|side| text_width(ui, &name_of(app, comparing, side), small()));
        let offset = (advance * px(digits)).max(titles[0].max(titles[1]).min(WIDEST_NAME)) + 24.0;
        let kind = rect.left() + MARGIN;
        let words = [DifferenceKind::Changed, DifferenceKind::OnlyA, DifferenceKind::OnlyB].map(word);
        let font = || egui::FontId::proportional(super::theme::SIZE);
        let widest = words.iter().map(|word| text_width(ui, word, font())).fold(0.0, f32::max) + 36.0;
        // Where there is little room the offsets count more than the words.
        let widest = widest.min((rect.width() - 2.0 * offset - 80.0).max(28.0));
        let (a, b) = (kind + widest, kind + widest + offset);
        Self { kind, a, b, bytes: b + offset, right: rect.right() - MARGIN }
    }
}

fn list(ui: &mut Ui, app: &App, comparing: &Comparing, run: &CompareRun, out: &mut Vec<Msg>) {
    let (colours, differences) = (palette(ui), run.list());
    let columns = Columns::of(ui, ui.available_rect_before_wrap(), (app, comparing, run));
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let title = |left: f32, right: f32, text: &str| {
        let place = Rect::from_min_max(pos2(left, head.top()), pos2(right - 6.0, head.bottom()));
        let color = colours.dim;
        let mut job = LayoutJob::simple_singleline(text.to_owned(), small(), color);
        job.wrap = TextWrapping::truncate_at_width(place.width().max(0.0));
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(place.left_top() + vec2(0.0, 2.0), galley, color);
    };
    title(columns.kind, columns.a, say("compare-column-kind"));
    title(columns.a, columns.b, &name_of(app, comparing, Side::A));
    title(columns.b, columns.bytes, &name_of(app, comparing, Side::B));
    title(columns.bytes, columns.right, say("compare-column-bytes"));
    let current = app.current_difference();
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    let area = match moved_to(ui, current) {
        // The current one is kept in sight when it becomes another.
        Some(nr) => area.vertical_scroll_offset((px(nr) - 2.0).max(0.0) * ROW),
        None => area,
    };
    scrolled::show_rows(ui, area, (ROW, differences.len()), |ui, rows| {
        for nr in rows {
            let Some(one) = differences.get(nr) else { break };
            let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            row(ui, &response, &columns, one, current == Some(nr));
            if response.clicked() {
                send(out, CompareMsg::GoTo(nr));
            }
        }
    });
}

/// The current difference, if it was another one in the frame before.
fn moved_to(ui: &Ui, current: Option<usize>) -> Option<usize> {
    let id = ui.scope_id().with("current difference");
    let before: Option<Option<usize>> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, current));
    current.filter(|_| before != Some(current))
}

/// What a kind is called.
fn word(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Changed => say("compare-kind-changed"),
        DifferenceKind::OnlyA => say("compare-kind-first"),
        DifferenceKind::OnlyB => say("compare-kind-second"),
    }
}

/// One range, or several.
fn row(ui: &Ui, response: &Response, columns: &Columns, one: &Stretch, is_current: bool) {
    let rect = response.rect;
    let colours = palette(ui);
    if is_current {
        ui.painter().rect_filled(rect, 0.0, colours.selection);
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0.0, colours.accent);
    }
    let what = match one.is_merged() {
        true => say_with("compare-several", [("n", grouped(one.n).into())]),
        false => word(one.kind).to_owned(),
    };
    let (a, b) = (human::offset(one.a.start.0), human::offset(one.b.start.0));
    let bytes = if one.a.len() == one.b.len() || one.a.is_empty() || one.b.is_empty() {
        grouped(one.a.len().max(one.b.len()))
    } else {
        format!("{} → {}", grouped(one.a.len()), grouped(one.b.len()))
    };
    let label = say_with(
        "compare-row",
        [
            ("what", what.clone().into()),
            ("a", a.clone().into()),
            ("b", b.clone().into()),
            ("bytes", bytes.clone().into()),
        ],
    );
    access::item(response, Role::ListItem, &label, is_current);
    let kind = match one.kind {
        DifferenceKind::Changed => MarkKind::Changed,
        DifferenceKind::OnlyA => MarkKind::OnlyThere,
        DifferenceKind::OnlyB => MarkKind::OnlyHere,
    };
    let sign = Rect::from_center_size(pos2(columns.kind + 5.0, rect.center().y), vec2(9.0, 9.0));
    ui.painter().rect_filled(sign, 2.0, color(kind, colours));
    let text = |left: f32, right: f32, text: String, font: egui::FontId, color: Color32| {
        let galley = ui.painter().layout_no_wrap(text, font, color);
        let y = rect.top() + ((ROW - galley.size().y) / 2.0).round();
        let clip = Rect::from_x_y_ranges(left..=right - 4.0, rect.y_range()).intersect(ui.clip_rect());
        ui.painter().with_clip_rect(clip).galley(pos2(left, y), galley, color);
    };
    let words = egui::FontId::proportional(super::theme::SIZE);
    text(columns.kind + 16.0, columns.a, what, words, colours.text);
    let ink = |is_there: bool| if is_there { colours.text } else { colours.faint };
    text(columns.a, columns.b, a, mono(), ink(!one.a.is_empty()));
    text(columns.b, columns.bytes, b, mono(), ink(!one.b.is_empty()));
    text(columns.bytes, columns.right, bytes, mono(), colours.dim);
}
