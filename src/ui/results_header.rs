//! What stands above the list of matching lines: what is listed, the counts, and what can be done.

use super::refine;
use super::theme::{SIZE, palette, semibold, text_width};
use super::tips;
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::human::{grouped, percent, rate};
use crate::base::units::{as_f64, floor_u64, share};
use crate::doc::search::{SearchRun, Searching};
use crate::engine::JobState;
use crate::messages::{say, say_with};
use egui::{Align, Color32, Layout, RichText, Ui};

/// The least width at which the header has room for the counts, and for the actions, in points.
pub(super) const ROOM_FOR_COUNTS: f32 = 560.0;
pub(super) const ROOM_FOR_ACTIONS: f32 = 380.0;

/// The least of the header's room that says what is listed, before the counts.
const HEADING: f32 = 0.4;

/// What the header has beside the title, where there is room: from right to left, the actions on
/// the lines, their counts and the pattern.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let Some(searching) = pane.doc.searching() else { return };
    let width = ui.clip_rect().width();
    if width >= ROOM_FOR_ACTIONS {
        actions(ui, app, pane, searching, out);
    }
    if width >= ROOM_FOR_COUNTS {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| counts(ui, searching));
    }
}

/// What is listed, and its counts.
pub(super) fn counts(ui: &mut Ui, searching: &Searching) {
    let colours = palette(ui);
    let (name, summary) = (refine::heading(&searching.query()), summary(searching));
    let text = RichText::new(&name).font(semibold(SIZE)).color(colours.text);
    ui.scope(|ui| {
        // What the counts leave, and at least a part of it.
        let counts = text_width(ui, &summary, egui::FontId::proportional(SIZE));
        let room = ui.available_width();
        ui.set_max_width((room - counts - 24.0).max(room * HEADING).max(60.0));
        ui.add(egui::Label::new(text).truncate()).on_hover_text(name);
    });
    ui.add(egui::Label::new(RichText::new(summary).color(colours.dim)).truncate());
}

/// From right to left: saving, turning round, context, more patterns, all files.
pub(super) fn actions(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    // What stands left of it never moves, so that a press does not miss it when the search ends.
    let font = egui::TextStyle::Button.resolve(ui.style());
    let widths = ["list-stop", "list-resume", "list-save"].map(|key| text_width(ui, say(key), font.clone()));
    let width = widths.into_iter().fold(0.0, f32::max) + 2.0 * ui.spacing().button_padding.x;
    let slot = egui::vec2(width, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(slot, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        stop_or_save(ui, pane, searching, out);
    });
    let (filter, pattern) = (searching.list().filter(), searching.pattern());
    let color = if filter.is_inverted(pattern) { colours.accent } else { colours.dim };
    if flat(ui, say("list-invert"), say("list-invert-hint"), color).clicked() {
        out.push(pane.to_doc(DocMsg::Refine(filter.clone().inverted(pattern))));
    }
    context(ui, pane, searching, out);
    if ui.available_width() > 420.0 {
        let color = if searching.is_refined() { colours.accent } else { colours.dim };
        if flat_by(ui, say("list-refine"), say("list-refine-hint"), "search.refine", color).clicked() {
            out.push(pane.to_doc(DocMsg::ToggleRefine));
        }
        if app.docs().len() > 1 {
            let color = if app.searches_all() { colours.accent } else { colours.dim };
            if flat_by(ui, say("list-all-files"), say("list-all-files-hint"), "search.all", color).clicked() {
                out.push(pane.to_doc(DocMsg::SearchAll));
            }
        }
    }
}

