//! Maps shown text to cells: which character is in which columns, for which bytes.
//!
//! The grid is what makes text of any length scrollable sideways, and blocks of columns
//! selectable: a character takes one column, a wide one (東, 🦆) two, a mark that combines with
//! the character before it none, a tab what is left to its next stop, and an escape (`^[`,
//! `\xFF`, `‹U+202E›`) one for each of its characters. Where ANSI colours are obeyed their sequences
//! take none. Columns map to bytes and back exactly, whatever the widths.

use super::ansi::{Escape, EscapeStep, Pen};
use crate::base::units::to_u32;
use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Combining marks per character at most; more are escaped as their code points.
const MARKS: usize = 8;

/// Display options of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayOptions {
    /// Columns between tab stops, at least 1.
    pub tab: u8,
    /// Whether ANSI colours are applied; if not, their sequences are displayed.
    pub ansi: bool,
}

impl Default for DisplayOptions {
    fn default() -> Self {
        Self { tab: 8, ansi: false }
    }
}

/// The kind of a piece of displayed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// As it is in the file.
    Plain,
    /// The escape of an invisible character.
    Control,
    /// The escape of a byte that doesn't decode.
    Bad,
}

/// A row as it is displayed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The characters.
    pub text: String,
    /// Consecutive pieces of `text` (byte ranges) of one kind each.
    pub pieces: Vec<(Range<usize>, CellKind)>,
    /// For each column the byte, counted from the row's start, that it stands for; and at the
    /// end the row's length.
    pub bytes: Vec<u32>,
    /// For each column where its character starts in `text`; and at the end the text's length.
    starts: Vec<u32>,
    /// From where in `text` on which pen is used, where it is not the usual one throughout.
    pens: Vec<(usize, Pen)>,
}

/// A character, with what combines with it, in its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The first of its columns.
    pub column: usize,
    /// How many it takes.
    pub width: usize,
    /// The character and its marks.
    pub text: &'a str,
    /// What it is.
    pub kind: CellKind,
    /// Its pen.
    pub pen: Pen,
}

/// Writes a row's characters into their cells.
pub(super) struct CellWriter {
    shown: Shown,
    how: DisplayOptions,
    escape: Escape,
    pen: Pen,
    /// How many marks the last cell has.
    n_marks: usize,
}

/// Whether a character is invisible, or affects the layout of its neighbours.
///
/// Controls, formats and fillers by their Unicode properties; a few that are drawn blank
/// although they are letters or symbols. Spaces stay spaces.
#[must_use]
pub fn hides(c: char) -> bool {
    static RANGES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        // Signs that enclose the number after them are formats, too, but can be seen.
        let pattern = r"[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\x{FFF0}-\x{FFFB}\x{2800}\x{16FE4}\x{1D159}]--\p{Prepended_Concatenation_Mark}]";
        match regex_syntax::parse(pattern).map(regex_syntax::hir::Hir::into_kind) {
            Ok(regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class))) => {
                class.iter().map(|range| (range.start(), range.end())).collect()
            }
            _ => Vec::new(),
        }
    });
    if c < '\u{7F}' {
        return c < ' ';
    }
    let after = RANGES.partition_point(|&(start, _)| start <= c);
    after > 0 && RANGES[after - 1].1 >= c
}

impl CellWriter {
    pub(super) fn new(len_bytes: usize, how: DisplayOptions) -> Self {
        let shown = Shown { text: String::with_capacity(len_bytes), ..Shown::default() };
        Self { shown, how, escape: Escape::default(), pen: Pen::default(), n_marks: 0 }
    }

    /// Adds the character whose bytes start at `at`, counted from the row's start.
    pub(super) fn character(&mut self, c: char, at: usize) {
        if !self.how.ansi {
            self.put(c, at);
            return;
        }
        match self.escape.push(c, at) {
            EscapeStep::Held => {}
            EscapeStep::Colours(parameters) => {
                self.pen = self.pen.with_sgr(&parameters);
                self.shown.pens.push((self.shown.text.len(), self.pen));
            }
            EscapeStep::Text => {
                let was_idle = self.escape.is_idle();
                self.take_pending();
                // The character that broke the sequence off may start another.
                if was_idle { self.put(c, at) } else { self.character(c, at) }
            }
        }
    }

    /// Adds a byte that does not decode.
    pub(super) fn bad(&mut self, byte: u8, at: usize) {
        self.take_pending();
        self.stand_in(CellKind::Bad, at, |text| write!(text, "\\x{byte:02X}"));
    }

