//! A search through the shipped engine finds what the naive one does, whatever the cut, the
//! threads and the back end, and looks up each match and each line again.
#![cfg(test)]

use crate::corpus;
use crate::naive::{self, Naive, Needle};
use crate::trial::{TestDir, append, end_of, engine, memory};
use gander::base::counts::BLOCK;
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::engine::{CHUNK_BYTES, Job, JobState, Spec};
use gander::format::encoding::Encoding;
use gander::format::log;
use gander::scan::plan::PassId;
use gander::scan::{Finding, ScanRef};
use gander::search::strings::{self, StringKind};
use gander::search::{
    FilterStage, LineFinder, ListedChunk, Lister, Lookup, Matches, Pattern, Query, Search, Term, TimeRange,
    WantedLine,
};
use gander::source::{AccessMode, Snapshot, Source};
use proptest::prelude::*;
use std::io::{Seek as _, Write as _};
use std::sync::Arc;

/// Patterns within lines, and what they are there for.
const WITHIN: &[&str] = &[
    "a",
    "aa",
    "aaa",
    "ab|a",
    "a|ab",
    "x*",
    "a*",
    "",
    "^",
    "$",
    "^$",
    r"\b",
    r"\B",
    "(?m)^a",
    "a$",
    r"\Aa",
    r"a\z",
    r"\s+",
    "[^a]+",
    ".",
    ".*",
    ".+",
    "(?-u:.)",
    "(?-u:[^a])",
    r"\w+",
    r"[a-z]{3}",
    "o(ne|me)",
    "a.*b",
    "é",
    "€|😀",
    r"\x00",
    r"\x00+",
    "(?i)É",
    r"\p{L}+",
    r"\r",
    r"\r$",
    "[a-z]*?$",
    r"some\s+words",
    "aXb|words",
    r"(?:ab)+",
    r"\bsome\b",
    r"^[^\r]*\r?$",
    r"^[^\r]*$",
    r"[\ra]",
    r"[\r]",
    r"^\s*$",
    r"o?\z",
    r"^\z",
    "(?-R)a$",
    "(?-mR)^a|e$",
    "one$|e$",
    "[^e]$",
    "a$|b",
    r"\w+$",
    "(?:a|e|l|s)$",
    r"(?-u:\xFF|\x80)",
    "l(i|o)n.*s",
    "99",
    "a?",
    r"^a?",
    r"(?-u:\b)",
];

/// Patterns that may match across lines.
const ACROSS: &[&str] = &[
    r"a\nb",
    r"\n",
    r"\n+",
    "(?s)a.*b",
    "(?s).",
    "(?s)a.*?b",
    r"a\r\n",
    r"(?s).{3}",
    r"\n\n",
    r"a?\n?",
    r"(?s)a.{1,9}",
    r"e\n[a-z]",
    r"[\n]$",
    r"^\n",
    r"\x00\n|\n",
];

/// Patterns for backtracking.
const FANCY: &[&str] = &[
    r"(a)\1",
    "a(?=b)",
    "(?<=a)b",
    "(?<!a)a",
    r"(\w)\1",
    "a(?!a)",
    r"(?<=é).",
    r"(?<=\n)a",
    "(?=)",
    r"(?:(?=x)x)?",
    r"(?<=^)a",
    "(?<=e)$",
    "^(?=.)",
    r"(?=\r)",
];

/// Bytes to look for anywhere.
const HEX: &[&str] =
    &["00", "61", "61 61", "0A", "0D 0A", "?A", "6? ?? 6?", "C3 A9", "?? ??", "00 00 00", "E2 82", "FF"];

fn patterns() -> Vec<(Pattern, bool)> {
    let mut all = Vec::new();
    for text in WITHIN {
        all.push((Pattern::regex(text), false));
    }
    for text in ["a", "aa", "é", "some", "LINE", "s", "$", "one\ntwo", "\n", "\0", "", "ab", "k"] {
        let spans = text.contains('\n');
        let fixed = Pattern::fixed(text);
        all.push((fixed.clone(), spans));
        all.push((Pattern { ignore_case: true, ..fixed.clone() }, spans));
        if !text.is_empty() {
            all.push((Pattern { whole_word: true, ..fixed }, spans));
        }
    }
    for text in ["a|é", "[A-Z]+", "s", "ǆ|k"] {
        all.push((Pattern { ignore_case: true, ..Pattern::regex(text) }, false));
        all.push((Pattern { whole_word: true, ..Pattern::regex(text) }, false));
    }
    all.extend(ACROSS.iter().map(|text| (Pattern::regex(text), true)));
    all.extend(FANCY.iter().map(|text| (Pattern::regex(text), false)));
    all.extend(HEX.iter().map(|text| (Pattern::hex(text), true)));
    all.extend(naive::NUMBERS.iter().map(|(text, ..)| (Pattern::hex(text), true)));
    all
}

