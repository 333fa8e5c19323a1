//! Every encoding: in the order of the menu, by name, and where it is used.

use super::{Codec, Encoding, dos};
use Codec::{Dos, Iso2022Kr, Utf32Be, Utf32Le, Web};

/// Every encoding in the order of the menu: Unicode, then by where it is used, each with that.
///
/// `replacement`, which decodes nothing, and `x-user-defined`, which means no text, are no
/// encodings of files.
pub(super) static ALL: &[(Codec, &str)] = &[
    (Web(encoding_rs::UTF_8), "unicode"),
    (Web(encoding_rs::UTF_16LE), "unicode"),
    (Web(encoding_rs::UTF_16BE), "unicode"),
    (Utf32Le, "unicode"),
    (Utf32Be, "unicode"),
    (Web(encoding_rs::WINDOWS_1252), "western"),
    (Web(encoding_rs::ISO_8859_15), "western"),
    (Web(encoding_rs::MACINTOSH), "western"),
    (Dos(437), "western"),
    (Dos(850), "western"),
    (Dos(858), "western"),
    (Dos(860), "portuguese"),
    (Dos(863), "canadian-french"),
    (Web(encoding_rs::WINDOWS_1250), "central-european"),
    (Web(encoding_rs::ISO_8859_2), "central-european"),
    (Dos(852), "central-european"),
    (Web(encoding_rs::ISO_8859_16), "romanian"),
    (Web(encoding_rs::ISO_8859_3), "south-european"),
    (Web(encoding_rs::WINDOWS_1257), "baltic"),
    (Web(encoding_rs::ISO_8859_4), "baltic"),
    (Web(encoding_rs::ISO_8859_13), "baltic"),
    (Dos(775), "baltic"),
    (Web(encoding_rs::ISO_8859_10), "nordic"),
    (Dos(865), "nordic"),
    (Dos(861), "icelandic"),
    (Web(encoding_rs::ISO_8859_14), "celtic"),
    (Web(encoding_rs::WINDOWS_1251), "cyrillic"),
    (Web(encoding_rs::KOI8_R), "cyrillic"),
    (Web(encoding_rs::KOI8_U), "cyrillic"),
    (Web(encoding_rs::ISO_8859_5), "cyrillic"),
    (Web(encoding_rs::IBM866), "cyrillic"),
    (Dos(855), "cyrillic"),
    (Web(encoding_rs::X_MAC_CYRILLIC), "cyrillic"),
    (Web(encoding_rs::WINDOWS_1253), "greek"),
    (Web(encoding_rs::ISO_8859_7), "greek"),
    (Dos(737), "greek"),
    (Web(encoding_rs::WINDOWS_1254), "turkish"),
    (Dos(857), "turkish"),
    (Web(encoding_rs::WINDOWS_1255), "hebrew"),
    (Web(encoding_rs::ISO_8859_8), "hebrew-visual"),
    (Web(encoding_rs::ISO_8859_8_I), "hebrew-logical"),
    (Dos(862), "hebrew-visual"),
    (Web(encoding_rs::WINDOWS_1256), "arabic"),
    (Web(encoding_rs::ISO_8859_6), "arabic"),
    (Dos(864), "arabic"),
    (Web(encoding_rs::WINDOWS_1258), "vietnamese"),
    (Web(encoding_rs::WINDOWS_874), "thai"),
    (Web(encoding_rs::SHIFT_JIS), "japanese"),
    (Web(encoding_rs::EUC_JP), "japanese"),
    (Web(encoding_rs::ISO_2022_JP), "japanese"),
    (Web(encoding_rs::GB18030), "chinese-simplified"),
    (Web(encoding_rs::GBK), "chinese-simplified"),
    (Web(encoding_rs::BIG5), "chinese-traditional"),
    (Web(encoding_rs::EUC_KR), "korean"),
    (Iso2022Kr, "korean"),
];

impl Encoding {
    /// The encoding of this name, or of any label that the standard knows it by; code pages also as
    /// `cp437`, `ibm437`, `dos437` and `437`, UTF-32 also as `utf_32_be`, `ucs-4be` and, as for
    /// UTF-16 with the lowest byte first, `utf-32`.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let label = label.trim();
        let web = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Web);
        let codec = web.or_else(|| dos::page(label).map(page)).or_else(|| other(label))?;
        let known = Self(codec);
        known.nr().map(|_| known)
    }
}

/// A code page, of which the standard has one.
fn page(number: u16) -> Codec {
    if number == 866 { Web(encoding_rs::IBM866) } else { Dos(number) }
}

/// What the standard of the web knows but never decodes, or does not know.
fn other(label: &str) -> Option<Codec> {
    let plain: String = label.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    match &plain.to_ascii_lowercase()[..] {
        "iso2022kr" | "csiso2022kr" => Some(Iso2022Kr),
        "utf32" | "csutf32" | "utf32le" | "csutf32le" | "ucs4le" => Some(Utf32Le),
        "utf32be" | "csutf32be" | "ucs4be" => Some(Utf32Be),
        _ => None,
    }
}
