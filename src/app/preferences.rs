//! The settings, described: what the window of settings is made of.
//!
//! A [`Setting`] has a key, by which its name (`setting-<key>`) and its help (`setting-<key>-does`) are found, a
//! section, and how it is read from [`Settings`] and written into them. A setting that people
//! change is described here; its row, its filter and its reset are made of that.

use super::App;
use super::settings::{Settings, StripColours, ThemeChoice};
use crate::messages;
use crate::search::PatternKind;
use crate::view::hex::{Base, ByteColours, CharColumn, PAGES, RowLength};

/// A part of the window of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// How the window looks.
    Look,
    /// How text is shown.
    Text,
    /// How bytes are shown.
    Bytes,
    /// Searching.
    Search,
    /// What is kept of files.
    Files,
    /// The keyboard.
    Keys,
}

impl Section {
    /// All, in display order.
    pub const ALL: [Self; 6] = [Self::Look, Self::Text, Self::Bytes, Self::Search, Self::Files, Self::Keys];

    /// The message of its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Look => "settings-look",
            Self::Text => "view-text",
            Self::Bytes => "menu-bytes",
            Self::Search => "menu-search",
            Self::Files => "settings-files",
            Self::Keys => "settings-keys",
        }
    }
}

/// A value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Bool(bool),
    /// The number of a choice.
    Choice(usize),
    /// A number.
    Number(u64),
}

/// What a setting's values are.
#[derive(Clone, Copy)]
pub enum Kind {
    /// On or off.
    Bool,
    /// One of several; the messages of their names.
    Choice(&'static [&'static str]),
    /// A number between two, both included.
    Number(u64, u64),
}

/// A setting.
pub struct Setting {
    /// By which messages name it.
    pub key: &'static str,
    /// Where it stands.
    pub section: Section,
    /// What its values are.
    pub kind: Kind,
    get: fn(&Settings) -> Value,
    set: fn(&mut Settings, Value),
}

impl Setting {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        messages::find(&format!("setting-{}", self.key)).unwrap_or(self.key)
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        messages::find(&format!("setting-{}-does", self.key)).unwrap_or_default()
    }

    /// Its value; `None` if it is none that this program offers.
    #[must_use]
    pub fn value(&self, settings: &Settings) -> Value {
        (self.get)(settings)
    }

    /// Its value where nothing was changed.
    #[must_use]
    pub fn default(&self) -> Value {
        self.value(&Settings::default())
    }

    /// Whether it was changed.
    #[must_use]
    pub fn is_changed(&self, settings: &Settings) -> bool {
        self.value(settings) != self.default()
    }
}

/// One that is on or off.
macro_rules! toggle {
    ($key:literal, $section:ident, $($field:ident).+) => {
        Setting {
            key: $key,
            section: Section::$section,
            kind: Kind::Bool,
            get: |settings| Value::Bool(settings.$($field).+),
            set: |settings, value| {
                if let Value::Bool(value) = value {
                    settings.$($field).+ = value;
                }
            },
        }
    };
}

/// One of several values, each with the message of its name.
macro_rules! choice {
    ($key:literal, $section:ident, $($field:ident).+, [$($name:literal = $value:expr),+ $(,)?]) => {
        Setting {
            key: $key,
            section: Section::$section,
            kind: Kind::Choice(&[$($name),+]),
            get: |settings| {
                let all = [$($value),+];
                // What is none of these was set elsewhere: no choice is lit.
                Value::Choice(all.iter().position(|one| *one == settings.$($field).+).unwrap_or(usize::MAX))
            },
            set: |settings, value| {
                if let Value::Choice(nr) = value
                    && let Some(value) = [$($value),+].get(nr)
                {
                    settings.$($field).+ = *value;
                }
            },
        }
    };
}

/// The most that the index cache may be given, in MiB: 64 GiB.
const MOST_CACHE: u64 = 64 << 10;

