//! Presses that are over within a frame: taps, remote desktops, slow frames.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, SHIFT, Stage, numbered};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use gander::base::{Offset, Span};

fn button(pos: Pos2, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }
}

/// What a hand does, from the pointer's first move to the last release.
fn hand(from: Pos2, to: Pos2, n_clicks: usize, modifiers: Modifiers) -> Vec<Event> {
    let mut events = vec![Event::PointerMoved(from)];
    for _ in 1..n_clicks {
        events.extend([button(from, true, modifiers), button(from, false, modifiers)]);
    }
    events.push(button(from, true, modifiers));
    if from != to {
        events.extend([Event::PointerMoved(from + (to - from) / 2.0), Event::PointerMoved(to)]);
    }
    events.push(button(to, false, modifiers));
    events
}

/// Cursor and selection after a gesture, with an event a frame or all in one.
fn after(stage: &mut Stage, events: &[Event], modifiers: Modifiers, at_once: bool) -> (Offset, Span) {
    // Long enough for a first click.
    stage.frames(26);
    stage.events(vec![Event::ModifiersChanged(modifiers)]);
    if at_once {
        stage.events(events.to_vec());
    } else {
        events.iter().for_each(|event| stage.events(vec![event.clone()]));
    }
    stage.events(vec![Event::ModifiersChanged(NONE)]);
    stage.frames(2);
    (stage.front().cursor(), stage.front().selection())
}

#[test]
fn what_is_over_within_a_frame_does_what_it_does_slowly() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(200));
    for view in [Key::Num1, Key::Num2] {
        let mut stage = Stage::showing(&path);
        stage.key(CTRL, view);
        stage.frames(3);
        let corner = stage.row_nodes()[0].rect.left_top();
        // Numbers that look random: places over the rows, and beside them.
        let mut seed = 7_u64;
        let mut random = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        let mut changed = 0;
        for _ in 0..16 {
            let mut place = || {
                let beside = random(5) == 0 && view == Key::Num1;
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let place = if beside { -24.0 } else { random(60) as f32 };
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let y = random(300) as f32;
                corner + vec2(place, 4.0 + y)
            };
            let (from, other) = (place(), place());
            let (n_clicks, to) = match random(4) {
                0 => (2, from),
                1 => (3, from),
                2 => (1, other),
                _ => (1, from),
            };
            let modifiers = if n_clicks == 1 && random(3) == 0 { SHIFT } else { NONE };
            // Both from the same place.
            let start = corner + Vec2::new(2.0, 4.0 + 18.0 * 3.0);
            let both = [false, true].map(|at_once| {
                after(&mut stage, &hand(start, start, 1, NONE), NONE, false);
                after(&mut stage, &hand(from, to, n_clicks, modifiers), modifiers, at_once)
            });
            assert_eq!(both[0], both[1], "{from:?} {to:?} {n_clicks} {modifiers:?}");
            changed += usize::from(!both[0].1.is_empty());
        }
        assert!(changed >= 2, "{changed} of 16 selected something");
    }
}
