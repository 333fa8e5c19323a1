//! The types of numbers that are searched for, and their keys: integers that are ordered as the numbers are.

use half::{bf16, f16};

/// A type of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberType {
    /// Its stable name, without the order.
    pub(super) name: &'static str,
    /// Its width in bytes: 1, 2, 4 or 8.
    pub(super) width: usize,
    /// What its bits mean.
    pub(super) form: NumberForm,
}

/// What the bits of a number mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberForm {
    Unsigned,
    Signed,
    /// A float of IEEE 754 of its width.
    Float,
    /// The upper half of a single.
    Brain,
}

const fn kind(name: &'static str, width: usize, form: NumberForm) -> NumberType {
    NumberType { name, width, form }
}

impl NumberType {
    /// Every type.
    pub(super) const ALL: [Self; 12] = [
        kind("u8", 1, NumberForm::Unsigned),
        kind("i8", 1, NumberForm::Signed),
        kind("u16", 2, NumberForm::Unsigned),
        kind("i16", 2, NumberForm::Signed),
        kind("u32", 4, NumberForm::Unsigned),
        kind("i32", 4, NumberForm::Signed),
        kind("u64", 8, NumberForm::Unsigned),
        kind("i64", 8, NumberForm::Signed),
        kind("f16", 2, NumberForm::Float),
        kind("bf16", 2, NumberForm::Brain),
        kind("f32", 4, NumberForm::Float),
        kind("f64", 8, NumberForm::Float),
    ];

    pub(super) fn is_float(self) -> bool {
        matches!(self.form, NumberForm::Float | NumberForm::Brain)
    }

    fn top_bit(self) -> u64 {
        1 << (8 * self.width - 1)
    }

    /// The largest of its bits and keys.
    fn most(self) -> u64 {
        u64::MAX >> (64 - 8 * self.width)
    }

    /// The key of a number's bits.
    #[inline]
    pub(super) fn key(self, bits: u64) -> u64 {
        match self.form {
            NumberForm::Unsigned => bits,
            NumberForm::Signed => bits ^ self.top_bit(),
            NumberForm::Float | NumberForm::Brain if bits & self.top_bit() == 0 => bits | self.top_bit(),
            NumberForm::Float | NumberForm::Brain => !bits & self.most(),
        }
    }

    fn bits(self, key: u64) -> u64 {
        match self.form {
            NumberForm::Unsigned => key,
            NumberForm::Signed => key ^ self.top_bit(),
            NumberForm::Float | NumberForm::Brain if key & self.top_bit() != 0 => key ^ self.top_bit(),
            NumberForm::Float | NumberForm::Brain => !key & self.most(),
        }
    }

    /// The key of an integer, if it is of this type.
    pub(super) fn key_of_integer(self, value: i128) -> Option<u64> {
        let least = if self.form == NumberForm::Signed { -i128::from(self.top_bit()) } else { 0 };
        u64::try_from(value - least).ok().filter(|key| *key <= self.most())
    }

    /// The integer of a key.
    pub(super) fn integer(self, key: u64) -> i128 {
        i128::from(key) - if self.form == NumberForm::Signed { i128::from(self.top_bit()) } else { 0 }
    }

    /// The number of a key, as a double that has its value.
    pub(super) fn float(self, key: u64) -> f64 {
        let bytes = self.bits(key).to_be_bytes();
        match (self.form, bytes) {
            (NumberForm::Brain, [.., a, b]) => bf16::from_be_bytes([a, b]).to_f64(),
            (_, [.., a, b]) if self.width == 2 => f16::from_be_bytes([a, b]).to_f64(),
            (_, [.., a, b, c, d]) if self.width == 4 => f32::from_be_bytes([a, b, c, d]).into(),
            (_, bytes) => f64::from_be_bytes(bytes),
        }
    }

    /// The bits of the float that a decimal is nearest to.
    pub(super) fn nearest(self, decimal: &str) -> Option<u64> {
        let double = decimal.parse::<f64>().ok()?;
        Some(match (self.form, self.width) {
            (NumberForm::Brain, _) => bf16::from_f64(double).to_bits().into(),
            (_, 2) => f16::from_f64(double).to_bits().into(),
            (_, 4) => decimal.parse::<f32>().ok()?.to_bits().into(),
            _ => double.to_bits(),
        })
    }

    /// The keys of the integers from `least` to `most`, if there are any.
    pub(super) fn integers(self, least: i128, most: i128) -> Option<(u64, u64)> {
        let (first, last) = (self.integer(0), self.integer(self.most()));
        let bounds = (least.max(first), most.min(last));
        (bounds.0 <= bounds.1).then_some(())?;
        Some((self.key_of_integer(bounds.0)?, self.key_of_integer(bounds.1)?))
    }

    /// The keys of the floats from `least` to `most`, compared as doubles, if there are any.
    pub(super) fn floats(self, least: f64, most: f64) -> Option<(u64, u64)> {
        let (low, high) = (self.infinity(true), self.infinity(false));
        let first = partition(low, high + 1, |key| self.float(key) < least);
        let end = partition(low, high + 1, |key| self.float(key) <= most);
        (first < end).then(|| (first, end - 1))
    }

    /// The key of an infinity.
    fn infinity(self, is_negative: bool) -> u64 {
        let bits = match (self.form, self.width) {
            (NumberForm::Brain, _) => bf16::INFINITY.to_bits().into(),
            (_, 2) => f16::INFINITY.to_bits().into(),
            (_, 4) => f32::INFINITY.to_bits().into(),
            _ => f64::INFINITY.to_bits(),
        };
        self.key(if is_negative { bits | self.top_bit() } else { bits })
    }

    /// The bytes of a key in an order.
    pub(super) fn bytes(self, key: u64, is_big: bool) -> Vec<u8> {
        let mut bytes = self.bits(key).to_be_bytes()[8 - self.width..].to_vec();
        if !is_big {
            bytes.reverse();
        }
        bytes
    }
}

/// The first key from `low` on, below `end`, for which `is_before` is no longer true; `end` if there is none.
fn partition(low: u64, end: u64, is_before: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut end) = (low, end);
    while low < end {
        let middle = low + (end - low) / 2;
        if is_before(middle) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    low
}
