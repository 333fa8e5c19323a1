//! Several files, one after another, as if they were one.
//!
//! A [`JoinedReader`] takes the files as long as they were when it was made: what is added to one later does not
//! belong to the whole, and one that is cut is an error that names it. Few are open at a time, however many there are.

use super::open::open_shared;
use super::read_at::{ReadAt, Stat, read_file_at};
use super::{AccessMode, OpenError, Source};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use crate::messages::{Key, Text};
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};
use xxhash_rust::xxh3::Xxh3Default;

/// Files that are open at a time.
const MOST_OPEN: usize = 32;

/// How often all files are looked at, and not only those that are open.
const LOOKS: Duration = Duration::from_secs(1);

/// Files one after another.
pub(super) struct JoinedReader {
    members: Vec<Member>,
    len: u64,
    /// A digest of how long the files are and when they were changed, in their order.
    id: (u64, u64),
    state: Mutex<State>,
}

/// One of the files; empty ones are left out.
struct Member {
    path: PathBuf,
    /// Where its first byte stands in the whole.
    start: u64,
    /// As it was when the whole was made.
    stat: Stat,
}

#[derive(Default)]
struct State {
    /// The newest last.
    open: VecDeque<(usize, Arc<File>)>,
    /// What all files said last, and when.
    looked: Option<(Instant, Stat)>,
}

impl Source {
    /// A source of several files, one after another, which is called `name`. They are read, never mapped.
    ///
    /// Costs a look at each of them; what is no file that keeps its bytes has no part in a whole.
    ///
    /// # Errors
    /// [`OpenError`] for the first that is no such file, or can't be read.
    pub fn joined(name: &str, paths: Vec<PathBuf>, io: AccessMode) -> Result<Self, OpenError> {
        Self::from_reader(name, Arc::new(JoinedReader::new(paths)?), io)
    }
}

impl JoinedReader {
    fn new(paths: Vec<PathBuf>) -> Result<Self, OpenError> {
        let (mut members, mut len) = (Vec::with_capacity(paths.len()), 0_u64);
        for path in paths {
            let stat = look_at(&path)?;
            let start = len;
            len = len.checked_add(stat.len).ok_or_else(|| {
                let why = Text::new("open-too-long-together");
                OpenError::Unreadable { name: path.display().to_string(), why }
            })?;
            if stat.len > 0 {
                members.push(Member { path, start, stat });
            }
        }
        let mut told = Xxh3Default::new();
        for Member { stat, .. } in &members {
            let modified = stat.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            told.update(&stat.len.to_le_bytes());
            told.update(&modified.map_or(0, |since| since.as_nanos()).to_le_bytes());
        }
        let id = told.digest128();
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
        Ok(Self { members, len, id: (half(id >> 64), half(id)), state: Mutex::default() })
    }

    /// The file that holds a byte of the whole.
    fn at(&self, at: Offset) -> Option<(usize, &Member)> {
        let nr = self.members.partition_point(|member| member.start + member.stat.len <= at.0);
        Some((nr, self.members.get(nr)?))
    }

