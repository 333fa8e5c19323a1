//! The map of the file, and the colours of the strip.

use super::{Action, Context, Menu, Target, action, has_file};
use crate::app::App;
use crate::app::settings::StripColours;
use crate::view::filemap::{Curve, Lens};
use crate::view::{FileMapMsg, PaneMsg};

const MENU: Menu = Menu::View;

fn in_map(app: &App, at: Target) -> bool {
    app.pane_of(at).is_some_and(|pane| pane.file_map().is_some())
}

fn has_lens(app: &App, at: Target, lens: Lens) -> bool {
    app.pane_of(at).is_some_and(|pane| pane.file_map().is_some_and(|map| map.lens() == lens))
}

fn has_curve(app: &App, at: Target, curve: Curve) -> bool {
    app.pane_of(at).is_some_and(|pane| pane.file_map().is_some_and(|map| map.curve() == curve))
}

fn to_map(app: &mut App, at: Target, msg: FileMapMsg) {
    app.perform_on_pane(at, PaneMsg::FileMap(msg));
}

pub(super) static ACTIONS: &[Action] = &[
    action("filemap.go", MENU, |app, at| {
        if let Some(to) = at.at.or_else(|| app.pane_of(at).map(|pane| pane.cursor())) {
            app.perform_on_pane(at, PaneMsg::ShowPlace(to));
        }
    })
    .beside("menu-filemap")
    .on(&[Context::FileMap])
    .needs(in_map),
    action("filemap.class", MENU, |app, at| to_map(app, at, FileMapMsg::SetLens(Lens::Class)))
        .beside("menu-filemap")
        .on(&[Context::FileMap])
        .needs(in_map)
        .checked(|app, at| has_lens(app, at, Lens::Class)),
    action("filemap.entropy", MENU, |app, at| to_map(app, at, FileMapMsg::SetLens(Lens::Entropy)))
        .beside("menu-filemap")
        .on(&[Context::FileMap])
        .needs(in_map)
        .checked(|app, at| has_lens(app, at, Lens::Entropy)),
    action("filemap.lines", MENU, |app, at| to_map(app, at, FileMapMsg::SetLens(Lens::Lines)))
        .beside("menu-filemap")
        .on(&[Context::FileMap])
        .needs(in_map)
        .checked(|app, at| has_lens(app, at, Lens::Lines)),
    action("filemap.rows", MENU, |app, at| to_map(app, at, FileMapMsg::SetCurve(Curve::Rows)))
        .beside("menu-filemap")
        .on(&[Context::FileMap])
        .needs(in_map)
        .checked(|app, at| has_curve(app, at, Curve::Rows)),
    action("filemap.hilbert", MENU, |app, at| to_map(app, at, FileMapMsg::SetCurve(Curve::Hilbert)))
        .beside("menu-filemap")
        .on(&[Context::FileMap])
        .needs(in_map)
        .checked(|app, at| has_curve(app, at, Curve::Hilbert)),
    action("filemap.whole", MENU, |app, at| to_map(app, at, FileMapMsg::ShowAll))
        .beside("menu-filemap")
        .because("why-whole-map")
        .on(&[Context::FileMap])
        .needs(|app, at| {
            app.pane_of(at).is_some_and(|pane| pane.file_map().is_some_and(|map| map.is_zoomed()))
        }),
    action("filemap.save", MENU, |app, at| app.save_file_map_dialog(at))
        .beside("menu-filemap")
        .because("why-no-map-yet")
        .on(&[Context::FileMap])
        .needs(|app, at| app.has_whole_map(at)),
    action("strip.lines", MENU, |app, _| app.settings.strip = StripColours::Lines)
        .within("palette-strip")
        .needs(has_file)
        .checked(|app, _| app.settings().strip == StripColours::Lines),
    action("strip.class", MENU, |app, _| app.settings.strip = StripColours::Class)
        .within("palette-strip")
        .needs(has_file)
        .checked(|app, _| app.settings().strip == StripColours::Class),
    action("strip.entropy", MENU, |app, _| app.settings.strip = StripColours::Entropy)
        .within("palette-strip")
        .needs(has_file)
        .checked(|app, _| app.settings().strip == StripColours::Entropy),
];
