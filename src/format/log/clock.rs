//! Times of day, what follows them, and what ends a timestamp.

use super::cursor::Cursor;

/// Hours, minutes, and seconds unless they may be left out; a fraction, and AM or PM.
pub(super) fn clock(cursor: &mut Cursor<'_>, needs_seconds: bool) -> Option<i64> {
    let hour = cursor.one_or_two()?;
    // `10.15.36`, as DB2 and Oracle write it.
    let separator = if cursor.peek() == b'.' && cursor.ahead(3) == b'.' { b'.' } else { b':' };
    if !cursor.eat(separator) {
        return None;
    }
    let minute = cursor.digits(2)?;
    let mut second = 0;
    let mut ms = 0;
    if cursor.peek() == separator && cursor.ahead(1).is_ascii_digit() {
        cursor.at += 1;
        second = cursor.digits(2)?;
        ms = fraction(cursor);
    } else if needs_seconds && half_of_day(&mut cursor.clone(), hour).is_none() {
        return None;
    }
    let hour = half_of_day(cursor, hour).unwrap_or(hour);
    of_day(hour, minute, second).map(|of_day| of_day + ms)
}

/// The hour of 24 that AM or PM makes of `hour`, and steps over that; `None` without it. Hours
/// from 13 on are of no such clock.
#[inline]
pub(super) fn half_of_day(cursor: &mut Cursor<'_>, hour: u32) -> Option<u32> {
    // Nearly always it is a space and something else, or something else at once.
    let ahead = usize::from(cursor.peek() == b' ');
    match cursor.ahead(ahead) {
        b'A' | b'P' | b'a' | b'p' | b'\t' | 0xE2 | 0xC2 => half_of_day_after(cursor, hour),
        _ => None,
    }
}

#[cold]
fn half_of_day_after(cursor: &mut Cursor<'_>, hour: u32) -> Option<u32> {
    let mut after = *cursor;
    match after.peek() {
        b' ' | b'\t' => after.at += 1,
        // No-break spaces: newer Java and ICU write a narrow one.
        0xE2 if after.ahead(1) == 0x80 && after.ahead(2) == 0xAF => after.at += 3,
        0xC2 if after.ahead(1) == 0xA0 => after.at += 2,
        _ => {}
    }
    let half = after.peek() & !32;
    if !matches!(half, b'A' | b'P') || hour > 12 {
        return None;
    }
    let n = match (after.ahead(1), after.ahead(2), after.ahead(3)) {
        (b'm' | b'M', ..) => 2,
        (b'.', b'm' | b'M', b'.') => 4,
        _ => return None,
    };
    let next = after.ahead(n);
    if next.is_ascii_alphanumeric() || matches!(next, b'_' | b'/' | 0x80..) {
        return None;
    }
    cursor.at = after.at + n;
    Some(hour % 12 + if half == b'P' { 12 } else { 0 })
}

/// What follows the seconds, in whole milliseconds: `.123456`, `,123`, `:123`.
pub(super) fn fraction(cursor: &mut Cursor<'_>) -> i64 {
    let mark = cursor.peek();
    match mark {
        b'.' | b',' | b':' => {}
        // `[2026-03-14 09:26:53 123]`
        b' ' if cursor.ahead(4) == b']' => {}
        _ => return 0,
    }
    let rest = cursor.line.get(cursor.at + 1..).unwrap_or_default();
    let (mut n, mut ms) = (0, 0);
    for digit in rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()) {
        n += 1;
        if n <= 3 {
            ms = ms * 10 + i64::from(digit - b'0');
        }
    }
    let is_one = match mark {
        // Two would be something else.
        b':' => n == 3 || n == 6,
        b' ' => n == 3,
        // Ten digits are no fraction, but a number of its own.
        _ => n > 0 && n < 10,
    };
    if !is_one {
        return 0;
    }
    cursor.at += 1 + n;
    match n {
        1 => ms * 100,
        2 => ms * 10,
        _ => ms,
    }
}

/// Steps over an offset from UTC: `Z`, `+01:00`, ` +0100`.
pub(super) fn zone(mut cursor: Cursor<'_>) -> usize {
    if matches!(cursor.peek(), b'Z' | b'z') && !cursor.ahead(1).is_ascii_alphanumeric() {
        return cursor.at + 1;
    }
    let space = usize::from(cursor.peek() == b' ');
    if matches!(cursor.ahead(space), b'+' | b'-') {
        let before = cursor.at;
        cursor.at += space + 1;
        let is_offset = cursor.digits(2).is_some() && {
            cursor.eat(b':');
            cursor.digits(2);
            ends(cursor)
        };
        return if is_offset { cursor.at } else { before };
    }
    cursor.at
}

/// Steps over a space and a zone that is spelled: ` UTC`, ` CEST`, ` GMT+0200`, ` -0700`.
pub(super) fn spelled_zone(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    if !cursor.eat(b' ') {
        return None;
    }
    let n = (0..6).take_while(|&n| cursor.ahead(n).is_ascii_uppercase()).count();
    cursor.at += n;
    let end = zone(cursor);
    let is_there = (2..=5).contains(&n) || (n == 0 && end > cursor.at);
    cursor.at = end;
    (is_there && ends(cursor)).then_some(cursor)
}

/// Whether no letter or digit follows.
pub(super) fn ends(cursor: Cursor<'_>) -> bool {
    let next = cursor.peek();
    matches!(next, b'Z' | b'z') || !(next.is_ascii_alphanumeric() || next >= 0x80)
}

/// A time of day in milliseconds.
pub(super) fn of_day(hour: u32, minute: u32, second: u32) -> Option<i64> {
    // A leap second is the second after.
    let is_time = hour < 24 && minute < 60 && second <= 60;
    is_time.then(|| i64::from((hour * 60 + minute) * 60 + second) * 1000)
}
