//! Bytes that are searched for by what they mean: `u32le:1234`, `f64be:3.14±0.01`, `utf-16le:name`,
//! `strings:6 utf-8`.
//!
//! Before the colon stands a type of number, with its byte order or for either, or the name of an
//! encoding. Behind it stand a number, one with a tolerance, the ends of a range (`1..5`, both included),
//! or text. Behind `strings` stand the least number of characters of a run of printable ones, and the
//! encodings in which runs are sought, ASCII if none; runs are as those of [`super::strings`], but none
//! lies within another, and one of more than [`super::REACH`] bytes is found in parts.

use super::number::{NumberRange, Orders};
use super::number_type::NumberType;
use super::strings::StringKind;
use crate::format::encoding::Encoding;
use crate::messages::Text;
use regex_syntax::hir::{
    Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, Repetition,
};

/// What stands before the colon where runs of printable characters are sought.
const STRINGS: &str = "strings";

/// The most characters that a run may be asked to have.
const MOST_CHARS: u32 = 1000;

/// What bytes have to be.
pub(super) enum TypedBytes {
    /// These, or one of those.
    Exact(Hir),
    /// A number within bounds.
    Within(Box<NumberRange>),
    /// A run of printable characters, as long as it is.
    Run(Hir),
}

/// Reads a pattern of bytes that has a colon.
///
/// # Errors
/// A message to show, without the full stop.
pub(super) fn parse(head: &str, value: &str) -> Result<TypedBytes, Text> {
    let head = head.trim();
    if let Some((kind, orders)) = number_type(head) {
        return number(kind, orders, value.trim());
    }
    if head.eq_ignore_ascii_case(STRINGS) {
        return runs(value);
    }
    let Some(encoding) = Encoding::named(head) else {
        return Err(Text::new("pattern-type").with("type", head.to_owned()));
    };
    match encoding.encode(value) {
        _ if value.is_empty() => Err(Text::new("pattern-no-bytes")),
        Some(bytes) => Ok(TypedBytes::Exact(Hir::literal(bytes))),
        None => Err(Text::new("pattern-not-in").with("encoding", encoding.name())),
    }
}

/// A type by its name: `u8`, `i16le`, `f64be`; without an order both are meant.
fn number_type(head: &str) -> Option<(NumberType, Orders)> {
    let head = head.to_ascii_lowercase();
    let (name, orders) = match (head.strip_suffix("le"), head.strip_suffix("be")) {
        (Some(name), _) => (name, Orders::Little),
        (_, Some(name)) => (name, Orders::Big),
        _ => (head.as_str(), Orders::Both),
    };
    let kind = NumberType::ALL.into_iter().find(|kind| kind.name == name)?;
    Some((kind, if kind.width == 1 { Orders::Little } else { orders }))
}

fn number(kind: NumberType, orders: Orders, value: &str) -> Result<TypedBytes, Text> {
    let unreadable = || Text::new("pattern-number").with("type", kind.name).with("text", value.to_owned());
    let too_large =
        || Text::new("pattern-number-range").with("type", kind.name).with("text", value.to_owned());
    let bounds = Bounds::split(value);
    let keys = if kind.is_float() {
        match bounds {
            Bounds::Exactly(text) => {
                let value = float(text).ok_or_else(unreadable)?;
                let key = kind.key(kind.nearest(text).ok_or_else(unreadable)?);
                // Beyond the largest there is only an infinity.
                let fits = kind.float(key).is_finite() || value.is_infinite();
                fits.then_some((key, key))
            }
            Bounds::Around(value, by) => {
                let (value, by) =
                    float(value).zip(float(by).filter(|by| *by >= 0.0)).ok_or_else(unreadable)?;
                kind.floats(value - by, value + by)
            }
            Bounds::Between(least, most) => {
                let (least, most) = float(least).zip(float(most)).ok_or_else(unreadable)?;
                kind.floats(least, most)
            }
        }
    } else {
        match bounds {
            Bounds::Exactly(value) => integer(value).map(|value| kind.integers(value, value)),
            Bounds::Around(value, by) => integer(value)
                .zip(integer(by).filter(|by| *by >= 0))
                .and_then(|(value, by)| Some(kind.integers(value.checked_sub(by)?, value.checked_add(by)?))),
            Bounds::Between(least, most) => {
                integer(least).zip(integer(most)).map(|(least, most)| kind.integers(least, most))
            }
        }
        .ok_or_else(unreadable)?
    };
    match keys.ok_or_else(too_large)? {
        (key, other) if key == other => Ok(TypedBytes::Exact(exactly(kind, orders, key))),
        keys => Ok(TypedBytes::Within(Box::new(NumberRange::new(kind, orders, keys)))),
    }
}

/// The bytes of one number, in the order or in both.
fn exactly(kind: NumberType, orders: Orders, key: u64) -> Hir {
    let bytes = |is_big| Hir::literal(kind.bytes(key, is_big));
    match orders {
        Orders::Little => bytes(false),
        Orders::Big => bytes(true),
        Orders::Both => Hir::alternation(vec![bytes(false), bytes(true)]),
    }
}

/// How the value of a number is written.
enum Bounds<'a> {
    Exactly(&'a str),
    Around(&'a str, &'a str),
    Between(&'a str, &'a str),
}

impl<'a> Bounds<'a> {
    fn split(value: &'a str) -> Self {
        if let Some((value, by)) = value.split_once('±').or_else(|| value.split_once("+-")) {
            return Self::Around(value.trim(), by.trim());
        }
        match value.split_once("..") {
            Some((least, most)) => Self::Between(least.trim(), most.trim()),
            None => Self::Exactly(value),
        }
    }
}

