//! `--manifest`: a list of files that are taken one after another, as if they were one.
//!
//! A line holds a path as it is, without quotes; one that is not absolute counts from the current folder, as for
//! every other tool that reads such lists. Empty lines are passed over.

use super::CommandEnd;
use crate::base::units::len_u64;
use crate::source::{AccessMode, Source};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Most bytes of a list; a longer file is none.
const MOST_BYTES: u64 = 256 << 20;

/// Most bytes of a list's first path and what stands before it.
const MOST_FIRST_BYTES: u64 = 64 << 10;

/// Opens the files of a list as one.
pub(super) fn open(list: &Path, io: AccessMode) -> Result<Source, CommandEnd> {
    let shown = list.display();
    let says = |what: String| CommandEnd::Says(format!("the list “{shown}” {what}"));
    let mut text = Vec::new();
    let read = if list == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut text)
    } else {
        File::open(list).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut text))
    };
    let n = read.map_err(|error| says(format!("could not be read: {error}")))?;
    if len_u64(n) > MOST_BYTES {
        return Err(says("is too long: it is to hold a path a line".into()));
    }
    let paths: Vec<PathBuf> = lines(&text)
        .map(path)
        .collect::<Option<_>>()
        .ok_or_else(|| says("holds a path that is no text".into()))?;
    if paths.is_empty() {
        return Err(says("names no file: it is to hold a path a line".into()));
    }
    let name = list.file_name().unwrap_or(list.as_os_str()).to_string_lossy();
    Source::joined(&name, paths, io)
        .map_err(|error| says(format!("names a file that can't be taken: {error}")))
}

/// The ending of the name of the first file of a list that is no pipe.
pub(super) fn first_ending(list: &Path) -> Option<String> {
    let mut text = Vec::new();
    File::open(list).ok()?.take(MOST_FIRST_BYTES).read_to_end(&mut text).ok()?;
    let first = lines(&text).next().and_then(path)?;
    first.extension().map(|ending| ending.to_string_lossy().into_owned())
}

/// The lines that are not empty, without their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split(|&byte| byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere paths are text")]
fn path(line: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(line)))
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(line).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_a_path_a_line_whatever_ends_it() {
        let read = |text: &[u8]| lines(text).map(<[u8]>::to_vec).collect::<Vec<_>>();
        assert_eq!(read(b"a\nb c\r\n\n\r\n#d\n e"), [&b"a"[..], b"b c", b"#d", b" e"]);
        assert!(read(b"\n\n").is_empty() && read(b"").is_empty());
    }
}
