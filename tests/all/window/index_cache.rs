//! A file that is opened again is not scanned again, and a file that is another one always is.
#![cfg(test)]

use super::stage::{Folder, Stage};
use gander::app::actions;
use gander::search::Pattern;
use gander::view::PaneMsg;
use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

const KNOWN: &str = "known from the index cache";

/// A log that is worth keeping what is known of it.
fn log() -> String {
    (0..700_000)
        .map(|nr| format!("2026-05-12 10:{:02}:{:02} INFO line {nr} of many\n", nr / 60 % 60, nr % 60))
        .collect()
}

/// Made some time ago: of what was just changed nothing is certain.
fn make_old(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(100)).unwrap();
}

/// What is said of a file once all is known: its sections and its jobs.
fn all_of(folder: &Folder, path: &Path) -> (String, String) {
    let mut stage = Stage::keeping_in(folder);
    assert!(actions::named("jobs.list").is_some());
    stage.open(path);
    stage.until("all is computed and checked", |stage| {
        let pane = stage.front();
        let is_whole = pane.scans().known().iter().all(|known| known.scanned_bytes == known.of_bytes);
        pane.scans().running().is_none()
            && is_whole
            && !pane.doc.is_checking()
            && pane.scans().known().len() > 2
    });
    // It is open where it was left open.
    if !stage.says("Close the jobs") {
        stage.perform("jobs.list");
    }
    stage.frames(3);
    let sections: String =
        stage.front().scans().known().iter().map(|known| format!("{:?}\n", known.section)).collect();
    let lines = stage.front().file().and_then(|file| file.index().map(|index| index.total()));
    let jobs = stage.all();
    stage.quit();
    (format!("{lines:?} {sections}"), jobs)
}

/// The same in a program that has kept nothing.
fn afresh(path: &Path) -> String {
    all_of(&Folder::new(), path).0
}

#[test]
fn what_was_computed_of_a_file_is_known_when_it_is_opened_again() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    let (first, jobs) = all_of(&folder, &path);
    assert!(!jobs.contains(KNOWN), "{jobs}");
    let (second, jobs) = all_of(&folder, &path);
    assert!(jobs.contains(KNOWN), "{jobs}");
    assert_eq!(first, second);
}

/// What a search finds, and how many bytes of that were known before.
fn search(folder: &Folder, path: &Path, pattern: &Pattern) -> (u64, u64) {
    let mut stage = Stage::keeping_in(folder);
    stage.open(path);
    stage.until_scanned();
    stage.perform(PaneMsg::Search(pattern.clone()));
    let run = |stage: &Stage| {
        let run = stage.front().doc.searching()?.run()?;
        (!run.is_running()).then(|| (run.found().n_hits(), run.progress().resumed))
    };
    stage.until("all matches are counted", |stage| run(stage).is_some());
    let found = run(&stage).unwrap();
    stage.quit();
    found
}

#[test]
fn what_was_searched_for_is_found_at_once_in_a_file_that_is_as_it_was() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    // Right after a change nothing is certain: the next one could leave the same times.
    std::thread::sleep(Duration::from_secs(4));
    let len = std::fs::metadata(&path).unwrap().len();
    let pattern = Pattern::regex("line [0-9]+7 ");
    let (n, known) = search(&folder, &path, &pattern);
    assert_eq!(known, 0);
    let (again, known) = search(&folder, &path, &pattern);
    assert_eq!(again, n);
    assert!(known > len / 2, "{known}");
    let other = Pattern { ignore_case: !pattern.ignore_case, ..pattern.clone() };
    assert_eq!(search(&folder, &path, &other).1, 0);
    File::options().append(true).open(&path).unwrap().write_all(b"a line 17 more\n").unwrap();
    assert_eq!(search(&folder, &path, &pattern), (n + 1, 0));
}

#[test]
fn what_is_counted_anew_is_read_again() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    all_of(&folder, &path);
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_scanned();
    stage.until("it goes on from what was kept", |stage| stage.says(KNOWN));
    stage.perform("jobs.start");
    stage.until_scanned();
    stage.frames(3);
    assert!(!stage.says(KNOWN), "{}", stage.all());
}

#[test]
fn what_a_file_has_grown_by_is_added_to_what_is_known() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    all_of(&folder, &path);
    File::options().append(true).open(&path).unwrap().write_all(b"and\nmore\n").unwrap();
    let (grown, jobs) = all_of(&folder, &path);
    assert!(jobs.contains(KNOWN), "{jobs}");
    assert_eq!(grown, afresh(&path));
}

#[test]
fn a_file_that_was_changed_is_never_answered_from_the_cache() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    let write = |at: u64, bytes: &[u8]| {
        File::options().write(true).open(&path).unwrap().write_all_at(bytes, at).unwrap()
    };
    let times = || std::fs::metadata(&path).unwrap().modified().unwrap();
    let restore = |time| File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    let changes: [(&str, &dyn Fn()); 5] = [
        ("in place, in the middle", &|| write(20_000_003, b"\n\n\n")),
        ("in place, with its times as they were", &|| {
            let before = times();
            write(21_000_003, b"\n\n\n");
            restore(before);
        }),
        ("rewritten at the same size", &|| {
            let before = times();
            std::fs::write(&path, log().replace("INFO", "WARN")).unwrap();
            restore(before);
        }),
        ("replaced", &|| {
            let other = folder.file("b.log", log().replace("line", "\n\n\n\n"));
            std::fs::rename(other, &path).unwrap();
        }),
        ("in place, and grown", &|| {
            write(20_000_003, b"\n\n\n");
            File::options().append(true).open(&path).unwrap().write_all(b"more\n").unwrap();
        }),
    ];
    for (what, change) in changes {
        all_of(&folder, &path);
        change();
        assert_eq!(all_of(&folder, &path).0, afresh(&path), "{what}");
    }
}

#[test]
fn a_damaged_index_is_computed_anew_and_replaced() {
    let folder = Folder::new();
    let path = folder.file("a.log", log());
    make_old(&path);
    let (first, _) = all_of(&folder, &path);
    let kept = std::fs::read_dir(folder.path("cache").join("indexes")).unwrap();
    for file in kept {
        let path = file.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    let (second, jobs) = all_of(&folder, &path);
    assert!(!jobs.contains(KNOWN), "{jobs}");
    assert_eq!(first, second);
    let (_, jobs) = all_of(&folder, &path);
    assert!(jobs.contains(KNOWN), "{jobs}");
}
