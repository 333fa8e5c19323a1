//! A structure as rows that open and close.
//!
//! Nodes lie in one list and know each other by number, so that a row is found at once however many
//! there are. At most [`MOST_NODES`] are kept.

use crate::base::Span;
use crate::messages::Text;
use crate::structure::{Later, Node};

/// Nodes that are kept at once.
pub const MOST_NODES: usize = 200_000;

/// The number of a node.
pub type NodeNr = usize;

/// A node, and how it stands.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is; its children are items of their own.
    pub node: Node,
    /// How many nodes it is below the root.
    pub depth: usize,
    /// Whether what it holds is shown.
    pub is_open: bool,
    /// Whether what it holds is being read.
    pub is_pending: bool,
    parent: Option<NodeNr>,
    children: Vec<NodeNr>,
}

impl Item {
    /// Whether it can be opened.
    #[must_use]
    pub fn is_parent(&self) -> bool {
        !self.children.is_empty() || self.node.later.is_some()
    }
}

/// What is to be read for a node.
#[derive(Clone, Debug)]
pub struct ToRead {
    /// Which.
    pub nr: NodeNr,
    /// How.
    pub later: Later,
}

/// A tree and the rows that are shown of it.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    items: Vec<Item>,
    rows: Vec<NodeNr>,
}

impl Tree {
    /// The tree of a root, which is open.
    #[must_use]
    pub fn new(root: Node) -> Self {
        let mut tree = Self::default();
        tree.add(root, None, 0);
        if let Some(root) = tree.items.first_mut() {
            root.is_open = true;
        }
        tree.lay_out();
        tree
    }

