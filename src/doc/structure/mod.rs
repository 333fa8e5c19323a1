//! The structure of a document's file, and what is found inside of it: read by threads, shown as rows.
//!
//! What the panel shows belongs to the document, as its search does, so that all panes light the same
//! bytes. When the file changes, its structure is read anew.

pub mod tree;

use super::Document;
use crate::base::units::{len_u64, to_usize};
use crate::base::{CaughtPanic, Offset, Span, panics};
use crate::messages::{Text, say};
use crate::source::reader::Waker;
use crate::source::{Generation, Snapshot};
use crate::structure::{self, Bytes, Structure};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::sync::Arc;
pub use tree::{Item, NodeNr, ToRead, Tree};

/// A snapshot as the bytes of a structure.
pub(crate) struct SnapshotBytes(pub(crate) Snapshot);

impl Bytes for SnapshotBytes {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn read(&self, at: u64, len: usize) -> Result<Vec<u8>, Text> {
        let span = Span::at(Offset(at), len_u64(len));
        self.0.read_copy(span, <[u8]>::to_vec).map_err(|fault| fault.message())
    }
}

/// A step of the cursor in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeStep {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// So many rows down, or up.
    Rows(i64),
    /// Open it, or into it.
    In,
    /// Close it, or out of it.
    Out,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// A message to the structure.
#[derive(Clone, Debug, PartialEq)]
pub enum StructureMsg {
    /// Put the cursor on a node.
    Put(NodeNr),
    /// Move the cursor.
    Step(TreeStep),
    /// Open a node, or close it.
    Toggle(NodeNr),
    /// The same, of the node with the cursor.
    ToggleCursor,
    /// Go to the bytes of the node with the cursor, and select them; the rest of a list is read.
    Show,
    /// Light the bytes under the pointer, or none.
    Light(Option<Span>),
    /// Read what stands from here on; of the file itself from its start.
    ReadAt(Offset),
}

/// What is known of it.
#[derive(Debug, Default)]
pub enum StructureState {
    /// Nothing was asked yet.
    #[default]
    Unread,
    /// It is being read, for the first time.
    Reading,
    /// The bytes begin as no known format does.
    Unknown,
    /// It was read.
    Known(Box<KnownStructure>),
    /// Reading it failed, and in a few words why.
    Failed(Text),
}

/// A structure that was read.
#[derive(Debug)]
pub struct KnownStructure {
    /// Its nodes.
    pub tree: Tree,
    /// The name of its format.
    pub name: crate::messages::Key,
    /// Where it starts.
    pub at: Offset,
}

/// What a thread has read.
enum Answer {
    Parsed(Option<Structure>),
    Expanded(NodeNr, Vec<structure::Node>),
    Broke(CaughtPanic),
}

/// The structure of a document's file.
pub struct FileStructure {
    state: StructureState,
    cursor: NodeNr,
    /// Counts movements of the cursor, so that the panel scrolls there once.
    moved: u64,
    /// Where it is read from.
    at: Offset,
    lit: Option<Span>,
    /// Whether it is shown.
    is_shown: bool,
    /// The bytes that it is of.
    of: Option<(Generation, u64)>,
    snapshot: Option<Snapshot>,
    /// Counts readings, so that an answer to an earlier one is known as one.
    nr: u64,
    n_pending: usize,
    answers: (Sender<(u64, Answer)>, Receiver<(u64, Answer)>),
}

impl Default for FileStructure {
    fn default() -> Self {
        Self {
            state: StructureState::default(),
            cursor: 0,
            moved: 0,
            at: Offset::ZERO,
            lit: None,
            is_shown: false,
            of: None,
            snapshot: None,
            nr: 0,
            n_pending: 0,
            answers: unbounded(),
        }
    }
}

impl FileStructure {
    /// What is known of it.
    #[must_use]
    pub fn state(&self) -> &StructureState {
        &self.state
    }

    /// The tree, if there is one.
    #[must_use]
    pub fn tree(&self) -> Option<&Tree> {
        self.known().map(|known| &known.tree)
    }