    /// The row, `len_bytes` long.
    pub(super) fn finish(mut self, len_bytes: usize) -> Shown {
        self.take_pending();
        self.shown.bytes.push(to_u32(len_bytes));
        self.shown.starts.push(to_u32(self.shown.text.len()));
        self.shown
    }

    fn take_pending(&mut self) {
        for (c, at) in self.escape.take_pending() {
            self.put(c, at);
        }
    }

    fn put(&mut self, c: char, at: usize) {
        match c {
            ' '..='~' => self.cell(c, at, 1),
            '\t' => {
                let tab = usize::from(self.how.tab).max(1);
                let stop = tab - self.shown.bytes.len() % tab;
                self.stand_in(CellKind::Plain, at, |text| write!(text, "{:stop$}", ""));
            }
            '\0'..='\x1F' => {
                let letter = char::from(b'@' + u8::try_from(c).unwrap_or(0));
                self.stand_in(CellKind::Control, at, |text| write!(text, "^{letter}"));
            }
            '\x7F' => self.stand_in(CellKind::Control, at, |text| text.write_str("^?")),
            c if hides(c) => self.number(c, at),
            c => match c.width() {
                Some(0) | None => self.mark(c, at),
                Some(width) => self.cell(c, at, width),
            },
        }
    }

    fn cell(&mut self, c: char, at: usize, width: usize) {
        let start = self.shown.text.len();
        self.shown.text.push(c);
        self.n_marks = 0;
        self.shown.bytes.extend(std::iter::repeat_n(to_u32(at), width));
        self.shown.starts.extend(std::iter::repeat_n(to_u32(start), width));
        self.piece(start, CellKind::Plain);
    }

    /// A mark stays with the character before it, in the same cell.
    fn mark(&mut self, c: char, at: usize) {
        let has_base = self.shown.pieces.last().is_some_and(|(_, kind)| *kind == CellKind::Plain);
        if !has_base || self.n_marks == MARKS {
            self.number(c, at);
            return;
        }
        let start = self.shown.text.len();
        self.shown.text.push(c);
        self.n_marks += 1;
        self.piece(start, CellKind::Plain);
    }

    fn number(&mut self, c: char, at: usize) {
        self.stand_in(CellKind::Control, at, |text| write!(text, "‹U+{:04X}›", u32::from(c)));
    }

    fn stand_in(&mut self, kind: CellKind, at: usize, write: impl FnOnce(&mut String) -> std::fmt::Result) {
        let start = self.shown.text.len();
        // Writing into a `String` can't fail.
        let _ = write(&mut self.shown.text);
        self.n_marks = 0;
        for (into, _) in self.shown.text[start..].char_indices() {
            self.shown.bytes.push(to_u32(at));
            self.shown.starts.push(to_u32(start + into));
        }
        self.piece(start, kind);
    }

    /// Adds what was written from `start` on, to the last piece if it is of the same kind.
    fn piece(&mut self, start: usize, kind: CellKind) {
        let end = self.shown.text.len();
        match self.shown.pieces.last_mut() {
            Some((range, last)) if *last == kind => range.end = end,
            _ => self.shown.pieces.push((start..end, kind)),
        }
    }
}

impl Shown {
    /// How many columns it has.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// The byte, counted from the row's start, that a column stands for.
    #[must_use]
    pub fn byte_at(&self, column: usize) -> u64 {
        self.bytes.get(column).or(self.bytes.last()).map_or(0, |&at| u64::from(at))
    }

    /// The first column that stands for `byte`, counted from the row's start, or a later one.
    #[must_use]
    pub fn column_of(&self, byte: u64) -> usize {
        // The last entry is the row's end, not a column's byte.
        let columns = &self.bytes[..self.n_columns()];
        columns.partition_point(|&at| u64::from(at) < byte)
    }

    /// Whether a byte's character, or its escape, starts in this column; so does the row's end.
    #[must_use]
    pub fn starts_at(&self, column: usize) -> bool {
        column == 0 || column >= self.n_columns() || self.bytes[column] != self.bytes[column - 1]
    }

    /// The start of the character next to the byte `at`, in either direction.
    #[must_use]
    pub fn step(&self, at: u64, forward: bool) -> u64 {
        let columns = &self.bytes[..self.n_columns()];
        if forward {
            let next = columns.partition_point(|&b| u64::from(b) <= at);
            return self.byte_at(next);
        }
        let before = columns.partition_point(|&b| u64::from(b) < at);
        before.checked_sub(1).map_or(0, |column| self.byte_at(column))
    }

    /// The text of these columns.
    #[must_use]
    pub fn text_of(&self, columns: Range<usize>) -> &str {
        let place = |column: usize| {
            let start = self.starts.get(column).or(self.starts.last());
            start.map_or(0, |&start| start as usize)
        };
        let (start, end) = (place(columns.start), place(columns.end));
        &self.text[start..end.max(start)]
    }

