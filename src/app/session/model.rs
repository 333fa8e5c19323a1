//! What is open, as plain data: documents, panes with what they show, and their layout.
//!
//! As JSON it is an object with `version`, `files`, `panes`, `layout` and `front`. Each file and each pane
//! is read by itself and value by value ([`Stored`]): what is not understood has its default and is written
//! back as it was. Numbers by which panes name files, and layout and front panes, hold within one session.

use crate::app::kept::lenient::Stored;
use crate::app::kept::marks::FileIdentity;
use crate::app::layout::{Direction, Layout, Node};
use crate::base::PaneId;
use crate::doc::arrangement::SortBy;
use crate::doc::search::ListFilter;
use crate::format::delimited::DialectChoice;
use crate::search::Pattern;
use crate::view::state::{FocusState, ViewState};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The version of sessions that are written. One of a larger number means something else by its values.
const VERSION: u64 = 1;

/// Most files and panes that are read of a session.
const MOST: usize = 2000;

/// How deep splits are read.
const DEEPEST: usize = 24;

/// What is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The files.
    pub files: Vec<FileState>,
    /// The panes.
    pub panes: Vec<PaneState>,
    /// How the panes are laid out.
    pub layout: Option<NodeState>,
    /// The pane that has the keyboard.
    pub front: Option<u64>,
}

/// An open file, and what is wanted of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileState {
    /// By which panes name it.
    pub id: u64,
    /// Which file it is.
    pub file: FileIdentity,
    /// The encoding that a person chose.
    pub encoding: Option<String>,
    /// How a person said that it is written as a table.
    pub dialect: DialectChoice,
    /// Whether views at the end stay where they are.
    pub stays: bool,
    /// What is searched for.
    pub search: Option<Pattern>,
    /// What the list of lines wants, if that is more.
    pub list: ListState,
    /// Which rows of a table are wanted, and in which order.
    pub rows: RowsState,
}

/// The list of lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListState {
    /// What it wants.
    pub filter: ListFilter,
    /// Lines shown before and after each.
    pub context: u32,
    /// Whether its patterns can be edited.
    pub is_refined: bool,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowsState {
    /// The conditions.
    pub conditions: Vec<ConditionState>,
    /// The columns to sort by, the first one first.
    pub sort: Vec<SortBy>,
}

/// A condition on rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConditionState {
    /// As it is written; `None`: that something is wrong with the row.
    pub text: Option<String>,
    /// Whether it counts.
    pub is_on: bool,
}

impl RowsState {
    /// Whether all rows are wanted, in the file's order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.sort.is_empty()
    }
}

/// A pane.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneState {
    /// By which the layout names it.
    pub id: u64,
    /// The file that it shows.
    pub of: u64,
    /// Whether a person chose its view.
    pub is_chosen: bool,
    /// Whether it shares its cursor with the file's other linked panes.
    pub is_linked: bool,
    /// Whether it scrolls together with the others that do.
    pub scrolls_along: bool,
    /// Its views.
    pub view: ViewState,
    /// Its cursor and selection.
    pub focus: FocusState,
}

/// A part of the layout: a stack of panes, or parts beside each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NodeState {
    /// The panes of a stack, from left to right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<u64>,
    /// The one that is visible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front: Option<u64>,
    /// Where the next part of a split is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Direction>,
    /// The parts of a split.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartState>,
}

/// A part of a split.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartState {
    /// Its share of the room.
    pub share: f32,
    /// The part.
    pub node: NodeState,
}

/// How a session was stored, by the numbers of its files and panes.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// All but files and panes.
    top: Map<String, Value>,
    files: BTreeMap<u64, Stored>,
    panes: BTreeMap<u64, Stored>,
    /// Files and panes that are none that this program knows.
    unknown_files: Vec<Value>,
    unknown_panes: Vec<Value>,
}

impl Origins {
    /// The same with the numbers that files and panes have now.
    #[must_use]
    pub fn renumbered(mut self, files: &BTreeMap<u64, u64>, panes: &BTreeMap<u64, u64>) -> Self {
        let renumber = |all: BTreeMap<u64, Stored>, numbers: &BTreeMap<u64, u64>| {
            all.into_iter().filter_map(|(old, stored)| Some((*numbers.get(&old)?, stored))).collect()
        };
        self.files = renumber(self.files, files);
        self.panes = renumber(self.panes, panes);
        self
    }
}

/// Whether an object is a session that this program understands.
#[must_use]
pub fn is_session(raw: &Value) -> bool {
    let is_list = |name: &str| raw.get(name).is_none_or(Value::is_array);
    raw.get("version").and_then(Value::as_u64).is_some_and(|version| version <= VERSION)
        && is_list("files")
        && is_list("panes")
}

