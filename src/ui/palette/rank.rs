//! Finds what is meant by what is typed: names by parts of them, by other words, and mistyped.
//!
//! Two readings, of which the better counts. *By letters*: those that are typed stand in the name in this order,
//! best at the beginnings of words (`nucleo`, as in Helix). *By words*: each typed word is one of the name, or
//! of the other words by which people look for it, or begins one; or nearly so, with letters that are
//! transposed, doubled, dropped or wrong (the distance of Damerau and Levenshtein). A word that is not found
//! costs its share.
//!
//! Cost: some 200 names by three words take less than a millisecond (`benches/palette.rs`): letters that two
//! words do not share rule most distances out before one is computed.

use crate::base::units::px;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// Characters of what is typed that count.
const MOST_TYPED: usize = 256;

/// What is less than this is not found.
const LEAST: f32 = 0.34;

/// How much a name counts that is found by its letters alone; one by all its words counts 1.
const BY_LETTERS: f32 = 0.84;

/// How much words count by where they stand.
const OF_NAME: f32 = 1.0;
const OF_WORDS: f32 = 0.94;
const OF_ONE_WORD: f32 = 0.98;
const OF_BESIDE: f32 = 0.5;

/// What is searched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The name that is displayed.
    pub name: &'a str,
    /// Other words for it, phrases between commas.
    pub words: &'a str,
    /// What it belongs to: its menu, a folder.
    pub beside: &'a str,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its number among the sources.
    pub nr: usize,
    /// How well it fits; 1 is its very name.
    pub score: f32,
    /// The characters of the name that fit, by their numbers.
    pub marks: Vec<usize>,
}

/// Sources, ready to be ranked.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    is_paths: bool,
}

#[derive(Debug)]
struct Entry {
    name: Utf32String,
    words: Vec<Word>,
    n_of_name: usize,
}

#[derive(Debug)]
struct Word {
    text: String,
    n_chars: usize,
    letters: u64,
    weight: f32,
    /// The number of its first character in the name, if it is of the name.
    at: Option<usize>,
}

