//! Documents: everything that is known about an open file, whatever shows it.
//!
//! A [`Document`] has the reader, the cached bytes, the indexes, the jobs, the search, the
//! marks and the files that its name led to. It knows no view: panes hold their own
//! positions.

pub mod arrangement;
mod banner;
mod check;
pub mod edits;
pub mod file;
pub mod follow;
mod followed_job;
pub mod gauges;
mod highlights;
mod kept_jobs;
pub mod marks;
pub mod measure;
pub(crate) mod quotes;
pub mod range;
mod row_layouts;
pub mod rules;
pub mod scans;
pub mod search;
pub mod structure;
pub mod table;
pub(crate) mod times;
mod writing;

pub use arrangement::Arrangement;
pub use banner::{Banner, BannerAction};
pub use edits::{EditMode, Edits, HexColumn, Writing};
pub use file::File;
pub use times::Sought;

use crate::base::DocId;
use crate::engine::{Engine, FrontierStore};
use crate::format::compression::Compression;
use crate::format::delimited::DialectChoice;
use crate::format::encoding::Encoding;
use crate::format::glyphs::CopyAs;
use crate::format::sniff::Verdict;
use crate::messages::Text;
use crate::source::reader::{Opened, Reader, Tail};
use crate::source::tables::FoundTable;
use crate::source::{Change, OpenError, Snapshot};
use check::Check;
pub(crate) use check::FigureCheck;
use follow::Follow;
use gauges::Gauges;
use kept_jobs::KeptJobs;
use marks::Marks;
use measure::Measurement;
use rules::Highlighter;
use scans::Scans;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A file that is open, or is being opened.
pub struct Document {
    pub(crate) id: DocId,
    pub(crate) name: String,
    /// Its name, with folders where another open file has the same.
    pub(crate) label: String,
    pub(crate) path: Option<PathBuf>,
    pub(crate) reader: Option<Reader>,
    pub(crate) content: Content,
    pub(crate) scans: Scans,
    pub(crate) banner: Option<Banner>,
    /// Since when a request to the file has not been answered, without any event between.
    pub(crate) silent_since: Option<Instant>,
    /// Of each copy that was requested, in which form.
    pub(crate) copies: VecDeque<CopyAs>,
    pub(crate) follow: Follow,
    pub(crate) check: Check,
    pub(crate) searching: Option<Box<search::Searching>>,
    pub(crate) marks: Marks,
    pub(crate) highlighter: Option<Box<Highlighter>>,
    pub(crate) gauges: Gauges,
    pub(crate) measured: Option<Measurement>,
    /// Whether several panes show it.
    pub(crate) is_shared: bool,
    /// Whether the hint on its compression was dismissed.
    pub(crate) hides_hint: bool,
    /// Which rows of a table are wanted, and in which order.
    arrangement: Arrangement,
    /// How its bytes are being changed.
    pub(crate) writing: Writing,
    /// What the file says about itself.
    structure: structure::FileStructure,
}

/// The state of a document's file.
pub enum Content {
    /// The reader opens it.
    Opening,
    /// It could not be opened.
    Failed(OpenError),
    /// It is open.
    Open(Box<File>),
}

/// A file that has not answered for this long is reported as silent.
pub const PATIENCE: Duration = Duration::from_secs(3);

impl Document {
    pub(crate) fn new(id: DocId, name: String, path: Option<PathBuf>, reader: Option<Reader>) -> Self {
        Self {
            id,
            label: name.clone(),
            name,
            path,
            reader,
            content: Content::Opening,
            scans: Scans::default(),
            banner: None,
            silent_since: None,
            copies: VecDeque::new(),
            follow: Follow::default(),
            check: Check::default(),
            searching: None,
            marks: Marks::default(),
            highlighter: None,
            gauges: Gauges::default(),
            measured: None,
            is_shared: false,
            hides_hint: false,
            arrangement: Arrangement::default(),
            writing: Writing::default(),
            structure: structure::FileStructure::default(),
        }
    }

