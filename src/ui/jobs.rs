//! The panel of all jobs: of each document its scans and its search, and what runs in the background; how far each
//! is, how fast, for how long yet, and what it has cost.

use super::status;
use super::theme::palette;
use super::{cards, results_header, scrolled};
use crate::app::tasks::Task;
use crate::app::{App, AppMsg, DocMsg, Msg};
use crate::base::human;
use crate::base::units::share;
use crate::doc::Document;
use crate::doc::search::Searching;
use crate::engine::{JobState, Progress};
use crate::messages::{Arg, say, say_with};
use egui::{Align, Color32, Label, Layout, RichText, ScrollArea, Ui, vec2};
use std::time::Duration;

/// The least width at which a job takes one line, in points.
const ONE_LINE: f32 = 480.0;

/// The width of a job's name, in points.
const NAME: f32 = 110.0;

/// Lists the jobs of all documents, in the order in which those were opened and these were started.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        for task in app.tasks() {
            background(ui, task, out);
        }
        for doc in app.docs().iter().filter(|doc| doc.scans().each().next().is_some()) {
            of_document(ui, doc, app.docs().len() > 1, out);
        }
    });
}

/// The jobs of a document, below its name if there are several.
fn of_document(ui: &mut Ui, doc: &Document, is_named: bool, out: &mut Vec<Msg>) {
    if is_named {
        ui.add_space(4.0);
        ui.add(Label::new(RichText::new(doc.label()).color(palette(ui).text).strong()).truncate());
    }
    let id = doc.id();
    for (pass, state, progress) in doc.scans().each() {
        let name = status::job(pass.title());
        let msgs = (DocMsg::StopPass(pass), DocMsg::ResumePass(pass));
        job(ui, name, state, progress, |ui| {
            own_button(ui, state, name, msgs, |msg| out.push(Msg::Doc(id, msg)))
        });
    }
    if let Some(run) = doc.searching().and_then(Searching::run) {
        let (name, state) = (say("jobs-search"), run.state());
        let msgs = (DocMsg::StopSearch, DocMsg::ResumeSearch);
        job(ui, name, state, run.progress(), |ui| {
            own_button(ui, state, name, msgs, |msg| out.push(Msg::Doc(id, msg)));
        });
    }
}

/// Stops or resumes one job.
fn own_button(
    ui: &mut Ui,
    state: &JobState,
    name: &'static str,
    (stop, resume): (DocMsg, DocMsg),
    mut send: impl FnMut(DocMsg),
) {
    let title = || [("title", name.into())];
    let (text, hint, msg) = match state {
        JobState::Running => (say("jobs-stop-all"), say_with("status-stop-task", title()), stop),
        JobState::Cancelled => (say("jobs-resume-all"), say_with("jobs-resume", title()), resume),
        _ => return,
    };
    if results_header::flat(ui, text, &hint, palette(ui).accent).clicked() {
        send(msg);
    }
}

/// What runs beside all files: an export, a copy, a sample.
fn background(ui: &mut Ui, task: &Task, out: &mut Vec<Msg>) {
    let progress = Progress { done: task.done(), of: task.of, ..Progress::default() };
    let name = say(task.title.0);
    job(ui, name, &JobState::Running, progress, |ui| {
        let hint = say_with("status-stop-task", [("title", name.into())]);
        if task.can_stop
            && results_header::flat(ui, say("jobs-stop-all"), &hint, palette(ui).accent).clicked()
        {
            out.push(AppMsg::StopTask(task.title).into());
        }
    });
}

/// Stops all jobs that run, or resumes those that were stopped.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let of_search = |doc: &Document, state: &JobState| {
        doc.searching().and_then(Searching::run).is_some_and(|run| run.state() == state)
    };
    let runs = |doc: &&Document| doc.scans().running().is_some() || of_search(doc, &JobState::Running);
    let is_stopped = |doc: &&Document| doc.scans().is_stopped() || of_search(doc, &JobState::Cancelled);
    let (docs, mut send) = (app.docs(), |doc: &Document, msg| out.push(Msg::Doc(doc.id(), msg)));
    if docs.iter().any(|doc| runs(&doc))
        && results_header::flat(ui, say("jobs-stop-all"), say("jobs-stop-all-hint"), colours.dim).clicked()
    {
        for doc in docs.iter().filter(runs) {
            send(doc, DocMsg::CancelJob);
            send(doc, DocMsg::StopSearch);
        }
    }
    if docs.iter().any(|doc| is_stopped(&doc))
        && results_header::flat(ui, say("jobs-resume-all"), say("jobs-resume-all-hint"), colours.accent)
            .clicked()
    {
        for doc in docs.iter().filter(is_stopped) {
            send(doc, DocMsg::ResumeJob);
            send(doc, DocMsg::ResumeSearch);
        }
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
            let mut parts = vec![done];
            parts.extend((progress.rate > 0.0).then(|| human::rate(progress.rate)));
            parts.extend(cost(progress));
            (parts.join(" · ") + &left.unwrap_or_default(), colours.dim)
        }
        JobState::Cancelled => (say_with("jobs-stopped", [("done", done.into())]), colours.warn),
        JobState::Done => {
            let size = human::size(progress.of);
            let done = match progress.resumed {
                0 => say_with("jobs-done", [("size", size.into())]),
                resumed => {
                    let known = human::size(resumed);
                    say_with("jobs-done-kept", [("size", size.into()), ("known", known.into())])
                }
            };
            (std::iter::once(done).chain(cost(progress)).collect::<Vec<_>>().join(" · "), colours.dim)
        }
        JobState::Faulted(fault) => ended(fault.message().into(), colours.error),
        JobState::Failed(caught) => ended(caught.to_string().into(), colours.error),
    }
}

fn ended(why: Arg, color: Color32) -> (String, Color32) {
    (say_with("measure-failed", [("why", why)]), color)
}

/// What a job has cost: processor time, where it is known and more than a second.
fn cost(progress: Progress) -> Option<String> {
    let is_told = progress.cpu >= Duration::from_secs(1);
    is_told.then(|| say_with("jobs-cpu", [("time", human::time_left(progress.cpu).into())]))
}
