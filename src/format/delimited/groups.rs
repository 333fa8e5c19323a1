//! Sixty-four bytes of a table at once: which of them are in quotes, and where records start.
//!
//! Bytes are compared in registers, and places are bits (after Langdale and Lemire, “Parsing Gigabytes of JSON per
//! Second”, 2019): no branch depends on where a cell ends, which is mispredicted once a cell. That holds where quotes
//! stand as they should; a group in which one does not is left to [`Records::walk`](super::Records::walk), byte by byte.

use super::records::Mode;
use wide::u8x16;

/// Bytes of a group, and of a register.
pub(super) const GROUP: usize = 64;
const LANES: usize = 16;

/// The bytes that cells and records are told by, where each is one and nothing is escaped, trimmed or a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Specials {
    pub(super) delimiter: u8,
    pub(super) quote: Option<u8>,
    pub(super) end: u8,
    pub(super) skips_blank: bool,
}

/// What a group says; bits are its bytes, the first lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// Where records start.
    pub(super) starts: u64,
    /// Whether the quotes in which it begins are closed in it.
    pub(super) closes: bool,
    /// The last quote that opens a cell, if it is open at the end.
    pub(super) opened_at: Option<u32>,
    /// Within what it ends.
    pub(super) mode: Mode,
    /// Delimiters and line ends outside of quotes, and quotes that a quote precedes within quotes.
    pub(super) separators: u64,
    pub(super) line_ends: u64,
    pub(super) doubled: u64,
}

impl Specials {
    /// Reads a group that begins within `mode` and that `next` follows; `None` if a quote does not stand as it should,
    /// or a line is blank, or that depends on more of what follows.
    #[inline]
    pub(super) fn read(self, group: &[u8; GROUP], next: Option<u8>, mode: Mode) -> Option<Read> {
        const LAST: u64 = 1 << (GROUP - 1);
        let was_quoted = matches!(mode, Mode::Quoted { .. });
        let ends = equal(group, self.end);
        let quotes = self.quote.map_or(0, |quote| equal(group, quote));
        let (quoted, opening, closing) = match quotes {
            0 => (if was_quoted { u64::MAX } else { 0 }, 0, 0),
            _ => {
                let quoted = parities(quotes) ^ if was_quoted { u64::MAX } else { 0 };
                (quoted, quotes & quoted, quotes & !quoted)
            }
        };
        let returns = if self.end == b'\n' { equal(group, b'\r') } else { 0 };
        let delimiters = equal(group, self.delimiter);
        if quotes != 0 {
            let may_open = u64::from(matches!(mode, Mode::Record | Mode::Field));
            // A quote within quotes is doubled: it closes them, and the next one opens them.
            let before = (delimiters | ends | closing) << 1 | may_open;
            let after = (delimiters | ends | quotes | returns & ends >> 1) >> 1;
            let ends_cell = next == Some(self.delimiter) || next == Some(self.end);
            let after = after | if ends_cell { LAST } else { 0 };
            if (opening & !before) | (closing & !after) != 0 {
                return None;
            }
        }
        let line_ends = ends & !quoted;
        let starts = line_ends << 1 | u64::from(mode == Mode::Record);
        if self.skips_blank && starts & (ends | returns) != 0 {
            return None;
        }
        let opened = opening & !(closing << 1);
        let is_quoted = quoted & LAST != 0;
        let opened_at = (is_quoted && opened != 0).then(|| opened.ilog2());
        let mode = if is_quoted {
            let since = opened_at.map_or(u64::MAX, |at| u64::MAX << at);
            let had_line_end = matches!(mode, Mode::Quoted { has_line_end: true }) && opened_at.is_none();
            Mode::Quoted { has_line_end: had_line_end || ends & quoted & since != 0 }
        } else if line_ends & LAST != 0 {
            Mode::Record
        } else if delimiters & LAST != 0 {
            Mode::Field
        } else {
            Mode::Text
        };
        Some(Read {
            starts,
            closes: was_quoted && closing & !(opening >> 1) != 0,
            opened_at,
            mode,
            separators: delimiters & !quoted,
            line_ends,
            doubled: opening & closing << 1,
        })
    }
}

/// A bit for every byte that equals `byte`.
#[inline]
fn equal(group: &[u8; GROUP], byte: u8) -> u64 {
    let (lanes, _) = group.as_chunks::<LANES>();
    let byte = u8x16::splat(byte);
    let hits = |lane: [u8; LANES]| u64::from(u8x16::new(lane).simd_eq(byte).to_bitmask());
    // Written out, as below: where programs are to be small loops stay loops.
    hits(lanes[3]) << 48 | hits(lanes[2]) << 32 | hits(lanes[1]) << 16 | hits(lanes[0])
}

/// For every bit, whether the bits up to it are odd in number.
#[inline]
fn parities(bits: u64) -> u64 {
    let bits = bits ^ bits << 1;
    let bits = bits ^ bits << 2;
    let bits = bits ^ bits << 4;
    let bits = bits ^ bits << 8;
    let bits = bits ^ bits << 16;
    bits ^ bits << 32
}
