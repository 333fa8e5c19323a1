//! The messages of one language, each parsed when it is first said; those of the first language
//! fill its gaps.
//!
//! Only the places of messages are found at the start. A command says a handful of the hundreds
//! that there are: parsing all of them took it 0.8 MB of memory and more time than a small file.
//! A message of one line whose arguments are only put in, as most are, is put together here, for the
//! window says a hundred in each frame; all else is Fluent's.

use super::{Arg, NumberStyle};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// Bytes that a message has in a catalogue, on average; fewer, rather.
const LINE: usize = 40;

pub(super) struct Catalogue {
    language: LanguageIdentifier,
    /// By key; terms have their dash.
    messages: FxHashMap<&'static str, Message>,
    /// The lines of the first language, which are said where a message's own can't be parsed; empty in the first
    /// language itself.
    first: FxHashMap<&'static str, &'static str>,
}

struct Message {
    /// Its lines.
    source: &'static str,
    parsed: OnceLock<Box<Parsed>>,
}

enum Parsed {
    /// Takes no arguments.
    Plain(String),
    /// Arguments are put in between texts.
    Pieces(Vec<Piece>),
    /// Takes arguments.
    Pattern(FluentBundle<FluentResource>),
    /// Can't be parsed.
    Bad,
}

enum Piece {
    Text(&'static str),
    /// The name of an argument.
    Arg(&'static str),
}

impl Catalogue {
    /// The messages of `chosen`, over those of the first language. What can't be parsed is left
    /// out and logged.
    pub(super) fn new(languages: &'static [(&str, &str)], chosen: &str) -> Self {
        let language = chosen.parse::<LanguageIdentifier>().unwrap_or_default();
        let first = languages.first().map_or("", |(_, lines)| lines);
        let chosen = languages.iter().skip(1).find(|(id, _)| *id == chosen).map(|(_, lines)| lines);
        let mut messages = FxHashMap::with_capacity_and_hasher(first.len() / LINE, Default::default());
        let layers = std::iter::once(&first).chain(chosen);
        for (key, source) in layers.flat_map(|lines| entries(lines)) {
            messages.insert(key, Message { source, parsed: OnceLock::new() });
        }
        let first = chosen.map(|_| entries(first).collect()).unwrap_or_default();
        Self { language, messages, first }
    }

    /// A message that takes no arguments.
    pub(super) fn plain(&self, key: &str) -> Option<&str> {
        match self.parsed(key)? {
            Parsed::Plain(said) => Some(said),
            Parsed::Pieces(_) | Parsed::Pattern(_) | Parsed::Bad => None,
        }
    }

    /// A message with its arguments; its key, if there is none. An [`Arg::Int`] `n` is also
    /// passed as `n-shown`: the number, written in this style.
    pub(super) fn say_with(&self, numbers: &NumberStyle, key: &str, args: &[(&'static str, Arg)]) -> String {
        let bundle = match self.parsed(key) {
            Some(Parsed::Plain(said)) => return said.clone(),
            Some(Parsed::Pieces(pieces)) => return self.put_together(numbers, pieces, args),
            Some(Parsed::Pattern(bundle)) => bundle,
            Some(Parsed::Bad) | None => return key.to_owned(),
        };
        let mut passed = FluentArgs::with_capacity(2 * args.len());
        for (name, arg) in args {
            match arg {
                Arg::Int(n) => {
                    passed.set(*name, *n);
                    passed.set(format!("{name}-shown"), numbers.grouped(*n));
                }
                arg => passed.set(*name, self.shown(numbers, arg)),
            }
        }
        format(bundle, key, Some(&passed)).0
    }

    /// What Fluent makes of a message into which arguments are only put.
    fn put_together(&self, numbers: &NumberStyle, pieces: &[Piece], args: &[(&'static str, Arg)]) -> String {
        let mut said = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => said.push_str(text),
                Piece::Arg(wanted) => match value(wanted, args) {
                    Some((Arg::Int(n), true)) => said.push_str(&numbers.grouped(*n)),
                    Some((arg, _)) => said.push_str(&self.shown(numbers, arg)),
                    None => said.extend(["{$", wanted, "}"]),
                },
            }
        }
        said
    }

    /// What stands for an argument in a message; of a number its bare digits.
    fn shown<'a>(&'a self, numbers: &NumberStyle, arg: &'a Arg) -> Cow<'a, str> {
        match arg {
            Arg::Int(n) => n.to_string().into(),
            Arg::Offset(at) => super::digits::offset(*at).into(),
            Arg::Text(text) => text.as_ref().into(),
            Arg::Figure(value, unit) => numbers.figure(*value, unit).into(),
            Arg::Said(text) => text.said_by(self, numbers),
        }
    }

    fn parsed(&self, key: &str) -> Option<&Parsed> {
        let message = self.messages.get(key)?;
        Some(message.parsed.get_or_init(|| Box::new(self.parse(key, message))))
    }

    fn parse(&self, key: &str, message: &Message) -> Parsed {
        match pieces(message.source) {
            Some(pieces) => match pieces[..] {
                [Piece::Text(said)] => Parsed::Plain(said.to_owned()),
                _ => Parsed::Pieces(pieces),
            },
            None => self.parse_by_fluent(key, message),
        }
    }

    fn parse_by_fluent(&self, key: &str, message: &Message) -> Parsed {
        let first = || self.first.get(key).and_then(|first| self.bundle(key, first));
        let Some(bundle) = self.bundle(key, message.source).or_else(first) else { return Parsed::Bad };
        match format(&bundle, key, None) {
            (said, true) => Parsed::Plain(said),
            (_, false) => Parsed::Pattern(bundle),
        }
    }

    /// A message, and what it refers to; `None` if it can't be parsed.
    fn bundle(&self, key: &str, source: &'static str) -> Option<FluentBundle<FluentResource>> {
        let mut bundle = FluentBundle::new_concurrent(vec![self.language.clone()]);
        // Marks around arguments would be copied, searched and measured with them.
        bundle.set_use_isolating(false);
        let mut sources = vec![source];
        let mut nr = 0;
        while let Some(&source) = sources.get(nr) {
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, errors)| {
                tracing::error!(key, ?errors, "a message can't be parsed");
                rest
            });
            bundle.add_resource_overriding(resource);
            for name in references(source) {
                let other = self.messages.get(name).map(|message| message.source);
                sources.extend(other.filter(|other| !sources.contains(other)));
            }
            nr += 1;
        }
        bundle.get_message(key).and_then(|message| message.value())?;
        Some(bundle)
    }
}

/// What a message says; its key, if there is none. And whether nothing was missing.
fn format(bundle: &FluentBundle<FluentResource>, key: &str, args: Option<&FluentArgs<'_>>) -> (String, bool) {
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return (key.to_owned(), false);
    };
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    (said, errors.is_empty())
}

/// Every message and term of a catalogue: its key (a term's with its dash) and its lines. Each
/// goes on to the line before the next one that is neither indented nor closes a brace.
fn entries(lines: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = lines;
    std::iter::from_fn(move || {
        loop {
            let (line, behind) = rest.split_at(rest.find('\n').map_or(rest.len(), |at| at + 1));
            if line.is_empty() {
                return None;
            }
            let Some(key) = key_of(line) else {
                rest = behind;
                continue;
            };
            let more = behind.split_inclusive('\n').take_while(|line| belongs(line));
            let len = line.len() + more.map(str::len).sum::<usize>();
            let source = &rest[..len];
            rest = &rest[len..];
            return Some((key, source));
        }
    })
}

/// Whether a line belongs to the message above it.
fn belongs(line: &str) -> bool {
    line.starts_with([' ', '}', '\r', '\n'])
}

/// What a message says that has one line and no braces but those around names of arguments: by far the most.
fn pieces(source: &'static str) -> Option<Vec<Piece>> {
    let (_, said) = source.trim_end().split_once('=')?;
    let mut rest = said.trim_matches([' ', '\r']);
    if rest.is_empty() || rest.contains('\n') {
        return None;
    }
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (text, behind) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
        pieces.extend(Some(Piece::Text(text)).filter(|_| !text.is_empty()));
        rest = behind;
        if let Some(inside) = rest.strip_prefix('{') {
            let (name, behind) = inside.split_once('}')?;
            let name = name.trim_matches(' ').strip_prefix('$')?;
            pieces.push(Piece::Arg(is_name(name).then_some(name)?));
            rest = behind;
        } else if !rest.is_empty() {
            return None;
        }
    }
    Some(pieces)
}

