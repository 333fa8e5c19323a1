//! The structure of a document's file, and what is found inside of it: read by threads, shown as rows.
//!
//! What the panel shows belongs to the document, as its search does, so that all panes light the same
//! bytes. When the file changes, its structure is read anew.

mod found;
pub mod tree;

use super::Document;
use crate::base::units::{len_u64, to_usize};
use crate::base::{CaughtPanic, Offset, RowNr, Span, panics};
use crate::engine::Engine;
use crate::messages::{Text, say};
use crate::source::reader::Waker;
use crate::source::{Generation, Snapshot};
use crate::structure::{self, Bytes, Structure};
use crossbeam_channel::{Receiver, Sender, bounded};
pub use found::SignatureRun;
use std::sync::Arc;
pub use tree::{Item, NodeNr, ToRead, Tree};

/// Bytes of a signature that are lit and selected.
const SIGNATURE_BYTES: u64 = 4;

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

/// A row of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A node of the structure.
    Node(NodeNr),
    /// A signature, by its number.
    Found(usize),
}

/// A message to the structure.
#[derive(Clone, Debug, PartialEq)]
pub enum StructureMsg {
    /// Put the cursor on a row.
    Put(Place),
    /// Find what begins inside of the file.
    FindSignatures,
    /// Stop finding it; what was found stays.
    StopSignatures,
    /// Read the structure of what begins at the cursor.
    ReadFound,
    /// Ask where to save the bytes of the row with the cursor.
    Save,
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
    Parsed(Option<Box<Structure>>),
    Expanded(NodeNr, Vec<structure::Node>),
    Broke(CaughtPanic),
}

/// Answers, each with the number of the reading that it is of.
type Answers = (Sender<(u64, Answer)>, Receiver<(u64, Answer)>);

/// Answers that may wait: more readings than that wait for room, on their own threads.
const MOST_ANSWERS: usize = 64;

/// The structure of a document's file.
pub struct FileStructure {
    state: StructureState,
    cursor: Place,
    run: Option<SignatureRun>,
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
    answers: Answers,
}

