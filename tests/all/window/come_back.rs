//! Files that are opened again: where they were left, in the tab that they have, and told apart.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, Stage, numbered};
use egui::Key;
use gander::app::tasks::Reply;
use gander::app::{AppMsg, DocMsg};
use gander::view::PaneMsg;
use std::path::{Path, PathBuf};

/// Leaves a file at a line, in a program that is then ended.
fn left_at(folder: &Folder, path: &Path, line: &str) {
    let mut stage = Stage::keeping_in(folder);
    stage.open(path);
    stage.until_scanned();
    stage.frame();
    stage.go_to(line);
    stage.until_said(&format!("{line} line {line}"));
    stage.quit();
}

#[test]
fn a_file_comes_back_where_it_was_left_wherever_it_is_opened_from() {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(5000));
    left_at(&folder, &path, "3000");
    let check = |open: &dyn Fn(&mut Stage)| {
        let mut stage = Stage::keeping_in(&folder);
        open(&mut stage);
        stage.until_said("3000 line 3000");
        stage.until_scanned();
        stage.quit();
    };
    check(&|stage| stage.drop_files(std::slice::from_ref(&path)));
    check(&|stage| stage.press("Open long.txt"));
    check(&|stage| {
        stage.will_answer(Reply::Picked(vec![path.clone()]));
        stage.key(CTRL, Key::O);
    });
    check(&|stage| {
        stage.press("File");
        stage.press("Open recent");
        stage.press(&path.display().to_string());
    });
    check(&|stage| {
        // As the command line does.
        let waker = std::sync::Arc::new(|| ());
        let reader =
            gander::source::reader::Reader::open(path.clone(), gander::source::AccessMode::Auto, waker);
        stage.harness.state_mut().app_mut().adopt(path.clone(), reader.unwrap());
    });
}

#[test]
fn a_file_is_remembered_longer_than_the_list_of_recent_files_shows_it() {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(5000));
    left_at(&folder, &path, "3000");
    let mut stage = Stage::keeping_in(&folder);
    for nr in 0..20 {
        stage.open(&folder.file(&format!("other-{nr}.txt"), format!("file {nr}\n")));
        stage.key(CTRL, Key::W);
    }
    assert!(!stage.says("Open long.txt") && stage.says("Open other-19.txt"));
    stage.open(&path);
    stage.until_said("3000 line 3000");
}

#[test]
fn another_file_of_the_path_starts_at_its_start_and_one_that_grew_comes_back() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(5000));
    left_at(&folder, &path, "3000");
    std::fs::write(&path, numbered(6000)).unwrap();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_said("3000 line 3000");
    stage.quit();
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, numbered(6000).replace("line", "next")).unwrap();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_said("1 next 1");
    stage.until_scanned();
    stage.must_say("1 next 1");
    assert_eq!(stage.app().settings().recent[0].top, 0);
}

#[test]
fn a_file_that_is_open_comes_forward_under_any_spelling_of_its_path() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("deep")).unwrap();
    let (one, two) = (folder.file("one.txt", numbered(3000)), folder.file("two.txt", "second\n"));
    std::os::unix::fs::symlink(folder.path(""), folder.path("deep/link")).unwrap();
    let mut stage = Stage::showing(&one);
    stage.go_to("2000");
    stage.until_said("2000 line 2000");
    stage.open(&two);
    let spellings = ["one.txt", "./one.txt", "deep/../one.txt", "deep/link/one.txt"];
    for spelling in spellings {
        stage.perform(AppMsg::Open(vec![folder.path(spelling)]));
        stage.until("it is in front", |stage| stage.front().name() == "one.txt");
        stage.until_said("2000 line 2000");
        assert_eq!(stage.app().panes().len(), 2, "{spelling}");
        stage.click(Role::Tab, "Tab two.txt");
        stage.until_said("1 second");
    }
    stage.drop_files(&[one.clone(), one.clone(), two.clone()]);
    stage.frames(5);
    assert_eq!((stage.app().panes().len(), stage.front().name()), (2, "two.txt"));
    // A link of another name is followed by itself.
    let link = folder.path("current.txt");
    std::os::unix::fs::symlink(&one, &link).unwrap();
    stage.open(&link);
    stage.find(Role::Tab, "Tab current.txt");
    assert_eq!(stage.app().panes().len(), 3);
}

