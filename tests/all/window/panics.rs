//! A panic anywhere ends its own piece of work; the window says so and offers the details.
#![cfg(test)]

use super::stage::{Stage, numbered};
use crate::child::alone;
use crate::moody::{Mood, Moody};
use gander::app::DocMsg;
use gander::base::panics;
use gander::source::reader::Event;

/// A window on lines of text that panic in threads of this name, as the program has it.
fn showing(thread: &'static str) -> (Stage, std::sync::Arc<Moody>) {
    panics::install();
    let moody = Moody::new(numbered(100_000).into_bytes(), Mood::Panics(thread));
    let mut stage = Stage::new();
    let source = moody.source("eels.log");
    stage.harness.state_mut().app_mut().open_source("eels.log", source).expect("threads are there");
    (stage, moody)
}

/// What was copied is what was written down, and says all that is known.
fn check_details(stage: &mut Stage, thread: &str, title: &str) {
    stage.press("Copy details");
    let details = stage.copied.pop().expect("it was copied");
    let log = panics::log_path().expect("there is a folder for it");
    assert!(log.starts_with(std::env::var_os("XDG_STATE_HOME").expect("it was set")));
    let logged = std::fs::read_to_string(log).expect("it was written");
    assert!(logged.contains(&details), "{details}\n---\n{logged}");
    let version = format!("Gander {}", env!("CARGO_PKG_VERSION"));
    for said in [&version, thread, title, "the disk is full of eels", "tests/all/moody.rs:", "read_at"] {
        assert!(details.contains(said), "“{said}” is missing:\n{details}");
    }
    assert!(!details.contains("eels.log"));
    stage.must_say("The details were copied; they name no file.");
}

#[test]
fn a_panic_of_a_computation_is_reported_and_can_be_copied() {
    alone("window::panics::a_panic_of_a_computation_is_reported_and_can_be_copied", || {
        let (mut stage, moody) = showing("gander-scan");
        stage.until_said("A computation of “eels.log” failed; what was found before is kept.");
        // Rows come all the same.
        stage.until_said("line 1");
        check_details(&mut stage, "thread gander-scan", "Indexing");
        stage.press("Dismiss");
        moody.turn(Mood::Well);
        stage.perform(DocMsg::ScanAgain);
        stage.until_scanned();
        assert!(stage.front().doc.banner().is_none());
        // The tab beside it never noticed.
        assert_eq!(stage.value_of("Lines"), "100,000");
    });
}

#[test]
fn a_panic_of_a_reader_is_reported_and_nothing_waits_for_it() {
    alone("window::panics::a_panic_of_a_reader_is_reported_and_nothing_waits_for_it", || {
        let (mut stage, _moody) = showing("gander-reader");
        stage.until_said("The reader of “eels.log” failed; what was found before is kept.");
        stage.until("no row waits", |stage| stage.harness.state().waiting_rows() == 0);
        stage.until_said("could not be read (its reader failed: the disk is full of eels)");
        stage.until_scanned();
        assert_eq!(stage.value_of("Lines"), "100,000");
        check_details(&mut stage, "thread gander-reader", "Reading");
        stage.perform("pane.close");
        stage.must_say("No file open");
    });
}

#[test]
fn a_panic_while_opening_is_reported() {
    alone("window::panics::a_panic_while_opening_is_reported", || {
        panics::install();
        let open = || panic!("no way in");
        let reader = gander::source::reader::Reader::start(open, std::sync::Arc::new(|| ()));
        let mut stage = Stage::new();
        let app = stage.harness.state_mut().app_mut();
        app.adopt("/somewhere/eels.log".into(), reader.expect("threads are there"));
        stage.until_said("This file can’t be shown");
        stage.must_say("“eels.log” could not be read: its reader failed: no way in.");
        stage.must_say("Copy details");
        stage.press("Close the tab");
        stage.must_say("No file open");
        // Without a window the caller is not blocked either.
        let reader = gander::source::reader::Reader::start(open, std::sync::Arc::new(|| ()));
        let event = reader.expect("threads are there").event_within(std::time::Duration::from_secs(20));
        assert!(matches!(event, Some(Event::Broke(caught)) if caught.message == "no way in"));
    });
}
