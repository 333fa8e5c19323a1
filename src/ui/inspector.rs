//! The panel of the inspector: what the bytes at the cursor are as values.
//!
//! A press on a value copies it; its menu finds it elsewhere and selects its bytes.

use super::menu;
use super::results_header::flat;
use super::scrolled;
use super::theme::{GUTTER_GAP, ROW, SIZE, SMALL, mono, palette, semibold, text_width};
use crate::app::inspect::Inspected;
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::base::units::len_u64;
use crate::base::{Span, human};
use crate::format::glyphs;
use crate::format::inspect::{self, Endian, Group, Reading, Value, ValueKind};
use crate::messages::{say, say_with};
use crate::source::blocks::Fetched;
use crate::view::PaneMsg;
use egui::text::LayoutJob;
use egui::{
    Align2, Button, Color32, FontId, Pos2, Rect, Response, RichText, ScrollArea, Sense, Stroke, Ui, pos2,
    vec2,
};

/// The room beside a row's text, in points.
const BESIDE: f32 = 6.0;

/// The width and height of a colour's sample, in points.
const SWATCH: f32 = 12.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let Some(inspected) = pane.inspected() else { return };
    let place = human::offset(inspected.at.0);
    let key = if pane.selection().is_empty() { "inspect-at" } else { "inspect-selected" };
    let title = say_with(key, [("place", place.into())]);
    let title = RichText::new(title).font(semibold(SMALL)).color(palette(ui).dim);
    ui.add(egui::Label::new(title).truncate());
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match &inspected.bytes {
            Fetched::Ready(bytes) if bytes.is_empty() => {
                let is_empty = pane.file().is_some_and(crate::doc::File::is_empty);
                said(ui, say(if is_empty { "inspect-empty" } else { "inspect-end" }), palette(ui).dim);
            }
            Fetched::Ready(bytes) => values(ui, app, pane, &inspected, bytes, out),
            Fetched::Pending => inspect::ALL.iter().for_each(|kind| pending(ui, kind)),
            Fetched::Failed(fault) => said(ui, &fault.message().to_string(), palette(ui).error),
        }
    });
}

/// The byte order, in the panel's header: a press changes it.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let (text, hint) = match app.byte_order() {
        Endian::Little => (say("inspect-little"), say("inspect-little-hint")),
        Endian::Big => (say("inspect-big"), say("inspect-big-hint")),
    };
    if flat(ui, text, hint, palette(ui).accent).clicked() {
        out.push(menu::act(app, "inspector.big-endian"));
    }
}

fn said(ui: &mut Ui, text: &str, color: Color32) {
    ui.add_space(4.0);
    ui.add(egui::Label::new(RichText::new(text).color(color)).wrap());
}

/// Every kind of value, in groups.
fn values(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    inspected: &Inspected,
    bytes: &[u8],
    out: &mut Vec<Msg>,
) {
    let mut group = None;
    for kind in inspect::ALL {
        if group.replace(kind.group) != Some(kind.group) {
            heading(ui, kind.group);
        }
        let name = say(kind.name);
        match kind.read(bytes, app.byte_order()) {
            Reading::Value(value) => {
                let own = &bytes[..value.len.min(bytes.len())];
                one(ui, pane, kind, &value, own, inspected, out);
            }
            Reading::Short => lacking(ui, name, say("inspect-short")),
            Reading::Invalid(why) => lacking(ui, name, &why.to_string()),
        }
    }
}

fn heading(ui: &mut Ui, group: Group) {
    ui.add_space(8.0);
    let text = RichText::new(say(group.title())).font(semibold(SMALL)).color(palette(ui).faint);
    ui.add(egui::Label::new(text).truncate());
    ui.add_space(2.0);
}

