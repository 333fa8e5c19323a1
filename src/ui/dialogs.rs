//! The system's own dialogs, each on a thread of its own, because they block.

use crate::app::tasks::{Dialogs, Reply, ReplyTo};
use crate::messages::say;
use rfd::FileDialog;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// An empty answer sooner than this means that there is no dialog.
const TOO_QUICK: Duration = Duration::from_millis(300);

/// The system's own dialogs.
pub struct NativeDialogs {
    /// A dialog that belongs to our window.
    ours: FileDialog,
}

impl NativeDialogs {
    pub(super) fn of(cc: &eframe::CreationContext<'_>) -> Self {
        Self { ours: FileDialog::new().set_parent(cc) }
    }

    fn ask(reply: ReplyTo, ask: impl FnOnce() -> Option<Reply> + Send + 'static) {
        let asking = move || {
            let began = Instant::now();
            let answer = ask();
            let otherwise = if began.elapsed() < TOO_QUICK { Reply::NoDialog } else { Reply::Nothing };
            reply.send(answer.unwrap_or(otherwise));
        };
        if let Err(error) = std::thread::Builder::new().name("gander-dialog".into()).spawn(asking) {
            tracing::warn!(%error, "no dialog");
        }
    }
}

impl Dialogs for NativeDialogs {
    fn pick_files(&self, reply: ReplyTo) {
        let dialog = self.ours.clone().set_title(say("dialog-open"));
        Self::ask(reply, move || dialog.pick_files().map(Reply::Picked));
    }

    fn save_file(&self, name: &str, folder: Option<PathBuf>, reply: ReplyTo) {
        let mut dialog = self.ours.clone().set_title(say("dialog-export")).set_file_name(name);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        for writer in crate::summary::WRITERS {
            dialog = dialog.add_filter(writer.label(), &[writer.extension()]);
        }
        Self::ask(reply, move || dialog.save_file().map(Reply::SaveTo));
    }

    fn save_bytes(&self, title: &'static str, name: &str, folder: Option<PathBuf>, reply: ReplyTo) {
        let mut dialog = self.ours.clone().set_title(title).set_file_name(name);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        Self::ask(reply, move || dialog.save_file().map(Reply::SaveTo));
    }
}
