//! What the system says of a path by itself: that something was written, or that a name changed.
//!
//! Notices only bring the next look forward. File systems that send none, or not all of them
//! (networks, FUSE, writes through a map), are looked at twice a second anyway, and so is
//! everything once the system has no watch left to give.

use crossbeam_channel::{Receiver, Sender, bounded};
use notify::{EventKind, RecursiveMode, Watcher, event};
use std::ffi::OsString;
use std::path::Path;

/// What kind of change there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// Bytes were written, or the file was cut.
    Bytes,
    /// A name appeared, went away, or was given to another file.
    Name,
}

/// Notices about one path, for as long as it is kept.
pub(super) struct Notices {
    /// Each of one place: whoever has not looked yet need not be told twice.
    pub(super) bytes: Receiver<()>,
    pub(super) names: Receiver<()>,
    _watcher: Option<notify::RecommendedWatcher>,
    /// So that the channels stay open without a watcher.
    _senders: [Sender<()>; 2],
}

impl Notices {
    /// Starts to listen for changes of what `path` leads to, and of where it leads.
    ///
    /// Watches the folders, not the file: names change there.
    pub(super) fn of(path: Option<&Path>) -> Self {
        let (wrote, bytes) = bounded(1);
        let (renamed, names) = bounded(1);
        let senders = [wrote, renamed];
        let watcher = path.and_then(|path| watch(path, senders.clone()));
        Self { bytes, names, _watcher: watcher, _senders: senders }
    }
}

fn watch(path: &Path, [wrote, renamed]: [Sender<()>; 2]) -> Option<notify::RecommendedWatcher> {
    // A link's target may be written to, and the link itself may be changed.
    let target = std::fs::canonicalize(path).ok();
    let places: Vec<&Path> = std::iter::once(path).chain(target.as_deref()).collect();
    let ours: Vec<OsString> = places.iter().filter_map(|path| path.file_name()).map(OsString::from).collect();
    let told = move |event: notify::Result<notify::Event>| {
        let sender = match event.ok().and_then(|event| what(&event, &ours)) {
            Some(Notice::Bytes) => &wrote,
            Some(Notice::Name) => &renamed,
            None => return,
        };
        // A full channel says it already.
        let _ = sender.try_send(());
    };
    let mut watcher = notify::recommended_watcher(told).ok()?;
    let mut folders: Vec<&Path> = places.iter().filter_map(|path| path.parent()).collect();
    folders.dedup();
    let heard = folders
        .into_iter()
        .filter(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok())
        .count();
    (heard > 0).then_some(watcher)
}

/// What an event means for a file with one of these names.
fn what(event: &notify::Event, ours: &[OsString]) -> Option<Notice> {
    let is_ours = event.need_rescan()
        || event
            .paths
            .iter()
            .filter_map(|path| path.file_name())
            .any(|name| ours.iter().any(|our| our == name));
    match event.kind {
        _ if !is_ours => None,
        // To read a file, as we do, changes nothing.
        EventKind::Access(_) => None,
        EventKind::Create(_) | EventKind::Remove(_) => Some(Notice::Name),
        EventKind::Modify(event::ModifyKind::Name(_)) => Some(Notice::Name),
        _ => Some(Notice::Bytes),
    }
}

#[cfg(test)]
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
