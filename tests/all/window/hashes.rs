//! Digests in the window: of the file and of the selection, copied, and compared with a pasted one.
#![cfg(test)]

use super::stage::{CTRL_SHIFT, Folder, NONE, Role, Stage};
use crate::tool::{gander, run};
use egui::Key;
use egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT;
use gander::app::{AppMsg, HashMsg};
use gander::base::{Offset, Span};
use gander::hash::Algorithm;
use gander::view::PaneMsg;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn showing(bytes: &[u8]) -> (Folder, Stage, String) {
    let folder = Folder::new();
    let path = folder.file("a", bytes);
    let mut stage = Stage::tall();
    stage.open(&path);
    stage.until_scanned();
    stage.key(CTRL_SHIFT, Key::D);
    stage.frames(2);
    (folder, stage, path.display().to_string())
}

fn until_hashed(stage: &mut Stage) {
    stage.until("it is hashed", |stage| {
        let hashed = stage.app().hashed(stage.front().doc.id());
        hashed.is_some_and(|hashed| !hashed.digests().is_empty())
    });
    stage.frames(2);
}

fn paste(stage: &mut Stage, text: &str) {
    stage.click(Role::TextInput, "Known digest");
    stage.events(vec![egui::Event::Key {
        key: Key::A,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: super::stage::CTRL,
    }]);
    stage.events(vec![egui::Event::Paste(text.to_owned())]);
    stage.frames(2);
}

#[test]
fn without_a_selection_the_file_is_what_is_hashed() {
    let (_folder, stage, _) = showing(b"some bytes that are hashed\n");
    let all = stage.harness.root().children_recursive();
    let choices: Vec<_> = all
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::RadioButton)
        .filter_map(|node| Some((node.label()?, node.toggled()? == Toggled::True)))
        .collect();
    let of = |name: &str| choices.iter().find(|(label, _)| label.starts_with(name)).map(|(_, is_on)| *is_on);
    assert_eq!((of("File, "), of("Selection")), (Some(true), Some(false)), "{choices:?}");
}

#[test]
fn digests_of_a_file_are_those_of_the_command_and_are_copied() {
    let (_folder, mut stage, path) = showing(b"some bytes that are hashed\n");
    for one in Algorithm::ALL {
        stage.perform(AppMsg::Hash(HashMsg::Tick(one, true)));
    }
    stage.press("Hash the file");
    until_hashed(&mut stage);
    let algo = Algorithm::ALL.map(Algorithm::name).join(",");
    let printed = run(&mut gander(&["hash", &path, "--algo", &algo]), b"").stdout;
    let printed = String::from_utf8(printed).unwrap();
    let hashed = stage.app().hashed(stage.front().doc.id()).unwrap();
    let lines: String = hashed
        .digests()
        .iter()
        .map(|(one, digest)| format!("{} ({path}) = {digest}\n", one.name().to_uppercase()))
        .collect();
    assert_eq!(lines, printed);
    let digest = hashed.digests()[0].1.clone();
    stage.press("Copy CRC-32");
    stage.frames(2);
    assert_eq!(stage.copied.last(), Some(&digest));
}

#[test]
fn the_digest_of_a_selection_is_recognised_when_it_is_pasted() {
    let (_folder, mut stage, _) = showing(b"xxabcyy");
    stage.perform(PaneMsg::Select(Span { start: Offset(2), end: Offset(5) }));
    stage.press("Hash the selection");
    until_hashed(&mut stage);
    stage.must_say(ABC);
    stage.must_say("Of 3 selected bytes");
    paste(&mut stage, &format!("{}  abc.txt", ABC.to_uppercase()));
    stage.until_said("Equal to SHA-256.");
    paste(&mut stage, "SHA256 (x) = ca7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    stage.until_said("Not equal to SHA-256.");
    paste(&mut stage, "a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d");
    stage.until_said("As long as SHA-1, not computed yet.");
    stage.press("Compute SHA-1");
    stage.until_said("Equal to SHA-1.");
    paste(&mut stage, "not a digest");
    stage.until_said("This is no digest");
}

#[test]
fn digests_of_a_file_that_has_changed_say_so() {
    let (_folder, mut stage, path) = showing(b"abc");
    stage.press("Hash the file");
    until_hashed(&mut stage);
    stage.must_say(ABC);
    std::fs::write(&path, b"abcd").unwrap();
    stage.until_said("these are digests of what it was");
    stage.key(NONE, Key::F7);
}
