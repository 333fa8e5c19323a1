//! Layers: which module may use which, and no import circles.
//!
//! Reads the `use` declarations and `crate::` paths of every file in `src` (without its test
//! module) and holds the arrows between top-level modules against the table in `ARCHITECTURE.md`
//! under “Who may know whom”. Imports are followed through re-exports to the file that defines
//! the item. A folder's own `mod` file stands for the folder: arrows between it and the files
//! below it are how a folder is made, and are left out of the circles.
#![cfg(test)]

use crate::tool::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A source file, by its module path: `["view", "text", "rows"]`.
type Module = Vec<String>;

struct House {
    files: BTreeMap<Module, File>,
}

struct File {
    /// Paths that it imports or names, from the crate's root.
    imports: BTreeSet<Module>,
    /// What it re-exports: the name, and the path that it leads to.
    exports: Vec<(String, Module)>,
}

impl House {
    fn read() -> Self {
        let src = root().join("src");
        let mut files = BTreeMap::new();
        for path in rust_files(&src) {
            let module = module_of(path.strip_prefix(&src).expect("it is below"));
            if module == ["main"] {
                continue;
            }
            let text = code(&fs::read_to_string(&path).expect("sources can be read"));
            files.insert(module.clone(), File::parse(&text, &module));
        }
        assert!(files.len() > 100, "the sources are there");
        Self { files }
    }

    /// The file that defines what a path names.
    fn resolve(&self, path: &[String], depth: usize) -> Option<&Module> {
        let n = (1..=path.len()).rev().find(|&n| self.files.contains_key(&path[..n]))?;
        let (module, file) = self.files.get_key_value(&path[..n])?;
        let name = path.get(n)?;
        let export = file.exports.iter().find(|(exported, _)| exported == name);
        match export {
            Some((_, to)) if depth < 8 => self.resolve(to, depth + 1).or(Some(module)),
            _ => Some(module),
        }
    }

    /// The arrows from file to file.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let of = |(module, file): (&'_ Module, &'_ File)| {
            let to = |path: &Module| {
                let whole = self.files.get_key_value(path).map(|(module, _)| module);
                self.resolve(path, 0).or(whole)
            };
            let all: BTreeSet<_> = file.imports.iter().filter_map(to).map(Clone::clone).collect();
            (module.clone(), all)
        };
        let all: BTreeMap<Module, BTreeSet<Module>> = self.files.iter().map(of).collect();
        all.into_iter()
            .map(|(from, to)| {
                let key = |module: &Module| self.files.get_key_value(module).expect("it is a file").0;
                let to = to.iter().filter(|to| **to != from).map(key).collect();
                (key(&from), to)
            })
            .collect()
    }
}

impl File {
    fn parse(text: &str, module: &Module) -> Self {
        let mut imports = BTreeSet::new();
        let mut exports = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find("use ") {
            let before = rest[..at].chars().next_back().unwrap_or('\n');
            let line = &rest[..at];
            let is_public = line.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("pub"));
            rest = &rest[at + 4..];
            if !(before.is_whitespace()) {
                continue;
            }
            let Some(end) = rest.find(';') else { break };
            for path in expand(&rest[..end]) {
                let name = path.last().cloned().unwrap_or_default();
                let Some(path) = absolute(&path, module) else { continue };
                if is_public {
                    exports.push((name, path.clone()));
                }
                imports.insert(path);
            }
        }
        for (at, _) in text.match_indices("crate::") {
            let path: String = text[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect();
            let path: Module = path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            if !path.is_empty() {
                imports.insert(path);
            }
        }
        Self { imports, exports }
    }
}

/// All files of a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            all.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    all
}

fn module_of(path: &Path) -> Module {
    let mut module: Module =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// The text without comments and without its test module.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths of a use tree: `a::{b, c::{d, e}}` is `a::b`, `a::c::d` and `a::c::e`.
fn expand(tree: &str) -> Vec<Module> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let head: Module =
        tree[..open].split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let inner = tree[open + 1..].trim_end().trim_end_matches('}');
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(expand).map(|part| [head.clone(), part].concat()).collect()
}

