//! Which keys do which action: those of a preset, changed by a person's own.
//!
//! A [`Keymap`] is made from [`KeySettings`], the part of the settings that is kept: the name of a preset
//! and, for each action whose keys a person changed, all of its keys by their spelling. Ids and spellings
//! that this program does not know stay as they are. No keys ever do two things: a person's own count
//! before those of the preset, and of two own the action that stands first in the menus has them.

pub mod msg;
mod presets;

pub use msg::{KeySettings, KeysMsg, Preset};

use super::App;
use super::actions::{self, Action, Keys};
use crate::messages;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The keys of all actions; by default none.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    keys: BTreeMap<&'static str, Vec<Keys>>,
}

impl Keymap {
    /// The keys that these settings give, on a Mac or elsewhere.
    #[must_use]
    pub fn new(settings: &KeySettings, is_mac: bool) -> Self {
        let preset = Preset::named(&settings.preset);
        let own = |action: &Action| {
            let spelled = settings.own.get(action.id)?;
            Some(spelled.iter().filter_map(|keys| Keys::parse(keys)).collect::<Vec<_>>())
        };
        let mut taken: BTreeSet<Keys> = BTreeSet::new();
        let mut keys = BTreeMap::new();
        let (changed, others): (Vec<_>, Vec<_>) =
            actions::all().iter().partition(|action| settings.own.contains_key(action.id));
        for action in changed.into_iter().chain(others) {
            let wanted = own(action).unwrap_or_else(|| preset.keys_of(action, is_mac));
            let free = wanted.into_iter().map(Keys::known).filter(|keys| taken.insert(*keys));
            keys.insert(action.id, free.collect());
        }
        Self { keys }
    }

    /// The keys of an action; menus show the first.
    #[must_use]
    pub fn of(&self, action: &Action) -> &[Keys] {
        self.keys.get(action.id).map_or(&[], Vec::as_slice)
    }

    /// The display form of an action's first keys, if it has any.
    #[must_use]
    pub fn text(&self, action: &Action) -> Option<String> {
        self.of(action).first().map(|keys| keys.text())
    }

    /// The action whose keys match.
    #[must_use]
    pub fn action(&self, is_pressed: impl Fn(Keys) -> bool) -> Option<&'static Action> {
        let has = |action: &&&Action| self.of(action).iter().any(|keys| is_pressed(*keys));
        actions::all().iter().find(has).copied()
    }

    /// The action that has these keys.
    #[must_use]
    pub fn owner(&self, keys: Keys) -> Option<&'static Action> {
        self.action(|one| one == keys.known())
    }
}

impl Preset {
    /// Its name: the message `preset-<id>`.
    #[must_use]
    pub fn label(self) -> &'static str {
        messages::find(&format!("preset-{}", self.id())).unwrap_or(self.id())
    }
}

impl KeySettings {
    /// Whether a person changed the keys of an action.
    #[must_use]
    pub fn has_own(&self, action: &Action) -> bool {
        self.own.contains_key(action.id)
    }

    /// Does what a message says; `now` are the keys in force.
    fn apply(&mut self, msg: KeysMsg, now: &Keymap) {
        match msg {
            KeysMsg::Add(id, keys) => {
                if let Some(owner) = now.owner(keys).filter(|owner| owner.id != id) {
                    self.own_of(owner.id, now).retain(|spelled| Keys::parse(spelled) != Some(keys.known()));
                }
                let own = self.own_of(id, now);
                if !own.iter().any(|spelled| Keys::parse(spelled) == Some(keys.known())) {
                    own.push(keys.to_string());
                }
            }
            KeysMsg::Remove(id, keys) => {
                self.own_of(id, now).retain(|spelled| Keys::parse(spelled) != Some(keys.known()));
            }
            KeysMsg::Reset(id) => drop(self.own.remove(id)),
            // What another program knows stays.
            KeysMsg::ResetAll => self.own.retain(|id, _| actions::named(id).is_none()),
            KeysMsg::Use(preset) => preset.id().clone_into(&mut self.preset),
        }
    }

    /// The keys of an action as a person's own.
    fn own_of(&mut self, id: &str, now: &Keymap) -> &mut Vec<String> {
        let bound = || {
            let bound = actions::named(id).map(|action| now.of(action)).unwrap_or_default();
            bound.iter().map(Keys::to_string).collect()
        };
        self.own.entry(id.to_owned()).or_insert_with(bound)
    }
}

impl App {
    /// The keys in force.
    #[must_use]
    pub fn keymap(&self) -> &Arc<Keymap> {
        &self.keymap
    }

