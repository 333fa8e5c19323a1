//! `gander hash`: digests of all bytes, several in one pass.

use super::flow::Flow;
use super::out::Out;
use super::printer::Printer;
use super::{CommandEnd, Input, go_on};
use crate::args::LogTo;
use crate::base::Span;
use crate::format::encoding::Encoding;
use crate::format::json_text;
use crate::hash::Algorithm;
use crate::hash::run::{blake3_in_parts, digests_of};
use clap::{Args, ValueEnum};
use rayon::ThreadPool;
use std::path::PathBuf;

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

/// The digests of all bytes.
fn digests(
    printer: &mut Printer<'_>,
    algorithms: &[Algorithm],
    pool: &ThreadPool,
) -> Result<Vec<String>, CommandEnd> {
    if algorithms == [Algorithm::Blake3] && !printer.flow.is_live() {
        let (snapshot, input) = (printer.flow.snapshot(), printer.flow.input);
        let faulted = |fault| input.fault(&fault);
        return Ok(vec![blake3_in_parts(snapshot, snapshot.span(), pool, |_| go_on(), faulted)?]);
    }
    digests_of(algorithms, pool.current_num_threads(), |at, n_bytes, look| {
        go_on()?;
        printer.flow.release_before(at);
        if !printer.reaches(at)? {
            return Ok(0);
        }
        let snapshot = printer.flow.snapshot();
        let span = Span::at(at, n_bytes).meet(snapshot.span());
        // Never through the map: a fault for each page costs more than a copy.
        let seen = snapshot.read_copy(span, |bytes| look(bytes));
        seen.map(|()| span.len()).map_err(|fault| printer.flow.input.fault(&fault))
    })
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
