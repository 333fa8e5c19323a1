//! The engine's shipped modules under the model, and mutants that the model has to find.
//!
//! ```text
//! cargo test --manifest-path tests/loom/Cargo.toml --lib engine -- --nocapture
//! ```
//!
//! prints how many orders each test has tried, and within what bound.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

/// The engine's modules and their model, from the build script.
macro_rules! engine {
    ($name:ident) => {
        #[allow(dead_code, reason = "each mutant is tried by one model")]
        mod $name {
            pub mod liveness {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($name), "/liveness.rs"));
            }
            pub mod protocol {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($name), "/protocol.rs"));
            }
            pub mod signal {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($name), "/signal.rs"));
            }
            pub mod steps {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($name), "/steps.rs"));
            }
            pub mod model {
                include!("model.rs");
            }
            use crate::sync;
        }
    };
}

engine!(shipped);
engine!(deaf);
engine!(hasty);
engine!(sleepy);
engine!(stubborn);

/// Tries every order with at most `bound` preemptions, that is switches away from a thread that
/// could have gone on; prints how many there are.
fn try_all(name: &str, bound: usize, model: fn()) {
    let tried = std::sync::Arc::new(AtomicU64::new(0));
    let ours = std::sync::Arc::clone(&tried);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(bound);
    builder.check(move || {
        ours.fetch_add(1, Ordering::Relaxed);
        model();
    });
    let tried = tried.load(Ordering::Relaxed);
    println!("{name}: {tried} orders, at most {bound} preemptions");
    assert!(tried > 10, "the model has degenerated");
}

/// The model check finds the mistake, in a process of its own: loom aborts some of those that fail.
fn finds(test: &str, bound: usize, model: fn()) {
    if env::var_os(MUTANT).is_some() {
        try_all(test, bound, model);
        return;
    }
    let program = env::current_exe().unwrap();
    let test = format!("engine::{test}");
    let child = Command::new(program).args(["--exact", &test, "--nocapture"]).env(MUTANT, "1").output();
    let child = child.unwrap();
    let said = String::from_utf8_lossy(&child.stderr);
    assert!(!child.status.success() && said.contains("panicked"), "the mutant lives: {said}");
}

/// Set in the process of a mutant.
const MUTANT: &str = "GANDER_MUTANT";

macro_rules! every_order {
    ($($name:ident: $bound:literal, $model:expr;)*) => {
        $(#[test]
        fn $name() {
            try_all(stringify!($name), $bound, $model);
        })*
    };
}

every_order! {
    a_job_ends_with_all_chunks_merged_in_order: 2, || shipped::model::runs_to_its_end(2);
    a_job_whose_window_is_one_chunk_ends: 2, || shipped::model::runs_to_its_end(1);
    a_cancelled_job_says_so: 2, shipped::model::is_cancelled;
    a_resumed_job_ends_complete: 2, shipped::model::is_cancelled_and_resumed;
    a_job_that_goes_on_from_what_was_kept_ends_complete: 2, shipped::model::begins_with_a_restart;
    a_kept_job_that_is_cancelled_and_grows_ends_complete: 2, shipped::model::is_cancelled_before_it_has_restarted;
    a_job_that_grows_while_it_runs_ends_with_all: 2, shipped::model::is_extended;
    a_failed_chunk_ends_the_job_once_and_it_can_be_resumed: 2, shipped::model::fails_and_is_resumed;
    a_cancelled_job_ends_though_a_worker_is_stalled: 2, shipped::model::is_cancelled_while_stalled;
    a_worker_waits_for_a_watchdog_and_is_woken: 3, shipped::model::is_resumed_while_the_watchdog_ends_it;
    a_stale_verdict_does_not_stall_a_job: 3, shipped::model::a_verdict_is_stale;
    a_request_is_served_though_a_spare_retires: 2, shipped::model::a_spare_retires_while_work_is_requested;
    a_sleeping_watchdog_is_woken: 3, shipped::model::the_watchdog_sleeps;
}

macro_rules! found {
    ($($name:ident: $bound:literal, $model:expr;)*) => {
        $(#[test]
        fn $name() {
            finds(stringify!($name), $bound, $model);
        })*
    };
}

found! {
    a_removed_wake_up_is_found: 3, deaf::model::is_resumed_while_the_watchdog_ends_it;
    a_hand_in_that_is_not_merged_is_found: 2, || hasty::model::runs_to_its_end(2);
    parking_without_another_look_is_found: 2, sleepy::model::a_spare_retires_while_work_is_requested;
    a_verdict_that_outlives_a_return_is_found: 3, stubborn::model::a_verdict_is_stale;
}
