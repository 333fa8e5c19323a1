//! Which characters of two bytes are common, so that texts can be told from bytes that fit by chance.

use super::Encoding;

impl Encoding {
    /// Encodings of two bytes a character, each the largest of its kind.
    pub(in crate::format) fn of_pairs() -> impl Iterator<Item = Self> {
        ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"].into_iter().filter_map(Self::named)
    }

    /// Whether a character is common where the encoding is used: kana, punctuation, hangul of the
    /// Korean standard, and hanzi of the first level, by their bytes. False for other encodings.
    pub(in crate::format) fn is_common(self, bytes: &[u8], c: char) -> bool {
        let &[lead, trail] = bytes else { return false };
        let is_mark = matches!(
            c,
            '、'..='〕' | 'ー' | '・' | '！' | '（' | '）' | '，' | '：' | '；' | '？' | '“' | '”'
        );
        let is_kana = matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ');
        if self.is(encoding_rs::GB18030) || self.is(encoding_rs::GBK) {
            is_mark || (matches!(lead, 0xB0..=0xD7) && trail >= 0xA1)
        } else if self.is(encoding_rs::BIG5) {
            is_mark || matches!(lead, 0xA4..=0xC6)
        } else if self.is(encoding_rs::SHIFT_JIS) {
            is_mark || is_kana || matches!(lead, 0x88..=0x97)
        } else if self.is(encoding_rs::EUC_JP) {
            is_mark || is_kana || matches!(lead, 0xB0..=0xCF)
        } else {
            self.is(encoding_rs::EUC_KR) && (is_mark || (matches!(lead, 0xB0..=0xC8) && trail >= 0xA1))
        }
    }
}
