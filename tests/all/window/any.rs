//! Any command in any state, any size, and what registries promise.
#![cfg(test)]

use super::slow::Slow;
use super::stage::{Ask, CTRL, CTRL_SHIFT, Folder, NONE, Role, Seen, Stage, Tab, numbered};
use egui::{Key, vec2};
use gander::app::docks::{self, Edge, PanelId};
use gander::app::path_box::PathMsg;
use gander::app::{AppMsg, DocMsg, Settings, actions};
use gander::base::{Offset, PaneId, Span};
use gander::doc::marks::Mark;
use gander::doc::rules::{Hue, Rule, RuleKind};
use gander::doc::search::{Chip, ChipStage, ListFilter, ListStep};
use gander::format::log::TimePrecision;
use gander::search::{Pattern, TimeRange};
use gander::view::{CursorMove, PaneMsg};
use gander::{messages, scan, summary, view};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn a_small_or_enlarged_window_keeps_its_status_bar() {
    let folder = Folder::new();
    let path = folder.file("a rather long name for a file, as they come.log", numbered(5000));
    for (width, height, zooms) in
        [(640.0, 400.0, 0), (1200.0, 800.0, 12), (480.0, 320.0, 12), (60.0, 40.0, 0)]
    {
        let mut stage = Stage::with(Settings::default(), width, height);
        stage.perform(AppMsg::Open(vec![path.clone()]));
        stage.until("the file is open", |stage| stage.front().doc.file().is_some());
        for _ in 0..zooms {
            stage.perform("zoom.in");
        }
        // Enlarged it has 107 points of height, and still says where one is.
        if height > 100.0 {
            stage.until_said("Ln 1 Col 1");
        }
        stage.frames(3);
        if width > 600.0 && zooms == 0 {
            let status = stage.find(Role::Button, "Ln 1 Col 1").rect;
            assert!(status.bottom() <= height && status.left() >= 0.0, "{status:?}");
            assert!(stage.rows().len() > 5);
        }
        stage.key(CTRL, Key::Num2);
        stage.key(CTRL, Key::End);
        stage.key(CTRL, Key::Num4);
        stage.key(NONE, Key::F12);
        stage.until("there is a reading", |stage| stage.front().doc.gauges().newest().is_some());
        stage.perform("map.measure");
        stage.until("it is measured", |stage| stage.front().doc.measured().is_some_and(|m| !m.is_running()));
        stage.frames(3);
        stage.key(NONE, Key::F1);
        stage.frames(3);
        stage.key(NONE, Key::F1);
        stage.key(NONE, Key::F9);
        stage.frames(3);
    }
}

#[test]
fn nothing_in_the_status_bar_is_cut_off_or_lies_over_something_else() {
    for width in [240.0, 400.0, 640.0, 1200.0, 2000.0] {
        let slow = Slow::new(numbered(1_500_000).into_bytes(), 50);
        let mut stage = Stage::with(Settings::default(), width, 400.0);
        let app = stage.harness.state_mut().app_mut();
        app.open_source("slow", slow.source("slow")).expect("threads are there");
        stage.until("it is read", |stage| stage.front().doc.scans().running().is_some());
        stage.until_said("Ln 1 Col 1");
        stage.perform("edit.select-all");
        stage.frames(2);
        let mut shown: Vec<_> =
            stage.seen().into_iter().filter(|seen| seen.rect.center().y > 400.0 - 24.0).collect();
        shown.retain(|seen| matches!(seen.role, Role::Label | Role::Button | Role::ProgressIndicator));
        shown.sort_by(|a, b| a.rect.left().total_cmp(&b.rect.left()));
        let says_where = |seen: &Seen| seen.text.starts_with("Ln ") || seen.text.starts_with('@');
        assert!(shown.iter().any(says_where), "{width}: {shown:?}");
        assert!(shown.iter().any(|seen| seen.text == "Stop scanning"), "{width}: {shown:?}");
        for pair in shown.windows(2) {
            assert!(pair[0].rect.right() <= pair[1].rect.left() + 0.5, "{width}: {pair:?}");
        }
        for seen in &shown {
            assert!(seen.rect.left() >= 0.0 && seen.rect.right() <= width, "{width}: {seen:?}");
        }
        if width >= 2000.0 {
            assert!(shown.len() >= 9, "{shown:?}");
        }
        slow.hurry();
    }
}

