//! What was open comes back: files, panes and how they were left.
#![cfg(test)]

use super::stage::{ALT, CTRL, Folder, NONE, Stage, Tab, numbered};
use egui::Key;
use gander::app::docks::PanelId;
use gander::app::tasks::Reply;
use gander::app::{AppMsg, DocMsg, Msg, RowsMsg};
use gander::base::{Offset, Span};
use gander::doc::Content;
use gander::doc::arrangement::SortBy;
use gander::format::delimited::DialectChoice;
use gander::search::Pattern;
use gander::view::hex::{HexMsg, HexPrefs, RowLength};
use gander::view::{PaneMsg, TableMsg, filemap, hex, table};
use serde_json::{Value, json};

fn session(folder: &Folder) -> Value {
    serde_json::from_slice(&std::fs::read(folder.path("data/session.json")).unwrap()).unwrap()
}

fn labels(stage: &Stage) -> Vec<String> {
    let app = stage.app();
    app.layout().panes().into_iter().map(|pane| app.pane(pane).unwrap().label().to_owned()).collect()
}

/// Ends the program and starts it anew.
fn again(stage: Stage, folder: &Folder) -> Stage {
    stage.quit();
    let mut stage = Stage::remembering_in(folder);
    stage.until_read();
    // What is restored late comes with a frame in which all rows are painted.
    stage.frames(3);
    stage
}

#[test]
fn tabs_come_back_in_their_order_and_read_nothing_before_they_are_seen() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.must_say("Drop a file here");
    for name in ["a.log", "b.log", "c.log"] {
        stage.open(&folder.file(name, numbered(500)));
    }
    stage.perform(Tab(1));
    let mut stage = again(stage, &folder);
    assert_eq!(labels(&stage), ["a.log", "b.log", "c.log"]);
    assert_eq!(stage.front().label(), "b.log");
    stage.until_scanned();
    let is_asleep = |stage: &Stage, nr: usize| matches!(stage.app().docs()[nr].content(), Content::Opening);
    assert!(is_asleep(&stage, 0) && is_asleep(&stage, 2));
    stage.perform(Tab(2));
    stage.until("its rows are there", |stage| stage.rows().first().is_some_and(|row| row.contains("line 1")));
    assert!(is_asleep(&stage, 0));
    // What is asleep is kept as it was.
    let stage = again(stage, &folder);
    assert_eq!(labels(&stage), ["a.log", "b.log", "c.log"]);
    assert_eq!(stage.front().label(), "c.log");
}

#[test]
fn panes_come_back_where_they_were_with_their_views() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(5000).replace("line", &"wide ".repeat(60))));
    stage.until_scanned();
    stage.perform("pane.split-right");
    stage.perform(PaneMsg::ShowView(hex::ID));
    let prefs = HexPrefs { row: RowLength::Fixed(24), group: 4, ..HexPrefs::default() };
    stage.perform(PaneMsg::Hex(HexMsg::Set(prefs)));
    stage.perform("pane.link");
    stage.perform(PaneMsg::ScrollRows(2000.5));
    stage.perform(PaneMsg::Select(Span { start: Offset(2400), end: Offset(2500) }));
    stage.perform(Tab(0));
    stage.perform(PaneMsg::ScrollRows(100.25));
    stage.perform(PaneMsg::SetCursor { at: Offset(700), extend: false });
    stage.frames(2);
    stage.perform(PaneMsg::ScrollSideways(333.0));
    stage.frames(2);
    let of = |stage: &Stage, nr: usize| {
        let pane = stage.app().pane(stage.app().panes()[nr].id()).unwrap();
        let place = (pane.top().at, pane.top().frac, pane.sideways(), pane.cursor(), pane.selection());
        (pane.view(), place, pane.is_linked(), *pane.pane.viewport().hex().unwrap().prefs())
    };
    let before = [of(&stage, 0), of(&stage, 1)];
    assert!(before[0].1.2 > 300.0 && !before[1].2, "{before:?}");
    let (rows, layout) = (stage.rows(), stage.app().layout().visible().len());
    let mut stage = again(stage, &folder);
    assert_eq!(stage.app().layout().visible().len(), layout);
    assert_eq!([of(&stage, 0), of(&stage, 1)], before);
    stage.until("its rows have their numbers", |stage| stage.rows() == rows);
    assert_eq!(stage.front().view(), "text");
}

