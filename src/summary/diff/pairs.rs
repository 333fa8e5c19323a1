//! Two lists side by side, and two figures: what both have, and what is added to a comparison.

use super::figure::{Figure, Standing};
use super::{Diff, Difference, DifferenceKind};

/// What two lists have, by key: in the order of B, then what A alone has.
pub(super) fn pairs<'a, T>(
    a: &'a [T],
    b: &'a [T],
    key: impl Fn(&T) -> &String,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let of_b = b.iter().map(|b| (a.iter().find(|a| key(a) == key(b)), Some(b)));
    let of_a = a.iter().filter(|a| b.iter().all(|b| key(a) != key(b))).map(|a| (Some(a), None));
    of_b.chain(of_a).collect()
}

/// What happened to something that is in A, in B or in both.
pub(super) fn kind_of(in_a: bool, in_b: bool) -> DifferenceKind {
    match (in_a, in_b) {
        (false, true) => DifferenceKind::Came,
        (true, false) => DifferenceKind::Went,
        _ => DifferenceKind::Changed,
    }
}

/// Adds a difference of two figures, if they differ. A figure that is new and empty is none.
pub(super) fn push(
    diff: &mut Diff,
    (a, b): (&Figure, &Figure),
    unit: &str,
    difference: impl FnOnce() -> Difference,
) {
    match b.beside(a) {
        Standing::Same => {}
        Standing::WithinBounds => diff.n_within_bounds += 1,
        Standing::Differs => diff.differences.push(difference().of(a, b, unit)),
    }
}
