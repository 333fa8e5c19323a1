//! Parses the arguments and starts the window or the command; nothing else.

use gander::cli::{self, Invocation};
use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "window")]
    let started = std::time::Instant::now();
    gander::base::panics::install();
    match cli::parse() {
        #[cfg(feature = "window")]
        Invocation::Window(args) => gander::ui::run(&args, started),
        #[cfg(not(feature = "window"))]
        Invocation::Window(args) => cli::without_window(&args),
        Invocation::Command(command) => command.run(),
        Invocation::Refused(why) => cli::refused(&why),
    }
}
