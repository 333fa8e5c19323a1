//! Follows a file's name across rotation, like `tail -F`: the previous files, the current
//! one, and when a document advances to the next.
//!
//! A document that a view shows at its end advances by itself, once the file was read to its
//! end; otherwise it stays, and its banner offers to advance. The previous file stays open
//! until the document advances again; of earlier ones, totals are kept.

use super::banner::{Banner, BannerAction};
use super::file::File;
use super::scans::Scans;
use super::{Content, Document};
use crate::base::Value;
use crate::engine::Engine;
use crate::format::sniff::Verdict;
use crate::messages::Text;
use crate::source::reader::{Opened, Tail};
use crate::source::tables::FoundTable;
use crate::source::{Change, Snapshot};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A rotated file counts as finished when nothing was written to it for this long, and
/// something to its successor; or for [`LONG_QUIET`].
const QUIET: Duration = Duration::from_millis(300);

/// See [`QUIET`].
const LONG_QUIET: Duration = Duration::from_secs(3);

/// Most files in the queue; each is kept open.
const MOST_WAITING: usize = 60;

/// A rewritten file up to this many bytes is read anew without asking.
const SMALL: u64 = 64 << 20;

/// What a document's name led to before, and what it leads to now.
#[derive(Default)]
pub struct Follow {
    /// Switched off: the document stays with its file.
    pub(crate) is_off: bool,
    /// The queue of newer files, oldest first.
    waiting: VecDeque<Opened>,
    /// Why the name does not lead to the document's file any more.
    moved: Option<Change>,
    /// The previous file.
    previous: Option<Box<PreviousFile>>,
    before: EarlierFiles,
    /// The banner was dismissed: advancing is not reported again.
    is_silent: bool,
}

/// A file that a document has advanced from.
pub struct PreviousFile {
    file: File,
    scans: Scans,
}

/// Totals over a name's earlier files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarlierFiles {
    /// How many files.
    pub files: u64,
    /// Their lengths in bytes, as far as they were read.
    pub bytes: u64,
    /// Their lines, as far as they were counted.
    pub lines: u64,
    /// How many of them were not read to their ends: truncated too early, or skipped.
    pub unfinished: u64,
}

impl EarlierFiles {
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

impl PreviousFile {
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
    /// Whether a view at the end scrolls along as the file grows.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.is_off
    }

    /// The previous file.
    #[must_use]
    pub fn previous(&self) -> Option<&PreviousFile> {
        self.previous.as_deref()
    }

    /// How many newer files are queued.
    #[must_use]
    pub fn n_waiting(&self) -> usize {
        self.waiting.len()
    }

    /// What the name led to before the document's file, taken together.
    #[must_use]
    pub fn before(&self) -> EarlierFiles {
        let mut before = self.before;
        if let Some(previous) = &self.previous {
            before.add(&previous.file, &previous.scans);
        }
        before
    }

    /// Queues a file that the name leads to now.
    pub(crate) fn push(&mut self, opened: Opened) {
        self.waiting.push_back(opened);
        if self.waiting.len() > MOST_WAITING {
            self.pass_over();
        }
    }

    /// Skips the oldest file in the queue; it counts as an earlier one.
    fn pass_over(&mut self) {
        if self.waiting.pop_front().is_some() {
            self.before.files += 1;
            self.before.unfinished += 1;
        }
    }

    /// Takes note that the document's file has lost its name or its bytes.
    pub(crate) fn note_moved(&mut self, change: &Change) {
        self.moved = Some(change.clone());
    }

    fn forget_previous(&mut self) {
        if let Some(previous) = self.previous.take() {
            self.before.add(&previous.file, &previous.scans);
        }
    }

    /// Takes growth of a file that is not the document's own: the previous one, or a queued one.
    pub(crate) fn grew(&mut self, snapshot: &Snapshot, tail: Tail, engine: Option<&Engine>) {
        let generation = snapshot.generation();
        if let Some(next) = self.waiting.iter_mut().find(|next| next.snapshot.generation() == generation) {
            next.snapshot = snapshot.clone();
            next.tail = tail;
        } else if let Some(previous) = &mut self.previous
            && previous.file.snapshot().generation() == generation
        {
            previous.file.note(Change::Grew { to: snapshot.len() }, snapshot.clone(), tail);
            if let Some(engine) = engine {
                previous.scans.grow(engine, snapshot);
            }
        }
    }

    /// Takes the verdict on a queued file.
    pub(crate) fn sniffed(&mut self, snapshot: &Snapshot, verdict: Verdict, table: Option<FoundTable>) {
        let generation = snapshot.generation();
        if let Some(next) = self.waiting.iter_mut().find(|next| next.snapshot.generation() == generation) {
            (next.verdict, next.table) = (verdict, table);
        }
    }
}

impl Document {
    /// What the name led to before, and since.
    #[must_use]
    pub fn follow(&self) -> &Follow {
        &self.follow
    }

