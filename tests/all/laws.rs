//! The laws: what holds for every scan, over every input, whatever the cut, the order, the
//! back end and the file's history. All through the shipped engine.
#![cfg(test)]

use crate::corpus::{self, Sample};
use crate::trial::{
    BACK_ENDS, BackEnd, Seen, TestDir, append, end_of, engine, memory, plain_report, report, scans, seen,
    spec,
};
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Section, Span, Value};
use gander::engine::{CHUNK_BYTES, JobState, Spec};
use gander::format::encoding::CodeUnit;
use gander::scan::{Finding, Piece, REGISTRY, Scan, ScanId};
use gander::source::{AccessMode, Change, Source};
use std::fs::File;
use std::io::Write;
#[cfg(target_os = "linux")]
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Chunk lengths that a sample can afford.
fn cuts(sample: &Sample) -> &'static [u64] {
    if sample.bytes.len() < 1000 {
        &[1, 2, 3, 7, 64, 4096, 65_536, CHUNK_BYTES]
    } else {
        &[1000, 4096, 65_535, 65_536, 65_537, CHUNK_BYTES]
    }
}

#[test]
fn the_cut_does_not_change_a_report_on_any_back_end() {
    for sample in corpus::all() {
        let plain = plain_report(&sample.bytes);
        for &back_end in BACK_ENDS {
            let folder = TestDir::new();
            let source = folder.source(&sample.bytes, back_end);
            assert_eq!(source.snapshot().is_mapped(), back_end == BackEnd::Map && !sample.bytes.is_empty());
            for &cut in cuts(&sample) {
                let cut_report = report(&source.snapshot(), 2, cut);
                assert_eq!(cut_report, plain, "{} in chunks of {cut} by {back_end:?}", sample.name);
            }
        }
    }
}

#[test]
fn the_number_of_threads_does_not_change_a_report() {
    for sample in corpus::all() {
        let source = memory(&sample.bytes);
        let cut = if sample.bytes.len() < 1000 { 5 } else { 3000 };
        let one = report(&source.snapshot(), 1, cut);
        for n_threads in [2, 5] {
            assert_eq!(report(&source.snapshot(), n_threads, cut), one, "{}, {n_threads}", sample.name);
        }
    }
}

#[test]
fn every_file_length_has_an_entropy_map_that_no_cut_changes() {
    // Past 4 MiB blocks of the map double, so that partials of a growing file don't fit at once.
    let mut bytes = corpus::mix(4 << 20, 3);
    let folder = TestDir::new();
    let path = folder.file("growing", &bytes);
    let mut source = Source::open(&path, AccessMode::Auto).unwrap();
    let only_bytes = |cut| {
        let scans = scans().into_iter().filter(|scan| scan.id() == ScanId::BYTES).collect();
        Spec { scans, chunk_bytes: cut, ..spec(cut) }
    };
    let job = engine(2).start(&source.snapshot(), only_bytes(700_001));
    assert_eq!(end_of(&job).state, JobState::Done);
    for more in [1, 300_000] {
        let more = corpus::mix(more, 4);
        append(&path, &more);
        bytes.extend(&more);
        assert_eq!(source.refresh().unwrap(), Change::Grew { to: len_u64(bytes.len()) });
        engine(2).extend(&job, &source.snapshot());
        let grown = seen(&end_of(&job));
        let fresh = end_of(&engine(2).start(&source.snapshot(), only_bytes(CHUNK_BYTES)));
        assert_eq!(grown, seen(&fresh));
        let Seen::Section(section) = &grown[0] else { panic!() };
        let rows = &section.tables[1].rows;
        assert_eq!(rows[0][1], Value::Int(8192));
        assert_eq!(rows.len(), bytes.len().div_ceil(8192));
        let whole = entropy(&bytes[8192..16384]);
        assert_eq!(rows[1][2], Value::from(whole));
    }
}