/// A value: a press copies it.
fn one(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    kind: &ValueKind,
    value: &Value,
    bytes: &[u8],
    inspected: &Inspected,
    out: &mut Vec<Msg>,
) {
    let shown = shown(kind, value);
    let colours = palette(ui);
    let row = Row { name: say(kind.name), text: &shown, color: colours.text, swatch: value.colour };
    let response = row.show(ui, Sense::click());
    let name = say_with("inspect-value", [("name", say(kind.name).into()), ("value", shown.clone().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.clicked() {
        out.push(AppMsg::CopyValue(value.text.clone()).into());
    }
    let span = Span::at(inspected.at, len_u64(value.len));
    response.context_menu(|ui| {
        let copies = [("inspect-copy", value.text.clone()), ("inspect-copy-hex", glyphs::hex(bytes))];
        for (label, text) in copies {
            menu::item(ui, Button::new(say(label)), AppMsg::CopyValue(text), out);
        }
        ui.separator();
        menu::item(ui, Button::new(say("inspect-find")), pane.to_pane(PaneMsg::FindBytes(span)), out);
        menu::item(ui, Button::new(say("inspect-select")), pane.to_pane(PaneMsg::Select(span)), out);
    });
    response.on_hover_ui(|ui| {
        let n = len_u64(value.len);
        ui.label(say_with("inspect-press", [("value", shown.clone().into()), ("n", n.into())]));
    });
}

/// A value as people read it.
fn shown(kind: &ValueKind, value: &Value) -> String {
    let text =
        if kind.group == Group::Integers { human::grouped_decimal(&value.text) } else { value.text.clone() };
    match &value.note {
        Some(note) => format!("{note} {text}"),
        None => text,
    }
}

/// A kind of which there is no value here, and why.
fn lacking(ui: &mut Ui, name: &str, why: &str) {
    let response = Row { name, text: why, color: palette(ui).faint, swatch: None }.show(ui, Sense::hover());
    let label =
        say_with("inspect-value", [("name", name.to_owned().into()), ("value", why.to_owned().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &label));
}

fn pending(ui: &mut Ui, kind: &ValueKind) {
    lacking(ui, say(kind.name), "…");
}

/// A name on the left and a text on the right; below it where both have no room in one line.
struct Row<'a> {
    name: &'a str,
    text: &'a str,
    color: Color32,
    swatch: Option<[u8; 4]>,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, sense: Sense) -> Response {
        let (name_font, text_font) = (FontId::proportional(SIZE), mono());
        let width = ui.available_width();
        let beside = if self.swatch.is_some() { SWATCH + BESIDE } else { 0.0 };
        let text_width = text_width(ui, self.text, text_font.clone()) + beside;
        let wanted = text_width + GUTTER_GAP + super::theme::text_width(ui, self.name, name_font.clone());
        let is_beside = wanted + 2.0 * BESIDE <= width;
        // What is too long even for a line of its own wraps, within a word if there is no space.
        let room = (width - 2.0 * BESIDE - beside).max(1.0);
        let mut job = LayoutJob::simple(self.text.to_owned(), text_font, self.color, room);
        // Numbers have no words: a sign stays with its digits.
        job.wrap.break_anywhere = !self.text.contains(' ');
        let galley = ui.painter().layout_job(job);
        let height = if is_beside { ROW } else { ROW + galley.size().y.max(ROW) };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height + 2.0), sense);
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let colours = palette(ui);
        if response.hovered() && sense.senses_click() {
            ui.painter().rect_filled(rect, 4.0, colours.raised);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.0, colours.accent), egui::StrokeKind::Inside);
        }
        let inner = rect.shrink2(vec2(BESIDE, 0.0));
        let top = inner.top() + 1.0 + ROW / 2.0;
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.text(pos2(inner.left(), top), Align2::LEFT_CENTER, self.name, name_font, colours.dim);
        let size = galley.size();
        let at = pos2(inner.right() - size.x, inner.bottom() - 1.0 - size.y - (ROW - size.y).max(0.0) / 2.0);
        let drawn = Rect::from_min_size(at, size);
        painter.galley(at, galley, self.color);
        if let Some(colour) = self.swatch {
            self::swatch(ui, drawn.left_center() - vec2(BESIDE + SWATCH / 2.0, 0.0), colour);
        }
        response
    }
}

/// A sample of a colour, over a ground that shows through as much as it lets it.
fn swatch(ui: &Ui, at: Pos2, [r, g, b, a]: [u8; 4]) {
    let rect = Rect::from_center_size(at, vec2(SWATCH, SWATCH));
    let colours = palette(ui);
    ui.painter().rect(
        rect,
        2.0,
        Color32::from_rgba_unmultiplied(r, g, b, a),
        Stroke::new(1.0, colours.faint),
        egui::StrokeKind::Outside,
    );
}
