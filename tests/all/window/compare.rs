//! Two files compared in the window: ranges as the command finds them, panes that go together, steps, export.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Stage, without_summary};
use crate::tool::{gander, run};
use egui::Key;
use gander::app::comparing::CompareMsg;
use gander::app::tasks::Reply;
use gander::app::{App, AppMsg};
use gander::base::{Offset, PaneId};
use gander::compare::{CompareState, Stretch, report};
use gander::view::{PaneMsg, hex, text};
use std::path::Path;

fn noise(n: usize, seed: u64) -> Vec<u8> {
    let mut random = crate::random::Random(seed);
    (0..n).map(|_| u8::try_from(random.below(256)).unwrap()).collect()
}

/// A window in which both are open and compared, shown as bytes.
fn compared(a: &Path, b: &Path) -> Stage {
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(b);
    stage.open(a);
    stage.perform(PaneMsg::ShowView(hex::ID));
    stage.key(CTRL, Key::D);
    stage.must_say("Compare a");
    stage.press(&b.file_name().unwrap().to_string_lossy());
    until_done(&mut stage);
    stage
}

fn until_done(stage: &mut Stage) {
    stage.until("both files are compared", |stage| {
        let run = stage.app().comparing().and_then(|comparing| comparing.run());
        run.is_some_and(|run| !run.is_running())
    });
    stage.frames(2);
}

fn panes(app: &App) -> (PaneId, PaneId) {
    app.comparing().expect("files are compared").panes()
}

fn cursors(stage: &Stage) -> (u64, u64) {
    let (a, b) = panes(stage.app());
    let cursor = |pane| stage.app().pane(pane).unwrap().cursor().0;
    (cursor(a), cursor(b))
}

fn tops(stage: &Stage) -> (u64, u64) {
    let (a, b) = panes(stage.app());
    let top = |pane| stage.app().pane(pane).unwrap().top_byte().0;
    (top(a), top(b))
}

/// What the window has found, as the command prints it.
fn found(stage: &Stage) -> String {
    let list = stage.app().comparing().unwrap().run().unwrap().list();
    list.iter().filter_map(Stretch::single).map(|one| report::line(report::ReportForm::Text, &one)).collect()
}

fn by_command(args: &[&str]) -> String {
    String::from_utf8(run(&mut gander(args), b"").stdout).expect("text")
}

#[test]
fn the_ranges_of_the_window_are_those_of_the_command() {
    let folder = Folder::new();
    for (nr, (len_a, len_b)) in [(50_000, 50_000), (9_000, 60_000), (70_001, 1)].into_iter().enumerate() {
        let a = noise(len_a, 5);
        let mut b = noise(len_b, 6);
        for (at, byte) in b.iter_mut().enumerate().filter(|(at, _)| at / 7 % 3 != 0) {
            *byte = a.get(at).copied().unwrap_or(*byte);
        }
        let (a, b) = (folder.file(&format!("a{nr}"), &a), folder.file(&format!("b{nr}"), &b));
        let mut stage = compared(&a, &b);
        let (a, b) = (a.display().to_string(), b.display().to_string());
        assert_eq!(found(&stage), by_command(&["compare", &a, &b]));
        stage.click(Role::CheckBox, "aligned");
        until_done(&mut stage);
        assert_eq!(found(&stage), by_command(&["compare", "--align", &a, &b]));
    }
}

#[test]
fn keys_go_from_one_difference_to_the_next_in_both_panes() {
    let folder = Folder::new();
    let a = noise(40_000, 1);
    let mut b = a.clone();
    for at in [0, 20_000, 20_001, 39_000] {
        b[at] ^= 0x55;
    }
    b.extend_from_slice(b"tail");
    let mut stage = compared(&folder.file("a", &a), &folder.file("b", &b));
    stage.must_say("4 differences · 3 changed · 1 only in the second file");
    assert_eq!(stage.app().layout().visible().len(), 2);
    for expected in [0, 20_000, 39_000, 40_000] {
        stage.key(NONE, Key::F7);
        stage.frames(2);
        assert_eq!(cursors(&stage), (expected, expected));
        assert_eq!(tops(&stage).0, tops(&stage).1);
    }
    stage.key(NONE, Key::F7);
    stage.must_say("There is no difference after this place.");
    for expected in [39_000, 20_000, 0] {
        stage.key(SHIFT, Key::F7);
        stage.frames(2);
        assert_eq!(cursors(&stage), (expected, expected));
    }
    // A line of the list goes there, too.
    let line = stage.seen().into_iter().find(|seen| seen.text.contains("0x4E20")).expect("it is listed");
    stage.click_at(line.rect.left_center() + egui::vec2(30.0, 0.0), NONE);
    stage.frames(2);
    assert_eq!(cursors(&stage), (20_000, 20_000));
    // Whichever pane is scrolled, the other one follows.
    let (_, b) = panes(stage.app());
    stage.perform(AppMsg::FocusPane(b));
    stage.perform(PaneMsg::ScrollToShare(0.2));
    stage.frames(2);
    assert_eq!(tops(&stage).0, tops(&stage).1);
    assert!(tops(&stage).0 > 1000);
}