impl Index {
    /// Names of actions and choices.
    #[must_use]
    pub fn new<'a>(sources: impl Iterator<Item = Source<'a>>) -> Self {
        Self { entries: sources.map(Entry::new).collect(), is_paths: false }
    }

    /// Paths of files: their parts begin behind separators.
    #[must_use]
    pub fn of_paths<'a>(sources: impl Iterator<Item = Source<'a>>) -> Self {
        Self { is_paths: true, ..Self::new(sources) }
    }

    /// What is found by what is typed, the best first; of equals the first source first.
    #[must_use]
    pub fn rank(&self, typed: &str) -> Vec<Found> {
        // Scores of letters are counted in 16 bits, and no name is as long.
        let typed = typed.char_indices().nth(MOST_TYPED).map_or(typed, |(end, _)| &typed[..end]);
        let plain = Config::DEFAULT;
        let mut matcher = Matcher::new(if self.is_paths { plain.match_paths() } else { plain });
        let wanted: Vec<Word> = words_of(typed, OF_NAME, false).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let own = Utf32String::from(typed.trim());
        let best = pattern.score(own.slice(..), &mut matcher).unwrap_or(1).max(1);
        let found = self.entries.iter().enumerate().filter_map(|(nr, entry)| {
            let mut marks = Vec::new();
            let letters = pattern.indices(entry.name.slice(..), &mut matcher, &mut marks);
            let by_letters = BY_LETTERS * letters.map_or(0.0, |score| (ratio(score, best)).min(1.0));
            let (by_words, word_marks) = entry.by_words(&wanted);
            let score = by_letters.max(by_words);
            let mut marks: Vec<usize> =
                match by_letters > 0.0 && (by_letters >= LEAST || word_marks.is_empty()) {
                    true => marks.into_iter().filter_map(|at| usize::try_from(at).ok()).collect(),
                    false => word_marks,
                };
            marks.sort_unstable();
            marks.dedup();
            (score >= LEAST).then_some(Found { nr, score, marks })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found
    }
}

fn ratio(part: u32, whole: u32) -> f32 {
    let of = |n: u32| px(usize::try_from(n).unwrap_or(usize::MAX));
    of(part) / of(whole)
}

impl Entry {
    fn new(source: Source<'_>) -> Self {
        let mut words: Vec<Word> = words_of(source.name, OF_NAME, true).collect();
        let n_of_name = words.len();
        for phrase in source.words.split(',') {
            let before = words.len();
            // A phrase of one word is all of another name.
            let weight = if phrase.trim().contains(' ') { OF_WORDS } else { OF_ONE_WORD };
            words.extend(words_of(phrase, weight, false));
            // `gotoline`: people leave spaces out.
            if words.len() - before > 1 {
                let joined: String = words[before..].iter().map(|word| word.text.as_str()).collect();
                words.push(Word::new(&joined, OF_WORDS, None));
            }
        }
        words.extend(words_of(source.beside, OF_BESIDE, false));
        Self { name: Utf32String::from(source.name), words, n_of_name }
    }

    /// How well the words fit that are wanted, and the characters of the name that do.
    fn by_words(&self, wanted: &[Word]) -> (f32, Vec<usize>) {
        let (mut sum, mut all, mut missed, mut of_name, mut is_other_name) = (0.0, 0.0, 0.0, 0, false);
        let mut marks = Vec::new();
        for word in wanted {
            // Small words say little.
            let counts = if word.n_chars < 3 && wanted.len() > 1 { 0.4 } else { 1.0 };
            let fits = self.words.iter().map(|own| (own, own.fits(word)));
            let best = fits.max_by(|one, other| one.1.total_cmp(&other.1)).filter(|(_, fits)| *fits > 0.0);
            all += counts;
            let Some((own, fits)) = best else {
                missed += counts;
                continue;
            };
            sum += counts * fits;
            is_other_name |= own.weight > OF_WORDS && own.at.is_none();
            if let Some(at) = own.at {
                of_name += 1;
                marks.extend(at..at + word.n_chars.min(own.n_chars));
            }
        }
        if missed > 0.4 * all {
            return (0.0, Vec::new());
        }
        // Of two that fit alike, the one of which less is left.
        let whole = px(of_name) / px(self.n_of_name.max(1));
        let whole = if is_other_name { 1.0 } else { whole.min(1.0) };
        (0.96 * sum / all + 0.04 * whole, marks)
    }
}

/// The words of a text.
fn words_of(text: &str, weight: f32, is_name: bool) -> impl Iterator<Item = Word> + '_ {
    let mut start: Option<(usize, usize)> = None;
    let ends = text.char_indices().enumerate().map(|(nr, (at, c))| (nr, at, c.is_alphanumeric()));
    let ends = ends.chain([(0, text.len(), false)]);
    ends.filter_map(move |(nr, at, is_word)| match (start, is_word) {
        (None, true) => {
            start = Some((nr, at));
            None
        }
        (Some((first, from)), false) => {
            start = None;
            Some(Word::new(&text[from..at], weight, is_name.then_some(first)))
        }
        _ => None,
    })
}

impl Word {
    fn new(text: &str, weight: f32, at: Option<usize>) -> Self {
        let text = text.to_lowercase();
        let (n_chars, letters) = (text.chars().count(), text.chars().fold(0, |all, c| all | bit(c)));
        Self { text, n_chars, letters, weight, at }
    }

    /// How well it is what was typed.
    fn fits(&self, typed: &Self) -> f32 {
        self.weight * self.is_like(typed)
    }

