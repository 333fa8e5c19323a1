//! Words and digits for samples, appended to a buffer without going through `fmt`.

use crate::base::units::{len_u64, to_usize};

/// Words of logs and tables, plain ASCII.
pub(super) const WORDS: [&str; 24] = [
    "accept", "retry", "cache", "miss", "hit", "flush", "queue", "commit", "rollback", "lease", "renew",
    "shard", "replica", "timeout", "backoff", "merge", "compact", "index", "scan", "evict", "probe", "drain",
    "resume", "handoff",
];

/// Words that take more than one byte a character.
pub(super) const FAR_WORDS: [&str; 8] = ["данные", "東京", "café", "naïve", "Zürich", "Ελλάδα", "🦢", "नमस्ते"];

/// Places, for columns that repeat.
pub(super) const CITIES: [&str; 10] =
    ["Berlin", "Zürich", "東京", "São Paulo", "Nairobi", "Oslo", "Łódź", "Lima", "Москва", "Delhi"];

/// Appends `n` in decimal.
#[inline]
pub(super) fn number(out: &mut Vec<u8>, n: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = n;
    loop {
        at -= 1;
        digits[at] = digit(rest % 10);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends the last `N` decimal digits of `n`.
#[inline]
pub(super) fn padded<const N: usize>(out: &mut Vec<u8>, n: u64) {
    let mut digits = [b'0'; N];
    let mut rest = n;
    for place in digits.iter_mut().rev() {
        *place = digit(rest % 10);
        rest /= 10;
    }
    out.extend_from_slice(&digits);
}

/// Appends the last `N` hexadecimal digits of `n`.
#[inline]
pub(super) fn hex<const N: usize>(out: &mut Vec<u8>, n: u64) {
    let mut digits = [b'0'; N];
    let mut rest = n;
    for place in digits.iter_mut().rev() {
        *place = digit(rest % 16);
        rest /= 16;
    }
    out.extend_from_slice(&digits);
}

#[inline]
fn digit(n: u64) -> u8 {
    b"0123456789abcdef"[to_usize(n & 15)]
}

/// A monotonic clock that caches the formatted day and second.
pub(super) struct SampleClock {
    /// Milliseconds since 1970.
    ms: u64,
    second: u64,
    text: Vec<u8>,
}

impl SampleClock {
    /// Starts at 2026-03-14 09:26:53.000; `between` stands between day and time.
    pub(super) fn new(between: u8) -> Self {
        let mut clock = Self { ms: 1_773_480_413_000, second: 0, text: b"0000-00-00 00:00:00.".to_vec() };
        clock.text[10] = between;
        clock
    }

    /// Appends the timestamp in milliseconds, then advances the clock by `ms`.
    #[inline]
    pub(super) fn stamp(&mut self, out: &mut Vec<u8>, ms: u64) {
        let second = self.ms / 1000;
        if second != self.second {
            self.second = second;
            self.format_second(second);
        }
        out.extend_from_slice(&self.text);
        padded::<3>(out, self.ms % 1000);
        self.ms += ms;
    }

    fn format_second(&mut self, second: u64) {
        let between = self.text[10];
        let days = jiff::Span::new().try_days((second / 86_400).cast_signed());
        let date = days.and_then(|days| jiff::civil::date(1970, 1, 1).checked_add(days));
        // A sample would have to span 7,900 years to leave the range.
        let date = date.unwrap_or(jiff::civil::Date::MAX);
        let time = second % 86_400;
        self.text.clear();
        padded::<4>(&mut self.text, u64::from(date.year().unsigned_abs()));
        for (mark, part) in [
            (b'-', u64::from(date.month().unsigned_abs())),
            (b'-', u64::from(date.day().unsigned_abs())),
            (between, time / 3600),
            (b':', time / 60 % 60),
            (b':', time % 60),
        ] {
            self.text.push(mark);
            padded::<2>(&mut self.text, part);
        }
        self.text.push(b'.');
    }
}

/// Appends words up to exactly `len` bytes more, the last one cut.
pub(super) fn fill(out: &mut Vec<u8>, len: usize, mut word: impl FnMut() -> &'static str) {
    let end = out.len() + len;
    while out.len() < end {
        out.extend_from_slice(word().as_bytes());
        out.push(b' ');
    }
    out.truncate(end);
    debug_assert_eq!(len_u64(out.len()), len_u64(end));
}
