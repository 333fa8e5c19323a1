//! Reading within bounds: every access is checked, and there is an end to bytes and nodes.

use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use crate::messages::Text;

/// The bytes of a file.
pub trait Bytes {
    /// How many there are.
    fn len(&self) -> u64;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `len` bytes from `at` on, which lie within the file. May block on a disk.
    ///
    /// # Errors
    /// In a sentence without its full stop, why they can't be read.
    fn read(&self, at: u64, len: usize) -> Result<Vec<u8>, Text>;
}

impl Bytes for Vec<u8> {
    fn len(&self) -> u64 {
        len_u64(self.as_slice().len())
    }

    fn read(&self, at: u64, len: usize) -> Result<Vec<u8>, Text> {
        let bytes = self.get(to_usize(at)..).and_then(|rest| rest.get(..len));
        bytes.map(<[u8]>::to_vec).ok_or_else(|| Text::new("structure-too-short"))
    }
}

/// What was read, or in a sentence why it could not be.
pub(super) type Parsed<T = ()> = Result<T, Text>;

/// The order of a number's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The lowest first.
    Little,
    /// The highest first.
    Big,
}

/// Bytes that are read at once, if no more are asked for.
const WINDOW: u64 = 16 << 10;

/// The most bytes of one access.
pub(super) const MOST_AT_ONCE: u64 = 1 << 20;

/// The most bytes that one reading takes.
const MOST_BYTES: u64 = 256 << 20;

/// The most nodes that one reading makes.
const MOST_NODES: usize = 50_000;

/// The most levels of groups in groups.
const MOST_LEVELS: usize = 24;

/// Bytes from some place of a file on, with a budget.
pub struct Reading<'a> {
    bytes: &'a dyn Bytes,
    base: u64,
    len: u64,
    window: (u64, Vec<u8>),
    bytes_left: u64,
    nodes_left: usize,
    level: usize,
}

impl<'a> Reading<'a> {
    /// The bytes from `at` on.
    pub(super) fn new(bytes: &'a dyn Bytes, at: Offset) -> Self {
        Self {
            bytes,
            base: at.0,
            len: bytes.len().saturating_sub(at.0),
            window: (0, Vec::new()),
            bytes_left: MOST_BYTES,
            nodes_left: MOST_NODES,
            level: 0,
        }
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the structure starts where the file does.
    pub(super) fn is_whole_file(&self) -> bool {
        self.base == 0
    }

    /// Whether so many bytes may be read only to be checked: half of the budget is kept for reading.
    pub(super) fn may_check(&self, len: u64) -> bool {
        self.bytes_left / 2 > len
    }

    /// Takes the budget for a node.
    pub(super) fn count_node(&mut self) -> Parsed {
        self.nodes_left = self.nodes_left.checked_sub(1).ok_or_else(|| Text::new("structure-too-many"))?;
        Ok(())
    }

    /// Reads something that lies within something else.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.level >= MOST_LEVELS {
            return Err(Text::new("structure-too-deep"));
        }
        self.level += 1;
        let answer = read(self);
        self.level -= 1;
        answer
    }

    /// The `len` bytes from `at` on, at most 1 MiB.
    pub(super) fn get(&mut self, at: u64, len: u64) -> Parsed<&[u8]> {
        let end = at.checked_add(len).filter(|end| *end <= self.len);
        let Some(end) = end.filter(|_| len <= MOST_AT_ONCE) else {
            return Err(
                Text::new("structure-cut").with("at", Offset(self.base.saturating_add(at)).to_string())
            );
        };
        let has = |window: &(u64, Vec<u8>)| window.0 <= at && end <= window.0 + len_u64(window.1.len());
        if !has(&self.window) {
            let n = len.max(WINDOW).min(self.len - at);
            self.bytes_left =
                self.bytes_left.checked_sub(n).ok_or_else(|| Text::new("structure-too-long"))?;
            let bytes = self.bytes.read(self.base + at, to_usize(n))?;
            if len_u64(bytes.len()) < len {
                return Err(Text::new("structure-too-short"));
            }
            self.window = (at, bytes);
        }
        let start = to_usize(at - self.window.0);
        Ok(&self.window.1[start..start + to_usize(len)])
    }

    /// As many of the `len` bytes from `at` on as there are.
    pub(super) fn some(&mut self, at: u64, len: u64) -> &[u8] {
        let len = len.min(self.len.saturating_sub(at)).min(MOST_AT_ONCE);
        self.get(at, len).unwrap_or_default()
    }

    /// Whether these bytes stand at `at`.
    pub(super) fn has(&mut self, at: u64, bytes: &[u8]) -> bool {
        self.some(at, len_u64(bytes.len())) == bytes
    }

    /// The number of `width` bytes (8 at most) at `at`.
    pub(super) fn uint(&mut self, at: u64, width: u64, order: Order) -> Parsed<u64> {
        let bytes = self.get(at, width)?;
        Ok(number(bytes, order))
    }

    /// The bytes from `at` up to the first zero, `most` at most, as text.
    pub(super) fn text_at(&mut self, at: u64, most: u64) -> String {
        let bytes = self.some(at, most);
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        text(&bytes[..end])
    }
}

/// The number that bytes (8 at most) write.
pub(super) fn number(bytes: &[u8], order: Order) -> u64 {
    let push = |n: u64, byte: &u8| n << 8 | u64::from(*byte);
    match order {
        Order::Big => bytes.iter().fold(0, push),
        Order::Little => bytes.iter().rev().fold(0, push),
    }
}

/// Bytes as text: UTF-8, with control characters and what is none replaced.
pub(super) fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
