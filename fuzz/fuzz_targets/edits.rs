//! Any edits, undos and redos over any bytes give what plain bytes become; any bytes as a journal end in an
//! answer.
#![no_main]

use gander::base::{Offset, Span};
use gander::edit::ByteOverlay;
use gander::edit::journal::Journal;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::io::{Seek, Write};

#[derive(Arbitrary, Debug)]
enum Edit {
    Overwrite(u8, Vec<u8>),
    Fill(u8, u8, Vec<u8>),
    Extend(u8, u8),
    CutOff(u8),
    Undo,
    Redo,
}

#[derive(Arbitrary, Debug)]
struct Input {
    file: Vec<u8>,
    edits: Vec<Edit>,
    journal: Vec<u8>,
}

/// Bytes before each edit that can be undone, and after each that can be done again.
type History = Vec<Vec<u8>>;

fn edited(now: &[u8], edit: &Edit) -> Vec<u8> {
    let mut new = now.to_vec();
    match edit {
        Edit::Overwrite(at, bytes) => {
            new.iter_mut().skip(usize::from(*at)).zip(bytes).for_each(|(to, byte)| *to = *byte);
        }
        Edit::Fill(at, len, with) => {
            let span = new.iter_mut().skip(usize::from(*at)).take(usize::from(*len));
            span.zip(with.iter().cycle()).for_each(|(to, byte)| *to = *byte);
        }
        Edit::Extend(n, value) => new.extend(std::iter::repeat_n(*value, usize::from(*n))),
        Edit::CutOff(at) => new.truncate(usize::from(*at)),
        Edit::Undo | Edit::Redo => {}
    }
    new
}

fuzz_target!(|input: Input| {
    let mut overlay = ByteOverlay::new(input.file.len() as u64);
    let (mut now, mut done, mut undone): (_, History, History) = (input.file.clone(), vec![], vec![]);
    for edit in &input.edits {
        let revision = overlay.revision();
        match edit {
            Edit::Overwrite(at, bytes) => {
                overlay.overwrite(Offset((*at).into()), bytes);
            }
            Edit::Fill(at, len, with) => {
                overlay.fill(Span::at(Offset((*at).into()), (*len).into()), with);
            }
            Edit::Extend(n, value) => {
                overlay.extend((*n).into(), *value);
            }
            Edit::CutOff(at) => {
                overlay.cut_off(Offset((*at).into()));
            }
            Edit::Undo => {
                assert_eq!(overlay.undo().is_some(), !done.is_empty());
                done.pop().into_iter().for_each(|old| undone.push(std::mem::replace(&mut now, old)));
            }
            Edit::Redo => {
                assert_eq!(overlay.redo().is_some(), !undone.is_empty());
                undone.pop().into_iter().for_each(|new| done.push(std::mem::replace(&mut now, new)));
            }
        }
        if !matches!(edit, Edit::Undo | Edit::Redo) && overlay.revision() != revision {
            let new = edited(&now, edit);
            done.push(std::mem::replace(&mut now, new));
            undone.clear();
        }
        let mut read = input.file.clone();
        read.resize(overlay.len() as usize, 0);
        overlay.patch(Offset::ZERO, &mut read);
        assert_eq!(read, now);
    }
    let mut file = tempfile::tempfile().expect("there is room");
    file.write_all(b"GANDERJ1").and_then(|()| file.write_all(&input.journal)).expect("there is room");
    file.rewind().expect("it is a file");
    if let Some(mut journal) = Journal::read(file).expect("it can be read") {
        journal.each(&mut |record| Ok(record.span().len() <= 256 << 10)).expect("it can be read");
    }
});
