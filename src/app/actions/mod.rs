//! Actions: user commands, as data.
//!
//! A feature exports its list of [`Action`]s; menus, context menus, the tool bar, keys and the
//! keys page are made from [`all`] of them. An action says when it can be done, whether it is
//! switched on, and what it does to a [`Target`]: what had the focus, or was pressed, when it
//! was invoked.

mod bytes;
mod compare;
mod edit;
mod edits;
mod file_map;
mod files;
mod help;
mod marks;
mod moves;
mod palette;
mod panels;
mod panes;
mod reasons;
mod search;
mod session;
mod structure;
mod summaries;
mod table;
mod view;

use super::App;
pub use super::keys::{Keys, NAMES};
pub use super::msg::Target;
use super::msg::{DocMsg, Msg};
use super::panes::PaneRef;
use crate::base::{Offset, PaneId};
use crate::doc::Document;
use crate::messages;
use crate::view::{PaneMsg, ViewKind};
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

/// Every feature's actions, in the order of the menus.
static FEATURES: &[&[Action]] = &[
    files::ACTIONS,
    palette::FILES,
    files::EXPORTS,
    compare::EXPORT,
    summaries::EXPORT,
    files::KNOWN,
    edits::FILES,
    compare::FILE,
    summaries::FILE,
    compare::HASHES,
    session::FILES,
    files::LEAVING,
    edit::ACTIONS,
    moves::ACTIONS,
    edits::ACTIONS,
    palette::SETTINGS,
    view::ACTIONS,
    view::APPEARANCE,
    compare::VIEW,
    summaries::VIEW,
    structure::ACTIONS,
    file_map::ACTIONS,
    search::ACTIONS,
    session::FILTERS,
    marks::ACTIONS,
    bytes::ACTIONS,
    table::ACTIONS,
    panes::ACTIONS,
    panels::ACTIONS,
    help::ACTIONS,
];

/// The menu that an action is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files and the program.
    File,
    /// Selection and places.
    Edit,
    /// How things look.
    View,
    /// Searches.
    Search,
    /// Marks.
    Marks,
    /// How bytes are shown.
    Bytes,
    /// Cells and columns of a table.
    Cells,
    /// Panes, tabs and panels.
    Window,
    /// Help.
    Help,
}

/// What a context menu is opened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A row of a view.
    Row,
    /// The selection.
    Selection,
    /// A tab.
    Tab,
    /// A figure that is a place in the file.
    Figure,
    /// A line of the list of matches.
    ListRow,
    /// The overview strip.
    Strip,
    /// The header of a panel.
    Panel,
    /// A cell of a table, or the number of a row.
    Cell,
    /// The header of a column of a table.
    Column,
    /// A place in the map of the file.
    FileMap,
    /// A row of the panel of the structure.
    Structure,
}

/// A user command.
pub struct Action {
    /// By which settings and tests know it.
    pub id: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// The message of the menu beside its menu that it is in; those of one stand together.
    pub submenu: Option<&'static str>,
    /// Whether it is there for room alone: context menus and the palette have it by itself.
    pub is_for_room: bool,
    /// Whether a line is drawn above it.
    pub starts_group: bool,
    /// The keys that do it unless a preset or a person says otherwise, see [`super::keymap::Keymap`].
    pub keys: &'static [Keys],
    /// The context menus that have it, too.
    pub contexts: &'static [Context],
    /// Whether a text field with the keyboard keeps its keys.
    pub yields_to_fields: bool,
    enabled: fn(&App, Target) -> bool,
    /// The message that says why it can't be done, where a file is open.
    because: Option<&'static str>,
    checked: Option<fn(&App, Target) -> bool>,
    run: ActionRun,
}

