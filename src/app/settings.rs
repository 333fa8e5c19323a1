//! What is kept between two runs: recent files, colours, and where the panels are.

use super::docks::Docks;
use super::kept::MOST_CACHE_MIB;
use super::kept::marks::{has_head, head_of};
use super::keymap::msg::KeySettings;
use super::session::filter::SavedFilter;
use super::window_place::WindowPlace;
use crate::base::human;
use crate::base::units::share;
use crate::doc::marks::Mark;
use crate::doc::rules::Rule;
use crate::doc::search::SearchPrefs;
use crate::format::delimited::DialectChoice;
use crate::format::glyphs::DisplayOptions;
use crate::hash::Algorithm;
use crate::messages::say_with;
use crate::source::Snapshot;
use crate::view::TextPrefs;
use crate::view::hex::HexPrefs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Recent files that are shown.
const MOST_RECENT: usize = 12;

/// Files of which it is remembered where they were left.
const MOST_LEFT: usize = 200;

/// Which colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
    /// White on black, with hard edges.
    Contrast,
}

/// What a typeface is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontUse {
    /// Menus, buttons, labels.
    Interface,
    /// Text, bytes, tables.
    Data,
}

impl FontUse {
    /// Every use.
    pub const ALL: [Self; 2] = [Self::Interface, Self::Data];
}

/// What the strip beside a view shows of each part of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum StripColours {
    /// How long lines are.
    #[default]
    Lines,
    /// What it looks like.
    Class,
    /// Its entropy.
    Entropy,
}

/// What is kept between two runs. Unknown fields of a newer program are ignored.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The files opened last, newest first.
    pub recent: Vec<Recent>,
    /// Which colours to use.
    pub theme: ThemeChoice,
    /// The tag of the language of the window; `None` for the system's.
    pub language: Option<String>,
    /// The family of the type of the interface; `None` for the bundled one.
    pub ui_font: Option<String>,
    /// The family of the type of data; `None` for the bundled one.
    pub data_font: Option<String>,
    /// Where the panels are.
    pub docks: Docks,
    /// Where the window was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowPlace>,
    /// How much larger than the display's own everything is drawn.
    pub zoom: f32,
    /// Search preferences.
    pub search: SearchPrefs,
    /// Whether rows of text wrap at the view's width.
    pub wrap: bool,
    /// Columns between tab stops.
    pub tab: u8,
    /// Whether it is shown what rows end with.
    pub line_ends: bool,
    /// Whether ANSI colours are obeyed.
    pub ansi: bool,
    /// What the strip beside a view shows.
    pub strip: StripColours,
    /// Whether values are read with their most significant byte first.
    pub big_endian: bool,
    /// How bytes are shown in new panes.
    pub bytes: HexPrefs,
    /// What is coloured in a text.
    pub rules: Vec<Rule>,
    /// The names of the algorithms whose digests are computed.
    pub hashes: Vec<String>,
    /// The most that the index cache takes, in MiB; 0: nothing is kept. Read when the program starts.
    pub index_cache_mib: u32,
    /// Whether what was open comes back when the program starts.
    pub restores_session: bool,
    /// Filters that were saved, the last one first.
    pub filters: Vec<SavedFilter>,
    /// Which keys do which action.
    pub keys: KeySettings,
    /// The ids of the actions that were chosen in the palette, the last one first.
    pub used_actions: Vec<String>,
    /// A person's own formats of log lines, as they were written down; read when the program
    /// starts.
    pub log_formats: Vec<serde_json::Value>,
}

/// A file that was open.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Recent {
    /// Where it is.
    #[serde(with = "super::kept::paths")]
    pub path: PathBuf,
    /// How long it was, in bytes.
    pub size_bytes: u64,
    /// When it was opened, in seconds since 1970.
    pub opened: u64,
    /// The offset at the top.
    pub top: u64,
    /// The number of the line there, from 1, if it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The view that it was shown in, if a person chose that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// How a person said that it is written as a table.
    #[serde(default, skip_serializing_if = "DialectChoice::is_empty")]
    pub dialect: DialectChoice,
    /// How many bytes of its head are known, and their digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<(u64, String)>,
    /// Its marks, where an earlier program kept them here.
    #[serde(default, skip_serializing)]
    pub marks: Vec<Mark>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            theme: ThemeChoice::default(),
            language: None,
            ui_font: None,
            data_font: None,
            docks: Docks::default(),
            window: None,
            zoom: 1.0,
            search: SearchPrefs::default(),
            wrap: false,
            tab: 8,
            line_ends: false,
            ansi: false,
            strip: StripColours::default(),
            big_endian: false,
            bytes: HexPrefs::default(),
            rules: Rule::defaults(),
            hashes: vec![Algorithm::Sha256.name().to_owned()],
            index_cache_mib: MOST_CACHE_MIB,
            restores_session: true,
            filters: Vec::new(),
            keys: KeySettings::default(),
            used_actions: Vec::new(),
            log_formats: Vec::new(),
        }
    }
}

