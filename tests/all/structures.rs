//! Structures are what other tools say of the same files, and no damage to a file is more than a sentence.
//!
//! Python's own modules make files of every format and say what they know of them (`tests/structures.py`); `readelf`
//! says it of programs. With `STRUCTURE_FILES`, a list of paths with colons between them, those are held to it, too:
//! real ones, of which no test knows where they are.
#![cfg(test)]

use crate::tool::{Folder, printed};
use gander::base::Offset;
use gander::structure::{Bytes, FORMATS, Label, Node, expand, parse};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// A node that was read: its value, its place, whether something is wrong.
#[derive(Clone, Debug)]
struct Seen {
    value: String,
    hex: u64,
    at: u64,
    len: u64,
    meaning: String,
    is_bad: bool,
}

/// All nodes by their paths, of lists at most so many pages.
struct Whole {
    format: &'static str,
    nodes: BTreeMap<String, Vec<Seen>>,
    n: usize,
}

fn name(node: &Node) -> String {
    match &node.name {
        Label::Term(term) => term.to_string(),
        Label::Said(text) => text.in_english(),
    }
}

impl Whole {
    fn read(bytes: &Vec<u8>, at: u64, most: usize) -> Option<Self> {
        let structure = parse(bytes, Offset(at))?;
        let mut whole = Self { format: structure.format, nodes: BTreeMap::new(), n: 0 };
        let mut open: Vec<(String, Node)> = vec![(String::new(), structure.root)];
        while let Some((path, mut node)) = open.pop() {
            whole.n += 1;
            if whole.n > most {
                break;
            }
            assert!(node.span.end.0 <= Bytes::len(bytes), "{path}: {:?}", node.span);
            assert!(node.span.start.0 >= at || node.span.is_empty(), "{path}: {:?}", node.span);
            let mut children = std::mem::take(&mut node.children);
            if let Some(later) = node.later.take() {
                children.extend(expand(bytes, Offset(at), &later));
            }
            let is_more = node.is_more;
            for child in children.into_iter().rev() {
                let of = |name: String| if path.is_empty() { name } else { format!("{path}>{name}") };
                // What stands for the rest of a list is none of its own.
                let path = if child.is_more { path.clone() } else { of(name(&child)) };
                open.push((path, child));
            }
            if !is_more {
                let seen = Seen {
                    value: node.value.plain(),
                    hex: node.value.count().unwrap_or(u64::MAX),
                    at: node.span.start.0,
                    len: node.span.len(),
                    meaning: node.meaning.as_ref().map(ToString::to_string).unwrap_or_default(),
                    is_bad: node.is_bad,
                };
                let _ = node.value_text();
                whole.nodes.entry(path).or_default().push(seen);
            }
        }
        Some(whole)
    }

    fn at(&self, path: &str) -> &[Seen] {
        self.nodes.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    fn problems(&self) -> Vec<String> {
        let bad = |(path, all): (&String, &Vec<Seen>)| {
            all.iter().find(|seen| seen.is_bad).map(|seen| format!("{path}: {}", seen.meaning))
        };
        self.nodes.iter().filter_map(bad).collect()
    }
}

/// Files of every format, made once.
fn made() -> &'static [(PathBuf, Vec<u8>)] {
    type Made = (Folder, Vec<(PathBuf, Vec<u8>)>);
    static MADE: OnceLock<Made> = OnceLock::new();
    let make = || {
        let folder = Folder::new();
        printed(Command::new("python3").args(["tests/structures.py", "make"]).arg(folder.path("")));
        let files = folder.names().into_iter().map(|name| {
            let path = folder.path(&name);
            let bytes = std::fs::read(&path).expect("it was made");
            (path, bytes)
        });
        let files = files.collect();
        (folder, files)
    };
    &MADE.get_or_init(make).1
}

/// Files that were named for this run: programs, or the others.
fn named(is_elf: bool) -> Vec<PathBuf> {
    let all = std::env::var_os("STRUCTURE_FILES").unwrap_or_default();
    let all = std::env::split_paths(&all).filter(|path| !path.as_os_str().is_empty());
    all.filter(|path| std::fs::read(path).expect("it can be read").starts_with(b"\x7FELF") == is_elf)
        .collect()
}

