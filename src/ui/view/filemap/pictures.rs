//! Textures that are kept from one frame to the next, and given back when a frame does without.

use egui::cache::CacheTrait;
use egui::{Context, Id};
use std::collections::HashMap;

/// Pictures by the place that shows them; one that no frame asked for is dropped.
struct Pictures<T>(HashMap<Id, (T, bool)>);

impl<T> Default for Pictures<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Send + Sync + 'static> CacheTrait for Pictures<T> {
    fn update(&mut self) {
        self.0.retain(|_, (_, is_used)| std::mem::take(is_used));
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// Takes the picture of a place, to be put back in the same frame.
pub(super) fn take<T: Send + Sync + 'static>(ctx: &Context, id: Id) -> Option<T> {
    ctx.memory_mut(|memory| memory.caches.cache::<Pictures<T>>().0.remove(&id)).map(|(picture, _)| picture)
}

/// Keeps the picture of a place until the next frame.
pub(super) fn put<T: Send + Sync + 'static>(ctx: &Context, id: Id, picture: T) {
    ctx.memory_mut(|memory| memory.caches.cache::<Pictures<T>>().0.insert(id, (picture, true)));
}
