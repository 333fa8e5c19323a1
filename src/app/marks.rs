//! Marks: rows that a person wants to find again, with names and colours.
//!
//! A mark is a byte offset, so it stays where it is in a file that grows; in another file of the
//! name there are none of it. Marks of files with a path are kept between two runs.

use super::App;
use super::rules::Hue;
use super::session::Session;
use crate::base::Offset;
use crate::format::encoding::Encoding;
use crate::source::Generation;
use crate::source::blocks::Fetched;

/// Marks of a file, at most.
pub const MOST_MARKS: usize = 1000;

/// Characters of a row that name its mark at first.
const NAME: usize = 60;

/// A row that a person wants to find again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    /// Where the row starts.
    pub at: Offset,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub hue: Hue,
}

/// The marks of a tab.
#[derive(Default)]
pub(super) struct Marks {
    /// In file order.
    all: Vec<Mark>,
    /// Of which file of the name.
    of: Generation,
}

impl Session {
    /// The marks of the file, in its order.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        let is_same = self.file().is_some_and(|file| file.snapshot().generation() == self.marks.of);
        if is_same { &self.marks.all } else { &[] }
    }

    /// The mark of a row that starts at `start` and ends before `end`.
    #[must_use]
    pub fn mark_in(&self, start: Offset, end: Offset) -> Option<&Mark> {
        let marks = self.marks();
        let first = marks.partition_point(|mark| mark.at < start);
        marks.get(first).filter(|mark| mark.at < end.max(start + 1))
    }

    /// Takes the marks of an earlier run, as far as they are in the file.
    pub(super) fn restore_marks(&mut self, mut marks: Vec<Mark>) {
        let len = self.file().map_or(0, super::file::File::len);
        marks.retain(|mark| mark.at.0 < len);
        marks.sort_by_key(|mark| mark.at);
        marks.truncate(MOST_MARKS);
        self.set_marks(marks);
    }

    fn set_marks(&mut self, all: Vec<Mark>) {
        let of = self.file().map(|file| file.snapshot().generation()).unwrap_or_default();
        self.marks = Marks { all, of };
    }

    /// Marks the cursor's row, or unmarks it; in a sentence, why not.
    fn toggle_mark(&mut self) -> Option<String> {
        let (file, cursor) = (self.file()?, self.cursor());
        if file.is_empty() {
            return None;
        }
        let Fetched::Ready(row) = file.row_at(cursor.min(Offset(file.len() - 1))) else {
            return Some("The row is not at hand yet; try again when it is shown.".into());
        };
        let mut marks = self.marks().to_vec();
        match marks.iter().position(|mark| row.text.start <= mark.at && mark.at < row.next) {
            Some(nr) => {
                marks.remove(nr);
            }
            None if marks.len() >= MOST_MARKS => {
                return Some(format!("There are {MOST_MARKS} marks already."));
            }
            None => {
                let name = match file.bytes(row.text) {
                    Fetched::Ready(bytes) => name_of(&bytes, file.encoding()),
                    _ => String::new(),
                };
                // A colour that the last mark does not have.
                let hue = Hue::ALL[(2 + marks.len()) % (Hue::ALL.len() - 1)];
                marks.push(Mark { at: row.text.start, name, hue });
                marks.sort_by_key(|mark| mark.at);
            }
        }
        self.set_marks(marks);
        None
    }

    /// The next mark after the cursor's row, or the one before it; over the file's ends.
    fn mark_beside(&self, forward: bool) -> Option<Offset> {
        let (marks, cursor) = (self.marks(), self.cursor());
        let row = match self.file()?.row_at(cursor) {
            Fetched::Ready(row) => row.text.start,
            _ => cursor,
        };
        let mark = if forward {
            marks.iter().find(|mark| mark.at > cursor).or(marks.first())
        } else {
            marks.iter().rfind(|mark| mark.at < row).or(marks.last())
        };
        mark.map(|mark| mark.at)
    }
}

/// What a row's mark is called at first: how the row begins.
fn name_of(bytes: &[u8], encoding: Encoding) -> String {
    let mut name = String::new();
    let mut n = 0;
    let head = &bytes[..bytes.len().min(NAME * 4)];
    encoding.decode(head, &mut |_, _, c| {
        let c = c.filter(|c| !c.is_control()).unwrap_or(' ');
        if n < NAME {
            name.push(c);
            n += 1;
        }
    });
    name.trim().to_owned()
}

impl App {
    pub(super) fn toggle_mark(&mut self) {
        let said = self.front_mut().and_then(Session::toggle_mark);
        said.into_iter().for_each(|said| self.toast(said, false));
    }

    pub(super) fn go_to_mark(&mut self, forward: bool) {
        let at = self.front().and_then(|tab| tab.mark_beside(forward));
        if let (Some(at), Some(tab)) = (at, self.front_mut()) {
            tab.show_place(at);
        }
    }

    /// Gives a mark another name or colour; none: takes it away.
    pub(super) fn set_mark(&mut self, at: Offset, to: Option<Mark>) {
        let Some(tab) = self.front_mut() else { return };
        let mut marks = tab.marks().to_vec();
        let Some(nr) = marks.iter().position(|mark| mark.at == at) else { return };
        match to {
            Some(mark) => marks[nr] = Mark { at, ..mark },
            None => {
                marks.remove(nr);
            }
        }
        tab.set_marks(marks);
    }

    pub(super) fn remove_marks(&mut self) {
        self.with_front(|tab| tab.set_marks(Vec::new()));
    }
}
