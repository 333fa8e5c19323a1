//! How far two distributions are apart, by measures that have names.
//!
//! - *Kolmogorov–Smirnov*, for what is ordered: the largest difference between the shares that lie below a place, from
//!   0 to 1. Both histograms are re-binned to the union of their edges, with the counts of a bin spread evenly over
//!   it. Where an edge is in both, shares are exact; within bins the true distance is off by no more than the shares
//!   of the two bins that lie there (of two that are the same: the smaller one), which is the bound.
//! - *Earth mover's* (Wasserstein 1), likewise: how far a count has to be moved on average, in the unit of the axis; off
//!   by the mean widths of the bins at most.
//! - *Total variation*, for names: the share of counts that would have to be renamed, from 0 to 1. Of lists of the
//!   most frequent values alone it is known between two bounds, and the lower one is taken.

use std::collections::BTreeMap;

/// A measure of how far two distributions are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Which.
    pub kind: MeasureKind,
    /// How far.
    pub value: f64,
    /// What the distance of the values themselves is at least and at most.
    pub between: (f64, f64),
    /// The unit; empty for shares.
    pub unit: String,
}

/// The measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// The largest difference of shares below a place.
    KolmogorovSmirnov,
    /// How far counts have to be moved on average.
    EarthMovers,
    /// The share of counts that would have to be renamed.
    TotalVariation,
    /// The mean of the differences along a file.
    MeanDifference,
}

impl MeasureKind {
    /// Every measure.
    pub const ALL: [Self; 4] =
        [Self::KolmogorovSmirnov, Self::EarthMovers, Self::TotalVariation, Self::MeanDifference];

    /// The stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::KolmogorovSmirnov => "kolmogorov_smirnov",
            Self::EarthMovers => "earth_movers",
            Self::TotalVariation => "total_variation",
            Self::MeanDifference => "mean_difference",
        }
    }

    /// Whether it is a share from 0 to 1.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(self, Self::KolmogorovSmirnov | Self::TotalVariation)
    }
}

/// A bin of a histogram: from, to but without, and the share of all counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Where it starts.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its share of all counts.
    pub share: f64,
}

/// A distribution walked from edge to edge.
struct Walk<'a> {
    bins: &'a [Bin],
    at: usize,
    /// The share of the bins before.
    below: f64,
}

impl Walk<'_> {
    /// The share below a place, which never goes back; and the share of the bin that it lies within.
    fn to(&mut self, place: f64) -> (f64, f64) {
        while let Some(bin) = self.bins.get(self.at).filter(|bin| bin.to <= place) {
            self.below += bin.share;
            self.at += 1;
        }
        match self.bins.get(self.at).filter(|bin| bin.from < place) {
            Some(bin) => (self.below + bin.share * (place - bin.from) / (bin.to - bin.from), bin.share),
            None => (self.below, 0.0),
        }
    }

    /// The bin that covers what follows a place.
    fn bin_from(&self, place: f64) -> Option<&Bin> {
        self.bins.get(self.at).filter(|bin| bin.from <= place)
    }
}

