//! The partial of the record index as it is kept: readings within readings as a list, so that what is read
//! calls nothing as deep as a file says.

use super::{Fate, Part, Reading, RecordIndex, RecordsPartial, State};
use crate::base::{Offset, Span};
use serde::{Deserialize, Serialize};

/// Readings within another; each further one takes a quote that the one before may have as text.
const MOST_READINGS: usize = 1 << 12;

#[derive(Serialize, Deserialize)]
pub(super) struct SavedRecords {
    entry: Option<Vec<State>>,
    index: RecordIndex,
    /// The outermost first.
    readings: Vec<SavedReading>,
    end: Offset,
    is_whole: bool,
}

#[derive(Serialize, Deserialize)]
struct SavedReading {
    fates: Vec<Fate>,
    is_carried: bool,
    parts: Vec<Part>,
    held: Vec<Part>,
    state: State,
}

impl SavedRecords {
    pub(super) fn of(partial: &RecordsPartial) -> Self {
        let mut readings = Vec::new();
        let mut reading = Some(&partial.reading);
        while let Some(one) = reading {
            readings.push(SavedReading {
                fates: one.fates.clone(),
                is_carried: one.is_carried,
                parts: one.parts.clone(),
                held: one.held.clone(),
                state: one.state,
            });
            reading = one.as_text.as_deref();
        }
        let RecordsPartial { entry, index, end, is_whole, .. } = partial.clone();
        Self { entry, index, readings, end, is_whole }
    }

    /// The partial of these bytes of a file; `None` if it can't be.
    pub(super) fn partial(self, of: Span) -> Option<RecordsPartial> {
        let Self { entry, index, readings, end, is_whole } = self;
        let is_sound = end <= of.end
            && index.counts.span().end <= of.end
            && index.states.is_sorted_by(|one, next| one.0 < next.0)
            && readings.len() <= MOST_READINGS
            && entry.as_ref().is_none_or(|states| !states.is_empty() && states.len() <= MOST_READINGS)
            && follow(&index, &readings, of);
        let mut reading: Option<Box<Reading>> = None;
        for one in readings.into_iter().rev() {
            let SavedReading { fates, is_carried, parts, held, state } = one;
            reading = Some(Box::new(Reading { fates, is_carried, parts, held, state, as_text: reading }));
        }
        is_sound.then_some(RecordsPartial { entry, index, reading: *reading?, end, is_whole })
    }
}

/// Whether each list of parts goes on where what precedes it ends.
fn follow(index: &RecordIndex, readings: &[SavedReading], of: Span) -> bool {
    let counted = index.counts.span();
    let mut at = (!counted.is_empty()).then_some(counted.end);
    let mut is_after = |parts: &[Part]| {
        parts.iter().all(|part| {
            let follows = at.is_none_or(|at| at == part.span.start);
            at = Some(part.span.end);
            follows && part.span.meet(of) == part.span && u64::from(part.n_records) <= part.span.len()
        })
    };
    readings.iter().all(|reading| {
        let goes_on = is_after(&reading.parts);
        // What follows within quotes is read in either way.
        let mut held_at = None;
        let is_held = reading.held.iter().all(|part| {
            let follows = held_at.is_none_or(|at| at == part.span.start) && part.span.meet(of) == part.span;
            held_at = Some(part.span.end);
            follows
        });
        goes_on && is_held
    })
}
