//! Two summaries compared.

use super::{Action, Context, Menu, Target, action, files, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::{AppMsg, Overlay, SummariesMsg};

/// What is done to files.
pub(super) static FILE: &[Action] = &[action("summaries.with", Menu::File, |app, at| {
    at.pane.into_iter().for_each(|pane| app.perform(AppMsg::FocusPane(pane).into()));
    app.toggle(Overlay::Summaries);
})
.on(&[Context::Figure])
.needs(has_file)];

/// What they differ in, as a file.
pub(super) static EXPORT: &[Action] =
    &[action("summaries.export", Menu::File, |app, _| tell(app, SummariesMsg::ExportDialog))
        .beside(files::EXPORT)
        .needs(is_known)];

/// What is done to a comparison.
pub(super) static VIEW: &[Action] = &[
    action("summaries.panel", Menu::View, |app, _| app.toggle_panel(PanelId::Summaries))
        .beside("menu-compared-summaries")
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Summaries)),
    action("summaries.swap", Menu::View, |app, _| tell(app, SummariesMsg::Swap))
        .beside("menu-compared-summaries")
        .needs(is_comparing),
    action("summaries.again", Menu::View, |app, _| tell(app, SummariesMsg::Again))
        .beside("menu-compared-summaries")
        .needs(is_comparing),
    action("summaries.copy", Menu::View, |app, _| tell(app, SummariesMsg::Copy))
        .beside("menu-compared-summaries")
        .needs(is_known),
    action("summaries.end", Menu::View, |app, _| tell(app, SummariesMsg::End))
        .beside("menu-compared-summaries")
        .needs(is_comparing),
];

fn tell(app: &mut App, msg: SummariesMsg) {
    app.perform(AppMsg::Summaries(msg).into());
}

fn is_comparing(app: &App, _: Target) -> bool {
    app.summaries().is_some()
}

fn is_known(app: &App, _: Target) -> bool {
    app.summaries().is_some_and(|one| one.diff().is_some())
}
