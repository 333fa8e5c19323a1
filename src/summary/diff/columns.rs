//! The columns of two tables compared: which came, went, moved and were renamed, and what differs in each.
//!
//! Columns are known by their names, and those of one name by their order. One that is gone and one that is new are
//! one that was *renamed* only if that is certain: all that is known of them is equal and exact, no other that is
//! gone or new is like them, and they have at least three distinct values or stand between the same columns.

use super::figure::Figure;
use super::label::Label;
use super::moves::moved;
use super::pairs::{kind_of, pairs, push};
use super::path::{PLACE, of_key};
use super::profiles::{Profile, count};
use super::saved::SavedSection;
use super::{Diff, Difference, DifferenceKind, Group, bins, distance, top};
use std::collections::HashMap;

/// The tables of the section that are told by columns.
pub(super) const TABLES: [&str; 3] = ["columns", "top", "histograms"];

/// Which columns of two tables are the same.
pub(super) struct Matched<'a> {
    /// Those that are in both, in the order of B; whether they were renamed, and whether they moved.
    pub(super) both: Vec<Pair<'a>>,
    /// Those that only A has.
    pub(super) went: Vec<Profile<'a>>,
    /// Those that only B has.
    pub(super) came: Vec<Profile<'a>>,
}

/// A column of both tables.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) a: Profile<'a>,
    pub(super) b: Profile<'a>,
    pub(super) is_renamed: bool,
    pub(super) has_moved: bool,
}

impl<'a> Matched<'a> {
    /// Matches the columns of two sections.
    pub(super) fn of(a: &'a SavedSection, b: &'a SavedSection) -> Self {
        let (in_a, in_b) = (Profile::all(a), Profile::all(b));
        let mut by_name: HashMap<(&str, usize), Profile<'a>> =
            in_a.iter().map(|column| ((column.name, column.nr), *column)).collect();
        let (mut both, mut came) = (Vec::new(), Vec::new());
        for b in in_b {
            match by_name.remove(&(b.name, b.nr)) {
                Some(a) => both.push(Pair { a, b, is_renamed: false, has_moved: false }),
                None => came.push(b),
            }
        }
        let mut went: Vec<Profile<'a>> = by_name.into_values().collect();
        went.sort_unstable_by_key(|column| column.place);
        let mut matched = Self { both, went, came };
        matched.find_renamed();
        matched.both.sort_unstable_by_key(|pair| pair.b.place);
        matched.find_moved();
        matched
    }

    fn find_renamed(&mut self) {
        // Most columns differ in their least and greatest values, sums and counts.
        let key = |column: &Profile<'_>| format!("{:?}", column.row.get(1..));
        let mut alike: HashMap<String, (Vec<Profile<'a>>, Vec<Profile<'a>>)> = HashMap::new();
        self.went.iter().for_each(|column| alike.entry(key(column)).or_default().0.push(*column));
        self.came.iter().for_each(|column| alike.entry(key(column)).or_default().1.push(*column));
        let mut pairs: Vec<Pair<'a>> = Vec::new();
        for (went, came) in alike.into_values() {
            let ([a], [b]) = (&went[..], &came[..]) else { continue };
            let is_told = a.figure("distinct").and_then(count).is_some_and(|n| n >= 3);
            if a.count() > 0 && a.equals(b) && (is_told || self.stands_alike(a, b)) {
                pairs.push(Pair { a: *a, b: *b, is_renamed: true, has_moved: false });
            }
        }
        self.went.retain(|column| pairs.iter().all(|pair| pair.a.place != column.place));
        self.came.retain(|column| pairs.iter().all(|pair| pair.b.place != column.place));
        self.both.extend(pairs);
    }

    /// Whether two columns stand behind and before the same ones of those that are in both.
    fn stands_alike(&self, a: &Profile<'_>, b: &Profile<'_>) -> bool {
        self.both.iter().all(|pair| (pair.a.place < a.place) == (pair.b.place < b.place))
    }

    fn find_moved(&mut self) {
        // As they stand in A: their numbers among those of B.
        let mut of_a: Vec<usize> = (0..self.both.len()).collect();
        of_a.sort_unstable_by_key(|&nr| self.both[nr].a.place);
        let name = |nr: &usize| {
            let Pair { a, b, .. } = &self.both[*nr];
            let (one, other) = ((a.name, a.nr), (b.name, b.nr));
            (one.min(other), one.max(other))
        };
        let names: Vec<_> = of_a.iter().map(name).collect();
        for (nr, has_moved) in of_a.iter().zip(moved(&of_a, &names)) {
            self.both[*nr].has_moved = has_moved;
        }
    }
}

