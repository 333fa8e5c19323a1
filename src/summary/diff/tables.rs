//! Tables compared: what they count, told by their columns.
//!
//! A table with a column `from` and one `count` is a histogram over an axis, one of two columns with `count` a
//! histogram over names, and one with `offset`, `bytes` and one more is a measure along the file; all are told by a
//! distance. Any other table is told by its rows, which are known by their first figure.

use super::bins::{self, Histogram};
use super::distance::{Listed, Measure, MeasureKind, named, ordered};
use super::figure::{Figure, Standing};
use super::label::Label;
use super::pairs::{kind_of, pairs};
use super::profiles::count;
use super::saved::SavedTable;
use super::top::largest;
use super::{Chart, Diff, Difference, DifferenceKind, Group, RowDifference};
use crate::base::units::share;
use std::collections::BTreeMap;

/// Compares a table of a section.
pub(super) fn compare(group: &Group, (a, b): (Option<&SavedTable>, Option<&SavedTable>), diff: &mut Diff) {
    let (Some(table), Group::Section(section)) = (b.or(a), group) else { return };
    let label = Label::new("table", &[section.id(), &table.id], &table.id);
    let path = format!("{}.{}", section.id(), table.id);
    let found = |kind| Difference::new(group.clone(), path, label, kind);
    let (Some(a), Some(b)) = (a, b) else {
        diff.differences.push(found(kind_of(a.is_some(), b.is_some())));
        return;
    };
    if a == b {
        return;
    }
    let (rows, n_rows, n_within) = rows_of(a, b);
    diff.n_within_bounds += n_within;
    if n_rows == 0 {
        return;
    }
    let measured = measured(a, b);
    let kind = if measured.is_some() { DifferenceKind::Distribution } else { DifferenceKind::Rows };
    let (measures, chart) = measured.unwrap_or_default();
    let unit = b.columns.iter().find(|(key, _)| key == "count").map_or("", |(_, unit)| unit).to_owned();
    diff.differences.push(Difference { measures, chart, rows, n_rows, unit, ..found(kind) });
}

/// How far two tables that count something are apart, from 0 to 1; `None` of others.
pub(super) fn drift(a: &SavedTable, b: &SavedTable) -> Option<f64> {
    let (measures, _) = measured(a, b)?;
    measures.first().filter(|measure| measure.kind.is_share()).map(|measure| measure.value)
}

/// How far two tables are apart, if they count or measure something.
fn measured(a: &SavedTable, b: &SavedTable) -> Option<(Vec<Measure>, Option<Box<Chart>>)> {
    let keys: Vec<&str> = b.columns.iter().map(|(key, _)| key.as_str()).collect();
    if a.columns != b.columns {
        return None;
    }
    let unit = |at: usize| b.columns[at].1.as_str();
    match keys[..] {
        ["from", "count"] => {
            let of = |table: &SavedTable| Histogram::of_starts(&table.rows, [0, 1]);
            let (in_a, in_b, chart) = bins::beside(&of(a)?, &of(b)?);
            Some((ordered(&in_a, &in_b, unit(0)), chart))
        }
        [_, "count"] => Some((vec![named(&shares(a)?.listed(), &shares(b)?.listed())], chart_of_names(a, b))),
        ["offset", "bytes", _] => Some((vec![along_file(a, b, unit(2))?], None)),
        _ => None,
    }
}

/// Shares by the names of a table's first column.
struct Shares(BTreeMap<String, f64>);

impl Shares {
    fn listed(&self) -> Listed<'_> {
        let shares = self.0.iter().map(|(name, &share)| (name.as_str(), (share, share))).collect();
        Listed { shares, most_of_others: 0.0 }
    }
}

fn shares(table: &SavedTable) -> Option<Shares> {
    let counts: Option<Vec<(String, u64)>> =
        table.rows.iter().map(|row| Some((key(&row[0]), count(&row[1])?))).collect();
    let counts = counts?;
    let total = counts.iter().fold(0_u64, |total, (_, n)| total.saturating_add(*n));
    let counted = counts.into_iter().filter(|(_, n)| *n > 0);
    Some(Shares(counted.map(|(name, n)| (name, share(n, total))).collect()))
}

/// What a row is known by.
fn key(figure: &Figure) -> String {
    match figure.value() {
        Figure::Bool(yes) => yes.to_string(),
        Figure::Number(number) => number.to_string(),
        // The text “1” is another key than the number.
        Figure::Text(text) => format!("'{text}"),
        Figure::None | Figure::Inexact(_) => String::new(),
    }
}

