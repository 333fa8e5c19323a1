//! Makes summaries of bytes in memory, as the command line makes them of files.
#![cfg(test)]

use crate::random::Random;
use crate::trial::{end_of, engine, memory};
use gander::engine::{CHUNK_BYTES, JobState, Spec};
use gander::format::delimited::{DialectChoice, TableLayout};
use gander::format::encoding::Encoding;
use gander::scan::plan::{self, Pass};
use gander::source::samples;
use gander::summary::{self, FileInfo, Json, Summary, Writer};
use std::iter;
use std::sync::{Arc, LazyLock};

/// The sections of every summary, and those on request.
pub static ALL: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| iter::once("columns").chain(plan::sections().map(|entry| entry.id.name())).collect());

/// The summary of a file of this name that holds these bytes; of the sections `only`, or, if there are none, of
/// those that every summary has.
pub fn summary_of(name: &str, bytes: &[u8], only: &[&str]) -> Summary {
    let source = memory(bytes);
    let snapshot = source.snapshot();
    let verdict = samples::settled(&snapshot, false);
    // What is asked for as a table is text, whatever stands in it.
    let wanted = (verdict.encoding.is_none() && only.contains(&"columns")).then_some(Encoding::UTF_8);
    let encoding = wanted.unwrap_or(verdict.reads_as());
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let is_text = verdict.encoding.or(wanted).is_some();
    let choice = DialectChoice::default();
    let found = is_text.then(|| samples::table(&snapshot, encoding.unit(), ending, &choice, false)).flatten();
    let verdict = verdict.with_table(found.clone());
    let wants_columns = found.as_ref().is_some_and(|found| found.is_shown_unasked(ending));
    let table = found.filter(|_| wants_columns || only.contains(&"columns")).map(|found| {
        let head = &bytes[usize::try_from(found.dialect.start).unwrap()..];
        Arc::new(TableLayout::read(found.dialect.clone(), encoding, Some(found.n_columns), head, true))
    });
    let only: Vec<String> = only.iter().map(|id| (*id).to_owned()).collect();
    let Pass { id: pass, scans } = plan::summary(encoding.unit(), &only, table.as_ref());
    let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    let update = end_of(&engine(1).start(&snapshot, spec));
    assert_eq!(update.state, JobState::Done);
    let file = FileInfo::of(name, &snapshot).judged(&verdict, wanted);
    Summary::new(file, summary::sections(&update), true)
}

pub fn written(writer: &dyn Writer, summary: &Summary) -> String {
    let mut out = Vec::new();
    writer.write(summary, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("summaries are UTF-8")
}

pub fn json(summary: &Summary) -> serde_json::Value {
    serde_json::from_str(&written(&Json, summary)).expect("it is JSON")
}

/// A table of so many columns and rows, of all types, with gaps.
pub fn table(n_columns: usize, n_rows: usize) -> Vec<u8> {
    let mut random = Random(7);
    let mut text = (0..n_columns).map(|nr| format!("column {nr}")).collect::<Vec<_>>().join(",");
    for row in 0..n_rows {
        let cell = |nr: usize| match nr % 7 {
            0 => (row * 7 + nr).to_string(),
            1 => format!("{}.{:02}", random.below(5000), random.below(100)),
            2 => {
                ["Oslo", "Kraków", "", "two\twords", "東京"][usize::try_from(random.below(5)).unwrap()].into()
            }
            3 => format!("2026-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28)),
            4 => ["true", "false"][usize::from(random.below(3) > 0)].into(),
            5 => format!("-{}", random.below(1 << 40)),
            _ => format!("2026-03-14T09:{:02}:{:02}Z", random.below(60), random.below(60)),
        };
        let cells: Vec<String> = (0..n_columns).map(cell).collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    text.into_bytes()
}

/// A small file that follows from its number: of one of several kinds, mostly of some tens of lines, with whatever
/// files have in them now and then.
pub fn generated(seed: u64) -> (&'static str, Vec<u8>) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let n = random.below(40);
    let word = |random: &mut Random| {
        const WORDS: [&str; 12] = [
            "a",
            "Kraków",
            "12",
            "-3.5",
            "",
            "true",
            "\"q\"",
            "<b>",
            "=1+1",
            "\u{202E}x",
            "2026-03-14",
            "東京",
        ];
        WORDS[usize::try_from(random.below(12)).unwrap()].to_owned()
    };
    let line = |random: &mut Random, nr: u64, kind: u64| match kind {
        0 => (0..random.below(9)).map(|_| word(random)).collect::<Vec<_>>().join(" "),
        1 => {
            let more = if random.below(12) == 0 { "," } else { "" };
            format!("{nr},{},{:.2},{}{more}", word(random), 0.1, random.below(9))
        }
        2 => format!(
            "{{\"id\": {nr}, \"name\": \"n{}\", \"deep\": {{\"x\": [{}]}}}}",
            random.below(9),
            random.below(99)
        ),
        3 => {
            let level = ["INFO", "WARN", "ERROR", "DEBUG"][usize::try_from(random.below(4)).unwrap()];
            format!("2026-03-14 09:{:02}:{:02} {level} {}", nr % 60, random.below(60), word(random))
        }
        _ => format!("{}\t{}", nr, word(random)),
    };
    let kind = seed % 8;
    match kind {
        5 => ("a.bin", (0..n * 50).map(|_| random.below(256).to_le_bytes()[0]).collect()),
        6 => ("empty", Vec::new()),
        7 => {
            let mut bytes = vec![0xFF, 0xFE];
            let text: String = (0..n).map(|nr| line(&mut random, nr, 0) + "\r\n").collect();
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            ("a.txt", bytes)
        }
        kind => {
            let head = if kind == 1 { "id,name,share,count\n" } else { "" };
            let text: String = (0..n).map(|nr| line(&mut random, nr, kind) + "\n").collect();
            (
                ["a.txt", "a.csv", "a.jsonl", "a.log", "a.tsv"][usize::try_from(kind).unwrap()],
                (head.to_owned() + &text).into_bytes(),
            )
        }
    }
}
