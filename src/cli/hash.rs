//! `gander hash`: digests of all bytes, several in one pass.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, go_on};
use crate::args::LogTo;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::Encoding;
use crate::format::json_text;
use crate::hash::{Algorithm, Blake3Part, Blake3Tree, Hasher};
use crate::source::Fault;
use clap::{Args, ValueEnum};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes that are read at once, and pieces of them that may wait for each thread.
const PIECE_BYTES: u64 = 2 << 20;
const PIECES: usize = 4;

/// Bytes that a thread which also reads reads at once.
const CACHED_BYTES: u64 = 256 << 10;

#[derive(Args)]
pub(super) struct HashArgs {
    #[command(flatten)]
    input: Input,
    /// Which: crc32, md5, sha1, sha224, sha256, sha384, sha512, sha3-224, sha3-256, sha3-384, sha3-512, blake3,
    /// xxh32, xxh64, xxh3, xxh128
    #[arg(long, value_name = "ALGO,…", value_delimiter = ',', default_value = "sha256")]
    algo: Vec<String>,
    /// The answer's format
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: HashFormat,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HashFormat {
    Text,
    Json,
}

fn algorithm(name: &str) -> Result<Algorithm, CommandEnd> {
    Algorithm::named(name).ok_or_else(|| {
        let known = Algorithm::ALL.map(Algorithm::name).join(", ");
        CommandEnd::Says(format!("there is no algorithm “{name}”; there are {known}"))
    })
}

impl HashArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }
}

pub(super) fn run(args: &HashArgs) -> Result<(), CommandEnd> {
    let mut algorithms: Vec<Algorithm> = Vec::new();
    for name in &args.algo {
        let one = algorithm(name)?;
        if !algorithms.contains(&one) {
            algorithms.push(one);
        }
    }
    let flow = Flow::open(&args.input)?;
    let out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let pool = args.input.pool()?;
    let mut printer = Printer { flow, encoding: Encoding::default(), out };
    let print = |printer: &mut Printer<'_>| {
        let digests = digests(printer, &algorithms, &pool)?;
        let answer = answer(args, &algorithms, &digests);
        printer.write(answer.as_bytes())
    };
    print(&mut printer)?;
    printer.finish(print)
}

/// The digests of all bytes. With one thread all is done by this one; with several it reads, and others hash.
fn digests(
    printer: &mut Printer<'_>,
    algorithms: &[Algorithm],
    pool: &ThreadPool,
) -> Result<Vec<String>, CommandEnd> {
    if algorithms == [Algorithm::Blake3] && !printer.flow.is_live() {
        return Ok(vec![in_parts(printer, pool)?]);
    }
    let mut hashers: Vec<Box<dyn Hasher>> = algorithms.iter().map(|one| one.hasher()).collect();
    let n_threads = pool.current_num_threads();
    if n_threads == 1 {
        let mut at = Offset::ZERO;
        while let Some(n) = read(printer, at, PIECE_BYTES, |bytes| {
            hashers.iter_mut().for_each(|hasher| hasher.update(bytes));
            len_u64(bytes.len())
        })? {
            at = at + n;
        }
        return Ok(hashers.iter().map(|hasher| hasher.hex()).collect());
    }
    let share = hashers.len().div_ceil(n_threads);
    std::thread::scope(|scope| {
        let mut senders = Vec::new();
        for hashers in hashers.chunks_mut(share) {
            let (sender, pieces) = crossbeam_channel::bounded::<Arc<Vec<u8>>>(PIECES);
            let hash = move || {
                for piece in pieces {
                    hashers.iter_mut().for_each(|hasher| hasher.update(&piece));
                }
            };
            std::thread::Builder::new().name("gander-hash".into()).spawn_scoped(scope, hash)?;
            senders.push(sender);
        }
        let mut at = Offset::ZERO;
        while let Some(bytes) = read(printer, at, PIECE_BYTES, <[u8]>::to_vec)? {
            at = at + len_u64(bytes.len());
            let piece = Arc::new(bytes);
            for sender in &senders {
                // It fails if the thread has panicked, which the scope passes on.
                let _ = sender.send(Arc::clone(&piece));
            }
        }
        Ok::<_, CommandEnd>(())
    })?;
    Ok(hashers.iter().map(|hasher| hasher.hex()).collect())
}

/// BLAKE3 of a file, whose parts are read and hashed by all threads.
fn in_parts(printer: &Printer<'_>, pool: &ThreadPool) -> Result<String, CommandEnd> {
    let snapshot = printer.flow.snapshot();
    let at_once = len_u64(pool.current_num_threads() * PIECES) * Blake3Tree::PART_BYTES;
    let part = |span: Span| {
        let mut hasher = Blake3Part::at(span.start.0);
        // In pieces that stay in the processor's cache.
        for piece in span.pieces(CACHED_BYTES) {
            snapshot.read_copy(piece, |bytes| hasher.update(bytes))?;
        }
        Ok::<_, Fault>(hasher)
    };
    let mut tree = Blake3Tree::default();
    for some in snapshot.span().pieces(at_once) {
        go_on()?;
        let parts: Vec<Span> = some.pieces(Blake3Tree::PART_BYTES).collect();
        let hashed: Result<Vec<_>, _> = pool.install(|| parts.into_par_iter().map(part).collect());
        let hashed = hashed.map_err(|fault| printer.flow.input.fault(&fault))?;
        hashed.iter().for_each(|part| tree.push(part));
    }
    Ok(tree.hex())
}

/// Shows the bytes from `at` on; `None` if there are none.
fn read<R>(
    printer: &mut Printer<'_>,
    at: Offset,
    n_bytes: u64,
    look: impl FnOnce(&[u8]) -> R,
) -> Result<Option<R>, CommandEnd> {
    go_on()?;
    printer.flow.release_before(at);
    if !printer.reaches(at)? {
        return Ok(None);
    }
    let snapshot = printer.flow.snapshot();
    let span = Span::at(at, n_bytes).meet(snapshot.span());
    // Never through the map: a fault for each page costs more than a copy.
    let seen = snapshot.read_copy(span, look);
    seen.map(Some).map_err(|fault| printer.flow.input.fault(&fault))
}

fn answer(args: &HashArgs, algorithms: &[Algorithm], digests: &[String]) -> String {
    let shown = args.input.shown();
    if args.form == HashFormat::Json {
        let mut line = String::from("{\"path\": ");
        json_text::push_string(&mut line, shown.as_bytes());
        line.push_str(", \"hashes\": {");
        for (nr, (algorithm, digest)) in algorithms.iter().zip(digests).enumerate() {
            let comma = if nr > 0 { ", " } else { "" };
            line.push_str(&format!("{comma}\"{}\": \"{digest}\"", algorithm.name()));
        }
        line.push_str("}}\n");
        return line;
    }
    // As the coreutils do: a name with such characters is escaped, and its line says so.
    let is_odd = shown.contains(['\\', '\n', '\r']);
    let mark = if is_odd { "\\" } else { "" };
    let name = shown.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    match (algorithms, digests) {
        ([_], [digest]) => format!("{mark}{digest}  {name}\n"),
        _ => {
            let line = |(algorithm, digest): (&Algorithm, &String)| {
                format!("{mark}{} ({name}) = {digest}\n", algorithm.name().to_uppercase())
            };
            algorithms.iter().zip(digests).map(line).collect()
        }
    }
}
