//! Digests as people paste them: from a web page, a release's list of checksums, or another program.

use super::Algorithm;

/// A digest that was read from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDigest {
    /// Its hexadecimal digits, in lower case.
    pub hex: String,
    /// The algorithm that the text names.
    pub algorithm: Option<Algorithm>,
}

impl KnownDigest {
    /// The algorithms that it may be of: the one that is named, or all whose digests are as long.
    pub fn candidates(&self) -> impl Iterator<Item = Algorithm> {
        let fits = |one: &Algorithm| one.n_digits() == self.hex.len();
        Algorithm::ALL.into_iter().filter(fits).filter(|one| self.algorithm.is_none_or(|named| named == *one))
    }
}

/// Lines of a text that are looked at.
const MOST_LINES: usize = 1000;

/// The digests in a text, in order: a line each, as `sha256sum` prints (`HEX  FILE`), as BSD does (`ALGO (FILE) = HEX`),
/// with a name before it (`sha256:HEX`), or the digits alone, in either case and in groups with spaces, colons
/// or dashes between them. A digest may be broken into several lines if the text has nothing else.
#[must_use]
pub fn known_digests(text: &str) -> Vec<KnownDigest> {
    // First as a whole: digits that a page has broken into lines.
    if let Some(hex) = digits(text).filter(|hex| is_digest(hex)) {
        return vec![KnownDigest { hex, algorithm: None }];
    }
    text.lines().take(MOST_LINES).filter_map(of_line).collect()
}

fn of_line(line: &str) -> Option<KnownDigest> {
    // `sha256sum` marks names that it has escaped.
    let line = line.trim().trim_start_matches('\\');
    let alone = |hex: String| KnownDigest { hex, algorithm: None };
    if let Some(hex) = digits(line).filter(|hex| is_digest(hex)) {
        return Some(alone(hex));
    }
    of_bsd(line).or_else(|| of_named(line)).or_else(|| {
        let first = line.split_whitespace().next()?;
        digits(first).filter(|hex| is_digest(hex)).map(alone)
    })
}

/// `ALGO (FILE) = HEX`; a file's name may have anything in it.
fn of_bsd(line: &str) -> Option<KnownDigest> {
    let (head, hex) = line.rsplit_once('=')?;
    let (name, file) = head.split_once('(')?;
    file.trim_end().strip_suffix(')')?;
    let hex = digits(hex).filter(|hex| is_digest(hex))?;
    Some(KnownDigest { hex, algorithm: Algorithm::named(name) })
}

/// `sha256:HEX`, `SHA-256 = HEX`, `MD5 HEX`.
fn of_named(line: &str) -> Option<KnownDigest> {
    let at = line.find([':', '=']).or_else(|| line.rfind(char::is_whitespace))?;
    let (name, rest) = line.split_at(at);
    let algorithm = Algorithm::named(name)?;
    let rest = rest.trim_start_matches([':', '=', ' ', '\t']);
    let first = rest.split_whitespace().next()?;
    let hex =
        digits(rest).filter(|hex| is_digest(hex)).or_else(|| digits(first).filter(|hex| is_digest(hex)))?;
    Some(KnownDigest { hex, algorithm: Some(algorithm) })
}

/// The digits of a text that has nothing but them and what stands between groups of them.
fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let is_between = |c: char| c.is_whitespace() || matches!(c, ':' | '-');
    let mut hex = String::new();
    for c in text.chars().filter(|c| !is_between(*c)) {
        if !c.is_ascii_hexdigit() || hex.len() >= MOST_DIGITS {
            return None;
        }
        hex.push(c.to_ascii_lowercase());
    }
    Some(hex)
}

/// Digits of the longest digest.
const MOST_DIGITS: usize = 128;

fn is_digest(hex: &str) -> bool {
    Algorithm::ALL.into_iter().any(|one| one.n_digits() == hex.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHA: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn read(text: &str) -> Vec<(String, Option<&'static str>)> {
        let all = known_digests(text).into_iter();
        all.map(|known| (known.hex, known.algorithm.map(Algorithm::name))).collect()
    }

    #[test]
    fn digests_are_read_as_programs_and_people_write_them() {
        let sha = |name| vec![(SHA.to_owned(), name)];
        let groups: String = SHA
            .to_uppercase()
            .as_bytes()
            .chunks(2)
            .fold(String::new(), |text, pair| format!("{text}{}:", std::str::from_utf8(pair).unwrap()));
        for (text, expected) in [
            (SHA.to_owned(), sha(None)),
            (format!("  {}\n", SHA.to_uppercase()), sha(None)),
            (groups.trim_end_matches(':').to_owned(), sha(None)),
            (format!("{} {}", &SHA[..32], &SHA[32..]), sha(None)),
            (format!("{}\n{}", &SHA[..32], &SHA[32..]), sha(None)),
            (format!("{SHA}  a file.iso"), sha(None)),
            (format!("{SHA} *bin.iso\n"), sha(None)),
            (format!("\\{SHA}  odd\\nname"), sha(None)),
            (format!("SHA256 (a = b (c).iso) = {SHA}"), sha(Some("sha256"))),
            (format!("sha256:{SHA}"), sha(Some("sha256"))),
            (format!("SHA-256: {SHA}  x.iso"), sha(Some("sha256"))),
            (format!("SHA3-256 {SHA}"), sha(Some("sha3-256"))),
            (format!("Blake3 = {SHA}"), sha(Some("blake3"))),
            ("0x352441C2".to_owned(), vec![("352441c2".to_owned(), None)]),
            (
                format!("{SHA}  a\nnothing\n352441c2  b\n"),
                vec![(SHA.to_owned(), None), ("352441c2".to_owned(), None)],
            ),
            (String::new(), vec![]),
            ("no digest at all".to_owned(), vec![]),
            (format!("{SHA}0"), vec![]),
            (format!("MD6 ({SHA}) = 12"), vec![]),
        ] {
            assert_eq!(read(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_digest_may_be_of_those_that_are_as_long_or_of_the_one_that_is_named() {
        let candidates =
            |text: &str| -> Vec<_> { known_digests(text)[0].candidates().map(Algorithm::name).collect() };
        assert_eq!(candidates(SHA), ["sha256", "sha3-256", "blake3"]);
        assert_eq!(candidates(&format!("SHA256 (x) = {SHA}")), ["sha256"]);
        assert_eq!(candidates("352441c2"), ["crc32", "xxh32"]);
        for one in Algorithm::ALL {
            assert_eq!(one.hasher().hex().len(), one.n_digits(), "{one:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_gives_digests_or_none(text in "\\PC{0,300}", hex in "[0-9a-fA-F \n]{0,200}") {
            for text in [&text, &hex, &format!("{text}{hex}")] {
                for known in known_digests(text) {
                    prop_assert!(is_digest(&known.hex) && known.hex.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')));
                }
            }
        }
    }
}
