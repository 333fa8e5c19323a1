//! File systems by name, and which of them may go away.

use std::fs::File;

/// File systems whose files may vanish, or stop answering, with a network or a process.
pub(super) const REMOTE: [&str; 14] = [
    "nfs", "smb", "cifs", "smb2", "smb3", "fuse", "ceph", "9p", "afs", "coda", "lustre", "gpfs", "vboxsf",
    "vmhgfs",
];

/// The name of the file system a file lives on, where it is a well-known one.
///
/// Numbers from `statfs(2)` and the kernel's `magic.h`.
#[cfg(target_os = "linux")]
pub(super) fn file_system(file: &File) -> Option<&'static str> {
    let kind = rustix::fs::fstatfs(file).ok()?.f_type;
    #[allow(clippy::useless_conversion, reason = "the field is narrower on other systems")]
    Some(match i64::from(kind) & 0xFFFF_FFFF {
        0xEF53 => "ext4",
        0x5846_5342 => "xfs",
        0x9123_683E => "btrfs",
        0x0102_1994 => "tmpfs",
        0x8584_58F6 => "ramfs",
        0x794C_7630 => "overlay",
        0x2FC1_2FC1 => "zfs",
        0xF2F5_2010 => "f2fs",
        0x4D44 => "vfat",
        0x2011_BAB0 => "exfat",
        0x7366_746E => "ntfs",
        0x9FA0 => "proc",
        0x6265_6572 => "sysfs",
        0x6462_6720 => "debugfs",
        0x7472_6163 => "tracefs",
        0x6367_7270 => "cgroup2",
        0x6969 => "nfs",
        0x517B => "smb",
        0xFF53_4D42 => "cifs",
        0xFE53_4D42 => "smb2",
        0x6573_5546 => "fuse",
        0x00C3_6400 => "ceph",
        0x0102_1997 => "9p",
        0x5346_414F => "afs",
        0x7375_7245 => "coda",
        0x0BD0_0BD0 => "lustre",
        0x4750_4653 => "gpfs",
        0x786F_4256 => "vboxsf",
        0xBACB_ACBC => "vmhgfs",
        _ => return None,
    })
}

#[cfg(not(target_os = "linux"))]
pub(super) fn file_system(_file: &File) -> Option<&'static str> {
    None
}
