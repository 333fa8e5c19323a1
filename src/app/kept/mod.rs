//! What is kept between two runs, in files: `settings.json` in the folder for settings,
//! `marks.json` and `session.json` in the one for data.
//!
//! All are read value by value ([`lenient`]), so that a newer program's are understood as far as
//! they can be, and nothing of them is lost. A file that is no JSON at all is set aside under
//! another name, with a message. Writing is atomic, and belongs to a thread; the last values are
//! written before the program ends.

pub(super) mod files;
mod index_cache;
pub(super) mod lenient;
pub(super) mod marks;
pub(super) mod paths;

pub use index_cache::IndexCache;
pub use marks::{Change, FileIdentity, FileMarks, MarkStore};

use super::Settings;
use super::session::file::SessionFile;
use crate::messages::Text;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use files::{RawFile, SOON, write};
use lenient::Stored;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The most that the index cache takes, unless the settings say otherwise, in MiB.
pub const MOST_CACHE_MIB: u32 = 1024;

/// What was kept, and where it is kept on.
#[derive(Default)]
pub struct Kept {
    /// The marks of files.
    pub marks: MarkStore,
    /// Messages about what could not be read.
    pub troubles: Vec<Text>,
    /// The file of the settings, if they are kept.
    pub settings_file: Option<PathBuf>,
    /// The folder of journals of writes, if there is one.
    pub journals: Option<PathBuf>,
    /// What was computed of files.
    pub indexes: Option<Arc<IndexCache>>,
    /// The folder of sessions that have a name, if there is one.
    pub sessions: Option<PathBuf>,
    /// What was open in the last run, if this run restores it and keeps it on.
    pub session: Option<SessionFile>,
    /// As they were stored; `None` if they may not be overwritten.
    settings: Option<Stored>,
    writer: Option<Writer>,
}

/// The folders.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Of `settings.json`.
    pub settings: PathBuf,
    /// Of `marks.json`.
    pub data: PathBuf,
    /// Of what can be computed again.
    pub cache: PathBuf,
}

impl Folders {
    /// The system's folders for this program, if there is a home.
    #[must_use]
    pub fn of_system() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "gander")?;
        Some(Self {
            settings: folders.config_dir().to_owned(),
            data: folders.data_dir().to_owned(),
            cache: folders.cache_dir().to_owned(),
        })
    }

    fn settings_file(&self) -> PathBuf {
        self.settings.join("settings.json")
    }

    fn marks_file(&self) -> PathBuf {
        self.data.join("marks.json")
    }

    /// What is open is kept here.
    #[must_use]
    pub fn session_file(&self) -> PathBuf {
        self.data.join("session.json")
    }
}

impl Kept {
    /// Reads what was kept; `None` for settings that were never kept. Reads two files: for before
    /// the first frame.
    #[must_use]
    pub fn load(folders: Folders) -> (Option<Settings>, Self) {
        let settings = load::<Settings>(&folders.settings_file());
        let marks = load::<MarkStore>(&folders.marks_file());
        let is_writable = settings.is_writable;
        let mut troubles = Vec::new();
        troubles.extend(settings.trouble);
        troubles.extend(marks.trouble);
        let (settings, stored) = settings.read.map_or((None, None), |(all, raw)| (Some(all), Some(raw)));
        let marks = marks.read.map(|(all, _)| all).unwrap_or_default();
        let settings_file = Some(folders.settings_file());
        let journals = Some(folders.data.join("journals"));
        let most_mib =
            settings.as_ref().map_or(MOST_CACHE_MIB, |settings: &Settings| settings.index_cache_mib);
        let indexes = IndexCache::new(folders.cache.join("indexes"), u64::from(most_mib) << 20);
        let indexes = (most_mib > 0).then(|| Arc::new(indexes));
        let sessions = Some(folders.data.join("sessions"));
        let writer = Writer::start(folders).ok();
        let stored = is_writable.then(|| stored.unwrap_or_default());
        let session = None;
        let kept = Self {
            marks,
            troubles,
            settings_file,
            journals,
            indexes,
            sessions,
            session,
            settings: stored,
            writer,
        };
        (settings, kept)
    }

    /// The same, with what was open in the last run: to be restored and kept on, unless another window
    /// does that. Reads one file more.
    #[must_use]
    pub fn load_with_session(folders: Folders) -> (Option<Settings>, Self) {
        let session = SessionFile::open(&folders.session_file());
        let (settings, kept) = Self::load(folders);
        (settings, Self { session, ..kept })
    }