/// Holds files to what Python says of them; how many facts there were.
fn check(files: &[PathBuf]) -> usize {
    let mut wholes = BTreeMap::new();
    for path in files {
        let bytes = std::fs::read(path).expect("it can be read");
        let whole =
            Whole::read(&bytes, 0, 3_000_000).unwrap_or_else(|| panic!("{} is unknown", path.display()));
        wholes.insert(path.display().to_string(), whole);
    }
    let said = printed(Command::new("python3").args(["tests/structures.py", "say"]).args(files));
    let said = String::from_utf8(said).expect("it is UTF-8");
    let (mut wrong, mut n) = (Vec::new(), BTreeMap::<&str, usize>::new());
    for line in said.lines() {
        let mut parts = line.splitn(3, '\t');
        let mut next = || parts.next().expect("three parts");
        let (file, fact, value) = (next(), next(), next());
        let whole = &wholes[file];
        *n.entry(file).or_default() += 1;
        let is_so = if let Some(path) = fact.strip_prefix("@@") {
            let end =
                |path: &str| whole.at(path).iter().any(|seen| (seen.at + seen.len).to_string() == value);
            end(&format!("{path}>header"))
                || whole.at(&format!("{path}>data")).iter().any(|seen| seen.at.to_string() == value)
        } else if let Some(path) = fact.strip_prefix('@') {
            whole.at(path).iter().any(|seen| seen.at.to_string() == value)
        } else {
            whole.at(fact.trim_start_matches('*')).iter().any(|seen| seen.value == value)
        };
        if !is_so {
            let ours = whole.at(fact.trim_start_matches(['*', '@']));
            wrong.push(format!("{line}\n    {:?}", ours.first()));
        }
    }
    for file in wholes.keys() {
        assert!(n.get(&**file).is_some_and(|n| *n > 1), "nothing is said of {file}");
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        said.lines().count(),
        wrong[..wrong.len().min(30)].join("\n")
    );
    said.lines().count()
}

#[test]
fn files_of_every_format_have_the_fields_that_python_reads() {
    let files: Vec<PathBuf> = made().iter().map(|(path, _)| path.clone()).chain(named(false)).collect();
    let n = check(&files);
    assert!(n > 7000, "{n} facts");
    for (path, bytes) in made() {
        let whole = Whole::read(bytes, 0, 3_000_000).expect("it is known");
        let is_front = path.ends_with("front.zip");
        let expected = usize::from(is_front);
        assert_eq!(whole.problems().len(), expected, "{}: {:?}", path.display(), whole.problems());
    }
    let formats: Vec<&str> =
        made().iter().filter_map(|(_, bytes)| Some(parse(bytes, Offset::ZERO)?.format)).collect();
    for format in FORMATS.iter().filter(|format| format.id != "elf") {
        assert!(formats.contains(&format.id), "no file of {} was made", format.id);
    }
}

/// Programs that are there wherever the tests run.
fn programs() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        ["/bin/sh", "/usr/bin/readelf", "/usr/bin/gcc", "/bin/ls"].iter().map(PathBuf::from).collect();
    let loader = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"];
    all.extend(loader.iter().map(PathBuf::from));
    all.retain(|path| path.exists());
    all.extend(named(true));
    all
}

fn hex(text: &str) -> u64 {
    u64::from_str_radix(text.trim_start_matches("0x"), 16).unwrap_or(u64::MAX)
}

