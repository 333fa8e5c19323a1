//! What a typed or pasted text means as a path.
//!
//! [`read`] understands paths as other programs hand them on: in quotes, as a `file:` URI, below `~`, or
//! relative to a folder. It asks no file system, so the window may call it for every key. [`uri`] is
//! the way back, for names that no plain text can hold.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Quotes around a path, as shells, mails and file managers write them.
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('`', '`')];

/// The path that a text stands for; `None` if it is blank.
///
/// Relative paths are taken from `folder`, and `~` is `home`. A path that ends with a separator is
/// returned without it.
#[must_use]
pub fn read(text: &str, folder: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let text = without_quotes(text.trim());
    if text.is_empty() {
        return None;
    }
    if let Some(path) = from_uri(text) {
        return Some(path);
    }
    if let (Some(rest), Some(home)) = (text.strip_prefix('~'), home)
        && (rest.is_empty() || rest.starts_with(std::path::is_separator))
    {
        return Some(home.join(rest.trim_start_matches(std::path::is_separator)));
    }
    Some(folder.join(text))
}

/// Whether a text names a folder by ending with a separator.
#[must_use]
pub fn names_folder(text: &str) -> bool {
    without_quotes(text.trim()).ends_with(std::path::is_separator)
}

/// The quote that a text begins with, and what it encloses; the closing one may still lack.
pub(super) fn quoted(text: &str) -> Option<(char, &str)> {
    let (open, close) = *QUOTES.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    Some((open, inner.strip_suffix(close).unwrap_or(inner)))
}

fn without_quotes(text: &str) -> &str {
    quoted(text).map_or(text, |(_, inner)| inner)
}

/// What follows `file:` in a URI of a file on this computer, still with its escapes.
pub(super) fn after_scheme(text: &str) -> Option<&str> {
    let scheme = text.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:"))?;
    let rest = &text[scheme.len()..];
    let Some(authority) = rest.strip_prefix("//") else {
        return rest.starts_with('/').then_some(rest);
    };
    let (host, path) = authority.split_at(authority.find('/')?);
    // Another computer's is left as it is: it will not be found, under the name that was given.
    Some(if host.is_empty() || host.eq_ignore_ascii_case("localhost") { path } else { rest })
}

fn from_uri(text: &str) -> Option<PathBuf> {
    let path = unescaped(after_scheme(text)?);
    #[cfg(windows)]
    let path = match path.as_slice() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => path[1..].to_vec(),
        _ => path,
    };
    Some(PathBuf::from(os_string(path)))
}

/// The bytes of a text with percent escapes; what is no escape stays.
pub(super) fn unescaped(text: &str) -> Vec<u8> {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// Writes bytes into a URI's path.
pub(super) fn push_escaped(out: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b':' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// A path as a `file:` URI, from which [`read`] makes the same path.
#[must_use]
pub fn uri(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut out = String::from(if bytes.starts_with(b"/") { "file://" } else { "file:///" });
    push_escaped(&mut out, bytes);
    out
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let path = read(text, Path::new("/base"), Some(Path::new("/home/me")));
        assert_eq!(path.as_deref(), Some(Path::new(expected)), "{text:?}");
    }

    #[test]
    fn paths_are_read_as_shells_and_file_managers_write_them() {
        check("a.log", "/base/a.log");
        check("  ./x/../a b.log\n", "/base/./x/../a b.log");
        check("/var/log/syslog", "/var/log/syslog");
        check("~", "/home/me");
        check("~/a.log", "/home/me/a.log");
        check("'~/a b.log'", "/home/me/a b.log");
        check("~other/a.log", "/base/~other/a.log");
        check("\"/tmp/a b.log\"", "/tmp/a b.log");
        check("“/tmp/a b.log”", "/tmp/a b.log");
        check("'/tmp/still typed", "/tmp/still typed");
        check("it's", "/base/it's");
        check("\" spaced \"", "/base/ spaced ");
        check("file:///tmp/a%20b.log", "/tmp/a b.log");
        check("'FILE://localhost/tmp/caf%C3%A9'", "/tmp/café");
        check("file:/tmp/100%", "/tmp/100%");
        check("file:///tmp/50%zz%4", "/tmp/50%zz%4");
        check("file://server/share", "//server/share");
        check("file:notes", "/base/file:notes");
        check("file:", "/base/file:");
        for blank in ["", "  ", "\"", "''", "“”", "\t\n"] {
            assert_eq!(read(blank, Path::new("/base"), None), None, "{blank:?}");
        }
        assert_eq!(read("~/a", Path::new("/base"), None), Some("/base/~/a".into()));
        assert!(names_folder("/tmp/") && names_folder("'x/'") && !names_folder("x") && !names_folder(""));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[\"'“”‘’`~/%.a-c0 :é\\n]{0,12}|.{0,12}", after in ".{0,6}") {
            let home = Some(Path::new("/h"));
            let _ = (read(&text, Path::new("/b"), home), names_folder(&text));
            let _ = (read(&format!("file:{after}"), Path::new("/b"), home), read(&format!("file://{text}"), Path::new("/b"), home));
        }

        #[test]
        fn every_absolute_path_is_its_uri_read(bytes in prop::collection::vec(1_u8.., 0..20)) {
            let path = PathBuf::from(os_string([b"/", bytes.as_slice()].concat()));
            prop_assert_eq!(read(&uri(&path), Path::new("/b"), None).unwrap().into_os_string(), path.into_os_string());
        }
    }
}
