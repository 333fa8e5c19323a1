//! The pages along the file: which the system holds in its cache, and which of them this
//! process has in its own table.

use super::group_x;
use crate::app::PaneRef;
use crate::base::human::{grouped, percent, size};
use crate::base::units::{narrow, share};
use crate::messages::{say, say_with};
use crate::source::Snapshot;
use crate::source::vitals::{PageGroup, Pages};
use crate::ui::cards::{card, line};
use crate::ui::theme::{TINY, palette};
use egui::{Align, Color32, Layout, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

/// Height of a lane, in points.
const LANE: f32 = 20.0;

/// Room between the lanes, in points.
const GAP: f32 = 4.0;

/// A lane of the strip: what it shows, and how many of a group's pages.
struct PageLane {
    label: &'static str,
    color: Color32,
    count: fn(&PageGroup) -> Option<u32>,
    /// Why it may be unknown.
    why: &'static str,
}

pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, snapshot: &Snapshot) {
    let colours = palette(ui);
    let pages = pane.gauges().mapping().map(|mapping| &mapping.pages);
    let right = pages.map(asked).unwrap_or_default();
    card(ui, say("pages-title"), (right, colours.dim), |ui| {
        let Some(pages) = pages else {
            let why = if snapshot.is_mapped() { say("pages-coming") } else { say("pages-no-map") };
            ui.label(RichText::new(why).color(colours.dim));
            return;
        };
        let lanes = [
            PageLane {
                label: say("pages-cached"),
                color: colours.info,
                count: |group| group.n_cached,
                why: say("pages-cached-unknown"),
            },
            PageLane {
                label: say("pages-own"),
                color: colours.accent,
                count: |group| group.n_own,
                why: say("pages-own-unknown"),
            },
        ];
        strip(ui, pane, pages, &lanes);
        axis(ui, snapshot);
        lanes.iter().for_each(|lane| legend(ui, pages, lane));
    });
}

/// Of how many pages the figures are.
fn asked(pages: &Pages) -> String {
    let all = grouped(pages.n_pages);
    if pages.is_sampled() {
        say_with("pages-sampled", [("n", grouped(pages.n_asked).into()), ("all", all.into())])
    } else {
        say_with("pages-all", [("all", all.into())])
    }
}

fn strip(ui: &mut Ui, pane: &PaneRef<'_>, pages: &Pages, lanes: &[PageLane; 2]) {
    let colours = palette(ui);
    let size = vec2(ui.available_width(), 2.0 * LANE + GAP);
    ui.add_space(2.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let said: Vec<String> = lanes.iter().map(|lane| said(pages, lane)).collect();
        egui::WidgetInfo::labeled(
            egui::Role::Image,
            true,
            say_with("pages-said", [("shares", said.join(", ").into())]),
        )
    });
    for (nr, lane) in (0_u8..).zip(lanes) {
        let top = rect.top() + f32::from(nr) * (LANE + GAP);
        let lane_rect = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), LANE));
        let edge = Stroke::new(1.0, colours.line);
        ui.painter().rect(lane_rect, 2.0, colours.panel, edge, egui::StrokeKind::Outside);
        groups(ui, lane_rect, pages, lane);
    }
    if let Some((_, progress)) = pane.scans().running() {
        // How far workers are: what lies behind has been given back.
        let x = rect.left() + rect.width() * narrow(share(progress.done, progress.of));
        ui.painter().vline(x, rect.y_range(), Stroke::new(1.0, colours.text));
    }
}

/// The groups of a lane, neighbours of the same colour in one piece.
fn groups(ui: &Ui, rect: Rect, pages: &Pages, lane: &PageLane) {
    let n = pages.groups.len();
    let of = |group: &PageGroup| share_of(group, lane);
    let mut from = 0;
    while from < n {
        let here = of(&pages.groups[from]);
        let same = pages.groups[from..].iter().take_while(|group| of(group) == here).count();
        if here > 0.0 {
            let (left, right) = (group_x(rect, from, n), group_x(rect, from + same, n));
            let part = Rect::from_x_y_ranges(left..=right, rect.y_range());
            // The faintest trace has to be seen beside none at all.
            let color = palette(ui).panel.lerp_to_gamma(lane.color, narrow(0.25 + 0.75 * here));
            ui.painter().rect_filled(part, 0.0, color);
        }
        from += same;
    }
}

fn share_of(group: &PageGroup, lane: &PageLane) -> f64 {
    share((lane.count)(group).unwrap_or(0).into(), group.n_asked.into())
}

fn axis(ui: &mut Ui, snapshot: &Snapshot) {
    let text = |text: String| RichText::new(text).size(TINY).color(palette(ui).dim);
    let (left, right) = (text("0".into()), text(size(snapshot.len())));
    ui.horizontal(|ui| {
        ui.set_height(TINY + 2.0);
        ui.label(left);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(right));
    });
}

fn legend(ui: &mut Ui, pages: &Pages, lane: &PageLane) {
    let colours = palette(ui);
    line(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, lane.color);
        ui.label(RichText::new(lane.label).color(colours.dim));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = total(pages, lane).unwrap_or_else(|| format!("{}: {}", say("unknown"), lane.why));
            ui.add(egui::Label::new(text.as_str()).truncate()).on_hover_text(text);
        });
    });
}

fn said(pages: &Pages, lane: &PageLane) -> String {
    let share = total(pages, lane).unwrap_or_else(|| say("unknown").to_owned());
    format!("{share} {}", lane.label)
}

/// The share of all pages, not exact of a sample; `None` if unknown.
fn total(pages: &Pages, lane: &PageLane) -> Option<String> {
    let counts: Option<Vec<u64>> =
        pages.groups.iter().map(|group| (lane.count)(group).map(u64::from)).collect();
    let share = counts.map(|counts| percent(share(counts.iter().sum(), pages.n_asked)))?;
    Some(if pages.is_sampled() { say_with("pages-about", [("share", share.into())]) } else { share })
}