    /// Its identity.
    #[must_use]
    pub fn id(&self) -> DocId {
        self.id
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's name, with as many of its folders as tell it from another open file of that name.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The file's path, if it has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The state of its file.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The file, if it is open.
    #[must_use]
    pub fn file(&self) -> Option<&File> {
        match &self.content {
            Content::Open(file) => Some(file),
            _ => None,
        }
    }

    /// Keeps what jobs over it find in `store`, and goes on from what that has under the same settings.
    pub(crate) fn keep_jobs_in(&mut self, store: Option<Arc<dyn FrontierStore>>, settings: &str) {
        let store = store.map(|store| KeptJobs::new(store, settings));
        if let Some(file) = self.file_mut() {
            file.keep_searches_in(store.clone());
        }
        self.scans.set_store(store);
    }

    pub(crate) fn file_mut(&mut self) -> Option<&mut File> {
        match &mut self.content {
            Content::Open(file) => Some(file),
            _ => None,
        }
    }

    /// The file's length in bytes, with the edits that are laid over it; 0 while it is not open.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.file().map_or(0, File::edited_len)
    }

    /// Whether it holds no byte, or is not open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The jobs over it and what they have found.
    #[must_use]
    pub fn scans(&self) -> &Scans {
        &self.scans
    }

    /// Whether several panes show it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// What is to be said about a change of the file.
    #[must_use]
    pub fn banner(&self) -> Option<&Banner> {
        self.banner.as_ref()
    }

    /// How the file is compressed, and the command that shows it decompressed.
    #[must_use]
    pub fn compression(&self) -> Option<(Compression, String)> {
        let compression = self.file()?.compression()?;
        Some((compression, compression.command(self.path())))
    }

    /// Whether the hint on its compression is shown.
    #[must_use]
    pub fn shows_hint(&self) -> bool {
        !self.hides_hint && self.file().is_some_and(|file| file.compression().is_some())
    }

    /// How long the file has not answered, if that is long enough to be reported.
    #[must_use]
    pub fn silent_for(&self) -> Option<Duration> {
        self.silent_since.map(|since| since.elapsed()).filter(|silent| *silent >= PATIENCE)
    }

    /// The kind of file system it lies on, if that is one that may stop answering.
    #[must_use]
    pub fn mount(&self) -> Option<&str> {
        self.reader.as_ref().and_then(Reader::mount)
    }

    /// The compiled highlight rules, once they are ready.
    #[must_use]
    pub fn highlighter(&self) -> Option<&Highlighter> {
        self.highlighter.as_deref()
    }

    /// How its bytes are fetched and what that costs, while that is being measured.
    #[must_use]
    pub fn gauges(&self) -> &Gauges {
        &self.gauges
    }

    /// The throughput measurement, if one was made.
    #[must_use]
    pub fn measured(&self) -> Option<&Measurement> {
        self.measured.as_ref()
    }

    pub(crate) fn take_blocks(&mut self, blocks: Tail) {
        if let Some(file) = self.file_mut() {
            file.take_all(blocks);
        }
    }

    /// Takes another file in place of the one it has, or the first.
    pub(crate) fn open(&mut self, opened: &Opened, file: File) {
        self.name.clone_from(&opened.name);
        self.path.clone_from(&opened.path);
        self.content = Content::Open(Box::new(file));
        self.scans = Scans::default();
        self.follow = Follow::default();
        self.check = Check::default();
        self.measured = None;
        self.structure = structure::FileStructure::default();
        self.banner = None;
        self.hides_hint = false;
        self.writing.set_mode(EditMode::ReadOnly, None);
    }

    /// Takes the end of a pipe of which it has the rest; whether this was that.
    pub(crate) fn fill(&mut self, opened: &Opened, engine: Option<&Engine>) -> bool {
        let Some(file) = self.file_mut() else { return false };
        if file.snapshot().generation() != opened.snapshot.generation() {
            return false;
        }
        file.filled(opened.snapshot.clone());
        if let Some(engine) = engine {
            self.scans.grow(engine, &opened.snapshot);
        }
        true
    }

    /// Says whether ANSI colours are obeyed, which searches and rules go by.
    pub(crate) fn obey_ansi(&mut self, obeys: bool) {
        if let Some(file) = self.file_mut() {
            file.obeys_ansi = obeys;
        }
    }