/// Small nasty files of which patterns of all kinds find something.
fn small() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> =
        corpus::small().into_iter().map(|sample| (sample.name.to_owned(), sample.bytes)).collect();
    let mut add = |name: &str, bytes: &[u8]| all.push((name.to_owned(), bytes.to_vec()));
    add("many a", &[b'a'; 50]);
    add("many a and LF", &[&[b'a'; 51][..], b"\n"].concat());
    add("a and b", b"aab\nba\na\nb\n\nab ab\naXb a b");
    add("NULs", b"\0\0a\0\n\0\n\n\0aa\0\0");
    add("only LFs", &[b'\n'; 9]);
    add("only CRLFs", &b"\r\n".repeat(9));
    add("all line ends", b"one\r\n\r\none\rone\r\r\n\n\ra\nsome\r\na\r\n\r\ra\r");
    add("a mark alone", b"\xEF\xBB\xBF");
    add("a mark twice", b"\xEF\xBB\xBF\xEF\xBB\xBF");
    add("half a mark", b"\xEF\xBB");
    add("a mark and lines", b"\xEF\xBB\xBFa\nx\xEF\xBB\xBF\r\naa");
    add("a mark and an end", b"\xEF\xBB\xBF\r\n\xEF\xBB\xBFa");
    add("cases", "Some ÉÉ é K\u{212A}k ſs Line line LINE ǅ\nfoo $ x$y\n".as_bytes());
    add("words", "some words, some\twords\nawesome some\nsome".as_bytes());
    all
}

fn search(query: &Query, encoding: Encoding, counts_hits: bool) -> Arc<Search> {
    Arc::new(Search::new(query, encoding, counts_hits).unwrap())
}

fn spec(search: &Arc<Search>, chunk_bytes: u64) -> Spec {
    let scan: ScanRef = Arc::<Search>::clone(search);
    Spec { pass: PassId::Search, scans: vec![scan], owner: 0, chunk_bytes, is_urgent: false }
}

/// What a job found that is over.
fn found(job: &Job) -> Arc<Matches> {
    let update = end_of(job);
    assert_eq!(update.state, JobState::Done);
    found_in(&update.findings)
}

fn found_in(findings: &[Finding]) -> Arc<Matches> {
    let [Finding::Matches(found)] = findings else { panic!("{findings:?}") };
    Arc::clone(found)
}

fn run(search: &Arc<Search>, snapshot: &Snapshot, n_threads: usize, chunk_bytes: u64) -> Arc<Matches> {
    found(&engine(n_threads).start(snapshot, spec(search, chunk_bytes)))
}

/// Checks every number, and the matches and lines of each block.
fn check(naive: &Naive, search: &Search, found: &Matches, bytes: &Snapshot, what: &str) {
    if search.counts_hits() {
        assert_eq!(found.n_hits(), len_u64(naive.hits.len()), "matches: {what}");
    }
    assert_eq!(found.n_rows(), len_u64(naive.rows.len()), "lines: {what}");
    let lookup = Lookup { search, found, bytes };
    let (mut hits, mut lfs) = (Vec::new(), Vec::new());
    for block in 0..bytes.len().div_ceil(BLOCK) {
        let (n_hits, n_lfs) = (len_u64(hits.len()), len_u64(lfs.len()));
        assert_eq!(found.rows().before(block), Some(n_lfs), "lines before {block}: {what}");
        let (block_hits, block_lfs) = lookup.block(block).unwrap();
        if search.counts_hits() {
            assert_eq!(found.hits().before(block), Some(n_hits), "matches before {block}: {what}");
            hits.extend(block_hits.iter().map(|hit| (hit.start.0, hit.len())));
        }
        lfs.extend(block_lfs.iter().map(|lf| lf.0));
    }
    if search.counts_hits() {
        assert_eq!(hits, naive.hits, "{what}");
    }
    let open = usize::from(len_u64(lfs.len()) < found.n_rows());
    let ends: Vec<_> = naive.rows[..naive.rows.len() - open].iter().map(|row| row.1).collect();
    assert_eq!(lfs, ends, "{what}");
}

/// Places of a list worth trying: its ends and some between.
fn some(n: usize) -> Vec<usize> {
    let mut some: Vec<_> =
        [0, 1, n / 3, n / 2, n.saturating_sub(1), n].into_iter().filter(|&k| k <= n).collect();
    some.dedup();
    some
}

fn check_lookups(naive: &Naive, lookup: &Lookup<'_>, what: &str) {
    let open = lookup.found.n_rows() - lookup.found.rows().total();
    if lookup.search.counts_hits() {
        for k in some(naive.hits.len()) {
            let hit = naive.hits.get(k).map(|&(at, len)| Span::at(Offset(at), len));
            assert_eq!(lookup.hit(len_u64(k)).unwrap(), hit, "match {k}: {what}");
            let Some(hit) = hit else { continue };
            for at in [hit.start, hit.start + 1, hit.end] {
                let n = naive.hits.iter().filter(|hit| hit.0 < at.0).count();
                assert_eq!(lookup.n_hits_before(at).unwrap(), len_u64(n), "matches before {at:?}: {what}");
            }
        }
    }
    let finder = LineFinder { unit: lookup.search.unit(), index: None, goes_on: &|| true };
    let row = |&(start, end): &(u64, u64)| WantedLine { start: Offset(start), end: Offset(end) };
    for k in some(naive.rows.len()) {
        for n in [1, 3, 1000] {
            let rows: Vec<_> = naive.rows.iter().skip(k).take(n).map(row).collect();
            assert_eq!(lookup.rows(len_u64(k), n, &finder).unwrap(), rows, "{n} lines from {k}: {what}");
        }
        let Some(row) = naive.rows.get(k) else { continue };
        for at in [row.0, row.1, row.1 + 1] {
            let last = naive.rows.len() - to_usize(open);
            let n = naive.rows[..last].iter().filter(|row| row.1 < at).count();
            assert_eq!(lookup.n_rows_before(Offset(at)).unwrap(), len_u64(n), "lines before {at}: {what}");
        }
    }
}

