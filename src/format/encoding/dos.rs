//! The code pages of DOS, by their numbers; tables by the `oem_cp` crate.
//!
//! IBM866 is not among them: the web platform's standard has it.

use super::Encoding;
use oem_cp::code_table as table;

/// Number and name of each.
static PAGES: [(u16, &str); 15] = [
    (437, "IBM437"),
    (737, "IBM737"),
    (775, "IBM775"),
    (850, "IBM850"),
    (852, "IBM852"),
    (855, "IBM855"),
    (857, "IBM857"),
    (858, "IBM858"),
    (860, "IBM860"),
    (861, "IBM861"),
    (862, "IBM862"),
    (863, "IBM863"),
    (864, "IBM864"),
    (865, "IBM865"),
    (866, "IBM866"),
];

/// What may stand before a page's number.
static PREFIXES: [&str; 5] = ["cp", "ibm", "dos", "oem", "csibm"];

/// The number of the page that a label means: `cp437`, `IBM-437`, `437`.
pub(super) fn page(label: &str) -> Option<u16> {
    let digits = label.find(|c: char| c.is_ascii_digit())?;
    let (prefix, number) = label.split_at(digits);
    let prefix = prefix.strip_suffix(['-', '_']).unwrap_or(prefix);
    let is_known = prefix.is_empty() || PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix));
    let page = PAGES.iter().find(|(page, _)| *number == page.to_string());
    page.filter(|_| is_known && digits == label.len() - 3).map(|&(page, _)| page)
}

/// The name of a page.
pub(super) fn name(page: u16) -> &'static str {
    PAGES.iter().find(|(known, _)| *known == page).map_or("", |(_, name)| name)
}

/// What the bytes from 80 on mean.
pub(super) fn upper(page: u16) -> [Option<char>; 128] {
    let complete = match page {
        437 => &table::DECODING_TABLE_CP437,
        737 => &table::DECODING_TABLE_CP737,
        775 => &table::DECODING_TABLE_CP775,
        850 => &table::DECODING_TABLE_CP850,
        852 => &table::DECODING_TABLE_CP852,
        855 => &table::DECODING_TABLE_CP855,
        858 => &table::DECODING_TABLE_CP858,
        860 => &table::DECODING_TABLE_CP860,
        861 => &table::DECODING_TABLE_CP861,
        862 => &table::DECODING_TABLE_CP862,
        863 => &table::DECODING_TABLE_CP863,
        865 => &table::DECODING_TABLE_CP865,
        857 => return table::DECODING_TABLE_CP857,
        864 => return table::DECODING_TABLE_CP864,
        _ => return [None; 128],
    };
    complete.map(Some)
}

impl Encoding {
    /// `text` in bytes that are a character each; `None` if one has no byte.
    pub(super) fn encode_single_bytes(self, text: &str) -> Option<Vec<u8>> {
        let upper = self.upper();
        let byte = |c: char| match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => Some(byte),
            _ => (0x80..=0xFF).zip(upper).find(|(_, means)| **means == Some(c)).map(|(byte, _)| byte),
        };
        text.chars().map(byte).collect()
    }
}