#[test]
fn wrapped_rows_selected_columns_and_the_map_come_back() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(3000).replace("line", &"much to wrap ".repeat(40))));
    stage.perform("text.wrap");
    stage.frames(2);
    stage.perform(PaneMsg::ScrollRows(501.5));
    stage.frames(2);
    stage.perform(PaneMsg::SelectBlock { at: Offset(100), column: 3, extend: false });
    stage.perform(PaneMsg::SelectBlock { at: Offset(2000), column: 9, extend: true });
    stage.frames(2);
    let state =
        |stage: &Stage| (stage.front().top().at, stage.front().top().frac, stage.front().block().copied());
    let before = state(&stage);
    assert!(before.0.0 > 0 && before.2.is_some());
    let mut stage = again(stage, &folder);
    assert_eq!(state(&stage), before);
    stage.perform(PaneMsg::ShowView(filemap::ID));
    stage.until("the map is there", |stage| stage.front().shown_as::<filemap::FileMapView>().is_some());
    stage.perform(PaneMsg::FileMap(gander::view::FileMapMsg::SetLens(filemap::Lens::Entropy)));
    stage.frames(2);
    stage.quit();
    let mut stage = Stage::remembering_in(&folder);
    stage.until("the map is there", |stage| stage.front().shown_as::<filemap::FileMapView>().is_some());
    assert_eq!(stage.front().shown_as::<filemap::FileMapView>().unwrap().lens(), filemap::Lens::Entropy);
    assert_eq!(stage.front().rows_view(), "text");
}

#[test]
fn a_search_its_list_and_the_way_to_read_the_file_come_back() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(900)));
    stage.until_scanned();
    stage.perform(DocMsg::SetEncoding(Some("windows-1252")));
    stage.perform(PaneMsg::Search(Pattern::fixed("line 1")));
    stage.until("it is found", |stage| stage.front().searching().is_some_and(|one| one.current().is_some()));
    let filter = stage.front().searching().unwrap().list().filter().clone();
    let filter =
        filter.with(Pattern::fixed("7"), gander::doc::search::Joined::And, &Pattern::fixed("line 1"));
    stage.perform(DocMsg::Refine(filter.clone()));
    stage.perform(DocMsg::SetContext(2));
    // It goes to the end and follows, then no longer.
    stage.perform(PaneMsg::ToggleFollow);
    stage.until("it follows", |stage| stage.front().is_following());
    stage.perform(PaneMsg::ToggleFollow);
    stage.perform(PaneMsg::SetCursor { at: Offset(77), extend: false });
    let n_listed = |stage: &Stage| {
        let front = stage.front();
        let run = front.searching().and_then(|one| one.list_run())?;
        (!run.is_running()).then(|| run.found().n_rows())
    };
    stage.until("all are counted", |stage| n_listed(stage).is_some());
    let n = n_listed(&stage);
    stage.quit();
    let mut stage = Stage::remembering_in(&folder);
    stage.until("all are counted", |stage| n_listed(stage) == n);
    let front = stage.front();
    let searching = front.searching().unwrap();
    assert_eq!((searching.pattern(), searching.list().filter()), (&Pattern::fixed("line 1"), &filter));
    assert_eq!((searching.list().context(), front.cursor()), (2, Offset(77)));
    assert_eq!(front.file().unwrap().wanted_encoding().map(|one| one.name()), Some("windows-1252"));
    assert!(!front.doc.follow().is_on());
    assert!(stage.app().docks().is_open(PanelId::Results));
    stage.must_say("line 1");
}