#[test]
fn the_pane_that_had_the_keyboard_last_comes_forward() {
    let folder = Folder::new();
    let (one, two) = (folder.file("one.txt", numbered(30)), folder.file("two.txt", "second\n"));
    let mut stage = Stage::showing(&one);
    stage.perform("pane.split-other");
    let beside = stage.front().pane.id();
    stage.open(&two);
    stage.perform(AppMsg::Open(vec![one]));
    assert_eq!(stage.front().pane.id(), beside);
    assert_eq!(stage.app().panes().len(), 3);
}

#[test]
fn one_that_could_not_be_opened_is_tried_again_in_its_tab() {
    let folder = Folder::new();
    let late = folder.path("late.txt");
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![late.clone()]));
    stage.until_said("was not found");
    folder.file("late.txt", "here\n");
    stage.perform(AppMsg::Open(vec![late]));
    stage.until_said("1 here");
    assert_eq!(stage.app().panes().len(), 1);
}

fn same_names(folder: &Folder) -> Vec<PathBuf> {
    for name in ["a", "b"] {
        std::fs::create_dir(folder.path(name)).unwrap();
    }
    vec![folder.file("a/log.txt", "in a\n"), folder.file("b/log.txt", "in b\n"), folder.file("c.txt", "c\n")]
}

#[test]
fn tabs_of_equal_names_are_told_apart_by_their_folders() {
    let folder = Folder::new();
    let paths = same_names(&folder);
    let mut stage = Stage::new();
    stage.open(&paths[0]);
    stage.find(Role::Tab, "Tab log.txt");
    stage.open(&paths[1]);
    stage.open(&paths[2]);
    for label in ["Tab a/log.txt", "Tab b/log.txt", "Tab c.txt"] {
        stage.find(Role::Tab, label);
    }
    stage.click(Role::Tab, "Tab a/log.txt");
    stage.until_said("1 in a");
    stage.perform("pane.split-other");
    stage.find(Role::Tab, "Tab a/log.txt · Hex");
    stage.press("Close b/log.txt");
    stage.frames(2);
    stage.find(Role::Tab, "Tab log.txt");
    stage.find(Role::Tab, "Tab log.txt · Hex");
}

#[test]
fn recent_files_say_the_line_or_the_share_and_can_be_taken_out_of_the_list() {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(40_000));
    left_at(&folder, &path, "35000");
    let mut stage = Stage::keeping_in(&folder);
    let line = stage.app().settings().recent[0].line.expect("it was counted");
    assert!((34_900..=35_000).contains(&line), "{line}");
    let place = |stage: &Stage, nr: usize| stage.app().settings().recent[nr].place();
    let thousands = |n: u64| format!("{},{:03}", n / 1000, n % 1000);
    assert_eq!(place(&stage, 0), Some(format!("line {}", thousands(line))));
    // Bytes have no lines.
    stage.open(&path);
    stage.perform(PaneMsg::ShowView(gander::view::hex::ID));
    stage.perform(PaneMsg::Goto("67%".into()));
    stage.frames(5);
    stage.key(CTRL, Key::W);
    let share = place(&stage, 0).expect("it was left somewhere");
    assert!(["66 %", "67 %"].contains(&&*share), "{share}");
    let paths = same_names(&folder);
    for path in &paths {
        stage.open(path);
        stage.key(CTRL, Key::W);
    }
    assert_eq!(place(&stage, 0), None, "it was left at its start");
    stage.press("Remove b/log.txt from the list");
    stage.frame();
    stage.find(Role::Button, "Open log.txt");
    assert_eq!(stage.app().settings().recent.len(), 3);
    stage.press("Clear the list");
    stage.frame();
    assert!(stage.app().settings().recent.is_empty());
    assert!(!stage.says("Recent") || stage.says("Open recent"));
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
    stage.quit();
    assert!(Stage::keeping_in(&folder).app().settings().recent.is_empty(), "for good");
}

#[test]
fn delete_takes_a_recent_file_out_by_keyboard() {
    let folder = Folder::new();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&folder.file("a.txt", "a\n"));
    stage.key(CTRL, Key::W);
    for _ in 0..30 {
        stage.key(NONE, Key::Tab);
        stage.key(NONE, Key::Delete);
        if stage.app().settings().recent.is_empty() {
            return;
        }
    }
    panic!("it was not reached");
}

#[test]
fn a_tab_that_is_read_anew_stays_where_it_is() {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(5000));
    left_at(&folder, &path, "3000");
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_said("3000 line 3000");
    stage.until_scanned();
    stage.key(CTRL, Key::Home);
    stage.perform(DocMsg::Reopen);
    stage.frames(20);
    stage.until_scanned();
    stage.must_say("1 line 1");
}
