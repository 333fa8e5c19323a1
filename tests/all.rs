//! Every integration test, in one program. A module is a sentence's subject.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
// What needs Linux, or a Unix, says so and why where it stands; elsewhere its imports and helpers lie idle.
#![cfg_attr(
    not(target_os = "linux"),
    allow(unused_imports, dead_code, reason = "they are of tests that Linux alone can run")
)]

#[path = "all/child.rs"]
mod child;
#[path = "all/cli.rs"]
mod cli;
#[path = "all/code_units.rs"]
mod code_units;
// Compares with Python, whose name differs on Windows.
#[cfg(unix)]
#[path = "all/columns.rs"]
mod columns;
#[path = "all/compare.rs"]
mod compare;
#[path = "all/corpus.rs"]
mod corpus;
#[path = "all/diff.rs"]
mod diff;
// Mounts a file system that it made itself, on a loop device.
#[cfg(target_os = "linux")]
#[path = "all/disk.rs"]
mod disk;
// Kills processes, mounts a file system in memory, and locks files with `flock`.
#[cfg(target_os = "linux")]
#[path = "all/edits.rs"]
mod edits;
#[path = "all/encodings.rs"]
mod encodings;
#[path = "all/exports.rs"]
mod exports;
// Reads `/proc`, sets limits, and takes pages from under maps, which other systems refuse.
#[cfg(target_os = "linux")]
#[path = "all/faults.rs"]
mod faults;
#[path = "all/hashes.rs"]
mod hashes;
#[path = "all/heads.rs"]
mod heads;
// Compares with Python, whose name differs on Windows.
#[cfg(unix)]
#[path = "all/inspect.rs"]
mod inspect;
#[path = "all/laws.rs"]
mod laws;
#[path = "all/layers.rs"]
mod layers;
// Reads `/proc`, and sets limits of Linux.
#[cfg(target_os = "linux")]
#[path = "all/limits.rs"]
mod limits;
#[path = "all/log.rs"]
mod log;
#[path = "all/merged.rs"]
mod merged;
#[path = "all/messages.rs"]
mod messages;
// Changes files under their maps, which other systems refuse or see later.
#[cfg(target_os = "linux")]
#[path = "all/model.rs"]
mod model;
#[path = "all/moody.rs"]
mod moody;
#[path = "all/naive.rs"]
mod naive;
#[path = "all/named_values.rs"]
mod named_values;
#[path = "all/nasty.rs"]
mod nasty;
// Compares with Python, whose name differs on Windows.
#[cfg(unix)]
#[path = "all/oracle.rs"]
mod oracle;
#[path = "all/packages.rs"]
mod packages;
#[path = "../packaging/generate/pages.rs"]
mod pages;
#[path = "all/parts.rs"]
mod parts;
#[path = "all/pipes.rs"]
mod pipes;
#[path = "all/polluter.rs"]
mod polluter;
#[path = "plain/random.rs"]
mod random;
#[path = "all/report.rs"]
mod report;
#[path = "all/saved.rs"]
mod saved;
#[path = "all/schema.rs"]
mod schema;
#[path = "all/search.rs"]
mod search;
#[path = "all/sessions.rs"]
mod sessions;
// Cuts files under their maps, and waits for SIGBUS.
#[cfg(target_os = "linux")]
#[path = "all/storm.rs"]
mod storm;
// Counts its threads by name, in `/proc`.
#[cfg(target_os = "linux")]
#[path = "all/strings.rs"]
mod strings;
// Compares with Python, whose name differs on Windows.
#[cfg(unix)]
#[path = "all/structures.rs"]
mod structures;
#[path = "all/stuck.rs"]
mod stuck;
#[path = "all/summaries.rs"]
mod summaries;
#[path = "all/times.rs"]
mod times;
#[path = "all/told.rs"]
mod told;
#[path = "all/tool.rs"]
mod tool;
#[path = "all/tree.rs"]
mod tree;
#[path = "all/trial.rs"]
mod trial;
#[path = "all/twins.rs"]
mod twins;
#[path = "all/validator.rs"]
mod validator;
#[cfg(feature = "window")]
#[path = "all/window.rs"]
mod window;
