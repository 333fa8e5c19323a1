//! One I/O thread per file, so that the user interface thread does no I/O.
//!
//! It opens the file, fetches the blocks that a view requests, and polls the file for changes:
//! on a notification, and twice a second anyway. It follows a name as `tail -F` does: when the
//! file is rotated, truncated, rewritten or created again, it opens the new one and polls the
//! old ones until they are released. If the disk stops answering, this thread blocks and no
//! other; closing the tab abandons it. All results arrive as [`Event`]s.

use super::notices::Notices;
use super::samples;
use super::tables::{self, FoundTable};
use super::trail::{self, Trail};
use super::{AccessMode, Change, Fault, Generation, OpenError, Snapshot, Source};
use crate::base::{CaughtPanic, Span, newest, panics};
use crate::format::delimited::DialectChoice;
use crate::format::encoding::Encoding;
use crate::format::sniff::{Verdict, WholeUtf8};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How often a file is polled for changes.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Shortest interval between two polls of a file that is being written to.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(100);

/// How often a pipe is polled that has brought nothing yet: its first screen is waited for.
const LOOK_FOR_FIRST_EVERY: Duration = Duration::from_millis(20);

/// Capacity of the request channel; a view repeats missing requests in its next frame.
const WAITING: usize = 8;

/// A result of a reader thread.
pub enum Event {
    /// The file is open.
    Opened(Opened),
    /// It could not be opened, or not opened again.
    Failed(OpenError),
    /// A requested block, or why it can't be read.
    Block(Snapshot, u64, Result<Arc<[u8]>, Fault>),
    /// The file changed since the snapshot; if it grew, with its last blocks.
    Changed(Change, Snapshot, Tail),
    /// The name now leads to another file: the next generation.
    Next(Opened),
    /// The file's type, detected from samples of all of it.
    Sniffed(Snapshot, Verdict, Option<FoundTable>),
    /// The answer to [`Reader::read_table`].
    Table(Snapshot, Option<FoundTable>),
    /// The answer to [`Reader::complete`].
    Completed(Snapshot, Verdict),
    /// This program has written the file: the next generation of the same one.
    Wrote(Opened),
    /// The answer to [`Reader::copy`].
    Copied(Result<Vec<u8>, Fault>),
    /// The reader itself failed; nothing more will come from it.
    Broke(CaughtPanic),
}

/// The last blocks of a file, so that a view of its end needs no request.
pub type Tail = Vec<(u64, Result<Arc<[u8]>, Fault>)>;

/// A file that was opened.
pub struct Opened {
    /// Its display name.
    pub name: String,
    /// Its path, if it has one.
    pub path: Option<PathBuf>,
    /// Its bytes.
    pub snapshot: Snapshot,
    /// Whether it is a pipe that has not ended.
    pub is_filling: bool,
    /// Its last blocks, if it follows another file.
    pub tail: Tail,
    /// Its type, detected from its first and last bytes.
    pub verdict: Verdict,
    /// How it is laid out, if it is a table.
    pub table: Option<FoundTable>,
}

/// A request to the reader thread; each is answered once.
enum Request {
    Copy(Snapshot, Span),
    Reopen,
    Rewritten,
    Leave(Generation),
    Complete(Snapshot, Box<(Verdict, WholeUtf8)>),
    Hold(Sender<()>),
    Wrote(bool),
    Table(Snapshot, Encoding, DialectChoice),
}

/// Keeps a reader from polling its file, so that what this program writes is not taken for another's.
pub struct Hold(Sender<Request>);

/// How long a reader may take before it holds still.
const HOLD_WAIT: Duration = Duration::from_secs(5);

impl Hold {
    /// Waits until the reader polls no more, which lasts until [`Hold::release`]; false if it does not
    /// answer. For a thread that may wait.
    #[must_use]
    pub fn wait(&self) -> bool {
        let (held, answer) = bounded(1);
        let is_asked = self.0.send_timeout(Request::Hold(held), HOLD_WAIT).is_ok();
        is_asked && answer.recv_timeout(HOLD_WAIT).is_ok()
    }

    /// Lets the reader poll again. If this program `has_written`, the file's next generation comes as
    /// [`Event::Wrote`]. Never waits.
    pub fn release(self, has_written: bool) {
        if let Err(TrySendError::Full(request)) = self.0.try_send(Request::Wrote(has_written)) {
            // The reader is busy, and the window does not wait for it.
            let send = move || drop(self.0.send(request));
            let spawned = std::thread::Builder::new().name("gander-release".into()).spawn(send);
            spawned.err().into_iter().for_each(|error| tracing::warn!(%error, "a reader stays held"));
        }
    }
}

/// The blocks that a view lacks; a newer request replaces an older one.
type FetchRequest = (Snapshot, Vec<u64>);

