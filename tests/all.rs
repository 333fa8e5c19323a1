//! Every integration test, in one program. A module is a sentence's subject.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "all/child.rs"]
mod child;
#[path = "all/cli.rs"]
mod cli;
#[path = "all/code_units.rs"]
mod code_units;
#[path = "all/corpus.rs"]
mod corpus;
#[path = "all/disk.rs"]
mod disk;
#[path = "all/encodings.rs"]
mod encodings;
#[path = "all/faults.rs"]
mod faults;
#[path = "all/heads.rs"]
mod heads;
#[path = "all/laws.rs"]
mod laws;
#[path = "all/layers.rs"]
mod layers;
#[path = "all/limits.rs"]
mod limits;
#[path = "all/log.rs"]
mod log;
#[path = "all/messages.rs"]
mod messages;
#[path = "all/model.rs"]
mod model;
#[path = "all/moody.rs"]
mod moody;
#[path = "all/naive.rs"]
mod naive;
#[path = "all/nasty.rs"]
mod nasty;
#[path = "all/oracle.rs"]
mod oracle;
#[path = "all/pipes.rs"]
mod pipes;
#[path = "all/search.rs"]
mod search;
#[path = "all/storm.rs"]
mod storm;
#[path = "all/stuck.rs"]
mod stuck;
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
#[cfg(feature = "window")]
#[path = "all/window.rs"]
mod window;
