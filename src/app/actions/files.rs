//! Files, their summaries and their jobs; the program.

use super::{Action, Context, Keys, Menu, Target, action, has_file, has_pane};
use crate::app::App;
use crate::app::msg::{AppMsg, DocMsg, ReportMsg};

const MENU: Menu = Menu::File;

/// The menus beside the file menu.
pub(super) const EXPORT: &str = "menu-export";
const SCANNING: &str = "menu-scanning";

/// What opens files.
pub(super) static ACTIONS: &[Action] = &[
    action("file.open", MENU, |app, _| app.perform(AppMsg::OpenDialog.into())).keys(&[Keys::ctrl("O")]),
    action("file.open-path", MENU, |app, _| app.toggle_path_box()).keys(&[Keys::ctrl_shift("O")]),
];

/// What leaves a file as another one.
pub(super) static EXPORTS: &[Action] = &[
    action("summary.export", MENU, |app, at| app.perform_on_doc(at, DocMsg::ExportDialog))
        .group()
        .beside(EXPORT)
        .keys(&[Keys::ctrl("E")])
        .on(&[Context::Figure])
        .needs(has_file),
    action("report.export", MENU, |app, _| app.perform(AppMsg::Report(ReportMsg::Choose).into()))
        .beside(EXPORT)
        .needs(has_file),
];

/// What is known of a file, and where it is.
pub(super) static KNOWN: &[Action] = &[
    action("summary.copy", MENU, |app, at| app.perform_on_doc(at, DocMsg::CopySummary))
        .keys(&[Keys::ctrl_shift("E")])
        .on(&[Context::Figure])
        .needs(has_file),
    action("jobs.start", MENU, |app, at| app.perform_on_doc(at, DocMsg::ScanAgain))
        .group()
        .beside(SCANNING)
        .keys(&[Keys::key("F5")])
        .needs(has_file),
    action("jobs.stop", MENU, |app, at| app.perform_on_doc(at, DocMsg::CancelJob))
        .beside(SCANNING)
        .keys(&[Keys::ctrl("Period")])
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| doc.scans().running().is_some())),
    action("jobs.resume", MENU, |app, at| app.perform_on_doc(at, DocMsg::ResumeJob))
        .beside(SCANNING)
        .because("why-not-stopped")
        .keys(&[Keys::ctrl_shift("R")])
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| doc.scans().is_stopped())),
    action("file.reopen", MENU, |app, at| app.perform_on_doc(at, DocMsg::Reopen))
        .keys(&[Keys::ctrl("R")])
        .on(&[Context::Tab])
        .needs(has_pane),
    action("file.previous", MENU, |app, at| {
        app.perform_on_doc(at, DocMsg::ShowPreviousFile);
    })
    .because("why-no-previous")
    .needs(|app, at| app.doc_of(at).is_some_and(|doc| doc.follow().previous().is_some())),
    action("file.copy-path", MENU, |app, at| app.copy_path(at))
        .because("why-no-path")
        .group()
        .on(&[Context::Tab])
        .needs(has_path),
    action("file.show-in-folder", MENU, |app, at| app.show_in_folder(at))
        .because("why-no-path")
        .on(&[Context::Tab])
        .needs(has_path),
];

/// What closes a file, and the program.
pub(super) static LEAVING: &[Action] = &[
    action("pane.close", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.perform(AppMsg::ClosePane(pane).into()));
    })
    .group()
    .keys(&[Keys::ctrl("W")])
    .on(&[Context::Tab])
    .needs(has_pane),
    action("app.quit", MENU, |app, _| app.quit_asking()).keys(&[Keys::ctrl("Q")]),
];

/// Whether what is shown is a file, and not standard input.
fn has_path(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.path().is_some())
}
