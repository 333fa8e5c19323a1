//! The most frequent values of two columns compared.

use super::distance::{Listed, Measure, named};
use super::figure::{Figure, Standing};
use super::number::Number;
use super::profiles::{Profile, text};
use super::{MOST_ROWS, RowDifference};
use std::collections::BTreeMap;

/// Values in the list of the most frequent; a shorter list has all.
const TOP: usize = 10;

/// What the lists say of how far the values of two columns are apart; `None` if nothing.
pub(super) fn distance(a: &Profile<'_>, b: &Profile<'_>) -> Measure {
    named(&listed(a), &listed(b))
}

fn listed<'a>(column: &Profile<'a>) -> Listed<'a> {
    let total = column.count();
    let whole = Number::from(total.max(1));
    let mut shares = BTreeMap::new();
    let (mut least_listed, mut listed) = (1.0_f64, 0.0);
    for row in column.top {
        let [_, value, n] = &row[..] else { continue };
        let Some((_, number)) = n.on_axis() else { continue };
        let of = |number: &Number| number.share_of(&whole).unwrap_or(0.0).clamp(0.0, 1.0);
        let range = (of(&number.minus(&n.bound())), of(&number.plus(&n.bound())));
        least_listed = least_listed.min(range.1);
        listed += range.0;
        shares.insert(text(value), range);
    }
    let rest = (1.0 - listed).clamp(0.0, 1.0);
    let is_whole = column.top.len() < TOP && column.top.iter().all(|row| !row.iter().any(is_inexact));
    Listed { shares, most_of_others: if is_whole { 0.0 } else { rest.min(least_listed) } }
}

fn is_inexact(figure: &Figure) -> bool {
    matches!(figure, Figure::Inexact(_))
}

/// The values whose counts differ, those that changed most, and how many there are.
pub(super) fn rows(a: &[Vec<Figure>], b: &[Vec<Figure>]) -> (Vec<RowDifference>, u64) {
    let counts = |rows: &[Vec<Figure>]| -> BTreeMap<String, Figure> {
        rows.iter().filter_map(|row| Some((text(row.get(1)?).to_owned(), row.get(2)?.clone()))).collect()
    };
    let (a, b) = (counts(a), counts(b));
    let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let of = |side: &BTreeMap<String, Figure>, key: &str| side.get(key).cloned().unwrap_or(Figure::None);
    let all = keys.into_iter().map(|key| RowDifference {
        key: Figure::text(key),
        column: None,
        a: of(&a, key),
        b: of(&b, key),
    });
    // A sample may have a rare value or not.
    let is_rare = |row: &RowDifference| {
        let alone = if row.a.is_none() { &row.b } else { &row.a };
        (row.a.is_none() || row.b.is_none())
            && is_inexact(alone)
            && alone.on_axis().is_some_and(|(_, n)| n <= alone.bound().plus(&alone.bound()))
    };
    largest(all.filter(|row| row.b.beside(&row.a) == Standing::Differs && !is_rare(row)).collect())
}

/// The rows that changed most, in that order; those without numbers come first.
pub(super) fn largest(mut rows: Vec<RowDifference>) -> (Vec<RowDifference>, u64) {
    let change = |row: &RowDifference| {
        let zero = Figure::count(0);
        let or_zero = |figure: &Figure| if figure.is_none() { zero.clone() } else { figure.clone() };
        or_zero(&row.b).above(&or_zero(&row.a)).map(|change| change.magnitude())
    };
    rows.sort_by_cached_key(|row| {
        change(row).map_or((0, None), |change| (1, Some(std::cmp::Reverse(change))))
    });
    let n = crate::base::units::len_u64(rows.len());
    rows.truncate(MOST_ROWS);
    (rows, n)
}
