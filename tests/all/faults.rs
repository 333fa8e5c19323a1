//! Files that go wrong while they are read: each case in a child process, so that a death by
//! signal is seen, and nothing that is done to the process outlives its test.
#![cfg(test)]

use crate::child;
use crate::corpus;
use crate::trial::{BackEnd, PATIENCE, TestDir, append, end_of, plain_report, scans, seen, spec};
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Section, Span};
use gander::engine::{Engine, JobState, Spec, Update};
use gander::messages::Text;
use gander::scan::{Finding, Piece, Scan, ScanId, ScanRef};
use gander::source::reader::{Event, Reader};
use gander::source::{AccessMode, Change, Fault, FaultKind, OpenError, ReadAt, Source, Standing, Stat};
use rustix::process::{Resource, Rlimit, Signal};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Runs `body` in a process of its own, which must end well.
fn alone(test: &str, body: impl FnOnce()) {
    child::alone(&format!("faults::{test}"), body);
}

/// Runs `body` in a process of its own, which must be killed by SIGBUS.
fn killed(test: &str, body: impl FnOnce()) {
    child::killed(&format!("faults::{test}"), body);
}

/// Waits at the first piece past an offset until it is let go.
struct Held;

static HELD_FROM: AtomicU64 = AtomicU64::new(u64::MAX);
static IS_HELD: AtomicBool = AtomicBool::new(false);
static HAS_MERGED: AtomicBool = AtomicBool::new(false);

impl Scan for Held {
    type Partial = ();
    fn id(&self) -> ScanId {
        ScanId::new("held")
    }
    fn feed(&self, (): &mut (), piece: &Piece<'_>) {
        while piece.at().0 >= HELD_FROM.load(Ordering::SeqCst) {
            IS_HELD.store(true, Ordering::SeqCst);
            std::thread::sleep(Duration::from_micros(100));
        }
    }
    fn feed_zeros(&self, (): &mut (), _hole: Span, _file_len: u64) {}
    fn merge(&self, (): &mut (), (): ()) {
        HAS_MERGED.store(true, Ordering::SeqCst);
    }
    fn report(&self, (): &()) -> Finding {
        Finding::Section(Section::default())
    }
}

const LEN: usize = 600_000;

/// Scans a file to which `happens` when a third of it was read; how the job ended.
///
/// The scan stands still meanwhile, so what happens does so in its midst.
fn scan_while(source: &Source, happens: impl FnOnce()) -> Update {
    let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
    HELD_FROM.store(200_000, Ordering::SeqCst);
    IS_HELD.store(false, Ordering::SeqCst);
    HAS_MERGED.store(false, Ordering::SeqCst);
    let scans = [Arc::new(Held) as ScanRef].into_iter().chain(scans()).collect();
    let job = engine.start(&source.snapshot(), Spec { scans, ..spec(65_536) });
    // The other worker may be slow with the bytes before it.
    while !IS_HELD.load(Ordering::SeqCst) || !HAS_MERGED.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_micros(100));
    }
    happens();
    HELD_FROM.store(u64::MAX, Ordering::SeqCst);
    end_of(&job)
}

/// What was found is that of the bytes before the frontier, and there are some.
fn check_prefix(update: &Update, bytes: &[u8]) {
    let prefix = &bytes[..to_usize(update.progress.done)];
    assert!(!prefix.is_empty(), "what was computed before is kept");
    assert_eq!(seen(update)[1..], plain_report(prefix));
}

/// Lines of 8 bytes, so that a frontier never stands in the middle of a character.
fn numbered(from: u32) -> Vec<u8> {
    (from..).flat_map(|n| format!("{n:07}\n").into_bytes()).take(LEN).collect()
}

fn fault(update: &Update) -> &FaultKind {
    match &update.state {
        JobState::Faulted(fault) => &fault.kind,
        state => panic!("{state:?}"),
    }
}

/// None of a file's bytes is shown any more, whichever way they are asked for.
fn check_nothing_is_served(source: &Source) {
    let snapshot = source.snapshot();
    for at in (0..len_u64(LEN)).step_by(50_000) {
        let span = Span::at(Offset(at), 100).meet(snapshot.span());
        for answer in [snapshot.read(span, <[u8]>::to_vec), snapshot.read_copy(span, <[u8]>::to_vec)] {
            let kind = answer.map_err(|fault| fault.kind);
            assert!(matches!(kind, Err(FaultKind::Cut { .. } | FaultKind::Changed)), "at {at}: {kind:?}");
        }
    }
}

