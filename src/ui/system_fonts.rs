//! The system's fonts, for scripts that the bundled typefaces lack.
//!
//! Listing them takes up to hundreds of milliseconds, and egui waits for it when it meets the
//! first character that it can't draw. So they are listed on a thread of their own from the
//! program's first moment and handed to egui when they are there; until then such a
//! character is an empty box.

use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, bounded};
use egui::FontFamily;
use egui::epaint::text::{FallbackRequest, FontProvider};
use egui_system_font_provider::SystemFontProvider;
use std::sync::Arc;

/// The system's fonts, being listed.
pub(super) struct SystemFonts(Receiver<Arc<SystemFontProvider>>);

impl SystemFonts {
    /// Starts to list them; `None` if the system has no thread to give.
    pub(super) fn start(waker: Waker) -> Option<Self> {
        let (sender, receiver) = bounded(1);
        let list = move || {
            let provider = SystemFontProvider::new();
            // The first query blocks until all are listed.
            let _ = provider.font_for(&FallbackRequest { cluster: "東", family: &FontFamily::Monospace });
            let _ = sender.send(Arc::new(provider));
            waker();
        };
        std::thread::Builder::new().name("gander-fonts".into()).spawn(list).ok()?;
        Some(Self(receiver))
    }

    /// Hands them to egui, once they are there; whether they were.
    pub(super) fn install(&self, ctx: &egui::Context) -> bool {
        let Ok(provider) = self.0.try_recv() else { return false };
        ctx.add_font_provider(provider);
        true
    }
}
