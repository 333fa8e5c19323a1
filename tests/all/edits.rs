//! Writing through, while everything goes wrong: after a kill at any moment, on a full disk, over a
//! file that is cut or changed meanwhile, each change is the old one, the new one, or told to be torn;
//! and restoring and finishing give exactly the old and the new bytes.
#![cfg(test)]

use crate::child::alone;
use crate::corpus;
use crate::random::Random;
use crate::tool::as_root;
use crate::trial::{TestDir, append, cases, write_at};
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::edit::{
    ByteOverlay, Changed, Found, Holds, LeftBehind, Recovery, SeenBytes, Stage, WriteError, WritePlan,
    WriteStep, WriteThrough, left_behind, recover, save_copy,
};
use gander::source::{AccessMode, Source, Stat};
use proptest::prelude::*;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Length of the file that is written.
const LEN: u64 = 1_500_000;

/// How often a write is killed; as often as this variable says, where it is set.
const KILLS: u64 = 60;
const KILLS_VARIABLE: &str = "GANDER_TEST_KILLS";

/// A file, its edits, and what it was and is to be.
struct Trial {
    folder: TestDir,
    path: PathBuf,
    overlay: ByteOverlay,
    seen: SeenBytes,
    old: Vec<u8>,
    new: Vec<u8>,
}

/// Edits over the whole file: small ones, two long ones, and one that gives it another length.
fn edits(seed: u64, len: u64) -> ByteOverlay {
    let mut random = Random(seed | 1);
    let mut overlay = ByteOverlay::new(len);
    for _ in 0..40 {
        let at = Offset(random.below(len));
        let bytes: Vec<u8> = (0..=random.below(5_000)).map(|nr| nr.to_le_bytes()[0] ^ 0x5A).collect();
        overlay.overwrite(at, &bytes);
    }
    overlay.fill(Span::at(Offset(random.below(len / 2)), len / 2), b"not a power of two");
    match seed % 3 {
        0 => drop(overlay.extend(1 + random.below(len / 3), 7)),
        1 => drop(overlay.cut_off(Offset(len - 1 - random.below(len / 3)))),
        _ => {}
    }
    overlay
}

impl Trial {
    fn new(seed: u64) -> Self {
        Self::of(edits(seed, LEN), corpus::mix(to_usize(LEN), seed))
    }

    fn of(overlay: ByteOverlay, old: Vec<u8>) -> Self {
        let folder = TestDir::new();
        let path = folder.file("written", &old);
        let new = edited(&overlay, &old);
        Self { folder, path, overlay, seen: SeenBytes::default(), old, new }
    }

    fn journals(&self) -> PathBuf {
        self.folder.path("data/journals")
    }

    fn stat(&self) -> Stat {
        Stat::of(&std::fs::metadata(&self.path).unwrap())
    }

    fn unlock(&self) -> WriteThrough {
        WriteThrough::unlock(&self.path, &self.stat()).map_err(|why| why.in_english()).unwrap()
    }

    fn plan(&self) -> WritePlan {
        WritePlan::new(&self.overlay, &self.seen, &self.stat())
    }

    fn write(&self, go_on: &mut dyn FnMut(WriteStep) -> bool) -> Result<(), WriteError> {
        self.unlock().write(&self.plan(), &self.journals(), None, go_on).map(drop)
    }

