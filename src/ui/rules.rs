//! The highlight rules: a window over the others.

use super::hues;
use super::search_bar::{sentence, toggles};
use super::theme::{SMALL, mono, palette};
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::doc::rules::{MOST_RULES, Rule, RuleKind};
use crate::messages::{say, say_with};
use egui::{Button, Checkbox, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Widest, in points.
const WIDTH: f32 = 640.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let screen = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(screen.width() - 80.0));
    ui.label(RichText::new(say("rules-about")).color(colours.dim));
    ui.add_space(6.0);
    let mut rules = app.settings().rules.clone();
    let mut moves = None;
    ScrollArea::vertical().max_height((screen.height() - 260.0).max(80.0)).show(ui, |ui| {
        let n = rules.len();
        for (nr, rule) in rules.iter_mut().enumerate() {
            ui.push_id(nr, |ui| {
                let asked = one(ui, app.focused(), nr, rule, nr + 1 < n);
                moves = moves.or(asked.map(|asked| (nr, asked)));
            });
        }
    });
    match moves {
        Some((nr, Move::Away)) => {
            rules.remove(nr);
        }
        Some((nr, Move::Down)) => rules.swap(nr, nr + 1),
        None => {}
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        if ui.add_enabled(rules.len() < MOST_RULES, Button::new(say("rules-add"))).clicked() {
            rules.push(Rule::new());
        }
        if ui.button(say("rules-reset")).on_hover_text(say("rules-reset-hint")).clicked() {
            rules = Rule::defaults();
        }
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

fn one(ui: &mut Ui, pane: Option<PaneRef<'_>>, nr: usize, rule: &mut Rule, can_move: bool) -> Option<Move> {
    let colours = palette(ui);
    let mut asked = None;
    let of = name(&rule.what);
    let rule_nr = || [("nr", (nr + 1).to_string().into())];
    ui.horizontal(|ui| {
        let on = ui.add(Checkbox::without_text(&mut rule.is_on));
        on.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, rule.is_on, &of));
        match &mut rule.what {
            RuleKind::Pattern(pattern) => {
                let edit =
                    TextEdit::singleline(&mut pattern.text).font(mono()).hint_text(say("rules-pattern-hint"));
                let response = ui.add_sized(vec2(180.0, 24.0), edit);
                let label = say_with("rules-pattern", rule_nr());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
                toggles(ui, pattern, &say_with("toggle-of-rule", rule_nr()));
            }
            _ => {
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(100.0, 24.0), layout, |ui| {
                    ui.set_min_width(100.0);
                    ui.label(&of);
                });
            }
        }
        if rule.what != RuleKind::Levels {
            hues::choose(ui, &mut rule.hue, &say_with("rules-colour", rule_nr()));
        }
        ui.checkbox(&mut rule.whole_line, say("rules-whole-line"));
        if matches!(rule.what, RuleKind::Pattern(_)) {
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
    });
    if let Some(why) = pane.as_ref().and_then(|pane| pane.highlighter()).and_then(|ready| ready.trouble(nr)) {
        ui.label(RichText::new(sentence(why)).size(SMALL).color(colours.error));
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
