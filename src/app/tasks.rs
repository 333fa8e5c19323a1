//! Work that is neither reading nor scanning: asking for files, writing exports, making
//! samples. Each on a thread of its own, with a reply by channel.

use super::edit::{Recovered, Unlocked, Written};
use super::msg::{AppMsg, SampleKind};
use super::path_box::formats::SaveRequest;
use super::path_box::look::{Listing, Target};
use super::session::msg::SessionReply;
use super::{App, Effect};
use crate::base::atomic_file::AtomicFile;
use crate::base::{CaughtPanic, DocId, Offset, PaneId, Span, panics};
use crate::compare::Stretch;
use crate::doc::Sought;
use crate::doc::range::{RangeKey, RangeStudy};
use crate::edit::LeftBehind;
use crate::hash::run::HashError;
use crate::messages::{Key, Text, say};
use crate::sample;
use crate::scan::blocks::BlockMap;
use crate::source::reader::Waker;
use crate::summary::diff::Diff;
use crate::table::order::RowOrder;
use crossbeam_channel::Sender;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// Length of a sample that is made from the start page, in bytes.
pub const SAMPLE_BYTES: u64 = 1 << 30;

/// A piece of work under way.
pub struct Task {
    /// Its displayed title, which identifies it.
    pub title: Key,
    /// Bytes in all; 0 if unknown.
    pub of: u64,
    /// Whether it can be stopped.
    pub can_stop: bool,
    /// When it was started.
    pub began: Instant,
    shared: Arc<TaskState>,
}

#[derive(Default)]
struct TaskState {
    done: AtomicU64,
    is_over: AtomicBool,
    is_stopped: AtomicBool,
}

impl Task {
    /// Bytes done so far.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.shared.done.load(Ordering::Relaxed)
    }

    pub(super) fn is_done(&self) -> bool {
        self.shared.is_over.load(Ordering::Acquire)
    }
}

/// The worker's handle to a [`Task`], which is over when it is dropped.
pub(super) struct TaskHandle(Arc<TaskState>);

impl Drop for TaskHandle {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Release);
    }
}

impl TaskHandle {
    /// Reports progress; false once the task is stopped.
    pub(super) fn go_on(&self, done: u64) -> bool {
        self.0.done.store(done, Ordering::Relaxed);
        !self.0.is_stopped.load(Ordering::Acquire)
    }
}

