//! What is kept about keys, and what can be done about them.

use crate::app::keys::Keys;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A set of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// This program's own.
    Default,
    /// Of `less` and `vi`.
    Less,
    /// Of Visual Studio Code.
    VsCode,
    /// Of klogg.
    Klogg,
}

impl Preset {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Default, Self::Less, Self::VsCode, Self::Klogg];

    /// By which settings know it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Less => "less-vi",
            Self::VsCode => "vs-code",
            Self::Klogg => "klogg",
        }
    }

    /// The one of this id; the default one for what this program does not know.
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self::ALL.into_iter().find(|preset| preset.id() == id).unwrap_or(Self::Default)
    }
}

/// What is kept about keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeySettings {
    /// The name of the preset.
    pub preset: String,
    /// Whether letters move as in `less` and `vi`.
    pub letters: bool,
    /// By the id of an action all of its keys, instead of the preset's.
    pub own: BTreeMap<String, Vec<String>>,
}

impl Default for KeySettings {
    fn default() -> Self {
        Self { preset: Preset::Default.id().to_owned(), letters: true, own: BTreeMap::new() }
    }
}

/// What can be done about keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeysMsg {
    /// Give these keys to the action of this id, and to no other.
    Add(&'static str, Keys),
    /// Take these keys from the action of this id.
    Remove(&'static str, Keys),
    /// Give the action of this id its preset's keys again.
    Reset(&'static str),
    /// Give all actions their preset's keys again.
    ResetAll,
    /// Use the keys of a preset; a person's own stay.
    Use(Preset),
}