/// The argument of this name; and whether it is its grouped digits that are wanted, which a number `n` has as
/// `n-shown`.
fn value<'a>(wanted: &str, args: &'a [(&'static str, Arg)]) -> Option<(&'a Arg, bool)> {
    args.iter().rev().find_map(|(name, arg)| match wanted.strip_prefix(name)? {
        "" => Some((arg, false)),
        "-shown" if matches!(arg, Arg::Int(_)) => Some((arg, true)),
        _ => None,
    })
}

/// The messages and terms that a message names: `{ key }`, `{ -term }`.
fn references(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.split('{').skip(1).map(|inside| {
        let inside = inside.trim_start();
        let end = inside.find(|c: char| !is_of_key(c)).unwrap_or(inside.len());
        &inside[..end]
    })
}

/// The key that a line of a catalogue starts with; a term's has its dash.
fn key_of(line: &str) -> Option<&str> {
    let name = line.strip_prefix('-').unwrap_or(line);
    let len = name.bytes().position(|byte| !is_of_key(byte.into()))?;
    let is_key = is_name(&name[..len]) && name[len..].trim_start_matches(' ').starts_with('=');
    is_key.then(|| &line[..line.len() - name.len() + len])
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_of_key)
}

const fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Key, Text};

    /// The whole catalogue in one bundle, as it once was.
    fn whole(sources: &[&str]) -> FluentBundle<FluentResource> {
        let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    fn assert_says_what_the_whole_says(languages: &'static [(&str, &str)], chosen: &str) {
        // What stands last counts: the chosen language, over what the first one says.
        let sources: Vec<_> = languages
            .iter()
            .filter(|(tag, _)| *tag == languages[0].0 || *tag == chosen)
            .map(|(_, source)| *source)
            .collect();
        let (whole, ours) = (whole(&sources), Catalogue::new(languages, chosen));
        let keys = sources.iter().flat_map(|source| source.lines().filter_map(key_of));
        let args = [("n", Arg::Int(2)), ("why", Arg::Text("x".into()))];
        let mut passed = FluentArgs::new();
        passed.set("n", 2);
        passed.set("n-shown", "2");
        passed.set("why", "x");
        for key in keys.filter(|key| !key.starts_with('-')) {
            let plain = format(&whole, key, None);
            assert_eq!(ours.plain(key), plain.1.then_some(plain.0.as_str()), "{key}");
            assert_eq!(
                ours.say_with(&NumberStyle::ENGLISH, key, &args),
                format(&whole, key, Some(&passed)).0,
                "{key}"
            );
        }
    }

    #[test]
    fn a_message_parsed_alone_says_what_it_says_among_all() {
        for (tag, _) in crate::messages::LANGUAGES {
            assert_says_what_the_whole_says(crate::messages::LANGUAGES, tag);
        }
        let nasty = "# a = comment\n-brand = Gänder\n    second\n-case = { $n ->\n   *[a] A\n    [b] B\n}\n\
            one = { -brand } says { two }\ntwo = { -case(n: \"b\") }{\" \"}\n  and\n\n    more\n\
            three={one}\r\nfour   =   trimmed   \n.odd = no message\nfive =\n    .attribute = alone\n\
            six =\n    under\n      it\nseven = { $n ->\n    [one] { one }\n   *[other] { $n-shown }\n}\n\
            eight = a } b\nnine = {{ -brand }}\nten = { ten }\neleven =\ntwelve = # text\n   = more\n\
            thirteen = { four.attribute }\n\tfourteen = tab\nfifteen = { \"{\" } x = y\n\
            put = {$why}{ $n }, {  $n-shown  } of { $none }!\nend = a { $why } \nnot = { $why\nbare = { why }\n\
            dash = { $-why } b\nquoted = \"{ $why }\" # no { $comment }\ntwice = {{ $why }}\nhalf = { $why }}\n\
            empty = {}{ }\nspace = {$ why} c\nstart =    { $why }  x\nback = { $why }\\{ $n }";
        let languages: &'static [(&str, &str)] =
            Box::leak(Box::new([("en", Box::leak(nasty.to_owned().into_boxed_str()) as &str)]));
        assert_says_what_the_whole_says(languages, "en");
        let cut: &'static [(&str, &str)] = Box::leak(
            (0..nasty.len())
                .filter(|at| nasty.is_char_boundary(*at))
                .map(|at| ("en", &*Box::leak(nasty[..at].to_owned().into_boxed_str())))
                .collect(),
        );
        for one in cut.chunks(1) {
            assert_says_what_the_whole_says(one, "en");
        }
    }

    #[test]
    fn what_can_not_be_parsed_is_said_in_the_first_language() {
        let both: &'static [(&str, &str)] = &[("en", "n = so { $n }\n"), ("cs", "n = tak { $n\nm = m\n")];
        let czech = Catalogue::new(both, "cs");
        assert_eq!(czech.say_with(&NumberStyle::ENGLISH, "n", &[("n", Arg::Int(3))]), "so 3");
        assert_eq!(czech.plain("m"), Some("m"));
    }

    #[test]
    fn what_a_language_lacks_is_said_in_the_first() {
        let both: &'static [(&str, &str)] = &[
            ("en", "yes = yes\nn = { $n -> [one] one *[other] many }\n"),
            (
                "cs",
                "n =\n    { $n ->\n        [one] jeden\n        [few] pár\n       *[other] hodně\n    }\n",
            ),
        ];
        let czech = Catalogue::new(both, "cs");
        let n = |n: u64| czech.say_with(&NumberStyle::ENGLISH, "n", &[("n", Arg::Int(n))]);
        assert_eq!((n(1), n(3), n(5)), ("jeden".into(), "pár".into(), "hodně".into()));
        assert_eq!(czech.plain("yes"), Some("yes"));
        assert_eq!(czech.plain("n"), None);
    }

    #[test]
    fn a_message_within_another_is_of_the_same_language() {
        let both: &'static [(&str, &str)] = &[
            ("en", "full = the disk is full\nfailed = not written: { $why }\n"),
            ("cs", "full = disk je plný\nfailed = nezapsáno: { $why }\n"),
        ];
        let failed = Text::new("failed").with("why", Key("full"));
        assert_eq!(
            failed.said_by(&Catalogue::new(both, "cs"), &NumberStyle::ENGLISH),
            "nezapsáno: disk je plný"
        );
        assert_eq!(
            failed.said_by(&Catalogue::new(&both[..1], "en"), &NumberStyle::ENGLISH),
            "not written: the disk is full"
        );
    }
}
