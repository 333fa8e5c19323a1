//! Every sentence that a person reads is in the catalogue, and every line of the catalogue is said.
//!
//! The sources are read as text: comments and test modules are left out, and each string literal
//! is kept with the code before it in its line and its file. A literal is *used as a key* if a
//! function that takes keys stands before it, or if it is spelled like one: in lower case, with
//! dashes, and beginning as a key of the catalogue does. It *looks like English* if, without its
//! placeholders, a letter, a space and a letter follow each other in it, if it is a capitalised
//! word, or if it is any word that a label, a button or the like is made of; ids, fonts, threads
//! and log messages are recognised by the tokens before them, ids of exports by their names in the
//! catalogue, and the few others are listed. What is called by ids (facts, units …) is taken from
//! the registries: from the report of every scan over the corpus.
//! Catalogues are read line by line: `key = …`, indented lines
//! that belong to it, and `$argument`s in both.
#![cfg(test)]

use crate::tool::root;
use crate::trial::{Seen, plain_report};
use fluent_bundle::FluentResource;
use gander::app::keymap::Preset;
use gander::app::{actions, preferences};
use gander::base::Offset;
use gander::format::delimited::detect::{Sample, detect};
use gander::format::encoding::CodeUnit;
use gander::format::encoding::Encoding;
use gander::format::sniff::sniff;
use gander::messages::Name;
use gander::scan::columns;
use gander::scan::plan::PassId;
use gander::{messages, view};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Code whose text is from the catalogue: all but the command line's own, and `sample`, which makes
/// up texts.
const SPEAKING: [&str; 17] = [
    "src/app",
    "src/base",
    "src/doc",
    "src/edit",
    "src/engine",
    "src/format",
    "src/index",
    "src/log.rs",
    "src/scan",
    "src/scroll",
    "src/search",
    "src/source",
    "src/structure",
    "src/summary",
    "src/table",
    "src/ui",
    "src/view",
];

/// What stands right before keys; the first takes those without arguments alone.
const TAKES_KEYS: [&str; 6] = ["say(", "say_english(", "say_with(", "Text::new(", "Self::new(", "Key("];

/// Keys that are made while the program runs are tested by their registries.
const MADE: [&str; 16] = [
    "action-", "column-", "does-", "fact-", "format-", "job-", "month-", "preset-", "region-", "section-",
    "setting-", "table-", "unit-", "view-", "word-", "words-",
];

/// Code whose words are no text of the program: what logs say, what `panic.log` and bug reports
/// say, and what the log calls passes (the window says `job-…`); terms of formats as their specifications
/// write them, and the bytes that these begin with; markup.
const OTHER_WORDS: [&str; 8] = [
    // Names of keys on the keyboard, as the toolkit and settings have them.
    "src/app/keys.rs",
    "src/app/keymap/presets.rs",
    "src/format/log",
    "src/base/panics.rs",
    "src/scan/id.rs",
    "src/scan/signatures/table.rs",
    "src/structure/",
    "src/summary/diff/html.rs",
];

/// Code that speaks English, whatever language the window speaks.
const ENGLISH: [&str; 5] = ["src/args.rs", "src/cli", "src/log.rs", "src/main.rs", "src/summary"];

/// What says something in the language of the window.
const WINDOW_LANGUAGE: [&str; 7] =
    ["say(\"", "say_with(\"", ".said()", "messages::{say", "human::size(", "human::ago(", "human::{"];

/// Passes that the status bar names.
const PASSES: [PassId; 6] =
    [PassId::Index, PassId::Columns, PassId::Measure, PassId::Timeline, PassId::Blocks, PassId::Read];

/// The tokens right before literals that the window does not display: ids, threads, fonts,
/// places in the system.
const NOT_READ: [&str; 14] = [
    ".expect(",
    "reason =",
    "Id::unique(",
    "scope_id().with(",
    "Panel::top(",
    "Panel::bottom(",
    "Panel::right(",
    "bar(ui,",
    "modal(ui,",
    "still(",
    ".name(",
    "FontFamily::Name(",
    "add(",
    "env::var_os(",
];

/// What shows the literal right behind it: there a word in lower case is English, too.
const SHOWS: [&str; 8] = [
    "label(",
    "button(",
    "Button::new(",
    "on_hover_text(",
    "hint_text(",
    "RichText::new(",
    "heading(ui,",
    "pair(ui,",
];

