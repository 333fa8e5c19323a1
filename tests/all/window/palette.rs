//! The palette: names, mistyped names and other words find what is meant, and it is done to what had the
//! keyboard.

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, Seen, Stage, numbered};
use egui::Key;
use egui_kittest::kittest::NodeT;
use gander::app::actions;
use gander::app::palette::Stage as Asks;
use gander::app::{Overlay, Settings};
use gander::messages::say;
use gander::ui::palette::rank::{Index, Source};

/// The lines of the list, from top to bottom.
fn lines(stage: &Stage) -> Vec<Seen> {
    stage.seen().into_iter().filter(|seen| seen.role == Role::ListBoxOption).collect()
}

fn first(stage: &Stage) -> String {
    lines(stage).first().map(|line| line.text.clone()).unwrap_or_default()
}

fn opened(stage: &mut Stage) {
    stage.key(CTRL_SHIFT, Key::P);
    assert_eq!(stage.app().overlay(), Some(Overlay::Palette));
}

fn typed(stage: &mut Stage, text: &str) {
    stage.type_text(text);
    stage.frame();
}

#[test]
fn fifty_mistyped_queries_find_the_action_that_is_meant_among_the_first_three() {
    let sources = actions::all().iter().map(|action| Source {
        name: action.label(),
        words: action.words(),
        beside: say(action.menu.name()),
    });
    let index = Index::new(sources);
    let (mut n, mut wrong) = (0, Vec::new());
    let table = include_str!("../../data/palette.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (query, meant) = line.split_once('\t').expect("a query and an action");
        assert!(actions::named(meant).is_some(), "{meant}");
        let found = index.rank(query);
        let first: Vec<_> = found.iter().take(4).map(|one| actions::all()[one.nr].id).collect();
        if !first.iter().take(3).any(|id| *id == meant) {
            wrong.push(format!("“{query}” finds {first:?}, not {meant}"));
        }
        n += 1;
    }
    assert!(n >= 50 && wrong.is_empty(), "{n}\n{}", wrong.join("\n"));
}

#[test]
fn every_action_is_found_first_by_its_own_name() {
    let index =
        Index::new(actions::all().iter().map(|action| Source { name: action.label(), ..Source::default() }));
    for (nr, action) in actions::all().iter().enumerate() {
        assert_eq!(index.rank(action.label()).first().map(|found| found.nr), Some(nr), "{action:?}");
    }
}

#[test]
fn the_palette_opens_within_a_frame_and_enter_does_what_is_chosen_to_what_had_the_keyboard() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(50)));
    stage.events(vec![super::stage::key_event(CTRL_SHIFT, Key::P, true)]);
    assert!(lines(&stage).len() > 5);
    stage.key(NONE, Key::Escape);
    assert_eq!(stage.app().overlay(), None);
    opened(&mut stage);
    typed(&mut stage, "spilt rihgt");
    assert_eq!(first(&stage), "Split right, Ctrl+\\");
    stage.key(NONE, Key::Enter);
    assert_eq!((stage.app().panes().len(), stage.app().overlay()), (2, None));
    // The keyboard is on the view again.
    stage.key(NONE, Key::ArrowDown);
    assert_eq!(stage.front().cursor().0, 7);
    // What was used lately comes first.
    opened(&mut stage);
    assert_eq!(first(&stage), "Split right, Ctrl+\\");
}

#[test]
fn what_is_typed_in_the_frame_of_the_keys_goes_into_the_field() {
    let mut stage = Stage::new();
    let press = |key| super::stage::key_event(CTRL_SHIFT, key, true);
    stage.events(vec![press(Key::P), egui::Event::Text("quit".into())]);
    stage.frame();
    assert!(first(&stage).starts_with("Quit"), "{}", first(&stage));
}

#[test]
fn what_can_not_be_done_stands_last_and_says_why() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    opened(&mut stage);
    typed(&mut stage, "split right");
    let all = lines(&stage);
    assert!(all[0].text.contains("Split right, can’t be done now: No file is open"), "{:?}", all[0]);
    assert!(!all[0].enabled);
    stage.key(NONE, Key::Enter);
    assert_eq!(stage.app().overlay(), Some(Overlay::Palette), "Enter does nothing");
    stage.key(NONE, Key::Escape);
    stage.open(&folder.file("a.txt", "a\n"));
    opened(&mut stage);
    typed(&mut stage, "sort");
    let texts: Vec<String> = lines(&stage).into_iter().map(|line| line.text).collect();
    let can = |text: &String| !text.contains("can’t be done now");
    assert!(texts.is_sorted_by_key(|text| !can(text)), "{texts:?}");
    assert!(texts.iter().any(|text| text.ends_with("The file is not a table")), "{texts:?}");
}

#[test]
fn every_action_that_can_not_be_done_has_a_reason_that_is_true_to_what_is_open() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    let whys = |stage: &Stage| {
        let (app, target) = (stage.app(), stage.app().target());
        let why = |action: &&actions::Action| Some((action.id, action.why_not(app, target)?));
        actions::all().iter().copied().filter_map(|action| why(&action)).collect::<Vec<_>>()
    };
    let of_nothing = whys(&stage);
    assert!(of_nothing.iter().filter(|(_, why)| *why == "why-no-file").count() > 100);
    stage.open(&folder.file("a.txt", "a b\n"));
    for (id, why) in whys(&stage) {
        assert!(gander::messages::find(why).is_some(), "{why}");
        assert!(why != "why-no-file" && why != "why-not-now", "{id}: {why}");
    }
    stage.open(&folder.file("t.csv", "id,n\n1,2\n3,4\n5,6\n7,8\n"));
    stage.until("it is a table", |stage| stage.front().doc.is_table() && !stage.rows().is_empty());
    for (id, why) in whys(&stage) {
        assert!(why != "why-no-table" && why != "why-not-now", "{id}: {why}");
    }
}