fn entropy(bytes: &[u8]) -> f64 {
    crate::twins::entropy(&crate::twins::histogram(bytes))
}

#[test]
fn a_file_that_grows_at_any_byte_has_the_report_of_one_pass() {
    let mut sample = corpus::mix(90, 7);
    sample.splice(0..0, *b"\xEF\xBB\xBF\xE2\x82\xAC\r\n");
    let plain = plain_report(&sample);
    let folder = TestDir::new();
    for cut in 0..=sample.len() {
        for io in [AccessMode::Auto, AccessMode::Read] {
            let path = folder.file("growing", &sample[..cut]);
            let mut source = Source::open(&path, io).unwrap();
            let job = engine(2).start(&source.snapshot(), spec(16));
            assert_eq!(seen(&end_of(&job)), plain_report(&sample[..cut]));
            append(&path, &sample[cut..]);
            source.refresh().unwrap();
            engine(2).extend(&job, &source.snapshot());
            let update = end_of(&job);
            assert_eq!(update.state, JobState::Done);
            assert_eq!(seen(&update), plain, "grown at {cut}");
        }
    }
}

#[test]
fn a_file_that_grows_in_many_steps_has_the_report_of_one_pass() {
    for sample in corpus::large() {
        let folder = TestDir::new();
        let path = folder.file("growing", b"");
        let mut source = Source::open(&path, AccessMode::Auto).unwrap();
        let job = engine(2).start(&source.snapshot(), spec(10_000));
        assert_eq!(end_of(&job).state, JobState::Done);
        for step in sample.bytes.chunks(sample.bytes.len() / 5) {
            append(&path, step);
            assert!(matches!(source.refresh().unwrap(), Change::Grew { .. }));
            engine(2).extend(&job, &source.snapshot());
            assert_eq!(end_of(&job).state, JobState::Done);
        }
        engine(2).extend(&job, &source.snapshot());
        assert_eq!(seen(&end_of(&job)), plain_report(&sample.bytes), "{}", sample.name);
    }
}

// Opens a named pipe at both ends.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_that_fills_slowly_has_the_report_of_one_pass() {
    let sample = corpus::mix(4000, 9);
    let folder = TestDir::new();
    let path = folder.pipe("pipe");
    let writer = File::options().read(true).write(true).open(&path).unwrap();
    let mut source = Source::open(&path, AccessMode::Auto).unwrap();
    let job = engine(2).start(&source.snapshot(), spec(100));
    for (step, n) in sample.chunks(500).zip(1..) {
        (&writer).write_all(step).unwrap();
        let begun = Instant::now();
        while source.snapshot().len() < n * 500 {
            source.refresh().unwrap();
            assert!(begun.elapsed() < crate::trial::PATIENCE);
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(source.is_filling());
        // Not waiting for the end: the request is served once the bytes are there.
        engine(2).extend(&job, &source.snapshot());
    }
    drop(writer);
    source.wait_filled().unwrap();
    assert!(!source.is_filling());
    engine(2).extend(&job, &source.snapshot());
    let update = end_of(&job);
    assert_eq!((update.state.clone(), update.progress.done), (JobState::Done, 4000));
    assert_eq!(seen(&update), plain_report(&sample));
}

/// Takes its time for every piece, so that there is a middle in which to stop; counts them.
#[derive(Default)]
struct Slow(Arc<AtomicU64>);

impl Scan for Slow {
    type Partial = ();
    fn id(&self) -> ScanId {
        ScanId::new("slow")
    }
    fn feed(&self, (): &mut (), _piece: &Piece<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(2));
    }
    fn feed_zeros(&self, (): &mut (), _hole: Span, _file_len: u64) {}
    fn merge(&self, (): &mut (), (): ()) {}
    fn report(&self, (): &()) -> Finding {
        Finding::Section(Section::default())
    }
}

fn slow_spec(chunk_bytes: u64) -> Spec {
    let mut spec = spec(chunk_bytes);
    spec.scans.push(Arc::new(Slow::default()));
    spec
}

