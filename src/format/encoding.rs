//! Encodings: what bytes mean as characters, and where their lines end.
//!
//! All encodings of the web platform's standard, by the `encoding_rs` crate. In all but UTF-16
//! the byte 0A is a line feed and nothing else, so that lines are cut without decoding; in
//! UTF-16 the code unit 000A is, which starts at an even offset.
//!
//! The submodule `decode` maps bytes to characters; this module has the encodings by name, and
//! encodes text to bytes.

mod decode;
mod iso_2022_jp;
mod spellings;

use crate::messages::Name;
use std::borrow::Cow;

/// An encoding that files can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// Every encoding in the order of the menu: Unicode, then by where it is used, each with that.
///
/// `replacement`, which decodes nothing, and `x-user-defined`, which means no text, are no
/// encodings of files.
static ALL: &[(&encoding_rs::Encoding, &str)] = &[
    (encoding_rs::UTF_8, "unicode"),
    (encoding_rs::UTF_16LE, "unicode"),
    (encoding_rs::UTF_16BE, "unicode"),
    (encoding_rs::WINDOWS_1252, "western"),
    (encoding_rs::ISO_8859_15, "western"),
    (encoding_rs::MACINTOSH, "western"),
    (encoding_rs::WINDOWS_1250, "central-european"),
    (encoding_rs::ISO_8859_2, "central-european"),
    (encoding_rs::ISO_8859_16, "romanian"),
    (encoding_rs::ISO_8859_3, "south-european"),
    (encoding_rs::WINDOWS_1257, "baltic"),
    (encoding_rs::ISO_8859_4, "baltic"),
    (encoding_rs::ISO_8859_13, "baltic"),
    (encoding_rs::ISO_8859_10, "nordic"),
    (encoding_rs::ISO_8859_14, "celtic"),
    (encoding_rs::WINDOWS_1251, "cyrillic"),
    (encoding_rs::KOI8_R, "cyrillic"),
    (encoding_rs::KOI8_U, "cyrillic"),
    (encoding_rs::ISO_8859_5, "cyrillic"),
    (encoding_rs::IBM866, "cyrillic"),
    (encoding_rs::X_MAC_CYRILLIC, "cyrillic"),
    (encoding_rs::WINDOWS_1253, "greek"),
    (encoding_rs::ISO_8859_7, "greek"),
    (encoding_rs::WINDOWS_1254, "turkish"),
    (encoding_rs::WINDOWS_1255, "hebrew"),
    (encoding_rs::ISO_8859_8, "hebrew-visual"),
    (encoding_rs::ISO_8859_8_I, "hebrew-logical"),
    (encoding_rs::WINDOWS_1256, "arabic"),
    (encoding_rs::ISO_8859_6, "arabic"),
    (encoding_rs::WINDOWS_1258, "vietnamese"),
    (encoding_rs::WINDOWS_874, "thai"),
    (encoding_rs::SHIFT_JIS, "japanese"),
    (encoding_rs::EUC_JP, "japanese"),
    (encoding_rs::ISO_2022_JP, "japanese"),
    (encoding_rs::GB18030, "chinese-simplified"),
    (encoding_rs::GBK, "chinese-simplified"),
    (encoding_rs::BIG5, "chinese-traditional"),
    (encoding_rs::EUC_KR, "korean"),
];

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodeUnit {
    /// The byte 0A.
    #[default]
    Byte,
    /// The bytes 0A 00, at an even offset.
    Utf16Le,
    /// The bytes 00 0A, at an even offset.
    Utf16Be,
}

impl Default for Encoding {
    fn default() -> Self {
        Self::UTF_8
    }
}

