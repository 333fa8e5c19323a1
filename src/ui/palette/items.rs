//! What the palette lists at each stage, and in which order.

use super::super::menu;
use super::rank::{Found, Index, Source};
use crate::app::actions::{self, Action};
use crate::app::palette::{self, Palette, PaletteMsg, Stage};
use crate::app::{App, AppMsg, DocMsg, Msg};
use crate::base::PaneId;
use crate::format::encoding::Encoding;
use crate::messages::{say, say_with};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something that can be chosen.
#[derive(Debug)]
pub(super) struct Item {
    /// Its display name.
    pub name: String,
    /// What it does, or where it is.
    pub beside: String,
    /// What choosing it does.
    does: Does,
}

#[derive(Debug)]
enum Does {
    Run(&'static Action),
    Family(&'static str),
    Focus(PaneId),
    Open(PathBuf),
    Encoding(Option<Encoding>),
}

/// A line of the list: an item as it is now.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The number of the item.
    pub nr: usize,
    /// The characters of its name that fit what was typed.
    pub marks: Vec<usize>,
    /// Why it can't be chosen now.
    pub why: Option<&'static str>,
}

/// What a stage lists, looked up when it begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Items {
    all: Arc<Vec<Item>>,
    index: Arc<Index>,
}

impl Items {
    pub(super) fn new(app: &App, open: Palette) -> Self {
        let all: Vec<Item> = match open.stage {
            Stage::Actions => actions().chain(palette::families().map(family)).collect(),
            Stage::Family(name) => palette::of_family(name).map(action).collect(),
            Stage::Files => files(app),
            Stage::Encoding => encodings(app, open),
            Stage::Place => Vec::new(),
        };
        let sources = all.iter().map(Item::source);
        let index = if open.stage == Stage::Files { Index::of_paths(sources) } else { Index::new(sources) };
        let index = Arc::new(index);
        Self { all: Arc::new(all), index }
    }

    pub(super) fn get(&self, nr: usize) -> Option<&Item> {
        self.all.get(nr)
    }

    /// The lines for what was typed: what can be chosen, the best first; then what can't.
    pub(super) fn lines(&self, app: &App, open: Palette, typed: &str) -> Vec<Line> {
        let found = if typed.trim().is_empty() { self.unasked(app) } else { self.index.rank(typed) };
        let lines = found.into_iter().map(|Found { nr, marks, .. }| Line {
            nr,
            marks,
            why: self.all.get(nr).and_then(|item| item.why_not(app, open)),
        });
        let (can, can_not): (Vec<Line>, Vec<Line>) = lines.partition(|line| line.why.is_none());
        can.into_iter().chain(can_not).collect()
    }

    /// All items where nothing was typed: those used lately, and then as they stand.
    fn unasked(&self, app: &App) -> Vec<Found> {
        let lately: Vec<&str> = app.used_lately().collect();
        let rank = |item: &Item| match item.does {
            Does::Run(action) => lately.iter().position(|id| *id == action.id),
            _ => None,
        };
        let mut all: Vec<(usize, &Item)> = self.all.iter().enumerate().collect();
        all.sort_by_key(|(nr, item)| (rank(item).unwrap_or(usize::MAX), *nr));
        all.into_iter().map(|(nr, _)| Found { nr, score: 1.0, marks: Vec::new() }).collect()
    }
}

