//! Names of fields in the text of a line: `level=info`, `time: …`.
//!
//! A line has many fields and few marks, and few of the names before them end like one that is
//! looked for: so it is the marks that are searched, and the name is read backward from there.

use std::ops::Range;

/// Names of fields that hold a line's time, in lower case.
const TIME_NAMES: &[&[u8]] = &[
    b"time",
    b"ts",
    b"timestamp",
    b"t",
    // When an event was received, in the Common Event Format.
    b"rt",
    b"date",
    b"datetime",
    b"@timestamp",
    b"eventtime",
    b"time_local",
    b"start_time",
    b"asctime",
    b"__realtime_timestamp",
    // Its value is a time as `audit(…` alone.
    b"msg",
];

/// Fields that hold a time, among the first eight.
pub(super) static TIMES: Names = Names::new(TIME_NAMES, b"_@-", b" \t,", 8);

/// Names of fields that hold a level, in lower case.
const LEVEL_NAMES: &[&[u8]] = &[
    b"level",
    b"lvl",
    b"severity",
    b"loglevel",
    b"levelname",
    b"log_level",
    b"sev",
    b"@level",
    b"log.level",
    // journald's, in capitals and with a number alone.
    b"priority",
];

/// Fields that hold a level, among the first twelve.
pub(super) static LEVELS: Names = Names::new(LEVEL_NAMES, b"_.@", b" \t", 12);

/// Names that are looked for, and what may stand in and between fields.
pub(super) struct Names {
    /// In lower case.
    names: &'static [&'static [u8]],
    /// For each byte whether names hold it, whether it stands between fields, and whether a name
    /// ends with it.
    kinds: [u8; 256],
    /// How many fields are looked at.
    most: usize,
}

const INSIDE: u8 = 1;
const BETWEEN: u8 = 2;
const LAST: u8 = 4;

impl Names {
    /// Those `names`, in lower case, with letters, digits and the bytes of `inside` in them; `most`
    /// fields are looked at, which the bytes of `between` part.
    pub(super) const fn new(
        names: &'static [&'static [u8]],
        inside: &[u8],
        between: &[u8],
        most: usize,
    ) -> Self {
        let mut kinds = [0; 256];
        let mut byte = 0;
        while byte < 128_u8 {
            kinds[byte as usize] = if byte.is_ascii_alphanumeric() { INSIDE } else { 0 };
            byte += 1;
        }
        let mut nr = 0;
        while nr < inside.len() {
            kinds[inside[nr] as usize] |= INSIDE;
            nr += 1;
        }
        nr = 0;
        while nr < between.len() {
            kinds[between[nr] as usize] |= BETWEEN;
            nr += 1;
        }
        nr = 0;
        while nr < names.len() {
            let last = names[nr][names[nr].len() - 1];
            kinds[last as usize] |= LAST;
            kinds[last.to_ascii_uppercase() as usize] |= LAST;
            nr += 1;
        }
        Self { names, kinds, most }
    }

    /// Whether a name ends with this byte.
    #[inline]
    pub(super) fn may_end_with(&self, byte: u8) -> bool {
        self.is(byte, LAST)
    }

    #[inline]
    fn is(&self, byte: u8, kind: u8) -> bool {
        self.kinds[usize::from(byte)] & kind != 0
    }

    /// The ranges of those names that start a field and that `=` or `:` follows, from `from` on.
    #[inline]
    pub(super) fn find<'a>(&'a self, line: &'a [u8], from: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        let marks = memchr::memchr2_iter(b'=', b':', line.get(from..).unwrap_or_default());
        marks.filter_map(move |n| {
            let before = line.get(from..from + n)?;
            if self.may_end_with(*before.last()?) { self.name_before(line, from, from + n) } else { None }
        })
    }

    fn name_before(&self, line: &[u8], from: usize, end: usize) -> Option<Range<usize>> {
        let before = line[from..end].iter().rposition(|&byte| !self.is(byte, INSIDE));
        let start = before.map_or(from, |at| from + at + 1);
        let starts_field = start == from || self.is(line[start - 1], BETWEEN);
        let is_name = || self.names.iter().any(|name| name.eq_ignore_ascii_case(&line[start..end]));
        let fields = || line[from..start].iter().filter(|byte| self.is(**byte, BETWEEN)).count();
        (starts_field && is_name() && fields() < self.most).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: &[&[u8]] = &[b"level", b"lvl", b"@t", b"log.l"];
    static SOUGHT: Names = Names::new(NAMES, b"_.@", b" \t", 4);

    /// Field by field.
    fn naive(line: &[u8], from: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = from;
        for field in line.get(from..).unwrap_or_default().split(|byte| b" \t".contains(byte)).take(4) {
            let n = field.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_.@".contains(b)).count();
            let is_name = NAMES.iter().any(|name| name.eq_ignore_ascii_case(&field[..n]));
            if is_name && matches!(field.get(n), Some(b'=' | b':')) {
                found.push(at..at + n);
            }
            at += field.len() + 1;
        }
        found
    }

    proptest! {
        #[test]
        fn names_are_found_as_if_field_by_field(
            parts in prop::collection::vec(
                prop::sample::select(vec!["level", "LVL", "@t", "log.l", "=", ":", " ", "\t", "x", "_", ".", "/", "averyveryverylongnamethatislong"]),
                0..24,
            ),
            from in 0_usize..9,
        ) {
            let line = parts.concat().into_bytes();
            prop_assert_eq!(SOUGHT.find(&line, from).collect::<Vec<_>>(), naive(&line, from));
        }
    }
}
