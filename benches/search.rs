//! Latency of a match: near, far, and for a search to stop; and what a search
//! with hundreds of millions of matches takes in memory. Through the program itself, without
//! its window.
//!
//!     cargo bench --bench search -- FILE [LINE [SAVED]]
//!
//! FILE is a log sample of some GiB in the page cache (`gander sample log --size 4GiB -o FILE`),
//! LINE a file of one line (`gander sample json --size 1GiB -o LINE`): how long it takes to its
//! end, and to its last object. Lines of FILE that hold `ERROR`, with five around each and with
//! numbers, are saved to SAVED, a name with an ending: `grep -n -C5 ERROR FILE` prints the same.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use gander::app::path_box::formats::SaveRequest;
use gander::app::tasks::{Dialogs, Reply, ReplyTo};
use gander::app::{App, AppMsg, DocMsg, Kept, Msg, PaneRef, Settings, Start};
use gander::base::{DocId, Offset, Span, human};
use gander::doc::search::{Joined, ListFilter};
use gander::engine::{CHUNK_BYTES, Engine, JobState, Spec};
use gander::format::encoding::Encoding;
use gander::scan::ScanRef;
use gander::scan::plan::PassId;
use gander::search::{Pattern, Query, Search};
use gander::source::{AccessMode, Source};
use gander::view::{CursorMove, PaneMsg};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

const MIB: u64 = 1 << 20;

/// Saves to this file, whatever is asked.
struct SavesTo(Option<PathBuf>);

impl Dialogs for SavesTo {
    fn pick_files(&self, _folder: Option<PathBuf>, _reply: ReplyTo) {}
    fn save_file(&self, _request: &SaveRequest, reply: ReplyTo) {
        if let Some(path) = &self.0 {
            reply.send(Reply::SaveTo(path.clone()));
        }
    }
}

/// The document with the keyboard.
fn doc_id(app: &App) -> DocId {
    app.target().doc.unwrap()
}

fn to_pane(app: &mut App, msg: PaneMsg) {
    let pane = app.target().pane.unwrap();
    app.perform(Msg::Pane(pane, msg));
}

fn to_doc(app: &mut App, msg: DocMsg) {
    let doc = doc_id(app);
    app.perform(Msg::Doc(doc, msg));
}

fn main() {
    let mut asked = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(PathBuf::from);
    let Some(path) = asked.next() else {
        println!("name a file: cargo bench --bench search -- FILE [LINE [SAVED]]");
        return;
    };
    if let Some(line) = asked.next() {
        one_line(&line);
    }
    let saved = asked.next();
    let mut app = open(&path, saved.clone());
    filter(&mut app, &path, saved.is_some());
    let len = app.focused().unwrap().doc.file().unwrap().len();
    let start = Offset(len / 3);
    for distance in [MIB, 64 * MIB, 250 * MIB, len / 2] {
        let (mut times, mut shares) = (Vec::new(), Vec::new());
        for i in 0..9 {
            let pattern = unique_line(&app, start + distance + i * 5000);
            let alone = count_alone(&path, &pattern);
            let time = first_hit(&mut app, start, pattern);
            shares.push(time.as_secs_f64() / alone.as_secs_f64());
            times.push(time);
        }
        times.sort_unstable();
        shares.sort_unstable_by(f64::total_cmp);
        println!(
            "a match {} on: {:?} at the median, {:?} at most; {:.2} of the time that all of the file takes",
            human::size(distance),
            times[4],
            times[8],
            shares[4]
        );
    }
    let mut times: Vec<_> = (0..9).map(|_| cancel(&mut app)).collect();
    times.sort_unstable();
    println!("stopping: {:?} at the median, {:?} at most", times[4], times[8]);
    to_doc(&mut app, DocMsg::CloseSearch);
    let before = resident_kb();
    let whole = whole_search(&mut app, Pattern::fixed("e"));
    let found = Arc::clone(app.focused().unwrap().doc.searching().unwrap().found().unwrap());
    println!(
        "{} matches in {whole:?}: an index of {}, resident memory {before} -> {} KB",
        found.n_hits(),
        human::size(found.heap_bytes() as u64),
        resident_kb()
    );
}

