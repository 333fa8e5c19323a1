//! The samples of a file as bytes of which each is a code unit, cut to whole lines.

use super::super::super::encoding::CodeUnit;
use super::super::Terminator;
use super::Sample;
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};

/// A sample, narrowed: each byte is a code unit of the file.
pub(super) struct Piece {
    /// The offset of its first unit in the file, in bytes.
    pub at: Offset,
    pub bytes: Vec<u8>,
    /// Whether its last line reaches to the end of the file.
    pub ends_file: bool,
}

/// All samples.
pub(super) struct Samples {
    pub unit: CodeUnit,
    pub terminator: Terminator,
    /// From the file's first byte after a byte order mark.
    pub head: Piece,
    /// The others, in file order, each from a line's start.
    pub later: Vec<Piece>,
}

impl Samples {
    /// `None` without bytes of the file's start.
    pub(super) fn narrow(sample: &Sample<'_>) -> Option<Self> {
        let width = len_u64(sample.unit.width());
        let mut pieces = sample.pieces.iter().filter(|(_, bytes)| !bytes.is_empty()).map(|&(at, bytes)| {
            let skip = at.0.next_multiple_of(width) - at.0;
            let bytes = bytes.get(to_usize(skip)..).unwrap_or_default();
            let ends_file = at.0 + skip + len_u64(bytes.len()) >= sample.file_len;
            Piece { at: at + skip, bytes: narrowed(bytes, sample.unit), ends_file }
        });
        let mut head = pieces.next().filter(|piece| piece.at == Offset::ZERO)?;
        let mark: &[u8] = if width == 1 { b"\xEF\xBB\xBF" } else { &[CodeUnit::NO_ASCII] };
        if head.bytes.starts_with(mark) {
            head.bytes.drain(..mark.len());
            head.at = Offset(width * len_u64(mark.len()));
        }
        let mut later: Vec<Piece> = pieces.collect();
        // Samples that touch are one.
        while let Some(next) = later.first() {
            if head.at.0 + width * len_u64(head.bytes.len()) != next.at.0 {
                break;
            }
            let next = later.remove(0);
            head.bytes.extend(next.bytes);
            head.ends_file = next.ends_file;
        }
        let terminator = terminator(&head.bytes, &later);
        let line_end = line_end(terminator);
        // A record longer than the sample is better cut than not seen.
        head.ends_file |= memchr::memchr(line_end, &head.bytes).is_none();
        for piece in &mut later {
            let first = memchr::memchr(line_end, &piece.bytes).map_or(piece.bytes.len(), |at| at + 1);
            piece.bytes.drain(..first);
            piece.at = piece.at + width * len_u64(first);
        }
        later.retain(|piece| !piece.bytes.is_empty());
        Some(Self { unit: sample.unit, terminator, head, later })
    }

    /// The offset in the file of a byte of a narrowed piece.
    pub(super) fn offset(&self, piece: &Piece, at: usize) -> u64 {
        piece.at.0 + len_u64(at) * len_u64(self.unit.width())
    }
}

/// The byte that a terminator ends with.
pub(super) fn line_end(terminator: Terminator) -> u8 {
    match terminator {
        Terminator::LineFeed => b'\n',
        Terminator::CarriageReturn => b'\r',
    }
}

fn narrowed(bytes: &[u8], unit: CodeUnit) -> Vec<u8> {
    if unit == CodeUnit::Byte { bytes.to_vec() } else { unit.narrowed(bytes).collect() }
}

/// Lone CRs end records only where no LF stands outside of quotes.
fn terminator(head: &[u8], later: &[Piece]) -> Terminator {
    let (mut is_quoted, mut n_ends) = (false, 0_usize);
    let mut has_line_feed = later.iter().any(|piece| memchr::memchr(b'\n', &piece.bytes).is_some());
    for at in memchr::memchr3_iter(b'\n', b'\r', b'"', head) {
        match head[at] {
            b'"' => is_quoted = !is_quoted,
            b'\r' if !is_quoted => n_ends += 1,
            b'\n' if !is_quoted => has_line_feed = true,
            _ => {}
        }
    }
    if !has_line_feed && n_ends > 0 { Terminator::CarriageReturn } else { Terminator::LineFeed }
}
