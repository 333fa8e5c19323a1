//! Levels beside a name, in the fields after a time.

use super::cursor::{skip_blank, skip_opening, word_at};
use super::fields::is_facility;
use super::level::{Level, LevelMatch};
use super::{formats, place};
use std::ops::Range;

/// Who writes such a field, with the level of the line.
#[cfg(test)]
#[rustfmt::skip]
pub(super) const SAMPLES: &[(&str, &str, &str)] = &[
    ("cloud-init", "2026-03-14 09:26:53,123 - util.py[WARNING]: x", "2026-03-14T09:26:53.123 warn"),
    ("Kerberos", "Mar 14 09:26:53 kdc krb5kdc[12](Error): x", "--03-14T09:26:53 error"),
    ("Locust", "[2026-03-14 09:26:53,123] host/INFO/locust.main: x", "2026-03-14T09:26:53.123 info"),
    ("Heroku", "2026-03-14T09:26:53.123456+00:00 heroku[router]: at=error code=H12", "2026-03-14T09:26:53.123 error"),
    ("BIG-IP", "Mar 14 09:26:53 bigip1 notice mcpd[5000]: x", "--03-14T09:26:53 info"),
    ("Prosody", "Mar 14 09:26:53 mod_s2s\twarn\tx", "--03-14T09:26:53 warn"),
    ("Azure App Service", "2026-03-14T09:26:53  PID[12] Warning     x", "2026-03-14T09:26:53 warn"),
    ("syslogd -v", "Mar 14 09:26:53 <local0.err> host x", "--03-14T09:26:53 error"),
    ("EXOS", "03/14/2026 09:26:53.12 <Warn:AAA.authPass> x", "2026-03-14T09:26:53.120 warn"),
    ("xapi", "Mar 14 09:26:53 xs1 xapi: [debug|xs1|12 UNIX /x|y|xapi] x", "--03-14T09:26:53 debug"),
    ("ODL (Oracle)", "[2026-03-14T09:26:53.123+00:00] [OHS] [ERROR:32] [x] y", "2026-03-14T09:26:53.123 error"),
    ("Twisted", "2026-03-14T09:26:53+0000 [twisted.x.Y#warn] x", "2026-03-14T09:26:53 warn"),
    ("Nextcloud's client", "2026-03-14 09:26:53:123 [ warning nextcloud.gui.x ]:\ty", "2026-03-14T09:26:53.123 warn"),
    ("Superset in docker compose", "2026-03-14 09:26:53 superset  | 2026-03-14 08:26:53,123:ERROR:superset.x:y", "2026-03-14T09:26:53 error"),
    ("SharePoint", "03/14/2026 09:26:53.12 \tOWSTIMER.EXE (0x08C4)\t0x1520\tSharePoint Foundation\tTimer\t8094\tWarning \tx", "2026-03-14T09:26:53.120 warn"),
    ("stellar-core", "2026-03-14T09:26:53.123 GBN6Y [Ledger WARN] x", "2026-03-14T09:26:53.123 warn"),
    ("Cardano", "[c995d1df:cardano.node.x:Notice:5] [2026-03-14 09:26:53.68 UTC] y", "2026-03-14T09:26:53.680 info"),
    ("EOSIO under systemd", "Mar 14 09:26:53 host start.sh[12]: warn  2026-03-14T09:26:53.123 nodeos x.cpp:1 f ] y", "--03-14T09:26:53 warn"),
    ("Amazon RDS", "2026-03-14 09:26:53 UTC:10.0.0.1(1234):user@db:[5678]:ERROR:  x", "2026-03-14T09:26:53 error"),
    ("kubelet under systemd", "Mar 14 09:26:53 host kubelet[12]: W0314 09:26:53.123456    12 x.go:1] y", "--03-14T09:26:53 warn"),
    ("NSX", "2026-03-14T09:26:53.123Z nsx NSX 12 - [nsx@6876 comp=\"nsx-manager\" level=\"WARNING\"] x", "2026-03-14T09:26:53.123 warn"),
    ("Teams", "Wed Mar 14 2026 09:26:53 GMT+0100 (CET) <12> -- warning -- x", "2026-03-14T09:26:53 warn"),
    ("BepInEx", "[09:26:53] [Warning:   Valheim] x", "09:26:53 warn"),
    ("Nginx Proxy Manager", "[3/14/2026] [9:26:53 PM] [Nginx    ] › ⚠  warning   x", "2026-03-14T21:26:53 warn"),
    ("Linkerd", "[     0.071746s]  WARN ThreadId(01) linkerd2_proxy: x", "PT0.071S warn"),
    ("Foreman", "2026-03-14T09:26:53 [W|app|cc8ef] x", "2026-03-14T09:26:53 warn"),
    ("Metasploit", "[03/14/2026 09:26:53] [e(0)] core: x", "2026-03-14T09:26:53 error"),
    ("Coherence", "2026-03-14 09:26:53.123/0.456 Oracle Coherence GE 12.2.1.4.0 <Warning> (thread=x): y", "2026-03-14T09:26:53.123 warn"),
    ("lnd over journald", "Mar 14 09:26:53 host lnd[12]: 2026-03-14 09:26:53.123 [WRN] LTND: x", "--03-14T09:26:53 warn"),
    ("Tendermint over syslog", "Mar 14 09:26:53 host maind[12]: E[2026-03-14|09:26:53.123] x", "--03-14T09:26:53 error"),
    ("Datadog", "2026-03-14 09:26:53 UTC | TRACE | WARN | (x.go:1 in f) | y", "2026-03-14T09:26:53 warn"),
    ("Duplicati", "2026-03-14 09:26:53 +01 - [Warning-Duplicati.Library.X-Y]: x", "2026-03-14T09:26:53 warn"),
];

