//! From one difference to the next.

use super::super::tasks::Reply;
use super::super::{App, PaneRef};
use super::Comparing;
use crate::base::{Offset, PaneId};
use crate::compare::{SeekDirection, Side, Stretch, seek};
use crate::messages::{Key, Text};
use crate::view::PaneMsg;

/// Where a step leads.
enum Step {
    /// To the start of a stretch.
    To(Stretch),
    /// Into a stretch that holds several ranges.
    Into(Stretch),
    Nowhere,
}

impl Comparing {
    /// Where the step from a place of a file leads; `is_there`: the place itself was gone to.
    fn step(&self, side: Side, at: Offset, is_there: bool, forward: bool) -> Step {
        let Some(list) = self.run().map(|run| run.list()) else { return Step::Nowhere };
        let from = list.first_from(side, at);
        let before = from.checked_sub(1).and_then(|nr| list.get(nr));
        let reaches = |one: &&Stretch| one.is_merged() && one.on(side).end > at;
        if !forward {
            return match before {
                Some(one) if one.is_merged() => Step::Into(*one),
                Some(one) => Step::To(*one),
                None => Step::Nowhere,
            };
        }
        if let Some(one) = before.filter(reaches) {
            return Step::Into(*one);
        }
        match list.get(from) {
            Some(one) if one.on(side).start == at && is_there => match one.is_merged() {
                true => Step::Into(*one),
                false => list.get(from + 1).map_or(Step::Nowhere, |next| Step::To(*next)),
            },
            Some(one) => Step::To(*one),
            None => Step::Nowhere,
        }
    }
}

impl App {
    /// The pane that steps: the one of both that has the keyboard, or the one that leads.
    fn stepping(&self) -> Option<(PaneRef<'_>, Side)> {
        let comparing = self.comparing()?;
        let focused = self.focused_id().filter(|pane| comparing.side_of(*pane).is_some());
        let pane = self.pane(focused.unwrap_or(comparing.leader.pane))?;
        Some((pane, comparing.side_of(pane.pane.id())?))
    }

    /// The number of the stretch that holds the cursor of a pane that is compared, or starts there.
    #[must_use]
    pub fn current_difference(&self) -> Option<usize> {
        let (pane, side) = self.stepping()?;
        let list = self.comparing()?.run()?.list();
        let at = pane.cursor();
        let nr = list.first_from(side, at);
        let starts = list.get(nr).is_some_and(|one| one.on(side).start == at);
        let holds = |nr: &usize| list.get(*nr).is_some_and(|one| one.on(side).end > at);
        if starts { Some(nr) } else { nr.checked_sub(1).filter(holds) }
    }

    pub(super) fn step_difference(&mut self, forward: bool) {
        let Some((pane, side)) = self.stepping() else { return };
        let (id, at) = (pane.pane.id(), pane.cursor());
        let Some(comparing) = self.comparing() else { return };
        // At the file's start, before any step, the difference there is the next one.
        let is_there = comparing.asked > 0 || at > Offset::ZERO;
        let step = comparing.step(side, at, is_there, forward);
        if let Some(comparing) = &mut self.comparing {
            comparing.asked += 1;
        }
        match step {
            Step::To(one) => self.show_difference(id, one.on(side).start),
            Step::Into(one) => self.seek_difference(id, one, (side, at), forward),
            Step::Nowhere => self.say_no_more(forward),
        }
    }

    fn say_no_more(&mut self, forward: bool) {
        let is_running = self.comparing().and_then(Comparing::run).is_some_and(|run| run.is_running());
        let says = match (forward, is_running) {
            (true, true) => "compare-none-yet",
            (true, false) => "compare-none-after",
            (false, _) => "compare-none-before",
        };
        self.toast(Text::new(says), false);
    }

    pub(super) fn go_to_difference(&mut self, nr: usize) {
        let Some((pane, side)) = self.stepping() else { return };
        let id = pane.pane.id();
        let stretch = self.comparing().and_then(Comparing::run).and_then(|run| run.list().get(nr).copied());
        if let Some(comparing) = &mut self.comparing {
            comparing.asked += 1;
        }
        stretch.into_iter().for_each(|one| self.show_difference(id, one.on(side).start));
    }

    fn show_difference(&mut self, id: PaneId, at: Offset) {
        self.move_in_pane(id, &PaneMsg::ShowPlace(at));
        self.follow_leader();
    }

    /// Seeks the range of a stretch that is next to a place, on a thread.
    fn seek_difference(&mut self, id: PaneId, stretch: Stretch, place: (Side, Offset), forward: bool) {
        let Some(comparing) = self.comparing() else { return };
        let Some(run) = comparing.run() else { return };
        let (asked, is_aligned) = (comparing.asked, run.is_aligned());
        let (a, b) = (run.files().0.clone(), run.files().1.clone());
        let direction = if forward { SeekDirection::Next } else { SeekDirection::Previous };
        self.background(Key("task-difference"), 0, move |_| {
            let found = seek((&a, &b), &stretch, is_aligned, place, direction);
            let found = found.map(|found| found.map(|both| place.0.of(both)));
            Reply::DifferenceFound {
                asked,
                pane: id,
                from: stretch,
                found: found.map_err(|fault| fault.message()),
            }
        });
    }

    /// Takes the range that was sought, if nothing else was asked for since.
    pub(in crate::app) fn difference_found(
        &mut self,
        asked: u64,
        pane: PaneId,
        from: Stretch,
        found: Result<Option<Offset>, Text>,
    ) {
        let Some((comparing, side)) = self.comparing_of(pane) else { return };
        if comparing.asked != asked {
            return;
        }
        match found {
            Err(why) => self.toast(why, true),
            Ok(Some(at)) => self.show_difference(pane, at),
            // The stretch has no further one: the next stretch does.
            Ok(None) => match comparing.step(side, from.on(side).end, false, true) {
                Step::To(next) => self.show_difference(pane, next.on(side).start),
                _ => self.say_no_more(true),
            },
        }
    }
}
