//! What is kept of what is open, while everything goes wrong: after a kill at any moment the next start is
//! clean and at most the last two seconds are lost; files of any content never end the program and are
//! never overwritten.
#![cfg(test)]

use crate::random::Random;
use crate::trial::TestDir;
use gander::app::actions;
use gander::app::kept::Folders;
use gander::app::path_box::formats::SaveRequest;
use gander::app::settings::ThemeChoice;
use gander::app::tasks::{Dialogs, ReplyTo};
use gander::app::{App, AppMsg, Kept, Msg, Start};
use gander::base::Offset;
use gander::base::units::to_usize;
use gander::doc::marks::Mark;
use gander::source::AccessMode;
use gander::view::PaneMsg;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How often the program is killed, and how many files are mutated; as often as these variables say, where
/// they are set.
const KILLS: (u64, &str) = (8, "GANDER_TEST_KILLS");
const MUTATIONS: (u64, &str) = (160, "GANDER_TEST_MUTATIONS");

/// Set in a child that is to be killed: its folder, and a number.
const CHILD: &str = "GANDER_TEST_SESSION";

/// The longest that anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

fn times((usual, variable): (u64, &str)) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn pick_files(&self, _folder: Option<PathBuf>, _reply: ReplyTo) {}
    fn save_file(&self, _request: &SaveRequest, _reply: ReplyTo) {}
}

/// A program without a window that keeps its files in a folder.
fn start(folder: &Path) -> App {
    let folders =
        Folders { settings: folder.join("config"), data: folder.join("data"), cache: folder.join("cache") };
    let (settings, kept) = Kept::load_with_session(folders);
    App::new(Start {
        io: AccessMode::Auto,
        n_threads: 1,
        settings: settings.unwrap_or_default(),
        kept,
        dialogs: Box::new(NoDialogs),
        waker: Arc::new(|| ()),
    })
}

