//! What `rooms::tour` leaves out: menus beside menus, context menus, every dialog, the map, and panels that
//! show something. Each state of the window is handed to a check.
#![cfg(test)]

use super::keyboard::focused;
use super::rooms::Check;
use super::stage::{ALT, CTRL, Folder, NONE, Role, Stage, without_summary};
use egui::{Key, Pos2, vec2};
use gander::app::actions::{self, Menu};
use gander::app::docks::PanelId;
use gander::app::edit::{EditMsg, EditQuestion, Leave};
use gander::app::{AppMsg, CompareMsg, DocMsg, HashMsg, Overlay, SummariesMsg};
use gander::base::Offset;
use gander::doc::structure::{StructureMsg, StructureState};
use gander::hash::Algorithm;
use gander::messages::say;
use gander::view::PaneMsg;

/// The menus of the bar, by their letters.
const MENUS: [(Key, Menu); 9] = [
    (Key::F, Menu::File),
    (Key::E, Menu::Edit),
    (Key::V, Menu::View),
    (Key::S, Menu::Search),
    (Key::M, Menu::Marks),
    (Key::B, Menu::Bytes),
    (Key::C, Menu::Cells),
    (Key::W, Menu::Window),
    (Key::H, Menu::Help),
];

/// Each menu beside a menu of which something can be done, opened by keys.
pub(super) fn submenus(stage: &mut Stage, how: &str, check: Check<'_>) {
    for (key, menu) in MENUS {
        let mut beside: Vec<&str> = Vec::new();
        for action in actions::all().iter().filter(|action| action.menu == menu) {
            let can = action.is_enabled(stage.app(), stage.app().target());
            beside.extend(action.submenu.filter(|name| can && !beside.contains(name)));
        }
        for name in beside {
            stage.key(ALT, key);
            stage.frames(2);
            let first = focused(stage);
            while focused(stage) != say(name) {
                stage.key(NONE, Key::ArrowDown);
                assert_ne!(focused(stage), first, "{} has no {} {how}", say(menu.name()), say(name));
            }
            stage.key(NONE, Key::ArrowRight);
            stage.frames(2);
            check(stage, &format!("the menu {} {how}", say(name)));
            stage.key(NONE, Key::Escape);
            stage.key(NONE, Key::Escape);
            stage.frames(2);
            assert!(!egui::Popup::is_any_open(&stage.harness.ctx), "{} {how}", say(name));
        }
    }
}

/// Every overlay that is opened by nothing but its name.
pub(super) fn overlays(stage: &mut Stage, how: &str, check: Check<'_>) {
    let all = [
        Overlay::Keys,
        Overlay::Guide(0),
        Overlay::Guide(3),
        Overlay::Fonts,
        Overlay::About,
        Overlay::Encodings,
        Overlay::Compare,
        Overlay::SaveSession,
        Overlay::OpenSession,
        Overlay::Filters,
        Overlay::Settings,
        Overlay::Keyboard,
        Overlay::Messages,
        Overlay::Report,
        Overlay::Summaries,
    ];
    for overlay in all {
        // These come by their own actions; a new overlay is to be put above, or here.
        match overlay {
            Overlay::Path | Overlay::Palette | Overlay::Edit => unreachable!(),
            Overlay::Keys
            | Overlay::Guide(_)
            | Overlay::Fonts
            | Overlay::About
            | Overlay::Encodings
            | Overlay::Compare
            | Overlay::SaveSession
            | Overlay::OpenSession
            | Overlay::Filters
            | Overlay::Settings
            | Overlay::Keyboard
            | Overlay::Messages
            | Overlay::Report
            | Overlay::Summaries => {}
        }
        stage.perform(AppMsg::Toggle(overlay));
        // The system's fonts are listed on a thread.
        stage.until("fonts are listed", |stage| !stage.says(say("fonts-listing")));
        stage.frames(4);
        assert_eq!(stage.app().overlay(), Some(overlay), "{how}");
        check(stage, &format!("{overlay:?} {how}"));
        stage.perform(AppMsg::HideOverlay);
    }
    for (action, typed) in [("palette.actions", "split"), ("palette.files", "a"), ("palette.actions", "zzzz")]
    {
        stage.perform(action);
        stage.frames(2);
        check(stage, &format!("{action} {how}"));
        stage.type_text(typed);
        stage.frames(2);
        check(stage, &format!("{action}, “{typed}” typed, {how}"));
        stage.perform(AppMsg::HideOverlay);
    }
}

