//! Bytes that are typed or pasted at the cursor, as digits or as characters.

use super::App;
use crate::base::units::len_u64;
use crate::base::{Offset, PaneId, Span};
use crate::doc::HexColumn;
use crate::messages::Text;
use crate::view::{PaneMsg, hex};

impl App {
    /// Whether what is typed in a pane changes its bytes.
    #[must_use]
    pub fn types_bytes(&self, pane: PaneId) -> bool {
        self.pane(pane).is_some_and(|pane| pane.view() == hex::ID && pane.doc.can_edit())
    }

    /// Overwrites bytes at a pane's cursor with what was typed.
    pub(in crate::app) fn type_bytes(&mut self, id: PaneId, text: &str) {
        if !self.types_bytes(id) {
            return;
        }
        for typed in text.chars() {
            let column = self.pane(id).map(|pane| pane.doc.writing().column()).unwrap_or_default();
            match (column, typed.to_digit(16)) {
                (HexColumn::Digits, Some(digit)) => self.type_digit(id, digit.to_le_bytes()[0]),
                (HexColumn::Digits, None) => {}
                (HexColumn::Chars, _) => {
                    let mut bytes = [0; 4];
                    let bytes = typed.encode_utf8(&mut bytes).as_bytes().to_vec();
                    self.overwrite(id, &bytes, None);
                }
            }
        }
    }

    /// The first digit of a byte changes its upper half, the second the lower one and goes on.
    fn type_digit(&mut self, id: PaneId, digit: u8) {
        let Some(pane) = self.pane(id) else { return };
        let at = start(&pane);
        let is_second = pane.doc.writing().half == Some(at);
        let byte = pane.file().and_then(|file| file.edited(Span::at(at, 1)).ready());
        match byte.as_deref() {
            Some([byte]) if is_second => self.overwrite(id, &[byte & 0xF0 | digit], None),
            Some([byte]) => self.overwrite(id, &[byte & 0x0F | digit << 4], Some(at)),
            // Past the end, or not read yet.
            _ => self.overwrite(id, &[digit << 4], Some(at)),
        }
    }

    /// Overwrites bytes at a pane's cursor with text from the clipboard: the bytes that its digits say in
    /// the column of digits, if it is of digits, and otherwise its characters.
    pub(in crate::app) fn paste_bytes(&mut self, id: PaneId, text: &str) {
        if !self.types_bytes(id) {
            return;
        }
        let column = self.pane(id).map(|pane| pane.doc.writing().column()).unwrap_or_default();
        let digits = parse_hex(text).filter(|_| column == HexColumn::Digits);
        self.overwrite(id, &digits.unwrap_or_else(|| text.as_bytes().to_vec()), None);
    }

    /// Overwrites bytes at a pane's cursor, which then stands behind them; before them, if they are `half` a
    /// byte.
    fn overwrite(&mut self, id: PaneId, bytes: &[u8], half: Option<Offset>) {
        let Some((at, doc)) = self.pane(id).map(|pane| (start(&pane), pane.doc.id())) else { return };
        let mut n = 0;
        self.with_doc(doc, |doc| {
            // A byte that was typed is undone at once, not digit by digit.
            let completes = doc.writing.half.take() == Some(at) && half.is_none();
            let Some(file) = doc.file_mut() else { return };
            n = file.edit(Span::at(at, len_u64(bytes.len())), |overlay| {
                if completes && overlay.history().0 {
                    overlay.undo();
                }
                overlay.overwrite(at, bytes)
            });
            doc.writing.half = half.filter(|_| n > 0);
        });
        self.note_first_edit(doc);
        if n < len_u64(bytes.len()) {
            self.toast(Text::new("edit-past-end"), false);
        }
        let to = if half.is_some() { at } else { at + n };
        self.move_in_pane(id, &PaneMsg::SetCursor { at: to, extend: false });
        self.with_pane(id, |pane, doc, focus| pane.view.reveal(doc, focus));
    }

    pub(in crate::app) fn set_hex_column(&mut self, id: PaneId, column: Option<HexColumn>) {
        let Some(doc) = self.pane(id).map(|pane| pane.doc.id()) else { return };
        self.with_doc(doc, |doc| {
            let other = match doc.writing.column {
                HexColumn::Digits => HexColumn::Chars,
                HexColumn::Chars => HexColumn::Digits,
            };
            (doc.writing.column, doc.writing.half) = (column.unwrap_or(other), None);
        });
    }
}

/// Where typing starts: at the selection, or at the cursor.
fn start(pane: &crate::app::PaneRef<'_>) -> Offset {
    if pane.selection().is_empty() { pane.cursor() } else { pane.selection().start }
}

/// The bytes that pairs of hexadecimal digits say: `48 8b`, `488B`, `0x48, 0x8B`. `None` for anything else.
#[must_use]
pub fn parse_hex(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')) {
        let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")).unwrap_or(word);
        let digits: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
        let digits = digits?;
        // A single digit is a byte of its own.
        if digits.len() == 1 {
            bytes.push(digits[0].to_le_bytes()[0]);
            continue;
        }
        if digits.len() % 2 == 1 {
            return None;
        }
        bytes.extend(digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]).to_le_bytes()[0]));
    }
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::parse_hex;

    #[test]
    fn pairs_of_digits_are_bytes_however_they_are_written() {
        let check =
            |text: &str, bytes: Option<&[u8]>| assert_eq!(parse_hex(text).as_deref(), bytes, "{text}");
        check("48 8b", Some(b"\x48\x8b"));
        check("488B05", Some(b"\x48\x8b\x05"));
        check("0x48, 0X8B,\n0", Some(b"\x48\x8b\x00"));
        check("de:ad:be:ef", Some(b"\xde\xad\xbe\xef"));
        for none in ["", " ", "488", "4 8 g", "hello", "0x"] {
            check(none, None);
        }
    }
}