fn cut_in_the_midst(to: usize) {
    let bytes = numbered(0);
    for back_end in [BackEnd::Map, BackEnd::Read] {
        let folder = TestDir::new();
        let source = folder.source(&bytes, back_end);
        let file = File::options().write(true).open(folder.path("sample")).unwrap();
        let update = scan_while(&source, || file.set_len(len_u64(to)).unwrap());
        assert_eq!(*fault(&update), FaultKind::Cut { now: len_u64(to) });
        check_prefix(&update, &bytes);
        check_nothing_is_served(&source);
    }
}

#[test]
fn a_file_cut_to_nothing_during_a_scan_keeps_what_was_found() {
    alone("a_file_cut_to_nothing_during_a_scan_keeps_what_was_found", || cut_in_the_midst(0));
}

#[test]
fn a_file_cut_in_the_middle_of_a_page_keeps_what_was_found() {
    alone("a_file_cut_in_the_middle_of_a_page_keeps_what_was_found", || cut_in_the_midst(300_123));
}

#[test]
fn no_byte_of_a_file_cut_and_grown_again_is_served() {
    alone("no_byte_of_a_file_cut_and_grown_again_is_served", || {
        let bytes = numbered(0);
        // Shorter than before, as long, longer; and once with the old head and another rest.
        let mut same_head = numbered(5_000_000);
        same_head[..8192].copy_from_slice(&bytes[..8192]);
        let longer = [numbered(5_000_000), numbered(6_000_000)].concat();
        let others = [
            numbered(5_000_000)[..400_000].to_vec(),
            numbered(5_000_000),
            longer,
            same_head[..500_000].to_vec(),
            same_head,
        ];
        for other in others {
            for back_end in [BackEnd::Map, BackEnd::Read] {
                let folder = TestDir::new();
                let source = folder.source(&bytes, back_end);
                let update = scan_while(&source, || {
                    let file = File::options().write(true).open(folder.path("sample")).unwrap();
                    file.set_len(0).unwrap();
                    file.write_all_at(&other, 0).unwrap();
                });
                assert!(matches!(fault(&update), FaultKind::Cut { .. } | FaultKind::Changed));
                check_prefix(&update, &bytes);
                check_nothing_is_served(&source);
            }
        }
    });
}

#[test]
fn a_map_that_lost_a_page_never_serves_it_again() {
    alone("a_map_that_lost_a_page_never_serves_it_again", || {
        let folder = TestDir::new();
        let bytes = numbered(0);
        let source = folder.source(&bytes, BackEnd::Map);
        let file = File::options().write(true).open(folder.path("sample")).unwrap();
        let snapshot = source.snapshot();
        let late = Span::at(Offset(400_000), 100);
        assert_eq!(snapshot.read(late, <[u8]>::to_vec).unwrap(), bytes[400_000..400_100]);
        file.set_len(100_000).unwrap();
        assert!(snapshot.read(late, <[u8]>::to_vec).is_err());
        // Head, tail and length as they were: only the map can know.
        file.write_all_at(&bytes[100_000..], 100_000).unwrap();
        let early = Span::at(Offset(50_000), 100);
        assert_eq!(snapshot.read(early, <[u8]>::to_vec).unwrap(), bytes[50_000..50_100]);
        assert_eq!(snapshot.read(late, <[u8]>::to_vec), Err(Fault::new(FaultKind::Changed, late)));
        // The next snapshot maps anew.
        let mut source = source;
        source.reopen().unwrap();
        assert_eq!(source.snapshot().read(late, <[u8]>::to_vec).unwrap(), bytes[400_000..400_100]);
    });
}

#[test]
fn a_file_that_is_appended_to_is_reported_as_it_was_opened() {
    alone("a_file_that_is_appended_to_is_reported_as_it_was_opened", || {
        let bytes = numbered(0);
        for back_end in [BackEnd::Map, BackEnd::Read] {
            let folder = TestDir::new();
            let mut source = folder.source(&bytes, back_end);
            let update = scan_while(&source, || append(&folder.path("sample"), b"more\n"));
            assert_eq!(update.state, JobState::Done);
            assert_eq!(seen(&update)[1..], plain_report(&bytes));
            assert_eq!(source.refresh().unwrap(), Change::Grew { to: len_u64(LEN) + 5 });
            assert_eq!(source.snapshot().len(), len_u64(LEN) + 5);
        }
    });
}

