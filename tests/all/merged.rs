//! Parts of a summary merged: the bytes of one run over the whole, wherever files are cut, in whichever order and
//! by whatever tree parts are merged; and what is not as it should be is refused in one sentence.
#![cfg(test)]

use crate::corpus;
use crate::tool::{Folder, answer, gander, refusal, run};
use crate::trial::{cases, end_of, engine, memory};
use gander::base::units::len_u64;
use gander::engine::{CHUNK_BYTES, Job, JobState, Spec, Update};
use gander::format::delimited::{Dialect, RecordForm, TableLayout};
use gander::format::encoding::{CodeUnit, Encoding};
use gander::format::sniff::Verdict;
use gander::parts::make::Order;
use gander::parts::merge::{self, Merging, Named, Refusal};
use gander::parts::told::{Told, ToldTable, ToldVerdict};
use gander::parts::{Chunks, Part, Split, file};
use gander::scan::plan::{self, Pass};
use gander::scan::{Finding, ScanId, saved, utf8};
use gander::source::{Snapshot, Source, samples};
use gander::summary::{self, FileInfo, Summary, WRITERS};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;
use std::sync::Arc;

/// How a file is summarised.
struct Case {
    source: Source,
    table: Option<TableLayout>,
    unit: CodeUnit,
    only: Vec<String>,
    chunk_bytes: u64,
}

impl Case {
    fn new(bytes: &[u8], chunk_bytes: u64) -> Self {
        Self { source: memory(bytes), table: None, unit: CodeUnit::Byte, only: Vec::new(), chunk_bytes }
    }

    fn of_table(bytes: &[u8], chunk_bytes: u64, table: TableLayout) -> Self {
        let only = vec!["columns".to_owned(), "lines".to_owned()];
        Self { unit: table.dialect.unit, table: Some(table), only, ..Self::new(bytes, chunk_bytes) }
    }

    fn snapshot(&self) -> Snapshot {
        self.source.snapshot()
    }

    fn verdict(&self) -> Verdict {
        samples::settled(&self.snapshot(), false)
    }

    /// The summary by one run over the whole, in one chunk.
    fn whole(&self) -> String {
        let snapshot = self.snapshot();
        let table = self.table.clone().map(Arc::new);
        let Pass { id: pass, scans } = plan::summary(self.unit, &self.only, table.as_ref());
        let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
        let update = end_of(&engine(1).start(&snapshot, spec));
        assert_eq!(update.state, JobState::Done);
        let sections = update.findings.iter().filter_map(Finding::section);
        let section = sections.into_iter().find(|section| section.id == ScanId::UTF8.name());
        let whole = section.and_then(|section| utf8::whole(&section, snapshot.len()));
        let verdict = self.verdict();
        let verdict = whole.map_or(verdict.clone(), |whole| samples::completed(&snapshot, &verdict, &whole));
        let file = FileInfo::of("x", &snapshot).judged(&verdict, None);
        written(&Summary::new(file, summary::sections(&update), true))
    }

    fn part(&self, chunks: Chunks, of: u64) -> Part {
        let snapshot = self.snapshot();
        let told = Told {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            format: saved::FORMAT,
            chunk_bytes: self.chunk_bytes,
            only: self.only.clone(),
            log_formats: None,
            unit: self.unit,
            wanted: None,
            verdict: ToldVerdict::of(&self.verdict(), &snapshot),
            table: self.table.as_ref().map(ToldTable::of),
        };
        let table = self.table.clone();
        let path = "x".to_owned();
        let flags = Vec::new();
        let order = Order { path, snapshot: &snapshot, told, table, chunks, of, flags, engine: engine(2) };
        let part = order.make(|job: &Job| -> Result<Update, ()> { Ok(end_of(job)) });
        let part = part.expect("the file is as it was");
        // Through a file, as all are.
        file::read(&file::write(&part).expect("it is written")).expect("it is read")
    }

    fn parts(&self, n: u64) -> Vec<Named> {
        let n_chunks = self.snapshot().len().div_ceil(self.chunk_bytes);
        let split = |nr| Split { first: nr, last: nr, of: n };
        (0..n).map(|nr| (format!("part {nr}"), self.part(split(nr).chunks(n_chunks), n))).collect()
    }
}