/// The lines that hold `ERROR`: the first screen of them, all, and those within others.
fn filter(app: &mut App, path: &std::path::Path, saves: bool) {
    let pattern = Pattern::fixed("ERROR");
    let alone = count_alone(path, &pattern);
    let (mut firsts, mut shares) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        to_doc(app, DocMsg::CloseSearch);
        to_pane(app, PaneMsg::ShowPlace(Offset(0)));
        app.set_list_visible(doc_id(app), 20.0);
        let begun = Instant::now();
        to_pane(app, PaneMsg::Search(pattern.clone()));
        app.set_list_visible(doc_id(app), 20.0);
        until(app, |tab| tab.searching().is_some_and(|s| s.list().rows().0.len() >= 20));
        firsts.push(begun.elapsed());
        until(app, |tab| tab.searching().and_then(|s| s.run()).is_some_and(|run| !run.is_running()));
        shares.push(begun.elapsed().as_secs_f64() / alone.as_secs_f64());
    }
    firsts.sort_unstable();
    shares.sort_unstable_by(f64::total_cmp);
    println!(
        "a filter: its first screen after {:?} at the median, {:?} at most; whole after {:.2} of {alone:?}",
        firsts[4], firsts[8], shares[4]
    );
    let within = ListFilter::default().with(Pattern::fixed("timeout"), Joined::Within, &pattern);
    let begun = Instant::now();
    to_doc(app, DocMsg::Refine(within));
    until(app, |tab| tab.searching().and_then(|s| s.list().run()).is_some_and(|run| !run.is_running()));
    let rows = app.focused().unwrap().doc.searching().unwrap().list().run().unwrap().found().n_rows();
    println!("a filter within it: {rows} lines after {:?}", begun.elapsed());
    if !saves {
        return;
    }
    to_doc(app, DocMsg::Refine(ListFilter::default()));
    to_doc(app, DocMsg::SetContext(5));
    let begun = Instant::now();
    to_doc(app, DocMsg::SaveRowsDialog { numbered: true });
    app.absorb();
    while !app.tasks().is_empty() {
        app.absorb();
        std::thread::sleep(Duration::from_millis(1));
    }
    app.absorb();
    println!("saved after {:?}: {:?}", begun.elapsed(), app.toasts().last().map(|toast| &toast.text));
    to_doc(app, DocMsg::CloseSearch);
}

fn open(path: &std::path::Path, saved: Option<PathBuf>) -> App {
    let (settings, dialogs) = (Settings::default(), Box::new(SavesTo(saved)));
    let mut app = App::new(Start {
        io: AccessMode::Auto,
        n_threads: 0,
        settings,
        kept: Kept::default(),
        dialogs,
        waker: Arc::new(|| ()),
    });
    app.perform(AppMsg::Open(vec![path.to_owned()]).into());
    app.release_scans();
    until(&mut app, |tab| {
        tab.file().is_some() && tab.scans().running().is_none() && !tab.scans().known().is_empty()
    });
    app
}

