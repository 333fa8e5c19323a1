//! Detects from samples of a file whether it is text, and in which encoding.
//!
//! Samples come from the head, the middle and the tail, for many files begin in ASCII. A verdict
//! says how sure it is and why; the same samples give the same verdict. Order of trust: a byte
//! order mark, the pattern of NULs in UTF-32 and UTF-16, validity as UTF-8 (by chance almost impossible),
//! and at last the frequencies of letters, as Firefox guesses by them (`chardetng`). It is certain
//! only of what was read: [`Verdict::completed`] adds what all bytes say, once a scan has seen them.

mod legacy;
mod letters;
mod utf8;
mod whole;
mod wide;

pub use whole::{WholeReader, WholeUtf8};

use super::delimited::detect::Detection;
use super::encoding::{CodeUnit, Encoding};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::messages::{Name, Text};

/// How many bytes at the head may hold no NUL if it is to be text.
const HEAD: usize = 4096;

/// One bad byte in so many is an accident of a text.
const RARE: u64 = 4096;

/// Bytes of a file and their offset.
pub type Sample<'a> = (Offset, &'a [u8]);

/// The detected type of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// `text`, `csv`, `tsv`, `jsonl` or `binary`; tables only once it was searched for a table.
    pub format: &'static str,
    /// `None` if it is no text.
    pub encoding: Option<Encoding>,
    /// How sure that is.
    pub confidence: Confidence,
    /// The evidence for and against it, a sentence each.
    pub evidence: Vec<Text>,
    /// The first byte in the samples that does not fit.
    pub misfit: Option<Offset>,
    /// What its lines end with: `LF`, `CRLF`, `CR` or `mixed`; `None` without any line end.
    pub terminator: Option<&'static str>,
    /// Whether the file starts with a byte order mark.
    pub is_marked: bool,
    /// Whether so little speaks for either side that more of the file may well change it.
    pub is_thin: bool,
    /// The encoding that samples suggested, if the whole file says another.
    pub corrects: Option<&'static str>,
    /// The table that the text is, if it was searched for one.
    pub table: Option<Box<Detection>>,
}

/// How sure a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Confidence {
    /// The best of several candidates.
    Guess,
    /// Others are unlikely.
    Likely,
    /// Every byte was read, and no other encoding fits as well.
    Certain,
}

impl Confidence {
    /// Its stable name, which is also displayed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

impl Verdict {
    /// What people call its format.
    #[must_use]
    pub fn format_name(&self) -> Name<'static> {
        Name::new("format", &[self.format])
    }

    /// What its bytes are to be read as: the encoding that was found, or UTF-8.
    #[must_use]
    pub fn reads_as(&self) -> Encoding {
        self.encoding.unwrap_or_default()
    }

    fn text(encoding: Encoding, confidence: Confidence, evidence: Vec<Text>) -> Self {
        Self { format: "text", encoding: Some(encoding), ..Self::binary(confidence, evidence) }
    }

    fn binary(confidence: Confidence, evidence: Vec<Text>) -> Self {
        Self {
            format: "binary",
            encoding: None,
            confidence,
            evidence,
            misfit: None,
            terminator: None,
            is_marked: false,
            is_thin: false,
            corrects: None,
            table: None,
        }
    }

    /// The same with the table that the text is.
    #[must_use]
    pub fn with_table(self, table: Option<Detection>) -> Self {
        match table {
            Some(table) => Self { format: table.format(), table: Some(Box::new(table)), ..self },
            // What was a table is text all the same.
            None if self.table.is_some() => Self { format: "text", table: None, ..self },
            None => self,
        }
    }
}

