//! Timestamps of ISO 8601 in their most frequent form, read eight bytes at a time.

use super::calendar::{Instant, Kind, Reading, plain, reading};

/// Whether a text looks like an ISO 8601 date with something or nothing after.
#[inline]
pub(super) fn looks_iso(text: &[u8]) -> bool {
    text.len() >= 10 && text[4] == b'-' && text[7] == b'-'
}

/// `2024-03-01T10:00:01`, a fraction of the second or none, `Z` or none: most timestamps.
#[inline]
pub(super) fn timestamp(text: &[u8]) -> Option<Reading> {
    let (head, rest) = text.split_first_chunk::<19>()?;
    let marks = [head[4], head[7], head[13], head[16]];
    if marks != *b"--::" || !matches!(head[10], b'T' | b' ') {
        return None;
    }
    let (date, middle, clock) = (pairs(head, 0)?, pairs(head, 8)?, pairs(head, 11)?);
    let two = |word: u64, at: u32| i64::from((word >> (8 * at)).to_le_bytes()[0]);
    let (hour, minute, second) = (two(clock, 0), two(clock, 3), two(clock, 6));
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = plain(two(date, 0) * 100 + two(date, 2), two(date, 5), two(middle, 0))?;
    let (zone, rest) = match rest {
        [rest @ .., b'Z'] => (Some(0), rest),
        _ => (None, rest),
    };
    let mut nanos = 0_u32;
    match rest {
        [] => {}
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => {
            let mut greatest = 0;
            for digit in digits.iter().map(|byte| byte.wrapping_sub(b'0')) {
                greatest = greatest.max(digit);
                nanos = nanos.wrapping_mul(10).wrapping_add(u32::from(digit));
            }
            if greatest > 9 {
                return None;
            }
            nanos *= POWERS[9 - digits.len()];
        }
        _ => return None,
    }
    let time = Instant { seconds: hour * 3600 + minute * 60 + second, nanos };
    Some(reading(Kind::Timestamp, days, time, zone))
}

/// Eight bytes of an ISO timestamp, whose digits stand where `YYYY-MM-`, `DDThh:mm` and `hh:mm:ss` have
/// them: the byte of a pair's first digit becomes the number that both are.
#[inline]
fn pairs(head: &[u8; 19], at: usize) -> Option<u64> {
    let word = u64::from_le_bytes(*head.get(at..)?.first_chunk()?);
    let digits = if at == 0 { 0x00FF_FF00_FFFF_FFFF } else { 0xFFFF_00FF_FF00_FFFF };
    let values = (word ^ 0x3030_3030_3030_3030) & digits;
    // A byte above 9 has its top bit set, or gets it from adding 118.
    let above = (values | ((values & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080;
    (above == 0).then(|| values * 10 + (values >> 8))
}

const POWERS: [u32; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

#[cfg(test)]
mod tests {
    use super::super::dates::any;
    use super::*;

    #[test]
    fn the_quick_way_reads_timestamps_as_the_general_one_does() {
        let stamp = b"2024-03-01T10:59:01.25Z";
        for at in 0..stamp.len() {
            for byte in 0..=255 {
                let mut text = *stamp;
                text[at] = byte;
                for text in [&text[..], &text[..19], &text[..22]] {
                    if let Some(quick) = timestamp(text) {
                        assert_eq!(Some(quick), any(text), "{}", text.escape_ascii());
                    }
                }
                let is_digit = stamp[at].is_ascii_digit() && byte.is_ascii_digit();
                if is_digit {
                    assert_eq!(timestamp(&text), any(&text), "{}", text.escape_ascii());
                }
            }
        }
    }
}
