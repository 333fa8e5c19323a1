//! More patterns for the list: with the search's own, instead of it, and within one another.

use super::search_bar::toggles;
use super::theme::{mono, palette};
use crate::app::{DocMsg, Msg, PaneRef};
use crate::doc::search::Searching;
use crate::messages::{say, say_with};
use crate::search::{FilterStage, MOST_TERMS, Pattern, PatternKind, Query, Term};
use egui::{Button, Id, RichText, TextEdit, Ui, vec2};

/// What the list wants: its own query, or the lines that match the search.
pub(super) fn query_of(searching: &Searching) -> Query {
    searching.list().query().cloned().unwrap_or_else(|| Query::of(searching.pattern().clone()))
}

/// The lines that its last stage does not want.
pub(super) fn inverted(mut query: Query) -> Query {
    if let Some(last) = query.stages.last_mut() {
        last.is_inverted = !last.is_inverted;
    }
    query
}

/// A row with the patterns there are, and a field for another.
pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let query = query_of(searching);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(12.0);
        let changed = chips(ui, &query);
        if let Some(changed) = changed.or_else(|| another(ui, &query)) {
            out.push(pane.to_doc(DocMsg::Refine(Some(changed))));
        }
    });
    if let Some(why) = searching.list().trouble() {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            ui.label(RichText::new(super::search_bar::sentence(why)).color(palette(ui).error));
        });
    }
}

/// Each pattern, to be turned round or taken away; and how those of a stage are taken together.
fn chips(ui: &mut Ui, query: &Query) -> Option<Query> {
    let colours = palette(ui);
    let mut changed = None;
    let n_terms: usize = query.stages.iter().map(|stage| stage.terms.len()).sum();
    for (i, stage) in query.stages.iter().enumerate() {
        if i > 0 {
            ui.label(RichText::new(say("refine-within-that")).color(colours.dim));
        }
        if stage.is_inverted {
            ui.label(RichText::new(say("refine-not")).color(colours.accent));
        }
        for (j, term) in stage.terms.iter().enumerate() {
            if j > 0 {
                let text = if stage.is_any { say("refine-any") } else { say("refine-all") };
                if ui.button(text).on_hover_text(say("refine-any-hint")).clicked() {
                    changed = with(query, |query| query.stages[i].is_any = !stage.is_any);
                }
            }
            let name = name_of(&term.pattern);
            let text =
                if term.is_negated { say_with("refine-not-this", [("name", name.into())]) } else { name };
            let color = if term.is_negated { colours.accent } else { colours.text };
            let chip = Button::new(RichText::new(text).font(mono()).color(color));
            if ui.add(chip).on_hover_text(say("refine-chip-hint")).clicked() {
                changed = with(query, |query| query.stages[i].terms[j].is_negated = !term.is_negated);
            }
            if n_terms > 1 {
                let cross = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
                let name = say_with("refine-remove", [("name", term.pattern.text.clone().into())]);
                cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if cross.clicked() {
                    changed = with(query, |query| {
                        query.stages[i].terms.remove(j);
                        query.stages.retain(|stage| !stage.terms.is_empty());
                    });
                }
            }
        }
    }
    changed
}

/// A pattern in a few words.
fn name_of(pattern: &Pattern) -> String {
    if pattern.kind == PatternKind::Times {
        return pattern.text.replace('T', " ").replace("..", " – ");
    }
    pattern.text.chars().take(24).collect()
}

fn with(query: &Query, change: impl FnOnce(&mut Query)) -> Option<Query> {
    let mut query = query.clone();
    change(&mut query);
    Some(query)
}

/// A field for another pattern, and what is to become of it.
fn another(ui: &mut Ui, query: &Query) -> Option<Query> {
    let n_terms: usize = query.stages.iter().map(|stage| stage.terms.len()).sum();
    if n_terms >= MOST_TERMS {
        return None;
    }
    let id = Id::unique("another pattern");
    let mut pattern: Pattern = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let edit = TextEdit::singleline(&mut pattern.text).font(mono()).hint_text(say("refine-another-hint"));
    let response = ui.add_sized(vec2(180.0, 24.0), edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("refine-another")));
    if toggles(ui, &mut pattern, say("toggle-of-other")) {
        response.request_focus();
    }
    let mut changed = None;
    let term = |is_negated| Term { pattern: pattern.clone(), is_negated };
    ui.add_enabled_ui(!pattern.text.is_empty(), |ui| {
        if ui.button(say("refine-and")).clicked() {
            changed = with(query, |query| add(query, term(false), false));
        }
        if ui.button(say("refine-and-not")).clicked() {
            changed = with(query, |query| add(query, term(true), false));
        }
        if ui.button(say("refine-or")).clicked() {
            changed = with(query, |query| add(query, term(false), true));
        }
        if ui.button(say("refine-within")).on_hover_text(say("refine-within-hint")).clicked() {
            changed = with(query, |query| {
                query.stages.push(FilterStage { terms: vec![term(false)], ..FilterStage::default() });
            });
        }
    });
    if changed.is_some() {
        pattern = Pattern::default();
    }
    ui.data_mut(|data| data.insert_temp(id, pattern));
    changed
}

/// Adds a term to the last stage, if that takes its terms together so; else as one of its own.
fn add(query: &mut Query, term: Term, is_any: bool) {
    match query.stages.last_mut() {
        Some(last) if last.terms.len() == 1 || last.is_any == is_any => {
            last.is_any = is_any;
            last.terms.push(term);
        }
        _ => query.stages.push(FilterStage { terms: vec![term], ..FilterStage::default() }),
    }
}
