//! The same engine without a window: what scripts rely on.
//!
//! [`parse`] reads the arguments; [`Command::run`] executes a command on its own thread, so
//! that an interruption ends the program even while a disk or a pipe blocks that thread.
//! Exit statuses: 0 done, 1 the answer is “no”, 2 could not (one sentence on standard
//! error), 130 interrupted. Written into a closed pipe a command ends quietly.

mod compare;
mod count;
mod diff;
mod errors;
mod export;
mod find;
mod find_args;
mod flow;
mod hash;
mod hex;
mod live;
mod log_formats;
mod manifest;
mod matches;
mod merge;
mod out;
mod part;
mod printer;
mod progress;
mod rows;
mod sample;
mod sniff;
mod strings;
mod summary;
mod table;
mod table_flags;
mod text;

use crate::args::{Common, LogTo, WindowArgs, WindowFlags};
use crate::base::atomic_file::{self, SaveError};
use crate::base::{CaughtPanic, Offset, panics};
use crate::format::encoding::Encoding;
use crate::log::Log;
use crate::messages::Text;
use crate::source::{Fault, OpenError, Snapshot, Source, samples};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use progress::ProgressLine;
use rayon::ThreadPool;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use table_flags::TableFlags;

/// How long an interrupted command may take to clean up.
const TIDY: Duration = Duration::from_millis(400);

/// Set by an interruption, checked by commands between blocks.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The parsed arguments.
pub enum Invocation {
    /// The window.
    Window(WindowArgs),
    /// A command that needs none.
    Command(Command),
    /// Neither: the arguments are wrong, and why.
    Refused(String),
}

/// A command, with its arguments.
pub struct Command(Verb);

/// Take a gander at any file: a window into text and bytes of any size.
#[derive(Parser)]
#[command(name = "gander", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    window: WindowFlags,
}

#[derive(Subcommand)]
enum Verb {
    /// Everything known about a file
    Summary(summary::SummaryArgs),
    /// A file's rows, from any to any
    Rows(rows::RowsArgs),
    /// Make a sample file
    Sample(sample::SampleArgs),
    /// What a file is, and the evidence
    Sniff(sniff::SniffArgs),
    /// Where something stands, or how often
    Find(find_args::FindArgs),
    /// Rows of a table that are not as they should be
    Errors(errors::ErrorsArgs),
    /// A table's rows and columns, in another format
    Export(export::ExportArgs),
    /// Digests of a file: SHA-256, MD5, BLAKE3 and others, several in one pass
    Hash(hash::HashArgs),
    /// Runs of printable characters among any bytes
    Strings(strings::StringsArgs),
    /// Where two files differ
    Compare(compare::CompareArgs),
    /// What differs between two summaries
    Diff(Box<diff::DiffArgs>),
    /// Parts of a summary as the summary of the whole file
    Merge(merge::MergeArgs),
}

/// What is read, and how its bytes are to be taken.
#[derive(Args)]
struct Input {
    /// The file; - is standard input
    file: PathBuf,
    /// FILE is a list of files, one a line, which are taken one after another as if they were one
    #[arg(long)]
    manifest: bool,
    #[command(flatten)]
    common: Common,
    /// Read times and levels by the log formats in this file, too: settings.json, or one like it
    #[arg(long, value_name = "FILE")]
    log_formats: Option<PathBuf>,
    #[command(flatten)]
    table: TableFlags,
}

/// How a list is answered.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A line each.
    Text,
    /// An object each.
    Jsonl,
}

/// Why a command ends without its answer.
enum CommandEnd {
    /// One displayable sentence.
    Says(String),
    /// The answer could not be written.
    Write(io::Error),
    /// Interrupted.
    Interrupted,
    /// The answer was written, and it is “no”.
    No,
}

