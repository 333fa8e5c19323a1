//! Sample files: logs, tables, JSON in one line, and bytes of all kinds.
//!
//! The same kind, size and seed give the same bytes, on every machine and with every version
//! of every library: the random numbers are our own. Made at memory speed, so that a sample
//! of many gigabytes costs what the disk costs.

mod binary;
mod json;
mod log;
mod random;
mod table;
mod text;

use crate::base::units::len_u64;
use crate::messages::Text;
use random::Random;
use std::io::{self, Write};

/// Size of the write buffer, in bytes.
const BUFFER: usize = 1 << 20;

/// A sample's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleKind {
    /// A service's log, about 100 bytes a line.
    Log,
    /// CSV with quoted fields.
    Table,
    /// An array of records, all in one line.
    Json,
    /// Regions of zeros, text, noise, code and numbers.
    Binary,
}

impl SampleKind {
    /// Every kind, in display order.
    pub const ALL: [Self; 4] = [Self::Log, Self::Table, Self::Json, Self::Binary];

    /// The stable name on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Table => "table",
            Self::Json => "json",
            Self::Binary => "binary",
        }
    }

    /// The file name extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Table => "csv",
            Self::Json => "json",
            Self::Binary => "bin",
        }
    }

    /// The kind of this stable name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// Writes a sample of at most `size` bytes: the whole records that fit. How many bytes it is.
///
/// `progress` is called after each MiB with the bytes written; false stops.
///
/// # Errors
/// Those of `out`; [`io::ErrorKind::Interrupted`] if `progress` returned false.
pub fn write(
    kind: SampleKind,
    size: u64,
    seed: u64,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64) -> bool,
) -> io::Result<u64> {
    let random = Random::new(seed);
    let mut sink =
        SampleWriter { out, progress, buffer: Vec::with_capacity(BUFFER + BUFFER / 2), written: 0 };
    match kind {
        SampleKind::Log => {
            let mut log = log::SampleLog::new(random);
            sink.records(size, b"", |buffer, at, room| log.line(buffer, at, room))?;
        }
        SampleKind::Table => {
            let mut table = table::SampleTable::new(random);
            sink.records(size, b"", |buffer, at, _| table.record(buffer, at))?;
        }
        SampleKind::Json => json::write(&mut sink, size, random)?,
        SampleKind::Binary => binary::write(&mut sink, size, random)?,
    }
    sink.flush()?;
    Ok(sink.written)
}

/// A buffered writer of records.
struct SampleWriter<'a> {
    out: &'a mut dyn Write,
    progress: &'a mut dyn FnMut(u64) -> bool,
    buffer: Vec<u8>,
    written: u64,
}

impl SampleWriter<'_> {
    /// Bytes so far.
    fn len(&self) -> u64 {
        self.written + len_u64(self.buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.written += len_u64(self.buffer.len());
        self.buffer.clear();
        match (self.progress)(self.written) {
            true => Ok(()),
            false => Err(io::Error::new(io::ErrorKind::Interrupted, Text::new("save-stopped"))),
        }
    }

    /// Writes records as long as they fit into `size` with `end` after them, then `end`.
    ///
    /// `next` appends a record, given the bytes that precede it and the room that is left.
    fn records(
        &mut self,
        size: u64,
        end: &[u8],
        mut next: impl FnMut(&mut Vec<u8>, u64, u64),
    ) -> io::Result<()> {
        let size = size.saturating_sub(len_u64(end.len()));
        loop {
            let (whole, at) = (self.buffer.len(), self.len());
            next(&mut self.buffer, at, size.saturating_sub(at));
            if self.len() > size {
                self.buffer.truncate(whole);
                self.buffer.extend_from_slice(end);
                return Ok(());
            }
            if self.buffer.len() >= BUFFER {
                self.flush()?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(kind: SampleKind, size: u64, seed: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let n = write(kind, size, seed, &mut out, &mut |_| true).expect("memory takes everything");
        assert_eq!(n, len_u64(out.len()));
        assert!(n <= size, "{} of {size}", kind.id());
        out
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        // FNV-1a of 100,000 bytes, seed 1: fails when a sample changes, which none may.
        let known = [
            (SampleKind::Log, 0x5AC6_D47E_8E15_11C6),
            (SampleKind::Table, 0x4411_6EBC_2419_CEF6),
            (SampleKind::Json, 0xC0B0_A9AB_1633_10EF),
            (SampleKind::Binary, 0x785B_9F46_B3F9_9F85),
        ];
        for (kind, hash) in known {
            let bytes = sample(kind, 100_000, 1);
            let fnv = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
            });
            assert_eq!(fnv, hash, "{} is now {fnv:#x}", kind.id());
            assert!(bytes.len() > 99_000, "{} has {} bytes", kind.id(), bytes.len());
            assert_ne!(bytes, sample(kind, 100_000, 2), "{}", kind.id());
        }
    }

    #[test]
    fn only_whole_records_are_written() {
        for size in [0, 1, 2, 3, 50, 150, 1000, 5000, (1 << 20) + 1, 3 << 20] {
            let log = sample(SampleKind::Log, size, 7);
            assert!(log.is_empty() || log.ends_with(b"\n"));
            let table = sample(SampleKind::Table, size, 7);
            let mut reader = csv::Reader::from_reader(table.as_slice());
            assert!(reader.records().all(|record| record.is_ok()), "table of {size}");
            let json = sample(SampleKind::Json, size, 7);
            if size > 1 {
                let records: Vec<serde_json::Value> = serde_json::from_slice(&json).expect("JSON");
                assert!(size < 1000 || len_u64(records.len()) > size / 400);
            }
            assert!(memchr::memchr(b'\n', &json).is_none_or(|at| at + 1 == json.len()));
            assert_eq!(len_u64(sample(SampleKind::Binary, size, 7).len()), size);
        }
    }

    #[test]
    fn times_in_a_log_never_go_back() {
        let log = String::from_utf8(sample(SampleKind::Log, 1 << 20, 3)).expect("UTF-8");
        let times: Vec<&str> = log.lines().map(|line| &line[..23]).collect();
        assert!(times.is_sorted());
        let mean = log.len() / times.len();
        assert!((80..140).contains(&mean), "{mean} bytes a line");
    }

    #[test]
    fn a_stopped_sample_is_an_error() {
        let mut out = Vec::new();
        let stopped = write(SampleKind::Log, 64 << 20, 1, &mut out, &mut |_| false);
        assert_eq!(stopped.map_err(|error| error.kind()), Err(io::ErrorKind::Interrupted));
        assert!(out.len() < 2 << 20);
    }
}
