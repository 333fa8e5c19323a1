//! Where the window is: brought back from the last run, and noted as it moves.
//!
//! The toolkit can keep it, too, but in a file format, with all it remembers of its own, that made the
//! program larger by a megabyte.

use crate::app::settings::Settings;
use crate::app::window_place::WindowPlace;
use eframe::CreationContext;
use egui::{Context, ViewportBuilder, ViewportCommand, pos2, vec2};

/// How much larger than the display's own everything can be drawn.
pub(super) const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// How much of a window's upper edge has to be on a display, in its pixels, so that it can be moved.
const GRIP: i64 = 64;

/// What is known of the place of the window.
#[derive(Default)]
pub(super) struct Place {
    /// Frames drawn so far, while they matter.
    n_frames: u8,
    /// The factor of the last frame: what the system says of the window is in its points.
    zoom: f32,
    /// How it is to be shown once it is there.
    wanted: Option<WindowPlace>,
}

/// Where a window is to be made.
pub(super) fn at(viewport: ViewportBuilder, settings: &Settings) -> ViewportBuilder {
    let Some(place) = settings.window.and_then(WindowPlace::sane) else { return viewport };
    let viewport = viewport
        .with_inner_size(place.size)
        .with_maximized(place.is_maximized)
        .with_fullscreen(place.is_full_screen);
    match place.corner {
        Some([x, y]) => viewport.with_position(pos2(x, y)),
        None => viewport,
    }
}

impl Place {
    /// Of a window that has just been made, and is not shown yet. One that no display shows any more is
    /// brought to where one is.
    pub(super) fn made(cc: &CreationContext<'_>, settings: &Settings) -> Self {
        let wanted = settings.window.and_then(WindowPlace::sane);
        if let (Some(window), Some(_)) = (cc.winit_window(), wanted.and_then(|place| place.corner)) {
            let displays: Vec<[i64; 4]> = window
                .available_monitors()
                .map(|one| (one.position(), one.size()))
                .map(|(at, size)| [at.x.into(), at.y.into(), size.width.into(), size.height.into()])
                .collect();
            let width = window.outer_size().width;
            let corner = window.outer_position().map(|at| [i64::from(at.x), i64::from(at.y)]);
            if corner.is_ok_and(|corner| !is_in_reach(corner, width.into(), &displays)) {
                cc.egui_ctx.send_viewport_cmd(ViewportCommand::OuterPosition(pos2(0.0, 0.0)));
            }
        }
        Self { wanted, ..Self::default() }
    }

    /// Notes where the window is. Called at the end of each frame; returns the place if it is known.
    pub(super) fn note(&mut self, ctx: &Context) -> Option<WindowPlace> {
        let zoom = ctx.zoom_factor();
        let is_settled = self.zoom.to_bits() == zoom.to_bits();
        self.zoom = zoom;
        // What is asked of a window before it is shown is lost under X11.
        if self.n_frames < 3 {
            self.n_frames += 1;
            if let Some(wanted) = self.wanted.take_if(|_| self.n_frames == 2) {
                show(ctx, wanted);
            }
            return None;
        }
        is_settled.then(|| here(ctx, zoom)).flatten()
    }
}

fn show(ctx: &Context, wanted: WindowPlace) {
    let (is_maximized, is_full_screen) =
        ctx.input(|input| (input.viewport().maximized, input.viewport().fullscreen));
    if wanted.is_full_screen && is_full_screen != Some(true) {
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
    } else if wanted.is_maximized && is_maximized != Some(true) {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
}

fn here(ctx: &Context, zoom: f32) -> Option<WindowPlace> {
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.minimized == Some(true) {
            return None;
        }
        let size = viewport.inner_rect?.size() * zoom;
        let corner = viewport.outer_rect.map(|rect| rect.min.to_vec2() * zoom);
        Some(WindowPlace {
            corner: corner.map(Into::into),
            size: vec2(size.x.round(), size.y.round()).into(),
            is_maximized: viewport.maximized == Some(true),
            is_full_screen: viewport.fullscreen == Some(true),
        })
    })
}

/// Whether enough of a window's upper edge is on one of the displays (x, y, width, height; all in pixels).
/// Where no display is known it is left where it is.
fn is_in_reach([x, y]: [i64; 2], width: i64, displays: &[[i64; 4]]) -> bool {
    displays.is_empty()
        || displays.iter().any(|&[left, top, wide, high]| {
            let shown = (x + width).min(left + wide) - x.max(left);
            shown >= GRIP.min(width) && y > top - GRIP && y < top + high - GRIP / 2
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_in_reach_if_its_upper_edge_can_be_taken() {
        let two = [[0, 0, 1920, 1080], [1920, 200, 1280, 1024]];
        for (corner, is) in [
            ([0, 0], true),
            ([100, 1000], true),
            ([100, 1070], false),
            ([-700, 10], true),
            ([-770, 10], false),
            ([-30, -30], true),
            ([100, -200], false),
            ([3100, 300], true),
            ([3180, 300], false),
            ([2000, 1150], true),
            ([2000, 100], false),
            ([50_000, 50_000], false),
        ] {
            assert_eq!(is_in_reach(corner, 800, &two), is, "{corner:?}");
        }
        assert!(!is_in_reach([2000, 300], 800, &two[..1]), "the second display is gone");
        assert!(is_in_reach([2000, 300], 800, &[]), "displays are not told");
    }
}