    fn is_like(&self, typed: &Self) -> f32 {
        if self.text == typed.text {
            return 1.0;
        }
        if self.text.starts_with(&typed.text) {
            return 0.78 + 0.17 * px(typed.n_chars) / px(self.n_chars.max(1));
        }
        let allowed = match typed.n_chars {
            0..=2 => return 0.0,
            3..=4 => 1,
            5..=8 => 2,
            _ => 3,
        };
        // Each wrong letter makes two sets of letters differ in two at most.
        let missing = (typed.letters & !self.letters).count_ones();
        if missing > allowed {
            return 0.0;
        }
        if self.n_chars + 2 >= typed.n_chars && self.n_chars <= typed.n_chars + 3 {
            let wrong = distance(&self.text, &typed.text);
            if wrong <= allowed {
                return 0.82 - 0.32 * ratio(wrong, allowed + 1);
            }
        }
        if self.n_chars > typed.n_chars && typed.n_chars > 3 {
            let begins = [0, 1].map(|more| first_chars(&self.text, typed.n_chars - 1 + more));
            let wrong = begins.iter().map(|begin| distance(begin, &typed.text)).min().unwrap_or(u32::MAX);
            if wrong < allowed.max(2) {
                return 0.68 - 0.3 * ratio(wrong, allowed + 1);
            }
        }
        if self.text.contains(&typed.text) { 0.5 } else { 0.0 }
    }
}

/// A bit for a letter; different ones may share it.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

fn first_chars(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(at, _)| &text[..at])
}

fn distance(one: &str, other: &str) -> u32 {
    u32::try_from(strsim::osa_distance(one, other)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &'static [(&str, &str)]) -> Index {
        Index::new(names.iter().map(|(name, words)| Source { name, words, beside: "" }))
    }

    fn first(index: &Index, typed: &str) -> Option<usize> {
        index.rank(typed).first().map(|found| found.nr)
    }

    const NAMES: &[(&str, &str)] = &[
        ("Split right", "side by side"),
        ("Split down", ""),
        ("Go to…", "goto line, jump to line"),
        ("Dark", "dark mode, night"),
        ("Mark this row", "bookmark"),
    ];

    #[test]
    fn parts_of_words_and_mistyped_words_find_what_is_meant() {
        let index = index(NAMES);
        for (typed, nr) in [
            ("split right", 0),
            ("sp ri", 0),
            ("splti rihgt", 0),
            ("spilt down", 1),
            ("gotoline", 2),
            ("jmup line", 2),
            ("drak", 3),
            ("nihgt", 3),
            ("bokmark", 4),
            ("SPLIT RIGHT", 0),
        ] {
            assert_eq!(first(&index, typed), Some(nr), "{typed}: {:?}", index.rank(typed));
        }
        for typed in ["", "  ", "…", "zzzz", "qx"] {
            assert_eq!(first(&index, typed), None, "{typed}");
        }
    }

    #[test]
    fn the_characters_that_fit_are_marked() {
        let index = index(NAMES);
        let marks = |typed| index.rank(typed)[0].marks.clone();
        assert_eq!(marks("sp ri"), [0, 1, 6, 7]);
        assert_eq!(marks("dakr"), [0, 1, 2, 3]);
        assert!(marks("night").is_empty(), "what fits is no part of the name");
    }

    #[test]
    fn the_sets_of_letters_rule_out_nothing_that_is_near() {
        let near = |one: &str, other: &str| distance(one, other) <= 1;
        for (one, other) in [("split", "splti"), ("find", "fnd"), ("wrap", "wrrap"), ("ünïcode", "unïcode")]
        {
            assert!(near(one, other));
            let (one, other) = (Word::new(one, 1.0, None), Word::new(other, 1.0, None));
            assert!(one.is_like(&other) > 0.0 && other.is_like(&one) > 0.0, "{one:?} {other:?}");
        }
    }

    #[test]
    fn nothing_that_is_typed_ends_the_program() {
        let index = index(NAMES);
        for typed in ["\0", "a\u{301}b", "𝔘𝔫𝔦", "漢字 漢字", "ß", "İ", &"x".repeat(10_000), "$ ^ ! '"]
        {
            let _ = index.rank(typed);
        }
    }
}