/// What can be done with the search or its lines: pause it, continue it, or save them.
fn stop_or_save(ui: &mut Ui, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let (colours, run) = (palette(ui), searching.list_run());
    if run.is_some_and(SearchRun::is_running) {
        if flat(ui, say("list-stop"), say("list-stop-hint"), colours.dim).clicked() {
            out.push(pane.to_doc(DocMsg::StopSearch));
        }
    } else if run.is_some_and(|run| *run.state() == JobState::Cancelled) {
        if flat(ui, say("list-resume"), say("list-resume-hint"), colours.accent).clicked() {
            out.push(pane.to_doc(DocMsg::ResumeSearch));
        }
    } else if run.is_some_and(|run| run.found().n_rows() > 0) {
        ui.menu_button(RichText::new(say("list-save")).color(colours.dim), |ui| {
            if ui.button(say("list-save-lines")).clicked() {
                out.push(pane.to_doc(DocMsg::SaveRowsDialog { numbered: false }));
                ui.close();
            }
            if ui.button(say("list-save-numbered")).clicked() {
                out.push(pane.to_doc(DocMsg::SaveRowsDialog { numbered: true }));
                ui.close();
            }
        });
    }
}

/// A button without a frame: its text, and its name, which says what a press does.
pub(super) fn flat(ui: &mut Ui, text: &str, name: &str, color: Color32) -> egui::Response {
    flat_by(ui, text, name, "", color)
}

/// The same of what the action of that id does, too.
fn flat_by(ui: &mut Ui, text: &str, name: &str, action: &str, color: Color32) -> egui::Response {
    let button = egui::Button::new(RichText::new(text).color(color)).frame(false);
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(tips::keyed(ui.ctx(), name, action))
}

/// How many lines around each are shown, between a step down and a step up.
fn context(ui: &mut Ui, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let color = palette(ui).dim;
    let lines = searching.list().context();
    let less = ("−", say("list-context-less"), lines.saturating_sub(1));
    let more = ("+", say("list-context-more"), lines.saturating_add(1));
    let steps = if ui.layout().prefer_right_to_left() { [more, less] } else { [less, more] };
    for (nr, (sign, name, to)) in steps.into_iter().enumerate() {
        if nr == 1 {
            let text = say_with("list-context", [("n", lines.to_string().into())]);
            ui.label(RichText::new(text).color(color));
        }
        if flat(ui, sign, name, color).clicked() {
            out.push(pane.to_doc(DocMsg::SetContext(to)));
        }
    }
}

/// How much was found so far, or why nothing can be.
pub(super) fn summary(searching: &Searching) -> String {
    if let Some(why) = searching.list_trouble() {
        return super::search_bar::sentence(why);
    }
    let Some(run) = searching.list_run() else { return "…".into() };
    let found = run.found();
    let lines = say_with("count-lines", [("n", found.n_rows().into())]);
    let what = if searching.list().query().is_some() {
        lines
    } else {
        say_with("list-matches", [("n", found.n_hits().into()), ("lines", lines.into())])
    };
    let progress = run.progress();
    let before = searching.before();
    let n_before = if searching.list().query().is_some() { before.listed } else { before.hits };
    let what = match before.files {
        0 => what,
        files => {
            let before = ("before", grouped(n_before).into());
            say_with("list-before", [("what", what.into()), before, ("files", files.into())])
        }
    };
    match run.state() {
        JobState::Running if progress.of > 0 => {
            let done = percent(share(progress.done, progress.of));
            let seconds = run.took().as_secs_f64().max(0.001);
            let each = grouped(floor_u64(as_f64(found.n_rows().max(found.n_hits())) / seconds));
            let rate = ("rate", rate(progress.rate).into());
            say_with(
                "list-so-far",
                [("what", what.into()), ("done", done.into()), rate, ("each", each.into())],
            )
        }
        JobState::Cancelled => {
            let done = percent(share(progress.done, progress.of));
            say_with("list-stopped", [("what", what.into()), ("done", done.into())])
        }
        JobState::Faulted(fault) => {
            say_with("list-ended", [("what", what.into()), ("why", fault.message().into())])
        }
        JobState::Failed(caught) => {
            say_with("list-failed", [("what", what.into()), ("why", caught.to_string().into())])
        }
        _ if found.n_gave_up() > 0 => {
            say_with("list-gave-up", [("what", what.into()), ("n", found.n_gave_up().into())])
        }
        _ => what,
    }
}
