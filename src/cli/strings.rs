//! `gander strings`: runs of printable characters, streamed in the order of their places.
//!
//! Parts of the input are searched by all threads, a few at a time; a run that reaches past what a part sees is
//! followed from there, so that memory does not grow with any run.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, ListFormat, go_on};
use crate::args::LogTo;
use crate::base::decimal::push_decimal;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::Encoding;
use crate::format::json_text;
use crate::search::strings::{BEFORE, Run, StringKind, find, run_end};
use crate::source::{Fault, Snapshot};
use clap::Args;
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Bytes of a part, and those behind it that it sees.
const PART_BYTES: u64 = 1 << 20;
const BEHIND: u64 = 16 << 10;

/// The most bytes that one fault maps: a large folio of the page cache.
const MAPPED_TOGETHER: u64 = 2 << 20;

/// Parts for each thread that are searched before their strings are written.
const PARTS_EACH: usize = 4;

#[derive(Args)]
pub(super) struct StringsArgs {
    #[command(flatten)]
    input: Input,
    /// Strings of so many characters and more
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..))]
    min: u64,
    /// In which encodings: ascii, utf-8, utf-16le, utf-16be
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "ascii")]
    encodings: Vec<String>,
    /// The answer's format: the offset in hex and the string, or one object a string
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: ListFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

fn kind(name: &str) -> Result<StringKind, CommandEnd> {
    StringKind::named(name).ok_or_else(|| {
        let known = StringKind::ALL.map(StringKind::name).join(", ");
        CommandEnd::Says(format!("there is no encoding of strings “{name}”; there are {known}"))
    })
}

impl StringsArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

/// What is looked for, and how it is written.
struct Wanted {
    kinds: Vec<StringKind>,
    least: usize,
    form: ListFormat,
    /// Where the looked-at bytes start in the file.
    base: u64,
}

pub(super) fn run(args: &StringsArgs) -> Result<(), CommandEnd> {
    let mut kinds = args.encodings.iter().map(|name| kind(name)).collect::<Result<Vec<_>, _>>()?;
    kinds.sort_unstable();
    kinds.dedup();
    let wanted = Wanted { kinds, least: to_usize(args.min), form: args.form, base: args.input.base() };
    let flow = Flow::open(&args.input)?;
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let pool = args.input.pool()?;
    let mut printer = Printer { flow, encoding: Encoding::default(), out };
    let print = |printer: &mut Printer<'_>| list(&wanted, printer, &pool);
    print(&mut printer)?;
    printer.finish(print)
}

/// What a part holds, in order.
enum Piece {
    /// Strings as they are written.
    Written(Vec<u8>),
    /// A run that reaches past what the part sees: where it starts.
    Open(StringKind, Offset),
}

fn list(wanted: &Wanted, printer: &mut Printer<'_>, pool: &ThreadPool) -> Result<(), CommandEnd> {
    let n_parts = len_u64(pool.current_num_threads() * PARTS_EACH);
    let buffers = Buffers::default();
    let mut at = Offset::ZERO;
    while printer.reaches(at)? {
        go_on()?;
        printer.flow.release_before(at);
        let snapshot = printer.flow.snapshot().clone();
        let has_all = !printer.flow.is_live();
        // Strings hold no NUL, so none starts in a hole but in the last bytes before its end.
        let data = snapshot.next_data(at).start.back(len_u64(BEFORE)).floor_to(PART_BYTES);
        if data > at {
            // A file that was cut looks like a hole, too.
            let hole = Span { start: at, end: data };
            snapshot.verify(hole).map_err(|fault| printer.flow.input.fault(&fault))?;
            at = data;
        }
        let end = (at + n_parts * PART_BYTES).min(snapshot.span().end);
        let parts: Vec<Span> = Span { start: at, end }.pieces(PART_BYTES).collect();
        let search = |part: Span| part_pieces(&snapshot, part, has_all, wanted, &buffers);
        let found: Vec<Result<Vec<Piece>, Fault>> =
            pool.install(|| parts.into_par_iter().map(search).collect());
        for pieces in found {
            for piece in pieces.map_err(|fault| printer.flow.input.fault(&fault))? {
                match piece {
                    Piece::Written(bytes) => {
                        printer.write(&bytes)?;
                        buffers.give_back(bytes);
                    }
                    Piece::Open(kind, start) => follow(wanted, printer, kind, start)?,
                }
            }
        }
        // Pages before the first part were mapped again with its own, and a fault maps all that the
        // page cache holds together.
        snapshot.release(Span { start: at.back(MAPPED_TOGETHER), end });
        at = end;
    }
    Ok(())
}

/// Buffers of parts that were written, for the next ones: new ones each time leave memory in pieces.
#[derive(Default)]
struct Buffers(Mutex<Vec<Vec<u8>>>);

impl Buffers {
    fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
}

/// The strings that start in a part; `has_all`: nothing follows the snapshot.
fn part_pieces(
    snapshot: &Snapshot,
    part: Span,
    has_all: bool,
    wanted: &Wanted,
    buffers: &Buffers,
) -> Result<Vec<Piece>, Fault> {
    let from = part.start.back(len_u64(BEFORE));
    let seen = Span { start: from, end: part.end + BEHIND }.meet(snapshot.span());
    let reaches_end = has_all && seen.end == snapshot.span().end;
    snapshot.prepare(seen);
    snapshot.read(seen, |bytes| {
        let own = to_usize(part.start - from)..to_usize(part.end - from);
        let (mut pieces, mut out) = (Vec::new(), buffers.take());
        find(bytes, own, &wanted.kinds, wanted.least, |run| {
            if run.is_open && !reaches_end {
                pieces.push(Piece::Written(std::mem::take(&mut out)));
                pieces.push(Piece::Open(run.kind, run.span(from).start));
            } else if run.n_chars >= wanted.least && !push_short(&mut out, wanted, &run, from, bytes) {
                push(&mut out, wanted, run.kind, run.span(from), &bytes[run.bytes]);
            }
        });
        pieces.push(Piece::Written(out));
        pieces
    })
}

