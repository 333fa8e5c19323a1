//! ISO-2022-JP, whose state is set by the last escape: Latin, katakana or two bytes a kanji.
//!
//! After the decoder in the web platform's standard (Encoding, section 12.2.1). Its table of
//! kanji is that of EUC-JP, whose bytes are the same with their highest bits set.

use super::decode::OnChar;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ascii,
    Roman,
    Katakana,
    Kanji,
}

/// See [`super::Encoding::decode`]. A text of nothing but an escape has no characters.
pub(super) fn decode(bytes: &[u8], each: OnChar<'_>) {
    let mut state = State::Ascii;
    let (mut at, mut start) = (0, 0);
    // Kept until what follows is known, for an escape at the end belongs to it.
    let mut last: Option<(usize, usize, Option<char>)> = None;
    while at < bytes.len() {
        if let Some(next) = escape(&bytes[at..]) {
            if start < at {
                // The escape before had no character.
                emit(&mut last, (start, at - start, None), each);
                start = at;
            }
            state = next;
            at += 3;
            continue;
        }
        let (len, c) = character(state, &bytes[at..]);
        at += len;
        emit(&mut last, (start, at - start, c), each);
        start = at;
    }
    if let Some((from, len, c)) = last {
        each(from, len + at - start, c);
    }
}

fn emit(
    last: &mut Option<(usize, usize, Option<char>)>,
    next: (usize, usize, Option<char>),
    each: OnChar<'_>,
) {
    if let Some((at, len, c)) = last.replace(next) {
        each(at, len, c);
    }
}

/// The state that an escape at the start of `bytes` leads to.
fn escape(bytes: &[u8]) -> Option<State> {
    match bytes.first_chunk::<3>()? {
        b"\x1B(B" => Some(State::Ascii),
        b"\x1B(J" => Some(State::Roman),
        b"\x1B(I" => Some(State::Katakana),
        b"\x1B$@" | b"\x1B$B" => Some(State::Kanji),
        _ => None,
    }
}

/// The length of the character at the start of `bytes`, and its value.
fn character(state: State, bytes: &[u8]) -> (usize, Option<char>) {
    let Some(&byte) = bytes.first() else { return (0, None) };
    match (state, byte) {
        (_, 0x1B) => (1, None),
        (State::Ascii | State::Roman, 0x0E | 0x0F | 0x80..) => (1, None),
        (State::Roman, b'\\') => (1, Some('¥')),
        (State::Roman, b'~') => (1, Some('‾')),
        (State::Ascii | State::Roman, _) => (1, Some(char::from(byte))),
        (State::Katakana, 0x21..=0x5F) => (1, char::from_u32(0xFF61 + u32::from(byte - 0x21))),
        (State::Kanji, 0x21..=0x7E) => match bytes.get(1) {
            None | Some(0x1B) => (1, None),
            Some(&trail) => (2, kanji(byte, trail)),
        },
        (State::Katakana | State::Kanji, _) => (1, None),
    }
}

fn kanji(lead: u8, trail: u8) -> Option<char> {
    if !(0x21..=0x7E).contains(&trail) {
        return None;
    }
    let pair = [lead | 0x80, trail | 0x80];
    let text = encoding_rs::EUC_JP.decode_without_bom_handling_and_without_replacement(&pair)?;
    text.chars().next()
}