/// The context menus of what is in sight.
pub(super) fn context_menus(stage: &mut Stage, how: &str, check: Check<'_>) {
    let window = stage.harness.ctx.content_rect();
    for role in
        [Role::Row, Role::Tab, Role::Slider, Role::ListItem, Role::TitleBar, Role::ColumnHeader, Role::Cell]
    {
        let at = |seen: &super::stage::Seen| match role {
            Role::Row => seen.rect.left_center() + vec2(30.0, 0.0),
            _ => seen.rect.center(),
        };
        let found = stage.seen().into_iter().find(|seen| seen.role == role && window.contains(at(seen)));
        let Some(found) = found else { continue };
        let place: Pos2 = at(&found);
        stage.secondary_click_at(place);
        if egui::Popup::is_any_open(&stage.harness.ctx) {
            check(stage, &format!("the context menu of {role:?} {how}"));
            stage.key(NONE, Key::Escape);
            stage.frames(2);
        }
    }
}

/// The map of the file, and the table of one that is none.
pub(super) fn other_views(stage: &mut Stage, how: &str, check: Check<'_>) {
    stage.key(CTRL, Key::Num5);
    stage.frames(3);
    check(stage, &format!("the map {how}"));
    stage.key(CTRL, Key::Num1);
}

/// A table, with what is opened over and beside it.
pub(super) fn table(stage: &mut Stage, folder: &Folder, how: &str, check: Check<'_>) {
    let row = |nr: usize| {
        format!("{nr},city number {nr},{}.5,2026-03-{:02},a longer note on row {nr}\n", nr * 7, nr % 28 + 1)
    };
    let text: String = (0..400).map(row).collect();
    let path = folder.file("orders.csv", format!("id,city,amount,day,note that has a long name\n{text}"));
    stage.perform(AppMsg::Open(vec![path]));
    stage.until("the table is shown", |stage| {
        stage.front().view() == "table" && stage.front().doc.scans().running().is_none()
    });
    stage.frames(3);
    check(stage, &format!("a table {how}"));
    context_menus(stage, &format!("of a table {how}"), check);
    stage.perform("table.filter");
    stage.frames(2);
    check(stage, &format!("the field for conditions {how}"));
    stage.type_text("amount >= 99 and city = \"city number 20\"");
    stage.key(NONE, Key::Enter);
    stage.frames(4);
    check(stage, &format!("a condition {how}"));
    stage.perform("table.all-rows");
    for action in ["table.dialect", "table.cell"] {
        stage.perform(action);
        stage.frames(3);
        check(stage, &format!("{action} {how}"));
        stage.perform(action);
        stage.frames(2);
    }
    submenus(stage, &format!("beside a table {how}"), check);
    stage.key(CTRL, Key::W);
    stage.frames(2);
}

/// Opens a panel as its key does, which brings it forward where it has no room.
fn forward(stage: &mut Stage, panel: PanelId) {
    stage.perform(AppMsg::ClosePanel(panel));
    stage.perform(AppMsg::TogglePanel(panel));
}

