//! Sums of numbers and of their squares, exact whatever the width, order and cuts, and the mean
//! and deviation that follow from them, each rounded once.
//!
//! Numbers of at most 18 digits are summed in 128 and 192 bits, those of each scale by themselves;
//! others in big integers.

use super::number::{Big, MOST_DIGITS, Quick};
use crate::base::units::as_f64;
use num_bigint::{BigInt, BigUint, Sign};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The numbers of one scale.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Scale {
    count: u64,
    sum: i128,
    squares: Wide,
    min: i64,
    max: i64,
}

/// A sum of 192 bits.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Wide {
    low: u128,
    high: u64,
}

impl Wide {
    #[inline]
    fn add(&mut self, n: u128) {
        let (low, carried) = self.low.overflowing_add(n);
        self.low = low;
        self.high += u64::from(carried);
    }

    /// Adds `n` · `times`.
    fn add_times(&mut self, n: u128, times: u64) {
        let half = |n: u128| u128::from(u64::try_from(n & u128::from(u64::MAX)).unwrap_or(0));
        let (low, high) = (half(n) * u128::from(times), (n >> 64) * u128::from(times));
        self.add(low);
        self.add(high << 64);
        self.high += u64::try_from(high >> 64).unwrap_or(0);
    }

    fn big(self) -> BigInt {
        (BigInt::from(self.high) << 128_u32) + self.low
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self { count: 0, sum: 0, squares: Wide::default(), min: i64::MAX, max: i64::MIN }
    }
}

/// A number of any width: `.0` / 10^`.1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Exact(pub(super) BigInt, pub(super) u32);

impl Exact {
    /// The same number over 10^`scale`, which is no less than its own.
    fn scaled(&self, scale: u32) -> BigInt {
        if scale == self.1 { self.0.clone() } else { &self.0 * power(scale - self.1) }
    }
}

impl Exact {
    fn is_above(&self, number: &Big) -> bool {
        match self.1 == number.scale {
            true => self.0 > number.mantissa,
            false => *self > Self(number.mantissa.clone(), number.scale),
        }
    }

    fn is_below(&self, number: &Big) -> bool {
        match self.1 == number.scale {
            true => self.0 < number.mantissa,
            false => *self < Self(number.mantissa.clone(), number.scale),
        }
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.1.max(other.1);
        // Equal numbers are ordered by scale, so that which of them stands is no matter of order.
        self.scaled(scale).cmp(&other.scaled(scale)).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub(super) fn power(scale: u32) -> BigInt {
    BigInt::from(10).pow(scale)
}

/// Numbers that are not quick.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct BigSums {
    /// By scale, rounded up to a multiple of [`STEP`]: sum and squares.
    by_scale: BTreeMap<u32, (BigInt, BigInt)>,
    count: u64,
    min: Exact,
    max: Exact,
}

impl BigSums {
    /// Without numbers, but with the first of them as the least and the greatest.
    fn new(first: Exact) -> Self {
        Self { by_scale: BTreeMap::new(), count: 0, min: first.clone(), max: first }
    }
}

/// What big numbers' scales are rounded up to, so that there are few sums of them.
const STEP: u32 = 20;

/// Count, sum, squares, least and greatest of numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sums {
    scales: Vec<Scale>,
    big: Option<Box<BigSums>>,
}

