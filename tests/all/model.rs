//! Files changed at random, between reads and during them, against a model of what they held.
//!
//! Every eight bytes of a file say by which write they came there and where they stand, so a
//! byte that is shown and was not there at the time is recognised.
#![cfg(test)]

use crate::child::alone;
use crate::corpus;
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::source::{AccessMode, Snapshot, Source};
use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

const WORD: u64 = 8;

/// Words in a file at most: some pages, so that there is something to lose.
const MOST: u64 = 5000;

/// What a write puts at a word.
fn word(write: u32, at: u64) -> [u8; 8] {
    let [a, b, c, d] = write.to_le_bytes();
    let [e, f, g, h] = u32::try_from(at).unwrap().to_le_bytes();
    [a, b, c, d, e, f, g, h]
}

fn words(write: u32, range: Range<u64>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(to_usize((range.end - range.start) * WORD));
    range.for_each(|at| bytes.extend_from_slice(&word(write, at)));
    bytes
}

/// Pseudo-random numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        (u64::from(corpus::next(&mut self.0)) << 16 ^ u64::from(corpus::next(&mut self.0))) % n.max(1)
    }

    /// Short ranges as a rule, long ones now and then.
    fn range(&mut self, from: u64, to: u64) -> Range<u64> {
        let most = if self.below(4) == 0 { to - from } else { 700.min(to - from) };
        let len = self.below(most + 1);
        let start = from + self.below(to - from - len + 1);
        start..start + len
    }
}

// ---- one after the other

/// A file, and what it holds.
struct Model {
    folder: tempfile::TempDir,
    source: Source,
    /// What the file that is open holds.
    held: Vec<u8>,
    /// What its name leads to, if that is another file, or none.
    elsewhere: Option<Option<Vec<u8>>>,
    /// Whether the open file was anything but appended to since the snapshot.
    is_spoiled: bool,
    n_writes: u32,
    n_read: usize,
}

impl Model {
    fn new(io: AccessMode) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let held = words(1, 0..3000);
        std::fs::write(folder.path().join("file"), &held).unwrap();
        let source = Source::open(&folder.path().join("file"), io).unwrap();
        Self { folder, source, held, elsewhere: None, is_spoiled: false, n_writes: 1, n_read: 0 }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("file")
    }

    /// What the file's name leads to, if to any.
    fn named(&mut self) -> Option<&mut Vec<u8>> {
        match &mut self.elsewhere {
            None => Some(&mut self.held),
            Some(other) => other.as_mut(),
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        match dice.below(16) {
            0..3 => self.write(dice, true),
            3 => self.write(dice, false),
            4 => self.cut(dice),
            5 => self.replace(dice),
            6 if dice.below(4) == 0 && self.named().is_some() => {
                std::fs::remove_file(self.path()).unwrap();
                self.elsewhere = Some(None);
            }
            6..8 => {
                let len = self.source.snapshot().len();
                if self.source.refresh().is_ok() && self.source.snapshot().len() > len {
                    assert_eq!(self.source.snapshot().len(), len_u64(self.held.len()));
                }
            }
            8 => {
                if self.source.reopen().is_ok() {
                    self.held = self.elsewhere.take().map_or_else(|| self.held.clone(), Option::unwrap);
                    self.is_spoiled = false;
                }
            }
            _ => self.read(dice),
        }
    }

    fn write(&mut self, dice: &mut Dice, appends: bool) {
        self.n_writes += 1;
        let write = self.n_writes;
        let path = self.path();
        let Some(named) = self.named() else { return };
        let len = len_u64(named.len()) / WORD;
        let range = if appends {
            let range = dice.range(len, len.max(MOST));
            len..len + (range.end - range.start)
        } else {
            dice.range(0, len)
        };
        let bytes = words(write, range.clone());
        File::options().write(true).open(path).unwrap().write_all_at(&bytes, range.start * WORD).unwrap();
        let (start, end) = (to_usize(range.start * WORD), to_usize(range.end * WORD));
        named.resize(named.len().max(end), 0);
        named[start..end].copy_from_slice(&bytes);
        self.is_spoiled |= !appends && self.elsewhere.is_none();
    }

    fn cut(&mut self, dice: &mut Dice) {
        let path = self.path();
        let Some(named) = self.named() else { return };
        // Not always between two words.
        let len = dice.below(len_u64(named.len()) + 1) / WORD * WORD;
        File::options().write(true).open(path).unwrap().set_len(len).unwrap();
        named.truncate(to_usize(len));
        self.is_spoiled |= self.elsewhere.is_none();
    }

    fn replace(&mut self, dice: &mut Dice) {
        self.n_writes += 1;
        let bytes = words(self.n_writes, 0..dice.below(MOST / 2));
        let other = self.folder.path().join("other");
        std::fs::write(&other, &bytes).unwrap();
        std::fs::rename(other, self.path()).unwrap();
        self.elsewhere = Some(Some(bytes));
    }

    fn read(&mut self, dice: &mut Dice) {
        let snapshot = self.source.snapshot();
        let range = dice.range(0, snapshot.len() / WORD);
        let span = Span { start: Offset(range.start * WORD), end: Offset(range.end * WORD) };
        let answer = match dice.below(2) {
            0 => snapshot.read(span, <[u8]>::to_vec),
            _ => snapshot.read_copy(span, <[u8]>::to_vec),
        };
        match answer {
            Ok(bytes) => {
                let held = self.held.get(to_usize(span.start.0)..to_usize(span.end.0));
                assert!(held == Some(&bytes[..]), "what stands at {span:?} is not what was shown");
                self.n_read += 1;
            }
            Err(fault) => assert!(self.is_spoiled, "{fault}, and nothing had happened"),
        }
    }
}

