//! The panel of the focused document's jobs: its scans and its search, how far each is, how fast,
//! and for how long yet.

use super::status;
use super::theme::palette;
use super::{cards, results_header, scrolled};
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::human;
use crate::base::units::share;
use crate::doc::search::Searching;
use crate::engine::{JobState, Progress};
use crate::messages::{Arg, say, say_with};
use egui::{Align, Color32, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// The least width at which a job takes one line, in points.
const ONE_LINE: f32 = 480.0;

/// The width of a job's name, in points.
const NAME: f32 = 110.0;

/// Lists the jobs, in the order in which they were started.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        for (title, state, progress) in pane.scans().each() {
            job(ui, status::job(title), state, progress, |_| ());
        }
        if let Some(run) = pane.searching().and_then(Searching::run) {
            let name = say("jobs-search");
            job(ui, name, run.state(), run.progress(), |ui| own_button(ui, pane, run.state(), name, out));
        }
    });
}

/// Stops or resumes the search alone.
fn own_button(ui: &mut Ui, pane: &PaneRef<'_>, state: &JobState, name: &'static str, out: &mut Vec<Msg>) {
    let title = || [("title", name.into())];
    let (text, hint, msg) = match state {
        JobState::Running => (say("list-stop"), say_with("status-stop-task", title()), DocMsg::StopSearch),
        JobState::Cancelled => (say("list-resume"), say_with("jobs-resume", title()), DocMsg::ResumeSearch),
        _ => return,
    };
    if results_header::flat(ui, text, &hint, palette(ui).accent).clicked() {
        out.push(pane.to_doc(msg));
    }
}

/// Stops all jobs that run, or resumes those that were stopped.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let (Some(pane), colours) = (&app.focused(), palette(ui)) else { return };
    let of_search =
        |state: &JobState| pane.searching().and_then(Searching::run).is_some_and(|run| run.state() == state);
    let runs = pane.scans().running().is_some();
    if (runs || of_search(&JobState::Running))
        && results_header::flat(ui, say("jobs-stop-all"), say("jobs-stop-all-hint"), colours.dim).clicked()
    {
        out.push(pane.to_doc(DocMsg::CancelJob));
        out.push(pane.to_doc(DocMsg::StopSearch));
    }
    if (pane.scans().is_stopped() || of_search(&JobState::Cancelled))
        && results_header::flat(ui, say("jobs-resume-all"), say("jobs-resume-all-hint"), colours.accent)
            .clicked()
    {
        out.push(pane.to_doc(DocMsg::ResumeJob));
        out.push(pane.to_doc(DocMsg::ResumeSearch));
    }
}

/// One job: its name, a bar, a phrase, and its button; in three lines where there is little room.
fn job(ui: &mut Ui, name: &str, state: &JobState, progress: Progress, button: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    let done = if *state == JobState::Done { 1.0 } else { share(progress.done, progress.of) };
    let (text, color) = phrase(ui, state, progress);
    let right = Layout::right_to_left(Align::Center);
    let detail = |ui: &mut Ui| {
        ui.add(Label::new(RichText::new(&text).color(color)).truncate()).on_hover_text(&text);
    };
    if ui.available_width() >= ONE_LINE {
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(vec2(NAME, 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(NAME);
                ui.label(RichText::new(name).color(colours.text));
            });
            cards::progress(ui, name, done);
            ui.with_layout(right, |ui| {
                button(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), detail);
            });
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).color(colours.text));
        ui.with_layout(right, button);
    });
    cards::progress_of_width(ui, name, done, ui.available_width());
    detail(ui);
    ui.add_space(6.0);
}

/// What a job is doing: how far, how fast and for how long yet; or how it ended.
fn phrase(ui: &Ui, state: &JobState, progress: Progress) -> (String, Color32) {
    let colours = palette(ui);
    let done = human::percent(share(progress.done, progress.of));
    match state {
        JobState::Running => {
            let left = progress.eta.map(human::time_left);
            let left = left.map(|left| say_with("status-left", [("time", left.into())]));
            let rate = human::rate(progress.rate);
            (format!("{done} · {rate}{}", left.unwrap_or_default()), colours.dim)
        }
        JobState::Cancelled => (say_with("jobs-stopped", [("done", done.into())]), colours.warn),
        JobState::Done => {
            let size = human::size(progress.of);
            (say_with("jobs-done", [("size", size.into())]), colours.dim)
        }
        JobState::Faulted(fault) => ended(fault.message().into(), colours.error),
        JobState::Failed(caught) => ended(caught.to_string().into(), colours.error),
    }
}

fn ended(why: Arg, color: Color32) -> (String, Color32) {
    (say_with("measure-failed", [("why", why)]), color)
}
