//! The encoding stands in the status bar; a press shows the evidence and offers the others.
#![cfg(test)]

use super::stage::{Folder, NONE, Role, Stage};
use egui::Key;
use gander::app::Settings;
use gander::app::settings::ThemeChoice;
use gander::app::{AppMsg, DocMsg, Overlay};
use gander::base::Offset;
use gander::format::encoding::Encoding;
use gander::view::PaneMsg;

const GERMAN: &str = "Größe, Übermut und Ärger: die Straße führt überall hin.\n";

/// Some hundred lines in this encoding.
fn lines(name: &str) -> Vec<u8> {
    Encoding::named(name).expect("a known one").encode(&GERMAN.repeat(400)).expect("it says it")
}

/// A choice of the list, wherever it is scrolled to.
fn choose(stage: &mut Stage, name: &str) {
    stage.press(name);
    stage.frames(2);
}

#[test]
fn the_status_bar_names_the_encoding_and_a_press_says_why() {
    let folder = Folder::new();
    for (name, bytes) in [
        ("UTF-8", lines("UTF-8")),
        ("UTF-16LE", lines("UTF-16LE")),
        ("UTF-16BE", [&b"\xFE\xFF"[..], &lines("UTF-16BE")].concat()),
        ("UTF-32LE", [&b"\xFF\xFE\0\0"[..], &lines("UTF-32LE")].concat()),
        ("UTF-32BE", lines("UTF-32BE")),
        ("windows-1252", lines("windows-1252")),
    ] {
        let mut stage = Stage::showing(&folder.file("text.txt", bytes));
        let button = format!("Encoding {name}");
        stage.until("the encoding is told", |stage| stage.says(&button));
        stage.press(&button);
        stage.must_say(&format!("It seems to be {name} ("));
        let evidence = stage.front().doc.file().expect("it is open").verdict().evidence.clone();
        assert!(evidence.len() >= 2, "{evidence:?}");
        evidence.iter().for_each(|says| stage.must_say(&says.to_string()));
        for choice in ["As detected", "UTF-8", "UTF-32LE", "windows-1252"] {
            stage.find(Role::Button, choice);
        }
        stage.key(NONE, Key::Escape);
        stage.frames(2);
        assert!(!stage.says("It seems to be"));
        assert!(!(stage.app().overlay() == Some(Overlay::Encodings)));
    }
}

#[test]
fn another_encoding_draws_the_rows_anew_and_keeps_the_place() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("text.txt", lines("windows-1252")));
    stage.until("the encoding is told", |stage| stage.says("Encoding windows-1252"));
    let len = lines("windows-1252").len() / 400;
    let at = Offset(u64::try_from(len * 200).expect("it is short"));
    stage.perform(PaneMsg::ShowPlace(at));
    stage.until("the rows there are shown", |stage| stage.rows().iter().any(|row| row.contains("Größe")));
    let top = stage.front().top().at;

    stage.press("Encoding windows-1252");
    choose(&mut stage, "UTF-16LE");
    assert!(!(stage.app().overlay() == Some(Overlay::Encodings)), "a choice closes the list");
    stage.find(Role::Button, "Encoding UTF-16LE");
    stage.until("the rows are no German", |stage| !stage.says("Größe") && !stage.rows().is_empty());
    assert_eq!(stage.front().cursor(), at);

    stage.press("Encoding UTF-16LE");
    stage.must_say("It is read as UTF-16LE, as you chose.");
    choose(&mut stage, "As detected");
    stage.find(Role::Button, "Encoding windows-1252");
    stage.until("the rows are German again", |stage| stage.says("Größe"));
    assert_eq!(stage.front().cursor(), at);
    assert_eq!(stage.front().top().at, top);
}