    /// Takes what was computed about the previous file.
    pub(crate) fn absorb_previous(&mut self, engine: &Engine) {
        if let Some(previous) = &mut self.follow.previous {
            previous.file.set_indexes(previous.scans.absorb(engine, previous.file.snapshot()));
        }
    }

    /// Advances to the next file of the name, and reports that in the banner.
    pub(crate) fn go_on_and_say(&mut self) {
        let why = self.follow.moved.clone();
        self.go_on(1);
        self.banner = (!self.follow.is_silent).then(|| gone_on(self, why.as_ref()));
    }

    /// Advances by `n` files, skipping those between; false if there are none.
    pub(crate) fn go_on(&mut self, n: usize) -> bool {
        let follow = &mut self.follow;
        for _ in 1..n.min(follow.waiting.len()) {
            follow.pass_over();
        }
        let Some(next) = follow.waiting.pop_front() else { return false };
        let wanted = self.file().and_then(File::wanted_encoding);
        let mut file = File::new(&next);
        file.set_wanted_encoding(wanted);
        let content = std::mem::replace(&mut self.content, Content::Open(Box::new(file)));
        let scans = std::mem::take(&mut self.scans);
        self.follow.forget_previous();
        if let Content::Open(file) = content {
            if let Some(reader) = &self.reader {
                reader.leave_before(file.snapshot().generation());
            }
            self.follow.previous = Some(Box::new(PreviousFile { file: *file, scans }));
        }
        self.measured = None;
        self.writing.set_mode(super::EditMode::ReadOnly, None);
        self.check = super::check::Check::default();
        self.follow.moved = None;
        self.banner = None;
        self.take_blocks(next.tail);
        true
    }

    /// Shows the previous file again, and stays there; false if there is none.
    pub(crate) fn show_previous(&mut self) -> bool {
        let Some(previous) = self.follow.previous.take() else { return false };
        let PreviousFile { file, scans } = *previous;
        let content = std::mem::replace(&mut self.content, Content::Open(Box::new(file)));
        self.scans = scans;
        if let Content::Open(newer) = content {
            self.follow.waiting.push_front(Opened {
                name: self.name.clone(),
                path: self.path.clone(),
                snapshot: newer.snapshot().clone(),
                is_filling: false,
                tail: Tail::new(),
                verdict: newer.verdict().clone(),
                table: newer.table().map(|table| table.found().clone()),
            });
        }
        self.follow.is_off = true;
        self.writing.set_mode(super::EditMode::ReadOnly, None);
        self.banner = Some(Banner {
            text: Text::new("banner-before").with("name", self.name.clone()),
            choices: vec![BannerAction::GoToNew],
            details: None,
            change: None,
        });
        true
    }

    pub(crate) fn dismiss_banner(&mut self) {
        self.follow.is_silent |= self.follow.previous.is_some();
        self.banner = None;
    }

    /// Whether the file is being written to, or its name was given to another one.
    #[must_use]
    pub fn is_live(&self) -> bool {
        let Some(file) = self.file() else { return false };
        let grows = matches!(file.changed(), Some((Change::Grew { .. }, _)));
        grows || file.is_filling() || self.follow.moved.is_some() || !self.follow.waiting.is_empty()
    }

    /// Whether the file is final, and another one is queued.
    pub(crate) fn is_finished(&self) -> bool {
        let (Some(file), Some(next)) = (self.file(), self.follow.waiting.front()) else { return false };
        if self.has_unsaved() || self.writing.is_writing {
            // What a person has made is not left behind.
            return false;
        }
        let quiet = file.changed().map_or(Duration::MAX, |(_, at)| Instant::now() - *at);
        let is_over = match self.follow.moved {
            Some(Change::Shrank { .. }) => true,
            Some(Change::Rewritten) => file.len() <= SMALL,
            _ => (quiet > QUIET && !next.snapshot.is_empty()) || quiet > LONG_QUIET,
        };
        // A running search completes its counts before the document advances.
        let is_searched = self.searching().is_none_or(|searching| !searching.is_running());
        is_over && is_searched && self.scans.running().is_none()
    }
}

/// The banner after a document has advanced.
fn gone_on(doc: &Document, why: Option<&Change>) -> Banner {
    let name = doc.name.clone();
    let times = doc.follow.before().files;
    let (text, back) = match why {
        Some(Change::Shrank { .. } | Change::Rewritten) => {
            (Text::new("banner-emptied"), BannerAction::ShowReadBefore)
        }
        _ if times > 1 => (
            Text::new("banner-rotated-often").with("n", times).with("times", times.to_string()),
            BannerAction::ShowOneBefore,
        ),
        _ => (Text::new("banner-rotated"), BannerAction::ShowPrevious),
    };
    let text = text.with("name", name);
    Banner { text, choices: vec![back], details: None, change: None }
}
