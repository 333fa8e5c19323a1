//! A parser's cursor over the head of a line. Every method accepts any bytes and any position.

use std::ops::Range;

/// A position in a line that advances as fields are parsed.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) line: &'a [u8],
    pub(super) at: usize,
}

impl Cursor<'_> {
    /// The next byte; 0 at the end.
    pub(super) fn peek(&self) -> u8 {
        self.ahead(0)
    }

    /// The byte `n` further on; 0 past the end.
    pub(super) fn ahead(&self, n: usize) -> u8 {
        self.line.get(self.at + n).copied().unwrap_or(0)
    }

    /// Whether the next byte is that, and steps over it if so.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is = self.peek() == byte && self.at < self.line.len();
        self.at += usize::from(is);
        is
    }

    /// Steps over any of these bytes, once.
    pub(super) fn eat_any(&mut self, bytes: &[u8]) -> bool {
        let is = self.at < self.line.len() && bytes.contains(&self.peek());
        self.at += usize::from(is);
        is
    }

    pub(super) fn skip_spaces(&mut self) {
        while matches!(self.peek(), b' ' | b'\t') {
            self.at += 1;
        }
    }

    /// How many digits come next, as far as `most`.
    pub(super) fn n_digits(&self, most: usize) -> usize {
        let rest = self.line.get(self.at..).unwrap_or_default();
        rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// A number of exactly `n` digits, or of more if they go on.
    pub(super) fn digits(&mut self, n: usize) -> Option<u32> {
        let mut number = 0;
        for i in 0..n {
            let byte = self.ahead(i);
            if !byte.is_ascii_digit() {
                return None;
            }
            number = number * 10 + u32::from(byte - b'0');
        }
        self.at += n;
        Some(number)
    }

    /// A number of one or two digits.
    pub(super) fn one_or_two(&mut self) -> Option<u32> {
        self.digits(self.n_digits(2).max(1))
    }
}

/// Steps over spaces, a byte order mark and the colours of terminals.
pub(super) fn skip_blank(line: &[u8], mut at: usize) -> usize {
    loop {
        let rest = line.get(at..).unwrap_or_default();
        at += match rest {
            [b' ' | b'\t', ..] => 1,
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0x1B, b'[', more @ ..] => {
                let n = more.iter().take_while(|b| matches!(b, b'0'..=b'9' | b';')).count();
                2 + n + usize::from(n < more.len())
            }
            _ => return at,
        };
    }
}

/// Steps over what opens a field: `[`, `("`.
pub(super) fn skip_opening(line: &[u8], at: usize) -> usize {
    let n = line
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(2)
        .take_while(|b| matches!(b, b'[' | b'(' | b'"' | b'\'' | b'<'));
    skip_blank(line, at + n.count())
}

/// Steps over what opens a field or a line: `[`, `("`, `####<`, Cisco's `*`, H3C's `%`, BGL's `- `.
pub(super) fn skip_marks(line: &[u8], at: usize) -> usize {
    let n = line.get(at..).unwrap_or_default().iter().take(6).take_while(|b| {
        matches!(b, b'[' | b'(' | b'"' | b'\'' | b'<' | b'#' | b'*' | b'.' | b'|' | b'-' | b'%')
    });
    skip_blank(line, at + n.count())
}

/// Steps over what closes a field and stands before the next: `] `, `, `, ` - `, `: `.
#[inline]
pub(super) fn skip_closing(line: &[u8], at: usize) -> usize {
    match line.get(at..) {
        // Most often.
        Some([b' ', next, ..]) if next.is_ascii_alphanumeric() => at + 1,
        _ => skip_all_closing(line, at),
    }
}

/// As [`skip_closing`], whatever stands there.
fn skip_all_closing(line: &[u8], mut at: usize) -> usize {
    loop {
        at = skip_blank(line, at);
        match line.get(at) {
            Some(b']' | b')' | b'>' | b',' | b':' | b';' | b'-' | b'|' | b'"' | b'\'' | b'*') => at += 1,
            _ => return at,
        }
    }
}

/// The letters and digits from `at` on.
pub(super) fn word_at(line: &[u8], at: usize) -> Range<usize> {
    let at = at.min(line.len());
    let n = line[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    at..at + n
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_space_is_stepped_over_as_any_marks_are(line in "[] \\-:a7\t\"é]{0,9}", at in 0_usize..11) {
            let line = line.as_bytes();
            prop_assert_eq!(skip_closing(line, at), skip_all_closing(line, at));
        }
    }
}
