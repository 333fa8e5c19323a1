//! Texts that are decoded piece by piece.

use super::{Codec, Encoding, iso_2022_kr, utf32};

/// A text that is decoded piece by piece; pieces may end inside a character.
pub struct Stream(Decoder);

enum Decoder {
    Web(encoding_rs::Decoder),
    /// Every byte is a character.
    SingleBytes(Encoding),
    Korean(iso_2022_kr::Reader),
    Utf32(utf32::Reader),
}

impl Encoding {
    /// Decodes a text that comes in pieces.
    #[must_use]
    pub fn stream(self) -> Stream {
        Stream(match self.0 {
            Codec::Web(web) => Decoder::Web(web.new_decoder_without_bom_handling()),
            Codec::Dos(_) => Decoder::SingleBytes(self),
            Codec::Iso2022Kr => Decoder::Korean(iso_2022_kr::Reader::default()),
            Codec::Utf32Le | Codec::Utf32Be => Decoder::Utf32(utf32::Reader::new(self.unit())),
        })
    }
}

impl Stream {
    /// Appends the decoded bytes to `text`, with U+FFFD for what does not decode. Returns whether
    /// all did. No piece may follow the one with `is_last`.
    pub fn push(&mut self, bytes: &[u8], is_last: bool, text: &mut String) -> bool {
        let mut all = true;
        let mut each = |c: Option<char>| {
            all &= c.is_some();
            text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        };
        match &mut self.0 {
            Decoder::Web(decoder) => return push_web(decoder, bytes, is_last, text),
            Decoder::SingleBytes(encoding) => encoding.decode(bytes, &mut |_, _, c| each(c)),
            Decoder::Korean(reader) => reader.push(bytes, is_last, &mut each),
            Decoder::Utf32(reader) => reader.push(bytes, is_last, &mut each),
        }
        all
    }
}

fn push_web(decoder: &mut encoding_rs::Decoder, bytes: &[u8], is_last: bool, text: &mut String) -> bool {
    // The decoder's upper bound; it overflows only for absurd lengths.
    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    let (mut all, mut rest) = (true, bytes);
    loop {
        let (result, n, has_errors) = decoder.decode_to_string(rest, text, is_last);
        all &= !has_errors;
        rest = &rest[n..];
        match result {
            encoding_rs::CoderResult::InputEmpty => return all,
            encoding_rs::CoderResult::OutputFull => text.reserve(rest.len().max(16) * 3),
        }
    }
}