/// How far two ordered distributions are apart; bins are in order and don't overlap.
///
/// All is apart if only one of them has counts.
#[must_use]
pub fn ordered(a: &[Bin], b: &[Bin], unit: &str) -> Vec<Measure> {
    let measure = |kind, value, between, unit: &str| Measure { kind, value, between, unit: unit.to_owned() };
    if a.is_empty() || b.is_empty() {
        let value = if a.is_empty() && b.is_empty() { 0.0 } else { 1.0 };
        return vec![measure(MeasureKind::KolmogorovSmirnov, value, (value, value), "")];
    }
    let mut edges: Vec<f64> = a.iter().chain(b).flat_map(|bin| [bin.from, bin.to]).collect();
    edges.sort_unstable_by(f64::total_cmp);
    edges.dedup();
    let walk = |bins| Walk { bins, at: 0, below: 0.0 };
    let (mut walk_a, mut walk_b) = (walk(a), walk(b));
    let (mut largest, mut at_edges, mut slack, mut moved) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    let mut before: Option<(f64, f64)> = None;
    for &edge in &edges {
        let ((below_a, within_a), (below_b, within_b)) = (walk_a.to(edge), walk_b.to(edge));
        let apart = below_a - below_b;
        largest = largest.max(apart.abs());
        at_edges = at_edges.max(apart.abs() - within_a - within_b);
        slack = slack.max(slack_of(walk_a.bin_from(edge), walk_b.bin_from(edge)));
        if let Some((edge_before, apart_before)) = before {
            moved += area(apart_before, apart) * (edge - edge_before);
        }
        before = Some((edge, apart));
    }
    let width = |bins: &[Bin]| bins.iter().map(|bin| bin.share * (bin.to - bin.from)).sum::<f64>();
    let widths = width(a) + width(b);
    let largest = largest.min(1.0);
    vec![
        measure(
            MeasureKind::KolmogorovSmirnov,
            largest,
            (at_edges.clamp(0.0, largest), (largest + slack).min(1.0)),
            "",
        ),
        measure(MeasureKind::EarthMovers, moved, ((moved - widths).max(0.0), moved + widths), unit),
    ]
}

/// How much further apart two distributions can be within bins than at their edges: by what lies in both, or, if
/// their edges are the same, by what lies in the smaller one.
fn slack_of(a: Option<&Bin>, b: Option<&Bin>) -> f64 {
    let share = |bin: Option<&Bin>| bin.map_or(0.0, |bin| bin.share);
    match (a, b) {
        (Some(a), Some(b)) if a.from.total_cmp(&b.from).is_eq() && a.to.total_cmp(&b.to).is_eq() => {
            a.share.min(b.share)
        }
        _ => share(a) + share(b),
    }
}

/// The area between a line from `from` to `to`, one apart, and the axis.
fn area(from: f64, to: f64) -> f64 {
    if from * to >= 0.0 {
        return (from + to).abs() / 2.0;
    }
    // Two triangles that meet where the line crosses the axis.
    (from * from + to * to) / (2.0 * (from.abs() + to.abs()))
}

/// What is known of a share: at least and at most.
pub type Range = (f64, f64);

/// Shares by name, those of names that are not listed, and the share that all of these have together.
#[derive(Clone, Debug, Default)]
pub struct Listed<'a> {
    /// Shares of the names that are listed.
    pub shares: BTreeMap<&'a str, Range>,
    /// What any other name may have.
    pub most_of_others: f64,
}

