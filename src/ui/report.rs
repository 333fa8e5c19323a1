//! What goes into a report: what a person has marked and searched for in the file.

use super::dialog::Room;
use super::scrolled;
use super::start::primary;
use super::theme::palette;
use super::tick;
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
        part(ui, &mut marks, len_u64(choice.n_marks), ["report-dialog-marks", "report-dialog-no-marks"]);
        let n_matches = choice.n_matches.unwrap_or(0);
        part(ui, &mut matches, n_matches, ["report-dialog-matches", "report-dialog-no-matches"]);
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

/// A part that can be put in, of so many things; where there is none it says so.
fn part(ui: &mut Ui, is_in: &mut bool, n: u64, [of, none]: [&'static str; 2]) {
    if n > 0 {
        tick::show(ui, true, Checkbox::new(is_in, say_with(of, [("n", n.into())])));
    } else {
        tick::show(ui, false, Checkbox::new(&mut false, say(none)));
    }
}
