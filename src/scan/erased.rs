//! Scans of different kinds in one list: the same promises with the type of the partial hidden.

use super::saved::Damaged;
use super::{Finding, Piece, Scan, ScanId};
use crate::base::Span;
use std::any::Any;
use std::sync::Arc;

/// A scan that a job holds, gone with the last job that does.
pub type ScanRef = Arc<dyn AnyScan>;

/// What a scan found in a part of a file; only the scan that made it can read it.
pub struct AnyPartial(Box<dyn Any + Send>);

impl AnyPartial {
    /// The partial itself; `None` if it is of another type.
    #[must_use]
    pub fn into_partial<P: 'static>(self) -> Option<P> {
        self.0.downcast().ok().map(|partial| *partial)
    }
}

/// A [`Scan`] whose partial's type is hidden. Implemented for every scan.
///
/// A partial that another scan made counts as empty.
pub trait AnyScan: Send + Sync + 'static {
    /// See [`Scan::id`].
    fn id(&self) -> ScanId;
    /// See [`Scan::margin`].
    fn margin(&self) -> (usize, usize);
    /// The partial of no bytes.
    fn empty(&self) -> AnyPartial;
    /// The same partial once more.
    fn copy(&self, partial: &AnyPartial) -> AnyPartial;
    /// See [`Scan::feed`].
    fn feed(&self, partial: &mut AnyPartial, piece: &Piece<'_>);
    /// See [`Scan::release_scratch`].
    fn release_scratch(&self, partial: &mut AnyPartial);
    /// See [`Scan::feed_zeros`].
    fn feed_zeros(&self, partial: &mut AnyPartial, hole: Span, file_len: u64);
    /// See [`Scan::needs_private_copy`].
    fn needs_private_copy(&self) -> bool;
    /// See [`Scan::reads_holes`].
    fn reads_holes(&self) -> bool;
    /// See [`Scan::needs_rescan`].
    fn needs_rescan(&self, left: &AnyPartial, right: &AnyPartial) -> bool;
    /// See [`Scan::resume_after`].
    fn resume_after(&self, left: &AnyPartial) -> AnyPartial;
    /// See [`Scan::try_resync`].
    fn try_resync(&self, fresh: &mut AnyPartial, old: &AnyPartial) -> bool;
    /// See [`Scan::merge`].
    fn merge(&self, left: &mut AnyPartial, right: AnyPartial);
    /// See [`Scan::save`].
    fn save(&self, partial: &AnyPartial) -> Option<Vec<u8>>;
    /// See [`Scan::load`].
    ///
    /// # Errors
    /// [`Damaged`].
    fn load(&self, saved: &[u8], of: Span) -> Result<AnyPartial, Damaged>;
    /// See [`Scan::report`].
    fn report(&self, so_far: &AnyPartial) -> Finding;
}

impl<S: Scan> AnyScan for S {
    fn id(&self) -> ScanId {
        Scan::id(self)
    }

    fn margin(&self) -> (usize, usize) {
        Scan::margin(self)
    }

    fn empty(&self) -> AnyPartial {
        AnyPartial(Box::new(S::Partial::default()))
    }

    fn copy(&self, partial: &AnyPartial) -> AnyPartial {
        AnyPartial(Box::new(partial.0.downcast_ref::<S::Partial>().cloned().unwrap_or_default()))
    }

    fn feed(&self, partial: &mut AnyPartial, piece: &Piece<'_>) {
        if let Some(partial) = partial.0.downcast_mut() {
            Scan::feed(self, partial, piece);
        }
    }

    fn release_scratch(&self, partial: &mut AnyPartial) {
        if let Some(partial) = partial.0.downcast_mut() {
            Scan::release_scratch(self, partial);
        }
    }

    fn feed_zeros(&self, partial: &mut AnyPartial, hole: Span, file_len: u64) {
        if let Some(partial) = partial.0.downcast_mut() {
            Scan::feed_zeros(self, partial, hole, file_len);
        }
    }

    fn needs_private_copy(&self) -> bool {
        Scan::needs_private_copy(self)
    }

    fn reads_holes(&self) -> bool {
        Scan::reads_holes(self)
    }

    fn needs_rescan(&self, left: &AnyPartial, right: &AnyPartial) -> bool {
        match (left.0.downcast_ref(), right.0.downcast_ref()) {
            (Some(left), Some(right)) => Scan::needs_rescan(self, left, right),
            _ => false,
        }
    }

    fn resume_after(&self, left: &AnyPartial) -> AnyPartial {
        let fresh = left.0.downcast_ref().map(|left| Scan::resume_after(self, left));
        AnyPartial(Box::new(fresh.unwrap_or_default()))
    }

    fn try_resync(&self, fresh: &mut AnyPartial, old: &AnyPartial) -> bool {
        match (fresh.0.downcast_mut(), old.0.downcast_ref()) {
            (Some(fresh), Some(old)) => Scan::try_resync(self, fresh, old),
            _ => false,
        }
    }

    fn merge(&self, left: &mut AnyPartial, right: AnyPartial) {
        if let (Some(left), Ok(right)) = (left.0.downcast_mut(), right.0.downcast()) {
            Scan::merge(self, left, *right);
        }
    }

    fn save(&self, partial: &AnyPartial) -> Option<Vec<u8>> {
        partial.0.downcast_ref().and_then(|partial| Scan::save(self, partial))
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<AnyPartial, Damaged> {
        Scan::load(self, saved, of).map(|partial| AnyPartial(Box::new(partial)))
    }

    fn report(&self, so_far: &AnyPartial) -> Finding {
        match so_far.0.downcast_ref::<S::Partial>() {
            Some(partial) => Scan::report(self, partial),
            None => Scan::report(self, &S::Partial::default()),
        }
    }
}