/// Every setting that people change, in display order.
pub static ALL: &[Setting] = &[
    choice!(
        "theme",
        Look,
        theme,
        [
            "setting-theme-system" = ThemeChoice::System,
            "action-theme-dark" = ThemeChoice::Dark,
            "action-theme-light" = ThemeChoice::Light,
            "action-theme-contrast" = ThemeChoice::Contrast,
        ]
    ),
    choice!(
        "strip",
        Look,
        strip,
        [
            "setting-strip-lines" = StripColours::Lines,
            "setting-strip-class" = StripColours::Class,
            "setting-strip-entropy" = StripColours::Entropy,
        ]
    ),
    toggle!("wrap", Text, wrap),
    Setting {
        key: "tab",
        section: Section::Text,
        kind: Kind::Number(1, 16),
        get: |settings| Value::Number(settings.tab.clamp(1, 16).into()),
        set: |settings, value| {
            if let Value::Number(n) = value {
                settings.tab = u8::try_from(n.clamp(1, 16)).unwrap_or(8);
            }
        },
    },
    toggle!("eol", Text, line_ends),
    toggle!("ansi", Text, ansi),
    choice!(
        "row",
        Bytes,
        bytes.row,
        [
            "setting-row-round" = RowLength::Round,
            "setting-row-fill" = RowLength::Fill,
            "setting-row-8" = RowLength::Fixed(8),
            "setting-row-16" = RowLength::Fixed(16),
            "setting-row-32" = RowLength::Fixed(32),
            "setting-row-64" = RowLength::Fixed(64),
        ]
    ),
    choice!(
        "group",
        Bytes,
        bytes.group,
        ["setting-group-1" = 1, "setting-group-2" = 2, "setting-group-4" = 4, "setting-group-8" = 8,]
    ),
    toggle!("little-endian", Bytes, bytes.is_little_endian),
    choice!(
        "digits",
        Bytes,
        bytes.base,
        [
            "setting-digits-hex" = Base::Hex,
            "setting-digits-decimal" = Base::Decimal,
            "setting-digits-octal" = Base::Octal,
            "setting-digits-binary" = Base::Binary,
        ]
    ),
    choice!(
        "chars",
        Bytes,
        bytes.chars,
        [
            "setting-chars-ascii" = CharColumn::Ascii,
            "setting-chars-file" = CharColumn::OfFile,
            "setting-chars-off" = CharColumn::Off,
        ]
    ),
    toggle!("decimal-offsets", Bytes, bytes.has_decimal_offsets),
    choice!(
        "colours",
        Bytes,
        bytes.colours,
        [
            "setting-colours-class" = ByteColours::Class,
            "setting-colours-value" = ByteColours::Value,
            "setting-colours-none" = ByteColours::Plain,
        ]
    ),
    choice!(
        "pages",
        Bytes,
        bytes.page,
        [
            "setting-pages-off" = 0,
            "setting-pages-512" = PAGES[0],
            "setting-pages-4096" = PAGES[1],
            "setting-pages-64k" = PAGES[2],
            "setting-pages-2m" = PAGES[3],
        ]
    ),
    toggle!("big-endian", Bytes, big_endian),
    choice!(
        "pattern",
        Search,
        search.kind,
        [
            "setting-pattern-text" = PatternKind::Fixed,
            "setting-pattern-regex" = PatternKind::Regex,
            "setting-pattern-hex" = PatternKind::Hex,
        ]
    ),
    toggle!("ignore-case", Search, search.ignore_case),
    toggle!("whole-word", Search, search.whole_word),
    toggle!("restores", Files, restores_session),
    Setting {
        key: "index-cache",
        section: Section::Files,
        kind: Kind::Number(0, MOST_CACHE),
        get: |settings| Value::Number(u64::from(settings.index_cache_mib).min(MOST_CACHE)),
        set: |settings, value| {
            if let Value::Number(n) = value
                && let Ok(mib) = u32::try_from(n.min(MOST_CACHE))
            {
                settings.index_cache_mib = mib;
            }
        },
    },
    toggle!("letters", Keys, keys.letters),
];

/// The setting of this key.
#[must_use]
pub fn named(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key)
}

impl App {
    /// Changes a setting; what is shown changes with it.
    pub(super) fn set_setting(&mut self, key: &str, value: Value) {
        if let Some(setting) = named(key) {
            (setting.set)(&mut self.settings, value);
            self.learn_keys();
            self.lay_out();
        }
    }

    /// Gives a setting its default; without a key, all of them.
    pub(super) fn reset_settings(&mut self, key: Option<&str>) {
        for setting in ALL.iter().filter(|setting| key.is_none_or(|key| setting.key == key)) {
            self.set_setting(setting.key, setting.default());
        }
    }

    /// Shows the settings, or the part with the keys; hides them if that is shown.
    pub(super) fn show_settings(&mut self, keys: bool) {
        use super::msg::Overlay;
        self.toggle(if keys { Overlay::Keyboard } else { Overlay::Settings });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(setting: &Setting) -> Vec<Value> {
        match setting.kind {
            Kind::Bool => vec![Value::Bool(false), Value::Bool(true)],
            Kind::Choice(names) => (0..names.len()).map(Value::Choice).collect(),
            Kind::Number(from, to) => {
                assert!(matches!(setting.default(), Value::Number(n) if (from..=to).contains(&n)));
                [from, from + 1, from.midpoint(to), to].map(Value::Number).into_iter().collect()
            }
        }
    }

    #[test]
    fn every_value_of_every_setting_is_written_and_read_again_and_changes_nothing_else() {
        for setting in ALL {
            let is_number = matches!(setting.kind, Kind::Number(..));
            assert!(is_number || values(setting).contains(&setting.default()), "{}", setting.key);
            for value in values(setting) {
                let mut settings = Settings::default();
                (setting.set)(&mut settings, value);
                assert_eq!(setting.value(&settings), value, "{}", setting.key);
                for other in ALL.iter().filter(|other| other.key != setting.key) {
                    assert!(!other.is_changed(&settings), "{} changes {}", setting.key, other.key);
                }
                (setting.set)(&mut settings, setting.default());
                let json = |settings: &Settings| serde_json::to_string(settings).expect("it has JSON");
                assert_eq!(json(&settings), json(&Settings::default()), "{}", setting.key);
            }
        }
    }

    #[test]
    fn every_setting_has_a_name_a_help_line_and_names_for_its_choices() {
        for (nr, setting) in ALL.iter().enumerate() {
            assert!(setting.name() != setting.key && setting.help().ends_with('.'), "{}", setting.key);
            assert!(ALL[nr + 1..].iter().all(|other| other.key != setting.key), "{}", setting.key);
            if let Kind::Choice(names) = setting.kind {
                assert!(names.iter().all(|name| messages::find(name).is_some()), "{}", setting.key);
            }
        }
    }

    #[test]
    fn a_value_of_another_kind_changes_nothing() {
        for setting in ALL {
            for value in [Value::Bool(true), Value::Choice(99), Value::Number(3)] {
                let mut settings = Settings::default();
                (setting.set)(&mut settings, value);
                assert!(
                    setting.value(&settings) == value || !setting.is_changed(&settings),
                    "{}",
                    setting.key
                );
            }
        }
    }
}
