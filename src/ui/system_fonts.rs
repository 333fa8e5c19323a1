//! The system's fonts, for scripts that the bundled typefaces lack.
//!
//! Listing them takes up to hundreds of milliseconds, and egui waits for it when it meets the
//! first character that it can't draw. So they are listed on a thread of their own from the
//! program's first moment and handed to egui when they are there; until then such a
//! character is an empty box. A language of the window that needs such a font gets it right then, for
//! each family, and not at its first letter: punctuation belongs to no script and would not be found.

use super::theme::Faces;
use crate::messages;
use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::FontFamily;
use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;
use std::sync::Arc;
use std::time::Duration;

/// The longest that the first frame waits for the font of its language.
const FIRST_WAIT: Duration = Duration::from_millis(1500);

/// The system's fonts, being listed.
pub(super) struct SystemFonts {
    /// The language that they are listed for.
    language: &'static str,
    receiver: Receiver<Listed>,
    waited_for: Option<Listed>,
}

/// The system's fonts.
pub(super) struct Listed {
    provider: Arc<SystemFontProvider>,
    /// The font of the language in each family.
    faces: Vec<FontInsert>,
}

impl SystemFonts {
    /// Starts to list them, with those first that the language of this tag prefers; `None` if the system
    /// has no thread to give.
    pub(super) fn start(waker: Waker, language: &'static str) -> Option<Self> {
        let (sender, receiver) = bounded(1);
        let list = move || {
            let provider = match letter_of(language) {
                Some(_) => SystemFontProvider::new().with_locale(Some(language)),
                None => SystemFontProvider::new(),
            };
            // The first query blocks until all are listed.
            let _ = provider.font_for(&FallbackRequest { cluster: "東", family: &FontFamily::Monospace });
            let faces = faces_of(&provider, language);
            let _ = sender.send(Listed { provider: Arc::new(provider), faces });
            waker();
        };
        std::thread::Builder::new().name("gander-fonts".into()).spawn(list).ok()?;
        Some(Self { language, receiver, waited_for: None })
    }

    /// Waits for them, if the language that is spoken can't be drawn without: before the first frame.
    pub(super) fn wait_for_language(&mut self) {
        if letter_of(messages::spoken()).is_some() {
            self.waited_for = self.receiver.recv_timeout(FIRST_WAIT).ok();
        }
    }

    /// Hands them to egui, once they are there; whether they have what their language needs. `None` while
    /// they are being listed.
    pub(super) fn install(&mut self, ctx: &egui::Context, faces: &mut Faces) -> Option<bool> {
        let needs_none = letter_of(self.language).is_none();
        let listed = match self.waited_for.take().map_or_else(|| self.receiver.try_recv(), Ok) {
            Ok(listed) => listed,
            Err(TryRecvError::Empty) => return None,
            // What lists fonts ends in a panic where the system has none at all.
            Err(TryRecvError::Disconnected) => return Some(needs_none),
        };
        let is_whole = needs_none || !listed.faces.is_empty();
        faces.language = listed.faces;
        ctx.add_font_provider(listed.provider);
        Some(is_whole)
    }
}

/// A letter of a language that the bundled typefaces lack; they have Latin, Greek and Cyrillic ones.
pub(super) fn letter_of(language: &'static str) -> Option<char> {
    messages::name_of(language).chars().find(|letter| *letter >= '\u{530}')
}

/// The font that draws a language, for each family that lacks it; empty if there is none.
fn faces_of(provider: &impl FontProvider, language: &'static str) -> Vec<FontInsert> {
    let Some(letter) = letter_of(language) else { return Vec::new() };
    let families = [FontFamily::Proportional, FontFamily::Monospace, super::theme::semibold_family()];
    let cluster = letter.to_string();
    let face = |family: &FontFamily| provider.font_for(&FallbackRequest { cluster: &cluster, family });
    families.iter().filter_map(face).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_languages_that_the_bundled_typefaces_lack_need_a_font() {
        assert_eq!(letter_of("en"), None);
        assert_eq!(letter_of("zh-CN"), Some('简'));
    }

    /// A system without fonts.
    struct Nothing;

    impl FontProvider for Nothing {
        fn font_for(&self, _: &FallbackRequest<'_>) -> Option<FontInsert> {
            None
        }
    }

    #[test]
    fn a_system_without_fonts_has_none_for_chinese() {
        assert!(faces_of(&Nothing, "zh-CN").is_empty() && faces_of(&Nothing, "en").is_empty());
    }
}
