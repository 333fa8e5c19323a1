//! Asks the file system about typed paths: names in a folder, and whether a file can be opened or
//! written. Blocks, so it is called on threads of its own; it changes nothing.

use super::complete::Entry;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::messages::Text;
use crate::source::{OpenError, Stat, refuse_input};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Names of a folder that are read.
const MOST_NAMES: usize = 20_000;

/// The names in a folder, in the order of display.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Which folder.
    pub folder: PathBuf,
    /// Its names; none if it can't be read.
    pub entries: Vec<Entry>,
}

/// Lists a folder, of a very large one the names that come first.
pub(in crate::app) fn list(folder: PathBuf) -> Listing {
    let found = fs::read_dir(&folder).into_iter().flatten().flatten().take(MOST_NAMES);
    let mut entries: Vec<Entry> = found
        .map(|found| {
            let is_link = found.file_type().is_ok_and(|kind| kind.is_symlink());
            let is_folder = match is_link {
                true => fs::metadata(found.path()).is_ok_and(|meta| meta.is_dir()),
                false => found.file_type().is_ok_and(|kind| kind.is_dir()),
            };
            Entry { name: found.file_name(), is_folder }
        })
        .collect();
    entries.sort_by_cached_key(|entry| {
        let (is_file, lower, name) = entry.order();
        (is_file, lower, name.to_owned())
    });
    Listing { folder, entries }
}

/// Whether a file can be opened.
///
/// # Errors
/// In a sentence without its full stop: why not.
pub(in crate::app) fn check_open(path: &Path) -> Result<(), Text> {
    let name = || path.display().to_string();
    let failed = |error: std::io::Error| match missing_folder(path) {
        Some(said) => said,
        None => OpenError::unreadable(&name(), &error).message(),
    };
    let meta = fs::metadata(path).map_err(failed)?;
    if meta.is_dir() {
        return Err(OpenError::Folder { name: name() }.message());
    }
    // Opening a pipe would take it from its reader, and wait.
    if meta.is_file() {
        File::open(path).map_err(failed)?;
    }
    Ok(())
}

/// Where a path leads that something is to be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The path with its ending.
    pub path: PathBuf,
    /// Whether a file is there, which would be replaced.
    pub exists: bool,
}

/// Whether a file can be written: to `typed` if something is there that is no file, such as a device,
/// else to `ended`. `input` must not be written over.
///
/// # Errors
/// In a sentence without its full stop: why not.
pub(in crate::app) fn check_save(
    typed: &Path,
    ended: PathBuf,
    input: Option<&Input>,
) -> Result<Target, Text> {
    if let Ok(meta) = fs::metadata(typed) {
        if meta.is_dir() {
            return Err(SaveError::Folder { name: typed.display().to_string() }.message());
        }
        if !meta.is_file() {
            return Ok(Target { path: typed.to_owned(), exists: false });
        }
    }
    if let Some(said) = missing_folder(&ended) {
        return Err(said);
    }
    if let Some(input) = input {
        refuse_input(&ended, &input.stat, input.path.as_deref()).map_err(|error| error.message())?;
    }
    let exists = match fs::metadata(&ended) {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => return Ok(Target { path: ended, exists: false }),
        Ok(_) => true,
        Err(_) => false,
    };
    // The one way to know: it takes the same steps as writing does, up to the rename.
    drop(AtomicFile::create(&ended).map_err(|error| error.message())?);
    Ok(Target { path: ended, exists })
}

/// The file that an answer is made from.
#[derive(Clone, Debug)]
pub struct Input {
    pub(in crate::app) stat: Stat,
    pub(in crate::app) path: Option<PathBuf>,
}

/// Names the first folder on the way to a path that is not there, or is no folder.
fn missing_folder(path: &Path) -> Option<Text> {
    let said = |key, path: &Path| Some(Text::new(key).with("name", path.display().to_string()));
    let mut folders: Vec<&Path> =
        path.ancestors().skip(1).filter(|one| !one.as_os_str().is_empty()).collect();
    folders.reverse();
    for folder in folders {
        match fs::metadata(folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return said("path-no-folder", folder),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return said("path-missing-folder", folder);
            }
            // It is there, but can't be looked into: what follows says why.
            Err(_) => return None,
        }
    }
    None
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_links_are_what_they_lead_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("zoo")).expect("made");
        fs::write(at("B.log"), "").expect("written");
        fs::write(at("a.log"), "").expect("written");
        std::os::unix::fs::symlink(at("zoo"), at("link")).expect("a link");
        std::os::unix::fs::symlink(at("nowhere"), at("dangling")).expect("a link");
        let shown: Vec<String> = list(folder.path().to_owned()).entries.iter().map(Entry::shown).collect();
        assert_eq!(shown, ["link/", "zoo/", "a.log", "B.log", "dangling"]);
        assert!(list(at("nowhere")).entries.is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_path_is_said_of_its_first_wrong_part() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "bytes").expect("written");
        let said = |result: Result<(), Text>| result.expect_err("it is refused").to_string();
        let named = |name: &str| format!("“{}”", at(name).display());
        let saves = |name: &str| check_save(&at(name), at(name), None).map(|_| ());
        assert_eq!(said(check_open(&at("no/such/a"))), format!("there is no folder {}", named("no")));
        assert_eq!(said(saves("no/such/a")), format!("there is no folder {}", named("no")));
        assert_eq!(said(check_open(&at("file/a"))), format!("{} is no folder", named("file")));
        assert_eq!(said(saves("file/a")), format!("{} is no folder", named("file")));
        assert!(said(check_open(&at("none"))).contains("was not found"));
        assert!(said(check_open(&at(""))).contains("is a folder"));
        assert!(said(saves("")).contains("is a folder"));
        assert_eq!(check_open(&at("file")), Ok(()));
        let target = |name: &str| check_save(&at(name), at(name), None).expect("it can be written").exists;
        assert!(target("file") && !target("new"));
        let null = Path::new("/dev/null");
        let written = check_save(null, "/dev/null.json".into(), None).expect("it can be written");
        assert_eq!(written, Target { path: null.to_owned(), exists: false });
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is left behind");
    }

    #[test]
    fn the_input_is_refused_before_anyone_is_asked_to_replace_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "{}").expect("written");
        let stat = Stat::of(&fs::metadata(&path).expect("there"));
        let input = Input { stat, path: Some(path.clone()) };
        let said = check_save(&folder.path().join("a"), path, Some(&input)).expect_err("it is refused");
        assert!(said.to_string().contains("is the file being read"));
    }
}
