//! Search patterns as typed, and the syntax tree of a regular expression.
//!
//! Matches lie within lines, as those of `rg --crlf`: whatever the pattern says, no class of it
//! matches a line feed or a carriage return, and `^`, `$`, `\A` and `\z` stand for the ends of
//! lines, before a CRLF. `^` and `$` match around a lone carriage return, too. A pattern that
//! names a line feed itself (`\n`, or `(?s)` for a dot that matches everything) *spans* lines; one
//! that names a carriage return, which `rg` refuses, takes it for a character like any other.

use super::number::NumberRange;
use super::times::TimeRange;
use super::typed::{self, TypedBytes};
use crate::base::units::len_u64;
use crate::messages::Text;
use regex_syntax::ast::{self, Ast, Flag, FlagsItemKind};
use regex_syntax::hir::{
    Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look,
};
use std::fmt::Display;

/// How a pattern is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum PatternKind {
    /// Literal text.
    #[default]
    Fixed,
    /// A regular expression in the syntax of the `regex` crate; look-around and
    /// back-references as in `fancy-regex`, slower.
    Regex,
    /// Bytes as hexadecimal pairs, `?` for any digit: `48 8B ?? ?D`; or by what they mean, after a
    /// colon: `u32le:1234`, `f64be:3.14±0.01`, `utf-16le:name`.
    Hex,
    /// A time range that holds a line's timestamp: see
    /// [`TimeRange`](super::TimeRange).
    Times,
}

/// A search pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Pattern {
    /// As it was typed.
    pub text: String,
    /// How it is written.
    pub kind: PatternKind,
    /// Whether letters match in either case, by Unicode's simple folding.
    pub ignore_case: bool,
    /// Whether it matches between the edges of words only.
    pub whole_word: bool,
}

impl Pattern {
    /// A regular expression that matches just this text.
    #[must_use]
    pub fn escaped(text: &str) -> String {
        regex_syntax::escape(text)
    }

    /// Literal text.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// A regular expression.
    #[must_use]
    pub fn regex(text: &str) -> Self {
        Self { text: text.to_owned(), kind: PatternKind::Regex, ..Self::default() }
    }

    /// Bytes as hexadecimal pairs.
    #[must_use]
    pub fn hex(text: &str) -> Self {
        Self { text: text.to_owned(), kind: PatternKind::Hex, ..Self::default() }
    }

    /// The lines with a timestamp in the range.
    #[must_use]
    pub fn times(range: TimeRange) -> Self {
        Self { text: range.text(), kind: PatternKind::Times, ..Self::default() }
    }

    /// Whether it is plain text, found byte by byte.
    pub(super) fn is_literal(&self) -> bool {
        self.kind == PatternKind::Fixed && !self.ignore_case && !self.whole_word
    }
}

/// What ends a line for a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// A line feed: the pattern names carriage returns.
    Lf,
    /// A line feed with the carriage return before it, if there is one.
    CrLf,
}

impl LineEnds {
    /// The end of a line's text, where the line ends with the LF at `lf`, if one is there.
    pub(super) fn text_end(self, bytes: &[u8], lf: usize) -> usize {
        let has_cr = self == Self::CrLf
            && bytes.get(lf) == Some(&b'\n')
            && lf.checked_sub(1).is_some_and(|cr| bytes[cr] == b'\r');
        lf - usize::from(has_cr)
    }
}

/// A parsed pattern.
pub(super) enum ParsedPattern {
    /// A tree for the automata.
    Tree {
        /// The tree, in which no class holds a line feed unless it spans lines.
        hir: Hir,
        /// Whether a match may hold line feeds.
        spans: bool,
        /// What ends a line.
        ends: LineEnds,
    },
    /// A pattern that only backtracking can match, written for `fancy-regex`.
    Fancy(String, LineEnds),
    /// Lines in a time range.
    Times(TimeRange),
    /// Numbers within bounds.
    Number(Box<NumberRange>),
}