/// What an action does.
#[derive(Clone, Copy)]
enum ActionRun {
    Do(fn(&mut App, Target)),
    Show(&'static ViewKind),
    /// Speak the language of this tag.
    Speak(&'static str),
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

const fn action(id: &'static str, menu: Menu, run: fn(&mut App, Target)) -> Action {
    Action {
        id,
        menu,
        submenu: None,
        is_for_room: false,
        starts_group: false,
        keys: &[],
        contexts: &[],
        yields_to_fields: false,
        enabled: |_, _| true,
        because: None,
        checked: None,
        run: ActionRun::Do(run),
    }
}

impl Action {
    const fn group(mut self) -> Self {
        self.starts_group = true;
        self
    }

    /// It is one of several choices, which stand in a menu beside every menu.
    const fn within(mut self, submenu: &'static str) -> Self {
        self.submenu = Some(submenu);
        self
    }

    /// The menu bar has it in a menu beside its menu.
    const fn beside(mut self, submenu: &'static str) -> Self {
        self.submenu = Some(submenu);
        self.is_for_room = true;
        self
    }

    /// The menu beside a context menu that it is in.
    #[must_use]
    pub fn choice_of(&self) -> Option<&'static str> {
        self.submenu.filter(|_| !self.is_for_room)
    }

    const fn keys(mut self, keys: &'static [Keys]) -> Self {
        self.keys = keys;
        self
    }

    const fn on(mut self, contexts: &'static [Context]) -> Self {
        self.contexts = contexts;
        self
    }

    const fn needs(mut self, enabled: fn(&App, Target) -> bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The message that says what it lacks where it can't be done and a file is open.
    const fn because(mut self, why: &'static str) -> Self {
        self.because = Some(why);
        self
    }

    const fn checked(mut self, checked: fn(&App, Target) -> bool) -> Self {
        self.checked = Some(checked);
        self
    }

    const fn yields_to_fields(mut self) -> Self {
        self.yields_to_fields = true;
        self
    }

    /// Its label: the message `action-<id>`, with dashes for dots; a view's name.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.run {
            ActionRun::Show(kind) => kind.label(),
            ActionRun::Speak(tag) => messages::name_of(tag),
            ActionRun::Do(_) => {
                messages::find(&format!("action-{}", self.id.replace('.', "-"))).unwrap_or(self.id)
            }
        }
    }

    /// What it does, in a sentence: the message `does-<id>`, with dashes for dots.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.said("does")
    }

    /// Other words for it, by which people look for it: the message `words-<id>`, phrases between commas.
    #[must_use]
    pub fn words(&self) -> &'static str {
        self.said("words")
    }

    /// The message about it; of a language that the spoken one does not know, its own.
    fn said(&self, what: &str) -> &'static str {
        let key = format!("{what}-{}", self.id.replace('.', "-"));
        let own = || match self.run {
            ActionRun::Speak(tag) => messages::find_in(tag, &key),
            _ => None,
        };
        messages::find(&key).or_else(own).unwrap_or_default()
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn is_enabled(&self, app: &App, target: Target) -> bool {
        (self.enabled)(app, target)
    }

    /// Whether it is switched on; `None` for what can't be.
    #[must_use]
    pub fn is_checked(&self, app: &App, target: Target) -> Option<bool> {
        match self.run {
            ActionRun::Show(kind) => Some(app.pane_of(target).is_some_and(|pane| pane.view() == kind.id)),
            ActionRun::Speak(tag) => Some(app.settings().language.as_deref() == Some(tag)),
            ActionRun::Do(_) => self.checked.map(|checked| checked(app, target)),
        }
    }

    /// Does it, if it can be done now.
    pub(super) fn run(&self, app: &mut App, target: Target) {
        if !self.is_enabled(app, target) {
            return;
        }
        match self.run {
            ActionRun::Show(kind) => app.perform_on_pane(target, PaneMsg::ShowView(kind.id)),
            ActionRun::Speak(tag) => app.settings.language = Some(tag.to_owned()),
            ActionRun::Do(run) => run(app, target),
        }
    }
}

/// Every action, in the order of the menus: those of the features, and one for each view.
#[must_use]
pub fn all() -> &'static [&'static Action] {
    static ALL: OnceLock<Vec<&'static Action>> = OnceLock::new();
    ALL.get_or_init(|| {
        let views = crate::view::ALL.iter().map(|kind| &*Box::leak(Box::new(show(kind))));
        let mut all: Vec<&'static Action> = FEATURES.iter().copied().flatten().collect();
        let at = all.iter().position(|action| action.menu == Menu::View).unwrap_or(0);
        all.splice(at..at, views);
        let languages = messages::LANGUAGES.iter().map(|(tag, _)| &*Box::leak(Box::new(speak(tag))));
        let at = all.iter().position(|action| action.id == "language.system").map_or(all.len(), |at| at + 1);
        all.splice(at..at, languages);
        all
    })
}

/// Shows a view.
fn show(kind: &'static ViewKind) -> Action {
    let needs = if kind.id == crate::view::table::ID { has_table } else { has_file };
    let action = action(kind.id, Menu::View, |_, _| ()).needs(needs);
    let keys = Box::leak(Box::new([Keys::ctrl(kind.key)]));
    Action { run: ActionRun::Show(kind), keys, ..action }
}