impl From<io::Error> for CommandEnd {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<OpenError> for CommandEnd {
    fn from(error: OpenError) -> Self {
        Self::Says(error.to_string())
    }
}

impl From<Text> for CommandEnd {
    fn from(text: Text) -> Self {
        Self::Says(text.in_english())
    }
}

impl From<SaveError> for CommandEnd {
    fn from(error: SaveError) -> Self {
        Self::Says(error.to_string())
    }
}

/// The definitions of all commands and flags, for man pages and completions.
#[must_use]
pub fn definitions() -> clap::Command {
    Cli::command()
}

/// Reads the command line. Help ends the program here.
#[must_use]
pub fn parse() -> Invocation {
    let Cli { verb, window } = match Cli::try_parse() {
        Ok(line) => line,
        Err(error) if error.use_stderr() => {
            return Invocation::Refused(in_one_sentence(&error.render().to_string()));
        }
        Err(help) => help.exit(),
    };
    match verb {
        Some(verb) => Invocation::Command(Command(verb)),
        None => {
            if let Err(unknown) = window.common.encoding() {
                return Invocation::Refused(unknown);
            }
            Invocation::Window(window.into())
        }
    }
}

/// Says what is wrong with the arguments.
#[must_use]
pub fn refused(why: &str) -> ExitCode {
    say(why)
}

/// What the parser says in several lines: the error with what it lists, how it is meant, and who tells more.
fn in_one_sentence(text: &str) -> String {
    let mut parts = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let what = parts.next().unwrap_or_default();
    let mut sentence = what.strip_prefix("error: ").unwrap_or(&what).to_owned();
    for part in parts {
        if let Some(tip) = part.strip_prefix("tip: ").or(part.strip_prefix("Usage: ")) {
            sentence.push_str("; ");
            sentence.push_str(tip);
        }
    }
    sentence
}

/// Says that this build has no window, and names the command that needs none.
#[cfg(not(feature = "window"))]
#[must_use]
pub fn without_window(args: &WindowArgs) -> ExitCode {
    let file = args.files.first().map_or("FILE".into(), |file| file.to_string_lossy());
    say(&format!("this build has no window; “gander summary {file}” needs none"))
}

impl Command {
    /// Runs it, and reports an error on standard error.
    #[must_use]
    pub fn run(self) -> ExitCode {
        crate::base::sys::ignore_file_size_signal();
        // What the arguments went through.
        crate::base::sys::release_program();
        let log = match self.0.log() {
            Some((path, inputs)) => Log::start(path, inputs).map(Some),
            None => Ok(None),
        };
        let ended = match log {
            Ok(_log) => self.run_beside(),
            Err(why) => Err(why.into()),
        };
        match ended {
            Ok(()) => ExitCode::SUCCESS,
            Err(CommandEnd::Interrupted) => ExitCode::from(130),
            Err(CommandEnd::No) => ExitCode::from(1),
            Err(CommandEnd::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(CommandEnd::Write(error)) => say(&format!("the answer could not be written: {error}")),
            Err(CommandEnd::Says(sentence)) => say(&sentence),
        }
    }

    /// Runs the command on another thread while this one listens for an interruption.
    fn run_beside(self) -> Result<(), CommandEnd> {
        let (sender, receiver) = crossbeam_channel::bounded(2);
        let interrupted = sender.clone();
        let listening = ctrlc::set_handler(move || {
            INTERRUPTED.store(true, Ordering::Release);
            // Full: an interruption is already pending.
            let _ = interrupted.try_send(Err(CommandEnd::Interrupted));
        });
        listening.map_err(|error| CommandEnd::Says(format!("interruptions can't be heard: {error}")))?;
        let work = move || {
            let done = panics::catch("the command", || self.0.run());
            let failed = |caught| Err(CommandEnd::Says(failed("the command was not done", &caught)));
            let _ = sender.send(done.unwrap_or_else(failed));
        };
        let thread = std::thread::Builder::new().name("gander-command".into()).spawn(work);
        thread.map_err(|error| CommandEnd::Says(format!("no thread could be started ({error})")))?;
        let never = || Err(CommandEnd::Says("the command ended without an answer".into()));
        match receiver.recv() {
            Ok(Err(CommandEnd::Interrupted)) => {
                // The command cleans up after itself, unless it is blocked.
                let _ = receiver.recv_timeout(TIDY);
                atomic_file::remove_unfinished();
                Err(CommandEnd::Interrupted)
            }
            Ok(answer) => answer,
            Err(_) => never(),
        }
    }
}

impl Verb {
    /// The log's target, and the input files.
    fn log(&self) -> Option<(&Path, &[PathBuf])> {
        let (log, inputs) = match self {
            Self::Summary(args) => args.log(),
            Self::Rows(args) => args.log(),
            Self::Sample(args) => args.log(),
            Self::Hash(args) => args.log(),
            Self::Strings(args) => args.log(),
            Self::Compare(args) => args.log(),
            Self::Diff(args) => args.log(),
            Self::Merge(args) => args.log(),
            Self::Find(args) => args.log(),
            Self::Sniff(args) => args.log(),
            Self::Errors(args) => args.log(),
            Self::Export(args) => args.log(),
        };
        Some((log.path.as_deref()?, inputs))
    }