/// A file whose name goes elsewhere is read on.
fn name_taken_away(take: impl Fn(&TestDir, &Path), change: &Change) {
    let bytes = numbered(0);
    for back_end in [BackEnd::Map, BackEnd::Read] {
        let folder = TestDir::new();
        let mut source = folder.source(&bytes, back_end);
        let update = scan_while(&source, || take(&folder, &folder.path("sample")));
        assert_eq!(update.state, JobState::Done);
        assert_eq!(seen(&update)[1..], plain_report(&bytes));
        assert_eq!(source.refresh().unwrap(), *change);
        let span = Span::at(Offset(300_000), 8);
        assert_eq!(source.snapshot().read(span, <[u8]>::to_vec).unwrap(), bytes[300_000..300_008]);
    }
}

#[test]
fn a_file_replaced_by_rename_is_read_on() {
    alone("a_file_replaced_by_rename_is_read_on", || {
        let take = |folder: &TestDir, path: &Path| {
            std::fs::rename(folder.file("other", b"another file"), path).unwrap();
        };
        name_taken_away(take, &Change::Replaced);
    });
}

#[test]
fn a_file_without_a_name_is_read_on() {
    alone("a_file_without_a_name_is_read_on", || {
        name_taken_away(|_, path| std::fs::remove_file(path).unwrap(), &Change::Unlinked);
    });
}

#[test]
fn a_file_whose_times_alone_move_is_touched_and_its_snapshot_stays_readable() {
    let folder = TestDir::new();
    let path = folder.file("sample", &corpus::mix(200_000, 5));
    for (io, times) in [(AccessMode::Map, 1..4), (AccessMode::Read, 11..14)] {
        let mut source = Source::open(&path, io).unwrap();
        let before = source.snapshot();
        for seconds in times {
            let file = File::options().append(true).open(&path).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
            // The first look may see an append under way.
            assert_eq!(source.refresh().unwrap(), Change::None);
            assert_eq!(source.refresh().unwrap(), Change::Touched);
            assert_eq!(source.refresh().unwrap(), Change::None);
        }
        assert_eq!(source.snapshot().generation(), before.generation());
        assert_eq!(before.read(before.span(), <[u8]>::len), Ok(200_000));
        assert_eq!(before.verify_whole(), Ok(Standing::Touched));
        assert_eq!(source.snapshot().verify_whole(), Ok(Standing::Unchanged));
    }
}

#[test]
fn a_watch_classifies_each_change_of_a_file() {
    let folder = TestDir::new();
    let path = folder.file("sample", b"first content\n");
    let mut source = Source::open(&path, AccessMode::Auto).unwrap();
    assert_eq!(source.refresh().unwrap(), Change::None);
    append(&path, b"more\n");
    assert_eq!(source.refresh().unwrap(), Change::Grew { to: 19 });
    assert_eq!(source.refresh().unwrap(), Change::None);
    let generation = source.snapshot().generation();

    // As long as before, and in the same tick of the clock.
    std::fs::write(&path, b"other content\nmore\n").unwrap();
    assert_eq!(source.refresh().unwrap(), Change::Rewritten);
    source.reopen().unwrap();
    assert!(source.snapshot().generation() > generation);
    assert_eq!(source.snapshot().head(), b"other content\nmore\n");

    std::fs::write(&path, b"longer than before, and something else\n").unwrap();
    assert_eq!(source.refresh().unwrap(), Change::Rewritten);
    source.reopen().unwrap();
    std::fs::write(&path, b"short\n").unwrap();
    assert_eq!(source.refresh().unwrap(), Change::Shrank { to: 6 });
    source.reopen().unwrap();
    std::fs::rename(folder.file("other", b"other\n"), &path).unwrap();
    assert_eq!(source.refresh().unwrap(), Change::Replaced);
    source.reopen().unwrap();
    assert_eq!(source.snapshot().head(), b"other\n");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(source.refresh().unwrap(), Change::Unlinked);
    assert!(matches!(source.reopen(), Err(OpenError::NotFound { .. })));
    assert_eq!(source.snapshot().head(), b"other\n");
}

