//! Digests of files and selections: computed in the background, kept until a file is closed.
//!
//! Which algorithms are ticked is a setting. One pass computes all of them; one pass at a time is under way.

use super::tasks::Reply;
use super::{App, Effect};
use crate::base::{DocId, Span};
use crate::doc::Document;
use crate::hash::Algorithm;
use crate::hash::run::{HashError, digests_in};
use crate::messages::{Key, Text};
use crate::source::Snapshot;

/// What the work is called.
pub const HASHING: Key = Key("task-hash");

/// What can be done about digests.
#[derive(Clone, Debug, PartialEq)]
pub enum HashMsg {
    /// Choose an algorithm for the next pass, or no longer.
    Tick(Algorithm, bool),
    /// Compute the digests of a document: of the whole file, or of this part.
    Start(DocId, Option<Span>),
    /// Choose these algorithms, too, and compute the same digests again.
    StartWith(DocId, Option<Span>, Vec<Algorithm>),
    /// Stop.
    Stop,
    /// Copy a digest.
    Copy(Algorithm, String),
}

/// Digests of a document.
pub struct Hashed {
    doc: DocId,
    /// The part that was chosen; `None`: the whole file.
    pub part: Option<Span>,
    /// How they stand.
    pub state: HashState,
    snapshot: Snapshot,
    algorithms: Vec<Algorithm>,
    nr: u64,
}

/// How digests stand.
#[derive(Clone, Debug, PartialEq)]
pub enum HashState {
    /// They are being computed.
    Running,
    /// They are known.
    Done(Vec<(Algorithm, String)>),
    /// The pass was stopped.
    Stopped,
    /// There are none, and in a sentence why.
    Failed(Text),
}

impl Hashed {
    /// The digests, once they are known.
    #[must_use]
    pub fn digests(&self) -> &[(Algorithm, String)] {
        match &self.state {
            HashState::Done(digests) => digests,
            _ => &[],
        }
    }

    /// Whether the file is not what was hashed any more.
    #[must_use]
    pub fn is_stale(&self, doc: &Document) -> bool {
        doc.file().is_none_or(|file| file.differs_from(&self.snapshot))
    }

    /// How many bytes they are of.
    #[must_use]
    pub fn n_bytes(&self) -> u64 {
        self.part.map_or(self.snapshot.len(), Span::len)
    }
}

impl App {
    /// The digests of a document, if they were asked for.
    #[must_use]
    pub fn hashed(&self, doc: DocId) -> Option<&Hashed> {
        self.hashed.iter().find(|one| one.doc == doc)
    }

    /// Whether digests are being computed, of whichever document.
    #[must_use]
    pub fn is_hashing(&self) -> bool {
        self.hashed.iter().any(|one| one.state == HashState::Running)
    }

    pub(super) fn perform_hash(&mut self, msg: HashMsg) {
        match msg {
            HashMsg::Tick(algorithm, is_on) => self.settings.tick_hash(algorithm, is_on),
            HashMsg::Start(doc, part) => self.hash(doc, part),
            HashMsg::StartWith(doc, part, algorithms) => {
                algorithms.into_iter().for_each(|one| self.settings.tick_hash(one, true));
                self.hash(doc, part);
            }
            HashMsg::Stop => self.stop_task(HASHING),
            HashMsg::Copy(algorithm, digest) => {
                self.effects.push(Effect::Copy(digest));
                self.toast(Text::new("toast-digest-copied").with("name", algorithm.title()), false);
            }
        }
    }

    fn hash(&mut self, id: DocId, part: Option<Span>) {
        let algorithms = self.settings.ticked_hashes();
        let file = self.doc(id).and_then(|doc| doc.file());
        let Some(snapshot) = file.map(|file| file.snapshot().clone()) else { return };
        if algorithms.is_empty() || self.is_hashing() {
            return;
        }
        let span = part.unwrap_or(snapshot.span()).meet(snapshot.span());
        let nr = self.new_id();
        self.hashed.retain(|one| one.doc != id);
        self.hashed.push(Hashed {
            doc: id,
            part,
            state: HashState::Running,
            snapshot: snapshot.clone(),
            algorithms: algorithms.clone(),
            nr,
        });
        let n_threads = self.engine.as_ref().map_or(1, |engine| engine.meters().n_workers());
        // Of nothing there is no share.
        let n_tasks = self.tasks.len();
        self.background(HASHING, span.len().max(1), move |progress| {
            let go_on = |done| progress.go_on(done);
            Reply::Hashed(nr, digests_in(&snapshot, span, &algorithms, n_threads, go_on))
        });
        if self.tasks.len() == n_tasks {
            // It was said why.
            self.hashed.retain(|one| one.nr != nr);
        }
    }

    /// Takes the digests of the pass of this number.
    pub(super) fn digests_made(&mut self, nr: u64, digests: Result<Vec<String>, HashError>) {
        let Some(hashed) = self.hashed.iter_mut().find(|one| one.nr == nr) else { return };
        hashed.state = match digests {
            Ok(digests) => HashState::Done(hashed.algorithms.iter().copied().zip(digests).collect()),
            Err(HashError::Stopped) => HashState::Stopped,
            Err(HashError::Read(fault)) => HashState::Failed(fault.message()),
            Err(HashError::Thread(error)) => HashState::Failed(Text::of_io(&error)),
        };
    }

    /// Ends a pass that broke off.
    pub(super) fn hashing_broke(&mut self) {
        self.hashed.retain(|one| one.state != HashState::Running);
    }

    /// Forgets the digests of documents that are closed.
    pub(super) fn forget_hashes(&mut self) {
        let docs = &self.docs;
        let has_closed = |one: &Hashed| docs.iter().all(|doc| doc.id() != one.doc);
        if self.hashed.iter().any(|one| has_closed(one) && one.state == HashState::Running) {
            self.stop_task(HASHING);
        }
        let docs = &self.docs;
        self.hashed.retain(|one| docs.iter().any(|doc| doc.id() == one.doc));
    }
}
