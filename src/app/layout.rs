//! The layout of panes: stacks of tabs, split into rows and columns.
//!
//! Plain data, so that it can be kept and compared; the window draws it and reports it back
//! changed when a tab was dragged or a splitter moved.

use crate::base::PaneId;

/// A layout.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    /// `None` without any pane.
    pub root: Option<Node>,
    /// The next id for a node.
    next: u64,
}

/// A part of the layout. Ids are unique within it and stay while the part does.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Node {
    /// Panes behind one another, under a bar of tabs.
    Stack {
        /// Its id.
        id: u64,
        /// The panes, from left to right; never empty.
        panes: Vec<PaneId>,
        /// The one that is visible.
        front: PaneId,
    },
    /// Parts beside or below one another.
    Split {
        /// Its id.
        id: u64,
        /// Where the next part is.
        direction: Direction,
        /// The parts and their shares of the room; at least two.
        parts: Vec<(Node, f32)>,
    },
}

/// Where the next part of a split is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// To the right.
    Right,
    /// Below.
    Down,
}

impl Layout {
    /// All panes, in reading order.
    #[must_use]
    pub fn panes(&self) -> Vec<PaneId> {
        let mut all = Vec::new();
        self.each_stack(&mut |panes, _| all.extend(panes));
        all
    }

    /// The visible panes, in reading order.
    #[must_use]
    pub fn visible(&self) -> Vec<PaneId> {
        let mut all = Vec::new();
        self.each_stack(&mut |_, front| all.push(front));
        all
    }

    /// The panes of the stack that holds `pane`, from left to right.
    #[must_use]
    pub fn stack_of(&self, pane: PaneId) -> Vec<PaneId> {
        let mut found = Vec::new();
        self.each_stack(&mut |panes, _| {
            if panes.contains(&pane) {
                found = panes.to_vec();
            }
        });
        found
    }

    /// Adds a pane behind `beside` in its stack, or in the first one, and shows it.
    pub fn insert(&mut self, pane: PaneId, beside: Option<PaneId>) {
        let first = self.panes().first().copied();
        let Some(beside) = beside.filter(|beside| self.panes().contains(beside)).or(first) else {
            let id = self.new_id();
            self.root = Some(Node::Stack { id, panes: vec![pane], front: pane });
            return;
        };
        if let Some(root) = &mut self.root {
            root.insert(pane, beside);
        }
    }

    /// Splits the stack that holds `beside`: `pane` gets one of its own, in half of the room.
    pub fn split(&mut self, pane: PaneId, beside: PaneId, direction: Direction) {
        let (split, stack) = (self.new_id(), self.new_id());
        match &mut self.root {
            Some(root) if root.has(beside) => root.split(pane, beside, direction, split, stack),
            _ => self.insert(pane, None),
        }
    }

    /// Removes a pane; the pane that becomes visible in its place, if its stack has another.
    pub fn remove(&mut self, pane: PaneId) -> Option<PaneId> {
        let stack = self.stack_of(pane);
        let at = stack.iter().position(|one| *one == pane)?;
        let next = stack.get(at + 1).or(at.checked_sub(1).and_then(|at| stack.get(at))).copied();
        self.root = self.root.take().and_then(|root| root.without(pane, next));
        next
    }

    /// Makes a pane the visible one of its stack.
    pub fn show(&mut self, pane: PaneId) {
        if let Some(root) = &mut self.root {
            root.show(pane);
        }
    }

    fn new_id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Gives ids of its own to parts that the window has made, whose ids are `is_foreign`.
    pub fn adopt(&mut self, is_foreign: &dyn Fn(u64) -> bool) {
        let mut next = self.next;
        if let Some(root) = &mut self.root {
            root.adopt(is_foreign, &mut next);
        }
        self.next = next;
    }

    /// The same tree with another root.
    #[must_use]
    pub fn with_root(&self, root: Option<Node>) -> Self {
        Self { root, next: self.next }
    }

    /// The same with so much of the room of both for part `nr` of the split `id` and the rest for the next
    /// part, each a hundredth at least.
    #[must_use]
    pub fn with_line_at(&self, id: u64, nr: usize, share: f32) -> Self {
        let mut moved = self.clone();
        if let Some(root) = &mut moved.root {
            root.put_line(id, nr, share);
        }
        moved
    }

    /// Takes a tree whose ids end with `last`.
    pub(super) fn set_root(&mut self, root: Option<Node>, last: u64) {
        (self.root, self.next) = (root, self.next.max(last));
    }

    fn each_stack(&self, take: &mut dyn FnMut(&[PaneId], PaneId)) {
        if let Some(root) = &self.root {
            root.each_stack(take);
        }
    }
}

impl Node {
    fn each_stack(&self, take: &mut dyn FnMut(&[PaneId], PaneId)) {
        match self {
            Self::Stack { panes, front, .. } => take(panes, *front),
            Self::Split { parts, .. } => parts.iter().for_each(|(part, _)| part.each_stack(take)),
        }
    }

    fn has(&self, pane: PaneId) -> bool {
        match self {
            Self::Stack { panes, .. } => panes.contains(&pane),
            Self::Split { parts, .. } => parts.iter().any(|(part, _)| part.has(pane)),
        }
    }

    fn part_with(&mut self, pane: PaneId) -> Option<&mut (Node, f32)> {
        match self {
            Self::Stack { .. } => None,
            Self::Split { parts, .. } => parts.iter_mut().find(|(part, _)| part.has(pane)),
        }
    }

    fn insert(&mut self, pane: PaneId, beside: PaneId) {
        if let Self::Stack { panes, front, .. } = self {
            let at = panes.iter().position(|one| *one == beside).map_or(panes.len(), |at| at + 1);
            panes.insert(at, pane);
            *front = pane;
        } else if let Some((part, _)) = self.part_with(beside) {
            part.insert(pane, beside);
        }
    }