    fn run(self) -> Result<(), CommandEnd> {
        match self {
            Self::Summary(args) => summary::run(&args),
            Self::Rows(args) => rows::run(&args),
            Self::Sample(args) => sample::run(&args),
            Self::Hash(args) => hash::run(&args),
            Self::Strings(args) => strings::run(&args),
            Self::Compare(args) => compare::run(&args),
            Self::Diff(args) => diff::run(*args),
            Self::Merge(args) => merge::run(&args),
            Self::Sniff(args) => sniff::run(&args),
            Self::Find(args) => find::run(&args),
            Self::Errors(args) => errors::run(&args),
            Self::Export(args) => export::run(&args),
        }
    }
}

/// One sentence on standard error, and the status for it.
fn say(sentence: &str) -> ExitCode {
    // On failure the exit status still reports it.
    let _ = writeln!(io::stderr(), "gander: {sentence}");
    ExitCode::from(2)
}

/// A message about a panic, with the path of the panic log.
fn failed(what: &str, caught: &CaughtPanic) -> String {
    let log = panics::log_path().map_or_else(String::new, |path| format!(" with {}", path.display()));
    format!("{what}: a computation failed ({caught}); please report this{log}")
}

/// Fails once `INTERRUPTED` is set.
fn go_on() -> Result<(), CommandEnd> {
    if INTERRUPTED.load(Ordering::Acquire) { Err(CommandEnd::Interrupted) } else { Ok(()) }
}

impl Input {
    /// Opens the file; a pipe is read to its end first.
    fn open(&self) -> Result<Source, CommandEnd> {
        let mut source = self.open_unfilled()?;
        let (mut wait, mut line) = (Duration::from_micros(100), ProgressLine::new());
        while source.is_filling() {
            go_on()?;
            line.show_read(source.snapshot().len());
            std::thread::sleep(wait);
            wait = (wait * 2).min(Duration::from_millis(10));
        }
        source.wait_filled().map_err(|error| self.broken(&error))?;
        Ok(source)
    }

    /// Opens the file; of a pipe nothing need have come.
    fn open_unfilled(&self) -> Result<Source, CommandEnd> {
        self.common.encoding().map_err(CommandEnd::Says)?;
        if let Some(path) = &self.log_formats {
            log_formats::use_file(path)?;
        }
        if self.manifest {
            self.of_part(manifest::open(&self.file, self.common.io.into())?)
        } else {
            self.open_other(&self.file)
        }
    }

    /// Opens a file of which the same bytes are looked at.
    fn open_other(&self, path: &Path) -> Result<Source, CommandEnd> {
        self.of_part(Source::open(path, self.common.io.into())?)
    }

    /// Of a source the bytes that are looked at.
    fn of_part(&self, source: Source) -> Result<Source, CommandEnd> {
        Ok(match self.common.part.span() {
            Some(span) => source.part(span)?,
            None => source,
        })
    }

    /// Where the looked-at bytes start in the file.
    fn base(&self) -> u64 {
        self.common.part.span().map_or(0, |span| span.start.0)
    }

    /// An offset among the looked-at bytes as one of the file.
    fn in_file(&self, at: Offset) -> Offset {
        at + self.base()
    }

    /// What it means that a pipe, or its copy, has failed.
    fn broken(&self, error: &io::Error) -> CommandEnd {
        CommandEnd::Says(format!("“{}” could not be read to its end: {error}", self.shown()))
    }

