//! Says when work that took long has ended while a person was elsewhere: in another window, or in another file.

use super::{App, Effect};
use crate::base::{DocId, human};
use crate::doc::Document;
use crate::doc::search::Searching;
use crate::engine::JobState;
use crate::messages::Text;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Work that took so long is not waited for.
const LONG: Duration = Duration::from_secs(10);

/// Since when there is work, of each document that has some.
#[derive(Default)]
pub(super) struct LongWork {
    since: BTreeMap<DocId, Instant>,
    /// Whether another window has the keyboard.
    is_away: bool,
}

impl LongWork {
    /// Takes which documents have work; those whose work has ended, and how long it took, if that was long.
    fn note(&mut self, working: &[DocId], now: Instant) -> Vec<(DocId, Duration)> {
        for &id in working {
            self.since.entry(id).or_insert(now);
        }
        let is_over = |id: &DocId| !working.contains(id);
        let over: Vec<_> = self.since.extract_if(.., |id, _| is_over(id)).collect();
        let took = over.into_iter().map(|(id, since)| (id, now.saturating_duration_since(since)));
        took.filter(|(_, took)| *took >= LONG).collect()
    }
}

impl App {
    /// Takes whether another window has the keyboard.
    pub fn set_away(&mut self, is_away: bool) {
        self.long_work.is_away = is_away;
    }

    /// Says which long work has ended since the last time.
    pub(super) fn absorb_long_work(&mut self) {
        let working: Vec<_> = self.docs.iter().filter(|doc| has_work(doc)).map(Document::id).collect();
        for (id, took) in self.long_work.note(&working, Instant::now()) {
            let Some(doc) = self.doc(id) else { continue };
            let is_shown = self
                .layout
                .visible()
                .iter()
                .any(|&pane| self.pane(pane).is_some_and(|one| one.doc.id() == id));
            let was_seen = is_shown && !self.long_work.is_away;
            // What ended early has a banner of its own, and a stop was asked for.
            let ended = doc.scans().trouble().is_none() && !doc.scans().is_stopped();
            if was_seen || !ended {
                continue;
            }
            let said = Text::new("toast-long-work")
                .with("name", doc.label().to_owned())
                .with("time", human::time_left(took));
            self.toast(said.clone(), false);
            self.notify(said);
        }
        let is_long = self.tasks.iter().any(|task| task.is_done() && task.began.elapsed() >= LONG);
        if is_long && let Some(toast) = self.toasts.last() {
            // The toast says how it ended.
            let said = toast.text.clone();
            self.notify(said);
        }
    }

    /// Has the system say it, if another window has the keyboard.
    fn notify(&mut self, said: Text) {
        if self.long_work.is_away {
            self.effects.push(Effect::Notify(said));
        }
    }
}

fn has_work(doc: &Document) -> bool {
    let searches =
        || doc.searching().and_then(Searching::run).is_some_and(|run| *run.state() == JobState::Running);
    doc.scans().running().is_some() || searches()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_took_long_is_told_once_when_it_has_ended() {
        let (mut work, start) = (LongWork::default(), Instant::now());
        let at = |secs| start + Duration::from_secs(secs);
        let (one, two) = (DocId(1), DocId(2));
        assert_eq!(work.note(&[one], at(0)), []);
        assert_eq!(work.note(&[one, two], at(5)), []);
        assert_eq!(work.note(&[one], at(14)), [], "the second took 9 s");
        assert_eq!(work.note(&[two], at(15)), [(one, Duration::from_secs(15))]);
        assert_eq!(work.note(&[two], at(24)), []);
        assert_eq!(work.note(&[], at(25)), [(two, LONG)]);
        assert_eq!(work.note(&[], at(99)), []);
    }
}
