//! The window does what its labels say: driven without a display, found by its visible labels.

#[path = "window/any.rs"]
mod any;
#[path = "window/blocks.rs"]
mod blocks;
#[path = "window/cells.rs"]
mod cells;
#[path = "window/changes.rs"]
mod changes;
#[path = "window/contexts.rs"]
mod contexts;
#[path = "window/diagnostics.rs"]
mod diagnostics;
#[path = "window/encoding.rs"]
mod encoding;
#[path = "window/export.rs"]
mod export;
#[path = "window/follow.rs"]
mod follow;
#[path = "window/kept.rs"]
mod kept;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/lines.rs"]
mod lines;
#[path = "window/logs.rs"]
mod logs;
#[path = "window/map.rs"]
mod map;
#[path = "window/panels.rs"]
mod panels;
#[path = "window/panes.rs"]
mod panes;
#[path = "window/panics.rs"]
mod panics;
#[path = "window/places.rs"]
mod places;
#[path = "window/rooms.rs"]
mod rooms;
#[path = "window/search.rs"]
mod search;
#[path = "window/silent.rs"]
mod silent;
#[path = "window/sizes.rs"]
mod sizes;
#[path = "window/slow.rs"]
mod slow;
#[path = "window/stage.rs"]
mod stage;
#[path = "window/summary.rs"]
mod summary;
#[path = "window/tabs.rs"]
mod tabs;
#[path = "window/taps.rs"]
mod taps;
#[path = "window/text.rs"]
mod text;
