//! Bytes as digits.

use super::super::hex_prefs::Base;
use std::sync::OnceLock;

/// The digits of a byte, as many as all bytes have in this base.
#[must_use]
pub fn of(byte: u8, base: Base) -> &'static str {
    static TABLES: OnceLock<[String; 4]> = OnceLock::new();
    let tables = TABLES.get_or_init(|| {
        let table = |write: fn(u8) -> String| (0..=u8::MAX).map(write).collect();
        [
            table(|byte| format!("{byte:02X}")),
            table(|byte| format!("{byte:03}")),
            table(|byte| format!("{byte:03o}")),
            table(|byte| format!("{byte:08b}")),
        ]
    });
    let table = match base {
        Base::Hex => &tables[0],
        Base::Decimal => &tables[1],
        Base::Octal => &tables[2],
        Base::Binary => &tables[3],
    };
    let width = table.len() / 256;
    &table[usize::from(byte) * width..][..width]
}
