//! What is said of a column: its profile as values.

use super::bins::Bins;
use super::calendar::{self, Instant, month_of};
use super::grid::{Chain, DAYS, Grid};
use super::kind::{ColumnType, DateOrders};
use super::limits::Limits;
use super::numbers::{Numbers, edge};
use super::quantiles::{self, Quartiles};
use super::sample::Sample;
use super::sums::Exact;
use super::texts::{Bound, Texts};
use super::times::Times;
use super::totals::Totals;
use super::values::{Kept, Values};
use crate::base::units::{as_f64, len_u64};
use crate::base::{Decimal, Estimate, Moment, MomentKind, Value};
use crate::messages::Text;
use num_bigint::BigInt;
use std::cmp::Reverse;

/// Values in the list of the most frequent.
const TOP: usize = 10;

/// Bars of a histogram at most.
const BARS: u64 = 40;

/// A column's profile as values. What is not exact is a [`Value::Estimate`].
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// The narrowest type that nearly all cells fit.
    pub kind: ColumnType,
    /// Cells that are not empty.
    pub count: u64,
    /// Cells without a byte.
    pub empty: u64,
    /// Cells that don't fit the type.
    pub invalid: u64,
    /// Where the first of them is in the file.
    pub first_invalid: Option<u64>,
    /// The least of the valid cells, by type.
    pub min: Value,
    /// The greatest.
    pub max: Value,
    /// The sum of numbers.
    pub sum: Value,
    /// Their mean.
    pub mean: Value,
    /// Their standard deviation, as of a whole population.
    pub stddev: Value,
    /// The quartiles of numbers and times by nearest rank.
    pub quartiles: Quartiles,
    /// Distinct values, by their bytes; without the empty one.
    pub distinct: Value,
    /// Characters of the shortest cell that is not empty.
    pub shortest: Option<u64>,
    /// Characters of the longest cell.
    pub longest: Option<u64>,
    /// The most frequent values and how many cells have them, most frequent first.
    pub top: Vec<(Value, Value)>,
    /// Valid cells by equal ranges of numbers or times, or of characters where it is a text: from,
    /// to but without, and how many.
    pub histogram: Vec<(Value, Value, u64)>,
    /// What settled whether the day or the month comes first, where that had to be settled.
    pub date_order: Option<DateOrder>,
}

/// How dates of numbers alone were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateOrder {
    /// Whether with the day first.
    pub is_day_first: bool,
    /// Cells whose day can only be first.
    pub day_first: u64,
    /// Cells whose month can only be first.
    pub month_first: u64,
    /// Cells that may be read either way.
    pub either: u64,
}

impl ColumnReport {
    pub(super) fn new(empty: u64, totals: &Totals, values: &Values, sample: &Sample, limits: Limits) -> Self {
        let orders = DateOrders::of(&totals.tallies);
        let is_day_first = orders.is_day_first();
        let kind = ColumnType::of(&totals.tallies, is_day_first);
        let (invalid, first_invalid) = kind.invalid(&totals.tallies, is_day_first);
        let count = totals.count();
        let lengths = (count > 0).then_some(&totals.texts);
        let blank = Self {
            kind,
            count,
            empty,
            invalid,
            first_invalid,
            min: Value::None,
            max: Value::None,
            sum: Value::None,
            mean: Value::None,
            stddev: Value::None,
            quartiles: [const { Value::None }; 3],
            distinct: distinct(values),
            shortest: lengths.map(|texts| texts.shortest),
            longest: lengths.map(|texts| texts.longest),
            top: top(values, sample),
            histogram: Vec::new(),
            date_order: None,
        };
        let holds = |class| kind.holds(class, is_day_first);
        match kind {
            ColumnType::Boolean => blank.with_booleans(totals),
            ColumnType::Integer => blank.with_numbers(totals.integers.as_deref(), values),
            ColumnType::Decimal => blank.with_numbers(totals.numbers(limits).as_deref(), values),
            ColumnType::Date | ColumnType::Time | ColumnType::Timestamp => {
                let times = totals.times(holds, is_day_first, limits);
                let said = orders.day_first + orders.month_first + orders.either > 0;
                let DateOrders { day_first, month_first, either } = orders;
                let order = said.then_some(DateOrder { is_day_first, day_first, month_first, either });
                blank.with_times(times.as_deref(), values, is_day_first, order)
            }
            ColumnType::Text => blank.with_texts(&totals.texts),
        }
    }

