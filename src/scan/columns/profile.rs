//! The profile of a column: what its cells are, without keeping them.
//!
//! A cell is counted under its value as long as the column's distinct values are few enough to be
//! kept ([`Values`]); its type, numbers, dates and lengths then follow from the values and their counts,
//! and are looked at for reports alone. Past that cap each cell is read when it comes ([`Totals`]),
//! and what was counted before is read once more with its counts.
//!
//! All of it is a function of the cells and their places as a set. So a profile depends neither on how
//! a file was cut nor on the order in which the parts were merged; and where a part of a column
//! has passed the cap, the whole has.

use super::limits::Limits;
use super::report::ColumnReport;
use super::sample::Sample;
use super::totals::Totals;
use super::values::{self, Kept, SHORT_BYTES, Values};
use serde::{Deserialize, Serialize};

/// The accumulator of a column.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Those of the table's layout; not kept in files.
    #[serde(skip)]
    limits: Limits,
    empty: u64,
    values: Values,
    sample: Sample,
    /// Of all cells, once the values are too many to keep; before, of those alone that are too long.
    totals: Option<Box<Totals>>,
}

/// How far a column is past its caps. What holds for a part of a column holds for all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    values: u32,
    sample: u32,
}

impl Progress {
    /// The farther of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { values: self.values.max(other.values), sample: self.sample.max(other.sample) }
    }
}

impl ColumnProfile {
    /// Without cells.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Without cells, for a part of a column of which some other part has come that far: so this part
    /// doesn't keep what will not stay, which takes a third of the time where values are many.
    ///
    /// Merged with that other part, it gives what it would have given without.
    #[must_use]
    pub fn resumed(limits: Limits, progress: Progress) -> Self {
        let Progress { values, sample } = progress;
        let (values, sample) = (Values::at_level(values), Sample::at_level(sample));
        Self { limits, values, sample, ..Self::default() }
    }

    /// The profile of `most` cells that was read, under the limits of its table; `None` if it can't be.
    #[must_use]
    pub fn sound(self, most: u64, limits: Limits) -> Option<Self> {
        let is_sound = self.empty <= most
            && self.values.is_sound(most, limits)
            && self.sample.is_sound(limits)
            && self.totals.as_ref().is_none_or(|totals| totals.is_sound(most, limits));
        is_sound.then_some(Self { limits, ..self })
    }

    /// How far it is past its caps, for the parts that follow.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress { values: self.values.level(), sample: self.sample.level() }
    }

    /// Adds a cell, unescaped, which stands at an offset of the file.
    ///
    /// Costs 10 to 40 ns for short cells.
    #[inline]
    pub fn add(&mut self, value: &[u8], at: u64) {
        if value.is_empty() {
            self.empty += 1;
            return;
        }
        let hash = values::hash(value);
        self.sample.add(at, hash, value, self.limits);
        if value.len() > SHORT_BYTES {
            self.add_long(value, hash, at);
            return;
        }
        let reads_all = self.values.level() > 0;
        if self.values.keeps(hash) {
            self.count(Kept { hash, text: value, is_long: false, count: 1, first: at });
        }
        if reads_all {
            self.totals.get_or_insert_default().add(value, 1, at, self.limits);
        }
    }

    #[cold]
    fn add_long(&mut self, value: &[u8], hash: u64, at: u64) {
        self.totals.get_or_insert_default().add(value, 1, at, self.limits);
        if self.values.keeps(hash) {
            let text = values::digest(value);
            self.count(Kept { hash, text: &text, is_long: true, count: 1, first: at });
        }
    }

    #[inline]
    fn count(&mut self, value: Kept<'_>) {
        if self.values.add(value) && !self.values.fits(self.limits) {
            self.raise();
        }
    }

    /// Keeps as many values as fit.
    #[cold]
    fn raise(&mut self) {
        self.read_values();
        while !self.values.fits(self.limits) {
            self.values.raise(self.values.level() + 1);
        }
    }

    /// Reads the values that have only been counted, which all are at level 0.
    fn read_values(&mut self) {
        if self.values.level() == 0 {
            read(self.totals.get_or_insert_default(), &self.values, self.limits);
        }
    }

    /// Adds what `right` knows of other cells, those that follow in the file.
    ///
    /// Costs some microseconds, and up to a millisecond where values are many.
    pub fn merge(&mut self, mut right: Self) {
        if self.is_new() {
            *self = right;
            return;
        }
        self.empty += right.empty;
        self.sample.merge(&right.sample, self.limits);
        if self.values.level() != right.values.level() {
            self.read_values();
            right.read_values();
        }
        if let Some(totals) = right.totals {
            match &mut self.totals {
                Some(left) => left.merge(*totals, self.limits),
                None => self.totals = Some(totals),
            }
        }
        self.values.raise(right.values.level());
        for value in right.values.iter() {
            if self.values.keeps(value.hash) {
                self.values.add(value);
            }
        }
        // Not before all are there: at level 0 they are read then.
        if !self.values.fits(self.limits) {
            self.raise();
        }
    }

    /// Whether it knows nothing.
    fn is_new(&self) -> bool {
        self.empty == 0
            && self.values.len() == 0
            && self.totals.is_none()
            && self.progress() == Progress::default()
    }

    /// What it says of its cells. Costs 0.1 ms, up to 2 ms where almost too many values are kept.
    #[must_use]
    pub fn report(&self) -> ColumnReport {
        let mut totals = self.totals.as_deref().cloned().unwrap_or_default();
        if self.values.level() == 0 {
            read(&mut totals, &self.values, self.limits);
        }
        ColumnReport::new(self.empty, &totals, &self.values, &self.sample, self.limits)
    }
}

/// Reads all values that are kept whole.
fn read(totals: &mut Totals, values: &Values, limits: Limits) {
    for value in values.iter().filter(|value| !value.is_long) {
        totals.add(value.text, value.count, value.first, limits);
    }
}
