//! LEB128, as DWARF and WebAssembly write integers: seven bits a byte, the least significant first.
//!
//! Values of 128 bits are told. Bytes that say nothing are legal, and so a value may be longer than
//! it need be: that is noted.

use super::{Endian, MOST_BYTES, Reading, Value};
use crate::messages::Text;

/// Says that another byte follows.
const MORE: u8 = 0x80;
/// The sign of a value whose last byte this is.
const SIGN: u8 = 0x40;
/// Bits of a byte that are the value's.
const BITS: usize = 7;

/// Without a sign.
pub(super) fn unsigned(bytes: &[u8], _: Endian) -> Reading {
    let groups = match groups(bytes) {
        Ok(groups) => groups,
        Err(reading) => return reading,
    };
    let mut value = 0_u128;
    for (i, group) in groups.iter().map(|byte| u128::from(byte & !MORE)).enumerate() {
        let shift = i * BITS;
        let fits = shift < 128 && group << shift >> shift == group;
        match (fits, group) {
            (true, _) => value |= group << shift,
            (false, 0) => {}
            (false, _) => return Reading::Invalid(Text::new("inspect-leb-large")),
        }
    }
    let is_overlong = groups.len() > 1 && groups.last() == Some(&0);
    told(groups.len(), value.to_string(), is_overlong)
}

/// As two's complement.
pub(super) fn signed(bytes: &[u8], _: Endian) -> Reading {
    let groups = match groups(bytes) {
        Ok(groups) => groups,
        Err(reading) => return reading,
    };
    let is_negative = groups.last().is_some_and(|last| last & SIGN != 0);
    // What the groups beyond the last one would be.
    let fill = if is_negative { u128::MAX } else { 0 };
    let mut value = fill;
    for (i, group) in groups.iter().map(|byte| u128::from(byte & !MORE)).enumerate() {
        let shift = i * BITS;
        let kept = 128_usize.saturating_sub(shift).min(BITS);
        let beyond = (fill & u128::from(!MORE)) >> kept;
        if group >> kept != beyond {
            return Reading::Invalid(Text::new("inspect-leb-large"));
        }
        if shift < 128 {
            value = value & !(u128::from(!MORE) << shift) | group << shift;
        }
    }
    let value = value.cast_signed();
    if (value < 0) != is_negative {
        return Reading::Invalid(Text::new("inspect-leb-large"));
    }
    let is_overlong = match groups {
        [.., before, last] => *last == if before & SIGN == 0 { 0 } else { !MORE },
        _ => false,
    };
    told(groups.len(), value.to_string(), is_overlong)
}

/// The bytes up to the first that none follows.
fn groups(bytes: &[u8]) -> Result<&[u8], Reading> {
    let seen = &bytes[..bytes.len().min(MOST_BYTES)];
    match seen.iter().position(|byte| byte & MORE == 0) {
        Some(last) => Ok(&seen[..=last]),
        None if seen.len() < MOST_BYTES => Err(Reading::Short),
        None => Err(Reading::Invalid(Text::new("inspect-leb-endless").with("n", seen.len().to_string()))),
    }
}

fn told(len: usize, text: String, is_overlong: bool) -> Reading {
    let value = Value::new(len, text);
    Reading::Value(if is_overlong { value.noted("inspect-overlong") } else { value })
}