#[test]
fn aligned_panes_go_together_past_what_was_inserted() {
    let folder = Folder::new();
    let lines: Vec<String> = (0..4000).map(|nr| format!("line {nr} of both files\n")).collect();
    let a = lines.concat();
    let b = [&lines[..1000].concat(), "inserted\n", &lines[1000..].concat()].concat();
    let mut stage = compared(&folder.file("a", &a), &folder.file("b", &b));
    stage.click(Role::CheckBox, "aligned");
    until_done(&mut stage);
    stage.must_say("1 only in the second file");
    stage.perform(PaneMsg::ShowView(text::ID));
    let at = u64::try_from(lines[..3000].concat().len()).unwrap();
    stage.perform(PaneMsg::ShowPlace(Offset(at)));
    stage.frames(2);
    assert_eq!(cursors(&stage), (at, at + 9));
    assert_eq!(tops(&stage).1, tops(&stage).0 + 9);
    stage.key(SHIFT, Key::F7);
    stage.frames(2);
    let list = stage.app().comparing().unwrap().run().unwrap().list().clone();
    let only = list.get(0).expect("there is one");
    assert_eq!(cursors(&stage), (only.a.start.0, only.b.start.0));
}

#[test]
fn equal_files_say_so_and_a_file_is_compared_with_itself() {
    let folder = Folder::new();
    let bytes = noise(3000, 2);
    let a = folder.file("a", &bytes);
    let mut stage = compared(&a, &folder.file("b", &bytes));
    stage.must_say("The files are equal, byte for byte: 2.93 KiB");
    stage.press("End the comparison and keep both files open");
    assert!(stage.app().comparing().is_none());
    stage.must_say("b");
    stage.key(CTRL, Key::D);
    stage.press("This file a second time");
    until_done(&mut stage);
    stage.must_say("The files are equal");
    // Closing one of the panes ends it.
    stage.key(CTRL, Key::W);
    stage.frames(2);
    assert!(stage.app().comparing().is_none());
}

#[test]
fn a_file_that_changes_is_compared_again() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a", b"one two three"), folder.file("b", b"one two three"));
    let mut stage = compared(&a, &b);
    std::fs::write(&b, b"one TWO three four").unwrap();
    stage.until_said("“b” has changed since it was compared.");
    stage.until("its new bytes are there", |stage| {
        let (_, b) = panes(stage.app());
        if stage.app().pane(b).unwrap().doc.len() == 18 {
            return true;
        }
        false
    });
    stage.press("Compare what the files hold now");
    stage.until("it is compared anew", |stage| {
        let run = stage.app().comparing().and_then(|comparing| comparing.run());
        run.is_some_and(|run| !run.is_running() && !run.list().is_empty())
    });
}

#[test]
fn the_list_is_exported_as_the_command_prints_it() {
    let folder = Folder::new();
    let a = noise(30_000, 8);
    let b = [&a[..9000], &b"more"[..], &a[9000..]].concat();
    let (a, b) = (folder.file("a", &a), folder.file("b", &b));
    let mut stage = compared(&a, &b);
    let (a, b) = (a.display().to_string(), b.display().to_string());
    for (name, form, align) in
        [("o.txt", "text", false), ("o.jsonl", "jsonl", false), ("al.txt", "text", true)]
    {
        if align {
            stage.click(Role::CheckBox, "aligned");
            until_done(&mut stage);
        }
        assert_eq!(*stage.app().comparing().unwrap().run().unwrap().state(), CompareState::Done);
        stage.will_answer(Reply::SaveTo(folder.path(name)));
        stage.press("Save the list of differences as text or JSON lines");
        stage.until_said(&format!("{name}”."));
        let mut args = vec!["compare", &a, &b, "-f", form];
        args.extend(align.then_some("--align"));
        assert_eq!(std::fs::read_to_string(folder.path(name)).unwrap(), by_command(&args));
    }
}

#[test]
fn a_file_that_is_not_open_is_chosen_by_the_dialog() {
    let folder = Folder::new();
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&folder.file("a", b"left"));
    stage.will_answer(Reply::Picked(vec![folder.file("b", b"lift")]));
    stage.key(CTRL, Key::D);
    stage.press("Another file…");
    until_done(&mut stage);
    stage.must_say("1 difference");
    // A panel's menu and the menus have the rest.
    stage.perform(AppMsg::Compare(CompareMsg::End));
    stage.frames(2);
    assert!(stage.app().comparing().is_none());
}
