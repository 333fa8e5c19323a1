//! Every integration test, in one program. A module is a sentence's subject.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "all/cli.rs"]
mod cli;
#[path = "all/corpus.rs"]
mod corpus;
#[path = "all/oracle.rs"]
mod oracle;
#[path = "all/tool.rs"]
mod tool;