fn interleave(io: AccessMode) {
    let mut n_read = 0;
    for seed in 1..=5000 {
        let (mut model, mut dice) = (Model::new(io), Dice(seed));
        (0..24).for_each(|_| model.step(&mut dice));
        n_read += model.n_read;
    }
    assert!(n_read > 20_000, "only {n_read} looks had an answer");
}

#[test]
fn five_thousand_interleavings_show_no_wrong_byte_through_a_map() {
    let name = "model::five_thousand_interleavings_show_no_wrong_byte_through_a_map";
    alone(name, || interleave(AccessMode::Auto));
}

#[test]
fn five_thousand_interleavings_show_no_wrong_byte_by_reads() {
    let name = "model::five_thousand_interleavings_show_no_wrong_byte_by_reads";
    alone(name, || interleave(AccessMode::Read));
}

// ---- at the same time

/// Something that was done to a file, and when: in ticks of a clock that all threads share.
#[derive(Clone)]
struct Deed {
    /// The number of the write; 0 for a cut.
    write: u32,
    /// The words that are others since.
    range: Range<u64>,
    begun: u64,
    ended: u64,
}

/// All that was done to each file, by its inode. While a snapshot of one lives, no other
/// file has the same.
type Deeds = Mutex<HashMap<u64, Vec<Deed>>>;

struct World {
    folder: tempfile::TempDir,
    clock: AtomicU64,
    deeds: Deeds,
    snapshot: Mutex<Snapshot>,
    is_over: AtomicBool,
}

