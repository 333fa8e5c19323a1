//! The map view says what the system says, and measures what it says it measures.
#![cfg(test)]

use super::slow::Slow;
use super::stage::{CTRL, Folder, NONE, Role, Stage, numbered};
use crate::tool::printed;
use egui::Key;
use gander::app::{AppMsg, DocMsg};
use gander::base::human::{grouped, size};
use gander::base::{Offset, Span};
use gander::doc::gauges::GaugeReading;
use gander::doc::measure::MeasureState;
use gander::engine::measure::{self, PassKind};
use gander::source::vitals::{Advice, PageGroup, Pages};
use gander::source::{AccessMode, Snapshot, Source, vitals};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const MIB: u64 = 1 << 20;

/// The map view of a file that is measured already.
fn map_of(path: &Path) -> Stage {
    let mut stage = Stage::tall();
    stage.open(path);
    stage.until_scanned();
    stage.key(CTRL, Key::Num4);
    stage.until("there is a reading", |stage| stage.front().doc.gauges().newest().is_some());
    stage
}

/// Waits until every pass was made.
fn until_measured(stage: &mut Stage) {
    stage.until("it is measured", |stage| {
        stage.front().doc.measured().is_some_and(|measured| !measured.is_running())
    });
    stage.frame();
}

/// Waits for a reading that was begun after this call.
fn fresh(stage: &mut Stage) -> GaugeReading {
    let taken = |stage: &Stage| stage.front().doc.gauges().newest().map(|reading| reading.at);
    for _ in 0..2 {
        let last = taken(stage);
        stage.until("there is a newer reading", |stage| taken(stage) > last);
    }
    stage.front().doc.gauges().newest().expect("it was waited for").clone()
}

/// How much of the areas of `path` is in memory, in bytes, by the system's own list.
fn resident(path: &Path) -> u64 {
    let (mut is_ours, mut kib) = (false, 0);
    for line in fs::read_to_string("/proc/self/smaps").expect("Linux has it").lines() {
        if line.contains("-") && line.split_whitespace().nth(1).is_some_and(|flags| flags.len() == 4) {
            is_ours = line.ends_with(&*path.to_string_lossy());
        } else if let Some(rss) = line.strip_prefix("Rss:").filter(|_| is_ours) {
            kib += rss.trim().trim_end_matches(" kB").parse::<u64>().expect("a number");
        }
    }
    kib * 1024
}

/// Faults, by the list of processes, and bytes, by the list of input and output: minor and
/// major faults, read by calls, and from disk.
fn counted() -> [u64; 4] {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux has it");
    let fields: Vec<&str> = stat[stat.rfind(')').expect("a name")..].split_whitespace().collect();
    let field = |nr: usize| fields[nr - 2].parse::<u64>().expect("a number");
    let io = fs::read_to_string("/proc/self/io").expect("Linux has it");
    let counter = |name: &str| {
        let line = io.lines().find_map(|line| line.strip_prefix(name)).expect("it is counted");
        line.trim().parse::<u64>().expect("a number")
    };
    [field(10), field(12), counter("rchar:"), counter("read_bytes:")]
}

