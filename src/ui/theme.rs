//! Colours by meaning, typefaces and measures: the one place for how things look.

use super::wishes::Wishes;
use crate::app::settings::ThemeChoice;
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Vec2, Visuals,
};
use std::sync::Arc;

/// Height of a row of text or bytes, in points.
pub const ROW: f32 = 19.0;
/// Size of the type of data and of the interface, in points.
pub const SIZE: f32 = 13.0;
/// Size of titles, in points.
pub const SMALL: f32 = 12.0;
/// Size of labels beside plots, in points.
pub const TINY: f32 = 11.0;
/// Heights of bars, in points.
pub const BAR: f32 = 28.0;
/// Height of the toolbar, in points.
pub const TOOLBAR: f32 = 40.0;
/// Height of the tabs, in points.
pub const TABS: f32 = 32.0;
/// Room between the gutter and the text, in points.
pub const GUTTER_GAP: f32 = 14.0;

pub use super::palettes::Palette;
pub(super) use super::palettes::{CONTRAST, DARK, LIGHT};

/// The colours in force.
#[must_use]
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    of_visuals(ui.visuals())
}

/// The table that visuals were made of.
fn of_visuals(visuals: &Visuals) -> &'static Palette {
    match visuals.dark_mode {
        false => &LIGHT,
        true if visuals.extreme_bg_color == CONTRAST.bg => &CONTRAST,
        true => &DARK,
    }
}

/// The type of data.
#[must_use]
pub fn mono() -> FontId {
    FontId::monospace(SIZE)
}

/// The type of titles.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// The family of titles.
pub(super) fn semibold_family() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Width of a line of text, in points.
pub(super) fn text_width(ui: &egui::Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// Typefaces beside the bundled ones.
#[derive(Default)]
pub(super) struct Faces {
    /// What a person chose.
    pub own: Vec<FontInsert>,
    /// What the window's language needs.
    pub language: Vec<FontInsert>,
}

/// Uses these typefaces.
pub(super) fn set_faces(ctx: &egui::Context, faces: &Faces) {
    let mut all = fonts();
    for face in faces.language.iter().chain(&faces.own) {
        all.font_data.insert(face.name.clone(), Arc::new(face.data.clone()));
        for InsertFontFamily { family, priority } in &face.families {
            let list = all.families.entry(family.clone()).or_default();
            match priority {
                FontPriority::Highest => list.insert(0, face.name.clone()),
                FontPriority::Lowest => list.push(face.name.clone()),
            }
        }
    }
    ctx.set_fonts(all);
}

/// Sets colours, type and measures; once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, palette) in [(egui::Theme::Dark, &DARK), (egui::Theme::Light, &LIGHT)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, palette);
            style.spacing.item_spacing = Vec2::new(8.0, 4.0);
            style.spacing.button_padding = Vec2::new(10.0, 4.0);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.interact_size.y = 24.0;
            style.spacing.scroll = egui::style::ScrollStyle::thin();
            // Nothing moves by itself, so there is nothing to reduce for who asks for less motion.
            style.animation_time = 0.0;
            style.scroll_animation = egui::style::ScrollAnimation::none();
            // The wheel scrolls tabs, too.
            style.always_scroll_the_only_direction = true;
            for (name, font) in &mut style.text_styles {
                font.size = match name {
                    egui::TextStyle::Small => TINY,
                    egui::TextStyle::Heading => 24.0,
                    _ => SIZE,
                };
            }
        });
    }
}

/// Applies the chosen colours: where the system is to say, what it wishes.
pub(super) fn choose(ctx: &egui::Context, choice: ThemeChoice, wishes: Wishes) {
    let wants_contrast =
        choice == ThemeChoice::Contrast || (choice == ThemeChoice::System && wishes.high_contrast);
    ctx.set_theme(match (choice, wishes.dark) {
        _ if wants_contrast => egui::ThemePreference::Dark,
        (ThemeChoice::Dark | ThemeChoice::Contrast, _) | (ThemeChoice::System, Some(true)) => {
            egui::ThemePreference::Dark
        }
        (ThemeChoice::Light, _) | (ThemeChoice::System, Some(false)) => egui::ThemePreference::Light,
        (ThemeChoice::System, None) => egui::ThemePreference::System,
    });
    let colours = if wants_contrast { &CONTRAST } else { &DARK };
    if !std::ptr::eq(of_visuals(&ctx.style_of(egui::Theme::Dark).visuals), colours) {
        ctx.style_mut_of(egui::Theme::Dark, |style| style.visuals = visuals(egui::Theme::Dark, colours));
    }
}

