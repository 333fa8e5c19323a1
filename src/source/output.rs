//! Keeps the input safe from the output: an output path must not lead to the file being read.

use super::Stat;
use crate::base::atomic_file::SaveError;
use std::fs;
use std::path::Path;

/// Refuses a `target` that is the input file, under any name, symbolic or hard link.
///
/// # Errors
/// [`SaveError::OntoInput`].
pub fn refuse_input(target: &Path, input: &Stat, path: Option<&Path>) -> Result<(), SaveError> {
    let Ok(meta) = fs::metadata(target) else { return Ok(()) };
    let same_file = input.id.is_some() && input.id == Stat::of(&meta).id;
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    let same_path = path.and_then(canonical).is_some_and(|path| Some(path) == canonical(target));
    if same_file || same_path {
        return Err(SaveError::OntoInput { name: target.display().to_string() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_refused_under_any_of_its_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |name: &str| folder.path().join(name);
        fs::write(name("input"), "bytes").expect("written");
        fs::hard_link(name("input"), name("twin")).expect("a link");
        fs::write(name("other"), "bytes").expect("written");
        let stat = Stat::of(&fs::metadata(name("input")).expect("there"));
        let refused = |target: &str| refuse_input(&name(target), &stat, Some(&name("input"))).is_err();
        assert!(refused("input") && refused("./input") && (refused("twin") || cfg!(windows)));
        assert!(!refused("other") && !refused("none"));
    }
}