#[test]
fn figures_lie_between_two_readings_around_them() {
    let folder = Folder::new();
    let path = folder.file("looked-at.bin", vec![b'x'; 3 << 20]);
    let mut stage = map_of(&path);
    // Some of the map is in this process.
    let snapshot = stage.front().doc.file().expect("it is open").snapshot().clone();
    let sum = snapshot.read(Span::at(Offset(0), MIB), |bytes| bytes.iter().map(|&b| u64::from(b)).sum());
    assert_eq!(sum, Ok(MIB * u64::from(b'x')));
    let (before, usage_before, map_before) = (counted(), gander::base::sys::usage(), resident(&path));
    let reading = fresh(&mut stage);
    let (after, usage_after, map_after) = (counted(), gander::base::sys::usage(), resident(&path));
    let (usage, vitals) = (reading.vitals.usage.expect("Unix has it"), reading.vitals);
    let figures = [
        usage.minor_faults,
        usage.major_faults,
        vitals.read_bytes.expect("Linux has it"),
        vitals.disk_bytes.expect("Linux has it"),
    ];
    for ((least, figure), most) in before.into_iter().zip(figures).zip(after) {
        assert!(least <= figure && figure <= most, "{before:?} {figures:?} {after:?}");
    }
    let (first, last) = (usage_before.expect("Unix has it"), usage_after.expect("Unix has it"));
    assert!(first.waits <= usage.waits && usage.waits <= last.waits);
    assert!(first.interruptions <= usage.interruptions && usage.interruptions <= last.interruptions);

    let mapping = stage.front().doc.gauges().mapping().expect("it is mapped").clone();
    let in_map = mapping.resident_bytes.expect("Linux has it");
    assert!(map_before >= MIB, "{map_before}");
    assert_eq!((map_before, map_after), (in_map, in_map));
    let page = vitals::page_bytes().expect("Unix has it");
    assert_eq!(of(&mapping.pages, |group| group.n_own) * page, in_map);

    // And the view shows that.
    stage.frame();
    assert_eq!(stage.beside("Resident pages of the map"), size(in_map));
    let shown = |label: &str| stage.beside(label).split(" · ").next().map(str::to_owned);
    let newest = stage.front().doc.gauges().newest().expect("there is one").vitals;
    assert_eq!(shown("Minor page faults"), newest.usage.map(|usage| grouped(usage.minor_faults)));
    assert_eq!(shown("Read by system calls"), newest.read_bytes.map(size));
    assert_eq!(shown("Read from storage"), newest.disk_bytes.map(size));
    assert_eq!(stage.beside("Resident memory (RSS)"), newest.resident_bytes.map(size).unwrap_or_default());
}

/// How many pages of all groups.
fn of(pages: &Pages, count: impl Fn(&PageGroup) -> Option<u32>) -> u64 {
    pages.groups.iter().map(|group| u64::from(count(group).expect("the system tells"))).sum()
}

#[test]
fn it_says_how_the_file_is_fetched() {
    let folder = Folder::new();
    let stage = map_of(&folder.file("a.log", vec![b'\n'; 3 << 20]));
    stage.must_say("The file is 3.00 MiB, mapped 3.00 MiB");
    assert_eq!(stage.beside("Advice to the kernel (madvise)"), "sequential");
    assert_eq!(stage.beside("A chunk of 4 MiB"), "mapped in, then released");
    assert_eq!(stage.beside("Page size"), size(vitals::page_bytes().expect("Unix has it")));
    assert!(stage.beside("Memory maps in use").ends_with(" of 512"));
    assert!(stage.beside("Worker 1").ends_with("iB") || stage.beside("Worker 2").ends_with("iB"));
    let worked: u64 = stage.front().doc.gauges().newest().expect("a reading").worked.iter().sum();
    // The index first, then everything else.
    assert_eq!(worked, 2 * 3 * MIB);
    stage.must_say("all 768 pages");
}

#[test]
fn what_can_not_be_mapped_has_no_pages() {
    let slow = Slow::new(numbered(50_000).into_bytes(), 0);
    let mut stage = Stage::tall();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until_scanned();
    stage.key(CTRL, Key::Num4);
    stage.until_said("mapped 0 bytes");
    stage.must_say("The file is read, not mapped, so it has no pages here.");
    assert_eq!(stage.beside("Advice to the kernel (madvise)"), "none: there is no map");
    assert_eq!(stage.beside("Resident pages of the map"), "none");
    stage.press("Measure this file");
    until_measured(&mut stage);
    stage.must_say("18 passes");
    stage.must_say("By the number of threads");
    assert!(
        stage.front().doc.measured().expect("it was").passes.iter().all(|pass| pass.what != PassKind::Map)
    );
}

