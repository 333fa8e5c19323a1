//! How bytes are shown: how many a row, in which groups, as which digits, characters and colours. What
//! messages and settings carry; the view of bytes makes columns of it.

use crate::format::encoding::Encoding;
use serde::{Deserialize, Serialize};

/// The most bytes a row.
pub const MOST: u16 = 256;

/// Sizes of pages that menus offer, in bytes: a sector, a page of memory, a block of the index, a large page.
pub const PAGES: [u64; 4] = [512, 4096, 64 << 10, 2 << 20];

/// How the bytes of a pane are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HexPrefs {
    /// Bytes a row.
    pub row: RowLength,
    /// Bytes that stand together: 1, 2, 4 or 8.
    pub group: u8,
    /// Whether the bytes of a group stand with the last one first, as a little-endian number is read.
    pub is_little_endian: bool,
    /// As what each byte is written.
    pub base: Base,
    /// What stands in the character column.
    pub chars: CharColumn,
    /// Whether offsets are decimal.
    pub has_decimal_offsets: bool,
    /// By what bytes are coloured.
    pub colours: ByteColours,
    /// Bytes between the rules of the page grid; 0: none is drawn.
    pub page: u64,
}

impl Default for HexPrefs {
    fn default() -> Self {
        Self {
            row: RowLength::Round,
            group: 1,
            is_little_endian: false,
            base: Base::Hex,
            chars: CharColumn::Ascii,
            has_decimal_offsets: false,
            colours: ByteColours::Class,
            page: 0,
        }
    }
}

impl HexPrefs {
    /// The same with values that can be shown, whatever a settings file holds.
    #[must_use]
    pub fn valid(self) -> Self {
        let group = if matches!(self.group, 1 | 2 | 4 | 8) { self.group } else { 1 };
        let row = match self.row {
            RowLength::Fixed(n) => RowLength::Fixed(n.clamp(1, MOST)),
            row => row,
        };
        let page = if self.page == 0 { 0 } else { self.page.max(PAGES[0]) };
        Self { row, group, page, ..self }
    }
}

/// How many bytes a row has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowLength {
    /// 16, 8 or 4, by the view's width, so that offsets stay round.
    #[default]
    Round,
    /// As many as the view's width has room for: of eights, or of groups where it has no room for eight.
    Fill,
    /// So many, whatever the width.
    Fixed(u16),
}

/// As what bytes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// Two hexadecimal digits.
    #[default]
    Hex,
    /// Three decimal digits.
    Decimal,
    /// Three octal digits.
    Octal,
    /// Eight binary digits.
    Binary,
}

/// By what bytes are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ByteColours {
    /// NUL, control characters, printable characters, bytes from 80 on.
    #[default]
    Class,
    /// From 00 to FF along a scale.
    Value,
    /// All alike.
    Plain,
}

/// What stands in the character column. Settings keep it as a word, or as an encoding's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
#[serde(into = "String")]
pub enum CharColumn {
    /// There is none.
    Off,
    /// Printable ASCII.
    #[default]
    Ascii,
    /// The characters of the encoding in which the file is read.
    OfFile,
    /// The characters of this encoding.
    In(Encoding),
}

impl CharColumn {
    /// The encoding that it is read in; `None`: ASCII alone. `of_file`: the file's.
    #[must_use]
    pub fn encoding(self, of_file: Encoding) -> Option<Encoding> {
        match self {
            Self::Off | Self::Ascii => None,
            Self::OfFile => Some(of_file),
            Self::In(encoding) => Some(encoding),
        }
    }
}

impl From<String> for CharColumn {
    fn from(text: String) -> Self {
        match &text[..] {
            "off" => Self::Off,
            "file" => Self::OfFile,
            name => Encoding::named(name).filter(|_| name != "ascii").map_or(Self::Ascii, Self::In),
        }
    }
}

impl From<CharColumn> for String {
    fn from(column: CharColumn) -> Self {
        match column {
            CharColumn::Off => "off".into(),
            CharColumn::Ascii => "ascii".into(),
            CharColumn::OfFile => "file".into(),
            CharColumn::In(encoding) => encoding.name().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_give_back_what_was_kept_and_nothing_that_cant_be_shown() {
        let named = |name| CharColumn::In(Encoding::named(name).expect("a known one"));
        for chars in
            [CharColumn::Off, CharColumn::Ascii, CharColumn::OfFile, named("Big5"), named("UTF-16LE")]
        {
            let prefs = HexPrefs { chars, row: RowLength::Fixed(24), page: 4096, ..HexPrefs::default() };
            let kept = serde_json::to_value(prefs).expect("it has JSON");
            assert_eq!(serde_json::from_value::<HexPrefs>(kept).expect("it reads back"), prefs);
        }
        let odd = HexPrefs { row: RowLength::Fixed(9999), group: 3, page: 1, ..HexPrefs::default() }.valid();
        assert_eq!((odd.row, odd.group, odd.page), (RowLength::Fixed(MOST), 1, 512));
        assert_eq!(CharColumn::from("klingon".to_owned()), CharColumn::Ascii);
    }
}
