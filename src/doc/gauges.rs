//! What reading a file costs: sampled by a thread of its own, twice a second, while a view or
//! the diagnostics show it.
//!
//! Each reading requests the next one, if it is still shown then. So nothing runs while none is
//! shown or the window is hidden, and a busy system is not asked faster than it answers.

use super::Document;
use crate::base::DocId;
use crate::base::units::as_f64;
use crate::engine::Meters;
use crate::source::Snapshot;
use crate::source::reader::Waker;
use crate::source::vitals::{self, Mapping, Vitals};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Readings come no more often than this.
const EVERY: Duration = Duration::from_millis(500);

/// Readings that are kept: those of the last minute.
const KEPT: usize = 120;

/// An older reading says nothing about now.
const STALE: Duration = Duration::from_secs(3);

/// A request: for which document, about which file, and not before when.
struct Ask {
    doc: Option<DocId>,
    snapshot: Option<Snapshot>,
    meters: Meters,
    not_before: Instant,
}

/// One reading.
#[derive(Clone, Debug)]
pub struct GaugeReading {
    /// When it was taken.
    pub at: Instant,
    /// What the system counts of this process.
    pub vitals: Vitals,
    /// What each worker has read, in bytes.
    pub worked: Vec<u64>,
    /// How many maps there are, and how many there can be.
    pub maps: (usize, usize),
}

/// What is known about how a file is read.
#[derive(Default)]
pub struct Gauges {
    readings: VecDeque<GaugeReading>,
    mapping: Option<Mapping>,
}

impl Gauges {
    /// The newest reading.
    #[must_use]
    pub fn newest(&self) -> Option<&GaugeReading> {
        self.readings.back()
    }

    /// The file's map at that time, if it has one.
    #[must_use]
    pub fn mapping(&self) -> Option<&Mapping> {
        self.mapping.as_ref()
    }

    /// How much `counter` grew a second between the two newest readings; `None` before there
    /// are two, and where the system doesn't count it.
    #[must_use]
    pub fn rate(&self, counter: impl Fn(&GaugeReading) -> Option<u64>) -> Option<f64> {
        let before = self.readings.len().checked_sub(2).and_then(|nr| self.readings.get(nr))?;
        rate(before, self.newest()?, &counter)
    }

    /// The same between all readings that are kept, oldest first.
    #[must_use]
    pub fn rates(&self, counter: impl Fn(&GaugeReading) -> Option<u64>) -> Vec<f64> {
        let pairs = self.readings.iter().zip(self.readings.iter().skip(1));
        pairs.filter_map(|(before, after)| rate(before, after, &counter)).collect()
    }

    pub(crate) fn take(&mut self, reading: GaugeReading, mapping: Option<Mapping>) {
        if self.newest().is_some_and(|last| reading.at.duration_since(last.at) > STALE) {
            self.readings.clear();
        }
        if self.readings.len() == KEPT {
            self.readings.pop_front();
        }
        self.readings.push_back(reading);
        self.mapping = mapping;
    }
}

fn rate(
    before: &GaugeReading,
    after: &GaugeReading,
    counter: &impl Fn(&GaugeReading) -> Option<u64>,
) -> Option<f64> {
    let grown = counter(after)?.saturating_sub(counter(before)?);
    Some(as_f64(grown) / after.at.duration_since(before.at).as_secs_f64().max(1e-3))
}

/// The UI's handle to the sampling thread. Dropping it ends the thread.
pub(crate) struct Gauger {
    asks: Sender<Ask>,
    pub(crate) readings: Receiver<(Option<DocId>, GaugeReading, Option<Mapping>)>,
    /// Whether a reading is pending.
    pub(crate) is_asked: bool,
    pub(crate) last: Option<GaugeReading>,
    /// Readings since something last happened.
    pub(crate) n_idle: u32,
}

impl Gauger {
    pub(crate) fn start(waker: Waker) -> std::io::Result<Self> {
        let (asks, asked) = bounded::<Ask>(1);
        let (sender, readings) = bounded(1);
        let work = move || {
            for ask in asked {
                std::thread::sleep(ask.not_before.saturating_duration_since(Instant::now()));
                let (vitals, mapping) = vitals::take(ask.snapshot.as_ref());
                let (worked, maps) = (ask.meters.read(), crate::source::map::in_use());
                let reading = GaugeReading { at: Instant::now(), vitals, worked, maps };
                if sender.send((ask.doc, reading, mapping)).is_err() {
                    return;
                }
                waker();
            }
        };
        std::thread::Builder::new().name("gander-gauges".into()).spawn(work)?;
        Ok(Self { asks, readings, is_asked: false, last: None, n_idle: 0 })
    }

    pub(crate) fn ask(&mut self, doc: Option<&Document>, meters: Meters) {
        let not_before = self.last.as_ref().map_or_else(Instant::now, |last| last.at + EVERY);
        let snapshot = doc.and_then(Document::file).map(|file| file.snapshot().clone());
        let ask = Ask { doc: doc.map(Document::id), snapshot, meters, not_before };
        self.is_asked = self.asks.try_send(ask).is_ok();
    }
}