/// Where each match starts and its length; where each line that is wanted starts and ends; and the
/// numbers, from 0, of the lines in which the matches start, or of the wanted lines.
type Listed = (Vec<(u64, u64)>, Vec<(u64, u64)>, Vec<u64>);

/// What a list has of one chunk.
fn listed(chunk: &ListedChunk, search: &Search, listed: &mut Listed) {
    let unit = search.unit();
    *listed = Listed::default();
    let lfs: Vec<u64> = unit.line_feeds(chunk.bytes()).map(|lf| chunk.span.start.0 + len_u64(lf)).collect();
    let width = len_u64(unit.width());
    let nr = |at: u64| chunk.lines_before + len_u64(lfs.partition_point(|lf| lf + width <= at));
    for hit in &chunk.hits {
        listed.0.push((hit.start.0, hit.len()));
        listed.2.extend(search.counts_hits().then(|| nr(hit.start.0)));
    }
    for row in &chunk.rows {
        let before = lfs.iter().rev().find(|lf| **lf < row.0);
        listed.1.push((before.map_or(chunk.line_start.0, |lf| lf + width), row.0));
        listed.2.extend((!search.counts_hits()).then(|| nr(row.0)));
    }
}

/// Checks that a list has all that there is, and as much as it is to have.
fn check_list(naive: &Naive, bytes: &[u8], search: &Search, file: &Snapshot, chunk_bytes: u64, what: &str) {
    let unit = search.unit();
    let lfs: Vec<u64> = unit.line_feeds(bytes).map(len_u64).collect();
    let nr = |at: u64| len_u64(lfs.partition_point(|lf| *lf < at));
    let n = if search.counts_hits() { naive.hits.len() } else { naive.rows.len() };
    for limit in [u64::MAX, len_u64(n / 2)] {
        let (mut all, mut last_end) = (Listed::default(), 0);
        let list = Lister { search, bytes: file, limit, n_threads: 3, chunk_bytes };
        let end =
            list.list(|chunk, into| listed(chunk, search, into), &mut |part: Option<(&Listed, Offset)>| {
                let Some((part, end)) = part else { return Ok::<(), ()>(()) };
                assert!(end.0 > last_end, "{what}");
                last_end = end.0;
                all.0.extend(&part.0);
                all.1.extend(&part.1);
                all.2.extend(&part.2);
                Ok(())
            });
        let end = end.unwrap();
        let wanted = to_usize(limit).min(n);
        if search.counts_hits() {
            assert_eq!(all.0, naive.hits[..wanted], "listed: {what}");
            let rows: Vec<_> = all.0.iter().map(|hit| nr(hit.0)).collect();
            assert_eq!(all.2, rows, "rows of matches: {what}");
        } else {
            if all.1.len() < wanted {
                let (row, number) = end.open_row.expect(what);
                all.1.push((row.start.0, row.end.0));
                all.2.push(number);
            }
            assert_eq!(all.1, naive.rows[..wanted], "listed: {what}");
            assert_eq!(all.2, all.1.iter().map(|row| nr(row.1)).collect::<Vec<_>>(), "numbers: {what}");
        }
    }
}

/// A pattern made ready for both kinds of search.
struct Ready<'a> {
    pattern: &'a Pattern,
    encoding: Encoding,
    searches: [Arc<Search>; 2],
}

impl<'a> Ready<'a> {
    fn new(pattern: &'a Pattern, encoding: Encoding) -> Self {
        let query = Query::of(pattern.clone());
        let searches = [true, false].map(|counts_hits| search(&query, encoding, counts_hits));
        Self { pattern, encoding, searches }
    }
}

/// One pattern in one file, against what a naive search found: both kinds of search, cut and shared
/// out in several ways.
fn try_against(naive: &Naive, bytes: &[u8], pattern: &Pattern, encoding: Encoding, cuts: &[u64], what: &str) {
    try_ready(naive, bytes, &Ready::new(pattern, encoding), cuts, what);
}

fn try_ready(naive: &Naive, bytes: &[u8], ready: &Ready<'_>, cuts: &[u64], what: &str) {
    let (source, pattern, encoding) = (memory(bytes), ready.pattern, ready.encoding);
    for search in &ready.searches {
        for &cut in cuts {
            let n_threads = if cut % 2 == 0 { 2 } else { 5 };
            let what = format!(
                "{what}: {:?} {:?} i={} w={} in {}, chunks of {cut}, matches: {}",
                pattern.kind,
                pattern.text,
                pattern.ignore_case,
                pattern.whole_word,
                encoding.name(),
                search.counts_hits()
            );
            let found = run(search, &source.snapshot(), n_threads, cut);
            check(naive, search, &found, &source.snapshot(), &what);
            // What is the same in every block is looked up in the same way: by two cuts.
            if [cuts.first(), cuts.last()].contains(&Some(&cut)) {
                check_lookups(naive, &Lookup { search, found: &found, bytes: &source.snapshot() }, &what);
            }
            if ![1, 64].contains(&cut) {
                let cut = cut.next_multiple_of(len_u64(encoding.unit().width()));
                check_list(naive, bytes, search, &source.snapshot(), cut, &what);
            }
        }
    }
}

#[test]
fn what_is_found_is_what_the_naive_search_finds() {
    let files = small();
    for (pattern, spans) in patterns() {
        // A pattern takes longer to be made ready than to be found in a small file.
        let (needle, ready) = (Needle::new(&pattern, spans), Ready::new(&pattern, Encoding::UTF_8));
        for (name, bytes) in &files {
            // After a broken character the automaton takes the one before it for the last
            // (as of regex-automata 0.4.19), so what `\B` says there depends on what is before.
            if pattern.text == r"\B" && std::str::from_utf8(bytes).is_err() {
                continue;
            }
            let naive = naive::find(bytes, &needle, Encoding::UTF_8);
            try_ready(&naive, bytes, &ready, &[1, 7, 64, CHUNK_BYTES], name);
        }
    }
}