#[test]
fn the_keyboard_goes_back_to_the_field_that_had_it() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\n"));
    stage.key(CTRL, Key::F);
    opened(&mut stage);
    stage.key(NONE, Key::Escape);
    stage.frame();
    typed(&mut stage, "needle");
    let find =
        stage.seen().into_iter().find(|seen| seen.role == Role::TextInput && seen.text.contains("Find"));
    assert!(find.is_some());
    assert!(stage.harness.ctx.text_edit_focused());
    assert_eq!(stage.app().overlay(), None);
}

#[test]
fn places_are_asked_for_in_the_same_field_and_checked_as_one_types() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(50)));
    opened(&mut stage);
    typed(&mut stage, ":20");
    stage.must_say("Line 20");
    stage.key(NONE, Key::Enter);
    stage.until_read();
    assert_eq!(stage.app().overlay(), None);
    assert_eq!(stage.front().cursor().0, numbered(19).len() as u64);
    opened(&mut stage);
    typed(&mut stage, "jmup to lnie");
    stage.key(NONE, Key::Enter);
    assert_eq!(stage.app().palette().map(|open| open.stage), Some(Asks::Place));
    typed(&mut stage, "@9999999");
    stage.key(NONE, Key::Enter);
    assert!(stage.app().overlay().is_some(), "it lies past the end of the file");
    for _ in 0..8 {
        stage.key(NONE, Key::Backspace);
    }
    typed(&mut stage, "@7");
    stage.must_say("Byte 0x0007");
    stage.key(NONE, Key::Enter);
    stage.until_read();
    assert_eq!(stage.front().cursor().0, 7);
}

#[test]
fn choices_are_a_second_stage_and_backspace_goes_back() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\n"));
    opened(&mut stage);
    typed(&mut stage, "theme");
    let nr = lines(&stage).iter().position(|line| line.text.starts_with("Theme")).expect("it is offered");
    for _ in 0..nr {
        stage.key(NONE, Key::ArrowDown);
    }
    stage.key(NONE, Key::Enter);
    assert_eq!(stage.app().palette().map(|open| open.stage), Some(Asks::Family("menu-theme")));
    stage.key(NONE, Key::Backspace);
    assert_eq!(stage.app().palette().map(|open| open.stage), Some(Asks::Actions));
    typed(&mut stage, "encoding");
    stage.key(NONE, Key::Enter);
    typed(&mut stage, "8859-2");
    assert!(first(&stage).contains("8859-2"), "{}", first(&stage));
    stage.key(NONE, Key::Enter);
    let name = stage.front().file().map(|file| file.encoding().name().to_owned());
    assert!(name.is_some_and(|name| name.contains("8859-2")));
}

#[test]
fn files_are_found_by_their_names_and_come_forward_or_are_opened() {
    let folder = Folder::new();
    let (one, two) = (folder.file("alpha.log", "a\n"), folder.file("beta.log", "b\n"));
    let mut stage = Stage::showing(&one);
    stage.open(&two);
    stage.key(CTRL, Key::P);
    typed(&mut stage, "alhpa");
    assert_eq!(first(&stage), "alpha.log, open");
    stage.key(NONE, Key::Enter);
    assert_eq!(stage.front().name(), "alpha.log");
    stage.key(CTRL, Key::W);
    stage.key(CTRL, Key::P);
    typed(&mut stage, "alph");
    assert_eq!(first(&stage), "alpha.log");
    stage.key(NONE, Key::Enter);
    stage.until("it is open again", |stage| stage.front().name() == "alpha.log");
    // The same keys close it, and `>` asks for commands.
    stage.key(CTRL, Key::P);
    typed(&mut stage, ">");
    stage.frame();
    assert_eq!(stage.app().palette().map(|open| open.stage), Some(Asks::Actions));
    stage.key(CTRL_SHIFT, Key::P);
    assert_eq!(stage.app().overlay(), None);
}

#[test]
fn pages_and_ends_move_and_the_pointer_chooses() {
    let mut stage = Stage::with(Settings::default(), 640.0, 400.0);
    opened(&mut stage);
    let all = lines(&stage);
    assert!(all.iter().all(|line| line.rect.left() >= 0.0 && line.rect.right() <= 640.0), "{all:?}");
    let top = first(&stage);
    stage.key(NONE, Key::End);
    stage.frame();
    assert_ne!(first(&stage), top);
    stage.key(NONE, Key::Home);
    stage.frame();
    assert_eq!(first(&stage), top);
    stage.key(NONE, Key::PageDown);
    typed(&mut stage, "about gander");
    let about = lines(&stage)[0].rect.center();
    stage.click_at(about, NONE);
    assert_eq!(stage.app().overlay(), Some(Overlay::About));
}

#[test]
fn a_screen_reader_is_told_the_list_and_the_line_that_is_chosen() {
    let mut stage = Stage::new();
    opened(&mut stage);
    stage.key(NONE, Key::ArrowDown);
    let root = stage.harness.root();
    let all = root.children_recursive();
    let options = all.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
    let chosen: Vec<bool> =
        options.map(|node| node.accesskit_node().is_selected().unwrap_or_default()).collect();
    assert_eq!(chosen.iter().filter(|is_chosen| **is_chosen).count(), 1);
    assert!(chosen[1]);
    let is_list = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::ListBox;
    let named = root.children_recursive().find(is_list).and_then(|node| node.accesskit_node().label());
    assert_eq!(named.as_deref(), Some("What was found"));
    assert!(stage.find(Role::TextInput, "Find a command").enabled);
}
