//! Every integration test, in one program. A module is a sentence's subject.

#[path = "all/cli.rs"]
mod cli;
#[path = "all/corpus.rs"]
mod corpus;
#[path = "all/oracle.rs"]
mod oracle;
#[path = "all/tool.rs"]
mod tool;
