//! A field of a line.

use std::ops::Range;

/// The bytes up to the next space, and what they are.
pub(super) struct Field {
    pub(super) at: Range<usize>,
    /// The letters and digits that it starts with.
    pub(super) word: Range<usize>,
    /// Whether it has digits alone, letters alone.
    pub(super) is_number: bool,
    pub(super) is_plain: bool,
}

impl Field {
    #[inline]
    pub(super) fn at(line: &[u8], start: usize) -> Self {
        const DIGIT: u8 = 1;
        const LETTER: u8 = 2;
        let start = start.min(line.len());
        let (mut all, mut end, mut word) = (DIGIT | LETTER, start, None);
        for byte in &line[start..] {
            let kind = match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'|' => break,
                b'0'..=b'9' => DIGIT,
                b'A'..=b'Z' | b'a'..=b'z' => LETTER,
                _ => 0,
            };
            if kind == 0 && word.is_none() {
                word = Some(end);
            }
            all &= kind;
            end += 1;
        }
        let word = start..word.unwrap_or(end);
        Self { at: start..end, word, is_number: all & DIGIT != 0, is_plain: all & LETTER != 0 }
    }
}
