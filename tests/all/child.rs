//! A test in a process of its own: a death by signal is seen, one that hangs is ended, and
//! nothing that is done to the process outlives its test.
#![cfg(test)]

// Limits and signals are of Linux, as are the tests that use them.
#[cfg(target_os = "linux")]
use rustix::process::{Resource, Rlimit, Signal};
use std::io::{Read, Seek};
#[cfg(target_os = "linux")]
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Set in a child, which then does what its parent only watches.
const CHILD: &str = "GANDER_TEST_CHILD";

/// A child that takes longer hangs, even on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(150);

/// Runs a test once more in a process of its own; how that ended, and what it said.
///
/// `test` is its name with its modules. What it writes into the person's folders goes into
/// one that is removed afterwards.
fn run_child(test: &str) -> (ExitStatus, String) {
    let home = tempfile::tempdir().unwrap();
    let mut said = tempfile::tempfile().unwrap();
    let out = || Stdio::from(said.try_clone().unwrap());
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(CHILD, test)
        .env("XDG_STATE_HOME", home.path())
        .stdin(Stdio::null())
        .stdout(out())
        .stderr(out())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            break child.wait().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut text = Vec::new();
    said.rewind().unwrap();
    said.read_to_end(&mut text).unwrap();
    (status, String::from_utf8_lossy(&text).into_owned())
}

fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs `body` in a process of its own, which must end well.
pub fn alone(test: &str, body: impl FnOnce()) {
    if is_child() {
        return body();
    }
    let (status, said) = run_child(test);
    assert!(status.success() && said.contains("1 passed"), "{status}\n{said}");
}

/// Runs `body` in a process of its own, which must be killed by SIGBUS.
#[cfg(target_os = "linux")]
pub fn killed(test: &str, body: impl FnOnce()) {
    if is_child() {
        limit(Resource::Core, 0);
        body();
        return;
    }
    let (status, said) = run_child(test);
    assert_eq!(status.signal(), Some(Signal::BUS.as_raw()), "{status}\n{said}");
}

/// Lowers what this process may have of something.
#[cfg(target_os = "linux")]
pub fn limit(resource: Resource, to: u64) {
    let maximum = rustix::process::getrlimit(resource).maximum;
    rustix::process::setrlimit(resource, Rlimit { current: Some(to), maximum }).unwrap();
}