#[test]
fn a_table_comes_back_with_its_columns_its_rows_and_its_dialect() {
    let folder = Folder::new();
    let mut csv = String::from("name;size;kind\n");
    (0..4000).for_each(|nr| csv.push_str(&format!("n{nr};{};k{}\n", nr * 7 % 1000, nr % 3)));
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.csv", csv));
    stage.until("it is a table", |stage| stage.front().view() == table::ID);
    stage.until("it is measured", |stage| stage.front().doc.scans().running().is_none());
    let choice = DialectChoice { delimiter: Some(b";".as_slice().into()), ..DialectChoice::default() };
    stage.perform(DocMsg::SetDialect(choice.clone()));
    stage.perform(PaneMsg::Table(TableMsg::Hide(2)));
    stage.perform(PaneMsg::Table(TableMsg::SetWidth { column: 0, width: Some(222.0) }));
    stage.perform(PaneMsg::Table(TableMsg::ShowCell(true)));
    stage.perform(DocMsg::Rows(RowsMsg::Keep("kind == \"k1\"".into())));
    let by = SortBy { column: 1, is_descending: true };
    stage.perform(DocMsg::Rows(RowsMsg::Sort { by, adds: false }));
    let is_arranged = |stage: &Stage| {
        let front = stage.front();
        let table = front.file().and_then(|file| file.table());
        table.is_some_and(gander::doc::table::Table::is_arranged)
            && stage.front().doc.arrangement().progress().is_none()
    };
    stage.until("its rows are in order", is_arranged);
    stage.frames(3);
    stage.perform(PaneMsg::ScrollRows(300.0));
    stage.until_read();
    let rows = stage.rows();
    let columns = |stage: &Stage| stage.front().table_view().unwrap().columns().state();
    let before = columns(&stage);
    stage.quit();
    let mut stage = Stage::remembering_in(&folder);
    stage.until("its rows are in order", is_arranged);
    stage.until("they are those of before", |stage| stage.rows() == rows);
    assert_eq!(columns(&stage), before);
    assert!(stage.front().table_view().unwrap().shows_cell());
    assert_eq!(stage.front().file().unwrap().dialect_choice(), &choice);
    assert_eq!(stage.front().doc.arrangement().conditions().len(), 1);
    assert_eq!(stage.front().doc.arrangement().sort(), [by]);
}

#[cfg(unix)]
#[test]
fn a_renamed_file_is_found_again_and_said_to_be() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    let path = folder.file("a.log", numbered(5000));
    stage.open(&path);
    stage.until_scanned();
    stage.perform(PaneMsg::ScrollRows(1234.0));
    let (top, rows) = (stage.front().top_byte(), stage.rows());
    stage.quit();
    std::fs::rename(&path, folder.path("b.log")).unwrap();
    let mut stage = Stage::remembering_in(&folder);
    stage.until_read();
    stage.must_say("“a.log” is called “b.log” now.");
    assert_eq!((stage.front().label(), stage.front().top_byte()), ("b.log", top));
    let mut stage = again(stage, &folder);
    stage.until("its rows have their numbers", |stage| stage.rows() == rows);
    assert!(!stage.says("is called"));
}

#[test]
fn a_file_that_is_missing_says_so_and_stays_in_the_session() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    let path = folder.file("a.log", numbered(5000));
    stage.open(&path);
    stage.perform(PaneMsg::ScrollRows(1234.0));
    let top = stage.front().top_byte();
    stage.quit();
    let elsewhere = Folder::new();
    let aside = elsewhere.path("kept-aside");
    std::fs::rename(&path, &aside).unwrap();
    for _ in 0..2 {
        let mut stage = Stage::remembering_in(&folder);
        stage.until_said("this tab stays in the session");
        assert_eq!(labels(&stage), ["a.log"]);
        stage.quit();
    }
    let mut stage = Stage::remembering_in(&folder);
    stage.until_said("this tab stays in the session");
    std::fs::rename(&aside, &path).unwrap();
    stage.press("Try again");
    stage.until("it is open", |stage| stage.front().file().is_some());
    stage.until_read();
    assert_eq!(stage.front().top_byte(), top);
    stage.perform(AppMsg::ClosePane(stage.front().pane.id()));
    stage.quit();
    assert_eq!(session(&folder)["files"], json!([]));
}

#[test]
fn another_file_of_the_name_is_shown_from_its_start() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    let path = folder.file("a.log", numbered(5000));
    stage.open(&path);
    stage.perform(PaneMsg::ScrollRows(1234.0));
    stage.quit();
    std::fs::rename(&path, folder.path("a.log.1")).unwrap();
    folder.file("a.log", numbered(5000).replace("line", "another"));
    let mut stage = Stage::remembering_in(&folder);
    stage.until_read();
    assert_eq!(stage.front().top_byte(), Offset(0));
    stage.must_say("is another file than last time");
    if cfg!(unix) {
        stage.must_say("is called “a.log.1” now");
    }
}

#[test]
fn a_file_on_the_command_line_is_in_front_of_those_that_come_back() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    let (a, b) = (folder.file("a.log", numbered(50)), folder.file("b.log", numbered(60)));
    stage.open(&a);
    stage.open(&b);
    stage.quit();
    let mut stage = Stage::remembering_in(&folder);
    let c = folder.file("c.log", numbered(70));
    stage.harness.state_mut().app_mut().open_given(vec![c, a.clone()]);
    stage.until_read();
    assert_eq!(labels(&stage), ["a.log", "b.log", "c.log"]);
    assert_eq!(stage.front().label(), "c.log");
}

