//! What a start says to the first window: one line of JSON, and a line in answer.

use crate::app::kept::paths;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

/// The longest line, in bytes.
const MOST: u64 = 4 << 20;

/// The version of what is said.
const VERSION: u32 = 1;

/// Files to be opened.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    version: u32,
    files: Vec<KeptPath>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptPath(#[serde(with = "paths")] PathBuf);

/// What the first window answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The files are open.
    Taken,
    /// It is still being made: wait longer.
    Wait,
    /// It does not take them.
    Refused,
}

impl Answer {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Taken, "taken"), (Self::Wait, "wait"), (Self::Refused, "refused")];
}

/// Sends files.
pub(super) fn send(stream: &mut UnixStream, files: &[PathBuf]) -> std::io::Result<()> {
    let files = files.iter().map(|path| KeptPath(path.clone())).collect();
    let mut line = serde_json::to_vec(&Request { version: VERSION, files })?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Receives files; `None` for what another program says.
pub(super) fn receive(stream: &UnixStream) -> Option<Vec<PathBuf>> {
    let request: Request = serde_json::from_str(&line(stream)?).ok()?;
    (request.version == VERSION).then(|| request.files.into_iter().map(|path| path.0).collect())
}

/// Sends an answer.
pub(super) fn answer(stream: &mut UnixStream, answer: Answer) -> std::io::Result<()> {
    let word = Answer::ALL.iter().find(|(one, _)| *one == answer).map_or("", |(_, word)| word);
    stream.write_all(format!("{word}\n").as_bytes())
}

/// Receives an answer.
pub(super) fn answered(stream: &UnixStream) -> Option<Answer> {
    let line = line(stream)?;
    Answer::ALL.iter().find(|(_, word)| *word == line.trim_end()).map(|(answer, _)| *answer)
}

/// A whole line, byte by byte: what follows it is not this one's.
fn line(stream: &UnixStream) -> Option<String> {
    let mut text = String::new();
    BufReader::with_capacity(1, stream.take(MOST)).read_line(&mut text).ok()?;
    text.ends_with('\n').then_some(text)
}
