//! Parses the arguments and starts the window or the command; nothing else.

use gander::cli::{self, Parsed, WindowArgs};
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let started = Instant::now();
    match cli::parse() {
        Parsed::Window(args) => window(args, started),
        Parsed::Command(command) => command.run(),
    }
}

fn window(_args: WindowArgs, _started: Instant) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "gander: the window is not built yet");
    ExitCode::from(2)
}
