//! Typefaces of a person's own choice, for the interface and for data.
//!
//! The system's families are listed and loaded on a thread, when one is chosen or the dialog that
//! chooses among them is open; without either nothing is asked. A family that is gone leaves the bundled
//! typeface in its place, with a message.

use super::theme::{self, Faces};
use crate::app::msg::Overlay;
use crate::app::settings::FontUse;
use crate::app::{App, Settings};
use crate::messages::Text;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontFamily, Id};
use fontique::{Collection, CollectionOptions, FontStyle, FontWeight, FontWidth};
use std::sync::Arc;

/// The choices, as the settings have them.
type Chosen = [(FontUse, Option<String>); 2];

/// The names of the system's families, for the dialog.
pub(super) type Families = Arc<[String]>;

/// What the system has.
#[derive(Default)]
struct Answer {
    families: Families,
    faces: Vec<FontInsert>,
    /// Chosen families that are not there.
    missing: Vec<String>,
}

/// The typefaces that were chosen.
pub(super) struct OwnFonts {
    /// As they are in force, or being loaded.
    chosen: Chosen,
    receiver: Option<Receiver<Answer>>,
    has_families: bool,
}

impl OwnFonts {
    pub(super) fn new() -> Self {
        Self { chosen: FontUse::ALL.map(|part| (part, None)), receiver: None, has_families: false }
    }

    /// Takes in what was chosen and what has come; whether the faces have changed.
    pub(super) fn update(&mut self, ctx: &Context, app: &mut App, faces: &mut Faces) -> bool {
        let wanted = chosen(app.settings());
        let is_new = wanted != self.chosen;
        let lists = app.overlay() == Some(Overlay::Fonts) && !self.has_families;
        if is_new || (lists && self.receiver.is_none()) {
            self.chosen = wanted;
            self.receiver = start(ctx, self.chosen.clone());
        }
        let answer = match self.receiver.as_ref().map(Receiver::try_recv) {
            None | Some(Err(TryRecvError::Empty)) => return false,
            Some(Ok(answer)) => answer,
            // What lists fonts ends in a panic where the system has none at all.
            Some(Err(TryRecvError::Disconnected)) => Answer::default(),
        };
        (self.receiver, self.has_families) = (None, true);
        ctx.data_mut(|data| data.insert_temp(families_id(), answer.families));
        for name in answer.missing {
            app.toast(Text::new("font-missing").with("name", name), true);
        }
        let had_any = !faces.own.is_empty();
        faces.own = answer.faces;
        had_any || !faces.own.is_empty()
    }
}

fn chosen(settings: &Settings) -> Chosen {
    FontUse::ALL.map(|part| (part, settings.font(part).map(str::to_owned)))
}

fn families_id() -> Id {
    Id::unique("families of fonts")
}

/// The system's families, once they are listed.
pub(super) fn families(ctx: &Context) -> Option<Families> {
    ctx.data(|data| data.get_temp(families_id()))
}

/// Lists the families and loads those that are chosen.
fn start(ctx: &Context, chosen: Chosen) -> Option<Receiver<Answer>> {
    let (sender, receiver) = bounded(1);
    let ctx = ctx.clone();
    let work = move || {
        let _ = sender.send(answer(&chosen));
        ctx.request_repaint();
    };
    std::thread::Builder::new().name("gander-own-fonts".into()).spawn(work).ok()?;
    Some(receiver)
}

fn answer(chosen: &Chosen) -> Answer {
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: true });
    let (mut faces, mut missing) = (Vec::new(), Vec::new());
    for (part, name) in chosen.iter().filter_map(|(part, name)| Some((*part, name.as_ref()?))) {
        let before = faces.len();
        let weights: &[_] = match part {
            FontUse::Interface => &[
                (FontFamily::Proportional, FontWeight::NORMAL),
                (theme::semibold_family(), FontWeight::SEMI_BOLD),
            ],
            FontUse::Data => &[(FontFamily::Monospace, FontWeight::NORMAL)],
        };
        faces.extend(
            weights.iter().filter_map(|(family, weight)| face(&mut collection, name, family, *weight)),
        );
        if faces.len() == before {
            missing.push(name.clone());
        }
    }
    // Names that begin with a dot are the system's own.
    let mut families: Vec<String> =
        collection.family_names().filter(|name| !name.starts_with('.')).map(str::to_owned).collect();
    families.sort_by_key(|name| name.to_lowercase());
    families.dedup();
    Answer { families: families.into(), faces, missing }
}

/// The face of a family that is nearest to this weight.
fn face(
    collection: &mut Collection,
    name: &str,
    family: &FontFamily,
    weight: FontWeight,
) -> Option<FontInsert> {
    let found = collection.family_by_name(name)?;
    let font = found.match_font(FontWidth::NORMAL, FontStyle::Normal, weight, false)?;
    let (data, _) = font.load(None)?.into_raw_parts();
    let families = vec![InsertFontFamily { family: family.clone(), priority: FontPriority::Highest }];
    Some(FontInsert {
        name: format!("own:{name}:{}", weight.value()),
        data: FontData::from_blob(data, font.index()),
        families,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_that_is_not_there_is_missing_and_any_that_is_can_be_loaded() {
        let none = || FontUse::ALL.map(|part| (part, None));
        let all = answer(&none());
        assert!(all.faces.is_empty() && all.missing.is_empty());
        let mut chosen = none();
        chosen[0].1 = Some("No Such Family At All".into());
        chosen[1].1 = all.families.first().cloned();
        let found = answer(&chosen);
        assert_eq!(found.missing, ["No Such Family At All"]);
        assert_eq!(found.faces.len(), usize::from(!all.families.is_empty()));
    }
}
