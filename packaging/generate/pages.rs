//! Man pages and shell completions, from clap's definitions of the commands.
//!
//! What a page says beyond the definitions (exit statuses, examples, where settings are kept) is
//! added here. A test holds every command and flag against pages and completions.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use gander::cli;

/// A file: its path below the output folder, and its bytes.
pub type Made = (String, Vec<u8>);

/// Shells that get completions, and under which name each looks for them.
const SHELLS: [(Shell, &str); 4] = [
    (Shell::Bash, "gander"),
    (Shell::Zsh, "_gander"),
    (Shell::Fish, "gander.fish"),
    (Shell::PowerShell, "_gander.ps1"),
];

const EXAMPLES: &[(&str, &str)] = &[
    ("gander", "gander service.log\ngander --demo=table --size 100MiB\nzcat old.log.gz | gander -"),
    (
        "gander-summary",
        "gander summary service.log\ngander summary orders.csv --only columns -f md\nzcat old.log.gz | gander summary -\ngander summary huge.csv --part --split 0/64 -o 0.gpart\ngander summary --manifest list.txt",
    ),
    (
        "gander-rows",
        "gander rows service.log --from 20644288 --count 20\ngander rows core.31415 --view hex --count 4",
    ),
    ("gander-sample", "gander sample log --size 4GiB -o sample.log"),
    ("gander-sniff", "gander sniff service.log\ngander sniff orders.csv -f json"),
    (
        "gander-find",
        "gander find service.log 'took=[0-9]*99us' --count\ngander find core.31415 --hex 'f64le:3.14\u{b1}0.01'",
    ),
    ("gander-errors", "gander errors orders.csv"),
    (
        "gander-export",
        "gander export orders.csv -f jsonl --columns id,city --where 'amount >= 100'\ngander export orders.csv -f parquet -o orders.parquet",
    ),
    ("gander-hash", "gander hash image.iso --algo sha256,blake3"),
    ("gander-strings", "gander strings firmware.bin --min 6 --encodings ascii,utf-16le"),
    (
        "gander-diff",
        "gander diff before.json after.json\ngander diff before.json today.csv --fail-if 'columns.amount.mean.changed > 5%'",
    ),
    (
        "gander-merge",
        "gander merge *.gpart -o summary.json\ngander merge --part 0.gpart 1.gpart -o 0-1.gpart\ngander merge --missing *.gpart | sh",
    ),
    ("gander-compare", "gander compare a.img b.img --align"),
];

/// The program's definitions, with every default that clap adds.
pub fn definitions() -> Command {
    let mut whole = cli::definitions().disable_help_subcommand(true);
    whole.build();
    whole
}

/// A page of section 1 for the program and for each of its commands.
pub fn man_pages() -> Vec<Made> {
    let whole = definitions();
    let of_commands = visible(&whole).map(|command| {
        let name = format!("{}-{}", whole.get_name(), command.get_name());
        page(&name, &command.clone().version(version()))
    });
    std::iter::once(page(whole.get_name(), &whole)).chain(of_commands).collect()
}

/// The commands that help lists.
pub fn visible(whole: &Command) -> impl Iterator<Item = &Command> {
    whole.get_subcommands().filter(|command| !command.is_hide_set())
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Renders one page; nothing in it depends on the day or the machine.
fn page(name: &str, command: &Command) -> Made {
    let is_whole = !name.contains('-');
    let has_commands = command.has_subcommands();
    let mut page = Vec::new();
    let man = Man::new(command.clone().display_name(name.to_owned()))
        .manual("Gander")
        .source(format!("gander {}", version()));
    let mut render = || -> std::io::Result<()> {
        man.render_title(&mut page)?;
        man.render_name_section(&mut page)?;
        synopsis(command).to_writer(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        if has_commands {
            man.render_subcommands_section(&mut page)?;
        }
        own_sections(name, is_whole).to_writer(&mut page)
    };
    render().unwrap_or_else(|error| unreachable!("memory takes what is written: {error}"));
    (format!("man/{name}.1"), page)
}

/// How it is called, as its help says it: the options are listed below.
fn synopsis(command: &Command) -> Roff {
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    for line in usage.trim_start_matches("Usage:").lines() {
        roff.text([roman(line.trim())]).control("br", []);
    }
    roff
}

/// What the definitions don't say.
fn own_sections(name: &str, is_whole: bool) -> Roff {
    let mut roff = Roff::new();
    if let Some((_, lines)) = EXAMPLES.iter().find(|(of, _)| *of == name) {
        roff.control("SH", ["EXAMPLES"]);
        for line in lines.lines() {
            roff.control("PP", []).control("nf", []).text([roman(line)]).control("fi", []);
        }
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in [
        ("0", "Done."),
        (
            "1",
            "Done, and the answer is “no”: nothing was found, or there is something that differs or is wrong.",
        ),
        ("2", "Not done; one sentence on standard error says why."),
        ("130", "Interrupted."),
    ] {
        roff.control("TP", []).text([roman(status)]).text([roman(meaning)]);
    }
    if is_whole {
        roff.control("SH", ["FILES"]);
        roff.control("TP", []).text([roman("~/.config/gander/settings.json")]);
        roff.text([roman(
            "What the window was set to, and log formats of one’s own (Help menu: Show the settings file).",
        )]);
        roff.control("TP", []).text([roman("~/.local/state/gander/panic.log")]);
        roff.text([roman("What went wrong inside of the program, if ever something did.")]);
    } else {
        roff.control("SH", ["SEE ALSO"]).text([roman("gander(1)")]);
    }
    roff
}

/// The completions of four shells.
pub fn completions() -> Vec<Made> {
    let of = |(shell, file): (Shell, &str)| {
        let mut script = Vec::new();
        let mut whole = cli::definitions();
        clap_complete::generate(shell, &mut whole, "gander", &mut script);
        (format!("completions/{file}"), script)
    };
    SHELLS.into_iter().map(of).collect()
}
