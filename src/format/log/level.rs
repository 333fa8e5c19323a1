//! Levels, and the words, letters and numbers that stand for them.

use std::ops::Range;

/// A level, and its range in bytes.
pub(super) type LevelMatch = (Level, Range<usize>);

/// The severity of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Level {
    /// Steps of a program.
    Trace,
    /// For developers.
    Debug,
    /// Normal operation.
    Info,
    /// A possible problem.
    Warn,
    /// Something failed.
    Error,
    /// The program had to stop.
    Fatal,
}

impl Level {
    /// Every level, in ascending order of severity.
    pub const ALL: [Self; 6] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];

    /// The stable name on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }

    /// The level that a single letter stands for, as glog and logcat write it.
    pub(super) fn of_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'V' | b'T' => Self::Trace,
            b'D' => Self::Debug,
            b'I' => Self::Info,
            b'W' => Self::Warn,
            b'E' => Self::Error,
            b'F' | b'C' => Self::Fatal,
            _ => return None,
        })
    }

    /// The level that a number in JSON stands for: pino's, bunyan's.
    pub(super) fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            10 => Self::Trace,
            20 => Self::Debug,
            30 => Self::Info,
            40 => Self::Warn,
            50 => Self::Error,
            60 => Self::Fatal,
            _ => return None,
        })
    }

    /// The level of a syslog priority's last three bits.
    pub(super) fn of_severity(severity: u32) -> Self {
        match severity {
            0..=2 => Self::Fatal,
            3 => Self::Error,
            4 => Self::Warn,
            5 | 6 => Self::Info,
            _ => Self::Debug,
        }
    }

    /// The level that a word stands for; whether it stands for nothing else.
    pub(super) fn of_word(word: &[u8]) -> Option<(Self, bool)> {
        let first = usize::from(*word.first()? & 31);
        if word.len() > LONGEST_WORD || LENGTHS[first] >> word.len() & 1 == 0 {
            return None;
        }
        let alike = usize::from(STARTS[first])..usize::from(STARTS[first + 1]);
        let alike = WORDS.get(alike)?;
        let lower = word.iter().fold(0, |text, byte| text << 8 | u128::from(byte | 32));
        let found = alike.iter().find(|(text, ..)| *text == lower)?;
        Some((found.1, found.2))
    }
}

const LONGEST_WORD: usize = 13;

/// The words by their first letters, and where those of each letter start.
static WORDS: [(u128, Level, bool); WORDS_OF.len()] = BY_LETTER.0;
static STARTS: [u8; 33] = BY_LETTER.1;

#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256 words")]
const BY_LETTER: ([(u128, Level, bool); WORDS_OF.len()], [u8; 33]) = {
    let (mut words, mut starts) = ([WORDS_OF[0]; WORDS_OF.len()], [0; 33]);
    let (mut letter, mut n) = (0, 0);
    while letter < starts.len() {
        starts[letter] = n as u8;
        let mut nr = 0;
        while nr < WORDS_OF.len() {
            if first_letter(WORDS_OF[nr].0) == letter {
                words[n] = WORDS_OF[nr];
                n += 1;
            }
            nr += 1;
        }
        letter += 1;
    }
    (words, starts)
};

/// A word's first letter as a number below 32.
const fn first_letter(mut text: u128) -> usize {
    while text > 0xFF {
        text >>= 8;
    }
    (text & 31) as usize
}

/// Words in lower case as numbers, the level that each stands for, and whether it stands for
/// nothing else. Frequent ones first.
#[rustfmt::skip]
const WORDS_OF: &[(u128, Level, bool)] = &[
    sure(b"info", Level::Info), sure(b"error", Level::Error), sure(b"debug", Level::Debug),
    sure(b"warn", Level::Warn), sure(b"warning", Level::Warn), sure(b"trace", Level::Trace),
    sure(b"fatal", Level::Fatal), sure(b"notice", Level::Info), sure(b"inf", Level::Info),
    sure(b"nfo", Level::Info), sure(b"wrn", Level::Warn), sure(b"err", Level::Error), sure(b"dbg", Level::Debug),
    sure(b"erro", Level::Error), sure(b"severe", Level::Error),
    sure(b"trc", Level::Trace), sure(b"trce", Level::Trace), sure(b"verbose", Level::Trace),
    sure(b"vrb", Level::Trace), sure(b"finest", Level::Trace), sure(b"finer", Level::Trace),
    // As PostgreSQL counts them.
    sure(b"debug1", Level::Debug), sure(b"debug2", Level::Debug), sure(b"debug3", Level::Debug),
    sure(b"debug4", Level::Debug), sure(b"debug5", Level::Debug),
    sure(b"debg", Level::Debug), sure(b"dbug", Level::Debug), sure(b"debu", Level::Debug),
    sure(b"trac", Level::Trace), sure(b"subdebug", Level::Trace), sure(b"ddebug", Level::Trace),
    sure(b"errs", Level::Error), sure(b"noti", Level::Info), sure(b"emer", Level::Fatal),
    sure(b"information", Level::Info), sure(b"informational", Level::Info),
    sure(b"ftl", Level::Fatal), sure(b"fata", Level::Fatal), sure(b"critical", Level::Fatal),
    sure(b"crit", Level::Fatal), sure(b"panic", Level::Fatal), sure(b"emerg", Level::Fatal),
    sure(b"emergency", Level::Fatal),
    maybe(b"fine", Level::Debug), maybe(b"log", Level::Info), maybe(b"note", Level::Info),
    maybe(b"config", Level::Info), maybe(b"fail", Level::Error), maybe(b"eror", Level::Error),
    maybe(b"alert", Level::Fatal), maybe(b"crt", Level::Fatal),
    maybe(b"silly", Level::Trace), maybe(b"dump", Level::Trace),
    // German, French, Spanish, Italian, as Java and PostgreSQL write them.
    maybe(b"warnung", Level::Warn), maybe(b"fehler", Level::Error), maybe(b"schwerwiegend", Level::Error),
    maybe(b"infos", Level::Info), maybe(b"avertissement", Level::Warn), maybe(b"erreur", Level::Error),
    maybe(b"grave", Level::Error), maybe(b"advertencia", Level::Warn), maybe(b"avvertenza", Level::Warn),
    maybe(b"informazioni", Level::Info), maybe(b"errore", Level::Error),
];

/// For each first letter the lengths of the words that start with it, as a set.
static LENGTHS: [u16; 32] = {
    let (mut lengths, mut nr) = ([0; 32], 0);
    while nr < WORDS_OF.len() {
        let (mut text, mut len) = (WORDS_OF[nr].0, 1);
        while text > 0xFF {
            (text, len) = (text >> 8, len + 1);
        }
        lengths[(text & 31) as usize] |= 1_u16 << len;
        nr += 1;
    }
    lengths
};

const fn sure(word: &[u8], level: Level) -> (u128, Level, bool) {
    (number(word), level, true)
}

const fn maybe(word: &[u8], level: Level) -> (u128, Level, bool) {
    (number(word), level, false)
}

/// A word as a number: its bytes, the first one highest.
const fn number(word: &[u8]) -> u128 {
    let (mut text, mut nr) = (0, 0);
    while nr < word.len() {
        text = text << 8 | word[nr] as u128;
        nr += 1;
    }
    text
}
