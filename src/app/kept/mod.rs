//! What is kept between two runs, in files: `settings.json` in the folder for settings,
//! `marks.json` in the one for data.
//!
//! Both are read value by value ([`lenient`]), so that a newer program's are understood as far as
//! they can be, and nothing of them is lost. A file that is no JSON at all is set aside under
//! another name, with a message. Writing is atomic, and belongs to a thread; the last values are
//! written before the program ends.

mod lenient;
pub(super) mod marks;
pub(super) mod paths;

pub use marks::{Change, FileIdentity, FileMarks, MarkStore};

use super::Settings;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::messages::Text;
use crossbeam_channel::{Receiver, Sender, bounded};
use lenient::Stored;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
}

impl Folders {
    /// The system's folders for this program, if there is a home.
    #[must_use]
    pub fn of_system() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "gander")?;
        Some(Self { settings: folders.config_dir().to_owned(), data: folders.data_dir().to_owned() })
    }

    fn settings_file(&self) -> PathBuf {
        self.settings.join("settings.json")
    }

    fn marks_file(&self) -> PathBuf {
        self.data.join("marks.json")
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
        let writer = Writer::start(folders).ok();
        let stored = is_writable.then(|| stored.unwrap_or_default());
        (settings, Self { marks, troubles, settings_file, journals, settings: stored, writer })
    }

    /// Keeps the settings; soon, by a thread.
    pub fn keep_settings(&self, settings: &Settings) {
        let value = self.settings.as_ref().and_then(|stored| stored.updated(settings).ok());
        if let (Some(writer), Some(value)) = (&self.writer, value) {
            writer.send(Job::Settings(value));
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

/// Reads a file. What is no JSON is set aside, so that it is not overwritten.
fn load<T: Serialize + DeserializeOwned + Default>(path: &Path) -> Loaded<T> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Loaded { read: None, is_writable: true, trouble: None };
        }
        Err(error) => {
            let trouble =
                Text::new("kept-unreadable").with("name", shown(path)).with("why", Text::of_io(&error));
            return Loaded { read: None, is_writable: false, trouble: Some(trouble) };
        }
    };
    if let Ok(raw @ Value::Object(_)) = serde_json::from_slice(&bytes) {
        return Loaded { read: Some(Stored::read(raw)), is_writable: true, trouble: None };
    }
    let aside = |nr: u32| path.with_extension(format!("damaged-{nr}.json"));
    let free = (1..1000).map(aside).find(|path| !path.exists());
    let aside = free.filter(|aside| std::fs::rename(path, aside).is_ok());
    let trouble = match &aside {
        Some(aside) => Text::new("kept-damaged").with("name", shown(path)).with("aside", shown(aside)),
        None => Text::new("kept-damaged-stays").with("name", shown(path)),
    };
    Loaded { read: None, is_writable: aside.is_some(), trouble: Some(trouble) }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

enum Job {
    Settings(Value),
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
    for job in jobs {
        match job {
            Job::Settings(value) if value == last => {}
            Job::Settings(value) => {
                if write(&folders.settings_file(), &value) {
                    last = value;
                }
            }
            Job::Marks(change) => {
                // Another window may have written meanwhile: only this file's marks are replaced.
                let path = folders.marks_file();
                let loaded = load::<MarkStore>(&path);
                let (mut store, stored) = loaded.read.unwrap_or_default();
                store.replace(&change);
                if let (true, Ok(value)) = (loaded.is_writable, stored.updated(&store)) {
                    write(&path, &value);
                }
            }
        }
    }
}

/// Replaces a file, whose folder is made if need be; false, and a line in the log, if it can't be.
fn write(path: &Path, value: &Value) -> bool {
    let bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    let failed = |error: std::io::Error| SaveError::writing(path, &error);
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed);
    let written = folder.and_then(|()| AtomicFile::create(path)).and_then(|mut file| {
        file.write_all(&bytes).map_err(failed)?;
        file.finish(true)
    });
    if let Err(why) = &written {
        tracing::warn!(path = %path.display(), "not kept: {why}");
    }
    written.is_ok()
}