impl Settings {
    /// How text is laid out.
    #[must_use]
    pub fn text(&self) -> TextPrefs {
        let how = DisplayOptions { tab: self.tab.clamp(1, 16), ansi: self.ansi };
        TextPrefs { how, wraps: self.wrap, line_ends: self.line_ends }
    }

    /// The algorithms whose digests are computed, in their usual order.
    #[must_use]
    pub fn ticked_hashes(&self) -> Vec<Algorithm> {
        Algorithm::ALL.into_iter().filter(|one| self.hashes.iter().any(|name| name == one.name())).collect()
    }

    /// Chooses an algorithm, or no longer; names of a newer program stay.
    pub(super) fn tick_hash(&mut self, algorithm: Algorithm, is_on: bool) {
        self.hashes.retain(|name| name != algorithm.name());
        if is_on {
            self.hashes.push(algorithm.name().to_owned());
        }
    }

    /// The family of a typeface; `None` for the bundled one.
    #[must_use]
    pub fn font(&self, part: FontUse) -> Option<&str> {
        match part {
            FontUse::Interface => self.ui_font.as_deref(),
            FontUse::Data => self.data_font.as_deref(),
        }
    }

    pub(super) fn font_mut(&mut self, part: FontUse) -> &mut Option<String> {
        match part {
            FontUse::Interface => &mut self.ui_font,
            FontUse::Data => &mut self.data_font,
        }
    }

    /// The recent files that are shown.
    #[must_use]
    pub fn shown_recent(&self) -> &[Recent] {
        &self.recent[..self.recent.len().min(MOST_RECENT)]
    }

    /// What is remembered of a file.
    pub(super) fn recent_of(&self, path: &Path) -> Option<&Recent> {
        self.recent.iter().find(|recent| recent.path == path)
    }

    /// Puts a file at the head of the recent ones. If it is another one than that of its path before, it
    /// was left nowhere.
    pub(super) fn remember(&mut self, path: &Path, snapshot: &Snapshot) {
        let before = self.forget(path).filter(|recent| recent.is_of(snapshot));
        let (top, line, view, dialect) =
            before.map(|recent| (recent.top, recent.line, recent.view, recent.dialect)).unwrap_or_default();
        let (size_bytes, head, marks) = (snapshot.len(), Some(head_of(snapshot)), Vec::new());
        let recent = Recent {
            path: path.to_owned(),
            size_bytes,
            opened: now(),
            top,
            line,
            view,
            dialect,
            head,
            marks,
        };
        self.recent.insert(0, recent);
        self.recent.truncate(MOST_LEFT);
    }

    /// Notes where a file was left: the offset and the line at the top, and its length.
    pub(super) fn leave(&mut self, path: &Path, top: u64, line: Option<u64>, len: u64) {
        if let Some(recent) = self.recent.iter_mut().find(|recent| recent.path == path) {
            (recent.top, recent.size_bytes) = (top, len);
            recent.line = line;
        }
    }

    /// Notes in which view a file was left, if a person chose that, and how it is written as a table.
    pub(super) fn leave_in(&mut self, path: &Path, view: Option<&str>, dialect: &DialectChoice) {
        if let Some(recent) = self.recent.iter_mut().find(|recent| recent.path == path) {
            recent.view = view.map(str::to_owned);
            recent.dialect.clone_from(dialect);
        }
    }

    /// Takes out the marks that an earlier program kept with recent files.
    pub(super) fn take_marks(&mut self) -> Vec<(PathBuf, Vec<Mark>)> {
        self.recent
            .iter_mut()
            .map(|recent| (recent.path.clone(), std::mem::take(&mut recent.marks)))
            .collect()
    }

    /// Takes a file out of the list.
    pub(super) fn forget(&mut self, path: &Path) -> Option<Recent> {
        let at = self.recent.iter().position(|recent| recent.path == path)?;
        Some(self.recent.remove(at))
    }
}

impl Recent {
    /// Whether a file at its path is the one that was open; it may have grown.
    pub(super) fn is_of(&self, snapshot: &Snapshot) -> bool {
        self.head.as_ref().is_none_or(|head| has_head(snapshot, head))
    }

    /// How far down it was left: the line, or the share of the file. `None` at its start.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let line = |nr: u64| say_with("recent-line", [("nr", human::grouped(nr).into())]);
        let share = || human::whole_percent(share(self.top, self.size_bytes));
        (self.top > 0).then(|| self.line.map_or_else(share, line))
    }

    /// How long ago it was opened.
    #[must_use]
    pub fn age(&self) -> Duration {
        Duration::from_secs(now().saturating_sub(self.opened))
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs())
}
