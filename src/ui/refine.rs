//! What the list wants, as chips, and a field for another pattern.
//!
//! Each chip is pressed to be edited and has a cross that takes it off. The chip of the search is the
//! search box's own pattern; that of a time range is edited as text. They are shown as soon as the
//! list wants anything but the matches of the search, so nothing that it goes by is out of sight.

use super::results_header;
use super::search_bar::{self, sentence, toggles};
use super::theme::{mono, palette};
use super::tips;
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::DocId;
use crate::doc::search::{Chip, Joined, ListFilter, Searching, TimeChip};
use crate::messages::{Text, say, say_with};
use crate::search::{FilterStage, Pattern, PatternKind, Query, Term, TimeRange};
use crate::view::PaneMsg;
use egui::{Button, Context, Frame, Id, Key, Margin, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Characters of a pattern in a chip or a heading.
const MOST_CHARS: usize = 40;

/// In a list with less height than this, in points, the chips stand in one line that scrolls.
const ONE_LINE: f32 = 110.0;

/// What stands in the field.
#[derive(Clone, Default)]
struct Field {
    pattern: Pattern,
    /// The chip that is edited; `None`: the pattern is another one.
    edits: Option<Edited>,
    /// Why it can't be used.
    trouble: Option<Text>,
}

/// The chip that is edited.
#[derive(Clone, Copy, PartialEq)]
enum Edited {
    /// The pattern of this stage and number.
    Pattern(usize, usize),
    Times,
}

fn field_id() -> Id {
    Id::unique("another pattern")
}

fn data_id(doc: DocId) -> Id {
    field_id().with(doc.0)
}

/// Puts the keyboard into the field.
pub(super) fn focus(ctx: &Context) {
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}

/// Whether the keyboard was in the field in the frame before.
pub(super) fn had_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.had_focus_last_frame(field_id()))
}

/// A query in a few words, as a heading.
pub(super) fn heading(query: &Query) -> String {
    let term = |term: &Term| named(&term.pattern, term.is_negated);
    let stage = |stage: &FilterStage| {
        let word = if stage.is_any { say("refine-any") } else { say("refine-all") };
        let terms: Vec<String> = stage.terms.iter().map(term).collect();
        let terms = terms.join(&format!(" {word} "));
        if stage.is_inverted { say_with("refine-not-these", [("terms", terms.into())]) } else { terms }
    };
    query.stages.iter().map(stage).collect::<Vec<_>>().join(" · ")
}

/// A pattern in a few words, and whether it must not match.
fn named(pattern: &Pattern, is_negated: bool) -> String {
    let name = match pattern.kind {
        PatternKind::Times => times(&pattern.text),
        _ => shortened(&pattern.text),
    };
    if is_negated { say_with("refine-not-this", [("name", name.into())]) } else { name }
}

/// A time range, with its day once if both ends are of one.
fn times(text: &str) -> String {
    let (from, to) = text.split_once("..").unwrap_or((text, ""));
    let to = to.split(' ').next().unwrap_or_default();
    let day = |end: &'_ str| end.split_once('T').map(|(day, time)| (day.to_owned(), time.to_owned()));
    let to = match (day(from), day(to)) {
        (Some((first, _)), Some((last, time))) if first == last => time,
        _ => to.replace('T', " "),
    };
    format!("{} – {to}", from.replace('T', " "))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Whether the chips are shown: if there are others than the search's, or to be.
pub(super) fn shows(searching: &Searching) -> bool {
    searching.is_refined() || !searching.list().filter().is_plain()
}

/// The chips and the field. Where that `is_narrow`, the header has no room for the counts, which
/// stand here, too.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    searching: &Searching,
    is_narrow: bool,
    out: &mut Vec<Msg>,
) {
    let data = data_id(pane.doc.id());
    if !searching.is_refined() {
        ui.data_mut(|stored| stored.remove::<Field>(data));
    }
    if !shows(searching) {
        return;
    }
    let filter = searching.list().filter();
    let new = || Field { pattern: app.settings().search.pattern(String::new()), ..Field::default() };
    let stored: Option<Field> = ui.data(|stored| stored.get_temp(data));
    let mut field = stored.unwrap_or_else(new);
    field.edits = field.edits.filter(|edited| edited.chip(filter).is_some());
    let mut changed = None;
    let mut row = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        if is_narrow {
            let text = RichText::new(results_header::summary(searching)).color(palette(ui).dim);
            ui.label(text);
        }
        let row = Row { filter, searching, pane };
        changed = row.chips(ui, &mut field, out);
        if searching.is_refined() {
            let done = row.field(ui, &mut field);
            if done.is_some() {
                field = new();
            }
            changed = changed.take().or(done);
        }
    };
    let margin = Frame::new().inner_margin(Margin { left: 12, right: 8, top: 0, bottom: 0 });
    if ui.available_height() < ONE_LINE {
        // Lines below are worth more than all chips at once.
        margin.show(ui, |ui| {
            let hidden = egui::scroll_area::ScrollBarVisibility::AlwaysHidden;
            let scroll = ScrollArea::horizontal().scroll_bar_visibility(hidden);
            scroll.show(ui, |ui| ui.horizontal(|ui| row(ui)));
        });
    } else {
        margin.show(ui, |ui| ui.horizontal_wrapped(|ui| row(ui)));
    }
    if let Some(why) = field.trouble.as_ref().or(searching.list_trouble()) {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            ui.label(RichText::new(sentence(why)).color(palette(ui).error));
        });
    }
    ui.data_mut(|stored| stored.insert_temp(data, field));
    out.extend(changed.map(|filter| pane.to_doc(DocMsg::Refine(filter))));
}

