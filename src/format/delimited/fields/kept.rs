//! Paths as they are kept in files: each with its parent, in the order in which they came.

use super::{FieldTree, MOST_COLUMNS, Step};
use crate::base::units::{to_u32, to_usize};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
struct SavedTree {
    /// Parent and step of each node but the root.
    nodes: Vec<(u32, SavedStep)>,
    columns: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
enum SavedStep {
    Key(Vec<u8>),
    Item(u32),
}

impl Serialize for FieldTree {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let step = |step: &Step| match step {
            Step::Key(key) => SavedStep::Key(key.to_vec()),
            Step::Item(nr) => SavedStep::Item(to_u32(*nr)),
        };
        let nodes = self.nodes.iter().filter_map(|node| Some((node.parent, step(node.step.as_ref()?))));
        SavedTree { nodes: nodes.collect(), columns: self.columns.clone() }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for FieldTree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::of_saved(SavedTree::deserialize(from)?).ok_or_else(|| D::Error::custom("paths"))
    }
}

impl FieldTree {
    fn of_saved(saved: SavedTree) -> Option<Self> {
        let mut tree = Self::default();
        for (parent, step) in saved.nodes {
            let above = tree.nodes.get(to_usize(parent.into()))?;
            let step = match step {
                SavedStep::Key(key) if tree.child(parent, &key, 0).is_none() => Step::Key(key.into()),
                SavedStep::Item(nr) if to_usize(nr.into()) == above.items.len() => {
                    Step::Item(above.items.len())
                }
                _ => return None,
            };
            tree.add_node(parent, step)?;
        }
        for node in saved.columns {
            let is_new = tree.nodes.get(to_usize(node.into()))?.column.is_none();
            if !is_new || tree.columns.len() >= MOST_COLUMNS {
                return None;
            }
            tree.add_column(Some(node));
        }
        Some(tree)
    }
}
