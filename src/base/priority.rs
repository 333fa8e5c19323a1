//! Priorities of threads.

/// Lowers this thread's priority, where the system has one for each thread: work behind a window leaves it the
/// processor when both want it.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, 10) {
        tracing::debug!(%error, "a thread keeps its priority");
    }
}
