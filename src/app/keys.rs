//! Keys with their modifiers, as data: how they are displayed, and how settings spell them.

use std::fmt;

/// A key with its modifiers, by the name that the toolkit gives it. `ctrl` is ⌘ on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keys {
    /// With Ctrl, or ⌘.
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt.
    pub alt: bool,
    /// The key's name.
    pub key: &'static str,
}

/// Every key that an action may have, by the names that the toolkit gives them.
pub const NAMES: &[&str] = &[
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "I",
    "J",
    "K",
    "L",
    "M",
    "N",
    "O",
    "P",
    "Q",
    "R",
    "S",
    "T",
    "U",
    "V",
    "W",
    "X",
    "Y",
    "Z",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "F11",
    "F12",
    "F13",
    "F14",
    "F15",
    "F16",
    "F17",
    "F18",
    "F19",
    "F20",
    "F21",
    "F22",
    "F23",
    "F24",
    "Down",
    "Left",
    "Right",
    "Up",
    "Escape",
    "Tab",
    "Backspace",
    "Enter",
    "Space",
    "Insert",
    "Delete",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Colon",
    "Comma",
    "Backslash",
    "Slash",
    "Pipe",
    "Questionmark",
    "Exclamationmark",
    "OpenBracket",
    "CloseBracket",
    "OpenCurlyBracket",
    "CloseCurlyBracket",
    "Backtick",
    "Minus",
    "Period",
    "Plus",
    "Equals",
    "Semicolon",
    "Quote",
];

/// What the toolkit also calls these keys.
const ALIASES: [(&str, &str); 4] =
    [("ArrowDown", "Down"), ("ArrowLeft", "Left"), ("ArrowRight", "Right"), ("ArrowUp", "Up")];

/// What stands on keys that have long names.
const SIGNS: [(&str, &str); 21] = [
    ("Down", "↓"),
    ("Left", "←"),
    ("Right", "→"),
    ("Up", "↑"),
    ("Colon", ":"),
    ("Comma", ","),
    ("Backslash", "\\"),
    ("Slash", "/"),
    ("Pipe", "|"),
    ("Questionmark", "?"),
    ("Exclamationmark", "!"),
    ("OpenBracket", "["),
    ("CloseBracket", "]"),
    ("OpenCurlyBracket", "{"),
    ("CloseCurlyBracket", "}"),
    ("Backtick", "`"),
    ("Minus", "−"),
    ("Period", "."),
    ("Plus", "+"),
    ("Equals", "="),
    ("Semicolon", ";"),
];

