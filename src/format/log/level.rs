//! Levels, and the words, letters and numbers that stand for them.

/// The severity of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        let mut lower = [0; 13];
        let lower = lower.get_mut(..word.len())?;
        for (lower, byte) in lower.iter_mut().zip(word) {
            *lower = byte | 32;
        }
        Some(match &*lower {
            b"info" => (Self::Info, true),
            b"debug" => (Self::Debug, true),
            b"warn" | b"warning" | b"wrn" => (Self::Warn, true),
            b"error" | b"err" | b"erro" | b"severe" => (Self::Error, true),
            b"trace" | b"trc" | b"trce" | b"verbose" | b"vrb" | b"finest" | b"finer" => (Self::Trace, true),
            // As PostgreSQL counts them.
            b"debug1" | b"debug2" | b"debug3" | b"debug4" | b"debug5" => (Self::Debug, true),
            b"dbg" | b"debg" | b"dbug" => (Self::Debug, true),
            b"inf" | b"information" | b"informational" | b"notice" => (Self::Info, true),
            b"fatal" | b"ftl" | b"fata" | b"critical" | b"crit" | b"panic" | b"emerg" | b"emergency" => {
                (Self::Fatal, true)
            }
            b"fine" => (Self::Debug, false),
            b"log" | b"note" | b"config" => (Self::Info, false),
            b"fail" | b"eror" => (Self::Error, false),
            b"alert" | b"crt" => (Self::Fatal, false),
            _ => return None,
        })
    }
}
