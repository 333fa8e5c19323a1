//! Bytes that come, don't come, fail or panic, as a test wants them to.
#![cfg(test)]

use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::source::{AccessMode, ReadAt, Source, Stat};
use std::io;
use std::sync::{Arc, Condvar, Mutex};

/// How reads of more than 4 KiB go: shorter ones, by which a file is known again, go well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    Well,
    /// They don't come back before the mood changes.
    Dead,
    /// Nor does a question where data are, which the dealer asks under a lock.
    DeadToQuestions,
    /// Those by threads whose name starts so panic.
    #[cfg_attr(not(feature = "window"), expect(dead_code, reason = "only tests of the window construct it"))]
    Panics(&'static str),
}

pub struct Moody {
    bytes: Vec<u8>,
    mood: Mutex<Mood>,
    change: Condvar,
}

impl Moody {
    pub fn new(bytes: Vec<u8>, mood: Mood) -> Arc<Self> {
        Arc::new(Self { bytes, mood: Mutex::new(mood), change: Condvar::new() })
    }

    pub fn turn(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
        self.change.notify_all();
    }

    pub fn source(self: &Arc<Self>, name: &str) -> Source {
        Source::from_reader(name, Arc::clone(self) as _, AccessMode::Auto).unwrap()
    }

    fn go_through(&self) {
        let mut mood = self.mood.lock().unwrap();
        while matches!(*mood, Mood::Dead | Mood::DeadToQuestions) {
            mood = self.change.wait(mood).unwrap();
        }
        if let Mood::Panics(thread) = *mood {
            drop(mood);
            let is_meant = std::thread::current().name().is_some_and(|name| name.starts_with(thread));
            assert!(!is_meant, "the disk is full of eels");
        }
    }
}

impl ReadAt for Moody {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        if into.len() > 4096 {
            self.go_through();
        }
        let rest = &self.bytes[to_usize(at.0).min(self.bytes.len())..];
        let n = into.len().min(rest.len());
        into[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }

    fn next_data(&self, at: Offset, end: Offset) -> Span {
        let is_dead = *self.mood.lock().unwrap() == Mood::DeadToQuestions;
        if is_dead {
            self.go_through();
        }
        Span { start: at, end }
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: len_u64(self.bytes.len()), ..Stat::default() })
    }
}
