//! Panels: where they are. What opens each stands in the menu of its feature.

use super::{Action, Context, Menu, Target, action};
use crate::app::App;
use crate::app::docks::Edge;
use crate::app::msg::AppMsg;

const MENU: Menu = Menu::Window;

/// Whether a panel is the target, and on another edge.
fn is_off(app: &App, at: Target, edge: Edge) -> bool {
    at.panel.is_some_and(|panel| app.docks().placed(panel).edge != edge)
}

fn move_to(app: &mut App, at: Target, edge: Edge) {
    at.panel.into_iter().for_each(|panel| {
        app.perform(AppMsg::MovePanel { panel, edge, before: None }.into());
    });
}

pub(super) static ACTIONS: &[Action] = &[
    action("panel.left", MENU, |app, at| move_to(app, at, Edge::Left))
        .group()
        .on(&[Context::Panel])
        .needs(|app, at| is_off(app, at, Edge::Left)),
    action("panel.right", MENU, |app, at| move_to(app, at, Edge::Right))
        .on(&[Context::Panel])
        .needs(|app, at| is_off(app, at, Edge::Right)),
    action("panel.top", MENU, |app, at| move_to(app, at, Edge::Top))
        .on(&[Context::Panel])
        .needs(|app, at| is_off(app, at, Edge::Top)),
    action("panel.bottom", MENU, |app, at| move_to(app, at, Edge::Bottom))
        .on(&[Context::Panel])
        .needs(|app, at| is_off(app, at, Edge::Bottom)),
    action("panel.outwards", MENU, |app, at| app.move_panel_outwards(at)).on(&[Context::Panel]).needs(
        |app, at| {
            let edge = at.panel.map(|panel| app.docks().placed(panel).edge);
            edge.is_some_and(|edge| app.docks().on(edge).filter(|placed| placed.is_open).count() > 1)
        },
    ),
    action("panel.close", MENU, |app, at| {
        at.panel.into_iter().for_each(|panel| app.perform(AppMsg::ClosePanel(panel).into()));
    })
    .on(&[Context::Panel])
    .needs(|_, at| at.panel.is_some()),
];
