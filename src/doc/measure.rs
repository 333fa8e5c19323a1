//! Measuring the file in front, on a thread of its own: what is known of it so far.

use super::Document;
use crate::base::Span;
use crate::engine::measure::{self, MeasureEvent, MeasuredPass};
use crate::messages::Text;
use crate::source::Snapshot;
use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Channel capacity for updates: more than there ever are.
const MOST_EVENTS: usize = 256;

/// What was measured about a file. Dropping it ends the measuring.
pub struct Measurement {
    /// The part that was read again and again; empty until it was read once.
    pub span: Span,
    /// The fastest pass of each kind, in their order.
    pub passes: Vec<MeasuredPass>,
    /// How much slower the slowest pass of a kind was than the fastest, at most: 1 if nothing
    /// else was going on in the system.
    pub spread: f64,
    /// How many were made.
    pub n_made: usize,
    /// How many there are to make.
    pub n_planned: usize,
    /// The threads that the last ones are made by.
    pub n_threads: usize,
    /// How far it is.
    pub state: MeasureState,
    /// Whether workers were busy with something else meanwhile.
    pub was_disturbed: bool,
    /// The slowest rate of each kind, in the order of `passes`.
    slowest: Vec<f64>,
    events: Receiver<Result<MeasureEvent, Text>>,
    stop: Arc<AtomicBool>,
}

/// How far measuring is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureState {
    /// Under way.
    Running,
    /// Every pass was made.
    Done,
    /// Stopped on request.
    Stopped,
    /// Ended early, and in a few words why.
    Failed(Text),
}

impl Measurement {
    fn start(snapshot: &Snapshot, n_threads: usize, waker: Waker) -> std::io::Result<Self> {
        let (sender, events) = bounded(MOST_EVENTS);
        let stop = Arc::new(AtomicBool::new(false));
        let (snapshot, stopped) = (snapshot.clone(), Arc::clone(&stop));
        let work = move || {
            let ended = measure::measure(&snapshot, n_threads, &stopped, |event| {
                // Fails once the tab is closed.
                let _ = sender.send(Ok(event));
                waker();
            });
            if let Err(why) = ended {
                let _ = sender.send(Err(why));
            }
            drop(sender);
            waker();
        };
        std::thread::Builder::new().name("gander-measure".into()).spawn(work)?;
        Ok(Self {
            span: Span::default(),
            passes: Vec::new(),
            spread: 1.0,
            slowest: Vec::new(),
            n_made: 0,
            n_planned: 0,
            n_threads,
            state: MeasureState::Running,
            was_disturbed: false,
            events,
            stop,
        })
    }

    /// Whether passes are being made.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state == MeasureState::Running
    }

    fn absorb(&mut self, is_busy: bool) {
        self.was_disturbed |= is_busy && self.is_running();
        loop {
            match self.events.try_recv() {
                Ok(Ok(MeasureEvent::Begins(span, n_planned))) => {
                    (self.span, self.n_planned) = (span, n_planned)
                }
                Ok(Ok(MeasureEvent::Made(pass))) => self.keep(pass),
                Ok(Err(why)) => self.state = MeasureState::Failed(why),
                Err(TryRecvError::Disconnected) => return self.end(),
                Err(TryRecvError::Empty) => return,
            }
        }
    }

    /// Keeps a pass if it is the fastest of its kind.
    fn keep(&mut self, pass: MeasuredPass) {
        self.n_made += 1;
        let rate = pass.rate();
        let same = |old: &MeasuredPass| (old.what, old.n_threads) == (pass.what, pass.n_threads);
        let Some(nr) = self.passes.iter().position(same) else {
            self.passes.push(pass);
            self.slowest.push(rate);
            return;
        };
        if self.passes[nr].rate() < rate {
            self.passes[nr] = pass;
        }
        self.slowest[nr] = self.slowest[nr].min(rate);
        self.spread = self.spread.max(self.passes[nr].rate() / self.slowest[nr].max(1.0));
    }

    fn end(&mut self) {
        if self.is_running() {
            let is_whole = self.n_planned > 0 && self.n_made == self.n_planned;
            self.state = if is_whole { MeasureState::Done } else { MeasureState::Stopped };
        }
    }
}

impl Drop for Measurement {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Document {
    /// Starts to measure the file, unless that is under way.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub(crate) fn measure(&mut self, n_threads: usize, waker: Waker) -> std::io::Result<()> {
        let Some(snapshot) = self.file().map(|file| file.snapshot().clone()) else { return Ok(()) };
        if snapshot.is_empty() || self.measured.as_ref().is_some_and(Measurement::is_running) {
            return Ok(());
        }
        self.measured = Some(Measurement::start(&snapshot, n_threads, waker)?);
        Ok(())
    }

    pub(crate) fn stop_measuring(&self) {
        if let Some(measured) = &self.measured {
            measured.stop.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn absorb_measured(&mut self) {
        let is_busy = self.scans.running().is_some();
        if let Some(measured) = &mut self.measured {
            measured.absorb(is_busy);
        }
    }
}