/// Handle of a reader thread. Dropping it ends the thread when it next wakes.
pub struct Reader {
    requests: Sender<Request>,
    /// Capacity 1: a newer request replaces a pending one.
    fetch_slot: (Sender<FetchRequest>, Receiver<FetchRequest>),
    events: Receiver<Event>,
    mount: Arc<OnceLock<String>>,
}

/// Called from reader and worker threads when there is something to draw.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

impl Reader {
    /// Starts a thread that opens `path` (`-` is standard input).
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open(path: PathBuf, io: AccessMode, waker: Waker) -> std::io::Result<Self> {
        Self::open_found(move || path, io, waker)
    }

    /// The same for a path that is found by `find`, called on that thread.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open_found(
        find: impl FnOnce() -> PathBuf + Send + 'static,
        io: AccessMode,
        waker: Waker,
    ) -> std::io::Result<Self> {
        let mount: Arc<OnceLock<String>> = Arc::default();
        let ours = Arc::clone(&mount);
        let open = move || {
            let path = find();
            if let Some(kind) = super::open::remote_mount(&path) {
                let _ = ours.set(kind);
            }
            Source::open(&path, io)
        };
        Ok(Self { mount, ..Self::start(open, waker)? })
    }

    /// Starts a thread that opens some bytes of `path` as if they were all.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open_part(path: PathBuf, span: Span, io: AccessMode, waker: Waker) -> std::io::Result<Self> {
        Self::start(move || Source::open(&path, io)?.part(span), waker)
    }

    /// Starts a thread that reads whatever `open` returns, called on that thread.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn start(
        open: impl FnOnce() -> Result<Source, OpenError> + Send + 'static,
        waker: Waker,
    ) -> std::io::Result<Self> {
        let (requests, asked) = bounded(WAITING);
        let fetch_slot: (_, Receiver<FetchRequest>) = bounded(1);
        let (found, events) = bounded(256);
        let fetches = fetch_slot.1.clone();
        let (last_word, wake) = (found.clone(), Arc::clone(&waker));
        let thread = ReaderThread { asked, fetches, found, waker };
        let run = move || {
            if let Err(caught) = panics::catch("Reading", || thread.run(open)) {
                // Fails if the tab was closed meanwhile.
                let _ = last_word.send(Event::Broke(caught));
                wake();
            }
        };
        std::thread::Builder::new().name("gander-reader".into()).spawn(run)?;
        Ok(Self { requests, fetch_slot, events, mount: Arc::default() })
    }

    /// The kind of file system it reads from, if that is one that may stop answering.
    #[must_use]
    pub fn mount(&self) -> Option<&str> {
        self.mount.get().map(String::as_str)
    }

    /// Requests blocks of 64 KiB, in order of priority. A newer request replaces an older one.
    /// Never waits.
    pub fn want(&self, snapshot: &Snapshot, blocks: Vec<u64>) {
        newest::replace(&self.fetch_slot, (snapshot.clone(), blocks));
    }

    /// Asks for a copy of `span`; whether it will be answered. Never waits.
    pub fn copy(&self, snapshot: &Snapshot, span: Span) -> bool {
        self.ask(Request::Copy(snapshot.clone(), span))
    }

    /// Asks for the verdict by all bytes of the file; whether it will be answered. Never waits.
    pub fn complete(&self, snapshot: &Snapshot, verdict: &Verdict, whole: WholeUtf8) -> bool {
        self.ask(Request::Complete(snapshot.clone(), Box::new((verdict.clone(), whole))))
    }

    /// Asks for the layout of a table, read in this encoding; whether it will be answered. Never waits.
    pub fn read_table(&self, snapshot: &Snapshot, encoding: Encoding, choice: &DialectChoice) -> bool {
        self.ask(Request::Table(snapshot.clone(), encoding, choice.clone()))
    }

    /// What keeps it from polling while this program writes the file.
    #[must_use]
    pub fn hold(&self) -> Hold {
        Hold(self.requests.clone())
    }

    /// Requests that the path be reopened. Never waits.
    pub fn reopen(&self) {
        let _ = self.ask(Request::Reopen);
    }

    /// Reports that the file's bytes are others: what its name leads to is opened as the next
    /// generation. Never waits.
    pub fn was_rewritten(&self) {
        let _ = self.ask(Request::Rewritten);
    }

    /// Stops polling files of earlier generations. Never waits.
    pub fn leave_before(&self, generation: Generation) {
        let _ = self.ask(Request::Leave(generation));
    }

    /// False if the channel is full.
    fn ask(&self, request: Request) -> bool {
        self.requests.try_send(request).is_ok()
    }

    /// The next event, if one has come.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    /// The next event, waiting for it for a moment at most.
    #[must_use]
    pub fn event_within(&self, most: Duration) -> Option<Event> {
        self.events.recv_timeout(most).ok()
    }
}

struct ReaderThread {
    asked: Receiver<Request>,
    fetches: Receiver<FetchRequest>,
    found: Sender<Event>,
    waker: Waker,
}