    fn file(&self, nr: usize, member: &Member) -> io::Result<Arc<File>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let known = state.open.iter().position(|(open, _)| *open == nr);
        if let Some((_, file)) = known.and_then(|known| state.open.remove(known)) {
            state.open.push_back((nr, Arc::clone(&file)));
            return Ok(file);
        }
        drop(state);
        // Other threads read on while a disk is waited for.
        let file = Arc::new(open_shared(&member.path).map_err(|error| member.broken(&error))?);
        member.check(&Stat::of(&file.metadata()?))?;
        state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.open.len() >= MOST_OPEN {
            state.open.pop_front();
        }
        state.open.push_back((nr, Arc::clone(&file)));
        Ok(file)
    }

    /// What the files say that are open.
    fn open_stat(&self, state: &State, known: Stat) -> io::Result<Stat> {
        let open = state.open.iter().map(|(nr, file)| Ok((*nr, Stat::of(&file.metadata()?))));
        self.stat_of(known, open)
    }

    /// What all files say.
    fn whole_stat(&self) -> io::Result<Stat> {
        let stat = Stat { len: self.len, id: Some(self.id), ..Stat::default() };
        let all = self.members.iter().enumerate();
        self.stat_of(stat, all.map(|(nr, one)| Ok((nr, one.look().map_err(|error| one.broken(&error))?))))
    }

    /// A stat with the times of these files, if they are newer.
    fn stat_of(
        &self,
        mut stat: Stat,
        all: impl Iterator<Item = io::Result<(usize, Stat)>>,
    ) -> io::Result<Stat> {
        for one in all {
            let (nr, now) = one?;
            self.members[nr].check(&now)?;
            stat.modified = stat.modified.max(now.modified);
            stat.changed = stat.changed.max(now.changed);
        }
        Ok(stat)
    }
}

impl Member {
    fn look(&self) -> io::Result<Stat> {
        std::fs::metadata(&self.path).map(|meta| Stat::of(&meta))
    }

    /// Fails if it is another file now, or shorter.
    fn check(&self, now: &Stat) -> io::Result<()> {
        if now.id == self.stat.id && now.len >= self.stat.len {
            return Ok(());
        }
        Err(self.broken(&Text::new("open-changed-in-list").in_english()))
    }

    fn broken(&self, why: &dyn std::fmt::Display) -> io::Error {
        io::Error::other(format!("“{}”: {why}", self.path.display()))
    }
}

impl ReadAt for JoinedReader {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        let Some((nr, member)) = self.at(at) else { return Ok(0) };
        let inside = at.0 - member.start;
        let n = len_u64(into.len()).min(member.stat.len - inside);
        let file = self.file(nr, member)?;
        match read_file_at(&file, &mut into[..to_usize(n)], Offset(inside)) {
            Ok(0) if n > 0 => Err(member.broken(&Text::new("open-changed-in-list").in_english())),
            other => other,
        }
    }

    fn stat(&self) -> io::Result<Stat> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((when, known)) = state.looked.clone().filter(|(when, _)| when.elapsed() < LOOKS) {
            let stat = self.open_stat(&state, known)?;
            state.looked = Some((when, stat.clone()));
            return Ok(stat);
        }
        drop(state);
        let stat = self.whole_stat()?;
        self.state.lock().unwrap_or_else(PoisonError::into_inner).looked =
            Some((Instant::now(), stat.clone()));
        Ok(stat)
    }

    fn is_joined(&self) -> bool {
        true
    }

    fn is_made_of(&self, file: &Stat) -> bool {
        file.id.is_some() && self.members.iter().any(|member| member.stat.id == file.id)
    }
}