/// A file that another program cuts in the middle of a page while its snapshot is taken: after its
/// length was asked for, before its tail is read.
struct CutMeanwhile {
    file: File,
    to: Mutex<Option<u64>>,
}

impl ReadAt for CutMeanwhile {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        if at > Offset::ZERO
            && let Some(to) = self.to.lock().unwrap().take()
        {
            self.file.set_len(to)?;
        }
        self.file.read_at(into, at.0)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat::of(&self.file.metadata()?))
    }

    fn mappable(&self) -> Result<&File, Text> {
        Ok(&self.file)
    }
}

/// The rest of the last page reads as zeros through a map, without a fault. Whoever sees them before
/// the file has grown again and asks afterwards must not be told that all is well.
#[test]
fn a_file_cut_while_its_snapshot_is_taken_and_grown_again_shows_no_zeros() {
    let folder = TestDir::new();
    // The tail is gone altogether, or some of it is left.
    for to in [6000, 22_000] {
        let path = folder.file("sample", &[b'a'; 24_000]);
        let file = File::options().read(true).write(true).open(&path).unwrap();
        let reader = CutMeanwhile { file: file.try_clone().unwrap(), to: Mutex::new(Some(to)) };
        let mut source = Source::from_reader("cut", Arc::new(reader), AccessMode::Map).unwrap();
        let snapshot = source.snapshot();
        assert_eq!(snapshot.len(), 24_000);
        let span = Span::at(Offset(to), 100);
        let shown = snapshot.read(span, |bytes| {
            let shown = bytes.to_vec();
            file.write_all_at(&[b'b'; 24_000], to).unwrap();
            shown
        });
        assert_eq!(shown.map_err(|fault| fault.kind), Err(FaultKind::Changed));
        assert_eq!(source.refresh().unwrap(), Change::Rewritten);
        source.reopen().unwrap();
        assert_eq!(source.snapshot().read(span, <[u8]>::to_vec).unwrap(), [b'b'; 100]);
    }
}

/// Makes sure that the guard is installed.
fn with_a_map(folder: &TestDir) -> Source {
    let source = folder.source(b"mapped", BackEnd::Map);
    assert!(source.snapshot().is_mapped());
    source
}

#[test]
#[expect(unsafe_code, reason = "a map that is not ours, touched past its file's end: that is the fault")]
fn a_fault_in_a_map_of_others_still_kills() {
    killed("a_fault_in_a_map_of_others_still_kills", || {
        let folder = TestDir::new();
        let _ours = with_a_map(&folder);
        let file = File::options().read(true).write(true).open(folder.file("theirs", &[1; 9000])).unwrap();
        let theirs = memmap2::MmapOptions::new().map_raw_read_only(&file).unwrap();
        file.set_len(0).unwrap();
        // SAFETY: inside the map; reading it raises SIGBUS, which ends this process.
        let byte = unsafe { theirs.as_ptr().add(5000).read_volatile() };
        panic!("read {byte} from nowhere");
    });
}

#[test]
fn a_sigbus_sent_by_kill_still_kills() {
    killed("a_sigbus_sent_by_kill_still_kills", || {
        let folder = TestDir::new();
        let _ours = with_a_map(&folder);
        rustix::process::kill_process(rustix::process::getpid(), Signal::BUS).unwrap();
        std::thread::sleep(PATIENCE);
    });
}

#[test]
fn a_file_too_large_to_map_is_read() {
    alone("a_file_too_large_to_map_is_read", || {
        let folder = TestDir::new();
        let path = folder.path("large");
        let file = File::create(&path).unwrap();
        file.write_all_at(b"a\nb", 1 << 36).unwrap();
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        let limit = Rlimit { current: Some(16 << 30), maximum: Some(16 << 30) };
        rustix::process::setrlimit(Resource::As, limit).unwrap();
        let source = Source::open(&path, AccessMode::Auto).unwrap();
        assert!(!source.snapshot().is_mapped());
        assert!(
            source.snapshot().back_end().in_english().contains("positioned reads"),
            "{}",
            source.snapshot().back_end()
        );
        assert!(source.snapshot().back_end().in_english().contains("no room for a map"));
        let update = end_of(&engine.start(&source.snapshot(), spec(gander::engine::CHUNK_BYTES)));
        assert_eq!((update.state, update.progress.done), (JobState::Done, (1 << 36) + 3));
        let refused = Source::open(&path, AccessMode::Map).err().unwrap().to_string();
        assert!(refused.contains("can’t be mapped") && refused.contains("leave out --io map"), "{refused}");
    });
}