    /// The encoding option.
    fn wanted_encoding(&self) -> Option<Encoding> {
        self.common.encoding().unwrap_or_default()
    }

    /// The encoding to read the file in: as given, or as detected. `wants_all`: what is asked has
    /// another answer in another encoding, so that all of the file is to be looked at.
    fn encoding(&self, snapshot: &Snapshot, wants_all: bool) -> Encoding {
        self.wanted_encoding().unwrap_or_else(|| samples::settled(snapshot, wants_all).reads_as())
    }

    /// The log's target, and the input files.
    fn log(&self) -> (&LogTo, &[PathBuf]) {
        (&self.common.log, std::slice::from_ref(&self.file))
    }

    /// The path as given.
    fn shown(&self) -> String {
        self.file.to_string_lossy().into_owned()
    }

    fn path(&self) -> Option<&Path> {
        (self.file != Path::new("-")).then_some(self.file.as_path())
    }

    /// The ending of the file's name; of a list, that of the first file that it names.
    fn ending(&self) -> Option<Cow<'_, str>> {
        if self.manifest {
            return manifest::first_ending(self.path()?).map(Cow::Owned);
        }
        self.path()?.extension().map(OsStr::to_string_lossy)
    }

    /// As many threads as are asked for.
    fn pool(&self) -> Result<ThreadPool, CommandEnd> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.common.threads).build();
        pool.map_err(|error| CommandEnd::Says(error.to_string()))
    }

    /// Converts a read fault of this file into an error message.
    fn fault(&self, fault: &Fault) -> CommandEnd {
        CommandEnd::Says(format!("“{}” was not read to its end: {fault}", self.shown()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Renderer;
    use crate::sample::SampleKind;
    use crate::source::AccessMode;

    fn window(args: &[&str]) -> Option<WindowArgs> {
        let line = Cli::try_parse_from(args).ok()?;
        line.verb.is_none().then(|| line.window.into())
    }

    #[test]
    fn what_the_parser_says_is_one_sentence() {
        let said = |args: &[&str]| {
            let error = Cli::try_parse_from(args).err().expect("an error");
            in_one_sentence(&error.render().to_string())
        };
        for args in [
            &["gander", "rows", "a", "--bogus"][..],
            &["gander", "hash"],
            &["gander", "rows", "a", "--count", "x"],
            &["gander", "export", "a", "-f", "xls"],
            &["gander", "rows", "a", "b"],
            &["gander", "--size", "1", "--bogus"],
        ] {
            let said = said(args);
            assert!(!said.contains('\n') && !said.starts_with("error") && said.len() > 20, "{said}");
        }
        let missing = said(&["gander", "hash"]);
        assert!(
            missing.starts_with("the following required arguments were not provided: <FILE>; gander hash"),
            "{missing}"
        );
        assert!(
            said(&["gander", "export", "a", "-f", "xls"])
                .contains("[possible values: csv, tsv, jsonl, parquet]")
        );
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn files_and_demos_are_for_the_window() {
        let two = window(&["gander", "a", "b"]).expect("a window");
        assert_eq!(two.files, [PathBuf::from("a"), PathBuf::from("b")]);
        let demo = window(&["gander", "--demo"]).expect("a window");
        assert_eq!(demo.demo, Some((SampleKind::Log, 1 << 30)));
        let demo = window(&["gander", "--demo=json", "--size", "64KiB"]).expect("a window");
        assert_eq!(demo.demo, Some((SampleKind::Json, 65_536)));
        let drawn = window(&["gander", "--renderer", "wgpu", "--threads", "2", "--io", "read"]);
        let drawn = drawn.expect("a window");
        assert_eq!((drawn.renderer, drawn.threads, drawn.io), (Some(Renderer::Wgpu), 2, AccessMode::Read));
        for wrong in
            [&["gander", "--demo=cake"][..], &["gander", "--size", "1"], &["gander", "--threads", "x"]]
        {
            assert!(window(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn a_command_is_never_taken_for_a_file() {
        for verb in ["summary", "rows", "sample", "sniff", "find", "errors"] {
            assert!(window(&["gander", verb, "x"]).is_none(), "{verb}");
        }
    }
}
