//! A name followed as `tail -F` follows it: what it led to before, what it leads to now, and
//! when a tab goes on from one to the other.
//!
//! A tab that stands at its file's end goes on by itself, once the file before was read to its
//! end; one that stands elsewhere stays, and its banner offers to go on. The file before stays
//! at hand until the tab goes on once more; of those before it, sums are kept.

use super::App;
use super::command::Command;
use super::file::File;
use super::scans::Scans;
use super::session::{Banner, Content, Place, Session};
use crate::base::Value;
use crate::format::sniff::Verdict;
use crate::source::reader::{Opened, Tail};
use crate::source::{Change, Snapshot};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A file whose name was given to another counts as finished when nothing was written to it for
/// so long, and something to the other; or for [`LONG_QUIET`].
const QUIET: Duration = Duration::from_millis(300);

/// See [`QUIET`].
const LONG_QUIET: Duration = Duration::from_secs(3);

/// Files that wait for their turn, at most; each is kept open.
const MOST_WAITING: usize = 60;

/// A rewritten file up to this many bytes is read anew without asking.
const SMALL: u64 = 64 << 20;

/// What a tab's name led to before, and what it leads to now.
#[derive(Default)]
pub struct Follow {
    /// Switched off: the tab stays where it is.
    is_off: bool,
    /// What the name led to since, oldest first.
    waiting: VecDeque<Opened>,
    /// Why the name does not lead to the file in the tab any more.
    moved: Option<Change>,
    /// The file before.
    left: Option<Box<Left>>,
    before: Before,
    /// Somebody was told once and does not want to be told again.
    is_silent: bool,
}

/// A file that a tab has gone on from.
pub struct Left {
    file: File,
    scans: Scans,
    place: Place,
}

/// What a name led to before, taken together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// How many files.
    pub files: u64,
    /// Their lengths in bytes, as far as they were read.
    pub bytes: u64,
    /// Their lines, as far as they were counted.
    pub lines: u64,
    /// How many of them were not read to their ends: cut too early, or passed over.
    pub unfinished: u64,
}

impl Before {
    fn add(&mut self, file: &File, scans: &Scans) {
        let scanned = scans.known().iter().map(|known| known.scanned_bytes).min().unwrap_or(0);
        let lines = scans.known().iter().find(|known| known.section.id == "lines");
        let count = lines.and_then(|known| known.section.facts.iter().find(|fact| fact.key == "count"));
        if let Some(Value::Int(count)) = count.map(|fact| &fact.value) {
            self.lines += count;
        }
        self.files += 1;
        self.bytes += scanned;
        self.unfinished += u64::from(scanned < file.len());
    }
}

impl Left {
    /// The file, as far as it was read.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// What was computed about it.
    #[must_use]
    pub fn scans(&self) -> &Scans {
        &self.scans
    }
}

impl Follow {
    /// Whether a tab at its file's end shows what comes.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.is_off
    }

    /// The file before.
    #[must_use]
    pub fn left(&self) -> Option<&Left> {
        self.left.as_deref()
    }

    /// How many files the name led to since.
    #[must_use]
    pub fn n_waiting(&self) -> usize {
        self.waiting.len()
    }

    /// What the name led to before the file in the tab, taken together.
    #[must_use]
    pub fn before(&self) -> Before {
        let mut before = self.before;
        if let Some(left) = &self.left {
            before.add(&left.file, &left.scans);
        }
        before
    }

    /// Takes a file that the name leads to now.
    fn push(&mut self, opened: Opened) {
        self.waiting.push_back(opened);
        if self.waiting.len() > MOST_WAITING {
            self.pass_over();
        }
    }

    /// Passes over the file that has waited longest; it counts as one of those before.
    fn pass_over(&mut self) {
        if self.waiting.pop_front().is_some() {
            self.before.files += 1;
            self.before.unfinished += 1;
        }
    }

    /// Takes note that the file in the tab has lost its name or its bytes.
    pub(super) fn note_moved(&mut self, change: &Change) {
        self.moved = Some(change.clone());
    }

    fn forget_left(&mut self) {
        if let Some(left) = self.left.take() {
            self.before.add(&left.file, &left.scans);
        }
    }
}

impl App {
    /// What the name of a tab leads to now.
    pub(super) fn comes_next(&mut self, tab: usize, opened: Opened) {
        self.sessions[tab].follow.push(opened);
    }

    /// Growth of a file that is not the one in the tab: the one before, or one that waits.
    pub(super) fn grew_elsewhere(&mut self, tab: usize, snapshot: &Snapshot, tail: Tail) {
        let follow = &mut self.sessions[tab].follow;
        let generation = snapshot.generation();
        if let Some(next) = follow.waiting.iter_mut().find(|next| next.snapshot.generation() == generation) {
            next.snapshot = snapshot.clone();
            next.tail = tail;
        } else if let Some(left) = &mut follow.left
            && left.file.snapshot().generation() == generation
        {
            left.file.note(Change::Grew { to: snapshot.len() }, snapshot.clone(), tail);
            if let Ok(engine) = &self.engine {
                left.scans.grow(engine, snapshot);
            }
        }
    }

    /// Takes what a file seems to be that is not the one in the tab.
    pub(super) fn sniffed_elsewhere(&mut self, tab: usize, snapshot: &Snapshot, verdict: Verdict) {
        let follow = &mut self.sessions[tab].follow;
        let generation = snapshot.generation();
        if let Some(next) = follow.waiting.iter_mut().find(|next| next.snapshot.generation() == generation) {
            next.verdict = verdict;
        }
    }

    /// Takes in what was computed about the file before.
    pub(super) fn absorb_left(&mut self, tab: usize) {
        if let (Ok(engine), Some(left)) = (&self.engine, &mut self.sessions[tab].follow.left) {
            left.file.set_indexes(left.scans.absorb(engine, left.file.snapshot()));
        }
    }

