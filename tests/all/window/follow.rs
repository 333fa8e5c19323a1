//! A name is followed as `tail -F` follows it: growth, rotation by rename and by copy, deletion.
//!
//! `GANDER_ROTATIONS` says how often a log is rotated while it is followed: 10 times unless set.
#![cfg(test)]

use super::stage::{CTRL, Folder, Role, SHIFT, Stage, numbered};
use crate::tool::{answer, printed};
use egui::Key;
use gander::app::{AppMsg, DocMsg};
use gander::base::Section;
use gander::base::units::len_u64;
use gander::doc::file::File;
use gander::doc::search::{Joined, ListFilter};
use gander::search::Pattern;
use gander::summary::{FileInfo, Json, Summary, Writer};
use gander::view::PaneMsg;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// A window that stands at the end of 1,000 lines.
fn at_end(folder: &Folder) -> (Stage, PathBuf) {
    let path = folder.file("a.log", numbered(1000));
    let mut stage = Stage::showing(&path);
    stage.key(CTRL, Key::End);
    stage.until_said("1000 line 1000");
    (stage, path)
}

#[test]
fn who_stands_at_the_end_sees_what_comes_and_who_does_not_stays() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    append(&path, "line 1001\n");
    stage.until_said("1001 line 1001");
    stage.must_say("Following");
    stage.perform(PaneMsg::ScrollRows(-10.0));
    stage.frame();
    let stays = stage.rows();
    append(&path, "line 1002\n");
    stage.until("it is counted", |stage| stage.value_of("Lines") == "1,002");
    assert_eq!(stage.rows(), stays);
    // A press on what says so goes to the end again; the key does the same, and lets go.
    stage.press("Follow");
    stage.until_said("1002 line 1002");
    stage.key(SHIFT, Key::F);
    append(&path, "line 1003\n");
    stage.until("it is counted", |stage| stage.value_of("Lines") == "1,003");
    assert!(!stage.says("1003 line 1003"));
    stage.key(SHIFT, Key::F);
    stage.until_said("1003 line 1003");
}

#[test]
fn no_row_is_a_placeholder_while_a_file_grows() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    for nr in 1001..1050 {
        append(&path, &format!("line {nr}\n"));
        let shown = format!("{nr} line {nr}");
        while !stage.says(&shown) {
            stage.frame();
            assert_eq!(stage.harness.state().waiting_rows(), 0, "before line {nr}");
        }
    }
}

#[test]
fn a_log_that_is_renamed_is_followed_and_the_old_one_stays_readable() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    std::fs::rename(&path, folder.path("a.log.1")).unwrap();
    append(&path, "new 1\nnew 2\n");
    // Written late, by a program that has not noticed yet.
    append(&folder.path("a.log.1"), "late\n");
    stage.until_said("2 new 2");
    stage.must_say("“a.log” was replaced, as logs are rotated; this is the new file.");
    stage.until_scanned();
    stage.frame();
    assert_eq!(stage.value_of("Lines"), "2");
    assert_eq!(stage.value_of("Files before"), "1 · 8.69 KiB · 1,001 lines");
    stage.press("Back to the old one");
    stage.until_said("1001 late");
    stage.must_say("This is what “a.log” was before.");
    append(&path, "new 3\n");
    stage.press("Go to the new one");
    stage.until_said("3 new 3");
    stage.until_scanned();
    assert!(stage.front().doc.banner().is_none());
    // Once more; this time the banner is dismissed.
    std::fs::rename(&path, folder.path("a.log.2")).unwrap();
    append(&path, "newest\n");
    stage.key(CTRL, Key::End);
    stage.key(SHIFT, Key::F);
    stage.until_said("1 newest");
    stage.press("Dismiss");
    std::fs::rename(&path, folder.path("a.log.3")).unwrap();
    append(&path, "the very newest\n");
    stage.until_said("1 the very newest");
    assert!(stage.front().doc.banner().is_none());
}

#[test]
fn a_log_that_is_deleted_and_made_again_is_followed() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    std::fs::remove_file(&path).unwrap();
    stage.until_said("“a.log” was deleted. It can be read until its tab is closed.");
    stage.until_said("1000 line 1000");
    append(&path, "made again\n");
    stage.until_said("1 made again");
}

#[test]
fn a_log_that_is_copied_and_cut_is_followed() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    std::fs::copy(&path, folder.path("a.log.1")).unwrap();
    OpenOptions::new().write(true).open(&path).unwrap().set_len(0).unwrap();
    append(&path, "after the cut\n");
    stage.until_said("1 after the cut");
    stage.must_say("“a.log” was emptied or rewritten by another program; this is what it holds now.");
    stage.until_scanned();
    stage.press("Show what was read before");
    stage.until("the figures are those of before", |stage| stage.value_of("Lines") == "1,000");
}

