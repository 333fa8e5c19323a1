//! Numbers within bounds, at any byte of a file.
//!
//! Every type is searched as one: a number's bits become a *key*, an integer that is ordered as the
//! numbers are, so that to lie within bounds is two comparisons, and the leading bytes that all keys
//! within them share are bytes to look for first. Zeros of both signs are equal; what is no number lies
//! within no bounds.

use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use half::{bf16, f16};
use memchr::memmem::Finder;

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
    fn integer(self, key: u64) -> i128 {
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

/// The byte orders in which a number is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orders {
    Little,
    Big,
    Both,
}

/// Bounds that a number of a type has to lie within.
#[derive(Clone, Debug)]
pub(super) struct NumberRange {
    kind: NumberType,
    orders: Orders,
    /// The least and the largest key, both included.
    keys: (u64, u64),
    /// Bytes that every such number holds, and at which of its bytes they start.
    first: Option<(Finder<'static>, usize)>,
}

impl NumberRange {
    pub(super) fn new(kind: NumberType, orders: Orders, keys: (u64, u64)) -> Self {
        Self { kind, orders, keys, first: first(kind, orders, keys) }
    }

    /// How many bytes a match has.
    pub(super) fn width(&self) -> usize {
        self.kind.width
    }

    /// Finds the numbers that start in the piece and lie within the bounds, none within another.
    pub(super) fn find<S: Sink>(&self, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        match self.width() {
            1 => self.walk::<1, S>(matcher, sink),
            2 => self.walk::<2, S>(matcher, sink),
            4 => self.walk::<4, S>(matcher, sink),
            _ => self.walk::<8, S>(matcher, sink),
        }
    }

    fn walk<const N: usize, S: Sink>(&self, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        matcher.pass_open_row(sink);
        if !S::EACH && matcher.is_row_open() {
            return;
        }
        let to = (matcher.end + N - 1).min(matcher.bytes.len());
        while let Some(start) = self.next::<N>(&matcher.bytes[..to], matcher.at) {
            let Some(next) = matcher.hit(start, start + N, sink) else { return };
            matcher.at = next;
        }
    }

    /// Where the next such number starts in `bytes`, from `at` on.
    fn next<const N: usize>(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let Some((first, lead)) = &self.first else {
            let windows = bytes.get(at..)?.windows(N);
            return windows.enumerate().find(|(_, number)| self.holds::<N>(number)).map(|(i, _)| at + i);
        };
        let mut from = at + lead;
        loop {
            let found = from + first.find(bytes.get(from..)?)?;
            let start = found - lead;
            if bytes.get(start..start + N).is_some_and(|number| self.holds::<N>(number)) {
                return Some(start);
            }
            from = found + 1;
        }
    }

    #[inline]
    fn holds<const N: usize>(&self, number: &[u8]) -> bool {
        let Some(number) = number.first_chunk::<N>() else { return false };
        match self.orders {
            Orders::Little => self.holds_bits(bits_of(number, false)),
            Orders::Big => self.holds_bits(bits_of(number, true)),
            Orders::Both => self.holds_bits(bits_of(number, false)) || self.holds_bits(bits_of(number, true)),
        }
    }

