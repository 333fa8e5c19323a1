//! The syntaxes that a sample may be written in: delimiters that stand in many of its lines, quotes
//! that stand at the edges of cells between them.
//!
//! Nothing is a closed list: any sign, and any run of two to four signs, may separate. How usual it
//! is (its prior) decides where several fit as well.

use super::cut::Syntax;
use std::collections::BTreeMap;

/// Most delimiters of one byte, and of several.
const MOST_SINGLE: usize = 14;
const MOST_LONG: usize = 8;

/// Bytes whose lines are counted.
const COUNTED_BYTES: usize = 32 * 1024;

/// A syntax and how usual it is.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub syntax: Syntax,
    pub prior: f64,
}

/// The candidates for a sample whose lines end with `line_end`, `fixed` being the delimiter that the
/// file itself names.
pub(super) fn candidates(
    head: &[u8],
    line_end: u8,
    hint: Option<&str>,
    fixed: Option<&[u8]>,
) -> Vec<Candidate> {
    let sample = &head[..head.len().min(COUNTED_BYTES)];
    let lines: Vec<&[u8]> = sample
        .split(|&byte| byte == line_end)
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.trim_ascii().is_empty() || line.contains(&b'\t'))
        .collect();
    let delimiters = match fixed {
        Some(fixed) => vec![fixed.to_vec()],
        None => delimiters(&lines),
    };
    let mut all = Vec::new();
    for delimiter in delimiters {
        let prior = prior(&delimiter, hint);
        variants(&lines, sample, &delimiter, line_end, prior, &mut all);
    }
    all
}

/// The syntaxes of one column, the most usual first.
pub(super) fn of_one_column(head: &[u8], line_end: u8) -> Vec<Syntax> {
    let of = |quote: u8, escape: Option<u8>| Syntax {
        delimiter: Box::default(),
        quote: Some(quote),
        escape,
        trims: false,
        line_end,
    };
    let mut all = vec![of(b'"', None)];
    let has = |part: &[u8]| memchr::memmem::find(head, part).is_some();
    if has(b"\\\"") {
        all.push(of(b'"', Some(b'\\')));
    }
    all.extend([b'\'', b'`'].into_iter().filter(|quote| has(&[*quote])).map(|quote| of(quote, None)));
    all
}

/// Bytes that may be a delimiter or a part of one.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\'' | b'\r' | b'\n' | 0)
}

fn delimiters(lines: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut n_lines_with = [0_usize; 256];
    let mut runs: BTreeMap<&[u8], usize> = BTreeMap::new();
    for line in lines {
        let mut seen = [false; 256];
        let mut at = 0;
        while at < line.len() {
            let len = line[at..].iter().take_while(|byte| is_sign(**byte)).count();
            for byte in &line[at..at + len] {
                seen[usize::from(*byte)] = true;
            }
            count_runs(&line[at..at + len.min(8)], &mut runs);
            at += len.max(1);
        }
        for (n, seen) in n_lines_with.iter_mut().zip(seen) {
            *n += usize::from(seen);
        }
    }
    let enough = lines.len().div_ceil(5).max(1);
    let signs = (0_u8..=127).filter(|&byte| n_lines_with[usize::from(byte)] >= enough);
    let mut single: Vec<u8> = signs.collect();
    single.sort_by_key(|&byte| (!is_usual(byte), std::cmp::Reverse(n_lines_with[usize::from(byte)]), byte));
    single.truncate(MOST_SINGLE);
    let mut all: Vec<Vec<u8>> = single.into_iter().map(|byte| vec![byte]).collect();
    all.extend(long_runs(&runs, enough));
    all
}

/// Counts all runs of two to four within a run of signs.
fn count_runs<'a>(run: &'a [u8], runs: &mut BTreeMap<&'a [u8], usize>) {
    for len in 2..=4 {
        for part in run.windows(len) {
            if !part.iter().all(|&byte| byte == b' ') {
                *runs.entry(part).or_default() += 1;
            }
        }
    }
}