#[test]
fn the_list_of_keys_names_every_key_of_the_table() {
    let mut stage = Stage::with(Settings::default(), 1200.0, 1400.0);
    stage.key(NONE, Key::F1);
    stage.frames(3);
    for entry in actions::all() {
        if let Some(keys) = entry.keys.first() {
            stage.must_say(&keys.text());
            stage.must_say(entry.label());
            assert!(Key::from_name(keys.key).is_some(), "{}", keys.key);
        }
    }
    stage.press("Close");
    stage.frames(2);
    assert!(!stage.says("Ctrl+Shift+O"));
}

#[test]
fn escape_closes_what_lies_over_a_file() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\n"));
    for (key, text) in [(Key::F1, "Scroll by a row a pixel"), (Key::O, "Path of the file to open")] {
        stage.key(if key == Key::O { CTRL_SHIFT } else { NONE }, key);
        stage.frames(3);
        stage.must_say(text);
        stage.key(NONE, Key::Escape);
        stage.frames(2);
        assert!(!stage.says(text));
    }
    stage.press("Help");
    stage.press("Guide");
    stage.must_say("Opening files");
    stage.press("Tables");
    stage.must_say("Rows as they are shown");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    stage.press("Help");
    stage.press("About Gander");
    stage.must_say("Files are only read, unless you unlock one.");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(!stage.says("Files are only read, unless you unlock one."));
}

/// What the menus let one do without a file.
const ALWAYS: &[&str] = &[
    "file.open",
    "file.open-path",
    "palette.files",
    "app.quit",
    "app.settings",
    "text.wrap",
    "text.line-ends",
    "text.ansi",
    "text.tab-2",
    "text.tab-4",
    "text.tab-8",
    "timeline.toggle",
    "summary.toggle",
    "jobs.list",
    "theme.system",
    "theme.dark",
    "theme.light",
    "zoom.in",
    "zoom.out",
    "zoom.reset",
    "help.keys",
    "help.guide",
    "palette.actions",
    "help.rebind",
    "help.messages",
    "help.diagnostics",
    "help.about",
];

/// And what else in a file with a selection, without marks or a search.
const WITH_A_SELECTION: &[&str] = &[
    "summary.export",
    "report.export",
    "summary.copy",
    "jobs.start",
    "file.reopen",
    "pane.close",
    "edit.copy",
    "edit.copy-hex",
    "edit.save-selection",
    "edit.select-all",
    "go.place",
    "go.start",
    "go.end",
    "go.line-start",
    "go.line-end",
    "file.follow",
    "text",
    "hex",
    "map",
    "file.encoding",
    "text.rules",
    "map.measure",
    "search.find",
    "mark.toggle",
    "mark.list",
    "pane.split-right",
    "pane.split-down",
    "pane.split-other",
    "pane.next",
    "pane.previous",
    "tab.next",
    "tab.previous",
];

/// What neither offers.
const NOT_YET: &[&str] = &[
    "go.back",
    "go.here",
    "go.forward",
    "jobs.stop",
    "jobs.resume",
    "file.previous",
    "mark.next",
    "mark.previous",
    "mark.remove-all",
    "panel.left",
    "panel.right",
    "panel.top",
    "panel.bottom",
    "panel.outwards",
    "panel.close",
    "pane.link",
    "pane.scroll-along",
    "search.next",
    "search.previous",
    "search.all",
    "search.stop",
    "search.resume",
    "search.close",
    "search.list",
    "search.save",
    "search.save-numbered",
    "map.stop",
];

