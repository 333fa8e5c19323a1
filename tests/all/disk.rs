//! A disk that really fails: a file system in a file, part of which is taken away.
#![cfg(test)]

use crate::child::alone;
use crate::corpus;
use crate::tool::as_root;
use crate::trial::{TestDir, end_of, plain_report, seen, spec};
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::engine::{CHUNK_BYTES, Engine, JobState};
use gander::source::{AccessMode, FaultKind, Source};
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

/// A file system in a file; unmounted when dropped.
struct Disk(TestDir);

impl Disk {
    fn with(bytes: &[u8]) -> Self {
        let folder = TestDir::new();
        let image = File::create(folder.path("image")).unwrap();
        image.set_len(24 << 20).unwrap();
        std::fs::create_dir(folder.path("mounted")).unwrap();
        run(Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0"]).arg(folder.path("image")));
        let disk = Self(folder);
        disk.mount();
        // May run as a user other than root.
        run(as_root("chmod").arg("777").arg(disk.0.path("mounted")));
        std::fs::write(disk.file(), bytes).unwrap();
        // Nothing of it stays in memory.
        run(as_root("umount").arg(disk.0.path("mounted")));
        disk.mount();
        disk
    }

    fn mount(&self) {
        let mut mount = as_root("mount");
        run(mount.args(["-o", "loop"]).arg(self.0.path("image")).arg(self.0.path("mounted")));
    }

    fn file(&self) -> PathBuf {
        self.0.path("mounted/file")
    }

    /// What lies behind can no longer be read.
    fn cut(&self, len: u64) {
        File::options().write(true).open(self.0.path("image")).unwrap().set_len(len).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = as_root("umount").arg("-l").arg(self.0.path("mounted")).status();
    }
}

fn run(command: &mut Command) {
    let output =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; it is in e2fsprogs or mount"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "this needs root and a loop device: {command:?}: {said}");
}

#[test]
fn a_disk_that_fails_is_a_fault_and_what_was_read_is_kept() {
    alone("disk::a_disk_that_fails_is_a_fault_and_what_was_read_is_kept", || {
        let bytes = corpus::mix(12 << 20, 21);
        for io in [AccessMode::Map, AccessMode::Read] {
            let disk = Disk::with(&bytes);
            let mut source = Source::open(&disk.file(), io).unwrap();
            assert_eq!(source.snapshot().is_mapped(), io == AccessMode::Map);
            // What is near is fetched with what is read, so only the middle is far enough.
            let late = Span::at(Offset(7 << 20), 4096);
            disk.cut(1 << 20);
            let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
            let update = end_of(&engine.start(&source.snapshot(), spec(CHUNK_BYTES)));
            let JobState::Faulted(fault) = &update.state else { panic!("{:?}", update.state) };
            assert!(matches!(&fault.kind, FaultKind::Io(_)), "{fault:?}");
            assert!(fault.to_string().contains("could not be read"), "{fault}");
            let done = to_usize(update.progress.done);
            assert!(done < bytes.len());
            assert_eq!(seen(&update), plain_report(&bytes[..done]));
            let kind = source.snapshot().read(late, <[u8]>::to_vec).map_err(|fault| fault.kind);
            assert!(matches!(kind, Err(FaultKind::Io(_))), "{io:?}: {kind:?}");
            let kind = source.snapshot().read_copy(late, <[u8]>::to_vec).map_err(|fault| fault.kind);
            assert!(matches!(kind, Err(FaultKind::Io(_))), "{io:?}: {kind:?}");
            assert_eq!(source.snapshot().len(), len_u64(bytes.len()));
            let _ = source.refresh();
        }
    });
}