#[test]
fn who_does_not_stand_at_the_end_is_not_moved_to_the_new_file() {
    let folder = Folder::new();
    let (mut stage, path) = at_end(&folder);
    stage.perform(PaneMsg::ScrollRows(-20.0));
    for nr in 1..4 {
        std::fs::rename(&path, folder.path(&format!("a.log.{nr}"))).unwrap();
        append(&path, &format!("file {nr}\n"));
        stage.until("it was noticed", |stage| stage.front().doc.follow().n_waiting() == nr);
    }
    stage.must_say("“a.log” was replaced by another file of that name. This is still the old one.");
    assert_eq!(stage.front().doc.follow().before().files, 0);
    stage.press("Open the new one");
    stage.until_said("1 file 3");
    let before = stage.front().doc.follow().before();
    assert_eq!((before.files, before.unfinished), (3, 2));
    stage.must_say("at least 1,000 lines");
}

// ---- real logs, really rotated

/// Lines a second that the writer appends.
const RATE: u64 = 50_000;

fn line(nr: u64) -> String {
    format!("{nr:010} INFO worker took a request and served it without any trouble ok\n")
}

/// Appends lines until it is stopped, as a daemon does that opens its log anew once the
/// name leads elsewhere. Returns how many lines it has written.
fn writer(path: PathBuf, stop: Arc<AtomicBool>) -> JoinHandle<u64> {
    let open = |path: &Path| OpenOptions::new().append(true).create(true).open(path).unwrap();
    let write = move || {
        let (mut file, mut n) = (open(&path), 0);
        let begun = Instant::now();
        while !stop.load(Ordering::Acquire) {
            let due = begun.elapsed().as_millis() * u128::from(RATE) / 1000;
            let due = u64::try_from(due).unwrap();
            let text: String = (n..due).map(line).collect();
            n = due.max(n);
            file.write_all(text.as_bytes()).unwrap();
            std::thread::sleep(Duration::from_millis(10));
            let is_ours =
                std::fs::metadata(&path).is_ok_and(|meta| meta.ino() == file.metadata().unwrap().ino());
            if !is_ours && let Ok(new) = OpenOptions::new().append(true).open(&path) {
                file = new;
            }
        }
        n
    };
    std::thread::Builder::new().name("writer".into()).spawn(write).unwrap()
}

/// How a row begins whose bytes went while it was shown.
const CUT: &str = "the file was cut to ";

/// What a followed log looked like, from its first generation on.
#[derive(Default)]
struct Seen {
    sections: BTreeMap<u32, Value>,
    /// The lowest and the highest number of a line on the screen.
    lines: BTreeMap<u32, (u64, u64)>,
    /// The lowest and the highest number of a line in the list.
    listed: BTreeMap<u32, (u64, u64)>,
}

impl Seen {
    fn look(&mut self, stage: &mut Stage) {
        stage.frame();
        // As a screen would: workers want the processor, too.
        std::thread::sleep(Duration::from_millis(16));
        let tab = stage.front();
        if let Some(left) = tab.follow().previous().filter(|left| left.scans().running().is_none()) {
            let generation = left.file().snapshot().generation().0;
            self.sections.insert(generation, sections(left.file(), left.scans().known()));
        }
        let Some(generation) = tab.file().map(|file| file.snapshot().generation().0) else { return };
        self.look_at_list(stage, generation);
        let mut rows: Vec<String> = stage.rows().iter().map(|row| content(row)).collect();
        // A frame may be drawn between the cut and the news of it: what is gone is then said in its place.
        while rows.last().is_some_and(|row| row.starts_with(CUT)) {
            rows.pop();
        }
        let Some((last, whole)) = rows.split_last() else { return };
        let numbers: Vec<u64> = whole.iter().map(|row| number(row)).collect();
        assert!(!numbers.contains(&u64::MAX), "{:?}", stage.rows());
        assert!(numbers.windows(2).all(|two| two[1] == two[0] + 1), "out of order: {numbers:?}");
        for (row, &nr) in whole.iter().zip(&numbers) {
            assert_eq!(format!("{row}\n"), line(nr), "a line that was never written");
        }
        assert!(
            last.is_empty() || line(number(last)).starts_with(last.as_str()) || last.len() < 10,
            "{last:?}"
        );
        note(&mut self.lines, generation, &numbers);
    }