/// How a piece of work or a dialog ended.
pub enum Reply {
    /// These files are to be opened.
    Picked(Vec<PathBuf>),
    /// The file to save to.
    SaveTo(PathBuf),
    /// So many lines were written, or in a sentence why not.
    RowsSaved(Result<(PathBuf, u64), Text>),
    /// So many rows of a table were written, or in a sentence why not.
    TableSaved(Result<(PathBuf, u64), Text>),
    /// The selection was written, or in a sentence why not.
    SelectionSaved(Result<PathBuf, Text>),
    /// Text for the clipboard, and of how many bytes; or why there is none.
    Copied(Result<(String, u64), Text>),
    /// Text that the middle button pastes.
    ForPrimary(String),
    /// The rows of a document are in the order that was asked for by this number, or in a sentence why not;
    /// none where it was stopped.
    RowsSorted(DocId, u64, Result<Arc<RowOrder>, Option<Text>>),
    /// Finer blocks of a range were read for the map of a pane, or why not; none where that was ended.
    FineRead(PaneId, RangeKey, Result<Option<Box<BlockMap>>, Text>),
    /// A range was studied for the map of a pane, or why not; none where that was ended.
    RangeStudied(PaneId, RangeKey, Result<Option<Box<RangeStudy>>, Text>),
    /// The map was written, or in a sentence why not.
    FileMapSaved(Result<PathBuf, Text>),
    /// These bytes of a document are to be saved.
    SpanToSave(DocId, Span),
    /// Something was done about sessions, or about rules and filters.
    Sessions(SessionReply),
    /// A time was sought.
    TimeFound(Sought),
    /// A list of differences was written, or in a sentence why not.
    DifferencesSaved(Result<PathBuf, Text>),
    /// A difference was sought in a stretch of several, for a pane.
    DifferenceFound {
        /// The step that it was sought for.
        asked: u64,
        /// The pane that steps.
        pane: PaneId,
        /// Where it was sought.
        from: Stretch,
        /// Where it starts in both files; none if there is none, or in a sentence why that is not known.
        found: Result<Option<(Offset, Offset)>, Text>,
    },
    /// The comparison of summaries of this number, or in a sentence why there is none.
    SummariesCompared(u64, Result<Arc<Diff>, Text>),
    /// The digests of the pass of this number.
    Hashed(u64, Result<Vec<String>, HashError>),
    /// The dialog was cancelled.
    Nothing,
    /// A piece of work ended without anything to show or say.
    Silent,
    /// This system has no dialog: the window asks for the path.
    NoDialog,
    /// An ending was added to the path to save to; what is there, or in a sentence why it can't be.
    EndingAdded(Result<Target, Text>),
    /// The names in a folder.
    Listed(Listing),
    /// The path of this number was looked up, or in a sentence what is wrong with it.
    PathChecked(u64, Result<Target, Text>),
    /// The summary as Markdown, for the clipboard, and whether the file still is what it is of.
    SummaryCopied(String, bool),
    /// The summary was written, or in a sentence why not.
    Exported(Result<(PathBuf, bool), Text>),
    /// A document with the edits of this revision was saved, or in a sentence why not.
    CopySaved(DocId, u64, Result<PathBuf, Text>),
    /// A file was locked for writing, or not.
    Unlocked(Unlocked),
    /// A write is over.
    Written(Box<Written>),
    /// Writes that did not end.
    LeftBehind(Vec<LeftBehind>),
    /// One of them was brought to an end, or not.
    Recovered(Box<Recovered>),
    /// The sample was written, or in a sentence why not.
    SampleMade(Result<PathBuf, Text>),
    /// A piece of work of this title panicked.
    Broke(Key, CaughtPanic),
}

/// Sends replies, and wakes the window for each.
struct Replies {
    sender: Sender<Reply>,
    waker: Waker,
}

impl Replies {
    fn send(&self, reply: Reply) {
        // Fails only when the program ends.
        let _ = self.sender.send(reply);
        (self.waker)();
    }
}

/// Sends a dialog's answer, once. Dropped unsent, it says that there was none.
pub struct ReplyTo(Option<Replies>);

impl ReplyTo {
    /// Sends the reply. Blocks only while dozens of others are queued.
    pub fn send(mut self, reply: Reply) {
        if let Some(replies) = self.0.take() {
            replies.send(reply);
        }
    }
}

impl Drop for ReplyTo {
    fn drop(&mut self) {
        if let Some(replies) = self.0.take() {
            replies.send(Reply::Nothing);
        }
    }
}

/// File dialogs. Neither call may block: the answer comes as a reply.
pub trait Dialogs {
    /// Asks which files to open; the dialog starts in this folder.
    fn pick_files(&self, folder: Option<PathBuf>, reply: ReplyTo);
    /// Asks where to save something.
    fn save_file(&self, request: &SaveRequest, reply: ReplyTo);
}

impl App {
    /// Takes in a dialog's answer later.
    pub(super) fn reply(&self) -> ReplyTo {
        ReplyTo(Some(self.replies()))
    }

    fn replies(&self) -> Replies {
        Replies { sender: self.replies.0.clone(), waker: Arc::clone(&self.waker) }
    }

