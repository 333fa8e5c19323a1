//! Two files compared, and digests.

use super::{Action, Context, Keys, Menu, Target, action, files, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::{AppMsg, CompareMsg, Overlay};

/// What is done to files.
pub(super) static FILE: &[Action] = &[action("compare.with", Menu::File, |app, at| {
    at.pane.into_iter().for_each(|pane| app.perform(AppMsg::FocusPane(pane).into()));
    app.toggle(Overlay::Compare);
})
.group()
.keys(&[Keys::ctrl("D")])
.on(&[Context::Tab])
.needs(has_file)];

/// A comparison as a file.
pub(super) static EXPORT: &[Action] =
    &[action("compare.export", Menu::File, |app, _| compare(app, CompareMsg::ExportDialog))
        .beside(files::EXPORT)
        .needs(has_run)];

/// Digests.
pub(super) static HASHES: &[Action] =
    &[action("hash.panel", Menu::File, |app, _| app.toggle_panel(PanelId::Hashes))
        .keys(&[Keys::ctrl_shift("D")])
        .on(&[Context::Selection])
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Hashes))];

/// What is done to a comparison.
pub(super) static VIEW: &[Action] = &[
    action("compare.panel", Menu::View, |app, _| app.toggle_panel(PanelId::Differences))
        .beside("menu-compared")
        .group()
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Differences)),
    action("compare.next", Menu::View, |app, _| compare(app, CompareMsg::Step { forward: true }))
        .beside("menu-compared")
        .keys(&[Keys::key("F7")])
        .needs(has_run),
    action("compare.previous", Menu::View, |app, _| compare(app, CompareMsg::Step { forward: false }))
        .beside("menu-compared")
        .keys(&[Keys::shift("F7")])
        .needs(has_run),
    action("compare.align", Menu::View, |app, _| {
        let is_aligned = app.comparing().is_some_and(|comparing| comparing.is_aligned());
        compare(app, CompareMsg::Align(!is_aligned));
    })
    .beside("menu-compared")
    .needs(is_comparing)
    .checked(|app, _| app.comparing().is_some_and(|comparing| comparing.is_aligned())),
    action("compare.again", Menu::View, |app, _| compare(app, CompareMsg::Again))
        .beside("menu-compared")
        .needs(is_comparing),
    action("compare.stop", Menu::View, |app, _| compare(app, CompareMsg::Stop))
        .beside("menu-compared")
        .because("why-no-running-comparison")
        .needs(|app, _| app.comparing().and_then(|one| one.run()).is_some_and(|run| run.is_running())),
    action("compare.end", Menu::View, |app, _| compare(app, CompareMsg::End))
        .beside("menu-compared")
        .needs(is_comparing),
];

fn compare(app: &mut App, msg: CompareMsg) {
    app.perform(AppMsg::Compare(msg).into());
}

fn is_comparing(app: &App, _: Target) -> bool {
    app.comparing().is_some()
}

/// Whether files were compared, if not to their ends.
fn has_run(app: &App, _: Target) -> bool {
    app.comparing().is_some_and(|comparing| comparing.run().is_some())
}
