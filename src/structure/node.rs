//! The nodes of a structure.

use super::reading::Reading;
use crate::base::{Offset, Span, Value, human};
use crate::messages::Text;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A name or a meaning: a term of the format's own specification, or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// As the specification writes it, or as the file does.
    Term(Cow<'static, str>),
    /// In a person's language.
    Said(Text),
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => f.write_str(term),
            Self::Said(text) => text.fmt(f),
        }
    }
}

impl From<&'static str> for Label {
    fn from(term: &'static str) -> Self {
        Self::Term(Cow::Borrowed(term))
    }
}

impl From<String> for Label {
    fn from(term: String) -> Self {
        Self::Term(Cow::Owned(term))
    }
}

impl From<Text> for Label {
    fn from(text: Text) -> Self {
        Self::Said(text)
    }
}

/// The children of a node, read when it is expanded.
#[derive(Clone)]
pub struct Later(Arc<ReadNodes>);

type ReadNodes = dyn Fn(&mut Reading<'_>) -> Vec<Node> + Send + Sync;

impl Later {
    /// Reads by `read`, which is given the bytes of the whole structure.
    pub(super) fn new(read: impl Fn(&mut Reading<'_>) -> Vec<Node> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    pub(super) fn read(&self, reading: &mut Reading<'_>) -> Vec<Node> {
        (self.0)(reading)
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Later")
    }
}

/// A part of a structure.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: Label,
    /// Its bytes in the file; empty for a part that has none of its own.
    pub span: Span,
    /// The first of its bits, counted from the value's lowest, and their number; `None`: all.
    pub bits: Option<(u8, u8)>,
    /// Its type, as programmers write it: `u32le`; empty for a group.
    pub kind: &'static str,
    /// Its value; none of a group.
    pub value: Value,
    /// Whether its number is an address, a set of bits or a magic: shown in hexadecimal.
    pub is_hex: bool,
    /// What its value means.
    pub meaning: Option<Label>,
    /// Whether something is wrong with it.
    pub is_bad: bool,
    /// Whether it stands for the rest of the list that it ends: that takes its place.
    pub is_more: bool,
    /// What it holds, as far as it was read.
    pub children: Vec<Self>,
    /// What it holds and was not read yet.
    pub later: Option<Later>,
}

impl Node {
    /// A node without a value. Offsets are those of the structure until it is [settled](Self::settle).
    pub(super) fn group(name: impl Into<Label>, at: u64, len: u64) -> Self {
        Self {
            name: name.into(),
            span: Span::at(Offset(at), len),
            bits: None,
            kind: "",
            value: Value::None,
            is_hex: false,
            meaning: None,
            is_bad: false,
            is_more: false,
            children: Vec::new(),
            later: None,
        }
    }

    /// A node with a value.
    pub(super) fn leaf(
        name: impl Into<Label>,
        (at, len): (u64, u64),
        kind: &'static str,
        value: impl Into<Value>,
    ) -> Self {
        Self { kind, value: value.into(), ..Self::group(name, at, len) }
    }

    /// A node that only says something.
    #[must_use]
    pub fn said(text: Text) -> Self {
        Self::group(text, 0, 0)
    }

    /// A node that says what is wrong.
    pub(super) fn problem(text: Text) -> Self {
        Self { is_bad: true, ..Self::group(text, 0, 0) }
    }

    pub(super) fn with(mut self, children: Vec<Self>) -> Self {
        self.children = children;
        self
    }

    pub(super) fn later(
        mut self,
        read: impl Fn(&mut Reading<'_>) -> Vec<Self> + Send + Sync + 'static,
    ) -> Self {
        self.later = Some(Later::new(read));
        self
    }

    pub(super) fn means(mut self, meaning: impl Into<Label>) -> Self {
        self.meaning = Some(meaning.into());
        self
    }

    pub(super) fn valued(mut self, value: impl Into<Value>) -> Self {
        self.value = value.into();
        self
    }

    pub(super) fn hex(mut self) -> Self {
        self.is_hex = true;
        self
    }

    /// Marks it as wrong, and says why.
    pub(super) fn bad(mut self, why: Text) -> Self {
        self.is_bad = true;
        self.meaning = Some(why.into());
        self
    }

    /// Makes offsets of the structure, which is `len` bytes long at most, offsets of the file.
    pub(super) fn settle(&mut self, base: Offset, len: u64) {
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            let (start, end) = (node.span.start.0.min(len), node.span.end.0.min(len));
            node.span = Span { start: base + start, end: base + end };
            open.extend(node.children.iter_mut());
        }
    }

    /// Whether it holds others.
    #[must_use]
    pub fn is_parent(&self) -> bool {
        !self.children.is_empty() || self.later.is_some()
    }

    /// Its value as text; empty if it has none.
    #[must_use]
    pub fn value_text(&self) -> String {
        match &self.value {
            Value::Int(n) if self.is_hex => human::offset(*n).replace('_', ""),
            Value::Int(n) => human::grouped(*n),
            value => value.plain(),
        }
    }

    /// The first node of this name below it, among those that were read.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|node| matches!(&node.name, Label::Term(term) if term == name))
    }
}
