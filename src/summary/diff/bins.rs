//! Histograms of a summary as bins that can be measured and drawn.

use super::Chart;
use super::distance::Bin;
use super::figure::{Axis, Figure};
use super::number::Number;
use super::profiles::count;
use crate::base::units::share;

/// A histogram whose edges are exact.
#[derive(Default)]
pub(super) struct Histogram {
    axis: Option<Axis>,
    bins: Vec<(Number, Number, u64)>,
    ends: Option<(Figure, Figure)>,
}

impl Histogram {
    /// A histogram of rows `from`, `to`, `count` at these places; `None` if they are none, or not in order.
    pub(super) fn of(rows: &[Vec<Figure>], [from, to, n]: [usize; 3]) -> Option<Self> {
        let mut found = Self::default();
        for row in rows {
            let ((axis, start), (_, end)) = (row.get(from)?.on_axis()?, row.get(to)?.on_axis()?);
            found.push(axis, (start, end), count(row.get(n)?)?)?;
        }
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            found.ends = Some((first[from].clone(), last[to].clone()));
        }
        Some(found)
    }

    /// A histogram of rows `from`, `count`, each of which ends where the next begins, as powers of two do.
    pub(super) fn of_starts(rows: &[Vec<Figure>], [from, n]: [usize; 2]) -> Option<Self> {
        let mut found = Self::default();
        for (i, row) in rows.iter().enumerate() {
            let (axis, start) = row.get(from)?.on_axis()?;
            let end = match rows.get(i + 1) {
                Some(next) => next.get(from)?.on_axis()?.1,
                None => start.plus(&start.magnitude()).max(start.plus(&Number::from(1))),
            };
            found.push(axis, (start, end), count(row.get(n)?)?)?;
        }
        if let (Some(first), Some((_, end, _))) = (rows.first(), found.bins.last()) {
            found.ends = Some((first[from].clone(), Figure::Number(end.clone())));
        }
        Some(found)
    }

    fn push(&mut self, axis: Axis, (start, end): (Number, Number), n: u64) -> Option<()> {
        let is_next = self.bins.last().is_none_or(|(_, before, _)| *before <= start);
        if end <= start || !is_next || self.axis.is_some_and(|known| known != axis) {
            return None;
        }
        self.axis = Some(axis);
        self.bins.push((start, end, n));
        Some(())
    }

    /// Whether the places of both can be compared.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        match (self.axis, other.axis) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    /// Whether it counts nothing.
    fn total(&self) -> u64 {
        self.bins.iter().fold(0, |total, (_, _, n)| total.saturating_add(*n))
    }

    /// The bins as shares, their edges counted from `origin`.
    fn shares(&self, origin: &Number) -> Vec<Bin> {
        let total = self.total();
        let counted = self.bins.iter().filter(|(_, _, n)| *n > 0);
        let bin = |(from, to, n): &(Number, Number, u64)| Bin {
            from: from.minus(origin).to_f64(),
            to: to.minus(origin).to_f64(),
            share: share(*n, total),
        };
        // Edges that no float tells apart are one place.
        counted.map(bin).filter(|bin| bin.to.is_finite()).collect()
    }
}

/// Both as bins on one axis, and as a chart.
pub(super) fn beside(a: &Histogram, b: &Histogram) -> (Vec<Bin>, Vec<Bin>, Option<Box<Chart>>) {
    let origin = [a, b].into_iter().filter_map(|one| one.bins.first()).map(|(from, _, _)| from).min();
    let Some(origin) = origin else { return (Vec::new(), Vec::new(), None) };
    let (in_a, in_b) = (a.shares(origin), b.shares(origin));
    let end = in_a.iter().chain(&in_b).map(|bin| bin.to).fold(0.0, f64::max);
    let bars = |bins: &[Bin]| bins.iter().map(|bin| [bin.from / end, bin.to / end, bin.share]).collect();
    let starts = [a, b].into_iter().filter_map(|one| one.ends.as_ref());
    let start = starts.clone().map(|(start, _)| start).min_by(|one, other| order(one, other));
    let last = starts.map(|(_, end)| end).max_by(|one, other| order(one, other));
    let chart = match (start, last) {
        (Some(start), Some(last)) if end > 0.0 => {
            let ends = (start.clone(), last.clone());
            Some(Box::new(Chart { ends, bars: [bars(&in_a), bars(&in_b)] }))
        }
        _ => None,
    };
    (in_a, in_b, chart)
}

fn order(one: &Figure, other: &Figure) -> std::cmp::Ordering {
    let number = |figure: &Figure| figure.on_axis().map(|(_, number)| number);
    number(one).cmp(&number(other))
}