    #[inline]
    fn holds_bits(&self, bits: u64) -> bool {
        let key = self.kind.key(bits);
        self.keys.0 <= key && key <= self.keys.1
    }
}

/// The bits of a number's bytes.
#[inline]
fn bits_of<const N: usize>(number: &[u8; N], is_big: bool) -> u64 {
    let add = |bits: u64, byte: &u8| bits << 8 | u64::from(*byte);
    if is_big { number.iter().fold(0, add) } else { number.iter().rev().fold(0, add) }
}

/// The bytes that all numbers within bounds share at their most significant end, and where those start;
/// none if the order is open or the first byte differs.
fn first(kind: NumberType, orders: Orders, keys: (u64, u64)) -> Option<(Finder<'static>, usize)> {
    let is_big = match orders {
        Orders::Big => true,
        Orders::Little => false,
        Orders::Both => return None,
    };
    let (low, high) = (kind.bytes(keys.0, true), kind.bytes(keys.1, true));
    let n = low.iter().zip(&high).take_while(|(low, high)| low == high).count();
    if n == 0 {
        return None;
    }
    let mut shared = low[..n].to_vec();
    if !is_big {
        shared.reverse();
    }
    let lead = if is_big { 0 } else { kind.width - n };
    Some((Finder::new(&shared).into_owned(), lead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By the definition, of any type: the slow twin.
    fn naive(kind: NumberType, bytes: &[u8], is_big: bool, least: f64, most: f64) -> bool {
        let mut number = bytes.to_vec();
        if is_big {
            number.reverse();
        }
        let value = match (kind.name, number.as_slice()) {
            ("u8", &[a]) => f64::from(a),
            ("i8", &[a]) => f64::from(i8::from_le_bytes([a])),
            ("u16", &[a, b]) => f64::from(u16::from_le_bytes([a, b])),
            ("i16", &[a, b]) => f64::from(i16::from_le_bytes([a, b])),
            ("u32", &[a, b, c, d]) => f64::from(u32::from_le_bytes([a, b, c, d])),
            ("i32", &[a, b, c, d]) => f64::from(i32::from_le_bytes([a, b, c, d])),
            ("f16", &[a, b]) => f64::from(f16::from_le_bytes([a, b])),
            ("bf16", &[a, b]) => f64::from(bf16::from_le_bytes([a, b])),
            ("f32", &[a, b, c, d]) => f64::from(f32::from_le_bytes([a, b, c, d])),
            ("f64", &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
            _ => return false,
        };
        least <= value && value <= most
    }

    fn bound() -> impl Strategy<Value = f64> {
        prop_oneof![
            prop::sample::select(vec![
                0.0,
                -0.0,
                1.0,
                -1.0,
                127.0,
                255.0,
                -128.0,
                3.14,
                f64::INFINITY,
                65504.0
            ]),
            -300.0..300.0,
            any::<f64>().prop_filter("a number", |x| !x.is_nan()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn numbers_found_are_those_within_the_bounds(
            mut bytes in prop::collection::vec(prop_oneof![
                prop::sample::select(vec![0_u8, 0, 0x3F, 0x40, 0x80, 0x09, 0x1E, 0xB8, 0xFF]), any::<u8>()
            ], 0..60),
            a in bound(), b in bound(), planted in 0_usize..60,
        ) {
            let (least, most) = (a.min(b), a.max(b));
            for kind in NumberType::ALL.into_iter().filter(|kind| !matches!(kind.name, "u64" | "i64")) {
                let keys = if kind.is_float() {
                    kind.floats(least, most)
                } else {
                    let (low, high) = (least.ceil().clamp(-1e10, 1e10), most.floor().clamp(-1e10, 1e10));
                    let integer = |x: f64| format!("{x:.0}").parse::<i128>().unwrap();
                    kind.integers(integer(low), integer(high))
                };
                for (orders, is_big) in [(Orders::Little, false), (Orders::Big, true)] {
                    if let Some(keys) = keys {
                        let number = kind.bytes(keys.0, is_big);
                        if let Some(place) = bytes.get_mut(planted..planted + kind.width) {
                            place.copy_from_slice(&number);
                        }
                    }
                    let range = keys.map(|keys| NumberRange::new(kind, orders, keys));
                    let both = keys.map(|keys| NumberRange::new(kind, Orders::Both, keys));
                    let of = |range: &Option<NumberRange>, at: usize| {
                        let Some(range) = range else { return None };
                        match kind.width {
                            1 => range.next::<1>(&bytes, at),
                            2 => range.next::<2>(&bytes, at),
                            4 => range.next::<4>(&bytes, at),
                            _ => range.next::<8>(&bytes, at),
                        }
                    };
                    for at in 0..bytes.len() {
                        let is = |i: usize, is_big| naive(kind, &bytes[i..i + kind.width], is_big, least, most);
                        let ends = (bytes.len() + 1).saturating_sub(kind.width);
                        let naive = (at..ends).find(|&i| is(i, is_big));
                        prop_assert_eq!(of(&range, at), naive, "{} {:?} {:?}", kind.name, orders, (least, most));
                        let either = (at..ends).find(|&i| is(i, false) || is(i, true));
                        prop_assert_eq!(of(&both, at), either, "{} {:?}", kind.name, (least, most));
                    }
                }
            }
        }

        #[test]
        fn keys_are_ordered_as_wide_integers_are(a in any::<i64>(), b in any::<u64>()) {
            for (name, value) in [("i64", i128::from(a)), ("u64", i128::from(b))] {
                let kind = NumberType::ALL.into_iter().find(|kind| kind.name == name).unwrap();
                let key = kind.key_of_integer(value).unwrap();
                prop_assert_eq!(kind.integer(key), value);
                let bytes = if name == "i64" { a.to_le_bytes() } else { b.to_le_bytes() };
                prop_assert_eq!(kind.bytes(key, false), bytes.to_vec());
                prop_assert_eq!(kind.integers(value, value), Some((key, key)));
            }
        }
    }
}