    fn now(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    fn left(&self) -> Option<LeftBehind> {
        let mut all = left_behind(&self.journals());
        assert!(all.len() <= 1, "{all:?}");
        all.pop()
    }

    /// No journal is left, of whatever kind.
    fn check_no_journal(&self) {
        let n = std::fs::read_dir(self.journals()).map_or(0, Iterator::count);
        assert_eq!(n, 0);
    }

    /// Every byte is an old or a new one, and what the journal says of each change is so.
    fn check_told(&self, found: &Found) {
        let now = self.now();
        let part = |bytes: &[u8], span: Span| {
            let at = |offset: Offset| to_usize(offset.0).min(bytes.len());
            bytes[at(span.start)..at(span.end)].to_vec()
        };
        let mut at = Offset::ZERO;
        for (span, holds) in &found.changes {
            assert_eq!(
                part(&now, Span { start: at, end: span.start }),
                part(&self.old, Span { start: at, end: span.start })
            );
            let (now, old, new) = (part(&now, *span), part(&self.old, *span), part(&self.new, *span));
            match holds {
                Holds::Old => assert_eq!(now, old),
                Holds::New => assert_eq!(now, new),
                Holds::Torn => {
                    let is_either = |(nr, byte): (usize, &u8)| {
                        let is_growth = nr >= old.len() && *byte == 0;
                        old.get(nr) == Some(byte) || new.get(nr) == Some(byte) || is_growth
                    };
                    assert!(now != old && now != new && now.iter().enumerate().all(is_either));
                }
                other => panic!("{other:?} at {span:?}"),
            }
            at = span.end;
        }
        assert_eq!(
            part(&now, Span { start: at, end: at.max(Offset(LEN)) }),
            part(&self.old, Span { start: at, end: at.max(Offset(LEN)) })
        );
    }

    /// Recovers by the journal that was left.
    fn recover(&self, recovery: Recovery) {
        let left = self.left().expect("a journal was left");
        let done = recover(&left.journal, recovery).map_err(|why| why.in_english());
        assert_eq!(done, Ok(0));
        let wanted = if recovery == Recovery::Restore { &self.old } else { &self.new };
        assert!(self.now() == *wanted, "after {recovery:?}");
        self.check_no_journal();
    }
}

/// What edits make of bytes.
fn edited(overlay: &ByteOverlay, old: &[u8]) -> Vec<u8> {
    let mut new = old.to_vec();
    new.resize(to_usize(overlay.len()), 0);
    overlay.patch(Offset::ZERO, &mut new);
    new
}

#[test]
fn what_is_written_through_stands_in_the_file_and_no_journal_is_left() {
    for seed in 0..3 {
        let trial = Trial::new(seed);
        let mut stages = Vec::new();
        let written = trial.write(&mut |step| {
            if stages.last() != Some(&step.stage) {
                stages.push(step.stage);
                assert!(step.stage == Stage::Write || step.done == 0 || step.stage == Stage::Flush);
            }
            true
        });
        written.unwrap();
        assert_eq!(stages, [Stage::Journal, Stage::Synced, Stage::Write, Stage::Flush, Stage::ReadBack]);
        assert!(trial.now() == trial.new);
        trial.check_no_journal();
    }
}

/// Names the folder of the trial that a child writes, and the seed of its edits.
const WRITES: &str = "GANDER_TEST_WRITES";

#[test]
fn a_write_that_is_killed_at_any_moment_can_be_restored_and_finished() {
    if let Some(asked) = std::env::var_os(WRITES) {
        return be_killed(&asked.into_string().unwrap());
    }
    let mut random = Random(11);
    let n_steps = [0, 1, 2].map(|seed| {
        let mut n = 0;
        Trial::new(seed)
            .write(&mut |_| {
                n += 1;
                true
            })
            .unwrap();
        n
    });
    let (mut seen, mut before, mut after) = ([false; 3], 0, 0);
    let kills = std::env::var(KILLS_VARIABLE).ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    for nr in 0..kills {
        let seed = nr % 3;
        let trial = Trial::new(seed);
        let step = random.below(n_steps[to_usize(seed)] + 1);
        kill_at(&trial, seed, step, Duration::from_micros(random.below(300)));
        let Some(left) = trial.left() else {
            let now = trial.now();
            assert!(now == trial.old || now == trial.new, "kill {nr}");
            if now == trial.old {
                before += 1
            } else {
                after += 1
            }
            trial.check_no_journal();
            continue;
        };
        let found = left.found.unwrap();
        trial.check_told(&found);
        for (seen, holds) in seen.iter_mut().zip(Holds::ALL) {
            *seen |= found.count(holds) > 0;
        }
        let recovery = if random.below(2) == 0 { Recovery::Restore } else { Recovery::Finish };
        trial.recover(recovery);
    }
    assert!(before > 0 && after > 0, "{before} {after}");
    assert_eq!(seen, [true; 3], "changes that were old, new and torn");
}

/// Starts a process that writes through, and kills it a moment after it has told so many steps.
fn kill_at(trial: &Trial, seed: u64, step: u64, wait: Duration) {
    let test = "edits::a_write_that_is_killed_at_any_moment_can_be_restored_and_finished";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(WRITES, format!("{seed} {}", trial.path.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut steps = vec![0; to_usize(step)];
    // Fewer come if it ends before.
    let _ = child.stderr.take().unwrap().read_exact(&mut steps);
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Writes through and tells each step.
fn be_killed(asked: &str) {
    let (seed, path) = asked.split_once(' ').unwrap();
    let path = Path::new(path);
    let known = Stat::of(&std::fs::metadata(path).unwrap());
    let plan = WritePlan::new(&edits(seed.parse().unwrap(), LEN), &SeenBytes::default(), &known);
    let journals = path.parent().unwrap().join("data/journals");
    let file = WriteThrough::unlock(path, &known).unwrap();
    let mut told = std::io::stderr();
    // The other end may be gone a moment before this process is.
    let written = file.write(&plan, &journals, None, &mut |_| {
        let _ = told.write_all(b".");
        true
    });
    written.unwrap();
}

proptest! {
    #![proptest_config(cases(24))]

    /// After a power cut any page may be the old or the new one.
    #[test]
    fn any_mixture_of_old_and_new_pages_is_restored_and_finished(
        seed in 0..1_000_u64,
        pages in proptest::collection::vec(any::<bool>(), 64),
        has_new_len in any::<bool>(),
        finishes in any::<bool>(),
    ) {
        let trial = Trial::of(edits(seed, 60_000), corpus::mix(60_000, seed));
        let kept = trial.folder.path("kept");
        trial.write(&mut |step| {
            if step.stage == Stage::Synced {
                for entry in std::fs::read_dir(trial.journals()).unwrap() {
                    std::fs::copy(entry.unwrap().path(), &kept).unwrap();
                }
            }
            true
        }).unwrap();
        let from = if has_new_len { &trial.new } else { &trial.old };
        let mut mixed = from.clone();
        for (nr, page) in mixed.chunks_mut(4096).enumerate() {
            let other = if pages[nr % 64] { &trial.new } else { &trial.old };
            let start = nr * 4096;
            let n = page.len().min(other.len().saturating_sub(start));
            if n > 0 {
                page[..n].copy_from_slice(&other[start..start + n]);
            }
        }
        File::options().write(true).open(&trial.path).unwrap().set_len(len_u64(mixed.len())).unwrap();
        write_at(&File::options().write(true).open(&trial.path).unwrap(), &mixed, 0);
        std::fs::rename(&kept, trial.journals().join("left.journal")).unwrap();
        trial.recover(if finishes { Recovery::Finish } else { Recovery::Restore });
    }
}

#[test]
fn a_file_that_is_cut_while_it_is_written_is_told_and_what_is_left_is_restored() {
    for seed in 0..3 {
        let trial = Trial::new(seed);
        let mut n = 0;
        let cut = 400_000;
        let written = trial.write(&mut |step| {
            if step.stage == Stage::Write {
                n += 1;
                if n == 8 {
                    File::options().write(true).open(&trial.path).unwrap().set_len(cut).unwrap();
                }
            }
            true
        });
        let Err(WriteError::Interrupted { why, journal }) = written else { panic!("{written:?}") };
        assert!(why.in_english().contains("cut"), "{why}");
        let left = trial.left().unwrap();
        let found = left.found.unwrap();
        assert_eq!((left.journal.clone(), found.len), (journal, cut));
        assert!(found.count(Holds::Missing) > 0 && found.count(Holds::Other) == 0, "{found:?}");
        let n_missing = recover(&left.journal, Recovery::Restore).unwrap();
        assert!(n_missing > 0);
        assert!(trial.now() == trial.old[..to_usize(cut)], "it is not made longer");
        trial.check_no_journal();
    }
}

/// A file system in memory of so many KiB; unmounted when dropped.
struct SmallDisk(TestDir);

impl SmallDisk {
    fn new(kib: u64) -> Self {
        let disk = Self(TestDir::new());
        std::fs::create_dir(disk.0.path("mounted")).unwrap();
        disk.mount(&format!("size={kib}k,mode=777"));
        disk
    }

    fn mount(&self, options: &str) {
        let mut mount = as_root("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", options, "gander-test"]).arg(self.0.path("mounted"));
        let output = mount.output().unwrap();
        assert!(output.status.success(), "this needs root: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path("mounted").join(name)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = as_root("umount").arg("-l").arg(self.0.path("mounted")).status();
    }
}

#[test]
fn on_a_full_disk_a_write_is_interrupted_and_restored_or_finished_when_there_is_room() {
    alone("edits::on_a_full_disk_a_write_is_interrupted_and_restored_or_finished_when_there_is_room", || {
        let disk = SmallDisk::new(1024);
        let mut overlay = ByteOverlay::new(4 << 20);
        overlay.overwrite(Offset(10), b"first");
        overlay.fill(Span::at(Offset(5_000), 3 << 20), b"more than there is room for");
        let mut trial = Trial::of(overlay, vec![0; 4 << 20]);
        trial.path = disk.path("sparse");
        for recovery in [Recovery::Restore, Recovery::Finish] {
            let file = File::create(&trial.path).unwrap();
            file.set_len(4 << 20).unwrap();
            let written = trial.write(&mut |_| true);
            let Err(WriteError::Interrupted { why, .. }) = written else { panic!("{written:?}") };
            assert!(why.in_english().contains("space"), "{why}");
            let left = trial.left().unwrap();
            let found = left.found.unwrap();
            assert_eq!((found.count(Holds::New), found.count(Holds::Torn)), (1, 1), "{found:?}");
            if recovery == Recovery::Finish {
                let why = recover(&left.journal, recovery).unwrap_err();
                assert!(why.in_english().contains("its journal is kept"), "{why}");
                disk.mount("remount,size=8m");
            }
            trial.recover(recovery);
        }
    });
}

#[test]
fn where_the_journal_has_no_room_nothing_is_written() {
    alone("edits::where_the_journal_has_no_room_nothing_is_written", || {
        let disk = SmallDisk::new(256);
        let trial = Trial::new(2);
        let refused = trial.unlock().write(&trial.plan(), &disk.path("journals"), None, &mut |_| true);
        let Err(WriteError::Refused(why)) = refused else { panic!("{refused:?}") };
        assert!(why.in_english().contains("the journal needs"), "{why}");
        // It was full for others in the meantime.
        let disk = SmallDisk::new(16 << 10);
        let refused = trial.unlock().write(&trial.plan(), &disk.path("journals"), None, &mut |_| {
            if !disk.path("other").exists() {
                let _ = std::fs::write(disk.path("other"), vec![1; 16 << 20]);
            }
            true
        });
        let Err(WriteError::Refused(why)) = refused else { panic!("{refused:?}") };
        assert!(why.in_english().contains("no journal could be written"), "{why}");
        assert!(trial.now() == trial.old);
        assert_eq!(std::fs::read_dir(disk.path("journals")).map_or(0, Iterator::count), 0);
    });
}

fn changed(written: Result<gander::edit::WriteCost, WriteError>) -> Changed {
    match written {
        Err(WriteError::Changed(changed)) => *changed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_another_program_wrote_meanwhile_is_shown_before_it_is_overwritten() {
    let mut overlay = ByteOverlay::new(1000);
    overlay.overwrite(Offset(100), b"ours");
    let mut trial = Trial::of(overlay, b"0123456789".repeat(100));
    trial.seen.note(Offset(100), b"0123");
    let plan = trial.plan();
    let file = trial.unlock();
    let write = |seen| file.write(&plan, &trial.journals(), seen, &mut |_| true);
    let theirs =
        |bytes: &[u8], at| write_at(&File::options().write(true).open(&trial.path).unwrap(), bytes, at);
    theirs(b"theirs", 102);
    let before = trial.now();
    let first = changed(write(None));
    assert_eq!(first.differences.len(), 1);
    let told = &first.differences[0];
    assert_eq!(
        (told.at, &told.seen[..], &told.now[..], &told.new[..]),
        (Offset(102), &b"23"[..], &b"th"[..], &b"rs"[..])
    );
    theirs(b"again!", 102);
    let second = changed(write(Some(first.token)));
    assert_eq!(second.differences[0].now, b"ag", "what was not seen is not overwritten");
    assert_ne!(before, trial.now(), "by them");
    assert_eq!(&trial.now()[100..108], b"01again!");
    trial.check_no_journal();
    write(Some(second.token)).unwrap();
    assert_eq!(&trial.now()[100..108], b"oursain!");
}

#[test]
fn a_file_that_was_only_touched_or_has_grown_is_written_without_a_question() {
    let mut overlay = ByteOverlay::new(1000);
    overlay.overwrite(Offset(100), b"ours");
    let mut trial = Trial::of(overlay, b"0123456789".repeat(100));
    trial.seen.note(Offset(96), b"6789012345");
    let plan = trial.plan();
    append(&trial.path, b"a new line");
    write_at(&File::options().write(true).open(&trial.path).unwrap(), b"elsewhere", 500);
    trial.unlock().write(&plan, &trial.journals(), None, &mut |_| true).unwrap();
    assert_eq!(&trial.now()[98..106], b"89ours45");
    assert_eq!(trial.now().len(), 1010);
    // Of what was never seen the file's times are asked.
    trial.seen.clear();
    let known = Stat { modified: None, ..trial.stat() };
    let unseen = WritePlan::new(&trial.overlay, &trial.seen, &known);
    let told = changed(trial.unlock().write(&unseen, &trial.journals(), None, &mut |_| true));
    assert!(told.differences[0].seen.is_empty());
}

#[test]
fn edits_of_the_length_do_not_fit_a_file_of_another_length() {
    let trial = Trial::new(1);
    let plan = trial.plan();
    append(&trial.path, b"more");
    let refused = trial.unlock().write(&plan, &trial.journals(), None, &mut |_| true);
    let Err(WriteError::Refused(why)) = refused else { panic!("{refused:?}") };
    assert!(why.in_english().contains("has changed meanwhile"), "{why}");
    trial.check_no_journal();
}

#[test]
fn a_write_that_is_stopped_before_it_begins_leaves_nothing() {
    for last in [Stage::Journal, Stage::Synced] {
        let trial = Trial::new(0);
        let refused = trial.write(&mut |step| step.stage != last);
        assert!(matches!(refused, Err(WriteError::Refused(_))), "{refused:?}");
        assert!(trial.now() == trial.old);
        trial.check_no_journal();
    }
}

#[test]
fn a_second_program_and_flock_are_refused_and_refuse() {
    let trial = Trial::new(0);
    let refused = || WriteThrough::unlock(&trial.path, &trial.stat()).map(drop).unwrap_err().in_english();
    let held = trial.unlock();
    assert!(refused().contains("is locked by another program"), "{}", refused());
    let flock =
        |wait: &str| Command::new("flock").arg("-n").arg(&trial.path).args(["sh", "-c", wait]).spawn();
    assert!(!flock("true").unwrap().wait().unwrap().success(), "flock(1) is kept out, too");
    drop(held);
    let go = trial.folder.pipe("go");
    let mut theirs = flock(&format!("echo > {0}; cat {0}", go.display())).unwrap();
    std::fs::read(&go).unwrap();
    assert!(refused().contains("is locked by another program"), "{}", refused());
    std::fs::write(&go, "").unwrap();
    assert!(theirs.wait().unwrap().success());
    drop(trial.unlock());
}

#[test]
fn only_the_file_that_was_opened_is_unlocked() {
    let trial = Trial::new(0);
    let known = trial.stat();
    let refused = |path: &Path| WriteThrough::unlock(path, &known).map(drop).unwrap_err().in_english();
    std::fs::rename(&trial.path, trial.folder.path("moved")).unwrap();
    assert!(refused(&trial.path).contains("could not be opened"));
    std::fs::write(&trial.path, "another").unwrap();
    assert!(refused(&trial.path).contains("is another file by now"));
    assert!(refused(Path::new("/dev/null")).contains("is no ordinary file"));
}

#[test]
fn a_copy_is_the_file_with_its_edits() {
    for seed in 0..3 {
        let trial = Trial::new(seed);
        let source = Source::open(&trial.path, AccessMode::Auto).unwrap();
        let target = trial.folder.path("copy");
        save_copy(&source.snapshot(), &trial.overlay, &target, &mut |_| true).unwrap();
        assert!(std::fs::read(&target).unwrap() == trial.new);
        assert!(trial.now() == trial.old);
        let stopped =
            save_copy(&source.snapshot(), &trial.overlay, &trial.folder.path("none"), &mut |_| false);
        assert!(stopped.is_err() && !trial.folder.path("none").exists());
    }
}