/// What stands anywhere before what the log, `panic.log`, standard error or the `Display` of an
/// error says, or names a type.
const NOT_SHOWN: [&str; 7] =
    ["tracing::", "catch(", "#[error(", "writeln!(std", "assert", "#[expect(", "#[serde("];

/// Literals that look like English and are none of the catalogue's, by the end of their file's
/// name, with the reason.
const ALLOWED: [(&str, &str); 49] = [
    // The beginning of a file, an id, and what the desktop calls notices.
    ("kept/index_cache.rs", "gander index 1\\n"),
    ("ui/summaries.rs", "summary difference"),
    ("ui/overlays.rs", "message log"),
    ("ui/notice.rs", "Gander"),
    ("ui/notice.rs", "Notify"),
    // Classes of the report's page.
    ("summary/html/section.rs", "long broad"),
    // Names of typefaces.
    ("ui/fonts_page.rs", "JetBrains Mono"),
    ("ui/fonts_page.rs", "Inter"),
    // Of the desktop's portal.
    ("ui/wishes.rs", "SettingChanged"),
    ("ui/wishes.rs", "Read"),
    // C.
    ("format/literals.rs", "const unsigned char data[{}] = {{\\n"),
    // Rust.
    ("format/literals.rs", "const DATA: [u8; {}] = [\\n"),
    ("actions/", "Comma"),
    // Syntax of a pattern.
    ("search/times.rs", " day first"),
    // Names of keys on the keyboard, as the toolkit has them.
    ("actions/", "ArrowLeft"),
    ("actions/", "ArrowRight"),
    ("actions/", "Backslash"),
    ("actions/", "End"),
    ("actions/", "Home"),
    ("actions/", "Minus"),
    ("actions/", "PageDown"),
    ("actions/", "PageUp"),
    ("actions/", "Period"),
    ("actions/", "Plus"),
    ("actions/", "Tab"),
    // A line of `/proc/meminfo`, and an id.
    ("app/mod.rs", "MemAvailable:"),
    // Files on the disk and sizes in their names.
    ("app/tasks.rs", "GiB"),
    ("app/tasks.rs", "MiB"),
    ("app/tasks.rs", "KiB"),
    // Details of a fault, for a bug report.
    ("doc/banner.rs", "kept: what the first {} of {} bytes say\\n"),
    // Said in the log itself.
    ("src/log.rs", "gander started"),
    ("src/log.rs", "… {n} events were lost here\\n"),
    // Units that are alike in all languages.
    ("base/human.rs", "KiB"),
    ("base/human.rs", "MiB"),
    ("base/human.rs", "GiB"),
    ("base/human.rs", "TiB"),
    ("base/human.rs", "PiB"),
    ("base/human.rs", "EiB"),
    // Letters, lines of `/proc`, a format's own name.
    ("sniff/legacy.rs", "ЄєІіЇїҐґЎў"),
    ("base/procfs.rs", "Rss:"),
    ("base/procfs.rs", "Anonymous:"),
    ("base/procfs.rs", "VmFlags:"),
    ("summary/markdown.rs", "Markdown"),
    // Markup.
    ("summary/html/mod.rs", "<!DOCTYPE html>\\n"),
    // Said on standard error, where there is no window.
    ("ui/mod.rs", "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"),
    ("ui/mod.rs", "libegl1 libgl1-mesa-dri libxkbcommon-x11-0 libxcursor1 libxi6"),
    ("ui/mod.rs", "the display could not be used ({why}); on Debian, install {packages}"),
    ("ui/mod.rs", "the display could not be used ({why})"),
    ("ui/mod.rs", "gander: no window can be opened: {missing}; “gander summary FILE” needs none.\\n"),
];

/// A string literal of the sources.
struct Literal {
    file: String,
    line: usize,
    /// The code before it, without spaces at its end, back to the end of the last literal.
    before: String,
    text: String,
}

/// The literals of a file, up to its test module.
fn literals(file: &Path) -> Vec<Literal> {
    let all = std::fs::read_to_string(file).expect("it is read");
    let all = all.replace("#[cfg(test)]\n#[cfg(unix)]\n", "#[cfg(test)]\n");
    let source = all.split("#[cfg(test)]\nmod").next().unwrap_or_default();
    let (mut found, mut before, mut rest, mut line) = (Vec::new(), String::new(), source, 1);
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '\'' if rest.starts_with("'\\") => 2 + rest[2..].find('\'').unwrap_or(0) + 1,
            '\'' if rest.chars().nth(2) == Some('\'') => rest.char_indices().nth(3).map_or(3, |(at, _)| at),
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                let text = &rest[1..=end.expect("it ends")];
                let file = file.display().to_string();
                let code = std::mem::take(&mut before).trim_end().to_owned();
                found.push(Literal { file, line, before: code, text: text.to_owned() });
                text.len() + 2
            }
            c => {
                before.push(c);
                c.len_utf8()
            }
        };
        line += rest[..len].matches('\n').count();
        rest = &rest[len..];
    }
    found
}

