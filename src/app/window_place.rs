//! Where the window is, kept for the next run.

use super::App;

/// The smallest size that a window comes back with, in points.
const SMALLEST: f32 = 64.0;

/// Where a window was and how large, in points of the display (not scaled by the window's own zoom).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct WindowPlace {
    /// Its upper left corner; `None` where the system does not tell it.
    #[serde(default)]
    pub corner: Option<[f32; 2]>,
    /// Width and height of its contents.
    pub size: [f32; 2],
    /// Whether it fills the display but for the desktop's bars. Corner and size are then those before.
    #[serde(default)]
    pub is_maximized: bool,
    /// Whether it fills the whole display; as above.
    #[serde(default)]
    pub is_full_screen: bool,
}

impl WindowPlace {
    /// The place as a window can take it: finite and not tiny; `None` if its size is no size.
    #[must_use]
    pub fn sane(self) -> Option<Self> {
        let size = self.size.map(|side| side.max(SMALLEST));
        let corner = self.corner.filter(|corner| corner.iter().all(|way| way.is_finite()));
        self.size.iter().all(|side| side.is_finite()).then_some(Self { corner, size, ..self })
    }

    /// The place of a window that is `here` now and was at `before`: one that fills the display keeps the
    /// corner and the size to which it goes back.
    #[must_use]
    pub fn after(here: Self, before: Option<Self>) -> Self {
        match before {
            Some(before) if here.is_maximized || here.is_full_screen => {
                Self { corner: before.corner, size: before.size, ..here }
            }
            _ => here,
        }
    }
}

impl App {
    /// Notes where the window is.
    pub fn keep_window_place(&mut self, here: WindowPlace) {
        let place = WindowPlace::after(here, self.settings.window);
        if self.settings.window != Some(place) {
            self.settings.window = Some(place);
            self.touch_session();
        }
    }

    /// Notes how much larger than the display's own everything is drawn.
    pub fn keep_zoom(&mut self, factor: f32) {
        self.settings.zoom = factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: WindowPlace = WindowPlace {
        corner: Some([10.0, 20.0]),
        size: [800.0, 600.0],
        is_maximized: false,
        is_full_screen: false,
    };

    #[test]
    fn a_window_that_fills_the_display_goes_back_to_where_it_was() {
        let full = WindowPlace { corner: Some([0.0, 0.0]), size: [1920.0, 1080.0], ..PLACE };
        for (is_maximized, is_full_screen) in [(true, false), (false, true), (true, true)] {
            let here = WindowPlace { is_maximized, is_full_screen, ..full };
            let kept = WindowPlace::after(here, Some(PLACE));
            assert_eq!(kept, WindowPlace { is_maximized, is_full_screen, ..PLACE });
            assert_eq!(WindowPlace::after(here, None), here, "it was never smaller");
        }
        assert_eq!(WindowPlace::after(full, Some(PLACE)), full, "it was made that large by hand");
    }

    #[test]
    fn places_that_no_window_can_take_are_not_taken() {
        for side in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(WindowPlace { size: [side, 600.0], ..PLACE }.sane(), None);
            assert_eq!(WindowPlace { size: [600.0, side], ..PLACE }.sane(), None);
            let lost = WindowPlace { corner: Some([side, 0.0]), ..PLACE };
            assert_eq!(lost.sane(), Some(WindowPlace { corner: None, ..PLACE }));
        }
        let tiny = WindowPlace { size: [-5.0, 0.0], ..PLACE }.sane();
        assert_eq!(tiny, Some(WindowPlace { size: [SMALLEST, SMALLEST], ..PLACE }));
        assert_eq!(PLACE.sane(), Some(PLACE));
    }
}
