//! The panel of hashes: digests of the file or of the selection, and whether a known one is among them.

use super::theme::{SMALL, mono, palette};
use super::{cards, scrolled, tick};
use crate::app::hashing::{HASHING, HashState, Hashed};
use crate::app::{App, AppMsg, HashMsg, Msg, PaneRef};
use crate::base::Span;
use crate::base::human;
use crate::base::units::share;
use crate::hash::Algorithm;
use crate::hash::known::{KnownDigest, known_digests};
use crate::messages::{say, say_with};
use egui::{Align, Button, Color32, Label, Layout, RadioButton, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Width of an algorithm's box, in points.
const BOX: f32 = 104.0;

fn send(out: &mut Vec<Msg>, msg: HashMsg) {
    out.push(AppMsg::Hash(msg).into());
}

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        // The bar beside it leaves the digests alone.
        ui.set_max_width(ui.available_width() - 10.0);
        let part = part(ui, pane);
        algorithms(ui, app, out);
        ui.add_space(4.0);
        start(ui, app, pane, part, out);
        ui.add_space(6.0);
        let hashed = app.hashed(pane.doc.id());
        hashed.into_iter().for_each(|hashed| digests(ui, pane, hashed, out));
        ui.add_space(6.0);
        known(ui, app, pane, hashed, part, out);
    });
}

/// Whether the file is meant or its selection: the part, if it is that.
fn part(ui: &mut Ui, pane: &PaneRef<'_>) -> Option<Span> {
    let selection = Some(pane.selection()).filter(|span| !span.is_empty());
    let id = ui.scope_id().with(("hash_selection", pane.doc.id().0));
    let mut wants_selection: bool = ui.data(|data| data.get_temp(id)).unwrap_or(true);
    ui.horizontal_wrapped(|ui| {
        let size = human::size(pane.doc.len());
        let file = say_with("hash-file", [("size", size.into())]);
        // What has no room beside goes below, as a whole.
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        let is_part = wants_selection && selection.is_some();
        if tick::show(ui, true, RadioButton::new(!is_part, file)).clicked() {
            wants_selection = false;
        }
        let selected = match selection {
            Some(span) => say_with("hash-selection", [("n", span.len().into())]),
            None => say("hash-no-selection").to_owned(),
        };
        if tick::show(ui, selection.is_some(), RadioButton::new(is_part, selected)).clicked() {
            wants_selection = true;
        }
    });
    ui.data_mut(|data| data.insert_temp(id, wants_selection));
    selection.filter(|_| wants_selection)
}

fn algorithms(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let ticked = app.settings().ticked_hashes();
    let n_columns = crate::base::units::whole(ui.available_width() / BOX).max(1);
    egui::Grid::new("algorithms").num_columns(n_columns).min_col_width(BOX - 8.0).show(ui, |ui| {
        for (nr, algorithm) in Algorithm::ALL.into_iter().enumerate() {
            let mut is_on = ticked.contains(&algorithm);
            let box_ = egui::Checkbox::new(&mut is_on, algorithm.title());
            if tick::show(ui, true, box_).changed() {
                send(out, HashMsg::Tick(algorithm, is_on));
            }
            if nr % n_columns == n_columns - 1 {
                ui.end_row();
            }
        }
    });
}

/// The button that starts a pass, or how far one is.
fn start(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, part: Option<Span>, out: &mut Vec<Msg>) {
    let task = app.tasks().iter().find(|task| task.title == HASHING);
    if let Some(task) = task.filter(|_| app.is_hashing()) {
        let done = share(task.done(), task.of);
        ui.horizontal(|ui| {
            if ui.button(say("hash-stop")).clicked() {
                send(out, HashMsg::Stop);
            }
            cards::progress(ui, say(HASHING.0), done);
            ui.label(RichText::new(human::percent(done)).color(palette(ui).dim));
        });
        return;
    }
    let can = !app.settings().ticked_hashes().is_empty() && !app.is_hashing();
    let text = if part.is_some() { say("hash-start-selection") } else { say("hash-start-file") };
    let button = ui.add_enabled(can, Button::new(text)).on_disabled_hover_text(say("hash-none-ticked"));
    if button.clicked() {
        send(out, HashMsg::Start(pane.doc.id(), part));
    }
}

/// What a pass has computed, each with a button that copies it.
fn digests(ui: &mut Ui, pane: &PaneRef<'_>, hashed: &Hashed, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    match &hashed.state {
        HashState::Running => return,
        HashState::Stopped => {
            ui.label(RichText::new(say("hash-stopped")).color(colours.warn));
            return;
        }
        HashState::Failed(why) => {
            ui.add(Label::new(RichText::new(format!("⚠  {why}")).color(colours.error)).wrap());
            return;
        }
        HashState::Done(_) => {}
    }
    let of = match hashed.part {
        None => say_with("hash-of-file", [("size", human::size(hashed.n_bytes()).into())]),
        Some(span) => {
            let (from, to) = (human::offset(span.start.0), human::offset(span.end.0.saturating_sub(1)));
            say_with("hash-of-part", [("n", span.len().into()), ("from", from.into()), ("to", to.into())])
        }
    };
    ui.add(Label::new(RichText::new(of).size(SMALL).color(colours.dim)).wrap());
    if hashed.is_stale(pane.doc) {
        ui.add(Label::new(RichText::new(format!("⚠  {}", say("hash-stale"))).color(colours.warn)).wrap());
    }
    for (algorithm, digest) in hashed.digests() {
        ui.push_id(algorithm.name(), |ui| one(ui, *algorithm, digest, out));
    }
}

