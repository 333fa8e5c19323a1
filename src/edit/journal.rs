//! The journal of a write: what a file's bytes were and what they are to become, on disk before the
//! first of them is touched.
//!
//! A journal is a file of records, each with its length and a CRC-32. The first names the file, the
//! last counts the others: without it nothing of the file was written yet, so a torn journal is
//! worth nothing and harms nothing. A record after the last says that the write is over.
//! Reading one trusts nothing: lengths are bounded, and what does not check out ends it.

use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Offset, Span};
use crate::source::Stat;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"GANDERJ1";

/// The most bytes of a file that a record is about.
pub(super) const RECORD_BYTES: u64 = 256 << 10;

/// Patterns up to this length are kept as such; longer ones as the bytes that they make.
const PATTERN_BYTES: usize = 4096;

/// No record is longer, in bytes.
const MOST_PAYLOAD: u32 = 1 << 21;

/// Ending of the names of journals.
pub(super) const ENDING: &str = "journal";

/// About which file a journal is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its path.
    pub path: PathBuf,
    /// Which file it is: device and inode, where the system has them.
    pub id: Option<(u64, u64)>,
    /// Its length before the write, in bytes.
    pub len_before: u64,
    /// Its length after the write, in bytes.
    pub len_after: u64,
    /// When the write began, in seconds since 1970.
    pub time: u64,
}

/// One change of a file: at most [`RECORD_BYTES`] that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it starts.
    pub at: Offset,
    /// The bytes before; empty past the old end.
    pub old: Vec<u8>,
    /// The bytes after; empty past the new end.
    pub new: Vec<u8>,
}

impl Record {
    /// The bytes that it is about.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::at(self.at, len_u64(self.old.len().max(self.new.len())))
    }
}

const HEAD: u8 = 1;
const CHANGE: u8 = 2;
const END: u8 = 3;
const DONE: u8 = 4;

/// A journal that is being written.
pub(super) struct JournalWriter {
    out: BufWriter<File>,
    path: PathBuf,
    n_records: u64,
}

impl JournalWriter {
    /// Begins a journal in a folder, which is made if need be. It is locked, so that no other program
    /// takes it for one that was left behind.
    ///
    /// # Errors
    /// What the system answered.
    pub(super) fn create(folder: &Path, head: &Head) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (path, file) = new_file(folder, head.time)?;
        file.try_lock().map_err(io::Error::from)?;
        let mut writer = Self { out: BufWriter::with_capacity(1 << 20, file), path, n_records: 0 };
        writer.out.write_all(MAGIC)?;
        let mut payload = Vec::new();
        let (device, inode) = head.id.unwrap_or_default();
        for number in [head.len_before, head.len_after, head.time, device, inode] {
            payload.extend(number.to_le_bytes());
        }
        payload.push(u8::from(head.id.is_some()));
        payload.extend(head.path.as_os_str().as_encoded_bytes());
        writer.record(HEAD, &payload)?;
        Ok(writer)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a change. Of a fill, `pattern` with the place in it at which the change starts.
    ///
    /// # Errors
    /// What the system answered.
    pub(super) fn change(&mut self, record: &Record, pattern: Option<(&[u8], u64)>) -> io::Result<()> {
        let mut payload = record.at.0.to_le_bytes().to_vec();
        payload.extend(to_u32(record.old.len()).to_le_bytes());
        payload.extend(to_u32(record.new.len()).to_le_bytes());
        payload.extend(&record.old);
        match pattern.filter(|(pattern, _)| pattern.len() <= PATTERN_BYTES.min(record.new.len())) {
            Some((pattern, skip)) => {
                payload.push(1);
                payload.extend(to_u32(to_usize(skip)).to_le_bytes());
                payload.extend(pattern);
            }
            None => {
                payload.push(0);
                payload.extend(&record.new);
            }
        }
        self.n_records += 1;
        self.record(CHANGE, &payload)
    }

