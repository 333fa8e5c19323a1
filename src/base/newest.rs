//! A channel of capacity 1, in which a newer value replaces one that was not received.
//!
//! Neither side ever waits. `tests/loom` checks all interleavings.

/// A channel of capacity 1, with both of its ends.
pub trait LatestValue<T> {
    /// Sends `value`; returns it if the channel is full. Drops it if the receiver is
    /// gone.
    fn try_put(&self, value: T) -> Option<T>;
    /// Receives, if it is full.
    fn try_take(&self) -> Option<T>;
}

#[cfg(not(loom))]
impl<T> LatestValue<T> for (crossbeam_channel::Sender<T>, crossbeam_channel::Receiver<T>) {
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

/// Sends `newest`, replacing an older value that was not received.
///
/// Single producer: the final take observes the last value.
pub fn replace<T>(place: &impl LatestValue<T>, newest: T) {
    let mut next = Some(newest);
    while let Some(newest) = next.take() {
        next = place.try_put(newest);
        if next.is_some() {
            // A concurrent take by the receiver makes room, too.
            drop(place.try_take());
        }
    }
}
