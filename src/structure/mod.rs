//! What a file says about itself: its headers, tables and records, as a tree of nodes.
//!
//! [`parse`] recognises the format of the bytes from some place on and reads its structure;
//! [`expand`] reads what a node holds that was left for later. Each node says where it is, what
//! type it has and what its value means. Lists come in pages, so that an archive of a million
//! entries costs as much to open as one of ten.
//!
//! Nothing is trusted: a part that can't be read ends in a node that says why, and a [`Reading`]
//! has a budget of bytes and of nodes, so that no input makes it run on. Sees bytes through
//! [`Bytes`], never a file or a thread. A format is one file and its line in [`FORMATS`].

mod elf;
mod fields;
mod gif;
mod gzip;
mod jpeg;
mod macho;
mod node;
mod pages;
mod pcap;
mod pdf;
mod pe;
mod png;
mod reading;
mod sqlite;
mod tar;
mod wav;
mod zip;

pub use node::{Label, Later, Node};
pub use reading::{Bytes, Reading};

use crate::base::Offset;
use crate::messages::{Key, Text};
use reading::Parsed;

/// A format whose structure can be read.
pub struct Format {
    /// By which tests know it.
    pub id: &'static str,
    /// The message that names it.
    pub name: Key,
    /// Whether the bytes begin as this format does. Reads a few KiB at most, or from the end.
    is_it: fn(&mut Reading<'_>) -> bool,
    /// Reads its structure; the root's span is how far the format says that it reaches.
    parse: fn(&mut Reading<'_>) -> Node,
}

/// Every format, in the order in which they are tried.
pub static FORMATS: &[Format] = &[
    elf::FORMAT,
    pe::FORMAT,
    macho::FORMAT,
    png::FORMAT,
    jpeg::FORMAT,
    gif::FORMAT,
    zip::FORMAT,
    gzip::FORMAT,
    tar::FORMAT,
    sqlite::FORMAT,
    pcap::FORMAT,
    wav::FORMAT,
    pdf::FORMAT,
];

/// What a file says about itself from some place on.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The id of its format.
    pub format: &'static str,
    /// The name of its format.
    pub name: Key,
    /// Where it starts.
    pub at: Offset,
    /// The tree.
    pub root: Node,
}

/// Reads the structure of the bytes from `at` on; `None` if they begin as no format does.
///
/// Reads what the budget of a [`Reading`] allows, so it belongs on a thread of its own.
#[must_use]
pub fn parse(bytes: &dyn Bytes, at: Offset) -> Option<Structure> {
    let is_it = |format: &&Format| (format.is_it)(&mut Reading::new(bytes, at));
    let format = FORMATS.iter().find(is_it)?;
    Some(parse_as(format, bytes, at))
}

/// Reads the structure of the bytes from `at` on as this format, whether they begin so or not.
#[must_use]
pub fn parse_as(format: &Format, bytes: &dyn Bytes, at: Offset) -> Structure {
    let mut reading = Reading::new(bytes, at);
    let mut root = (format.parse)(&mut reading);
    root.settle(at, reading.len());
    Structure { format: format.id, name: format.name, at, root }
}

/// Reads what was left for later in a structure that starts at `at`.
#[must_use]
pub fn expand(bytes: &dyn Bytes, at: Offset, later: &Later) -> Vec<Node> {
    let mut reading = Reading::new(bytes, at);
    let mut nodes = later.read(&mut reading);
    nodes.iter_mut().for_each(|node| node.settle(at, reading.len()));
    nodes
}

/// The sentence for a part that lies past the end.
fn past_end(what: impl Into<crate::messages::Arg>, at: u64) -> Text {
    Text::new("structure-points-past").with("what", what).with("at", Offset(at).to_string())
}

/// The value, or a node that says what went wrong.
fn or_said(parsed: Parsed<Node>) -> Node {
    parsed.unwrap_or_else(Node::problem)
}
