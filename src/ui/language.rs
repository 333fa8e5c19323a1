//! The language of the window: the one that was chosen, if the system has a font for it.
//!
//! A change takes effect at once. Where no font has the letters of a language, the window speaks
//! English and says which package brings one; the choice is kept for the day it is there.

use super::system_fonts::SystemFonts;
use super::theme::Faces;
use crate::app::App;
use crate::messages::{self, Text};
use crate::source::reader::Waker;

/// What the window speaks, and the fonts for it.
pub(super) struct Language {
    /// As the settings had it last.
    chosen: Option<String>,
    /// The fonts that are being listed.
    fonts: Option<SystemFonts>,
    /// Wakes the window; `None` where the system's fonts are not asked for.
    waker: Option<Waker>,
    /// Whether it speaks at all. One of many windows that others draw, as tests do, leaves the language
    /// of their process alone, unless it was made with one.
    speaks: bool,
}

impl Language {
    /// Speaks what was chosen, if anything was.
    pub(super) fn new(chosen: Option<&str>) -> Self {
        if chosen.is_some() {
            messages::speak(chosen);
        }
        Self { chosen: chosen.map(str::to_owned), fonts: None, waker: None, speaks: chosen.is_some() }
    }

    /// Takes the fonts that are being listed since the program started. Waits for them, if the language
    /// can't be drawn without.
    pub(super) fn adopt(&mut self, fonts: Option<SystemFonts>, waker: Waker) {
        self.fonts = fonts;
        (self.waker, self.speaks) = (Some(waker), true);
        self.fonts.iter_mut().for_each(SystemFonts::wait_for_language);
    }

    /// Takes in the fonts that have come, and a choice that was made; whether anything changed.
    pub(super) fn update(&mut self, ctx: &egui::Context, app: &mut App, faces: &mut Faces) -> bool {
        let mut has_changed = false;
        if self.speaks && app.settings().language != self.chosen {
            self.chosen.clone_from(&app.settings().language);
            let spoken = messages::speak(self.chosen.as_deref());
            self.fonts = self.waker.clone().and_then(|waker| SystemFonts::start(waker, spoken));
            has_changed = true;
        }
        if let Some(is_whole) = self.fonts.as_mut().and_then(|fonts| fonts.install(ctx, faces)) {
            self.fonts = None;
            has_changed = true;
            if !is_whole {
                say_what_is_missing(app);
            }
        }
        has_changed
    }
}

/// Goes over to English, and says which package has the font of the language before.
fn say_what_is_missing(app: &mut App) {
    let lacking = messages::spoken();
    let packages = messages::font_packages(lacking);
    messages::speak(Some("en"));
    let said = Text::new("language-no-font").with("language", lacking).with("packages", packages);
    tracing::warn!(language = lacking, "no font has the letters of the language");
    app.toast(said, true);
}