#[test]
fn files_beyond_the_table_of_maps_are_read() {
    alone("files_beyond_the_table_of_maps_are_read", || {
        let folder = TestDir::new();
        let path = folder.file("sample", b"the same file, many times\n");
        // Each takes two or three file descriptors.
        let limit =
            Rlimit { current: Some(4096), maximum: rustix::process::getrlimit(Resource::Nofile).maximum };
        rustix::process::setrlimit(Resource::Nofile, limit).unwrap();
        let sources: Vec<_> = (0..600).map(|_| Source::open(&path, AccessMode::Auto).unwrap()).collect();
        let mapped = sources.iter().filter(|source| source.snapshot().is_mapped()).count();
        assert_eq!(mapped, 512);
        for source in &sources {
            let bytes = source.snapshot().read(source.snapshot().span(), <[u8]>::to_vec).unwrap();
            assert_eq!(bytes, b"the same file, many times\n");
        }
        assert!(sources[599].snapshot().back_end().in_english().contains("too many maps"));
        // Places that come free are taken again.
        drop(sources);
        assert!(Source::open(&path, AccessMode::Auto).unwrap().snapshot().is_mapped());
    });
}

#[test]
fn twenty_thousand_faults_in_a_map_do_not_use_up_mappings() {
    alone("twenty_thousand_faults_in_a_map_do_not_use_up_mappings", || {
        let folder = TestDir::new();
        let path = folder.path("sparse");
        let file = File::create(&path).unwrap();
        let (page, n) = (4096, 20_000_u64);
        file.set_len(page * (2 * n + 1)).unwrap();
        let source = Source::open(&path, AccessMode::Map).unwrap();
        let snapshot = source.snapshot();
        file.set_len(0).unwrap();
        let faults = |at: u64| snapshot.read(Span::at(Offset(at), 1), |bytes| bytes[0]).is_err();
        // From the end on, each before the pages that were replaced already; then at random.
        assert!((0..n).rev().all(|i| faults(page * 2 * i)));
        let mut state = 1;
        assert!((0..1000).all(|_| faults(page * u64::from(corpus::next(&mut state) % 40_000))));
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        assert!(maps.lines().count() < 1000, "{} mappings", maps.lines().count());
    });
}

/// Bytes that go wrong in a chosen way.
struct Ill {
    bytes: Vec<u8>,
    /// Reads over this offset fail as a bad disk does.
    bad_at: Option<u64>,
    /// Each read takes so long.
    delay: Duration,
}

impl ReadAt for Ill {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        std::thread::sleep(self.delay);
        let span = Span::at(at, len_u64(into.len()));
        if self.bad_at.is_some_and(|bad| span.contains(Offset(bad))) {
            return Err(rustix::io::Errno::IO.into());
        }
        let rest = &self.bytes[to_usize(at.0).min(self.bytes.len())..];
        let n = into.len().min(rest.len());
        into[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: len_u64(self.bytes.len()), ..Stat::default() })
    }
}

/// Bytes each read of which takes so long.
pub fn slow(bytes: Vec<u8>, delay: Duration) -> Source {
    Source::from_reader("slow", Arc::new(Ill { bytes, bad_at: None, delay }), AccessMode::Auto).unwrap()
}

#[test]
fn a_disk_that_fails_at_one_place_keeps_what_stands_before_it() {
    let bytes = numbered(0);
    let ill = Ill { bytes: bytes.clone(), bad_at: Some(300_000), delay: Duration::ZERO };
    let source = Source::from_reader("ill", Arc::new(ill), AccessMode::Auto).unwrap();
    let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
    let job = engine.start(&source.snapshot(), spec(10_000));
    let update = end_of(&job);
    assert!(
        matches!(fault(&update), FaultKind::Io(why) if why.in_english().contains("Input/output")),
        "{update:?}"
    );
    let done = to_usize(update.progress.done);
    assert!(done <= 300_000 && done.is_multiple_of(10_000), "{done}");
    assert_eq!(seen(&update), plain_report(&bytes[..done]));
    // The bytes after the bad place can still be read.
    let late = Span::at(Offset(400_000), 8);
    assert_eq!(source.snapshot().read(late, <[u8]>::to_vec).unwrap(), bytes[400_000..400_008]);
    // Trying again ends the same way, no earlier.
    engine.resume(&job);
    let again = end_of(&job);
    assert!(matches!(fault(&again), FaultKind::Io(_)));
    assert!(again.progress.done >= update.progress.done);
}

