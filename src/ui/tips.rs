//! Tool tips of buttons: what a press does, and then its key.

use crate::app::actions;
use crate::messages::say_with;

/// What a press does, with the key of the action of that id, if it has one.
pub(super) fn keyed(what: &str, action: &str) -> String {
    match actions::named(action).and_then(|action| action.keys.first()) {
        Some(keys) => with_key(what, &keys.text()),
        None => what.to_owned(),
    }
}

/// What a press does, with the name of a key.
pub(super) fn with_key(what: &str, key: &str) -> String {
    say_with("tip-keyed", [("what", what.to_owned().into()), ("key", key.to_owned().into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tip_names_the_action_and_then_its_key() {
        assert_eq!(keyed("Go to the next match", "search.next"), "Go to the next match (F3)");
        assert_eq!(keyed("Look for it in all open files", "search.all").matches('(').count(), 1);
        assert_eq!(keyed("List the lines that do not match", ""), "List the lines that do not match");
        assert_eq!(with_key("Close", "Escape"), "Close (Escape)");
    }
}
