//! A file on a slow disk does not block the window.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Stage, numbered};
use egui::Key;
use gander::app::AppMsg;
use gander::base::Offset;
use gander::source::{AccessMode, ReadAt, Source, Stat};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Bytes that come slowly: each read of more than 4 KiB takes its time.
#[derive(Clone)]
pub struct Slow(Arc<Inner>);

struct Inner {
    bytes: Vec<u8>,
    millis: AtomicU64,
    n_reads: AtomicU64,
    is_broken: AtomicBool,
}

impl Slow {
    pub fn new(bytes: Vec<u8>, millis: u64) -> Self {
        let (millis, is_broken) = (AtomicU64::new(millis), AtomicBool::new(false));
        Self(Arc::new(Inner { bytes, millis, n_reads: AtomicU64::new(0), is_broken }))
    }

    pub fn source(&self, name: &str) -> Source {
        Source::from_reader(name, Arc::new(self.clone()), AccessMode::Auto).expect("its head comes at once")
    }

    /// How many slow reads there were.
    fn n_reads(&self) -> u64 {
        self.0.n_reads.load(Ordering::Relaxed)
    }

    /// From now on a read takes so long.
    pub fn take(&self, millis: u64) {
        self.0.millis.store(millis, Ordering::Relaxed);
    }

    /// From now on it is as fast as any.
    pub fn hurry(&self) {
        self.take(0);
    }

    /// From now on every read of more than 4 KiB fails.
    fn break_down(&self) {
        self.0.is_broken.store(true, Ordering::Relaxed);
    }
}

impl ReadAt for Slow {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        if into.len() > 4096 {
            self.0.n_reads.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(self.0.millis.load(Ordering::Relaxed)));
            if self.0.is_broken.load(Ordering::Relaxed) {
                return Err(io::Error::other("the disk is on fire"));
            }
        }
        let start = usize::try_from(at.0).expect("it is in memory").min(self.0.bytes.len());
        let n = into.len().min(self.0.bytes.len() - start);
        into[..n].copy_from_slice(&self.0.bytes[start..start + n]);
        Ok(n)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: self.0.bytes.len() as u64, ..Stat::default() })
    }
}

#[test]
fn a_slow_disk_shows_placeholders_then_text_and_stops_no_frame() {
    let folder = Folder::new();
    let quick = folder.file("quick.txt", numbered(1000));
    let slow = Slow::new(numbered(100_000).into_bytes(), 200);
    let mut stage = Stage::new();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("the file is open", |stage| stage.front().doc.file().is_some());
    assert!(stage.rows().is_empty());
    assert!(stage.harness.state().waiting_rows() > 20);
    stage.must_say("@ 0x0000 · 0.0 %");
    // More frames than reads: none waited for one.
    let waited = |stage: &mut Stage| {
        let (reads, mut n_frames) = (slow.n_reads(), 0);
        while stage.harness.state().waiting_rows() > 0 {
            stage.frame();
            n_frames += 1;
            assert!(n_frames < 200_000, "the rows never came");
        }
        let reads = slow.n_reads() - reads;
        assert!(n_frames > reads, "{n_frames} frames during {reads} reads");
    };
    waited(&mut stage);
    assert!(stage.rows()[0].ends_with("line 1"), "{:?}", stage.rows());

    // A jump waits again, in which a second tab is quick.
    stage.key(CTRL, Key::End);
    assert!(stage.harness.state().waiting_rows() > 20);
    stage.perform(AppMsg::Open(vec![quick]));
    let reads = slow.n_reads();
    stage.until("the second tab's rows come", |stage| !stage.rows().is_empty());
    assert!(slow.n_reads() <= reads + 2, "they waited for {} slow reads", slow.n_reads() - reads);
    assert!(stage.rows()[0].ends_with("line 1"));
    stage.key(CTRL, Key::Tab);
    waited(&mut stage);
    stage.until_said("line 100000");
}

#[test]
fn a_cut_connection_is_said_in_the_rows_place() {
    let slow = Slow::new(numbered(100_000).into_bytes(), 0);
    let mut stage = Stage::new();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until_said("line 1");
    slow.break_down();
    // Both ends of the file have come already.
    stage.go_to("50%");
    stage.until("a row says so", |stage| {
        stage.rows().iter().any(|row| row.ends_with("could not be read (the disk is on fire)"))
    });
    stage.key(NONE, Key::F5);
    stage.until_said("Reading “slow” ended early");
    stage.press("Copy details");
    let details = stage.copied.pop().expect("it was copied");
    for said in ["lost: ", "the disk is on fire", "kept: what the first 0 of 1088895 bytes say"] {
        assert!(details.contains(said), "“{said}” is missing:\n{details}");
    }
    stage.key(CTRL, Key::Home);
    stage.until_said("line 1");
}
