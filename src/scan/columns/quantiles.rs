//! Quartiles by nearest rank: exact from values and their counts, else between the edges of bins.
//!
//! The counts of bins are exact, so that the bin of a rank is, too: an estimate is the middle of
//! where the bin of equal width and the bucket of equal share meet, and its bound half of that.

use super::calendar::{Instant, Kind, Order};
use super::cell::Cell;
use super::grid::Chain;
use super::kind::ColumnType;
use super::number::Number;
use super::numbers::{Numbers, edge};
use super::sums::{Exact, Moments, ratio};
use super::times::Times;
use super::totals::Class;
use super::values::Values;
use crate::base::units::as_f64;
use crate::base::{Estimate, Value};
use num_bigint::Sign;

/// The three quartiles, the median in the middle.
pub type Quartiles = [Value; 3];

/// The ranks of the quartiles of `n` things, counted from 1: ⌈n·p⌉.
fn ranks(n: u64) -> [u64; 3] {
    [n.div_ceil(4), n.div_ceil(2), n - n / 4]
}

/// The quartiles of values in order with their counts.
fn pick<T>(sorted: &[(T, u64)], n: u64) -> Option<[&T; 3]> {
    let of_rank = |rank: u64| {
        let mut before = 0;
        sorted.iter().find_map(|(value, count)| {
            before += count;
            (before >= rank).then_some(value)
        })
    };
    let [q1, median, q3] = ranks(n).map(of_rank);
    Some([q1?, median?, q3?])
}

/// The exact quartiles of `n` numbers, if all of them are among the values that are kept.
pub(super) fn of_values(values: &Values, n: u64, is_integer: bool) -> Option<[Exact; 3]> {
    if values.level() > 0 {
        return None;
    }
    let numbers = values.iter().filter(|value| !value.is_long);
    let numbers = numbers.filter_map(|value| Some((Cell::number_in(value.text, is_integer)?, value.count)));
    let numbers: Vec<(Number, u64)> = numbers.collect();
    if numbers.iter().map(|(_, count)| count).sum::<u64>() != n {
        return None;
    }
    if let Some(same) = of_quick(&numbers) {
        let (scale, mut all) = same;
        all.sort_unstable();
        return pick(&all, n).map(|all| all.map(|mantissa| Exact((*mantissa).into(), scale)));
    }
    let mut all: Vec<(Exact, u64)> = numbers.into_iter().map(|(number, n)| (exact(number), n)).collect();
    all.sort_unstable();
    pick(&all, n).map(|all| all.map(Clone::clone))
}

/// Numbers as integers over one power of ten, if 128 bits hold them all; with that power.
fn of_quick(numbers: &[(Number, u64)]) -> Option<(u32, Vec<(i128, u64)>)> {
    let scale_of = |number: &Number| match number {
        Number::Quick(quick) => Some(u32::from(quick.scale)),
        Number::Big(_) => None,
    };
    let scales: Option<Vec<u32>> = numbers.iter().map(|(number, _)| scale_of(number)).collect();
    let most = scales?.into_iter().max()?;
    let scaled = numbers.iter().map(|(number, n)| match number {
        Number::Quick(quick) => {
            let up = 10_i128.checked_pow(most - u32::from(quick.scale))?;
            Some((i128::from(quick.mantissa).checked_mul(up)?, *n))
        }
        Number::Big(_) => None,
    });
    Some((most, scaled.collect::<Option<_>>()?))
}

fn exact(number: Number) -> Exact {
    match number {
        Number::Quick(quick) => Exact(quick.mantissa.into(), quick.scale.into()),
        Number::Big(big) => Exact(big.mantissa, big.scale),
    }
}

/// The quartiles of numbers by bins and buckets.
pub(super) fn of_numbers(numbers: &Numbers, sums: &Moments, is_integer: bool) -> Quartiles {
    let (least, greatest) = (float(&sums.min), float(&sums.max));
    ranks(sums.count).map(|rank| {
        let (mut from, mut to) = numbers.logs.of_rank(rank).unwrap_or((least, greatest));
        (from, to) = (from.max(least), to.min(greatest));
        if let Some(place) = numbers.grid.bins.of_rank(rank) {
            let edge = |place| float(&edge(numbers.grid.level, place));
            // The last integer before the next bin.
            let last = if is_integer { edge(place + 1).ceil() - 1.0 } else { edge(place + 1) };
            (from, to) = (from.max(edge(place)), to.min(last));
        }
        if is_integer {
            (from, to) = (from.ceil(), to.floor());
        }
        let half = (to - from).max(0.0) / 2.0;
        let (middle, half) =
            if is_integer { ((from + half).floor(), half.ceil()) } else { (from + half, half) };
        let is_exact = is_integer && half == 0.0 && middle.abs() < 9_007_199_254_740_992.0;
        if is_exact {
            return middle.into();
        }
        // Edges and numbers are rounded, once or twice each.
        let error_bound = half + 4.0 * f64::EPSILON * from.abs().max(to.abs());
        Estimate { value: middle.into(), method: "binned-counts", error_bound }.into()
    })
}

fn float(number: &Exact) -> f64 {
    let magnitude = ratio(number.0.magnitude(), super::sums::power(number.1).magnitude());
    let x = if number.0.sign() == Sign::Minus { -magnitude } else { magnitude };
    x.clamp(f64::MIN, f64::MAX)
}

/// The exact quartiles of `n` moments, if all of them are among the values that are kept.
pub(super) fn of_instants(
    values: &Values,
    n: u64,
    kind: ColumnType,
    is_day_first: bool,
) -> Option<[Instant; 3]> {
    if values.level() > 0 {
        return None;
    }
    let moments = values.iter().filter(|value| !value.is_long).filter_map(|value| {
        let Cell::Time(reading) = Cell::read(value.text) else { return None };
        let class = match reading.kind {
            Kind::Date => Class::Date(reading.order),
            Kind::Time => Class::Time,
            Kind::Timestamp => Class::Timestamp(reading.order),
        };
        let is_other = reading.order == Order::Either && !is_day_first;
        let moment = if is_other { reading.other } else { reading.moment };
        kind.holds(class, is_day_first).then_some((moment, value.count))
    });
    let mut moments: Vec<(Instant, u64)> = moments.collect();
    if moments.iter().map(|(_, count)| count).sum::<u64>() != n {
        return None;
    }
    moments.sort_unstable();
    pick(&moments, n).map(|all| all.map(|instant| *instant))
}

/// The quartiles of moments by bins; bounds are in seconds.
pub(super) fn of_times(times: &Times, value: impl Fn(Instant) -> Value) -> Quartiles {
    let width = Chain::seconds(times.grid.level);
    ranks(times.count).map(|rank| {
        let Some(place) = times.grid.bins.of_rank(rank) else { return Value::None };
        let from = place.saturating_mul(width).max(times.min.seconds);
        let to = (place + 1).saturating_mul(width).min(times.max.seconds.saturating_add(1));
        let half = to.saturating_sub(from) / 2;
        let middle = Instant { seconds: from + half, nanos: 0 };
        let error_bound = as_f64((to - from).unsigned_abs() - half.unsigned_abs());
        Estimate { value: value(middle), method: "binned-counts", error_bound }.into()
    })
}
