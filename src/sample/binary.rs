//! Bytes of all kinds, in regions: zeros, text, noise, machine code, UTF-16, numbers, so
//! that histogram and entropy map have something to show. Fills its size exactly.

use super::random::Random;
use super::text::{FAR_WORDS, WORDS};
use super::{BUFFER, SampleWriter};
use crate::base::units::{len_u64, to_usize};
use std::io;

/// A region is generated in steps of at most this many bytes.
const STEP: u64 = 64 * 1024;

pub(super) fn write(sink: &mut SampleWriter<'_>, size: u64, mut random: Random) -> io::Result<()> {
    sink.buffer.extend_from_slice(b"GNDR\x00\x01\x00\x00");
    let code = code_bytes();
    let mut count = 0;
    while sink.len() < size {
        // Between 4 KiB and 1 MiB, short ones as often as long ones.
        let mut left = 4096 << random.below(9);
        left += random.below(left);
        let kind = random.below(7);
        while left > 0 && sink.len() < size {
            let step = to_usize(left.min(STEP));
            left -= len_u64(step);
            let end = sink.buffer.len() + step;
            let out = &mut sink.buffer;
            match kind {
                0 => out.resize(end, 0),
                1 => words(out, end, &mut random),
                2 => noise(out, end, &mut random),
                3 => skewed(out, end, &mut random, &code),
                4 => wide_words(out, end, &mut random),
                5 => numbers(out, end, &mut count),
                _ => out.resize(end, 0xFF),
            }
            if sink.buffer.len() >= BUFFER && sink.len() <= size {
                sink.flush()?;
            }
        }
    }
    let keep = size.saturating_sub(sink.written);
    sink.buffer.truncate(to_usize(keep));
    Ok(())
}

fn words(out: &mut Vec<u8>, end: usize, random: &mut Random) {
    while out.len() < end {
        let bits = random.next();
        out.extend_from_slice(WORDS[to_usize(bits % len_u64(WORDS.len()))].as_bytes());
        out.push(if bits >> 60 == 0 { b'\n' } else { b' ' });
    }
    out.truncate(end);
}

fn noise(out: &mut Vec<u8>, end: usize, random: &mut Random) {
    while out.len() < end {
        out.extend_from_slice(&random.next().to_le_bytes());
    }
    out.truncate(end);
}

/// Bytes drawn from a table with a skewed distribution.
fn skewed(out: &mut Vec<u8>, end: usize, random: &mut Random, table: &[u8; 256]) {
    while out.len() < end {
        out.extend_from_slice(&random.next().to_le_bytes().map(|byte| table[usize::from(byte)]));
    }
    out.truncate(end);
}

fn wide_words(out: &mut Vec<u8>, end: usize, random: &mut Random) {
    while out.len() < end {
        let word = if random.one_in(4) { random.pick(&FAR_WORDS) } else { random.pick(&WORDS) };
        for unit in word.encode_utf16() {
            out.extend_from_slice(&unit.to_le_bytes());
        }
        out.extend_from_slice(b" \0");
    }
    out.truncate(end);
}

/// Numbers of 32 bits, each a little larger than the last.
fn numbers(out: &mut Vec<u8>, end: usize, count: &mut u32) {
    while out.len() < end {
        *count = count.wrapping_add(17);
        out.extend_from_slice(&count.to_le_bytes());
    }
    out.truncate(end);
}

/// About the bytes of x86-64 code: many zeros, prefixes, moves and calls, and a bit of all.
fn code_bytes() -> [u8; 256] {
    const OFTEN: [u8; 24] = [
        0x00, 0x48, 0x8B, 0x00, 0x89, 0xFF, 0x0F, 0x00, 0xE8, 0x24, 0x48, 0x4C, 0x00, 0x85, 0xC0, 0x74, 0x8D,
        0x44, 0x00, 0x48, 0xC3, 0x55, 0x83, 0xEC,
    ];
    let mut table = [0; 256];
    for (i, byte) in (0..=u8::MAX).zip(&mut table) {
        *byte = if i.is_multiple_of(4) { i } else { OFTEN[usize::from(i) % OFTEN.len()] };
    }
    table
}