/// What all writers make of a summary.
fn written(summary: &Summary) -> String {
    let mut out = Vec::new();
    for writer in WRITERS {
        writer.write(summary, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn summary_of(all: &Named) -> String {
    written(&Merging::begin(all.clone()).and_then(Merging::summary).unwrap().summary)
}

fn merged(parts: Vec<Named>) -> Result<Named, Refusal> {
    let (name, part) = merge::in_order(parts).and_then(merge::merged)?;
    Ok((name, file::read(&file::write(&part).unwrap()).unwrap()))
}

/// Merges them by a tree: neighbours by threes and fours, until there is one.
fn by_tree(mut parts: Vec<Named>) -> Named {
    parts = merge::in_order(parts).unwrap();
    let mut width = 3;
    while parts.len() > 1 {
        parts = parts.chunks(width).map(|some| merged(some.to_vec()).unwrap()).collect();
        width = 7 - width;
    }
    parts.pop().unwrap()
}

fn check(case: &Case, n: u64) {
    let whole = case.whole();
    let parts = case.parts(n);
    let mixed: Vec<Named> = parts.iter().skip(1).step_by(2).chain(parts.iter().step_by(2)).cloned().collect();
    let all = merged(mixed.into_iter().rev().collect()).unwrap();
    assert_eq!(summary_of(&all), whole, "{n} parts of {} bytes", case.snapshot().len());
    assert_eq!(summary_of(&by_tree(parts)), whole, "{n} parts by a tree");
}

fn table(dialect: Dialect, encoding: Encoding) -> TableLayout {
    let names: Vec<String> = ["a", "b"].map(str::to_owned).to_vec();
    TableLayout { dialect: Arc::new(dialect), encoding, names: names.into(), fields: None }
}

fn dialects() -> Vec<Dialect> {
    let plain = Dialect::default();
    vec![
        plain.clone(),
        Dialect { escape: Some(b'\\'), n_header: 0, ..plain.clone() },
        Dialect { delimiter: b"; ".as_slice().into(), trims: true, comment: Some(b'#'), ..plain.clone() },
        Dialect { quote: None, skips_blank: false, n_header: 0, ..plain.clone() },
        Dialect { start: 7, end: Some(90), ..plain },
    ]
}

proptest! {
    #![proptest_config(Config { cases: 160, ..cases(160) })]
    #[test]
    fn a_table_in_parts_is_the_table_wherever_it_is_cut(
        bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,;; \\\r\n\n\na1.#\x00\xC3".to_vec()), 0..140),
        chunk in 1_u64..40, n in 1_u64..9,
    ) {
        for dialect in dialects() {
            check(&Case::of_table(&bytes, chunk, table(dialect, Encoding::UTF_8)), n);
        }
    }

    #[test]
    fn quoted_cells_that_reach_over_parts_are_read_once(
        cells in prop::collection::vec("[a-c,\n]{0,40}|\"|[0-9]{1,3}", 0..24), quotes in any::<u32>(),
        chunk in 1_u64..90, n in 1_u64..9,
    ) {
        let mut text = String::new();
        for (nr, cell) in cells.iter().enumerate() {
            let is_quoted = quotes >> (nr % 32) & 1 == 1;
            let cell = if is_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.replace([',', '\n'], " ") };
            text.push_str(&cell);
            text.push(if nr % 2 == 0 { ',' } else { '\n' });
        }
        check(&Case::of_table(text.as_bytes(), chunk, table(Dialect::default(), Encoding::UTF_8)), n);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let dialect = Dialect { unit: CodeUnit::Utf16Le, ..Dialect::default() };
        let utf16 = Encoding::all().find(|encoding| encoding.name() == "UTF-16LE").unwrap();
        check(&Case::of_table(&wide, chunk * 2, table(dialect, utf16)), n);
    }

    #[test]
    fn any_file_in_parts_has_the_summary_of_the_whole(len in 0_usize..700, seed in any::<u64>(), chunk in 1_u64..300, n in 1_u64..9) {
        let bytes = corpus::mix(len, seed);
        check(&Case::new(&bytes, chunk), n);
        let only = ["lines", "timeline", "utf8"].map(str::to_owned).to_vec();
        check(&Case { only: only.clone(), ..Case::new(&bytes, chunk) }, n);
        check(&Case { only, unit: CodeUnit::Utf16Be, ..Case::new(&bytes, chunk) }, n);
    }

    #[test]
    fn lines_of_json_in_parts_are_the_lines(
        lines in prop::collection::vec(prop::sample::select(vec![
            "{\"a\":1,\"b\":{\"c\":[1,2]}}", "{\"b\":\"x\\ny\"}", "{", "", "[1]", "{\"a\":12345678901234567890}",
        ]), 0..20),
        chunk in 1_u64..60, n in 1_u64..9,
    ) {
        let bytes = lines.join("\n").into_bytes();
        let dialect = Dialect::of_lines(RecordForm::JsonLines, CodeUnit::Byte);
        let layout = TableLayout::read(dialect, Encoding::UTF_8, None, &bytes, true);
        check(&Case::of_table(&bytes, chunk, layout), n);
    }

    #[test]
    fn whatever_a_part_holds_merging_it_ends(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<prop::sample::Index>(),
    ) {
        let case = Case::of_table(b"1,\"a\nb\"\n2,c\n3,2024-01-02\n-1.5,\"d\"\"\n", 9, table(Dialect::default(), Encoding::UTF_8));
        let mut parts = case.parts(3);
        let bytes = file::write(&parts[1].1).unwrap();
        prop_assert!(file::read(&bytes[..cut.index(bytes.len())]).is_err());
        // With a checksum that is right again.
        let (head, body) = bytes[..bytes.len() - 16].split_at(24);
        let mut body = body.to_vec();
        for (at, byte) in damage {
            let at = at.index(body.len());
            body[at] = byte;
        }
        let mut bytes = [head, &body].concat();
        bytes.extend(xxhash_rust::xxh3::xxh3_128(&bytes).to_le_bytes());
        if let Ok(part) = file::read(&bytes) {
            parts[1].1 = part;
            // As the command does, which says then that a part is damaged.
            let _ = gander::base::panics::catch("merging", || {
                let _ = merged(parts).and_then(Merging::begin).and_then(Merging::summary);
            });
        }
    }
}

#[test]
fn sixty_four_parts_give_what_one_run_gives() {
    let rows = large_table(6000);
    for chunk in [1, 61, 100] {
        let table = table(Dialect::default(), Encoding::UTF_8);
        check(&Case::of_table(&rows[..(chunk * 70).min(rows.len())], len_u64(chunk), table), 64);
        check(&Case::new(&corpus::mix(chunk * 70, 5), len_u64(chunk)), 64);
    }
}

#[test]
fn a_page_of_a_table_with_bad_rows_needs_its_file() {
    let folder = Folder::new();
    let bytes = format!("{}2,3,4\n\"open,1\n", "1,a\n".repeat(3000));
    let (path, part) = (folder.file("bad.csv", bytes.as_bytes()), folder.name("0.gpart"));
    answer(&["summary", &path, "--part", "-o", &part]);
    let page = answer(&["merge", &part, "-f", "html"]);
    assert!(page == answer(&["summary", &path, "-f", "html"]));
    assert!(String::from_utf8_lossy(&page).contains("3,001<td>0x2EE4"), "the bad rows are quoted");
    let whole = answer(&["summary", &path]);
    std::fs::remove_file(&path).unwrap();
    assert!(refusal(&["merge", &part, "-f", "html"]).contains("not here as it was"));
    assert!(answer(&["merge", &part]) == whole);
}

#[test]
fn a_list_of_files_is_summarised_as_they_are_one_after_another_whole_and_in_parts() {
    let folder = Folder::new();
    // Lines, records and characters go on from file to file, and one of the files is empty.
    let bytes = [&large_table(17 << 20)[..], "ü\n".as_bytes()].concat();
    let cuts = [0, 1, 1, 70_000, 70_001, bytes.len() / 2, bytes.len() - 2, bytes.len()];
    let pieces: Vec<&[u8]> = cuts.windows(2).map(|two| &bytes[two[0]..two[1]]).collect();
    let named = |nr: usize| format!("piece {nr}.csv");
    let paths: Vec<String> = (0..pieces.len()).map(|nr| folder.file(&named(nr), pieces[nr])).collect();
    let list = folder.file("list.txt", paths.join("\r\n\n").as_bytes());
    let one = folder.file("one.csv", &bytes);
    let sections = |args: &[&str]| {
        let mut read: Value = serde_json::from_slice(&answer(args)).unwrap();
        read["file"]["size_bytes"].take();
        read["sections"].take()
    };
    let whole = answer(&["summary", &list, "--manifest"]);
    assert!(sections(&["summary", &list, "--manifest"]) == sections(&["summary", &one]), "as one file");
    assert!(answer(&["rows", "--manifest", &list]) == bytes);
    for of in [1, 2, 5] {
        let part = |nr: u64| {
            let (share, part) = (format!("{nr}/{of}"), folder.name(&format!("{nr}-of-{of}.gpart")));
            answer(&["summary", "--manifest", &list, "--part", "--split", &share, "-o", &part]);
            part
        };
        let parts: Vec<String> = (0..of).map(part).collect();
        let mut args = vec!["merge"];
        args.extend(parts.iter().map(String::as_str));
        assert!(answer(&args) == whole, "{of} parts");
        if of == 5 {
            let output = run(&mut gander(&["merge", "--missing", &parts[0], &parts[4]]), b"");
            let missing = String::from_utf8(output.stdout).unwrap();
            assert!(missing.contains("--part --split 1/5 --manifest -o"), "{missing}");
        }
        args.extend(["-f", "html"]);
        assert!(answer(&args) == answer(&["summary", &list, "--manifest", "-f", "html"]), "{of} parts");
    }
    // The same bytes in other files are another data set.
    let other = folder.file("other.txt", one.as_bytes());
    let part = folder.name("other.gpart");
    answer(&["summary", "--manifest", &other, "--part", "--split", "1/2", "-o", &part]);
    let said = refusal(&["merge", &folder.name("0-of-2.gpart"), &part]);
    assert!(said.contains("of another file"), "{said}");
}

#[test]
fn a_list_that_names_no_files_that_can_be_taken_is_refused_in_a_sentence() {
    let folder = Folder::new();
    let (a, out) = (folder.file("a", b"a\n"), folder.name("out"));
    let refused = |text: &str| refusal(&["summary", "--manifest", &folder.file("list", text.as_bytes())]);
    assert!(refused("").contains("names no file"));
    assert!(refused(&format!("{a}\n{}\n", folder.name("none"))).contains("none” was not found"));
    assert!(refused(&format!("{a}\n.\n")).contains("is a folder"));
    assert!(cfg!(windows) || refused("/dev/null\n").contains("a pipe or a device"));
    assert!(refusal(&["summary", "--manifest", &out]).contains("could not be read"));
    let list = folder.file("list", format!("{a}\n").as_bytes());
    assert!(refusal(&["summary", "--manifest", &list, "-o", &list]).contains("list"));
    assert!(
        cfg!(windows)
            || refusal(&["summary", "--manifest", &list, "-o", &a]).contains("is the file being read")
    );
    assert_eq!(std::fs::read(&a).unwrap(), b"a\n");
}

#[test]
fn no_changed_byte_of_a_part_is_taken_for_one() {
    let case = Case::new(b"2026-11-24T10:00:01Z ERROR a\n\xFF\n", 8);
    let bytes = file::write(&case.part(Chunks { first: 1, end: 3 }, 1)).unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(file::read(&damaged).is_err(), "byte {at}");
        assert!(file::read(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert!(file::read(&[&bytes[..], b"x"].concat()).is_err());
}

#[test]
fn parts_that_are_not_of_one_file_made_alike_are_refused_by_name() {
    let text = b"a,b\n1,\"x\ny\"\n2,z\n".repeat(9);
    let case = || Case::of_table(&text, 16, table(Dialect::default(), Encoding::UTF_8));
    let parts = case().parts(3);
    let with = |name: &str, part: Part| {
        let mut parts = parts.clone();
        parts[1] = (name.to_owned(), part);
        merged(parts).unwrap_err()
    };
    let mut other = parts[1].1.clone();
    other.identity.modified = Some(1);
    let first = "part 0".to_owned();
    assert_eq!(with("b", other), Refusal::OtherFile { name: "b".into(), first: first.clone() });
    let tabs = Case { table: Some(table(Dialect::with_delimiter(b"\t"), Encoding::UTF_8)), ..case() };
    let tabs = tabs.part(parts[1].1.chunks, 3);
    assert_eq!(with("b", tabs), Refusal::OtherOptions { name: "b".into(), first: first.clone() });
    let mut old = parts[1].1.clone();
    old.told.program = "0.0.1".into();
    assert_eq!(with("b", old), Refusal::Version { name: "b".into(), program: "0.0.1".into() });
    assert_eq!(with("b", parts[0].1.clone()), Refusal::Twice { name: "b".into(), first });
    let ends = merged(vec![parts[2].clone(), parts[0].clone()]).unwrap_err();
    assert_eq!(ends, Refusal::Gap { chunks: parts[1].1.chunks, of: parts[1].1.n_chunks() });
    assert_eq!(merge::missing(&[parts[0].clone(), parts[2].clone()]), [parts[1].1.chunks]);
    let shares = merge::shares_of(parts[1].1.chunks, &[parts[0].clone(), parts[2].clone()]);
    assert_eq!(shares, [Split { first: 1, last: 1, of: 3 }]);
}

/// A table of some chunks: quoted line ends, so that cuts lie in quotes, and a column of many values.
fn large_table(n_bytes: usize) -> Vec<u8> {
    let mut bytes = b"nr,text,value\n".to_vec();
    let mut nr = 0_u64;
    while bytes.len() < n_bytes {
        nr += 1;
        let text = match nr % 4 {
            0 => format!("\"{}\n\"\"quoted\"\"\n{nr}\"", "line\n".repeat((nr % 50) as usize)),
            1 => "plain".to_owned(),
            2 => format!("\"é{nr}, and\"\"\""),
            _ => String::new(),
        };
        bytes.extend(
            format!("{nr},{text},{}.{:02}\n", nr.wrapping_mul(2_654_435_761) % 100_000, nr % 100).bytes(),
        );
    }
    bytes
}

#[test]
fn parts_by_the_command_give_the_bytes_of_one_run() {
    let folder = Folder::new();
    let log = b"2026-11-24T10:00:01.250Z ERROR request of 12 ms failed\n  at line\r\n".repeat(140_000);
    let mut wide = vec![0xFF, 0xFE];
    wide.extend("Zeile, 1; \u{1F986}\r\n".repeat(300_000).encode_utf16().flat_map(u16::to_le_bytes));
    let mut odd = large_table(5 << 20);
    // One cell over a chunk's edges, and a quote that is never closed.
    odd.extend(b"1,\"");
    odd.extend(b"in the cell\n".repeat(400_000));
    odd.extend(b"\",2\n3,\"open,4\n");
    odd.extend(b"5,plain,6\n".repeat(300_000));
    // What no sample shows and only the whole file tells.
    let older = b"caf\xE9 au lait, cr\xE8me br\xFBl\xE9e\n".repeat(400);
    let plain = |n: usize| b"plain words in a row\n".repeat(n);
    let older = [plain(250_000), older.clone(), plain(350_000), older, plain(250_000)].concat();
    let files = [
        ("a.log", log, "--only=lines,timeline"),
        ("b.csv", large_table(9 << 20), ""),
        ("c.csv", odd, "--only=columns"),
        ("d.bin", corpus::mix(9 << 20, 3), ""),
        ("e.txt", wide, ""),
        ("f.csv", b"a,b\n1,2\n".to_vec(), ""),
        ("g.txt", Vec::new(), ""),
        ("i.txt", older, "--only=utf8"),
        ("h.txt", "x€🦆é\n".repeat(800_000).into_bytes(), ""),
    ];
    for (name, bytes, option) in files {
        let path = folder.name(name);
        std::fs::write(&path, &bytes).unwrap();
        let options: Vec<&str> = [option].into_iter().filter(|option| !option.is_empty()).collect();
        let whole = answer(&[&["summary", &path][..], &options].concat());
        for n in [1, 7].into_iter().filter(|n| *n == 7 || name == "b.csv") {
            let mut parts: Vec<String> = Vec::new();
            for nr in 0..n {
                let target = folder.name(&format!("{name}.{nr}-of-{n}.gpart"));
                let split = format!("{nr}/{n}");
                let made = ["summary", &path, "--part", "--split", &split, "-o", &target];
                assert_eq!(answer(&[&made[..], &options].concat()), b"");
                parts.insert(parts.len() / 2, target);
            }
            let names: Vec<&str> = parts.iter().map(String::as_str).collect();
            let merged = answer(&[&["merge"][..], &names].concat());
            assert!(merged == whole, "{name} in {n}: {}", String::from_utf8_lossy(&merged));
            if n == 7 {
                tree(&folder, &path, &whole);
            }
            for form in ["csv", "md", "html"].into_iter().filter(|_| n == 7 && name == "b.csv") {
                let merged = answer(&[&["merge", "-f", form][..], &names].concat());
                let whole = answer(&[&["summary", &path, "-f", form][..], &options].concat());
                assert!(merged == whole, "{name} in {n} as {form}");
            }
        }
    }
}

/// Merges seven parts of a file by twos and threes, and asks what is missing meanwhile.
fn tree(folder: &Folder, path: &str, whole: &[u8]) {
    let name = |nr: usize| format!("{path}.{nr}-of-7.gpart");
    let larger = |names: &[String], target: &str| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let target = folder.name(target);
        answer(&[&["merge", "--part", "-o", &target][..], &names].concat());
        target
    };
    let left = larger(&[name(1), name(0), name(2)], "left");
    let middle = larger(&[name(4), name(3)], "middle");
    let right = larger(&[middle, name(5), name(6)], "right");
    assert!(answer(&["merge", &right, &left]) == whole, "{path} by a tree");
    assert_eq!(answer(&["merge", "--missing", &left, &right]), b"");
}

#[test]
fn what_is_missing_is_printed_as_commands_and_damage_is_said_in_one_sentence() {
    let folder = Folder::new();
    let path = folder.name("it's.csv");
    std::fs::write(&path, large_table(13 << 20)).unwrap();
    let part = |split: &str, target: &str| {
        let target = folder.name(target);
        answer(&["summary", &path, "--part", "--split", split, "--only", "lines", "-o", &target]);
        target
    };
    let (first, last) = (part("0/4", "0"), part("3/4", "3"));
    let output = run(&mut gander(&["merge", "--missing", &last, &first]), b"");
    assert_eq!(output.status.code(), Some(1));
    let lines = String::from_utf8(output.stdout).unwrap();
    let shown = path.replace('\'', r"'\''");
    let line = |nr: u32| {
        format!(
            "gander summary '{shown}' --part --split {nr}/4 --only lines -o 'it'\\''s.csv.{nr}-of-4.gpart'\n"
        )
    };
    assert_eq!(lines, format!("{}{}", line(1), line(2)));
    assert!(refusal(&["merge", &first, &last]).contains("chunks 2 to 3 of 4 are missing"));
    assert!(refusal(&["merge", "--part", &first, &last, "-o", &folder.name("x")]).contains("are missing"));
    assert!(refusal(&["merge", &first, &first]).contains("has, too"));
    assert!(refusal(&["merge", &path]).contains("is no part"));
    let middle = part("1-2/4", "1");
    assert!(answer(&["merge", &middle, &last, &first]) == answer(&["summary", &path, "--only", "lines"]));
    let mut bytes = std::fs::read(&middle).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&middle, &bytes).unwrap();
    let said = refusal(&["merge", &first, &middle, &last]);
    assert!(said.contains(&*middle) && said.contains("damaged"), "{said}");
    assert!(refusal(&["merge", &first, "-o", &first]).contains("one of the parts"));
    assert!(refusal(&["summary", "-", "--part", "-o", &folder.name("y")]).contains("no parts"));
    let cut = ["summary", &path, "--part", "--offset", "1", "-o", &folder.name("y")];
    assert!(refusal(&cut).contains("whole file"));
    for wrong in ["4/4", "2-1/4", "x", "1/0"] {
        let target = folder.name("y");
        refusal(&["summary", &path, "--part", "--split", wrong, "-o", &target]);
    }
    assert_eq!(len_u64(std::fs::read(&first).unwrap().len()), std::fs::metadata(&first).unwrap().len());
}
