//! The window does what its labels say: driven without a display, found by its visible labels.

#[path = "window/access.rs"]
mod access;
#[path = "window/any.rs"]
mod any;
#[path = "window/asks.rs"]
mod asks;
#[path = "window/blocks.rs"]
mod blocks;
#[path = "window/bytes.rs"]
mod bytes;
#[path = "window/cells.rs"]
mod cells;
#[path = "window/changes.rs"]
mod changes;
#[path = "window/come_back.rs"]
mod come_back;
#[path = "window/compare.rs"]
mod compare;
#[path = "window/compressed.rs"]
mod compressed;
#[path = "window/contexts.rs"]
mod contexts;
#[path = "window/diagnostics.rs"]
mod diagnostics;
// Locks and inodes of Unix.
#[cfg(unix)]
#[path = "window/edits.rs"]
mod edits;
#[path = "window/encoding.rs"]
mod encoding;
#[path = "window/escape.rs"]
mod escape;
#[path = "window/export.rs"]
mod export;
#[path = "window/file_map.rs"]
mod file_map;
// Runs logrotate, and tells files by their inodes.
#[cfg(target_os = "linux")]
#[path = "window/follow.rs"]
mod follow;
#[path = "window/hashes.rs"]
mod hashes;
#[cfg(unix)]
#[path = "window/index_cache.rs"]
mod index_cache;
#[path = "window/inspector.rs"]
mod inspector;
#[path = "window/kept.rs"]
mod kept;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/languages.rs"]
mod languages;
#[path = "window/lines.rs"]
mod lines;
#[path = "window/list.rs"]
mod list;
#[path = "window/list_model.rs"]
mod list_model;
#[path = "window/logs.rs"]
mod logs;
// Compares with what `/proc` says of pages.
#[cfg(target_os = "linux")]
#[path = "window/map.rs"]
mod map;
#[path = "window/palette.rs"]
mod palette;
#[path = "window/panels.rs"]
mod panels;
#[path = "window/panes.rs"]
mod panes;
#[path = "window/panics.rs"]
mod panics;
#[path = "window/parts.rs"]
mod parts;
#[path = "window/places.rs"]
mod places;
#[path = "window/rebinding.rs"]
mod rebinding;
#[path = "window/report.rs"]
mod report;
#[path = "window/rooms.rs"]
mod rooms;
#[path = "window/rows.rs"]
mod rows;
#[path = "window/search.rs"]
mod search;
#[path = "window/session.rs"]
mod session;
// Stops a file system, which takes FUSE.
#[cfg(target_os = "linux")]
#[path = "window/silent.rs"]
mod silent;
// Makes files of eight exbibytes, on a tmpfs.
#[cfg(target_os = "linux")]
#[path = "window/sizes.rs"]
mod sizes;
#[path = "window/slow.rs"]
mod slow;
#[path = "window/stage.rs"]
mod stage;
#[path = "window/status.rs"]
mod status;
#[path = "window/structure.rs"]
mod structure;
#[path = "window/summaries.rs"]
mod summaries;
#[path = "window/summary.rs"]
mod summary;
#[path = "window/table.rs"]
mod table;
#[path = "window/tabs.rs"]
mod tabs;
#[path = "window/taps.rs"]
mod taps;
#[path = "window/text.rs"]
mod text;
#[path = "window/tour.rs"]
mod tour;
#[path = "window/whole_tour.rs"]
mod whole_tour;
