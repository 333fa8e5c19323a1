//! `gander merge`: parts of a summary as the summary of the whole file, as a larger part, or which are missing.

use super::out::Out;
use super::summary::{WriterName, bad_rows_of, writer};
use super::{CommandEnd, failed, go_on, manifest, part};
use crate::args::LogTo;
use crate::base::panics;
use crate::base::units::len_u64;
use crate::parts::file::{self, NoPart};
use crate::parts::merge::{self, Merging, Named, Refusal, Whole};
use crate::parts::told::Identity;
use crate::parts::{Chunks, Part, Split};
use crate::source::{AccessMode, Source};
use crate::summary::{Summary, WRITERS};
use clap::Args;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Most bytes of a part that are read; none is as large.
const MOST_BYTES: u64 = 8 << 30;

#[derive(Args)]
pub(super) struct MergeArgs {
    /// The parts, in any order
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// The answer's format: json, csv, md or html
    #[arg(short = 'f', long = "as", value_name = "FORMAT", default_value = "json", value_parser = writer)]
    writer: WriterName,
    /// Make a larger part of neighbours, to be merged with others later
    #[arg(long, conflicts_with_all = ["missing", "writer"], requires = "output")]
    part: bool,
    /// Print the commands that make the parts that are missing; exit status 1 if any are
    #[arg(long, conflicts_with = "writer")]
    missing: bool,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    log: LogTo,
}

impl MergeArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        (&self.log, &self.parts)
    }
}

pub(super) fn run(args: &MergeArgs) -> Result<(), CommandEnd> {
    if let Some(target) = &args.output {
        refuse_part(target, &args.parts)?;
    }
    let mut files = Files::default();
    let heads = args.parts.iter().map(|path| files.head(path)).collect::<Result<_, _>>()?;
    let heads = merge::in_order(heads).map_err(said)?;
    if args.missing {
        return print_missing(&heads, args.output.as_deref());
    }
    let gap = merge::missing(&heads).first().copied().filter(|_| !args.part);
    if let Some(chunks) = gap {
        return Err(said(Refusal::Gap { chunks, of: heads[0].1.n_chunks() }));
    }
    let mut out = Out::open(args.output.as_deref(), None, None)?;
    let mut merging: Option<Merging> = None;
    for (name, _) in &heads {
        let part = files.part(name)?;
        merging = Some(guarded(|| match merging {
            Some(mut merging) => merging.add(part).map(|()| merging),
            None => Merging::begin(part),
        })?);
    }
    let merging = merging.ok_or_else(|| said(Refusal::Nothing))?;
    if args.part {
        part::write(&guarded(|| Ok(merging.into_part()))?.1, &mut out)?;
    } else {
        let whole = guarded(|| merging.summary())?;
        let writer = WRITERS[args.writer.0];
        let summary = if writer.quotes_rows() { with_rows(whole, &heads[0].1)? } else { whole.summary };
        writer.write(&summary, &mut out).map_err(|error| out.stop(error))?;
    }
    out.finish(true)
}

/// The parts' files by their names. They are read twice, so that memory holds one at a time; what can't be is kept.
#[derive(Default)]
struct Files {
    paths: BTreeMap<String, PathBuf>,
    kept: BTreeMap<String, Part>,
}

impl Files {
    /// Reads a part, to know which it is.
    fn head(&mut self, path: &Path) -> Result<Named, CommandEnd> {
        go_on()?;
        let (name, part) = read(path)?;
        if path.is_file() {
            self.paths.insert(name.clone(), path.to_owned());
        } else {
            self.kept.insert(name.clone(), part.clone());
        }
        Ok((name, part.head()))
    }

    /// The part of that name, which is asked for once.
    fn part(&mut self, name: &str) -> Result<Named, CommandEnd> {
        go_on()?;
        match self.kept.remove(name) {
            Some(part) => Ok((name.to_owned(), part)),
            None => read(self.paths.get(name).map_or(Path::new(name), PathBuf::as_path)),
        }
    }
}

/// Merges behind a guard: whatever parts hold, they are refused in a sentence.
fn guarded<T>(merge: impl FnOnce() -> Result<T, Refusal>) -> Result<T, CommandEnd> {
    let caught = |caught| CommandEnd::Says(failed("the parts could not be merged", &caught));
    panics::catch("merging parts", merge).map_err(caught)?.map_err(said)
}

