//! A list of figures that only grows: readers share its sealed parts, and equal ones are a run.

use super::figures::{Figures, n_kept};
use crate::base::units::{len_u64, to_usize};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Figures in a sealed part.
const SEGMENT: usize = 1024;

/// Fewer equal ones in a row are listed each.
const LEAST_RUN: u64 = 64;

/// The figures of blocks that follow each other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FigureRuns {
    /// Never changed again, but for equal ones growing more.
    sealed: Vec<Run>,
    /// The last ones.
    open: Vec<Figures>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Run {
    /// How many there are up to its end.
    end: u64,
    figures: RunFigures,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum RunFigures {
    Each(Arc<[Figures]>),
    Same(Figures),
}

impl FigureRuns {
    /// Whether runs end where they say, after reading.
    pub(super) fn is_sound(&self) -> bool {
        let mut start = 0;
        let mut is_run = |run: &Run| {
            let n = run.end.saturating_sub(std::mem::replace(&mut start, run.end));
            let is_same = |each: &Arc<[Figures]>| len_u64(each.len()) == n && each.len() <= SEGMENT;
            let is_right = match &run.figures {
                RunFigures::Each(each) => is_same(each),
                RunFigures::Same(_) => true,
            };
            n > 0 && run.end <= u64::MAX >> 8 && is_right
        };
        self.sealed.iter().all(&mut is_run) && self.open.len() < SEGMENT
    }

    /// So many equal ones.
    pub(super) fn same(figures: Figures, n: u64) -> Self {
        let mut all = Self::default();
        all.push_same(figures, n);
        all
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.n_sealed() + len_u64(self.open.len())
    }

    fn n_sealed(&self) -> u64 {
        self.sealed.last().map_or(0, |run| run.end)
    }

    /// Memory that they take, in bytes.
    pub(super) fn heap_bytes(&self) -> u64 {
        let run = |run: &Run| match &run.figures {
            RunFigures::Each(each) => n_kept(each.len()),
            RunFigures::Same(_) => 0,
        };
        let runs = len_u64(self.sealed.capacity() * size_of::<Run>());
        runs + self.sealed.iter().map(run).sum::<u64>() + n_kept(self.open.capacity())
    }

    /// The figures of this number; costs a search among the parts.
    pub(super) fn get(&self, nr: u64) -> Option<Figures> {
        if let Some(nr) = nr.checked_sub(self.n_sealed()) {
            return self.open.get(to_usize(nr)).copied();
        }
        let at = self.sealed.partition_point(|run| run.end <= nr);
        let start = at.checked_sub(1).map_or(0, |before| self.sealed[before].end);
        match &self.sealed.get(at)?.figures {
            RunFigures::Each(each) => each.get(to_usize(nr - start)).copied(),
            RunFigures::Same(figures) => Some(*figures),
        }
    }

    pub(super) fn push(&mut self, figures: Figures) {
        self.open.push(figures);
        if self.open.len() == SEGMENT {
            self.seal();
        }
    }

    fn push_same(&mut self, figures: Figures, n: u64) {
        if n < LEAST_RUN {
            (0..n).for_each(|_| self.push(figures));
            return;
        }
        self.seal();
        match self.sealed.last_mut() {
            Some(Run { end, figures: RunFigures::Same(last) }) if *last == figures => *end += n,
            _ => {
                let end = self.n_sealed() + n;
                self.sealed.push(Run { end, figures: RunFigures::Same(figures) });
            }
        }
    }

    /// Appends those that follow.
    pub(super) fn append(&mut self, other: &Self) {
        let mut start = 0;
        for run in &other.sealed {
            match &run.figures {
                RunFigures::Each(each) if self.open.is_empty() && each.len() == SEGMENT => {
                    let end = self.n_sealed() + len_u64(SEGMENT);
                    self.sealed.push(Run { end, figures: RunFigures::Each(Arc::clone(each)) });
                }
                RunFigures::Each(each) => each.iter().for_each(|&figures| self.push(figures)),
                RunFigures::Same(figures) => self.push_same(*figures, run.end - start),
            }
            start = run.end;
        }
        other.open.iter().for_each(|&figures| self.push(figures));
    }

    fn seal(&mut self) {
        if !self.open.is_empty() {
            let end = self.len();
            let each = std::mem::take(&mut self.open).into();
            self.sealed.push(Run { end, figures: RunFigures::Each(each) });
        }
    }
}

/// Whatever parts they are in.
impl PartialEq for FigureRuns {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|nr| self.get(nr) == other.get(nr))
    }
}
