//! Placeholders for a file: the start page, and files that are opening, empty or can't be
//! read.

use super::theme::{SIZE, SMALL, palette, semibold};
use super::{menu, scrolled, worth_knowing};
use crate::app::settings::Recent;
use crate::app::{App, AppMsg, DocMsg, Msg, PaneRef, labels};
use crate::base::human;
use crate::doc::file::File;
use crate::messages::{say, say_with};
use egui::{Align, Button, CornerRadius, Frame, Layout, Rect, RichText, Sense, Stroke, Ui, vec2};

/// Width of the start page's column, in points.
const WIDTH: f32 = 720.0;

/// The least width of the page as it is meant, in points.
const NARROW: f32 = 340.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let n_recent = app.settings().shown_recent().len();
    let height = 270.0
        + worth_knowing::height()
        + if n_recent > 0 { 52.0 + 36.0 * crate::base::units::px(n_recent) } else { 0.0 };
    scrolled::show(ui, egui::ScrollArea::vertical().auto_shrink(false), |ui| {
        let space = ((ui.available_height() - height) / 2.0).max(16.0);
        ui.add_space(space);
        if ui.available_width() < NARROW {
            return narrow(ui, app, out);
        }
        let width = (ui.available_width() - 48.0).min(WIDTH);
        ui.vertical_centered(|ui| {
            ui.set_max_width(width);
            heading(ui);
            ui.add_space(20.0);
            drop_zone(ui, out);
            if n_recent > 0 {
                ui.add_space(20.0);
                recent(ui, app.settings().shown_recent(), out);
            }
            ui.add_space(20.0);
            worth_knowing::show(ui, app);
            ui.add_space(16.0);
        });
    });
}

/// The page in a window that is narrower than its buttons beside each other.
fn narrow(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let frame = Frame::new().inner_margin(egui::Margin::symmetric(8, 0));
    frame.show(ui, |ui| {
        ui.label(RichText::new(say("gander")).font(semibold(18.0)));
        if primary(ui, say("start-open")).clicked() {
            out.push(AppMsg::OpenDialog.into());
        }
        let sample = Button::new(say("start-sample")).min_size(vec2(118.0, 28.0));
        egui::containers::menu::MenuButton::from_button(sample).ui(ui, |ui| menu::samples(ui, out));
        if !app.settings().recent.is_empty() {
            recent(ui, app.settings().shown_recent(), out);
        }
        worth_knowing::show(ui, app);
    });
}

fn heading(ui: &mut Ui) {
    ui.horizontal(|ui| {
        logo(ui, 64.0);
        ui.add_space(10.0);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            ui.label(RichText::new(say("gander")).font(semibold(26.0)));
            ui.label(RichText::new(say("start-about")).color(palette(ui).dim));
        });
    });
}

/// The icon, drawn: lines of text under a glass, on the accent.
fn logo(ui: &mut Ui, size: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, say("start-icon")));
    let unit = size / 64.0;
    let at = |x: f32, y: f32| rect.min + vec2(x, y) * unit;
    let ink = egui::Color32::from_rgb(0x14, 0x16, 0x1A);
    let accent = egui::Color32::from_rgb(0xF2, 0xA3, 0x3A);
    let painter = ui.painter();
    painter.rect_filled(rect, 14.0 * unit, accent);
    for (y, right) in [(20.0, 39.0), (29.0, 33.0), (38.0, 32.0), (47.0, 29.0)] {
        painter.line_segment([at(14.0, y), at(right, y)], Stroke::new(4.0 * unit, ink));
    }
    painter.circle_filled(at(43.0, 39.0), 11.5 * unit, accent);
    painter.circle_stroke(at(43.0, 39.0), 10.0 * unit, Stroke::new(4.0 * unit, ink));
    painter.line_segment([at(50.0, 46.5), at(56.0, 53.5)], Stroke::new(5.0 * unit, ink));
}

