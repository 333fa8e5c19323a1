//! Tells files of equal names apart: by as much of their paths as differs.
//!
//! `x/a/log.txt`, `y/a/log.txt` and `b/log.txt` for three files `log.txt`; a name that no other has stands
//! alone.

use std::path::{MAIN_SEPARATOR_STR, Path};

/// A label for each file, given by its name and its path: the name, or the shortest end of the path that
/// no other file of that name has.
///
/// Files of one path, or without any, have the same label. Costs a comparison for each pair of equal names.
#[must_use]
pub fn labels(files: &[(&str, Option<&Path>)]) -> Vec<String> {
    let label = |&(name, path): &(&str, Option<&Path>)| {
        let Some(path) = path else { return name.to_owned() };
        let others = files.iter().filter(|(other, _)| *other == name).filter_map(|(_, other)| *other);
        let shared = others.filter(|other| *other != path).map(|other| n_shared(path, other)).max();
        shared.map_or_else(|| name.to_owned(), |shared| end_of(path, shared + 1))
    };
    files.iter().map(label).collect()
}

/// How many components two paths share at their ends.
fn n_shared(one: &Path, other: &Path) -> usize {
    one.components().rev().zip(other.components().rev()).take_while(|(a, b)| a == b).count()
}

/// The last `n` components of a path.
fn end_of(path: &Path, n: usize) -> String {
    let mut parts: Vec<_> =
        path.components().rev().take(n).map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.reverse();
    let joined = parts.join(MAIN_SEPARATOR_STR);
    // The root is a component, and ends with a separator itself.
    joined.replacen(&MAIN_SEPARATOR_STR.repeat(2), MAIN_SEPARATOR_STR, 1)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::PathBuf;

    fn check(paths: &[&str], expected: &[&str]) {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        assert_eq!(of(&paths), expected);
    }

    fn of(paths: &[PathBuf]) -> Vec<String> {
        let names: Vec<String> =
            paths.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into()).collect();
        let files: Vec<_> = names.iter().zip(paths).map(|(name, path)| (&**name, Some(&**path))).collect();
        labels(&files)
    }

    #[test]
    fn equal_names_are_told_apart_by_as_much_of_their_folders_as_it_takes() {
        check(&["/x/a.log", "/x/b.log"], &["a.log", "b.log"]);
        check(&["/x/a/log.txt", "/x/b/log.txt", "/x/c.txt"], &["a/log.txt", "b/log.txt", "c.txt"]);
        check(&["/x/a/log", "/y/a/log", "/y/b/log"], &["x/a/log", "y/a/log", "b/log"]);
        check(&["/log", "/a/log"], &["/log", "a/log"]);
        check(&["/a/b/log", "/b/log"], &["a/b/log", "/b/log"]);
        check(&["/a/log", "/a/log"], &["log", "log"]);
        let piped = labels(&[("log", None), ("log", Some(Path::new("/a/log")))]);
        assert_eq!(piped, ["log", "log"]);
    }

    /// Tries one component more until no other path of the name ends so.
    fn naive(paths: &[PathBuf], nr: usize) -> String {
        let path = &paths[nr];
        let others = || paths.iter().filter(|other| *other != path && other.file_name() == path.file_name());
        let n = (1..).find(|n| {
            let end: Vec<_> = path.components().rev().take(*n).collect();
            *n > 20 || others().all(|other| other.components().rev().take(*n).collect::<Vec<_>>() != end)
        });
        end_of(path, n.unwrap_or(1))
    }

    proptest! {
        #[test]
        fn labels_are_the_shortest_ends_that_differ(
            paths in prop::collection::vec("(/[ab]){1,5}", 1..7),
        ) {
            let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
            let labels = of(&paths);
            for (nr, label) in labels.iter().enumerate() {
                prop_assert_eq!(label, &naive(&paths, nr));
                for (other, path) in labels.iter().zip(&paths) {
                    prop_assert_eq!(label == other, *path == paths[nr], "{:?}", labels);
                }
            }
        }
    }
}
