//! The dependency tree and the lints hold what `ARCHITECTURE.md` promises.

use crate::tool::root;
use std::path::Path;
use std::process::{Command, Stdio};

/// Crates that only the window may bring.
const OF_THE_WINDOW: [&str; 10] =
    ["accesskit", "arboard", "eframe", "egui", "egui_plot", "glow", "notify", "rfd", "wgpu", "winit"];

/// The names of all crates that a build depends on.
fn crates(features: &[&str]) -> Vec<String> {
    let tree = tree(features);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// What cargo says of the crates that a build depends on, a line each.
fn tree(args: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "-e", "normal", "--prefix", "none"])
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| {
            panic!(
                "cargo could not be started ({error}); install Rust, the test asks it for the dependency tree"
            )
        });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether an expression of licences, as crates write them, holds where those of `allowed` do.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.trim();
    // Where a word stands outside of brackets.
    let split = |word: &str| {
        let mut depth = 0_i32;
        let at = expression.char_indices().find(|&(at, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0 && expression[at..].starts_with(word)
        });
        at.map(|(at, _)| (&expression[..at], &expression[at + word.len()..]))
    };
    if let Some((left, right)) = split(" OR ").or_else(|| split("/")) {
        return is_allowed(left, allowed) || is_allowed(right, allowed);
    }
    if let Some((left, right)) = split(" AND ") {
        return is_allowed(left, allowed) && is_allowed(right, allowed);
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => is_allowed(inner, allowed),
        None => allowed.iter().any(|name| name == expression),
    }
}

/// What stands in double quotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_crate_has_a_licence_that_deny_toml_allows() {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml is there");
    let licences =
        text.split("[licenses]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a section");
    let (allowed, exceptions) = licences.split_once("exceptions").expect("both lists");
    let allowed = quoted(allowed);
    assert!(allowed.len() > 5 && is_allowed("MIT OR (Zlib AND GPL-3.0)", &allowed), "{allowed:?}");
    assert!(!is_allowed("MIT AND (GPL-3.0 OR LGPL-3.0)", &allowed) && !is_allowed("", &allowed));
    let exceptions: Vec<Vec<String>> =
        exceptions.lines().filter(|line| line.contains("crate =")).map(quoted).collect();
    let mut wrong = Vec::new();
    for line in tree(&["--all-features", "--target", "all", "-f", "{p}|{l}"]).lines() {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|').expect("both");
        let name = package.split(' ').next().unwrap_or_default();
        let except = exceptions.iter().find(|one| one[0] == name).map_or(&[][..], |one| &one[1..]);
        if name != "gander" && !is_allowed(licence, &[&allowed, except].concat()) {
            wrong.push(format!("{name}: {licence}"));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "deny.toml allows none of these: {wrong:#?}");
}

#[test]
fn the_command_line_alone_depends_on_no_crate_of_the_window() {
    let alone = crates(&["--no-default-features"]);
    assert!(alone.iter().any(|name| name == "clap"), "{alone:?}");
    for name in OF_THE_WINDOW {
        assert!(!alone.iter().any(|of| of == name || of.starts_with(&format!("{name}-"))), "{name}");
    }
    let whole = crates(&[]);
    assert!(["egui", "notify", "rfd"].iter().all(|name| whole.iter().any(|of| of == name)), "{whole:?}");
}

#[test]
fn unsafe_code_is_allowed_in_three_files() {
    let mut files = Vec::new();
    visit(&root().join("src"), &mut files);
    files.sort();
    assert_eq!(files, ["base/sys.rs", "scan/simd.rs", "source/map.rs"]);
}

/// Adds the source files below `folder` that lift the lint on unsafe code.
fn visit(folder: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(&path, files);
        } else if std::fs::read_to_string(&path).expect("UTF-8").contains("(unsafe_code") {
            let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
            files.push(format!("{}/{}", parts[1], parts[0]));
        }
    }
}
