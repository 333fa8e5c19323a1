//! What the system wishes of programs: light or dark, and high contrast.
//!
//! On Linux the desktop portal says so (`org.freedesktop.appearance`), and tells when it changes; the
//! toolkit does not ask there. It is asked on a thread of its own, which then waits for changes and costs
//! nothing. Elsewhere the toolkit knows light from dark, and high contrast is chosen in the program.

use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, bounded};

/// What the system wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    /// Whether dark; `None` if it does not say.
    pub dark: Option<bool>,
    /// Whether colours are to be told apart easily.
    pub high_contrast: bool,
}

impl Wishes {
    /// Takes in one value of the portal's `org.freedesktop.appearance`.
    #[cfg(any(target_os = "linux", test))]
    fn note(&mut self, key: &str, value: u32) {
        match (key, value) {
            ("color-scheme", 1) => self.dark = Some(true),
            ("color-scheme", 2) => self.dark = Some(false),
            ("color-scheme", _) => self.dark = None,
            ("contrast", value) => self.high_contrast = value == 1,
            _ => {}
        }
    }
}

/// The system's wishes, as they come.
pub(super) struct SystemWishes {
    receiver: Receiver<Wishes>,
    /// The last that came.
    pub now: Wishes,
}

impl SystemWishes {
    /// Asks the system; the answer wakes the window.
    pub(super) fn ask(waker: Waker) -> Self {
        let (sender, receiver) = bounded(64);
        let tell = move |wishes| {
            let is_heard = sender.send(wishes).is_ok();
            waker();
            is_heard
        };
        follow(tell);
        Self { receiver, now: Wishes::default() }
    }

    /// Takes in what has come.
    pub(super) fn absorb(&mut self) {
        if let Some(last) = self.receiver.try_iter().last() {
            self.now = last;
        }
    }
}

/// Calls `tell` with what the system wishes, now and whenever that changes, until it says false.
#[cfg(target_os = "linux")]
fn follow(tell: impl Fn(Wishes) -> bool + Send + 'static) {
    let work = move || {
        if let Err(why) = portal::follow(tell) {
            tracing::info!("the desktop does not say how it wishes programs to look: {why}");
        }
    };
    let _ = std::thread::Builder::new().name("gander-wishes".into()).spawn(work);
}

#[cfg(not(target_os = "linux"))]
fn follow(_: impl Fn(Wishes) -> bool + Send + 'static) {}

#[cfg(target_os = "linux")]
mod portal {
    use super::Wishes;
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::{OwnedValue, Value};

    const NAMESPACE: &str = "org.freedesktop.appearance";

    pub(super) fn follow(tell: impl Fn(Wishes) -> bool) -> zbus::Result<()> {
        let connection = Connection::session()?;
        let portal = Proxy::new(
            &connection,
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
        )?;
        let changes = portal.receive_signal("SettingChanged")?;
        let mut wishes = Wishes::default();
        for key in ["color-scheme", "contrast"] {
            // Older portals have one more layer around the value, and not every key.
            if let Ok(value) = portal.call::<_, _, OwnedValue>("Read", &(NAMESPACE, key)) {
                number(&value).into_iter().for_each(|value| wishes.note(key, value));
            }
        }
        if !tell(wishes) {
            return Ok(());
        }
        for change in changes {
            let Ok((namespace, key, value)) = change.body().deserialize::<(String, String, OwnedValue)>()
            else {
                continue;
            };
            if namespace != NAMESPACE {
                continue;
            }
            number(&value).into_iter().for_each(|value| wishes.note(&key, value));
            if !tell(wishes) {
                break;
            }
        }
        Ok(())
    }

    fn number(value: &Value<'_>) -> Option<u32> {
        match value {
            Value::U32(n) => Some(*n),
            Value::Value(inner) => number(inner),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_what_the_portal_last_said() {
        let mut wishes = Wishes::default();
        for (key, value, expected) in [
            ("color-scheme", 1, (Some(true), false)),
            ("contrast", 1, (Some(true), true)),
            ("color-scheme", 2, (Some(false), true)),
            ("accent-color", 1, (Some(false), true)),
            ("color-scheme", 7, (None, true)),
            ("contrast", 0, (None, false)),
        ] {
            wishes.note(key, value);
            assert_eq!((wishes.dark, wishes.high_contrast), expected, "{key} {value}");
        }
    }
}
