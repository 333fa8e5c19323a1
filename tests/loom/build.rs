//! Says to the modules that their atomics are loom's; hands the engine's shipped modules to the
//! tests, and mutants of them: each with one mistake that the model check has to find.

use std::path::Path;
use std::{env, fs};

/// Name, module, what is replaced (it has to stand there once) and by what.
const MUTANTS: [(&str, &str, &str, &str); 4] = [
    // A worker that ends a lease does not wake the one that waits for it.
    ("deaf", "protocol", "            steps.wake();", "            let _ = steps;"),
    // The holder of the frontier gives it back without a look at what was handed in meanwhile.
    (
        "hasty",
        "protocol",
        "                state.wake_waiters(steps);\n            } else {",
        "                state.wake_waiters(steps);\n                break;\n            } else {",
    ),
    // A worker parks without a look at what was announced since it looked for work.
    (
        "sleepy",
        "signal",
        "        if state.generation == seen {\n            if",
        "        let seen = state.generation.max(seen);\n        {\n            if",
    ),
    // The watchdog's verdict stands, even if a worker has returned since it looked.
    (
        "stubborn",
        "liveness",
        "if state.n_returns == n_returns {",
        "if state.n_returns != n_returns || true {",
    ),
];

const MODULES: [&str; 4] = ["liveness", "protocol", "signal", "steps"];

fn main() {
    println!("cargo::rustc-cfg=loom");
    let engine = Path::new("../../src/engine");
    let out = env::var("OUT_DIR").expect("cargo names a folder");
    for module in MODULES {
        let path = engine.join(module).with_extension("rs");
        println!("cargo::rerun-if-changed={}", path.display());
        let shipped = fs::read_to_string(&path).expect("the module is there");
        write(&out, "shipped", module, &shipped);
        for (name, mutated, find, replace) in MUTANTS {
            if mutated == module {
                assert_eq!(shipped.matches(find).count(), 1, "the mutant {name} no longer fits {module}");
                write(&out, name, module, &shipped.replace(find, replace));
            } else {
                write(&out, name, module, &shipped);
            }
        }
    }
}

/// Writes a module without its inner doc comments, which an included file can't have.
fn write(out: &str, name: &str, module: &str, source: &str) {
    let folder = Path::new(out).join(name);
    fs::create_dir_all(&folder).expect("there is room");
    let lines: Vec<_> = source.lines().filter(|line| !line.starts_with("//!")).collect();
    fs::write(folder.join(module).with_extension("rs"), lines.join("\n")).expect("there is room");
}
