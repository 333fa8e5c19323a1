//! The offer after a write that did not end: what each change of the file holds, and what can be done.

use super::{ask, buttons, hint, tell};
use crate::app::Msg;
use crate::app::edit::EditMsg;
use crate::base::human;
use crate::edit::{Found, Holds, LeftBehind, Recovery};
use crate::messages::{say, say_with};
use crate::ui::dialog::Room;
use crate::ui::scrolled;
use crate::ui::theme::{mono, palette};
use egui::{RichText, ScrollArea, Ui};

/// Height that the sentences and buttons take, in points.
const AROUND: f32 = 200.0;

pub(super) fn show(ui: &mut Ui, left: &LeftBehind, room: Room, out: &mut Vec<Msg>) {
    let name = left.head.path.display().to_string();
    tell(ui, say_with("edit-journal-what", [("name", name.into())]));
    let can = left.found.is_ok();
    match &left.found {
        Ok(found) => changes(ui, found, room),
        Err(why) => tell(ui, why.to_string()),
    }
    hint(ui, say("edit-journal-hint"));
    let recover = |recovery| ask(EditMsg::Recover(left.journal.clone(), recovery));
    let all = vec![
        (say("edit-journal-restore"), can, recover(Recovery::Restore)),
        (say("edit-journal-finish"), can, recover(Recovery::Finish)),
        (say("edit-journal-keep"), true, recover(Recovery::Keep)),
    ];
    buttons(ui, all, ("edit-journal-later", room.is_new), out);
}

/// What a change holds, in a few words.
fn held(holds: Holds) -> &'static str {
    match holds {
        Holds::Old => say("edit-holds-old"),
        Holds::New => say("edit-holds-new"),
        Holds::Torn => say("edit-holds-torn"),
        Holds::Other => say("edit-holds-other"),
        Holds::Missing => say("edit-holds-missing"),
    }
}

fn changes(ui: &mut Ui, found: &Found, room: Room) {
    let counts = Holds::ALL.into_iter().filter(|holds| found.count(*holds) > 0);
    let counts: Vec<String> =
        counts.map(|holds| format!("{} {}", human::grouped(found.count(holds)), held(holds))).collect();
    tell(ui, say_with("edit-journal-holds", [("counts", counts.join(" · ").into())]));
    let area = ScrollArea::vertical().max_height((room.height - AROUND).clamp(40.0, 160.0));
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        for (span, holds) in &found.changes {
            let colours = palette(ui);
            let color = match holds {
                Holds::Old | Holds::New => colours.dim,
                _ => colours.warn,
            };
            ui.horizontal(|ui| {
                ui.label(RichText::new(span.start.to_string()).font(mono()));
                ui.label(human::size(span.len()));
                ui.label(RichText::new(held(*holds)).color(color));
            });
        }
    });
}