#[test]
fn what_is_switched_off_does_not_come_back() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(50)));
    stage.perform("session.restore");
    stage.quit();
    let mut stage = Stage::remembering_in(&folder);
    stage.frame();
    stage.must_say("Drop a file here");
    stage.perform("session.restore");
    assert!(stage.app().settings().restores_session);
}

#[test]
fn one_window_alone_keeps_the_session() {
    let folder = Folder::new();
    let mut first = Stage::remembering_in(&folder);
    first.open(&folder.file("a.log", numbered(50)));
    let mut second = Stage::remembering_in(&folder);
    second.open(&folder.file("b.log", numbered(50)));
    second.quit();
    first.quit();
    let mut stage = Stage::remembering_in(&folder);
    stage.until_read();
    assert_eq!(labels(&stage), ["a.log"]);
}

#[test]
fn a_newer_program_s_values_are_written_back() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(50)));
    stage.open(&folder.file("b.log", numbered(50)));
    stage.quit();
    let mut newer = session(&folder);
    newer["minimap"] = json!({"width": 12});
    newer["files"][0]["bookmarked"] = json!(true);
    newer["files"][1]["encoding"] = json!({"name": "UTF-9"});
    newer["panes"][1]["view"]["top"] = json!("the end");
    newer["panes"][1]["view"]["folds"] = json!([1, 2]);
    newer["files"].as_array_mut().unwrap().push(json!("what is this"));
    std::fs::write(folder.path("data/session.json"), newer.to_string()).unwrap();
    let mut stage = Stage::remembering_in(&folder);
    stage.until_read();
    stage.perform(Tab(0));
    stage.until("it is open", |stage| stage.front().file().is_some());
    assert_eq!(labels(&stage), ["a.log", "b.log"]);
    stage.key(NONE, Key::PageDown);
    stage.quit();
    let now = session(&folder);
    assert_eq!(now["minimap"], json!({"width": 12}));
    assert_eq!(now["files"][0]["bookmarked"], json!(true));
    assert_eq!(now["files"][1]["encoding"], json!({"name": "UTF-9"}));
    assert_eq!(now["panes"][1]["view"]["top"], json!("the end"));
    assert_eq!(now["panes"][1]["view"]["folds"], json!([1, 2]));
    assert_eq!(now["files"][2], json!("what is this"));
}

#[test]
fn a_damaged_session_is_set_aside_with_a_message() {
    for damage in
        ["", "{\"version\": 1,", "[]", "{\"files\": []}", "{\"version\":2}", "{\"version\":1,\"files\":7}"]
    {
        let folder = Folder::new();
        std::fs::create_dir(folder.path("data")).unwrap();
        folder.file("data/session.json", damage);
        let mut stage = Stage::remembering_in(&folder);
        stage.frames(2);
        stage.must_say("is damaged; it was renamed to");
        stage.open(&folder.file("a.log", numbered(50)));
        stage.quit();
        assert_eq!(session(&folder)["files"].as_array().unwrap().len(), 1, "{damage}");
        let aside = std::fs::read(folder.path("data/session.damaged-1.json")).unwrap();
        assert_eq!(aside, damage.as_bytes());
    }
}

#[test]
fn a_change_is_written_within_two_seconds_without_a_picture() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(50)));
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    // No frame is drawn meanwhile.
    let is_kept = || std::fs::read(folder.path("data/session.json")).is_ok_and(|bytes| !bytes.is_empty());
    while !is_kept() {
        assert!(std::time::Instant::now() < end, "it is never written");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(session(&folder)["files"].as_array().unwrap().len(), 1);
    drop(stage);
}

#[test]
fn what_comes_back_is_searched_with_all_others() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(500)));
    stage.open(&folder.file("b.log", numbered(500)));
    let mut stage = again(stage, &folder);
    stage.perform(PaneMsg::Search(Pattern::fixed("line 12")));
    stage.perform(DocMsg::SearchAll);
    stage.until("the other is searched", |stage| {
        stage.app().docs()[0]
            .searching()
            .is_some_and(|one| one.found().is_some_and(|found| found.n_hits() > 0))
    });
    stage.key(ALT, Key::F4);
    stage.key(CTRL, Key::F);
    let doc = stage.app().docs()[0].id();
    let app = stage.harness.state_mut().app_mut();
    app.perform(Msg::Doc(doc, DocMsg::CloseSearch));
}

