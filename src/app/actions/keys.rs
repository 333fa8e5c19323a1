//! Keys with their modifiers, as data.

/// A key with its modifiers, by the name that the toolkit gives it. `ctrl` is ⌘ on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// Its display form: `Ctrl+Shift+O`.
    #[must_use]
    pub fn text(self) -> String {
        let ctrl = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" };
        let key = match self.key {
            "Period" => ".",
            "Comma" => ",",
            "Plus" => "+",
            "Minus" => "−",
            "Backslash" => "\\",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            key => key,
        };
        let alt = if cfg!(target_os = "macos") { "⌥" } else { "Alt+" };
        let held = [(self.ctrl, ctrl), (self.alt, alt), (self.shift, "Shift+")];
        let held = held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name);
        held.chain([key]).collect()
    }
}