fn drop_zone(ui: &mut Ui, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let hovers = ui.input(|input| !input.raw.hovered_files.is_empty());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 150.0), Sense::hover());
    let stroke = Stroke::new(1.0, if hovers { colours.accent } else { colours.line });
    dashed(ui, rect, stroke);
    let mut inner = ui
        .new_child(egui::UiBuilder::new().max_rect(rect.shrink(8.0)).layout(Layout::top_down(Align::Center)));
    inner.add_space(26.0);
    inner.label(if hovers { say("start-let-go") } else { say("start-drop") });
    inner.add_space(4.0);
    buttons(&mut inner, out);
    inner.add_space(6.0);
    inner.label(RichText::new(say("start-hint")).color(colours.dim));
}

fn buttons(ui: &mut Ui, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let width = 118.0 + 8.0 + 144.0;
    ui.allocate_ui(vec2(width, 34.0), |ui| {
        ui.horizontal(|ui| {
            if primary(ui, say("start-open")).clicked() {
                out.push(AppMsg::OpenDialog.into());
            }
            let sample = Button::new(say("start-sample"))
                .min_size(vec2(136.0, 32.0))
                .stroke(Stroke::new(1.0, colours.line));
            egui::containers::menu::MenuButton::from_button(sample).ui(ui, |ui| menu::samples(ui, out));
        });
    });
}

/// The primary button.
pub(super) fn primary(ui: &mut Ui, label: &str) -> egui::Response {
    let colours = palette(ui);
    let text = RichText::new(label).color(colours.on_accent).font(semibold(SIZE));
    ui.add(Button::new(text).fill(colours.accent).stroke(Stroke::NONE).min_size(vec2(118.0, 32.0)))
}

/// A dashed frame with round corners.
fn dashed(ui: &Ui, rect: Rect, stroke: Stroke) {
    let mut path = Vec::new();
    let frame = egui::epaint::RoundedRect::new(rect.shrink(0.5), CornerRadius::same(10));
    egui::epaint::tessellator::path::rounded_rectangle(&mut path, frame);
    path.extend(path.first().copied());
    ui.painter().extend(egui::Shape::dashed_line(&path, stroke, 4.0, 4.0));
}

fn recent(ui: &mut Ui, recent: &[Recent], out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
        let at = rect.left_center() + vec2(14.0, 0.0);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, say("start-recent"), semibold(SMALL), colours.dim);
        let clear = Rect::from_min_max(egui::pos2(rect.right() - 160.0, rect.top()), rect.max)
            .shrink2(vec2(6.0, 5.0));
        let mut right =
            ui.new_child(egui::UiBuilder::new().max_rect(clear).layout(Layout::right_to_left(Align::Center)));
        let text = RichText::new(say("start-clear")).size(SMALL).color(colours.dim);
        if right.add(Button::new(text).frame_when_inactive(false)).clicked() {
            out.push(AppMsg::ClearRecent.into());
        }
        let names: Vec<_> = recent.iter().map(|one| name_of(&one.path)).collect();
        let files: Vec<_> = names.iter().zip(recent).map(|(name, one)| (&**name, Some(&*one.path))).collect();
        for (one, label) in recent.iter().zip(labels(&files)) {
            recent_row(ui, one, &label, out);
        }
    });
}

