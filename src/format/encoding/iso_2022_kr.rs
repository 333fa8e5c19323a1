//! ISO-2022-KR (RFC 1557): ASCII, and two bytes a hangul between the shifts SO and SI.
//!
//! The header that designates the Korean set may stand anywhere; it and the shifts have no
//! character of their own. A line ends in ASCII, so that a row reads the same by itself. The table
//! is that of EUC-KR, whose bytes are the same with their highest bits set.

const HEADER: &[u8] = b"\x1B$)C";
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// What the start of some bytes is.
enum Step {
    /// So many bytes without a character.
    Silent(usize),
    /// So many bytes of one character, or of none that decodes.
    Char(usize, Option<char>),
    /// The rest, of which more must come.
    Unfinished,
}

/// The first step of `bytes`, which are not empty; `is_shifted` is the state, before and after.
fn step(is_shifted: &mut bool, bytes: &[u8], is_last: bool) -> Step {
    let byte = bytes[0];
    if bytes.starts_with(HEADER) {
        return Step::Silent(HEADER.len());
    }
    if HEADER.starts_with(bytes) && !is_last {
        return Step::Unfinished;
    }
    match byte {
        SHIFT_OUT | SHIFT_IN => {
            *is_shifted = byte == SHIFT_OUT;
            Step::Silent(1)
        }
        b'\n' => {
            *is_shifted = false;
            Step::Char(1, Some('\n'))
        }
        0x21..=0x7E if *is_shifted => match bytes.get(1) {
            None if !is_last => Step::Unfinished,
            Some(&trail @ 0x21..=0x7E) => Step::Char(2, hangul(byte, trail)),
            _ => Step::Char(1, None),
        },
        0x1B | 0x80.. => Step::Char(1, None),
        _ => Step::Char(1, Some(char::from(byte))),
    }
}

fn hangul(lead: u8, trail: u8) -> Option<char> {
    let pair = [lead | 0x80, trail | 0x80];
    let text = encoding_rs::EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?;
    text.chars().next()
}

/// See [`super::Encoding::decode`]. A text of nothing but shifts has no characters.
pub(super) fn decode(bytes: &[u8], each: &mut dyn FnMut(usize, usize, Option<char>)) {
    let (mut is_shifted, mut at, mut start) = (false, 0, 0);
    // Kept until what follows is known, for a shift at the end belongs to it.
    let mut last: Option<(usize, usize, Option<char>)> = None;
    while at < bytes.len() {
        let (len, c) = match step(&mut is_shifted, &bytes[at..], true) {
            Step::Char(len, c) => (len, c),
            Step::Silent(len) => {
                at += len;
                continue;
            }
            Step::Unfinished => (1, None),
        };
        at += len;
        if let Some((from, len, c)) = last.replace((start, at - start, c)) {
            each(from, len, c);
        }
        start = at;
    }
    if let Some((from, len, c)) = last {
        each(from, len + at - start, c);
    }
}

/// Decodes pieces.
#[derive(Default)]
pub(super) struct Reader {
    is_shifted: bool,
    /// What the next piece may complete: at most three bytes.
    carry: Vec<u8>,
}

impl Reader {
    pub(super) fn push(&mut self, bytes: &[u8], is_last: bool, each: &mut dyn FnMut(Option<char>)) {
        let mut all = std::mem::take(&mut self.carry);
        all.extend_from_slice(bytes);
        let mut at = 0;
        while at < all.len() {
            match step(&mut self.is_shifted, &all[at..], is_last) {
                Step::Silent(len) => at += len,
                Step::Char(len, c) => {
                    each(c);
                    at += len;
                }
                Step::Unfinished => {
                    self.carry = all.split_off(at);
                    return;
                }
            }
        }
    }
}

/// The bytes of a text, without the header; `None` if it has characters of neither set.
pub(super) fn encode(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut is_shifted) = (Vec::with_capacity(text.len()), false);
    let mut buffer = [0; 4];
    for c in text.chars() {
        if c.is_ascii() {
            if matches!(c, '\u{E}' | '\u{F}' | '\u{1B}') {
                return None;
            }
            if is_shifted {
                bytes.push(SHIFT_IN);
            }
            is_shifted = false;
            bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        let (pair, _, has_others) = encoding_rs::EUC_KR.encode(c.encode_utf8(&mut buffer));
        // Windows' larger set has trails and leads that are not of the Korean standard.
        let &[lead, trail] = &*pair else { return None };
        if has_others || lead < 0xA1 || trail < 0xA1 {
            return None;
        }
        if !is_shifted {
            bytes.push(SHIFT_OUT);
        }
        is_shifted = true;
        bytes.extend([lead & 0x7F, trail & 0x7F]);
    }
    if is_shifted {
        bytes.push(SHIFT_IN);
    }
    Some(bytes)
}
