//! A service's log: times that go on, levels, words, now and then a word that isn't ASCII, a
//! very long line, or a character that turns the writing direction.

use super::random::Random;
use super::text::{FAR_WORDS, SampleClock, WORDS, fill, hex, number, padded};

/// Length in bytes of the rare long line, without its end.
const LONG: usize = 320_006;

/// The first long line comes after so many bytes, then one after each `LONG_EVERY`.
const LONG_FROM: u64 = 128 << 20;
const LONG_EVERY: u64 = 256 << 20;

const UNITS: [&str; 6] = ["db", "http", "cache", "auth", "queue", "disk"];

pub(super) struct SampleLog {
    random: Random,
    clock: SampleClock,
    next_long: u64,
}

impl SampleLog {
    pub(super) fn new(random: Random) -> Self {
        Self { random, clock: SampleClock::new(b' '), next_long: LONG_FROM }
    }

    /// Appends a line; `at` bytes precede it, and there is `room` for so many.
    pub(super) fn line(&mut self, out: &mut Vec<u8>, at: u64, room: u64) {
        let start = out.len();
        self.head(out);
        if at >= self.next_long {
            self.next_long += LONG_EVERY;
            if room > crate::base::units::len_u64(LONG) {
                let len = LONG - (out.len() - start);
                fill(out, len, || self.random.pick(&WORDS));
                out.push(b'\n');
                return;
            }
        }
        self.words(out);
        self.path(out);
        out.push(b'\n');
    }

    /// `2026-03-14 09:26:53.000 INFO  [db-000] req=13b01b0 took=1998us `
    fn head(&mut self, out: &mut Vec<u8>) {
        let bits = self.random.next();
        self.clock.stamp(out, bits & 7);
        out.extend_from_slice(match bits >> 3 & 63 {
            0 => b" ERROR [",
            1..4 => b" WARN  [",
            4..20 => b" DEBUG [",
            _ => b" INFO  [",
        });
        out.extend_from_slice(self.random.pick(&UNITS).as_bytes());
        out.push(b'-');
        padded::<3>(out, bits >> 9 & 63);
        out.extend_from_slice(b"] req=");
        hex::<7>(out, bits >> 15);
        out.extend_from_slice(b" took=");
        number(out, 80 + (bits >> 43 & 0xFFF));
        out.extend_from_slice(b"us ");
    }

    fn words(&mut self, out: &mut Vec<u8>) {
        for _ in 0..2 + self.random.below(3) {
            out.extend_from_slice(self.random.pick(&WORDS).as_bytes());
            out.push(b' ');
        }
        if self.random.one_in(24) {
            out.extend_from_slice(self.random.pick(&FAR_WORDS).as_bytes());
            out.push(b' ');
        }
        if self.random.one_in(50_000) {
            out.extend_from_slice("user=\u{202E}nimda ".as_bytes());
        }
    }

    fn path(&mut self, out: &mut Vec<u8>) {
        let bits = self.random.next();
        out.extend_from_slice(b"path=/api/v");
        number(out, bits & 3);
        out.extend_from_slice(b"/item/");
        number(out, bits >> 2 & 0xF_FFFF);
    }
}