#[test]
fn lines_are_wanted_for_the_patterns_that_stand_in_them() {
    let term = |text: &str, is_negated| Term { pattern: Pattern::fixed(text), is_negated };
    let stage = |terms: Vec<Term>, is_any, is_inverted| FilterStage { terms, is_any, is_inverted };
    let queries = [
        vec![stage(vec![term("a", false), term("b", false)], false, false)],
        vec![stage(vec![term("a", false), term("b", false)], true, false)],
        vec![stage(vec![term("a", false), term("b", true)], false, false)],
        vec![stage(vec![term("a", false)], false, true)],
        vec![stage(vec![term("a", false)], false, false), stage(vec![term("b", true)], false, false)],
    ];
    let mut texts = small();
    let long = "xx".repeat(70_000);
    texts.push(("long".into(), format!("a{long}\nb{long}a\n{long}\nab\n{long}b").into_bytes()));
    for (name, bytes) in texts {
        let source = memory(&bytes);
        for stages in &queries {
            let query = Query { stages: stages.clone() };
            let terms: Vec<_> = stages.iter().flat_map(|stage| &stage.terms).collect();
            let needles: Vec<_> = terms.iter().map(|term| Needle::new(&term.pattern, false)).collect();
            let bits =
                |holds: &[bool]| (0..).zip(holds).map(|(i, &holds)| u16::from(holds) << i).sum::<u16>();
            let lines = naive::bits(&bytes, &needles, Encoding::UTF_8);
            let wanted = len_u64(lines.iter().filter(|(_, holds)| query.wants(bits(holds))).count());
            let search = search(&query, Encoding::UTF_8, false);
            for cut in [7, 64, 65_536, CHUNK_BYTES] {
                let found = run(
                    &search,
                    &source.snapshot(),
                    2,
                    if bytes.len() > 10_000 { cut.max(4096) } else { cut },
                );
                assert_eq!(found.n_rows(), wanted, "{name} cut at {cut}, {query:?}");
            }
        }
    }
}

/// What does not decode is read as U+FFFD, and found as that, in every encoding but UTF-8, whose
/// own bytes are searched.
#[test]
fn what_does_not_decode_is_found_as_what_it_is_read_as() {
    for (encoding, bytes) in [
        ("UTF-16LE", &b"a\0\0\xD8b\0\n\0\xFD\xFFb\0"[..]),
        ("UTF-16BE", b"\0a\xDC\0\0b\0\n\xFF\xFD\0b"),
        ("UTF-32LE", b"a\0\0\0\0\xD8\0\0b\0\0\0\n\0\0\0\xFD\xFF\0\0b\0\0\0"),
        ("UTF-32BE", b"\0\0\0a\0\x11\0\0\0\0\0b\0\0\0\n\0\0\xFF\xFD\0\0\0b"),
        ("windows-1253", b"a\xAAb\n\xFFb"),
        ("Shift_JIS", b"a\xFFb\n\xFEb"),
    ] {
        let encoding = Encoding::named(encoding).unwrap();
        for (pattern, n) in [
            (Pattern::fixed("\u{FFFD}"), 2),
            (Pattern::fixed("\u{FFFD}b"), 2),
            (Pattern::fixed("a\u{FFFD}b"), 1),
            (Pattern::regex("\u{FFFD}b$"), 2),
            (Pattern { ignore_case: true, ..Pattern::fixed("A\u{FFFD}") }, 1),
            (Pattern::regex("[^ab]"), 2),
        ] {
            let search = search(&Query::of(pattern.clone()), encoding, true);
            let found = run(&search, &memory(bytes).snapshot(), 2, CHUNK_BYTES);
            assert_eq!(found.n_hits(), n, "{} {}", encoding.name(), pattern.text);
        }
    }
}

#[test]
fn a_file_that_grows_inside_a_code_unit_has_the_matches_of_one_pass() {
    let text = "\u{FEFF}one\r\n\ntwo 🦆 one\none \u{A0A}two";
    let folder = TestDir::new();
    for name in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
        let encoding = Encoding::named(name).unwrap();
        let bytes = encoding.encode(text).unwrap();
        for pattern in [Pattern::fixed("one"), Pattern::regex(r"\w+$|^$"), Pattern::fixed("e\ntwo")] {
            let naive = naive::find(&bytes, &Needle::new(&pattern, pattern.text.contains('\n')), encoding);
            let ready = Ready::new(&pattern, encoding);
            for (cut, search) in (0..=bytes.len()).zip(ready.searches.iter().cycle()) {
                let path = folder.file("growing", &bytes[..cut]);
                let mut source = Source::open(&path, AccessMode::Auto).unwrap();
                let job = engine(2).start(&source.snapshot(), spec(search, 16));
                end_of(&job);
                append(&path, &bytes[cut..]);
                source.refresh().unwrap();
                engine(2).extend(&job, &source.snapshot());
                let what = format!("{} in {name} grown at {cut}", pattern.text);
                check(&naive, search, &found(&job), &source.snapshot(), &what);
            }
        }
    }
}

