//! Which of the things that two lists share have moved.
//!
//! The longest run of them that has the same order in both has stayed (a longest increasing subsequence, in
//! n · log n); the others have moved. Of several longest runs the one that is taken is the same from either side.

/// Which of the things moved. `places` says where the things of A, in their order, stand among those of B: each
/// number below its length once. `names` are those of the same things, each once.
pub(super) fn moved<T: Ord>(places: &[usize], names: &[T]) -> Vec<bool> {
    let mut back = vec![0; places.len()];
    for (nr, &place) in places.iter().enumerate() {
        back[place] = nr;
    }
    // One longest run as it is found from A, and one as it is found from B.
    let of_a = stayed(places);
    let of_b: Vec<usize> = stayed(&back).into_iter().map(|place| back[place]).collect();
    // Either side has to choose the same one of both: by the names that stay.
    let key = |run: &[usize]| -> Vec<&T> {
        let mut names: Vec<&T> = run.iter().map(|&nr| &names[nr]).collect();
        names.sort_unstable();
        names
    };
    let chosen = if key(&of_a) <= key(&of_b) { of_a } else { of_b };
    let mut moved = vec![true; places.len()];
    chosen.into_iter().for_each(|nr| moved[nr] = false);
    moved
}

/// The numbers of a longest increasing subsequence, in order.
fn stayed(places: &[usize]) -> Vec<usize> {
    // The last of the best run of each length, and what stands before each in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; places.len()]);
    for (nr, &place) in places.iter().enumerate() {
        let len = ends.partition_point(|&end| places[end] < place);
        before[nr] = len.checked_sub(1).map(|len| ends[len]);
        match ends.get_mut(len) {
            Some(end) => *end = nr,
            None => ends.push(nr),
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |&nr| before[nr]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_that_goes_far_is_the_only_one_that_moved() {
        let of = |places: &[usize]| moved(places, &(0..places.len()).collect::<Vec<_>>());
        assert_eq!(of(&[0, 1, 2, 3]), [false; 4]);
        assert_eq!(of(&[3, 0, 1, 2]), [true, false, false, false]);
        assert_eq!(of(&[1, 2, 3, 0]), [false, false, false, true]);
        assert_eq!(of(&[]), [false; 0]);
        assert_eq!(of(&[1, 0]).iter().filter(|&&moved| moved).count(), 1);
    }

    proptest! {
        #[test]
        fn both_sides_say_the_same_of_as_few_as_can_be(places in (0_usize..9).prop_flat_map(|n| Just((0..n).collect::<Vec<_>>()).prop_shuffle())) {
            let names: Vec<usize> = (0..places.len()).map(|nr| nr * 7 % 11).collect();
            let found = moved(&places, &names);
            let mut back = vec![0; places.len()];
            places.iter().enumerate().for_each(|(nr, &place)| back[place] = nr);
            let other_names: Vec<usize> = back.iter().map(|&nr| names[nr]).collect();
            let other = moved(&back, &other_names);
            prop_assert!((0..places.len()).all(|nr| found[nr] == other[places[nr]]), "{:?} {:?} {:?}", places, found, other);
            // No larger set stays in order.
            let stays = |set: u32| {
                let kept: Vec<usize> = (0..places.len()).filter(|nr| set >> nr & 1 == 1).map(|nr| places[nr]).collect();
                kept.is_sorted()
            };
            let most = (0..1_u32 << places.len()).filter(|&set| stays(set)).map(u32::count_ones).max().unwrap_or(0);
            let kept = (0..places.len()).filter(|&nr| !found[nr]).count();
            prop_assert_eq!(kept, usize::try_from(most).unwrap());
            let set = (0..places.len()).filter(|&nr| !found[nr]).map(|nr| 1 << nr).sum::<u32>();
            prop_assert!(stays(set));
        }
    }
}
