//! What readers and workers have found, taken in once a frame. Nothing here waits for long.

use super::command::{Command, ViewId};
use super::file::File;
use super::follow::Follow;
use super::session::{Banner, Content, Session};
use super::{App, scans};
use crate::base::human;
use crate::format::sniff;
use crate::source::blocks::BUDGET;
use crate::source::reader::{Event, Opened, Reader, Tail};
use crate::source::{Change, Generation, OpenError, Snapshot};
use std::time::{Duration, Instant};

/// The longest that a frame waits for blocks on their way, in all.
const BLOCK_WAIT: Duration = Duration::from_millis(1);

/// How long a message stays.
const TOAST_STAYS: Duration = Duration::from_secs(8);

impl App {
    /// Takes in all news, and asks for the bytes that the last frame lacked. Call it once a
    /// frame, before anything is drawn. Never waits.
    pub fn absorb(&mut self) {
        for tab in 0..self.sessions.len() {
            self.absorb_events(tab);
            self.absorb_scans(tab);
            self.absorb_left(tab);
            self.go_on_if_finished(tab);
            let said = self.sessions[tab].settle();
            if let Some(said) = said {
                self.toast(said, true);
            }
            self.sessions[tab].ask();
        }
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
            Event::Copied(bytes) => self.copied(bytes),
        }
    }

    fn opened(&mut self, tab: usize, opened: &Opened) {
        let session = &mut self.sessions[tab];
        if let Content::Open(file) = &mut session.content
            && file.snapshot().generation() == opened.snapshot.generation()
        {
            // A pipe has come to its end.
            file.filled(opened.snapshot.clone());
            if let Ok(engine) = &self.engine {
                session.scans.grow(engine, &opened.snapshot);
            }
            return;
        }
        session.name.clone_from(&opened.name);
        session.path.clone_from(&opened.path);
        session.content = Content::Open(Box::new(File::new(opened)));
        session.scans = scans::Scans::default();
        session.follow = Follow::default();
        session.measured = None;
        session.banner = None;
        if opened.snapshot.generation() == Generation::default() {
            let info = sniff::sniff(opened.snapshot.head(), opened.snapshot.len());
            session.show(if info.format == "binary" { ViewId::Hex } else { ViewId::Text });
        }
        session.return_to_left();
        session.keep_inside();
        if let Some(path) = &opened.path {
            self.settings.remember(path, opened.snapshot.len());
        }
        self.scan(tab);
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
        if let Some(index) = session.scans.absorb(engine, file.snapshot()) {
            file.set_index(index);
        }
        if was_running
            && session.scans.running().is_none()
            && let Some(why) = session.scans.trouble()
            && session.banner.is_none()
        {
            session.banner = Some(Banner {
                text: format!(
                    "Reading “{}” ended early: {why}. What was computed before is kept.",
                    session.name
                ),
                choices: vec![("Read it anew", Command::Reopen)],
                change: None,
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

    fn trim(&mut self, most: usize) {
        if let Content::Open(file) = &mut self.content {
            file.trim(most);
        }
    }
}

impl Banner {
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
        Self { text: format!("“{name}” {what}"), choices, change: Some(change) }
    }
}