impl ReaderThread {
    fn run(self, open: impl FnOnce() -> Result<Source, OpenError>) {
        let mut source = match open() {
            Ok(source) => source,
            Err(error) => {
                self.say(Event::Failed(error));
                return;
            }
        };
        let opened = trail::opened(&mut source);
        let is_filling = opened.is_filling;
        let first = (!opened.snapshot.is_empty()).then(|| opened.snapshot.clone());
        let mut alive = self.say(Event::Opened(opened));
        if let Some(first) = first {
            // Prefetch: the first screen's block.
            alive = alive && self.bring(&first, 0) && self.say(trail::sniffed(&first, source.name()));
        }
        if let Some(broken) = (!is_filling).then(|| trail::broken(&mut source)).flatten() {
            alive = alive && self.say(broken);
        }
        // Not earlier: subscribing takes time.
        let notices = Notices::of(source.path());
        let mut trail = Trail::new(source, is_filling);
        let mut looked_at = Instant::now();
        while alive {
            let every = match trail.is_filling() {
                true if trail.is_empty() => LOOK_FOR_FIRST_EVERY,
                true => LOOK_AT_MOST_EVERY,
                false => LOOK_EVERY,
            };
            alive = match self.next_task(looked_at, every, &notices) {
                ReaderTask::Answer(request) => self.answer(request, &mut trail),
                ReaderTask::Fetch(fetch) => self.fetch(&fetch),
                ReaderTask::Look => {
                    looked_at = Instant::now();
                    trail.look(&mut |event| self.say(event))
                }
                ReaderTask::End => false,
            };
        }
    }

    /// The next task: a request, unless a poll is due.
    fn next_task(&self, looked_at: Instant, every: Duration, notices: &Notices) -> ReaderTask {
        let mut next_look = looked_at + every;
        loop {
            if Instant::now() >= next_look {
                return ReaderTask::Look;
            }
            let wrote = if next_look > looked_at + LOOK_AT_MOST_EVERY { Some(&notices.bytes) } else { None };
            let (never, due) = (crossbeam_channel::never(), crossbeam_channel::at(next_look));
            crossbeam_channel::select_biased! {
                recv(self.asked) -> request => return request.map_or(ReaderTask::End, ReaderTask::Answer),
                recv(self.fetches) -> fetch => return fetch.map_or(ReaderTask::End, ReaderTask::Fetch),
                recv(notices.names) -> _ => return ReaderTask::Look,
                recv(wrote.unwrap_or(&never)) -> _ => next_look = looked_at + LOOK_AT_MOST_EVERY,
                recv(due) -> _ => return ReaderTask::Look,
            }
        }
    }

    /// Sends an event and wakes the window. False if the receiver is gone.
    fn say(&self, event: Event) -> bool {
        let is_sent = self.found.send(event).is_ok();
        (self.waker)();
        is_sent
    }

    fn answer(&self, request: Request, trail: &mut Trail) -> bool {
        match request {
            Request::Hold(held) => {
                trail.hold(true);
                // Fails if the writer has given up.
                let _ = held.send(());
                true
            }
            Request::Wrote(has_written) => {
                trail.hold(false);
                !has_written || trail.wrote(&mut |event| self.say(event))
            }
            Request::Copy(snapshot, span) => {
                self.say(Event::Copied(snapshot.read_copy(span, <[u8]>::to_vec)))
            }
            Request::Complete(snapshot, about) => {
                let verdict = samples::completed(&snapshot, &about.0, &about.1);
                self.say(Event::Completed(snapshot, verdict))
            }
            Request::Table(snapshot, encoding, choice) => {
                let table = tables::detect(&snapshot, encoding, trail.name(), &choice);
                self.say(Event::Table(snapshot, table))
            }
            Request::Leave(generation) => {
                trail.leave_before(generation);
                true
            }
            Request::Rewritten => trail.was_rewritten(&mut |event| self.say(event)),
            Request::Reopen => match trail.reopen() {
                Ok(opened) => {
                    let (snapshot, name) = (opened.snapshot.clone(), opened.name.clone());
                    self.say(Event::Opened(opened)) && self.say(trail::sniffed(&snapshot, &name))
                }
                Err(error) => self.say(Event::Failed(error)),
            },
        }
    }

    /// Fetches blocks until another request is pending.
    fn fetch(&self, (snapshot, blocks): &FetchRequest) -> bool {
        for &block in blocks {
            if !self.bring(snapshot, block) {
                return false;
            }
            if !self.asked.is_empty() || !self.fetches.is_empty() {
                return true;
            }
        }
        true
    }

    fn bring(&self, snapshot: &Snapshot, block: u64) -> bool {
        self.say(Event::Block(snapshot.clone(), block, trail::bytes_of(snapshot, block)))
    }
}

enum ReaderTask {
    Answer(Request),
    Fetch(FetchRequest),
    Look,
    End,
}