    /// What was read, if something was.
    #[must_use]
    pub fn known(&self) -> Option<&KnownStructure> {
        match &self.state {
            StructureState::Known(known) => Some(known),
            _ => None,
        }
    }

    fn tree_mut(&mut self) -> Option<&mut Tree> {
        match &mut self.state {
            StructureState::Known(known) => Some(&mut known.tree),
            _ => None,
        }
    }

    /// The node with the cursor.
    #[must_use]
    pub fn cursor(&self) -> NodeNr {
        self.cursor
    }

    /// How often the cursor was moved.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.moved
    }

    /// Where it is read from.
    #[must_use]
    pub fn at(&self) -> Offset {
        self.at
    }

    /// Whether something is being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.n_pending > 0
    }

    /// The bytes under the pointer.
    #[must_use]
    pub fn pointed(&self) -> Option<Span> {
        self.lit
    }

    /// The bytes of the node with the cursor.
    #[must_use]
    pub fn cursor_span(&self) -> Option<Span> {
        self.tree()?.span(self.cursor)
    }

    /// Starts to read the bytes from the place on, for the first time or anew.
    fn read(&mut self, snapshot: &Snapshot, waker: &Waker) {
        self.nr += 1;
        self.of = Some(key_of(snapshot));
        self.snapshot = Some(snapshot.clone());
        if !matches!(self.state, StructureState::Known(_)) {
            self.state = StructureState::Reading;
        }
        let at = self.at;
        self.work(waker, move |bytes| Answer::Parsed(structure::parse(bytes, at)));
    }

    /// Reads on a thread of its own.
    fn work(&mut self, waker: &Waker, read: impl FnOnce(&SnapshotBytes) -> Answer + Send + 'static) {
        let Some(snapshot) = self.snapshot.clone() else { return };
        let (sender, nr, waker) = (self.answers.0.clone(), self.nr, Arc::clone(waker));
        let thread = std::thread::Builder::new().name("gander-structure".into());
        let spawned = thread.spawn(move || {
            let bytes = SnapshotBytes(snapshot);
            let answer = panics::catch(say("panel-structure"), || read(&bytes)).unwrap_or_else(Answer::Broke);
            // Fails once the document is closed.
            let _ = sender.send((nr, answer));
            waker();
        });
        match spawned {
            Ok(_) => self.n_pending += 1,
            Err(error) => self.state = StructureState::Failed(Text::of_io(&error)),
        }
    }

    /// Takes what threads have read.
    fn absorb(&mut self) {
        while let Ok((nr, answer)) = self.answers.1.try_recv() {
            self.n_pending = self.n_pending.saturating_sub(1);
            if nr != self.nr {
                continue;
            }
            match answer {
                Answer::Parsed(None) => self.state = StructureState::Unknown,
                Answer::Parsed(Some(structure)) => {
                    let Structure { name, at, root, .. } = structure;
                    let tree = Tree::new(root);
                    self.state = StructureState::Known(Box::new(KnownStructure { tree, name, at }));
                    self.cursor = 0;
                }
                Answer::Expanded(nr, nodes) => self.expanded(nr, nodes),
                Answer::Broke(caught) => {
                    let why = Text::new("banner-why-failed").with("why", caught.to_string());
                    self.state = StructureState::Failed(why);
                }
            }
        }
    }

    fn expanded(&mut self, nr: NodeNr, nodes: Vec<structure::Node>) {
        let cursor = self.cursor;
        let first = self.tree_mut().and_then(|tree| tree.take(nr, nodes));
        if let Some(first) = first.filter(|_| cursor == nr) {
            self.put(first);
        }
    }

    fn put(&mut self, nr: NodeNr) {
        self.cursor = nr;
        self.moved += 1;
    }

    fn open(&mut self, nr: NodeNr, waker: &Waker) {
        let Some(known) = (match &mut self.state {
            StructureState::Known(known) => Some(known),
            _ => None,
        }) else {
            return;
        };
        let at = known.at;
        if let Some(ToRead { nr, later }) = known.tree.open(nr) {
            self.work(waker, move |bytes| Answer::Expanded(nr, structure::expand(bytes, at, &later)));
        }
    }

    fn step(&mut self, step: TreeStep, waker: &Waker) {
        let cursor = self.cursor;
        let Some(tree) = self.tree_mut() else { return };
        let n = tree.rows().len();
        let row = tree.row_of(cursor).unwrap_or(0);
        let item = tree.item(cursor);
        let (is_open, is_parent) = item.map_or((false, false), |item| (item.is_open, item.is_parent()));
        let moved = |by: i64| {
            let row = crate::base::RowNr(len_u64(row)).moved(by);
            to_usize(row.0).min(n.saturating_sub(1))
        };
        let to = match step {
            TreeStep::Up => moved(-1),
            TreeStep::Down => moved(1),
            TreeStep::Rows(by) => moved(by),
            TreeStep::First => 0,
            TreeStep::Last => n.saturating_sub(1),
            TreeStep::In if is_parent && !is_open => return self.open(cursor, waker),
            TreeStep::In => match tree.first_child(cursor) {
                Some(child) => return self.put(child),
                None => return,
            },
            TreeStep::Out if is_open => {
                tree.close(cursor);
                return;
            }
            TreeStep::Out => match tree.parent(cursor) {
                Some(parent) => return self.put(parent),
                None => return,
            },
        };
        if let Some(nr) = tree.rows().get(to).copied() {
            self.put(nr);
        }
    }

    fn toggle(&mut self, nr: NodeNr, waker: &Waker) {
        let closed = self.tree_mut().is_some_and(|tree| tree.close(nr));
        if !closed {
            self.open(nr, waker);
        }
    }
}

