//! Files of JSON: read as values, and replaced whole.
//!
//! A file that is none is set aside under another name before anything is written in its place. Readers
//! and writers block: for before the first frame, or for a thread.

use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::units::len_u64;
use crate::messages::Text;
use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::Duration;

/// The longest file that is read, in bytes: more was not written by this program.
pub(in crate::app) const MOST_BYTES: u64 = 64 << 20;

/// How long a change may wait for others before it is written: with the write it is there within two seconds.
pub(in crate::app) const SOON: Duration = Duration::from_millis(1200);

/// A file as it was stored.
pub(in crate::app) struct RawFile {
    /// Its object; `None` if there is no file, or it can't be read.
    pub raw: Option<Value>,
    /// Whether nothing is lost by writing it.
    pub is_writable: bool,
    /// What a person should know.
    pub trouble: Option<Text>,
}

/// Reads a file whose object `is_sound`. Any other is set aside, so that it is not overwritten.
pub(in crate::app) fn load(path: &Path, is_sound: impl FnOnce(&Value) -> bool) -> RawFile {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return RawFile { raw: None, is_writable: true, trouble: None };
        }
        Err(error) => {
            let trouble =
                Text::new("kept-unreadable").with("name", shown(path)).with("why", Text::of_io(&error));
            return RawFile { raw: None, is_writable: false, trouble: Some(trouble) };
        }
    };
    let raw = serde_json::from_slice(&bytes).ok().filter(Value::is_object).filter(is_sound);
    if raw.is_some() {
        return RawFile { raw, is_writable: true, trouble: None };
    }
    let aside = |nr: u32| path.with_extension(format!("damaged-{nr}.json"));
    let free = (1..1000).map(aside).find(|path| !path.exists());
    let aside = free.filter(|aside| std::fs::rename(path, aside).is_ok());
    let trouble = match &aside {
        Some(aside) => Text::new("kept-damaged").with("name", shown(path)).with("aside", shown(aside)),
        None => Text::new("kept-damaged-stays").with("name", shown(path)),
    };
    RawFile { raw: None, is_writable: aside.is_some(), trouble: Some(trouble) }
}

/// The bytes of a file that is no longer than [`MOST_BYTES`]; of one that is, its beginning.
pub(in crate::app) fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    // Of one that is too long nothing is understood.
    bytes.truncate(if len_u64(bytes.len()) > MOST_BYTES { 0 } else { bytes.len() });
    Ok(bytes)
}

/// Replaces a file, whose folder is made if need be.
///
/// # Errors
/// [`SaveError`]; the old file is whole then.
pub(in crate::app) fn replace(path: &Path, value: &Value) -> Result<(), SaveError> {
    let bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    let failed = |error: std::io::Error| SaveError::writing(path, &error);
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(&bytes).map_err(failed)?;
    file.finish(true)
}

/// The same; false, and a line in the log, if it can't be.
pub(in crate::app) fn write(path: &Path, value: &Value) -> bool {
    let written = replace(path, value);
    if let Err(why) = &written {
        tracing::warn!(path = %path.display(), "not kept: {why}");
    }
    written.is_ok()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
