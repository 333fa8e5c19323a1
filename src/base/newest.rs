//! A channel of one place, in which a newer value replaces one that was not received.
//!
//! Neither side ever waits. Every order in which threads can meet here is tried by `tests/loom`.

/// A channel of one place, seen from both its ends.
pub trait Place<T> {
    /// Puts `value` in, unless the place is taken: then it comes back. A value that
    /// can't be received any more is dropped.
    fn try_put(&self, value: T) -> Option<T>;
    /// Takes what is in the place.
    fn try_take(&self) -> Option<T>;
}

#[cfg(not(loom))]
impl<T> Place<T> for (crossbeam_channel::Sender<T>, crossbeam_channel::Receiver<T>) {
    fn try_put(&self, value: T) -> Option<T> {
        match self.0.try_send(value) {
            Err(crossbeam_channel::TrySendError::Full(value)) => Some(value),
            Ok(()) | Err(crossbeam_channel::TrySendError::Disconnected(_)) => None,
        }
    }

    fn try_take(&self) -> Option<T> {
        self.1.try_recv().ok()
    }
}

/// Puts `newest` into the place, in place of an older value that was not fetched.
///
/// Single producer: the final take observes the last value.
pub fn replace<T>(place: &impl Place<T>, newest: T) {
    let mut next = Some(newest);
    while let Some(newest) = next.take() {
        next = place.try_put(newest);
        if next.is_some() {
            // A take by the receiver at this moment makes room just as well.
            drop(place.try_take());
        }
    }
}