    /// Writes the last record and syncs file and folder: from now on the file may be written.
    ///
    /// # Errors
    /// What the system answered.
    pub(super) fn complete(&mut self) -> io::Result<()> {
        self.record(END, &self.n_records.to_le_bytes())?;
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        sync_folder_of(&self.path)?;
        // Until it was locked, another program may have taken it for one that was left behind.
        let is_there = std::fs::metadata(&self.path).map(|there| Stat::of(&there).id)?;
        let is_it = is_there == Stat::of(&self.out.get_ref().metadata()?).id;
        if is_it { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Notes that the file is written, and removes the journal.
    ///
    /// # Errors
    /// What the system answered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.record(DONE, &[])?;
        self.out.flush()?;
        self.out.get_ref().sync_data()?;
        remove(&self.path)
    }

    /// Removes the journal of a write that did not begin.
    pub(super) fn give_up(self) {
        if let Err(error) = remove(&self.path) {
            tracing::warn!(%error, "a journal that says nothing was not removed");
        }
    }

    fn record(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
        let len = to_u32(payload.len()).to_le_bytes();
        self.out.write_all(&[kind])?;
        self.out.write_all(&len)?;
        self.out.write_all(&checksum(kind, len, payload).to_le_bytes())?;
        self.out.write_all(payload)
    }
}

fn checksum(kind: u8, len: [u8; 4], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[kind]);
    hasher.update(&len);
    hasher.update(payload);
    hasher.finalize()
}

/// A file of a new name.
fn new_file(folder: &Path, time: u64) -> io::Result<(PathBuf, File)> {
    let mut nr = 0;
    loop {
        let path = folder.join(format!("{time}-{}-{nr}.{ENDING}", std::process::id()));
        match File::options().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && nr < 10_000 => nr += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Removes a journal for good.
///
/// # Errors
/// What the system answered.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)?;
    sync_folder_of(path)
}

/// Syncs the names in a file's folder, and that of the folder, which may be new.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    for folder in path.ancestors().skip(1).take(2).filter(|folder| *folder != Path::new("")) {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// What a journal says about its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalState {
    /// It was torn before it was complete: the file is as it was.
    NotBegun,
    /// It is complete: any of its changes may be in the file.
    Begun,
    /// All of its changes are in the file.
    Done,
}

/// A journal that is read.
pub struct Journal {
    file: BufReader<File>,
    head: Head,
    state: JournalState,
}

impl Journal {
    /// Reads a journal through, and checks every record. `None` for a file that is none, such as the
    /// journal of a newer program.
    ///
    /// # Errors
    /// What the system answered.
    pub fn read(file: File) -> io::Result<Option<Self>> {
        let mut file = BufReader::with_capacity(1 << 20, file);
        let mut magic = [0; MAGIC.len()];
        let n = read_full(&mut file, &mut magic)?;
        if magic[..n] != MAGIC[..n] {
            return Ok(None);
        }
        let head = match next_record(&mut file)? {
            Some((HEAD, payload)) => head_of(&payload),
            _ => None,
        };
        let mut journal = Self { file, head: Head::default(), state: JournalState::NotBegun };
        if let Some(head) = head {
            journal.head = head;
            journal.state = journal.find_state()?;
        }
        Ok(Some(journal))
    }

    /// About which file it is.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How far the write may have come.
    #[must_use]
    pub fn state(&self) -> JournalState {
        self.state
    }

    fn find_state(&mut self) -> io::Result<JournalState> {
        let mut n_records = 0_u64;
        loop {
            match next_record(&mut self.file)? {
                Some((CHANGE, payload)) if change_of(&payload).is_some() => n_records += 1,
                Some((END, payload)) if payload[..] == n_records.to_le_bytes() => break,
                _ => return Ok(JournalState::NotBegun),
            }
        }
        let is_done = matches!(next_record(&mut self.file)?, Some((DONE, _)));
        Ok(if is_done { JournalState::Done } else { JournalState::Begun })
    }

    /// Goes through the changes in their order, as long as `each` agrees.
    ///
    /// # Errors
    /// What the system answered, or `each`.
    pub fn each(&mut self, each: &mut dyn FnMut(&Record) -> io::Result<bool>) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(len_u64(MAGIC.len())))?;
        next_record(&mut self.file)?;
        while let Some((CHANGE, payload)) = next_record(&mut self.file)? {
            let Some(record) = change_of(&payload) else { break };
            if !each(&record)? {
                break;
            }
        }
        Ok(())
    }
}

/// The next record, if it is whole.
fn next_record(file: &mut impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut start = [0; 9];
    if read_full(file, &mut start)? < start.len() {
        return Ok(None);
    }
    let [kind, a, b, c, d, sum @ ..] = start;
    let len = u32::from_le_bytes([a, b, c, d]);
    if len > MOST_PAYLOAD {
        return Ok(None);
    }
    let mut payload = vec![0; to_usize(u64::from(len))];
    if read_full(file, &mut payload)? < payload.len() {
        return Ok(None);
    }
    let is_whole = checksum(kind, [a, b, c, d], &payload) == u32::from_le_bytes(sum);
    Ok(is_whole.then_some((kind, payload)))
}

