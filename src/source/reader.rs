//! One thread a file that touches the disk so that the window need not.
//!
//! It opens the file, fetches the blocks that a view asks for, and looks twice a second
//! whether the file has changed. If its disk dies, this thread is stuck and no other: closing
//! the tab leaves it behind. Everything it finds out arrives as an [`Event`].

use super::{Change, Fault, Io, OpenError, Snapshot, Source};
use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

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

/// What a reader can be asked for.
enum Request {
    Blocks(Snapshot, Vec<u64>),
    Copy(Snapshot, Span),
    Reopen,
}

/// The window's end of a reader thread. Dropping it ends the thread when it next wakes.
pub struct Reader {
    requests: Sender<Request>,
    events: Receiver<Event>,
}

/// Called from reader and worker threads when there is something to draw.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

impl Reader {
    /// Starts a thread that opens `path` (`-` is standard input).
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open(path: PathBuf, io: Io, waker: Waker) -> std::io::Result<Self> {
        Self::start(move || Source::open(&path, io), waker)
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
        let (found, events) = bounded(256);
        let thread = Thread { asked, found, waker };
        std::thread::Builder::new().name("gander-reader".into()).spawn(move || thread.run(open))?;
        Ok(Self { requests, events })
    }

    /// Asks for blocks of 64 KiB, in the order in which they are wanted. Newer wishes replace
    /// older ones. Never waits.
    pub fn want(&self, snapshot: &Snapshot, blocks: Vec<u64>) {
        self.ask(Request::Blocks(snapshot.clone(), blocks));
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
        let opened = Self::opened(&source);
        if !self.say(Event::Opened(opened)) {
            return;
        }
        // The first screen, before anyone has to ask for it.
        if !source.snapshot().is_empty() && !self.bring(&source.snapshot(), 0) {
            return;
        }
        let mut filling = source.is_filling();
        loop {
            let wait = if filling { LOOK_EVERY / 5 } else { LOOK_EVERY };
            let alive = match self.asked.recv_timeout(wait) {
                Ok(request) => self.answer(request, &mut source),
                Err(RecvTimeoutError::Timeout) => {
                    let was_filling = filling;
                    filling = source.is_filling();
                    self.look(&mut source, was_filling)
                }
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !alive {
                return;
            }
        }
    }

    fn opened(source: &Source) -> Opened {
        Opened {
            name: source.name().to_owned(),
            path: source.path().map(PathBuf::from),
            snapshot: source.snapshot(),
            is_filling: source.is_filling(),
        }
    }

    /// Sends an event and wakes the window; whether anyone still listens.
    fn say(&self, event: Event) -> bool {
        let heard = self.found.send(event).is_ok();
        (self.waker)();
        heard
    }

    fn answer(&self, first: Request, source: &mut Source) -> bool {
        let mut wanted = None;
        for request in std::iter::once(first).chain(self.asked.try_iter()) {
            match request {
                // Only the newest wish counts: the view has moved on from the others.
                Request::Blocks(snapshot, blocks) => wanted = Some((snapshot, blocks)),
                Request::Copy(snapshot, span) => {
                    if !self.say(Event::Copied(snapshot.read_copy(span, <[u8]>::to_vec))) {
                        return false;
                    }
                }
                Request::Reopen => {
                    let event = match source.reopen() {
                        Ok(()) => Event::Opened(Self::opened(source)),
                        Err(error) => Event::Failed(error),
                    };
                    if !self.say(event) {
                        return false;
                    }
                }
            }
        }
        let Some((snapshot, blocks)) = wanted else { return true };
        for block in blocks {
            if !self.bring(&snapshot, block) {
                return false;
            }
            if !self.asked.is_empty() {
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

    fn look(&self, source: &mut Source, was_filling: bool) -> bool {
        match source.refresh() {
            Ok(Change::None) if was_filling && !source.is_filling() => {
                self.say(Event::Opened(Self::opened(source)))
            }
            Ok(Change::None) => true,
            Ok(change) => self.say(Event::Changed(change, source.snapshot())),
            // What can't be looked at now may answer the next time; reads say it themselves.
            Err(_) => true,
        }
    }
}