/// A file that keeps its bytes.
fn look_at(path: &Path) -> Result<Stat, OpenError> {
    let name = path.display().to_string();
    let meta = std::fs::metadata(path).map_err(|error| OpenError::unreadable(&name, &error))?;
    if meta.is_dir() {
        return Err(OpenError::Folder { name });
    }
    if !meta.is_file() {
        return Err(OpenError::NoFile { name, what: Key("open-stream") });
    }
    Ok(Stat::of(&meta))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::source::{Change, FaultKind};
    use proptest::prelude::*;
    use std::fs;
    use tempfile::TempDir;

    fn folder(files: &[Vec<u8>]) -> (TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |nr: usize| folder.path().join(nr.to_string());
        let paths: Vec<PathBuf> = (0..files.len()).map(path).collect();
        for (path, bytes) in paths.iter().zip(files) {
            fs::write(path, bytes).expect("room");
        }
        (folder, paths)
    }

    fn joined(paths: &[PathBuf]) -> Source {
        Source::joined("list", paths.to_vec(), AccessMode::Auto).expect("all are there")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn the_whole_is_what_cat_would_write(
            files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..100),
            spans in prop::collection::vec((0_u64..4000, 0_u64..300), 1..20),
        ) {
            let (_folder, paths) = folder(&files);
            let all = files.concat();
            let source = joined(&paths);
            let snapshot = source.snapshot();
            prop_assert_eq!(snapshot.len(), len_u64(all.len()));
            for (start, len) in spans {
                let start = start.min(snapshot.len());
                let span = Span { start: Offset(start), end: Offset((start + len).min(snapshot.len())) };
                let known = &all[to_usize(span.start.0)..to_usize(span.end.0)];
                prop_assert!(snapshot.read(span, |bytes| bytes == known).expect("there"));
            }
            let part = source.part(Span { start: Offset(7), end: Offset(900) }).expect("a part").snapshot();
            let known = &all[7.min(all.len())..900.min(all.len())];
            prop_assert!(part.read(part.span(), |bytes| bytes == known).expect("there"));
        }
    }

    #[test]
    fn more_files_than_may_be_open_are_read_in_any_order() {
        let files: Vec<Vec<u8>> = (0..500_u32).map(|nr| nr.to_string().into_bytes()).collect();
        let (_folder, paths) = folder(&files);
        let reader = JoinedReader::new(paths).expect("all are there");
        for nr in (0..500).rev().chain(0..500) {
            let mut found = vec![0; files[nr].len()];
            reader.read_at(&mut found, Offset(reader.members[nr].start)).expect("read");
            assert_eq!(found, files[nr]);
        }
        assert_eq!(reader.state.lock().expect("whole").open.len(), MOST_OPEN);
    }

    #[test]
    fn what_is_added_to_a_file_is_not_read_and_what_is_taken_is_said() {
        let (_folder, paths) = folder(&[b"one\n".to_vec(), b"two\n".to_vec(), b"three\n".to_vec()]);
        let mut source = joined(&paths);
        let snapshot = source.snapshot();
        let read = || snapshot.read(snapshot.span(), <[u8]>::to_vec);
        assert_eq!(read().expect("there"), b"one\ntwo\nthree\n");
        fs::write(&paths[1], "two\nand more\n").expect("room");
        assert_eq!(read().expect("there"), b"one\ntwo\nthree\n");
        assert!(!matches!(
            source.refresh_bytes().expect("there"),
            Change::Grew { .. } | Change::Shrank { .. }
        ));
        fs::write(&paths[1], "tw").expect("room");
        let fault = read().expect_err("it is cut");
        assert!(matches!(fault.kind, FaultKind::Io(_)), "{fault:?}");
        assert!(fault.to_string().contains(&paths[1].display().to_string()), "{fault}");
        assert!(source.refresh_bytes().is_err());
    }

    #[test]
    fn a_file_that_is_gone_or_another_by_the_time_it_is_read_is_said() {
        for other in [None, Some("TWO\n")] {
            let (folder, paths) = folder(&[b"one\n".to_vec(), b"two\n".to_vec()]);
            let reader = JoinedReader::new(paths.clone()).expect("all are there");
            fs::rename(&paths[1], folder.path().join("kept")).expect("renamed");
            other.into_iter().for_each(|text| fs::write(&paths[1], text).expect("room"));
            let error = reader.read_at(&mut [0; 4], Offset(4)).expect_err("it is not there");
            assert!(error.to_string().contains(&paths[1].display().to_string()), "{error}");
            assert!(cfg!(windows) || reader.stat().is_err());
        }
    }

    #[test]
    fn folders_and_what_is_not_there_are_refused_by_name() {
        let (folder, mut paths) = folder(&[b"one\n".to_vec()]);
        paths.push(folder.path().join("none"));
        let said = Source::joined("list", paths.clone(), AccessMode::Auto).err().expect("an error");
        assert!(said.to_string().contains("none” was not found"), "{said}");
        paths[1] = folder.path().to_owned();
        let said = Source::joined("list", paths, AccessMode::Auto).err().expect("an error");
        assert!(said.to_string().contains("is a folder"), "{said}");
    }
}
