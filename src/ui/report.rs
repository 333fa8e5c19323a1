//! What goes into a report: what a person has marked and searched for in the file.

use super::dialog::Room;
use super::scrolled;
use super::start::primary;
use super::theme::palette;
use crate::app::report_parts::ReportParts;
use crate::app::{App, AppMsg, Msg, PaneRef, ReportMsg};
use crate::base::units::len_u64;
use crate::messages::{say, say_with};
use egui::{Checkbox, RichText, ScrollArea, Ui};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;

/// The choices, and the button that asks where to save the report.
pub(super) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height.min(90.0));
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.label(RichText::new(say("report-dialog-says")).color(palette(ui).dim));
        let (choice, parts) = (App::report_choice(pane.doc), app.report_parts());
        let ReportParts { mut marks, mut matches } = parts;
        let label = say_with("report-dialog-marks", [("n", len_u64(choice.n_marks).into())]);
        ui.add_enabled(choice.n_marks > 0, Checkbox::new(&mut marks, label));
        let n_matches = choice.n_matches.unwrap_or(0);
        let label = say_with("report-dialog-matches", [("n", n_matches.into())]);
        ui.add_enabled(n_matches > 0, Checkbox::new(&mut matches, label));
        if (ReportParts { marks, matches }) != parts {
            out.push(AppMsg::Report(ReportMsg::SetParts(ReportParts { marks, matches })).into());
        }
        ui.add_space(4.0);
        let save = primary(ui, say("report-dialog-save"));
        if save.clicked() {
            out.push(AppMsg::Report(ReportMsg::Save(pane.doc.id())).into());
        }
        if room.is_new {
            save.request_focus();
        }
    });
}