    fn split(&mut self, pane: PaneId, beside: PaneId, direction: Direction, split: u64, stack: u64) {
        let new = Self::Stack { id: stack, panes: vec![pane], front: pane };
        match self {
            Self::Stack { .. } => {
                let old = std::mem::replace(self, new.clone());
                *self = Self::Split { id: split, direction, parts: vec![(old, 1.0), (new, 1.0)] };
            }
            Self::Split { direction: here, parts, .. } => {
                let Some(at) = parts.iter().position(|(part, _)| part.has(beside)) else { return };
                if *here == direction && matches!(parts[at].0, Self::Stack { .. }) {
                    // A third part beside two: the room of the one that was split is shared.
                    parts[at].1 /= 2.0;
                    let share = parts[at].1;
                    parts.insert(at + 1, (new, share));
                } else {
                    parts[at].0.split(pane, beside, direction, split, stack);
                }
            }
        }
    }

    /// The node without a pane; `None` if that was all. `next` becomes visible in its place.
    fn without(self, pane: PaneId, next: Option<PaneId>) -> Option<Self> {
        match self {
            Self::Stack { id, mut panes, front } => {
                panes.retain(|one| *one != pane);
                let front = if front == pane { next.or(panes.first().copied())? } else { front };
                (!panes.is_empty()).then_some(Self::Stack { id, panes, front })
            }
            Self::Split { id, direction, parts } => {
                let keep = |(part, share): (Self, f32)| Some((part.without(pane, next)?, share));
                let mut parts: Vec<_> = parts.into_iter().filter_map(keep).collect();
                match parts.len() {
                    0 => None,
                    1 => parts.pop().map(|(part, _)| part),
                    _ => Some(Self::Split { id, direction, parts }),
                }
            }
        }
    }

    fn show(&mut self, pane: PaneId) {
        if let Self::Stack { panes, front, .. } = self {
            if panes.contains(&pane) {
                *front = pane;
            }
        } else if let Some((part, _)) = self.part_with(pane) {
            part.show(pane);
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        let (Self::Stack { id, .. } | Self::Split { id, .. }) = self;
        *id
    }

    fn put_line(&mut self, split: u64, nr: usize, share: f32) {
        let Self::Split { id, parts, .. } = self else { return };
        if *id != split {
            return parts.iter_mut().for_each(|(part, _)| part.put_line(split, nr, share));
        }
        if let Some([one, next]) = parts.get_mut(nr..).and_then(|parts| parts.first_chunk_mut()) {
            let room = one.1 + next.1;
            one.1 = share.clamp(0.01, 0.99) * room;
            next.1 = room - one.1;
        }
    }

    fn adopt(&mut self, is_foreign: &dyn Fn(u64) -> bool, next: &mut u64) {
        let (Self::Stack { id, .. } | Self::Split { id, .. }) = self;
        if is_foreign(*id) {
            *next += 1;
            *id = *next;
        }
        if let Self::Split { parts, .. } = self {
            parts.iter_mut().for_each(|(part, _)| part.adopt(is_foreign, next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(panes: &[PaneId]) -> Vec<u64> {
        panes.iter().map(|pane| pane.0).collect()
    }

    fn three() -> Layout {
        let mut layout = Layout::default();
        layout.insert(PaneId(1), None);
        layout.insert(PaneId(2), Some(PaneId(1)));
        layout.split(PaneId(3), PaneId(2), Direction::Right);
        layout
    }

    #[test]
    fn a_split_stands_beside_its_stack_and_goes_with_its_last_pane() {
        let mut layout = three();
        assert_eq!(ids(&layout.panes()), [1, 2, 3]);
        assert_eq!(ids(&layout.visible()), [2, 3]);
        layout.split(PaneId(4), PaneId(3), Direction::Down);
        assert_eq!(ids(&layout.visible()), [2, 3, 4]);
        assert_eq!(layout.remove(PaneId(3)), None);
        assert_eq!(ids(&layout.visible()), [2, 4]);
        layout.remove(PaneId(4));
        assert!(matches!(layout.root, Some(Node::Stack { .. })));
        assert_eq!(layout.remove(PaneId(2)), Some(PaneId(1)));
        assert_eq!(ids(&layout.visible()), [1]);
        layout.remove(PaneId(1));
        assert_eq!(layout.root, None);
    }

    #[test]
    fn a_third_pane_in_a_row_shares_the_room_of_the_one_that_was_split() {
        let mut layout = three();
        layout.split(PaneId(4), PaneId(3), Direction::Right);
        let Some(Node::Split { parts, .. }) = &layout.root else { panic!("{layout:?}") };
        assert_eq!(parts.iter().map(|(_, share)| *share).collect::<Vec<_>>(), [1.0, 0.5, 0.5]);
    }

    #[test]
    fn a_line_is_moved_between_its_two_parts_alone() {
        let mut layout = three();
        layout.split(PaneId(4), PaneId(3), Direction::Right);
        let Some(Node::Split { id, .. }) = layout.root else { panic!("{layout:?}") };
        let shares = |layout: &Layout| {
            let Some(Node::Split { parts, .. }) = &layout.root else { panic!("{layout:?}") };
            parts.iter().map(|(_, share)| *share).collect::<Vec<_>>()
        };
        assert_eq!(shares(&layout.with_line_at(id, 1, 0.75)), [1.0, 0.75, 0.25]);
        assert_eq!(shares(&layout.with_line_at(id, 1, -9.0)), [1.0, 0.01, 0.99]);
        for (id, nr) in [(id, 2), (id + 9, 0)] {
            assert_eq!(layout.with_line_at(id, nr, 0.75), layout);
        }
    }
}