fn read_full(file: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < into.len() {
        match file.read(&mut into[done..]) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

/// Takes numbers off the front of a payload.
fn take_u64(payload: &mut &[u8]) -> Option<u64> {
    let (number, rest) = payload.split_first_chunk()?;
    *payload = rest;
    Some(u64::from_le_bytes(*number))
}

fn take_len(payload: &mut &[u8]) -> Option<usize> {
    let (number, rest) = payload.split_first_chunk()?;
    *payload = rest;
    Some(to_usize(u64::from(u32::from_le_bytes(*number))))
}

fn head_of(mut payload: &[u8]) -> Option<Head> {
    let rest = &mut payload;
    let (len_before, len_after, time) = (take_u64(rest)?, take_u64(rest)?, take_u64(rest)?);
    let id = (take_u64(rest)?, take_u64(rest)?);
    let (has_id, path) = rest.split_first()?;
    let id = (*has_id == 1).then_some(id);
    Some(Head { path: path_of(path), id, len_before, len_after, time })
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
}

/// Elsewhere such a name can't be made from bytes safely: its readable part is taken.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn change_of(mut payload: &[u8]) -> Option<Record> {
    let rest = &mut payload;
    let at = Offset(take_u64(rest)?);
    let (n_old, n_new) = (take_len(rest)?, take_len(rest)?);
    if len_u64(n_old.max(n_new)) > RECORD_BYTES {
        return None;
    }
    let (old, rest) = rest.split_at_checked(n_old)?;
    let new = match rest.split_first()? {
        (0, new) if new.len() == n_new => new.to_vec(),
        (1, mut rest) => {
            let skip = take_len(&mut rest)?;
            let is_sound = skip < rest.len();
            is_sound.then(|| rest.iter().copied().cycle().skip(skip).take(n_new).collect())?
        }
        _ => return None,
    };
    Some(Record { at, old: old.to_vec(), new })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head { path: "/tmp/a file".into(), id: Some((7, 9)), len_before: 100, len_after: 90, time: 1_700 }
    }

    fn records() -> Vec<Record> {
        let record = |at, old: &[u8], new: &[u8]| Record { at: Offset(at), old: old.into(), new: new.into() };
        vec![
            record(3, b"old", b"new"),
            record(20, b"123456789", b"bcabcabca"),
            record(90, b"the tail..", b""),
        ]
    }

    fn written(folder: &Path) -> (PathBuf, Vec<u8>) {
        let mut writer = JournalWriter::create(folder, &head()).expect("there is room");
        let fill: (&[u8], u64) = (b"abc", 1);
        for (nr, record) in records().iter().enumerate() {
            writer.change(record, (nr == 1).then_some(fill)).expect("there is room");
        }
        writer.complete().expect("there is room");
        let path = writer.path().to_owned();
        let bytes = std::fs::read(&path).expect("it is there");
        (path, bytes)
    }

    fn read(bytes: &[u8]) -> Option<Journal> {
        let mut file = tempfile::tempfile().expect("there is room");
        file.write_all(bytes).expect("there is room");
        file.rewind().expect("it is a file");
        Journal::read(file).expect("it can be read")
    }

    #[test]
    fn a_journal_says_what_was_written_into_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, bytes) = written(&folder.path().join("made/when needed"));
        let mut journal = read(&bytes).expect("it is one");
        assert_eq!((journal.head(), journal.state()), (&head(), JournalState::Begun));
        for _ in 0..2 {
            let mut all = Vec::new();
            let mut add = |record: &Record| {
                all.push(record.clone());
                Ok(true)
            };
            journal.each(&mut add).expect("it can be read");
            assert_eq!(all, records());
        }
    }

    #[test]
    fn a_journal_that_is_torn_or_damaged_anywhere_has_not_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, bytes) = written(folder.path());
        let has_begun = |bytes: &[u8]| read(bytes).is_some_and(|one| one.state() != JournalState::NotBegun);
        assert!(has_begun(&bytes));
        for n in 0..bytes.len() {
            assert!(!has_begun(&bytes[..n]), "cut at {n}");
            let mut damaged = bytes.clone();
            damaged[n] ^= 0x10;
            assert!(!has_begun(&damaged), "damaged at {n}");
        }
    }

    #[test]
    fn a_journal_that_is_done_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = JournalWriter::create(folder.path(), &head()).expect("there is room");
        let path = writer.path().to_owned();
        let other = File::open(&path).expect("it is there");
        assert!(other.try_lock().is_err(), "it is held while it is written");
        writer.finish().expect("it is removed");
        assert!(!path.exists());
    }
}
