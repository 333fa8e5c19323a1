//! Rows of the file that a report quotes: bad rows, matches of searches, marks.
//!
//! They are for those who read a page, not for scripts: JSON and CSV, whose sections follow from the bytes alone,
//! leave them out. How many rows and how much of each is bounded by who collects them ([`MOST_ENTRIES`],
//! [`MOST_CHARS`]), whatever the file.

use crate::base::Offset;
use crate::format::encoding::Encoding;

/// Entries of an extract, at most.
pub const MOST_ENTRIES: usize = 20;

/// Characters of a row that is quoted, at most.
pub const MOST_CHARS: usize = 200;

/// Why rows are quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtractKind {
    /// Something is wrong with them.
    BadRows,
    /// A person has marked them.
    Marks,
    /// A search matches them; as it was typed.
    Search(String),
}

/// Rows that are quoted for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// For which.
    pub kind: ExtractKind,
    /// How many there are in all; `None` if that is not known.
    pub of: Option<u64>,
    /// The first of them, in file order.
    pub entries: Vec<ExtractEntry>,
}

impl Extract {
    /// The same about bytes that stand `by` further on in their file.
    #[must_use]
    pub fn moved_by(mut self, by: u64) -> Self {
        self.entries.iter_mut().for_each(|entry| entry.at = entry.at + by);
        self
    }
}

/// One place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractEntry {
    /// Where it is.
    pub at: Offset,
    /// Its row of the table, from 1.
    pub row: Option<u64>,
    /// Its line, from 1, if lines are counted that far.
    pub line: Option<u64>,
    /// What is said of it: what is wrong, or what the mark is called.
    pub note: String,
    /// The row with those around it.
    pub rows: Vec<QuotedRow>,
}

/// A row as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedRow {
    /// Its beginning; what does not decode is U+FFFD.
    pub text: String,
    /// Whether it is the row itself, and none of those around it.
    pub is_subject: bool,
}

/// The beginning of a row as text, without its line end.
#[must_use]
pub fn quoted(row: &[u8], encoding: Encoding) -> String {
    let mut text = String::new();
    let mut n = 0;
    encoding.decode(row, &mut |_, _, c| {
        if n < MOST_CHARS {
            text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        } else if n == MOST_CHARS {
            text.push('…');
        }
        n += 1;
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_row_is_cut_and_says_so() {
        let long = "é".repeat(MOST_CHARS + 1);
        assert_eq!(quoted(long.as_bytes(), Encoding::UTF_8), format!("{}…", "é".repeat(MOST_CHARS)));
        assert_eq!(quoted(b"a\xFFb", Encoding::UTF_8), "a\u{FFFD}b");
    }
}