    /// The text of these columns, if it is printable ASCII as it is in the file, a character a
    /// column and without colours.
    #[must_use]
    pub fn ascii(&self, columns: Range<usize>) -> Option<&str> {
        let end = columns.end.min(self.n_columns());
        let start = columns.start.min(end);
        let text = self.text_of(start..end);
        let is_plain = matches!(&self.pieces[..], [] | [(_, CellKind::Plain)]) && self.pens.is_empty();
        (is_plain && text.len() == end - start && text.bytes().all(|b| matches!(b, b' '..=b'~')))
            .then_some(text)
    }

    /// The columns of the character, or the escape, in `column`.
    #[must_use]
    pub fn around(&self, column: usize) -> Range<usize> {
        let byte = self.byte_at(column);
        let columns = &self.bytes[..self.n_columns()];
        let start = columns.partition_point(|&at| u64::from(at) < byte);
        start..columns.partition_point(|&at| u64::from(at) <= byte)
    }

    /// The cells that overlap these columns, whole even if only a part of one does.
    pub fn cells(&self, columns: Range<usize>) -> impl Iterator<Item = Cell<'_>> {
        let end = columns.end.min(self.n_columns());
        let mut column = columns.start.min(end);
        while column > 0 && column < end && self.starts[column] == self.starts[column - 1] {
            column -= 1;
        }
        let first = self.starts.get(column).map_or(0, |&start| start as usize);
        let mut piece = self.pieces.partition_point(|(range, _)| range.end <= first);
        let mut n_pens = self.pens.partition_point(|&(from, _)| from <= first);
        std::iter::from_fn(move || {
            if column >= end {
                return None;
            }
            let start = self.starts[column];
            let width = self.starts[column..].iter().take_while(|&&other| other == start).count();
            let text = start as usize..self.starts[column + width] as usize;
            while self.pieces.get(piece).is_some_and(|(range, _)| range.end <= text.start) {
                piece += 1;
            }
            while self.pens.get(n_pens).is_some_and(|&(from, _)| from <= text.start) {
                n_pens += 1;
            }
            let kind = self.pieces.get(piece).map_or(CellKind::Plain, |&(_, kind)| kind);
            let pen = n_pens.checked_sub(1).map_or(Pen::default(), |last| self.pens[last].1);
            let cell = Cell { column, width, text: &self.text[text], kind, pen };
            column += width;
            Some(cell)
        })
    }

    /// The word around a byte, as bytes from the row's start: letters, digits and underscores,
    /// or a run of other characters of one class.
    #[must_use]
    pub fn word_at(&self, at: u64) -> Range<u64> {
        if self.n_columns() == 0 {
            return at..at;
        }
        let column = self.column_of(at).min(self.n_columns() - 1);
        let classes = self.classes();
        let here = classes[column];
        let before = classes[..column].iter().rev().take_while(|&&class| class == here).count();
        let after = classes[column..].iter().take_while(|&&class| class == here).count();
        self.byte_at(column - before)..self.byte_at(column + after)
    }

    /// Where the next word ends, or the one before starts, from the byte `at` on.
    #[must_use]
    pub fn word_step(&self, at: u64, forward: bool) -> u64 {
        let (classes, column) = (self.classes(), self.column_of(at));
        let far = |classes: &mut dyn Iterator<Item = &Class>| {
            let mut classes = classes.peekable();
            let mut n = 0;
            while classes.next_if(|class| **class == Class::Space).is_some() {
                n += 1;
            }
            let Some(&&word) = classes.peek() else { return n };
            n + classes.take_while(|class| **class == word).count()
        };
        if forward {
            return self.byte_at(column + far(&mut classes[column..].iter()));
        }
        // Before the first column there may be bytes that take none, such as colours.
        match column - far(&mut classes[..column].iter().rev()) {
            0 => 0,
            column => self.byte_at(column),
        }
    }

    /// The kind of the character in each column.
    fn classes(&self) -> Vec<Class> {
        let class = |cell: Cell<'_>| {
            let c = cell.text.chars().next().unwrap_or(' ');
            let class = match cell.kind {
                CellKind::Plain if c.is_alphanumeric() || c == '_' => Class::Word,
                CellKind::Plain if c.is_whitespace() => Class::Space,
                _ => Class::Other,
            };
            std::iter::repeat_n(class, cell.width)
        };
        self.cells(0..self.n_columns()).flat_map(class).collect()
    }
}

/// Character classes for word boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Other,
}
