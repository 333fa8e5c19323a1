//! One thread a file that touches the disk so that the window need not.
//!
//! It opens the file, fetches the blocks that a view asks for, and looks whether the file has
//! changed: when the system says so, and twice a second anyway. It follows a name as
//! `tail -F` does: when the name leads to other bytes (rotated, cut, rewritten, made again) it
//! opens those too, and goes on looking at the old ones until they are left. If its disk dies,
//! this thread is stuck and no other: closing the tab leaves it behind. Everything it finds out
//! arrives as an [`Event`].

use super::notices::Notices;
use super::trail::{self, Trail};
use super::{AccessMode, Change, Fault, Generation, OpenError, Snapshot, Source};
use crate::base::{CaughtPanic, Span, newest, panics};
use crate::format::sniff::Verdict;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How often a file is looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A file that is being written to is looked at no more often than this.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(100);

/// Requests that may wait; a view asks again in its next frame for what it still lacks.
const WAITING: usize = 8;

/// Something that a reader thread found out.
pub enum Event {
    /// The file is open.
    Opened(Opened),
    /// It could not be opened, or not opened again.
    Failed(OpenError),
    /// A block that was asked for, or why it can't be had.
    Block(Snapshot, u64, Result<Arc<[u8]>, Fault>),
    /// The file is another one than at the snapshot; of a longer one, its last blocks.
    Changed(Change, Snapshot, Tail),
    /// Its name leads to these bytes now; of the next generation.
    Next(Opened),
    /// What the file seems to be, by samples of all of it.
    Sniffed(Snapshot, Verdict),
    /// The bytes that were to be copied.
    Copied(Result<Vec<u8>, Fault>),
    /// The reader itself failed; nothing more will come from it.
    Broke(CaughtPanic),
}

/// The last blocks of a file, so that who looks at its end sees it at once.
pub type Tail = Vec<(u64, Result<Arc<[u8]>, Fault>)>;

/// A file that was opened.
pub struct Opened {
    /// Its name for people.
    pub name: String,
    /// Its path, if it has one.
    pub path: Option<PathBuf>,
    /// Its bytes.
    pub snapshot: Snapshot,
    /// Whether it is a pipe that has not ended.
    pub is_filling: bool,
    /// Its last blocks, if it follows another file.
    pub tail: Tail,
    /// What it seems to be, by its first and last bytes.
    pub verdict: Verdict,
}

/// What a reader can be asked for; each is answered once.
enum Request {
    Copy(Snapshot, Span),
    Reopen,
    Leave(Generation),
}

/// The blocks that a view lacks; only the newest wish counts, the view has moved on from others.
type Wish = (Snapshot, Vec<u64>);

/// The window's end of a reader thread. Dropping it ends the thread when it next wakes.
pub struct Reader {
    requests: Sender<Request>,
    /// One place: a newer wish replaces the one in it.
    wishes: (Sender<Wish>, Receiver<Wish>),
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
        let mount: Arc<OnceLock<String>> = Arc::default();
        let ours = Arc::clone(&mount);
        let open = move || {
            if let Some(kind) = super::open::remote_mount(&path) {
                let _ = ours.set(kind);
            }
            Source::open(&path, io)
        };
        Ok(Self { mount, ..Self::start(open, waker)? })
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
        let wishes: (_, Receiver<Wish>) = bounded(1);
        let (found, events) = bounded(256);
        let wished = wishes.1.clone();
        let (last_word, wake) = (found.clone(), Arc::clone(&waker));
        let thread = Thread { asked, wished, found, waker };
        let run = move || {
            if let Err(caught) = panics::catch("Reading", || thread.run(open)) {
                // Unless the tab was closed meanwhile.
                let _ = last_word.send(Event::Broke(caught));
                wake();
            }
        };
        std::thread::Builder::new().name("gander-reader".into()).spawn(run)?;
        Ok(Self { requests, wishes, events, mount: Arc::default() })
    }

    /// The kind of file system it reads from, if that is one that may stop answering.
    #[must_use]
    pub fn mount(&self) -> Option<&str> {
        self.mount.get().map(String::as_str)
    }

    /// Asks for blocks of 64 KiB, in the order in which they are wanted. Newer wishes replace
    /// older ones. Never waits.
    pub fn want(&self, snapshot: &Snapshot, blocks: Vec<u64>) {
        newest::replace(&self.wishes, (snapshot.clone(), blocks));
    }

    /// Asks for a copy of `span`; whether it will be answered. Never waits.
    pub fn copy(&self, snapshot: &Snapshot, span: Span) -> bool {
        self.ask(Request::Copy(snapshot.clone(), span))
    }

    /// Asks for the same path to be opened anew. Never waits.
    pub fn reopen(&self) {
        let _ = self.ask(Request::Reopen);
    }

    /// Says that nobody follows files of an earlier generation any more. Never waits.
    pub fn leave_before(&self, generation: Generation) {
        let _ = self.ask(Request::Leave(generation));
    }

    /// Whether there was room to ask.
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