fn float(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| !value.is_nan())
}

/// Runs of printable characters: `6`, `6 utf-8 utf-16le`.
fn runs(value: &str) -> Result<TypedBytes, Text> {
    let unreadable = || Text::new("pattern-strings").with("text", value.to_owned());
    let mut words = value.split([' ', ',']).filter(|word| !word.is_empty());
    let least = words.next().and_then(|word| word.parse::<u32>().ok());
    let least = least.filter(|least| (1..=MOST_CHARS).contains(least)).ok_or_else(unreadable)?;
    let kinds: Option<Vec<StringKind>> = words.map(StringKind::named).collect();
    let mut kinds = kinds.ok_or_else(unreadable)?;
    if kinds.is_empty() {
        kinds.push(StringKind::Ascii);
    }
    Ok(TypedBytes::Run(Hir::alternation(kinds.into_iter().map(|kind| run(kind, least)).collect())))
}

/// As many characters of a kind as follow each other, `least` of them at least.
fn run(kind: StringKind, least: u32) -> Hir {
    let (printable, zero) = (ascii(), Hir::literal([0]));
    let one = match kind {
        StringKind::Ascii => printable,
        StringKind::Utf16Le => Hir::concat(vec![printable, zero]),
        StringKind::Utf16Be => Hir::concat(vec![zero, printable]),
        StringKind::Utf8 => {
            let ranges = [('\t', '\t'), (' ', '~'), ('\u{A0}', char::MAX)];
            let ranges = ranges.map(|(first, last)| ClassUnicodeRange::new(first, last));
            Hir::class(Class::Unicode(ClassUnicode::new(ranges)))
        }
    };
    Hir::repetition(Repetition { min: least, max: None, greedy: true, sub: Box::new(one) })
}

/// A printable byte of ASCII.
fn ascii() -> Hir {
    let ranges = [(b'\t', b'\t'), (b' ', b'~')].map(|(first, last)| ClassBytesRange::new(first, last));
    Hir::class(Class::Bytes(ClassBytes::new(ranges)))
}

/// Decimal, or hexadecimal after `0x`; underscores may stand between digits.
fn integer(text: &str) -> Option<i128> {
    let digits = text.replace('_', "");
    let (sign, rest) = digits.strip_prefix('-').map_or((1, digits.as_str()), |rest| (-1, rest));
    let value = match rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X")) {
        Some(hex) => u64::from_str_radix(hex, 16).ok()?.into(),
        None => rest.parse::<u64>().ok().map(i128::from)?,
    };
    Some(sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::glyphs::hex;
    use regex_syntax::hir::HirKind;

    /// The bytes of a tree, as hexadecimal pairs.
    fn pairs(hir: &Hir) -> String {
        match hir.kind() {
            HirKind::Literal(literal) => hex(&literal.0),
            HirKind::Alternation(parts) => parts.iter().map(pairs).collect::<Vec<_>>().join(" or "),
            other => format!("{other:?}"),
        }
    }

    fn check(pattern: &str, expected: &str) {
        let (head, value) = pattern.split_once(':').unwrap();
        let told = match parse(head, value) {
            Ok(TypedBytes::Exact(hir)) => pairs(&hir),
            Ok(TypedBytes::Within(_)) => "within".to_owned(),
            Ok(TypedBytes::Run(hir)) => hir.to_string(),
            Err(why) => format!("! {}", why.in_english()),
        };
        assert_eq!(told, expected, "{pattern}");
    }

    #[test]
    fn what_is_typed_is_read_as_it_says() {
        check("u32le:1234", "D2 04 00 00");
        check("U32BE: 0x4_D2 ", "00 00 04 D2");
        check("i16be:-2", "FF FE");
        check("u8:97", "61");
        check("u16:0x4142", "42 41 or 41 42");
        check("f32be:1", "3F 80 00 00");
        check("f64be:3.14±0.01", "within");
        check("f64be:3.14+-0.01", "within");
        check("f32:1..2", "within");
        check("u16le:5±0", "05 00");
        check("i8:-1000..1000", "within");
        check("utf-16le:ab", "61 00 62 00");
        check("latin1:é", "E9");
        check("strings:3", r"(?-u:[\x09\x20-\~]){3,}");
        check("strings:", "! “” is no number of characters, from 1 to 1000, with encodings after it");
        check(
            "strings:4 utf-7",
            "! “4 utf-7” is no number of characters, from 1 to 1000, with encodings after it",
        );
        check("u8:256", "! “256” is beyond what a u8 can be");
        check("u8:-1", "! “-1” is beyond what a u8 can be");
        check("f16:1e6", "! “1e6” is beyond what a f16 can be");
        check("u8:", "! “” is no number of the type u8");
        check("u8:1.5", "! “1.5” is no number of the type u8");
        check("f32:x", "! “x” is no number of the type f32");
        check("f32:nan", "! “nan” is no number of the type f32");
        check("f32:1±-1", "! “1±-1” is no number of the type f32");
        check("f32:2..1", "! “2..1” is beyond what a f32 can be");
        check("latin1:東", "! windows-1252 has no bytes for this text");
        check("utf-8:", "! there are no bytes to look for");
    }

    #[test]
    fn what_no_type_is_called_is_said() {
        let why = parse("u33le", "1").err().map(|why| why.in_english()).unwrap_or_default();
        assert!(why.contains("“u33le”"), "{why}");
    }
}
