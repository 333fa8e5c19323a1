//! What readers and workers have found, taken in once a frame. Nothing here waits for long.

use super::command::{Command, ViewId};
use super::file::File;
use super::follow::Follow;
use super::session::{Banner, Content, Session};
use super::{App, scans};
use crate::base::{CaughtPanic, human};
use crate::engine::Progress;
use crate::format::sniff::Verdict;
use crate::source::blocks::BUDGET;
use crate::source::reader::{Event, Opened, Reader, Tail};
use crate::source::{Change, Fault, Generation, OpenError, Snapshot};
use std::time::{Duration, Instant};

/// What a banner with details offers.
const COPY_DETAILS: (&str, Command) = ("Copy details", Command::CopyDetails);

/// The longest that a frame waits for blocks on their way, in all.
const BLOCK_WAIT: Duration = Duration::from_millis(1);

/// How long a message stays.
const TOAST_STAYS: Duration = Duration::from_secs(8);

impl App {
    /// Takes in all news, and asks for the bytes that the last frame lacked. Call it once a
    /// frame, before anything is drawn. Never waits.
    pub fn absorb(&mut self) {
        // Tabs that are new have not heard.
        self.lay_out(|_| ());
        for tab in 0..self.sessions.len() {
            self.absorb_events(tab);
            self.absorb_scans(tab);
            self.absorb_left(tab);
            self.absorb_search(tab);
            self.settle_time(tab);
            self.go_on_if_finished(tab);
            let said = self.sessions[tab].settle();
            if let Some(said) = said {
                self.toast(said, true);
            }
            self.sessions[tab].ask();
            self.sessions[tab].mind_silence();
        }
        self.ready_rules();
        self.absorb_gauges();
        self.absorb_measured();
        while let Ok(reply) = self.replies.1.try_recv() {
            self.absorb_reply(reply);
        }
        self.tasks.retain(|task| !task.is_done());
        self.toasts.retain(|toast| toast.born.elapsed() < TOAST_STAYS);
        let each = BUDGET / self.sessions.len().max(1);
        self.sessions.iter_mut().for_each(|tab| tab.trim(each));
    }

    /// Waits, a millisecond at most, for blocks that the tab in front lacks and has asked for.
    /// Whether any came.
    pub fn wait_for_blocks(&mut self) -> bool {
        let until = Instant::now() + BLOCK_WAIT;
        let front = self.front;
        let mut came = false;
        while self.sessions.get_mut(front).is_some_and(|tab| tab.ask()) {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.sessions[front].reader.as_ref().and_then(|reader| reader.event_within(left));
            let Some(event) = event else { break };
            self.absorb_event(front, event);
            if let Some(said) = self.sessions[front].settle() {
                self.toast(said, true);
            }
            came = true;
        }
        came
    }

    fn absorb_events(&mut self, tab: usize) {
        // No more than the channel holds: a busy reader must not keep the frame.
        for _ in 0..256 {
            let event = self.sessions[tab].reader.as_ref().and_then(Reader::event);
            let Some(event) = event else { return };
            self.absorb_event(tab, event);
        }
    }

    fn absorb_event(&mut self, tab: usize, event: Event) {
        self.tally.count(&event);
        self.sessions[tab].silent_since = None;
        match event {
            Event::Opened(opened) => self.opened(tab, &opened),
            Event::Failed(error) => self.failed(tab, error),
            Event::Block(of, block, bytes) => {
                if let Content::Open(file) = &mut self.sessions[tab].content {
                    file.take(&of, block, bytes);
                }
            }
            Event::Changed(change, snapshot, tail) => self.changed(tab, change, &snapshot, tail),
            Event::Next(opened) => self.comes_next(tab, opened),
            Event::Copied(bytes) => self.copied(tab, bytes),
            Event::Sniffed(snapshot, verdict) => self.sniffed(tab, &snapshot, verdict),
            Event::Broke(caught) => self.sessions[tab].broke(&caught),
        }
    }

