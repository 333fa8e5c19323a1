//! Which encoding of single bytes fits best, by how often letters are in languages.
//!
//! Each encoding reads the same bytes as other letters. What a text costs in an encoding and a
//! language is how many bits its letters beyond ASCII would take, and more for what texts don't
//! have: a capital after a small letter, a letter of one script beside one of another, a piece of
//! a frame within a word. The cheapest reading wins. Everything is counted in eighths of a bit, in
//! whole numbers, so that machines agree.

mod languages;

use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use languages::{LANGUAGES, Script};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Eighths of a bit.
type Cost = u64;

const BIT: Cost = 8;
/// A sign that texts in any language have.
const SIGN: Cost = 8 * BIT;
/// A letter of the language's script that it does not use.
const STRANGE: Cost = 11 * BIT;
/// A part of a frame, a letter of another script, a rare sign.
const ALIEN: Cost = 14 * BIT;
/// What no text has.
const UNDEFINED: Cost = 20 * BIT;

/// Found for samples: the encoding, and what a byte beyond ASCII costs on average, in bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    pub(super) encoding: Encoding,
    pub(super) bits: u64,
    /// How many bytes beyond ASCII there are.
    pub(super) n_bytes: u64,
}

/// What a character is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Small(Option<Script>),
    Capital(Option<Script>),
    /// A letter without case, or a mark on one.
    Caseless(Option<Script>),
    /// A part of a frame, or a shade.
    Frame,
    Space,
    /// Quotation marks and others that stand beside letters.
    Sign,
    /// Signs that stand beside digits and capitals.
    Figure,
    /// Others beyond ASCII, which do not.
    Symbol,
    /// Digits and marks of ASCII.
    Plain,
    Undefined,
}

/// An encoding that may be found.
struct Candidate {
    encoding: Encoding,
    kinds: [Kind; 256],
    /// The bytes from 80 on, by the places of their characters in [`Model::costs`].
    letters: [u16; 128],
    /// How rare the encoding is.
    rarity: Cost,
}

/// All that is compared. Made once, in some milliseconds.
struct Model {
    candidates: Vec<Candidate>,
    /// For each language the cost of each character that some encoding has.
    costs: Vec<Vec<u8>>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let (mut chars, mut places) = (Vec::new(), HashMap::new());
    let mut place_of = |c: Option<char>| {
        *places.entry(c).or_insert_with(|| {
            chars.push(c);
            u16::try_from(chars.len() - 1).unwrap_or_default()
        })
    };
    let single = Encoding::all().filter(|encoding| encoding.is_single_byte());
    let candidates = single.map(|encoding| Candidate::new(encoding, &mut place_of)).collect();
    let costs = LANGUAGES.iter().map(|(script, letters)| {
        let letters = weights(letters);
        let cost = |c: &Option<char>| u8::try_from(cost_of(*c, *script, &letters)).unwrap_or(u8::MAX);
        chars.iter().map(cost).collect()
    });
    Model { costs: costs.collect(), candidates }
});

/// The letters of a line of [`LANGUAGES`], each with its cost.
fn weights(letters: &str) -> HashMap<char, Cost> {
    let split = |word: &str| {
        let c = word.chars().next()?;
        Some((c, word[c.len_utf8()..].parse::<u32>().ok()?))
    };
    let weights: Vec<(char, u32)> = letters.split_ascii_whitespace().filter_map(split).collect();
    let all: u32 = weights.iter().map(|(_, weight)| weight).sum();
    let cost = |weight: u32| eighths(libm::log2(f64::from(all) / f64::from(weight.max(1))));
    weights.into_iter().map(|(c, weight)| (c, cost(weight))).collect()
}

fn eighths(bits: f64) -> Cost {
    // At most 20 bits.
    (0..20 * BIT).take_while(|&eighths| to_f64(eighths) < bits * 8.0).count().try_into().unwrap_or(Cost::MAX)
}

fn to_f64(small: Cost) -> f64 {
    f64::from(u32::try_from(small).unwrap_or(u32::MAX))
}

impl Candidate {
    fn new(encoding: Encoding, place_of: &mut impl FnMut(Option<char>) -> u16) -> Self {
        let mut chars = [None; 256];
        let bytes: Vec<u8> = (0..=0xFF).collect();
        encoding.decode(&bytes, &mut |at, _, c| chars[at] = c);
        let mut letters = [0; 128];
        for (letter, c) in letters.iter_mut().zip(&chars[128..]) {
            *letter = place_of(*c);
        }
        Self { encoding, kinds: chars.map(kind), letters, rarity: rarity(encoding.name()) }
    }