/// Records of 64 bytes, so that no chunk of so many ends in a character or a line end.
fn records(n: usize) -> Vec<u8> {
    (0..n).flat_map(|i| format!("{i:<20}é€😀{i:>30}\r\n\r\n\n").into_bytes()).collect()
}

#[test]
fn a_report_while_running_is_that_of_the_bytes_before_the_frontier() {
    let bytes = records(400);
    assert_eq!(bytes.len(), 400 * 64);
    let folder = TestDir::new();
    for &back_end in BACK_ENDS {
        let source = folder.source(&bytes, back_end);
        let job = engine(2).start(&source.snapshot(), slow_spec(64));
        let (mut running, mut cancelled) = (0, false);
        let last = loop {
            let update = job.update_within(crate::trial::PATIENCE).unwrap();
            let done = to_usize(update.progress.done);
            let mut prefix = plain_report(&bytes[..done]);
            prefix.push(Seen::Section(Section::default()));
            assert_eq!(seen(&update), prefix, "after {done} bytes by {back_end:?}");
            if update.state != JobState::Running {
                break update;
            }
            running += 1;
            if running == 2 {
                job.cancel();
                cancelled = true;
            }
        };
        assert!(cancelled);
        assert_eq!(last.state, JobState::Cancelled);
        assert!((1..len_u64(bytes.len())).contains(&last.progress.done));
    }
}

#[test]
fn a_job_cancelled_again_and_again_ends_with_the_report_of_one_pass() {
    let bytes = corpus::mix(12_000, 11);
    let plain = plain_report(&bytes);
    let source = memory(&bytes);
    for pause_us in [0, 100, 1000, 5000] {
        let job = engine(2).start(&source.snapshot(), slow_spec(100));
        for round in 0..10 {
            std::thread::sleep(Duration::from_micros(pause_us));
            job.cancel();
            if round % 2 == 0 {
                let update = end_of(&job);
                assert!(matches!(update.state, JobState::Cancelled), "{:?}", update.state);
            }
            engine(2).resume(&job);
        }
        let update = end_of(&job);
        assert_eq!(update.state, JobState::Done);
        assert_eq!(seen(&update)[..plain.len()], plain);
    }
}

#[test]
fn a_cancelled_job_scans_no_more_than_the_piece_that_each_worker_is_at() {
    let bytes = corpus::mix(1 << 20, 13);
    let n_pieces = bytes.len() as u64 / gander::base::counts::BLOCK;
    let source = memory(&bytes);
    let slow = Slow::default();
    let count = Arc::clone(&slow.0);
    let mut spec = spec(CHUNK_BYTES);
    spec.scans.push(Arc::new(slow));
    let job = engine(2).start(&source.snapshot(), spec);
    let begun = Instant::now();
    while count.load(Ordering::SeqCst) == 0 {
        assert!(begun.elapsed() < crate::trial::PATIENCE);
    }
    job.cancel();
    let at = count.load(Ordering::SeqCst);
    assert_eq!(end_of(&job).state, JobState::Cancelled);
    let more = count.load(Ordering::SeqCst) - at;
    assert!(at < n_pieces / 2 && more <= 2, "{at} of {n_pieces} before, {more} after");
}

