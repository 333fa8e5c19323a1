//! A table as CSV: numbers, dates, repeating and unique text, empty fields, and now and then
//! fields that need quotes: with commas, quotes, or line ends inside.

use super::random::Random;
use super::text::{CITIES, FAR_WORDS, SampleClock, WORDS, number, padded};

pub(super) struct SampleTable {
    random: Random,
    clock: SampleClock,
    id: u64,
}

impl SampleTable {
    pub(super) fn new(random: Random) -> Self {
        Self { random, clock: SampleClock::new(b'T'), id: 0 }
    }

    /// Appends the header if nothing precedes it, else a record.
    pub(super) fn record(&mut self, out: &mut Vec<u8>, at: u64) {
        if at == 0 {
            out.extend_from_slice(b"id,time,city,product,quantity,price,share,active,comment\n");
            return;
        }
        let bits = self.random.next();
        self.id += 1;
        number(out, self.id);
        out.push(b',');
        self.clock.stamp(out, bits & 0x3FFF);
        out.extend_from_slice(b"Z,");
        out.extend_from_slice(self.random.pick(&CITIES).as_bytes());
        out.push(b',');
        self.product(out);
        out.push(b',');
        number(out, bits >> 14 & 127);
        out.push(b',');
        if bits >> 21 & 31 != 0 {
            number(out, bits >> 26 & 0x3FF);
            out.push(b'.');
            padded::<2>(out, bits >> 36 & 63);
        }
        out.extend_from_slice(b",0.");
        padded::<6>(out, bits >> 42 & 0xF_FFFF);
        out.extend_from_slice(if bits >> 63 == 0 { b",true," } else { b",false," });
        self.comment(out);
        out.push(b'\n');
    }

    fn product(&mut self, out: &mut Vec<u8>) {
        let name = self.random.pick(&WORDS).as_bytes();
        if self.random.one_in(6) {
            out.push(b'"');
            out.extend_from_slice(name);
            out.extend_from_slice(b", ");
            out.extend_from_slice(self.random.pick(&FAR_WORDS).as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(name);
        }
    }

    fn comment(&mut self, out: &mut Vec<u8>) {
        let kind = self.random.below(64);
        if kind < 16 {
            return;
        }
        let quoted = kind < 20;
        if quoted {
            out.push(b'"');
        }
        for i in 0..1 + self.random.below(4) {
            if i > 0 {
                out.push(b' ');
            }
            out.extend_from_slice(self.random.pick(&WORDS).as_bytes());
        }
        if quoted {
            out.extend_from_slice(match kind {
                16 => b"\nand a second line\"",
                17 => b"\r\nand then some\"" as &[u8],
                18 => b" said \"\"why, yes\"\"\"",
                _ => b", to be continued\"",
            });
        }
    }
}
