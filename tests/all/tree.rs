//! The dependency tree and the lints hold what `ARCHITECTURE.md` promises.

use crate::tool::root;
use std::path::Path;
use std::process::{Command, Stdio};

/// Crates that only the window may bring.
const OF_THE_WINDOW: [&str; 10] =
    ["accesskit", "arboard", "eframe", "egui", "egui_plot", "glow", "notify", "rfd", "wgpu", "winit"];

/// The names of all crates that a build depends on.
fn crates(features: &[&str]) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "-e", "normal", "--prefix", "none"])
        .args(features)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| {
            panic!(
                "cargo could not be started ({error}); install Rust, the test asks it for the dependency tree"
            )
        });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("UTF-8");
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
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