impl Default for FileStructure {
    fn default() -> Self {
        Self {
            state: StructureState::default(),
            cursor: Place::Node(0),
            run: None,
            moved: 0,
            at: Offset::ZERO,
            lit: None,
            is_shown: false,
            of: None,
            snapshot: None,
            nr: 0,
            n_pending: 0,
            answers: bounded(MOST_ANSWERS),
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

    /// The row with the cursor.
    #[must_use]
    pub fn cursor(&self) -> Place {
        self.cursor
    }

    /// The node with the cursor.
    #[must_use]
    pub fn cursor_node(&self) -> Option<&Item> {
        match self.cursor {
            Place::Node(nr) => self.tree()?.item(nr),
            Place::Found(_) => None,
        }
    }

    /// The search for what begins inside of the file, if it was asked for.
    #[must_use]
    pub fn run(&self) -> Option<&SignatureRun> {
        self.run.as_ref()
    }

    /// How many rows the tree has.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.tree().map_or(0, |tree| tree.rows().len())
    }

    /// How many signatures are listed.
    #[must_use]
    pub fn n_found(&self) -> usize {
        self.run().map_or(0, |run| run.found().len())
    }

    /// The number of a row: those of the tree come first.
    #[must_use]
    pub fn row_of(&self, place: Place) -> Option<usize> {
        match place {
            Place::Node(nr) => self.tree()?.row_of(nr),
            Place::Found(nr) => (nr < self.n_found()).then(|| self.n_rows() + nr),
        }
    }

    /// The row of a number.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<Place> {
        let n = self.n_rows();
        if row < n {
            return self.tree()?.rows().get(row).copied().map(Place::Node);
        }
        (row - n < self.n_found()).then_some(Place::Found(row - n))
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

    /// The bytes of the row with the cursor.
    #[must_use]
    pub fn cursor_span(&self) -> Option<Span> {
        match self.cursor {
            Place::Node(nr) => self.tree()?.span(nr),
            Place::Found(nr) => self.run()?.found().get(nr).map(|one| Span::at(one.at, SIGNATURE_BYTES)),
        }
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
        self.work(waker, move |bytes| Answer::Parsed(structure::parse(bytes, at).map(Box::new)));
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
                    let Structure { name, at, root, .. } = *structure;
                    let tree = Tree::new(root);
                    self.state = StructureState::Known(Box::new(KnownStructure { tree, name, at }));
                    self.cursor = Place::Node(0);
                    self.moved += 1;
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
        if let Some(first) = first.filter(|_| cursor == Place::Node(nr)) {
            self.put(Place::Node(first));
        }
    }

    fn put(&mut self, place: Place) {
        self.cursor = place;
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
        let n = self.n_rows() + self.n_found();
        let row = self.row_of(self.cursor).unwrap_or(0);
        let moved = |by: i64| to_usize(RowNr(len_u64(row)).moved(by).0).min(n.saturating_sub(1));
        let to = match step {
            TreeStep::Up => moved(-1),
            TreeStep::Down => moved(1),
            TreeStep::Rows(by) => moved(by),
            TreeStep::First => 0,
            TreeStep::Last => n.saturating_sub(1),
            TreeStep::In => return self.step_in(waker),
            TreeStep::Out => return self.step_out(),
        };
        if let Some(place) = self.place_of(to) {
            self.put(place);
        }
    }

    /// Opens the node with the cursor, or goes to the first that it holds.
    fn step_in(&mut self, waker: &Waker) {
        let (Place::Node(nr), Some(item)) = (self.cursor, self.cursor_node()) else { return };
        if item.is_parent() && !item.is_open {
            self.open(nr, waker);
        } else if let Some(child) = self.tree().and_then(|tree| tree.first_child(nr)) {
            self.put(Place::Node(child));
        }
    }

    /// Closes the node with the cursor, or goes to the one that holds it.
    fn step_out(&mut self) {
        let Place::Node(nr) = self.cursor else { return };
        let closed = self.tree_mut().is_some_and(|tree| tree.close(nr));
        if let Some(parent) = self.tree().and_then(|tree| tree.parent(nr)).filter(|_| !closed) {
            self.put(Place::Node(parent));
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
            StructureMsg::Put(place) => structure.cursor = *place,
            StructureMsg::Step(step) => structure.step(*step, waker),
            StructureMsg::Toggle(nr) => structure.toggle(*nr, waker),
            StructureMsg::ToggleCursor => {
                if let Place::Node(nr) = structure.cursor {
                    structure.toggle(nr, waker);
                }
            }
            StructureMsg::Show => {
                let is_more = structure.cursor_node().is_some_and(|item| item.node.is_more);
                if let Place::Node(nr) = structure.cursor
                    && is_more
                {
                    structure.open(nr, waker);
                }
            }
            StructureMsg::StopSignatures => structure.run.iter().for_each(SignatureRun::cancel),
            StructureMsg::ReadFound => {
                let Some(span) = structure.cursor_span() else { return };
                self.perform_structure(&StructureMsg::ReadAt(span.start), waker);
            }
            // What these need, the app has.
            StructureMsg::FindSignatures | StructureMsg::Save => {}
            StructureMsg::Light(span) => structure.lit = *span,
            StructureMsg::ReadAt(at) => {
                structure.at = *at;
                structure.of = None;
                structure.state = StructureState::Unread;
            }
        }
    }

    /// Finds what begins inside of the file, from its start.
    pub(crate) fn find_signatures(&mut self, engine: &Engine) {
        let Some(snapshot) = self.file().map(|file| file.snapshot().clone()) else { return };
        self.structure.run = Some(SignatureRun::start(engine, self.id.0, &snapshot));
    }

    /// Takes what was found inside of the file.
    pub(crate) fn absorb_signatures(&mut self, engine: &Engine) {
        let Some(snapshot) = self.file().map(|file| file.snapshot().clone()) else { return };
        let id = self.id.0;
        self.structure.run.iter_mut().for_each(|run| run.absorb(engine, id, &snapshot));
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