impl Item {
    fn source(&self) -> Source<'_> {
        match self.does {
            Does::Run(action) => {
                Source { name: &self.name, words: action.words(), beside: say(action.menu.name()) }
            }
            _ => Source { name: &self.name, words: "", beside: &self.beside },
        }
    }

    /// Why it can't be chosen now.
    fn why_not(&self, app: &App, open: Palette) -> Option<&'static str> {
        match self.does {
            Does::Run(action) => action.why_not(app, open.target),
            Does::Family(name) => {
                let whys: Vec<_> =
                    palette::of_family(name).map(|action| action.why_not(app, open.target)).collect();
                whys.iter().all(Option::is_some).then(|| whys.into_iter().flatten().next()).flatten()
            }
            _ => None,
        }
    }

    /// What stands at the right: its keys, its menu, or whether a file is open.
    pub(super) fn right(&self, app: &App) -> String {
        match self.does {
            Does::Run(action) => app.keymap().text(action).unwrap_or_default(),
            Does::Focus(_) => say("palette-is-open").to_owned(),
            _ => String::new(),
        }
    }

    /// The name of its menu.
    pub(super) fn menu(&self) -> Option<&'static str> {
        match self.does {
            Does::Run(action) => Some(menu::title(say(action.menu.name()))),
            _ => None,
        }
    }

    /// Whether it is on.
    pub(super) fn is_on(&self, app: &App, open: Palette) -> bool {
        match self.does {
            Does::Run(action) => action.is_checked(app, open.target).unwrap_or_default(),
            Does::Encoding(encoding) => {
                let file = app.doc_of(open.target).and_then(|doc| doc.file());
                file.is_some_and(|file| file.wanted_encoding() == encoding)
            }
            _ => false,
        }
    }

    /// What choosing it sends.
    pub(super) fn choose(&self, open: Palette) -> Vec<Msg> {
        let hide = || AppMsg::HideOverlay.into();
        match &self.does {
            Does::Run(action) => vec![AppMsg::Palette(PaletteMsg::Run(action.id)).into()],
            Does::Family(name) => vec![AppMsg::Palette(PaletteMsg::Ask(Stage::Family(name))).into()],
            Does::Focus(pane) => vec![hide(), AppMsg::FocusPane(*pane).into()],
            Does::Open(path) => vec![hide(), AppMsg::Open(vec![path.clone()]).into()],
            Does::Encoding(encoding) => {
                let name = encoding.map(Encoding::name);
                let set = open.target.doc.map(|doc| Msg::Doc(doc, DocMsg::SetEncoding(name)));
                std::iter::once(hide()).chain(set).collect()
            }
        }
    }
}

fn actions() -> impl Iterator<Item = Item> {
    actions::all().iter().copied().filter(|action| action.id != "palette.actions").map(action)
}

fn action(action: &'static Action) -> Item {
    Item { name: action.label().to_owned(), beside: action.help().to_owned(), does: Does::Run(action) }
}

/// What is asked for in a second stage.
fn family(name: &'static str) -> Item {
    let choices: Vec<_> = palette::of_family(name).map(Action::label).collect();
    Item {
        name: say_with("palette-more", [("name", say(name).into())]),
        beside: choices.join(", "),
        does: Does::Family(name),
    }
}

/// The open files in the order of their panes, then those that were open lately.
fn files(app: &App) -> Vec<Item> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut all = Vec::new();
    for pane in app.panes() {
        let Some(doc) = app.doc(pane.doc()) else { continue };
        if all.iter().any(|item: &(_, Item)| item.0 == doc.id()) {
            continue;
        }
        let folder = doc.path().and_then(Path::parent).map(shown).unwrap_or_default();
        paths.extend(doc.path().map(Path::to_owned));
        let item = Item { name: doc.name().to_owned(), beside: folder, does: Does::Focus(pane.id()) };
        all.push((doc.id(), item));
    }
    let lately = app.settings().recent.iter().filter(|recent| !paths.contains(&recent.path));
    let lately = lately.map(|recent| {
        let path = &recent.path;
        let name = path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned());
        let folder = path.parent().map(shown).unwrap_or_default();
        Item { name, beside: folder, does: Does::Open(path.clone()) }
    });
    all.into_iter().map(|(_, item)| item).chain(lately).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn encodings(app: &App, open: Palette) -> Vec<Item> {
    let detected = app.doc_of(open.target).and_then(|doc| doc.file());
    let detected = detected.map(|file| file.verdict().reads_as().name()).unwrap_or_default();
    let first = Item {
        name: say("encoding-detected").to_owned(),
        beside: detected.to_owned(),
        does: Does::Encoding(None),
    };
    let all = Encoding::all().map(|encoding| Item {
        name: encoding.name().to_owned(),
        beside: encoding.region().said().to_owned(),
        does: Does::Encoding(Some(encoding)),
    });
    std::iter::once(first).chain(all).collect()
}