/// The level of a field that starts with `word`, ends with a colon, and has a name beside it.
#[inline]
pub(super) fn of(line: &[u8], field: &Range<usize>, word: &Range<usize>) -> Option<LevelMatch> {
    // Most such fields end with a number, `sshd[12]:`.
    if word.end + 1 == field.end || line[field.end.saturating_sub(3)].is_ascii_digit() {
        return None;
    }
    ending(line, field).or_else(|| between_names(line, word))
}

/// `util.py[DEBUG]:`, `krb5kdc[12](info):`: a level in brackets at the end of a field.
#[inline(never)]
fn ending(line: &[u8], field: &Range<usize>) -> Option<LevelMatch> {
    match &line[field.clone()] {
        [before @ .., letter, b']' | b')', b':'] if letter.is_ascii_alphabetic() => {
            let open = memchr::memrchr2(b'[', b'(', before).filter(|open| *open > 0)?;
            let word = field.start + open + 1..field.end - 2;
            Level::of_word(&line[word.clone()])
                .filter(|(_, is_sure)| *is_sure)
                .map(|(level, _)| (level, word))
        }
        // `UTC:10.1.2.3(50124):user@base:[12]:ERROR:`, PostgreSQL's prefix of Amazon.
        [before @ .., b':'] => {
            let start = field.start + memchr::memrchr(b':', before)? + 1;
            let word = start..field.end - 1;
            let is_upper = line[word.clone()].iter().all(u8::is_ascii_uppercase);
            Level::of_word(&line[word.clone()]).filter(|_| is_upper).map(|(level, _)| (level, word))
        }
        _ => None,
    }
}

/// `host/INFO/locust.main:`: a level in capitals between two names.
#[inline(never)]
fn between_names(line: &[u8], name: &Range<usize>) -> Option<LevelMatch> {
    line.get(name.end).filter(|next| **next == b'/')?;
    let word = word_at(line, name.end + 1);
    let bytes = &line[word.clone()];
    let (level, is_sure) = Level::of_word(bytes)?;
    let is_it = is_sure && bytes.iter().all(u8::is_ascii_uppercase) && line.get(word.end) == Some(&b'/');
    is_it.then_some((level, word))
}

/// `at=error`: Heroku's router.
#[inline(never)]
pub(super) fn at(line: &[u8], key: &Range<usize>) -> Option<LevelMatch> {
    let word = word_at(line, key.end + 1);
    let (level, is_sure) = Level::of_word(&line[word.clone()]).filter(|_| &line[key.clone()] == b"at")?;
    (is_sure && line.get(word.end) == Some(&b' ')).then_some((level, word))
}