/// A digest: its name with the button, and below it the digits in as many lines as they need.
fn one(ui: &mut Ui, algorithm: Algorithm, digest: &str, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(algorithm.title()).color(colours.dim));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = say_with("hash-copy-named", [("name", algorithm.title().into())]);
            if super::results_header::flat(ui, say("hash-copy"), &name, colours.accent).clicked() {
                send(out, HashMsg::Copy(algorithm, digest.to_owned()));
            }
        });
    });
    // Egui breaks lines between words alone, unless it may anywhere.
    let mut job = egui::text::LayoutJob::single_section(
        digest.to_owned(),
        egui::TextFormat::simple(mono(), colours.text),
    );
    job.wrap.break_anywhere = true;
    job.wrap.max_width = ui.available_width();
    ui.add(Label::new(job).selectable(true));
}

/// The field for a digest that is known, and what is to be said about it.
fn known(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    hashed: Option<&Hashed>,
    part: Option<Span>,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    let id = egui::Id::unique("known digest");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let label = ui.label(RichText::new(say("hash-known")).color(colours.dim));
    let hint = RichText::new(say("hash-known-hint")).color(colours.dim);
    let field = TextEdit::multiline(&mut text).font(mono()).desired_rows(2).hint_text(hint);
    let field =
        ui.add_sized(vec2(ui.available_width(), 44.0), field.id(id.with("field"))).labelled_by(label.id);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("hash-known")));
    let known = known_digests(&text);
    let is_blank = text.trim().is_empty();
    ui.data_mut(|data| data.insert_temp(id, text));
    if is_blank {
        return;
    }
    let told = verdict(&known, hashed.map_or(&[], Hashed::digests));
    let (sign, color) = match told {
        Verdict::Equals(_) => ("✓", colours.ok),
        Verdict::Differs(_) => ("✕", colours.error),
        Verdict::NotComputed(_) => ("…", colours.dim),
        Verdict::NoDigest => ("⚠", colours.warn),
    };
    let names = |all: &[Algorithm]| all.iter().map(|one| one.title()).collect::<Vec<_>>().join(", ");
    let says = match &told {
        Verdict::Equals(one) => say_with("hash-equals", [("name", one.title().into())]),
        Verdict::Differs(all) => say_with("hash-differs", [("names", names(all).into())]),
        Verdict::NotComputed(all) => say_with("hash-not-computed", [("names", names(all).into())]),
        Verdict::NoDigest => say("hash-no-digest").to_owned(),
    };
    verdict_line(ui, sign, &says, color);
    let missing = match told {
        Verdict::NotComputed(all) => all,
        Verdict::Differs(tried) => {
            let all = known.iter().flat_map(KnownDigest::candidates);
            let mut rest: Vec<Algorithm> = all.filter(|one| !tried.contains(one)).collect();
            rest.dedup();
            rest
        }
        Verdict::Equals(_) | Verdict::NoDigest => return,
    };
    if !missing.is_empty() && !app.is_hashing() {
        let text = say_with("hash-compute", [("names", names(&missing).into())]);
        if ui.add(Button::new(text).wrap()).clicked() {
            send(out, HashMsg::StartWith(pane.doc.id(), part, missing));
        }
    }
}

fn verdict_line(ui: &mut Ui, sign: &str, says: &str, color: Color32) {
    ui.add(Label::new(RichText::new(format!("{sign}  {says}")).color(color)).wrap());
}

/// How known digests stand to those that were computed.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// One equals that of this algorithm.
    Equals(Algorithm),
    /// None equals those of these algorithms, whose digests are as long.
    Differs(Vec<Algorithm>),
    /// They may be of these algorithms, whose digests were not computed.
    NotComputed(Vec<Algorithm>),
    /// The text holds no digest.
    NoDigest,
}

fn verdict(known: &[KnownDigest], digests: &[(Algorithm, String)]) -> Verdict {
    if known.is_empty() {
        return Verdict::NoDigest;
    }
    let (mut tried, mut missing) = (Vec::new(), Vec::new());
    for one in known {
        for candidate in one.candidates() {
            match digests.iter().find(|(algorithm, _)| *algorithm == candidate) {
                Some((_, digest)) if *digest == one.hex => return Verdict::Equals(candidate),
                Some(_) => tried.push(candidate),
                None => missing.push(candidate),
            }
        }
    }
    for all in [&mut tried, &mut missing] {
        all.sort_by_key(|one| Algorithm::ALL.iter().position(|other| other == one));
        all.dedup();
    }
    match (tried.is_empty(), missing.is_empty()) {
        (true, true) => Verdict::NoDigest,
        (true, false) => Verdict::NotComputed(missing),
        (false, _) => Verdict::Differs(tried),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_digest_equals_one_or_none_or_is_not_computed() {
        let digest = |one: Algorithm| {
            let mut hasher = one.hasher();
            hasher.update(b"abc");
            hasher.hex()
        };
        let (sha256, sha3, md5) = (Algorithm::Sha256, Algorithm::Sha3_256, Algorithm::Md5);
        let computed = [(sha256, digest(sha256)), (md5, digest(md5))];
        let told = |text: &str| verdict(&known_digests(text), &computed);
        assert_eq!(told(&digest(sha256).to_uppercase()), Verdict::Equals(sha256));
        assert_eq!(
            told(&format!("{}  other\n{}  abc", "0".repeat(64), digest(sha256))),
            Verdict::Equals(sha256)
        );
        assert_eq!(told(&digest(sha3)), Verdict::Differs(vec![sha256]));
        assert_eq!(told(&format!("SHA3-256 (x) = {}", digest(sha256))), Verdict::NotComputed(vec![sha3]));
        assert_eq!(told(&"0".repeat(40)), Verdict::NotComputed(vec![Algorithm::Sha1]));
        assert_eq!(told("SHA256 (x) = 00112233"), Verdict::NoDigest);
        assert_eq!(told("hello"), Verdict::NoDigest);
    }
}
