//! Presses that are over within a frame: taps, remote desktops, slow frames.
#![cfg(test)]

use super::bytes::places;
use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Seen, Stage, numbered, without_summary};
use crate::random::Random;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use gander::base::units::{px, to_usize};
use gander::base::{Offset, Span};
use gander::search::Pattern;
use gander::view::PaneMsg;

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

/// Clicks for 0 to 40 ms in frames of 17 or 50 ms, so that a click may be over within a frame or take some. Shift
/// goes down within the frame of the press at the latest, and comes up within that of the release at the earliest.
fn tap(stage: &mut Stage, at: Pos2, modifiers: Modifiers, random: &mut Random) {
    let frame_ms = if random.below(2) == 0 { 17 } else { 50 };
    let later = (random.below(frame_ms) + random.below(41)) / frame_ms;
    let keys = |modifiers| Event::ModifiersChanged(modifiers);
    let mut events = vec![keys(modifiers), Event::PointerMoved(at)];
    if random.below(2) == 0 {
        stage.frame_with(std::mem::take(&mut events));
    }
    events.push(button(at, true, modifiers));
    for _ in 0..later {
        stage.frame_with(std::mem::take(&mut events));
    }
    events.extend([button(at, false, modifiers), keys(NONE)]);
    stage.frame_with(events);
    // What it asked for is done by the next.
    stage.frames(2);
}

/// 200 taps at places that `place` finds, each with a value of the order in which Shift selects; none next to the
/// one before, or it would be a double click. `is_right` is asked after each for the value of the last tap without
/// Shift, and that of this one if it had Shift.
fn two_hundred_taps<T: Copy + PartialEq>(
    stage: &mut Stage,
    seed: u64,
    place: impl Fn(&Stage, &mut Random) -> (Pos2, T),
    is_right: impl Fn(&Stage, T, Option<T>) -> Result<(), String>,
) {
    let mut random = Random(seed);
    let (mut anchor, mut last, mut lost) = (None, Pos2::ZERO, Vec::new());
    for nr in 0..200 {
        let (at, value) = loop {
            let (at, value) = place(stage, &mut random);
            if (at.y - last.y).abs() > 10.0 {
                break (at, value);
            }
        };
        last = at;
        let shift = anchor.filter(|_| random.below(2) == 0);
        tap(stage, at, if shift.is_some() { SHIFT } else { NONE }, &mut random);
        anchor = shift.or(Some(value));
        let checked = is_right(stage, anchor.unwrap_or(value), shift.map(|_| value));
        lost.extend(checked.err().map(|why| format!("tap {nr} at {at:?}: {why}")));
    }
    assert!(lost.is_empty(), "{} of 200 taps are lost:\n{}", lost.len(), lost.join("\n"));
}

/// An error if these differ.
fn same<T: Copy + PartialEq + std::fmt::Debug>(is: T, expected: T) -> Result<(), String> {
    if is == expected { Ok(()) } else { Err(format!("{is:?} instead of {expected:?}")) }
}

#[test]
fn of_two_hundred_taps_of_0_to_40_ms_on_text_none_is_lost() {
    let folder = Folder::new();
    let text = numbered(200);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    let place = |stage: &Stage, random: &mut Random| {
        let row = &stage.row_nodes()[2 + to_usize(random.below(20))];
        let line = row.text.split_once(' ').expect("a number stands before it").1;
        let start = text.find(&format!("{line}\n")).expect("it is there") as u64;
        let column = random.below(line.len() as u64 + 1);
        (row.rect.left_center() + vec2(px(to_usize(column)) * 7.8 + 1.0, 0.0), start + column)
    };
    two_hundred_taps(&mut stage, 1, place, |stage, anchor, shift| {
        let here = shift.unwrap_or(anchor);
        same(stage.front().cursor(), Offset(here))?;
        let selected = Span { start: Offset(anchor.min(here)), end: Offset(anchor.max(here)) };
        same(stage.front().selection(), selected)
    });
}

#[test]
fn of_two_hundred_taps_of_0_to_40_ms_on_bytes_none_is_lost() {
    let folder = Folder::new();
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&folder.file("a.bin", (0..=255).cycle().take(4096).collect::<Vec<u8>>()));
    stage.until_scanned();
    stage.key(CTRL, Key::Num2);
    stage.frames(3);
    let place = |stage: &Stage, random: &mut Random| {
        let (row, byte) = (2 + random.below(20), random.below(16));
        let (digits, char) = places(stage, &stage.row_nodes()[to_usize(row)], byte);
        (char.filter(|_| random.below(2) == 0).unwrap_or(digits), row * 16 + byte)
    };
    two_hundred_taps(&mut stage, 2, place, |stage, anchor, shift| match shift {
        None => same(stage.front().cursor(), Offset(anchor)),
        Some(here) => {
            let selected = Span { start: Offset(anchor.min(here)), end: Offset(anchor.max(here) + 1) };
            same(stage.front().selection(), selected)
        }
    });
}

#[test]
fn of_two_hundred_taps_of_0_to_40_ms_on_the_list_none_is_lost() {
    let folder = Folder::new();
    let text = numbered(900);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    stage.perform(PaneMsg::Search(Pattern::fixed("7")));
    stage.until("lines are listed", |stage| {
        let searching = stage.front().doc.searching();
        searching.is_some_and(|one| !one.is_running() && one.list().rows().0.len() > 6)
    });
    let listed = |stage: &Stage| -> Vec<Seen> {
        stage.seen().into_iter().filter(|seen| seen.role == Role::ListItem).collect()
    };
    let start = |nr: u64| {
        let lines = text.split_inclusive('\n').take(to_usize(nr) - 1);
        Offset(lines.map(str::len).sum::<usize>() as u64)
    };
    let place = |stage: &Stage, random: &mut Random| {
        let lines = listed(stage);
        // The first and the last may be cut.
        let line = &lines[1 + to_usize(random.below(lines.len() as u64 - 2))];
        let nr = line.text.rsplit(' ').next().and_then(|nr| nr.parse().ok()).expect("it ends in its number");
        (line.rect.center(), nr)
    };
    two_hundred_taps(&mut stage, 3, place, |stage, anchor, shift: Option<u64>| {
        let list = stage.front().doc.searching().expect("it is searched").list();
        let here = shift.unwrap_or(anchor);
        for row in list.rows().0 {
            let (from, to) = (start(anchor.min(here)), start(anchor.max(here)));
            let expected = (from..=to).contains(&row.start);
            if list.selects(row) != expected {
                return Err(format!("{row:?} from {anchor} to {here} is selected: {}", !expected));
            }
        }
        // With Shift the view stays.
        same(stage.front().cursor(), start(anchor))
    });
}