#[test]
fn menus_offer_every_command_and_no_more_than_can_be_done() {
    let folder = Folder::new();
    let mut stage = Stage::tall();
    let check = |stage: &mut Stage| {
        let mut enabled = Vec::new();
        for menu in ["File", "Edit", "View", "Search", "Marks", "Window", "Help"] {
            stage.press(menu);
            stage.frames(2);
            let top = stage.seen();
            let mut beside: BTreeMap<&str, Vec<Seen>> = BTreeMap::new();
            for entry in actions::all().iter().filter(|entry| format!("{:?}", entry.menu) == menu) {
                let Some(submenu) = entry.submenu.filter(|submenu| !beside.contains_key(submenu)) else {
                    continue;
                };
                let name = messages::find(submenu).expect("it has a name");
                let button = top.iter().find(|seen| seen.role == Role::Button && seen.text == name);
                let is_open = button.unwrap_or_else(|| panic!("{name} is missing")).enabled;
                if is_open {
                    stage.press(name);
                    stage.frames(2);
                }
                beside.insert(submenu, if is_open { stage.seen() } else { Vec::new() });
            }
            for entry in actions::all() {
                let seen = entry.submenu.and_then(|submenu| beside.get(submenu)).unwrap_or(&top);
                if seen.is_empty() {
                    continue;
                }
                let keys = entry.keys.first().map(|keys| format!(" {}", keys.text())).unwrap_or_default();
                let name = format!("{}{keys}", entry.label());
                let found = seen
                    .iter()
                    .find(|seen| seen.role == Role::Button && seen.text.trim_start_matches("✓ ") == name);
                if let Some(found) = found.filter(|_| format!("{:?}", entry.menu) == menu) {
                    if found.enabled {
                        enabled.push(entry.id);
                    }
                } else {
                    assert_ne!(format!("{:?}", entry.menu), menu, "{name} is missing");
                }
            }
            stage.key(NONE, Key::Escape);
            stage.frames(2);
        }
        enabled
    };
    // What is new in the table is in none of the lists, and must keep the laws of all alone.
    let is_listed = |id: &&str| [ALWAYS, WITH_A_SELECTION, NOT_YET].iter().any(|list| list.contains(id));
    for id in [ALWAYS, WITH_A_SELECTION, NOT_YET].concat() {
        assert!(actions::all().iter().any(|action| action.id == id), "{id}");
    }
    let mut enabled = check(&mut stage);
    enabled.retain(is_listed);
    assert_eq!(enabled, ALWAYS);
    stage.open(&folder.file("a.txt", "a\n"));
    stage.until_scanned();
    stage.key(CTRL, Key::A);
    let mut enabled = check(&mut stage);
    enabled.retain(|id| is_listed(id) && !ALWAYS.contains(id));
    assert_eq!(enabled, WITH_A_SELECTION);
}

/// What the table offers, and what keys and the pointer ask for besides.
fn asks() -> Vec<Ask> {
    let mut all = Asks(actions::all().iter().map(|action| Ask::Act(action.id)).collect());
    let steps = [
        CursorMove::Left,
        CursorMove::Right,
        CursorMove::Up,
        CursorMove::Down,
        CursorMove::WordLeft,
        CursorMove::WordRight,
        CursorMove::LineStart,
        CursorMove::LineEnd,
        CursorMove::RowStart,
        CursorMove::RowEnd,
        CursorMove::PageUp,
        CursorMove::PageDown,
        CursorMove::FileStart,
        CursorMove::FileEnd,
    ];
    for step in steps {
        all.extend([false, true].map(|extend| PaneMsg::MoveCursor { step, extend }));
        all.push(PaneMsg::MoveBlock(step));
    }
    for to in [-1e9, -2.5, -0.25, 0.25, 2.5, 1e5] {
        all.push(PaneMsg::ScrollRows(to));
        all.push(PaneMsg::ScrollPages(to));
        all.push(PaneMsg::ScrollToShare(to));
    }
    for at in [0, 1, 4095, 4096, 70_000, 1 << 40, u64::MAX] {
        all.push(PaneMsg::ShowPlace(Offset(at)));
        for (column, extend) in [(0, false), (7, true), (usize::MAX, true)] {
            all.push(PaneMsg::SelectBlock { at: Offset(at), column, extend });
        }
        all.push(PaneMsg::SetCursor { at: Offset(at), extend: true });
        all.push(PaneMsg::Select(Span { start: Offset(at / 2), end: Offset(at) }));
    }
    for to in [-80.0, 80.0, 1e7] {
        all.push(PaneMsg::ScrollSideways(to));
        all.push(PaneMsg::ScrollSidewaysTo(to));
    }
    for place in
        ["1", "77", "99999999", "@0", "@70000", "0%", "50%", "100%", "1:1", "2:999999", "8001:15000", "", "x"]
    {
        all.push(PaneMsg::Goto(place.into()));
    }
    for place in ["@0x10..0x1F", "@-16..", "@+7+9", "@.-3", "@5..1", "@$"] {
        all.push(PaneMsg::Goto(place.into()));
        all.push(PaneMsg::GotoAgain);
    }
    searches(&mut all);
    all.push(PaneMsg::CancelGoto);
    all.push(AppMsg::HideOverlay);
    all.extend([DocMsg::DismissBanner, DocMsg::CopyDetails, DocMsg::DismissHint, DocMsg::CopyCommand]);
    for text in ["", "~", "'/", "../", "file:///%", "one"] {
        all.push(Ask::Act("file.open-path"));
        all.push(AppMsg::PathBox(PathMsg::Type(text.into())));
        let keys = [PathMsg::Complete, PathMsg::Choose { next: true }, PathMsg::Enter, PathMsg::Submit];
        all.extend(keys.map(AppMsg::PathBox));
    }
    all.extend(
        [PathMsg::Replace, PathMsg::Keep, PathMsg::SetFormat(1), PathMsg::Take(9)].map(AppMsg::PathBox),
    );
    all.extend([AppMsg::ForgetRecent("nowhere".into()), AppMsg::ClearRecent]);
    all.push(PaneMsg::DismissQuestion);
    all.push(AppMsg::StopTask(messages::Key("task-save-selection")));
    all.extend([0, 1, 99].map(Tab));
    all.extend([0, 7].map(|pane| AppMsg::ClosePane(PaneId(pane))));
    all.0
}

