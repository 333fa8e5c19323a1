//! Literals that every match of a pattern holds, used as a prefilter, because finding
//! bytes is twenty times faster than running an automaton over all of them.

use regex_syntax::hir::{Hir, HirKind};

/// A literal of one byte is too frequent to pay.
const SHORTEST: usize = 2;

/// Literals each of which every match holds, in the order in which they occur.
pub(super) fn required(hir: &Hir) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    collect(hir, &mut found);
    found.retain(|literal: &Vec<u8>| literal.len() >= SHORTEST && !literal.contains(&b'\n'));
    found.dedup();
    found
}

fn collect(hir: &Hir, found: &mut Vec<Vec<u8>>) {
    match hir.kind() {
        HirKind::Literal(literal) => found.push(literal.0.to_vec()),
        HirKind::Repetition(repetition) if repetition.min > 0 => collect(&repetition.sub, found),
        HirKind::Capture(capture) => collect(&capture.sub, found),
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, found)),
        _ => {}
    }
}

/// Whether a match can hold a NUL or be empty: then zeros have to be scanned, too.
pub(super) fn may_match_zeros(hir: &Hir) -> bool {
    hir.properties().minimum_len().is_none_or(|len| len == 0) || holds_nul(hir)
}

fn holds_nul(hir: &Hir) -> bool {
    use regex_syntax::hir::Class;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.contains(&0),
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().first().is_some_and(|range| range.start() == '\0')
        }
        HirKind::Class(Class::Bytes(class)) => class.ranges().first().is_some_and(|range| range.start() == 0),
        HirKind::Repetition(repetition) => holds_nul(&repetition.sub),
        HirKind::Capture(capture) => holds_nul(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(holds_nul),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: &[&str]) {
        let hir = regex_syntax::parse(pattern).expect("a pattern");
        let found = required(&hir);
        let found: Vec<_> = found.iter().map(|literal| String::from_utf8_lossy(literal)).collect();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn what_every_match_holds() {
        check("took=[0-9]*99us", &["took=", "99us"]);
        check("(?:abc)+x", &["abc"]);
        check("(?:abc)*x", &[]);
        check("abc|xyz", &[]);
        check("a[bc]d", &[]);
        check("(?i)abc", &[]);
    }
}
