//! Where jobs over a document keep what they have found, beyond the program's end.

use crate::engine::{FrontierStore, StorePlace, Trust};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A store, and what all that is kept there follows from beside the file and the job: the settings.
#[derive(Clone)]
pub(crate) struct KeptJobs {
    store: Arc<dyn FrontierStore>,
    settings: String,
}

impl KeptJobs {
    pub(crate) fn new(store: Arc<dyn FrontierStore>, settings: &str) -> Self {
        Self { store, settings: digest(settings) }
    }

    /// The place of a job that follows from `recipe`.
    pub(super) fn place(&self, recipe: &str, trust: Trust) -> StorePlace {
        StorePlace { store: Arc::clone(&self.store), recipe: format!("{} {recipe}", self.settings), trust }
    }
}

/// Some text of any length in 32 digits.
pub(super) fn digest(text: &str) -> String {
    format!("{:032x}", xxh3_128(text.as_bytes()))
}