    /// How dates of numbers alone were read, and why; nothing where that had not to be settled.
    #[must_use]
    pub fn evidence(&self) -> Option<Text> {
        let DateOrder { is_day_first, day_first, month_first, .. } = self.date_order?;
        Some(match (is_day_first, day_first.max(month_first)) {
            (_, 0) => Text::new("evidence-dates-either"),
            (true, n) => Text::new("evidence-dates-day-first").with("n", n),
            (false, n) => Text::new("evidence-dates-month-first").with("n", n),
        })
    }

    fn with_booleans(self, totals: &Totals) -> Self {
        let n = self.count - self.invalid;
        let (min, max) = (totals.n_true == n, totals.n_true > 0);
        Self { min: min.into(), max: max.into(), ..self }
    }

    fn with_numbers(self, numbers: Option<&Numbers>, values: &Values) -> Self {
        let Some((numbers, sums)) = numbers.and_then(|numbers| Some((numbers, numbers.sums.moments()?)))
        else {
            return self;
        };
        let is_integer = self.kind == ColumnType::Integer;
        let quartiles = match quantiles::of_values(values, sums.count, is_integer) {
            Some(exact) => exact.map(|exact| value_of(&exact, is_integer)),
            None => quantiles::of_numbers(numbers, &sums, is_integer),
        };
        // No bar is narrower than the last digit that any of the numbers has.
        let finest = -2 * i32::try_from(sums.sum.1).unwrap_or(0);
        Self {
            min: value_of(&sums.min, is_integer),
            max: value_of(&sums.max, is_integer),
            sum: value_of(&sums.sum, is_integer),
            mean: sums.mean.into(),
            stddev: sums.deviation.into(),
            quartiles,
            histogram: histogram(&numbers.grid, finest, |level, place| {
                value_of(&edge(level, place), is_integer)
            }),
            ..self
        }
    }

    fn with_times(
        self,
        times: Option<&Times>,
        values: &Values,
        is_day_first: bool,
        date_order: Option<DateOrder>,
    ) -> Self {
        let Some(times) = times else { return self };
        let kind = match self.kind {
            ColumnType::Date => MomentKind::Date,
            ColumnType::Time => MomentKind::TimeOfDay,
            _ if times.n_zoned == times.count => MomentKind::UtcDateTime,
            _ => MomentKind::LocalDateTime,
        };
        let value = |instant: Instant| {
            // A day's end, which a time of day can't say.
            let (seconds, nanos) = match (kind, instant.seconds) {
                (MomentKind::TimeOfDay, 86_400..) => (86_399, 999_999_999),
                (_, seconds) => (seconds, instant.nanos),
            };
            Value::from(Moment { kind, seconds, nanos })
        };
        let of_kind = self.kind;
        let quartiles = match quantiles::of_instants(values, times.count, of_kind, is_day_first) {
            Some(exact) => exact.map(value),
            None => quantiles::of_times(times, value),
        };
        Self {
            min: value(times.min),
            max: value(times.max),
            quartiles,
            histogram: time_bars(&times.grid, of_kind == ColumnType::Date, |seconds| {
                value(Instant { seconds, nanos: 0 })
            }),
            date_order,
            ..self
        }
    }

    fn with_texts(self, texts: &Texts) -> Self {
        Self {
            min: texts.least().map(text_of).into(),
            max: texts.greatest().map(text_of).into(),
            histogram: histogram(&texts.lengths, 0, |level, place| value_of(&edge(level, place), true)),
            ..self
        }
    }
}

/// A number as a value; an integer of up to 128 bits as one.
fn value_of(number: &Exact, is_integer: bool) -> Value {
    let Exact(mantissa, scale) = number;
    if is_integer
        && *scale == 0
        && let Ok(n) = i128::try_from(mantissa)
    {
        return n.into();
    }
    decimal(mantissa, *scale).into()
}

