//! Appends, cuts, replacements and reads in any order: a read gives the snapshot's own bytes
//! or a fault, never others, and never a crash.
#![no_main]

use gander::base::{Offset, Span};
use gander::source::{Change, AccessMode, Source};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

#[derive(Arbitrary, Debug)]
enum Act {
    Append(Vec<u8>),
    /// Of many pages, so that there is something to lose.
    AppendMuch(u8),
    Cut(u16),
    Replace(Vec<u8>),
    Unlink,
    Refresh,
    Reopen,
    Read {
        at: u16,
        len: u16,
        copy: bool,
    },
}

fuzz_target!(|input: (bool, Vec<Act>)| {
    let (read, acts) = input;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, b"first\n").unwrap();
    let mut source = Source::open(&path, if read { AccessMode::Read } else { AccessMode::Auto }).unwrap();
    // What the open file holds, what it held at the snapshot, and what its name leads to if
    // that is another file. Long appends never repeat a byte's neighbours, so a wrong one shows.
    let mut held = b"first\n".to_vec();
    let mut model = held.clone();
    let mut elsewhere: Option<Vec<u8>> = None;
    let mut fresh = 0_u32;
    for act in acts.into_iter().take(40) {
        let is_there = path.exists();
        let named = elsewhere.as_mut().unwrap_or(&mut held);
        match act {
            Act::Append(bytes) if is_there => append(&path, &bytes, named),
            Act::AppendMuch(n) if is_there => {
                let numbers = fresh..fresh + u32::from(n) * 256;
                fresh = numbers.end;
                append(&path, &numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>(), named);
            }
            Act::Cut(len) if is_there => {
                let len = usize::from(len).min(named.len());
                OpenOptions::new().write(true).open(&path).unwrap().set_len(len as u64).unwrap();
                named.truncate(len);
            }
            Act::Replace(bytes) => {
                let other = folder.path().join("other");
                std::fs::write(&other, &bytes).unwrap();
                std::fs::rename(&other, &path).unwrap();
                elsewhere = Some(bytes);
            }
            Act::Unlink if is_there => std::fs::remove_file(&path).unwrap(),
            Act::Refresh => {
                if let Ok(Change::Grew { to }) = source.refresh() {
                    assert_eq!(to, held.len() as u64);
                    model = held.clone();
                }
            }
            Act::Reopen => {
                if source.reopen().is_ok() {
                    assert!(is_there);
                    held = elsewhere.take().unwrap_or(held);
                    model = held.clone();
                }
            }
            Act::Read { at, len, copy } => {
                let snapshot = source.snapshot();
                let span = Span::at(Offset(u64::from(at)), u64::from(len)).meet(snapshot.span());
                let answer = match copy {
                    true => snapshot.read_copy(span, <[u8]>::to_vec),
                    false => snapshot.read(span, <[u8]>::to_vec),
                };
                if let Ok(bytes) = answer {
                    assert_eq!(bytes, model[span.start.0 as usize..span.end.0 as usize]);
                }
            }
            Act::Append(_) | Act::AppendMuch(_) | Act::Cut(_) | Act::Unlink => {}
        }
    }
});

fn append(path: &Path, bytes: &[u8], model: &mut Vec<u8>) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
    model.extend_from_slice(bytes);
}
