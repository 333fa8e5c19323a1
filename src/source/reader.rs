//! One thread a file that touches the disk so that the window need not.
//!
//! It opens the file, fetches the blocks that a view asks for, and looks whether the file has
//! changed: when the system says so, and twice a second anyway. It follows a name as
//! `tail -F` does: when the name leads to other bytes (rotated, cut, rewritten, made again) it
//! opens those too, and goes on looking at the old ones until they are left. If its disk dies,
//! this thread is stuck and no other: closing the tab leaves it behind. Everything it finds out
//! arrives as an [`Event`].

use super::notices::Notices;
use super::{Change, Fault, Generation, Io, OpenError, Snapshot, Source};
use crate::base::counts::BLOCK;
use crate::base::{Mishap, Offset, Span, mishap, newest};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How often a file is looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A file that is being written to is looked at no more often than this.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(100);

/// Files of one name that are looked at, at most: the newest, and those it led to before.
const MOST_FOLLOWED: usize = 64;

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
    /// The bytes that were to be copied.
    Copied(Result<Vec<u8>, Fault>),
    /// The reader itself failed; nothing more will come from it.
    Broke(Mishap),
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
        let thread = Thread { asked, wished, found, waker };
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

    /// Says that nobody follows files of an earlier generation any more. Never waits.
    pub fn leave_before(&self, generation: Generation) {
        self.ask(Request::Leave(generation));
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
}

/// A file that is looked at, and the last changes that were told; each is told once.
struct Followed {
    source: Source,
    told: Change,
    told_of_name: Change,
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
        let opened = opened(&mut source);
        let mut filling = opened.is_filling;
        let first = (!opened.snapshot.is_empty()).then(|| opened.snapshot.clone());
        let mut alive = self.say(Event::Opened(opened));
        if let Some(first) = first {
            // The first screen, before anyone has to ask for it.
            alive = alive && self.bring(&first, 0);
        }
        // Only now: to listen takes a moment, too.
        let notices = Notices::of(source.path());
        let mut files = vec![Followed::new(source)];
        let mut looked = Instant::now();
        while alive {
            let every = if filling { LOOK_AT_MOST_EVERY } else { LOOK_EVERY };
            alive = match self.next_task(looked, every, &notices) {
                Task::Answer(request) => self.answer(request, &mut files),
                Task::Fetch(wish) => self.fetch(&wish),
                Task::Look => {
                    looked = Instant::now();
                    self.look(&mut files, &mut filling)
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

    fn answer(&self, request: Request, files: &mut Vec<Followed>) -> bool {
        match request {
            Request::Copy(snapshot, span) => {
                self.say(Event::Copied(snapshot.read_copy(span, <[u8]>::to_vec)))
            }
            Request::Leave(generation) => {
                let newest = files.last().map(Followed::generation);
                files.retain(|file| file.generation() >= generation || Some(file.generation()) == newest);
                true
            }
            Request::Reopen => {
                let Some(newest) = files.last() else { return true };
                match newest.source.next() {
                    Ok(mut next) => {
                        let event = Event::Opened(opened(&mut next));
                        *files = vec![Followed::new(next)];
                        self.say(event)
                    }
                    Err(error) => self.say(Event::Failed(error)),
                }
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
        self.say(Event::Block(snapshot.clone(), block, bytes_of(snapshot, block)))
    }

    /// Tells what has happened to the files, and once that a pipe has ended.
    fn look(&self, files: &mut Vec<Followed>, filling: &mut bool) -> bool {
        let Some((newest, older)) = files.split_last_mut() else { return true };
        if !older.iter_mut().all(|file| self.look_at(file).is_some()) {
            return false;
        }
        let ends = *filling && !newest.source.is_filling();
        let Some(change) = self.look_at(newest) else { return false };
        if ends {
            // The look came after the end, so that this covers the pipe's last byte.
            *filling = false;
            let told = self.say(Event::Opened(opened(&mut newest.source)));
            return match newest.source.wait_filled() {
                Ok(()) => told,
                // What has come of it stays.
                Err(error) => self.say(Event::Failed(OpenError::unreadable(newest.source.name(), &error))),
            };
        }
        let named = newest.source.named();
        let is_new = named != newest.told_of_name;
        newest.told_of_name = named.clone();
        if is_new {
            tracing::info!(name = newest.source.name(), ?named, "named");
        }
        if named != Change::None
            && is_new
            && !self.say(Event::Changed(named.clone(), newest.source.snapshot(), Tail::new()))
        {
            return false;
        }
        let is_lost = matches!(change, Change::Shrank { .. } | Change::Rewritten);
        !(is_lost || named == Change::Replaced) || self.follow(files, is_lost)
    }

    /// Tells what has happened to a file's bytes; `None` if nobody listens any more.
    fn look_at(&self, file: &mut Followed) -> Option<Change> {
        // What can't be looked at now may answer the next time; reads say it themselves.
        let change = file.source.refresh_bytes().unwrap_or(Change::None);
        if change == Change::None || change == file.told {
            return Some(change);
        }
        file.told = change.clone();
        let snapshot = file.source.snapshot();
        tracing::info!(name = file.source.name(), generation = snapshot.generation().0, ?change, "changed");
        let tail = if let Change::Grew { .. } = change { tail_of(&snapshot) } else { Tail::new() };
        self.say(Event::Changed(change.clone(), snapshot, tail)).then_some(change)
    }

    /// Opens what the name leads to now. `is_lost` if nothing more can come of the newest so far.
    fn follow(&self, files: &mut Vec<Followed>, is_lost: bool) -> bool {
        // What can't be opened now is tried again at the next look.
        let Some(Ok(mut next)) = files.last().map(|newest| newest.source.next()) else { return true };
        if is_lost {
            files.pop();
        }
        if files.len() >= MOST_FOLLOWED {
            files.remove(0);
        }
        let mut opened = opened(&mut next);
        opened.tail = tail_of(&opened.snapshot);
        files.push(Followed::new(next));
        self.say(Event::Next(opened))
    }
}

impl Followed {
    fn new(source: Source) -> Self {
        Self { source, told: Change::None, told_of_name: Change::None }
    }

    fn generation(&self) -> Generation {
        self.source.snapshot().generation()
    }
}

fn opened(source: &mut Source) -> Opened {
    let is_filling = source.is_filling();
    if !is_filling {
        // Bytes that came between opening and the pipe's end; any other change is told later.
        let _ = source.refresh_bytes();
    }
    Opened {
        name: source.name().to_owned(),
        path: source.path().map(PathBuf::from),
        snapshot: source.snapshot(),
        is_filling,
        tail: Tail::new(),
    }
}

/// The last two blocks: at least 64 KiB where there are as many.
fn tail_of(snapshot: &Snapshot) -> Tail {
    let blocks = snapshot.len().div_ceil(BLOCK);
    let bring = |block| (block, bytes_of(snapshot, block));
    (blocks.saturating_sub(2)..blocks).map(bring).collect()
}

fn bytes_of(snapshot: &Snapshot, block: u64) -> Result<Arc<[u8]>, Fault> {
    let span = Span::at(Offset(block.saturating_mul(BLOCK)), BLOCK).meet(snapshot.span());
    let bytes = snapshot.read_copy(span, |bytes| Arc::<[u8]>::from(bytes));
    bytes.inspect_err(|fault| tracing::warn!("not read: {fault}"))
}

enum Task {
    Answer(Request),
    Fetch(Wish),
    Look,
    End,
}