struct Thread {
    asked: Receiver<Request>,
    wished: Receiver<Wish>,
    found: Sender<Event>,
    waker: Waker,
}

impl Thread {
    fn run(self, open: impl FnOnce() -> Result<Source, OpenError>) {
        let mut source = match open() {
            Ok(source) => source,
            Err(error) => {
                self.say(Event::Failed(error));
                return;
            }
        };
        let opened = trail::opened(&mut source);
        let first = (!opened.snapshot.is_empty()).then(|| opened.snapshot.clone());
        let mut alive = self.say(Event::Opened(opened));
        if let Some(first) = first {
            // The first screen, before anyone has to ask for it.
            alive = alive && self.bring(&first, 0) && self.say(trail::sniffed(&first));
        }
        // Only now: to listen takes a moment, too.
        let notices = Notices::of(source.path());
        let mut trail = Trail::new(source);
        let mut looked = Instant::now();
        while alive {
            let every = if trail.is_filling() { LOOK_AT_MOST_EVERY } else { LOOK_EVERY };
            alive = match self.next_task(looked, every, &notices) {
                Task::Answer(request) => self.answer(request, &mut trail),
                Task::Fetch(wish) => self.fetch(&wish),
                Task::Look => {
                    looked = Instant::now();
                    trail.look(&mut |event| self.say(event))
                }
                Task::End => false,
            };
        }
    }

    /// What to do next: what was asked for, unless a look at the file is due.
    fn next_task(&self, looked: Instant, every: Duration, notices: &Notices) -> Task {
        let mut next_look = looked + every;
        loop {
            if Instant::now() >= next_look {
                return Task::Look;
            }
            let wrote = if next_look > looked + LOOK_AT_MOST_EVERY { Some(&notices.bytes) } else { None };
            let (never, due) = (crossbeam_channel::never(), crossbeam_channel::at(next_look));
            crossbeam_channel::select_biased! {
                recv(self.asked) -> request => return request.map_or(Task::End, Task::Answer),
                recv(self.wished) -> wish => return wish.map_or(Task::End, Task::Fetch),
                recv(notices.names) -> _ => return Task::Look,
                recv(wrote.unwrap_or(&never)) -> _ => next_look = looked + LOOK_AT_MOST_EVERY,
                recv(due) -> _ => return Task::Look,
            }
        }
    }

    /// Sends an event and wakes the window; whether anyone still listens.
    fn say(&self, event: Event) -> bool {
        let heard = self.found.send(event).is_ok();
        (self.waker)();
        heard
    }

    fn answer(&self, request: Request, trail: &mut Trail) -> bool {
        match request {
            Request::Copy(snapshot, span) => {
                self.say(Event::Copied(snapshot.read_copy(span, <[u8]>::to_vec)))
            }
            Request::Leave(generation) => {
                trail.leave_before(generation);
                true
            }
            Request::Reopen => match trail.reopen() {
                Ok(opened) => {
                    let snapshot = opened.snapshot.clone();
                    self.say(Event::Opened(opened)) && self.say(trail::sniffed(&snapshot))
                }
                Err(error) => self.say(Event::Failed(error)),
            },
        }
    }

    /// Fetches blocks until something else is wanted.
    fn fetch(&self, (snapshot, blocks): &Wish) -> bool {
        for &block in blocks {
            if !self.bring(snapshot, block) {
                return false;
            }
            if !self.asked.is_empty() || !self.wished.is_empty() {
                return true;
            }
        }
        true
    }

    fn bring(&self, snapshot: &Snapshot, block: u64) -> bool {
        self.say(Event::Block(snapshot.clone(), block, trail::bytes_of(snapshot, block)))
    }
}

enum Task {
    Answer(Request),
    Fetch(Wish),
    Look,
    End,
}
