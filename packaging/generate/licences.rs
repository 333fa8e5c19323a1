//! The licences of all crates that are linked into the program, with their texts.
//!
//! Asks `cargo metadata` which crates a build depends on (not those of tests, nor those that only
//! run while it is built) and reads the texts from the crates' own folders. Texts that several
//! crates share are printed once. A crate without a text of its own is listed all the same: its
//! licence's expression names one of the texts that others bring.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

const HEAD: &str = "Gander is made with the crates below, each under its own licence. Numbers in brackets\n\
                    lead to the texts that follow the list.\n\n";

/// The whole list as a text; the same lock file gives the same bytes.
///
/// # Errors
/// A sentence, if cargo can't tell or a crate's folder can't be read.
pub fn third_party(root: &Path, target: Option<&str>) -> Result<String, String> {
    let metadata = metadata(root, target)?;
    let linked = linked(&metadata).ok_or("cargo’s answer has another form than is known here")?;
    let mut texts = Texts::default();
    let mut list = String::from(HEAD);
    for package in linked {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let folder = Path::new(text("manifest_path")).parent().unwrap_or(root);
        let numbers = texts.of(folder)?;
        list.push_str(&format!("{} {}\n    {}{numbers}\n", text("name"), text("version"), text("license")));
        if let Some(source) = package["repository"].as_str() {
            list.push_str(&format!("    {source}\n"));
        }
    }
    list.push_str(&texts.printed());
    Ok(list)
}

fn metadata(root: &Path, target: Option<&str>) -> Result<Value, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = target.map_or_else(host, |target| Ok(target.to_owned()))?;
    let asked = Command::new(cargo)
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", &target])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let answer = asked.map_err(|error| format!("cargo could not be started: {error}"))?;
    if !answer.status.success() {
        return Err("cargo metadata failed".into());
    }
    serde_json::from_slice(&answer.stdout).map_err(|error| format!("cargo’s answer is no JSON: {error}"))
}

/// This system, as rustc names it.
fn host() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc).arg("-vV").output();
    let answer = asked.map_err(|error| format!("rustc could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say for which system it builds".into())
}

/// All packages but our own that normal dependencies reach, by name and version.
fn linked(metadata: &Value) -> Option<Vec<&Value>> {
    let packages: BTreeMap<&str, &Value> = by_id(metadata["packages"].as_array()?);
    let nodes: BTreeMap<&str, &Value> = by_id(metadata["resolve"]["nodes"].as_array()?);
    let root = metadata["resolve"]["root"].as_str()?;
    let mut reached = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        for dependency in nodes.get(id)?["deps"].as_array()? {
            let is_normal = dependency["dep_kinds"].as_array()?.iter().any(|kind| kind["kind"].is_null());
            let id = dependency["pkg"].as_str()?;
            if is_normal && !is_macro(packages.get(id)?) && reached.insert(id) {
                open.push(id);
            }
        }
    }
    reached.remove(root);
    let mut linked = reached.into_iter().map(|id| packages.get(id).copied()).collect::<Option<Vec<_>>>()?;
    linked.sort_by_key(|package| (package["name"].as_str(), package["version"].as_str()));
    Some(linked)
}

fn by_id(all: &[Value]) -> BTreeMap<&str, &Value> {
    all.iter().filter_map(|one| Some((one["id"].as_str()?, one))).collect()
}

/// Whether the crate runs in the compiler alone.
fn is_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array();
    targets.is_some_and(|all| all.iter().any(|target| target["kind"][0] == "proc-macro"))
}

/// Texts of licences, numbered from 1 in the order in which they were first met.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
}

impl Texts {
    /// The numbers of the texts in a crate's folder, as they stand behind its licence.
    fn of(&mut self, folder: &Path) -> Result<String, String> {
        let unread = |error: std::io::Error| format!("“{}” could not be read: {error}", folder.display());
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            if path.is_file() && is_licence(&path) {
                files.push(path);
            }
        }
        files.sort();
        let mut numbers = String::new();
        for path in files {
            let text = String::from_utf8_lossy(&std::fs::read(&path).map_err(unread)?).into_owned();
            numbers.push_str(&format!(" [{}]", self.number_of(&tidy(&text))));
        }
        Ok(numbers)
    }

    fn number_of(&mut self, text: &str) -> usize {
        let known = self.all.iter().position(|other| other == text);
        known.unwrap_or_else(|| {
            self.all.push(text.to_owned());
            self.all.len() - 1
        }) + 1
    }

    fn printed(&self) -> String {
        let rule = "-".repeat(78);
        self.all.iter().enumerate().map(|(n, text)| format!("\n{rule}\n[{}]\n\n{text}\n", n + 1)).collect()
    }
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let is_text = !name.ends_with(".RS") && !name.ends_with(".TOML");
    is_text
        && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// Without what differs from copy to copy and means nothing.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
