//! Matches at seams: wherever a file is cut, the same are found, counted and looked up again.
#![no_main]

use gander::base::Offset;
use gander::engine::{CHUNK_BYTES, Spec, JobState};
use gander::format::encoding::Encoding;
use gander::scan::plan::PassId;
use gander::scan::{Finding, ScanRef};
use gander::search::{LineFinder, Lookup, Matches, Pattern, PatternKind, Query, Search};
use gander::source::{AccessMode, Snapshot, Source};
use gander_fuzz::{Memory, end_of, engine};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

const ENCODINGS: [&str; 6] = ["UTF-8", "UTF-8", "UTF-16LE", "UTF-32BE", "Shift_JIS", "windows-1252"];

const REGEXES: [&str; 20] = [
    "a",
    "aa",
    "ab|a",
    "x*",
    "^",
    "$",
    "^$",
    r"\b",
    r"\w+",
    ".*b",
    r"a\nb",
    "(?s)a.*?b",
    "[^a]+",
    r"\r$",
    "é|ä",
    r"[a-c]{2,5}",
    "(?i)K",
    r"(a|b)*c",
    r"\x00+",
    r"(?=a)a",
];

/// The file holds no more than this: it is cut into as many units, each of which sees all of it.
const MOST: usize = 500;

fuzz_target!(|input: (u8, u8, bool, bool, u8, u16, Vec<u8>)| {
    let (pick, encoding, ignore_case, counts_hits, cut, times, bytes) = input;
    let times = usize::from(times) % (MOST / bytes.len().max(1) + 1);
    let bytes = bytes.repeat(times);
    let encoding = Encoding::named(ENCODINGS[usize::from(encoding) % ENCODINGS.len()]).unwrap();
    let pattern = match REGEXES.get(usize::from(pick) % (REGEXES.len() + 4)) {
        Some(regex) => Pattern::regex(regex),
        // Some of its own text.
        None => {
            let from = usize::from(pick) % bytes.len().max(1);
            let some = bytes.get(from..(from + 3).min(bytes.len())).unwrap_or_default();
            Pattern::fixed(&String::from_utf8_lossy(some))
        }
    };
    let pattern = Pattern { ignore_case: ignore_case && pattern.kind != PatternKind::Hex, ..pattern };
    let Ok(search) = Search::new(&Query::of(pattern), encoding, counts_hits) else { return };
    let search = Arc::new(search);
    let source = Source::from_reader("bytes", Arc::new(Memory(bytes)), AccessMode::Auto).unwrap();
    let snapshot = source.snapshot();
    let whole = found(&search, &snapshot, CHUNK_BYTES);
    let cut = found(&search, &snapshot, u64::from(cut).max(1));
    assert_eq!(found_by(&search, &whole, &snapshot), found_by(&search, &cut, &snapshot));
});

fn found(search: &Arc<Search>, snapshot: &Snapshot, chunk_bytes: u64) -> Arc<Matches> {
    let scan: ScanRef = Arc::<Search>::clone(search);
    let spec = Spec { pass: PassId::Search, scans: vec![scan], owner: 0, chunk_bytes, is_urgent: false };
    let update = end_of(&engine().start(snapshot, spec));
    assert_eq!(update.state, JobState::Done);
    let [Finding::Matches(found)] = &update.findings[..] else { panic!("one finding") };
    Arc::clone(found)
}

/// Matches that are looked up, of many: each costs a block.
const LOOKED_UP: u64 = 40;

/// Every number, and matches and lines that are looked up.
fn found_by(search: &Search, found: &Matches, bytes: &Snapshot) -> impl PartialEq + std::fmt::Debug + use<> {
    let lookup = Lookup { search, found, bytes };
    let step = usize::try_from(found.n_hits() / LOOKED_UP + 1).unwrap();
    let hits: Vec<_> = (0..found.n_hits()).step_by(step).map(|k| lookup.hit(k).unwrap()).collect();
    let finder = LineFinder { unit: search.unit(), index: None, goes_on: &|| true };
    let rows = lookup.rows(0, 10_000, &finder).unwrap();
    let before: Vec<_> = rows
        .iter()
        .step_by(rows.len() / LOOKED_UP as usize + 1)
        .map(|row| (lookup.n_rows_before(row.start), lookup.n_hits_before(Offset(row.end.0))))
        .collect();
    let before: Vec<_> = before.into_iter().map(|(rows, hits)| (rows.unwrap(), hits.unwrap())).collect();
    (found.n_hits(), found.n_rows(), hits, rows, before)
}
