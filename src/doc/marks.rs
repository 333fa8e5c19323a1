//! Marks: bookmarked rows, with names and colours.
//!
//! A mark is a byte offset, so it stays where it is in a file that grows; in another file of the
//! name there are none of it. Marks of files with a path are kept between two runs.

use super::Document;
use super::rules::Hue;
use crate::base::Offset;
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::source::Generation;
use crate::source::blocks::Fetched;

/// Marks of a file, at most.
pub const MOST_MARKS: usize = 1000;

/// Characters of a row that name its mark at first.
const NAME: usize = 60;

/// A bookmarked row.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    /// Where the row starts.
    pub at: Offset,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub hue: Hue,
}

/// The marks of a document.
#[derive(Default)]
pub(crate) struct Marks {
    /// In file order.
    all: Vec<Mark>,
    /// Of which file of the name; `None`: of none yet.
    of: Option<Generation>,
    /// Whether they are to be kept.
    is_changed: bool,
}

impl Document {
    /// The marks of the file, in its order.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        let is_same = !self.has_marks_of_another();
        if is_same { &self.marks.all } else { &[] }
    }

    /// Whether the marks are those of another file of the name, or none were restored yet.
    pub(crate) fn has_marks_of_another(&self) -> bool {
        self.file().is_none_or(|file| Some(file.snapshot().generation()) != self.marks.of)
    }

    /// The marks of a file stay after this program has written it, and are kept by what it is known by now.
    pub(super) fn carry_marks(&mut self, before: Generation, now: Generation) {
        if self.marks.of == Some(before) {
            self.marks.of = Some(now);
            self.marks.is_changed |= !self.marks.all.is_empty();
        }
    }

    /// Whether marks were changed and not asked for yet.
    pub(crate) fn has_changed_marks(&self) -> bool {
        self.marks.is_changed
    }

    /// The marks of the file, if they were changed since they were last asked for.
    pub(crate) fn take_changed_marks(&mut self) -> Option<Vec<Mark>> {
        let is_changed = std::mem::take(&mut self.marks.is_changed) && !self.has_marks_of_another();
        is_changed.then(|| self.marks.all.clone())
    }

    /// The mark of a row that starts at `start` and ends before `end`.
    #[must_use]
    pub fn mark_in(&self, start: Offset, end: Offset) -> Option<&Mark> {
        let marks = self.marks();
        let first = marks.partition_point(|mark| mark.at < start);
        marks.get(first).filter(|mark| mark.at < end.max(start + 1))
    }

    /// Takes the marks of an earlier run, as far as they are in the file.
    pub(crate) fn restore_marks(&mut self, mut marks: Vec<Mark>) {
        let len = self.len();
        marks.retain(|mark| mark.at.0 < len);
        marks.sort_by_key(|mark| mark.at);
        marks.truncate(MOST_MARKS);
        self.set_marks(marks);
        self.marks.is_changed = false;
    }

    pub(crate) fn set_marks(&mut self, all: Vec<Mark>) {
        let of = self.file().map(|file| file.snapshot().generation());
        self.marks = Marks { all, of, is_changed: true };
    }

    /// Marks the row that holds `cursor`, or unmarks it; in a sentence, why not.
    pub(crate) fn toggle_mark(&mut self, cursor: Offset) -> Option<Text> {
        let file = self.file()?;
        if file.is_empty() {
            return None;
        }
        let Fetched::Ready(row) = file.row_at(cursor.min(Offset(file.len() - 1))) else {
            return Some(Text::new("mark-not-yet"));
        };
        let mut marks = self.marks().to_vec();
        match marks.iter().position(|mark| row.text.start <= mark.at && mark.at < row.next) {
            Some(nr) => {
                marks.remove(nr);
            }
            None if marks.len() >= MOST_MARKS => {
                return Some(Text::new("mark-too-many").with("n", MOST_MARKS.to_string()));
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
    #[must_use]
    pub fn mark_beside(&self, cursor: Offset, forward: bool) -> Option<Offset> {
        let marks = self.marks();
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

    /// Gives a mark another name or colour; `None` removes it.
    pub(crate) fn set_mark(&mut self, at: Offset, to: Option<Mark>) {
        let mut marks = self.marks().to_vec();
        let Some(nr) = marks.iter().position(|mark| mark.at == at) else { return };
        match to {
            Some(mark) => marks[nr] = Mark { at, ..mark },
            None => {
                marks.remove(nr);
            }
        }
        self.set_marks(marks);
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
