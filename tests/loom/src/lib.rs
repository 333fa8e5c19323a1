//! Every order in which threads can meet in the fault table, in the channel for updates and in the
//! engine's protocol.
//!
//! ```text
//! cargo test --manifest-path tests/loom/Cargo.toml
//! ```
//!
//! The modules are the shipped ones, with loom's atomics in place of the standard library's.
#![cfg(test)]

mod engine;
mod sync;

#[path = "../../../src/base/newest.rs"]
mod newest;
#[path = "../../../src/source/slot.rs"]
mod slot;

use loom::sync::{Arc, Mutex};
use loom::thread;
use newest::LatestValue;
use slot::Slot;

const A: (usize, usize, i32, u64) = (0x1000, 0x2000, 3, 0);
const B: (usize, usize, i32, u64) = (0x7000, 0x9000, 4, 0x5000);

fn put(slot: &Slot, (start, len, fd, from): (usize, usize, i32, u64)) {
    assert!(slot.take());
    slot.put(start, len, fd, from);
}

#[test]
fn a_handler_never_sees_a_map_half_old_and_half_new() {
    loom::model(|| {
        let slot = Arc::new(Slot::free());
        put(&slot, A);
        let theirs = Arc::clone(&slot);
        let changing = thread::spawn(move || {
            theirs.give_back();
            put(&theirs, B);
        });
        let seen = slot.map();
        assert!(seen.is_none_or(|map| map == A || map == B), "{seen:?}");
        changing.join().unwrap();
        assert_eq!(slot.map(), Some(B));
    });
}

#[test]
fn of_two_that_want_a_place_one_gets_it() {
    loom::model(|| {
        let slot = Arc::new(Slot::free());
        let theirs = Arc::clone(&slot);
        let other = thread::spawn(move || theirs.take());
        let ours = slot.take();
        assert!(ours ^ other.join().unwrap());
    });
}

#[test]
fn concurrent_faults_all_report_the_first_bad_byte() {
    loom::model(|| {
        let slot = Arc::new(Slot::free());
        put(&slot, A);
        let faulting: Vec<_> = [(0x1000, true), (0, false)]
            .map(|(at, is_cut)| {
                let slot = Arc::clone(&slot);
                thread::spawn(move || {
                    slot.note_bad(at, is_cut);
                    // The faulting thread finds so after its read.
                    assert!(slot.first_bad() <= at);
                })
            })
            .into();
        let seen = slot.first_bad();
        if seen == 0x1000 {
            assert!(slot.was_cut(), "why is known as soon as that");
        }
        faulting.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!((slot.first_bad(), slot.was_cut()), (0, true));
    });
}

/// A channel of one place.
struct Channel(Mutex<Option<u32>>);

impl LatestValue<u32> for Channel {
    fn try_put(&self, value: u32) -> Option<u32> {
        let mut place = self.0.lock().unwrap();
        if place.is_some() {
            return Some(value);
        }
        *place = Some(value);
        None
    }

    fn try_take(&self) -> Option<u32> {
        self.0.lock().unwrap().take()
    }
}

#[test]
fn news_come_in_order_and_the_last_is_never_lost() {
    loom::model(|| {
        let place = Arc::new(Channel(Mutex::new(None)));
        let theirs = Arc::clone(&place);
        let producer = thread::spawn(move || (1..=3).for_each(|update| newest::replace(&*theirs, update)));
        let mut taken: Vec<u32> = (0..2).filter_map(|_| place.try_take()).collect();
        producer.join().unwrap();
        taken.extend(place.try_take());
        assert!(taken.is_sorted_by(|a, b| a < b), "{taken:?}");
        assert_eq!(taken.last(), Some(&3));
    });
}