#[test]
fn the_first_misfit_is_a_link_to_it() {
    let folder = Folder::new();
    let mut bytes = [&b"\xEF\xBB\xBF"[..], &lines("UTF-8")].concat();
    bytes[5000] = 0xFF;
    let mut stage = Stage::showing(&folder.file("text.txt", &bytes));
    stage.until("the encoding is told", |stage| {
        stage.front().doc.file().is_some_and(|file| file.verdict().misfit.is_some())
    });
    let misfit = stage.front().doc.file().and_then(|file| file.verdict().misfit).expect("there is one");
    stage.press("Encoding UTF-8");
    stage.click(Role::Link, &format!("First misfit {misfit}"));
    stage.frames(2);
    assert_eq!(stage.front().cursor(), misfit);
    assert!(!(stage.app().overlay() == Some(Overlay::Encodings)));
}

#[test]
fn what_is_no_text_says_so_and_can_be_read_all_the_same() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..20_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
    let mut stage = Stage::showing(&folder.file("noise.bin", bytes));
    stage.until("it is told", |stage| stage.says("Encoding Binary"));
    stage.press("Encoding Binary");
    stage.must_say("It seems to be no text (");
    choose(&mut stage, "UTF-16BE");
    stage.find(Role::Button, "Encoding UTF-16BE");
    stage.press("Encoding UTF-16BE");
    choose(&mut stage, "UTF-32BE");
    stage.find(Role::Button, "Encoding UTF-32BE");
}

#[test]
fn the_list_fits_into_a_small_window_in_both_themes() {
    let folder = Folder::new();
    for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
        let mut stage = Stage::with(Settings { theme, ..Settings::default() }, 640.0, 400.0);
        stage.open(&folder.file("text.txt", lines("ISO-8859-2")));
        stage.perform(AppMsg::Toggle(Overlay::Encodings));
        stage.frames(4);
        for label in ["As detected", "UTF-8", "Close"] {
            let rect = stage.find(Role::Button, label).rect;
            assert!(rect.top() >= 0.0 && rect.bottom() <= 400.0, "{label} {rect}");
            assert!(rect.left() >= 0.0 && rect.right() <= 640.0, "{label} {rect}");
        }
        stage.press("Close");
        stage.frames(2);
        assert!(!stage.says("It seems to be"));
    }
}

#[test]
fn the_menu_opens_the_list_too_and_closing_the_tab_takes_it_away() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("text.txt", lines("UTF-8")));
    stage.press("View");
    stage.press("Encoding…");
    stage.frames(2);
    stage.must_say("It seems to be UTF-8 (");
    stage.perform("pane.close");
    stage.frames(2);
    assert!(!stage.says("It seems to be") && !(stage.app().overlay() == Some(Overlay::Encodings)));
}

/// A log of 20 MB whose samples are ASCII, with lines of an older encoding between.
fn misleading(folder: &Folder) -> std::path::PathBuf {
    let plain = b"2026-05-12 10:00:01 INFO plain ascii line here, user=42\n";
    folder.file("log", [&plain.repeat(100_000)[..], &lines("windows-1252"), &plain.repeat(250_000)].concat())
}

#[test]
fn a_scan_of_the_whole_file_corrects_the_encoding_and_says_so() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&misleading(&folder));
    stage.until("the scan corrects it", |stage| stage.says("Encoding windows-1252"));
    stage.must_say("The whole file was read: it is windows-1252, not UTF-8 as its samples seemed to be.");
    stage.press("Encoding windows-1252");
    stage.must_say("Samples of it seemed to be UTF-8; the whole file says otherwise.");
    assert!(stage.seen().iter().any(|seen| seen.text.contains("The whole file was read: ")));
}

#[test]
fn a_chosen_encoding_stays_when_a_scan_corrects_the_verdict() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.open(&misleading(&folder));
    stage.until("it is open", |stage| stage.says("Encoding UTF-8"));
    stage.perform(DocMsg::SetEncoding(Some("KOI8-R")));
    stage.until_scanned();
    stage.until("the verdict is corrected", |stage| {
        stage.front().file().is_some_and(|file| file.verdict().corrects == Some("UTF-8"))
    });
    stage.must_say("Encoding KOI8-R");
}