impl World {
    fn path(&self) -> PathBuf {
        self.folder.path().join("file")
    }

    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }

    /// Notes a deed, does it, and notes its end.
    fn perform(&self, file: &File, write: u32, range: Range<u64>, act: impl FnOnce()) {
        let inode = file.metadata().unwrap().ino();
        let (begun, ended) = (self.tick(), u64::MAX);
        let deed = Deed { write, range, begun, ended };
        self.deeds.lock().unwrap().entry(inode).or_default().push(deed);
        act();
        let ended = self.tick();
        self.deeds.lock().unwrap().get_mut(&inode).unwrap().last_mut().unwrap().ended = ended;
    }

    /// The writer: a file of its own making, changed at random and now and then replaced.
    fn write(&self, n_deeds: u32, dice: &mut Dice) {
        let path = self.path();
        let mut file = File::options().write(true).open(&path).unwrap();
        for write in 2..n_deeds {
            let len = file.metadata().unwrap().len() / WORD;
            match dice.below(8) {
                0..4 => {
                    let more = dice.range(0, MOST - len.min(MOST));
                    let range = len..len + (more.end - more.start);
                    let bytes = words(write, range.clone());
                    let at = range.start * WORD;
                    self.perform(&file, write, range, || file.write_all_at(&bytes, at).unwrap());
                }
                4..6 => {
                    let range = dice.range(0, len);
                    let bytes = words(write, range.clone());
                    let at = range.start * WORD;
                    self.perform(&file, write, range, || file.write_all_at(&bytes, at).unwrap());
                }
                6 => {
                    let to = dice.below(len + 1);
                    self.perform(&file, 0, to..u64::MAX, || file.set_len(to * WORD).unwrap());
                }
                _ => {
                    let other = self.folder.path().join("other");
                    let new = File::create(&other).unwrap();
                    // The inode of a file that is gone may come again.
                    self.deeds.lock().unwrap().remove(&new.metadata().unwrap().ino());
                    let range = 0..dice.below(MOST / 2);
                    let bytes = words(write, range.clone());
                    self.perform(&new, write, range, || new.write_all_at(&bytes, 0).unwrap());
                    std::fs::rename(&other, &path).unwrap();
                    file = new;
                }
            }
            if dice.below(16) == 0 {
                std::thread::sleep(std::time::Duration::from_micros(dice.below(3000)));
            }
        }
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Looks again, and now and then opens anew.
    fn follow(&self, mut source: Source, dice: &mut Dice) {
        while !self.is_over.load(Ordering::SeqCst) {
            match dice.below(6) {
                0 => drop(source.reopen()),
                _ => drop(source.refresh()),
            }
            *self.snapshot.lock().unwrap() = source.snapshot();
            std::thread::sleep(std::time::Duration::from_micros(dice.below(400)));
        }
    }

    /// How many reads succeeded, each with the right bytes.
    fn look(&self, dice: &mut Dice) -> usize {
        let mut n_right = 0;
        while !self.is_over.load(Ordering::SeqCst) {
            let snapshot = self.snapshot.lock().unwrap().clone();
            let range = dice.range(0, snapshot.len() / WORD);
            let span = Span { start: Offset(range.start * WORD), end: Offset(range.end * WORD) };
            let begun = self.tick();
            let answer = match dice.below(3) {
                0 => snapshot.read_copy(span, <[u8]>::to_vec),
                _ => snapshot.read(span, <[u8]>::to_vec),
            };
            let ended = self.tick();
            if let Ok(bytes) = answer {
                let inode = snapshot.stat().id.unwrap().1;
                let deeds = self.deeds.lock().unwrap()[&inode].clone();
                for (at, shown) in range.zip(bytes.chunks_exact(8)) {
                    check(&deeds, at, shown, begun..ended);
                }
                n_right += 1;
            }
        }
        n_right
    }
}

/// Each byte of a word that was shown was in the file at some moment of the read.
fn check(deeds: &[Deed], at: u64, shown: &[u8], look: Range<u64>) {
    let mut could_be: Vec<[u8; 8]> = Vec::new();
    for deed in deeds.iter().rev().filter(|deed| deed.begun < look.end && deed.range.contains(&at)) {
        if deed.write > 0 {
            could_be.push(word(deed.write, at));
        }
        if deed.ended < look.start {
            break;
        }
    }
    // A word may be seen half written.
    let stood_there = (0..8).all(|i| could_be.iter().any(|word| word[i] == shown[i]));
    assert!(stood_there, "{shown:?} was shown at word {at}; there stood {could_be:?}");
}

fn all_at_once(io: AccessMode) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let range = 0..3000;
    std::fs::write(&path, words(1, range.clone())).unwrap();
    let inode = std::fs::metadata(&path).unwrap().ino();
    let source = Source::open(&path, io).unwrap();
    let first = vec![Deed { write: 1, range, begun: 0, ended: 0 }];
    let world = Arc::new(World {
        folder,
        clock: AtomicU64::new(1),
        deeds: Mutex::new(HashMap::from([(inode, first)])),
        snapshot: Mutex::new(source.snapshot()),
        is_over: AtomicBool::new(false),
    });
    let n_right: usize = std::thread::scope(|scope| {
        let world = &world;
        scope.spawn(move || world.write(10_000, &mut Dice(7)));
        scope.spawn(move || world.follow(source, &mut Dice(8)));
        let lookers: Vec<_> = (9..12).map(|seed| scope.spawn(move || world.look(&mut Dice(seed)))).collect();
        lookers.into_iter().map(|looker| looker.join().unwrap()).sum()
    });
    assert!(n_right > 100, "only {n_right} looks had an answer");
}

#[test]
fn ten_thousand_changes_during_reads_show_no_wrong_byte_through_a_map() {
    let name = "model::ten_thousand_changes_during_reads_show_no_wrong_byte_through_a_map";
    alone(name, || all_at_once(AccessMode::Auto));
}

#[test]
fn ten_thousand_changes_during_reads_show_no_wrong_byte_by_copies() {
    let name = "model::ten_thousand_changes_during_reads_show_no_wrong_byte_by_copies";
    alone(name, || all_at_once(AccessMode::Read));
}