/// The next event that `is` the one waited for.
fn wait_for<T>(reader: &Reader, is: impl Fn(Event) -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(found) = reader.event_within(Duration::from_millis(100)).and_then(&is) {
            return found;
        }
    }
    panic!("nothing came");
}

fn opened(event: Event) -> Option<gander::source::reader::Opened> {
    if let Event::Opened(opened) = event { Some(opened) } else { None }
}

/// A disk that answers only while its gate is open.
#[derive(Clone)]
struct Gated(Arc<(Ill, Mutex<bool>, Condvar)>);

impl Gated {
    fn set_open(&self, is_open: bool) {
        *self.0.1.lock().unwrap() = is_open;
        self.0.2.notify_all();
    }
}

impl ReadAt for Gated {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        let is_open = self.0.1.lock().unwrap();
        drop(self.0.2.wait_while(is_open, |is_open| !*is_open).unwrap());
        self.0.0.read_at(into, at)
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.0.stat()
    }
}

/// Each call returns though the disk answers nothing: one that waited would never return.
#[test]
fn a_reader_over_a_disk_that_does_not_answer_blocks_no_caller() {
    let ill = Ill { bytes: numbered(0), bad_at: None, delay: Duration::ZERO };
    let disk = Gated(Arc::new((ill, Mutex::new(false), Condvar::new())));
    let opened_disk = disk.clone();
    let open = move || Source::from_reader("gated", Arc::new(opened_disk), AccessMode::Auto);
    let reader = Reader::start(open, Arc::new(|| ())).unwrap();
    assert!(reader.event().is_none());
    disk.set_open(true);
    let snapshot = wait_for(&reader, opened).snapshot;
    wait_for(&reader, |event| matches!(event, Event::Block(_, 0, Ok(_))).then_some(()));

    disk.set_open(false);
    for block in 0..100 {
        reader.want(&snapshot, vec![block % 9, 3]);
        let event = reader.event_within(Duration::from_millis(1));
        assert!(event.is_none_or(|event| matches!(event, Event::Block(..) | Event::Sniffed(..))));
    }
    reader.copy(&snapshot, Span::at(Offset(80), 8));
    reader.want(&snapshot, vec![7]);
    disk.set_open(true);
    let copied = wait_for(&reader, |event| match event {
        Event::Copied(bytes) => Some(bytes.unwrap()),
        _ => None,
    });
    assert_eq!(copied, b"0000010\n");
    wait_for(&reader, |event| matches!(event, Event::Block(_, 7, Ok(_))).then_some(()));

    disk.set_open(false);
    reader.want(&snapshot, (0..9).collect());
    drop(reader);
    disk.set_open(true);
}

#[test]
fn a_reader_reports_each_change_once_and_shows_no_wrong_byte() {
    let folder = TestDir::new();
    let path = folder.file("sample", &numbered(0));
    let reader = Reader::open(path.clone(), AccessMode::Auto, Arc::new(|| ())).unwrap();
    let snapshot = wait_for(&reader, opened).snapshot;
    // The first screen comes unasked; it was read before the cut.
    wait_for(&reader, |event| matches!(event, Event::Block(_, 0, Ok(_))).then_some(()));
    // Busy all the time, as during scrolling: the file is watched nevertheless.
    std::fs::write(&path, b"short").unwrap();
    let (mut changes, begun) = (Vec::new(), Instant::now());
    while begun.elapsed() < Duration::from_millis(1800) {
        reader.want(&snapshot, vec![0, 5]);
        match reader.event_within(Duration::from_millis(5)) {
            Some(Event::Changed(change, ..)) => changes.push(change),
            Some(Event::Block(_, _, bytes)) => assert!(bytes.is_err()),
            _ => {}
        }
    }
    assert_eq!(changes, [Change::Shrank { to: 5 }]);
    reader.reopen();
    let again = wait_for(&reader, opened).snapshot;
    assert_eq!((again.len(), again.head()), (5, &b"short"[..]));
    assert!(again.generation() > snapshot.generation());
}

