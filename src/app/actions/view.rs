//! How documents are shown, and how the window looks.

use super::{Action, Context, Keys, Menu, action, has_file};
use crate::app::Effect;
use crate::app::docks::PanelId;
use crate::app::msg::{AppMsg, DocMsg, Overlay};
use crate::app::settings::ThemeChoice;

const MENU: Menu = Menu::View;

/// The menus beside the menu of views.
const PANELS: &str = "menu-panels";
const MEASURING: &str = "menu-measuring";
const ZOOM: &str = "menu-zoom";

pub(super) static ACTIONS: &[Action] = &[
    action("text.wrap", MENU, |app, _| app.set_text(|text| text.wrap = !text.wrap))
        .group()
        .keys(&[Keys::alt("Z")])
        .checked(|app, _| app.settings().wrap),
    action("text.line-ends", MENU, |app, _| {
        app.set_text(|text| text.line_ends = !text.line_ends);
    })
    .checked(|app, _| app.settings().line_ends),
    action("text.ansi", MENU, |app, _| app.set_text(|text| text.ansi = !text.ansi))
        .checked(|app, _| app.settings().ansi),
    action("text.tab-2", MENU, |app, _| app.set_text(|text| text.tab = 2))
        .within("palette-tab")
        .checked(|app, _| app.settings().tab == 2),
    action("text.tab-4", MENU, |app, _| app.set_text(|text| text.tab = 4))
        .within("palette-tab")
        .checked(|app, _| app.settings().tab == 4),
    action("text.tab-8", MENU, |app, _| app.set_text(|text| text.tab = 8))
        .within("palette-tab")
        .checked(|app, _| app.settings().tab == 8),
    action("rules.this", MENU, |app, at| app.highlight_this(at))
        .because("why-no-word")
        .on(&[Context::Row, Context::Selection])
        .needs(|app, at| app.has_this(at)),
    action("file.encoding", MENU, |app, _| app.toggle(Overlay::Encodings)).needs(has_file),
    action("text.rules", MENU, |app, _| app.toggle_panel(PanelId::Rules))
        .group()
        .beside(PANELS)
        .keys(&[Keys::ctrl_shift("H")])
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Rules)),
    action("timeline.toggle", MENU, |app, at| app.toggle_time_line(at))
        .beside(PANELS)
        .keys(&[Keys::key("F8")])
        .checked(|app, _| app.docks().is_open(PanelId::TimeLine)),
    action("summary.toggle", MENU, |app, _| app.toggle_panel(PanelId::Summary))
        .beside(PANELS)
        .keys(&[Keys::key("F9")])
        .checked(|app, _| app.docks().is_open(PanelId::Summary)),
    action("inspector.toggle", MENU, |app, _| app.toggle_panel(PanelId::Inspector))
        .beside(PANELS)
        .keys(&[Keys::ctrl("I")])
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Inspector)),
    action("inspector.big-endian", MENU, |app, _| app.settings.big_endian = !app.settings.big_endian)
        .beside(PANELS)
        .checked(|app, _| app.settings().big_endian),
    action("jobs.list", MENU, |app, _| app.toggle_panel(PanelId::Jobs))
        .beside(PANELS)
        .keys(&[Keys::ctrl_shift("J")])
        .checked(|app, _| app.docks().is_open(PanelId::Jobs)),
    action("map.measure", MENU, |app, at| app.measure(at)).beside(MEASURING).needs(has_file),
    action("map.stop", MENU, |app, at| app.perform_on_doc(at, DocMsg::StopMeasuring))
        .beside(MEASURING)
        .needs(|app, at| {
            let measured = app.doc_of(at).and_then(|doc| doc.measured());
            measured.is_some_and(crate::doc::measure::Measurement::is_running)
        }),
];

/// How the window looks.
pub(super) static APPEARANCE: &[Action] = &[
    action("theme.system", MENU, |app, _| {
        app.perform(AppMsg::SetTheme(ThemeChoice::System).into());
    })
    .within("menu-theme")
    .group()
    .checked(|app, _| app.settings().theme == ThemeChoice::System),
    action("theme.dark", MENU, |app, _| app.perform(AppMsg::SetTheme(ThemeChoice::Dark).into()))
        .within("menu-theme")
        .checked(|app, _| app.settings().theme == ThemeChoice::Dark),
    action("theme.light", MENU, |app, _| app.perform(AppMsg::SetTheme(ThemeChoice::Light).into()))
        .within("menu-theme")
        .checked(|app, _| app.settings().theme == ThemeChoice::Light),
    action("theme.contrast", MENU, |app, _| {
        app.perform(AppMsg::SetTheme(ThemeChoice::Contrast).into());
    })
    .within("menu-theme")
    .checked(|app, _| app.settings().theme == ThemeChoice::Contrast),
    action("language.system", MENU, |app, _| app.settings.language = None)
        .within("menu-language")
        .checked(|app, _| app.settings().language.is_none()),
    action("fonts.choose", MENU, |app, _| app.toggle(Overlay::Fonts)),
    action("zoom.in", MENU, |app, _| app.effects.push(Effect::Zoom(1)))
        .beside(ZOOM)
        .keys(&[Keys::ctrl("Plus")]),
    action("zoom.out", MENU, |app, _| app.effects.push(Effect::Zoom(-1)))
        .beside(ZOOM)
        .keys(&[Keys::ctrl("Minus")]),
    action("zoom.reset", MENU, |app, _| app.effects.push(Effect::Zoom(0)))
        .beside(ZOOM)
        .keys(&[Keys::ctrl("0")]),
];
