//! Shows a file's folder in the system's file manager.

use crate::app::App;
use crate::messages::Text;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::path::{Path, PathBuf};

/// Folders that could not be shown, each to be said once.
pub(super) struct Folders {
    failed: (Sender<PathBuf>, Receiver<PathBuf>),
}

impl Folders {
    pub(super) fn new() -> Self {
        Self { failed: bounded(8) }
    }

    /// Asks the system, on a thread of its own, to show the folder of a file.
    pub(super) fn show(&self, ctx: &egui::Context, path: &Path) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
        let (failed, ctx) = (self.failed.0.clone(), ctx.clone());
        let show = move || {
            if let Err(error) = open::that_detached(&folder) {
                tracing::warn!(%error, "no file manager");
                // The window may be gone by now, or say so already.
                let _ = failed.try_send(folder);
                ctx.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("gander-folder".into()).spawn(show) {
            tracing::warn!(%error, "no thread for the file manager");
        }
    }

    /// Says which could not be shown.
    pub(super) fn absorb(&self, app: &mut App) {
        for folder in self.failed.1.try_iter() {
            app.toast(Text::new("toast-no-file-manager").with("name", folder.display().to_string()), true);
        }
    }
}
