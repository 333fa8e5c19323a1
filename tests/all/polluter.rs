//! Clean tables, each with one thing odd, are read as the clean table, without any parameter.
//!
//! What counts as the clean table: rows as they are in the file (with their missing and extra cells),
//! without a preamble, comments, blank rows, a footer and a second table, with all header rows as
//! records. Spaces around all cells are no part of them, around a single one they are. A cell whose
//! closing quote is missing ends where its record has as many cells as the others.

#[path = "polluter/clean.rs"]
mod clean;
#[path = "polluter/kinds.rs"]
mod kinds;
#[path = "polluter/texts.rs"]
mod texts;

use clean::Random;
use gander::base::Offset;
use gander::base::units::{len_u64, to_usize};
use gander::format::delimited::detect::{Detection, Sample, detect};
use gander::format::delimited::{Cell, Cells, Mode, Records, State};
use gander::format::encoding::CodeUnit;
use kinds::{Case, KINDS};

/// Files of all kinds.
const FILES: usize = 2000;

/// Files that are read without an ending: each kind some times.
const UNNAMED: usize = 200;

fn unit(bytes: &[u8]) -> CodeUnit {
    match bytes {
        [0xFF, 0xFE, ..] => CodeUnit::Utf16Le,
        [0xFE, 0xFF, ..] => CodeUnit::Utf16Be,
        _ => CodeUnit::Byte,
    }
}

fn detected(bytes: &[u8], ending: Option<&str>) -> Option<Detection> {
    let pieces = [(Offset::ZERO, bytes)];
    detect(&Sample {
        pieces: &pieces,
        file_len: len_u64(bytes.len()),
        unit: unit(bytes),
        ending,
        delimiter: None,
        form: None,
    })
}

/// The records that are read from a file; `None` if it is read as text.
fn read(case: &Case, ending: Option<&str>) -> Option<(Vec<Vec<String>>, Detection)> {
    let found = detected(&case.bytes, ending)?;
    // Latin-1 and UTF-16 as UTF-8: what is ASCII stays so, and what is not never is a part of a dialect.
    let dialect = &found.dialect;
    let end = dialect.end.map_or(case.bytes.len(), to_usize);
    let bytes = &case.bytes[to_usize(dialect.start)..end];
    let text: String = match dialect.unit {
        CodeUnit::Byte if case.is_latin => bytes.iter().map(|byte| char::from(*byte)).collect(),
        CodeUnit::Byte => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        unit => char::decode_utf16(unit.values(bytes).map(|unit| u16::try_from(unit).expect("16 bits")))
            .collect::<Result<_, _>>()
            .expect("UTF-16"),
    };
    Some((records(text.as_bytes(), &found), found))
}

/// The records of a table's bytes.
fn records(bytes: &[u8], found: &Detection) -> Vec<Vec<String>> {
    let reader = Records::new(&found.dialect);
    let mut starts = Vec::new();
    let (mut from, mut entry) = (0, State::default());
    loop {
        let walked = reader.walk(bytes, (from, bytes.len()), true, entry, &mut |at| starts.push(at));
        let Some(opened_at) = walked.opened_at.filter(|_| walked.state.is_quoted()) else { break };
        // Never closed: what follows is text.
        (from, entry) = (opened_at + 1, State::at(Mode::Text));
    }
    let mut cells = Cells::default();
    let mut record = |start: &usize| -> Vec<String> {
        reader.cut(&bytes[*start..], true, Some(found.n_columns), &mut cells);
        let text = |cell: &Cell| String::from_utf8(reader.value(&bytes[*start..], cell).into_owned());
        cells.cells.iter().map(|cell| text(cell).expect("UTF-8")).collect()
    };
    starts.iter().map(&mut record).collect()
}

#[test]
fn a_table_with_one_thing_odd_is_read_as_the_clean_one() {
    let mut n_good = vec![(0, 0, 0); KINDS.len()];
    let mut bad = Vec::new();
    for nr in 0..FILES {
        let (name, pollute) = KINDS[nr % KINDS.len()];
        let case = pollute(&mut Random(len_u64(nr) + 1));
        let found = read(&case, Some("csv"));
        let counts = &mut n_good[nr % KINDS.len()];
        counts.0 += 1;
        let is_good = found.as_ref().is_some_and(|(records, _)| *records == case.records);
        counts.1 += usize::from(is_good);
        counts.2 +=
            usize::from(found.as_ref().is_some_and(|(_, found)| found.dialect.n_header == case.n_header));
        if !is_good {
            bad.push((nr, name, found.map(|(_, found)| found.dialect)));
        }
    }
    eprintln!("with its ending: table right, header right, of");
    for ((name, _), (n, good, headers)) in KINDS.iter().zip(&n_good) {
        eprintln!("{name:28} {good:3} {headers:3} {n:3}");
    }
    for (nr, name, dialect) in &bad {
        eprintln!("wrong: {nr} {name}: {dialect:?}");
    }
    let good = FILES - bad.len();
    eprintln!("{good} of {FILES}");
    assert!(100 * good >= 97 * FILES, "{good} of {FILES} are read right");
    let headers: usize = n_good.iter().map(|(_, _, headers)| headers).sum();
    assert!(100 * headers >= 85 * FILES, "{headers} of {FILES} headers are right");
}

#[test]
fn without_an_ending_most_are_tables_too() {
    let mut n_good = 0;
    for nr in 0..UNNAMED {
        let (name, pollute) = KINDS[nr % KINDS.len()];
        let case = pollute(&mut Random(len_u64(nr) + 1));
        let is_good = read(&case, None).is_some_and(|(records, _)| records == case.records);
        n_good += usize::from(is_good);
        if !is_good {
            eprintln!("wrong: {nr} {name}");
        }
    }
    eprintln!("{n_good} of {UNNAMED}");
    assert!(100 * n_good >= 75 * UNNAMED, "{n_good} of {UNNAMED} are read right");
}

#[test]
fn logs_sources_prose_and_json_are_no_tables() {
    let texts = texts::all();
    assert!(texts.len() >= 200, "{} texts", texts.len());
    let mut tables = Vec::new();
    for (name, text) in &texts {
        let is_by_design = texts::LOGS_THAT_ARE_TABLES.iter().any(|of| name.starts_with(of));
        let endings = [None, name.rsplit_once('.').map(|(_, ending)| ending)];
        for ending in endings.into_iter().filter(|ending| ending.is_some() || !is_by_design) {
            let found = detected(text.as_bytes(), ending).map(|found| found.dialect);
            // Lines that name their values are tables of another kind.
            let found = found.filter(|dialect| !dialect.form.has_names());
            tables.extend(found.map(|dialect| format!("{name} as {ending:?}: {dialect:?}")));
        }
    }
    assert!(tables.is_empty(), "{}", tables.join("\n"));
}