    /// What was searched for, if anything was.
    fn look_at_list(&mut self, stage: &Stage, generation: u32) {
        let Some(searching) = stage.front().doc.searching() else { return };
        if searching.found().is_none() {
            return;
        }
        let rows = stage.seen().into_iter().filter(|seen| seen.role == Role::ListItem);
        let rows = rows.map(|seen| seen.text.splitn(3, ' ').nth(2).unwrap_or_default().to_owned());
        // The last line may not be whole yet.
        let numbers: Vec<u64> = rows.map(|row| number(&row)).filter(|&nr| nr < u64::MAX).collect();
        assert!(numbers.windows(2).all(|two| two[1] > two[0]), "listed out of order: {numbers:?}");
        assert!(numbers.iter().all(|nr| nr % 100 == 77), "lines that nobody wants: {numbers:?}");
        note(&mut self.listed, generation, &numbers);
    }
}

/// Widens what was seen of a file by these numbers.
fn note(ranges: &mut BTreeMap<u32, (u64, u64)>, generation: u32, numbers: &[u64]) {
    let (Some(&low), Some(&high)) = (numbers.first(), numbers.last()) else { return };
    let range = ranges.entry(generation).or_insert((low, high));
    *range = (range.0.min(low), range.1.max(high));
}

/// A row without the number of its line, which is not known at once.
fn content(row: &str) -> String {
    let has_none = row.find(' ').is_none_or(|at| at == 10);
    if has_none { row.to_owned() } else { row.split_once(' ').map_or("", |(_, content)| content).to_owned() }
}

fn number(row: &str) -> u64 {
    row.get(..10).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX)
}

fn sections(file: &File, known: &[gander::doc::scans::ScannedSection]) -> Value {
    let all: Vec<(Section, u64)> =
        known.iter().map(|known| (known.section.as_ref().clone(), known.scanned_bytes)).collect();
    let summary = Summary::new(FileInfo::of("", file.snapshot()), all, true);
    let mut text = Vec::new();
    Json.write(&summary, &mut text).unwrap();
    serde_json::from_slice::<Value>(&text).unwrap()["sections"].take()
}

fn fresh(path: &Path) -> Value {
    let text = answer(&["summary", &path.display().to_string(), "-f", "json"]);
    serde_json::from_slice::<Value>(&text).unwrap()["sections"].take()
}

/// Follows a log that is written to and rotated; what was seen, and how many lines were written.
fn rotated(folder: &Folder, how: &str, begins: impl FnOnce(&mut Stage)) -> (Stage, Seen, u64) {
    let rotations = std::env::var("GANDER_ROTATIONS").map_or(10, |n| n.parse().expect("a number"));
    let (path, state) = (folder.path("app.log"), folder.path("state"));
    let conf = format!("{} {{\n rotate 1000\n {how}\n nocompress\n}}\n", path.display());
    let conf = folder.file("conf", conf);
    append(&path, "");
    let stop = Arc::new(AtomicBool::new(false));
    let writes = writer(path.clone(), Arc::clone(&stop));
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![path.clone()]));
    stage.until("it is open", |stage| stage.app().focused().is_some_and(|pane| pane.file().is_some()));
    stage.key(CTRL, Key::End);
    begins(&mut stage);
    let mut seen = Seen::default();
    for nr in 0..=rotations {
        let until = Instant::now() + Duration::from_millis(250);
        while Instant::now() < until {
            seen.look(&mut stage);
        }
        if nr < rotations {
            let mut logrotate = std::process::Command::new("/usr/sbin/logrotate");
            printed(logrotate.args(["-f", "-s"]).arg(&state).arg(&conf));
            let rotated = folder.path(&format!("app.log.{}", nr + 1));
            assert!(rotated.exists(), "logrotate made no {}", rotated.display());
        }
    }
    stop.store(true, Ordering::Release);
    let written = writes.join().unwrap();
    let end = Instant::now() + Duration::from_secs(30);
    let settled = |stage: &Stage| {
        let tab = stage.front();
        let len = std::fs::metadata(&path).unwrap().len();
        tab.follow().n_waiting() == 0
            && tab.scans().running().is_none()
            && tab.searching().is_none_or(|searching| !searching.is_running())
            && tab.file().is_some_and(|file| file.len() == len)
            && tab.scans().known().iter().all(|known| known.scanned_bytes == len)
            && !tab.scans().known().is_empty()
    };
    while !settled(&stage) {
        let tab = stage.front();
        let state = (
            tab.follow().before(),
            tab.follow().n_waiting(),
            tab.is_following(),
            tab.pending(),
            tab.scans().running(),
        );
        assert!(Instant::now() < end, "it should have come to rest: {state:?} {:?}", tab.top());
        seen.look(&mut stage);
    }
    (0..50).for_each(|_| seen.look(&mut stage));
    let tab = stage.front();
    assert!(tab.is_following(), "{:?} of {}, {} rows", tab.top(), tab.file().unwrap().len(), tab.visible());
    (stage, seen, written)
}

