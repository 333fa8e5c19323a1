//! The profile against a slow twin, over random cells, cuts, orders and merges.
#![cfg(test)]

use super::calendar::{Kind, Order, Reading};
use super::cell::Cell;
use super::kind::ColumnType;
use super::limits::Limits;
use super::number::Number;
use super::profile::ColumnProfile;
use super::report::ColumnReport;
use crate::base::Value;
use crate::base::units::{as_f64, len_u64};
use num_bigint::BigInt;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Caps that a handful of cells passes.
const TINY: Limits =
    Limits { values: 6, value_bytes: 1_000, cells: 8, cell_bytes: 600, bins: 8, time_bins: 8, buckets: 8 };

type Cells = Vec<(Vec<u8>, u64)>;

fn placed<T: AsRef<[u8]>>(cells: &[T]) -> Cells {
    cells.iter().zip(0..).map(|(cell, i)| (cell.as_ref().to_vec(), 7 * i)).collect()
}

fn profile(cells: &[(Vec<u8>, u64)], limits: Limits) -> ColumnProfile {
    let mut profile = ColumnProfile::with_limits(limits);
    for (cell, at) in cells {
        profile.add(cell, *at);
    }
    profile
}

fn report<T: AsRef<[u8]>>(cells: &[T]) -> ColumnReport {
    profile(&placed(cells), Limits::default()).report()
}

/// A number over 10^1000.
fn over(number: &Number) -> BigInt {
    let (mantissa, scale) = match number {
        Number::Quick(quick) => (BigInt::from(quick.mantissa), u32::from(quick.scale)),
        Number::Big(big) => (big.mantissa.clone(), big.scale),
    };
    mantissa * BigInt::from(10).pow(1000 - scale)
}

/// A value over 10^1000.
fn value_over(value: &Value) -> BigInt {
    let text = value.plain();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction:0<1000}");
    digits.parse().expect("a number")
}

/// The times of cells, as the day or the month is first.
fn time_of(cell: &[u8], kind: ColumnType, is_day_first: bool) -> Option<(i64, u32)> {
    let Cell::Time(Reading { kind: its, order, moment, other, .. }) = Cell::read(cell) else { return None };
    let reads = match order {
        Order::DayFirst => is_day_first,
        Order::MonthFirst => !is_day_first,
        Order::Plain | Order::Either => true,
    };
    let fits = match kind {
        ColumnType::Date => its == Kind::Date,
        ColumnType::Time => its == Kind::Time,
        _ => its != Kind::Time,
    };
    let moment = if order == Order::Either && !is_day_first { other } else { moment };
    (reads && fits).then_some((moment.seconds, moment.nanos))
}

