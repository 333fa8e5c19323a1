//! Bytes to characters, each with the bytes that it is made of.
//!
//! Gives the same result as `encoding_rs`: the same characters in the same order, and U+FFFD
//! for the same pieces; tests compare the two. Costs some nanoseconds a byte, so a screenful
//! may be decoded in every frame.

use super::{ALL, CodeUnit, Codec, Encoding, dos, iso_2022_jp, iso_2022_kr, utf32};
use encoding_rs::{Decoder, DecoderResult};
use std::sync::OnceLock;

/// Takes a character (`None` for bytes that don't decode), where it starts and its length.
pub(super) type OnChar<'a> = &'a mut dyn FnMut(usize, usize, Option<char>);

/// What the bytes from 80 on mean in an encoding of single bytes.
type Upper = [Option<char>; 128];

impl Encoding {
    /// Calls `each(at, len, c)` for each character of `bytes`, which start at a character's
    /// start; `c` is `None` for bytes that don't decode.
    ///
    /// Pieces come in order and without gaps. Where two characters share their bytes, as four of
    /// Big5 do, the second has length 0 and the place of the first. `ISO-2022-JP` has states: the
    /// bytes are taken to start as its lines do, in ASCII; what switches states belongs to the
    /// character after it, or at the end to the one before.
    pub fn decode(self, bytes: &[u8], each: &mut dyn FnMut(usize, usize, Option<char>)) {
        match self.unit() {
            CodeUnit::Utf16Le => utf16(bytes, u16::from_le_bytes, each),
            CodeUnit::Utf16Be => utf16(bytes, u16::from_be_bytes, each),
            unit @ (CodeUnit::Utf32Le | CodeUnit::Utf32Be) => utf32::decode(bytes, unit, each),
            CodeUnit::Byte if self.is_utf8() => utf8(bytes, each),
            CodeUnit::Byte if self.is_single_byte() => single_bytes(bytes, self.upper(), each),
            CodeUnit::Byte if self.is(encoding_rs::ISO_2022_JP) => iso_2022_jp::decode(bytes, each),
            CodeUnit::Byte => match self.0 {
                Codec::Web(web) => several_bytes(web, bytes, each),
                Codec::Dos(_) => single_bytes(bytes, self.upper(), each),
                _ => iso_2022_kr::decode(bytes, each),
            },
        }
    }

    /// The first character's start at or after `from`; the end, if there is none.
    pub(in crate::format) fn start_from(self, bytes: &[u8], from: usize) -> usize {
        let mut found = None;
        self.decode(bytes, &mut |at, _, _| {
            if at >= from {
                found = found.or(Some(at));
            }
        });
        found.unwrap_or(bytes.len())
    }

    pub(super) fn upper(self) -> &'static Upper {
        static TABLES: OnceLock<Vec<Upper>> = OnceLock::new();
        static NOTHING: Upper = [None; 128];
        let tables = TABLES.get_or_init(|| ALL.iter().map(|&(codec, _)| upper_of(codec)).collect());
        self.nr().map_or(&NOTHING, |nr| &tables[nr])
    }
}

fn upper_of(codec: Codec) -> Upper {
    let mut upper = [None; 128];
    if let Codec::Dos(page) = codec {
        return dos::upper(page);
    }
    if let Codec::Web(encoding) = codec
        && encoding.is_single_byte()
    {
        for (byte, means) in (0x80..=0xFF).zip(&mut upper) {
            let text = [byte];
            let text = encoding.decode_without_bom_handling_and_without_replacement(&text);
            *means = text.and_then(|text| text.chars().next());
        }
    }
    upper
}

fn utf8(bytes: &[u8], each: OnChar<'_>) {
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            each(at, c.len_utf8(), Some(c));
            at += c.len_utf8();
        }
        let broken = chunk.invalid().len();
        if broken > 0 {
            each(at, broken, None);
            at += broken;
        }
    }
}

fn single_bytes(bytes: &[u8], upper: &Upper, each: OnChar<'_>) {
    for (at, &byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80.. => upper[usize::from(byte - 0x80)],
            _ => Some(char::from(byte)),
        };
        each(at, 1, c);
    }
}

/// An unpaired surrogate, or an odd byte at the end, does not decode; both together at the end
/// are one piece.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, each: OnChar<'_>) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let mut at = 0;
    for decoded in char::decode_utf16(units) {
        let len = decoded.as_ref().map_or(2, |c| c.len_utf16() * 2);
        let ends_high = |error: &std::char::DecodeUtf16Error| error.unpaired_surrogate() < 0xDC00;
        if at + len == bytes.len() - odd.len() && !odd.is_empty() && decoded.as_ref().is_err_and(ends_high) {
            each(at, 3, None);
            return;
        }
        each(at, len, decoded.ok());
        at += len;
    }
    if !odd.is_empty() {
        each(at, 1, None);
    }
}

/// Encodings whose characters have one to four bytes: byte by byte, so that it shows which byte
/// completes a character.
fn several_bytes(encoding: &'static encoding_rs::Encoding, bytes: &[u8], each: OnChar<'_>) {
    let fresh = || encoding.new_decoder_without_bom_handling();
    let (mut decoder, mut start, mut fed) = (fresh(), 0, 0);
    while fed < bytes.len() {
        if start == fed && bytes[fed].is_ascii() {
            each(start, 1, Some(char::from(bytes[fed])));
            start += 1;
            fed = start;
            continue;
        }
        let is_last = fed + 1 == bytes.len();
        let (text, broken, read) = feed(&mut decoder, &bytes[fed..=fed], is_last);
        fed += read;
        if let Some((len, after)) = broken {
            // The bytes after the malformed piece are decoded again, from a fresh state.
            let end = fed.saturating_sub(after).max(start + 1);
            each(start.max(end.saturating_sub(len)), len, None);
            (decoder, start, fed) = (fresh(), end, end);
            continue;
        }
        for (i, c) in text.iter().flatten().enumerate() {
            each(start, if i == 0 { fed - start } else { 0 }, Some(*c));
        }
        if text[0].is_some() {
            start = fed;
        }
    }
}