fn decimal(mantissa: &BigInt, scale: u32) -> Option<Decimal> {
    let scale_len = usize::try_from(scale).ok()?;
    if let Ok(mantissa) = i128::try_from(mantissa) {
        return Some(Decimal::new(mantissa, scale_len));
    }
    let digits = mantissa.magnitude().to_string();
    let digits = format!("{digits:0>0$}", scale_len + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale_len);
    let sign = if mantissa.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    format!("{sign}{whole}.{fraction}").parse().ok()
}

/// The bars of a histogram, with edges as `value` has them.
fn histogram(grid: &Grid, least_level: i32, value: impl Fn(i32, i64) -> Value) -> Vec<(Value, Value, u64)> {
    let grid = grid.coarsened(BARS, least_level);
    let bar = |(place, n)| (value(grid.level, place), value(grid.level, place + 1), n);
    grid.bins.iter().map(bar).collect()
}

/// The bars of a histogram of moments: seconds to days, then months, quarters and years.
fn time_bars(grid: &Grid, is_date: bool, value: impl Fn(i64) -> Value) -> Vec<(Value, Value, u64)> {
    let least_level = if is_date { DAYS } else { 0 };
    let days = grid.coarsened(u64::MAX, DAYS);
    // Where days are told apart, so are months.
    if days.level > DAYS || days.bins.width() <= BARS {
        return histogram(grid, least_level, |level, place| {
            value(place.saturating_mul(Chain::seconds(level)))
        });
    }
    let mut months = Bins::default();
    for (day, n) in days.bins.iter().filter(|(_, n)| *n > 0) {
        months.count(month_of(day), n, 1 << 17);
    }
    let mut width = 1;
    for (next, factor) in [(3, 3), (12, 4), (60, 5), (120, 2), (600, 5), (1200, 2), (6000, 5)] {
        if months.width() > BARS {
            months.coarsen(factor);
            width = next;
        }
    }
    let start = |place: i64| {
        let month = place * width;
        let day = calendar::days(month.div_euclid(12), month.rem_euclid(12) + 1, 1);
        value(day.unwrap_or(0).saturating_mul(86_400))
    };
    months.iter().map(|(place, n)| (start(place), start(place + 1), n)).collect()
}

fn distinct(values: &Values) -> Value {
    let n = len_u64(values.len());
    let level = values.level();
    if level == 0 {
        return n.into();
    }
    let times = 2_f64.powi(i32::try_from(level).unwrap_or(0));
    let value = n.checked_shl(level).unwrap_or(u64::MAX).into();
    let error_bound = 4.0 * times * (as_f64(n) * (1.0 - 1.0 / times)).sqrt();
    Estimate { value, method: "adaptive-sampling", error_bound }.into()
}

fn top(values: &Values, sample: &Sample) -> Vec<(Value, Value)> {
    if values.level() > 0 {
        let estimate = |count: u64, error_bound: f64| {
            Value::from(Estimate { value: count.into(), method: "bernoulli-sample", error_bound })
        };
        let found = sample.frequent(TOP).into_iter();
        return found.map(|it| (shown(&it.text, it.is_cut), estimate(it.count, it.error))).collect();
    }
    let mut all: Vec<Kept<'_>> = values.iter().collect();
    let key = |kept: &Kept<'_>| Reverse(kept.count);
    let by_count = |a: &Kept<'_>, b: &Kept<'_>| key(a).cmp(&key(b)).then_with(|| a.text.cmp(b.text));
    if all.len() > TOP {
        all.select_nth_unstable_by(TOP, by_count);
        all.truncate(TOP);
    }
    all.sort_by(by_count);
    all.iter().map(|kept| (shown(kept.head(), kept.is_long), kept.count.into())).collect()
}

fn text_of(bound: &Bound) -> Value {
    shown(&bound.bytes, bound.is_cut)
}

/// A text as a value, with an ellipsis if more follows.
fn shown(text: &[u8], is_cut: bool) -> Value {
    let mut shown = String::from_utf8_lossy(text).into_owned();
    if is_cut {
        // A character that was cut in two.
        while shown.ends_with('\u{FFFD}') {
            shown.pop();
        }
        shown.push('…');
    }
    Value::Text(shown)
}
