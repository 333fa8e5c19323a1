//! File system notifications for one path: content written, or a directory entry changed.
//!
//! They only bring the next poll forward. Every file is polled twice a second anyway: some file
//! systems send no notifications, or not all (networks, FUSE, writes through a map), and the
//! system's number of watches is limited. Without the feature `window` there are none.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::path::Path;

/// The kind of change.
#[cfg(feature = "window")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// Content: written or truncated.
    Bytes,
    /// A directory entry: created, removed or renamed.
    Name,
}

/// A subscription to notifications about one path; dropping it ends it.
pub(super) struct Notices {
    /// Capacity 1: notifications coalesce until the receiver takes one.
    pub(super) bytes: Receiver<()>,
    pub(super) names: Receiver<()>,
    #[cfg(feature = "window")]
    _watcher: Option<notify::RecommendedWatcher>,
    /// Keeps the channels connected when there is no watcher.
    _senders: [Sender<()>; 2],
}

impl Notices {
    /// Subscribes to changes of `path` and, if it is a symbolic link, of its target.
    ///
    /// Watches the parent folders, because renames are reported there.
    pub(super) fn of(path: Option<&Path>) -> Self {
        let (wrote, bytes) = bounded(1);
        let (renamed, names) = bounded(1);
        let senders = [wrote, renamed];
        #[cfg(not(feature = "window"))]
        let _ = path;
        Self {
            bytes,
            names,
            #[cfg(feature = "window")]
            _watcher: path.and_then(|path| watcher::watch(path, senders.clone())),
            _senders: senders,
        }
    }
}

#[cfg(feature = "window")]
mod watcher {
    use super::Notice;
    use crossbeam_channel::Sender;
    use notify::{EventKind, RecursiveMode, Watcher, event};
    use std::ffi::OsString;
    use std::path::Path;

    pub(super) fn watch(
        path: &Path,
        [wrote, renamed]: [Sender<()>; 2],
    ) -> Option<notify::RecommendedWatcher> {
        // A link's target may be written to, and the link itself may be replaced.
        let target = std::fs::canonicalize(path).ok();
        let places: Vec<&Path> = std::iter::once(path).chain(target.as_deref()).collect();
        let ours: Vec<OsString> =
            places.iter().filter_map(|path| path.file_name()).map(OsString::from).collect();
        let on_event = move |event: notify::Result<notify::Event>| {
            let sender = match event.ok().and_then(|event| what(&event, &ours)) {
                Some(Notice::Bytes) => &wrote,
                Some(Notice::Name) => &renamed,
                None => return,
            };
            // Full: a notification is already pending.
            let _ = sender.try_send(());
        };
        let mut watcher = notify::recommended_watcher(on_event).ok()?;
        let mut folders: Vec<&Path> = places.iter().filter_map(|path| path.parent()).collect();
        folders.dedup();
        let n_watched = folders
            .into_iter()
            .filter(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok())
            .count();
        (n_watched > 0).then_some(watcher)
    }

    /// Classifies an event for a file with one of these names.
    fn what(event: &notify::Event, ours: &[OsString]) -> Option<Notice> {
        let is_ours = event.need_rescan()
            || event
                .paths
                .iter()
                .filter_map(|path| path.file_name())
                .any(|name| ours.iter().any(|our| our == name));
        match event.kind {
            _ if !is_ours => None,
            // Reads, our own included, change nothing.
            EventKind::Access(_) => None,
            EventKind::Create(_) | EventKind::Remove(_) => Some(Notice::Name),
            EventKind::Modify(event::ModifyKind::Name(_)) => Some(Notice::Name),
            _ => Some(Notice::Bytes),
        }
    }
}

#[cfg(all(test, feature = "window"))]
mod tests {
    use super::*;
    use std::io::Write;
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(10);

    #[test]
    fn writes_and_new_names_are_noticed_and_neighbours_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.log");
        let mut file = std::fs::File::create(&path).unwrap();
        let notices = Notices::of(Some(&path));
        std::fs::write(folder.path().join("other"), "other").unwrap();
        std::fs::read(&path).unwrap();
        assert!(notices.names.recv_timeout(Duration::from_millis(100)).is_err());
        assert!(notices.bytes.try_recv().is_err());
        file.write_all(b"more").unwrap();
        notices.bytes.recv_timeout(PATIENCE).unwrap();
        std::fs::rename(&path, folder.path().join("a.log.1")).unwrap();
        notices.names.recv_timeout(PATIENCE).unwrap();
    }

    #[test]
    fn without_a_path_nothing_is_noticed() {
        assert!(Notices::of(None).bytes.try_recv().is_err_and(|error| !error.is_disconnected()));
    }
}
