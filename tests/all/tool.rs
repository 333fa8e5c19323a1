//! Runs the program under test and the independent tools it is compared with.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The folder of the package: as cargo says it while tests run, since what was built may be of another place.
pub fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The program under test.
pub fn gander(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gander"));
    command.args(args).stdin(Stdio::null());
    command
}

/// A tool that has to be run by root, or by a `sudo` that asks nothing.
#[cfg(target_os = "linux")]
pub fn as_root(program: &str) -> Command {
    if rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.arg("-n").arg(program);
    command
}

/// Runs a tool that must be there, with `input` on its standard input.
pub fn run(command: &mut Command, input: &[u8]) -> Output {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| {
        panic!("“{name}” could not be started ({error}); install it, the tests compare with it")
    });
    let mut stdin = child.stdin.take().expect("it was asked for");
    std::thread::scope(|scope| {
        // A tool that reads no input may have closed it.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("it ends")
    })
}

/// What a tool that must succeed prints.
pub fn printed(command: &mut Command) -> Vec<u8> {
    let output = run(command, b"");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What `gander` prints; it must succeed.
pub fn answer(args: &[&str]) -> Vec<u8> {
    printed(&mut gander(args))
}

/// The one sentence with which `gander` ends by status 2.
pub fn refusal(args: &[&str]) -> String {
    sentence(&run(&mut gander(args), b""))
}

/// The one sentence of an output that ended by status 2.
pub fn sentence(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).expect("people read it");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("gander: ") && said.ends_with('\n') && said.lines().count() == 1, "{said:?}");
    said
}

/// A folder of a test's own.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn name(&self, name: &str) -> String {
        self.path(name).into_os_string().into_string().expect("UTF-8")
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).expect("written");
        self.name(name)
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries.map(|e| name(e).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there")
    }
}
