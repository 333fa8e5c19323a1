//! How characters are drawn: by their kind, by the ANSI colours around them, and by what lies over them.

use super::highlight::Highlight;
use crate::format::ansi::{Colour, Pen};
use crate::format::glyphs::CellKind;
use crate::ui::theme::{Palette, mono};
use egui::text::TextFormat;
use egui::{Color32, Stroke};

/// How a character is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) struct Look {
    pub(in crate::ui) color: Color32,
    pub(in crate::ui) fill: Color32,
    pub(in crate::ui) is_underlined: bool,
    /// Another colour of the line below it than its own.
    pub(in crate::ui) underline: Option<Color32>,
    /// Whether its colours are the text's own, by ANSI sequences.
    pub(in crate::ui) is_own: bool,
}

impl Look {
    /// Puts a highlight over it; one that yields leaves a text's own colours.
    pub(in crate::ui) fn lay_over(&mut self, ink: &Highlight) {
        if let Some(underline) = ink.underline {
            (self.is_underlined, self.underline) = (true, Some(underline));
        }
        if !(ink.yields && self.is_own) {
            self.color = ink.color.unwrap_or(self.color);
            self.fill = ink.fill.unwrap_or(self.fill);
        }
    }

    pub(in crate::ui) fn of(kind: CellKind, pen: Pen, colours: &Palette) -> Self {
        let plain = match kind {
            CellKind::Plain => colours.text,
            CellKind::Control => colours.control,
            CellKind::Bad => colours.error,
        };
        if kind != CellKind::Plain || pen == Pen::default() {
            let fill = Color32::TRANSPARENT;
            return Self { color: plain, fill, is_underlined: false, underline: None, is_own: false };
        }
        let known = |colour: Colour| match colour {
            Colour::Basic(n) => colours.ansi[usize::from(n) % 16],
            Colour::Rgb(r, g, b) => Color32::from_rgb(r, g, b),
        };
        let bold = |colour: Colour| match colour {
            Colour::Basic(n @ 0..8) if pen.is_bold => Colour::Basic(n + 8),
            other => other,
        };
        let mut color = pen.color.map_or(plain, |colour| known(bold(colour)));
        let mut fill = pen.fill.map_or(Color32::TRANSPARENT, known);
        if pen.is_inverse {
            let ground = if fill == Color32::TRANSPARENT { colours.bg } else { fill };
            (color, fill) = (ground, color);
        }
        // Who chose only the ground did not choose what is hard to read on it.
        let least = if pen.color.is_none() && pen.fill.is_some() { GOOD_CONTRAST } else { LEAST_CONTRAST };
        color = readable(color, if fill == Color32::TRANSPARENT { colours.bg } else { fill }, least);
        let is_own = pen.color.is_some() || pen.fill.is_some() || pen.is_inverse;
        Self { color, fill, is_underlined: pen.is_underlined, underline: None, is_own }
    }

    pub(in crate::ui) fn format(self) -> TextFormat {
        let line = self.underline.map_or(Stroke::new(1.0, self.color), |color| Stroke::new(1.5, color));
        let underline = if self.is_underlined { line } else { Stroke::NONE };
        TextFormat { background: self.fill, underline, ..TextFormat::simple(mono(), self.color) }
    }
}

/// Contrast of text that is easy to read, by WCAG 2; and of text that can be read at all, as it has
/// to be where a program chose both colours.
const GOOD_CONTRAST: f32 = 4.5;
const LEAST_CONTRAST: f32 = 2.0;

/// The colour, or black or white if text of it has less contrast to this ground.
fn readable(color: Color32, ground: Color32, least: f32) -> Color32 {
    if contrast(color, ground) >= least {
        return color;
    }
    let is_darker = contrast(Color32::BLACK, ground) > contrast(Color32::WHITE, ground);
    if is_darker { Color32::BLACK } else { Color32::WHITE }
}

/// How much two colours differ in brightness, 1 to 21: WCAG 2's contrast ratio.
pub(in crate::ui) fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color: Color32| {
        let color = egui::Rgba::from(color);
        0.2126f32.mul_add(color.r(), 0.7152f32.mul_add(color.g(), 0.0722 * color.b()))
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{CONTRAST, DARK, LIGHT};

    #[test]
    fn text_is_readable_on_every_ground_that_a_program_chose() {
        for colours in [&DARK, &LIGHT, &CONTRAST] {
            let colour = |n| (n < 16).then_some(Colour::Basic(n));
            for (color, fill) in (0..17).flat_map(|a| (0..17).map(move |b| (a, b))) {
                for is_inverse in [false, true] {
                    let pen = Pen { color: colour(color), fill: colour(fill), is_inverse, ..Pen::default() };
                    let look = Look::of(CellKind::Plain, pen, colours);
                    let ground = if look.fill == Color32::TRANSPARENT { colours.bg } else { look.fill };
                    assert!(contrast(look.color, ground) >= LEAST_CONTRAST, "{pen:?}");
                    assert_eq!(look.is_own, pen != Pen::default());
                }
            }
        }
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }
}