/// The most frequent runs, without those that stand in a longer one nearly always.
fn long_runs(runs: &BTreeMap<&[u8], usize>, enough: usize) -> Vec<Vec<u8>> {
    let is_part = |run: &[u8], n: usize| {
        runs.iter().any(|(longer, &n_longer)| {
            longer.len() > run.len()
                && n_longer * 20 >= n * 19
                && longer.windows(run.len()).any(|part| part == run)
        })
    };
    let mut frequent: Vec<(&[u8], usize)> =
        runs.iter().map(|(run, n)| (*run, *n)).filter(|(_, n)| *n >= enough).collect();
    frequent.sort_by_key(|(run, n)| (std::cmp::Reverse(*n), *run));
    frequent.truncate(4 * MOST_LONG);
    frequent.retain(|(run, n)| !is_part(run, *n));
    frequent.into_iter().take(MOST_LONG).map(|(run, _)| run.to_vec()).collect()
}

fn is_usual(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b'\t' | b'|') || byte < b' '
}

/// How usual a delimiter is, from 0 to about 1.
fn prior(delimiter: &[u8], hint: Option<&str>) -> f64 {
    let of_one = |byte: u8| -> f64 {
        match byte {
            b',' | b';' | b'\t' => 1.0,
            b'|' => 0.99,
            0..b' ' => 1.0,
            b'^' | b'~' => 0.97,
            b':' => 0.75,
            b' ' => 0.7,
            b'#' | b'*' | b'!' | b'$' | b'%' | b'<' | b'>' => 0.85,
            b'&' | b'@' | b'=' | b'?' => 0.65,
            _ => 0.4,
        }
    };
    let hinted = match (hint, delimiter) {
        (Some("tsv" | "tab"), b"\t") | (Some("psv"), b"|") => 1.1,
        (Some("csv"), b",") => 1.02,
        _ => 1.0,
    };
    let prior = match delimiter {
        [one] => of_one(*one),
        [b' ', inner @ .., b' '] if inner.iter().all(|byte| is_usual(*byte)) => 0.93,
        [b' ', ..] => 0.4,
        [usual, b' '] if is_usual(*usual) => 0.99,
        [_, b' '] => 0.5,
        [first, rest @ ..] if rest.iter().all(|byte| byte == first) => 0.98 * of_one(*first).max(0.8),
        several => 0.97 * several.iter().map(|byte| of_one(*byte)).fold(1.0, f64::min).max(0.5),
    };
    prior * hinted
}

/// Adds the delimiter with each quote, escape and treatment of blanks that the sample suggests.
fn variants(
    lines: &[&[u8]],
    sample: &[u8],
    delimiter: &[u8],
    line_end: u8,
    prior: f64,
    all: &mut Vec<Candidate>,
) {
    let edges = Edges::count(lines, delimiter);
    let mut quotes: Vec<(Option<u8>, f64)> = vec![(Some(b'"'), 1.0)];
    // A few that do not match are mistakes; many are signs for inches, or such.
    let (opens, closes) = (edges.opens[usize::from(b'"')], edges.closes[usize::from(b'"')]);
    if opens.abs_diff(closes) >= ((opens + closes) / 4).max(3) {
        quotes.push((None, 0.9));
    }
    let enough = (lines.len() / 4).max(2);
    let others = (b'!'..=b'~')
        .filter(|&byte| byte != b'"' && !byte.is_ascii_alphanumeric() && !delimiter.contains(&byte));
    let convinces = |byte: u8| match byte {
        b'\'' | b'`' => edges.n_of(byte) > 0,
        b'-' | b'+' | b'.' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'_' | b',' | b';' | b'/' | b'*'
        | b'#' => false,
        _ => edges.n_of(byte) >= enough,
    };
    let mut others: Vec<u8> = others.filter(|&byte| convinces(byte)).collect();
    others.sort_by_key(|&byte| (std::cmp::Reverse(edges.n_of(byte)), byte));
    quotes.extend(others.iter().take(2).map(|&byte| (Some(byte), edges.prior(byte))));
    for (quote, usual) in quotes {
        let after_escape = quote.or(delimiter.first().copied()).unwrap_or(b'"');
        let has_escapes =
            !delimiter.contains(&b'\\') && memchr::memmem::find(sample, &[b'\\', after_escape]).is_some();
        let escapes = [Some((None, 1.0)), has_escapes.then_some((Some(b'\\'), 0.995))];
        for (escape, with_escape) in escapes.into_iter().flatten() {
            let trims = [Some((false, 1.0)), edges.trims(delimiter, quote).then_some((true, 0.95))];
            for (trims, with_trim) in trims.into_iter().flatten() {
                let delimiter = delimiter.into();
                let syntax = Syntax { delimiter, quote, escape, trims, line_end };
                all.push(Candidate { syntax, prior: prior * usual * with_escape * with_trim });
            }
        }
    }
}