    /// Takes what the file was found to be; the code unit of before, if it changed how bytes
    /// are read.
    pub(crate) fn sniffed(
        &mut self,
        snapshot: &Snapshot,
        verdict: Verdict,
        table: Option<FoundTable>,
    ) -> Option<crate::format::encoding::CodeUnit> {
        let Some(file) = self.file_mut().filter(|file| file.snapshot().generation() == snapshot.generation())
        else {
            self.follow.sniffed(snapshot, verdict, table);
            return None;
        };
        let before = file.encoding();
        file.set_verdict(verdict);
        (file.encoding() != before).then(|| before.unit())
    }

    /// Takes how the file is laid out as a table; whether that is news.
    pub(crate) fn take_table(&mut self, snapshot: &Snapshot, found: Option<FoundTable>) -> bool {
        let is_its = |file: &&mut File| file.snapshot().generation() == snapshot.generation();
        self.file_mut().filter(is_its).is_some_and(|file| file.set_table(found))
    }

    /// Takes how a person says that it is written as a table.
    pub(crate) fn choose_dialect(&mut self, choice: DialectChoice) {
        if let Some(file) = self.file_mut() {
            file.choose_dialect(choice);
        }
    }

    /// Takes the verdict by all bytes of its file; the encoding of before, if that changed it.
    pub(crate) fn completed(&mut self, snapshot: &Snapshot, verdict: Verdict) -> Option<Encoding> {
        let file = self.file_mut()?;
        if file.snapshot().generation() != snapshot.generation() {
            return None;
        }
        let before = file.encoding();
        file.set_completed(verdict);
        (file.encoding() != before).then_some(before)
    }

    /// Takes a change of the file; whether it grew.
    pub(crate) fn changed(
        &mut self,
        change: Change,
        snapshot: &Snapshot,
        tail: Tail,
        engine: Option<&Engine>,
    ) -> bool {
        let Content::Open(file) = &mut self.content else { return false };
        if file.snapshot().generation() != snapshot.generation() {
            if let Change::Grew { .. } = change {
                self.follow.grew(snapshot, tail, engine);
            }
            return false;
        }
        if change == Change::Touched {
            // Nothing is said, and all is kept, while the bytes are the same.
            file.restate(snapshot.clone());
            self.check.touched();
            return false;
        }
        if file.changed().is_some_and(|(last, _)| *last == change) {
            return false;
        }
        file.note(change.clone(), snapshot.clone(), tail);
        if let Change::Grew { .. } = change {
            if let Some(engine) = engine {
                self.scans.grow(engine, snapshot);
            }
            if !file.is_filling() {
                self.check.grew();
            }
            return true;
        }
        self.follow.note_moved(&change);
        self.banner = Some(Banner::about(&self.name, change));
        false
    }

    /// Takes what its jobs have found; whether it has other columns as a table.
    pub(crate) fn absorb_scans(&mut self, engine: &Engine) -> bool {
        let Content::Open(file) = &mut self.content else { return false };
        let was_running = self.scans.running().is_some();
        let mut indexes = self.scans.absorb(engine, file.snapshot());
        let fields = indexes.fields.take();
        if self.scans.take_unchecked() {
            self.check.touched();
        }
        // What was profiled is of the columns that were known until now.
        file.set_indexes(indexes);
        let has_more = fields.is_some_and(|fields| file.set_fields(&fields));
        if let (true, Some(table)) = (has_more, file.table()) {
            self.scans.profile_again(engine, file.snapshot(), table.layout());
        }
        if let Some(reader) = &self.reader {
            file.complete(reader);
            file.mind_table(reader);
        }
        if was_running
            && self.scans.running().is_none()
            && let Some(why) = self.scans.trouble()
            && self.banner.is_none()
            && !self.writing.is_writing
        {
            self.banner = Some(match self.scans.caught_panic() {
                Some(caught) => Banner::about_panic("banner-scan-failed", &self.name, caught),
                None => Banner::about_end(&self.name, why, self.scans.fault()),
            });
        }
        has_more
    }

