//! The report from the window: what goes in is asked, and rows stand in it only if they were put there.
#![cfg(test)]

use super::stage::{Ask, CTRL, Folder, Role, Stage};
use egui::Key;
use gander::app::tasks::Reply;
use gander::app::{AppMsg, Overlay, ReportMsg};
use gander::search::Pattern;
use gander::view::PaneMsg;
use std::fmt::Write;
use std::path::Path;

fn log() -> String {
    let mut text = String::new();
    for nr in 1..=400 {
        let what = if nr % 100 == 0 { "needle <b>" } else { "hay" };
        let _ = writeln!(text, "line {nr} {what}");
    }
    text
}

/// A window with a log of which line 51 is marked and a word is searched for.
fn ready(folder: &Folder) -> Stage {
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.log", log()));
    stage.until_scanned();
    stage.go_to("51");
    stage.key(CTRL, Key::B);
    stage.perform(PaneMsg::Search(Pattern::fixed("needle")));
    stage.until("all is found", |stage| {
        let searching = stage.front().doc.searching();
        searching
            .and_then(|one| one.list_run())
            .is_some_and(|run| !run.is_running() && run.found().n_rows() == 4)
    });
    stage
}

/// The report that is saved.
fn saved(stage: &mut Stage, to: &Path) -> String {
    stage.will_answer(Reply::SaveTo(to.to_owned()));
    stage.press("Choose where to save it…");
    stage.until_said(&format!("The summary was written to “{}”.", to.display()));
    assert_eq!(stage.app().overlay(), None, "a choice closes the dialog");
    std::fs::read_to_string(to).expect("it is there")
}

#[test]
fn marks_are_quoted_unless_they_are_left_out_and_matches_if_they_are_put_in() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    stage.perform(AppMsg::Report(ReportMsg::Choose));
    stage.frames(2);
    stage.must_say("Report on “a.log”");
    let text = saved(&mut stage, &folder.path("one.html"));
    assert_eq!(stage.was_asked(), ["a-report.html"]);
    assert!(text.contains("<mark><bdi>line 51 hay</bdi></mark>"), "the marked row");
    for around in ["line 49 hay", "line 50 hay", "line 52 hay", "line 53 hay"] {
        assert!(text.contains(around), "{around}");
    }
    assert!(text.contains("line 51, byte 0x"), "its place");
    assert!(!text.contains("needle") && !text.contains("line 48 hay") && !text.contains("line 54 hay"));
    stage.perform(AppMsg::Report(ReportMsg::Choose));
    stage.click(Role::CheckBox, "1 mark, with the rows around it");
    stage.click(Role::CheckBox, "The first of 4 lines that were found, with the rows around them");
    let text = saved(&mut stage, &folder.path("two.html"));
    assert!(!text.contains("line 51 hay"), "no marks");
    assert!(text.contains("<code><bdi>needle</bdi></code>") && text.contains("all 4"));
    for nr in [100, 200, 300, 400] {
        assert!(text.contains(&format!("<mark><bdi>line {nr} needle &lt;b&gt;</bdi></mark>")), "{nr}");
    }
    assert!(text.contains("line 302 hay") && !text.contains("line 303 hay"));
}

#[test]
fn the_dialog_offers_what_there_is_and_a_page_is_saved_without_any() {
    let folder = Folder::new();
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.csv", "id,n\n1,2\n2,3\n3\n4,5\n5,6\n6,7\n"));
    stage.until_scanned();
    stage.perform(Ask::Act("report.export"));
    assert_eq!(stage.app().overlay(), Some(Overlay::Report));
    stage.frames(2);
    assert!(!stage.find(Role::CheckBox, "No row is marked").enabled);
    let text = saved(&mut stage, &folder.path("out.html"));
    assert!(text.contains("Bad rows") && text.contains("all 1"), "{text}");
    let summary = stage.app().summary(stage.front().doc.id()).expect("a file is open");
    let plain = crate::summaries::written(&gander::summary::Html, &summary);
    assert!(plain.len() < text.len() && !plain.contains("Bad rows"));
}
