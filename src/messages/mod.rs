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
//! Cost: messages without arguments are resolved once, so [`say`] is a look-up in a map; those
//! that only put arguments in are put together, the others take a few microseconds each time.

mod catalogue;
mod digits;
mod name;
mod numbers;
mod text;

pub use digits::grouped;
pub(crate) use digits::{group, offset};
pub use name::Name;
pub use numbers::{NumberStyle, of_window as number_style, set_number_style};
pub use text::{Arg, Key, Text};

use catalogue::Catalogue;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every language: its tag and its messages, of which `language-name` is what it calls itself. The
/// first is complete and is the fallback of the others.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/messages/en.ftl")),
    ("zh-CN", include_str!("../../assets/messages/zh-CN.ftl")),
];

/// The place in [`LANGUAGES`] of the window's language. English, until a window speaks: the command
/// line always does.
static SPOKEN: AtomicUsize = AtomicUsize::new(0);

/// Lets the window speak the language of this tag from now on; the system's, if it is `None` or not
/// there. The tag of the language. Messages that were said already don't change.
pub fn speak(tag: Option<&str>) -> &'static str {
    let place = tag.and_then(place_of).unwrap_or_else(of_system);
    SPOKEN.store(place, Ordering::Relaxed);
    LANGUAGES[place].0
}

/// The tag of the window's language.
#[must_use]
pub fn spoken() -> &'static str {
    LANGUAGES[spoken_place()].0
}

/// What the language of this tag calls itself; its tag, if it is not there.
#[must_use]
pub fn name_of(tag: &'static str) -> &'static str {
    find_in(tag, "language-name").unwrap_or(tag)
}

/// The packages with a font for the language of this tag, as it names them itself.
#[must_use]
pub fn font_packages(tag: &str) -> &'static str {
    find_in(tag, "language-fonts").unwrap_or_default()
}

fn place_of(tag: &str) -> Option<usize> {
    LANGUAGES.iter().position(|(one, _)| *one == tag)
}

fn spoken_place() -> usize {
    SPOKEN.load(Ordering::Relaxed)
}

/// The place of the language that the system asks for.
fn of_system() -> usize {
    static PLACE: OnceLock<usize> = OnceLock::new();
    *PLACE.get_or_init(|| place_of(best(sys_locale::get_locales())).unwrap_or_default())
}

/// The messages of a language.
fn of(place: usize) -> &'static Catalogue {
    static ALL: [OnceLock<Catalogue>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    ALL[place].get_or_init(|| Catalogue::new(LANGUAGES, LANGUAGES[place].0))
}

/// The messages of the window's language.
fn catalogue() -> &'static Catalogue {
    of(spoken_place())
}

/// The messages of the first language.
fn english() -> &'static Catalogue {
    of(0)
}

/// The tag of the first preferred language that is available; else of the first available one.
fn best(mut wanted: impl Iterator<Item = String>) -> &'static str {
    let tags = || LANGUAGES.iter().map(|(tag, _)| *tag);
    let language = |tag: &str| tag.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
    let has = |locale: String| {
        let is_of =
            |tag: &&str| language(tag) == language(&locale) && is_traditional(tag) == is_traditional(&locale);
        tags().find(|tag| *tag == locale).or_else(|| tags().find(is_of))
    };
    wanted.find_map(has).or_else(|| tags().next()).unwrap_or("en")
}

/// Whether a locale is written in traditional Chinese characters, which is a language of its own to
/// readers of simplified ones.
fn is_traditional(locale: &str) -> bool {
    locale.split(['-', '_', '.']).any(|part| ["hant", "tw", "hk", "mo"].contains(&&*part.to_lowercase()))
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
    catalogue().say_with(numbers::of_window(), key, &args)
}

/// The message of a key that is made while the program runs, if there is one without arguments.
#[must_use]
pub fn find(key: &str) -> Option<&'static str> {
    catalogue().plain(key)
}

/// The same in the language of this tag, which it may say of itself alone.
#[must_use]
pub fn find_in(tag: &str, key: &str) -> Option<&'static str> {
    place_of(tag).and_then(|place| of(place).plain(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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
        for wanted in ["zh", "zh-CN", "zh_CN.UTF-8", "zh-Hans-SG", "zh-SG"] {
            assert_eq!(best([wanted.to_owned()].into_iter()), "zh-CN", "{wanted}");
        }
        for wanted in ["zh-TW", "zh-Hant-HK", "zh_MO.UTF-8", "ja"] {
            assert_eq!(best([wanted.to_owned()].into_iter()), "en", "{wanted}");
        }
    }

    #[test]
    fn every_language_says_what_it_is_called_and_falls_back_to_english() {
        assert_eq!(["en", "zh-CN"].map(name_of), ["English", "简体中文"]);
        let names: BTreeSet<_> = LANGUAGES.iter().map(|(tag, _)| name_of(tag)).collect();
        assert_eq!(names.len(), LANGUAGES.len());
        assert!(LANGUAGES.iter().all(|(tag, _)| !names.contains(tag)));
        assert_eq!(name_of("xx"), "xx");
        let chinese = of(1);
        assert_eq!(chinese.plain("tab-close"), Some("关闭标签页"));
        let lines = |n| chinese.say_with(&NumberStyle::ENGLISH, "count-lines", &[("n", Arg::Int(n))]);
        assert_eq!((lines(1), lines(1234)), ("1 行".into(), "1,234 行".into()));
    }

    #[test]
    fn exports_write_sizes_and_counts_in_english_whatever_the_window_does() {
        let german = NumberStyle { group: '.', decimal: ',', ..NumberStyle::ENGLISH };
        let size = Text::new("verbatim").with("text", Arg::Figure(1.5, "GiB"));
        assert_eq!(size.said_by(english(), &german), "1,50 GiB");
        assert_eq!(size.in_english(), "1.50 GiB");
        let within = Text::new("fault-cut").with("size", size);
        assert_eq!(within.said_by(of(1), &german), "文件被截断为 1,50 GiB");
        let bits = Text::new("headline-entropy").with("bits", Arg::Figure(7.251, ""));
        assert_eq!(bits.said_by(english(), &german), "7,25 bits a byte");
        let lines = Text::new("count-lines").with("n", 1234_u64);
        assert_eq!(
            (lines.said_by(english(), &german).as_ref(), &*lines.in_english()),
            ("1.234 lines", "1,234 lines")
        );
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
