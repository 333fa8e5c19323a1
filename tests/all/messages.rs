//! Every sentence of the window is in the catalogue, and every line of the catalogue is shown.
//!
//! The sources are read as text: comments and test modules are left out, and each string literal
//! is kept with the code before it in its line and its file. A literal is *used as a key* if a
//! function that takes keys stands before it, or if it is spelled like one: in lower case, with
//! dashes, and beginning as a key of the catalogue does. It *looks like English* if, without its
//! placeholders, a letter, a space and a letter follow each other in it, if it is a capitalised
//! word, or if it is any word that a label, a button or the like is made of; ids, fonts, threads and log messages are told by what stands before them,
//! and the few others are listed. Catalogues are read line by line: `key = …`, indented lines
//! that belong to it, and `$argument`s in both.
#![cfg(test)]

use fluent_bundle::FluentResource;
use gander::app::actions;
use gander::scan::plan::PassId;
use gander::{messages, view};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders whose text is from the catalogue.
const SPEAKING: [&str; 4] = ["src/app", "src/doc", "src/ui", "src/view"];

/// What stands right before keys; the first takes those without arguments alone.
const TAKES_KEYS: [&str; 5] = ["say(", "say_with(", "Text::new(", "Self::new(", "Key("];

/// Keys that are made while the program runs are tested by their registries.
const MADE: [&str; 3] = ["action-", "job-", "view-"];

/// Passes that the status bar names.
const PASSES: [PassId; 4] = [PassId::Index, PassId::Measure, PassId::Timeline, PassId::Read];

/// What stands right before literals that nobody reads in the window: ids, threads, fonts,
/// places in the system.
const NOT_READ: [&str; 12] = [
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
const NOT_SHOWN: [&str; 6] = ["tracing::", "catch(", "#[error(", "writeln!(", "#[expect(", "#[serde("];

/// Literals that look like English and are none of the catalogue's, by the end of their file's
/// name, with the reason.
const ALLOWED: [(&str, &str); 23] = [
    // Names of keys on the keyboard, as the toolkit has them.
    ("actions/", "Backslash"),
    ("actions/", "End"),
    ("actions/", "Home"),
    ("actions/", "Minus"),
    ("actions/", "Period"),
    ("actions/", "Plus"),
    ("actions/", "Tab"),
    ("actions/keys.rs", "Alt+"),
    ("actions/keys.rs", "Ctrl+"),
    ("actions/keys.rs", "Shift+"),
    // A line of `/proc/meminfo`, and an id.
    ("app/mod.rs", "MemAvailable:"),
    ("ui/results.rs", "listed row"),
    // Files on the disk and sizes in their names.
    ("app/tasks.rs", "GiB"),
    ("app/tasks.rs", "MiB"),
    ("app/tasks.rs", "KiB"),
    // Details of a fault, for a bug report.
    ("doc/banner.rs", "kept: what the first {} of {} bytes say\\n"),
    // The reason within an error.
    ("doc/mod.rs", "its reader failed: {caught}"),
    // Said on standard error, where there is no window.
    ("ui/mod.rs", "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"),
    ("ui/mod.rs", "libegl1 libgl1-mesa-dri libxkbcommon-x11-0 libxcursor1 libxi6"),
    ("ui/mod.rs", "the display could not be used ({why}); on Debian, install {packages}"),
    ("ui/mod.rs", "the display could not be used ({why})"),
    ("ui/mod.rs", "gander: no window can be opened: {missing}; “gander summary FILE” needs none.\\n"),
    ("ui/search_bar.rs", "Shift+F3"),
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

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    all
}

/// Every literal of code that speaks, and of the catalogue's own.
fn code() -> Vec<Literal> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
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
    let views = view::ALL.iter().map(|kind| format!("view-{}", kind.id));
    let made: BTreeSet<String> = titles.chain(ids).chain(views).collect();
    let is_used = |key: &str| used.contains(key) || made.contains(key);
    wrong.extend(texts.keys().filter(|key| !is_used(key)).map(|key| format!("“{key}” is not used")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_action_view_and_job_has_its_text() {
    let texts = english();
    for action in actions::all() {
        let id = action.id.replace('.', "-");
        let is_view = view::ALL.iter().any(|kind| kind.id == action.id);
        assert!(is_view || texts.contains_key(format!("action-{id}").as_str()), "{id}");
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
    let mut wrong = Vec::new();
    let mut allowed: BTreeSet<(&str, &str)> = BTreeSet::new();
    let is_shown = |literal: &Literal| {
        let has_word = literal.text.split(|c: char| !c.is_lowercase()).any(|word| word.len() > 1);
        has_word && SHOWS.iter().any(|shows| literal.before.ends_with(shows))
    };
    for literal in code().iter().filter(|literal| is_english(&literal.text) || is_shown(literal)) {
        let line_before = literal.before.rsplit([';', '{', '}']).next().unwrap_or_default();
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
        let theirs = arguments(source);
        assert_eq!(
            theirs.len(),
            FluentResource::try_new((*source).to_owned()).map_or(0, |all| n_messages(&all))
        );
        for (key, arguments) in &english {
            assert_eq!(theirs.get(key), Some(arguments), "{id}: {key}");
        }
        assert_eq!(theirs.len(), english.len(), "{id} says more than English does");
    }
}

/// How many messages the parser sees: none is hidden from the tests above.
fn n_messages(resource: &FluentResource) -> usize {
    resource.entries().filter(|entry| format!("{entry:?}").starts_with("Message")).count()
}