/// What tells whether a snapshot is of other bytes.
fn key_of(snapshot: &Snapshot) -> (Generation, u64) {
    (snapshot.generation(), snapshot.len())
}

impl Document {
    /// The structure of its file.
    #[must_use]
    pub fn structure(&self) -> &FileStructure {
        &self.structure
    }

    /// The bytes to be lit: of the structure, while that is shown, those under the pointer, or of the node with
    /// the cursor.
    #[must_use]
    pub fn lit(&self) -> Option<Span> {
        let structure = Some(&self.structure).filter(|structure| structure.is_shown)?;
        structure.lit.or_else(|| structure.cursor_span())
    }

    /// Does what a message to its structure says.
    pub(crate) fn perform_structure(&mut self, msg: &StructureMsg, waker: &Waker) {
        let structure = &mut self.structure;
        match msg {
            StructureMsg::Put(nr) => structure.cursor = *nr,
            StructureMsg::Step(step) => structure.step(*step, waker),
            StructureMsg::Toggle(nr) => structure.toggle(*nr, waker),
            StructureMsg::ToggleCursor => structure.toggle(structure.cursor, waker),
            StructureMsg::Show => {
                let is_more = |item: &Item| item.node.is_more;
                if structure.tree().and_then(|tree| tree.item(structure.cursor)).is_some_and(is_more) {
                    structure.open(structure.cursor, waker);
                }
            }
            StructureMsg::Light(span) => structure.lit = *span,
            StructureMsg::ReadAt(at) => {
                structure.at = *at;
                structure.of = None;
                structure.state = StructureState::Unread;
            }
        }
    }

    /// Takes what was read of its structure; reads it if it is wanted and was not read, or is of other bytes.
    pub(crate) fn absorb_structure(&mut self, is_wanted: bool, waker: &Waker) {
        self.structure.absorb();
        self.structure.is_shown = is_wanted;
        let Some(snapshot) = self.file().map(|file| file.snapshot().clone()) else { return };
        let is_other = self.structure.of != Some(key_of(&snapshot));
        if is_wanted && is_other && !self.structure.is_reading() {
            self.structure.read(&snapshot, waker);
        }
    }
}