/// Holds a report against the cells themselves; what follows from samples aside.
fn check(cells: &[(Vec<u8>, u64)], report: &ColumnReport) {
    let full: Vec<&(Vec<u8>, u64)> = cells.iter().filter(|(cell, _)| !cell.is_empty()).collect();
    assert_eq!(report.count, len_u64(full.len()));
    assert_eq!(report.empty, len_u64(cells.len() - full.len()));
    let chars = |cell: &[u8]| len_u64(cell.iter().filter(|byte| **byte & 0xC0 != 0x80).count());
    assert_eq!(report.shortest, full.iter().map(|(cell, _)| chars(cell)).min());
    assert_eq!(report.longest, full.iter().map(|(cell, _)| chars(cell)).max());
    let orders = |wanted: Order| {
        let is = |(cell, _): &&&(Vec<u8>, u64)| matches!(Cell::read(cell), Cell::Time(reading) if reading.order == wanted);
        full.iter().filter(is).count()
    };
    let is_day_first = orders(Order::DayFirst) > orders(Order::MonthFirst);
    let fits = |kind: ColumnType, cell: &[u8]| match (kind, Cell::read(cell)) {
        (ColumnType::Text, _)
        | (ColumnType::Boolean, Cell::Boolean(_))
        | (ColumnType::Integer | ColumnType::Decimal, Cell::Integer(_))
        | (ColumnType::Decimal, Cell::Decimal(_)) => true,
        (ColumnType::Date | ColumnType::Time | ColumnType::Timestamp, _) => {
            time_of(cell, kind, is_day_first).is_some()
        }
        _ => false,
    };
    let kind = ColumnType::ALL.into_iter().find(|kind| {
        let n = full.iter().filter(|(cell, _)| fits(*kind, cell)).count();
        !full.is_empty() && if full.len() < 1000 { n == full.len() } else { n * 100 >= full.len() * 99 }
    });
    let kind = kind.unwrap_or(ColumnType::Text);
    assert_eq!(report.kind, kind);
    let invalid: Vec<u64> = full.iter().filter(|(cell, _)| !fits(kind, cell)).map(|(_, at)| *at).collect();
    assert_eq!(report.invalid, len_u64(invalid.len()));
    assert_eq!(report.first_invalid, invalid.into_iter().min());
    let valid = || full.iter().map(|(cell, _)| cell).filter(|cell| fits(kind, cell));
    let bars: u64 = report.histogram.iter().map(|(_, _, n)| n).sum();
    if kind != ColumnType::Boolean {
        assert_eq!(bars, report.count - report.invalid);
        assert!(report.histogram.len() <= 40);
    }
    match kind {
        ColumnType::Integer | ColumnType::Decimal if report.count > 0 => {
            let mut numbers: Vec<BigInt> = valid()
                .filter_map(|cell| match Cell::read(cell) {
                    Cell::Integer(number) | Cell::Decimal(number) => Some(over(&number)),
                    _ => None,
                })
                .collect();
            numbers.sort();
            assert_eq!(Some(&value_over(&report.min)), numbers.first());
            assert_eq!(Some(&value_over(&report.max)), numbers.last());
            assert_eq!(value_over(&report.sum), numbers.iter().sum::<BigInt>());
            for (from, to, n) in &report.histogram {
                let (from, to) = (value_over(from), value_over(to));
                let inside = numbers.iter().filter(|number| from <= **number && **number < to).count();
                assert_eq!(*n, len_u64(inside));
            }
            for (quartile, q) in report.quartiles.iter().zip([1_usize, 2, 3]) {
                let exact = &numbers[(q * numbers.len()).div_ceil(4) - 1];
                match quartile.estimate() {
                    None => assert_eq!(&value_over(quartile), exact, "{quartile:?}"),
                    Some(estimate) => {
                        let exact = exact.to_string();
                        let exact: f64 = format!("{exact}e-1000").parse().expect("a float");
                        let Value::Float(value) = estimate.value else { panic!("{estimate:?}") };
                        let exact = exact.clamp(f64::MIN, f64::MAX);
                        assert!((value - exact).abs() <= estimate.error_bound, "{exact}: {estimate:?}");
                    }
                }
            }
        }
        ColumnType::Date | ColumnType::Time | ColumnType::Timestamp => {
            let mut times: Vec<_> = valid().filter_map(|cell| time_of(cell, kind, is_day_first)).collect();
            times.sort_unstable();
            let time = |value: &Value| match value {
                Value::Time(moment) => (moment.seconds, moment.nanos),
                other => panic!("{other:?}"),
            };
            assert_eq!(Some(&time(&report.min)), times.first());
            assert_eq!(Some(&time(&report.max)), times.last());
            for (quartile, q) in report.quartiles.iter().zip([1_usize, 2, 3]) {
                let exact = times[(q * times.len()).div_ceil(4) - 1];
                match quartile.estimate() {
                    None => assert_eq!(time(quartile), exact),
                    Some(estimate) => {
                        let lack = (time(&estimate.value).0 - exact.0).abs();
                        assert!(
                            as_f64(lack.unsigned_abs()) <= estimate.error_bound,
                            "{exact:?}: {estimate:?}"
                        );
                    }
                }
            }
        }
        ColumnType::Text if report.count > 0 => {
            let text = |cell: Option<&Vec<u8>>| {
                Value::Text(String::from_utf8_lossy(cell.expect("there is one")).into_owned())
            };
            if valid().all(|cell| cell.len() < 1000) {
                assert_eq!(report.min, text(valid().min()));
                assert_eq!(report.max, text(valid().max()));
            }
        }
        _ => {}
    }
    let mut counts: BTreeMap<&[u8], u64> = BTreeMap::new();
    for (cell, _) in &full {
        *counts.entry(cell).or_default() += 1;
    }
    if report.distinct.is_exact() {
        assert_eq!(report.distinct, Value::Int(len_u64(counts.len())));
        let mut top: Vec<(&[u8], u64)> = counts.into_iter().collect();
        top.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        if top.iter().all(|(cell, _)| cell.len() < 255) {
            let shown = |cell: &[u8]| Value::Text(String::from_utf8_lossy(cell).into_owned());
            let top: Vec<_> = top.iter().take(10).map(|(cell, n)| (shown(cell), Value::Int(*n))).collect();
            assert_eq!(report.top, top);
        }
    }
}