/// What stands at the edges of the parts between a delimiter.
struct Edges {
    opens: [usize; 128],
    closes: [usize; 128],
    n_parts: usize,
    n_padded: usize,
    /// The first sign behind blanks at a part's start.
    behind_blanks: [bool; 128],
}

impl Edges {
    fn count(lines: &[&[u8]], delimiter: &[u8]) -> Self {
        let mut edges =
            Self { opens: [0; 128], closes: [0; 128], n_parts: 0, n_padded: 0, behind_blanks: [false; 128] };
        let finder = memchr::memmem::Finder::new(delimiter);
        for line in lines {
            let mut start = 0;
            for end in finder.find_iter(line).chain([line.len()]) {
                // Finds overlap nowhere, and the last part may be empty.
                edges.add(line.get(start..end).unwrap_or_default());
                start = end + delimiter.len();
            }
        }
        edges
    }

    fn add(&mut self, part: &[u8]) {
        let trimmed = part.trim_ascii();
        if trimmed.is_empty() {
            return;
        }
        self.n_parts += 1;
        self.n_padded += usize::from(trimmed.len() < part.len());
        if let [_] = trimmed {
            // It would open and close at once.
            return;
        }
        let first = trimmed.first().filter(|byte| byte.is_ascii()).map(|byte| usize::from(*byte));
        let last = trimmed.last().filter(|byte| byte.is_ascii()).map(|byte| usize::from(*byte));
        if let Some(first) = first {
            self.opens[first] += 1;
            self.behind_blanks[first] |= trimmed.first() != part.first();
        }
        if let Some(last) = last {
            self.closes[last] += 1;
        }
    }

    /// How many cells a byte may quote.
    fn n_of(&self, byte: u8) -> usize {
        let nr = usize::from(byte & 0x7F);
        self.opens[nr].min(self.closes[nr])
    }

    /// How usual a quote is: an apostrophe may also open a cell by chance.
    fn prior(&self, byte: u8) -> f64 {
        let nr = usize::from(byte & 0x7F);
        let is_paired = self.opens[nr] == self.closes[nr] && self.n_of(b'"') == 0;
        match byte {
            b'\'' | b'`' if is_paired => 1.0,
            b'\'' | b'`' => 0.985,
            _ => 0.95,
        }
    }

    /// Whether blanks around cells are worth a candidate.
    fn trims(&self, delimiter: &[u8], quote: Option<u8>) -> bool {
        let holds_blank = delimiter.iter().any(|byte| matches!(byte, b' ' | b'\t'));
        let is_before_quote = quote.is_some_and(|quote| self.behind_blanks[usize::from(quote & 0x7F)]);
        !holds_blank && (2 * self.n_padded >= self.n_parts.max(1) || is_before_quote)
    }
}
