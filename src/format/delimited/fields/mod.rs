//! Records of named values: lines of JSON and of logfmt. Their columns are the paths of their values, in
//! the order in which the file has them first: `user.id`, `tags[0]`.
//!
//! [`FieldTree`] holds the paths that are known. A record is walked once, by whichever form it has, and
//! each value is put into the column of its path; see [`FieldTree::cut`].

mod json;
mod kept;
mod logfmt;

pub use json::unescaped;

use super::dialect::RecordForm;
use super::{Cell, CellKind, Cells};
use crate::base::units::{to_u32, to_usize};
use std::collections::HashMap;

/// Most columns; values of further paths are in none, and their records are reported.
pub const MOST_COLUMNS: usize = 10_000;

/// Values of an array that has more are one value, as JSON; so is what lies deeper.
const MOST_ITEMS: usize = 100;
const MOST_DEPTH: usize = 32;

/// Keys of an object that are looked up one by one.
const FEW_KEYS: usize = 8;

/// The paths of values that are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTree {
    nodes: Vec<Node>,
    /// The node of each column.
    columns: Vec<u32>,
}

/// A path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    parent: u32,
    /// Its last step; `None` of the root.
    step: Option<Step>,
    column: Option<u32>,
    /// By the order in which they came.
    keys: Vec<u32>,
    /// Of more than a few.
    by_key: HashMap<Box<[u8]>, u32>,
    items: Vec<u32>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(Box<[u8]>),
    Item(usize),
}

/// What a walk through a record tells.
trait Fields {
    /// Enters the value of a key; `None`: no column is below it.
    fn key(&mut self, parent: Option<u32>, key: &[u8]) -> Option<u32>;
    /// The same of an array's item.
    fn item(&mut self, parent: Option<u32>, nr: usize) -> Option<u32>;
    /// A value that is none of further ones.
    fn value(&mut self, node: Option<u32>, cell: Cell);
}

/// What is wrong with a record: where, in bytes from its start.
type Fault = Option<usize>;

impl Default for FieldTree {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], columns: Vec::new() }
    }
}

impl FieldTree {
    /// How many columns there are.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// The names of the columns: `log.level` for a key of that name as for one within another, unless both
    /// are there.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let plain: Vec<String> = self.columns.iter().map(|&node| self.name(node, false)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        plain.iter().for_each(|name| *counts.entry(name).or_default() += 1);
        let name = |(name, &node): (&String, &u32)| {
            if counts.get(name.as_str()) == Some(&1) { name.clone() } else { self.name(node, true) }
        };
        plain.iter().zip(&self.columns).map(name).collect()
    }

    /// The name of a path; `is_exact`: so that no other path has it.
    fn name(&self, node: u32, is_exact: bool) -> String {
        let mut steps: Vec<&Step> = Vec::new();
        let mut node = &self.nodes[to_usize(node.into())];
        while let Some(step) = &node.step {
            steps.push(step);
            node = &self.nodes[to_usize(node.parent.into())];
        }
        let mut name = String::new();
        for step in steps.iter().rev() {
            match step {
                Step::Item(nr) => name.push_str(&format!("[{nr}]")),
                Step::Key(key) => {
                    let key = String::from_utf8_lossy(key);
                    if key.is_empty() || (is_exact && key.contains(['.', '[', ']', '"'])) {
                        name.push_str("[\"");
                        crate::format::json_text::escape(&mut name, &key);
                        name.push_str("\"]");
                    } else {
                        if !name.is_empty() {
                            name.push('.');
                        }
                        name.push_str(&key);
                    }
                }
            }
        }
        // A value that is no object's.
        if name.is_empty() { "value".to_owned() } else { name }
    }

    /// Adds the paths of a record, in UTF-8; where it is none, in bytes from its start. Costs a walk through it.
    pub fn learn(&mut self, form: &RecordForm, record: &[u8]) -> Option<usize> {
        walk(form, line(record).0, &mut Learning { tree: self, last: (0, 0) })
    }

    /// Adds the paths of another tree, after its own.
    pub fn merge(&mut self, other: &Self) {
        for &column in &other.columns {
            let node = self.add_path(other, column);
            self.add_column(node);
        }
    }

    fn add_path(&mut self, other: &Self, node: u32) -> Option<u32> {
        let node = &other.nodes[to_usize(node.into())];
        match &node.step {
            None => Some(0),
            Some(Step::Key(key)) => {
                let parent = self.add_path(other, node.parent)?;
                self.child_or_new(parent, key)
            }
            Some(Step::Item(nr)) => {
                let parent = self.add_path(other, node.parent)?;
                self.item_or_new(parent, *nr)
            }
        }
    }

    fn node(&self, node: u32) -> &Node {
        &self.nodes[to_usize(node.into())]
    }

    /// The child of a key, which `hint` may be.
    fn child(&self, parent: u32, key: &[u8], hint: usize) -> Option<(u32, usize)> {
        let node = self.node(parent);
        let is_it = |child: u32| matches!(&self.node(child).step, Some(Step::Key(known)) if **known == *key);
        if let Some(&child) = node.keys.get(hint)
            && is_it(child)
        {
            return Some((child, hint));
        }
        let nr = if node.by_key.is_empty() {
            node.keys.iter().position(|&child| is_it(child))?
        } else {
            to_usize((*node.by_key.get(key)?).into())
        };
        Some((node.keys[nr], nr))
    }

    /// The child of a key, which mostly follows the one that was asked for last.
    fn next_child(&self, parent: u32, key: &[u8], last: &mut (u32, usize)) -> Option<u32> {
        let hint = if last.0 == parent { last.1 } else { 0 };
        let (child, nr) = self.child(parent, key, hint)?;
        *last = (parent, nr + 1);
        Some(child)
    }

    fn add_node(&mut self, parent: u32, step: Step) -> Option<u32> {
        // Each column has a path of its own, and a few nodes without a column.
        if self.nodes.len() >= 4 * MOST_COLUMNS || self.columns.len() >= MOST_COLUMNS {
            return None;
        }
        let node = to_u32(self.nodes.len());
        let above = &mut self.nodes[to_usize(parent.into())];
        match &step {
            Step::Item(_) => above.items.push(node),
            Step::Key(key) => {
                let nr = to_u32(above.keys.len());
                above.keys.push(node);
                if !above.by_key.is_empty() {
                    above.by_key.insert(key.clone(), nr);
                }
            }
        }
        self.nodes.push(Node { parent, step: Some(step), ..Node::default() });
        let keys = &self.nodes[to_usize(parent.into())].keys;
        if keys.len() > FEW_KEYS && self.node(parent).by_key.is_empty() {
            let key = |(nr, &child): (usize, &u32)| match &self.node(child).step {
                Some(Step::Key(key)) => Some((key.clone(), to_u32(nr))),
                _ => None,
            };
            let all = keys.iter().enumerate().filter_map(key).collect();
            self.nodes[to_usize(parent.into())].by_key = all;
        }
        Some(node)
    }

    fn child_or_new(&mut self, parent: u32, key: &[u8]) -> Option<u32> {
        let known = self.child(parent, key, 0);
        known.map(|(child, _)| child).or_else(|| self.add_node(parent, Step::Key(key.into())))
    }

    fn item_or_new(&mut self, parent: u32, nr: usize) -> Option<u32> {
        while self.node(parent).items.len() <= nr {
            let next = self.node(parent).items.len();
            self.add_node(parent, Step::Item(next))?;
        }
        self.node(parent).items.get(nr).copied()
    }

    fn add_column(&mut self, node: Option<u32>) {
        let Some(node) = node else { return };
        let column = to_u32(self.columns.len());
        let node_of = &mut self.nodes[to_usize(node.into())];
        if node_of.column.is_none() && self.columns.len() < MOST_COLUMNS {
            node_of.column = Some(column);
            self.columns.push(node);
        }
    }

    /// Cuts a record into one cell a column, which replace those in `out`; of a path that it lacks the
    /// cell is empty. The record is in UTF-8 as far as it is text, from its first byte to the next
    /// record's. A value of several records of one path is the last one's.
    pub fn cut(&self, form: &RecordForm, record: &[u8], out: &mut Cells) {
        let (text, len) = line(record);
        out.len = len;
        out.has_unclosed = false;
        out.cells.clear();
        out.cells.resize(self.columns.len().max(1), Cell { raw: 0..0, kind: CellKind::Plain });
        let mut cutting = Cutting { tree: self, cells: &mut out.cells, has_unknown: false, last: (0, 0) };
        let fault = walk(form, text, &mut cutting);
        out.has_unknown = cutting.has_unknown;
        out.fault = fault;
        let is_lost = fault.is_some() && out.cells.iter().all(|cell| cell.raw.is_empty());
        if is_lost && let Some(first) = out.cells.first_mut() {
            // What is no record is shown where there is room for it.
            *first = Cell { raw: 0..text.len(), kind: CellKind::Plain };
        }
    }
}

