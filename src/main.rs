//! Parses the arguments and starts the window or the command; nothing else.

use gander::cli::{self, Parsed};
use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "window")]
    let started = std::time::Instant::now();
    gander::base::panics::install();
    match cli::parse() {
        #[cfg(feature = "window")]
        Parsed::Window(args) => gander::ui::run(&args, started),
        #[cfg(not(feature = "window"))]
        Parsed::Window(args) => cli::without_window(&args),
        Parsed::Command(command) => command.run(),
    }
}
