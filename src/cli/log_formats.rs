//! `--log-formats`: a person's own formats of log lines, from a file like the settings'.
//!
//! The commands never read the settings by themselves: their answers follow from the file and the
//! arguments alone.

use super::{CommandEnd, say};
use crate::format::log;
use serde_json::Value;
use std::path::Path;

/// Uses the formats in a file: its list `log_formats`, or a list that is all of it. Those that are
/// wrong are told on standard error, and left out.
pub(super) fn use_file(path: &Path) -> Result<(), CommandEnd> {
    let failed = |why: &dyn std::fmt::Display| {
        CommandEnd::Says(format!("the log formats in “{}” could not be read: {why}", path.display()))
    };
    let bytes = std::fs::read(path).map_err(|error| failed(&error))?;
    let mut json: Value = serde_json::from_slice(&bytes).map_err(|error| failed(&error))?;
    if let Some(list) = json.get_mut("log_formats") {
        json = list.take();
    }
    let Value::Array(entries) = json else { return Err(failed(&"there is no list “log_formats”")) };
    let (formats, troubles) = log::formats_of(&entries);
    for trouble in troubles {
        let _ = say(trouble.in_english().trim_end_matches('.'));
    }
    log::use_formats(formats);
    Ok(())
}
