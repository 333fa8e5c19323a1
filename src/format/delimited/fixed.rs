//! Columns of a fixed width, as programs print them for terminals: told by where blanks stand in all lines.

use super::{Cell, CellKind, Cells};
use crate::base::units::{to_u32, to_usize};

/// Lines by which columns are told.
const MOST_LINES: usize = 1000;

/// Cuts a record at the first characters of columns; blanks around a cell are no part of it.
pub(super) fn cut(starts: &[u32], record: &[u8], out: &mut Cells) {
    let len = memchr::memchr(b'\n', record).map_or(record.len(), |at| at + 1);
    let text = record[..len].trim_ascii_end();
    *out = Cells { len, cells: std::mem::take(&mut out.cells), ..Cells::default() };
    out.cells.clear();
    let mut chars = CharPlaces::new(text);
    let mut from = 0;
    for nr in 0..starts.len().max(1) {
        let to = starts.get(nr + 1).map_or(text.len(), |&start| chars.place(to_usize(start.into())));
        let cell = &text[from..to];
        let start = from + (cell.len() - cell.trim_ascii_start().len());
        let end = start + cell.trim_ascii().len();
        out.cells.push(Cell { raw: start..end, kind: CellKind::Plain });
        from = to;
    }
}

/// Where characters of a line are, each from the last one on.
struct CharPlaces<'a> {
    text: &'a [u8],
    is_ascii: bool,
    at: usize,
    nr: usize,
}

impl<'a> CharPlaces<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self { text, is_ascii: text.is_ascii(), at: 0, nr: 0 }
    }

    fn place(&mut self, nr: usize) -> usize {
        if self.is_ascii {
            return nr.min(self.text.len());
        }
        while self.nr < nr && self.at < self.text.len() {
            self.at += 1;
            self.at += self.text[self.at..].iter().take_while(|&&byte| byte & 0xC0 == 0x80).count();
            self.nr += 1;
        }
        self.at
    }
}

/// The first characters of the columns of lines: those behind characters that are blank in all. What
/// begins beyond the first line, which mostly names them, or has text in few lines belongs to the column
/// before it.
#[must_use]
pub(super) fn columns_of<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Vec<u32> {
    // How many lines have something at each character.
    let mut n_used: Vec<usize> = Vec::new();
    let (mut n_lines, mut first_len) = (0, None);
    for line in lines.map(<[u8]>::trim_ascii_end).filter(|line| !line.is_empty()).take(MOST_LINES) {
        n_lines += 1;
        let chars = line.iter().filter(|&&byte| byte & 0xC0 != 0x80);
        for (nr, &byte) in chars.clone().enumerate() {
            if nr == n_used.len() {
                n_used.push(0);
            }
            n_used[nr] += usize::from(!matches!(byte, b' ' | b'\t'));
        }
        first_len = first_len.or(Some(chars.count()));
    }
    let first_len = first_len.unwrap_or(0);
    let is_start = |&nr: &usize| n_used[nr] > 0 && (nr == 0 || n_used[nr - 1] == 0);
    let is_column = |&start: &usize| {
        let most = n_used[start..].iter().take_while(|n| **n > 0).max().copied().unwrap_or(0);
        start < first_len && RARE * most >= n_lines
    };
    (0..n_used.len()).filter(is_start).filter(is_column).map(to_u32).collect()
}

/// Text in one of so many lines is none of a column's own.
const RARE: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(starts: &[u32], line: &str) -> Vec<String> {
        let mut out = Cells::default();
        cut(starts, line.as_bytes(), &mut out);
        out.cells.iter().map(|cell| line[cell.raw.clone()].to_owned()).collect()
    }

    #[test]
    fn columns_are_where_blanks_stand_in_all_lines() {
        let lines = [
            "Filesystem     Size  Used Mounted on",
            "/dev/sda1       20G  4,1G /",
            "größe            8K     0 /mnt/a disk",
            "",
        ];
        let starts = columns_of(lines.iter().map(|line| line.as_bytes()));
        assert_eq!(starts, [0, 15, 21, 26]);
        assert_eq!(cells(&starts, lines[0]), ["Filesystem", "Size", "Used", "Mounted on"]);
        assert_eq!(cells(&starts, lines[2]), ["größe", "8K", "0", "/mnt/a disk"]);
        assert_eq!(cells(&starts, "x\r\n"), ["x", "", "", ""]);
        assert_eq!(cells(&[], "x y\n"), ["x y"]);
        assert_eq!(columns_of(std::iter::empty()), [0_u32; 0]);
    }

    #[test]
    fn any_bytes_are_cut() {
        for bytes in [&b"\xE9\x80\x80 \xFF  a\n"[..], b"\x80\x80", b"\n", b""] {
            for starts in [&[0, 1, 2, 3][..], &[0, 9], &[5]] {
                let mut out = Cells::default();
                cut(starts, bytes, &mut out);
                assert_eq!(out.cells.len(), starts.len());
                assert!(out.cells.iter().all(|cell| bytes.get(cell.raw.clone()).is_some()));
            }
        }
    }
}
