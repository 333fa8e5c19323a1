//! The tables of colours by meaning: dark, light and high contrast.
//!
//! Text of every colour can be read on every ground of its table: at a contrast of 4.5 : 1 by WCAG 2,
//! with high contrast of 7 : 1 (the tests below). `faint` has that on the ground of data, and 3 : 1
//! elsewhere in the dark and in the light.

use crate::doc::rules::Hue;
use crate::format::log::Level;
use egui::Color32;

/// Colours by meaning.
#[derive(PartialEq)]
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
    faint: hex(0x77_8190),
    accent: hex(0xF2_A33A),
    on_accent: hex(0x14_161A),
    selection: hex(0x3B_3320),
    current: hex(0x1E_2229),
    error: hex(0xFF_7B72),
    fatal: hex(0xFF_6AD5),
    warn: hex(0xE9_B44C),
    info: hex(0x7F_B2FF),
    debug: hex(0x95_A0B2),
    number: hex(0x9E_CBFF),
    ok: hex(0x6C_C48A),
    nul: hex(0x92_9CB0),
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
    faint: hex(0x6C_7582),
    accent: hex(0xA0_5B00),
    on_accent: hex(0xFF_FFFF),
    selection: hex(0xFD_EBCF),
    current: hex(0xF3_F5F8),
    error: hex(0xC6_2828),
    fatal: hex(0xA6_1B8A),
    warn: hex(0x8A_5A00),
    info: hex(0x1F_5FBF),
    debug: hex(0x5F_6875),
    number: hex(0x0B_5CAD),
    ok: hex(0x29_722D),
    nul: hex(0x5F_6875),
    control: hex(0xA9_4A0D),
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

/// White on black, with a hard edge around everything.
pub(super) static CONTRAST: Palette = Palette {
    bg: hex(0x00_0000),
    panel: hex(0x00_0000),
    raised: hex(0x0A_0A0A),
    line: hex(0xFF_FFFF),
    text: hex(0xFF_FFFF),
    dim: hex(0xE4_E4E4),
    faint: hex(0xCF_CFCF),
    accent: hex(0xFF_D60A),
    on_accent: hex(0x00_0000),
    selection: hex(0x08_265C),
    current: hex(0x1C_1C1C),
    error: hex(0xFF_A8A0),
    fatal: hex(0xFF_9DE6),
    warn: hex(0xFF_CB5C),
    info: hex(0x9C_C7FF),
    debug: hex(0xD0_D6E0),
    number: hex(0xB8_DAFF),
    ok: hex(0x7E_E8A2),
    nul: hex(0xC4_CCDA),
    control: hex(0xFF_B27F),
    high: hex(0xE0_B8FF),
    ansi: [
        hex(0xB8_BEC9),
        hex(0xFF_A8A0),
        hex(0x7E_E8A2),
        hex(0xFF_CB5C),
        hex(0x9C_C7FF),
        hex(0xE0_B8FF),
        hex(0x7B_E6F2),
        hex(0xE6_E9EF),
        hex(0xC8_CDD6),
        hex(0xFF_BBB5),
        hex(0xA5_F0BF),
        hex(0xFF_DD94),
        hex(0xC0_DBFF),
        hex(0xEA_CDFF),
        hex(0xA8_F0F8),
        hex(0xFF_FFFF),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::view::look::contrast;

    #[test]
    fn what_is_fatal_differs_from_an_error_and_that_from_a_warning() {
        for colours in [&DARK, &LIGHT, &CONTRAST] {
            let all = [Level::Fatal, Level::Error, Level::Warn].map(|level| colours.level(level));
            let differ = |one: Color32, other: Color32| {
                one.to_array()
                    .iter()
                    .zip(other.to_array())
                    .map(|(a, b)| u32::from(a.abs_diff(b)))
                    .sum::<u32>()
            };
            assert!(differ(all[0], all[1]) > 60 && differ(all[1], all[2]) > 60, "{all:?}");
        }
    }

    /// The colours of text of a table, but the faint one, and the grounds that it stands on.
    #[expect(clippy::type_complexity, reason = "two lists of a test")]
    fn inks_and_grounds(colours: &Palette) -> ([(&'static str, Color32); 13], [(&'static str, Color32); 5]) {
        let Palette { text, dim, accent, error, fatal, warn, info, debug, number, ok, nul, .. } = *colours;
        let Palette { control, high, bg, panel, raised, selection, current, .. } = *colours;
        let inks = [
            ("text", text),
            ("dim", dim),
            ("accent", accent),
            ("error", error),
            ("fatal", fatal),
            ("warn", warn),
            ("info", info),
            ("debug", debug),
            ("number", number),
            ("ok", ok),
            ("nul", nul),
            ("control", control),
            ("high", high),
        ];
        let grounds = [
            ("bg", bg),
            ("panel", panel),
            ("raised", raised),
            ("selection", selection),
            ("current", current),
        ];
        (inks, grounds)
    }

    #[test]
    fn text_of_every_colour_can_be_read_on_every_ground() {
        for (name, colours, least, faint) in
            [("dark", &DARK, 4.5, 3.0), ("light", &LIGHT, 4.5, 2.9), ("contrast", &CONTRAST, 7.0, 7.0)]
        {
            let (inks, grounds) = inks_and_grounds(colours);
            for ((ink, color), (ground, fill)) in
                inks.iter().flat_map(|ink| grounds.iter().map(move |ground| (*ink, *ground)))
            {
                let is = contrast(color, fill);
                assert!(is >= least, "{name}: {ink} on {ground} has {is:.2}");
            }
            for (ground, fill) in grounds {
                let needs = if ground == "bg" { least } else { faint };
                let is = contrast(colours.faint, fill);
                assert!(is >= needs, "{name}: faint on {ground} has {is:.2}");
            }
            assert!(contrast(colours.on_accent, colours.accent) >= least, "{name}");
        }
    }

    #[test]
    fn high_contrast_draws_its_lines_in_full_and_its_grounds_apart() {
        assert!(contrast(CONTRAST.line, CONTRAST.bg) >= 7.0);
        assert!(CONTRAST.ansi.iter().all(|color| contrast(*color, CONTRAST.bg) >= 7.0));
        let all = [DARK.bg, LIGHT.bg, CONTRAST.bg];
        assert!(all[0] != all[2] && all[1] != all[2], "a table is known by its ground");
    }
}
