//! The messages of one language, parsed once; those of the first language fill its gaps.

use super::Arg;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::collections::HashMap;
use unic_langid::LanguageIdentifier;

pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Messages that take no arguments, resolved.
    plain: HashMap<String, String>,
}

impl Catalogue {
    /// The messages of `chosen`, over those of the first language. What can't be parsed is left
    /// out and logged.
    pub(super) fn new(languages: &'static [(&str, &str)], chosen: &str) -> Self {
        let tag = chosen.parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around arguments would be copied, searched and measured with them.
        bundle.set_use_isolating(false);
        let first = languages.first().map(|(id, _)| *id);
        let layers = languages.iter().filter(|(id, _)| Some(*id) == first || *id == chosen);
        let mut keys = Vec::new();
        for (id, source) in layers {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, errors)| {
                tracing::error!(id, ?errors, "messages can't be parsed");
                rest
            });
            bundle.add_resource_overriding(resource);
            keys.extend(source.lines().filter_map(key_of));
        }
        let mut all = Self { bundle, plain: HashMap::new() };
        let plain = keys.into_iter().filter_map(|key| Some((key.to_owned(), all.format(key, None)?)));
        all.plain = plain.collect();
        all
    }

    /// A message that takes no arguments.
    pub(super) fn plain(&self, key: &str) -> Option<&str> {
        self.plain.get(key).map(String::as_str)
    }

    /// A message with its arguments; its key, if there is none. An [`Arg::Int`] `n` is also
    /// passed as `n-shown`: the formatted number.
    pub(super) fn say_with(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        let mut passed = FluentArgs::with_capacity(2 * args.len());
        for (name, arg) in args {
            match arg {
                Arg::Int(n) => {
                    passed.set(*name, *n);
                    passed.set(format!("{name}-shown"), super::grouped(*n));
                }
                Arg::Text(text) => passed.set(*name, text.as_ref()),
                Arg::Said(text) => passed.set(*name, text.said_by(self)),
            }
        }
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = message else { return key.to_owned() };
        self.bundle.format_pattern(pattern, Some(&passed), &mut Vec::new()).into_owned()
    }

    /// `None` if there is no such message, or it lacks arguments.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(said)
    }
}

/// The key that a line of a catalogue starts with.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let fits = key.starts_with(|c: char| c.is_ascii_alphabetic());
    (fits && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Key, Text};

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
        let n = |n: u64| czech.say_with("n", &[("n", Arg::Int(n))]);
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
        assert_eq!(failed.said_by(&Catalogue::new(both, "cs")), "nezapsáno: disk je plný");
        assert_eq!(failed.said_by(&Catalogue::new(&both[..1], "en")), "not written: the disk is full");
    }
}
