//! Encodings: what bytes mean as characters, and where their lines end.
//!
//! All encodings of the web platform's standard, by the `encoding_rs` crate; the code pages of DOS,
//! by `oem_cp`; UTF-32 and ISO-2022-KR. In all but UTF-16 and UTF-32 the byte 0A is a line feed and
//! nothing else, so that lines are cut without decoding; in these two the code unit of that value
//! is, which starts at a multiple of its width.
//!
//! The submodule `decode` maps bytes to characters, `all` has the encodings by name; this module
//! encodes text to bytes.

mod all;
mod decode;
mod dos;
mod iso_2022_jp;
mod iso_2022_kr;
mod pairs;
mod spellings;
mod stream;
mod utf32;

use crate::messages::Name;
use all::ALL;
use std::borrow::Cow;
pub use stream::Stream;

/// An encoding that files can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(Codec);

/// What decodes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    /// One of the web platform's.
    Web(&'static encoding_rs::Encoding),
    /// A code page of DOS, by its number.
    Dos(u16),
    /// UTF-32, with the lowest byte first.
    Utf32Le,
    /// UTF-32, with the lowest byte last.
    Utf32Be,
    /// Korean by shifts.
    Iso2022Kr,
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum CodeUnit {
    /// The byte 0A.
    #[default]
    Byte,
    /// The bytes 0A 00, at an even offset.
    Utf16Le,
    /// The bytes 00 0A, at an even offset.
    Utf16Be,
    /// The bytes 0A 00 00 00, at a multiple of four.
    Utf32Le,
    /// The bytes 00 00 00 0A, at a multiple of four.
    Utf32Be,
}

impl Default for Encoding {
    fn default() -> Self {
        Self::UTF_8
    }
}

impl Encoding {
    /// The default.
    pub const UTF_8: Self = Self(Codec::Web(encoding_rs::UTF_8));

    /// Every encoding, in the order of a menu.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|&(codec, _)| Self(codec))
    }

    /// Its place in [`Encoding::all`].
    fn nr(self) -> Option<usize> {
        ALL.iter().position(|&(codec, _)| codec == self.0)
    }

    /// Where it is used, as displayed: `Western`, `Japanese`.
    #[must_use]
    pub fn region(self) -> Name<'static> {
        Name::new("region", &[self.nr().map_or("", |nr| ALL[nr].1)])
    }

    /// Its name, as the standard spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Codec::Web(web) => web.name(),
            Codec::Dos(page) => dos::name(page),
            Codec::Utf32Le => "UTF-32LE",
            Codec::Utf32Be => "UTF-32BE",
            Codec::Iso2022Kr => "ISO-2022-KR",
        }
    }

    /// The encoding that has these code units, and no other; `None` of bytes.
    pub(super) fn of_unit(unit: CodeUnit) -> Option<Self> {
        Self::all().find(|encoding| unit != CodeUnit::Byte && encoding.unit() == unit)
    }

    /// Whether it is this one of the web platform's.
    fn is(self, web: &'static encoding_rs::Encoding) -> bool {
        self.0 == Codec::Web(web)
    }

    /// Whether it is UTF-8, so that text needs no decoding.
    #[must_use]
    pub fn is_utf8(self) -> bool {
        self == Self::UTF_8
    }

    /// What its lines end with.
    #[must_use]
    pub fn unit(self) -> CodeUnit {
        match self.0 {
            Codec::Web(web) if web == encoding_rs::UTF_16LE => CodeUnit::Utf16Le,
            Codec::Web(web) if web == encoding_rs::UTF_16BE => CodeUnit::Utf16Be,
            Codec::Utf32Le => CodeUnit::Utf32Le,
            Codec::Utf32Be => CodeUnit::Utf32Be,
            _ => CodeUnit::Byte,
        }
    }

    /// Whether an ASCII byte always is its own character, also as a later byte of others.
    ///
    /// Not so in encodings that use letters as second bytes: among them is `EUC-KR`, which in the
    /// standard is the larger set of Windows.
    #[must_use]
    pub fn ascii_stands_alone(self) -> bool {
        self.is_utf8() || self.is_single_byte() || self.is(encoding_rs::EUC_JP)
    }

    /// Whether every byte is a character.
    #[must_use]
    pub fn is_single_byte(self) -> bool {
        match self.0 {
            Codec::Web(web) => web.is_single_byte(),
            Codec::Dos(_) => true,
            Codec::Utf32Le | Codec::Utf32Be | Codec::Iso2022Kr => false,
        }
    }

    /// Whether what a byte means depends on escapes or shifts before it.
    #[must_use]
    pub fn has_states(self) -> bool {
        self.is(encoding_rs::ISO_2022_JP) || self.0 == Codec::Iso2022Kr
    }

    /// Whether this byte always is a character of its own, whatever precedes it.
    #[must_use]
    pub fn stands_alone(self, byte: u8) -> bool {
        if self.is(encoding_rs::GB18030) || self.is(encoding_rs::GBK) {
            matches!(byte, 0..=0x2F | 0x3A..=0x3F | 0x7F)
        } else if self.is(encoding_rs::EUC_KR) {
            matches!(byte, 0..=0x40 | 0x5B..=0x60 | 0x7B..=0x7F)
        } else if self.is(encoding_rs::SHIFT_JIS) || self.is(encoding_rs::BIG5) {
            matches!(byte, 0..=0x3F | 0x7F)
        } else {
            self.ascii_stands_alone() && byte.is_ascii()
        }
    }

    /// `text` in this encoding's bytes, without a byte order mark; `None` where they would not
    /// read back as the same text.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self.0 {
            Codec::Web(web) if web == encoding_rs::UTF_16LE => {
                Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
            }
            Codec::Web(web) if web == encoding_rs::UTF_16BE => {
                Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            }
            Codec::Utf32Le => Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
            Codec::Utf32Be => Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
            Codec::Dos(_) => self.encode_single_bytes(text),
            Codec::Iso2022Kr => iso_2022_kr::encode(text),
            Codec::Web(web) => {
                let (bytes, _, has_others) = web.encode(text);
                let is_exact = !has_others && (self.is_utf8() || self.text(&bytes).0 == text);
                is_exact.then(|| bytes.into_owned())
            }
        }
    }

    /// The bytes as text, with U+FFFD for what does not decode, and whether all did.
    ///
    /// The same result as [`Encoding::decode`], but many times faster where `encoding_rs` decodes.
    #[must_use]
    pub fn text(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        if let Codec::Web(web) = self.0 {
            let (text, has_errors) = web.decode_without_bom_handling(bytes);
            return (text, !has_errors);
        }
        let (mut text, mut all) = (String::with_capacity(bytes.len()), true);
        self.decode(bytes, &mut |_, _, c| {
            all &= c.is_some();
            text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        });
        (text.into(), all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_found_by_its_name_and_stands_once() {
        let mut names: Vec<_> = Encoding::all().map(Encoding::name).collect();
        assert_eq!(names.len(), 55);
        for encoding in Encoding::all() {
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
            assert!(!encoding.region().said().is_empty());
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 55);
        assert_eq!(Encoding::named("latin1").map(Encoding::name), Some("windows-1252"));
        for label in ["437", "cp437", "CP437", "IBM437", "dos437", "oem437", "cp-437", "ibm-437"] {
            assert_eq!(Encoding::named(label).map(Encoding::name), Some("IBM437"), "{label}");
        }
        assert_eq!(Encoding::named("dos-866").map(Encoding::name), Some("IBM866"));
        assert_eq!(Encoding::named("cp866").map(Encoding::name), Some("IBM866"));
        assert_eq!(Encoding::named("iso2022_kr").map(Encoding::name), Some("ISO-2022-KR"));
        for label in
            ["utf-32le", "UTF32LE", "utf_32_le", "utf-32", "UTF-32", "csUTF32LE", "ucs-4le", " utf-32le "]
        {
            assert_eq!(Encoding::named(label).map(Encoding::name), Some("UTF-32LE"), "{label}");
        }
        for label in ["utf-32be", "UTF32BE", "utf-32-be", "UCS4BE"] {
            assert_eq!(Encoding::named(label).map(Encoding::name), Some("UTF-32BE"), "{label}");
        }
        for unknown in [
            "",
            "replacement",
            "x-user-defined",
            "klingon",
            "cp",
            "cp999",
            "4370",
            "cp0437",
            "ibm+437",
            "utf-3",
            "utf-32me",
            "utf",
            "32",
            "-",
        ] {
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
        assert_eq!(named("UTF-32BE").encode("a🦆"), Some(b"\0\0\0a\0\x01\xF9\x86".to_vec()));
        assert_eq!(named("UTF-32LE").encode("a"), Some(b"a\0\0\0".to_vec()));
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
                let stateful = encoding.has_states();
                assert!(is_alone || !encoding.stands_alone(byte), "{} {byte:02X}", encoding.name());
                assert!(is_alone || !encoding.ascii_stands_alone(), "{} {byte:02X}", encoding.name());
                assert!(!stateful || !encoding.stands_alone(byte));
            }
        }
    }
}
