//! The selected range by itself: its figures against those of the file, its histogram, which byte
//! follows which, and its entropy along the way.

use super::legend::class_name;
use super::{color, high, label_node, pictures, range};
use crate::app::{Msg, PaneRef};
use crate::base::human::{self, decimal, grouped};
use crate::base::units::{len_u64, narrow, px, share};
use crate::doc::range::{RangeKey, RangeStudy};
use crate::messages::{say, say_with};
use crate::scan::blocks::{BlockFigures, ContentClass, Histogram};
use crate::ui::theme::{SIZE, SMALL, TINY, palette, semibold};
use crate::ui::{cards, icons, scrolled};
use crate::view::PaneMsg;
use crate::view::filemap::{ByteClass, FileMapView, colours};
use egui::{
    Align, Color32, ColorImage, Frame, Layout, Margin, Rect, RichText, ScrollArea, Sense, Stroke,
    TextureHandle, TextureOptions, Ui, UiBuilder, pos2, vec2,
};

/// Height of the histogram and of the plot, in points.
const PLOT: f32 = 56.0;

/// Values of a byte, and so the sides of the picture of pairs.
const VALUES: usize = 256;

/// The picture of pairs, and what it is of.
struct PairPicture {
    key: RangeKey,
    is_dark: bool,
    texture: TextureHandle,
}

pub(super) fn show(ui: &mut Ui, rect: Rect, pane: &PaneRef<'_>, map: &FileMapView, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.0, colours.line));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    ui.set_clip_rect(rect);
    Frame::new().inner_margin(Margin { left: 12, right: 6, top: 6, bottom: 4 }).show(ui, |ui| {
        title(ui, pane, out);
        let area = ScrollArea::vertical().id_salt(("range", pane.pane.id())).auto_shrink(false);
        scrolled::show(ui, area, |ui| {
            Frame::new().inner_margin(Margin { right: 10, ..Margin::ZERO }).show(ui, |ui| {
                content(ui, pane, map);
            });
        });
    });
}

fn title(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("filemap-range")).font(semibold(SMALL)).color(colours.dim));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = icons::cross(ui, say("filemap-range-close"), say("filemap-range-close"));
            if close.clicked() {
                let at = pane.selection().start;
                out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: false }));
            }
        });
    });
}

fn content(ui: &mut Ui, pane: &PaneRef<'_>, map: &FileMapView) {
    let colours = palette(ui);
    let selected = pane.selection();
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(RichText::new(range(selected)).monospace());
    let size = say_with("filemap-range-size", [("n", selected.len().into())]);
    ui.label(RichText::new(format!("{size} · {}", human::size(selected.len()))).color(colours.dim));
    if let Some(done) = map.study().progress() {
        ui.horizontal(|ui| {
            cards::progress(ui, say("filemap-studying"), done);
            ui.label(RichText::new(human::percent(done)).color(colours.dim));
        });
    }
    match map.study().found() {
        Some((key, Ok(study))) => studied(ui, pane, key, study),
        Some((_, Err(why))) => {
            let why = say_with("filemap-not-studied", [("why", why.clone().into())]);
            ui.label(RichText::new(why).color(colours.error));
        }
        None => {}
    }
}

fn studied(ui: &mut Ui, pane: &PaneRef<'_>, key: &RangeKey, study: &RangeStudy) {
    let own = study.whole();
    let file = pane.scans().blocks().filter(|map| !map.span().is_empty()).map(|map| map.whole());
    ui.add_space(4.0);
    figures(ui, &own, file.as_ref());
    heading(ui, say("filemap-histogram"));
    histogram(ui, &study.counts);
    heading(ui, say("filemap-entropy-along"));
    entropy(ui, study);
    heading(ui, say("filemap-pairs"));
    pairs(ui, key, study);
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    ui.label(RichText::new(text).size(TINY).color(palette(ui).dim));
}

/// The range's figures beside the file's.
fn figures(ui: &mut Ui, own: &BlockFigures, file: Option<&BlockFigures>) {
    let part = |block: &BlockFigures, count: u64| human::percent(share(count, block.n_bytes()));
    line(ui, "", say("filemap-of-range"), say("filemap-of-file"));
    let both = |ui: &mut Ui, name: &str, show: &dyn Fn(&BlockFigures) -> String| {
        line(ui, name, &show(own), &file.map(show).unwrap_or_else(|| "…".to_owned()));
    };
    both(ui, say("filemap-bits"), &|block| decimal(block.entropy(), 3));
    both(ui, say("bytes-nul"), &|block| part(block, block.figures.nul));
    both(ui, say("bytes-control"), &|block| part(block, block.figures.control));
    both(ui, say("bytes-printable"), &|block| part(block, block.printable()));
    both(ui, say("bytes-high"), &|block| part(block, block.figures.high));
    both(ui, say("filemap-newlines"), &|block| grouped(block.figures.newlines));
    both(ui, say("filemap-distinct"), &|block| grouped(block.distinct()));
    if own.n_bytes() >= 1 << colours::LEAST_SHIFT {
        cards::pair(ui, say("filemap-looks-like"), class_name(ContentClass::of(own)));
    }
}

