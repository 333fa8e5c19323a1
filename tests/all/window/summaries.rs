//! Summaries compared in the window: with another open document, with a saved one; what is listed, copied and saved.
#![cfg(test)]

use super::stage::{Folder, Stage, without_summary};
use crate::tool::{answer, gander, run};
use gander::app::docks::PanelId;
use gander::app::summaries::{SummaryDiffState, SummarySide};
use gander::app::tasks::Reply;
use gander::app::{AppMsg, SummariesMsg};
use gander::summary::diff::Diff;

const A: &str = "id,city,amount\n1,Oslo,1.5\n2,Lima,2.5\n3,Oslo,3.5\n4,Delhi,4.5\n";
const B: &str = "id,amount,town\n1,1.5,Oslo\n2,2.5,Lima\n3,3.75,Oslo\n4,4.5,Delhi\n5,9,Oslo\n";

fn diff(stage: &Stage) -> Diff {
    stage.app().summaries().and_then(|one| one.diff()).expect("they are compared").clone()
}

fn until_compared(stage: &mut Stage) {
    stage.until("the summaries are compared", |stage| {
        let one = stage.app().summaries();
        one.is_some_and(|one| !one.is_waiting() && !matches!(one.state(), SummaryDiffState::Reading))
    });
    stage.frames(2);
}

/// Both open, measured and compared: B is in front, and A the other one.
fn compared(folder: &Folder) -> Stage {
    let (a, b) = (folder.file("a.csv", A), folder.file("b.csv", B));
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    for path in [&a, &b] {
        stage.open(path);
        stage.until_scanned();
    }
    stage.perform("summaries.with");
    stage.frames(2);
    stage.must_say("Compare the summary of b.csv with");
    stage.press("a.csv");
    until_compared(&mut stage);
    stage
}

#[test]
fn open_documents_are_compared_and_the_list_says_what_differs() {
    let folder = Folder::new();
    let mut stage = compared(&folder);
    stage.must_say("Differences of summaries");
    stage.must_say("Column id");
    stage.must_say("A: a.csv");
    let found = diff(&stage);
    let paths: Vec<&str> = found.differences.iter().map(|one| one.path.as_str()).collect();
    assert!(paths.contains(&"columns.town") && paths.contains(&"columns.amount.mean"), "{paths:?}");
    // The command says the same of both files.
    let (a, b) = (folder.path("a.csv"), folder.path("b.csv"));
    let json = run(&mut gander(&["diff", "-f", "json", &a.to_string_lossy(), &b.to_string_lossy()]), b"");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let of_command: Vec<&str> =
        json["differences"].as_array().unwrap().iter().filter_map(|one| one["path"].as_str()).collect();
    let in_window: Vec<&str> = paths.iter().copied().filter(|path| !path.starts_with("timeline")).collect();
    let mut both = [of_command, in_window];
    both.iter_mut().for_each(|paths| paths.sort_unstable());
    assert_eq!(both[0], both[1]);
    // Exchanged, what came went.
    stage.press("Exchange A and B");
    until_compared(&mut stage);
    let swapped = diff(&stage);
    assert_eq!((swapped.a.name.as_str(), swapped.differences.len()), ("b.csv", found.differences.len()));
}

#[test]
fn words_leave_the_lines_that_have_them_and_what_is_listed_is_copied() {
    let folder = Folder::new();
    let mut stage = compared(&folder);
    let n = diff(&stage).differences.len();
    stage.perform(AppMsg::Summaries(SummariesMsg::Filter("amount MEAN".into())));
    stage.frames(2);
    assert_eq!(stage.app().summaries().unwrap().n_listed(), 1);
    stage.must_say(&format!("1 of {n} differences"));
    stage.must_say("mean: 3 → 4.25 +1.25 (+41.67 %)");
    stage.press("Copy what is listed as Markdown");
    stage.must_say("What differs was copied");
    stage.perform(AppMsg::Summaries(SummariesMsg::Filter("no such thing".into())));
    stage.frames(2);
    assert!(stage.app().summaries().unwrap().lines().is_empty());
}

#[test]
fn a_saved_summary_is_compared_and_a_copy_differs_in_nothing() {
    let folder = Folder::new();
    let (a, log) = (folder.file("a.csv", A), folder.file("x.log", "2026-03-14 09:26:53 INFO a\n"));
    for file in [a, log] {
        let saved = folder.path("saved.json");
        answer(&["summary", &file.to_string_lossy(), "-o", &saved.to_string_lossy()]);
        let mut stage = Stage::showing(&file);
        stage.until_scanned();
        stage.will_answer(Reply::Picked(vec![saved]));
        stage.perform("summaries.with");
        stage.frames(2);
        stage.press("A saved summary…");
        until_compared(&mut stage);
        assert!(diff(&stage).is_empty(), "{:?}", diff(&stage).differences);
        stage.must_say("Nothing differs.");
    }
}

#[test]
fn what_is_no_summary_is_said_in_the_panel() {
    let folder = Folder::new();
    let (a, other) = (folder.file("a.csv", A), folder.file("other.json", "{\"a\": 1}"));
    let mut stage = Stage::showing(&a);
    stage.until_scanned();
    let id = stage.front().doc.id();
    stage.perform(AppMsg::Summaries(SummariesMsg::WithFile(id, other)));
    until_compared(&mut stage);
    stage.must_say("is no saved summary: it has no “schema”");
    stage.perform(AppMsg::Summaries(SummariesMsg::End));
    stage.frames(2);
    assert!(stage.app().summaries().is_none() && !stage.app().docks().is_open(PanelId::Summaries));
    stage.perform(AppMsg::TogglePanel(PanelId::Summaries));
    stage.frames(2);
    stage.must_say("No summaries are compared.");
}

#[test]
fn what_differs_is_saved_as_the_command_writes_it_and_never_over_its_inputs() {
    let folder = Folder::new();
    let mut stage = compared(&folder);
    for ending in ["html", "md", "json"] {
        let target = folder.path(&format!("out.{ending}"));
        stage.will_answer(Reply::SaveTo(target.clone()));
        stage.press("Save what differs as a web page, Markdown or JSON");
        stage.until("it is saved", |_| target.exists());
        let text = std::fs::read_to_string(&target).expect("it is there");
        assert!(text.contains("town"), "{text}");
    }
    assert_eq!(stage.save_request().name, "a-b-diff.html");
    stage.will_answer(Reply::SaveTo(folder.path("a.csv")));
    stage.press("Save what differs as a web page, Markdown or JSON");
    stage.until_said("a.csv");
    assert_eq!(std::fs::read_to_string(folder.path("a.csv")).expect("it is there"), A);
}

#[test]
fn a_document_that_grows_is_compared_again_when_its_figures_have_settled() {
    let folder = Folder::new();
    let mut stage = compared(&folder);
    let before = diff(&stage);
    std::fs::write(folder.path("b.csv"), format!("{B}6,7,Oslo\n")).expect("written");
    stage.until("the comparison has followed", |stage| {
        let one = stage.app().summaries().unwrap();
        let rows = one
            .diff()
            .and_then(|diff| diff.differences.iter().find(|one| one.path == "columns.rows").cloned());
        rows.is_some_and(|rows| rows.b == gander::summary::diff::figure::Figure::count(6))
    });
    assert_ne!(diff(&stage), before);
    let (_, b) = stage.app().summaries().unwrap().sides();
    assert!(matches!(b, SummarySide::Document { stamp: (len, ..), .. } if *len > 70));
}