    /// The language that is chosen in the settings, for before they are read. Reads one file.
    #[must_use]
    pub fn chosen_language(folders: &Folders) -> Option<String> {
        let bytes = std::fs::read(folders.settings_file()).ok()?;
        let settings: Value = serde_json::from_slice(&bytes).ok()?;
        settings.get("language")?.as_str().map(str::to_owned)
    }

    /// Keeps the settings at once, by a thread.
    pub fn keep_settings(&self, settings: &Settings) {
        self.send_settings(settings, Job::Settings);
    }

    /// Keeps the settings within [`SOON`], so that a splitter that is dragged is written once.
    pub fn keep_settings_soon(&self, settings: &Settings) {
        self.send_settings(settings, Job::SettingsSoon);
    }

    fn send_settings(&self, settings: &Settings, job: impl FnOnce(Value) -> Job) {
        let value = self.settings.as_ref().and_then(|stored| stored.updated(settings).ok());
        if let (Some(writer), Some(value)) = (&self.writer, value) {
            writer.send(job(value));
        }
    }

    /// Keeps the marks of a file; soon, by a thread.
    pub fn keep_marks(&self, change: Change) {
        if let Some(writer) = &self.writer {
            writer.send(Job::Marks(change));
        }
    }
}

/// A file of JSON, as far as it was read.
struct Loaded<T> {
    /// Its content, and how it was stored; `None` if there is nothing.
    read: Option<(T, Stored)>,
    /// Whether nothing is lost by writing it.
    is_writable: bool,
    trouble: Option<Text>,
}

fn load<T: Serialize + DeserializeOwned + Default>(path: &Path) -> Loaded<T> {
    let RawFile { raw, is_writable, trouble } = files::load(path, |_| true);
    Loaded { read: raw.map(Stored::read), is_writable, trouble }
}

enum Job {
    Settings(Value),
    SettingsSoon(Value),
    Marks(Change),
}

/// Changes that may wait for a slow disk.
const MOST_WAITING: usize = 1024;

/// How long the end of the program waits for a slow disk.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// The thread that writes.
struct Writer {
    jobs: Option<Sender<Job>>,
    /// Disconnected once everything is written.
    written: Receiver<()>,
}

impl Writer {
    fn start(folders: Folders) -> std::io::Result<Self> {
        let (jobs, received) = bounded(MOST_WAITING);
        let (alive, written) = bounded(0);
        let work = move || {
            write_all(&received, &folders);
            drop(alive);
        };
        std::thread::Builder::new().name("gander-keeper".into()).spawn(work)?;
        Ok(Self { jobs: Some(jobs), written })
    }

    fn send(&self, job: Job) {
        // Without the thread nothing can be kept.
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.try_send(job).is_ok());
        if !sent {
            tracing::warn!("a change of settings or marks is not kept: the disk does not answer");
        }
    }
}

impl Drop for Writer {
    /// Waits until the last values are written, unless the disk does not answer.
    fn drop(&mut self) {
        self.jobs = None;
        let _ = self.written.recv_timeout(LAST_WAIT);
    }
}

fn write_all(jobs: &Receiver<Job>, folders: &Folders) {
    let mut last = Value::Null;
    // Settings that wait for others, and until when.
    let mut waiting: Option<(Value, Instant)> = None;
    loop {
        let left = waiting.as_ref().map(|(_, until)| until.saturating_duration_since(Instant::now()));
        let job = match left {
            Some(left) => jobs.recv_timeout(left),
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match job {
            Ok(Job::Marks(change)) => write_marks(&folders.marks_file(), &change),
            Ok(Job::Settings(value)) => {
                waiting = None;
                write_settings(folders, value, &mut last);
            }
            Ok(Job::SettingsSoon(value)) => {
                let until = waiting.take().map_or_else(|| Instant::now() + SOON, |(_, until)| until);
                waiting = Some((value, until));
            }
            Err(end) => {
                if let Some((value, _)) = waiting.take() {
                    write_settings(folders, value, &mut last);
                }
                if end == RecvTimeoutError::Disconnected {
                    return;
                }
            }
        }
    }
}

fn write_settings(folders: &Folders, value: Value, last: &mut Value) {
    if value != *last && write(&folders.settings_file(), &value) {
        *last = value;
    }
}

/// Another window may have written meanwhile: only one file's marks are replaced.
fn write_marks(path: &Path, change: &Change) {
    let loaded = load::<MarkStore>(path);
    let (mut store, stored) = loaded.read.unwrap_or_default();
    store.replace(change);
    if let (true, Ok(value)) = (loaded.is_writable, stored.updated(&store)) {
        write(path, &value);
    }
}
