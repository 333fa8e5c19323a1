//! Messages about changing bytes, and the questions that are asked about it.

use crate::base::{DocId, Offset, PaneId};
use crate::doc::EditMode;
use crate::edit::{Changed, LeftBehind, Recovery};
use std::path::PathBuf;

/// A message about changing bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum EditMsg {
    /// Ask this.
    Ask(EditQuestion),
    /// Allow this to be done to a document.
    SetMode(DocId, EditMode),
    /// Lock a document's file and allow it to be written.
    Unlock(DocId),
    /// Repeat a pattern over a pane's selection.
    Fill(PaneId, Vec<u8>),
    /// Append so many bytes of a value.
    Extend(DocId, u64, u8),
    /// Cut off everything from a place on.
    CutOff(DocId, Offset),
    /// Undo a pane's last edit.
    Undo(PaneId),
    /// Do again what was undone last.
    Redo(PaneId),
    /// Undo all edits.
    UndoAll(DocId),
    /// Ask where to save the file with its edits.
    SaveCopy(DocId),
    /// Write the changes into the file. The token is that of differences that were seen.
    Write(DocId, Option<u64>),
    /// Go on without the changes.
    Discard(Leave),
    /// Bring a write that did not end to an end.
    Recover(PathBuf, Recovery),
}

/// A question about changing bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum EditQuestion {
    /// What may be done to a document.
    Mode(DocId),
    /// Whether a document's file is to be locked and written.
    Unlock(DocId),
    /// With which pattern to fill a pane's selection.
    Fill(PaneId),
    /// By how much to extend a document.
    Extend(DocId),
    /// Whether to cut a document off here.
    CutOff(DocId, Offset),
    /// Whether to write the changes into the file.
    Write(DocId),
    /// Whether to overwrite what another program has written meanwhile.
    Changed(DocId, Box<Changed>),
    /// What becomes of changes that are not saved.
    Unsaved(Leave),
    /// What becomes of a write that did not end.
    Journal(Box<LeftBehind>),
}

/// What changes that are not saved stand in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Closing a pane.
    Close(PaneId),
    /// Reading a document's file anew.
    Reopen(DocId),
    /// Making a document read-only.
    Lock(DocId),
    /// Ending the program.
    Quit,
}
