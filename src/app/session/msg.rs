//! What can be asked about sessions and saved filters, and what threads answer.

use super::filter::Workspace;
use super::model::{Origins, Session};
use crate::base::DocId;
use crate::messages::{Text, say};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// The name of the file of what was open before a session was opened; no person's name begins so.
pub(super) const BEFORE: &str = ".before";

/// A session that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSession {
    /// Its name; that of its file.
    pub(super) name: String,
    /// When it was saved.
    pub(super) saved: Option<SystemTime>,
}

impl NamedSession {
    /// What identifies it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is called.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name == BEFORE { say("session-before") } else { &self.name }
    }

    /// How long ago it was saved, if that is known.
    #[must_use]
    pub fn age(&self) -> Option<Duration> {
        self.saved?.elapsed().ok()
    }
}

/// What can be done about sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionMsg {
    /// Save what is open under a name.
    Save(String),
    /// Open the session of this name.
    Open(String),
    /// Remove it.
    Remove(String),
}

/// What a thread has done about sessions.
pub enum SessionReply {
    /// These are there; and in a sentence, what was done.
    Listed(Vec<NamedSession>, Option<Text>),
    /// One was read, those that are there now.
    Read(Box<(String, Session, Origins)>, Vec<NamedSession>),
    /// Rules and filters of a file of this name, or in a sentence why there are none.
    Imported(Result<Box<(String, Workspace)>, Text>),
    /// Rules and filters were written.
    Exported(Result<PathBuf, Text>),
    /// It could not be done, in a sentence.
    Failed(Text),
}

/// What can be done about filters that were saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterMsg {
    /// Save that of this document.
    Save(DocId),
    /// Apply the one of this number to a document.
    Apply(usize, DocId),
    /// Remove it.
    Remove(usize),
}