impl Keys {
    /// A key alone.
    #[must_use]
    pub const fn key(key: &'static str) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    /// A key with Shift.
    #[must_use]
    pub const fn shift(key: &'static str) -> Self {
        Self { shift: true, ..Self::key(key) }
    }

    /// A key with Ctrl.
    #[must_use]
    pub const fn ctrl(key: &'static str) -> Self {
        Self { ctrl: true, ..Self::key(key) }
    }

    /// A key with Ctrl and Shift.
    #[must_use]
    pub const fn ctrl_shift(key: &'static str) -> Self {
        Self { ctrl: true, ..Self::shift(key) }
    }

    /// A key with Alt.
    #[must_use]
    pub const fn alt(key: &'static str) -> Self {
        Self { alt: true, ..Self::key(key) }
    }

    /// A key with Alt and Shift.
    #[must_use]
    pub const fn alt_shift(key: &'static str) -> Self {
        Self { alt: true, ..Self::shift(key) }
    }

    /// A key with Ctrl and Alt.
    #[must_use]
    pub const fn ctrl_alt(key: &'static str) -> Self {
        Self { ctrl: true, ..Self::alt(key) }
    }

    /// The keys that settings spell as `Ctrl+Shift+O`; `None` for what this program does not know. The
    /// order of modifiers does not matter.
    #[must_use]
    pub fn parse(spelled: &str) -> Option<Self> {
        let (mut keys, mut rest) = (Self::key(""), spelled.trim());
        while let Some((held, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match held.trim() {
                "Ctrl" if !keys.ctrl => keys.ctrl = true,
                "Alt" if !keys.alt => keys.alt = true,
                "Shift" if !keys.shift => keys.shift = true,
                _ => return None,
            }
            rest = after.trim();
        }
        let name = ALIASES.iter().find(|(alias, _)| *alias == rest).map_or(rest, |(_, name)| name);
        keys.key = NAMES.iter().copied().find(|known| *known == name)?;
        Some(keys)
    }

    /// The same keys, named as in [`NAMES`].
    #[must_use]
    pub fn known(self) -> Self {
        let name = ALIASES.iter().find(|(alias, _)| *alias == self.key).map_or(self.key, |(_, name)| name);
        Self { key: name, ..self }
    }

    /// Whether it makes a character where one types.
    #[must_use]
    pub fn types(self) -> bool {
        let makes = self.key.chars().count() == 1
            || self.key == "Space"
            || SIGNS[4..].iter().any(|(name, _)| *name == self.key)
            || self.key == "Quote";
        makes && !self.ctrl && !self.alt
    }

    /// Whether it is a sign that stands with Shift on some keyboards and without it on others.
    #[must_use]
    pub fn is_sign(self) -> bool {
        let signs = ["Colon", "Slash", "Questionmark", "Exclamationmark", "Quote", "OpenCurlyBracket"];
        signs.contains(&self.key) || ["CloseCurlyBracket", "Plus", "Equals"].contains(&self.key)
    }

    /// Its display form: `Ctrl+Shift+O`, or `⇧⌘O` on a Mac.
    #[must_use]
    pub fn text(self) -> String {
        self.text_on(cfg!(target_os = "macos"))
    }

    /// Its display form on a Mac, or elsewhere.
    #[must_use]
    pub fn text_on(self, is_mac: bool) -> String {
        let name = self.known().key;
        let key = SIGNS.iter().find(|(long, _)| *long == name).map_or(name, |(_, sign)| sign);
        let key = if name == "Quote" { "'" } else { key };
        // In the order in which each system writes them.
        let held = match is_mac {
            true => [(self.alt, "⌥"), (self.shift, "⇧"), (self.ctrl, "⌘")],
            false => [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")],
        };
        let held = held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name);
        held.chain([key]).collect()
    }
}

/// As settings spell it, on every system.
impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is_held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            f.write_str(if is_held { name } else { "" })?;
        }
        f.write_str(self.known().key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_settings_spell_is_read_again() {
        for key in NAMES {
            for held in 0..8 {
                let keys = Keys { ctrl: held & 1 > 0, shift: held & 2 > 0, alt: held & 4 > 0, key };
                assert_eq!(Keys::parse(&keys.to_string()), Some(keys));
            }
        }
        assert_eq!(Keys::parse("Shift+Ctrl+ArrowLeft"), Some(Keys::ctrl_shift("Left")));
        for bad in ["", "+", "Ctrl+", "Ctrl+Ctrl+A", "Hyper+A", "a", "Ctrl+Ä", "A+Ctrl", "Ctrl++"] {
            assert_eq!(Keys::parse(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_settings_spell_is_keys_or_nothing(spelled in "(Ctrl|Alt|Shift|\\+| |[A-Z]|F1|é|\\PC){0,6}") {
            if let Some(keys) = Keys::parse(&spelled) {
                proptest::prop_assert_eq!(Keys::parse(&keys.to_string()), Some(keys));
                proptest::prop_assert!(!keys.text_on(true).is_empty() && NAMES.contains(&keys.key));
            }
        }
    }

    #[test]
    fn keys_are_written_as_the_system_writes_them() {
        let keys = Keys::ctrl_shift("O");
        assert_eq!((keys.text_on(false), keys.text_on(true)), ("Ctrl+Shift+O".into(), "⇧⌘O".into()));
        assert_eq!(Keys::alt("ArrowLeft").text_on(true), "⌥←");
        assert_eq!(Keys::ctrl_alt("OpenBracket").text_on(false), "Ctrl+Alt+[");
    }

    #[test]
    fn only_keys_without_ctrl_and_alt_make_characters() {
        assert!(Keys::key("N").types() && Keys::shift("G").types() && Keys::key("Slash").types());
        assert!(!Keys::ctrl("N").types() && !Keys::key("F3").types() && !Keys::key("Left").types());
    }
}
