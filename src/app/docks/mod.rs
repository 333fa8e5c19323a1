//! The arrangement of panels around the panes: edge, order, size, and whether each is open.
//!
//! Plain data, kept in the settings by names, so that a panel or an edge that an older or newer
//! program knows is skipped and the rest stays. [`Docks::fit`] shares the window's room out; what
//! a panel shows is not known here.

mod fit;
mod kinds;

pub use fit::{Fitted, Room};
pub use kinds::{ALL, Edge, PanelId, PanelKind};

/// The height of a window at first, in points.
const USUAL_HEIGHT: f32 = 800.0;

/// Where a panel is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Which.
    pub panel: PanelId,
    /// Its edge.
    pub edge: Edge,
    /// Whether it is open.
    pub is_open: bool,
    /// Its width on a side and its height above or below the panes, in points.
    pub size: [f32; 2],
    /// The share of the window's height that it has above or below the panes, instead of a height.
    pub share: Option<f32>,
    /// Counts openings: of two panels without room for both, the one opened last is shown.
    opened: u64,
}

/// Where every panel is. Panels of one edge stand in their order, the first at the window's border.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<Stored>")]
#[serde(into = "Vec<Stored>")]
pub struct Docks {
    /// Each panel once.
    panels: Vec<Placed>,
}

/// A panel's place in the settings.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Stored {
    panel: String,
    edge: String,
    is_open: Option<bool>,
    width: Option<f32>,
    height: Option<f32>,
    height_share: Option<f32>,
}

impl Default for Docks {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl From<Vec<Stored>> for Docks {
    fn from(stored: Vec<Stored>) -> Self {
        let mut panels: Vec<Placed> = Vec::new();
        for one in &stored {
            let kind = ALL.iter().find(|kind| kind.name == one.panel);
            let is_new = |kind: &&PanelKind| panels.iter().all(|placed| placed.panel != kind.id);
            panels.extend(kind.filter(is_new).map(|kind| one.placed(kind)));
        }
        for kind in &ALL {
            if panels.iter().all(|placed| placed.panel != kind.id) {
                panels.push(Stored::default().placed(kind));
            }
        }
        Self { panels }
    }
}

impl From<Docks> for Vec<Stored> {
    fn from(docks: Docks) -> Self {
        let stored = |placed: Placed| Stored {
            panel: placed.panel.kind().name.to_owned(),
            edge: placed.edge.name().to_owned(),
            is_open: Some(placed.is_open),
            width: Some(placed.size[0]),
            height: Some(placed.size[1]).filter(|_| placed.share.is_none()),
            height_share: placed.share,
        };
        docks.panels.into_iter().map(stored).collect()
    }
}

impl Stored {
    /// Its place, with what is usual for what is missing or makes no sense.
    fn placed(&self, kind: &PanelKind) -> Placed {
        let edge = Edge::ALL.into_iter().find(|edge| edge.name() == self.edge);
        let size = |size: Option<f32>, axis: usize| {
            let size = size.filter(|size| size.is_finite() && *size > 0.0);
            size.map_or(kind.size[axis], |size| size.max(kind.least[axis]))
        };
        // An earlier program kept a height: of a window of the usual size.
        let share = self.height_share.or(self.height.map(|height| height / USUAL_HEIGHT));
        let share = share.filter(|share| share.is_finite() && *share > 0.0).map(|share| share.min(1.0));
        Placed {
            panel: kind.id,
            edge: edge.unwrap_or(kind.edge),
            is_open: self.is_open.unwrap_or(kind.is_open),
            size: [size(self.width, 0), size(self.height, 1)],
            share: kind.share.map(|usual| share.unwrap_or(usual)),
            opened: 0,
        }
    }
}

impl Docks {
    /// The same with a panel opened or closed.
    #[must_use]
    pub fn with(mut self, panel: PanelId, is_open: bool) -> Self {
        self.set_open(panel, is_open);
        self
    }

    /// The same with a panel on another edge.
    #[must_use]
    pub fn at(mut self, panel: PanelId, edge: Edge) -> Self {
        self.move_to(panel, edge, None);
        self
    }

    /// Where a panel is.
    #[must_use]
    pub fn placed(&self, panel: PanelId) -> Placed {
        let found = self.panels.iter().find(|placed| placed.panel == panel);
        found.copied().unwrap_or_else(|| Stored::default().placed(panel.kind()))
    }

    /// Whether a panel is open.
    #[must_use]
    pub fn is_open(&self, panel: PanelId) -> bool {
        self.placed(panel).is_open
    }

    /// The panels of an edge, from the window's border inwards.
    pub fn on(&self, edge: Edge) -> impl Iterator<Item = &Placed> {
        self.panels.iter().filter(move |placed| placed.edge == edge)
    }

    /// Opens a panel, before others where there is no room for all; or closes it.
    pub(super) fn set_open(&mut self, panel: PanelId, is_open: bool) {
        let newest = self.panels.iter().map(|placed| placed.opened).max().unwrap_or(0);
        self.change(panel, |placed| {
            placed.is_open = is_open;
            placed.opened = if is_open { newest + 1 } else { placed.opened };
        });
    }