/// Speaks a language.
fn speak(tag: &'static str) -> Action {
    let id = Box::leak(format!("language.{tag}").into_boxed_str());
    let action = action(id, Menu::View, |_, _| ()).within("menu-language");
    Action { run: ActionRun::Speak(tag), ..action }
}

/// The action of this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Action> {
    static BY_ID: OnceLock<HashMap<&'static str, &'static Action>> = OnceLock::new();
    let by_id = BY_ID.get_or_init(|| all().iter().map(|action| (action.id, *action)).collect());
    by_id.get(id).copied()
}

impl Menu {
    /// The message of its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::View => "menu-view",
            Self::Search => "menu-search",
            Self::Marks => "menu-marks",
            Self::Bytes => "menu-bytes",
            Self::Cells => "menu-cells",
            Self::Window => "menu-window",
            Self::Help => "menu-help",
        }
    }
}

/// The actions of a context menu, in the order of the menus.
pub fn on(context: Context) -> impl Iterator<Item = &'static Action> {
    all().iter().copied().filter(move |action| action.contexts.contains(&context))
}

/// The menu beside a menu that an action is in, if it is: in the menu bar, or in a context menu.
pub type Beside = fn(&Action) -> Option<&'static str>;

/// Actions as the lines of a menu: those of one menu beside it are one.
pub fn lines<'a>(
    actions: &'a [&'static Action],
    beside: Beside,
) -> impl Iterator<Item = &'a [&'static Action]> {
    actions.chunk_by(move |one, next| beside(one).is_some() && beside(one) == beside(next))
}

fn has_pane(app: &App, target: Target) -> bool {
    app.pane_of(target).is_some()
}

fn has_file(app: &App, target: Target) -> bool {
    app.pane_of(target).is_some_and(|pane| pane.file().is_some())
}

fn has_table(app: &App, target: Target) -> bool {
    with_file(app, target, |pane| pane.doc.is_table())
}

/// Whether the target's document is open and `holds`.
fn with_file(app: &App, target: Target, holds: impl FnOnce(&PaneRef<'_>) -> bool) -> bool {
    app.pane_of(target).is_some_and(|pane| pane.file().is_some() && holds(&pane))
}

impl App {
    /// What has the keyboard, as the target of actions.
    #[must_use]
    pub fn target(&self) -> Target {
        let pane = self.focused();
        let (doc, panel) = (pane.map(|pane| pane.doc.id()), self.focused_panel());
        Target { pane: self.focused_id(), doc, panel, ..Target::default() }
    }

    /// A pane, as the target of actions; `at`: a place that was pressed in it.
    #[must_use]
    pub fn target_of(&self, pane: PaneId, at: Option<Offset>) -> Target {
        let doc = self.pane(pane).map(|pane| pane.doc.id());
        Target { pane: Some(pane), doc, at, ..Target::default() }
    }

    /// The pane of a target.
    #[must_use]
    pub fn pane_of(&self, target: Target) -> Option<PaneRef<'_>> {
        self.pane(target.pane?)
    }

    /// The document of a target.
    #[must_use]
    pub fn doc_of(&self, target: Target) -> Option<&Document> {
        self.doc(target.doc?)
    }

    pub(super) fn perform_on_pane(&mut self, target: Target, msg: PaneMsg) {
        if let Some(pane) = target.pane {
            self.perform(Msg::Pane(pane, msg));
        }
    }

    fn perform_on_doc(&mut self, target: Target, msg: DocMsg) {
        if let Some(doc) = target.doc {
            self.perform(Msg::Doc(doc, msg));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_or_label_stands_twice_and_everything_says_what_it_does() {
        for (i, one) in all().iter().enumerate() {
            let help = one.help();
            assert!(help.ends_with('.') && help.len() > one.label().len().min(12), "{one:?}: {help}");
            for other in &all()[i + 1..] {
                assert!(help != other.help(), "{one:?} and {other:?}");
                assert!(one.id != other.id && one.label() != other.label(), "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn a_context_menu_has_at_most_twelve_lines() {
        for context in [
            Context::Row,
            Context::Selection,
            Context::Tab,
            Context::Figure,
            Context::ListRow,
            Context::Strip,
            Context::Panel,
            Context::Cell,
            Context::Column,
            Context::FileMap,
            Context::Structure,
        ] {
            let all: Vec<_> = on(context).collect();
            let n = lines(&all, Action::choice_of).count();
            assert!((1..=12).contains(&n), "{context:?}: {n}");
        }
    }
}
