//! Names of what is known by ids: facts, sections, units, regions.

use super::{english, find};

/// The name of something that code knows by an id.
///
/// Its message's key is made of the kind and the ids: `fact`, `utf8`, `first_invalid_at` is
/// `fact-utf8-first-invalid-at`. What has no message is called by its last id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    key: String,
    id: &'a str,
}

impl<'a> Name<'a> {
    /// The name of a thing of this kind.
    #[must_use]
    pub fn new(kind: &str, ids: &[&'a str]) -> Self {
        let id = ids.last().copied().unwrap_or_default();
        let mut key = String::with_capacity(kind.len() + ids.iter().map(|id| id.len() + 1).sum::<usize>());
        key.push_str(kind);
        for id in ids {
            key.push('-');
            let spelled = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
            key.extend(id.chars().map(spelled));
        }
        Self { key, id }
    }

    /// The key of its message, whether there is such a message or not.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// In the language of the window.
    #[must_use]
    pub fn said(&self) -> &'a str {
        find(&self.key).unwrap_or(self.id)
    }

    /// In English, as exports and the command line write it.
    #[must_use]
    pub fn in_english(&self) -> &'a str {
        english().plain(&self.key).unwrap_or(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_ids_or_is_the_last_of_them() {
        assert_eq!(Name::new("fact", &["utf8", "first_invalid_at"]).key(), "fact-utf8-first-invalid-at");
        assert_eq!(Name::new("menu", &["File"]).said(), "File");
        assert_eq!(Name::new("menu", &["View"]).in_english(), "View");
        assert_eq!(Name::new("menu", &["no such", "Menu of mine"]).said(), "Menu of mine");
        assert_eq!(Name::new("menu", &[]).in_english(), "");
    }
}
