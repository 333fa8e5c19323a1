//! Long lists, a page at a time. The node that ends a page stands for the rest.

use super::node::{Later, Node};
use super::reading::{Parsed, Reading};
use crate::messages::Text;
use std::sync::Arc;

/// Nodes of a page.
pub(super) const PAGE: u64 = 500;

/// Makes the node of a number in a list.
pub(super) type MakeNode = Arc<dyn Fn(&mut Reading<'_>, u64) -> Node + Send + Sync>;

/// The nodes of a list of `n` whose places follow from their numbers, from number `from` on.
pub(super) fn numbered(r: &mut Reading<'_>, n: u64, from: u64, make: &MakeNode) -> Vec<Node> {
    let end = n.min(from.saturating_add(PAGE));
    let mut nodes = Vec::new();
    for nr in from..end {
        if let Err(why) = r.count_node() {
            nodes.push(Node::problem(why));
            return nodes;
        }
        nodes.push(make(r, nr));
    }
    if end < n {
        let make = Arc::clone(make);
        nodes.push(more(Some(n - end), Later::new(move |r| numbered(r, n, end, &make))));
    }
    nodes
}

/// A step along a list: the node at a place and of a number, and the place of the next one; `None` at its end.
pub(super) type Step = Arc<dyn Fn(&mut Reading<'_>, u64, u64) -> Parsed<Option<(Node, u64)>> + Send + Sync>;

/// The nodes of a list of which each says where the next one is, from the one at `at` on, number `nr`; and where
/// the list ends, if it does in this page.
pub(super) fn chained(r: &mut Reading<'_>, at: u64, nr: u64, step: &Step) -> (Vec<Node>, Option<u64>) {
    let (mut nodes, mut at) = (Vec::new(), at);
    for nr in nr..nr.saturating_add(PAGE) {
        let stepped = r.count_node().and_then(|()| step(r, at, nr));
        match stepped {
            Ok(Some((node, next))) if next > at => {
                nodes.push(node);
                at = next;
            }
            Ok(Some((node, _))) => {
                nodes.push(node);
                nodes.push(Node::problem(Text::new("structure-stands-still")));
                return (nodes, Some(at));
            }
            Ok(None) => return (nodes, Some(at)),
            Err(why) => {
                nodes.push(Node::problem(why));
                return (nodes, Some(at));
            }
        }
    }
    let (step, nr) = (Arc::clone(step), nr.saturating_add(PAGE));
    nodes.push(more(None, Later::new(move |r| chained(r, at, nr, &step).0)));
    (nodes, None)
}

/// The node that stands for the rest of a list, of so many, if that is known.
fn more(n: Option<u64>, rest: Later) -> Node {
    let name = match n {
        Some(n) => Text::new("structure-n-more").with("n", n),
        None => Text::new("structure-more"),
    };
    Node { is_more: true, later: Some(rest), ..Node::group(name, 0, 0) }
}