/// What one more byte brings: characters, or the length of a broken piece and how many bytes
/// were read after it; and how many bytes were read.
fn feed(
    decoder: &mut Decoder,
    byte: &[u8],
    is_last: bool,
) -> ([Option<char>; 2], Option<(usize, usize)>, usize) {
    let mut units = [0_u16; 8];
    let (result, read, written) = decoder.decode_to_utf16_without_replacement(byte, &mut units, is_last);
    let mut chars = char::decode_utf16(units[..written].iter().copied()).flatten();
    let text = [chars.next(), chars.next()];
    let broken = match result {
        DecoderResult::Malformed(len, after) => Some((usize::from(len), usize::from(after))),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
    };
    (text, broken, read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text that `decode` produces, after checking its offsets.
    fn lossy(encoding: Encoding, bytes: &[u8]) -> String {
        let (mut text, mut end, mut start) = (String::new(), 0, 0);
        encoding.decode(bytes, &mut |at, len, c| {
            if len == 0 {
                assert_eq!(at, start, "{} {bytes:02X?}", encoding.name());
            } else {
                assert_eq!(at, end, "{} {bytes:02X?}", encoding.name());
                (start, end) = (at, at + len);
            }
            text.push(c.unwrap_or('\u{FFFD}'));
        });
        let is_covered = end == bytes.len() || (text.is_empty() && encoding.has_states());
        assert!(is_covered, "{} {bytes:02X?} up to {end}", encoding.name());
        text
    }

    fn check(encoding: Encoding, bytes: &[u8]) {
        let whole = encoding.text(bytes).0;
        assert_eq!(lossy(encoding, bytes), whole, "{} {bytes:02X?}", encoding.name());
        for cut in [1, 2, 3, 5] {
            let (mut stream, mut text) = (encoding.stream(), String::new());
            for piece in bytes.chunks(cut) {
                let _ = stream.push(piece, false, &mut text);
            }
            let _ = stream.push(&[], true, &mut text);
            assert_eq!(text, whole, "{} {bytes:02X?} by {cut}", encoding.name());
        }
    }

    #[test]
    fn every_pair_of_bytes_is_read_as_the_standard_reads_it() {
        for encoding in Encoding::all() {
            for lead in 0..=0xFF {
                let pairs: Vec<u8> = (0..=0xFF_u8).flat_map(|trail| [lead, trail, b' ', b'\n']).collect();
                assert_eq!(lossy(encoding, &pairs), encoding.text(&pairs).0, "{}", encoding.name());
                check(encoding, &[lead]);
                check(encoding, &[b'a', lead]);
            }
        }
    }

    #[test]
    fn two_characters_of_the_same_bytes_have_one_place() {
        let big5 = Encoding::named("Big5").expect("a known one");
        let mut pieces = Vec::new();
        big5.decode(b"a\x88\x62b", &mut |at, len, c| pieces.push((at, len, c)));
        let expected = [(0, 1, 'a'), (1, 2, 'Ê'), (1, 0, '\u{304}'), (3, 1, 'b')];
        assert_eq!(pieces, expected.map(|(at, len, c)| (at, len, Some(c))));
    }

    #[test]
    fn broken_pieces_of_utf_8_are_those_of_the_standard_library() {
        let mut pieces = Vec::new();
        let bytes = b"\xF0\x9F\x98a\xC0\xAF\xED\xA0\x80";
        Encoding::UTF_8.decode(bytes, &mut |at, len, c| pieces.push((at, len, c)));
        let broken = |at, len| (at, len, None);
        let expected = [
            broken(0, 3),
            (3, 1, Some('a')),
            broken(4, 1),
            broken(5, 1),
            broken(6, 1),
            broken(7, 1),
            broken(8, 1),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn an_escape_belongs_to_the_character_after_it_and_the_last_to_the_one_before() {
        let jp = Encoding::named("ISO-2022-JP").expect("a known one");
        let mut pieces = Vec::new();
        jp.decode(b"a\x1B$BEl5~\x1B(B", &mut |at, len, c| pieces.push((at, len, c)));
        assert_eq!(pieces, [(0, 1, Some('a')), (1, 5, Some('東')), (6, 5, Some('京'))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn bytes_are_read_as_the_standard_reads_them(
            parts in prop::collection::vec(prop_oneof![
                3 => any::<u8>().prop_map(|byte| vec![byte]),
                3 => (0x80..=0xFF_u8).prop_map(|byte| vec![byte]),
                2 => (0x20..0x40_u8).prop_map(|byte| vec![byte]),
                2 => prop::sample::select(vec!["\x1B$)C", "\x0E", "\x0F", "\n", "\x1B$B", "\x1B(B", "\x1B(J", "\x1B(I", "\x1B$", "\x1B"])
                    .prop_map(|escape| escape.as_bytes().to_vec()),
                1 => prop::sample::select(vec![vec![0x3D, 0xD8], vec![0xD8, 0x3D], vec![0, 0xDC], vec![0x8F, 0xA2]]),
            ], 0..24),
        ) {
            let bytes = parts.concat();
            Encoding::all().for_each(|encoding| check(encoding, &bytes));
        }
    }
}