    /// Checks in the background whether the bytes that were scanned are the same, if that is due,
    /// and takes the result: other bytes are the file's next generation.
    pub(crate) fn absorb_check(&mut self, engine: &Engine) {
        let Content::Open(file) = &mut self.content else { return };
        if self.writing.is_writing {
            return;
        }
        if self.check.has_found_change() {
            if self.scans.is_unchecked() {
                // The file has not changed since it was opened: what was kept of it is of before.
                return self.scans.start_afresh(engine, file.snapshot());
            }
            file.note(Change::Rewritten, file.snapshot().clone(), Tail::new());
            self.follow.note_moved(&Change::Rewritten);
            self.banner = Some(Banner::about(&self.name, Change::Rewritten));
            if let Some(reader) = &self.reader {
                reader.was_rewritten();
            }
            return;
        }
        if self.scans.running().is_none()
            && let Some(known) = self.scans.digests()
        {
            self.check.begin(engine, file.snapshot(), known, self.scans.tab());
        }
    }

    /// What decides whether the figures that are known hold, for the thread that hands them on.
    pub(crate) fn figure_check(&self) -> Option<FigureCheck> {
        let file = self.file()?;
        let is_other =
            |(change, _): &(Change, _)| matches!(change, Change::Rewritten | Change::Shrank { .. });
        Some(FigureCheck {
            snapshot: file.snapshot().clone(),
            known: self.scans.digests().cloned(),
            is_due: self.check.is_on(),
            is_stale: file.changed().is_some_and(is_other),
        })
    }

    /// Whether it is checked, or will be, whether the bytes that were scanned are the same.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        self.check.is_on()
    }

    /// Time until something is to be done without an event, if there is such.
    #[must_use]
    pub fn due_in(&self) -> Option<Duration> {
        let check = self.check.due_in().filter(|_| self.scans.running().is_none());
        check.into_iter().chain(self.arranges_in()).min()
    }

    /// Requests the blocks that the last frame missed; whether there were any.
    pub(crate) fn ask(&mut self) -> bool {
        match (&self.content, &self.reader) {
            (Content::Open(file), Some(reader)) => file.ask(reader),
            (Content::Opening, Some(_)) => true,
            _ => false,
        }
    }

    /// Notes since when the file has not answered. `is_waiting`: a view shows placeholders;
    /// `is_pending`: a jump waits.
    pub(crate) fn mind_silence(&mut self, is_waiting: bool, is_pending: bool) {
        let (awaits, stuck_for) = match &self.content {
            Content::Opening => (self.reader.is_some(), Duration::ZERO),
            Content::Open(_) if is_waiting => (true, Duration::ZERO),
            // A jump waits for a block that no view shows yet.
            Content::Open(file) if is_pending && file.awaits() => (true, Duration::ZERO),
            Content::Open(_) if self.scans.is_stuck() => (true, crate::engine::SILENT),
            _ => (false, Duration::ZERO),
        };
        if awaits {
            let since = || Instant::now().checked_sub(stuck_for);
            self.silent_since = self.silent_since.or_else(since);
        } else {
            self.silent_since = None;
        }
    }

    /// Takes the end of its reader: what has come stays, and nothing waits for the rest.
    pub(crate) fn broke(&mut self, caught: &crate::base::CaughtPanic) {
        let why = Text::new("fault-reader-failed").with("why", caught.message.clone());
        let mut banner = Banner::about_panic("banner-reader-failed", &self.name, caught);
        match &mut self.content {
            Content::Open(file) => {
                file.lose(why);
                banner.choices.extend(self.path.is_some().then_some(BannerAction::ReadAnew));
            }
            content => *content = Content::Failed(OpenError::Unreadable { name: self.name.clone(), why }),
        }
        self.reader = None;
        self.banner = Some(banner);
    }

    /// Requests bytes for the clipboard.
    pub(crate) fn copy(&mut self, of: &Snapshot, span: crate::base::Span, form: CopyAs) {
        if self.reader.as_ref().is_some_and(|reader| reader.copy(of, span)) {
            self.copies.push_back(form);
        }
    }

    pub(crate) fn trim(&mut self, most: usize) {
        if let Some(file) = self.file_mut() {
            file.trim(most);
        }
    }
}