/// Both distributions over names as bars of equal width, in the order of the rows.
fn chart_of_names(a: &SavedTable, b: &SavedTable) -> Option<Box<Chart>> {
    let is_same_axis = a.rows.len() == b.rows.len() && a.rows.iter().zip(&b.rows).all(|(a, b)| a[0] == b[0]);
    let (first, last) = (b.rows.first()?, b.rows.last()?);
    if !is_same_axis {
        return None;
    }
    let bars = |table: &SavedTable| {
        let counts: Vec<u64> = table.rows.iter().map(|row| count(&row[1]).unwrap_or(0)).collect();
        let total = counts.iter().fold(0_u64, |total, n| total.saturating_add(*n));
        let (n, at) = (crate::base::units::len_u64(counts.len()), crate::base::units::len_u64);
        let bar = |(i, count): (usize, &u64)| [share(at(i), n), share(at(i + 1), n), share(*count, total)];
        counts.iter().enumerate().map(bar).collect()
    };
    Some(Box::new(Chart { ends: (first[0].clone(), last[0].clone()), bars: [bars(a), bars(b)] }))
}

/// The mean of the differences of what is measured along both files, over the bytes that both have.
fn along_file(a: &SavedTable, b: &SavedTable, unit: &str) -> Option<Measure> {
    let blocks = |table: &SavedTable| -> Option<Vec<(u64, u64, f64)>> {
        let block = |row: &Vec<Figure>| {
            let from = count(&row[0])?;
            Some((from, from.checked_add(count(&row[1])?)?, row[2].on_axis()?.1.to_f64()))
        };
        table.rows.iter().map(block).collect()
    };
    let (in_a, in_b) = (blocks(a)?, blocks(b)?);
    let (mut at_a, mut at_b, mut sum, mut bytes) = (0, 0, 0.0, 0_u64);
    while let (Some(one), Some(other)) = (in_a.get(at_a), in_b.get(at_b)) {
        let (from, to) = (one.0.max(other.0), one.1.min(other.1));
        let len = to.saturating_sub(from);
        sum += crate::base::units::as_f64(len) * (one.2 - other.2).abs();
        bytes = bytes.saturating_add(len);
        // The block that ends first is done; both, if they end together.
        at_a += usize::from(one.1 <= other.1);
        at_b += usize::from(other.1 <= one.1);
    }
    let mean = if bytes == 0 { 0.0 } else { sum / crate::base::units::as_f64(bytes) };
    Some(Measure {
        kind: MeasureKind::MeanDifference,
        value: mean,
        between: (mean, mean),
        unit: unit.to_owned(),
    })
}

/// The rows that differ, those that changed most; how many; and how many figures are within their bounds.
fn rows_of(a: &SavedTable, b: &SavedTable) -> (Vec<RowDifference>, u64, u64) {
    let (of_a, of_b) = (by_key(a), by_key(b));
    let mut keys: Vec<&(String, usize)> =
        of_b.keys().chain(of_a.keys().filter(|key| !of_b.contains_key(*key))).collect();
    keys.sort_unstable();
    let width = |table: &SavedTable| table.columns.len();
    let columns = pairs(&a.columns, &b.columns, |(key, _)| key);
    let (mut found, mut n_within) = (Vec::new(), 0);
    for row_key in keys {
        let (in_a, in_b) = (of_a.get(row_key), of_b.get(row_key));
        let Some(first) = in_b.or(in_a).and_then(|row| row.first()) else { continue };
        let has_one_figure = width(a).max(width(b)) <= 2;
        if width(a).max(width(b)) == 1 && in_a.is_some() != in_b.is_some() {
            let figure = |row: Option<&&Vec<Figure>>| row.map_or(Figure::None, |row| row[0].clone());
            found.push(RowDifference { key: first.clone(), column: None, a: figure(in_a), b: figure(in_b) });
        }
        for (of_a, of_b) in columns.iter().skip(1) {
            let Some((column, _)) = of_b.or(*of_a) else { continue };
            let figure = |table: &SavedTable, row: Option<&&Vec<Figure>>| {
                let figure = table.column(column).and_then(|at| row.and_then(|row| row.get(at)));
                figure.cloned().unwrap_or(Figure::None)
            };
            let (figure_a, figure_b) = (figure(a, in_a), figure(b, in_b));
            match figure_b.beside(&figure_a) {
                Standing::Same => {}
                Standing::WithinBounds => n_within += 1,
                Standing::Differs => found.push(RowDifference {
                    key: first.clone(),
                    column: (!has_one_figure).then(|| Label::new("column", &[column], column)),
                    a: figure_a,
                    b: figure_b,
                }),
            }
        }
    }
    let (rows, n) = largest(found);
    (rows, n, n_within)
}

/// The rows of a table by their first figure, and which of those that have it.
fn by_key(table: &SavedTable) -> BTreeMap<(String, usize), &Vec<Figure>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let rows = table.rows.iter().filter(|row| !row.is_empty());
    rows.map(|row| {
        let key = key(&row[0]);
        let nr = seen.entry(key.clone()).or_default();
        *nr += 1;
        ((key, *nr), row)
    })
    .collect()
}
