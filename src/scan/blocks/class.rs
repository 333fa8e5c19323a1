//! What a block looks like, by its figures: a guess, but one that is right at a glance.

use super::figures::{BlockFigures, expected_entropy};
use crate::base::units::share;

/// Kinds of content that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentClass {
    /// Hardly anything but zeros.
    Zeros,
    /// One other value again and again.
    Repeats,
    /// Text.
    Text,
    /// Numbers in tables, sparse structures.
    Tables,
    /// Machine code, and other dense binary data.
    Code,
    /// Compressed, encrypted or random.
    Compressed,
}

impl ContentClass {
    /// Every class.
    pub const ALL: [Self; 6] =
        [Self::Zeros, Self::Repeats, Self::Text, Self::Tables, Self::Code, Self::Compressed];

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zeros => "zeros",
            Self::Repeats => "repeats",
            Self::Text => "text",
            Self::Tables => "tables",
            Self::Code => "code",
            Self::Compressed => "compressed",
        }
    }

    /// The class of a block.
    ///
    /// Random bytes are known by the entropy that is expected of so many; text by what it lacks: NUL,
    /// and control characters other than line ends and tabs.
    #[must_use]
    pub fn of(block: &BlockFigures) -> Self {
        let (n, figures, bits) = (block.n_bytes(), &block.figures, block.entropy());
        let part = |count: u64| share(count, n);
        let least_random = expected_entropy(n) - if n < 1024 { 0.32 } else { 0.25 };
        if part(figures.nul) >= 0.94 {
            Self::Zeros
        } else if bits < 1.0 {
            Self::Repeats
        } else if n >= 256 && bits >= least_random {
            Self::Compressed
        } else if is_text(block) {
            Self::Text
        } else if bits < 4.9 {
            Self::Tables
        } else {
            Self::Code
        }
    }
}

fn is_text(block: &BlockFigures) -> bool {
    let (n, figures) = (block.n_bytes(), &block.figures);
    let part = |count: u64| share(count, n);
    let odd = part(figures.control - figures.newlines);
    let (nul, high, printable) = (part(figures.nul), part(figures.high), part(block.printable()));
    let is_latin = nul < 0.01 && high < 0.25 && odd < 0.2 && printable > 0.6;
    // Other scripts in UTF-8 or in code pages.
    let is_other = nul < 0.001 && odd < 0.02 && high >= 0.25;
    let is_wide = (0.42..0.52).contains(&nul) && printable > 0.4 && odd < 0.1 && high < 0.1;
    is_latin || is_other || is_wide
}