    /// What bytes, so many of each from 80 on, cost in a language.
    fn in_language(&self, costs: &[u8], counts: &[u64; 128]) -> Cost {
        let cost = |(&letter, &n): (&u16, &u64)| Cost::from(costs[usize::from(letter)]) * n;
        self.letters.iter().zip(counts).map(cost).sum()
    }

    /// What the neighbours of bytes beyond ASCII cost, whatever the language.
    fn context(&self, pairs: &[(u8, u8, u64)]) -> Cost {
        let cost = |&(before, byte, n): &(u8, u8, u64)| {
            let (a, b) = (self.kinds[usize::from(before)], self.kinds[usize::from(byte)]);
            n * beside(a, b, before == byte)
        };
        pairs.iter().map(cost).sum()
    }
}

/// How much rarer than the commonest an encoding is.
fn rarity(name: &str) -> Cost {
    let bits = match name {
        "windows-1252" | "windows-874" => 0,
        "windows-1250" | "windows-1251" | "windows-1253" | "windows-1254" | "windows-1255"
        | "windows-1256" | "windows-1257" => 1,
        "ISO-8859-2" | "KOI8-R" | "windows-1258" => 2,
        "ISO-8859-5" | "ISO-8859-7" | "ISO-8859-8-I" | "ISO-8859-6" | "ISO-8859-15" | "IBM866" | "KOI8-U" => {
            3
        }
        "IBM437" | "IBM850" | "IBM852" | "IBM737" | "macintosh" | "ISO-8859-13" | "ISO-8859-4"
        | "ISO-8859-8" => 5,
        _ => 7,
    };
    bits * BIT
}

fn cost_of(c: Option<char>, script: Script, letters: &HashMap<char, Cost>) -> Cost {
    let Some(c) = c else { return UNDEFINED };
    let small = if c == 'İ' { 'ı' } else { c.to_lowercase().next().unwrap_or(c) };
    if let Some(&cost) = letters.get(&c).or_else(|| letters.get(&small)) {
        return cost;
    }
    match kind(Some(c)) {
        Kind::Undefined => UNDEFINED,
        Kind::Sign | Kind::Figure | Kind::Space => SIGN,
        Kind::Small(own) | Kind::Capital(own) | Kind::Caseless(own) if own == Some(script) => STRANGE,
        // What it costs is said by its neighbours.
        Kind::Frame => 0,
        _ => ALIEN,
    }
}

fn kind(c: Option<char>) -> Kind {
    let Some(c) = c else { return Kind::Undefined };
    match c {
        '\t' | '\n' | '\r' | ' ' => Kind::Space,
        '\0'..='\x1F' | '\x7F' => Kind::Plain,
        'a'..='z' => Kind::Small(Some(Script::Latin)),
        'A'..='Z' => Kind::Capital(Some(Script::Latin)),
        '!'..='~' => Kind::Plain,
        '\u{80}'..='\u{9F}' => Kind::Undefined,
        '°' | '§' | '©' | '®' | '£' | '€' | '±' | '½' => Kind::Figure,
        '\u{a0}'
        | '«'
        | '»'
        | '·'
        | '²'
        | '³'
        | '¿'
        | '¡'
        | 'º'
        | 'ª'
        | 'µ'
        | '´'
        | '№'
        | '\u{2013}'..='\u{2014}'
        | '\u{2018}'..='\u{201E}'
        | '•'
        | '…'
        | '™'
        | '\u{200C}'
        | '\u{200E}'
        | '\u{200F}' => Kind::Sign,
        '\u{2500}'..='\u{259F}' | '■' => Kind::Frame,
        _ if c.is_lowercase() => Kind::Small(script(c)),
        _ if c.is_uppercase() => Kind::Capital(script(c)),
        _ if c.is_alphabetic()
            || matches!(c, '\u{300}'..='\u{36F}' | '\u{5B0}'..='\u{6FF}' | '\u{E2F}'..='\u{E5B}') =>
        {
            Kind::Caseless(script(c))
        }
        _ => Kind::Symbol,
    }
}