/// A file of one line: to its end and back, and to its last object.
fn one_line(path: &std::path::Path) {
    let mut app = open(path, None);
    let len = app.focused().unwrap().doc.file().unwrap().len();
    let mut times = Vec::new();
    for _ in 0..9 {
        to_pane(&mut app, PaneMsg::Home);
        to_pane(&mut app, PaneMsg::SetCursor { at: Offset(7), extend: false });
        until(&mut app, |tab| tab.pending().is_none());
        let begun = Instant::now();
        to_pane(&mut app, PaneMsg::MoveCursor { step: CursorMove::LineEnd, extend: false });
        until(&mut app, |tab| tab.cursor().0 + 1 >= len && tab.pending().is_none());
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    println!(
        "the end of a line of {}: {:?} at the median, {:?} at most",
        human::size(len),
        times[4],
        times[8]
    );
    let snapshot = app.focused().unwrap().doc.file().unwrap().snapshot().clone();
    let tail = snapshot.read_copy(Span::at(Offset(len - 400), 400), |tail| tail.to_vec()).unwrap();
    let last = memchr::memmem::rfind(&tail, b"{\"id\":").unwrap();
    let id: String = tail[last..].iter().map(|&byte| char::from(byte)).take_while(|c| *c != ',').collect();
    let pattern = Pattern::fixed(&id);
    let alone = count_alone(path, &pattern);
    let time = first_hit(&mut app, Offset(0), pattern);
    let share = time.as_secs_f64() / alone.as_secs_f64();
    println!("its last object, {id}: {time:?}; {share:.2} of the time that all of the file takes");
}

/// Absorbs updates until `holds`; returns how long that took.
fn until(app: &mut App, holds: impl Fn(&PaneRef<'_>) -> bool) -> Duration {
    let begun = Instant::now();
    loop {
        app.absorb();
        if app.focused().is_some_and(|pane| holds(&pane)) {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "it takes too long");
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// The request and time of the line after `at`, which no other line has.
fn unique_line(app: &App, at: Offset) -> Pattern {
    let snapshot = app.focused().unwrap().doc.file().unwrap().snapshot().clone();
    let text = snapshot.read_copy(Span::at(at, 2000), |bytes| String::from_utf8_lossy(bytes).into_owned());
    let text = text.unwrap();
    let line = text.lines().nth(1).unwrap().to_owned();
    Pattern::fixed(&line)
}

fn first_hit(app: &mut App, from: Offset, pattern: Pattern) -> Duration {
    to_doc(app, DocMsg::CloseSearch);
    to_pane(app, PaneMsg::ShowPlace(from));
    app.absorb();
    let begun = Instant::now();
    to_pane(app, PaneMsg::Search(pattern));
    until(app, |tab| tab.searching().is_some_and(|searching| searching.current().is_some()));
    begun.elapsed()
}

/// How long the file takes to be searched as a whole, with nothing sought and nothing shown.
fn count_alone(path: &std::path::Path, pattern: &Pattern) -> Duration {
    let source = Source::open(path, AccessMode::Auto).unwrap();
    let search: ScanRef = Arc::new(Search::new(&Query::of(pattern.clone()), Encoding::UTF_8, true).unwrap());
    let engine = Engine::new(0, false, Arc::new(|| ())).unwrap();
    let scans = vec![search];
    let begun = Instant::now();
    let spec = Spec { pass: PassId::Search, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: true };
    let job = engine.start(&source.snapshot(), spec);
    while job.update_within(Duration::from_secs(60)).is_some_and(|update| update.state == JobState::Running) {
    }
    begun.elapsed()
}

fn whole_search(app: &mut App, pattern: Pattern) -> Duration {
    let begun = Instant::now();
    to_pane(app, PaneMsg::Search(pattern));
    let is_done = |tab: &PaneRef<'_>| {
        let run = tab.searching().and_then(|searching| searching.run());
        run.is_some_and(|run| !run.is_running())
    };
    until(app, is_done);
    begun.elapsed()
}

fn cancel(app: &mut App) -> Duration {
    to_doc(app, DocMsg::CloseSearch);
    to_pane(app, PaneMsg::Search(Pattern::regex("[a-z]{3}[0-9]{5}")));
    let running = |tab: &PaneRef<'_>| {
        let run = tab.searching().and_then(|searching| searching.run());
        run.is_some_and(|run| run.progress().done > 0)
    };
    until(app, running);
    let begun = Instant::now();
    to_doc(app, DocMsg::StopSearch);
    until(app, |tab| {
        let run = tab.searching().and_then(|searching| searching.run());
        run.is_some_and(|run| *run.state() == JobState::Cancelled)
    });
    begun.elapsed()
}

fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(0)
}