#[test]
fn a_reader_reports_the_end_of_a_pipe_when_all_of_it_is_there() {
    let folder = TestDir::new();
    let path = folder.pipe("pipe");
    let writer = File::options().read(true).write(true).open(&path).unwrap();
    let reader = Reader::open(path, AccessMode::Auto, Arc::new(|| ())).unwrap();
    assert!(wait_for(&reader, opened).is_filling);
    io::Write::write_all(&mut &writer, b"all of it").unwrap();
    drop(writer);
    let ended = wait_for(&reader, opened);
    assert!(!ended.is_filling);
    assert_eq!(ended.snapshot.head(), b"all of it");
}

#[test]
fn what_has_no_bytes_is_refused_in_a_sentence() {
    let folder = TestDir::new();
    let refused = |path: &Path| Source::open(path, AccessMode::Auto).err().unwrap().to_string();
    assert!(refused(&folder.path(".")).contains("is a folder; choose a file inside it"));
    assert!(refused(&folder.path("absent")).contains("was not found"));
    assert!(refused(Path::new("/dev/null")).contains("a character device"));
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket")).unwrap();
    assert!(refused(&folder.path("socket")).contains("a socket"));
}

#[test]
fn made_up_files_are_read_to_their_end() {
    let expected = std::fs::read("/proc/cpuinfo").unwrap();
    let source = Source::open(Path::new("/proc/version"), AccessMode::Auto).unwrap();
    let version = std::fs::read("/proc/version").unwrap();
    assert_eq!(source.snapshot().read(source.snapshot().span(), <[u8]>::to_vec).unwrap(), version);
    let source = Source::open(Path::new("/proc/cpuinfo"), AccessMode::Auto).unwrap();
    assert_eq!(source.snapshot().len(), len_u64(expected.len()));
}

/// Asks for its neighbours' bytes, and is quick about it.
struct Nosy;

impl Scan for Nosy {
    type Partial = u64;
    fn id(&self) -> ScanId {
        ScanId::new("nosy")
    }
    fn margin(&self) -> (usize, usize) {
        (3, 3)
    }
    fn feed(&self, n: &mut u64, piece: &Piece<'_>) {
        let around = [piece.before().last(), piece.bytes().first(), piece.after().first()];
        *n += around.into_iter().flatten().map(|&byte| u64::from(byte)).sum::<u64>();
    }
    fn feed_zeros(&self, _n: &mut u64, _hole: Span, _file_len: u64) {}
    fn merge(&self, n: &mut u64, right: u64) {
        *n += right;
    }
    fn report(&self, _n: &u64) -> Finding {
        Finding::Section(Section::default())
    }
}

#[test]
fn a_pass_over_a_map_takes_no_more_memory_for_a_larger_file() {
    alone("a_pass_over_a_map_takes_no_more_memory_for_a_larger_file", || {
        let folder = TestDir::new();
        let path = folder.path("large");
        let file = File::create(&path).unwrap();
        let mebibyte = vec![b'x'; 1 << 20];
        (0..160).for_each(|i| file.write_all_at(&mebibyte, i << 20).unwrap());
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        let source = Source::open(&path, AccessMode::Map).unwrap();
        let scans: Vec<ScanRef> = vec![Arc::new(Nosy)];
        let job = engine.start(&source.snapshot(), Spec { scans, ..spec(gander::engine::CHUNK_BYTES) });
        assert_eq!(end_of(&job).state, JobState::Done);
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let peak_kb: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak_kb < 30_000, "{peak_kb} kB");
    });
}

#[test]
fn a_file_that_is_written_to_while_it_is_opened_is_no_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.log");
    let file = File::create(&path).unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                file.set_len(0).unwrap();
                file.write_all_at(b"line\n", 0).unwrap();
            }
        });
        let openings = (0..20_000).filter(|_| {
            let source = Source::open(&path, AccessMode::Auto);
            source.is_ok_and(|source| source.snapshot().back_end().in_english().contains("spooled"))
        });
        let spooled = openings.count();
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(spooled, 0);
    });
}
