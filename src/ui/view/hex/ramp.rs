//! Colours of values from 00 to FF: a scale in equal steps for the eye, readable on the view's ground.
//!
//! Lightness, hue and colourfulness change evenly in Björn Ottosson's Oklab (2020): from blue over green to
//! yellow on dark, to a dark red on light, so that neither ground nor eyes that lack a colour hide the order.

use crate::base::units::narrow;
use egui::{Color32, Rgba};
use std::sync::OnceLock;

/// The colour of a value.
pub(super) fn colour(byte: u8, is_dark: bool) -> Color32 {
    static TABLES: OnceLock<[Vec<Color32>; 2]> = OnceLock::new();
    let [light, dark] = TABLES.get_or_init(|| {
        let table = |from: [f32; 3], to: [f32; 3]| {
            let at = |byte: u8| f32::from(byte) / 255.0;
            (0..=u8::MAX).map(|byte| oklch(mix(from, to, at(byte)))).collect()
        };
        [table([0.55, 0.12, 255.0], [0.34, 0.12, 20.0]), table([0.66, 0.12, 275.0], [0.93, 0.14, 100.0])]
    });
    (if is_dark { dark } else { light })[usize::from(byte)]
}

/// A point between two colours by lightness, chroma and hue; the hue goes down.
fn mix(from: [f32; 3], to: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share)
}

/// A colour by its lightness (0 to 1), chroma and hue (in degrees), as near as the screen has it.
fn oklch([lightness, chroma, hue]: [f32; 3]) -> Color32 {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let cube = |x: f32| x * x * x;
    let (l, m, s) = (
        cube(lightness + 0.396_337_78 * a + 0.215_803_76 * b),
        cube(lightness - 0.105_561_346 * a - 0.063_854_17 * b),
        cube(lightness - 0.089_484_18 * a - 1.291_485_5 * b),
    );
    let linear = [
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s,
        -0.004_196_086 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    ];
    let [r, g, b] = linear.map(|x| narrow(f64::from(x).clamp(0.0, 1.0)));
    Rgba::from_rgb(r, g, b).into()
}

#[cfg(test)]
mod tests {
    use super::super::super::look::contrast;
    use super::*;
    use crate::ui::theme::{DARK, LIGHT};

    #[test]
    fn every_value_can_be_read_and_lightness_tells_their_order() {
        for (is_dark, ground) in [(true, DARK.bg), (false, LIGHT.bg)] {
            let contrasts: Vec<f32> = (0..=255).map(|byte| contrast(colour(byte, is_dark), ground)).collect();
            assert!(contrasts.iter().all(|contrast| *contrast >= 4.5), "{is_dark}: {contrasts:?}");
            // Rounding to what the screen has may take a step back.
            assert!(contrasts.windows(33).all(|some| some[0] < some[32]), "{is_dark}: {contrasts:?}");
        }
    }
}
