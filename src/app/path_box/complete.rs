//! Completes what is typed of a path by the names in a folder.
//!
//! [`Typed`] cuts a text at its last separator: what precedes it says which folder is to be listed,
//! what follows is the start of a name. Nothing here asks a file system: [`super::look`] does, on a
//! thread.

use super::read;
use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: OsString,
    /// Whether it is a folder, or a link to one.
    pub is_folder: bool,
}

impl Entry {
    /// The name as it is shown, a folder's with a separator.
    #[must_use]
    pub fn shown(&self) -> String {
        let name = self.name.to_string_lossy();
        if self.is_folder { format!("{name}{}", std::path::MAIN_SEPARATOR) } else { name.into_owned() }
    }

    /// The order of display: folders first, then by name, whatever the case.
    pub(super) fn order(&self) -> (bool, String, &OsStr) {
        (!self.is_folder, self.name.to_string_lossy().to_lowercase(), &self.name)
    }
}

/// Where paths are read from: the folder of relative ones, and what `~` is.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The folder of relative paths.
    pub folder: &'a Path,
    /// The person's own folder.
    pub home: Option<&'a Path>,
}

impl Places<'_> {
    pub(super) fn read(&self, text: &str) -> Option<PathBuf> {
        read::read(text, self.folder, self.home)
    }
}

/// What is typed, cut at its last separator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// Up to the last separator, with an opening quote.
    head: Cow<'a, str>,
    /// The start of a name.
    tail: Cow<'a, str>,
    /// Whether it is a URI, in which names have escapes.
    is_uri: bool,
}