    fn opened(&mut self, tab: usize, opened: &Opened) {
        let session = &mut self.sessions[tab];
        if let Content::Open(file) = &mut session.content
            && file.snapshot().generation() == opened.snapshot.generation()
        {
            // A pipe has come to its end; what it is will be said as soon as it was looked at.
            file.filled(opened.snapshot.clone());
            if let Ok(engine) = &self.engine {
                session.scans.grow(engine, &opened.snapshot);
            }
            return;
        }
        session.name.clone_from(&opened.name);
        session.path.clone_from(&opened.path);
        let wanted = session.file().map_or(self.encoding, File::wanted_encoding);
        let mut file = File::new(opened);
        file.set_wanted_encoding(wanted);
        session.content = Content::Open(Box::new(file));
        session.scans = scans::Scans::default();
        session.follow = Follow::default();
        session.measured = None;
        session.banner = None;
        if opened.snapshot.generation() == Generation::default() {
            let is_binary = opened.verdict.format == "binary" && wanted.is_none();
            session.show(if is_binary { ViewId::Hex } else { ViewId::Text });
        }
        session.return_to_left();
        session.keep_inside();
        if let Some(path) = &opened.path {
            self.settings.remember(path, opened.snapshot.len());
            if opened.snapshot.generation() == Generation::default() {
                session.restore_marks(self.settings.marks_of(path));
            }
        }
        self.scan(tab);
    }

    /// Takes what a file seems to be, now that all of its samples were looked at.
    fn sniffed(&mut self, tab: usize, snapshot: &Snapshot, verdict: Verdict) {
        match &mut self.sessions[tab].content {
            Content::Open(file) if file.snapshot().generation() == snapshot.generation() => {
                let before = file.encoding();
                file.set_verdict(verdict);
                if file.encoding() != before {
                    self.encoding_changed(tab, before.unit());
                }
            }
            _ => self.sniffed_elsewhere(tab, snapshot, verdict),
        }
    }

    fn failed(&mut self, tab: usize, error: OpenError) {
        let session = &mut self.sessions[tab];
        if let Content::Open(_) = &session.content {
            // Opened anew in vain: what was read stays.
            self.toast(format!("{error}."), true);
            return;
        }
        if let Some(path) = &session.path {
            self.settings.forget(path);
        }
        self.sessions[tab].content = Content::Failed(error);
    }

    fn changed(&mut self, tab: usize, change: Change, snapshot: &Snapshot, tail: Tail) {
        let session = &mut self.sessions[tab];
        let is_at_end = session.is_following();
        let Content::Open(file) = &mut session.content else { return };
        if file.snapshot().generation() != snapshot.generation() {
            if let Change::Grew { .. } = change {
                self.grew_elsewhere(tab, snapshot, tail);
            }
            return;
        }
        if file.changed().is_some_and(|(last, _)| *last == change) {
            return;
        }
        file.note(change.clone(), snapshot.clone(), tail);
        if let Change::Grew { .. } = change {
            if let Ok(engine) = &self.engine {
                session.scans.grow(engine, snapshot);
            }
            if is_at_end {
                session.stay_at_end();
            }
            return;
        }
        session.follow.note_moved(&change);
        session.banner = Some(Banner::about(&session.name, change));
    }

    fn absorb_scans(&mut self, tab: usize) {
        let Ok(engine) = &self.engine else { return };
        let session = &mut self.sessions[tab];
        let Content::Open(file) = &mut session.content else { return };
        let was_running = session.scans.running().is_some();
        file.set_indexes(session.scans.absorb(engine, file.snapshot()));
        if was_running
            && session.scans.running().is_none()
            && let Some(why) = session.scans.trouble()
            && session.banner.is_none()
        {
            session.banner = Some(match session.scans.caught_panic() {
                Some(caught) => Banner::about_panic("A computation of", &session.name, caught),
                None => Banner::about_end(&session.name, &why, session.scans.fault()),
            });
        }
    }
}