/// What sums say in the end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moments {
    pub(super) count: u64,
    pub(super) sum: Exact,
    pub(super) min: Exact,
    pub(super) max: Exact,
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Sums {
    /// Adds `n` numbers of this value.
    #[inline]
    pub(super) fn add(&mut self, number: Quick, n: u64) {
        let at = usize::from(number.scale);
        if at >= self.scales.len() {
            self.scales.resize_with(at + 1, Scale::default);
        }
        let scale = &mut self.scales[at];
        let mantissa = number.mantissa;
        let square = u128::from(mantissa.unsigned_abs()) * u128::from(mantissa.unsigned_abs());
        scale.count += n;
        if n == 1 {
            scale.sum += i128::from(mantissa);
            scale.squares.add(square);
        } else {
            scale.sum += i128::from(mantissa) * i128::from(n);
            scale.squares.add_times(square, n);
        }
        scale.min = scale.min.min(mantissa);
        scale.max = scale.max.max(mantissa);
    }

    pub(super) fn add_big(&mut self, number: &Big, n: u64) {
        let exact = || Exact(number.mantissa.clone(), number.scale);
        let big = self.big.get_or_insert_with(|| Box::new(BigSums::new(exact())));
        let scale = number.scale.next_multiple_of(STEP);
        let (sum, squares) = big.by_scale.entry(scale).or_default();
        if scale == number.scale {
            *sum += &number.mantissa * n;
            *squares += &number.mantissa * &number.mantissa * n;
        } else {
            let mantissa = exact().scaled(scale);
            *squares += &mantissa * &mantissa * n;
            *sum += mantissa * n;
        }
        big.count += n;
        if big.min.is_above(number) {
            big.min = exact();
        }
        if big.max.is_below(number) {
            big.max = exact();
        }
    }

    fn merge_big(&mut self, right: BigSums) {
        let Some(left) = &mut self.big else {
            self.big = Some(Box::new(right));
            return;
        };
        for (scale, (sum, squares)) in right.by_scale {
            let sums = left.by_scale.entry(scale).or_default();
            sums.0 += sum;
            sums.1 += squares;
        }
        left.count += right.count;
        if right.min < left.min {
            left.min = right.min;
        }
        if right.max > left.max {
            left.max = right.max;
        }
    }

    pub(super) fn merge(&mut self, right: Self) {
        if self.scales.len() < right.scales.len() {
            self.scales.resize_with(right.scales.len(), Scale::default);
        }
        for (left, right) in self.scales.iter_mut().zip(&right.scales) {
            left.count += right.count;
            left.sum += right.sum;
            left.squares.add(right.squares.low);
            left.squares.high += right.squares.high;
            left.min = left.min.min(right.min);
            left.max = left.max.max(right.max);
        }
        if let Some(right) = right.big {
            self.merge_big(*right);
        }
    }

    /// Whether it can be of `most` numbers, after reading.
    pub(super) fn is_sound(&self, most: u64) -> bool {
        /// More than the quick form has scales.
        const MOST_SCALES: usize = 64;
        let is_scale = |scale: u32| i64::from(scale) <= 2 * MOST_DIGITS;
        let is_quick = |one: &Scale| {
            one.count <= most
                && one.sum.unsigned_abs() <= u128::from(one.count) << 63
                && one.squares.high <= one.count
                && (one.count == 0 || one.min <= one.max)
        };
        let is_exact = |exact: &Exact| is_scale(exact.1) && exact.0.bits() <= 1 << 14;
        let is_big = |big: &BigSums| {
            let is_sum = |(scale, (sum, squares)): (&u32, &(BigInt, BigInt))| {
                is_scale(*scale) && sum.bits() <= 1 << 15 && squares.bits() <= 1 << 16
            };
            big.count <= most && is_exact(&big.min) && is_exact(&big.max) && big.by_scale.iter().all(is_sum)
        };
        self.scales.len() <= MOST_SCALES
            && self.scales.iter().all(is_quick)
            && self.big.as_ref().is_none_or(|big| is_big(big))
    }

    /// What they add up to; nothing without numbers.
    pub(super) fn moments(&self) -> Option<Moments> {
        let used = || (0_u32..).zip(&self.scales).filter(|(_, one)| one.count > 0);
        let quick = used().map(|(scale, _)| scale).max();
        let big = self.big.as_ref().and_then(|big| big.by_scale.keys().max().copied());
        let scale = quick.max(big)?;
        let (mut sum, mut squares, mut count) = (BigInt::ZERO, BigInt::ZERO, 0);
        let (mut least, mut greatest) = (None::<Exact>, None::<Exact>);
        let mut reach = |min: Exact, max: Exact| {
            if least.as_ref().is_none_or(|least| min < *least) {
                least = Some(min);
            }
            if greatest.as_ref().is_none_or(|greatest| max > *greatest) {
                greatest = Some(max);
            }
        };
        for (its, one) in used() {
            count += one.count;
            let up = power(scale - its);
            squares += one.squares.big() * (&up * &up);
            sum += BigInt::from(one.sum) * up;
            reach(Exact(one.min.into(), its), Exact(one.max.into(), its));
        }
        if let Some(big) = &self.big {
            count += big.count;
            for (&its, (its_sum, its_squares)) in &big.by_scale {
                let up = power(scale - its);
                squares += its_squares * (&up * &up);
                sum += its_sum * up;
            }
            reach(big.min.clone(), big.max.clone());
        }
        let n = BigInt::from(count);
        let unit = power(scale);
        // (n Σx² − (Σx)²) / n², the variance of the whole.
        let spread = (&n * squares - &sum * &sum).magnitude().clone();
        let mean = ratio(sum.magnitude(), (&n * &unit).magnitude());
        let deviation = root(&spread, (&n * &unit).magnitude());
        let mean = if sum.sign() == Sign::Minus { -mean } else { mean };
        Some(Moments { count, sum: Exact(sum, scale), min: least?, max: greatest?, mean, deviation })
    }
}

/// `over` / `under` as the nearest `f64`.
pub(super) fn ratio(over: &BigUint, under: &BigUint) -> f64 {
    let lack = 66 + under.bits().cast_signed() - over.bits().cast_signed();
    let (over, under) = match lack {
        0.. => (over << lack.unsigned_abs(), under.clone()),
        _ => (over.clone(), under << lack.unsigned_abs()),
    };
    let quotient = &over / &under;
    let is_exact = &quotient * &under == over;
    rounded(&quotient, is_exact, -lack)
}

/// √`over` / `under` as the nearest `f64`.
pub(super) fn root(over: &BigUint, under: &BigUint) -> f64 {
    // √(over · 2^2k / under²) has 66 bits or more, if k is that much.
    let lack = 67 + under.bits().cast_signed() - over.bits().cast_signed() / 2;
    let square = under * under;
    let (over, under) = match lack {
        0.. => (over << (2 * lack.unsigned_abs()), square),
        _ => (over.clone(), square << (2 * lack.unsigned_abs())),
    };
    let root = (&over / &under).sqrt();
    let is_exact = &root * &root * &under == over;
    rounded(&root, is_exact, -lack)
}

/// `n` · 2^`exponent`, and a little more if `n` is not exact, as the nearest `f64`.
fn rounded(n: &BigUint, is_exact: bool, exponent: i64) -> f64 {
    let more = n.bits().saturating_sub(64);
    let head = n >> more;
    let is_exact = is_exact && (&head << more) == *n;
    // The last of 64 bits, eleven more than count, says that something follows.
    let digits = head.iter_u64_digits().next().unwrap_or(0) | u64::from(!is_exact);
    let exponent = i32::try_from(exponent.saturating_add_unsigned(more)).unwrap_or(i32::MAX);
    libm::ldexp(as_f64(digits), exponent)
}
