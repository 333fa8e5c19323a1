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
}
