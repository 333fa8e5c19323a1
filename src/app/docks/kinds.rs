//! The registry of panels, and the edges that they stand on: what is fixed about each.

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PanelId {
    /// The summary of the focused document.
    Summary,
    /// The lines that match its search.
    Results,
    /// Its lines by time and level.
    TimeLine,
    /// Its marks.
    Marks,
    /// The highlight rules.
    Rules,
    /// Its jobs.
    Jobs,
    /// What the bytes at its cursor are as values.
    Inspector,
    /// The changes of its bytes.
    Changes,
    /// Where two files differ.
    Differences,
    /// What differs between two summaries.
    Summaries,
    /// Digests of the focused document.
    Hashes,
    /// What its file says about itself.
    Structure,
}

/// An edge of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Left of the panes.
    Left,
    /// Right of the panes.
    Right,
    /// Above the panes.
    Top,
    /// Below the panes.
    Bottom,
}

impl Edge {
    /// All edges, in the order in which their panels take room.
    pub const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Top, Self::Bottom];

    /// Whether its panels stand beside the panes: their size is a width.
    #[must_use]
    pub fn is_side(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The axis of its panels' sizes: 0 for widths, 1 for heights.
    pub(super) fn axis(self) -> usize {
        usize::from(!self.is_side())
    }

    /// By which settings know it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }
}

/// What is fixed about a panel.
#[derive(Debug)]
pub struct PanelKind {
    /// Which.
    pub id: PanelId,
    /// By which settings and tests know it.
    pub name: &'static str,
    /// The message that names it.
    pub title: &'static str,
    /// The message that closes it.
    pub close: &'static str,
    /// Where it is at first.
    pub edge: Edge,
    /// Its width on a side and its height above or below the panes, at first, in points.
    pub size: [f32; 2],
    /// The share of the window's height that it keeps above or below the panes, and has at first;
    /// `None`: it keeps its height.
    pub share: Option<f32>,
    /// The least of both; with less room it folds away.
    pub least: [f32; 2],
    /// Whether it is open at first.
    pub is_open: bool,
    /// Whether it takes the keyboard when it is opened, and Escape in it closes it.
    pub takes_keyboard: bool,
}

/// Every panel, in the order in which they stand on an edge at first.
pub static ALL: [PanelKind; 12] = [
    PanelKind {
        id: PanelId::Summary,
        name: "summary",
        title: "panel-show-it",
        close: "summary-close",
        edge: Edge::Right,
        size: [336.0, 260.0],
        share: None,
        least: [240.0, 90.0],
        is_open: true,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Inspector,
        name: "inspector",
        title: "inspect-title",
        close: "inspect-close",
        edge: Edge::Right,
        size: [336.0, 260.0],
        share: None,
        least: [200.0, 90.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::TimeLine,
        name: "timeline",
        title: "action-timeline-toggle",
        close: "timeline-close",
        edge: Edge::Top,
        size: [300.0, 120.0],
        share: None,
        least: [200.0, 90.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Jobs,
        name: "jobs",
        title: "jobs-title",
        close: "jobs-close",
        edge: Edge::Bottom,
        size: [300.0, 150.0],
        share: None,
        least: [200.0, 80.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Differences,
        name: "differences",
        title: "differences-title",
        close: "differences-close",
        edge: Edge::Bottom,
        size: [340.0, 170.0],
        share: None,
        least: [220.0, 80.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Summaries,
        name: "summaries",
        title: "summaries-title",
        close: "summaries-close",
        edge: Edge::Bottom,
        size: [420.0, 240.0],
        share: Some(0.35),
        least: [220.0, 90.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Results,
        name: "results",
        title: "list-title",
        close: "list-close",
        edge: Edge::Bottom,
        size: [336.0, 160.0],
        share: Some(0.25),
        least: [200.0, 90.0],
        is_open: true,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Marks,
        name: "marks",
        title: "marks-title",
        close: "marks-close",
        edge: Edge::Left,
        size: [300.0, 180.0],
        share: None,
        least: [200.0, 90.0],
        is_open: false,
        takes_keyboard: true,
    },
    PanelKind {
        id: PanelId::Rules,
        name: "rules",
        title: "rules-title",
        close: "rules-close",
        edge: Edge::Left,
        size: [380.0, 260.0],
        share: None,
        least: [220.0, 90.0],
        is_open: false,
        takes_keyboard: true,
    },
    PanelKind {
        id: PanelId::Changes,
        name: "changes",
        title: "edit-changes-title",
        close: "edit-changes-close",
        edge: Edge::Bottom,
        size: [340.0, 150.0],
        share: None,
        least: [220.0, 90.0],
        is_open: false,
        takes_keyboard: false,
    },
    PanelKind {
        id: PanelId::Hashes,
        name: "hashes",
        title: "hashes-title",
        close: "hashes-close",
        edge: Edge::Right,
        size: [360.0, 260.0],
        share: None,
        least: [240.0, 90.0],
        is_open: false,
        takes_keyboard: true,
    },
    PanelKind {
        id: PanelId::Structure,
        name: "structure",
        title: "panel-structure",
        close: "structure-close",
        edge: Edge::Bottom,
        size: [440.0, 260.0],
        share: Some(0.35),
        least: [220.0, 90.0],
        is_open: false,
        takes_keyboard: true,
    },
];

impl PanelId {
    /// What is fixed about it.
    #[must_use]
    pub fn kind(self) -> &'static PanelKind {
        ALL.iter().find(|kind| kind.id == self).unwrap_or(&ALL[0])
    }
}