#[test]
fn nothing_is_read_for_a_hidden_view() {
    let folder = Folder::new();
    let mut stage = map_of(&folder.file("a.txt", numbered(1000)));
    let began = Instant::now();
    let mut taken = Vec::new();
    while began.elapsed() < Duration::from_millis(1600) {
        stage.frame();
        taken.extend(stage.front().doc.gauges().newest().map(|reading| reading.at));
        std::thread::sleep(Duration::from_millis(5));
    }
    taken.dedup();
    assert!((2..=5).contains(&taken.len()), "{} readings", taken.len());
    assert!(taken.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(500)));
    stage.key(CTRL, Key::Num1);
    std::thread::sleep(Duration::from_millis(700));
    stage.frame();
    let last = stage.front().doc.gauges().newest().map(|reading| reading.at);
    std::thread::sleep(Duration::from_millis(700));
    stage.frames(2);
    assert_eq!(stage.front().doc.gauges().newest().map(|reading| reading.at), last);
}

#[test]
fn measuring_counts_what_is_there() {
    let folder = Folder::new();
    let text = numbered(100_000);
    let path = folder.file("a.log", &text);
    let mut stage = map_of(&path);
    stage.press("Measure this file");
    until_measured(&mut stage);
    stage.must_say("24 passes");
    let measured = stage.front().doc.measured().expect("it was");
    assert_eq!(measured.state, MeasureState::Done);
    assert_eq!(measured.span, Span::at(Offset(0), text.len() as u64));
    let planned: Vec<_> = measured.passes.iter().map(|pass| (pass.what, pass.n_threads)).collect();
    assert_eq!(planned, measure::plan(2, true));
    assert_eq!(measured.n_made, planned.len() * measure::TRIES);
    assert!(measured.spread >= 1.0);
    for pass in &measured.passes {
        assert!(pass.took > Duration::ZERO && pass.rate() > 0.0);
        // One chunk a file, so every round is whole.
        assert_eq!(pass.bytes % measured.span.len(), 0);
        assert_eq!(pass.n_lines, pass.bytes / measured.span.len() * 100_000, "{pass:?}");
    }
    stage.frame();
    for text in [
        "The map gives ",
        "2 threads give ",
        "A lock taken for every line gives ",
        "the fastest of 3 passes, ",
    ] {
        stage.must_say(text);
    }
    assert!(stage.beside("Own counters").ends_with("/s"));

    stage.perform(DocMsg::Reopen);
    stage.until("what was measured of the old file is gone", |stage| stage.front().doc.measured().is_none());
}

#[test]
fn measuring_can_be_stopped_and_keeps_what_it_has() {
    let slow = Slow::new(numbered(50_000).into_bytes(), 40);
    let mut stage = Stage::tall();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until_scanned();
    stage.key(CTRL, Key::Num4);
    stage.press("Measure this file");
    stage.until_said("1 of 18 passes");
    stage.press("Stop measuring");
    until_measured(&mut stage);
    let measured = stage.front().doc.measured().expect("some of it was");
    assert_eq!(measured.state, MeasureState::Stopped);
    assert!((1..6).contains(&measured.passes.len()));
    stage.must_say("stopped");
    stage.must_say("By the number of threads");
    stage.find(Role::Button, "Measure again");
}

#[test]
fn measuring_a_file_that_was_cut_says_so() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(50_000));
    let mut stage = map_of(&path);
    fs::OpenOptions::new().write(true).open(&path).and_then(|file| file.set_len(10)).expect("it is cut");
    stage.until_said("was cut to 10 bytes by another program");
    stage.press("Measure this file");
    until_measured(&mut stage);
    stage.must_say("It ended early: the file was cut to 10 bytes.");
    stage.must_say("ended early");
    stage.find(Role::Button, "Measure again");
}

