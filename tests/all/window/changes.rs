//! A file that changes while it is open, and paths that lead to no file.
#![cfg(test)]

use super::stage::{Folder, Role, Stage, numbered};
use crate::tool::printed;
use gander::app::{AppMsg, DocMsg};
use gander::base::Offset;
use gander::view::PaneMsg;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// A window on 1,000 lines, all measured.
fn ready(folder: &Folder) -> Stage {
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.log", numbered(1000)));
    stage.until_scanned();
    stage.frame();
    assert_eq!(stage.value_of("Lines"), "1,000");
    // Two changes within a tick of the file system's clock look like one.
    std::thread::sleep(Duration::from_millis(20));
    stage
}

#[test]
fn what_is_appended_is_read_and_counted() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    let mut file = OpenOptions::new().append(true).open(folder.path("a.log")).expect("it is there");
    file.write_all(b"one more\nand one without an end").expect("there is room");
    stage.until("the new lines are counted", |stage| stage.value_of("Lines") == "1,002");
    stage.must_say("growing, just now");
    assert!(stage.front().doc.banner().is_none());
    stage.perform(PaneMsg::End);
    stage.until_said("1002 and one without an end");
}

#[test]
fn an_empty_file_that_is_written_to_shows_its_rows() {
    let folder = Folder::new();
    let path = folder.file("new.log", "");
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![path.clone()]));
    stage.until_said("An empty file");
    stage.must_say("“new.log” holds no byte. If something is written to it, it appears here.");
    stage.until_scanned();
    stage.must_say("@ 0x0000");
    std::fs::write(&path, "first\nsecond\n").expect("there is room");
    stage.until_said("2 second");
    stage.until("both are counted", |stage| stage.value_of("Lines") == "2");
}

#[test]
fn a_truncation_is_reported_and_the_file_can_be_reloaded() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    let file = OpenOptions::new().write(true).open(folder.path("a.log")).expect("it is there");
    file.set_len(700).expect("it can be cut");
    stage.until_said("“a.log” was cut to 700 bytes by another program. What was read before is kept.");
    stage.must_say("cut to 700 bytes");
    // One line above the text, not half of the window.
    let banner = stage.find(Role::Button, "Reload from disk").rect;
    let (tabs, text) = (stage.find(Role::Tab, "Tab a.log").rect, stage.row_nodes()[0].rect);
    assert!(banner.top() - tabs.bottom() < 20.0 && text.top() - banner.bottom() < 20.0, "{banner:?}");
    assert_eq!(stage.value_of("Lines"), "1,000");
    anew(&mut stage, "Reload from disk");
    assert_eq!(stage.front().doc.file().map(gander::doc::file::File::len), Some(700));
    stage.until_scanned();
    stage.frame();
    let lines = numbered(1000)[..700].lines().count();
    assert_eq!(stage.value_of("Lines"), lines.to_string());
}

#[test]
fn a_rewrite_is_reported_and_the_file_can_be_reloaded() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    let changed = numbered(1000).replace("line", "LINE");
    let mut file = OpenOptions::new().write(true).open(folder.path("a.log")).expect("it is there");
    file.write_all(changed.as_bytes()).expect("there is room");
    stage.until_said("“a.log” was rewritten by another program. What was read before is kept.");
    assert_eq!(stage.value_of("Lines"), "1,000");
    anew(&mut stage, "Reload from disk");
    stage.until_said("1 LINE 1");
}

/// Opens a log of more than a chunk, all measured.
fn long(folder: &Folder) -> (Stage, std::path::PathBuf) {
    let path = folder.file("long.log", numbered(600_000));
    let mut stage = Stage::tall();
    stage.open(&path);
    stage.until_scanned();
    stage.frame();
    assert_eq!(stage.value_of("Lines"), "600,000");
    std::thread::sleep(Duration::from_millis(120));
    (stage, path)
}

/// Replaces 100 bytes by line ends, far from both ends and in a chunk that growth scans no more.
fn change_in_place(path: &Path) {
    let file = OpenOptions::new().write(true).open(path).expect("it is there");
    crate::trial::write_at(&file, &[b'\n'; 100], 2_000_000);
}