/// Reads a pattern.
///
/// # Errors
/// A message to show, without the full stop.
pub(super) fn parse(pattern: &Pattern) -> Result<ParsedPattern, Text> {
    match pattern.kind {
        PatternKind::Times => TimeRange::parse(&pattern.text).map(ParsedPattern::Times),
        PatternKind::Hex => {
            let bytes = match pattern.text.split_once(':') {
                Some((head, value)) => typed::parse(head, value)?,
                None => TypedBytes::Exact(hex(&pattern.text)?),
            };
            Ok(match bytes {
                TypedBytes::Exact(hir) => ParsedPattern::Tree { hir, spans: true, ends: LineEnds::Lf },
                TypedBytes::Run(hir) => ParsedPattern::Tree { hir, spans: false, ends: LineEnds::Lf },
                TypedBytes::Within(range) => ParsedPattern::Number(range),
            })
        }
        PatternKind::Fixed => {
            let spans = pattern.text.contains('\n');
            tree(&regex_syntax::escape(&pattern.text), pattern, spans)
        }
        PatternKind::Regex => match ast::parse::Parser::new().parse(&pattern.text) {
            Ok(ast) => tree(&pattern.text, pattern, names_line_feed(&ast)),
            Err(error) => match error.kind() {
                ast::ErrorKind::UnsupportedLookAround | ast::ErrorKind::UnsupportedBackreference => {
                    Ok(fancy(pattern))
                }
                // `fancy-regex` has syntax that `regex` lacks: `\K`, `(?>…)`.
                kind => match fancy_regex::Regex::new(&pattern.text) {
                    Ok(_) => Ok(fancy(pattern)),
                    Err(_) => Err(unreadable_at(kind, &pattern.text, error.span())),
                },
            },
        },
    }
}

/// What can't be read, in the words of the library that reads it.
pub(super) fn unreadable(why: &dyn Display) -> Text {
    Text::new("pattern-unreadable").with("why", why.to_string())
}

/// The same, with the place: characters from 1.
fn unreadable_at(why: &dyn Display, text: &str, span: &ast::Span) -> Text {
    let before = text.get(..span.start.offset).unwrap_or(text);
    let nr = len_u64(before.chars().count()) + 1;
    Text::new("pattern-unreadable-at").with("nr", nr).with("why", why.to_string())
}

fn fancy(pattern: &Pattern) -> ParsedPattern {
    // There is no tree to ask whether it names a carriage return.
    let names = ["\r", r"\r", r"\R", r"\x0d", r"\x0D", r"\x{d}", r"\x{D}", r"\u000d", r"\u000D"];
    let ends =
        if names.iter().any(|name| pattern.text.contains(name)) { LineEnds::Lf } else { LineEnds::CrLf };
    let ignore_case = if pattern.ignore_case { "i" } else { "" };
    let crlf = if ends == LineEnds::CrLf { "R" } else { "" };
    let text = &pattern.text;
    let text = if pattern.whole_word { format!(r"\b(?:{text})\b") } else { text.clone() };
    ParsedPattern::Fancy(format!("(?m{crlf}{ignore_case}){text}"), ends)
}

fn tree(text: &str, pattern: &Pattern, spans: bool) -> Result<ParsedPattern, Text> {
    let parse = |crlf: bool| {
        let mut parser = regex_syntax::ParserBuilder::new();
        let parser = parser.utf8(false).multi_line(true).case_insensitive(pattern.ignore_case).crlf(crlf);
        parser.build().parse(text).map_err(|error| match error {
            regex_syntax::Error::Parse(error) => unreadable_at(error.kind(), text, error.span()),
            regex_syntax::Error::Translate(error) => unreadable_at(error.kind(), text, error.span()),
            other => unreadable(&other),
        })
    };
    let (mut hir, mut ends) = (parse(true)?, LineEnds::CrLf);
    if !spans && names_carriage_return(&hir) {
        (hir, ends) = (parse(false)?, LineEnds::Lf);
    }
    let mut hir = within_lines(hir, spans, ends);
    if pattern.whole_word {
        let edges = [Look::WordStartHalfUnicode, Look::WordEndHalfUnicode].map(Hir::look);
        let [start, end] = edges;
        hir = Hir::concat(vec![start, hir, end]);
    }
    Ok(ParsedPattern::Tree { hir, spans, ends })
}

/// Whether a pattern needs a carriage return to match somewhere: a class that has others, too,
/// does not.
fn names_carriage_return(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.contains(&b'\r'),
        HirKind::Class(Class::Unicode(class)) => {
            let is_end = |c| c == '\r' || c == '\n';
            let mut ranges = class.ranges().iter();
            !class.ranges().is_empty() && ranges.all(|range| is_end(range.start()) && is_end(range.end()))
        }
        HirKind::Class(Class::Bytes(class)) => {
            let is_end = |byte| byte == b'\r' || byte == b'\n';
            let mut ranges = class.ranges().iter();
            !class.ranges().is_empty() && ranges.all(|range| is_end(range.start()) && is_end(range.end()))
        }
        HirKind::Repetition(repetition) => names_carriage_return(&repetition.sub),
        HirKind::Capture(capture) => names_carriage_return(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(names_carriage_return),
    }
}

