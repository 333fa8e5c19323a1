//! Tool tips of buttons: what a press does, and then its key.

use crate::app::App;
use crate::app::actions;
use crate::app::keymap::Keymap;
use crate::messages::say_with;
use egui::{Context, Id};
use std::sync::Arc;

fn id() -> Id {
    Id::unique("keys of tool tips")
}

/// Takes the keys in force; before anything is drawn.
pub(super) fn install(ctx: &Context, app: &App) {
    ctx.data_mut(|data| data.insert_temp(id(), Arc::clone(app.keymap())));
}

/// What a press does, with the key of the action of that id, if it has one.
pub(super) fn keyed(ctx: &Context, what: &str, action: &str) -> String {
    let keymap: Option<Arc<Keymap>> = ctx.data(|data| data.get_temp(id()));
    match actions::named(action).and_then(|action| keymap?.text(action)) {
        Some(keys) => with_key(what, &keys),
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
    use crate::app::keymap::KeySettings;

    #[test]
    fn a_tip_names_the_action_and_then_its_key() {
        let ctx = Context::default();
        assert_eq!(keyed(&ctx, "Go to the next match", "search.next"), "Go to the next match");
        ctx.data_mut(|data| data.insert_temp(id(), Arc::new(Keymap::new(&KeySettings::default(), false))));
        let keyed = |what, action| super::keyed(&ctx, what, action);
        assert_eq!(keyed("Go to the next match", "search.next"), "Go to the next match (F3)");
        assert_eq!(keyed("Look for it in all open files", "search.all").matches('(').count(), 1);
        assert_eq!(keyed("List the lines that do not match", ""), "List the lines that do not match");
        assert_eq!(with_key("Close", "Escape"), "Close (Escape)");
    }
}