/// Writes a string that is short and text, by moves of a fixed size: strings of a few bytes are many. Whether it was.
#[inline]
fn push_short(out: &mut Vec<u8>, wanted: &Wanted, run: &Run, from: Offset, bytes: &[u8]) -> bool {
    const SHORT: usize = 23;
    let is_plain = matches!(run.kind, StringKind::Ascii | StringKind::Utf8);
    let text: Option<&[u8; SHORT]> = bytes[run.bytes.start..].first_chunk();
    let (Some(text), Ok(at)) = (text, u32::try_from((from + wanted.base).0 + len_u64(run.bytes.start)))
    else {
        return false;
    };
    let len = run.bytes.len();
    if !is_plain || len > SHORT || wanted.form != ListFormat::Text {
        return false;
    }
    let mut line = [b' '; DIGITS + 1 + SHORT + 1];
    line[..DIGITS].copy_from_slice(&hex_digits(at));
    line[DIGITS + 1..][..SHORT].copy_from_slice(text);
    line[DIGITS + 1 + len] = b'\n';
    // Seven places, and as many as it takes.
    let skipped = usize::from(at >> 28 == 0);
    let end = out.len() + line.len() - SHORT + len - skipped;
    if skipped == 0 {
        out.extend_from_slice(&line);
    } else {
        out.extend_from_slice(&line[1..]);
    }
    out.truncate(end);
    true
}

/// Digits of an offset below 4 GiB.
const DIGITS: usize = 8;

/// The hex digits of an offset, with blanks for zeros before it.
#[inline]
fn hex_digits(at: u32) -> [u8; DIGITS] {
    // A digit a byte, all of them at once.
    let mut digits = u64::from(at);
    digits = (digits << 16 | digits) & 0x0000_FFFF_0000_FFFF;
    digits = (digits << 8 | digits) & 0x00FF_00FF_00FF_00FF;
    digits = (digits << 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F;
    let is_letter = (digits + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101;
    let text = digits + 0x3030_3030_3030_3030 + is_letter * u64::from(b'a' - b'0' - 10);
    let n_blank = (at | 1).leading_zeros() / 4;
    let shown = u64::MAX >> (8 * n_blank);
    (text & shown | 0x2020_2020_2020_2020 & !shown).to_be_bytes()
}

/// Writes a string.
fn push(out: &mut Vec<u8>, wanted: &Wanted, kind: StringKind, span: Span, run: &[u8]) {
    let span = span.moved_by(wanted.base);
    if wanted.form == ListFormat::Text {
        push_offset(out, span.start);
        kind.push_text(run, out);
        return out.push(b'\n');
    }
    out.extend_from_slice(b"{\"offset\": ");
    push_decimal(out, span.start.0);
    out.extend_from_slice(b", \"length\": ");
    push_decimal(out, span.len());
    // Writing to memory can't fail.
    let _ = write!(out, ", \"encoding\": \"{}\", \"text\": \"", kind.name());
    let from = out.len();
    kind.push_text(run, out);
    if out[from..].iter().any(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
        let mut escaped = String::new();
        json_text::escape(&mut escaped, &String::from_utf8_lossy(&out[from..]));
        out.truncate(from);
        out.extend_from_slice(escaped.as_bytes());
    }
    out.extend_from_slice(b"\"}\n");
}

/// The offset in hex as `strings -t x` prints it, and a blank.
fn push_offset(out: &mut Vec<u8>, at: Offset) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [b' '; 16];
    let (mut nr, mut rest) = (text.len(), at.0);
    loop {
        nr -= 1;
        text[nr] = DIGITS[to_usize(rest % 16)];
        rest /= 16;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&text[nr.min(text.len() - 7)..]);
    out.push(b' ');
}

/// Writes the run that starts at `start`, however long it is. As text it is streamed; as an object it is held.
fn follow(
    wanted: &Wanted,
    printer: &mut Printer<'_>,
    mut kind: StringKind,
    start: Offset,
) -> Result<(), CommandEnd> {
    let (mut at, mut n_chars) = (start, 0);
    let (mut run, mut seen, mut line, mut is_begun) = (Vec::new(), Vec::new(), Vec::new(), false);
    while printer.reaches(at)? {
        printer.copy(at, &mut seen)?;
        let (len, n) = run_end(&seen, 0, kind);
        if len == 0 {
            // A character that is cut waits for its rest, which a pipe may still bring.
            let is_cut = seen.len() < kind.most_width() && printer.reaches(at + len_u64(seen.len()))?;
            if is_cut {
                continue;
            }
            break;
        }
        run.extend_from_slice(&seen[..len]);
        (at, n_chars) = (at + len_u64(len), n_chars + n);
        if n_chars >= wanted.least && wanted.form == ListFormat::Text {
            line.clear();
            if !is_begun {
                push_offset(&mut line, start + wanted.base);
                is_begun = true;
            }
            kind.push_text(&run, &mut line);
            printer.write(&line)?;
            run.clear();
        }
    }
    if is_begun {
        return printer.write(b"\n");
    }
    if n_chars < wanted.least {
        return Ok(());
    }
    if kind == StringKind::Utf8 && wanted.kinds.contains(&StringKind::Ascii) && run.is_ascii() {
        kind = StringKind::Ascii;
    }
    line.clear();
    push(&mut line, wanted, kind, Span { start, end: at }, &run);
    printer.write(&line)
}
