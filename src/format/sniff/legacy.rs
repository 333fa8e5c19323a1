//! Which of the encodings before Unicode fits samples best.
//!
//! `chardetng` guesses, as Firefox does, by which letters follow each other; it is shown whole
//! lines, so that no cut through a character misleads it. What it guessed is then tried.

use super::{Confidence, Sample, Verdict};
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
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    for (_, bytes) in &lines {
        detector.feed(sample_for_detection(bytes), false);
        detector.feed(b"\n", false);
    }
    let guessed = detector.guess(None, Utf8Detection::Deny).name();
    let encoding = Encoding::named(guessed).unwrap_or_default();
    let (encoding, found) = refined(encoding, &lines);
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
            says.with("name", name).with("at", first.to_string())
        }
        None => Text::new("evidence-decodes").with("name", name),
    });
    let is_plain = encoding.is_single_byte() || found.n_misfits > 0;
    let confidence = if is_plain || found.n_beyond < FEW { Confidence::Guess } else { Confidence::Likely };
    let verdict = Verdict::text(encoding, confidence, evidence);
    Verdict { misfit: found.first_misfit, ..verdict }
}

/// KOI8-R for KOI8-U without Ukrainian letters, and gb18030 for GBK, its subset.
fn refined(guessed: Encoding, lines: &[Sample<'_>]) -> (Encoding, ScriptCounts) {
    let found = ScriptCounts::of(guessed, lines);
    let other = match guessed.name() {
        // The same but for the letters that only Ukrainian has.
        "KOI8-U" if !found.has_ukrainian => "KOI8-R",
        // The same, with more characters.
        "GBK" => "gb18030",
        _ => return (guessed, found),
    };
    let other = Encoding::named(other).unwrap_or(guessed);
    (other, ScriptCounts::of(other, lines))
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
    /// Characters of each of [`SCRIPTS`].
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
            encoding.decode(bytes, &mut |place, _, c| match c {
                Some('\0'..='\x7F') => {}
                // Undefined bytes of single-byte encodings stand for control characters.
                None | Some('\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}') => {
                    found.n_beyond += 1;
                    found.n_misfits += 1;
                    found.first_misfit = found.first_misfit.or(Some(at + len_u64(place)));
                }
                Some(c) => {
                    found.n_beyond += 1;
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