/// Whether a pattern asks for line feeds: by name, or for a dot that matches them.
fn names_line_feed(ast: &Ast) -> bool {
    struct Names(bool);
    impl ast::Visitor for Names {
        type Output = bool;
        type Err = ();
        fn finish(self) -> Result<bool, ()> {
            Ok(self.0)
        }
        fn visit_pre(&mut self, ast: &Ast) -> Result<(), ()> {
            let dot = |flags: &ast::Flags| {
                flags
                    .items
                    .iter()
                    .take_while(|item| item.kind != FlagsItemKind::Negation)
                    .any(|item| item.kind == FlagsItemKind::Flag(Flag::DotMatchesNewLine))
            };
            self.0 |= match ast {
                Ast::Literal(literal) => literal.c == '\n',
                Ast::Flags(set) => dot(&set.flags),
                Ast::Group(group) => group.flags().is_some_and(dot),
                _ => false,
            };
            Ok(())
        }
        fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), ()> {
            self.0 |= matches!(item, ast::ClassSetItem::Literal(literal) if literal.c == '\n');
            Ok(())
        }
    }
    // It never fails, and `[^\n]` names one only to leave it out: that costs speed, not truth.
    ast::visit(ast, Names(false)).unwrap_or(false)
}

/// The same tree, with the ends of lines for the ends of the text and, unless it spans lines,
/// without their characters in its classes.
///
/// [`Look::End`] is left where it has to be searched in the bytes of one line's text alone.
fn within_lines(hir: Hir, spans: bool, ends: LineEnds) -> Hir {
    let same = |hir: Hir| within_lines(hir, spans, ends);
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) if spans => Hir::class(class),
        HirKind::Class(Class::Unicode(mut class)) => {
            let range = |c| ClassUnicodeRange::new(c, c);
            class.difference(&ClassUnicode::new([range('\n')]));
            if ends == LineEnds::CrLf {
                class.difference(&ClassUnicode::new([range('\r')]));
            }
            Hir::class(Class::Unicode(class))
        }
        HirKind::Class(Class::Bytes(mut class)) => {
            let range = |byte| ClassBytesRange::new(byte, byte);
            class.difference(&ClassBytes::new([range(b'\n')]));
            if ends == LineEnds::CrLf {
                class.difference(&ClassBytes::new([range(b'\r')]));
            }
            Hir::class(Class::Bytes(class))
        }
        HirKind::Look(Look::Start) => Hir::look(Look::StartLF),
        HirKind::Look(Look::End) if spans && ends == LineEnds::CrLf => Hir::look(Look::EndCRLF),
        HirKind::Look(Look::End | Look::EndLF) if !spans && ends == LineEnds::CrLf => Hir::look(Look::End),
        HirKind::Look(Look::End) => Hir::look(Look::EndLF),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(mut repetition) => {
            repetition.sub = Box::new(same(*repetition.sub));
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => same(*capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(same).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(same).collect()),
    }
}

/// Parses bytes as pairs of hexadecimal digits; `?` is any digit, spaces may be anywhere.
fn hex(text: &str) -> Result<Hir, Text> {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |c: &char| *c == '?' || c.is_ascii_hexdigit();
    if digits.is_empty() || digits.len() % 2 == 1 || !digits.iter().all(is_digit) {
        return Err(Text::new("pattern-hex"));
    }
    let values = |c: char| -> Vec<u8> {
        match c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit) => vec![digit],
            None => (0..16).collect(),
        }
    };
    let byte = |pair: &[char]| {
        let (high, low) = (values(pair[0]), values(pair[1]));
        let all = high.iter().flat_map(|h| low.iter().map(move |l| h << 4 | l));
        Hir::class(Class::Bytes(ClassBytes::new(all.map(|b| ClassBytesRange::new(b, b)))))
    };
    Ok(Hir::concat(digits.chunks(2).map(byte).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Option<bool> {
        match parse(&Pattern::regex(text)) {
            Ok(ParsedPattern::Tree { spans, .. }) => Some(spans),
            _ => None,
        }
    }

    #[test]
    fn patterns_that_name_a_line_feed_span_lines() {
        for within in ["a", r"\s+", "[^a]", ".", "(?i)a", "a|b$", r"\A\z"] {
            assert_eq!(spans(within), Some(false), "{within}");
        }
        for across in [r"a\nb", "(?s)a.b", "(?s:.)", r"[\n]", r"a\r\n"] {
            assert_eq!(spans(across), Some(true), "{across}");
        }
        for fancy in [r"(?=a)", r"(a)\1", r"(?<!x)y"] {
            assert!(matches!(parse(&Pattern::regex(fancy)), Ok(ParsedPattern::Fancy(..))), "{fancy}");
        }
        for wrong in ["(", "[", "*", "a{2"] {
            assert!(parse(&Pattern::regex(wrong)).is_err() || wrong == "a{2", "{wrong}");
        }
        for wrong in ["", "4", "4G", "48 8"] {
            assert!(parse(&Pattern::hex(wrong)).is_err(), "{wrong}");
        }
    }
}