/// How many matches there are of a regular expression.
fn n_matches(text: &[u8], pattern: &str, encoding: &str) -> u64 {
    let encoding = Encoding::named(encoding).unwrap();
    let search = search(&Query::of(Pattern::regex(pattern)), encoding, true);
    run(&search, &memory(text).snapshot(), 2, CHUNK_BYTES).n_hits()
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let text = "\u{FEFF}test1\nx\ntest1\n";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    let all = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        ("UTF-32LE", text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
        ("UTF-32BE", text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
        ("gb18030", [&b"\x84\x31\x95\x33"[..], &text.as_bytes()[3..]].concat()),
    ];
    for (encoding, bytes) in all {
        for (pattern, n) in [
            ("^test1", 2),
            (r"\Atest1", 2),
            ("(?<!.)test1", 2),
            ("^.", 3),
            ("^.{5}$", 2),
            ("\u{FEFF}", 0),
            (r"[^\w]", 0),
            ("(?s)^test1\nx", 1),
        ] {
            assert_eq!(n_matches(&bytes, pattern, encoding), n, "{pattern} in {encoding}");
        }
    }
    let found = run(
        &search(&Query::of(Pattern::hex("EF BB BF 74")), Encoding::UTF_8, true),
        &memory(text.as_bytes()).snapshot(),
        2,
        CHUNK_BYTES,
    );
    assert_eq!(found.n_hits(), 1, "bytes are found anywhere");
    assert_eq!(n_matches("a\u{FEFF}b".as_bytes(), "\u{FEFF}", "UTF-8"), 1, "elsewhere it is a character");
}

#[test]
fn a_line_ends_before_its_carriage_return_and_line_feed() {
    // Counted by `rg -a --crlf --count-matches` of ripgrep 15.2, where it takes the pattern.
    let text = "one\r\n\r\nab\rc one\r\n\n  \r\none\r\r\nlast";
    for (pattern, n) in [
        ("one$", 3),
        ("^$", 3),
        (r"^\s*$", 4),
        ("^", 9),
        ("$", 9),
        ("x*", 27),
        (r"one\z", 2),
        (r"b$", 1),
        ("^c", 1),
        (".+", 6),
        ("[^a]+", 7),
        (r"\s", 3),
        (r"[a\r]", 2),
        // These it refuses: a carriage return that is asked for is a character.
        (r"\r", 7),
        (r"one\r$", 2),
        (r"e\r\n", 2),
        ("(?<=e)$", 3),
        ("(?<!x)^(?=c)", 1),
    ] {
        assert_eq!(n_matches(text.as_bytes(), pattern, "UTF-8"), n, "{pattern}");
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(n_matches(&utf16, pattern, "UTF-16BE"), n, "{pattern} in UTF-16");
        let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(n_matches(&utf32, pattern, "UTF-32LE"), n, "{pattern} in UTF-32");
    }
}

/// Which lines were written in a time range, line by line; one without a time continues the one
/// before.
fn timed(bytes: &[u8], range: TimeRange) -> Naive {
    let mut naive = Naive::default();
    let (mut at, mut was_in) = (0, false);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let reading = log::read(line);
        let end = len_u64(line.strip_suffix(b"\n").unwrap_or(line).len());
        let is_in =
            |time: log::Time| time.clock == range.clock && time.ms >= range.from_ms && time.ms < range.to_ms;
        if reading.time.is_some_and(is_in) {
            naive.hits.push((at, len_u64(reading.time_at.end)));
        }
        was_in = reading.time.map_or(was_in, is_in);
        if was_in {
            naive.rows.push((at, at + end));
        }
        at += len_u64(line.len());
    }
    naive
}

/// The same of a text in UTF-16 or UTF-32.
fn timed_wide(text: &str, range: TimeRange, is_utf16: bool) -> Naive {
    let mut naive = Naive::default();
    let (mut at, mut was_in) = (0, false);
    let width = |text: &str| match is_utf16 {
        true => len_u64(text.encode_utf16().count()) * 2,
        false => len_u64(text.chars().count()) * 4,
    };
    for line in text.split_inclusive('\n') {
        let head = log::read(line.as_bytes());
        let time = head.time_in(range.day_first);
        let is_in =
            |time: log::Time| time.clock == range.clock && (range.from_ms..range.to_ms).contains(&time.ms);
        if time.is_some_and(is_in) {
            naive.hits.push((at, width(&line[..head.time_at.end])));
        }
        was_in = head.time.map_or(was_in, |_| time.is_some_and(is_in));
        if was_in {
            naive.rows.push((at, at + width(line.strip_suffix('\n').unwrap_or(line))));
        }
        at += width(line);
    }
    naive
}

#[test]
fn a_time_range_is_found_in_wide_units_in_long_json_and_with_the_day_first() {
    let json = |n: usize| format!("{{\"log\":\"{}\",\"time\":\"2026-03-14T09:00:01Z\"}}\n", "x".repeat(n));
    let text = "\u{FEFF}2026-03-14 09:00:01 INFO 上\u{A0A}\n[上] 2026-03-14 09:00:01.999 b\r\n14/03/2026 09:00:01 c\n\
                03/14/2026 09:00:01 d\n03/04/2026 09:00:01 e\n04/03/2026 09:00:01 f\n2026-03-14 09:00:02 g";
    let text = format!("{}{}{}{text}", json(10), json(300), json(10_000));
    for range in [
        "2026-03-14 09:00:01..2026-03-14 09:00:02",
        "2026-03-04 09:00:01..2026-03-04 09:00:02",
        "2026-03-04 09:00:01..2026-03-04 09:00:02 day first",
    ] {
        let range = TimeRange::parse(range).unwrap();
        for name in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
            let encoding = Encoding::named(name).unwrap();
            let bytes = encoding.encode(&text).unwrap();
            let naive = timed_wide(&text, range, name.starts_with("UTF-16"));
            assert!(!naive.rows.is_empty());
            let pattern = Pattern::times(range);
            try_against(&naive, &bytes, &pattern, encoding, &[4096, CHUNK_BYTES], name);
        }
    }
}

