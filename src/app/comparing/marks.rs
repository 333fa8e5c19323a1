//! Which visible bytes differ: what painters ask.

use super::super::App;
use super::Comparing;
use crate::base::units::len_u64;
use crate::base::{Offset, PaneId, Span};
use crate::compare::{DifferenceKind, Side, Stretch};
use crate::doc::File;
use crate::source::blocks::Fetched;

/// How bytes differ from those of the other file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The other file has others.
    Changed,
    /// The other file has none.
    OnlyHere,
    /// The other file has more before this place; the span is empty.
    OnlyThere,
}

/// Bytes that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedMark {
    /// Which.
    pub span: Span,
    /// How.
    pub kind: MarkKind,
}

/// What a pane is compared with.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The comparison.
    pub comparing: &'a Comparing,
    /// Which of the files the pane shows.
    pub side: Side,
    /// The other file, if it is open.
    pub other: Option<&'a File>,
}

impl App {
    /// What a pane is compared with.
    pub(in crate::app) fn compared(&self, pane: PaneId) -> Option<Compared<'_>> {
        let (comparing, side) = self.comparing_of(pane)?;
        let other = side.other().of(comparing.panes);
        let other = self.panes.iter().find(|pane| pane.id == other)?.doc;
        Some(Compared { comparing, side, other: self.doc(other)?.file() })
    }
}

impl Compared<'_> {
    /// The bytes of a visible part of a file that differ, in order.
    ///
    /// At the same offsets the bytes themselves are compared, so nothing waits for the comparison; aligned, what
    /// it has found counts.
    #[must_use]
    pub fn marks(&self, file: &File, seen: Span) -> Vec<ComparedMark> {
        let seen = seen.meet(file.snapshot().span());
        if seen.is_empty() {
            return Vec::new();
        }
        let direct = self
            .other
            .filter(|_| !self.comparing.is_aligned())
            .and_then(|other| at_offsets(file, other, seen));
        direct.unwrap_or_else(|| self.listed(seen))
    }

    /// Those of the list.
    fn listed(&self, seen: Span) -> Vec<ComparedMark> {
        let Some(run) = self.comparing.run() else { return Vec::new() };
        run.list().within(self.side, seen).filter_map(|one| mark(one, self.side, seen)).collect()
    }

    /// Whether a part of the file holds a difference, as far as it is known, and whether all is this file's alone.
    #[must_use]
    pub fn kind_in(&self, part: Span) -> Option<MarkKind> {
        let run = self.comparing.run()?;
        let mut kinds = run.list().within(self.side, part).map(|one| kind_of(one.kind, self.side));
        let first = kinds.next()?;
        // A few are enough to tell.
        let is_one = kinds.take(8).all(|kind| kind == first);
        Some(if is_one { first } else { MarkKind::Changed })
    }
}

fn kind_of(kind: DifferenceKind, side: Side) -> MarkKind {
    match (kind, side) {
        (DifferenceKind::Changed, _) => MarkKind::Changed,
        (DifferenceKind::OnlyA, Side::A) | (DifferenceKind::OnlyB, Side::B) => MarkKind::OnlyHere,
        _ => MarkKind::OnlyThere,
    }
}

fn mark(one: &Stretch, side: Side, seen: Span) -> Option<ComparedMark> {
    let (span, kind) = (one.on(side), kind_of(one.kind, side));
    if kind == MarkKind::OnlyThere {
        return (seen.start <= span.start).then_some(ComparedMark { span, kind });
    }
    let span = span.meet(seen);
    (!span.is_empty()).then_some(ComparedMark { span, kind })
}

/// Bytes that differ from those of another file at the same offsets; `None` while they are not at hand.
fn at_offsets(file: &File, other: &File, seen: Span) -> Option<Vec<ComparedMark>> {
    let common = seen.meet(other.snapshot().span());
    let mut marks: Vec<ComparedMark> = Vec::new();
    if !common.is_empty() {
        let (Fetched::Ready(own), Fetched::Ready(others)) = (file.bytes(common), other.bytes(common)) else {
            return None;
        };
        let mut at: Offset = common.start;
        for (one, other) in own.iter().zip(others.iter()) {
            if one != other {
                match marks.last_mut() {
                    Some(last) if last.span.end == at => last.span.end = at + 1,
                    _ => marks.push(ComparedMark { span: Span::at(at, 1), kind: MarkKind::Changed }),
                }
            }
            at = at + 1;
        }
        debug_assert_eq!(at - common.start, len_u64(own.len()));
    }
    let rest = Span { start: seen.start.max(Offset(other.len())), end: seen.end };
    if !rest.is_empty() {
        marks.push(ComparedMark { span: rest, kind: MarkKind::OnlyHere });
    }
    Some(marks)
}