/// Things to ask for.
struct Asks(Vec<Ask>);

impl Asks {
    fn push(&mut self, ask: impl Into<Ask>) {
        self.0.push(ask.into());
    }

    fn extend<A: Into<Ask>>(&mut self, asks: impl IntoIterator<Item = A>) {
        self.0.extend(asks.into_iter().map(Into::into));
    }
}

/// What is searched, listed, marked and coloured.
fn searches(all: &mut Asks) {
    let range = TimeRange { clock: TimePrecision::Daily, from_ms: 0, to_ms: 1, day_first: false };
    let patterns = [
        Pattern::fixed("line 7"),
        Pattern::fixed(""),
        Pattern { ignore_case: true, ..Pattern::regex("E|^$") },
        Pattern::regex("("),
        Pattern::regex(r"(?=w)w|\n"),
        Pattern::hex("0A ??"),
        Pattern::times(range),
    ];
    for pattern in patterns {
        let filter = |is_inverted| {
            let chips =
                vec![Chip::default(), Chip { pattern: Some(pattern.clone()), is_negated: is_inverted }];
            ListFilter { stages: vec![ChipStage { chips, is_any: !is_inverted, is_inverted }], times: None }
        };
        all.extend([false, true].map(|is_inverted| DocMsg::Refine(filter(is_inverted))));
        let what = RuleKind::Pattern(pattern.clone());
        let rule = Rule { what, whole_line: true, ..Rule::new() };
        all.push(AppMsg::SetRules([Rule::defaults(), vec![rule]].concat()));
        all.push(PaneMsg::Search(pattern));
    }
    all.extend([false, true].map(|reversed| PaneMsg::SearchAlong { reversed }));
    all.extend([0, 3, u32::MAX].map(DocMsg::SetContext));
    for to in [-1e9, -0.5, 0.5, 1e9] {
        all.extend([DocMsg::ListScrollRows(to), DocMsg::ListScrollPages(to), DocMsg::ListScrollToShare(to)]);
    }
    all.push(AppMsg::FocusSearch { backward: true });
    all.extend([DocMsg::ToggleRefine, DocMsg::Refine(ListFilter { stages: Vec::new(), times: None })]);
    let steps =
        [ListStep::Last, ListStep::Up, ListStep::PageUp, ListStep::First, ListStep::PageDown, ListStep::Down];
    all.extend(steps.map(|step| DocMsg::MoveInList { step, extend: step == ListStep::Down }));
    all.extend([0, 9, u64::MAX].map(|at| DocMsg::PutListCursor { at: Offset(at), extend: at > 0 }));
    all.extend([DocMsg::CopyListed, DocMsg::ShowListed, DocMsg::SelectList, DocMsg::CopyListed]);
    panels(all);
    all.push(PaneMsg::FilterTimes(range));
    for at in [0, 7, u64::MAX] {
        let mark = Mark { at: Offset(at), name: "x".into(), hue: Hue::Red };
        all.extend([Some(mark), None].map(|mark| DocMsg::SetMark(Offset(at), mark)));
    }
    all.extend(["14:03", "2026-03-14 09:00"].map(|time| PaneMsg::Goto(time.into())));
}

/// What is asked of panels.
fn panels(all: &mut Asks) {
    for panel in docks::ALL.iter().map(|kind| kind.id) {
        all.extend([AppMsg::TogglePanel(panel), AppMsg::FocusPanel(panel)]);
        all.extend([f32::NAN, -1.0, 300.0, 1e9].map(|size| AppMsg::ResizePanel(panel, size)));
        for edge in Edge::ALL {
            let before = [None, Some(PanelId::Summary)];
            all.extend(before.map(|before| AppMsg::MovePanel { panel, edge, before }));
        }
        all.extend([AppMsg::ClosePanel(panel), AppMsg::TogglePanel(panel), AppMsg::LeavePanel]);
    }
}

