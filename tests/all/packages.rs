//! What packages hold beside the program is complete, and agrees with the program.

use crate::pages;
use crate::tool::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn made(files: Vec<pages::Made>) -> BTreeMap<String, String> {
    let as_text = |(name, bytes): pages::Made| (name, String::from_utf8(bytes).expect("UTF-8"));
    files.into_iter().map(as_text).collect()
}

/// The program and its commands, with the name of the page of each.
fn commands() -> Vec<(String, clap::Command)> {
    let whole = pages::definitions();
    let of = |command: &clap::Command| (format!("gander-{}", command.get_name()), command.clone());
    let mut all: Vec<_> = pages::visible(&whole).map(of).collect();
    all.push(("gander".to_owned(), whole));
    all
}

/// Long and short flags of a command that its help lists.
fn flags(command: &clap::Command) -> Vec<String> {
    let visible = command.get_arguments().filter(|arg| !arg.is_hide_set());
    let of = |arg: &clap::Arg| {
        let long = arg.get_long().map(|long| format!("--{long}"));
        long.into_iter().chain(arg.get_short().map(|short| format!("-{short}"))).collect::<Vec<_>>()
    };
    visible.flat_map(of).collect()
}

#[test]
fn every_command_and_every_argument_says_what_it_is_for_and_none_is_hidden() {
    for (name, command) in commands() {
        assert!(!command.is_hide_set(), "{name}");
        assert!(command.get_about().is_some_and(|about| about.to_string().len() > 5), "{name} has no help");
        for arg in command.get_arguments() {
            assert!(!arg.is_hide_set(), "{name} {}", arg.get_id());
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.len() > 5, "{name} {} has no help", arg.get_id());
        }
    }
    // The iterator above leaves hidden commands out.
    assert_eq!(pages::definitions().get_subcommands().filter(|command| command.is_hide_set()).count(), 0);
}

#[test]
fn every_command_has_a_page_with_its_flags_and_an_example() {
    let pages = made(pages::man_pages());
    let commands = commands();
    assert_eq!(pages.len(), commands.len());
    for (name, command) in commands {
        let page = &pages[&format!("man/{name}.1")];
        // In a page a hyphen that may be copied is written with a backslash.
        let plain = page.replace("\\-", "-");
        for flag in flags(&command) {
            assert!(plain.contains(&flag), "{name} lacks {flag}");
        }
        for part in ["SH NAME", "SH SYNOPSIS", "SH OPTIONS", "SH EXAMPLES", "SH \"EXIT STATUS\""] {
            assert!(page.contains(part), "{name} lacks {part}");
        }
        let example = plain.split("SH EXAMPLES").nth(1).expect("examples");
        assert!(example.contains(&name.replacen('-', " ", 1)), "the example of {name} is of another");
        assert!(page.contains(env!("CARGO_PKG_VERSION")), "{name}");
    }
}

#[test]
fn the_examples_of_the_pages_are_commands_that_the_program_takes() {
    for (name, page) in made(pages::man_pages()) {
        let plain = page.replace("\\-", "-").replace("\\*(Aq", "'").replace("\\&", "");
        let examples =
            plain.split("SH EXAMPLES").nth(1).and_then(|rest| rest.split(".SH").next()).expect("examples");
        for line in examples.lines().filter(|line| line.contains("gander")) {
            let line = line.rsplit("| ").next().unwrap_or(line);
            let words = words(line);
            let known = gander::cli::definitions().try_get_matches_from(&words);
            assert!(
                known.is_ok(),
                "{name}: {line}: {}",
                known.err().map(|why| why.to_string()).unwrap_or_default()
            );
        }
    }
}

/// Words of a command as a shell would cut it, with single quotes alone.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_shell_completes_each_command_and_flag() {
    let scripts = made(pages::completions());
    assert_eq!(scripts.len(), 4);
    for (shell, script) in scripts {
        for (name, command) in commands() {
            let command_name = command.get_name();
            assert!(script.contains(command_name), "{shell} lacks {name}");
            for flag in flags(&command) {
                // Fish lists names without their hyphens.
                let bare = flag.trim_start_matches('-');
                let listed = [flag.clone(), format!("-l {bare}"), format!("-s {bare}")];
                assert!(listed.iter().any(|form| script.contains(form)), "{shell} lacks {flag} of {name}");
            }
        }
    }
}

#[test]
fn all_texts_of_packages_name_the_version_that_is_built() {
    let version = env!("CARGO_PKG_VERSION");
    let metainfo = text("packaging/desktop/io.github.gander.Gander.metainfo.xml");
    let newest = metainfo.split("<release ").nth(1).expect("a release");
    assert!(newest.starts_with(&format!("version=\"{version}\"")), "{newest}");
    assert!(text("CHANGELOG.md").contains(&format!("## {version}")));
    for template in
        ["debian/control", "rpm/gander.spec", "arch/PKGBUILD", "macos/Info.plist", "windows/gander.iss"]
    {
        let template = text(&format!("packaging/{template}"));
        assert!(template.contains("@VERSION@") && !template.contains(version));
    }
}

#[test]
fn the_icons_have_the_sizes_of_their_names() {
    for size in [16_u32, 32, 48, 64, 128, 256, 512] {
        let png = fs::read(root().join(format!("assets/icon/gander-{size}.png"))).expect("an icon");
        // The header's first fields: width and height.
        assert_eq!(png[16..24], [size.to_be_bytes(), size.to_be_bytes()].concat(), "{size}");
    }
}

#[test]
fn the_pictures_that_the_metainfo_names_are_there() {
    let metainfo = text("packaging/desktop/io.github.gander.Gander.metainfo.xml");
    let pictures: Vec<_> = metainfo.split("<image").skip(1).collect();
    assert!(pictures.len() >= 3, "{}", pictures.len());
    for picture in pictures {
        let address = picture.split(['<', '>']).nth(1).expect("an address");
        let (_, path) = address.split_once("/main/").expect("an address of the repository");
        assert!(root().join(path).is_file(), "{path}");
    }
}

#[test]
fn the_desktop_entry_offers_only_kinds_that_are_known() {
    let entry = text("packaging/desktop/gander.desktop");
    let own = text("packaging/desktop/gander.xml");
    let kinds = entry.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("kinds");
    for kind in ["text/plain", "text/csv", "application/json", "text/x-log", "application/octet-stream"] {
        assert!(kinds.split(';').any(|known| known == kind), "{kind}");
    }
    for kind in own.split("<mime-type type=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(
            kinds.contains(kind) || kind.starts_with("application/x-gander"),
            "{kind} is offered nowhere"
        );
    }
}

#[test]
fn scripts_of_packages_can_be_run() {
    for script in scripts() {
        let first = text(&script).lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("#!/"), "{script}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(root().join(&script)).expect("it is there").permissions().mode();
            assert_eq!(mode & 0o111, 0o111, "{script}");
        }
    }
}

fn scripts() -> Vec<String> {
    let all = [
        "build",
        "tree",
        "test",
        "check",
        "macos/bundle",
        "windows/make",
        "appimage/AppRun",
        "tarball/install.sh",
        "tarball/uninstall.sh",
    ];
    all.map(|name| PathBuf::from("packaging").join(name).to_string_lossy().into_owned()).into()
}
