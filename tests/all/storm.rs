//! Many threads lose their pages at one time.
#![cfg(test)]

use crate::child::{alone, killed};
use crate::trial::TestDir;
use gander::base::units::len_u64;
use gander::base::{Offset, Span};
use gander::source::{AccessMode, FaultKind, Snapshot, Source};
use std::fs::File;
use std::sync::{Barrier, Mutex};

const THREADS: usize = 64;
const PAGE: usize = 4096;

/// How many bytes of `span` differ from the file's, as a read saw them
/// after all had begun theirs and the file was cut.
fn look_after_cut(snapshot: &Snapshot, span: Span, gates: &[Barrier; 2]) -> Result<usize, FaultKind> {
    let look = |bytes: &[u8]| {
        for gate in gates {
            gate.wait();
        }
        bytes.iter().filter(|&&byte| byte != b'x').count()
    };
    snapshot.read(span, look).map_err(|fault| fault.kind)
}

/// Rounds in which all threads read a file of which nothing, or half, is left.
fn storm(n_rounds: usize, folder: &TestDir, beside: &(dyn Fn(usize) + Sync)) {
    let path = folder.file("cut", &[b'x'; THREADS * PAGE]);
    let file = File::options().write(true).open(&path).unwrap();
    let open = || Source::open(&path, AccessMode::Map).unwrap().snapshot();
    let (snapshot, gates) = (Mutex::new(open()), [(); 2].map(|()| Barrier::new(THREADS + 1)));
    let ready = Barrier::new(THREADS + 1);
    std::thread::scope(|scope| {
        for nr in 0..THREADS {
            let (snapshot, gates, ready) = (&snapshot, &gates, &ready);
            scope.spawn(move || {
                for round in 0..n_rounds {
                    ready.wait();
                    let snapshot = snapshot.lock().unwrap().clone();
                    // By turns each its own page, and a few pages for all.
                    let page = if round % 2 == 0 { nr } else { THREADS - 1 - nr % 3 };
                    let span = Span::at(Offset(len_u64(page * PAGE)), len_u64(PAGE));
                    let left = left_after(round);
                    assert_eq!(look_after_cut(&snapshot, span, gates), Err(FaultKind::Cut { now: left }));
                    drop(snapshot);
                    ready.wait();
                }
            });
        }
        for round in 0..n_rounds {
            ready.wait();
            gates[0].wait();
            file.set_len(left_after(round)).unwrap();
            gates[1].wait();
            beside(round);
            ready.wait();
            std::fs::write(&path, [b'x'; THREADS * PAGE]).unwrap();
            *snapshot.lock().unwrap() = open();
        }
    });
}

fn left_after(round: usize) -> u64 {
    if round.is_multiple_of(3) { len_u64(THREADS * PAGE / 2) } else { 0 }
}

#[test]
fn sixty_four_threads_that_fault_at_once_all_get_their_fault() {
    alone("storm::sixty_four_threads_that_fault_at_once_all_get_their_fault", || {
        storm(1000, &TestDir::new(), &|_| ());
    });
}

#[test]
#[expect(unsafe_code, reason = "a map that is not ours, touched past its file's end: that is the fault")]
fn a_fault_of_others_amid_sixty_four_of_ours_still_kills() {
    killed("storm::a_fault_of_others_amid_sixty_four_of_ours_still_kills", || {
        let folder = TestDir::new();
        let theirs = folder.file("theirs", &[1; 9000]);
        let file = File::options().read(true).write(true).open(theirs).unwrap();
        let map = memmap2::MmapOptions::new().map_raw_read_only(&file).unwrap();
        file.set_len(0).unwrap();
        storm(100, &folder, &|round| {
            if round == 50 {
                // SAFETY: inside the map; reading it raises SIGBUS, which ends this process.
                let byte = unsafe { map.as_ptr().add(5000).read_volatile() };
                panic!("read {byte} from nowhere");
            }
        });
    });
}