    /// Runs `work` on a thread of its own and takes its reply in later.
    ///
    /// # Errors
    /// If there is no thread for it.
    pub(super) fn spawn(
        &self,
        title: Key,
        work: impl FnOnce() -> Reply + Send + 'static,
    ) -> std::io::Result<()> {
        let replies = self.replies();
        let thread = std::thread::Builder::new().name("gander-task".into());
        let spawned = thread.spawn(move || {
            let done = panics::catch(say(title.0), work);
            replies.send(done.unwrap_or_else(|caught| Reply::Broke(title, caught)));
        });
        spawned.map(drop)
    }

    /// Runs `work` as a task, of `of` bytes if that is known, else 0, and takes its reply in later.
    pub(super) fn background(
        &mut self,
        title: Key,
        of: u64,
        work: impl FnOnce(&TaskHandle) -> Reply + Send + 'static,
    ) {
        let shared = Arc::new(TaskState::default());
        let progress = TaskHandle(Arc::clone(&shared));
        match self.spawn(title, move || work(&progress)) {
            Ok(()) => self.tasks.push(Task { title, of, can_stop: of > 0, began: Instant::now(), shared }),
            Err(error) => {
                let said =
                    Text::new("toast-not-started").with("title", title).with("why", Text::of_io(&error));
                self.toast(said, true);
            }
        }
    }

    pub(super) fn absorb_reply(&mut self, reply: Reply) {
        match reply {
            Reply::Picked(_) | Reply::SaveTo(_) | Reply::Nothing | Reply::NoDialog => {
                self.dialog_answered(reply);
            }
            Reply::Silent => {}
            Reply::RowsSorted(id, nr, order) => self.rows_sorted(id, nr, order),
            Reply::EndingAdded(found) => self.ending_added(found),
            Reply::Listed(listing) => self.listed(listing),
            Reply::PathChecked(nr, found) => self.path_checked(nr, found),
            Reply::RowsSaved(Ok((path, n))) => {
                let name = path.display().to_string();
                self.toast(Text::new("toast-lines-saved").with("n", n).with("name", name), false);
            }
            Reply::TableSaved(Ok((path, n))) => {
                let name = path.display().to_string();
                self.toast(Text::new("toast-rows-saved").with("n", n).with("name", name), false);
            }
            Reply::DifferencesSaved(Ok(path)) => {
                let name = path.display().to_string();
                self.toast(Text::new("toast-differences-saved").with("name", name), false);
            }
            Reply::DifferenceFound { asked, pane, from, found } => {
                self.difference_found(asked, pane, from, found);
            }
            Reply::SummariesCompared(nr, found) => self.summaries_compared(nr, &found),
            Reply::Hashed(nr, digests) => self.digests_made(nr, digests),
            Reply::ForPrimary(text) => self.effects.push(Effect::FillPrimary(text)),
            Reply::Copied(text) => self.put_into_clipboard(text),
            Reply::SummaryCopied(text, holds) => self.summary_copied(text, holds),
            Reply::SelectionSaved(Ok(path)) => {
                let name = path.display().to_string();
                self.toast(Text::new("toast-selection-saved").with("name", name), false);
            }
            Reply::FineRead(id, key, found) => self.fine_read(id, key, found),
            Reply::RangeStudied(id, key, found) => self.range_studied(id, key, found),
            Reply::FileMapSaved(Ok(path)) => {
                let name = path.display().to_string();
                self.toast(Text::new("toast-map-saved").with("name", name), false);
            }
            Reply::CopySaved(doc, revision, saved) => self.copy_saved(doc, revision, saved),
            Reply::Unlocked(unlocked) => self.unlocked(unlocked),
            Reply::Written(written) => self.written(*written),
            Reply::LeftBehind(left) => self.left_behind(left),
            Reply::Recovered(recovered) => self.recovered(*recovered),
            Reply::SpanToSave(id, span) => self.save_span(id, span),
            Reply::Sessions(reply) => self.session_answered(reply),
            Reply::TimeFound(sought) => self.time_found(sought),
            Reply::Exported(Ok((path, holds))) => {
                let name = path.display().to_string();
                let said = if holds { "toast-exported" } else { "toast-exported-stale" };
                self.toast(Text::new(said).with("name", name), !holds);
            }
            Reply::SampleMade(Ok(path)) => self.perform(AppMsg::Open(vec![path]).into()),
            Reply::Broke(title, caught) => {
                if title == super::hashing::HASHING {
                    self.hashing_broke();
                }
                if title == super::summaries::COMPARING {
                    self.summaries_broke();
                }
                let log = panics::log_path().map_or_else(String::new, |log| format!(" ({})", log.display()));
                let said = Text::new("toast-broke").with("title", title).with("why", caught.to_string());
                self.toast(said.with("log", log), true);
            }
            Reply::Exported(Err(why))
            | Reply::SampleMade(Err(why))
            | Reply::RowsSaved(Err(why))
            | Reply::TableSaved(Err(why))
            | Reply::DifferencesSaved(Err(why))
            | Reply::SelectionSaved(Err(why))
            | Reply::FileMapSaved(Err(why)) => self.toast(why, true),
        }
    }