/// A path from the crate's root; `None` for other crates.
fn absolute(path: &Module, module: &Module) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    let tail = |rest: &[String]| rest.iter().filter(|part| *part != "self").cloned().collect::<Module>();
    match first.as_str() {
        "crate" => Some(tail(rest)),
        "self" => Some([module.clone(), tail(rest)].concat()),
        "super" => {
            let mut base = module.clone();
            base.pop();
            let mut rest = rest;
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
            Some([base, tail(rest)].concat())
        }
        // A child of the module, as in `pub use focus::Focus`; names of crates lead to no file.
        _ => Some([module.clone(), path.clone()].concat()),
    }
}

/// The table of `ARCHITECTURE.md`: a module, and those that it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md"));
    let text = text.expect("ARCHITECTURE.md is there");
    let section = text.split("## Who may know whom").nth(1).expect("it has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let names =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|');
        let name = names(cells.next().unwrap_or_default()).remove(0);
        (name, names(cells.next().unwrap_or_default()).into_iter().collect())
    })
    .collect()
}

#[test]
fn a_module_uses_only_what_the_table_allows() {
    let (house, table) = (House::read(), table());
    let mut wrong = Vec::new();
    for (from, to) in house.arrows() {
        let Some(layer) = from.first() else { continue };
        let Some(allowed) = table.get(layer) else { panic!("`{layer}` is not in the table") };
        for to in to.iter().filter(|to| to.first().is_some_and(|to| to != layer)) {
            if !allowed.contains(&to[0]) {
                wrong.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "against the table of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circle_and_no_arrow_that_is_not_used() {
    let (house, table) = (House::read(), table());
    let names: Vec<&String> = table.keys().collect();
    let mut done: BTreeSet<&String> = BTreeSet::new();
    while done.len() < names.len() {
        let next = names
            .iter()
            .find(|name| !done.contains(**name) && table[**name].iter().all(|to| done.contains(to)));
        let Some(next) = next else {
            panic!("a circle among {:?}", table.keys().filter(|n| !done.contains(n)).collect::<Vec<_>>())
        };
        done.insert(next);
    }
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in house.arrows() {
        let Some(layer) = from.first() else { continue };
        let others = to.iter().filter_map(|to| to.first()).filter(|to| *to != layer).cloned();
        used.entry(layer.clone()).or_default().extend(others);
    }
    for (name, allowed) in &table {
        let used = used.get(name).cloned().unwrap_or_default();
        let idle: Vec<_> = allowed.difference(&used).collect();
        assert!(idle.is_empty(), "`{name}` does not use {idle:?} any more: take that out of the table");
    }
}

#[test]
fn no_import_circle_joins_folders_nor_more_than_two_files() {
    let house = House::read();
    let is_above = |a: &Module, b: &Module| a.len() < b.len() && b.starts_with(a);
    let arrows: BTreeMap<&Module, Vec<&Module>> = house
        .arrows()
        .into_iter()
        .map(|(from, to)| {
            let to = to.into_iter().filter(|to| !is_above(from, to) && !is_above(to, from)).collect();
            (from, to)
        })
        .collect();
    let reaches = |from: &Module| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(at) = next.pop() {
            for to in &arrows[at] {
                if seen.insert(*to) {
                    next.push(to);
                }
            }
        }
        seen
    };
    let reach: BTreeMap<&Module, BTreeSet<&Module>> =
        arrows.keys().map(|from| (*from, reaches(from))).collect();
    let mut wrong = BTreeSet::new();
    for (from, to) in &reach {
        let circle: Vec<&&Module> = to.iter().filter(|to| reach[**to].contains(from)).collect();
        let folders: BTreeSet<&[String]> =
            circle.iter().map(|file| &file[..file.len().saturating_sub(1)]).collect();
        if circle.len() > 2 || folders.len() > 1 {
            let names: Vec<String> = circle.iter().map(|file| file.join("::")).collect();
            wrong.insert(names.join(", "));
        }
    }
    assert!(wrong.is_empty(), "circles:\n{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}