/// How far two distributions over names are apart, of which the most frequent are listed.
#[must_use]
pub fn named(a: &Listed<'_>, b: &Listed<'_>) -> Measure {
    let (mut a_above, mut b_above, mut common) = (0.0, 0.0, 0.0);
    let names: std::collections::BTreeSet<&str> = a.shares.keys().chain(b.shares.keys()).copied().collect();
    for name in names {
        let of = |side: &Listed<'_>| side.shares.get(name).copied().unwrap_or((0.0, side.most_of_others));
        let (in_a, in_b) = (of(a), of(b));
        a_above += (in_a.0 - in_b.1).max(0.0);
        b_above += (in_b.0 - in_a.1).max(0.0);
        common += in_a.0.min(in_b.0);
    }
    let least = f64::max(a_above, b_above).min(1.0);
    let most = (1.0 - common).clamp(least, 1.0);
    let has_none = (a.shares.is_empty(), b.shares.is_empty());
    let (least, most) = match has_none {
        (true, true) => (0.0, 0.0),
        (true, false) | (false, true) => (1.0, 1.0),
        (false, false) => (least, most),
    };
    Measure { kind: MeasureKind::TotalVariation, value: least, between: (least, most), unit: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::{as_f64, len_u64};
    use proptest::prelude::*;

    fn bins(edges: &[(f64, f64, f64)]) -> Vec<Bin> {
        edges.iter().map(|&(from, to, share)| Bin { from, to, share }).collect()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn a_shift_by_a_bin_is_that_far() {
        let a = bins(&[(0.0, 10.0, 0.5), (10.0, 20.0, 0.5)]);
        let b = bins(&[(10.0, 20.0, 0.5), (20.0, 30.0, 0.5)]);
        let [ks, emd] = &ordered(&a, &b, "m")[..] else { panic!("two measures") };
        assert!(close(ks.value, 0.5) && close(ks.between.0, 0.5) && close(ks.between.1, 1.0), "{ks:?}");
        assert!(close(emd.value, 10.0) && emd.unit == "m", "{emd:?}");
        assert!(ordered(&a, &a, "").iter().all(|measure| measure.value == 0.0));
    }

    #[test]
    fn other_edges_over_the_same_spread_are_no_distance() {
        let fine = bins(&[(0.0, 1.0, 0.25), (1.0, 2.0, 0.25), (2.0, 3.0, 0.25), (3.0, 4.0, 0.25)]);
        let coarse = bins(&[(0.0, 4.0, 1.0)]);
        let all = ordered(&fine, &coarse, "");
        assert!(all.iter().all(|measure| close(measure.value, 0.0)), "{all:?}");
        assert!(all[0].between.1 >= 0.25);
    }

    #[test]
    fn names_that_are_not_listed_are_given_their_due() {
        let listed = |shares: &[(&'static str, f64)], most_of_others| Listed {
            shares: shares.iter().map(|&(name, share)| (name, (share, share))).collect(),
            most_of_others,
        };
        let whole =
            named(&listed(&[("x", 0.75), ("y", 0.25)], 0.0), &listed(&[("x", 0.25), ("z", 0.75)], 0.0));
        assert!(close(whole.value, 0.75) && close(whole.between.1, 0.75), "{whole:?}");
        // Of a thousand names each, any ten are listed.
        let few = |names: [&'static str; 2]| listed(&names.map(|name| (name, 0.001)), 0.001);
        let unknown = named(&few(["x", "y"]), &few(["v", "w"]));
        assert!(close(unknown.value, 0.0) && close(unknown.between.1, 1.0), "{unknown:?}");
    }

    proptest! {
        #[test]
        fn the_true_distance_lies_between_the_bounds(
            a in proptest::collection::vec(0_u32..40, 1..60), b in proptest::collection::vec(0_u32..40, 1..60),
            (wide_a, wide_b) in (1_u32..9, 1_u32..9),
        ) {
            let histogram = |values: &[u32], wide: u32| -> Vec<Bin> {
                let of = |bin: u32| values.iter().filter(|&&value| value / wide == bin).count();
                let share = |bin: u32| as_f64(len_u64(of(bin))) / as_f64(len_u64(values.len()));
                (0..40_u32.div_ceil(wide))
                    .map(|bin| Bin { from: f64::from(bin * wide), to: f64::from((bin + 1) * wide), share: share(bin) })
                    .collect()
            };
            let below = |values: &[u32], x: u32| as_f64(len_u64(values.iter().filter(|&&value| value < x).count())) / as_f64(len_u64(values.len()));
            let differences: Vec<f64> = (0..=40).map(|x| (below(&a, x) - below(&b, x)).abs()).collect();
            let (ks, emd) = (differences.iter().copied().fold(0.0, f64::max), differences.iter().sum::<f64>());
            let (in_a, in_b) = (histogram(&a, wide_a), histogram(&b, wide_b));
            let found = ordered(&in_a, &in_b, "");
            prop_assert!(found[0].between.0 <= ks + 1e-9 && ks <= found[0].between.1 + 1e-9, "{found:?} {ks}");
            prop_assert!(found[1].between.0 <= emd + 1e-9 && emd <= found[1].between.1 + 1e-9, "{found:?} {emd}");
            prop_assert_eq!(ordered(&in_b, &in_a, ""), found);
            prop_assert!(ordered(&in_a, &in_a, "").iter().all(|measure| measure.value == 0.0));
        }
    }
}