fn script(c: char) -> Option<Script> {
    match u32::from(c) {
        0xAA | 0xBA | 0xB5 => None,
        0xC0..=0x24F | 0x300..=0x36F | 0x1E00..=0x1EFF => Some(Script::Latin),
        0x370..=0x3FF => Some(Script::Greek),
        0x400..=0x52F => Some(Script::Cyrillic),
        0x590..=0x5FF => Some(Script::Hebrew),
        0x600..=0x6FF | 0xFB50..=0xFEFF => Some(Script::Arabic),
        0xE00..=0xE7F => Some(Script::Thai),
        _ => None,
    }
}

/// What it costs that `b` follows `a`; `same` says that they are the same byte.
fn beside(a: Kind, b: Kind, same: bool) -> Cost {
    use Kind::{Capital, Caseless, Figure, Frame, Plain, Sign, Small, Space, Symbol, Undefined};
    match (a, b) {
        (Small(x), Small(y) | Capital(y)) | (Capital(x), Small(y) | Capital(y)) if x != y => 10 * BIT,
        (Small(x) | Capital(x), Caseless(y)) | (Caseless(x), Small(y) | Capital(y)) if x != y => 10 * BIT,
        (Frame, Small(_) | Capital(_) | Caseless(_)) => 4 * BIT,
        (Small(_), Capital(_)) => 7 * BIT,
        // Doubled letters with marks are rare; doubled capitals rarer still.
        (Small(Some(Script::Latin)), Small(_)) if same => 4 * BIT,
        (Capital(_), Capital(_)) if same => 5 * BIT,
        (Capital(_), Capital(_)) => BIT,
        (Small(_) | Capital(_) | Caseless(_), Figure) | (Figure, Small(_) | Caseless(_)) => 4 * BIT,
        (Sign | Figure, Capital(_)) => 0,
        (_, Capital(_)) => 2 * BIT,
        // Lines of one sign, rarely of several.
        (Frame, Frame) => {
            if same {
                2 * BIT
            } else {
                6 * BIT
            }
        }
        (Space, Frame) => 4 * BIT,
        (Plain, Frame) => 10 * BIT,
        (_, Frame) => 16 * BIT,
        (Small(_) | Capital(_) | Caseless(_), Symbol) | (Symbol, Small(_) | Caseless(_)) => 4 * BIT,
        (Sign, Sign) if same => 3 * BIT,
        (Undefined, _) | (_, Undefined) => 2 * BIT,
        _ => 0,
    }
}

/// The encoding of single bytes in which `parts` read best; `None` without bytes beyond ASCII. A
/// guess by other means counts two bits for its encoding.
///
/// Costs some 30 ns a byte, and half a million steps.
pub(super) fn best<'a>(parts: impl Iterator<Item = &'a [u8]>, guess: Option<Encoding>) -> Option<Fit> {
    let (pairs, counts) = pairs(parts);
    let n: u64 = counts.iter().sum();
    if n == 0 {
        return None;
    }
    let cost = |candidate: &Candidate| {
        let letters = MODEL.costs.iter().map(|costs| candidate.in_language(costs, &counts)).min();
        letters.unwrap_or(Cost::MAX / 2) + candidate.context(&pairs)
    };
    let rarity = |candidate: &Candidate| {
        let guessed = if guess == Some(candidate.encoding) { 0 } else { 2 * BIT };
        candidate.rarity + guessed
    };
    let costs = MODEL.candidates.iter().map(|candidate| (cost(candidate), candidate));
    let (cost, found) = costs.min_by_key(|(cost, candidate)| cost + rarity(candidate))?;
    Some(Fit { encoding: found.encoding, bits: cost / BIT / n, n_bytes: n })
}

/// Pairs of bytes of which one at least is beyond ASCII, and how often each byte beyond it is there.
fn pairs<'a>(parts: impl Iterator<Item = &'a [u8]>) -> (Vec<(u8, u8, u64)>, [u64; 128]) {
    let mut all = vec![0_u32; 1 << 16];
    let mut counts = [0; 128];
    for part in parts {
        let mut before = b'\n';
        for &byte in part {
            if (before | byte) >= 0x80 {
                all[usize::from(before) << 8 | usize::from(byte)] += 1;
            }
            if let Some(upper) = byte.checked_sub(0x80) {
                counts[usize::from(upper)] += 1;
            }
            before = byte;
        }
    }
    let pair = |nr: usize| {
        let [.., before, byte] = len_u64(nr).to_be_bytes();
        (before, byte, u64::from(all[nr]))
    };
    let pairs = (0..all.len()).filter(|&nr| all[nr] > 0).map(pair).collect();
    (pairs, counts)
}