    /// Stops the work of this title, where that is possible.
    pub(super) fn stop_task(&self, title: Key) {
        let tasks = self.tasks.iter().filter(|task| task.title == title);
        tasks.for_each(|task| task.shared.is_stopped.store(true, Ordering::Release));
    }

    /// Makes a sample in the user's cache folder, unless it is there already, and opens it.
    pub fn make_sample(&mut self, kind: SampleKind, size: u64) {
        self.background(Key("task-sample"), size, move |progress| {
            Reply::SampleMade(make_sample(kind, size, progress))
        });
    }
}

fn make_sample(kind: SampleKind, size: u64, progress: &TaskHandle) -> Result<PathBuf, Text> {
    let folder = match directories::ProjectDirs::from("", "", "gander") {
        Some(dirs) => dirs.cache_dir().join("samples"),
        None => std::env::temp_dir().join("gander-samples"),
    };
    let failed = |why: Text| Text::new("toast-no-sample").with("why", why);
    std::fs::create_dir_all(&folder).map_err(|error| failed(Text::of_io(&error)))?;
    let path = folder.join(format!("sample-{}.{}", exactly(size), kind.extension()));
    if path.exists() {
        return Ok(path);
    }
    let mut out = AtomicFile::create(&path).map_err(|error| failed(error.message()))?;
    let seed = 1;
    sample::write(kind, size, seed, &mut out, &mut |done| progress.go_on(done))
        .map_err(|error| failed(Text::of_io(&error)))?;
    out.finish(false).map_err(|error| failed(error.message()))?;
    Ok(path)
}

/// A size for a file's name: in the largest unit that gives a whole number.
fn exactly(size: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let fits = units.iter().find(|(shift, _)| size > 0 && size.is_multiple_of(1 << shift));
    fits.map_or_else(|| size.to_string(), |(shift, unit)| format!("{}{unit}", size >> shift))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Settings, Start};
    use std::time::Duration;

    struct Nobody;

    impl Dialogs for Nobody {
        fn pick_files(&self, _folder: Option<PathBuf>, _reply: ReplyTo) {}
        fn save_file(&self, _request: &SaveRequest, _reply: ReplyTo) {}
    }

    #[test]
    fn work_that_panics_ends_and_says_so() {
        let (settings, dialogs) = (Settings::default(), Box::new(Nobody));
        let io = crate::source::AccessMode::Auto;
        let mut app = App::new(Start {
            io,
            n_threads: 1,
            settings,
            kept: crate::app::Kept::default(),
            dialogs,
            waker: Arc::new(|| ()),
        });
        app.background(Key("Trying"), 0, |_| panic!("out of ideas"));
        let begun = Instant::now();
        while app.toasts().is_empty() || !app.tasks().is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(20), "nothing was said");
            app.absorb();
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(app.toasts()[0].text.to_string().starts_with("Trying failed: out of ideas. The details"));
    }
}