    /// Sets the size on the panel's edge, in points; a height may be kept as a share of `window`'s.
    pub(super) fn resize(&mut self, panel: PanelId, size: f32, window: f32) {
        let axis = self.placed(panel).edge.axis();
        if !size.is_finite() {
            return;
        }
        let size = size.max(panel.kind().least[axis]);
        self.change(panel, |placed| match &mut placed.share {
            Some(share) if axis == 1 && window > 0.0 => *share = (size / window).min(1.0),
            _ => placed.size[axis] = size,
        });
    }

    /// Moves a panel to an edge, outside of `before` there or inside of all others.
    pub(super) fn move_to(&mut self, panel: PanelId, edge: Edge, before: Option<PanelId>) {
        if before == Some(panel) {
            return;
        }
        let mut placed = self.placed(panel);
        placed.edge = edge;
        self.panels.retain(|other| other.panel != panel);
        let at = self.panels.iter().position(|other| Some(other.panel) == before && other.edge == edge);
        self.panels.insert(at.unwrap_or(self.panels.len()), placed);
    }

    /// Moves a panel one place towards the window's border; from there inside of all others.
    /// Closed panels don't count.
    pub(super) fn move_outwards(&mut self, panel: PanelId) {
        let edge = self.placed(panel).edge;
        let mut before = None;
        for placed in self.on(edge).filter(|placed| placed.is_open) {
            if placed.panel == panel {
                break;
            }
            before = Some(placed.panel);
        }
        self.move_to(panel, edge, before);
    }

    fn change(&mut self, panel: PanelId, change: impl FnOnce(&mut Placed)) {
        if let Some(placed) = self.panels.iter_mut().find(|placed| placed.panel == panel) {
            change(placed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stored: &str) -> Docks {
        serde_json::from_str(stored).expect("it can be read")
    }

    fn order(docks: &Docks, edge: Edge) -> Vec<PanelId> {
        docks.on(edge).map(|placed| placed.panel).collect()
    }

    #[test]
    fn names_and_titles_stand_for_one_panel_each() {
        for (nr, one) in ALL.iter().enumerate() {
            for other in &ALL[nr + 1..] {
                assert!(one.id != other.id && one.name != other.name && one.title != other.title);
            }
            assert!(one.size[0] >= one.least[0] && one.size[1] >= one.least[1], "{}", one.name);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut docks = Docks::default().with(PanelId::Jobs, true).with(PanelId::Summary, false);
        docks.move_to(PanelId::Jobs, Edge::Left, Some(PanelId::Rules));
        docks.resize(PanelId::Jobs, 411.0, 800.0);
        docks.resize(PanelId::Results, 300.0, 1000.0);
        let read = read(&serde_json::to_string(&docks).expect("it can be written"));
        for edge in Edge::ALL {
            assert_eq!(order(&read, edge), order(&docks, edge));
        }
        let jobs = read.placed(PanelId::Jobs);
        assert_eq!((jobs.edge, jobs.is_open, jobs.size), (Edge::Left, true, [411.0, 150.0]));
        assert_eq!(read.placed(PanelId::Results).share, Some(0.3));
        assert!(!read.is_open(PanelId::Summary));
    }

    #[test]
    fn unknown_names_are_skipped_and_missing_ones_usual() {
        let docks = read(
            r#"[{"panel": "minimap", "edge": "left", "is_open": true},
                {"panel": "marks", "edge": "ceiling", "is_open": true, "glow": 3, "width": 250},
                {"panel": "marks", "edge": "top"},
                {"panel": "summary", "edge": "left", "height": -4.0},
                {"edge": "top"}]"#,
        );
        let marks = docks.placed(PanelId::Marks);
        assert_eq!((marks.edge, marks.is_open, marks.size), (Edge::Left, true, [250.0, 180.0]));
        let summary = docks.placed(PanelId::Summary);
        assert_eq!((summary.edge, summary.is_open, summary.size), (Edge::Left, true, [336.0, 260.0]));
        assert_eq!(order(&docks, Edge::Left), [PanelId::Marks, PanelId::Summary, PanelId::Rules]);
        assert_eq!(docks.placed(PanelId::Jobs), Docks::default().placed(PanelId::Jobs));
        assert_eq!(read("[]"), Docks::default());
    }

    #[test]
    fn a_panel_goes_outwards_one_by_one_and_around() {
        let mut docks = ALL.iter().fold(Docks::default(), |docks, kind| docks.with(kind.id, true));
        docks.move_to(PanelId::Jobs, Edge::Left, None);
        let [marks, rules, jobs] = [PanelId::Marks, PanelId::Rules, PanelId::Jobs];
        for expected in [[marks, jobs, rules], [jobs, marks, rules], [marks, rules, jobs]] {
            docks.move_outwards(jobs);
            assert_eq!(order(&docks, Edge::Left), expected);
        }
        docks.move_to(jobs, Edge::Left, Some(jobs));
        assert_eq!(order(&docks, Edge::Left), [marks, rules, jobs]);
    }
}