    /// The nodes that are shown, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[NodeNr] {
        &self.rows
    }

    /// A node.
    #[must_use]
    pub fn item(&self, nr: NodeNr) -> Option<&Item> {
        self.items.get(nr)
    }

    /// The row of a node, if it is shown.
    #[must_use]
    pub fn row_of(&self, nr: NodeNr) -> Option<usize> {
        self.rows.iter().position(|one| *one == nr)
    }

    /// The node that holds a node.
    #[must_use]
    pub fn parent(&self, nr: NodeNr) -> Option<NodeNr> {
        self.items.get(nr)?.parent
    }

    /// The first node that it holds.
    #[must_use]
    pub fn first_child(&self, nr: NodeNr) -> Option<NodeNr> {
        self.items.get(nr)?.children.first().copied()
    }

    /// The bytes of a node.
    #[must_use]
    pub fn span(&self, nr: NodeNr) -> Option<Span> {
        self.items.get(nr).map(|item| item.node.span).filter(|span| !span.is_empty())
    }

    fn add(&mut self, mut node: Node, parent: Option<NodeNr>, depth: usize) -> NodeNr {
        let nr = self.items.len();
        let nodes = std::mem::take(&mut node.children);
        self.items.push(Item {
            node,
            depth,
            is_open: false,
            is_pending: false,
            parent,
            children: Vec::new(),
        });
        let children = self.add_all(nodes, nr, depth + 1);
        self.items[nr].children = children;
        nr
    }

    fn add_all(&mut self, nodes: Vec<Node>, parent: NodeNr, depth: usize) -> Vec<NodeNr> {
        let mut children = Vec::new();
        for node in nodes {
            if self.items.len() >= MOST_NODES {
                if self.items.len() == MOST_NODES {
                    let said = Node::said(Text::new("structure-full"));
                    children.push(self.add(said, Some(parent), depth));
                }
                break;
            }
            children.push(self.add(node, Some(parent), depth));
        }
        children
    }

    /// Opens a node; what is to be read first, if something is.
    pub fn open(&mut self, nr: NodeNr) -> Option<ToRead> {
        let item = self.items.get_mut(nr).filter(|item| item.is_parent())?;
        item.is_open = !item.node.is_more;
        let later = item.node.later.clone().filter(|_| !item.is_pending);
        item.is_pending |= later.is_some();
        self.lay_out();
        later.map(|later| ToRead { nr, later })
    }

    /// Closes a node; whether it was open.
    pub fn close(&mut self, nr: NodeNr) -> bool {
        let Some(item) = self.items.get_mut(nr) else { return false };
        let was_open = std::mem::take(&mut item.is_open);
        if was_open {
            self.lay_out();
        }
        was_open
    }

    /// Takes what was read for a node: it holds that beside what it held. What a list's last node stands for takes
    /// that node's place; the number of the first that does.
    pub fn take(&mut self, nr: NodeNr, nodes: Vec<Node>) -> Option<NodeNr> {
        let item = self.items.get_mut(nr)?;
        item.is_pending = false;
        item.node.later = None;
        let (is_more, parent, depth) = (item.node.is_more, item.parent, item.depth);
        let mut first = None;
        match parent.filter(|_| is_more) {
            Some(parent) => {
                let new = self.add_all(nodes, parent, depth);
                first = new.first().copied();
                let siblings = &mut self.items[parent].children;
                if let Some(at) = siblings.iter().position(|one| *one == nr) {
                    siblings.splice(at..=at, new);
                }
            }
            None => {
                let new = self.add_all(nodes, nr, depth + 1);
                self.items[nr].children.extend(new);
            }
        }
        self.lay_out();
        first
    }

    /// Lists what is shown.
    fn lay_out(&mut self) {
        self.rows.clear();
        let mut open: Vec<NodeNr> = if self.items.is_empty() { Vec::new() } else { vec![0] };
        while let Some(nr) = open.pop() {
            self.rows.push(nr);
            if self.items[nr].is_open {
                open.extend(self.items[nr].children.iter().rev());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;
    use crate::structure::{expand, parse};

    fn names(tree: &Tree) -> Vec<String> {
        tree.rows().iter().filter_map(|nr| tree.item(*nr)).map(|item| item.node.name.to_string()).collect()
    }

    /// A PNG of 1,200 chunks, which come in pages.
    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
        for name in std::iter::repeat_n(*b"abCd", 1200).chain([*b"IEND"]) {
            bytes.extend([0; 4]);
            bytes.extend(name);
            bytes.extend(crc32fast::hash(&name).to_be_bytes());
        }
        bytes
    }

    #[test]
    fn a_list_grows_by_pages_in_place_of_its_last_row() {
        let bytes = png();
        let mut tree = Tree::new(parse(&bytes, Offset::ZERO).expect("it is a PNG").root);
        let mut shown = Vec::new();
        while let Some(&last) =
            tree.rows().last().filter(|nr| tree.item(**nr).is_some_and(|i| i.node.is_more))
        {
            shown.push(tree.rows().len());
            let read = tree.open(last).expect("there is more");
            assert!(tree.open(last).is_none(), "it is asked for once");
            let nodes = expand(&bytes, Offset::ZERO, &read.later);
            let first = tree.take(last, nodes).expect("something came");
            assert!(tree.row_of(first).is_some() && tree.row_of(last).is_none());
        }
        assert_eq!(shown, [503, 1003]);
        let names = names(&tree);
        assert_eq!(names.len(), 2 + 1201);
        assert_eq!(names.last().map(String::as_str), Some("IEND"));
        assert!(names[2..1202].iter().all(|name| name == "abCd"));
    }

    #[test]
    fn what_is_closed_shows_nothing_and_comes_back_as_it_was() {
        let bytes = png();
        let mut tree = Tree::new(parse(&bytes, Offset::ZERO).expect("it is a PNG").root);
        let chunk = tree.rows()[2];
        let before = tree.rows().len();
        assert!(tree.open(chunk).is_none());
        assert_eq!(tree.rows().len(), before + 3);
        assert_eq!(tree.parent(tree.first_child(chunk).expect("a field")), Some(chunk));
        assert!(tree.close(0) && !tree.close(0));
        assert_eq!(tree.rows(), [0]);
        tree.open(0);
        assert_eq!(tree.rows().len(), before + 3);
    }
}
