//! The system's own dialogs, each on a thread of its own, because they block.
//!
//! Where there is a portal, `rfd` asks it. Where there is none, it would call zenity without a title and
//! without a folder, so [`zenity`] does that here.

#[cfg(target_os = "linux")]
mod zenity;

use crate::app::path_box::formats::SaveRequest;
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
    fn pick_files(&self, folder: Option<PathBuf>, reply: ReplyTo) {
        let title = say("dialog-open");
        #[cfg(target_os = "linux")]
        if !zenity::has_portal() {
            return Self::ask(reply, move || Some(zenity::pick_files(title, folder.as_deref())));
        }
        let mut dialog = self.ours.clone().set_title(title);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        Self::ask(reply, move || dialog.pick_files().filter(|picked| !picked.is_empty()).map(Reply::Picked));
    }

    fn save_file(&self, request: &SaveRequest, reply: ReplyTo) {
        #[cfg(target_os = "linux")]
        if !zenity::has_portal() {
            let request = request.clone();
            return Self::ask(reply, move || Some(zenity::save_file(&request)));
        }
        let title = request.title.to_string();
        let mut dialog = self.ours.clone().set_title(title).set_file_name(request.name.as_str());
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        for format in &request.formats {
            dialog = dialog.add_filter(format.label.as_str(), &format.endings);
        }
        if request.takes_any {
            dialog = dialog.add_filter(say("dialog-all-files"), &["*"]);
        }
        Self::ask(reply, move || dialog.save_file().map(Reply::SaveTo));
    }
}
