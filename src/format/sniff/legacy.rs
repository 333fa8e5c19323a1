//! Which of the encodings before Unicode fits samples best.
//!
//! `chardetng` guesses, as Firefox does, by which letters follow each other; it is shown whole
//! lines, so that no cut through a character misleads it. What it guessed is then tried. Among
//! encodings of single bytes, of which it knows a half, [`letters`] decides.

use super::{Confidence, Sample, Verdict, letters};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::messages::{Key, Text};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// Most bytes of a sample that `chardetng` is given: it costs a hundred times as much as a check
/// for UTF-8.
const MOST_GUESSED: usize = 24 * 1024;

/// Bytes before the first one beyond ASCII that the guess may see.
const CONTEXT: usize = 256;

/// With fewer characters beyond ASCII any verdict is a guess.
const FEW: usize = 40;

/// The best guess; or binary, if even that decodes badly.
pub(super) fn detect(samples: &[Sample<'_>], file_len: u64) -> Verdict {
    let lines: Vec<Sample<'_>> = samples.iter().map(|sample| whole_lines(sample, file_len)).collect();
    let (encoding, found) = refined(guess(&lines), &lines);
    let (name, misfits) = (encoding.name(), len_u64(found.n_misfits));
    if found.n_misfits > 0 && found.n_misfits * 4 >= found.n_beyond {
        let says = Text::new("evidence-best-but").with("n", misfits).with("name", name);
        return Verdict::binary(Confidence::Guess, vec![says]);
    }
    let mut evidence = vec![Text::new("evidence-letters").with("name", name)];
    evidence.extend(found.scripts());
    evidence.push(match found.first_misfit {
        Some(first) => {
            let says = Text::new("evidence-misfits").with("n", misfits);
            says.with("name", name).with("at", first)
        }
        None => Text::new("evidence-decodes").with("name", name),
    });
    let is_plain = encoding.is_single_byte() || found.n_misfits > 0;
    let confidence = if is_plain || found.n_beyond < FEW { Confidence::Guess } else { Confidence::Likely };
    let verdict = Verdict::text(encoding, confidence, evidence);
    Verdict { misfit: found.first_misfit, ..verdict }
}

/// The encoding that fits best: of several bytes a character as Firefox guesses, of single bytes by
/// the letters of languages.
fn guess(lines: &[Sample<'_>]) -> Encoding {
    if is_korean_by_shifts(lines)
        && let Some(korean) = Encoding::named("ISO-2022-KR")
    {
        return korean;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    for (_, bytes) in lines {
        detector.feed(sample_for_detection(bytes), false);
        detector.feed(b"\n", false);
    }
    let guessed = Encoding::named(detector.guess(None, Utf8Detection::Deny).name()).unwrap_or_default();
    if guessed.has_states() {
        return guessed;
    }
    let parts = lines.iter().map(|(_, bytes)| sample_for_detection(bytes));
    let Some(fit) = letters::best(parts, Some(guessed)) else { return guessed };
    if guessed.is_single_byte() {
        // Firefox may not know the language, or there may be too few letters.
        return match fit.bits {
            ..DOUBTFUL_BITS => fit.encoding,
            bits => {
                let pairs = if bits < POOR_BITS { None } else { of_pairs(lines) };
                let single = if fit.n_bytes < FEWEST { guessed } else { fit.encoding };
                pairs.unwrap_or(single)
            }
        };
    }
    let is_common = ScriptCounts::of(guessed, lines).is_common(80);
    if is_common || fit.bits >= BAD_BITS { guessed } else { fit.encoding }
}

/// Whether the header of ISO-2022-KR is there, and shifts.
pub(super) fn is_korean_by_shifts(samples: &[Sample<'_>]) -> bool {
    let has = |part: &[u8]| samples.iter().any(|(_, bytes)| memchr::memmem::find(bytes, part).is_some());
    has(b"\x1B$)C") && has(b"\x0E") && has(b"\x0F")
}

/// The encoding of pairs whose characters are common ones, nearly all of them.
fn of_pairs(lines: &[Sample<'_>]) -> Option<Encoding> {
    let counted = Encoding::of_pairs().map(|encoding| (ScriptCounts::of(encoding, lines), encoding));
    let fitting = counted.filter(|(found, _)| found.n_common > 2 && found.is_common(95));
    fitting.max_by_key(|(found, _)| found.n_common).map(|(_, encoding)| encoding)
}

/// With so many bits a letter, pairs of bytes may fit better than single ones.
const POOR_BITS: u64 = 8;

/// With so many, they do not fit at all.
const BAD_BITS: u64 = 13;

/// With so many bits, fewer than [`FEWEST`] letters decide nothing.
const DOUBTFUL_BITS: u64 = 6;
const FEWEST: u64 = 8;

/// KOI8-R for KOI8-U without Ukrainian letters, gb18030 for GBK, its subset, and what Romanian has.
fn refined(guessed: Encoding, lines: &[Sample<'_>]) -> (Encoding, ScriptCounts) {
    let found = ScriptCounts::of(guessed, lines);
    let other = match guessed.name() {
        // The same but for the letters that only Ukrainian has.
        "KOI8-U" if !found.has_ukrainian => "KOI8-R",
        // The same, with more characters.
        "GBK" => "gb18030",
        // The same bytes, with the commas that Romanian has.
        "windows-1250" | "ISO-8859-2" if is_romanian(guessed, lines) => "ISO-8859-16",
        _ => return (guessed, found),
    };
    let other = Encoding::named(other).unwrap_or(guessed);
    (other, ScriptCounts::of(other, lines))
}

/// Whether all letters that differ in ISO-8859-16 are those that Romanian writes with a comma.
fn is_romanian(guessed: Encoding, lines: &[Sample<'_>]) -> bool {
    let Some(with_commas) = Encoding::named("ISO-8859-16") else { return false };
    let (mut n_letters, mut is_all) = (0, true);
    for (_, bytes) in lines {
        let (cedillas, commas) = (guessed.text(bytes).0, with_commas.text(bytes).0);
        for pair in cedillas.chars().zip(commas.chars()).filter(|(a, b)| a != b) {
            let is_letter = matches!(pair, ('ş', 'ș') | ('ţ', 'ț') | ('Ş', 'Ș') | ('Ţ', 'Ț'));
            n_letters += usize::from(is_letter);
            is_all &= is_letter;
        }
    }
    is_all && n_letters > 0
}

/// A sample without the lines that its edges cut, as far as it holds whole ones.
fn whole_lines<'a>(&(at, bytes): &Sample<'a>, file_len: u64) -> Sample<'a> {
    // A space or a line end is a character of its own in all of these.
    let edges: [fn(&u8) -> bool; 2] = [|&byte| byte == b'\n', |&byte| byte < 0x30];
    let ends_file = at.0 + len_u64(bytes.len()) >= file_len;
    let first = edges.iter().find_map(|edge| bytes.iter().position(edge)).map_or(0, |edge| edge + 1);
    let start = if at > Offset::ZERO { first } else { 0 };
    let last = edges.iter().find_map(|edge| bytes.iter().rposition(edge)).map_or(0, |edge| edge + 1);
    let end = if ends_file || last <= start { bytes.len() } else { last };
    (at + len_u64(start), &bytes[start..end])
}

/// The most informative part of a sample: from its first non-ASCII bytes on.
fn sample_for_detection(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|&byte| byte >= 0x80 || byte == 0x1B).unwrap_or(0);
    let before = &bytes[first.saturating_sub(CONTEXT)..first];
    let line = memchr::memchr(b'\n', before).map_or(0, |lf| lf + 1);
    let start = first - before.len() + line;
    let start = if first <= CONTEXT { 0 } else { start };
    let rest = &bytes[start..bytes.len().min(start + MOST_GUESSED)];
    if start + rest.len() == bytes.len() {
        return rest;
    }
    let end = rest.iter().rposition(|&byte| byte < 0x30).map_or(rest.len(), |edge| edge + 1);
    &rest[..end]
}

/// How samples read in an encoding.
#[derive(Default)]
struct ScriptCounts {
    n_beyond: usize,
    n_misfits: usize,
    first_misfit: Option<Offset>,
    has_ukrainian: bool,
    /// Characters of several bytes that are common in the languages of the encoding.
    n_common: usize,
    /// Characters of [`SCRIPTS`].
    scripts: [usize; SCRIPTS.len()],
}

/// A script's name, and whether a character is of it.
type Script = (Key, fn(u32) -> bool);

static SCRIPTS: [Script; 9] = [
    (Key("script-latin"), |c| matches!(c, 0xC0..=0x24F | 0x1E00..=0x1EFF)),
    (Key("script-greek"), |c| matches!(c, 0x370..=0x3FF | 0x1F00..=0x1FFF)),
    (Key("script-cyrillic"), |c| matches!(c, 0x400..=0x52F)),
    (Key("script-hebrew"), |c| matches!(c, 0x590..=0x5FF)),
    (Key("script-arabic"), |c| matches!(c, 0x600..=0x6FF)),
    (Key("script-thai"), |c| matches!(c, 0xE00..=0xE7F)),
    (Key("script-kana"), |c| matches!(c, 0x3041..=0x30FF | 0xFF66..=0xFF9F)),
    (Key("script-han"), |c| matches!(c, 0x3400..=0x9FFF | 0x20000..=0x2FFFF)),
    (Key("script-hangul"), |c| matches!(c, 0xAC00..=0xD7A3)),
];

impl ScriptCounts {
    fn of(encoding: Encoding, lines: &[Sample<'_>]) -> Self {
        let mut found = Self::default();
        for &(at, bytes) in lines {
            encoding.decode(bytes, &mut |place, len, c| match c {
                Some('\0'..='\x7F') => {}
                // Undefined bytes of single-byte encodings stand for control characters.
                None | Some('\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}') => {
                    found.n_beyond += 1;
                    found.n_misfits += 1;
                    found.first_misfit = found.first_misfit.or(Some(at + len_u64(place)));
                }
                Some(c) => {
                    found.n_beyond += 1;
                    found.n_common += usize::from(
                        bytes.get(place..place + len).is_some_and(|bytes| encoding.is_common(bytes, c)),
                    );
                    found.has_ukrainian |= "ЄєІіЇїҐґЎў".contains(c);
                    let script = SCRIPTS.iter().position(|(_, holds)| holds(u32::from(c)));
                    if let Some(script) = script {
                        found.scripts[script] += 1;
                    }
                }
            });
        }
        found
    }

    /// Whether so many percent of the characters beyond ASCII are common ones.
    fn is_common(&self, percent: usize) -> bool {
        // A single mark of punctuation is soon hit by chance.
        let has_letters = self.scripts[SCRIPTS.len() - 3..].iter().any(|&n| n > 0);
        has_letters && self.n_common * 100 >= self.n_beyond * percent
    }

    /// In which scripts it then is, in a sentence.
    fn scripts(&self) -> Option<Text> {
        let mut named: Vec<(usize, Key)> =
            self.scripts.into_iter().zip(SCRIPTS.iter().map(|(name, _)| *name)).collect();
        named.retain(|&(n, _)| n * 20 > self.n_beyond);
        named.sort_by_key(|&(n, _)| std::cmp::Reverse(n));
        let percent = |(n, name): (usize, Key)| {
            let percent = (n * 100 / self.n_beyond.max(1)).to_string();
            Text::new("evidence-script").with("percent", percent).with("name", name)
        };
        let named = named
            .into_iter()
            .map(percent)
            .reduce(|all, next| Text::new("evidence-scripts-joined").with("these", all).with("that", next))?;
        Some(Text::new("evidence-scripts").with("n", len_u64(self.n_beyond)).with("scripts", named))
    }
}
