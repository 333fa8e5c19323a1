//! Whether the samples behind the head agree with it, and where the table ends in the tail.

use super::columns::Table;
use super::cut::{Rows, Syntax, cut};
use super::text::Samples;
use super::{lines, regions};

/// What the samples of the middle and the tail are like.
#[derive(Default)]
pub(super) struct Later {
    pub n_rows: usize,
    pub n_even: usize,
    /// Where the table ends before the file does.
    pub end: Option<u64>,
    pub n_below: usize,
}

/// Cuts the later samples: from a line's start, or from the end of the quoted cell that they start in.
pub(super) fn later(samples: &Samples, syntax: &Syntax, comment: Option<u8>, width: usize) -> Later {
    let mut all = Later::default();
    for piece in &samples.later {
        let even = |rows: &Rows| rows.rows.iter().filter(|row| row.width() == width).count();
        let (mut skip, mut rows) = (0, cut(&piece.bytes, syntax, piece.ends_file));
        if 2 * even(&rows) < rows.rows.len()
            && let Some(inside) = after_quote(&piece.bytes, syntax)
        {
            let other = cut(&piece.bytes[inside..], syntax, piece.ends_file);
            if even(&other) > even(&rows) {
                (skip, rows) = (inside, other);
            }
        }
        let bytes = &piece.bytes[skip..];
        let lines = lines(Table { bytes, rows: &rows }, comment);
        let mut n = lines.len();
        if piece.ends_file && width > 1 {
            let last = lines.iter().rposition(|line| regions::near(line.row.width(), width));
            let kept = last.map_or(n, |last| last + 1);
            // A single record that does not end is one that is being written, or was cut.
            let is_open = bytes.last().is_some_and(|byte| *byte != syntax.line_end);
            if kept < n && !(is_open && n - kept == 1) {
                all.end = lines.get(kept - 1).map(|line| samples.offset(piece, skip + line.row.bytes.end));
                all.n_below = n - kept;
                n = kept;
            }
        }
        // The first one may be what is left of a record.
        all.n_rows += n.saturating_sub(1);
        all.n_even += lines[..n].iter().skip(1).filter(|line| line.row.width() == width).count();
    }
    all
}

/// Behind the line that holds the first quote.
fn after_quote(bytes: &[u8], syntax: &Syntax) -> Option<usize> {
    let quote = memchr::memchr(syntax.quote?, bytes)?;
    Some(quote + memchr::memchr(syntax.line_end, &bytes[quote..])? + 1)
}
