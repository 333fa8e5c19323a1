//! What an edit puts in place of a file's bytes: bytes, or a pattern that repeats.

use crate::base::units::{len_u64, to_usize};
use std::sync::Arc;

/// New bytes, shared by all that is made of them.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes, once.
    Bytes(Arc<[u8]>),
    /// A pattern, not empty, repeated over any length.
    Fill(Arc<[u8]>),
}

impl Content {
    /// The pattern, or all of the bytes.
    fn kept(&self) -> &Arc<[u8]> {
        match self {
            Self::Bytes(kept) | Self::Fill(kept) => kept,
        }
    }
}

/// A part of a content, laid over the bytes from some offset on.
#[derive(Clone, Debug)]
pub struct Piece {
    content: Content,
    /// Where it starts in the content; for a fill within the first repetition.
    skip: u64,
    len: u64,
}

impl Piece {
    pub(super) fn bytes(bytes: &[u8]) -> Self {
        Self { len: len_u64(bytes.len()), content: Content::Bytes(bytes.into()), skip: 0 }
    }

    /// `pattern`, which is not empty, over `len` bytes.
    pub(super) fn fill(pattern: &[u8], len: u64) -> Self {
        Self { len, content: Content::Fill(pattern.into()), skip: 0 }
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// The pattern that it repeats and where in it its first byte is, if it is a fill.
    pub(super) fn pattern(&self) -> Option<(&[u8], u64)> {
        match &self.content {
            Content::Fill(pattern) => Some((pattern, self.skip)),
            Content::Bytes(_) => None,
        }
    }

    /// The part from `from` on, `len` bytes long; it has that many.
    pub(super) fn part(&self, from: u64, len: u64) -> Self {
        let skip = match &self.content {
            Content::Bytes(_) => self.skip + from,
            Content::Fill(pattern) => {
                let period = len_u64(pattern.len());
                (self.skip + from % period) % period
            }
        };
        Self { content: self.content.clone(), skip, len }
    }

    /// Copies its bytes from `from` on; `into` is no longer than the rest.
    pub(super) fn copy(&self, from: u64, into: &mut [u8]) {
        let start = to_usize(self.part(from, 0).skip);
        match &self.content {
            Content::Bytes(bytes) => into.copy_from_slice(&bytes[start..start + into.len()]),
            Content::Fill(pattern) if pattern.len() == 1 => into.fill(pattern[0]),
            Content::Fill(pattern) => {
                let repeated = pattern.iter().cycle().skip(start);
                into.iter_mut().zip(repeated).for_each(|(to, byte)| *to = *byte);
            }
        }
    }

    /// The bytes of a part of it.
    pub(super) fn to_vec(&self, from: u64, len: u64) -> Vec<u8> {
        let mut bytes = vec![0; to_usize(len)];
        self.copy(from, &mut bytes);
        bytes
    }

    /// This piece with one that follows it, if both are parts of one content.
    pub(super) fn joined(&self, next: &Self) -> Option<Self> {
        let whole = Self { len: self.len + next.len, ..self.clone() };
        let is_same = Arc::ptr_eq(self.content.kept(), next.content.kept());
        (is_same && whole.part(self.len, next.len).skip == next.skip).then_some(whole)
    }
}
