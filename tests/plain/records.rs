//! A table read plainly: byte by byte, whole and in order. What the automaton, its streams and its scans find has
//! to be what this finds.

use super::{Dialect, Terminator};

/// A record as the plain reading finds it: where it starts, and its cells.
pub type Plain = (usize, Vec<Vec<u8>>);

/// Reads a table byte by byte, whole and in order.
pub struct PlainReader<'a> {
    pub dialect: &'a Dialect,
    pub bytes: &'a [u8],
}

impl PlainReader<'_> {
    fn ends_at(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        match self.dialect.terminator {
            Terminator::LineFeed if rest.starts_with(b"\n") => Some(1),
            Terminator::LineFeed if rest.starts_with(b"\r\n") => Some(2),
            Terminator::CarriageReturn if rest.starts_with(b"\r") => Some(1),
            _ => None,
        }
    }

    fn delimits_at(&self, at: usize) -> bool {
        let delimiter = &self.dialect.delimiter;
        !delimiter.is_empty() && self.bytes.get(at..).is_some_and(|rest| rest.starts_with(delimiter))
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), Some(b' ' | b'\t'))
            && self.bytes.get(at) != self.dialect.delimiter.first()
    }

    /// The closing quote of quotes that open at `at`, if they are closed in earnest.
    fn close(&self, at: usize) -> Option<usize> {
        let quote = self.dialect.quote;
        let mut i = at + 1;
        let mut has_line_end = false;
        while i < self.bytes.len() {
            let byte = Some(self.bytes[i]);
            if byte == self.dialect.escape {
                has_line_end |= [i, i + 1].iter().any(|&i| self.is_end_byte(i));
                i += 2;
            } else if byte == quote && self.bytes.get(i + 1).copied() == quote {
                i += 2;
            } else if byte == quote {
                let mut after = i + 1;
                let ends =
                    |at: usize| at == self.bytes.len() || self.ends_at(at).is_some() || self.delimits_at(at);
                let mut is_proper = ends(after);
                while !is_proper && after < i + 9 && matches!(self.bytes.get(after), Some(b' ' | b'\t')) {
                    after += 1;
                    let is_last = after == i + 9 || !matches!(self.bytes.get(after), Some(b' ' | b'\t'));
                    is_proper = is_last && ends(after);
                }
                let delimiter = &self.dialect.delimiter;
                let looks_opening = !delimiter.is_empty() && self.bytes[..i].ends_with(delimiter);
                return (is_proper || !(has_line_end || looks_opening)).then_some(i);
            } else {
                has_line_end |= self.is_end_byte(i);
                i += 1;
            }
        }
        None
    }

    fn is_end_byte(&self, at: usize) -> bool {
        let end = match self.dialect.terminator {
            Terminator::LineFeed => b'\n',
            Terminator::CarriageReturn => b'\r',
        };
        self.bytes.get(at) == Some(&end)
    }

    /// The value of the cell at `at`, where it ends, and whether it is the last.
    fn cell(&self, mut at: usize) -> (Vec<u8>, usize, bool) {
        let trims = self.dialect.trims;
        while trims && self.is_blank(at) {
            at += 1;
        }
        let mut value = Vec::new();
        if self.bytes.get(at).is_some() && self.bytes.get(at).copied() == self.dialect.quote {
            let close = self.close(at);
            at += 1;
            while at < close.unwrap_or(0) {
                let is_pair =
                    Some(self.bytes[at]) == self.dialect.escape || Some(self.bytes[at]) == self.dialect.quote;
                at += usize::from(is_pair);
                value.push(self.bytes[at]);
                at += 1;
            }
            at += usize::from(close.is_some());
        }
        let n_kept = value.len();
        let mut last_escaped = n_kept;
        loop {
            let end = match self.ends_at(at) {
                _ if at >= self.bytes.len() => Some((at.min(self.bytes.len()), true)),
                Some(len) => Some((at + len, true)),
                None if self.delimits_at(at) => Some((at + self.dialect.delimiter.len(), false)),
                None => None,
            };
            if let Some((end, is_last)) = end {
                while trims && value.len() > last_escaped && matches!(value.last(), Some(b' ' | b'\t')) {
                    if self.dialect.delimiter.first() == value.last() {
                        break;
                    }
                    value.pop();
                }
                return (value, end, is_last);
            }
            if Some(self.bytes[at]) == self.dialect.escape && at + 1 < self.bytes.len() {
                at += 1;
                value.push(self.bytes[at]);
                last_escaped = value.len();
            } else {
                value.push(self.bytes[at]);
            }
            at += 1;
        }
    }

    pub fn records(&self) -> Vec<Plain> {
        let (mut all, mut at) = (Vec::new(), 0);
        while at < self.bytes.len() {
            if let Some(len) = self.ends_at(at).filter(|_| self.dialect.skips_blank) {
                at += len;
                continue;
            }
            if self.dialect.comment == Some(self.bytes[at]) {
                while at < self.bytes.len() && !self.is_end_byte(at) {
                    at += 1;
                }
                at += 1;
                continue;
            }
            let (start, mut cells) = (at, Vec::new());
            loop {
                let (value, next, is_last) = self.cell(at);
                cells.push(value);
                at = next;
                if is_last {
                    break;
                }
            }
            all.push((start, cells));
        }
        all
    }
}