/// Compares the columns of two tables.
pub(super) fn compare(a: &SavedSection, b: &SavedSection, diff: &mut Diff) {
    let matched = Matched::of(a, b);
    let of = |column: &Profile<'_>, path: String, kind| {
        Difference::new(Group::Columns, path, Label::verbatim(column.name), kind)
    };
    let none = Figure::None;
    let went = matched
        .went
        .iter()
        .map(|column| of(column, column.path(a), DifferenceKind::Went).of(&place(column), &none, PLACE));
    diff.differences.extend(went);
    let came = matched
        .came
        .iter()
        .map(|column| of(column, column.path(b), DifferenceKind::Came).of(&none, &place(column), PLACE));
    diff.differences.extend(came);
    for Pair { a, b: column, .. } in matched.both.iter().filter(|pair| pair.is_renamed) {
        let difference = of(column, column.path(b), DifferenceKind::Renamed);
        diff.differences.push(difference.of(&Figure::text(a.name), &Figure::text(column.name), ""));
    }
    for Pair { a, b: column, .. } in matched.both.iter().filter(|pair| pair.has_moved) {
        let difference = of(column, format!("{}.moved", column.path(b)), DifferenceKind::Moved);
        diff.differences.push(difference.of(&place(a), &place(column), PLACE));
    }
    for pair in &matched.both {
        compare_pair(pair, b, diff);
    }
}

/// Where a column stands, from 1.
fn place(column: &Profile<'_>) -> Figure {
    Figure::count(crate::base::units::len_u64(column.place) + 1)
}

fn compare_pair(Pair { a, b, .. }: &Pair<'_>, section: &SavedSection, diff: &mut Diff) {
    let (path, group) = (b.path(section), Group::Column(b.name.to_owned()));
    let keys = pairs(a.keys, b.keys, |(key, _)| key);
    for (key, unit) in keys.into_iter().filter_map(|(in_a, in_b)| in_b.or(in_a)).filter(|it| it.0 != "name") {
        let figure = |column: &Profile<'_>| column.figure(key).cloned().unwrap_or(Figure::None);
        let kind = kind_of(a.figure(key).is_some(), b.figure(key).is_some());
        push(diff, (&figure(a), &figure(b)), unit, || {
            let path = format!("{path}.{}", of_key(key));
            Difference::new(group.clone(), path, Label::new("column", &[key], key), kind)
        });
    }
    compare_values(a, b, (&path, &group), diff);
}

/// Compares how the values of a column are distributed.
fn compare_values(a: &Profile<'_>, b: &Profile<'_>, (path, group): (&str, &Group), diff: &mut Diff) {
    let difference = |what: &str, kind| {
        let label = Label::new("table", &["columns", what], what);
        Difference::new(group.clone(), format!("{path}.{what}"), label, kind)
    };
    let rest = |rows: &[Vec<Figure>]| rows.iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>();
    if is_comparable(a, b) && rest(a.histogram) != rest(b.histogram) {
        let (measures, chart) = spread(a, b);
        let found = difference("histograms", DifferenceKind::Distribution);
        diff.differences.push(Difference { measures, chart, ..found });
    }
    let (rows, n_rows) = top::rows(a.top, b.top);
    if n_rows > 0 {
        let measures = vec![top::distance(a, b)];
        let found = difference("top", DifferenceKind::Rows);
        diff.differences.push(Difference { measures, rows, n_rows, ..found });
    }
}

/// Whether the values of two columns lie on the same axis.
fn is_comparable(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    axis(a.kind()) == axis(b.kind())
}

/// What the histogram of a column of this type is over.
fn axis(kind: &str) -> &str {
    match kind {
        "integer" | "decimal" => "number",
        "date" | "timestamp" => "moment",
        kind => kind,
    }
}

/// How far two histograms are apart.
fn spread(a: &Profile<'_>, b: &Profile<'_>) -> (Vec<distance::Measure>, Option<Box<super::Chart>>) {
    let of = |column: &Profile<'_>| bins::Histogram::of(column.histogram, [1, 2, 3]);
    let (Some(in_a), Some(in_b)) = (of(a), of(b)) else { return (Vec::new(), None) };
    if !in_a.is_beside(&in_b) {
        return (Vec::new(), None);
    }
    let (bins_a, bins_b, chart) = bins::beside(&in_a, &in_b);
    let unit = match axis(b.kind()) {
        "moment" | "time" => "seconds",
        "text" => "characters",
        _ => "",
    };
    (distance::ordered(&bins_a, &bins_b, unit), chart)
}

/// How far two histograms of columns are apart, from 0 to 1; all the way where they can't be compared.
pub(super) fn histogram_drift(a: &Profile<'_>, b: &Profile<'_>) -> f64 {
    if !is_comparable(a, b) {
        return 1.0;
    }
    spread(a, b).0.first().map_or(0.0, |measure| measure.value)
}

/// How far the values of two columns are apart, from 0 to 1: of numbers and moments by their histograms, of what else
/// by their most frequent values; all the way where they can't be compared.
pub(super) fn drift(a: &Profile<'_>, b: &Profile<'_>) -> f64 {
    if !is_comparable(a, b) {
        return 1.0;
    }
    let is_named = !matches!(axis(b.kind()), "number" | "moment" | "time");
    if is_named { top::distance(a, b).value } else { histogram_drift(a, b) }
}

/// How far the most frequent values of two columns are apart, from 0 to 1.
pub(super) fn top_drift(a: &Profile<'_>, b: &Profile<'_>) -> f64 {
    top::distance(a, b).value
}
