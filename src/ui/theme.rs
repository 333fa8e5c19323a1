//! Colours by meaning, typefaces and measures: the one place for how things look.

use crate::app::settings::ThemeChoice;
use crate::doc::rules::Hue;
use crate::format::log::Level;
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

/// Colours by meaning.
pub struct Palette {
    /// Behind data.
    pub bg: Color32,
    /// Behind bars.
    pub panel: Color32,
    /// Behind cards.
    pub raised: Color32,
    /// Hairlines.
    pub line: Color32,
    /// For reading.
    pub text: Color32,
    /// For labels.
    pub dim: Color32,
    /// For what may be missed: gutters and axes.
    pub faint: Color32,
    /// The primary button, and the focus.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Selected.
    pub selection: Color32,
    /// The row with the cursor.
    pub current: Color32,
    /// Something is wrong.
    pub error: Color32,
    /// Something has ended because of it.
    pub fatal: Color32,
    /// Something may be wrong.
    pub warn: Color32,
    /// Plots and information.
    pub info: Color32,
    /// Details for debugging.
    pub debug: Color32,
    /// Numbers in text.
    pub number: Color32,
    /// All is well.
    pub ok: Color32,
    /// The byte 00.
    pub nul: Color32,
    /// Control characters.
    pub control: Color32,
    /// Bytes from 80 on.
    pub high: Color32,
    /// The sixteen colours that ANSI sequences name: black, red, green, yellow, blue, magenta,
    /// cyan, white, and their bright variants.
    pub ansi: [Color32; 16],
}

const fn hex(rgb: u32) -> Color32 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

pub(super) static DARK: Palette = Palette {
    bg: hex(0x14_161A),
    panel: hex(0x1B_1E24),
    raised: hex(0x23_272F),
    line: hex(0x2C_313A),
    text: hex(0xDF_E3EA),
    dim: hex(0x98_A1B0),
    faint: hex(0x62_6B79),
    accent: hex(0xF2_A33A),
    on_accent: hex(0x14_161A),
    selection: hex(0x3B_3320),
    current: hex(0x1E_2229),
    error: hex(0xFF_7B72),
    fatal: hex(0xFF_6AD5),
    warn: hex(0xE9_B44C),
    info: hex(0x7F_B2FF),
    debug: hex(0x8B_94A3),
    number: hex(0x9E_CBFF),
    ok: hex(0x6C_C48A),
    nul: hex(0x78_839A),
    control: hex(0xFF_9E64),
    high: hex(0xC7_92EA),
    ansi: [
        hex(0x4A_5160),
        hex(0xFF_7B72),
        hex(0x6C_C48A),
        hex(0xE9_B44C),
        hex(0x7F_B2FF),
        hex(0xC7_92EA),
        hex(0x5F_C9D6),
        hex(0xC3_C9D4),
        hex(0x7B_8494),
        hex(0xFF_9D96),
        hex(0x8F_DCA8),
        hex(0xF6_CC7A),
        hex(0xA6_CAFF),
        hex(0xDC_B4F5),
        hex(0x8C_E0EA),
        hex(0xFF_FFFF),
    ],
};

pub(super) static LIGHT: Palette = Palette {
    bg: hex(0xFF_FFFF),
    panel: hex(0xF6_F7F9),
    raised: hex(0xFF_FFFF),
    line: hex(0xDD_E1E7),
    text: hex(0x1D_2129),
    dim: hex(0x5B_6573),
    faint: hex(0x98_A1AE),
    accent: hex(0xA0_5B00),
    on_accent: hex(0xFF_FFFF),
    selection: hex(0xFD_EBCF),
    current: hex(0xF3_F5F8),
    error: hex(0xC6_2828),
    fatal: hex(0xA6_1B8A),
    warn: hex(0x8A_5A00),
    info: hex(0x1F_5FBF),
    debug: hex(0x6B_7480),
    number: hex(0x0B_5CAD),
    ok: hex(0x2E_7D32),
    nul: hex(0x6B_7480),
    control: hex(0xB4_500F),
    high: hex(0x7B_3FB5),
    ansi: [
        hex(0x1D_2129),
        hex(0xC6_2828),
        hex(0x2E_7D32),
        hex(0x8A_5A00),
        hex(0x1F_5FBF),
        hex(0x7B_3FB5),
        hex(0x0B_7285),
        hex(0x5B_6573),
        hex(0x49_5160),
        hex(0xD8_4A4A),
        hex(0x3C_9442),
        hex(0xA8_7410),
        hex(0x3D_7BDB),
        hex(0x97_5CD0),
        hex(0x1A_8FA6),
        hex(0x8A_93A0),
    ],
};

impl Palette {
    /// Behind bytes that something else points at.
    #[must_use]
    pub fn lit(&self) -> Color32 {
        self.info.gamma_multiply(0.25)
    }

    /// A colour by its name.
    #[must_use]
    pub fn hue(&self, hue: Hue) -> Color32 {
        match hue {
            Hue::Red => self.error,
            Hue::Orange => self.control,
            Hue::Yellow => self.warn,
            Hue::Green => self.ok,
            Hue::Cyan => self.ansi[6],
            Hue::Blue => self.number,
            Hue::Purple => self.high,
            Hue::Grey => self.dim,
        }
    }

    /// The colour of a level.
    #[must_use]
    pub fn level(&self, level: Level) -> Color32 {
        match level {
            Level::Trace => self.faint,
            Level::Debug => self.debug,
            Level::Info => self.info,
            Level::Warn => self.warn,
            Level::Error => self.error,
            Level::Fatal => self.fatal,
        }
    }
}

/// The colours in force.
#[must_use]
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
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

/// Width of a line of text, in points.
pub(super) fn text_width(ui: &egui::Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
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
            style.animation_time = 0.0;
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

/// Applies the chosen colours.
pub fn choose(ctx: &egui::Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
        ThemeChoice::Light => egui::ThemePreference::Light,
    });
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
