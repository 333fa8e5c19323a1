//! One thread a file that touches the disk so that the window need not.
//!
//! It opens the file, fetches the blocks that a view asks for, and looks twice a second
//! whether the file has changed. If its disk dies, this thread is stuck and no other: closing
//! the tab leaves it behind. Everything it finds out arrives as an [`Event`].

use super::{Change, Fault, Io, OpenError, Snapshot, Source};
use crate::base::counts::BLOCK;
use crate::base::{Mishap, Offset, Span, mishap, newest};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How often a file is looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(500);

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
    /// The file is another one than at the snapshot.
    Changed(Change, Snapshot),
    /// The bytes that were to be copied.
    Copied(Result<Vec<u8>, Fault>),
    /// The reader itself failed; nothing more will come from it.
    Broke(Mishap),
}

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
}

/// What a reader can be asked for; each is answered once.
enum Request {
    Copy(Snapshot, Span),
    Reopen,
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
    pub fn open(path: PathBuf, io: Io, waker: Waker) -> std::io::Result<Self> {
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
        let thread = Thread { asked, wished, found, waker, told: Change::None };
        let run = move || {
            if let Err(mishap) = mishap::catch("Reading", || thread.run(open)) {
                // Unless the tab was closed meanwhile.
                let _ = last_word.send(Event::Broke(mishap));
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

    /// Asks for a copy of `span`. Never waits.
    pub fn copy(&self, snapshot: &Snapshot, span: Span) {
        self.ask(Request::Copy(snapshot.clone(), span));
    }

    /// Asks for the same path to be opened anew. Never waits.
    pub fn reopen(&self) {
        self.ask(Request::Reopen);
    }

    fn ask(&self, request: Request) {
        match self.requests.try_send(request) {
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
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
    /// The last change that was told; each is told once.
    told: Change,
}

impl Thread {
    fn run(mut self, open: impl FnOnce() -> Result<Source, OpenError>) {
        let mut source = match open() {
            Ok(source) => source,
            Err(error) => {
                self.say(Event::Failed(error));
                return;
            }
        };
        let opened = Self::opened(&mut source);
        let mut filling = opened.is_filling;
        let first = (!opened.snapshot.is_empty()).then(|| opened.snapshot.clone());
        let mut alive = self.say(Event::Opened(opened));
        if let Some(first) = first {
            // The first screen, before anyone has to ask for it.
            alive = alive && self.bring(&first, 0);
        }
        let mut next_look = Instant::now() + LOOK_EVERY;
        while alive {
            alive = match self.next_task(next_look) {
                Task::Answer(request) => self.answer(request, &mut source),
                Task::Fetch(wish) => self.fetch(&wish),
                Task::Look => {
                    let alive = self.look(&mut source, &mut filling);
                    next_look = Instant::now() + if filling { LOOK_EVERY / 5 } else { LOOK_EVERY };
                    alive
                }
                Task::End => false,
            };
        }
    }

    /// What to do next: what was asked for, unless a look at the file is due.
    fn next_task(&self, next_look: Instant) -> Task {
        if Instant::now() >= next_look {
            return Task::Look;
        }
        crossbeam_channel::select_biased! {
            recv(self.asked) -> request => request.map_or(Task::End, Task::Answer),
            recv(self.wished) -> wish => wish.map_or(Task::End, Task::Fetch),
            recv(crossbeam_channel::at(next_look)) -> _ => Task::Look,
        }
    }

    fn opened(source: &mut Source) -> Opened {
        let is_filling = source.is_filling();
        if !is_filling {
            // Bytes that came between opening and the pipe's end; any other change is told later.
            let _ = source.refresh();
        }
        Opened {
            name: source.name().to_owned(),
            path: source.path().map(PathBuf::from),
            snapshot: source.snapshot(),
            is_filling,
        }
    }

    /// Sends an event and wakes the window; whether anyone still listens.
    fn say(&self, event: Event) -> bool {
        let heard = self.found.send(event).is_ok();
        (self.waker)();
        heard
    }

    fn answer(&mut self, request: Request, source: &mut Source) -> bool {
        match request {
            Request::Copy(snapshot, span) => {
                self.say(Event::Copied(snapshot.read_copy(span, <[u8]>::to_vec)))
            }
            Request::Reopen => {
                self.told = Change::None;
                let event = match source.reopen() {
                    Ok(()) => Event::Opened(Self::opened(source)),
                    Err(error) => Event::Failed(error),
                };
                self.say(event)
            }
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
        let span = Span::at(Offset(block.saturating_mul(BLOCK)), BLOCK).meet(snapshot.span());
        let bytes = snapshot.read_copy(span, |bytes| Arc::<[u8]>::from(bytes));
        self.say(Event::Block(snapshot.clone(), block, bytes))
    }

    /// Tells what has happened to the file, and once that a pipe has ended.
    fn look(&mut self, source: &mut Source, filling: &mut bool) -> bool {
        let ends = *filling && !source.is_filling();
        // What can't be looked at now may answer the next time; reads say it themselves.
        let change = source.refresh().unwrap_or(Change::None);
        if ends {
            // The look came after the end, so that this covers the pipe's last byte.
            *filling = false;
            let told = self.say(Event::Opened(Self::opened(source)));
            return match source.wait_filled() {
                Ok(()) => told,
                // What has come of it stays.
                Err(error) => self.say(Event::Failed(OpenError::unreadable(source.name(), &error))),
            };
        }
        if change == Change::None || change == self.told {
            return true;
        }
        self.told = change.clone();
        self.say(Event::Changed(change, source.snapshot()))
    }
}

enum Task {
    Answer(Request),
    Fetch(Wish),
    Look,
    End,
}
