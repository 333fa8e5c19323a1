//! Calls into the C library that neither `std` nor `rustix` offers: signals, the allocator and
//! `getrusage`.
//!
//! All `unsafe` code outside the memory map (`source/map.rs`) and the SIMD kernel
//! (`scan/simd.rs`). Each function is safe to call from any thread at any time, and does nothing
//! on systems that lack the call.
#![expect(unsafe_code, reason = "calls into the C library; each has its SAFETY argument")]

#[cfg(target_os = "linux")]
use super::procfs::{self, MemoryArea};

/// Ignores SIGXFSZ, so that a write past the file size limit (`RLIMIT_FSIZE`) fails with EFBIG
/// instead of ending the process.
pub fn ignore_file_size_signal() {
    #[cfg(unix)]
    // SAFETY: sets the disposition of one signal to "ignore"; no handler is installed, so there
    // is no code that would have to be async-signal-safe.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

/// Raises glibc's mmap and trim thresholds to 256 MiB, so that freed memory stays in the process.
///
/// For the window: each frame frees some megabytes of vertices and allocates them again in the
/// next. `munmap` and `mmap` take the lock of the address space, which workers hold while they
/// populate and release pages of a map, so every frame would wait for them (measured: a third of
/// the time of a frame while both workers run).
pub fn keep_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: `mallopt` takes two integers and the allocator's own lock; any thread may call it
    // at any time.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 256 << 20);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 256 << 20);
    }
}

/// Gives memory that was freed back to the system, wherever it stands in glibc's heaps; costs some milliseconds for
/// 100 MB, in which other threads may have to wait for memory.
pub fn give_back_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: `malloc_trim` takes an integer and the allocator's own locks; any thread may call it at any time.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Unmaps the pages of the program and of its libraries; those that are touched again are mapped again, out of the
/// system's cache of the files.
///
/// For commands, once they know what to do: of the 7 MB that the loader, the table of relocations and the arguments
/// went through, about 3 are not needed again (measured: a search takes 10 MB instead of 13). Costs 0.4 ms, most of
/// it to map the others again. Pages that differ from their file, by relocations or a debugger's breakpoints, stay. It
/// does nothing once there is a second thread.
pub fn release_program() {
    #[cfg(target_os = "linux")]
    {
        if !std::fs::read_dir("/proc/self/task").is_ok_and(|tasks| tasks.count() == 1) {
            return;
        }
        let smaps = std::fs::read_to_string("/proc/self/smaps").unwrap_or_default();
        for map in unchanged_maps(&smaps) {
            let start = std::ptr::without_provenance_mut(map.start);
            // SAFETY: the range is a private map of a file that can't be written through, and none of its pages
            // differs from the file: when touched again they have the bytes that they had. There is no other
            // thread, so what the list said of the range is still true.
            let released =
                unsafe { rustix::mm::madvise(start, map.len(), rustix::mm::Advice::LinuxDontNeed) };
            if let Err(error) = released {
                tracing::debug!(%error, "a part of the program stays mapped");
            }
        }
    }
}

/// Selects from `/proc/self/smaps` the private, read-only maps of files without modified pages.
#[cfg(target_os = "linux")]
fn unchanged_maps(smaps: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let is_unchanged = |area: &MemoryArea<'_>| {
        area.is_of_file && matches!(area.permissions, "r--p" | "r-xp") && area.anonymous_bytes == Some(0)
    };
    procfs::areas(smaps).filter(is_unchanged).map(|area| area.addresses).filter(|map| !map.is_empty())
}

/// Resource usage of the process: page faults and context switches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Page faults served without I/O: the page was in memory and only had to be mapped.
    pub minor_faults: u64,
    /// Page faults that needed I/O.
    pub major_faults: u64,
    /// Voluntary context switches: a thread blocked.
    pub waits: u64,
    /// Involuntary context switches: a thread was preempted.
    pub interruptions: u64,
}

/// Resource usage of all threads since the process started (`getrusage(RUSAGE_SELF)`); `None`
/// where the system lacks the call.
#[must_use]
pub fn usage() -> Option<Usage> {
    #[cfg(unix)]
    {
        // SAFETY: `rusage` is a plain C structure of integers, valid when zeroed; the pointer is
        // valid for the call, which only writes the structure.
        let (status, usage) = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            (libc::getrusage(libc::RUSAGE_SELF, &raw mut usage), usage)
        };
        let count = |n: libc::c_long| u64::try_from(n).unwrap_or_default();
        (status == 0).then(|| Usage {
            minor_faults: count(usage.ru_minflt),
            major_faults: count(usage.ru_majflt),
            waits: count(usage.ru_nvcsw),
            interruptions: count(usage.ru_nivcsw),
        })
    }
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn resource_usage_only_grows() {
        let before = usage().expect("every Unix counts it");
        let pages = vec![1_u8; 16 << 20];
        let after = usage().expect("every Unix counts it");
        assert!(pages.iter().all(|&byte| byte == 1));
        assert!(after.minor_faults >= before.minor_faults && after.waits >= before.waits);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn only_read_only_maps_of_files_without_own_pages_are_given_back() {
        let map = |line: &str, own: &str| {
            format!("{line}\nSize: 8 kB\nRss: 8 kB\nAnonymous: {own} kB\nVmFlags: rd ex\n")
        };
        let unchanged = |maps: &[String]| unchanged_maps(&maps.concat()).collect::<Vec<_>>();
        let program = map("55d0c000-55d0e000 r-xp 0001a000 fe:00 1234 /usr/bin/a program", "0");
        let table = map("7f00-8f00 r--p 00000000 fe:00 1234                   /usr/bin/a program", "0");
        let others = [
            map("1000-2000 r--p 00000000 fe:00 1234 /relocated", "4"),
            map("1000-2000 rw-p 00000000 fe:00 1234 /written", "0"),
            map("1000-2000 r--s 00000000 fe:00 1234 /shared", "0"),
            map("1000-2000 r--p 00000000 00:00 0", "0"),
            map("1000-2000 r-xp 00000000 00:00 0 [vdso]", "0"),
            map("2000-1000 r-xp 00000000 fe:00 1 /empty", "0"),
            map("what-ever r-xp 00000000 fe:00 1 /no address", "0"),
            map("1000-2000 r--p 00000000 fe:00 1234 /relocated", "4")
                + &map("what-ever r--p 0 0 0 /no address", "0"),
            "3000-4000 r--p 00000000 fe:00 1234 /cut".to_owned(),
        ];
        assert_eq!(unchanged(&[program.clone(), table.clone()]), [0x55d0_c000..0x55d0_e000, 0x7f00..0x8f00]);
        assert!(unchanged(&others).is_empty());
        let mixed = [&others[..3], &[program], &others[3..8], &[table], &others[8..]].concat();
        assert_eq!(unchanged(&mixed), [0x55d0_c000..0x55d0_e000, 0x7f00..0x8f00]);
        // What the system says of this very process is understood: its program is among them.
        assert!(unchanged_maps(&std::fs::read_to_string("/proc/self/smaps").unwrap()).next().is_some());
    }
}
