//! The Hilbert curve: a walk through a square in which neighbours along the way are neighbours in the
//! square, and each quarter of the way fills a quarter of it.
//!
//! After the loops that Henry Warren gives in “Hacker's Delight”, chapter 16.

/// Where step `at` of the curve through a square of `1 << order` cells a side is: column and row.
#[must_use]
pub fn place(order: u32, at: usize) -> (usize, usize) {
    let (mut x, mut y, mut rest) = (0, 0, at);
    for level in 0..order {
        let side = 1 << level;
        let right = rest >> 1 & 1;
        let down = (rest ^ right) & 1;
        (x, y) = turn(side, x, y, right, down);
        x += side * right;
        y += side * down;
        rest >>= 2;
    }
    (x, y)
}

/// The step of the curve that is at this column and row.
#[must_use]
pub fn index(order: u32, x: usize, y: usize) -> usize {
    let (mut x, mut y, mut at) = (x, y, 0);
    for level in (0..order).rev() {
        let side = 1 << level;
        let (right, down) = (x >> level & 1, y >> level & 1);
        at += side * side * ((3 * right) ^ down);
        (x, y) = turn(side, x & (side - 1), y & (side - 1), right, down);
    }
    at
}

/// Turns a quarter so that it begins where the one before it ends.
fn turn(side: usize, x: usize, y: usize, right: usize, down: usize) -> (usize, usize) {
    match (right, down) {
        (1, 0) => (side - 1 - y, side - 1 - x),
        (_, 0) => (y, x),
        _ => (x, y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_curve_is_in_every_cell_once_and_steps_to_neighbours() {
        for order in 0..8 {
            let n = 1_usize << (2 * order);
            let mut seen = vec![false; n];
            let mut before: Option<(usize, usize)> = None;
            for at in 0..n {
                let (x, y) = place(order, at);
                assert!(!std::mem::replace(&mut seen[(y << order) + x], true), "{at} of order {order}");
                assert_eq!(index(order, x, y), at);
                if let Some(before) = before {
                    assert_eq!(before.0.abs_diff(x) + before.1.abs_diff(y), 1, "{at} of order {order}");
                }
                before = Some((x, y));
            }
        }
    }

    proptest! {
        #[test]
        fn to_the_cell_and_back_is_the_same_step(order in 1..24_u32, at in any::<usize>()) {
            let at = at & ((1 << (2 * order)) - 1);
            let (x, y) = place(order, at);
            prop_assert_eq!(index(order, x, y), at);
            prop_assert!(x < 1 << order && y < 1 << order);
        }

        #[test]
        fn an_aligned_part_of_the_way_is_an_aligned_square(order in 1..10_u32, part in 0..10_u32, nr in any::<usize>()) {
            let part = part.min(order);
            let n = 1 << (2 * part);
            let first = (nr & ((1 << (2 * order)) - 1)) / n * n;
            let corner = place(order, first);
            for at in first..first + n.min(300) {
                let (x, y) = place(order, at);
                prop_assert_eq!((x >> part, y >> part), (corner.0 >> part, corner.1 >> part));
            }
        }
    }
}
