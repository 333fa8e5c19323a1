//! Which bars the window has room for. Where it is low, they step aside for the text: first the
//! toolbar, then the bar of a single tab, then the status bar. The menu bar stays.

use super::theme::{BAR, TABS, TOOLBAR};

/// Heights of text, in points, for which the toolbar, the only tab and the status bar step aside.
const FOR_TOOLBAR: f32 = 90.0;
const FOR_TAB: f32 = 60.0;
const FOR_STATUS: f32 = 40.0;

/// The bars that have a place of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bars {
    /// Without one it takes the menu bar's while it has the keyboard.
    pub toolbar: bool,
    /// The bar of tabs.
    pub tabs: bool,
    /// The status bar.
    pub status: bool,
}

impl Bars {
    /// Those of a window of this height, in points, with so many panes.
    pub(super) fn fit(height: f32, n_panes: usize) -> Self {
        let mut left = height - BAR - TOOLBAR - TABS - BAR;
        let mut keeps = |least: f32, height: f32| {
            let has_room = left >= least;
            left += if has_room { 0.0 } else { height };
            has_room
        };
        let toolbar = keeps(FOR_TOOLBAR, TOOLBAR);
        let tabs = n_panes > 1 || keeps(FOR_TAB, TABS);
        Self { toolbar, tabs, status: keeps(FOR_STATUS, BAR) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_step_aside_one_after_the_other_and_text_keeps_two_rows() {
        let of = |height, n| {
            let Bars { toolbar, tabs, status } = Bars::fit(height, n);
            [toolbar, tabs, status]
        };
        assert_eq!(of(800.0, 1), [true; 3]);
        assert_eq!(of(256.0, 1), [true; 3]);
        assert_eq!(of(213.0, 1), [false, true, true]);
        assert_eq!(of(133.0, 1), [false, false, true]);
        assert_eq!(of(107.0, 1), [false, false, true]);
        assert_eq!(of(107.0, 2), [false, true, false]);
        for height in 100_u16..1000 {
            for n in [1, 2, 9] {
                let bars = Bars::fit(height.into(), n);
                let taken = [(bars.toolbar, TOOLBAR), (bars.tabs, TABS), (bars.status, BAR)];
                let taken: f32 =
                    taken.iter().map(|(is_there, height)| if *is_there { *height } else { 0.0 }).sum();
                assert!(f32::from(height) - BAR - taken >= FOR_STATUS, "{height} {bars:?}");
            }
        }
    }
}
