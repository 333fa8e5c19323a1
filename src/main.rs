//! Parses the arguments and starts the window or the command; nothing else.

use gander::cli::{self, Parsed};
use gander::ui;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let started = Instant::now();
    gander::base::panics::install();
    match cli::parse() {
        Parsed::Window(args) => ui::run(&args, started),
        Parsed::Command(command) => command.run(),
    }
}
