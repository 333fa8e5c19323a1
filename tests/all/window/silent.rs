//! A file that stops answering is named; the window lives on, and the tab can be closed.
#![cfg(test)]

use super::stage::Tab;
use super::stage::{Folder, NONE, Stage, numbered};
use crate::child::alone;
use crate::moody::{Mood, Moody};
use egui::Key;
use gander::app::AppMsg;
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant};

const SAYS_SO: &str = "has not answered for";

/// Frames are drawn: one that waited for the file that does not answer would never end.
fn stays_alive(stage: &mut Stage) {
    stage.frames(30);
}

#[test]
fn a_file_that_stops_answering_is_named_and_others_go_on() {
    let folder = Folder::new();
    let dead = Moody::new(numbered(100_000).into_bytes(), Mood::Dead);
    let mut stage = Stage::new();
    let source = dead.source("dead.log");
    stage.harness.state_mut().app_mut().open_source("dead.log", source).expect("threads are there");
    stage.until("the file is open", |stage| stage.front().doc.file().is_some());
    assert!(!stage.says(SAYS_SO));
    stage.until_said("“dead.log” has not answered for 3 s. It goes on by itself when it answers; the tab");
    stays_alive(&mut stage);
    stage.until_said("has not answered for 4 s");
    // Both workers are stuck in it; the next file is measured all the same.
    stage.open(&folder.file("well.txt", numbered(1000)));
    stage.until_scanned();
    assert_eq!(stage.value_of("Lines"), "1,000");
    assert!(!stage.says(SAYS_SO));
    stage.perform(Tab(0));
    stage.must_say(SAYS_SO);
    // It answers, and all goes on by itself.
    dead.turn(Mood::Well);
    stage.until_scanned();
    stage.until_said("line 1");
    assert!(!stage.says(SAYS_SO));
    // Nothing is drawn for nothing.
    stage.until("the window rests", |stage| stage.app().changes_in().is_none());
    dead.turn(Mood::Dead);
    stage.go_to("50%");
    stage.until_said(SAYS_SO);
    stage.press("Close the tab");
    assert_eq!(stage.front().doc.name(), "well.txt");
    dead.turn(Mood::Well);
}

/// A folder behind a process that can be stopped: a file system that dies.
struct Bound {
    folder: Folder,
    process: process::Child,
}

impl Bound {
    fn new() -> Self {
        let folder = Folder::new();
        let [real, seen] = ["real", "seen"].map(|name| folder.path(name));
        for path in [&real, &seen] {
            std::fs::create_dir(path).expect("there is room");
        }
        let mut command = process::Command::new("bindfs");
        // Each question about the file is one to the process.
        command.args(["-f", "--no-allow-other", "-o", "attr_timeout=0"]).arg(&real).arg(&seen);
        let process = command.spawn().expect("bindfs can be started; install the package bindfs");
        let bound = Self { folder, process };
        let begun = Instant::now();
        while !is_mounted(&bound.seen("")) {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "bindfs has mounted nothing; is fuse3 installed?"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        bound
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.folder.path("real").join(name), bytes).expect("there is room");
        self.seen(name)
    }

    fn seen(&self, name: &str) -> PathBuf {
        self.folder.path("seen").join(name)
    }

    fn send_signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.process.id().cast_signed()).expect("it has an id");
        kill_process(pid, signal).expect("it is ours");
    }
}

fn is_mounted(path: &Path) -> bool {
    let path = format!(" {} ", path.display().to_string().trim_end_matches('/'));
    std::fs::read_to_string("/proc/self/mountinfo").is_ok_and(|table| table.contains(&path))
}

impl Drop for Bound {
    fn drop(&mut self) {
        self.send_signal(Signal::CONT);
        let unmounted = process::Command::new("fusermount3").args(["-u", "-z"]).arg(self.seen("")).status();
        assert!(unmounted.is_ok_and(|status| status.success()), "left a mount behind");
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_file_system_that_dies_and_comes_back_is_waited_for() {
    alone("window::silent::a_file_system_that_dies_and_comes_back_is_waited_for", || {
        let bound = Bound::new();
        let far = bound.file("far.log", numbered(50_000));
        let other = bound.file("other.log", numbered(10));
        let folder = Folder::new();
        let near = folder.file("near.log", numbered(1000));
        let mut stage = Stage::showing(&far);
        let file = stage.front().doc.file().expect("it is open");
        assert_eq!(file.snapshot().back_end().in_english(), "positioned reads · fuse may go away");

        bound.send_signal(Signal::STOP);
        stage.key(NONE, Key::F5);
        stage.until_said("“far.log” has not answered for 3 s (fuse).");
        stays_alive(&mut stage);
        // What it is opened for waits as well, and says on what.
        stage.perform(AppMsg::Open(vec![other]));
        stage.until_said("“other.log” has not answered for 3 s (fuse).");
        stays_alive(&mut stage);
        stage.open(&near);
        stage.until_scanned();
        assert_eq!(stage.value_of("Lines"), "1,000");
        stage.perform(Tab(1));
        stage.press("Close the tab");
        assert_eq!(stage.app().panes().len(), 2);

        bound.send_signal(Signal::CONT);
        stage.perform(Tab(0));
        stage.until_scanned();
        assert!(!stage.says(SAYS_SO));
        assert_eq!(stage.value_of("Lines"), "50,000");
        drop(stage);
    });
}
