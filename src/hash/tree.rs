//! BLAKE3 of parts of a file, each hashed by itself: its tree is made for that.

use blake3::hazmat::{ChainingValue, HasherExt, Mode, merge_subtrees_non_root, merge_subtrees_root};

/// The hasher of a part.
pub struct Blake3Part {
    hasher: blake3::Hasher,
    at: u64,
}

impl Blake3Part {
    /// That of the part that starts at `at`: a multiple of [`Blake3Tree::PART_BYTES`].
    #[must_use]
    pub fn at(at: u64) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.set_input_offset(at);
        Self { hasher, at }
    }

    /// Takes the bytes that follow, of a part at most.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
    }
}

/// Joins the parts of a file, in order.
#[derive(Default)]
pub struct Blake3Tree {
    /// Whole subtrees, from the largest to the smallest; the last two may be as large as each other.
    subtrees: Vec<ChainingValue>,
    n_parts: u64,
    /// The digest, if there is one part alone.
    only: Option<blake3::Hash>,
}

impl Blake3Tree {
    /// Bytes of each part but the last: a power of two.
    pub const PART_BYTES: u64 = 4 << 20;

    /// Adds the part that follows.
    pub fn push(&mut self, part: &Blake3Part) {
        if part.at == 0 {
            self.only = Some(part.hasher.finalize());
        }
        if part.hasher.count() == 0 {
            return;
        }
        // Two subtrees of a size are one as soon as something follows them: the last of all is the root.
        let mut n = self.n_parts;
        while n > 0 && n.is_multiple_of(2) {
            self.merge();
            n /= 2;
        }
        self.subtrees.push(part.hasher.finalize_non_root());
        self.n_parts += 1;
    }

    fn merge(&mut self) {
        if let (Some(right), Some(left)) = (self.subtrees.pop(), self.subtrees.pop()) {
            self.subtrees.push(merge_subtrees_non_root(&left, &right, Mode::Hash));
        }
    }

    /// The digest of all parts, in lower-case hexadecimal digits; that of nothing, if there was none.
    #[must_use]
    pub fn hex(mut self) -> String {
        while self.subtrees.len() > 2 {
            self.merge();
        }
        let root = match &self.subtrees[..] {
            [left, right] => merge_subtrees_root(left, right, Mode::Hash),
            _ => self.only.unwrap_or_else(|| blake3::hash(&[])),
        };
        root.to_hex().to_string()
    }
}
