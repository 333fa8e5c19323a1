//! Integers of a fixed width.

use super::{Endian, Reading, Value};

/// An integer of `N` bytes, sixteen at most, without a sign.
pub(super) fn unsigned<const N: usize>(bytes: &[u8], order: Endian) -> Reading {
    match order.first::<N>(bytes) {
        Some(bytes) => Reading::Value(Value::new(N, widened(bytes).to_string())),
        None => Reading::Short,
    }
}

/// An integer of `N` bytes, sixteen at most, as two's complement.
pub(super) fn signed<const N: usize>(bytes: &[u8], order: Endian) -> Reading {
    let Some(bytes) = order.first::<N>(bytes) else { return Reading::Short };
    let free = 8 * (16 - N);
    // To the top and back: the sign fills what is free.
    let value = (widened(bytes) << free).cast_signed() >> free;
    Reading::Value(Value::new(N, value.to_string()))
}

fn widened<const N: usize>(bytes: [u8; N]) -> u128 {
    bytes.iter().fold(0, |value, byte| value << 8 | u128::from(*byte))
}