impl Session {
    /// Asks the reader for what the views lacked; whether there was anything.
    fn ask(&mut self) -> bool {
        match (&self.content, &self.reader) {
            (Content::Open(file), Some(reader)) => file.ask(reader),
            (Content::Opening, Some(_)) => true,
            _ => false,
        }
    }

    /// Notes since when the file has not answered.
    fn mind_silence(&mut self) {
        let (awaits, stuck_for) = match &self.content {
            Content::Opening => (self.reader.is_some(), Duration::ZERO),
            Content::Open(_) if self.is_waiting => (true, Duration::ZERO),
            // A place to go to waits for a block that is in no view yet.
            Content::Open(file) if self.pending.is_some() && file.awaits() => (true, Duration::ZERO),
            Content::Open(_) if self.scans.is_stuck() => (true, crate::engine::SILENT),
            _ => (false, Duration::ZERO),
        };
        if awaits {
            let since = || Instant::now().checked_sub(stuck_for);
            self.silent_since = self.silent_since.or_else(since);
        } else {
            self.silent_since = None;
        }
    }

    /// The reader is gone: what has come stays, and nothing waits for the rest.
    fn broke(&mut self, caught: &CaughtPanic) {
        let why = format!("its reader failed: {caught}");
        let mut banner = Banner::about_panic("The reader of", &self.name, caught);
        match &mut self.content {
            Content::Open(file) => {
                file.lose(&why);
                let anew = self.path.is_some().then_some(("Read it anew", Command::Reopen));
                banner.choices.extend(anew);
            }
            content => *content = Content::Failed(OpenError::Unreadable { name: self.name.clone(), why }),
        }
        self.reader = None;
        self.banner = Some(banner);
    }

    fn trim(&mut self, most: usize) {
        if let Content::Open(file) = &mut self.content {
            file.trim(most);
        }
    }
}

impl Banner {
    /// Reading ended before the file did.
    fn about_end(name: &str, why: &str, fault: Option<(&Fault, Progress)>) -> Self {
        let text = format!("Reading “{name}” ended early: {why}. What was computed before is kept.");
        let kept = |progress: Progress| {
            format!("kept: what the first {} of {} bytes say\n", progress.done, progress.of)
        };
        let details = fault.map(|(fault, progress)| fault.details() + &kept(progress));
        let mut choices = vec![("Read it anew", Command::Reopen)];
        choices.extend(details.is_some().then_some(COPY_DETAILS));
        Self { text, choices, details, change: None }
    }

    /// Something panicked over a file.
    fn about_panic(what: &str, name: &str, caught: &CaughtPanic) -> Self {
        let text = format!("{what} “{name}” failed; what was found before is kept.");
        Self { text, choices: vec![COPY_DETAILS], details: Some(caught.details.clone()), change: None }
    }

    fn about(name: &str, change: Change) -> Self {
        let (what, choice) = match &change {
            Change::Shrank { to } => {
                let to = human::size(*to);
                (
                    format!("was cut to {to} by another program. What was read before is kept."),
                    Some("Read it anew"),
                )
            }
            Change::Rewritten => {
                let what = "was rewritten by another program. What was read before is kept.";
                (what.to_owned(), Some("Read it anew"))
            }
            Change::Replaced => {
                let what = "was replaced by another file of that name. This is still the old one.";
                (what.to_owned(), Some("Open the new one"))
            }
            Change::Unlinked => ("was deleted. It can be read until its tab is closed.".to_owned(), None),
            Change::None | Change::Grew { .. } => (String::new(), None),
        };
        let choices = choice.map(|choice| (choice, Command::Reopen)).into_iter().collect();
        Self { text: format!("“{name}” {what}"), choices, details: None, change: Some(change) }
    }
}