/// The states in which commands are tried.
fn prepare(stage: &mut Stage, folder: &Folder, state: usize) {
    static NR: AtomicUsize = AtomicUsize::new(0);
    // One that is open already would only come forward.
    let name = format!("file-{}", NR.fetch_add(1, Ordering::Relaxed));
    let bytes = format!("{}{}\n\u{FEFF}é\0\n", numbered(8000), "wide ".repeat(4000));
    match state {
        0 => {}
        1 => {
            let slow = Slow::new(bytes.into_bytes(), 3);
            let app = stage.harness.state_mut().app_mut();
            app.open_source("slow", slow.source("slow")).expect("threads are there");
        }
        2 => stage.perform(AppMsg::Open(vec![folder.file("empty", "")])),
        3 => stage.perform(AppMsg::Open(vec![folder.path("missing")])),
        4 => stage.perform(AppMsg::Open(vec![folder.file("one", "x")])),
        5 => stage.open(&folder.file(&name, bytes)),
        _ => {
            stage.open(&folder.file(&name, bytes));
            stage.perform(AppMsg::Open(vec![folder.file("empty", "")]));
            stage.frames(3);
        }
    }
}

#[test]
fn every_command_can_be_performed_in_every_state() {
    let folder = Folder::new();
    for state in 0..7 {
        let mut stage = Stage::with(Settings::default(), 800.0, 500.0);
        for (nr, command) in asks().into_iter().enumerate() {
            // The tab may have been closed by the last one.
            if stage.app().focused().is_none() || nr % 25 == 0 {
                prepare(&mut stage, &folder, state);
            }
            stage.perform(command);
        }
        stage.frame();
    }
}

proptest! {
    #![proptest_config(crate::trial::cases(28))]

    #[test]
    fn commands_in_any_order_leave_a_window_that_draws(
        state in 0..7_usize,
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize), 1..40),
    ) {
        let folder = Folder::new();
        let mut stage = Stage::with(Settings::default(), 800.0, 500.0);
        prepare(&mut stage, &folder, state);
        let all = asks();
        for (pick, frames) in picks {
            stage.send(pick.get(&all).clone());
            stage.frames(frames);
        }
        stage.frames(2);
        if let Some(file) = stage.app().focused().and_then(|pane| pane.doc.file()) {
            let (len, tab) = (file.len(), stage.front());
            prop_assert!(tab.cursor().0 <= len && tab.selection().end.0 <= len && tab.top().at.0 <= len);
            prop_assert!((0.0..1.0).contains(&tab.top().frac));
        }
        let app = stage.app();
        let mut panes = app.layout().panes();
        panes.sort_unstable();
        prop_assert_eq!(panes, app.panes().iter().map(|pane| pane.id()).collect::<Vec<_>>());
        prop_assert_eq!(app.focused().is_some(), !app.panes().is_empty());
        prop_assert!(app.docs().iter().all(|doc| app.panes().iter().any(|pane| pane.doc() == doc.id())));
    }
}

#[test]
fn names_in_registries_stand_for_one_thing_each() {
    fn differ<T: std::hash::Hash + Eq + std::fmt::Debug>(all: impl IntoIterator<Item = T>) {
        let mut seen = HashSet::new();
        for one in all {
            assert!(!seen.contains(&one), "{one:?} stands twice");
            seen.insert(one);
        }
    }
    differ(view::ALL.iter().map(|kind| kind.id));
    differ(view::ALL.iter().map(|kind| kind.label()));
    differ(summary::WRITERS.iter().map(|writer| writer.extension()));
    differ(summary::WRITERS.iter().map(|writer| writer.id()));
    differ(scan::REGISTRY.iter().map(|entry| entry.id));
    for kind in view::ALL {
        assert!(actions::named(kind.id).is_some_and(|action| !action.keys.is_empty()), "{}", kind.label());
    }
}

#[test]
fn a_click_beside_everything_changes_nothing() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "one\ntwo\n"));
    let last = stage.row_nodes()[1].rect;
    stage.click_at(last.left_center() + vec2(5.0, 200.0), NONE);
    assert_eq!(stage.front().cursor().0, 8);
    assert!(stage.front().selection().is_empty());
}