impl<'a> Typed<'a> {
    /// Cuts a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let text = text.trim_start();
        let (quote, body) =
            read::quoted(text).map_or(("", text), |(open, inner)| (&text[..open.len_utf8()], inner));
        let is_uri = read::after_scheme(body).is_some();
        let at = body.rfind(std::path::is_separator).map_or(0, |at| at + 1);
        let (head, tail) = body.split_at(at);
        // These are whole already.
        if tail == ".." || body == "~" {
            return Self { head: format!("{quote}{body}/").into(), tail: "".into(), is_uri };
        }
        let tail = match is_uri {
            true => String::from_utf8_lossy(&read::unescaped(tail)).into_owned().into(),
            false => tail.into(),
        };
        Self { head: format!("{quote}{head}").into(), tail, is_uri }
    }

    /// The folder whose names complete it.
    #[must_use]
    pub fn folder(&self, places: Places<'_>) -> PathBuf {
        places.read(&self.head).unwrap_or_else(|| places.folder.to_owned())
    }

    /// Which of the names complete it: those that begin as it does, or else in another case. Hidden ones
    /// only if it begins with a dot.
    ///
    /// Costs a pass over all names.
    #[must_use]
    pub fn candidates(&self, entries: &[Entry]) -> Vec<usize> {
        let is_shown = |name: &str| !name.starts_with('.') || self.tail.starts_with('.');
        let pick = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let fits = |nr: &usize| {
                let name = entries[*nr].name.to_string_lossy();
                is_shown(&name) && fits(&name)
            };
            (0..entries.len()).filter(fits).collect()
        };
        let exact = pick(&|name| name.starts_with(&*self.tail));
        if !exact.is_empty() {
            return exact;
        }
        let lower = self.tail.to_lowercase();
        pick(&|name| name.to_lowercase().starts_with(&lower))
    }

    /// The text once this name is taken; a folder's ends with a separator.
    ///
    /// It reads as the name in that folder, whatever characters the name has: where it would not behind
    /// what is typed, it is written as a whole path or as a URI.
    #[must_use]
    pub fn taking(&self, entry: &Entry, places: Places<'_>) -> String {
        let path = self.folder(places).join(&entry.name);
        let behind = self.behind(&entry.name);
        let ways = [behind, path.to_str().map(str::to_owned)];
        let reads = |text: &String| places.read(text).is_some_and(|read| read == path);
        let mut text = ways.into_iter().flatten().find(reads).unwrap_or_else(|| read::uri(&path));
        if entry.is_folder {
            text.push('/');
        }
        text
    }

    /// A name, or the start of one, behind what is typed.
    fn behind(&self, name: &OsStr) -> Option<String> {
        let mut text = self.head.clone().into_owned();
        match self.is_uri {
            true => read::push_escaped(&mut text, name.as_encoded_bytes()),
            false => text.push_str(name.to_str()?),
        }
        Some(text)
    }

    /// The text as far as all candidates agree; `None` if that is not further than what is typed, or if it
    /// would be read as something else than the start of their names. A single candidate is taken.
    #[must_use]
    pub fn completed(&self, entries: &[Entry], candidates: &[usize], places: Places<'_>) -> Option<String> {
        let (first, rest) = candidates.split_first()?;
        let first = &entries[*first];
        if rest.is_empty() {
            return Some(self.taking(first, places));
        }
        let name = first.name.to_str()?;
        let shared = rest.iter().fold(name.chars().count(), |shared, nr| {
            let other = entries[*nr].name.to_string_lossy();
            let alike = name.chars().zip(other.chars()).take_while(|(a, b)| a == b);
            shared.min(alike.count())
        });
        if shared < self.tail.chars().count() {
            return None;
        }
        let end = name.char_indices().nth(shared).map_or(name.len(), |(at, _)| at);
        let shared = &name[..end];
        // What some names begin with means something else by itself: `..`, `~`, a quote.
        let reads = |text: &String| {
            let typed = Typed::of(text);
            typed.tail == shared && typed.folder(places) == self.folder(places)
        };
        (*shared != *self.tail).then(|| self.behind(OsStr::new(shared)).filter(reads))?
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::os::unix::ffi::OsStringExt;

    fn places() -> Places<'static> {
        Places { folder: Path::new("/base"), home: Some(Path::new("/home/me")) }
    }

    fn entries(names: &[&str]) -> Vec<Entry> {
        let entry = |name: &&str| {
            let is_folder = name.ends_with('/');
            Entry { name: name.trim_end_matches('/').into(), is_folder }
        };
        let mut all: Vec<Entry> = names.iter().map(entry).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }

    /// What Tab makes of a text in a folder of these names.
    fn tab(text: &str, names: &[&str]) -> String {
        let (all, typed) = (entries(names), Typed::of(text));
        typed.completed(&all, &typed.candidates(&all), places()).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn what_is_typed_says_which_folder_is_listed() {
        let check = |text: &str, folder: &str| {
            assert_eq!(Typed::of(text).folder(places()), Path::new(folder), "{text}");
        };
        check("", "/base");
        check("a", "/base");
        check("/", "/");
        check("/var/lo", "/var");
        check("~", "/home/me");
        check("~/x", "/home/me");
        check("..", "/base/..");
        check("x/..", "/base/x/..");
        check("'/tmp/a b/c", "/tmp/a b");
        check("file:///tmp/a%20b/c", "/tmp/a b");
    }

    #[test]
    fn tab_completes_as_far_as_the_names_agree() {
        let names = ["access.log", "access.log.1", "Notes.txt", "etc/", ".hidden", "übung"];
        assert_eq!(tab("acc", &names), "access.log");
        assert_eq!(tab("access.log", &names), "access.log");
        assert_eq!(tab("e", &names), "etc/");
        assert_eq!(tab("/etc/../e", &names), "/etc/../etc/");
        assert_eq!(tab("no", &names), "Notes.txt");
        assert_eq!(tab("x", &names), "x");
        assert_eq!(tab("", &names), "");
        assert_eq!(tab(".", &names), ".hidden");
        assert_eq!(tab("ü", &names), "übung");
        assert_eq!(tab("~", &names[..1]), "~/access.log");
        assert_eq!(tab("..", &["a/"]), "../a/");
        assert_eq!(tab("'a", &["a b"]), "'a b");
        assert_eq!(tab("'a", &["a b'"]), "/base/a b'");
        assert_eq!(tab("file:///tmp/a", &["a b"]), "file:///tmp/a%20b");
        assert_eq!(tab("a", &["aB", "AbX"]), "aB");
        assert_eq!(tab("AB", &["aBc", "AbX"]), "AB");
        assert_eq!(tab("NO", &["Notes", "Notes.txt"]), "Notes");
        assert_eq!(tab(".", &["..a", "..b"]), ".");
        assert_eq!(tab("", &["~a", "~b"]), "");
        assert_eq!(tab("", &["'a", "'b"]), "");
    }

    #[test]
    fn names_that_mean_something_else_are_written_so_that_they_are_found() {
        let taken = |text: &str, name: &[u8]| {
            let entry = Entry { name: OsString::from_vec(name.to_vec()), is_folder: false };
            Typed::of(text).taking(&entry, places())
        };
        assert_eq!(taken("", b"~"), "/base/~");
        assert_eq!(taken("", b"'quoted'"), "/base/'quoted'");
        assert_eq!(taken("", b"file:"), "file:");
        assert_eq!(taken("", b"ends with a space "), "file:///base/ends%20with%20a%20space%20");
        assert_eq!(taken("caf", b"caf\xE9"), "file:///base/caf%E9");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_a_name_that_is_taken_reads_as_that_name(
            text in "[~'\"/.a%: é]{0,8}|file:///[a%/ 2]{0,6}", name in prop::collection::vec(1_u8.., 1..6),
        ) {
            prop_assume!(!name.contains(&b'/') && name != b"." && name != b"..");
            for is_folder in [false, true] {
                let entry = Entry { name: OsString::from_vec(name.clone()), is_folder };
                let typed = Typed::of(&text);
                let taken = typed.taking(&entry, places());
                prop_assert_eq!(places().read(&taken), Some(typed.folder(places()).join(&entry.name)), "{:?}", taken);
            }
        }

        #[test]
        fn tab_never_takes_away_a_candidate(
            text in "[aAbé./~' ]{0,4}|file:///[aA%.]{0,3}",
            names in prop::collection::vec("[aAbBé.~' %]{1,4}|\\.\\.[ab]|~[ab]|'[ab]", 0..6),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let all = entries(&names);
            let typed = Typed::of(&text);
            let before = typed.candidates(&all);
            if let Some(text) = typed.completed(&all, &before, places()).filter(|_| before.len() > 1) {
                prop_assert_eq!(Typed::of(&text).folder(places()), typed.folder(places()));
                prop_assert_eq!(Typed::of(&text).candidates(&all), before, "{:?}", text);
            }
        }
    }
}
