//! Files that stop answering hold up their own job and no other.
#![cfg(test)]

use crate::child::alone;
use crate::corpus;
use crate::moody::{Mood, Moody};
use crate::trial::{PATIENCE, end_of, memory, plain_report, seen, spec};
use gander::engine::{Engine, Job, JobState, Spec};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Threads of this process whose name starts so: their folders in `/proc`.
fn threads(name: &str) -> Vec<std::path::PathBuf> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let is_meant = |path: &std::path::PathBuf| {
        std::fs::read_to_string(path.join("comm")).is_ok_and(|comm| comm.starts_with(name))
    };
    tasks.map(|task| task.unwrap().path()).filter(is_meant).collect()
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn start(engine: &Engine, file: &Arc<Moody>, tab: u64) -> Job {
    engine.start(&file.source("dead").snapshot(), Spec { owner: tab, ..spec(20_000) })
}

#[test]
fn a_dead_file_in_front_keeps_no_other_from_being_scanned() {
    alone("stuck::a_dead_file_in_front_keeps_no_other_from_being_scanned", || {
        let bytes = corpus::mix(300_000, 3);
        let engine = Engine::new(2, true, Arc::new(|| ())).unwrap();
        engine.set_front(1);
        let dead = Moody::new(bytes.clone(), Mood::Dead);
        let in_front = start(&engine, &dead, 1);
        until("both workers are stuck", || in_front.is_stuck());
        // Begun before and after it was known that the workers are stuck.
        for tab in 2..5 {
            let job = engine.start(&memory(&bytes).snapshot(), Spec { owner: tab, ..spec(20_000) });
            let update = end_of(&job);
            assert_eq!(update.state, JobState::Done);
            assert_eq!(seen(&update), plain_report(&bytes));
        }
        // The cancelled job ends although its workers are stalled.
        in_front.cancel();
        assert_eq!(end_of(&in_front).state, JobState::Cancelled);
        engine.resume(&in_front);
        dead.turn(Mood::Well);
        let update = end_of(&in_front);
        assert_eq!((&update.state, in_front.is_stuck()), (&JobState::Done, false));
        assert_eq!(seen(&update), plain_report(&bytes));
        until("the spares have retired", || threads("gander-spare").is_empty());
    });
}

#[test]
fn a_file_that_is_dead_while_it_is_dealt_takes_no_stand_in_after_the_other() {
    alone("stuck::a_file_that_is_dead_while_it_is_dealt_takes_no_stand_in_after_the_other", || {
        let bytes = corpus::mix(100_000, 4);
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        engine.set_front(1);
        let dead = Moody::new(bytes.clone(), Mood::DeadToQuestions);
        let first = start(&engine, &dead, 1);
        // Another worker comes a while later: they are not silent at the same moment.
        std::thread::sleep(Duration::from_millis(900));
        let second = start(&engine, &dead, 1);
        let well = engine.start(&memory(&bytes).snapshot(), Spec { owner: 2, ..spec(20_000) });
        assert_eq!(end_of(&well).state, JobState::Done);
        dead.turn(Mood::Well);
        assert_eq!((end_of(&first).state, end_of(&second).state), (JobState::Done, JobState::Done));
    });
}

#[test]
fn however_many_files_are_dead_there_is_a_limit_to_threads() {
    alone("stuck::however_many_files_are_dead_there_is_a_limit_to_threads", || {
        let bytes = corpus::mix(100_000, 5);
        let engine = Engine::new(1, false, Arc::new(|| ())).unwrap();
        let dead: Vec<_> = (0..5).map(|_| Moody::new(bytes.clone(), Mood::Dead)).collect();
        let jobs: Vec<_> = (1..).zip(&dead).map(|(tab, file)| start(&engine, file, tab)).collect();
        until("four are stuck", || jobs.iter().filter(|job| job.is_stuck()).count() == 4);
        std::thread::sleep(Duration::from_millis(1200));
        assert_eq!(threads("gander-spare").len(), 3);
        let before = threads("gander").len();
        // One that comes back serves all that waited.
        dead[0].turn(Mood::Well);
        assert_eq!(end_of(&jobs[0]).state, JobState::Done);
        let fresh = engine.start(&memory(&bytes).snapshot(), spec(20_000));
        dead[4].turn(Mood::Well);
        assert_eq!(end_of(&fresh).state, JobState::Done);
        assert!(threads("gander").len() <= before);
        dead.iter().for_each(|file| file.turn(Mood::Well));
        jobs[1..].iter().for_each(|job| assert_eq!(end_of(job).state, JobState::Done));
    });
}

#[test]
fn a_slow_disk_is_not_taken_for_a_dead_one() {
    let bytes = corpus::mix(2 << 20, 7);
    let slow = crate::faults::slow(bytes.clone(), Duration::from_millis(700));
    let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
    let job = engine.start(&slow.snapshot(), spec(gander::engine::CHUNK_BYTES));
    let update = loop {
        assert!(!job.is_stuck());
        if let Some(update) = job.update_within(Duration::from_millis(50))
            && update.state != JobState::Running
        {
            break update;
        }
    };
    assert_eq!((&update.state, seen(&update)), (&JobState::Done, plain_report(&bytes)));
}

#[test]
fn the_watchdog_is_parked_while_workers_are_idle() {
    alone("stuck::the_watchdog_is_parked_while_workers_are_idle", || {
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        let job = engine.start(&memory(&corpus::mix(100_000, 9)).snapshot(), spec(1000));
        assert_eq!(end_of(&job).state, JobState::Done);
        std::thread::sleep(Duration::from_millis(700));
        let watcher = threads("gander-watchdog").pop().unwrap();
        let switches = || {
            let status = std::fs::read_to_string(watcher.join("status")).unwrap();
            status
                .lines()
                .filter(|line| line.contains("ctxt_switches"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let before = switches();
        std::thread::sleep(Duration::from_millis(1300));
        assert_eq!(switches(), before);
    });
}