/// Panels that show something, and the questions about changing bytes.
pub(super) fn contents(stage: &mut Stage, folder: &Folder, how: &str, check: Check<'_>) {
    let (a, b) = (
        folder.file("one.png", super::structure::png(40)),
        folder.file("other.png", super::structure::png(3)),
    );
    stage.perform(AppMsg::Open(vec![b, a]));
    stage.until("both are open", |stage| {
        stage.app().docs().iter().all(|doc| doc.file().is_some() && doc.scans().running().is_none())
    });
    let (pane, doc) = (stage.front().pane.id(), stage.front().doc.id());
    let other =
        stage.app().docs().iter().map(|other| other.id()).rfind(|other| *other != doc).expect("it is open");
    let panel = |stage: &mut Stage, panel: PanelId, check: Check<'_>| {
        stage.frames(3);
        let close = say(panel.kind().close);
        assert!(stage.says(close), "{panel:?} is not there {how}");
        check(stage, &format!("{panel:?} with contents {how}"));
        stage.perform(AppMsg::ClosePanel(panel));
    };
    stage.perform(AppMsg::TogglePanel(PanelId::Structure));
    stage.until("the structure is read", |stage| {
        let structure = stage.front().doc.structure();
        !structure.is_reading() && !matches!(structure.state(), StructureState::Unread)
    });
    stage.perform(DocMsg::Structure(StructureMsg::FindSignatures));
    panel(stage, PanelId::Structure, check);

    stage.perform(AppMsg::TogglePanel(PanelId::Hashes));
    stage.perform(AppMsg::Hash(HashMsg::StartWith(doc, None, vec![Algorithm::Sha512, Algorithm::Md5])));
    stage.until("it is hashed", |stage| stage.app().hashed(doc).is_some_and(|all| all.digests().len() > 1));
    panel(stage, PanelId::Hashes, check);

    stage.perform(AppMsg::TogglePanel(PanelId::Inspector));
    panel(stage, PanelId::Inspector, check);

    stage.perform(AppMsg::Compare(CompareMsg::With(pane, other)));
    stage.until("both are compared", |stage| {
        stage.app().comparing().and_then(|one| one.run()).is_some_and(|run| !run.is_running())
    });
    forward(stage, PanelId::Differences);
    panel(stage, PanelId::Differences, check);
    stage.perform(AppMsg::Compare(CompareMsg::End));

    stage.perform(AppMsg::Summaries(SummariesMsg::With(doc, other)));
    stage.until("their summaries are", |stage| {
        stage.app().summaries().is_some_and(|one| one.diff().is_some())
    });
    forward(stage, PanelId::Summaries);
    panel(stage, PanelId::Summaries, check);
    stage.perform(AppMsg::Summaries(SummariesMsg::End));

    stage.perform(AppMsg::FocusPane(pane));
    stage.key(CTRL, Key::Num2);
    stage.perform("edit.copy-mode");
    stage.frames(2);
    stage.perform(PaneMsg::Type("0f".to_owned()));
    forward(stage, PanelId::Changes);
    panel(stage, PanelId::Changes, check);
    for question in [
        EditQuestion::Mode(doc),
        EditQuestion::Unlock(doc),
        EditQuestion::Fill(pane),
        EditQuestion::Extend(doc),
        EditQuestion::CutOff(doc, Offset(40)),
        EditQuestion::Write(doc),
        EditQuestion::Unsaved(Leave::Close(pane)),
    ] {
        if matches!(question, EditQuestion::Fill(_)) {
            stage.perform(PaneMsg::SelectAll);
        }
        let name = format!("{question:?}");
        stage.perform(AppMsg::Edit(EditMsg::Ask(question)));
        stage.frames(2);
        assert_eq!(stage.app().overlay(), Some(Overlay::Edit), "{name} {how}");
        check(stage, &format!("{name} {how}"));
        stage.perform(AppMsg::HideOverlay);
    }
}

/// All of it, in a window of this size, in pixels, without the summary.
pub(super) fn at(folder: &Folder, size: [f32; 2], scale: f32, how: &str, check: Check<'_>) {
    let mut stage = super::rooms::rich(folder, size, scale);
    submenus(&mut stage, how, check);
    overlays(&mut stage, how, check);
    context_menus(&mut stage, how, check);
    other_views(&mut stage, how, check);
    let points = vec2(size[0], size[1]) / scale;
    let mut stage = Stage::scaled(without_summary(), points, scale);
    table(&mut stage, folder, how, check);
    contents(&mut stage, folder, how, check);
}