impl Encoding {
    /// The default.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// Every encoding, in the order of a menu.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|&(encoding, _)| Self(encoding))
    }

    /// The encoding of this name, or of any label that the standard knows it by.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self)?;
        known.nr().map(|_| known)
    }

    /// Its place in [`Encoding::all`].
    fn nr(self) -> Option<usize> {
        ALL.iter().position(|&(encoding, _)| encoding == self.0)
    }

    /// Where it is used, as displayed: `Western`, `Japanese`.
    #[must_use]
    pub fn region(self) -> Name<'static> {
        Name::new("region", &[self.nr().map_or("", |nr| ALL[nr].1)])
    }

    /// Its name, as the standard spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether it is UTF-8, so that text needs no decoding.
    #[must_use]
    pub fn is_utf8(self) -> bool {
        self == Self::UTF_8
    }

    /// What its lines end with.
    #[must_use]
    pub fn unit(self) -> CodeUnit {
        if self.0 == encoding_rs::UTF_16LE {
            CodeUnit::Utf16Le
        } else if self.0 == encoding_rs::UTF_16BE {
            CodeUnit::Utf16Be
        } else {
            CodeUnit::Byte
        }
    }

    /// Whether an ASCII byte always is its own character, also as a later byte of others.
    ///
    /// Not so in encodings that use letters as second bytes: among them is `EUC-KR`, which in the
    /// standard is the larger set of Windows.
    #[must_use]
    pub fn ascii_stands_alone(self) -> bool {
        self.is_utf8() || self.is_single_byte() || self.0 == encoding_rs::EUC_JP
    }

    /// Whether every byte is a character.
    #[must_use]
    pub fn is_single_byte(self) -> bool {
        self.0.is_single_byte()
    }

    /// Whether what a byte means depends on escapes or shifts before it.
    #[must_use]
    pub fn has_states(self) -> bool {
        self.0 == encoding_rs::ISO_2022_JP
    }

    /// Whether this byte always is a character of its own, whatever precedes it.
    #[must_use]
    pub fn stands_alone(self, byte: u8) -> bool {
        if self.0 == encoding_rs::GB18030 || self.0 == encoding_rs::GBK {
            matches!(byte, 0..=0x2F | 0x3A..=0x3F | 0x7F)
        } else if self.0 == encoding_rs::EUC_KR {
            matches!(byte, 0..=0x40 | 0x5B..=0x60 | 0x7B..=0x7F)
        } else if self.0 == encoding_rs::SHIFT_JIS || self.0 == encoding_rs::BIG5 {
            matches!(byte, 0..=0x3F | 0x7F)
        } else {
            self.ascii_stands_alone() && byte.is_ascii()
        }
    }

    /// `text` in this encoding's bytes, without a byte order mark; `None` where they would not
    /// read back as the same text.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let bytes = match self.unit() {
            CodeUnit::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            CodeUnit::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            CodeUnit::Byte => {
                let (bytes, _, has_others) = self.0.encode(text);
                let is_exact = !has_others && (self.is_utf8() || self.text(&bytes).0 == text);
                return is_exact.then(|| bytes.into_owned());
            }
        };
        Some(bytes)
    }

    /// The bytes as text, with U+FFFD for what does not decode, and whether all did.
    ///
    /// The same result as [`Encoding::decode`], but many times faster.
    #[must_use]
    pub fn text(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let (text, has_errors) = self.0.decode_without_bom_handling(bytes);
        (text, !has_errors)
    }

    /// Decodes a text that comes in pieces.
    #[must_use]
    pub fn stream(self) -> Stream {
        Stream(self.0.new_decoder_without_bom_handling())
    }
}

/// A text that is decoded piece by piece; pieces may end inside a character.
pub struct Stream(encoding_rs::Decoder);

impl Stream {
    /// Appends the decoded bytes to `text`, with U+FFFD for what does not decode. Returns whether
    /// all did. No piece may follow the one with `is_last`.
    pub fn push(&mut self, bytes: &[u8], is_last: bool, text: &mut String) -> bool {
        // The decoder's upper bound; it overflows only for absurd lengths.
        text.reserve(self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        let (mut all, mut rest) = (true, bytes);
        loop {
            let (result, n, has_errors) = self.0.decode_to_string(rest, text, is_last);
            all &= !has_errors;
            rest = &rest[n..];
            match result {
                encoding_rs::CoderResult::InputEmpty => return all,
                encoding_rs::CoderResult::OutputFull => text.reserve(rest.len().max(16) * 3),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_found_by_its_name_and_stands_once() {
        let mut names: Vec<_> = Encoding::all().map(Encoding::name).collect();
        assert_eq!(names.len(), 38);
        for encoding in Encoding::all() {
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
            assert!(!encoding.region().said().is_empty());
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 38);
        assert_eq!(Encoding::named("latin1").map(Encoding::name), Some("windows-1252"));
        for unknown in ["", "replacement", "x-user-defined", "klingon"] {
            assert_eq!(Encoding::named(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn only_what_reads_back_can_be_said() {
        let named = |name| Encoding::named(name).expect("a known one");
        assert_eq!(named("windows-1252").encode("é€"), Some(b"\xE9\x80".to_vec()));
        assert_eq!(named("windows-1252").encode("東"), None);
        assert_eq!(named("Shift_JIS").encode("東"), Some(b"\x93\x8C".to_vec()));
        // The standard writes these two as a backslash and a full-width minus.
        assert_eq!(named("Shift_JIS").encode("¥"), None);
        assert_eq!(named("EUC-JP").encode("\u{2212}"), None);
        assert_eq!(named("UTF-16BE").encode("a🦆"), Some(b"\0a\xD8\x3E\xDD\x86".to_vec()));
        assert_eq!(named("UTF-16LE").encode("a"), Some(b"a\0".to_vec()));
    }

    #[test]
    fn bytes_that_stand_alone_are_part_of_nothing_else() {
        for encoding in Encoding::all().filter(|encoding| encoding.unit() == CodeUnit::Byte) {
            for byte in 0..=0x7F_u8 {
                let mut is_alone = true;
                for lead in 0x80..=0xFF_u8 {
                    for before in [&[lead][..], &[lead, b'0'], &[lead, b'0', 0x81], &[lead, 0xA1]] {
                        let mut bytes = before.to_vec();
                        bytes.extend([byte, byte]);
                        let mut starts = Vec::new();
                        encoding.decode(&bytes, &mut |at, len, c| starts.push((at, len, c)));
                        let own = (before.len(), 1, Some(char::from(byte)));
                        is_alone &= starts.contains(&own);
                    }
                }
                let stateful = encoding.name() == "ISO-2022-JP";
                assert!(is_alone || !encoding.stands_alone(byte), "{} {byte:02X}", encoding.name());
                assert!(is_alone || !encoding.ascii_stands_alone(), "{} {byte:02X}", encoding.name());
                assert!(!stateful || !encoding.stands_alone(byte));
            }
        }
    }
}