/// A cell of some kind.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[1-9][0-9]{0,4}",
        "-?(0|[1-9][0-9]{0,2})\\.[0-9]{0,4}",
        "-?[1-9][0-9]{15,40}",
        "[0-9]\\.[0-9]{0,22}e-?[0-9]{1,2}",
        "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-3][0-9]/[0-3][0-9]/20[0-9]{2}",
        "20[0-9]{2}-0[1-9]-1[0-9]T1[0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z?",
        "1[0-9]:[0-5][0-9]",
        "(true|false|yes|N|t)",
        "[a-cé ]{0,6}",
        "x{250,300}",
        "",
    ]
}

/// A column: cells of one or two kinds most often.
fn column() -> impl Strategy<Value = Cells> {
    let of_kind = prop_oneof![
        "-?(0|[1-9][0-9]{0,3})".boxed(),
        "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?".boxed(),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?".boxed(),
        "-?[0-9](\\.[0-9]{1,3})?[eE]-?[0-9]{1,2}".boxed(),
        "[0-3][0-9]/0[0-9]/20[0-9]{2}".boxed(),
        "[012][0-9]/[012][0-9]/20[0-9]{2}( 1[0-9]:[0-5][0-9])?".boxed(),
        "20[0-9]{2}-0[1-9]-1[0-9]([T ]1[0-9]:[0-5][0-9]:[0-5][0-9])?".boxed(),
        "1?[0-9]:[0-5][0-9]( ?[AP]M)?".boxed(),
        cell().boxed(),
    ];
    let kinds = [
        "-?(0|[1-9][0-9]{0,3})",
        "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?",
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?",
        "-?[0-9](\\.[0-9]{1,3})?[eE]-?[0-9]{1,2}",
        "[0-3][0-9]/0[1-9]/20[0-9]{2}",
        "0[1-9]/[012][0-9]/20[0-9]{2}( 1[0-9]:[0-5][0-9])?",
        "20[0-9]{2}-0[1-9]-1[0-9]([T ]1[0-9]:[0-5][0-9]:[0-5][0-9])?",
        "1?[0-9]:[0-5][0-9]( ?[AP]M)?",
    ];
    let uniform = (0..kinds.len()).prop_flat_map(move |i| prop::collection::vec(kinds[i], 0..60));
    let mixed = prop::collection::vec(of_kind, 0..60);
    prop_oneof![3 => uniform, 1 => mixed].prop_map(|cells| placed(&cells))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_profile_says_what_its_cells_say(cells in column(), tiny in any::<bool>()) {
        let limits = if tiny { TINY } else { Limits::default() };
        check(&cells, &profile(&cells, limits).report());
    }

    #[test]
    fn neither_cuts_nor_order_nor_hints_change_a_profile(
        cells in column(), cuts in prop::collection::vec(0_usize..60, 0..8), seed in any::<u64>(),
    ) {
        let whole = profile(&cells, TINY).report();
        // Any cuts, merged in file order.
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(cells.len())).collect();
        cuts.extend([0, cells.len()]);
        cuts.sort_unstable();
        let parts = || cuts.windows(2).map(|cut| &cells[cut[0]..cut[1]]);
        let (mut plain, mut hinted) = (ColumnProfile::with_limits(TINY), ColumnProfile::with_limits(TINY));
        for part in parts() {
            plain.merge(profile(part, TINY));
            let mut resumed = ColumnProfile::resumed(TINY, hinted.progress());
            part.iter().for_each(|(cell, at)| resumed.add(cell, *at));
            hinted.merge(resumed);
        }
        prop_assert_eq!(&plain.report(), &whole);
        prop_assert_eq!(&hinted.report(), &whole);
        // From the end on, and each cell by itself.
        let mut right = ColumnProfile::with_limits(TINY);
        for part in parts().collect::<Vec<_>>().into_iter().rev() {
            let mut left = profile(part, TINY);
            left.merge(right);
            right = left;
        }
        prop_assert_eq!(&right.report(), &whole);
        let mut singles = ColumnProfile::with_limits(TINY);
        let mut shuffled = cells.clone();
        shuffled.sort_by_key(|(_, at)| (at ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        shuffled.iter().for_each(|cell| singles.merge(profile(std::slice::from_ref(cell), TINY)));
        prop_assert_eq!(&singles.report(), &whole);
    }
}

#[test]
fn one_in_a_hundred_may_not_fit_where_there_are_a_thousand() {
    let cells = |n: usize, odd: usize| -> Vec<String> {
        (0..n).map(|i| if i % (n / odd) == 5 { "n/a".into() } else { i.to_string() }).collect()
    };
    assert_eq!(report(&cells(900, 9)).kind, ColumnType::Text);
    let most = report(&cells(1_000, 10));
    assert_eq!((most.kind, most.invalid, most.first_invalid), (ColumnType::Integer, 10, Some(35)));
    assert_eq!(report(&cells(1_100, 12)).kind, ColumnType::Text);
}

#[test]
fn nothing_is_text() {
    let none = report(&["", ""]);
    assert_eq!((none.kind, none.count, none.empty), (ColumnType::Text, 0, 2));
    assert_eq!((none.min, none.distinct, none.shortest), (Value::None, Value::Int(0), None));
    assert_eq!(report::<&str>(&[]).kind, ColumnType::Text);
}

#[test]
fn wide_numbers_are_summed_in_full() {
    let wide = report(&["9".repeat(400).as_str(), "1"]);
    assert_eq!(wide.sum.plain(), format!("1{}", "0".repeat(400)));
    assert_eq!(wide.max.plain(), "9".repeat(400));
    let tiny = report(&["1e-300", "1e300"]);
    assert_eq!(tiny.sum.plain(), format!("1{}.{}1", "0".repeat(300), "0".repeat(299)));
    assert_eq!(tiny.mean, Value::Float(5e299));
}

#[test]
fn long_columns_stay_within_their_bounds() {
    let cells: Vec<String> = (0..200_000_u64).map(|i| (i * i % 100_003).to_string()).collect();
    let many = report(&cells);
    let distinct = 50_002.0;
    let estimate = many.distinct.estimate().expect("too many to keep");
    let Value::Int(n) = estimate.value else { panic!("{estimate:?}") };
    assert!((as_f64(n) - distinct).abs() <= estimate.error_bound, "{estimate:?}");
    check(&placed(&cells), &many);

    // A tenth of all, among values of their own.
    let cells: Vec<String> =
        (0..100_000).map(|i| if i % 10 == 0 { "often".into() } else { format!("rare {i}") }).collect();
    let often = report(&cells).top;
    assert_eq!(often.len(), 1);
    assert_eq!(often[0].0, Value::Text("often".into()));
    let estimate = often[0].1.estimate().expect("a sample");
    let Value::Int(n) = estimate.value else { panic!("{estimate:?}") };
    assert!((as_f64(n) - 10_000.0).abs() <= estimate.error_bound, "{estimate:?}");
}
