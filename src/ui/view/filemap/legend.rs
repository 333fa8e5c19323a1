//! What the colours of the picture mean.

use super::color;
use crate::messages::say;
use crate::scan::blocks::ContentClass;
use crate::ui::theme::{TINY, palette, text_width};
use crate::view::filemap::{ByteClass, Grid, Lens, colours};
use egui::{Align, Color32, FontId, Layout, Rect, RichText, Sense, Stroke, Ui, UiBuilder, vec2};

/// Steps of a scale.
const STEPS: u8 = 64;

pub(super) fn show(ui: &mut Ui, rect: Rect, lens: Lens, grid: Option<&Grid>) {
    let layout = Layout::left_to_right(Align::Center);
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    ui.set_clip_rect(rect);
    ui.spacing_mut().item_spacing.x = 5.0;
    let is_dark = ui.visuals().dark_mode;
    let is_fine = grid.is_some_and(|grid| grid.shift < colours::LEAST_SHIFT);
    let unread = (colours::unread(is_dark), say("filemap-unread"));
    match lens {
        Lens::Class if is_fine => {
            let name = |class| (colours::of_bytes(class, is_dark), byte_name(class));
            let all: Vec<_> = ByteClass::ALL.into_iter().map(name).chain([unread]).collect();
            swatches(ui, &all);
        }
        Lens::Class => {
            let name = |class| (colours::of_class(class, is_dark), class_name(class));
            let all: Vec<_> = ContentClass::ALL.into_iter().map(name).chain([unread]).collect();
            swatches(ui, &all);
        }
        Lens::Entropy => {
            let ends = (say("filemap-no-entropy"), say("filemap-full-entropy"));
            scale(ui, ends, &|at| color(colours::of_entropy(at * 8.0, is_dark)));
            swatches(ui, &[unread]);
        }
        Lens::Lines => {
            let ends = (say("filemap-no-lines"), say("filemap-many-lines"));
            scale(ui, ends, &|at| color(colours::of_lines(at, is_dark)));
            swatches(ui, &[unread]);
        }
    }
}

/// What a class of content is called.
pub(super) fn class_name(class: ContentClass) -> &'static str {
    match class {
        ContentClass::Zeros => say("content-zeros"),
        ContentClass::Repeats => say("content-repeats"),
        ContentClass::Text => say("content-text"),
        ContentClass::Tables => say("content-tables"),
        ContentClass::Code => say("content-code"),
        ContentClass::Compressed => say("content-compressed"),
    }
}

/// What a class of bytes is called.
pub(super) fn byte_name(class: ByteClass) -> &'static str {
    match class {
        ByteClass::Nul => say("bytes-nul"),
        ByteClass::Control => say("bytes-control"),
        ByteClass::Printable => say("bytes-printable"),
        ByteClass::High => say("bytes-high"),
    }
}

fn text(ui: &mut Ui, text: &str) {
    let colours = palette(ui);
    ui.add(egui::Label::new(RichText::new(text).size(TINY).color(colours.dim)).extend());
}

/// Colours and their names. Where all names have no room they are left to the tips of the colours.
fn swatches(ui: &mut Ui, all: &[(colours::Rgb, &str)]) {
    let width = |name: &str| text_width(ui, name, FontId::proportional(TINY)) + 25.0;
    let has_room = all.iter().map(|(_, name)| width(name)).sum::<f32>() <= ui.available_width();
    for (fill, name) in all {
        let size = if has_room { vec2(10.0, 10.0) } else { vec2(22.0, 12.0) };
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let edge = Stroke::new(1.0, palette(ui).line);
        ui.painter().rect(rect, 2.0, color(*fill), edge, egui::StrokeKind::Outside);
        if has_room {
            text(ui, name);
            ui.add_space(5.0);
        } else {
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, *name));
            response.on_hover_text(*name);
        }
    }
}

/// A scale between two ends.
fn scale(ui: &mut Ui, (least, most): (&str, &str), colour: &dyn Fn(f64) -> Color32) {
    text(ui, least);
    let width = (ui.available_width() * 0.4).clamp(60.0, 220.0);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 10.0), Sense::hover());
    let step = rect.width() / f32::from(STEPS);
    for nr in 0..STEPS {
        let left = rect.left() + f32::from(nr) * step;
        let part = Rect::from_x_y_ranges(left..=(left + step + 0.5).min(rect.right()), rect.y_range());
        ui.painter().rect_filled(part, 0.0, colour(f64::from(nr) / f64::from(STEPS - 1)));
    }
    text(ui, most);
    ui.add_space(8.0);
}