/// The record's own line without its line end, and its length with it.
fn line(record: &[u8]) -> (&[u8], usize) {
    let len = memchr::memchr(b'\n', record).map_or(record.len(), |at| at + 1);
    let text = record[..len].strip_suffix(b"\n").unwrap_or(&record[..len]);
    (text.strip_suffix(b"\r").unwrap_or(text), len)
}

fn walk(form: &RecordForm, text: &[u8], fields: &mut impl Fields) -> Fault {
    match form {
        RecordForm::JsonLines => json::walk(text, fields),
        RecordForm::Logfmt => logfmt::walk(text, fields),
        RecordForm::Delimited | RecordForm::FixedWidth(_) => None,
    }
}

/// Adds what is not known.
struct Learning<'a> {
    tree: &'a mut FieldTree,
    last: (u32, usize),
}

impl Fields for Learning<'_> {
    fn key(&mut self, parent: Option<u32>, key: &[u8]) -> Option<u32> {
        let parent = parent?;
        let known = self.tree.next_child(parent, key, &mut self.last);
        known.or_else(|| self.tree.add_node(parent, Step::Key(key.into())))
    }

    fn item(&mut self, parent: Option<u32>, nr: usize) -> Option<u32> {
        self.tree.item_or_new(parent?, nr)
    }

    fn value(&mut self, node: Option<u32>, _cell: Cell) {
        self.tree.add_column(node);
    }
}

/// Puts values into the columns that there are.
struct Cutting<'a> {
    tree: &'a FieldTree,
    cells: &'a mut [Cell],
    has_unknown: bool,
    last: (u32, usize),
}

impl Fields for Cutting<'_> {
    fn key(&mut self, parent: Option<u32>, key: &[u8]) -> Option<u32> {
        self.tree.next_child(parent?, key, &mut self.last)
    }

    fn item(&mut self, parent: Option<u32>, nr: usize) -> Option<u32> {
        self.tree.node(parent?).items.get(nr).copied()
    }

    fn value(&mut self, node: Option<u32>, cell: Cell) {
        let column = node.and_then(|node| self.tree.node(node).column);
        match column.and_then(|column| self.cells.get_mut(to_usize(column.into()))) {
            Some(place) => *place = cell,
            None => self.has_unknown = true,
        }
    }
}

#[cfg(test)]
mod tests;
