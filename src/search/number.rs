//! Numbers within bounds, at any byte of a file.
//!
//! Every type is searched as one: a number's bits become a *key*, an integer that is ordered as the
//! numbers are, so that to lie within bounds is two comparisons, and the leading bytes that all keys
//! within them share are bytes to look for first. Zeros of both signs are equal; what is no number lies
//! within no bounds.

use super::number_type::NumberType;
use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use memchr::memmem::Finder;

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
    use half::{bf16, f16};
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
                3.25,
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
