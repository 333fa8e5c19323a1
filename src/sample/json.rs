//! JSON in one line: an array of records, its only line end after the closing bracket.

use super::random::Random;
use super::text::{CITIES, FAR_WORDS, SampleClock, WORDS, hex, number, padded};
use super::{SampleWriter, len_u64};
use std::io;

/// Writes an array that closes within `size` bytes; nothing if not even `[]` fits.
pub(super) fn write(sink: &mut SampleWriter<'_>, size: u64, random: Random) -> io::Result<()> {
    let end: &[u8] = if size > 2 { b"]\n" } else { b"]" };
    if size < 1 + len_u64(end.len()) {
        return Ok(());
    }
    sink.buffer.push(b'[');
    let mut json = SampleJson { random, clock: SampleClock::new(b'T'), id: 0 };
    sink.records(size, end, |out, _, _| json.record(out))
}

struct SampleJson {
    random: Random,
    clock: SampleClock,
    id: u64,
}

impl SampleJson {
    fn record(&mut self, out: &mut Vec<u8>) {
        let bits = self.random.next();
        out.extend_from_slice(if self.id == 0 { b"{\"id\":" } else { b",{\"id\":" });
        number(out, self.id);
        self.id += 1;
        out.extend_from_slice(b",\"time\":\"");
        self.clock.stamp(out, bits & 0xFFF);
        out.extend_from_slice(b"Z\",\"user\":{\"key\":\"");
        hex::<12>(out, bits);
        out.extend_from_slice(b"\",\"city\":\"");
        out.extend_from_slice(self.random.pick(&CITIES).as_bytes());
        out.extend_from_slice(b"\"},\"tags\":[\"");
        out.extend_from_slice(self.random.pick(&WORDS).as_bytes());
        out.extend_from_slice(b"\",\"");
        out.extend_from_slice(
            self.random.pick(if bits >> 60 == 0 { &FAR_WORDS[..] } else { &WORDS }).as_bytes(),
        );
        out.extend_from_slice(b"\"],\"score\":");
        number(out, bits >> 12 & 127);
        out.push(b'.');
        padded::<2>(out, bits >> 19 & 63);
        out.extend_from_slice(if bits >> 25 & 3 == 0 { b",\"ok\":false" } else { b",\"ok\":true" });
        out.extend_from_slice(match bits >> 27 & 15 {
            0 => b",\"note\":\"said \\\"why\\\", then\\nleft\"}",
            1 => b",\"note\":\"\\u2028 and \\\\ back\"}",
            _ => b",\"note\":null}" as &[u8],
        });
    }
}
