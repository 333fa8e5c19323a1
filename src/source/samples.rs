//! Detects a file's type from samples of it.
//!
//! Three positioned reads of 64 KiB; a file of up to 16 MiB is checked whole, which takes some
//! milliseconds. [`at_once`] reads nothing: it uses the 4 KiB at either end that a snapshot holds in
//! memory, so the first screen need not wait. [`settled`] reads on where samples tell too little.

use super::{Fault, Snapshot};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span, human};
use crate::format::delimited::DialectChoice;
use crate::format::delimited::detect::{Detection, Sample, detect};
use crate::format::encoding::CodeUnit;
use crate::format::sniff::{self, Verdict, WholeReader, WholeUtf8};
use crate::messages::Text;

/// Bytes of a sample.
pub(super) const EACH: u64 = 64 * 1024;

/// Files up to this many bytes are checked whole.
const WHOLE_BYTES: u64 = 16 << 20;

/// Files up to this many bytes are read to their ends where samples tell too little.
const SETTLED_BYTES: u64 = 4 << 30;

/// Bytes of a read of the whole file.
const PIECE_BYTES: u64 = 256 * 1024;

/// Detects the file's type from samples of its head, middle and tail. Not for the user
/// interface thread.
#[must_use]
pub fn sniff(snapshot: &Snapshot) -> Verdict {
    let verdict = sampled(snapshot);
    if snapshot.len() > WHOLE_BYTES || snapshot.len() <= 3 * EACH || !verdict.is_of_bytes() {
        return verdict;
    }
    read_whole(snapshot, verdict)
}

/// The same, after reading all of the file if its samples tell too little, or if `wants_all` and
/// its bytes may be read in several ways. Costs a pass over the file then; of more than 4 GiB the
/// samples have to do.
#[must_use]
pub fn settled(snapshot: &Snapshot, wants_all: bool) -> Verdict {
    let verdict = sniff(snapshot);
    let has_all = snapshot.len() <= WHOLE_BYTES.max(3 * EACH);
    let needs_more = verdict.is_of_bytes() && !has_all && (verdict.is_thin || wants_all);
    if needs_more && snapshot.len() <= SETTLED_BYTES { read_whole(snapshot, verdict) } else { verdict }
}

/// The verdict that a scan of the whole file completes; reads some samples of what is broken. Not
/// for the user interface thread.
#[must_use]
pub fn completed(snapshot: &Snapshot, verdict: &Verdict, whole: &WholeUtf8) -> Verdict {
    let samples = Samples::read(snapshot, &whole.places());
    verdict.completed(whole, &samples.each())
}

fn sampled(snapshot: &Snapshot) -> Verdict {
    let samples = Samples::read(snapshot, &sniff::places(snapshot.len(), EACH));
    if samples.places.is_empty() {
        return at_once(snapshot);
    }
    sniff::sniff(&samples.each(), snapshot.len())
}

fn read_whole(snapshot: &Snapshot, verdict: Verdict) -> Verdict {
    match whole(snapshot) {
        Ok(whole) => completed(snapshot, &verdict, &whole),
        // What follows reports the read error.
        Err(_) => verdict,
    }
}

fn whole(snapshot: &Snapshot) -> Result<WholeUtf8, Fault> {
    let mut reader = WholeReader::default();
    for piece in snapshot.span().pieces(PIECE_BYTES) {
        snapshot.read_copy(piece, |bytes| reader.push(bytes))?;
    }
    Ok(reader.finish())
}

/// Samples of a file, one behind the other in one piece of memory that goes back to the system.
struct Samples {
    bytes: Vec<u8>,
    /// Where each starts in the file, and how long it is.
    places: Vec<(Offset, usize)>,
}

impl Samples {
    /// A sample that can't be read is left out; the view reports the read error.
    fn read(snapshot: &Snapshot, places: &[Span]) -> Self {
        let len = to_usize(places.iter().map(|span| span.len()).sum());
        let mut samples = Self { bytes: Vec::with_capacity(len), places: Vec::with_capacity(places.len()) };
        for &span in places {
            let read = snapshot.read_copy(span, |bytes| samples.bytes.extend_from_slice(bytes));
            match read {
                Ok(()) => samples.places.push((span.start, to_usize(span.len()))),
                // What was seen before the fault does not count.
                Err(_) => samples.bytes.truncate(samples.places.iter().map(|(_, len)| len).sum()),
            }
        }
        samples
    }

    fn each(&self) -> Vec<sniff::Sample<'_>> {
        let mut rest = &self.bytes[..];
        let cut = |&(at, len): &(Offset, usize)| {
            let (one, behind) = rest.split_at(len);
            rest = behind;
            (at, one)
        };
        self.places.iter().map(cut).collect()
    }
}

/// Lines of a head by which a table is told.
const FEW_LINES: usize = 4;

/// Bytes of the head of a file whose first records or cells are long.
const LONG_HEAD: u64 = 4 << 20;

/// Detects whether a text is a table, and how it is written, from samples of its head, middle and tail. `unit`
/// is that of its encoding, `ending` that of its name, `choice` what a person says; `goes_on`: the
/// snapshot is the first part of a pipe. Costs a few milliseconds; not for the user interface thread.
#[must_use]
pub fn table(
    snapshot: &Snapshot,
    unit: CodeUnit,
    ending: Option<&str>,
    choice: &DialectChoice,
    goes_on: bool,
) -> Option<Detection> {
    let (delimiter, form) = (choice.delimiter.as_deref(), choice.form);
    let samples = Samples::read(snapshot, &sniff::places(snapshot.len(), EACH));
    let file_len = if goes_on { u64::MAX } else { snapshot.len() };
    let of =
        |pieces: &[sniff::Sample<'_>]| detect(&Sample { pieces, file_len, unit, ending, delimiter, form });
    let pieces = samples.each();
    let mut found = of(&pieces);
    let head = pieces.first().map_or(&[][..], |(_, head)| head);
    let has_all = len_u64(head.len()) >= snapshot.len();
    let n_lines = unit.line_feeds(head).take(FEW_LINES).count();
    // A cell that the sample does not hold, or a record.
    let has_quote = memchr::memchr(b'"', head).is_some();
    let may_be_cut = |found: &Detection| n_lines < FEW_LINES || (has_quote && found.n_columns < 2);
    if !has_all && found.as_ref().is_some_and(may_be_cut) {
        let whole = Samples::read(snapshot, &[Span::at(Offset::ZERO, LONG_HEAD).meet(snapshot.span())]);
        found = of(&whole.each()).or(found);
    }
    let mut found = found?;
    if goes_on && found.other_tables.is_empty() {
        // What looks like a footer may be a ragged record.
        found.dialect.end = None;
    }
    Some(found)
}

/// Detects the type of a pipe that goes on, and says by how much of it.
#[must_use]
pub fn sniff_beginning(snapshot: &Snapshot) -> Verdict {
    let mut verdict = sniff(snapshot);
    let size = human::size_text(snapshot.len());
    verdict.evidence.push(Text::new("evidence-pipe-goes-on").with("size", size));
    verdict
}

/// Detects the file's type from its first and last bytes alone.
#[must_use]
pub fn at_once(snapshot: &Snapshot) -> Verdict {
    let (head, tail) = (snapshot.head(), snapshot.tail());
    let head_end = Offset(len_u64(head.len()));
    let tail_start = Offset(snapshot.len()).back(len_u64(tail.len()));
    let twice = to_usize(head_end - tail_start).min(tail.len());
    let samples = [(Offset::ZERO, head), (tail_start + len_u64(twice), &tail[twice..])];
    sniff::sniff(&samples, snapshot.len())
}
