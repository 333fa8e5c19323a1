//! Every displayed sentence, by key.
//!
//! A language is one file of Fluent messages (<https://projectfluent.org>) and its line in
//! [`LANGUAGES`]; plural forms are the file's own. Code names a message: [`say`] gives one
//! without arguments, [`say_with`] one with them, [`Text`] is one kept as data until it is
//! shown, and [`Name`] calls by name what code knows by an id. A message that a language lacks is
//! said in English, and a key without any message shows itself: nothing here panics.
//!
//! The window speaks a person's language; exports, logs, the command line and the `Display` of
//! errors always speak English, by the same messages ([`say_english`], [`Text::in_english`],
//! [`Name::in_english`]). What the command line alone says is not here.
//!
//! Cost: messages without arguments are resolved once, so [`say`] is a look-up in a map; the
//! others take a few microseconds each time.

mod catalogue;
mod digits;
mod name;
mod text;

pub use digits::grouped;
pub(crate) use digits::{group, offset};
pub use name::Name;
pub use text::{Arg, Key, Text};

use catalogue::Catalogue;
use std::sync::OnceLock;

/// Every language: its tag and its messages. The first is complete and is the fallback of the others.
pub static LANGUAGES: &[(&str, &str)] = &[("en", include_str!("../../assets/messages/en.ftl"))];

/// The messages of the window's language.
fn catalogue() -> &'static Catalogue {
    static OTHER: OnceLock<Option<Catalogue>> = OnceLock::new();
    let other = || {
        let language = best(sys_locale::get_locales());
        (language != LANGUAGES[0].0).then(|| Catalogue::new(LANGUAGES, language))
    };
    OTHER.get_or_init(other).as_ref().unwrap_or_else(|| english())
}

/// The messages of the first language.
fn english() -> &'static Catalogue {
    static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
    ENGLISH.get_or_init(|| Catalogue::new(&LANGUAGES[..1], LANGUAGES[0].0))
}

/// The tag of the first preferred language that is available; else of the first available one.
fn best(mut wanted: impl Iterator<Item = String>) -> &'static str {
    let tags = || LANGUAGES.iter().map(|(tag, _)| *tag);
    let has = |locale: String| {
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
        tags().find(|tag| *tag == locale).or_else(|| tags().find(|tag| *tag == language))
    };
    wanted.find_map(has).or_else(|| tags().next()).unwrap_or("en")
}

/// The message of this key, which takes no arguments.
#[must_use]
pub fn say(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The same in English, as exports and the command line write it.
#[must_use]
pub fn say_english(key: &'static str) -> &'static str {
    english().plain(key).unwrap_or(key)
}

/// The message of this key with its arguments.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "arguments are made where they are passed")]
pub fn say_with<const N: usize>(key: &'static str, args: [(&'static str, Arg); N]) -> String {
    catalogue().say_with(key, &args)
}

/// The message of a key that is made while the program runs, if there is one without arguments.
#[must_use]
pub fn find(key: &str) -> Option<&'static str> {
    catalogue().plain(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(say("no-such-key"), "no-such-key");
        assert_eq!(say_with("no-such-key", [("n", Arg::Int(1))]), "no-such-key");
        assert_eq!(Text::new("no-such-key").to_string(), "no-such-key");
        assert_eq!(find("no-such-key"), None);
    }

    #[test]
    fn an_error_of_the_system_keeps_the_message_that_was_put_into_it() {
        let own = Text::new("fault-changed");
        let error = std::io::Error::other(own.clone());
        assert_eq!(Text::of_io(&error), own);
        let error = std::io::Error::other("its own words");
        assert_eq!(Text::of_io(&error).in_english(), "its own words");
    }

    #[test]
    fn the_language_is_the_first_wanted_that_there_is() {
        for wanted in [&["en-GB"][..], &["xx-YY", "en_US.UTF-8"], &["C"], &[""], &[]] {
            assert_eq!(best(wanted.iter().map(|&tag| tag.to_owned())), "en", "{wanted:?}");
        }
        for (tag, _) in LANGUAGES {
            assert_eq!(best([format!("{tag}-ZZ")].into_iter()), *tag);
        }
    }

    #[test]
    fn plurals_are_chosen_by_the_number_and_show_it_grouped() {
        let n_lines = |n: u64| say_with("count-lines", [("n", n.into())]);
        assert_eq!(n_lines(0), "0 lines");
        assert_eq!(n_lines(1), "1 line");
        assert_eq!(n_lines(1_234_567), "1,234,567 lines");
        assert_eq!(n_lines(u64::MAX), "18,446,744,073,709,551,615 lines");
    }

    #[test]
    fn arguments_are_shown_as_they_are() {
        let said = Text::new("verbatim").with("text", "{ $n } “\u{2067}x” \n");
        assert_eq!(said.to_string(), "{ $n } “\u{2067}x” \n");
        assert_eq!(Text::verbatim("a").to_string(), "a");
    }
}