/// The sources in a folder, or the one file.
fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut all = Vec::new();
    for entry in std::fs::read_dir(path).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            all.push(path);
        }
    }
    all
}

/// Every literal of code that speaks, and of the catalogue's own.
fn code() -> Vec<Literal> {
    let root = &root();
    let folders = SPEAKING.iter().chain(&["src/messages"]);
    folders.flat_map(|folder| files(&root.join(folder))).flat_map(|file| literals(&file)).collect()
}

/// The arguments of each key of a catalogue.
fn arguments(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut key = "";
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            assert!(all.insert(name, BTreeSet::new()).is_none(), "{name} stands twice");
            key = name;
        }
        for after in line.split('$').skip(1) {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
            all.entry(key).or_default().insert(after[..end].trim_end_matches("-shown"));
        }
    }
    all
}

fn english() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    arguments(messages::LANGUAGES[0].1)
}

/// Whether a literal is a key, or is to be one.
fn is_key(literal: &Literal, starts: &BTreeSet<&str>) -> bool {
    let text = &literal.text;
    // A header of HTTP, and the beginning of a name.
    if ["content-security-policy", "column-kind"].contains(&text.as_str()) {
        return false;
    }
    let is_spelled = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let begins = text.split_once('-').is_some_and(|(start, _)| starts.contains(start));
    (is_spelled && begins)
        || TAKES_KEYS.iter().any(|takes| {
            let code = literal.before.strip_suffix(takes);
            code.is_some_and(|code| !code.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
}

#[test]
fn every_key_in_code_has_its_text_and_every_text_its_use() {
    let texts = english();
    let starts: BTreeSet<&str> = texts.keys().filter_map(|key| Some(key.split_once('-')?.0)).collect();
    let code = code();
    let mut wrong = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for literal in code.iter().filter(|literal| is_key(literal, &starts)) {
        let Some((key, arguments)) = texts.get_key_value(literal.text.as_str()) else {
            wrong.push(format!("{}:{}: “{}” has no text", literal.file, literal.line, literal.text));
            continue;
        };
        used.insert(key);
        let is_plain = literal.before.ends_with(TAKES_KEYS[0]);
        if is_plain && (!arguments.is_empty() || messages::find(key).is_none()) {
            wrong.push(format!("{}:{}: “{key}” takes arguments", literal.file, literal.line));
        }
        // Arguments are given in the file that names the key, or beside it.
        let folder = Path::new(&literal.file).parent();
        let beside = || code.iter().filter(|other| Path::new(&other.file).parent() == folder);
        for argument in arguments {
            if !beside().any(|other| other.text == *argument && other.before.ends_with('(')) {
                wrong.push(format!("{}:{}: “{key}” is not told ${argument}", literal.file, literal.line));
            }
        }
    }
    let titles = PASSES.iter().map(|pass| format!("job-{}", pass.title().to_lowercase()));
    let ids = actions::all().iter().map(|action| format!("action-{}", action.id.replace('.', "-")));
    let ids = ids.chain(actions::all().iter().flat_map(|action| {
        let id = action.id.replace('.', "-");
        [format!("does-{id}"), format!("words-{id}")]
    }));
    let settings = preferences::ALL
        .iter()
        .flat_map(|setting| [format!("setting-{}", setting.key), format!("setting-{}-does", setting.key)]);
    let ids = ids.chain(settings).chain(Preset::ALL.iter().map(|preset| format!("preset-{}", preset.id())));
    let months = (1..=12).map(|month| format!("month-{month}"));
    let views = view::ALL.iter().map(|kind| format!("view-{}", kind.id));
    let made: BTreeSet<String> = titles.chain(ids).chain(months).chain(views).chain(called()).collect();
    let is_used = |key: &str| used.contains(key) || made.contains(key);
    wrong.extend(texts.keys().filter(|key| !is_used(key)).map(|key| format!("“{key}” is not used")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The keys of what has a name by ids: in every section of every scan, and elsewhere.
fn called() -> BTreeSet<String> {
    let logs: [&[u8]; 6] = [
        b"2026-03-14 09:26:53 x\n",
        b"Mar 14 09:26:53 x\n",
        b"09:26:53 x\n",
        b"[   12.233441] usb 1-1: x\n",
        b"07/15/2021 14:07:27 x\n",
        b"15/07/2021 14:07:27 x\n",
    ];
    let mut called = BTreeSet::new();
    let mut call =
        |name: Name<'_>| called.extend((!name.key().ends_with('-')).then(|| name.key().to_owned()));
    let reports = logs.into_iter().chain([&b"\xFF"[..]]).flat_map(plain_report);
    let sections = reports.filter_map(|seen| match seen {
        Seen::Section(section) | Seen::Timeline(section, ..) => Some(section),
        _ => None,
    });
    // Of a table, whatever is in it.
    let table = columns::Columns {
        facts: columns::TableFacts::default(),
        names: std::sync::Arc::new([]),
        reports: Vec::new(),
    }
    .section();
    // What a comparison of summaries says of the file itself.
    for id in [
        "complete",
        "compression",
        "encoding",
        "encoding_by_samples",
        "format",
        "of_bytes",
        "scanned_bytes",
        "size_bytes",
    ] {
        call(Name::new("diff", &[id]));
    }
    for section in sections.chain([table]) {
        call(section.title());
        for fact in &section.facts {
            call(section.label(fact));
            call(fact.unit_name());
            section.word(fact).into_iter().for_each(&mut call);
        }
        for table in &section.tables {
            call(section.table_title(table));
            table.headings().flat_map(|(column, unit)| [column, unit]).for_each(&mut call);
        }
    }
    // Units of columns that are called as they are.
    ["byte", "offset", "bytes"].into_iter().for_each(|unit| call(Name::new("unit", &[unit])));
    Encoding::all().for_each(|encoding| call(encoding.region()));
    for bytes in [&b"text"[..], b"\0\x01\x02\x03"] {
        call(sniff(&[(Offset::ZERO, bytes)], 4).format_name());
    }
    for bytes in [&b"id,n\n1,2\n3,4\n"[..], b"id\tn\n1\t2\n3\t4\n"] {
        let pieces = [(Offset::ZERO, bytes)];
        let sample = Sample {
            pieces: &pieces,
            file_len: 13,
            unit: CodeUnit::Byte,
            ending: None,
            delimiter: None,
            form: None,
        };
        call(sniff(&pieces, 13).with_table(detect(&sample)).format_name());
    }
    called
}

#[test]
fn what_is_called_by_ids_has_its_text() {
    let texts = english();
    let nameless: Vec<_> = called().into_iter().filter(|key| !texts.contains_key(key.as_str())).collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

#[test]
fn exports_and_the_command_line_never_speak_the_window_s_language() {
    let root = &root();
    let mut wrong = Vec::new();
    for (file, text) in ENGLISH.iter().flat_map(|path| sources(&root.join(path))) {
        for (nr, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let says = WINDOW_LANGUAGE.iter().any(|says| {
                let before = line.split(says).next().filter(|before| before.len() < line.len());
                before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            });
            if says {
                wrong.push(format!("{}:{}: {line}", file.display(), nr + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// `Display` of the house's errors is English: the window asks them for their messages.
#[test]
fn the_window_shows_errors_by_their_messages() {
    let root = &root();
    let mut wrong = Vec::new();
    for folder in ["src/app", "src/doc", "src/ui", "src/view"] {
        for (file, text) in sources(&root.join(folder)) {
            let shows = ["fault.to_string()", "error.to_string()", "in_english()", "say_english("];
            let is_wrong = |line: &&str| shows.iter().any(|shows| line.contains(shows));
            wrong.extend(text.lines().filter(is_wrong).map(|line| format!("{}: {line}", file.display())));
        }
    }
    // Said on standard error, where there is no window.
    wrong.retain(|line| !line.contains("ui/mod.rs"));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A file, or those of a folder, up to their test modules.
fn sources(path: &Path) -> Vec<(PathBuf, String)> {
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("it is read");
        let text = text.split("#[cfg(test)]\nmod").next().unwrap_or_default().to_owned();
        (file, text)
    };
    files(path).into_iter().map(read).collect()
}

#[test]
fn every_action_view_and_job_has_its_text() {
    let texts = english();
    for action in actions::all() {
        let id = action.id.replace('.', "-");
        let is_view = view::ALL.iter().any(|kind| kind.id == action.id);
        // A language is called as it calls itself.
        let is_language = messages::LANGUAGES.iter().any(|(tag, _)| action.id == format!("language.{tag}"));
        assert!(is_view || is_language || texts.contains_key(format!("action-{id}").as_str()), "{id}");
    }
    for kind in view::ALL {
        assert!(texts.contains_key(format!("view-{}", kind.id).as_str()), "{}", kind.id);
    }
    for pass in PASSES {
        let title = pass.title().to_lowercase();
        assert!(texts.contains_key(format!("job-{title}").as_str()), "{title}");
    }
    assert!(MADE.iter().all(|start| texts.keys().any(|key| key.starts_with(start))));
}

/// Whether a literal reads like English, its placeholders aside.
fn is_english(text: &str) -> bool {
    let mut said = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => said.push(c),
            _ => {}
        }
    }
    let letters: Vec<char> = said.chars().collect();
    let spaced = |three: &[char]| three[0].is_alphabetic() && three[1] == ' ' && three[2].is_alphabetic();
    let capital = letters.first().is_some_and(|c| c.is_uppercase());
    let capitalised = capital && letters.get(1).is_some_and(|c| c.is_lowercase()) && letters.len() > 2;
    letters.windows(3).any(spaced) || capitalised
}

#[test]
fn no_english_stands_in_code_that_speaks() {
    let texts = english();
    let mut wrong = Vec::new();
    let mut allowed: BTreeSet<(&str, &str)> = BTreeSet::new();
    let is_shown = |literal: &Literal| {
        let has_word = literal.text.split(|c: char| !c.is_lowercase()).any(|word| word.len() > 1);
        has_word && SHOWS.iter().any(|shows| literal.before.ends_with(shows))
    };
    for literal in code().iter().filter(|literal| is_english(&literal.text) || is_shown(literal)) {
        let line_before = literal.before.rsplit([';', '{', '}']).next().unwrap_or_default();
        // The name of what is called by an id of exports stands in the catalogue.
        let is_id = ["unit", "word-clock", "word-date-order"]
            .iter()
            .any(|kind| texts.contains_key(Name::new(kind, &[&literal.text]).key()));
        if is_id || OTHER_WORDS.iter().any(|path| literal.file.contains(path)) {
            continue;
        }
        let is_read = !NOT_READ.iter().any(|before| line_before.ends_with(before));
        if !is_read || NOT_SHOWN.iter().any(|before| line_before.contains(before)) {
            continue;
        }
        let here = ALLOWED.iter().find(|(file, text)| literal.file.contains(file) && literal.text == *text);
        match here {
            Some(here) => {
                allowed.insert(*here);
            }
            None => wrong.push(format!("{}:{}: “{}”", literal.file, literal.line, literal.text)),
        }
    }
    let idle = ALLOWED.iter().filter(|one| !allowed.contains(*one));
    wrong.extend(idle.map(|(file, text)| format!("{file}: “{text}” is allowed and not there")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn all_languages_say_the_same_with_the_same_arguments() {
    let english = english();
    for (id, source) in messages::LANGUAGES {
        let parsed = FluentResource::try_new((*source).to_owned());
        assert!(parsed.is_ok(), "{id}: {:?}", parsed.err().map(|(_, errors)| errors));
        let mut theirs = arguments(source);
        assert_eq!(
            theirs.len(),
            FluentResource::try_new((*source).to_owned()).map_or(0, |all| n_messages(&all))
        );
        for (key, arguments) in &english {
            assert_eq!(theirs.get(key), Some(arguments), "{id}: {key}");
        }
        // What others do not say of a language it says itself.
        let of_itself = format!("-language-{id}");
        theirs.retain(|key, _| english.contains_key(key) || !key.ends_with(&of_itself));
        assert_eq!(theirs.len(), english.len(), "{id} says more than English does");
    }
}

/// Latin words that stand in texts of every language: names, keys, formats, units and what is typed.
pub const NAMES: &str = "A AD ANSI ASCII Alt Apache B BE BGRA Base64 C COFF CR CRLF CSV Ctrl D DE DOS Down E EF \
    ELF End Enter Esc F F1 F2 F6 F10 FF FILETIME G GB GIF GUID Gander GiB H HFS Home I INF IPv4 IPv6 Inter JPEG \
    JSON JetBrains KiB LF Lines M MIT Mach-O Markdown MiB Mono N NUL O P PCAP PCAPNG PDF PE PNG Page Parquet \
    Python RGB RGBA RIFF RSS Rust S SLEB128 SQLite Shift T TAR TSV Tab ULEB128 UTC UTF-8 UTF-16 UTF-32 UUID \
    Unicode Unix Up V W WAV Windows ZIP ZIP64 a b bfloat16 d f float16 float32 float64 g gzip h int8 int16 \
    int24 int32 int64 int128 uint8 uint16 uint24 uint32 uint64 uint128 i j k l logfmt m macOS madvise n p50 \
    p99 startxref t trailer u wc x Flajolet HTML MD5 SHA-256 less vi VS Code klogg fonts-noto-cjk google-noto-sans-cjk-fonts noto-fonts-cjk";

/// Syntax that is shown as it is typed, which no language translates.
const SYNTAX: [&str; 29] = [
    "“schema”",
    ".changed",
    ".came",
    ".went",
    ".rose",
    ".fell",
    ".drift",
    "lines.count",
    "columns.",
    ".mean",
    "null",
    "--io map",
    "u32le:1234",
    "f64be:3.14±0.01",
    "i16:1..5",
    "utf-16le:",
    "strings:6 utf-8 utf-16le",
    " and ",
    "“and”",
    "“or”",
    "“empty”",
    "“invalid”",
    "“none”",
    "“time”",
    "“level”",
    "(?<time>.*)",
    "(?<level>.*)",
    " is",
    "-l",
];

/// The words of a text that are made of Latin letters, its placeholders and syntax aside.
pub fn latin_words(text: &str) -> Vec<String> {
    let mut said = SYNTAX.iter().fold(text.to_owned(), |text, syntax| text.replace(syntax, " "));
    // Numbers in hexadecimal, dates, and backslashes with what follows.
    for (from, to) in [("2026-03-14T", ""), ("\\x1f", ""), ("\\t", ""), ("\\x", ""), ("\\0", "")] {
        said = said.replace(from, to);
    }
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    said.split(|c| !is_of_word(c))
        .map(|word| word.trim_matches('-'))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect()
}

/// A text without what stands in braces, but for the variants of a selector.
fn without_placeables(source: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for line in source.lines() {
        let line = line.trim_start_matches([' ', '*']);
        let line =
            if line.starts_with('[') { line.split_once(']').map_or(line, |(_, said)| said) } else { line };
        let selects = line.ends_with("->");
        for c in line.chars() {
            match c {
                '{' => inside = true,
                '}' => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        inside &= !selects;
        out.push('\n');
    }
    out
}

#[test]
fn no_english_is_left_in_chinese() {
    let names: BTreeSet<&str> = NAMES.split_whitespace().collect();
    let (_, source) = messages::LANGUAGES[1];
    let (mut wrong, mut key) = (Vec::new(), "");
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let said = match line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            Some((name, said)) => {
                key = name;
                said
            }
            None => line,
        };
        // What is typed into the palette: names of programs and commas of the list are as they are.
        if key.starts_with("words-") {
            continue;
        }
        let words = latin_words(&without_placeables(said));
        let strange = words.into_iter().filter(|word| !names.contains(word.as_str()));
        wrong.extend(strange.map(|word| format!("{key}: “{word}”")));
        // A full stop, a comma or a colon of English after Chinese.
        let text: Vec<char> = without_placeables(said).chars().collect();
        let halves = text.windows(2).filter(|two| {
            matches!(two[0], '\u{4E00}'..='\u{9FFF}') && matches!(two[1], ',' | '.' | ':' | ';' | '?' | '!')
        });
        wrong.extend(halves.map(|two| format!("{key}: {two:?}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(latin_words("UTF-8 文件 or F1"), ["UTF-8", "or", "F1"]);
    assert_eq!(
        without_placeables("a { $n ->\n [one] b { $x } c\n *[other] d }").replace('\n', ""),
        "a  b  c d "
    );
}

/// How many messages the parser sees: none is hidden from the tests above.
fn n_messages(resource: &FluentResource) -> usize {
    resource.entries().filter(|entry| format!("{entry:?}").starts_with("Message")).count()
}

#[test]
fn texts_have_one_kind_of_apostrophe_and_of_quotes() {
    for (id, source) in messages::LANGUAGES {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            // How names stand in conditions.
            let mut parts = line.split("columns.'");
            let outside = parts
                .next()
                .into_iter()
                .chain(parts.map(|rest| rest.split_once('\'').map_or(rest, |it| it.1)));
            let is_straight = outside.into_iter().any(|text| text.contains('\''));
            assert!(!is_straight, "{id}: ’ instead of ' in {line}");
        }
    }
}
