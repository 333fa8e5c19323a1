//! What people call what differs: by the ids of a summary, where the catalogue has their names.

use super::visible::visible;
use crate::messages::{Name, Text};

/// A name by ids, or the one that a summary brought along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    kind: &'static str,
    ids: Vec<String>,
    other: String,
}

impl Label {
    /// A name of the catalogue; what is not in it is called `other`.
    pub(super) fn new(kind: &'static str, ids: &[&str], other: &str) -> Self {
        Self { kind, ids: ids.iter().map(|&id| id.to_owned()).collect(), other: other.to_owned() }
    }

    /// A name that is shown as it is.
    pub(super) fn verbatim(text: &str) -> Self {
        Self { kind: "", ids: Vec::new(), other: text.to_owned() }
    }

    /// The last of its ids.
    #[must_use]
    pub fn id(&self) -> &str {
        self.ids.last().map_or(&self.other, String::as_str)
    }

    fn name(&self) -> Name<'_> {
        let ids: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        Name::new(self.kind, &ids)
    }

    /// In English, as exports and the command line write it.
    #[must_use]
    pub fn in_english(&self) -> &str {
        self.or_other(self.name().in_english())
    }

    /// In the language that `say` speaks.
    #[must_use]
    pub fn said_by<'a>(&'a self, say: impl Fn(&Name<'a>) -> &'a str) -> &'a str {
        self.or_other(say(&self.name()))
    }

    /// The same as a message, in which nothing is hidden.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::verbatim(visible(self.in_english()))
    }

    /// A name that is only its id again is none.
    fn or_other<'a>(&'a self, said: &'a str) -> &'a str {
        if self.ids.is_empty() || said == self.id() { &self.other } else { said }
    }
}
