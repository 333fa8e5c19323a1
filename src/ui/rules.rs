//! The panel of the highlight rules.

use super::icons::{cross, icon};
use super::search_bar::{sentence, toggles};
use super::theme::{SMALL, mono, palette};
use super::{hues, scrolled, tick};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::doc::rules::{MOST_RULES, Rule, RuleKind};
use crate::messages::{say, say_with};
use egui::{Align, Button, Checkbox, Id, Layout, RichText, ScrollArea, Stroke, TextEdit, Ui, vec2};

/// The least widths at which a rule takes one line, in points: of a pattern, and of what is fixed.
const ONE_LINE: f32 = 600.0;
const ONE_LINE_FIXED: f32 = 350.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let mut rules = app.settings().rules.clone();
    // Boxes, fields and lists stand on the panel without a fill: their edges have to be seen.
    let (edge, widgets) = (palette(ui).dim, &mut ui.visuals_mut().widgets);
    for one in [&mut widgets.inactive, &mut widgets.hovered] {
        one.bg_stroke.color = edge;
    }
    let mut moves = None;
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        ui.label(RichText::new(say("rules-about")).color(palette(ui).dim));
        ui.add_space(6.0);
        let n = rules.len();
        for (nr, rule) in rules.iter_mut().enumerate() {
            ui.push_id(nr, |ui| {
                let asked = one(ui, app.focused(), nr, rule, (nr > 0, nr + 1 < n));
                moves = moves.or(asked.map(|asked| (nr, asked)));
            });
        }
        match moves {
            Some((nr, Move::Away)) => {
                rules.remove(nr);
            }
            Some((nr, Move::Down)) => rules.swap(nr, nr + 1),
            Some((nr, Move::Up)) => rules.swap(nr - 1, nr),
            None => {}
        }
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            if ui.add_enabled(rules.len() < MOST_RULES, Button::new(say("rules-add"))).clicked() {
                ui.data_mut(|data| data.insert_temp(new_rule(), rules.len()));
                rules.push(Rule::new());
            }
            if ui.button(say("rules-reset")).on_hover_text(say("rules-reset-hint")).clicked() {
                rules = Rule::defaults();
            }
        });
    });
    if rules != app.settings().rules {
        out.push(AppMsg::SetRules(rules).into());
    }
}

/// Where the number of a rule is kept that was just added and whose field is to get the keyboard.
fn new_rule() -> Id {
    Id::unique("new rule")
}

/// What is to become of a rule.
#[derive(Clone, Copy)]
enum Move {
    Up,
    Down,
    Away,
}

/// A rule, in one line or in two.
fn one(
    ui: &mut Ui,
    pane: Option<PaneRef<'_>>,
    nr: usize,
    rule: &mut Rule,
    can_move: (bool, bool),
) -> Option<Move> {
    let is_pattern = matches!(rule.what, RuleKind::Pattern(_));
    let room = ui.available_width();
    let asked = if room >= if is_pattern { ONE_LINE } else { ONE_LINE_FIXED } {
        let line = ui.horizontal(|ui| {
            what(ui, nr, rule, 180.0);
            how(ui, nr, rule);
            place(ui, nr, is_pattern, can_move)
        });
        line.inner
    } else if is_pattern {
        // The toggles take 4 × 30 points, the box before them 30.
        ui.horizontal(|ui| what(ui, nr, rule, (room - 150.0).clamp(60.0, 180.0)));
        ui.horizontal_wrapped(|ui| how(ui, nr, rule));
        ui.horizontal(|ui| place(ui, nr, is_pattern, can_move)).inner
    } else {
        let line = ui.horizontal(|ui| {
            what(ui, nr, rule, 0.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| place(ui, nr, is_pattern, can_move))
                .inner
        });
        ui.horizontal_wrapped(|ui| how(ui, nr, rule));
        line.inner
    };
    if let Some(why) = pane.as_ref().and_then(|pane| pane.highlighter()).and_then(|ready| ready.trouble(nr)) {
        ui.label(RichText::new(sentence(why)).size(SMALL).color(palette(ui).error));
    }
    asked
}

/// Whether the rule is on, and what it colours; a pattern has a field of `width` points.
fn what(ui: &mut Ui, nr: usize, rule: &mut Rule, width: f32) {
    let of = name(&rule.what);
    let rule_nr = || [("nr", (nr + 1).to_string().into())];
    let on = tick::show(ui, true, Checkbox::without_text(&mut rule.is_on));
    on.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, rule.is_on, &of));
    match &mut rule.what {
        RuleKind::Pattern(pattern) => {
            let edit =
                TextEdit::singleline(&mut pattern.text).font(mono()).hint_text(say("rules-pattern-hint"));
            let response = ui.add_sized(vec2(width, 24.0), edit);
            if ui.data(|data| data.get_temp(new_rule())) == Some(nr) {
                ui.data_mut(|data| data.remove::<usize>(new_rule()));
                response.request_focus();
            }
            let label = say_with("rules-pattern", rule_nr());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
            if toggles(ui, pattern, &say_with("toggle-of-rule", rule_nr())) {
                response.request_focus();
            }
        }
        _ => {
            let layout = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(66.0, 24.0), layout, |ui| {
                ui.set_min_width(66.0);
                ui.label(&of);
            });
        }
    }
}

/// Its colour, and how much of a line it colours.
fn how(ui: &mut Ui, nr: usize, rule: &mut Rule) {
    if rule.what != RuleKind::Levels {
        let label = say_with("rules-colour", [("nr", (nr + 1).to_string().into())]);
        hues::choose(ui, &mut rule.hue, &label);
    }
    tick::show(ui, true, Checkbox::new(&mut rule.whole_line, say("rules-whole-line")));
}

/// Its place among the rules: whether it can go away, up and down.
fn place(ui: &mut Ui, nr: usize, can_go: bool, (up, down): (bool, bool)) -> Option<Move> {
    let named = |key| say_with(key, [("nr", (nr + 1).to_string().into())]);
    let mut asked = None;
    ui.spacing_mut().item_spacing.x = 2.0;
    let remove = named("rules-remove");
    if can_go && cross(ui, &remove, &remove).clicked() {
        asked = Some(Move::Away);
    }
    for (can, key, way, tip) in
        [(down, "rules-move-down", Move::Down, 1.0), (up, "rules-move-up", Move::Up, -1.0)]
    {
        ui.add_enabled_ui(can, |ui| {
            let name = named(key);
            let arrow = icon(ui, &name, false, |ui, rect, color| {
                let (at, stroke) = (rect.center(), Stroke::new(1.5, color));
                let end = at + vec2(0.0, 5.0 * tip);
                ui.painter().line_segment([at - vec2(0.0, 5.0 * tip), end], stroke);
                for side in [-4.0, 4.0] {
                    ui.painter().line_segment([end, end + vec2(side, -4.0 * tip)], stroke);
                }
            });
            if arrow.on_hover_text(name).clicked() {
                asked = Some(way);
            }
        });
    }
    asked
}

fn name(what: &RuleKind) -> String {
    match what {
        RuleKind::Levels => say("rules-levels").into(),
        RuleKind::Times => say("rules-times").into(),
        RuleKind::Numbers => say("rules-numbers").into(),
        RuleKind::Addresses => say("rules-addresses").into(),
        RuleKind::Pattern(pattern) => pattern.text.clone(),
    }
}
