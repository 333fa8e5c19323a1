//! File dialogs by `zenity`, where no portal can be asked.

use crate::app::path_box::formats::SaveRequest;
use crate::app::tasks::Reply;
use crate::messages::say;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The service by which a portal is started.
const SERVICE: &str = "dbus-1/services/org.freedesktop.portal.Desktop.service";

/// Whether there is a session bus, and a portal that can be started on it.
pub(super) fn has_portal() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let bus = match set("DBUS_SESSION_BUS_ADDRESS") {
        Some(address) => match address.to_string_lossy().split([';', ',']).next() {
            Some(first) => first.strip_prefix("unix:path=").is_none_or(|path| Path::new(path).exists()),
            None => false,
        },
        None => set("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists()),
    };
    let system = set("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    bus && std::env::split_paths(&system).any(|folder| folder.join(SERVICE).exists())
}

/// Asks which files to open.
pub(super) fn pick_files(title: &str, folder: Option<&Path>) -> Reply {
    // A folder ends with a separator, or it would be selected in the one above.
    let start = folder.map(|folder| folder.join(""));
    let mut command = command(title, start);
    command.args(["--multiple", "--separator=\n/"]);
    answer(&mut command, |bytes| Reply::Picked(cut(&bytes).into_iter().map(path_of).collect()))
}

/// Asks where to save something.
pub(super) fn save_file(request: &SaveRequest) -> Reply {
    let start = request.folder.clone().unwrap_or_default().join(&request.name);
    let mut command = command(&request.title.to_string(), Some(start));
    command.args(["--save", "--confirm-overwrite"]);
    for format in &request.formats {
        let patterns: Vec<String> = format.endings.iter().map(|ending| format!("*.{ending}")).collect();
        command.arg(format!("--file-filter={} | {}", format.label, patterns.join(" ")));
    }
    if request.takes_any {
        command.arg(format!("--file-filter={} | *", say("dialog-all-files")));
    }
    answer(&mut command, |bytes| Reply::SaveTo(path_of(bytes)))
}

fn command(title: &str, start: Option<PathBuf>) -> Command {
    let mut command = Command::new("zenity");
    command.args(["--file-selection", "--title", title]).stdin(Stdio::null()).stderr(Stdio::null());
    if let Some(start) = start {
        let mut argument = OsString::from("--filename=");
        argument.push(start);
        command.arg(argument);
    }
    command
}

/// Runs a dialog. Only that it was cancelled (1) or answered (0) shows that there was one.
fn answer(command: &mut Command, read: impl FnOnce(Vec<u8>) -> Reply) -> Reply {
    let Ok(output) = command.output() else { return Reply::NoDialog };
    let mut bytes = output.stdout;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    match output.status.code() {
        Some(0) if !bytes.is_empty() => read(bytes),
        Some(0 | 1) => Reply::Nothing,
        _ => Reply::NoDialog,
    }
}

/// Cuts a list of absolute paths, whose separator is a line break and a slash: with the slash that a path
/// begins with there are two, as no path has them, whatever its name.
fn cut(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut paths, mut rest) = (Vec::new(), bytes);
    while let Some(end) = memchr::memmem::find(rest, b"\n//") {
        paths.push(rest[..end].to_vec());
        rest = &rest[end + b"\n/".len()..];
    }
    paths.push(rest.to_vec());
    paths
}

fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_line_breaks_and_bars_are_cut_where_paths_begin() {
        let paths = ["/a\nb", "/tmp/x|y", "/\n", "/é"];
        assert_eq!(cut(paths.join("\n/").as_bytes()), paths.map(|path| path.as_bytes().to_vec()));
        assert_eq!(cut(b"/one"), [b"/one".to_vec()]);
    }
}
