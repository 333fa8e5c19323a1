//! Readings of what this process costs, requested while something shows them.

use super::App;
use crate::doc::Document;
use crate::doc::gauges::{GaugeReading, Gauger};
use crate::view::map;
use std::sync::Arc;

/// Readings that are still taken once nothing happens any more: then all figures are those of rest, and
/// new ones would show what it costs to show them.
const AT_REST: u32 = 3;

impl App {
    /// The last reading of what this process costs; only while it is shown.
    #[must_use]
    pub fn last_reading(&self) -> Option<&GaugeReading> {
        self.gauger.as_ref().and_then(|gauger| gauger.last.as_ref())
    }

    /// Absorbs a reading, and requests the next one if it is shown.
    pub(crate) fn absorb_gauges(&mut self) {
        self.take_reading();
        let is_watched = self.focused().is_some_and(|pane| pane.view() == map::ID && pane.file().is_some());
        if !is_watched && !self.shows_diagnostics() {
            return;
        }
        if self.is_busy() {
            self.wake_gauges();
        }
        if self.gauger.as_ref().is_none_or(|gauger| gauger.n_idle < AT_REST) {
            self.ask_for_reading();
        }
    }

    /// Has readings taken again: something happens.
    pub(super) fn wake_gauges(&mut self) {
        if let Some(gauger) = &mut self.gauger {
            gauger.n_idle = 0;
        }
    }

    /// Whether something is being done without a person.
    pub(super) fn is_busy(&self) -> bool {
        let works = |doc: &Document| {
            doc.scans.running().is_some()
                || doc.searching().is_some_and(crate::doc::search::Searching::is_running)
                || doc.measured().is_some_and(crate::doc::measure::Measurement::is_running)
        };
        !self.tasks.is_empty() || self.docs.iter().any(works)
    }

    fn take_reading(&mut self) {
        let Some(gauger) = &mut self.gauger else { return };
        let Ok((doc, reading, mapping)) = gauger.readings.try_recv() else { return };
        gauger.is_asked = false;
        gauger.n_idle += 1;
        gauger.last = Some(reading.clone());
        if let Some(doc) = self.docs.iter_mut().find(|one| Some(one.id) == doc) {
            doc.gauges.take(reading, mapping);
        }
    }

    fn ask_for_reading(&mut self) {
        if self.gauger.is_none() {
            let started = Gauger::start(Arc::clone(&self.waker));
            self.gauger = started.inspect_err(|error| tracing::warn!(%error, "no readings")).ok();
        }
        let meters = self.engine.as_ref().map(|engine| engine.meters().clone()).unwrap_or_default();
        let doc = self.focused().filter(|pane| pane.view() == map::ID).map(|pane| pane.doc.id);
        let doc = self.docs.iter().find(|one| Some(one.id) == doc);
        if let Some(gauger) = self.gauger.as_mut().filter(|gauger| !gauger.is_asked) {
            gauger.ask(doc, meters);
        }
    }
}
