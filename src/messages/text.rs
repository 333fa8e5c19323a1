//! Messages as data: a key and arguments, resolved when shown.

use super::catalogue::Catalogue;
use super::{NumberStyle, catalogue, english, numbers};
use std::borrow::Cow;
use std::{fmt, io};

/// Names a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub &'static str);

/// An argument of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Shown as it is.
    Text(Cow<'static, str>),
    /// A count: its value chooses the plural form, and `$<name>-shown` is its grouped digits.
    Int(u64),
    /// An offset in the file, in hexadecimal.
    Offset(u64),
    /// A figure with three significant digits, and its unit, if it has one: `4.00 GiB`. Never NaN.
    Figure(f64, &'static str),
    /// Another message.
    Said(Box<Text>),
}

impl Eq for Arg {}

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

    /// What has no message, such as the words of the system or of a library.
    #[must_use]
    pub fn verbatim(text: impl Into<Arg>) -> Self {
        Self::new("verbatim").with("text", text)
    }

    /// What an error of the system says: its own words, or the message that was put into it.
    #[must_use]
    pub fn of_io(error: &io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        ours.cloned().unwrap_or_else(|| Self::verbatim(error.to_string()))
    }

    /// In English, as exports, logs and the command line write it, whatever the window speaks.
    #[must_use]
    pub fn in_english(&self) -> String {
        self.said_by(english(), &NumberStyle::ENGLISH).into_owned()
    }

    /// The same about bytes that stand `by` further on in their file than it says.
    #[must_use]
    pub fn moved_by(&self, by: u64) -> Self {
        let moved = |arg: &Arg| match arg {
            Arg::Offset(at) => Arg::Offset(at.saturating_add(by)),
            Arg::Said(text) => Arg::Said(Box::new(text.moved_by(by))),
            arg => arg.clone(),
        };
        Self { key: self.key, args: self.args.iter().map(|(name, arg)| (*name, moved(arg))).collect() }
    }

    pub(super) fn said_by<'a>(&'a self, catalogue: &'a Catalogue, numbers: &NumberStyle) -> Cow<'a, str> {
        match self.args.as_slice() {
            [] => catalogue.plain(self.key.0).unwrap_or(self.key.0).into(),
            // Not formatted: most errors are wrapped once or twice.
            [(_, Arg::Text(text))] if self.key.0 == "verbatim" => text.as_ref().into(),
            [(_, Arg::Figure(value, unit))] if self.key.0 == "verbatim" => {
                numbers.figure(*value, unit).into()
            }
            args => catalogue.say_with(numbers, self.key.0, args).into(),
        }
    }
}

/// In the language of the window.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said_by(catalogue(), numbers::of_window()))
    }
}

/// A message may be an error of the system's own kind, until [`Text::of_io`] takes it out.
impl std::error::Error for Text {}

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
