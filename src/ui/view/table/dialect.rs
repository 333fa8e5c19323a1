//! How a table is written, to be said by hand: the table below shows at once what comes of it.

use crate::app::{DocMsg, Msg, PaneRef};
use crate::doc::table::Table;
use crate::format::delimited::{DialectChoice, FormName, RecordForm, parse_delimiter};
use crate::messages::say;
use crate::ui::search_bar::sentence;
use crate::ui::theme::{mono, palette};
use crate::ui::view::options;
use crate::view::table::TableView;
use crate::view::{PaneMsg, TableMsg};
use egui::{Button, Id, Key, Rect, RichText, TextEdit, Ui, vec2};

/// Delimiters that are one press away.
const DELIMITERS: [(&[u8], &str); 5] = [
    (b",", "dialect-comma"),
    (b";", "dialect-semicolon"),
    (b"\t", "dialect-tab"),
    (b"|", "dialect-pipe"),
    (b" ", "dialect-space"),
];

/// How cells are told.
const FORMS: [(FormName, &str); 4] = [
    (FormName::Delimited, "dialect-form-delimited"),
    (FormName::JsonLines, "dialect-form-json"),
    (FormName::Logfmt, "dialect-form-logfmt"),
    (FormName::FixedWidth, "dialect-form-fixed"),
];

/// What a form is called.
pub(in crate::ui) fn form_name(form: FormName) -> &'static str {
    FORMS.iter().find(|(known, _)| *known == form).map_or("", |(_, key)| say(key))
}

/// The most of the view's height that the bar takes; what has no room there is scrolled to.
const MOST_SHARE: f32 = 0.6;

/// Tables of a file that can be chosen.
const MOST_TABLES: usize = 12;

/// Shows the bar, if it is to be; what is left of the view.
pub(super) fn show(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (table, view): (&Table, &TableView),
    whole: Rect,
    out: &mut Vec<Msg>,
) -> Rect {
    if !view.shows_dialect() {
        return whole;
    }
    let Some(file) = pane.file() else { return whole };
    let colours = palette(ui);
    let (dialect, choice) = (&table.layout().dialect, file.dialect_choice());
    let mut choose = |change: &dyn Fn(&mut DialectChoice)| {
        let mut choice = choice.clone();
        change(&mut choice);
        out.push(pane.to_doc(DocMsg::SetDialect(choice)));
    };
    let mut closes = false;
    let rest = options::bar(ui, whole, 4.0, whole.height() * MOST_SHARE, |ui| {
        let group = |ui: &mut Ui, name: &'static str| {
            ui.add_space(6.0);
            ui.label(RichText::new(say(name)).color(palette(ui).dim));
        };
        group(ui, "dialect-form");
        for (form, name) in FORMS {
            if options::option(ui, say(name), dialect.form.name() == form, "dialect-form") {
                choose(&|choice| choice.form = Some(form));
            }
        }
        if dialect.form == RecordForm::Delimited {
            group(ui, "dialect-delimiter");
            for (delimiter, name) in DELIMITERS {
                if options::option(ui, say(name), *dialect.delimiter == *delimiter, "dialect-delimiter") {
                    choose(&|choice| choice.delimiter = Some(delimiter.into()));
                }
            }
            if let Some(other) = other_delimiter(ui, pane) {
                choose(&|choice| choice.delimiter = Some(other.clone()));
            }
            group(ui, "dialect-quote");
            for (quote, name) in [(Some(b'"'), "\""), (Some(b'\''), "'"), (None, say("dialect-none"))] {
                if options::option(ui, name, dialect.quote == quote, "dialect-quote") {
                    choose(&|choice| choice.quote = Some(quote));
                }
            }
            group(ui, "dialect-escape");
            for (escape, name) in [(None, say("dialect-doubled")), (Some(b'\\'), "\\")] {
                if options::option(ui, name, dialect.escape == escape, "dialect-escape") {
                    choose(&|choice| choice.escape = Some(escape));
                }
            }
        }
        if !dialect.form.has_names() {
            group(ui, "dialect-header");
            for (has_header, name) in [(true, "dialect-yes"), (false, "dialect-no")] {
                if options::option(ui, say(name), (dialect.n_header > 0) == has_header, "dialect-header") {
                    choose(&|choice| choice.has_header = Some(has_header));
                }
            }
        }
        let n_tables = table.found().detection.other_tables.len() + 1;
        if n_tables > 1 {
            group(ui, "dialect-table");
            for nr in 0..n_tables.min(MOST_TABLES) {
                if options::option(ui, &(nr + 1).to_string(), choice.table == nr, "dialect-table") {
                    choose(&|choice| choice.table = nr);
                }
            }
        }
        ui.add_space(6.0);
        let detected = Button::new(say("dialect-detected"));
        if ui.add_enabled(!choice.is_empty(), detected).on_hover_text(say("dialect-detected-hint")).clicked()
        {
            choose(&|choice| *choice = DialectChoice::default());
        }
        let close = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
        close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, say("dialect-close")));
        closes = close.clicked();
    });
    if closes {
        out.push(pane.to_pane(PaneMsg::Table(TableMsg::ShowDialect(false))));
    }
    rest
}

/// The field for a delimiter that is none of the usual ones.
fn other_delimiter(ui: &mut Ui, pane: &PaneRef<'_>) -> Option<Box<[u8]>> {
    let id = Id::unique("other delimiter").with(pane.pane.id());
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let hint = RichText::new(say("dialect-other")).color(palette(ui).faint);
    let edit = TextEdit::singleline(&mut text).id(id.with("field")).font(mono()).hint_text(hint);
    let response = ui.add_sized(vec2(64.0, 22.0), edit).on_hover_text(say("dialect-other-hint"));
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("dialect-other-name")));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let parsed = (!text.is_empty()).then(|| parse_delimiter(&text));
    ui.data_mut(|data| data.insert_temp(id, text));
    match parsed? {
        Ok(delimiter) => Some(delimiter).filter(|_| entered),
        Err(why) => {
            ui.label(RichText::new(sentence(&why)).color(palette(ui).error));
            None
        }
    }
}