#[test]
fn lines_of_a_time_range_are_those_whose_timestamps_lie_in_it() {
    let text = "2026-03-14 09:00:00 INFO a\n\
                2026-03-14 09:00:01 INFO b\n  at a trace of it\n\
                Mar 14 09:00:01 host syslog\n\n\r\n\
                10.0.0.1 - - [14/Mar/2026:09:00:01 +0100] \"GET / HTTP/1.1\" 200\n\
                09:00:01 alone\n\
                2026-03-14 08:59:59.999 late 2026-03-14 09:00:01\n\
                2026-03-14 09:00:01.999 last";
    let long = format!("2026-03-14 09:00:01 {}\n{text}", "x".repeat(200_000));
    for bytes in [text, &format!("{text}\n"), "", "\n\n", "2026-03-14 09:00:0", &long].map(str::as_bytes) {
        for range in [
            "2026-03-14 09:00:01..2026-03-14 09:00:02",
            "2026-03-14 00:00..2026-03-15 00:00",
            "--03-14T09:00:00..--03-14T10:00:00",
            "09:00:01..09:00:02",
        ] {
            let range = TimeRange::parse(range).unwrap();
            let cuts: &[u64] =
                if bytes.len() > 10_000 { &[4096, CHUNK_BYTES] } else { &[1, 7, 64, CHUNK_BYTES] };
            let (naive, pattern) = (timed(bytes, range), Pattern::times(range));
            try_against(&naive, bytes, &pattern, Encoding::UTF_8, cuts, "times");
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(64))]

    #[test]
    fn what_continues_a_line_has_its_time(
        lines in prop::collection::vec((0_usize..8, 0_usize..40), 0..40),
        ends in any::<bool>(),
        cut in prop_oneof![Just(1_u64), Just(5), Just(64), Just(4096)],
    ) {
        let kinds = [
            "2026-03-14 09:00:01 in", "2026-03-14 09:00:05 out", "09:00:01 other clock", "", "\tat x.y(z)",
            "Caused by: x", "\r", "\0\0\0",
        ];
        let text: Vec<_> = lines.iter().map(|(kind, n)| format!("{}{}", kinds[*kind], " z".repeat(*n))).collect();
        let text = text.join("\n") + if ends { "\n" } else { "" };
        let range = TimeRange::parse("2026-03-14 09:00:01..2026-03-14 09:00:02").unwrap();
        let naive = timed(text.as_bytes(), range);
        try_against(&naive, text.as_bytes(), &Pattern::times(range), Encoding::UTF_8, &[cut, CHUNK_BYTES], "times");
    }
}

#[test]
fn a_trace_of_several_chunks_is_in_the_range_of_its_line() {
    let trace = "\tat org.example.Deep.call(Deep.java:1)\n".repeat(15_000);
    let text =
        format!("2026-03-14 09:00:01 a\n{trace}2026-03-14 09:00:07 b\n{trace}2026-03-14 09:00:01 c\n  d");
    let range = TimeRange::parse("2026-03-14 09:00:01..2026-03-14 09:00:02").unwrap();
    let naive = timed(text.as_bytes(), range);
    assert_eq!(naive.rows.len(), 15_003);
    let pattern = Pattern::times(range);
    try_against(
        &naive,
        text.as_bytes(),
        &pattern,
        Encoding::UTF_8,
        &[CHUNK_BYTES / 64, CHUNK_BYTES],
        "times",
    );
}

#[test]
fn a_hole_in_the_file_continues_the_line_before_it() {
    let line = |time: &str| format!("2026-03-14 09:00:0{time} a");
    let range = TimeRange::parse("2026-03-14 09:00:01..2026-03-14 09:00:02").unwrap();
    for before in [line("1"), line("1\n"), line("5"), line("5\n"), String::new()] {
        for after in ["", "\n", "\nb\nc", "\n2026-03-14 09:00:01 d\ne"] {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(before.as_bytes()).unwrap();
            file.seek(std::io::SeekFrom::Start(3 * CHUNK_BYTES / 2 + 5)).unwrap();
            file.write_all(after.as_bytes()).unwrap();
            file.as_file().set_len(2 * CHUNK_BYTES).unwrap();
            let bytes = std::fs::read(file.path()).unwrap();
            let source = Source::open(file.path(), AccessMode::Auto).unwrap();
            let naive = timed(&bytes, range);
            let search = Search::new(&Query::of(Pattern::times(range)), Encoding::UTF_8, false);
            let search = Arc::new(search.unwrap());
            for cut in [CHUNK_BYTES / 8, CHUNK_BYTES] {
                let found = run(&search, &source.snapshot(), 2, cut);
                check(&naive, &search, &found, &source.snapshot(), &format!("{before:?} {after:?} {cut}"));
            }
        }
    }
}

