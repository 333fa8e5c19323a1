//! Encodings: what bytes mean as characters, and where their lines end.
//!
//! All encodings of the web platform's standard, by the `encoding_rs` crate. In all but UTF-16
//! the byte 0A is a line feed and nothing else, so that lines are cut without decoding; in
//! UTF-16 the code unit 000A is, which starts at an even offset.

/// An encoding that files can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
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
    /// What most files are in.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// The encoding of this name, or of any label that the standard knows it by.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
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
    pub fn unit(self) -> Unit {
        if self.0 == encoding_rs::UTF_16LE {
            Unit::Utf16Le
        } else if self.0 == encoding_rs::UTF_16BE {
            Unit::Utf16Be
        } else {
            Unit::Byte
        }
    }

    /// Whether ASCII bytes always are their own characters, also as later bytes of others.
    #[must_use]
    pub fn ascii_stands_alone(self) -> bool {
        self.is_utf8() || self.0.is_single_byte()
    }

    /// `text` in this encoding's bytes, where that is exact.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self.unit() {
            Unit::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Unit::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Unit::Byte => {
                let (bytes, _, is_lossy) = self.0.encode(text);
                (!is_lossy).then(|| bytes.into_owned())
            }
        }
    }

    /// Calls `each` with the place, the length in bytes and the character of each character.
    pub fn decode(self, bytes: &[u8], each: &mut dyn FnMut(usize, usize, Option<char>)) {
        let mut at = 0;
        if self.unit() != Unit::Byte {
            let units = bytes.chunks(2).map(|pair| match (self.unit(), pair) {
                (Unit::Utf16Le, [a, b]) => u16::from_le_bytes([*a, *b]),
                (_, [a, b]) => u16::from_be_bytes([*a, *b]),
                _ => 0xDC00,
            });
            for c in char::decode_utf16(units) {
                let len = c.as_ref().map_or(2, |c| c.len_utf16() * 2).min(bytes.len() - at);
                each(at, len, c.ok());
                at += len;
            }
            return;
        }
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                each(at, c.len_utf8(), Some(c));
                at += c.len_utf8();
            }
            for _ in chunk.invalid() {
                each(at, 1, None);
                at += 1;
            }
        }
    }
}
