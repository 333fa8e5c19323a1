//! Calls into the C library that neither `std` nor `rustix` offers: signals, the allocator and
//! `getrusage`.
//!
//! All `unsafe` code outside the memory map (`source/map.rs`) and the SIMD kernel
//! (`scan/simd.rs`). Each function is safe to call from any thread at any time, and does nothing
//! on systems that lack the call.
#![expect(unsafe_code, reason = "calls into the C library; each has its SAFETY argument")]

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

#[cfg(all(test, unix))]
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
}