// Elsewhere a file that is stretched need not have holes.
#[cfg(target_os = "linux")]
#[test]
fn a_hole_counts_as_the_zeros_that_it_is() {
    let folder = TestDir::new();
    let path = folder.path("sparse");
    let file = File::create(&path).unwrap();
    let len = 900_000;
    let mut zeros = vec![0; len];
    let pieces: [(usize, &[u8]); 4] = [
        (0, b"start\n\xE2\x82"),
        (200_000, b"\x82\xACmiddle\r"),
        (524_288, b"\nedge"),
        (899_990, b"\r\nend"),
    ];
    for (at, piece) in pieces {
        file.write_all_at(piece, len_u64(at)).unwrap();
        zeros[at..at + piece.len()].copy_from_slice(piece);
    }
    file.set_len(len_u64(len)).unwrap();
    let plain = plain_report(&zeros);
    for io in [AccessMode::Map, AccessMode::Read] {
        let source = Source::open(&path, io).unwrap();
        assert!(source.snapshot().next_data(Offset(300_000)).start > Offset(300_000), "no holes here");
        for cut in [4096, 65_536, 100_000, CHUNK_BYTES] {
            assert_eq!(report(&source.snapshot(), 2, cut), plain, "{io:?} in chunks of {cut}");
        }
    }
    // All hole, at the end and everywhere.
    for (name, len) in [("short", 10), ("long", 200_000)] {
        let path = folder.path(name);
        File::create(&path).unwrap().set_len(len).unwrap();
        let source = Source::open(&path, AccessMode::Auto).unwrap();
        assert_eq!(report(&source.snapshot(), 2, 4096), plain_report(&vec![0; to_usize(len)]), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_tebibyte_of_holes_is_scanned_at_once() {
    let folder = TestDir::new();
    let path = folder.path("tebibyte");
    let file = File::create(&path).unwrap();
    file.write_all_at(b"first\n", 0).unwrap();
    file.write_all_at(b"\nlast\n", (1 << 40) - 6).unwrap();
    for io in [AccessMode::Auto, AccessMode::Read] {
        let source = Source::open(&path, io).unwrap();
        let begun = Instant::now();
        let update = end_of(&engine(2).start(&source.snapshot(), spec(CHUNK_BYTES)));
        assert_eq!((update.state, update.progress.done), (JobState::Done, 1 << 40));
        assert!(begun.elapsed() < crate::trial::PATIENCE);
        let scans = REGISTRY.iter().map(|entry| entry.scan(CodeUnit::Byte)).collect();
        let job = engine(2).start(&source.snapshot(), Spec { scans, ..spec(CHUNK_BYTES) });
        for seen in seen(&end_of(&job)) {
            match seen {
                Seen::Section(section) if section.id == "bytes" => {
                    assert_eq!(section.fact("count").unwrap().value, Value::Int(1 << 40));
                    assert_eq!(section.fact("nul").unwrap().value, Value::Int((1 << 40) - 12));
                }
                Seen::Section(section) if section.id == "lines" => {
                    assert_eq!(section.fact("count").unwrap().value, Value::Int(3));
                    assert_eq!(section.fact("longest").unwrap().value, Value::Int((1 << 40) - 12));
                }
                Seen::Section(section) if section.id == "utf8" => {
                    assert_eq!(section.fact("chars").unwrap().value, Value::Int(1 << 40));
                }
                // Any other law of a new statistic is walked elsewhere; here, that it is quick.
                Seen::Section(_) => {}
                Seen::Timeline(section, ..) => {
                    assert_eq!(section.fact("lines").unwrap().value, Value::Int(3));
                }
                Seen::Digests(digests) => assert_eq!(digests.span().len(), 1 << 40),
                Seen::Blocks(blocks) => {
                    assert_eq!(blocks.whole().figures.nul, (1 << 40) - 12);
                    // A run a level, but for the blocks with data.
                    assert!(blocks.heap_bytes() < 1 << 20, "{}", blocks.heap_bytes());
                }
                Seen::Index(span, before) => {
                    // Of lines, or of characters.
                    assert_eq!(span.len(), 1 << 40);
                    assert!(matches!(before.last(), Some(&(3 | 0x100_0000_0000))), "{:?}", before.last());
                }
            }
        }
    }
}

/// Panics at a given place.
#[derive(Clone, Copy)]
struct Bad(&'static str);

impl Scan for Bad {
    type Partial = u64;
    fn id(&self) -> ScanId {
        ScanId::new("bad")
    }
    fn feed(&self, n: &mut u64, piece: &Piece<'_>) {
        assert!(self.0 != "feed" || piece.at().0 < 3000, "bad at feeding");
        *n += piece.span().len();
    }
    fn feed_zeros(&self, _n: &mut u64, _hole: Span, _file_len: u64) {}
    fn merge(&self, n: &mut u64, right: u64) {
        *n += right;
        assert!(self.0 != "merge" || *n < 3000, "bad at merging");
    }
    fn report(&self, n: &u64) -> Finding {
        assert!(self.0 != "report" || *n < 3000, "bad at reporting");
        Finding::Section(Section::default())
    }
}

#[test]
fn a_scan_that_panics_ends_its_job_and_no_other() {
    let sample = corpus::mix(8000, 15);
    let source = memory(&sample);
    for bad in ["feed", "merge", "report"].map(Bad) {
        let mut spec = spec(100);
        spec.scans.push(Arc::new(bad));
        let job = engine(2).start(&source.snapshot(), spec);
        let beside = engine(2).start(&source.snapshot(), slow_spec(1000));
        let update = end_of(&job);
        let JobState::Failed(why) = &update.state else { panic!("{}: {:?}", bad.0, update.state) };
        assert!(why.message.starts_with("bad at"), "{why}");
        if !update.findings.is_empty() {
            let prefix = plain_report(&sample[..to_usize(update.progress.done)]);
            let is_bytes = |seen: &&Seen| matches!(seen, Seen::Section(section) if section.id == "bytes");
            let bytes = |seen: &[Seen]| seen.iter().find(is_bytes).cloned();
            assert_eq!(bytes(&seen(&update)), bytes(&prefix), "{}", bad.0);
        }
        assert_eq!(end_of(&beside).state, JobState::Done);
        // Trying again fails again, and not otherwise.
        engine(2).resume(&job);
        assert!(matches!(end_of(&job).state, JobState::Failed(_)));
        assert_eq!(report(&source.snapshot(), 2, 100), plain_report(&sample));
    }
}

#[test]
fn updates_that_are_not_received_block_nothing_and_the_last_is_kept() {
    let bytes = corpus::mix(40_000, 17);
    let source = memory(&bytes);
    let job = engine(2).start(&source.snapshot(), slow_spec(200));
    // More than one of them is sent in this time.
    std::thread::sleep(Duration::from_millis(600));
    let update = job.update().unwrap();
    assert_eq!((update.state, update.progress.done), (JobState::Done, 40_000));
    assert!(job.update().is_none());
}

#[test]
fn the_tab_in_front_is_served_first() {
    let bytes = corpus::mix(20_000, 19);
    let source = memory(&bytes);
    let engine = engine(1);
    engine.set_front(2);
    let behind = engine.start(&source.snapshot(), Spec { owner: 1, ..slow_spec(100) });
    let front = engine.start(&source.snapshot(), Spec { owner: 2, ..slow_spec(1000) });
    assert_eq!(end_of(&front).state, JobState::Done);
    assert!(behind.update().is_none_or(|update| update.state == JobState::Running));
    drop(behind);
}

#[test]
fn news_of_a_scan_wake_the_window_seven_times_a_second_at_most() {
    let bytes: Vec<u8> = corpus::mix(6 << 20, 3);
    let n_wakes = Arc::new(AtomicU64::new(0));
    let wakes = Arc::clone(&n_wakes);
    let waking =
        gander::engine::Engine::new(2, false, Arc::new(move || _ = wakes.fetch_add(1, Ordering::Relaxed)));
    let source = memory(&bytes);
    let since = Instant::now();
    let job = waking.expect("threads").start(&source.snapshot(), spec(4096));
    assert_eq!(end_of(&job).state, JobState::Done);
    let (n, took) = (n_wakes.load(Ordering::Relaxed), since.elapsed());
    // The first may come at once, the last when all is done.
    let most = took.as_millis() / 150 + 3;
    assert!((1..=most).contains(&n.into()), "{n} in {took:?}, of {} chunks", bytes.len() / 4096);
}