    /// Goes on to the next file if the tab follows its name and is done with the one it shows.
    pub(super) fn go_on_if_finished(&mut self, tab: usize) {
        let session = &self.sessions[tab];
        // Where the end is takes longest to tell, and hardly any tab has anything to go on to.
        if session.is_finished() && session.is_following() {
            let why = session.follow.moved.clone();
            self.go_on(tab, 1);
            let session = &mut self.sessions[tab];
            session.stay_at_end();
            session.banner = (!session.follow.is_silent).then(|| gone_on(session, why.as_ref()));
        }
    }

    /// Goes on by `n` files, and so passes over all between. Whether there were any.
    pub(super) fn go_on(&mut self, tab: usize, n: usize) -> bool {
        let session = &mut self.sessions[tab];
        let follow = &mut session.follow;
        for _ in 1..n.min(follow.waiting.len()) {
            follow.pass_over();
        }
        let Some(next) = follow.waiting.pop_front() else { return false };
        let place = session.place();
        let wanted = session.file().and_then(File::wanted_encoding);
        let mut file = File::new(&next);
        file.set_wanted_encoding(wanted);
        let content = std::mem::replace(&mut session.content, Content::Open(Box::new(file)));
        let scans = std::mem::take(&mut session.scans);
        session.follow.forget_left();
        if let Content::Open(file) = content {
            if let Some(reader) = &session.reader {
                reader.leave_before(file.snapshot().generation());
            }
            session.follow.left = Some(Box::new(Left { file: *file, scans, place }));
        }
        session.measured = None;
        session.follow.moved = None;
        session.banner = None;
        session.take_blocks(next.tail);
        session.keep_inside();
        self.scan(tab);
        // What is listed is of the new file from the first picture on.
        self.absorb_search(tab);
        true
    }

    /// Shows the file before once more; the tab stays there.
    pub(super) fn back_to_left(&mut self) {
        let Some(session) = self.sessions.get_mut(self.front) else { return };
        let Some(left) = session.follow.left.take() else { return };
        let Left { file, scans, place } = *left;
        let content = std::mem::replace(&mut session.content, Content::Open(Box::new(file)));
        session.scans = scans;
        if let Content::Open(newer) = content {
            session.follow.waiting.push_front(Opened {
                name: session.name.clone(),
                path: session.path.clone(),
                snapshot: newer.snapshot().clone(),
                is_filling: false,
                tail: Tail::new(),
                verdict: newer.verdict().clone(),
            });
        }
        session.return_to(place);
        session.follow.is_off = true;
        session.banner = Some(Banner {
            text: format!("This is what “{}” was before.", session.name),
            choices: vec![("Go to the new one", Command::Reopen)],
            details: None,
            change: None,
        });
    }

    /// Switches following on, at the end; or off.
    pub(super) fn toggle_follow(&mut self) {
        let Some(session) = self.sessions.get_mut(self.front) else { return };
        let was_following = session.is_following();
        session.follow.is_off = was_following;
        if !was_following {
            session.end();
        }
    }

    pub(super) fn dismiss_banner(&mut self) {
        let Some(session) = self.sessions.get_mut(self.front) else { return };
        session.follow.is_silent |= session.follow.left.is_some();
        session.banner = None;
    }
}

impl Session {
    /// What the name led to before, and since.
    #[must_use]
    pub fn follow(&self) -> &Follow {
        &self.follow
    }

    /// Whether what comes is shown as it comes.
    #[must_use]
    pub fn is_following(&self) -> bool {
        self.follow.is_on() && self.is_at_end()
    }

    /// Whether the file is being written to, or its name was given to another one.
    #[must_use]
    pub fn is_live(&self) -> bool {
        let Some(file) = self.file() else { return false };
        let grows = matches!(file.changed(), Some((Change::Grew { .. }, _)));
        grows || file.is_filling() || self.follow.moved.is_some() || !self.follow.waiting.is_empty()
    }

    /// Whether frames are needed to see when the tab can go on.
    pub(super) fn waits_for_turn(&self) -> bool {
        !self.follow.waiting.is_empty() && self.is_following()
    }

    /// Whether nothing more can come of the file in the tab, and there is one to go on to.
    fn is_finished(&self) -> bool {
        let (Some(file), Some(next)) = (self.file(), self.follow.waiting.front()) else { return false };
        let quiet = file.changed().map_or(Duration::MAX, |(_, at)| Instant::now() - *at);
        let is_over = match self.follow.moved {
            Some(Change::Shrank { .. }) => true,
            Some(Change::Rewritten) => file.len() <= SMALL,
            _ => (quiet > QUIET && !next.snapshot.is_empty()) || quiet > LONG_QUIET,
        };
        // What was counted of a file is whole before its tab goes on to the next.
        let is_searched = self.searching().is_none_or(|searching| !searching.is_running());
        is_over && is_searched && self.scans.running().is_none()
    }
}

/// What is said after a tab has gone on.
fn gone_on(session: &Session, why: Option<&Change>) -> Banner {
    let name = &session.name;
    let times = session.follow.before().files;
    let (text, back) = match why {
        Some(Change::Shrank { .. } | Change::Rewritten) => (
            format!("“{name}” was emptied or rewritten by another program; this is what it holds now."),
            "Show what was read before",
        ),
        _ if times > 1 => (
            format!("“{name}” was replaced {times} times, as logs are rotated; this is the newest file."),
            "Back to the one before",
        ),
        _ => (
            format!("“{name}” was replaced, as logs are rotated; this is the new file."),
            "Back to the old one",
        ),
    };
    Banner { text, choices: vec![(back, Command::ShowPreviousFile)], details: None, change: None }
}
