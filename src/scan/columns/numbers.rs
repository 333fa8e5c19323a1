//! What is known of the numbers of a column: exact sums, and counts by bins and by buckets.

use super::grid::{Chain, FINEST, Grid, MOST_PLACE};
use super::limits::Limits;
use super::logs::Logs;
use super::number::{Big, Number, Quick};
use super::quick::Reciprocal;
use super::sums::{Exact, Sums, power};
use crate::base::units::as_f64;
use num_bigint::{BigInt, Sign};
use serde::{Deserialize, Serialize};

/// Powers of ten that `i64` holds.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut i = 1;
    while i < 19 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// The accumulator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Numbers {
    pub(super) sums: Sums,
    pub(super) grid: Grid,
    pub(super) logs: Logs,
    /// How the last number's place was found: the next one's scale is most often the same.
    #[serde(skip, default = "Step::finest")]
    step: Step,
}

/// The place of a quick number is its mantissa times `times`, divided by `by` and rounded down.
#[derive(Clone, Copy, Debug)]
struct Step {
    scale: u8,
    level: i32,
    times: i64,
    by: i64,
    /// Of `by`, where `times` is 1.
    reciprocal: Option<Reciprocal>,
}

impl Step {
    fn finest() -> Self {
        Self::new(0, FINEST)
    }

    fn new(scale: u8, level: i32) -> Self {
        // Digits after the place's own.
        let down = i32::from(scale) + level.div_euclid(2);
        let five = if level.rem_euclid(2) == 1 { 5 } else { 1 };
        let power = |n: i32| usize::try_from(n).ok().and_then(|n| POWERS.get(n));
        let (times, by) = match down {
            0.. => (1, power(down).and_then(|power| power.checked_mul(five)).unwrap_or(i64::MAX)),
            // With a mantissa other than 0 the product is too great either way.
            _ => (power(-down).copied().unwrap_or(i64::MAX), five),
        };
        let reciprocal = if times == 1 { Reciprocal::new(by) } else { None };
        Self { scale, level, times, by, reciprocal }
    }

    #[inline]
    fn place(self, mantissa: i64) -> Option<i64> {
        if let (Some(reciprocal), Ok(mantissa)) = (self.reciprocal, u32::try_from(mantissa)) {
            return Some(reciprocal.quotient(mantissa));
        }
        let place = mantissa.checked_mul(self.times)?.div_euclid(self.by);
        (place.unsigned_abs() <= MOST_PLACE.unsigned_abs()).then_some(place)
    }
}

impl Numbers {
    pub(super) fn new() -> Self {
        Self {
            sums: Sums::default(),
            grid: Grid::new(Chain::Decimal, FINEST),
            logs: Logs::default(),
            step: Step::finest(),
        }
    }

    /// Adds `n` numbers of this value.
    #[inline]
    pub(super) fn add(&mut self, number: &Number, n: u64, limits: Limits) {
        match number {
            Number::Quick(quick) => self.add_quick(*quick, n, limits),
            Number::Big(big) => {
                self.sums.add_big(big, n);
                self.logs.add(big.nearest, n, limits.buckets);
                self.grid.add(n, limits.bins, |level| big.place(level));
            }
        }
    }

    /// As [`Numbers::add`], for most numbers.
    #[inline]
    pub(super) fn add_quick(&mut self, quick: Quick, n: u64, limits: Limits) {
        self.sums.add(quick, n);
        self.logs.add(quick.nearest(), n, limits.buckets);
        self.add_place(quick, n, limits.bins);
    }

    #[inline]
    fn add_place(&mut self, number: Quick, n: u64, most: usize) {
        let Self { grid, step, .. } = self;
        loop {
            if step.scale != number.scale || step.level != grid.level {
                *step = Step::new(number.scale, grid.level);
            }
            if let Some(place) = step.place(number.mantissa)
                && grid.bins.count(place, n, most)
            {
                return;
            }
            grid.coarsen_for(most, &|level| Step::new(number.scale, level).place(number.mantissa));
        }
    }

    /// Whether it can be of `most` numbers, after reading.
    pub(super) fn is_sound(&self, most: u64, limits: Limits) -> bool {
        self.grid.chain == Chain::Decimal
            && self.sums.is_sound(most)
            && self.grid.is_sound(most, limits.bins)
            && self.logs.is_sound(most, limits.buckets)
    }

    pub(super) fn merge(&mut self, right: Self, limits: Limits) {
        self.sums.merge(right.sums);
        self.grid.merge(right.grid, limits.bins);
        self.logs.merge(right.logs, limits.buckets);
    }
}

impl Quick {
    /// An `f64` near it: the nearest, for fifteen digits and a scale of 22.
    #[inline]
    pub(super) fn nearest(self) -> f64 {
        const POWERS: [f64; 39] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
            1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33,
            1e34, 1e35, 1e36, 1e37, 1e38,
        ];
        let magnitude = as_f64(self.mantissa.unsigned_abs());
        let x = magnitude / POWERS.get(usize::from(self.scale)).copied().unwrap_or(1e38);
        if self.mantissa < 0 { -x } else { x }
    }
}

impl Big {
    /// Its place in the bins of a level, if it is small enough.
    fn place(&self, level: i32) -> Option<i64> {
        let down = i64::from(self.scale) + i64::from(level.div_euclid(2));
        let five = if level.rem_euclid(2) == 1 { 5 } else { 1 };
        // Most are of 38 digits at most.
        let power_of = |n: i64| u32::try_from(n).ok().and_then(|n| 10_i128.checked_pow(n));
        if let (Some(power), Ok(mantissa)) = (power_of(down), i128::try_from(&self.mantissa))
            && let Some(by) = power.checked_mul(five)
        {
            return in_reach(mantissa.div_euclid(by));
        }
        let five = BigInt::from(five);
        let by = match down {
            0.. => power(u32::try_from(down).ok()?) * five,
            _ if self.mantissa.bits() > 64 => return None,
            _ => {
                let times = power(u32::try_from(-down).ok()?);
                return in_reach(floor(&(&self.mantissa * times), &five));
            }
        };
        if self.mantissa.bits() > by.bits() + 62 {
            return None;
        }
        in_reach(floor(&self.mantissa, &by))
    }
}

fn in_reach<T: TryInto<i64>>(place: T) -> Option<i64> {
    place.try_into().ok().filter(|place| place.unsigned_abs() <= MOST_PLACE.unsigned_abs())
}

/// `over` / `under`, rounded down; `under` is positive.
fn floor(over: &BigInt, under: &BigInt) -> BigInt {
    let quotient = over / under;
    if over.sign() == Sign::Minus && &quotient * under != *over { quotient - 1 } else { quotient }
}

/// Where a bin of numbers starts.
pub(super) fn edge(level: i32, place: i64) -> Exact {
    let place = BigInt::from(place) * if level.rem_euclid(2) == 1 { 5 } else { 1 };
    let tens = level.div_euclid(2);
    match u32::try_from(tens) {
        Ok(up) => Exact(place * power(up), 0),
        Err(_) => Exact(place, tens.unsigned_abs()),
    }
}
