//! `gander summary --part`: a part of a summary, to be merged with the others by `gander merge`.

use super::out::Out;
use super::progress::last_update;
use super::summary::Told;
use super::{CommandEnd, Input, failed};
use crate::engine::{CHUNK_BYTES, Engine, JobState};
use crate::parts::make::{Order, Stop};
use crate::parts::told::{self, Identity, ToldTable, ToldVerdict};
use crate::parts::{Part, Split, file};
use crate::scan::saved;
use crate::source::{Change, Source};
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// Options with a value that are of one part or one machine alone.
const OWN: [&str; 5] = ["-o", "--split", "--threads", "--io", "--log"];

/// Reads `3/8`, or `3-5/8` for three of them in one.
pub(super) fn split(text: &str) -> Result<Split, String> {
    let read = || {
        let (shares, of) = text.split_once('/')?;
        let (first, last) = shares.split_once('-').unwrap_or((shares, shares));
        let [first, last, of] = [first, last, of].map(|n| n.parse::<u64>().ok());
        Some(Split { first: first?, last: last?, of: of? })
    };
    let split = read().ok_or("a part is said as I/N: the I-th of N, from 0/N on")?;
    match split {
        Split { of: 0, .. } => Err("a file has at least one part: 0/1".to_owned()),
        Split { first, last, of } if first > last || last >= of => {
            Err(format!("of {of} parts the first is 0/{of} and the last {}/{of}", of - 1))
        }
        _ => Ok(split),
    }
}

/// Refuses inputs of which no parts are made, before anything of them is read.
pub(super) fn refuse_others(input: &Input) -> Result<(), CommandEnd> {
    let why = if input.path().is_none() {
        "standard input has no parts: name a file"
    } else if input.common.part.span().is_some() {
        "--part is of a whole file: not with --offset or --length"
    } else {
        return Ok(());
    };
    Err(CommandEnd::Says(why.into()))
}

/// Makes the part and writes it.
pub(super) fn run(
    input: &Input,
    only: &[String],
    split: Split,
    source: &mut Source,
    mut out: Out,
) -> Result<(), CommandEnd> {
    let snapshot = source.snapshot();
    let told = Told::of(input, only, &snapshot)?;
    let engine = Engine::new(input.common.threads, false, Arc::new(|| ()))?;
    let order = Order {
        path: input.shown(),
        snapshot: &snapshot,
        told: shared(input, only, &told, source)?,
        table: told.table,
        chunks: split.chunks(snapshot.len().div_ceil(CHUNK_BYTES)),
        of: split.of,
        flags: flags(input.file.as_os_str()),
        engine: &engine,
    };
    let part = order.make(last_update).map_err(|stop| said(input, stop))?;
    let stays = match source.refresh_bytes() {
        Ok(Change::Shrank { .. } | Change::Rewritten) | Err(_) => false,
        Ok(_) => Identity::of(&source.snapshot()) == part.identity,
    };
    if !stays {
        let says =
            format!("“{}” has changed meanwhile: all of its parts are to be made again", input.shown());
        return Err(CommandEnd::Says(says));
    }
    write(&part, &mut out)?;
    out.finish(true)
}

/// Writes a part.
pub(super) fn write(part: &Part, out: &mut Out) -> Result<(), CommandEnd> {
    let bytes = file::write(part).ok_or_else(|| CommandEnd::Says("the part could not be written".into()))?;
    out.write_all(&bytes).map_err(|error| out.stop(error))
}

/// What all parts share.
fn shared(input: &Input, only: &[String], told: &Told, source: &Source) -> Result<told::Told, CommandEnd> {
    let log_formats =
        input.log_formats.as_ref().map(|path| std::fs::read(path).map(|bytes| xxh3_128(&bytes)));
    Ok(told::Told {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        format: saved::FORMAT,
        chunk_bytes: CHUNK_BYTES,
        only: only.to_vec(),
        log_formats: log_formats.transpose()?,
        unit: told.encoding.unit(),
        wanted: told.wanted.map(|encoding| encoding.name().to_owned()),
        verdict: ToldVerdict::of(&told.verdict, &source.snapshot()),
        table: told.table.as_ref().map(ToldTable::of),
    })
}

fn said(input: &Input, stop: Stop<CommandEnd>) -> CommandEnd {
    let says = format!("“{}” was not scanned to its end", input.shown());
    match stop {
        Stop::Fault(fault) => input.fault(&fault),
        Stop::Waiting(end) => end,
        Stop::Ended(JobState::Failed(caught)) => CommandEnd::Says(failed(&says, &caught)),
        Stop::Ended(_) => CommandEnd::Says(says),
    }
}

/// The options of this run that the other parts need, too.
fn flags(file: &OsStr) -> Vec<String> {
    let mut args = std::env::args_os().skip_while(|arg| arg != "summary").skip(1);
    let (mut flags, mut is_named) = (Vec::new(), false);
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        let has_value = |own: &&str| {
            let value = text.strip_prefix(*own);
            value.is_some_and(|value| !own.starts_with("--") || value.starts_with('='))
        };
        if OWN.contains(&&*text) {
            args.next();
        } else if !is_named && arg == *file {
            is_named = true;
        } else if text != "--part" && text != "--" && !OWN.iter().any(has_value) {
            flags.push(text.into_owned());
        }
    }
    flags
}

/// What a part is called, beside the others of its file.
pub(super) fn name(file: &Path, share: &str) -> String {
    let file = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    format!("{file}.{}.gpart", share.replace('/', "-of-"))
}