/// A name and two values, in columns.
fn line(ui: &mut Ui, name: &str, own: &str, file: &str) {
    let colours = palette(ui);
    cards::line(ui, |ui| {
        let width = ui.available_width();
        let column = (width * 0.29).min(84.0);
        let name = RichText::new(name).color(colours.dim);
        ui.allocate_ui_with_layout(
            vec2(width - 2.0 * column - 16.0, 17.0),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_width(width - 2.0 * column - 16.0);
                ui.add(egui::Label::new(name).truncate());
            },
        );
        for (text, color) in [(own, colours.text), (file, colours.dim)] {
            let layout = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(vec2(column, 17.0), layout, |ui| {
                ui.set_min_width(column);
                ui.add(egui::Label::new(RichText::new(text).size(SIZE).color(color)).truncate());
            });
        }
    });
}

/// How often each value occurs: 256 bars, in the colours of their classes.
fn histogram(ui: &mut Ui, counts: &Histogram) {
    let rect = plot(ui);
    let is_dark = ui.visuals().dark_mode;
    // By square roots, so that one value does not hide all others.
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let step = rect.width() / px(VALUES);
    for (nr, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let class = ByteClass::of(u8::try_from(nr).unwrap_or(u8::MAX));
        // What occurs at all is seen.
        let height = high(rect.height(), share(count, most).sqrt()).max(1.0);
        let left = rect.left() + px(nr) * step;
        let bar = Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + step, rect.bottom()));
        ui.painter().rect_filled(bar, 0.0, color(colours::of_bytes(class, is_dark)));
    }
    let most_common = counts.iter().position(|&count| count == most).unwrap_or(0);
    let said = [("byte", format!("{most_common:02X}").into()), ("n", most.into())];
    label_node(ui, rect, "histogram", &say_with("filemap-histogram-said", said));
}

/// The entropy of its blocks, one after the other.
fn entropy(ui: &mut Ui, study: &RangeStudy) {
    let rect = plot(ui);
    let blocks: Vec<f64> = study.blocks.blocks(study.blocks.shift()).map(|block| block.entropy()).collect();
    let step = rect.width() / px(blocks.len().max(1));
    let at = |nr: f32, bits: f64| {
        pos2(rect.left() + nr * step, rect.bottom() - rect.height() * narrow(bits / 8.0))
    };
    let mut line = Vec::with_capacity(blocks.len() * 2);
    for (nr, &bits) in blocks.iter().enumerate() {
        line.extend([at(px(nr), bits), at(px(nr + 1), bits)]);
    }
    ui.painter().add(egui::Shape::line(line, Stroke::new(1.5, palette(ui).ok)));
    let least = blocks.iter().copied().fold(8.0, f64::min);
    let most = blocks.iter().copied().fold(0.0, f64::max);
    let said = [("least", decimal(least, 2).into()), ("most", decimal(most, 2).into())];
    label_node(ui, rect, "entropy", &say_with("filemap-entropy-said", said));
}

/// Which byte follows which: rows are first bytes, columns second ones.
fn pairs(ui: &mut Ui, key: &RangeKey, study: &RangeStudy) {
    let side = ui.available_width().min(px(VALUES));
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let (id, is_dark) = (ui.scope_id().with("pairs"), ui.visuals().dark_mode);
    let kept = pictures::take::<PairPicture>(ui.ctx(), id);
    let kept = kept.filter(|kept| kept.key == *key && kept.is_dark == is_dark).unwrap_or_else(|| {
        let ground = palette(ui).bg;
        let ink = color(colours::of_entropy(5.2, is_dark));
        let shades: Vec<Color32> = (0..=u8::MAX)
            .map(|shade| {
                if shade == 0 {
                    ground
                } else {
                    ground.lerp_to_gamma(ink, 0.12 + 0.88 * (f32::from(shade) / 255.0).powi(2))
                }
            })
            .collect();
        let pixels = study.pairs.iter().map(|&shade| shades[usize::from(shade)]).collect();
        let image = ColorImage::new([VALUES, VALUES], pixels);
        let texture = ui.ctx().load_texture("pairs", image, TextureOptions::LINEAR);
        PairPicture { key: *key, is_dark, texture }
    });
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(kept.texture.id(), rect, all, Color32::WHITE);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, palette(ui).line), egui::StrokeKind::Outside);
    pictures::put(ui.ctx(), id, kept);
    let n = study.pairs.iter().filter(|&&shade| shade > 0).count();
    let part = share(len_u64(n), len_u64(study.pairs.len()));
    label_node(ui, rect, "pairs", &say_with("filemap-pairs-said", [("share", human::percent(part).into())]));
    ui.label(RichText::new(say("filemap-pairs-axes")).size(TINY).color(palette(ui).dim));
}

/// The ground of a small plot.
fn plot(ui: &mut Ui) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), PLOT), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, palette(ui).bg);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette(ui).line));
    rect
}
