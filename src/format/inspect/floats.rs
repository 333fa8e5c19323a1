//! Numbers with a point, as the shortest decimal that reads back to the same bits.

use super::{Endian, Reading, Value};
use half::{bf16, f16};

/// More digits than any half has.
const MOST_DIGITS: usize = 6;

/// Half precision of IEEE 754.
pub(super) fn half(bytes: &[u8], order: Endian) -> Reading {
    told(order.first(bytes), |bytes| {
        let value = f16::from_be_bytes(bytes);
        shortest(value.to_f64(), |read| f16::from_f64(read) == value)
    })
}

/// The upper half of a single.
pub(super) fn brain(bytes: &[u8], order: Endian) -> Reading {
    told(order.first(bytes), |bytes| {
        let value = bf16::from_be_bytes(bytes);
        shortest(value.to_f64(), |read| bf16::from_f64(read) == value)
    })
}

/// Single precision.
pub(super) fn single(bytes: &[u8], order: Endian) -> Reading {
    told(order.first(bytes), |bytes| format!("{:?}", f32::from_be_bytes(bytes)))
}

/// Double precision.
pub(super) fn double(bytes: &[u8], order: Endian) -> Reading {
    told(order.first(bytes), |bytes| format!("{:?}", f64::from_be_bytes(bytes)))
}

fn told<const N: usize>(bytes: Option<[u8; N]>, text: impl FnOnce([u8; N]) -> String) -> Reading {
    bytes.map_or(Reading::Short, |bytes| Reading::Value(Value::new(N, text(bytes))))
}

/// The decimal of the fewest digits that `reads_back`.
fn shortest(value: f64, reads_back: impl Fn(f64) -> bool) -> String {
    let rounded = |digits: usize| format!("{value:.digits$e}").parse::<f64>().ok();
    let found = (0..MOST_DIGITS).filter_map(rounded).find(|read| reads_back(*read));
    format!("{:?}", found.unwrap_or(value))
}