impl Session {
    /// Reads a session as far as it can be; how it was stored is for [`Session::json`]. Never fails.
    #[must_use]
    pub fn read(raw: Value) -> (Self, Origins) {
        let Value::Object(mut top) = raw else { return Default::default() };
        let mut list = |name: &str| match top.remove(name) {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        };
        let (raw_files, raw_panes) = (list("files"), list("panes"));
        let (mut session, mut origins) = (Self::default(), Origins::default());
        let has_path = |file: &FileState| file.file.path().is_absolute();
        let (files, unknown) = read_all(raw_files, |file: &FileState| file.id, has_path);
        origins.unknown_files = unknown;
        for (file, stored) in files {
            origins.files.insert(file.id, stored);
            session.files.push(file);
        }
        let (panes, unknown) = read_all(raw_panes, |pane: &PaneState| pane.id, |_| true);
        origins.unknown_panes = unknown;
        for (pane, stored) in panes.into_iter().filter(|(pane, _)| origins.files.contains_key(&pane.of)) {
            origins.panes.insert(pane.id, stored);
            session.panes.push(pane);
        }
        session.layout = top.get("layout").and_then(|raw| NodeState::deserialize(raw).ok());
        session.front = top.get("front").and_then(Value::as_u64);
        origins.top = top;
        (session, origins)
    }

    /// The JSON to write; what was not understood when it was read stands there as it did.
    #[must_use]
    pub fn json(&self, origins: &Origins) -> Value {
        let mut top = origins.top.clone();
        let known = [
            ("version", json!(VERSION)),
            ("front", json!(self.front)),
            ("layout", json!(self.layout)),
            ("files", json_of(&self.files, |file| origins.files.get(&file.id), &origins.unknown_files)),
            ("panes", json_of(&self.panes, |pane| origins.panes.get(&pane.id), &origins.unknown_panes)),
        ];
        for (name, value) in known {
            top.insert(name.to_owned(), value);
        }
        Value::Object(top)
    }

    /// The layout, with a pane for each that `pane` knows. Those that it names nowhere stand in the first
    /// stack.
    #[must_use]
    pub fn layout(&self, pane: &BTreeMap<u64, u64>) -> Layout {
        let mut left: BTreeMap<u64, u64> = pane.clone();
        let mut layout = Layout::default();
        let mut next = 0;
        let root = self.layout.as_ref().and_then(|node| node.node(&mut left, &mut next, 0));
        layout.set_root(root, next);
        let shown = layout.visible();
        for state in &self.panes {
            if let Some(pane) = left.remove(&state.id) {
                layout.insert(PaneId(pane), layout.panes().last().copied());
            }
        }
        shown.into_iter().for_each(|pane| layout.show(pane));
        layout
    }
}

/// Elements that are sound, each number once, with how they were stored; and the others.
fn read_all<T: Serialize + DeserializeOwned + Default>(
    raw: Vec<Value>,
    id: impl Fn(&T) -> u64,
    is_sound: impl Fn(&T) -> bool,
) -> (Vec<(T, Stored)>, Vec<Value>) {
    let (mut known, mut unknown): (Vec<(T, Stored)>, _) = (Vec::new(), Vec::new());
    let mut ids = std::collections::BTreeSet::new();
    for raw in raw {
        if !raw.is_object() || known.len() == MOST {
            unknown.push(raw);
            continue;
        }
        let (one, stored) = Stored::read::<T>(raw.clone());
        if is_sound(&one) && ids.insert(id(&one)) {
            known.push((one, stored));
        } else {
            unknown.push(raw);
        }
    }
    (known, unknown)
}

fn json_of<'a, T: Serialize>(all: &[T], stored: impl Fn(&T) -> Option<&'a Stored>, more: &[Value]) -> Value {
    let one = |one: &T| match stored(one) {
        Some(stored) => stored.updated(one).unwrap_or_default(),
        None => json!(one),
    };
    all.iter().map(one).chain(more.iter().cloned()).collect()
}

impl NodeState {
    /// A layout as it is kept.
    #[must_use]
    pub fn of(node: &Node) -> Self {
        match node {
            Node::Stack { panes, front, .. } => Self {
                stack: panes.iter().map(|pane| pane.0).collect(),
                front: Some(front.0),
                ..Self::default()
            },
            Node::Split { direction, parts, .. } => {
                let part = |(node, share): &(Node, f32)| PartState { share: *share, node: Self::of(node) };
                let parts = parts.iter().map(part).collect();
                Self { next: Some(*direction), parts, ..Self::default() }
            }
        }
    }

    /// The layout of the panes that it names, each once; those are taken out of `left`.
    fn node(&self, left: &mut BTreeMap<u64, u64>, next: &mut u64, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let mut new_id = || {
            *next += 1;
            *next
        };
        let id = new_id();
        if self.parts.is_empty() {
            let front = self.front.and_then(|front| left.get(&front)).copied();
            let panes: Vec<PaneId> =
                self.stack.iter().filter_map(|pane| left.remove(pane)).map(PaneId).collect();
            let front = front.map(PaneId).filter(|front| panes.contains(front));
            let front = front.or(panes.first().copied())?;
            return Some(Node::Stack { id, panes, front });
        }
        let mut parts: Vec<(Node, f32)> = Vec::new();
        for part in &self.parts {
            let share = if part.share.is_finite() { part.share.clamp(0.01, 100.0) } else { 1.0 };
            parts.extend(part.node.node(left, next, depth + 1).map(|node| (node, share)));
        }
        if parts.len() < 2 {
            return parts.pop().map(|(node, _)| node);
        }
        Some(Node::Split { id, direction: self.next.unwrap_or(Direction::Right), parts })
    }
}
