//! Texts that are no tables: the sources, documents and logs of the repository, samples, and prose.

use super::clean::Random;
use crate::tool::root;
use gander::sample::{SampleKind, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Logs that their programs write as delimited tables: only their name's ending says that they are logs.
pub const LOGS_THAT_ARE_TABLES: [&str; 9] = [
    "AWS VPC flow log",
    "ColdFusion",
    "Greenplum",
    "Palo Alto",
    "PostgreSQL csvlog",
    "Siebel",
    "Torque (PBS)",
    "Windows DHCP server",
    "Windows Event Viewer (CSV)",
];

/// A name and a text.
pub type Named = (String, String);

/// All of them.
pub fn all() -> Vec<Named> {
    let root = &root();
    let mut all = Vec::new();
    for folder in ["src", "assets", "tests"] {
        files(&root.join(folder), &mut all);
    }
    all.extend(logs(root));
    all.extend((0..8).flat_map(samples));
    all.extend((0..20).map(prose));
    all
}

fn files(folder: &Path, all: &mut Vec<Named>) {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let is_text = path
            .extension()
            .is_some_and(|ending| ["rs", "ftl", "md", "sh", "toml"].iter().any(|of| ending == *of));
        if path.is_dir() {
            files(&path, all);
        } else if is_text {
            all.push((path.display().to_string(), fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

/// The lines of each program, some times over: as a log of its own.
fn logs(root: &Path) -> Vec<Named> {
    let table = fs::read_to_string(root.join("tests/data/logs.tsv")).expect("the lines of logs");
    let mut programs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.splitn(4, '\t');
        if let (Some(program), Some(text)) = (cells.next(), cells.nth(2)) {
            programs.entry(program).or_default().push(text);
        }
    }
    let log =
        |(program, lines): (&str, Vec<&str>)| (format!("{program}.log"), (lines.join("\n") + "\n").repeat(3));
    programs.into_iter().map(log).collect()
}

fn samples(seed: u64) -> [Named; 2] {
    [SampleKind::Log, SampleKind::Json].map(|kind| {
        let mut bytes = Vec::new();
        write(kind, 20_000 + 3000 * seed, seed, &mut bytes, &mut |_| true).expect("memory");
        (format!("{seed}.{}", kind.extension()), String::from_utf8(bytes).expect("UTF-8"))
    })
}

/// Sentences with commas and semicolons, broken into lines of about one width.
fn prose(nr: u64) -> Named {
    let words = [
        "however,",
        "the",
        "lamp",
        "was",
        "lit;",
        "and",
        "so,",
        "quietly,",
        "they",
        "went",
        "down",
        "again.",
        "It",
        "had",
        "rained:",
        "nothing",
        "else",
        "happened,",
        "they",
        "said.",
    ];
    let mut random = Random(nr);
    let mut text = String::new();
    for _ in 0..20 + 10 * nr {
        let mut line = String::new();
        while line.len() < 60 {
            line.push_str(random.pick(&words));
            line.push(' ');
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    (format!("{nr}.txt"), text)
}