#[test]
fn a_touched_file_is_checked_quietly_and_all_is_kept() {
    let folder = Folder::new();
    let (mut stage, path) = long(&folder);
    let n_updates = stage.front().doc.scans().jobs().2;
    for _ in 0..2 {
        let file = OpenOptions::new().append(true).open(&path).expect("it is there");
        file.set_modified(std::time::SystemTime::now()).expect("it is ours");
        let modified = file.metadata().and_then(|meta| meta.modified()).ok();
        let is_seen = move |stage: &Stage| {
            stage.front().doc.file().is_some_and(|file| file.snapshot().stat().modified == modified)
        };
        stage.until("the new time is seen", is_seen);
        stage.until("it is checked", |stage| !stage.front().doc.is_checking());
        assert!(stage.front().doc.banner().is_none());
        std::thread::sleep(Duration::from_millis(120));
    }
    assert_eq!(stage.front().doc.scans().jobs().2, n_updates, "nothing is computed again");
    assert_eq!(stage.front().doc.follow().n_waiting(), 0);
    assert_eq!(stage.value_of("Lines"), "600,000");
}

/// It says that the file was rewritten, keeps its figures, and has the new ones when asked for them.
fn says_rewritten(stage: &mut Stage, path: &Path) {
    stage.until_said("“long.log” was rewritten by another program. What was read before is kept.");
    assert!(stage.value_of("Lines").starts_with("600,00"));
    anew(stage, "Reload from disk");
    stage.until_scanned();
    stage.frame();
    let bytes = std::fs::read(path).expect("it is there");
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
    assert_eq!(stage.value_of("Lines").replace(',', ""), lines.to_string());
}

#[test]
fn a_change_in_place_is_reported_though_length_and_ends_are_the_same() {
    let folder = Folder::new();
    let (mut stage, path) = long(&folder);
    change_in_place(&path);
    says_rewritten(&mut stage, &path);
}

#[test]
fn a_change_in_place_is_reported_though_the_file_has_grown() {
    let folder = Folder::new();
    let (mut stage, path) = long(&folder);
    change_in_place(&path);
    let mut file = OpenOptions::new().append(true).open(&path).expect("it is there");
    file.write_all(b"one more\n").expect("there is room");
    says_rewritten(&mut stage, &path);
}

#[test]
fn growth_alone_is_checked_and_nothing_is_said() {
    let folder = Folder::new();
    let (mut stage, path) = long(&folder);
    let mut file = OpenOptions::new().append(true).open(&path).expect("it is there");
    file.write_all(b"one more\n").expect("there is room");
    stage.until("it is counted", |stage| stage.value_of("Lines") == "600,001");
    stage.until("it is checked", |stage| !stage.front().doc.is_checking());
    assert!(stage.front().doc.banner().is_none());
    assert_eq!(stage.front().doc.follow().n_waiting(), 0);
}

/// Opens a named pipe; what is written to it.
// Makes a named pipe.
#[cfg(unix)]
fn piped(folder: &Folder) -> (Stage, std::fs::File) {
    let path = folder.path("pipe");
    printed(std::process::Command::new("mkfifo").arg(&path));
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![path.clone()]));
    let pipe = OpenOptions::new().write(true).open(path).expect("it is read");
    (stage, pipe)
}

#[cfg(unix)]
#[test]
fn a_pipe_is_shown_and_counted_while_it_fills() {
    let folder = Folder::new();
    let (mut stage, mut pipe) = piped(&folder);
    stage.until_said("An empty file");
    pipe.write_all(b"first\nsec").expect("it is read");
    stage.until_said("1 first");
    stage.until_said("2 sec");
    pipe.write_all(b"ond\nthird\n").expect("it is read");
    stage.until_said("3 third");
    stage.until("all is counted", |stage| stage.value_of("Lines so far") == "3");
    assert!(stage.front().doc.file().is_some_and(gander::doc::file::File::is_filling));
    assert!(!stage.says("complete"), "more may come");
    drop(pipe);
    let ends = |stage: &Stage| !stage.front().doc.file().is_some_and(gander::doc::file::File::is_filling);
    stage.until("its end is seen", ends);
    stage.until_scanned();
    stage.until_said("complete");
    assert_eq!(stage.value_of("Lines"), "3");
}

#[cfg(unix)]
#[test]
fn a_pipe_begins_with_its_first_rows_and_is_followed_from_its_end() {
    let folder = Folder::new();
    let (mut stage, mut pipe) = piped(&folder);
    stage.until_said("An empty file");
    let rows: String = (1..=500).map(|nr| format!("row {nr}\n")).collect();
    pipe.write_all(rows.as_bytes()).expect("it is read");
    stage.until_said("1 row 1");
    stage.until("all is counted", |stage| stage.value_of("Lines so far") == "500");
    assert_eq!(stage.front().top_byte(), Offset(0));
    stage.perform(PaneMsg::End);
    stage.until_said("500 row 500");
    pipe.write_all(b"and more\n").expect("it is read");
    stage.until_said("501 and more");
}