fn until(app: &mut App, what: &str, holds: impl Fn(&App) -> bool) {
    let end = Instant::now() + PATIENCE;
    loop {
        app.absorb();
        if holds(app) {
            return;
        }
        let said: Vec<String> = app.toasts().iter().map(|toast| toast.text.in_english()).collect();
        assert!(Instant::now() < end, "waited in vain until {what}; it says {said:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn is_open(app: &App) -> bool {
    app.focused().is_some_and(|pane| pane.file().is_some())
}

fn act(app: &mut App, id: &'static str) {
    assert!(actions::named(id).is_some(), "{id}");
    let target = app.target();
    app.perform(Msg::Act(id, target));
}

fn in_pane(app: &mut App, msg: PaneMsg) {
    if let Some(pane) = app.focused_id() {
        app.perform(Msg::Pane(pane, msg));
    }
}

fn says_damaged(app: &App) -> bool {
    app.toasts().iter().any(|toast| toast.text.in_english().contains("damaged"))
}

// ---- kills

fn now_ms() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// Uses the program until it is killed, and notes each step with its time when it is done.
fn be_killed(folder: &Path, seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut notes = std::fs::File::create(folder.join("steps")).unwrap();
    let mut app = start(folder);
    until(&mut app, "it is open", is_open);
    for step in 1_u64.. {
        match random.below(12) {
            0 => act(&mut app, "pane.split-right"),
            1 => {
                let file = folder.join(format!("{}.log", random.below(3)));
                app.perform(AppMsg::Open(vec![file]).into());
            }
            2 => app.perform(AppMsg::SetTheme(ThemeChoice::Light).into()),
            3 => app.perform(AppMsg::SetTheme(ThemeChoice::Dark).into()),
            4 => in_pane(&mut app, PaneMsg::ShowView("hex")),
            5 => in_pane(&mut app, PaneMsg::ToggleMark),
            6 if app.panes().len() > 4 => {
                let pane = app.panes()[0].id();
                app.perform(AppMsg::ClosePane(pane).into());
            }
            _ => in_pane(&mut app, PaneMsg::ScrollRows(3.0)),
        }
        if app.panes().is_empty() {
            app.perform(AppMsg::Open(vec![folder.join("0.log")]).into());
        }
        until(&mut app, "it is open", is_open);
        // All cursors tell which step was the last.
        let panes: Vec<_> = app.panes().iter().map(gander::app::Pane::id).collect();
        for pane in panes {
            app.perform(Msg::Pane(pane, PaneMsg::SetCursor { at: Offset(step), extend: false }));
        }
        app.absorb();
        writeln!(notes, "{step} {}", now_ms()).unwrap();
        std::thread::sleep(Duration::from_micros(random.below(20_000)));
    }
}

fn spawn(folder: &Path, seed: u64) -> std::process::Child {
    let test =
        "sessions::after_a_kill_at_any_moment_the_next_start_is_clean_and_two_seconds_are_lost_at_most";
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{seed} {}", folder.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The steps that were done, and when.
fn steps(folder: &Path) -> Vec<(u64, u64)> {
    let text = std::fs::read_to_string(folder.join("steps")).unwrap_or_default();
    let line = |line: &str| {
        let (step, at) = line.split_once(' ')?;
        Some((step.parse().ok()?, at.parse().ok()?))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn after_a_kill_at_any_moment_the_next_start_is_clean_and_two_seconds_are_lost_at_most() {
    if let Some(asked) = std::env::var_os(CHILD) {
        let asked = asked.into_string().unwrap();
        let (seed, folder) = asked.split_once(' ').unwrap();
        return be_killed(Path::new(folder), seed.parse().unwrap());
    }
    let mut random = Random(0xA5A5);
    let n = times(KILLS);
    let mut killed = 0;
    // A few at once: each waits most of its time.
    while killed < n {
        let lives: Vec<_> = (0..4.min(n - killed))
            .map(|nr| {
                let folder = TestDir::new();
                for name in 0..3_u64 {
                    folder.file(&format!("{name}.log"), "a line of text\n".repeat(5000).as_bytes());
                }
                let mut app = start(&folder.path(""));
                app.perform(AppMsg::Open(vec![folder.path("0.log")]).into());
                until(&mut app, "it is open", is_open);
                app.leave();
                drop(app);
                let child = spawn(&folder.path(""), 1 + killed + nr);
                (folder, child, Duration::from_millis(200 + random.below(3300)))
            })
            .collect();
        for (folder, mut child, lives) in lives {
            let end = Instant::now() + PATIENCE;
            while steps(&folder.path("")).is_empty() {
                assert!(Instant::now() < end && child.try_wait().unwrap().is_none(), "it does not start");
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(lives);
            child.kill().unwrap();
            child.wait().unwrap();
            let done = steps(&folder.path(""));
            let mut app = start(&folder.path(""));
            assert!(!says_damaged(&app));
            until(&mut app, "it is open", is_open);
            let kept = app.focused().unwrap().cursor().0;
            // The first step that is lost was done not long before the last one.
            let last = done.last().unwrap();
            let lost = done.iter().find(|(step, _)| *step > kept).map_or(0, |(_, at)| last.1 - at);
            assert!(kept <= last.0 + 1, "{kept} of {last:?}");
            assert!(lost <= 2000 + slack(), "step {kept} is kept and {} was done: {lost} ms", last.0);
            for file in ["config/settings.json", "data/session.json"] {
                let bytes = std::fs::read(folder.path(file)).unwrap();
                assert!(serde_json::from_slice::<Value>(&bytes).unwrap().is_object(), "{file}");
            }
            let marks = app.focused().unwrap().marks().iter().map(|mark: &Mark| mark.at).collect::<Vec<_>>();
            assert!(marks.windows(2).all(|pair| pair[0] < pair[1]));
            killed += 1;
        }
    }
}

/// Beside other tests a process may wait for a processor, and for the disk, longer than it asks to.
fn slack() -> u64 {
    if std::env::var_os(KILLS.1).is_some() { 100 } else { 10_000 }
}

// ---- mutations

/// A session and settings with something of everything.
fn sound(folder: &TestDir) -> (Value, Value) {
    let csv: String = (0..200).map(|nr| format!("n{nr},{nr}\n")).collect();
    folder.file("a.csv", format!("name,size\n{csv}").as_bytes());
    folder.file("b.log", "2026-03-14 09:00:00 ERROR a line\n".repeat(200).as_bytes());
    let mut app = start(&folder.path(""));
    for name in ["a.csv", "b.log"] {
        app.perform(AppMsg::Open(vec![folder.path(name)]).into());
        until(&mut app, "it is open", is_open);
    }
    act(&mut app, "pane.split-right");
    act(&mut app, "pane.split-down");
    act(&mut app, "pane.link");
    in_pane(&mut app, PaneMsg::ShowView("hex"));
    in_pane(&mut app, PaneMsg::Search(gander::search::Pattern::fixed("line")));
    in_pane(&mut app, PaneMsg::SetCursor { at: Offset(40), extend: true });
    app.perform(AppMsg::SetTheme(ThemeChoice::Light).into());
    app.leave();
    drop(app);
    let read = |name: &str| {
        let mut value: Value = serde_json::from_slice(&std::fs::read(folder.path(name)).unwrap()).unwrap();
        value["of a newer program"] = json!({"kept": [1, 2, 3]});
        value
    };
    (read("data/session.json"), read("config/settings.json"))
}

/// The value at a random place.
fn somewhere<'a>(value: &'a mut Value, random: &mut Random) -> &'a mut Value {
    let n = match value {
        Value::Array(all) => all.len(),
        Value::Object(all) => all.len(),
        _ => 0,
    };
    if n == 0 || random.below(5) == 0 {
        return value;
    }
    let nr = to_usize(random.below(u64::try_from(n).unwrap()));
    let inner = match value {
        Value::Array(all) => &mut all[nr],
        Value::Object(all) => all.values_mut().nth(nr).unwrap(),
        _ => unreachable!("it holds something"),
    };
    somewhere(inner, random)
}

fn odd(random: &mut Random) -> Value {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!("text"),
        json!([]),
        json!({}),
        json!([[1, 2], "x"]),
        json!({"id": 1, "of": u64::MAX}),
        json!("/\u{0}/\u{FFFD}"),
        json!([255, 254, 0]),
        json!({"stack": [1, 1, 1], "front": 9, "parts": [{"share": -1.0}, {"share": null}]}),
        json!("x".repeat(70_000)),
        deep,
    ];
    all[to_usize(random.below(all.len() as u64))].clone()
}

fn mutated(sound: &Value, random: &mut Random) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(sound).unwrap();
    let at = |random: &mut Random, bytes: &Vec<u8>| to_usize(random.below(bytes.len() as u64));
    match random.below(8) {
        0 => bytes.truncate(at(random, &bytes)),
        1 => {
            for _ in 0..=random.below(3) {
                let at = at(random, &bytes);
                bytes[at] ^= 1 << random.below(8);
            }
        }
        2 => {
            let (from, n) = (at(random, &bytes), to_usize(random.below(200)));
            let to = (from + n).min(bytes.len());
            drop(bytes.drain(from..to));
        }
        3 => {
            let n = to_usize(100 + random.below(2000));
            let (open, close) = ("{\"parts\":[".repeat(n), "]}".repeat(n));
            bytes = format!("{{\"version\":1,\"layout\":{open}{close}}}").into_bytes();
        }
        _ => {
            let mut value = sound.clone();
            for _ in 0..=random.below(4) {
                let new = odd(random);
                *somewhere(&mut value, random) = new;
            }
            bytes = serde_json::to_vec(&value).unwrap();
        }
    }
    bytes
}

/// What a file held is there still: it was set aside, or it is understood and nothing unknown of it is lost.
fn check_kept(folder: &Path, name: &str, before: &[u8], seed: u64) {
    let path = folder.join(name);
    let aside = path.with_extension("damaged-1.json");
    if aside.exists() {
        assert_eq!(std::fs::read(&aside).unwrap(), before, "{name} of {seed} is set aside as it was");
        return;
    }
    let (before, now) = (parsed(before), parsed(&std::fs::read(&path).unwrap()));
    let (before, now) = (before.expect("only objects are not set aside"), now.expect("it is written whole"));
    let known = ["version", "files", "panes", "layout", "front"];
    for (field, value) in before.as_object().unwrap() {
        let is_unknown = field == "of a newer program";
        assert!(!is_unknown || now.get(field) == Some(value), "{name} of {seed}: {field}");
        assert!(now.get(field).is_some() || known.contains(&&field[..]), "{name} of {seed}: {field}");
    }
}

fn parsed(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok().filter(Value::is_object)
}

#[test]
fn files_of_any_content_never_end_the_program_and_are_never_overwritten() {
    let origin = TestDir::new();
    let (session, settings) = sound(&origin);
    for seed in 1..=times(MUTATIONS) {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let folder = TestDir::new();
        let kept = [("data/session.json", &session), ("config/settings.json", &settings)];
        let mut before = Vec::new();
        for (name, sound) in kept {
            let bytes = mutated(sound, &mut random);
            std::fs::create_dir_all(folder.path(name).parent().unwrap()).unwrap();
            std::fs::write(folder.path(name), &bytes).unwrap();
            before.push((name, bytes));
        }
        let mut app = start(&folder.path(""));
        app.release_scans();
        app.absorb();
        app.perform(AppMsg::Open(vec![origin.path("b.log")]).into());
        let front: Vec<_> = app.layout().panes();
        for pane in front.into_iter().take(6) {
            app.perform(AppMsg::FocusPane(pane).into());
            app.absorb();
            in_pane(&mut app, PaneMsg::ScrollRows(1.0));
        }
        app.leave();
        drop(app);
        for (name, bytes) in before {
            check_kept(&folder.path(""), name, &bytes, seed);
        }
    }
}