/// Reads a part.
fn read(path: &Path) -> Result<Named, CommandEnd> {
    let name = path.to_string_lossy().into_owned();
    let says = |what: String| CommandEnd::Says(format!("“{name}” {what}"));
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|mut file| {
        Read::take(&mut file, len_u64(file::MARK.len())).read_to_end(&mut bytes)?;
        // Of what is no part no more is read.
        if bytes == file::MARK { file.take(MOST_BYTES).read_to_end(&mut bytes) } else { Ok(0) }
    });
    opened.map_err(|error| says(format!("could not be read: {error}")))?;
    match file::read(&bytes) {
        Ok(part) => Ok((name, part)),
        Err(NoPart::Foreign) => Err(says("is no part of a summary".into())),
        Err(NoPart::Version(version)) => {
            let ours = file::VERSION;
            Err(says(format!("is a part of version {version}, and this program reads version {ours}")))
        }
        Err(NoPart::Damaged) => Err(says("is damaged: make that part again".into())),
    }
}

/// Refuses to write over one of the parts.
fn refuse_part(target: &Path, parts: &[PathBuf]) -> Result<(), CommandEnd> {
    let Ok(there) = target.canonicalize() else { return Ok(()) };
    let same = parts.iter().find(|part| part.canonicalize().is_ok_and(|part| part == there));
    same.map_or(Ok(()), |part| {
        Err(CommandEnd::Says(format!("“{}” is one of the parts: write to another file", part.display())))
    })
}

/// The summary with the bad rows that a page quotes. Parts don't hold them, for which rows are bad follows from the
/// columns of all: they are read from the file.
fn with_rows(whole: Whole, part: &Part) -> Result<Summary, CommandEnd> {
    let Some((table, columns)) = whole.table else { return Ok(whole.summary) };
    if !columns.has_bad_rows() {
        return Ok(whole.summary);
    }
    let missing = || {
        CommandEnd::Says(format!(
            "a page quotes bad rows, and “{}” is not here as it was: -f json, csv and md need the parts alone",
            part.path
        ))
    };
    let path = Path::new(&part.path);
    let source = match part.identity.list {
        Some(_) => manifest::open(path, AccessMode::Auto).ok(),
        None => Source::open(path, AccessMode::Auto).ok(),
    };
    let source = source.ok_or_else(missing)?;
    let snapshot = source.snapshot();
    if Identity::of(&snapshot) != part.identity {
        return Err(missing());
    }
    Ok(whole.summary.with_extracts(bad_rows_of(&snapshot, &table, &columns)?))
}

fn said(refusal: Refusal) -> CommandEnd {
    CommandEnd::Says(match refusal {
        Refusal::Nothing => "there are no parts".into(),
        Refusal::Version { name, program } => {
            format!("“{name}” was made by Gander {program}, and this is {}", env!("CARGO_PKG_VERSION"))
        }
        Refusal::OtherFile { name, first } => {
            format!("“{name}” is a part of another file than “{first}”, or of the file at another time")
        }
        Refusal::OtherOptions { name, first } => {
            format!("“{name}” was made with other options than “{first}”")
        }
        Refusal::Twice { name, first } => {
            format!("“{name}” holds chunks of the file that “{first}” has, too")
        }
        Refusal::Gap { chunks: Chunks { first, end }, of } => {
            let which = match end - first {
                1 => format!("chunk {end} of {of} is"),
                _ => format!("chunks {} to {end} of {of} are", first + 1),
            };
            format!("{which} missing; “gander merge --missing” says how they are made")
        }
        Refusal::Damaged { name } => format!("“{name}” is damaged: make that part again"),
    })
}

fn print_missing(parts: &[Named], output: Option<&Path>) -> Result<(), CommandEnd> {
    let mut out = Out::open(output, None, None)?;
    let missing = merge::missing(parts);
    for Split { first, last, of } in missing.iter().flat_map(|gap| merge::shares_of(*gap, parts)) {
        let Part { path, flags, .. } = &parts[0].1;
        let share = if first == last { format!("{first}/{of}") } else { format!("{first}-{last}/{of}") };
        let flags: String = flags.iter().map(|flag| format!(" {}", quoted(flag))).collect();
        let (file, target) = (quoted(path), quoted(&part::name(Path::new(path), &share)));
        let written = writeln!(out, "gander summary {file} --part --split {share}{flags} -o {target}");
        written.map_err(|error| out.stop(error))?;
    }
    out.finish(true)?;
    if missing.is_empty() { Ok(()) } else { Err(CommandEnd::No) }
}

/// An argument as shells read it.
fn quoted(arg: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@".contains(c);
    if !arg.is_empty() && arg.chars().all(is_plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\'', r"'\''"))
}