fn visuals(theme: egui::Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    // A cursor that blinks draws the whole window twice a second, for nothing.
    visuals.text_cursor.blink = false;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = palette.bg;
    visuals.faint_bg_color = palette.current;
    visuals.hyperlink_color = palette.accent;
    visuals.error_fg_color = palette.error;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.weak_text_color = Some(palette.dim);
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
        widget.bg_fill = palette.raised;
        widget.weak_bg_fill = palette.raised;
        widget.bg_stroke = Stroke::new(1.0, palette.line);
        widget.fg_stroke = Stroke::new(1.0, palette.text);
    }
    // Where colours are few, edges tell what is selected.
    let edge = if std::ptr::eq(palette, &raw const CONTRAST) { 2.0 } else { 1.0 };
    visuals.selection.stroke = Stroke::new(edge, palette.accent);
    widgets.hovered.weak_bg_fill = palette.current;
    widgets.hovered.bg_stroke = Stroke::new(1.0, palette.faint);
    widgets.active.weak_bg_fill = palette.selection;
    widgets.active.bg_stroke = Stroke::new(1.0, palette.accent);
    visuals
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, data: Option<FontData>, families: &[(FontFamily, usize)]| {
        let Some(data) = data else { return };
        fonts.font_data.insert(name.into(), Arc::new(data));
        for (family, at) in families {
            let list = fonts.families.entry(family.clone()).or_default();
            list.insert((*at).min(list.len()), name.into());
        }
    };
    let semibold = FontFamily::Name("semibold".into());
    add("Inter", bundled::inter(), &[(FontFamily::Proportional, 0)]);
    add("Inter SemiBold", bundled::inter_semibold(), &[(semibold.clone(), 0)]);
    add(
        "JetBrains Mono",
        bundled::mono(),
        &[(FontFamily::Monospace, 0), (FontFamily::Proportional, 1), (semibold.clone(), 1)],
    );
    let rest = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    fonts.families.entry(semibold).or_default().extend(rest);
    fonts
}

/// The typefaces inside the program.
#[cfg(feature = "bundled-fonts")]
mod bundled {
    use egui::FontData;

    pub(super) fn inter() -> Option<FontData> {
        Some(FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.otf")))
    }

    pub(super) fn inter_semibold() -> Option<FontData> {
        Some(FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.otf")))
    }

    pub(super) fn mono() -> Option<FontData> {
        Some(FontData::from_static(include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf")))
    }
}

/// The system's copies of the typefaces, where a packager ships them apart.
#[cfg(not(feature = "bundled-fonts"))]
mod bundled {
    use egui::FontData;

    fn first(paths: &[&str]) -> Option<FontData> {
        paths.iter().find_map(|path| std::fs::read(path).ok()).map(FontData::from_owned)
    }

    pub(super) fn inter() -> Option<FontData> {
        first(&[
            "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
            "/usr/share/fonts/inter/Inter-Regular.otf",
        ])
    }

    pub(super) fn inter_semibold() -> Option<FontData> {
        first(&[
            "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
            "/usr/share/fonts/inter/Inter-SemiBold.otf",
        ])
    }

    pub(super) fn mono() -> Option<FontData> {
        first(&[
            "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
            "/usr/share/fonts/jetbrains-mono/JetBrainsMono-Regular.ttf",
        ])
    }
}

/// A number between 0 and 5 that looks as if by chance, the same for the same row.
#[must_use]
pub fn wobble(nr: u64) -> f32 {
    crate::base::units::px(crate::base::units::to_usize((nr.wrapping_mul(0x9E37_79B9) >> 7) % 6))
}
