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
use std::time::{Duration, Instant};

/// Bytes that come slowly: each read of more than 4 KiB takes its time.
#[derive(Clone)]
pub struct Slow(Arc<Inner>);

struct Inner {
    bytes: Vec<u8>,
    millis: AtomicU64,
    is_broken: AtomicBool,
}

impl Slow {
    pub fn new(bytes: Vec<u8>, millis: u64) -> Self {
        let (millis, is_broken) = (AtomicU64::new(millis), AtomicBool::new(false));
        Self(Arc::new(Inner { bytes, millis, is_broken }))
    }

    pub fn source(&self, name: &str) -> Source {
        Source::from_reader(name, Arc::new(self.clone()), AccessMode::Auto).expect("its head comes at once")
    }

    /// From now on it is as fast as any.
    pub fn hurry(&self) {
        self.0.millis.store(0, Ordering::Relaxed);
    }

    /// From now on every read of more than 4 KiB fails.
    fn break_down(&self) {
        self.0.is_broken.store(true, Ordering::Relaxed);
    }
}

impl ReadAt for Slow {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        if into.len() > 4096 {
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
    let waited = |stage: &mut Stage| {
        let mut times = Vec::new();
        while stage.harness.state().waiting_rows() > 0 || times.len() < 10 {
            let began = Instant::now();
            stage.frame();
            times.push(began.elapsed());
            assert!(times.len() < 20_000, "the rows never came");
        }
        times.sort_unstable();
        times[times.len() / 2]
    };
    let median = waited(&mut stage);
    assert!(median < Duration::from_millis(50), "a frame took {median:?}");
    assert!(stage.rows()[0].ends_with("line 1"), "{:?}", stage.rows());

    // A jump waits again, in which a second tab is quick.
    stage.key(NONE, Key::End);
    assert!(stage.harness.state().waiting_rows() > 20);
    stage.perform(AppMsg::Open(vec![quick]));
    let mut n = 0;
    while stage.rows().is_empty() {
        stage.frame();
        std::thread::sleep(Duration::from_millis(1));
        n += 1;
    }
    assert!(n < 100, "{n} frames");
    assert!(stage.rows()[0].ends_with("line 1"));
    stage.key(CTRL, Key::Tab);
    let median = waited(&mut stage);
    assert!(median < Duration::from_millis(50), "a frame took {median:?}");
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
    stage.key(NONE, Key::Home);
    stage.until_said("line 1");
}