/// The bytes without the sequences of ANSI colours, and where each of them was.
fn without_sequences(bytes: &[u8]) -> (Vec<u8>, Vec<u64>) {
    let (mut left, mut places, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|byte| *byte == b'm').map(|n| at + n + 1);
        let is_sequence = end.is_some_and(|end| {
            let inner = bytes[at..end].strip_prefix(b"\x1b[").and_then(|rest| rest.strip_suffix(b"m"));
            inner.is_some_and(|inner| inner.iter().all(|byte| b"0123456789;:".contains(byte)))
        });
        match end.filter(|_| is_sequence) {
            Some(end) => at = end,
            None => {
                left.push(bytes[at]);
                places.push(len_u64(at));
                at += 1;
            }
        }
    }
    (left, places)
}

proptest! {
    #![proptest_config(crate::trial::cases(24))]

    #[test]
    fn numbers_within_bounds_are_found_across_every_edge(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![4.13_f32, 4.14, 4.149, 4.16, -4.14, 0.0, f32::NAN])
                    .prop_map(|x| x.to_le_bytes().to_vec()),
                prop::sample::select(vec![0_i32, 5, -5, 6, i32::MIN]).prop_map(|x| x.to_be_bytes().to_vec()),
                prop::collection::vec(any::<u8>(), 0..4),
                prop::sample::select(vec![b'\n', 0, 0xC3, 0x48, 0x40]).prop_map(|byte| vec![byte]),
            ],
            0..60,
        ),
        cut in 1_u64..80,
    ) {
        let bytes = parts.concat();
        for (text, ..) in naive::NUMBERS {
            let pattern = Pattern::hex(text);
            let naive = naive::find(&bytes, &Needle::new(&pattern, true), Encoding::UTF_8);
            try_against(&naive, &bytes, &pattern, Encoding::UTF_8, &[1, cut, CHUNK_BYTES], "numbers");
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(24))]

    #[test]
    fn runs_of_one_encoding_are_those_of_strings(
        bytes in prop::collection::vec(
            prop::sample::select(b"ab~ \t\n\r\x00\x00\x00\x7F\x80\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80".to_vec()),
            0..200,
        ),
        least in 1_usize..5,
        cut in 1_u64..80,
    ) {
        for kind in StringKind::ALL {
            let mut runs = Vec::new();
            strings::find(&bytes, 0..bytes.len(), &[kind], least, |run| runs.push(run));
            let naive: Vec<(u64, u64)> = runs
                .into_iter()
                .filter(|run| run.n_chars >= least)
                .map(|run| (len_u64(run.bytes.start), len_u64(run.bytes.len())))
                .collect();
            let pattern = Pattern::hex(&format!("strings:{least} {}", kind.name()));
            let search = search(&Query::of(pattern), Encoding::UTF_8, true);
            let source = memory(&bytes);
            for cut in [1, cut, CHUNK_BYTES] {
                let found = run(&search, &source.snapshot(), 2, cut);
                let snapshot = source.snapshot();
                let lookup = Lookup { search: &search, found: &found, bytes: &snapshot };
                let hits: Vec<(u64, u64)> = (0..found.n_hits())
                    .map(|nr| lookup.hit(nr).unwrap().expect("it was counted"))
                    .map(|hit| (hit.start.0, hit.len()))
                    .collect();
                prop_assert_eq!(&hits, &naive, "{:?} {} {}", kind, least, cut);
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(48))]

    #[test]
    fn what_is_read_among_colours_is_found_as_if_they_were_not_there(
        parts in prop::collection::vec(
            prop_oneof![
                Just("\x1b[31m"), Just("\x1b[0m"), Just("\x1b[1;38;5;208m"), Just("a"), Just("red"), Just(" "),
                Just("\n"), Just("\r\n"), Just("é"), Just("31"), Just("\x1b["), Just("x\x1b[K"),
            ],
            0..40,
        ),
        cut in prop_oneof![Just(1_u64), Just(5), Just(64), Just(4096)],
    ) {
        let bytes = parts.concat().into_bytes();
        let (left, places) = without_sequences(&bytes);
        let place = |at: u64| places.get(to_usize(at)).copied().unwrap_or(len_u64(bytes.len()));
        for pattern in [
            Pattern::fixed("a red"), Pattern::fixed("d"), Pattern::fixed("31"), Pattern::regex(r"\d+"),
            Pattern::regex(r"a.*d"), Pattern::regex(r"^red"), Pattern::regex(r"(?<=a)red"),
            Pattern { whole_word: true, ignore_case: true, ..Pattern::fixed("RED") },
        ] {
            let plain = naive::find(&left, &Needle::new(&pattern, false), Encoding::UTF_8);
            let hits = plain.hits.iter().map(|&(at, len)| (place(at), place(at + len - 1) + 1 - place(at)));
            let after = |at: u64| at.checked_sub(1).map_or(0, |lf| place(lf) + 1);
            let rows = plain.rows.iter().map(|&(start, end)| (after(start), place(end)));
            let naive = Naive { hits: hits.collect(), rows: rows.collect() };
            for counts_hits in [true, false] {
                let query = Query::of(pattern.clone());
                let search = Arc::new(Search::with_ansi(&query, Encoding::UTF_8, counts_hits, true).unwrap());
                for cut in [cut, CHUNK_BYTES] {
                    let source = memory(&bytes);
                    let found = run(&search, &source.snapshot(), 2, cut);
                    check(&naive, &search, &found, &source.snapshot(), &format!("{pattern:?} in {bytes:?}, {cut}"));
                }
            }
        }
    }
}

/// Encodings in which a random text is searched, beside UTF-8.
const ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "UTF-32LE",
    "UTF-32BE",
    "windows-1252",
    "ISO-8859-2",
    "KOI8-R",
    "Shift_JIS",
    "EUC-JP",
    "gb18030",
    "Big5",
    "EUC-KR",
];