    pub(super) fn perform_keys(&mut self, msg: KeysMsg) {
        self.settings.keys.apply(msg, &self.keymap);
        self.learn_keys();
    }

    /// Takes the keys that the settings have.
    pub(super) fn learn_keys(&mut self) {
        self.keymap = Arc::new(Keymap::new(&self.settings.keys, cfg!(target_os = "macos")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(id: &str) -> &'static Action {
        actions::named(id).expect("it is an action")
    }

    fn changed(settings: &mut KeySettings, msg: KeysMsg) -> Keymap {
        let now = Keymap::new(settings, false);
        settings.apply(msg, &now);
        Keymap::new(settings, false)
    }

    #[test]
    fn in_no_preset_do_keys_do_two_things_and_all_are_keys_of_the_toolkit() {
        for preset in Preset::ALL {
            for is_mac in [false, true] {
                let mut owners: BTreeMap<Keys, &str> = BTreeMap::new();
                for action in actions::all() {
                    for keys in preset.keys_of(action, is_mac) {
                        assert!(actions::NAMES.contains(&keys.known().key), "{keys:?}");
                        let other = owners.insert(keys.known(), action.id);
                        assert_eq!(
                            other, None,
                            "{keys} of {preset:?} (Mac: {is_mac}) does {}, too",
                            action.id
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_id_of_a_preset_is_an_action_s() {
        for preset in Preset::ALL {
            for (id, _) in preset.changes().iter().chain(presets::MAC) {
                assert!(actions::named(id).is_some(), "{preset:?}: {id}");
            }
        }
    }

    #[test]
    fn keys_that_are_taken_over_do_one_thing_and_come_back_with_a_reset() {
        let mut settings = KeySettings::default();
        let (find, open) = (action("search.find"), action("file.open"));
        let keys = Keymap::new(&settings, false).of(open)[0];
        let map = changed(&mut settings, KeysMsg::Add("search.find", keys));
        assert_eq!((map.owner(keys).map(|one| one.id), map.of(open)), (Some("search.find"), &[][..]));
        assert_eq!(map.of(find).len(), 2);
        let map = changed(&mut settings, KeysMsg::Remove("search.find", keys));
        assert_eq!(map.owner(keys).map(|one| one.id), None);
        let map = changed(&mut settings, KeysMsg::Reset("file.open"));
        assert_eq!(map.owner(keys).map(|one| one.id), Some("file.open"));
        changed(&mut settings, KeysMsg::Add("search.find", keys));
        changed(&mut settings, KeysMsg::ResetAll);
        assert_eq!(settings, KeySettings::default());
    }

    #[test]
    fn what_is_not_known_stays_and_does_nothing() {
        let mut settings = KeySettings { preset: "of-tomorrow".into(), ..KeySettings::default() };
        settings.own.insert("warp.drive".into(), vec!["Ctrl+O".into()]);
        settings.own.insert("search.find".into(), vec!["Hyper+X".into(), "Ctrl+Alt+F".into()]);
        let map = changed(&mut settings, KeysMsg::Add("search.find", Keys::key("F15")));
        assert_eq!(map.of(action("file.open")), [Keys::ctrl("O")]);
        assert_eq!(map.of(action("search.find")), [Keys::ctrl_alt("F"), Keys::key("F15")]);
        assert_eq!(settings.own["search.find"], ["Hyper+X", "Ctrl+Alt+F", "F15"]);
        changed(&mut settings, KeysMsg::ResetAll);
        assert_eq!(settings.own.keys().collect::<Vec<_>>(), ["warp.drive"]);
        assert_eq!(settings.preset, "of-tomorrow");
    }

    #[test]
    fn of_two_own_only_one_has_the_keys() {
        let mut settings = KeySettings::default();
        for id in ["search.next", "file.open", "mark.toggle"] {
            settings.own.insert(id.into(), vec!["Ctrl+F".into(), "Ctrl+F".into()]);
        }
        let map = Keymap::new(&settings, false);
        assert_eq!(map.of(action("file.open")), [Keys::ctrl("F")]);
        for id in ["search.next", "mark.toggle", "search.find"] {
            assert_eq!(map.of(action(id)), [], "{id}");
        }
    }

    #[test]
    fn every_preset_finds_goes_and_opens_the_palette_by_keys() {
        for preset in Preset::ALL {
            for id in
                ["palette.actions", "palette.files", "search.find", "go.place", "file.open", "pane.close"]
            {
                assert!(!preset.keys_of(action(id), false).is_empty(), "{preset:?}: {id}");
            }
        }
    }
}