/// Whether a level in small letters is a column of its own: between tabs, before a program's tag,
/// padded with spaces behind a field in brackets. It is the field with that number.
#[inline(never)]
pub(super) fn is_column(line: &[u8], word: &Range<usize>, nr: usize) -> bool {
    let before = |n: usize| word.start.checked_sub(n).and_then(|at| line.get(at));
    match line.get(word.end) {
        Some(b'\t') => nr <= 2 && before(1) == Some(&b'\t'),
        Some(b' ') if line[word.start].is_ascii_uppercase() => {
            let is_padded = line.get(word.end + 1) == Some(&b' ') || word.len() == 11;
            is_padded && nr <= 2 && before(1) == Some(&b' ') && matches!(before(2), Some(b']' | b'>' | b')'))
        }
        // `› ℹ  info      x`, as signale has it.
        Some(b' ') if line[word.end..].starts_with(b"  ") && before(2) == Some(&b' ') && nr <= 3 => {
            let start = word.start.saturating_sub(12);
            memchr::memmem::find(&line[start..word.start], "›".as_bytes()).is_some()
        }
        Some(b' ') if line[word.end..].starts_with(b" - ") || line[word.end..].starts_with(b" -- ") => {
            line[..word.start].ends_with(b"- ")
        }
        Some(b' ') => nr == 1 && is_tag(line, word.end + 1),
        _ => false,
    }
}

/// `mcpd[5000]:`: a program, and its process.
fn is_tag(line: &[u8], at: usize) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
    let n = rest.iter().take(48).take_while(is_name).count();
    let digits = rest.iter().skip(n + 1).take(10).take_while(|b| b.is_ascii_digit()).count();
    n > 0 && digits > 0 && rest[n] == b'[' && rest[n + 1 + digits..].starts_with(b"]:")
}

/// A level that starts a field in brackets, which opens at `at` and closes at `end`:
/// `<Info:AAA.x>`, `[ info|host|…]`, `<local0.info>`, `[Warning-Duplicati.x]`.
#[inline(never)]
pub(super) fn opening(line: &[u8], at: usize, end: usize) -> Option<LevelMatch> {
    let word = word_at(line, skip_blank(line, at + 1));
    let bytes = &line[word.clone()];
    match (line[at], line.get(word.end)?) {
        (b'<', b'.') if is_facility(bytes) => {
            let word = word_at(line, word.end + 1);
            let level = Level::of_word(&line[word.clone()]).filter(|_| word.end == end)?.0;
            Some((level, word))
        }
        (b'[', b'|') if bytes.len() == 1 => Level::of_letter(bytes[0]).map(|level| (level, word)),
        (b'[', b'|') => Level::of_word(bytes).map(|(level, _)| (level, word)),
        (b'<', b':') => Level::of_word(bytes).filter(|(_, is_sure)| *is_sure).map(|(level, _)| (level, word)),
        // `[Info   :   Valheim]`: BepInEx's.
        (b'[', b' ') if line[skip_blank(line, word.end)..].starts_with(b": ") => {
            Level::of_word(bytes).filter(|(_, is_sure)| *is_sure).map(|(level, _)| (level, word))
        }
        // `[ERROR:32]`: a level, and a number within it; `[Warning:   Valheim]`.
        (b'[', b':')
            if line
                .get(word.end + 1..end)
                .is_some_and(|rest| rest.starts_with(b" ") || rest.iter().all(u8::is_ascii_digit)) =>
        {
            Level::of_word(bytes).filter(|(_, is_sure)| *is_sure).map(|(level, _)| (level, word))
        }
        // `[e(0)]`: a level, and a depth within it.
        (b'[', b'(') if matches!(bytes, b"e" | b"w" | b"i" | b"d") && end == word.end + 3 => {
            line.get(word.end + 1).filter(|depth| depth.is_ascii_digit())?;
            Level::of_letter(bytes[0].to_ascii_uppercase()).map(|level| (level, word))
        }
        (b'[', b'-') => {
            let rest = line.get(word.end..end)?;
            let is_name = bytes.first().is_some_and(u8::is_ascii_uppercase) && rest.contains(&b'.');
            let is_it = is_name && !rest.contains(&b' ');
            Level::of_word(bytes).filter(|(_, is_sure)| *is_sure && is_it).map(|(level, _)| (level, word))
        }
        // `[nsx@6876 comp="x" level="WARN"]`: structured data of syslog's.
        (b'[', b'@') => place::keyed(&line[..end], word.end),
        // `[Herder WARN] x`
        (b'[', b' ') if bytes.iter().any(u8::is_ascii_lowercase) && line.get(at + 1) != Some(&b' ') => {
            let word = word_at(line, word.end + 1);
            let is_it = word.end == end && line[word.clone()].iter().all(u8::is_ascii_uppercase);
            Level::of_word(&line[word.clone()])
                .filter(|(_, is_sure)| *is_sure && is_it)
                .map(|(level, _)| (level, word))
        }
        // `[ info nextcloud.gui ]:`, `[ info gui.account ]:`
        (b'[', b' ') if line.get(at + 1) == Some(&b' ') && line[..end].ends_with(b" ") => {
            let name = line.get(word.end + 1..end - 1)?;
            let is_name = !name.contains(&b' ') && name.contains(&b'.');
            Level::of_word(bytes).filter(|(_, is_sure)| *is_sure && is_name).map(|(level, _)| (level, word))
        }
        // `[twisted.scripts.App#info]`
        (b'[', _) => {
            let mark = memchr::memrchr(b'#', line.get(word.end..end)?).filter(|mark| *mark > 0)?;
            let word = word_at(line, word.end + mark + 1);
            let level = Level::of_word(&line[word.clone()]).filter(|_| word.end == end)?.0;
            Some((level, word))
        }
        _ => None,
    }
}

