//! The text of a cell on one line: what can't be seen is written, what is too long ends in an ellipsis.

use crate::ui::theme::{Palette, mono};
use egui::Color32;
use egui::text::{LayoutJob, TextFormat};
use std::ops::Range;

/// The colours of a part of a cell's text.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    color: Color32,
    fill: Color32,
}

/// A match in a cell: bytes of its value, and whether it is the current one.
pub(super) type Hit = (Range<usize>, bool);

/// Lays a value out in at most `most` characters; `goes_on`: there is more of it than `value`.
pub(super) fn text(
    value: &[u8],
    goes_on: bool,
    most: usize,
    color: Color32,
    hits: &[Hit],
    colours: &Palette,
) -> LayoutJob {
    let mut writer = CellWriter::new(most, colours);
    let mut at = 0;
    for chunk in value.utf8_chunks() {
        for c in chunk.valid().chars() {
            if writer.is_full() {
                break;
            }
            let plain = Look { color, fill: Color32::TRANSPARENT };
            let look = hit_at(hits, at).map_or(plain, |is_current| {
                let (color, fill) =
                    if is_current { (colours.bg, colours.text) } else { (colours.on_accent, colours.accent) };
                Look { color, fill }
            });
            writer.character(c, look, value.get(at + 1));
            at += c.len_utf8();
        }
        for byte in chunk.invalid() {
            let look = Look { color: colours.error, fill: Color32::TRANSPARENT };
            writer.push(&format!("\\x{byte:02X}"), look);
            at += 1;
        }
        if writer.is_full() {
            break;
        }
    }
    writer.finish(goes_on || at < value.len(), color)
}

/// Whether a byte lies in a match, and whether that is the current one.
fn hit_at(hits: &[Hit], at: usize) -> Option<bool> {
    hits.iter().rev().find(|(range, _)| range.contains(&at)).map(|(_, is_current)| *is_current)
}

struct CellWriter<'a> {
    job: LayoutJob,
    run: String,
    look: Option<Look>,
    n_chars: usize,
    most: usize,
    colours: &'a Palette,
}

impl<'a> CellWriter<'a> {
    fn new(most: usize, colours: &'a Palette) -> Self {
        let mut job =
            LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        Self { job, run: String::new(), look: None, n_chars: 0, most, colours }
    }

    fn is_full(&self) -> bool {
        self.n_chars > self.most
    }

    fn character(&mut self, c: char, look: Look, next: Option<&u8>) {
        let mark = Look { color: self.colours.control, ..look };
        let code = u32::from(c);
        match c {
            '\r' if next == Some(&b'\n') => {}
            '\n' | '\r' => self.push("⏎", Look { color: self.colours.faint, ..look }),
            '\t' => self.push("→", Look { color: self.colours.faint, ..look }),
            '\0'..='\x1F' => {
                let picture = char::from_u32(0x2400 + code).unwrap_or('?');
                self.push(picture.encode_utf8(&mut [0; 4]), mark);
            }
            '\x7F'..='\u{9F}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => self.push(&format!("‹U+{code:04X}›"), mark),
            _ => self.push(c.encode_utf8(&mut [0; 4]), look),
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        let n = if text.len() == 1 { 1 } else { text.chars().count() };
        self.n_chars += n;
        if self.look != Some(look) {
            self.flush();
            self.look = Some(look);
        }
        self.run.push_str(text);
    }

    fn flush(&mut self) {
        if let Some(look) = self.look.filter(|_| !self.run.is_empty()) {
            let format = TextFormat { background: look.fill, ..TextFormat::simple(mono(), look.color) };
            self.job.append(&self.run, 0.0, format);
            self.run.clear();
        }
    }

    fn finish(mut self, goes_on: bool, color: Color32) -> LayoutJob {
        if goes_on || self.is_full() {
            // Room for the ellipsis.
            let surplus = (self.n_chars + 1).saturating_sub(self.most);
            for _ in 0..surplus {
                self.n_chars -= usize::from(self.run.pop().is_some());
            }
            self.push("…", Look { color, fill: Color32::TRANSPARENT });
        }
        self.flush();
        self.job
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::DARK;

    fn shown(value: &[u8], most: usize) -> String {
        text(value, false, most, Color32::WHITE, &[], &DARK).text
    }

    #[test]
    fn a_cell_is_one_line_without_anything_invisible() {
        assert_eq!(shown(b"Two\r\nLines\n", 40), "Two⏎Lines⏎");
        assert_eq!(shown(b"a\tb\0\x1B\x7F", 40), "a→b␀␛‹U+007F›");
        assert_eq!(shown("a\u{202E}b\u{FEFF}".as_bytes(), 40), "a‹U+202E›b‹U+FEFF›");
        assert_eq!(shown(b"\xFFok\xC3", 40), "\\xFFok\\xC3");
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(shown(b"12345678", 8), "12345678");
        assert_eq!(shown(b"123456789", 8), "1234567…");
        assert_eq!(shown(b"123456789abcdef", 8), "1234567…");
        let cut = text(b"1234", true, 8, Color32::WHITE, &[], &DARK);
        assert_eq!(cut.text, "1234…");
    }
}
