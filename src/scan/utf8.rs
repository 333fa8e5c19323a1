//! UTF-8: whether the bytes are valid, where they first are not, and how many characters they are.
//!
//! UTF-8 is self-synchronising: a byte that is no continuation starts something new, and
//! nothing is longer than four bytes. So three bytes of context on either side determine,
//! in any piece, which bytes start a character or a broken sequence, and each is counted in
//! the piece where it starts. Broken sequences are those for which `from_utf8_lossy` puts one
//! U+FFFD (the "maximal subpart" of the Unicode Standard, chapter 3.9).

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged, Sound};
use super::{Finding, Piece, Scan, ScanId, classes};
use crate::base::units::len_u64;
use crate::base::{Fact, Headline, Offset, ReportTable, Section, Span, Tone, Value};
use crate::format::sniff::WholeUtf8;
use crate::messages::Text;
use serde::{Deserialize, Serialize};

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::UTF8, Role::Statistic, PassId::Measure, || made(Utf8));

/// The scan.
pub struct Utf8;

/// Broken sequences that are listed; all are counted.
const LISTED: usize = 1000;

/// What was found in a part of a file.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Partial {
    span: Span,
    chars: u64,
    ascii: u64,
    broken: u64,
    /// Offset and length in bytes of the first broken sequences.
    listed: Vec<(u64, u64)>,
    bom: bool,
}

impl Scan for Utf8 {
    type Partial = Partial;

    fn id(&self) -> ScanId {
        ScanId::UTF8
    }

    fn margin(&self) -> (usize, usize) {
        (3, 3)
    }

    fn feed(&self, partial: &mut Partial, piece: &Piece<'_>) {
        if piece.bytes().is_empty() {
            return;
        }
        if partial.span.is_empty() {
            partial.span = Span::at(piece.at(), 0);
        }
        partial.span.end = piece.span().end;
        if piece.at().0 == 0 {
            // The window has context: a first piece of one byte still sees all three.
            partial.bom = piece.window().starts_with(b"\xEF\xBB\xBF");
        }
        for block in piece.blocks(super::BLOCK_BYTES) {
            partial.add(&block);
        }
    }

    fn feed_zeros(&self, partial: &mut Partial, hole: Span, _file_len: u64) {
        if partial.span.is_empty() {
            partial.span = Span::at(hole.start, 0);
        }
        partial.span.end = hole.end;
        partial.chars += hole.len();
        partial.ascii += hole.len();
    }

    fn merge(&self, left: &mut Partial, right: Partial) {
        if right.span.is_empty() {
            return;
        }
        if left.span.is_empty() {
            *left = right;
            return;
        }
        left.span.end = right.span.end;
        left.chars += right.chars;
        left.ascii += right.ascii;
        left.broken += right.broken;
        let room = LISTED - left.listed.len();
        left.listed.extend(right.listed.into_iter().take(room));
    }

    fn save(&self, partial: &Partial) -> Option<Vec<u8>> {
        saved::write(partial)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Partial, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &Partial) -> Finding {
        Finding::Section(so_far.section())
    }
}

/// What the section of a scan that has read all `bytes` of a file says to detection.
///
/// Exact while every broken sequence is listed; of others the length is taken to be one byte.
#[must_use]
pub fn whole(section: &Section, bytes: u64) -> Option<WholeUtf8> {
    let fact = |key: &str| {
        let fact = section.facts.iter().find(|fact| fact.key == key);
        if let Value::Int(n) = fact?.value { Some(n) } else { None }
    };
    let (n_broken, ascii) = (fact("invalid_sequences")?, fact("ascii")?);
    let span = |row: &Vec<Value>| match row[..] {
        [Value::Int(at), Value::Int(len)] => Some(Span::at(Offset(at), len)),
        _ => None,
    };
    let listed: Vec<Span> = section.tables.first()?.rows.iter().filter_map(span).collect();
    let in_broken = listed.iter().map(|span| span.len()).sum::<u64>() + (n_broken - len_u64(listed.len()));
    let n_chars = fact("chars")?.saturating_sub(ascii);
    let n_tails = bytes.saturating_sub(ascii + in_broken + n_chars);
    Some(WholeUtf8::new(bytes, n_chars, n_tails, n_broken, listed))
}

