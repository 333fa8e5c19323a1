//! Writes what packages hold beside the program: man pages and completions from the definitions
//! by which it reads its own arguments, icons in the containers of macOS and Windows, and the
//! licences of all crates that are linked into it.
//!
//!     cargo run --locked --example generate -- OUT [TARGET]
//!
//! Into `OUT/man`, `OUT/completions`, `OUT/icons` and `OUT/THIRD-PARTY.txt`; TARGET (such as
//! `x86_64-unknown-linux-gnu`) says for which system the crates are listed, this one unless given.
//! The same sources give the same bytes. The program itself has no flag for any of this.

mod icons;
mod licences;
mod pages;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(out) = args.next().map(PathBuf::from) else {
        return refuse("say into which folder: cargo run --example generate -- OUT [TARGET]");
    };
    let target = args.next().map(|target| target.to_string_lossy().into_owned());
    match generate(&out, target.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refuse(&why),
    }
}

fn generate(out: &Path, target: Option<&str>) -> Result<(), String> {
    for (name, text) in pages::man_pages().into_iter().chain(pages::completions()) {
        write(&out.join(name), &text)?;
    }
    // At run time: what was built may be of another place.
    let root = &std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    for (name, bytes) in icons::containers(&root.join("assets/icon"))? {
        write(&out.join("icons").join(name), &bytes)?;
    }
    write(&out.join("THIRD-PARTY.txt"), licences::third_party(root, target)?.as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|error| format!("“{}” could not be written: {error}", path.display()))
}

fn refuse(why: &str) -> ExitCode {
    eprintln!("generate: {why}");
    ExitCode::from(2)
}