/// The level that fills the next column between bars, behind one that ends at `end` and is a level's
/// name, too, because a component may be called `TRACE`.
pub(super) fn next_column(line: &[u8], end: usize) -> Option<LevelMatch> {
    line.get(end..)?.strip_prefix(b" | ")?;
    let word = word_at(line, end + 3);
    let is_column = line.get(word.end..)?.starts_with(b" | ");
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    (is_sure && is_column).then_some((level, word))
}

/// A level in angle brackets, which a mark of what follows stands behind, farther on than plain words
/// are stepped over: `Oracle Coherence GE 12.2.1 <Info> (thread=x): y`.
#[inline(never)]
pub(super) fn in_angles(line: &[u8], at: usize) -> Option<LevelMatch> {
    let open = at + memchr::memchr(b'<', &line[at..line.len().min(at + 48)])?;
    let word = word_at(line, open + 1);
    let rest = line.get(word.end..)?.strip_prefix(b">")?;
    let is_it = line[open - 1] == b' ' && (rest.starts_with(b" (") || rest.starts_with(b": "));
    let level = match &line[word.clone()] {
        [b'D', b'1'..=b'9'] => Level::Debug,
        bytes => Level::of_word(bytes).filter(|(_, is_sure)| *is_sure && bytes[0].is_ascii_uppercase())?.0,
    };
    is_it.then_some((level, word))
}

/// The level of a line within a line: behind the tag or the name of a program that writes times of its
/// own.
#[inline(never)]
pub(super) fn within_tagged(line: &[u8], at: usize) -> Option<LevelMatch> {
    let word = word_at(line, at);
    let (level, from) = match &line[word.clone()] {
        [letter @ b'A'..=b'Z'] => (Level::of_letter(*letter), word.end + 1),
        [b'a'..=b'z', ..] => {
            (Level::of_word(&line[word.clone()]).map(|found| found.0), skip_blank(line, word.end))
        }
        _ => (None, skip_opening(line, at)),
    };
    let found = formats::at(line, from)?;
    match level.or(found.level) {
        Some(level) => Some((level, word)),
        None => place::after_time(line, found.end),
    }
}

/// Whether `[wifi:037]` follows brackets that close at `end`: ESPHome's, whose C is a configuration.
#[inline(never)]
pub(super) fn names_a_line(line: &[u8], end: usize) -> bool {
    let rest = line.get(end + 1..).unwrap_or_default();
    let n = rest.iter().take(48).take_while(|b| b.is_ascii_graphic() && **b != b']').count();
    rest.first() == Some(&b'[')
        && rest.get(n) == Some(&b']')
        && rest[..n].iter().rev().take_while(|b| b.is_ascii_digit()).count() > 0
        && rest[..n].contains(&b':')
}