/// What can be done with a recent file.
fn recent_menu(ui: &mut Ui, recent: &Recent, out: &mut Vec<Msg>) {
    menu::scrolled(ui, 180.0, |ui| {
        let path = || recent.path.clone();
        for (label, msg) in [
            (say("path-open"), AppMsg::Open(vec![path()])),
            (say("action-file-copy-path"), AppMsg::CopyPath(path())),
            (say("action-file-show-in-folder"), AppMsg::ShowInFolder(path())),
            (say("start-remove"), AppMsg::ForgetRecent(path())),
        ] {
            menu::item(ui, Button::new(label), msg, out);
        }
    });
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A recent file: a press opens it, the cross or Delete takes it out of the list.
fn recent_row(ui: &mut Ui, recent: &Recent, label: &str, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::click());
    let name = name_of(&recent.path);
    let said = |key| say_with(key, [("name", label.to_owned().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, said("start-open-named")));
    let cross = Rect::from_center_size(egui::pos2(rect.right() - 20.0, rect.center().y), vec2(20.0, 20.0));
    let remove = ui.interact(cross, response.id.with("remove"), Sense::click());
    remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, said("start-remove-named")));
    let is_deleted = (response.has_focus() || remove.has_focus())
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Delete));
    if remove.clicked() || is_deleted {
        out.push(AppMsg::ForgetRecent(recent.path.clone()).into());
    } else if response.clicked() {
        out.push(AppMsg::Open(vec![recent.path.clone()]).into());
    }
    response.context_menu(|ui| recent_menu(ui, recent, out));
    let painter = ui.painter().with_clip_rect(rect);
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.shrink(1.0), CornerRadius::same(4), colours.current);
    }
    let font = egui::FontId::proportional(SIZE);
    let y = rect.center().y;
    let text = |x: f32, align, text: String, color| {
        painter.text(egui::pos2(x, y), align, text, font.clone(), color);
    };
    let folder = recent.path.parent().map_or_else(String::new, |folder| folder.display().to_string());
    let place = recent.place().map(|place| format!("{place} · {folder}")).unwrap_or(folder);
    let middle = rect.left() + rect.width() * 0.305;
    let clip = Rect::from_min_max(rect.min, egui::pos2(middle - 8.0, rect.bottom()));
    let named = painter.with_clip_rect(clip);
    named.text(
        egui::pos2(rect.left() + 14.0, y),
        egui::Align2::LEFT_CENTER,
        name,
        semibold(SIZE),
        colours.text,
    );
    let clip = Rect::from_min_max(rect.min, egui::pos2(rect.right() - 214.0, rect.bottom()));
    let placed = painter.with_clip_rect(clip);
    placed.text(egui::pos2(middle, y), egui::Align2::LEFT_CENTER, place, font.clone(), colours.dim);
    text(rect.right() - 142.0, egui::Align2::RIGHT_CENTER, human::size(recent.size_bytes), colours.dim);
    text(rect.right() - 38.0, egui::Align2::RIGHT_CENTER, human::ago(recent.age()), colours.dim);
    let is_on = remove.hovered() || remove.has_focus();
    if is_on {
        painter.rect_filled(cross, CornerRadius::same(4), colours.line);
    }
    let color = if is_on { colours.text } else { colours.dim };
    painter.text(cross.center(), egui::Align2::CENTER_CENTER, "×", font.clone(), color);
}

/// A sentence or two in the middle of an otherwise empty view.
fn notice(ui: &mut Ui, title: &str, text: &str, more: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.36).max(24.0));
        ui.label(RichText::new(title).font(semibold(18.0)));
        ui.add_space(6.0);
        let width = (ui.available_width() - 48.0).min(560.0);
        let label = egui::Label::new(RichText::new(text).color(colours.dim)).wrap();
        ui.allocate_ui(vec2(width, 0.0), |ui| ui.vertical_centered(|ui| ui.add(label)));
        ui.add_space(12.0);
        more(ui);
    });
}

pub(super) fn opening(ui: &mut Ui, pane: &PaneRef<'_>) {
    let said = say_with("notice-opening-file", [("name", pane.name().to_owned().into())]);
    notice(ui, say("notice-opening"), &said, |_| {});
}

pub(super) fn failed(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, why: &str, out: &mut Vec<Msg>) {
    let stays = app.awaits_restoring(pane.doc.id());
    let more = if stays { format!(" {}", say("notice-failed-stays")) } else { String::new() };
    notice(ui, say("notice-failed"), &format!("{why}.{more}"), |ui| {
        ui.allocate_ui(vec2(118.0 + 8.0 + 100.0, 34.0), |ui| {
            ui.horizontal(|ui| {
                if primary(ui, say("notice-again")).clicked() {
                    out.push(pane.to_doc(DocMsg::Reopen));
                }
                if ui.add(Button::new(say("tab-close")).min_size(vec2(100.0, 32.0))).clicked() {
                    out.push(AppMsg::ClosePane(pane.pane.id()).into());
                }
            });
        });
    });
}

pub(super) fn empty(ui: &mut Ui, pane: &PaneRef<'_>, file: &File) {
    let key = if file.is_filling() { "notice-nothing-yet" } else { "notice-no-byte" };
    let text = say_with(key, [("name", pane.name().to_owned().into())]);
    notice(ui, say("notice-empty"), &text, |_| {});
}