/// One character in an encoding, if it has it.
fn encoded(c: char, encoding: &str) -> Option<Vec<u8>> {
    let mut units = [0; 2];
    match encoding {
        "UTF-8" => Some(c.to_string().into_bytes()),
        "UTF-16LE" => Some(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        "UTF-16BE" => Some(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        "UTF-32LE" => Some(u32::from(c).to_le_bytes().to_vec()),
        "UTF-32BE" => Some(u32::from(c).to_be_bytes().to_vec()),
        _ => {
            let text = c.to_string();
            let known = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
            let (bytes, _, has_failed) = known.encode(&text);
            (!has_failed).then(|| bytes.into_owned())
        }
    }
}

fn letter() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::sample::select(vec!['a', 'b', 'A', '0', ' ', '_', '.']),
        1 => prop::sample::select(vec!['\r', '\t', 'k', 's', '|', '\\']),
        2 => prop::sample::select(vec!['é', 'ß', 'ő', 'я', 'Я', '東', '京', '表', '한', 'ｱ', '€', '\u{1F986}']),
    ]
}

fn text() -> impl Strategy<Value = Vec<char>> {
    let part = prop_oneof![
        12 => letter().prop_map(|c| vec![c]),
        1 => Just(vec!['\n']),
        1 => Just(vec!['\r', '\n']),
        1 => Just(vec!['\u{FEFF}']),
    ];
    let mark = prop_oneof![3 => Just(None), 1 => Just(Some('\u{FEFF}'))];
    (mark, prop::collection::vec(part, 0..120))
        .prop_map(|(mark, parts)| mark.into_iter().chain(parts.concat()).collect())
}

/// A regular expression of a few parts.
fn regex_text() -> impl Strategy<Value = String> {
    let plain = || letter().prop_map(|c| regex_syntax::escape(&c.to_string()));
    let part = prop_oneof![
        6 => plain(),
        2 => (plain(), prop::sample::select(vec!["*", "+", "?", "{2}", "*?", "+?"])).prop_map(|(a, b)| a + b),
        2 => (plain(), plain()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
        1 => (letter(), letter()).prop_map(|(a, b)| {
            let [a, b] = [a, b].map(|c| regex_syntax::escape(&c.to_string()));
            format!("[{a}{b}]")
        }),
        2 => prop::sample::select(vec![".", r"\w", "^", "$", r"\b", r"\s", "[^a]", r"\d", ".*"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(crate::trial::cases(256))]

    /// The text is searched naively as characters; the same matches are to be found in its
    /// bytes, whatever the encoding makes of them and wherever they are cut.
    #[test]
    fn random_patterns_are_found_in_random_texts_of_any_encoding(
        chars in text(),
        regex in regex_text(),
        literal in prop::collection::vec(letter(), 1..4),
        kind in 0..4_usize,
        encoding in prop::sample::select(ENCODINGS.to_vec()),
        cut in prop_oneof![1..9_u64, 9..200_u64],
    ) {
        let chars: Vec<char> = chars.into_iter().filter(|&c| encoded(c, encoding).is_some()).collect();
        let pattern = match kind {
            0 => Pattern::fixed(&literal.into_iter().collect::<String>()),
            1 => Pattern { ignore_case: true, ..Pattern::fixed(&literal.into_iter().collect::<String>()) },
            2 => Pattern { ignore_case: true, ..Pattern::regex(&regex) },
            _ => Pattern::regex(&regex),
        };
        // Where each byte of the plain text stands in the encoded one. UTF-8 is searched as
        // bytes, in which something empty may stand within a character.
        let (plain, as_plain) = if encoding == "UTF-8" {
            ("UTF-8", Encoding::UTF_8)
        } else {
            ("UTF-16LE", Encoding::named("UTF-16LE").unwrap())
        };
        let (mut text, mut bytes, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for &c in &chars {
            let of_plain = encoded(c, plain).unwrap();
            let is_same = plain == encoding;
            places.extend((0..of_plain.len()).map(|i| len_u64(bytes.len() + if is_same { i } else { 0 })));
            text.extend(of_plain);
            bytes.extend(encoded(c, encoding).unwrap());
        }
        places.push(len_u64(bytes.len()));
        let mut naive = naive::find(&text, &Needle::new(&pattern, false), as_plain);
        for (start, len) in &mut naive.hits {
            let (from, to) = (places[to_usize(*start)], places[to_usize(*start + *len)]);
            (*start, *len) = (from, to - from);
        }
        for (start, end) in &mut naive.rows {
            (*start, *end) = (places[to_usize(*start)], places[to_usize(*end)]);
        }
        let encoding = Encoding::named(encoding).unwrap();
        try_against(&naive, &bytes, &pattern, encoding, &[cut, CHUNK_BYTES], "random");
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(2000))]

    /// The naive search is that of `rg -a --crlf`; `benches/same-as-rg` asks that itself.
    #[test]
    fn two_thousand_random_patterns_are_counted_as_line_by_line(
        chars in text(), regex in regex_text(), ignore_case: bool,
    ) {
        let bytes = chars.into_iter().collect::<String>().into_bytes();
        let pattern = Pattern { ignore_case, ..Pattern::regex(&regex) };
        let naive = naive::find(&bytes, &Needle::new(&pattern, false), Encoding::UTF_8);
        try_against(&naive, &bytes, &pattern, Encoding::UTF_8, &[CHUNK_BYTES], "random");
    }
}