/// Whether a byte can only follow another one.
fn continues(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// How many bytes at the start of a piece belong to a character that starts before it.
fn belongs_before(piece: &Piece<'_>) -> usize {
    let before = piece.before();
    let before = &before[before.len().saturating_sub(3)..];
    let Some(start) = before.iter().rposition(|&b| !continues(b)) else { return 0 };
    let start = piece.before().len() - before.len() + start;
    let around = &piece.window()[start..piece.window().len().min(start + 4)];
    first_len(around).saturating_sub(piece.before().len() - start)
}

/// The length of the first character or broken sequence; 0 of nothing.
fn first_len(bytes: &[u8]) -> usize {
    match bytes.utf8_chunks().next() {
        Some(chunk) => chunk.valid().chars().next().map_or(chunk.invalid().len(), char::len_utf8),
        None => 0,
    }
}

impl Sound for Partial {
    fn is_sound(&self, of: Span) -> bool {
        let is_listed = |&(at, len): &(u64, u64)| of.contains(Offset(at)) && (1..=3).contains(&len);
        (self.span == of || self.span.is_empty() && of.is_empty())
            && [self.chars, self.ascii, self.broken].iter().all(|&n| n <= of.len())
            && len_u64(self.listed.len()) == self.broken.min(len_u64(LISTED))
            && self.listed.iter().all(is_listed)
    }
}

impl Partial {
    fn add(&mut self, block: &Piece<'_>) {
        let bytes = block.bytes();
        if classes::is_ascii(bytes) {
            self.ascii += len_u64(bytes.len());
            self.chars += len_u64(bytes.len());
            return;
        }
        let (ascii, continuing) = classes::count(bytes);
        self.ascii += ascii;
        // Cut to whole characters: those that start in this block, with the bytes that follow.
        let lead = block.before().len();
        let (from, to) = (belongs_before(block).min(bytes.len()), lead + bytes.len());
        let spill = block.after().iter().take(3).take_while(|&&b| continues(b)).count();
        let whole = &block.window()[lead + from..to + spill];
        if simdutf8::basic::from_utf8(whole).is_ok() {
            // Every other byte starts a character, and each of those lies in this block.
            self.chars += len_u64(bytes.len()) - continuing;
            return;
        }
        // Decoding takes a private copy: mapped bytes may change between two reads.
        let window = &block.window()[lead + from..block.window().len().min(to + 3)];
        let copy = window.to_vec();
        self.decode(&copy, bytes.len() - from, block.at().0 + len_u64(from));
    }

    /// Counts, one by one, what starts in the first `len` bytes; the file has them at `at`.
    fn decode(&mut self, bytes: &[u8], len: usize, at: u64) {
        let mut done = 0;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if done >= len {
                    return;
                }
                self.chars += 1;
                done += c.len_utf8();
            }
            if done >= len || chunk.invalid().is_empty() {
                return;
            }
            self.broken += 1;
            if self.listed.len() < LISTED {
                self.listed.push((at + len_u64(done), len_u64(chunk.invalid().len())));
            }
            done += chunk.invalid().len();
        }
    }

    fn section(&self) -> Section {
        let valid = self.broken == 0;
        let first = self.listed.first().map(|&(at, _)| at);
        let (text, tone) = match valid {
            true => (Text::new("headline-valid"), Tone::Good),
            false => (Text::new("headline-not-valid"), Tone::Bad),
        };
        Section {
            id: ScanId::UTF8.name(),
            facts: vec![
                Fact::new("valid", valid, ""),
                Fact::new("first_invalid_at", first, "offset").at(first),
                Fact::new("invalid_sequences", self.broken, "sequences").on_card().at(first),
                Fact::new("chars", self.chars, "characters").on_card(),
                Fact::new("ascii", self.ascii, "bytes").on_card(),
                Fact::new("bom", self.bom, ""),
            ],
            tables: vec![ReportTable {
                id: "invalid",
                columns: vec![("offset", "offset"), ("bytes", "bytes")],
                rows: self.listed.iter().map(|&(at, len)| vec![Value::Int(at), Value::Int(len)]).collect(),
                plot: None,
            }],
            headline: (!self.span.is_empty()).then_some(Headline { text, tone }),
        }
    }
}
