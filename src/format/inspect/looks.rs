//! What bytes look like: a character, a colour, bits.

use super::{Endian, Reading, Value};
use crate::format::cells::hides;
use crate::messages::Text;

/// The character in UTF-8.
pub(super) fn utf8(bytes: &[u8], _: Endian) -> Reading {
    let near = &bytes[..bytes.len().min(4)];
    let invalid = || Reading::Invalid(Text::new("inspect-not-utf-8"));
    let (whole, is_cut) = match std::str::from_utf8(near) {
        Ok(text) => (text, true),
        Err(error) => {
            let valid = near.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
            (valid.unwrap_or_default(), error.error_len().is_none())
        }
    };
    match whole.chars().next() {
        Some(c) => character(c, c.len_utf8()),
        None if is_cut => Reading::Short,
        None => invalid(),
    }
}

/// The character in UTF-16.
pub(super) fn utf16(bytes: &[u8], order: Endian) -> Reading {
    let unit = |at: usize| bytes.get(at..).and_then(|rest| order.first(rest)).map(u16::from_be_bytes);
    let Some(first) = unit(0) else { return Reading::Short };
    let second = unit(2);
    match char::decode_utf16([Some(first), second].into_iter().flatten()).next() {
        Some(Ok(c)) => character(c, 2 * c.len_utf16()),
        _ if second.is_none() && (0xD800..0xDC00).contains(&first) => Reading::Short,
        _ => Reading::Invalid(Text::new("inspect-not-utf-16")),
    }
}

/// A character with its number; by that alone, where it would not be seen.
fn character(c: char, len: usize) -> Reading {
    let code = format!("U+{:04X}", u32::from(c));
    let value = |text| Value::new(len, text);
    Reading::Value(match c {
        ' ' => value(code).noted("inspect-space"),
        '\0'..'\x20' => value(format!("^{} {code}", caret(c))),
        '\x7F' => value(format!("^? {code}")),
        _ if hides(c) => value(code),
        _ => value(format!("{c} {code}")),
    })
}

/// The key that makes a control character with Ctrl.
fn caret(c: char) -> char {
    char::from_u32(u32::from(c) + 0x40).unwrap_or(c)
}

/// The bits of a byte, in fours.
pub(super) fn bits(bytes: &[u8], _: Endian) -> Reading {
    bytes.first().map_or(Reading::Short, |byte| {
        Reading::Value(Value::new(1, format!("{:04b} {:04b}", byte >> 4, byte & 0x0F)))
    })
}

/// Red, green, blue.
pub(super) fn rgb(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |[r, g, b]: [u8; 3]| (format!("#{r:02X}{g:02X}{b:02X}"), [r, g, b, 255]))
}

/// Red, green, blue, opacity.
pub(super) fn rgba(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |[r, g, b, a]: [u8; 4]| (format!("#{r:02X}{g:02X}{b:02X}{a:02X}"), [r, g, b, a]))
}

/// Blue, green, red, opacity, as bitmaps of Windows have them; written as the other is.
pub(super) fn bgra(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |[b, g, r, a]: [u8; 4]| (format!("#{r:02X}{g:02X}{b:02X}{a:02X}"), [r, g, b, a]))
}

fn told<const N: usize>(bytes: &[u8], colour: impl FnOnce([u8; N]) -> (String, [u8; 4])) -> Reading {
    let Some(bytes) = bytes.first_chunk() else { return Reading::Short };
    let (text, colour) = colour(*bytes);
    Reading::Value(Value { colour: Some(colour), ..Value::new(N, text) })
}
