//! Messages as data: a key and arguments, resolved when shown.

use super::catalogue;
use std::borrow::Cow;
use std::fmt;

/// Names a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub &'static str);

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Shown as it is.
    Text(Cow<'static, str>),
    /// A count: its value chooses the plural form, and `$<name>-shown` is its grouped digits.
    Int(u64),
    /// Another message.
    Said(Box<Text>),
}

/// A message that is kept as data and resolved when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    key: Key,
    args: Vec<(&'static str, Arg)>,
}

impl Text {
    /// The message of this key.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key: Key(key), args: Vec::new() }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }

    /// What code that has no messages says, such as an error.
    #[must_use]
    pub fn verbatim(text: impl Into<Arg>) -> Self {
        Self::new("verbatim").with("text", text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&catalogue().say_with(self.key.0, &self.args))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(super::say(self.0))
    }
}

impl From<Key> for Text {
    fn from(key: Key) -> Self {
        Self { key, args: Vec::new() }
    }
}

impl From<&'static str> for Arg {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Arg {
    fn from(n: u64) -> Self {
        Self::Int(n)
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Said(Box::new(text))
    }
}

impl From<Key> for Arg {
    fn from(key: Key) -> Self {
        Text::from(key).into()
    }
}