/// Classifies a file of `file_len` bytes by samples of it, in file order.
///
/// Characters that only the edge of a sample cuts are not broken. Nothing at all is text.
#[must_use]
pub fn sniff(samples: &[Sample<'_>], file_len: u64) -> Verdict {
    let samples: Vec<Sample<'_>> = samples.iter().copied().filter(|(_, bytes)| !bytes.is_empty()).collect();
    if samples.is_empty() {
        let nothing = if file_len == 0 { "evidence-empty" } else { "evidence-unread" };
        return Verdict::text(Encoding::UTF_8, Confidence::Guess, vec![Text::new(nothing)]);
    }
    let examined = coverage_evidence(&samples, file_len);
    let marked = marked(&samples, file_len);
    let is_marked = marked.is_some();
    let verdict = marked.unwrap_or_else(|| unmarked(&samples, file_len));
    let mut verdict = Verdict { is_marked, ..verdict };
    if n_seen(&samples) < file_len {
        verdict.confidence = verdict.confidence.min(Confidence::Likely);
    }
    verdict.evidence.push(examined);
    if verdict.encoding.is_some() {
        verdict.terminator = terminator(&samples, file_len, verdict.reads_as().unit());
    }
    verdict
}

/// The verdict by a byte order mark, if there is one.
fn marked(samples: &[Sample<'_>], file_len: u64) -> Option<Verdict> {
    let &(_, head) = samples.first().filter(|(at, _)| *at == Offset::ZERO)?;
    if let Some(encoding) = mark_of_four(head) {
        let found = wide::detect(samples, encoding, file_len);
        // A NUL after the mark of UTF-16 would be the same bytes.
        if found.may_be_text() {
            return Some(marked_as(encoding, &found));
        }
    }
    let (encoding, _) = encoding_rs::Encoding::for_bom(head)?;
    let encoding = Encoding::named(encoding.name())?;
    let says = Text::new("evidence-mark").with("name", encoding.name());
    if encoding.is_utf8() {
        let found = utf8::detect(samples, file_len);
        let mut verdict = Verdict::text(encoding, Confidence::Certain, vec![says]);
        verdict.evidence.extend(found.broken_sentence());
        verdict.misfit = found.first_broken;
        return Some(verdict);
    }
    let found = wide::detect(samples, encoding, file_len);
    if !found.may_be_text() {
        let but = Text::new("evidence-mark-lies");
        return Some(Verdict::binary(Confidence::Likely, vec![says, but]));
    }
    Some(marked_as(encoding, &found))
}

/// The encoding in UTF-32 whose byte order mark the bytes start with. That with the lowest byte first
/// starts as the mark of UTF-16 does.
fn mark_of_four(head: &[u8]) -> Option<Encoding> {
    let mut orders = [CodeUnit::Utf32Le, CodeUnit::Utf32Be].into_iter().filter_map(Encoding::of_unit);
    orders.find(|encoding| encoding.encode("\u{FEFF}").is_some_and(|mark| head.starts_with(&mark)))
}

/// The verdict by the mark of an encoding of wider code units, with what is broken.
fn marked_as(encoding: Encoding, found: &wide::Wide) -> Verdict {
    let says = Text::new("evidence-mark").with("name", encoding.name());
    let mut verdict = Verdict::text(encoding, Confidence::Certain, vec![says]);
    verdict.evidence.extend(found.broken_sentence(encoding));
    verdict.misfit = found.first_broken;
    verdict
}

fn unmarked(samples: &[Sample<'_>], file_len: u64) -> Verdict {
    if let Some(verdict) = wide::guess(samples, file_len) {
        return verdict;
    }
    if legacy::is_korean_by_shifts(samples) {
        return legacy::detect(samples, file_len);
    }
    if let Some(verdict) = binary(samples) {
        return verdict;
    }
    let found = utf8::detect(samples, file_len);
    let shifted = found.has_escapes.then(|| legacy::detect(samples, file_len));
    if let Some(verdict) = shifted.filter(|verdict| verdict.reads_as().has_states()) {
        return verdict;
    }
    let is_thin = found.is_thin();
    match found.verdict() {
        Ok(verdict) => Verdict { is_thin, ..verdict },
        Err(against) => {
            let mut verdict = legacy::detect(samples, file_len);
            if verdict.encoding.is_none() && found.is_rare(n_seen(samples)) {
                verdict = found.accident();
            } else {
                verdict.evidence.insert(0, against);
            }
            Verdict { is_thin, ..verdict }
        }
    }
}

/// Whether there are control characters that text does not use.
fn binary(samples: &[Sample<'_>]) -> Option<Verdict> {
    let &(start, head) = samples.first()?;
    let head = &head[..head.len().min(HEAD)];
    // One accident in a long text is no more than that.
    let nuls = || samples.iter().map(|(_, bytes)| memchr::memchr_iter(0, bytes).count()).sum::<usize>();
    if let Some(nul) = memchr::memchr(0, head)
        && len_u64(nuls()) * RARE > n_seen(samples)
    {
        let says = Text::new("evidence-nul").with("at", start + len_u64(nul));
        return Some(Verdict::binary(Confidence::Likely, vec![says]));
    }
    // A tail of nothing but NULs is preallocated space.
    let written = samples.iter().filter(|(_, bytes)| bytes.iter().any(|&byte| byte != 0));
    let (mut n, mut controls) = (0, 0);
    for (_, bytes) in written {
        n += bytes.len();
        controls += bytes.iter().filter(|&&byte| is_no_text(byte)).count();
    }
    (controls * 20 > n).then(|| {
        let says = Text::new("evidence-controls").with("n", len_u64(controls)).with("of", len_u64(n));
        Verdict::binary(Confidence::Likely, vec![says])
    })
}

/// A control character, but for those that texts and terminals use.
fn is_no_text(byte: u8) -> bool {
    matches!(byte, 0..=0x06 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// How many bytes the samples hold.
fn n_seen(samples: &[Sample<'_>]) -> u64 {
    samples.iter().map(|(_, bytes)| len_u64(bytes.len())).sum()
}

fn coverage_evidence(samples: &[Sample<'_>], file_len: u64) -> Text {
    let seen = n_seen(samples);
    if seen >= file_len {
        return Text::new("evidence-all-seen").with("n", seen);
    }
    let places = match samples.len() {
        1 => "evidence-seen-at-one",
        2 => "evidence-seen-at-two",
        _ => "evidence-seen-at-three",
    };
    Text::new(places).with("n", seen)
}

/// A sample from the first code unit that it holds whole.
fn aligned<'a>(&(at, bytes): &Sample<'a>, width: usize) -> Sample<'a> {
    let skip = at.0.next_multiple_of(len_u64(width)) - at.0;
    (at + skip, bytes.get(to_usize(skip)..).unwrap_or_default())
}

/// What lines end with, as far as the samples show.
fn terminator(samples: &[Sample<'_>], file_len: u64, unit: CodeUnit) -> Option<&'static str> {
    let (mut lf, mut crlf, mut cr) = (0_usize, 0, 0);
    for sample in samples {
        let (at, bytes) = aligned(sample, unit.width());
        let ends_file = at.0 + len_u64(bytes.len()) >= file_len;
        for place in unit.line_feeds(bytes) {
            match place.checked_sub(unit.width()) {
                Some(before) if unit.starts_with(&bytes[before..], b'\r') => crlf += 1,
                // The byte before the sample is unknown.
                None if at > Offset::ZERO => {}
                _ => lf += 1,
            }
        }
        for place in unit.carriage_returns(bytes) {
            let after = &bytes[place + unit.width()..];
            let is_lone = !unit.starts_with(after, b'\n') && (ends_file || after.len() >= unit.width());
            cr += usize::from(is_lone);
        }
    }
    match (lf > 0, crlf > 0, cr > 0) {
        (false, false, false) => None,
        (true, false, _) => Some("LF"),
        (false, true, _) => Some("CRLF"),
        (true, true, _) => Some("mixed"),
        (false, false, true) => Some("CR"),
    }
}

/// Where in a file of `file_len` bytes samples are taken, `each` bytes at most: at the head, in
/// the middle and at the tail, or all of it.
#[must_use]
pub fn places(file_len: u64, each: u64) -> Vec<Span> {
    if file_len <= 3 * each {
        return vec![Span::at(Offset::ZERO, file_len)];
    }
    let middle = Offset(file_len / 2).floor_to(each);
    let tail = Offset(file_len - each).floor_to(4);
    vec![Span::at(Offset::ZERO, each), Span::at(middle, each), Span { start: tail, end: Offset(file_len) }]
}

#[cfg(test)]
mod tests;