/// What `readelf` prints.
#[cfg(target_os = "linux")]
fn readelf(option: &str, path: &PathBuf) -> String {
    String::from_utf8_lossy(&printed(
        Command::new("readelf").env("LC_ALL", "C").args(["-W", option]).arg(path),
    ))
    .into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn programs_have_the_sections_segments_and_symbols_that_readelf_prints() {
    let programs = programs();
    assert!(programs.len() >= 3);
    for path in &programs {
        let bytes = std::fs::read(path).expect("it can be read");
        let whole = Whole::read(&bytes, 0, 3_000_000).expect("it is ELF");
        let of = |path: &str, nr: usize| whole.at(path).get(nr).map_or(u64::MAX, |seen| seen.hex);
        assert!(whole.problems().is_empty(), "{:?}", whole.problems());
        // Header.
        let header = readelf("-h", path);
        let number = |name: &str| {
            let line = header.lines().find(|line| line.trim_start().starts_with(name)).expect(name);
            let word =
                line.split(':').nth(1).unwrap_or_default().split_whitespace().next().unwrap_or_default();
            if word.starts_with("0x") { hex(word) } else { word.parse().unwrap_or(u64::MAX) }
        };
        for (theirs, ours) in [
            ("Entry point address", "e_entry"),
            ("Start of program headers", "e_phoff"),
            ("Start of section headers", "e_shoff"),
            ("Number of program headers", "e_phnum"),
            ("Number of section headers", "e_shnum"),
            ("Section header string table index", "e_shstrndx"),
            ("Size of this header", "e_ehsize"),
            ("Flags", "e_flags"),
        ] {
            assert_eq!(of(&format!("header>{ours}"), 0), number(theirs), "{path:?} {ours}");
        }
        // Sections: [Nr] Name Type Address Off Size ES Flg Lk Inf Al.
        let mut n = 0;
        let mut nth = BTreeMap::<String, usize>::new();
        for line in readelf("-S", path).lines() {
            let Some((nr, rest)) = line.trim_start().strip_prefix('[').and_then(|line| line.split_once(']'))
            else {
                continue;
            };
            let words: Vec<&str> = rest.split_whitespace().collect();
            if nr.trim().parse::<u64>().is_err() || words.len() < 9 || nr.trim() == "0" {
                continue;
            }
            let place = nth.entry(words[0].to_owned()).or_default();
            let field = |name: &str| of(&format!("sections>{}>{name}", words[0]), *place);
            assert_eq!(
                [field("sh_addr"), field("sh_offset"), field("sh_size"), field("sh_entsize")],
                [hex(words[2]), hex(words[3]), hex(words[4]), hex(words[5])],
                "{path:?} {line}"
            );
            let last = [words[words.len() - 3], words[words.len() - 2], words[words.len() - 1]];
            let ours = [field("sh_link"), field("sh_info"), field("sh_addralign")];
            assert_eq!(ours, last.map(|word| word.parse().unwrap_or(u64::MAX)), "{path:?} {line}");
            *place += 1;
            n += 1;
        }
        assert_eq!(n, number("Number of section headers") - 1, "{path:?}");
        // Segments: Type Offset VirtAddr PhysAddr FileSiz MemSiz Flg Align.
        let mut nth = BTreeMap::<String, usize>::new();
        for line in readelf("-l", path).lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words.len() < 8 || !words[1..6].iter().all(|word| word.starts_with("0x")) {
                continue;
            }
            let kind = if words[0].starts_with("0x") {
                words[0].to_uppercase().replace("0X", "0x")
            } else {
                format!("PT_{}", words[0])
            };
            let place = nth.entry(kind.clone()).or_default();
            let ours = ["p_offset", "p_vaddr", "p_paddr", "p_filesz", "p_memsz"]
                .map(|name| of(&format!("program headers>{kind}>{name}"), *place));
            assert_eq!(
                ours.to_vec(),
                words[1..6].iter().map(|word| hex(word)).collect::<Vec<_>>(),
                "{path:?} {line}"
            );
            *place += 1;
        }
        // Symbols: Num: Value Size Type Bind Vis Ndx Name.
        let mut table = String::new();
        let mut nr = 0;
        for line in readelf("-s", path).lines() {
            if let Some(name) = line.strip_prefix("Symbol table '").and_then(|rest| rest.split('\'').next()) {
                (table, nr) = (name.to_owned(), 0);
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            if words.len() < 7 || words[0].strip_suffix(':').is_none_or(|nr| nr.parse::<u64>().is_err()) {
                continue;
            }
            // A version is said of dynamic symbols; of others it is part of the name.
            let name = words.get(7).copied().unwrap_or("—");
            let without = name.split('@').next().unwrap_or_default();
            let is_there = |name: &&str| !whole.at(&format!("sections>{table}>symbols>{name}")).is_empty();
            let name = [name, without].into_iter().find(is_there).unwrap_or(name);
            let of_table = whole.at(&format!("sections>{table}>symbols>{name}"));
            let size =
                if words[2].starts_with("0x") { hex(words[2]) } else { words[2].parse().unwrap_or(u64::MAX) };
            let means = format!("STB_{} STT_{}", words[4], words[3])
                .replace("IFUNC", "GNU_IFUNC")
                .replace("STB_UNIQUE", "STB_GNU_UNIQUE");
            let is_it = |seen: &&Seen| seen.hex == hex(words[1]) && seen.meaning == means;
            // Symbols of sections have no name of their own.
            if words[3] != "SECTION" {
                assert!(of_table.iter().any(|seen| is_it(&seen)), "{path:?} {line}: {of_table:?}");
                let sizes = whole.at(&format!("sections>{table}>symbols>{name}>st_size"));
                assert!(sizes.iter().any(|seen| seen.hex == size), "{path:?} {line}");
            }
            nr += 1;
        }
        let _ = nr;
    }
}

#[test]
fn a_file_that_is_cut_anywhere_ends_in_sentences() {
    for (path, bytes) in made() {
        let step = (bytes.len() / 300).max(1);
        for len in (0..bytes.len()).step_by(step) {
            let cut = bytes[..len].to_vec();
            let whole = Whole::read(&cut, 0, 3000);
            let n = whole.map_or(0, |whole| whole.n);
            assert!(n <= 3001, "{} cut at {len}", path.display());
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_once() {
    // Of a ZIP, extra fields of 65,527 bytes of which the file has none; of a JPEG, tables of which it has one byte.
    let zip = [b"PK\x03\x04".as_slice(), &[0; 22], &[0, 0, 0xF7, 0xFF, 1]].concat();
    let jpeg = [b"\xFF\xD8\xFF\xDB\xFF\xF0".as_slice(), &[0x10]].concat();
    for bytes in [zip, jpeg] {
        let n = Whole::read(&bytes, 0, 50_000).expect("it is told by its beginning").n;
        assert!(n < 40, "{n} nodes of {} bytes", bytes.len());
    }
}

#[test]
fn numbers_as_large_as_they_can_be_end_in_sentences() {
    let program = programs().remove(0);
    let bytes = std::fs::read(&program).expect("it can be read");
    for (path, bytes) in made().iter().chain([&(program, bytes)]) {
        for at in (0..bytes.len().min(1200)).step_by(4) {
            // Also a little below the largest: what is added to that ends beyond it.
            for first in [0xFF, 0xF0] {
                let mut large = bytes.clone();
                large[at..(at + 8).min(bytes.len())].fill(0xFF);
                large[at] = first;
                let n = Whole::read(&large, 0, 400).map_or(0, |whole| whole.n);
                assert!(n <= 401, "{} at {at}", path.display());
            }
        }
    }
}

#[test]
fn a_structure_inside_of_a_file_is_as_it_is_alone() {
    for (path, bytes) in made().iter().filter(|(_, bytes)| bytes.len() < 100_000) {
        let inside = [&[7; 1001][..], bytes].concat();
        let (alone, within) = (Whole::read(bytes, 0, 50_000), Whole::read(&inside, 1001, 50_000));
        let (alone, within) = (alone.expect("it is known"), within.expect("it is known there"));
        assert_eq!(alone.format, within.format);
        if path.ends_with("front.zip") || path.ends_with("a64.zip") {
            continue;
        }
        let places = |whole: &Whole, base| {
            let all =
                whole.nodes.iter().flat_map(|(path, all)| all.iter().map(move |seen| (path.clone(), seen)));
            all.filter(|(_, seen)| seen.len > 0)
                .map(|(path, seen)| (path, seen.at - base, seen.len, seen.value.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(places(&alone, 0), places(&within, 1001), "{}", path.display());
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(500))]
    #[test]
    fn a_file_that_is_damaged_ends_in_sentences(
        nr in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![0_u8, 1, 0x7F, 0x80, 0xFF, 0x20])), 1..12),
        head in prop::collection::vec((0_usize..200, any::<u8>()), 0..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (path, bytes) = nr.get(made());
        let mut bytes = bytes.clone();
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        let n = bytes.len();
        damage.iter().for_each(|(at, byte)| bytes[at.index(n)] = *byte);
        head.iter().for_each(|(at, byte)| bytes[*at % n] = *byte);
        // At each byte, whatever it begins with: by its own format alone.
        let whole = Whole::read(&bytes, 0, 4000);
        prop_assert!(whole.is_none_or(|whole| whole.n <= 4001), "{}", path.display());
    }
}