#[test]
fn a_place_is_shown_by_rows_and_the_view_of_rows_stays_where_it_was() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(5000)));
    stage.key(CTRL, Key::Num2);
    stage.go_to("@4096");
    stage.until("it is there", |stage| stage.front().pending().is_none());
    let before = (stage.front().top(), stage.front().cursor());
    stage.key(CTRL, Key::Num4);
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::PageDown);
    assert!(stage.rows().is_empty());
    stage.key(CTRL, Key::Num2);
    assert_eq!((stage.front().top(), stage.front().cursor()), before);
    stage.key(CTRL, Key::Num4);
    stage.go_to("17");
    let at = numbered(5000).find("line 17\n").expect("it is there");
    stage.until("line 17 is gone to", |stage| stage.front().cursor().0 == at as u64);
    stage.until("rows are shown", |stage| !stage.rows().is_empty());
}

#[test]
fn an_empty_file_says_so_and_can_not_be_measured() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![folder.file("empty", "")]));
    stage.until_said("An empty file");
    stage.key(CTRL, Key::Num4);
    stage.perform("map.measure");
    stage.frames(3);
    stage.must_say("An empty file");
    assert!(stage.front().doc.measured().is_none());
}

#[test]
fn the_strip_shows_which_pages_the_system_holds() {
    // A file on a disk, half of which the system has let go.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let path = folder.path().join("half.bin");
    fs::write(&path, vec![7; 4 << 20]).expect("written");
    let file = fs::File::open(&path).expect("it is there");
    file.sync_all().expect("on the disk");
    let half = std::num::NonZero::new(2 * MIB);
    rustix::fs::fadvise(&file, 2 * MIB, half, rustix::fs::Advice::DontNeed).expect("advice is taken");
    let source = Source::open(&path, AccessMode::Map).expect("it is mapped");
    let (_, mapping) = vitals::take(Some(&source.snapshot()));
    let mapping = mapping.expect("it is mapped");
    assert_eq!(mapping.advice, Some(Advice::Sequential));
    let cached: Vec<bool> =
        mapping.pages.groups.iter().map(|group| group.n_cached == Some(group.n_asked)).collect();
    let oracle = held(&path);
    assert_eq!(cached.len(), 512);
    for (nr, both) in oracle.chunks(2).enumerate() {
        assert_eq!(cached[nr], both == b"11", "stretch {nr}");
    }
    assert!(cached[..256].iter().all(|&held| held) && cached[256..500].iter().all(|&held| !held));
}

/// Which pages of a file the system holds: a `1` or `0` each, by another program's map.
fn held(path: &Path) -> Vec<u8> {
    let script = "
import ctypes, mmap, os, sys
with open(sys.argv[1], 'r+b') as file:
    n = os.fstat(file.fileno()).st_size
    map = mmap.mmap(file.fileno(), n)
    pages = (ctypes.c_ubyte * (n // mmap.PAGESIZE))()
    start = ctypes.addressof(ctypes.c_char.from_buffer(map))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.mincore(ctypes.c_void_p(start), ctypes.c_size_t(n), pages) == 0
    print(''.join(str(page & 1) for page in pages), end='')
";
    printed(Command::new("python3").args(["-c", script]).arg(path))
}

#[test]
fn a_terabyte_of_nothing_is_sampled_in_no_time() {
    let folder = Folder::new();
    let path = folder.path("sparse.img");
    fs::File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("holes cost nothing");
    let source = Source::open(&path, AccessMode::Map).expect("it is mapped");
    let (_, mapping) = vitals::take(Some(&Snapshot::clone(&source.snapshot())));
    let pages = mapping.expect("it is mapped").pages;
    assert!(pages.is_sampled() && pages.groups.len() == 512);
    assert_eq!((pages.n_pages, pages.n_asked), (1 << 28, 1 << 16));
    let stage = map_of(&path);
    stage.must_say("sampled: 65,536 of 268,435,456 pages");
    let strip =
        stage.seen().into_iter().find(|seen| seen.role == Role::Image && seen.text.contains("Pages: "));
    assert!(strip.is_some_and(|strip| strip.text.contains("about 0.0 % mapped into this process")));
}
