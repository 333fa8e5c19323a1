//! The panel of the highlight rules.

use super::hues;
use super::search_bar::{sentence, toggles};
use super::theme::{SMALL, mono, palette};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::doc::rules::{MOST_RULES, Rule, What};
use crate::messages::{say, say_with};
use egui::{Button, Checkbox, RichText, ScrollArea, TextEdit, Ui, vec2};

/// The least width at which a rule takes one line, in points.
const ONE_LINE: f32 = 600.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let mut rules = app.settings().rules.clone();
    let mut moves = None;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.label(RichText::new(say("rules-about")).color(palette(ui).dim));
        ui.add_space(6.0);
        let n = rules.len();
        for (nr, rule) in rules.iter_mut().enumerate() {
            ui.push_id(nr, |ui| {
                let asked = one(ui, app.focused(), nr, rule, nr + 1 < n);
                moves = moves.or(asked.map(|asked| (nr, asked)));
            });
        }
        match moves {
            Some((nr, Move::Away)) => {
                rules.remove(nr);
            }
            Some((nr, Move::Down)) => rules.swap(nr, nr + 1),
            None => {}
        }
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            if ui.add_enabled(rules.len() < MOST_RULES, Button::new(say("rules-add"))).clicked() {
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

/// What is to become of a rule.
#[derive(Clone, Copy)]
enum Move {
    Down,
    Away,
}

/// A rule, in one line or in two.
fn one(ui: &mut Ui, pane: Option<PaneRef<'_>>, nr: usize, rule: &mut Rule, can_move: bool) -> Option<Move> {
    let asked = if ui.available_width() >= ONE_LINE || !matches!(rule.what, What::Pattern(_)) {
        let line = ui.horizontal(|ui| {
            what(ui, nr, rule, 180.0);
            how(ui, nr, rule, can_move)
        });
        line.inner
    } else {
        // The toggles take 4 × 30 points, the box before them 30.
        let width = (ui.available_width() - 150.0).clamp(60.0, 180.0);
        ui.horizontal(|ui| what(ui, nr, rule, width));
        ui.horizontal_wrapped(|ui| how(ui, nr, rule, can_move)).inner
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
    let on = ui.add(Checkbox::without_text(&mut rule.is_on));
    on.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, rule.is_on, &of));
    match &mut rule.what {
        What::Pattern(pattern) => {
            let edit =
                TextEdit::singleline(&mut pattern.text).font(mono()).hint_text(say("rules-pattern-hint"));
            let response = ui.add_sized(vec2(width, 24.0), edit);
            let label = say_with("rules-pattern", rule_nr());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
            toggles(ui, pattern, &say_with("toggle-of-rule", rule_nr()));
        }
        _ => {
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(vec2(66.0, 24.0), layout, |ui| {
                ui.set_min_width(66.0);
                ui.label(&of);
            });
        }
    }
}

/// Its colour, how much of a line it colours, and its place among the rules.
fn how(ui: &mut Ui, nr: usize, rule: &mut Rule, can_move: bool) -> Option<Move> {
    let colours = palette(ui);
    let rule_nr = || [("nr", (nr + 1).to_string().into())];
    if rule.what != What::Levels {
        hues::choose(ui, &mut rule.hue, &say_with("rules-colour", rule_nr()));
    }
    ui.checkbox(&mut rule.whole_line, say("rules-whole-line"));
    let mut asked = None;
    if matches!(rule.what, What::Pattern(_)) {
        let cross = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
        let label = say_with("rules-remove", rule_nr());
        cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if cross.clicked() {
            asked = Some(Move::Away);
        }
    }
    if can_move {
        let down = ui.add(Button::new(RichText::new(say("rules-down")).color(colours.dim)).frame(false));
        let label = say_with("rules-move-down", rule_nr());
        down.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if down.clicked() {
            asked = Some(Move::Down);
        }
    }
    asked
}

fn name(what: &What) -> String {
    match what {
        What::Levels => say("rules-levels").into(),
        What::Times => say("rules-times").into(),
        What::Numbers => say("rules-numbers").into(),
        What::Addresses => say("rules-addresses").into(),
        What::Pattern(pattern) => pattern.text.clone(),
    }
}
