//! The options of `gander find`.

use super::flow::Flow;
use super::{CommandEnd, Input, ListFormat};
use crate::args::LogTo;
use crate::base::panics::CaughtPanic;
use crate::search::{Pattern, PatternKind};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct FindArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// What to look for: a regular expression, if nothing else is said
    pub(super) pattern: String,
    /// Every character stands for itself
    #[arg(long, conflicts_with_all = ["regex", "hex"])]
    fixed: bool,
    /// A regular expression, in the syntax of Rust's regex crate
    #[arg(long, conflicts_with = "hex")]
    regex: bool,
    /// Bytes as hexadecimal pairs, ? for any digit: 48 8B ?? ?D; a number: u32le:1234, f64be:3.14±0.01,
    /// i16:1..5 in either byte order; text in an encoding: utf-16le:name; strings:6 utf-8 utf-16le
    #[arg(long)]
    pub(super) hex: bool,
    /// Letters match in either case
    #[arg(short = 'i', long)]
    ignore_case: bool,
    /// Only whole words
    #[arg(short = 'w', long)]
    word: bool,
    /// Print how many matches there are
    #[arg(long, conflicts_with_all = ["count_rows", "form"])]
    pub(super) count: bool,
    /// Print how many rows hold a match
    #[arg(long, conflicts_with = "form")]
    pub(super) count_rows: bool,
    /// The answer's format: rows with their numbers, or one object a match
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    pub(super) form: ListFormat,
    /// Stop after so many
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<u64>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
}

impl FindArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }

    /// What a panic means for the answer.
    pub(super) fn failed(&self, caught: &CaughtPanic) -> CommandEnd {
        let what = format!("“{}” was not searched to its end", self.input.shown());
        CommandEnd::Says(super::failed(&what, caught))
    }

    /// How many are wanted at most.
    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(u64::MAX)
    }

    /// Whether it lists, instead of counting.
    pub(super) fn lists(&self) -> bool {
        !self.count && !self.count_rows
    }

    /// Opens the input. Of a pipe only the first bytes are waited for where a part of the answer,
    /// or all of it, may stand before the pipe's end.
    pub(super) fn open(&self) -> Result<Flow<'_>, CommandEnd> {
        if self.lists() || self.limit.is_some() {
            Flow::open(&self.input)
        } else {
            Flow::open_whole(&self.input)
        }
    }

    /// Whether the pattern asks for characters beyond ASCII, which bytes stand for by the encoding.
    pub(super) fn is_beyond_ascii(&self) -> bool {
        let escapes = ["\\x", "\\u", "\\U", "\\p", "\\P"];
        !self.hex
            && (!self.pattern.is_ascii()
                || !self.fixed && escapes.iter().any(|escape| self.pattern.contains(escape)))
    }

    pub(super) fn pattern(&self) -> Pattern {
        let kind = match (self.fixed, self.hex) {
            (true, _) => PatternKind::Fixed,
            (_, true) => PatternKind::Hex,
            _ => PatternKind::Regex,
        };
        let text = self.pattern.clone();
        Pattern { text, kind, ignore_case: self.ignore_case, whole_word: self.word }
    }
}