#[cfg(unix)]
#[test]
fn an_endless_pipe_is_shown_and_its_tab_ends_it() {
    let folder = Folder::new();
    let (mut stage, mut pipe) = piped(&folder);
    let write = move || while pipe.write_all(&b"yes\n".repeat(4096)).is_ok() {};
    let writer = std::thread::Builder::new().spawn(write).expect("a thread");
    stage.until_said("1 yes");
    stage.until("lines are counted", |stage| stage.value_of("Lines so far").len() > 5);
    assert_eq!(stage.front().doc.banner(), None);
    drop(stage);
    writer.join().expect("the pipe is closed");
}

#[test]
fn a_replacement_is_reported_and_the_new_file_can_be_opened() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    let new = folder.file("a.log.new", "another\n");
    std::fs::rename(new, folder.path("a.log")).expect("it can be renamed");
    stage.until_said("“a.log” was replaced by another file of that name. This is still the old one.");
    stage.must_say("1 line 1");
    anew(&mut stage, "Open the new one");
    stage.until_said("1 another");
    stage.until_scanned();
    stage.frame();
    assert_eq!(stage.value_of("Lines"), "1");
}

#[test]
fn a_deleted_file_stays_readable() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    std::fs::remove_file(folder.path("a.log")).expect("it is there");
    stage.until_said("“a.log” was deleted. It can be read until its tab is closed.");
    assert!(!stage.says("Reload from disk"));
    stage.perform(PaneMsg::End);
    stage.until_said("1000 line 1000");
    // Asked for all the same, it says why not and keeps what is there.
    stage.perform(DocMsg::Reopen);
    stage.until_said("was not found; check the path");
    stage.must_say("1000 line 1000");
    stage.press("Dismiss");
    assert!(!stage.says("was deleted. It can be read"));
}

#[test]
fn a_change_after_a_reload_is_reported_again() {
    let folder = Folder::new();
    let mut stage = ready(&folder);
    for len in [5000, 4000] {
        let file = OpenOptions::new().write(true).open(folder.path("a.log")).expect("it is there");
        file.set_len(len).expect("it can be cut");
        stage.until_said(&format!("was cut to {}", gander::base::human::size(len)));
        anew(&mut stage, "Reload from disk");
        stage.until_scanned();
    }
}

fn anew(stage: &mut Stage, button: &str) {
    stage.press(button);
    stage.until("the banner is gone", |stage| stage.front().doc.banner().is_none());
}

#[test]
fn paths_without_a_file_are_answered_in_a_sentence() {
    let folder = Folder::new();
    let missing = folder.path("missing.txt");
    for (path, sentence) in [
        (folder.path(""), "is a folder; choose a file inside it."),
        (missing, "was not found; check the path, or whether the disk is still there."),
        #[cfg(unix)]
        (Path::new("/dev/null").into(), "is a character device, which has no bytes to scroll through"),
    ] {
        let mut stage = Stage::new();
        stage.perform(AppMsg::Open(vec![path.clone()]));
        stage.until_said("This file can’t be shown");
        stage.must_say(&format!("“{}” {sentence}", path.display()));
        assert!(stage.app().settings().recent.is_empty());
        assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
        stage.press("Close the tab");
        stage.must_say("No file open");
    }
}

// Windows has no such permissions.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    let error = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let folder = Folder::new();
    let locked = folder.file("locked", "secret");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o000);
    std::fs::set_permissions(&locked, mode).expect("it is ours");
    // The superuser may read it all the same.
    let may_read = std::fs::read(&locked).map_err(|error| error.kind());
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![locked]));
    match may_read {
        Ok(_) => stage.until_said("1 secret"),
        Err(kind) => {
            assert_eq!(kind, error.kind());
            stage.until_said("you have no permission to read");
        }
    }
}

#[test]
fn what_was_missing_can_be_tried_again() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![folder.path("late.txt")]));
    stage.until_said("was not found");
    let late = folder.file("late.txt", "here\n");
    stage.press("Try again");
    stage.until_said("1 here");
    stage.find(Role::Tab, "Tab late.txt");
    assert_eq!(stage.app().settings().recent[0].path, late);
}