#[test]
fn a_session_is_saved_by_a_name_and_opened_in_place_of_what_is_open() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(500)));
    stage.open(&folder.file("b.log", numbered(500)));
    stage.perform(PaneMsg::ScrollRows(100.0));
    let top = stage.front().top_byte();
    stage.perform("session.save");
    stage.frames(2);
    stage.type_text("my/work");
    stage.frame();
    stage.must_say("has none of");
    for _ in 0.."/work".len() {
        stage.key(NONE, Key::Backspace);
    }
    stage.type_text(" work");
    stage.frame();
    stage.press("Save");
    stage.until_said("Saved as session “my work”");
    for _ in 0..2 {
        let pane = stage.front().pane.id();
        stage.perform(AppMsg::ClosePane(pane));
    }
    stage.open(&folder.file("c.log", numbered(500)));
    stage.perform("session.open");
    stage.until_said("What is open now is closed");
    stage.press("my work");
    stage.until("it is open", |stage| labels(stage) == ["a.log", "b.log"]);
    stage.until_read();
    stage.until("it is where it was", |stage| stage.front().top_byte() == top);
    assert_eq!(stage.front().label(), "b.log");
    stage.perform("session.open");
    stage.until_said("What was open before");
    stage.press("What was open before");
    stage.until("it is open", |stage| labels(stage) == ["c.log"]);
    stage.perform("session.save");
    stage.frames(2);
    stage.type_text("my work");
    stage.frame();
    stage.must_say("it will be replaced");
    stage.press("Replace");
    stage.until_said("Saved as session “my work”");
    stage.perform("session.open");
    stage.frames(2);
    stage.press("Remove session “my work”");
    stage.until("it is gone", |stage| !stage.says("Remove session “my work”"));
}

#[test]
fn a_filter_is_saved_and_applied_to_another_file() {
    let folder = Folder::new();
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(500)));
    stage.open(&folder.file("b.log", numbered(500)));
    stage.perform(PaneMsg::Search(Pattern::fixed("line 12")));
    stage.perform("filters.show");
    stage.frames(2);
    stage.press("Save “line 12”");
    stage.perform(AppMsg::HideOverlay);
    stage.perform(Tab(0));
    stage.perform("filters.show");
    stage.must_say("Nothing is searched or filtered now");
    stage.press("line 12");
    stage.until("it is searched", |stage| {
        stage.front().searching().is_some_and(|one| one.found().is_some_and(|found| found.n_hits() == 11))
    });
    assert_eq!(stage.front().label(), "a.log");
}

#[test]
fn rules_and_filters_are_handed_to_another_person_and_undone() {
    let folder = Folder::new();
    let path = folder.path("x.gander-workspace.json");
    let mut stage = Stage::remembering_in(&folder);
    stage.open(&folder.file("a.log", numbered(500)));
    let mut rules = stage.app().settings().rules.clone();
    rules.truncate(1);
    stage.perform(AppMsg::SetRules(rules.clone()));
    stage.perform(PaneMsg::Search(Pattern::fixed("line 12")));
    stage.will_answer(Reply::SaveTo(path.clone()));
    stage.perform("workspace.export");
    stage.until_said("Rules and filters were written to");
    assert_eq!(stage.save_request().name, "rules.gander-workspace.json");
    stage.quit();

    let other = Folder::new();
    let mut stage = Stage::remembering_in(&other);
    let before = stage.app().settings().clone();
    stage.will_answer(Reply::Picked(vec![path.clone()]));
    stage.perform("workspace.import");
    stage.until_said("Taken from “x.gander-workspace.json”: 1 rule, 1 filter.");
    assert_eq!((&stage.app().settings().rules, stage.app().settings().filters.len()), (&rules, 1));
    stage.perform("workspace.undo");
    assert_eq!(stage.app().settings().rules, before.rules);
    assert!(stage.app().settings().filters.is_empty());
    for (text, says) in [
        ("{}", "holds no rules"),
        ("nothing", "holds no rules"),
        ("{\"version\":9,\"rules\":[]}", "holds no rules"),
    ] {
        std::fs::write(&path, text).unwrap();
        stage.will_answer(Reply::Picked(vec![path.clone()]));
        stage.perform("workspace.import");
        stage.until_said(says);
        assert_eq!(stage.app().settings().rules, before.rules);
    }
}