#[test]
fn a_log_rotated_by_rename_is_followed_and_no_line_is_lost() {
    let folder = Folder::new();
    let (mut stage, mut seen, written) = rotated(&folder, "create", |_| ());
    let tab = stage.front();
    let newest = tab.file().unwrap().snapshot().generation().0;
    let before = tab.follow().before();
    seen.sections.insert(newest, sections(tab.file().unwrap(), tab.scans().known()));
    let mut all = Vec::new();
    for generation in 0..=newest {
        let name =
            if generation == newest { "app.log".into() } else { format!("app.log.{}", newest - generation) };
        let path = folder.path(&name);
        assert_eq!(seen.sections.get(&generation), Some(&fresh(&path)), "generation {generation}: {name}");
        all.extend(std::fs::read(&path).unwrap());
    }
    let record: String = (0..written).map(line).collect();
    assert!(all == record.as_bytes(), "the rotated files together are what was written");
    let here = stage.front().doc.file().unwrap().len();
    assert_eq!((before.bytes + here, before.unfinished), (len_u64(record.len()), 0));
    assert_eq!(before.files, u64::from(newest));
    let lines_here = seen.sections[&newest][0]["facts"][0]["value"].as_u64().unwrap();
    assert_eq!(before.lines + lines_here, written);
    let shown = seen.lines.values().map(|(low, high)| (*low, *high)).collect::<Vec<_>>();
    assert!(shown.windows(2).all(|two| two[0].1 < two[1].0), "a line was shown twice: {shown:?}");
    stage.until_said(&line(written - 1)[..20]);
}

#[test]
fn a_log_rotated_by_copy_is_followed_and_shows_no_line_twice() {
    let folder = Folder::new();
    let (mut stage, seen, written) = rotated(&folder, "copytruncate", |_| ());
    let tab = stage.front();
    assert_eq!(sections(tab.file().unwrap(), tab.scans().known()), fresh(&folder.path("app.log")));
    let shown = seen.lines.values().map(|(low, high)| (*low, *high)).collect::<Vec<_>>();
    assert!(shown.len() > 2, "{shown:?}");
    assert!(shown.windows(2).all(|two| two[0].1 < two[1].0), "a line was shown twice: {shown:?}");
    assert!(shown.iter().all(|(_, high)| *high < written));
    stage.until_said(&line(written - 1)[..20]);
}

#[test]
fn a_search_and_its_filter_follow_a_log_that_is_rotated() {
    let folder = Folder::new();
    let (stage, seen, written) = rotated(&folder, "create", |stage| {
        stage.perform(PaneMsg::Search(Pattern::fixed("7 INFO")));
        let within =
            ListFilter::default().with(Pattern::fixed("77 INFO"), Joined::Within, &Pattern::fixed("7 INFO"));
        stage.perform(DocMsg::Refine(within));
        stage.perform(DocMsg::ListScrollToShare(1.0));
        stage.key(CTRL, Key::End);
    });
    let newest = stage.front().doc.file().unwrap().snapshot().generation().0;
    let searching = stage.front().doc.searching().unwrap();
    let (found, listed, before) =
        (searching.found().unwrap(), searching.list().run().unwrap(), searching.before());
    let rows = listed.found().n_rows();
    let mut fresh = (0, 0, 0);
    for generation in 0..=newest {
        let name =
            if generation == newest { "app.log".into() } else { format!("app.log.{}", newest - generation) };
        let path = folder.path(&name).display().to_string();
        let count = |pattern: &str, how| {
            let said = answer(&["find", &path, pattern, "--fixed", how]);
            String::from_utf8(said).unwrap().trim().parse::<u64>().unwrap()
        };
        let lines = |pattern| count(pattern, "--count-rows");
        let here = (count("7 INFO", "--count"), lines("7 INFO"), lines("77 INFO"));
        fresh = (fresh.0 + here.0, fresh.1 + here.1, fresh.2 + here.2);
        if generation == newest {
            assert_eq!((found.n_hits(), found.n_rows(), rows), here);
        }
    }
    assert_eq!((before.hits + found.n_hits(), before.rows + found.n_rows(), before.listed + rows), fresh);
    assert_eq!(before.files, u64::from(newest));
    assert_eq!(fresh.2, (0..written).filter(|nr| nr % 100 == 77).count() as u64);
    let listed: Vec<_> = seen.listed.values().collect();
    assert!(listed.windows(2).all(|two| two[0].1 < two[1].0), "a line was listed twice: {listed:?}");
    // It stood at the list's end all the time.
    let last = (0..written).rev().find(|nr| nr % 100 == 77).unwrap();
    assert_eq!(seen.listed.values().map(|range| range.1).max(), Some(last));
}