impl Edited {
    /// The pattern of the chip and whether it is negated, if there still is that chip.
    fn chip(self, filter: &ListFilter) -> Option<(Pattern, bool)> {
        match self {
            Self::Times => filter.times.map(|times| (Pattern::times(times.range), times.is_negated)),
            Self::Pattern(stage, nr) => {
                let chip = filter.stages.get(stage)?.chips.get(nr)?;
                Some((chip.pattern.clone()?, chip.is_negated))
            }
        }
    }
}

/// The chips and the field of a list.
struct Row<'a> {
    filter: &'a ListFilter,
    searching: &'a Searching,
    pane: &'a PaneRef<'a>,
}

impl Row<'_> {
    /// Each chip, and how those of a stage are taken together.
    fn chips(&self, ui: &mut Ui, field: &mut Field, out: &mut Vec<Msg>) -> Option<ListFilter> {
        let colours = palette(ui);
        let (mut changed, mut n_stages) = (None, 0);
        for (i, stage) in self.filter.stages.iter().enumerate() {
            let active: Vec<usize> =
                (0..stage.chips.len()).filter(|j| self.is_active(&stage.chips[*j])).collect();
            if active.is_empty() {
                continue;
            }
            n_stages += 1;
            if n_stages > 1 {
                ui.label(RichText::new(say("refine-within-that")).color(colours.dim));
            }
            if stage.is_inverted {
                ui.label(RichText::new(say("refine-not")).color(colours.accent));
            }
            for (nr, j) in active.into_iter().enumerate() {
                if nr > 0 {
                    let text = if stage.is_any { say("refine-any") } else { say("refine-all") };
                    if ui.button(text).on_hover_text(say("refine-any-hint")).clicked() {
                        changed = self.with(|filter| filter.stages[i].is_any = !stage.is_any);
                    }
                }
                changed = changed.or(self.chip(ui, (i, j), field, out));
            }
        }
        if self.filter.times.is_some() {
            changed = changed.or(self.time_chip(ui, field, out));
        }
        if !self.filter.is_plain() {
            let clear =
                ui.add(Button::new(RichText::new(say("refine-clear")).color(colours.dim)).frame(false));
            if clear.on_hover_text(say("refine-clear-hint")).clicked() {
                changed = Some(ListFilter::default());
            }
        }
        changed
    }

    fn is_active(&self, chip: &Chip) -> bool {
        chip.pattern.is_some() || self.searching.has_pattern()
    }

    fn with(&self, change: impl FnOnce(&mut ListFilter)) -> Option<ListFilter> {
        let mut filter = self.filter.clone();
        change(&mut filter);
        Some(filter)
    }

    fn chip(
        &self,
        ui: &mut Ui,
        (i, j): (usize, usize),
        field: &mut Field,
        out: &mut Vec<Msg>,
    ) -> Option<ListFilter> {
        let chip = &self.filter.stages[i].chips[j];
        let pattern = chip.pattern.as_ref().unwrap_or(self.searching.pattern());
        let hint = if chip.pattern.is_some() { say("refine-chip-hint") } else { say("refine-search-hint") };
        let is_edited = field.edits == Some(Edited::Pattern(i, j));
        let (pressed, removed) = chip_of(ui, pattern, chip.is_negated, is_edited, hint);
        match (&chip.pattern, pressed, removed) {
            (Some(_), true, _) => self.edit(field, Edited::Pattern(i, j), out, ui),
            (Some(_), _, true) => return Some(self.filter.clone().without(i, j)),
            (None, true, _) => search_bar::select(ui.ctx(), &pattern.text),
            (None, _, true) => out.push(self.pane.to_pane(PaneMsg::Search(Pattern::default()))),
            _ => {}
        }
        None
    }

    fn time_chip(&self, ui: &mut Ui, field: &mut Field, out: &mut Vec<Msg>) -> Option<ListFilter> {
        let (pattern, is_negated) = Edited::Times.chip(self.filter)?;
        let is_edited = field.edits == Some(Edited::Times);
        let (pressed, removed) = chip_of(ui, &pattern, is_negated, is_edited, say("refine-times-hint"));
        if pressed {
            self.edit(field, Edited::Times, out, ui);
        }
        if removed { self.with(|filter| filter.times = None) } else { None }
    }

    /// Puts a chip into the field.
    fn edit(&self, field: &mut Field, edited: Edited, out: &mut Vec<Msg>, ui: &Ui) {
        let Some((pattern, _)) = edited.chip(self.filter) else { return };
        super::toolbar::select_all(ui.ctx(), field_id(), pattern.text.chars().count());
        *field = Field { pattern, edits: Some(edited), trouble: None };
        if self.searching.is_refined() {
            focus(ui.ctx());
        } else {
            out.push(self.pane.to_doc(DocMsg::ToggleRefine));
        }
    }

    /// The field, and what is to become of the pattern in it.
    fn field(&self, ui: &mut Ui, field: &mut Field) -> Option<ListFilter> {
        let search = self.searching.pattern();
        if field.edits.is_none() && !self.filter.has_room() {
            ui.label(RichText::new(say("refine-full")).color(palette(ui).dim));
            return None;
        }
        let name = if field.edits.is_some() { say("refine-edit") } else { say("refine-another") };
        let before = field.pattern.text.clone();
        let edit = TextEdit::singleline(&mut field.pattern.text).id(field_id()).font(mono());
        let edit = edit.hint_text(say("refine-another-hint"));
        let width = if field.edits == Some(Edited::Times) { 340.0 } else { 180.0 };
        let response = ui.add_sized(vec2(width, 24.0), edit);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
        if field.pattern.text != before {
            field.trouble = None;
        }
        if response.gained_focus() {
            super::toolbar::select_all(ui.ctx(), field_id(), field.pattern.text.chars().count());
        }
        let sight = ui.clip_rect().x_range().expand(1.0);
        let is_in_sight = sight.contains(response.rect.left()) && sight.contains(response.rect.right());
        if response.has_focus() && !is_in_sight {
            // What was added before it has pushed it out of sight.
            response.scroll_to_me(None);
        }
        let is_times = field.edits == Some(Edited::Times);
        if !is_times && toggles(ui, &mut field.pattern, say("toggle-of-other")) {
            response.request_focus();
        }
        let is_entered = response.lost_focus()
            && ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::Enter));
        if is_entered {
            // For the next one.
            response.request_focus();
        }
        if let Some(edited) = field.edits {
            return self.edited(ui, field, edited, is_entered);
        }
        let mut joined = is_entered.then_some(Joined::And);
        for (how, text, hint) in [
            (Joined::And, "refine-and", "refine-and-hint"),
            (Joined::AndNot, "refine-and-not", "refine-and-not-hint"),
            (Joined::Or, "refine-or", "refine-or-hint"),
            (Joined::Within, "refine-within", "refine-within-hint"),
        ] {
            let can = !field.pattern.text.is_empty() && self.filter.can_add(how, search);
            let hint = say(hint);
            let hint = if how == Joined::And { &tips::with_key(hint, say("key-enter")) } else { hint };
            if ui.add_enabled(can, Button::new(say(text))).on_hover_text(hint).clicked() {
                joined = Some(how);
                response.request_focus();
            }
        }
        let joined = joined.filter(|_| !field.pattern.text.is_empty())?;
        Some(self.filter.clone().with(field.pattern.clone(), joined, search))
    }

    /// What becomes of the chip that is edited: an empty pattern takes it off.
    fn edited(&self, ui: &mut Ui, field: &mut Field, edited: Edited, is_entered: bool) -> Option<ListFilter> {
        let (_, is_negated) = edited.chip(self.filter)?;
        let color = if is_negated { palette(ui).accent } else { palette(ui).dim };
        let not = Button::new(RichText::new(say("refine-not")).color(color)).selected(is_negated);
        let not = ui.add(not).on_hover_text(say("refine-negate-hint"));
        not.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_negated, say("refine-negate"))
        });
        if not.clicked() {
            return self.with(|filter| match edited {
                Edited::Times => filter.times.iter_mut().for_each(|times| times.is_negated = !is_negated),
                Edited::Pattern(i, j) => filter.stages[i].chips[j].is_negated = !is_negated,
            });
        }
        let is_applied = ui.button(say("refine-apply")).clicked() || is_entered;
        if !is_applied {
            return None;
        }
        let pattern = field.pattern.clone();
        if pattern.text.is_empty() {
            return match edited {
                Edited::Times => self.with(|filter| filter.times = None),
                Edited::Pattern(i, j) => Some(self.filter.clone().without(i, j)),
            };
        }
        match edited {
            Edited::Pattern(i, j) => self.with(|filter| filter.stages[i].chips[j].pattern = Some(pattern)),
            Edited::Times => match TimeRange::parse(&pattern.text) {
                Ok(range) => self.with(|filter| filter.times = Some(TimeChip { range, is_negated })),
                Err(why) => {
                    field.trouble = Some(why);
                    None
                }
            },
        }
    }
}

/// A chip with its cross: whether it was pressed, and whether the cross was.
fn chip_of(ui: &mut Ui, pattern: &Pattern, is_negated: bool, is_edited: bool, hint: &str) -> (bool, bool) {
    let colours = palette(ui);
    let color = if is_negated { colours.accent } else { colours.text };
    let text = RichText::new(named(pattern, is_negated)).font(mono()).color(color);
    let chip = ui.add(Button::new(text).selected(is_edited)).on_hover_text(hint);
    let name = say_with("refine-remove", [("name", named(pattern, false).into())]);
    let cross = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
    cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let cross = cross.on_hover_text(&name);
    (chip.clicked(), cross.clicked())
}
