//! Fields that hold a level beside other things: a table, and how each is read.

use super::cursor::word_at;
use super::level::{Level, LevelMatch};
use std::ops::{Range, RangeInclusive};

/// One form of a field.
pub(super) struct Form {
    /// Who writes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "it documents the table, and names it in tests"))]
    pub(super) name: &'static str,
    /// How long its first word is, and what may follow that.
    len: RangeInclusive<usize>,
    next: &'static [u8],
    /// Reads the field that starts there, which is the first after the time or a later one.
    read: fn(&[u8], usize, bool) -> Option<LevelMatch>,
    /// A line of it, and its level.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests try it"))]
    pub(super) sample: (&'static str, &'static str),
}

/// Every form, in the order in which they are tried.
#[rustfmt::skip]
static FORMS: &[Form] = &[
    Form { name: "Cisco", len: 0..=0, next: b"%", read: cisco, sample: ("*Mar  1 18:46:11.123: %SYS-5-CONFIG_I: x", "info") },
    Form { name: "Huawei, H3C", len: 2..=16, next: b"/", read: comware, sample: ("%Mar 14 09:26:53:123 2026 H3C IFNET/3/PHY_UPDOWN: x", "error") },
    Form { name: "stunnel", len: 4..=4, next: b"[", read: numbered, sample: ("2026.03.14 09:26:53 LOG3[0]: x", "error") },
    Form { name: "Tarantool", len: 1..=1, next: b">", read: prompt, sample: ("2026-03-14 09:26:53.123 [12] main/101/app E> x", "error") },
    Form { name: "SAP HANA", len: 1..=1, next: b" ", read: small_letter, sample: ("[12]{-1}[-1/-1] 2026-03-14 09:26:53.123456 e Basis            TraceStream.cpp(00378) : x", "error") },
    Form { name: "rippled", len: 3..=24, next: b":", read: of_partition, sample: ("2026-Mar-14 09:26:53.123456 UTC NetworkOPs:WRN x", "warn") },
    Form { name: "ESXi", len: 2..=2, next: b"(", read: esxi, sample: ("2026-03-14T09:26:53.123Z Wa(12) vobd[1]: x", "warn") },
    Form { name: "syslog's facility and severity", len: 3..=8, next: b".", read: facility, sample: ("Mar 14 09:26:53 host user.warn kernel: x", "warn") },
    Form { name: "Monolog", len: 1..=40, next: b"._-", read: channel, sample: ("[2026-03-14 09:26:53] production.ERROR: x", "error") },
    Form { name: "logcat's brief form", len: 1..=1, next: b"/", read: tagged, sample: ("03-14 09:26:53.123 E/Tag( 12): x", "error") },
    Form { name: "MongoDB's degrees of debugging", len: 2..=2, next: b" ", read: degree, sample: ("2026-03-14T09:26:53.123+0000 D2 COMMAND x", "debug") },
    Form { name: "Icinga 2", len: 4..=11, next: b"/", read: of_component, sample: ("[2026-03-14 09:26:53 +0100] warning/ApiListener: x", "warn") },
    Form { name: "Telegraf", len: 1..=1, next: b"!", read: shouted, sample: ("2026-03-14T09:26:53Z E! [inputs.ping] x", "error") },
    Form { name: "vmware.log", len: 4..=4, next: b":", read: vmware, sample: ("2026-03-14T09:26:53.123Z| vmx| W115: x", "warn") },
    Form { name: "MikroTik", len: 3..=16, next: b",", read: topics, sample: ("mar/14 09:26:53 system,error,critical x", "error") },
    Form { name: "macOS", len: 3..=18, next: b" ", read: unified, sample: ("2026-03-14 09:26:53.123456+0100 0x1a2b     Error       0x0                  123    0    kernel: x", "error") },
    Form { name: "a letter alone", len: 1..=1, next: b" \t", read: letter, sample: ("2026-03-14 09:26:53.123 I | etcdserver: x", "info") },
    Form { name: "GitHub Actions", len: 0..=0, next: b"#", read: command, sample: ("2026-03-14T09:26:53.1234567Z ##[error]x", "error") },
    Form { name: "WebSphere", len: 8..=8, next: b" ", read: websphere, sample: ("[3/14/26 9:26:53:123 CET] 0000000a WsServerImpl  W   WSVR0001I: x", "warn") },
    Form { name: "Kodi", len: 4..=8, next: b" ", read: of_part, sample: ("2026-03-14 09:26:53.123 T:1234   error <general>: x", "error") },
    Form { name: "a word and a colon apart", len: 3..=13, next: b" ", read: apart, sample: ("2026-03-14 09:26:53.123+0000: 12: error : f:1 : x", "error") },
];

/// The samples of the table.
#[cfg(test)]
pub(super) fn samples() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    FORMS.iter().map(|form| (form.name, form.sample.0, form.sample.1))
}

/// The level of the field that starts with `word`, whatever else stands in it.
#[inline(always)]
pub(super) fn of(line: &[u8], word: &Range<usize>, is_first: bool) -> Option<LevelMatch> {
    let at = word.start;
    let next = |n: usize| line.get(word.end + n).copied().unwrap_or(b' ');
    // What the forms below have in common, so that words of a text are passed quickly.
    let len = word.len();
    let may_be = match next(0) {
        b' ' => match len {
            0 => false,
            1 => true,
            // `D2`; a thread's number in hexadecimal starts with a digit, but for few.
            2 => line[at + 1].is_ascii_digit() || line[at] == b'D',
            8 if line[at].is_ascii_digit() => true,
            _ => matches!(next(1), b':' | b' ' | b'<') || is_first && line[at..].starts_with(b"0x"),
        },
        b':' if len == 4 && line[at + 1].is_ascii_digit() => true,
        b':' => len > 2 && next(1).is_ascii_uppercase() && line[at].is_ascii_uppercase(),
        b'.' | b'_' | b'-' => len > 0 && line[at].is_ascii_alphabetic(),
        b'/' => len == 1 || is_first && len > 3 || next(2) == b'/' && next(1).is_ascii_digit(),
        b',' => is_first && len > 2,
        b'%' | b'#' => len == 0,
        b'\t' | b'!' | b'>' => len == 1,
        b'(' => len == 2,
        b'[' => len == 4 && line[at + 3].is_ascii_digit(),
        _ => false,
    };
    if !may_be {
        return None;
    }
    in_table(line, word, next(0), is_first)
}

#[inline(never)]
fn in_table(line: &[u8], word: &Range<usize>, next: u8, is_first: bool) -> Option<LevelMatch> {
    let alike = FORMS.iter().filter(|form| form.len.contains(&word.len()) && form.next.contains(&next));
    { alike }.find_map(|form| (form.read)(line, word.start, is_first))
}

/// `%SYS-5-CONFIG_I:`, `%ASA-6-302013:`, `%PKT_INFRA-LINK-3-UPDOWN`; Huawei's `%%01IFNET/4/LINK_STATE`.
fn cisco(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    if line[at..].starts_with(b"%%") {
        return comware(line, at + 4, is_first);
    }
    let rest = line.get(at..)?.strip_prefix(b"%")?;
    let is_name = |b: &&u8| b.is_ascii_uppercase() || b.is_ascii_digit() || **b == b'_';
    let mut n = rest.iter().take(40).take_while(is_name).count();
    if rest.get(n) == Some(&b'-') && rest.get(n + 1).is_some_and(u8::is_ascii_uppercase) {
        n += 1 + rest[n + 1..].iter().take(40).take_while(is_name).count();
    }
    let [b'-', digit @ b'0'..=b'7', b'-', ..] = rest.get(n..)? else { return None };
    (n > 1).then(|| (Level::of_severity(u32::from(digit - b'0')), at + n + 2..at + n + 3))
}

/// `IFNET/3/PHY_UPDOWN:`: a module, a severity, a mnemonic.
fn comware(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let module = word_at(line, at);
    let [b'/', digit @ b'0'..=b'7', b'/', b'A'..=b'Z', ..] = line.get(module.end..)? else { return None };
    let is_it = module.len() > 1 && !line[module.clone()].iter().any(u8::is_ascii_lowercase);
    let digit_at = module.end + 1..module.end + 2;
    is_it.then(|| (Level::of_severity(u32::from(digit - b'0')), digit_at))
}

/// `LOG3[ui]:`: a severity of syslog.
fn numbered(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let [b'L', b'O', b'G', digit @ b'0'..=b'7', b'[', rest @ ..] = line.get(at..)? else { return None };
    let n = rest.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
    let is_it = rest.get(n..)?.starts_with(b"]:");
    is_it.then(|| (Level::of_severity(u32::from(digit - b'0')), at..at + 4))
}

/// `main/101/app E> x`: behind the name of a fiber.
fn prompt(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let [letter, b'>', b' ', ..] = line.get(at..)? else { return None };
    let before = line[..at].strip_suffix(b" ")?.rsplit(|b| *b == b' ').next()?;
    let level = Level::of_letter(*letter).filter(|_| !is_first && before.contains(&b'/'))?;
    Some((level, at..at + 1))
}

/// `e Basis            TraceStream.cpp(00378) : x`: a letter, and a component in a column of its own.
fn small_letter(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let [letter @ (b'd' | b'i' | b'w' | b'e' | b'f'), b' ', b'A'..=b'Z', ..] = line.get(at..)? else {
        return None;
    };
    let component = word_at(line, at + 2);
    let is_column = is_first && line.get(component.end..)?.starts_with(b"  ");
    Level::of_letter(letter.to_ascii_uppercase()).filter(|_| is_column).map(|level| (level, at..at + 1))
}

/// `NetworkOPs:WRN x`: a part of the program and a level in capitals, first or behind a zone.
fn of_partition(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let word = word_at(line, word_at(line, at).end + 1);
    let before = line[..at].strip_suffix(b" ")?.rsplit(|b| *b == b' ').next()?;
    let is_there = is_first || before.len() < 6 && before.iter().all(u8::is_ascii_uppercase);
    let is_it = line.get(word.end) == Some(&b' ') && line[word.clone()].iter().all(u8::is_ascii_uppercase);
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    (is_there && is_it && is_sure).then_some((level, word))
}

/// `In(14)`: the first letters of a severity, and a syslog priority that says the same.
fn esxi(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    const NAMES: [&[u8]; 8] = [b"Em", b"Al", b"Cr", b"Er", b"Wa", b"No", b"In", b"Db"];
    let [a, b, b'(', rest @ ..] = line.get(at..)? else { return None };
    let severity = NAMES.iter().position(|name| **name == [*a, *b]).filter(|_| is_first)?;
    let n = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let number = rest[..n].iter().fold(0, |number, b| number * 10 + usize::from(b - b'0'));
    // VMware's other programs count severities from 1 less: `Wa(03)`.
    let is_same = number % 8 == severity || n == 2 && number + 1 == severity;
    let is_it = n > 0 && rest.get(n) == Some(&b')') && is_same;
    is_it.then(|| (Level::of_severity(u32::try_from(severity).unwrap_or(7)), at..at + 4 + n))
}

/// `user.warn`, `daemon.info`.
fn facility(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let name = word_at(line, at);
    if line.get(name.end) != Some(&b'.') || !is_facility(&line[name.clone()]) {
        return None;
    }
    let word = word_at(line, name.end + 1);
    let ends = matches!(line.get(word.end), None | Some(b' ' | b'\t' | b':'));
    let level = Level::of_word(&line[word.clone()]).filter(|_| ends)?.0;
    Some((level, word))
}

/// Whether syslog has a facility of this name.
pub(super) fn is_facility(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 14] = [
        b"kern",
        b"user",
        b"mail",
        b"daemon",
        b"auth",
        b"syslog",
        b"lpr",
        b"news",
        b"uucp",
        b"cron",
        b"authpriv",
        b"ftp",
        b"ntp",
        b"security",
    ];
    NAMES.contains(&name) || matches!(name, [b'l', b'o', b'c', b'a', b'l', b'0'..=b'7'])
}

/// `production.ERROR:`: a channel, a level in capitals, and a colon.
fn channel(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let field = line.get(at..line.len().min(at + 48)).filter(|_| is_first)?;
    let n = field.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')).count();
    let dot = memchr::memrchr(b'.', &field[..n])?;
    let word = at + dot + 1..at + n;
    let is_it =
        dot > 0 && field.get(n) == Some(&b':') && line[word.clone()].iter().all(u8::is_ascii_uppercase);
    let level = Level::of_word(&line[word.clone()]).filter(|_| is_it)?.0;
    Some((level, word))
}

/// `E/Tag( 12):`, `W/Tag:`.
fn tagged(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    brief(line, at, false)
}

/// `E/Tag( 12):` and, unless it needs the number, `E/Tag:`.
pub(super) fn brief(line: &[u8], at: usize, needs_number: bool) -> Option<LevelMatch> {
    let [letter, b'/', rest @ ..] = line.get(at..)? else { return None };
    let level = Level::of_letter(*letter).filter(|_| *letter != b'T' && *letter != b'C')?;
    let n = rest
        .iter()
        .take(48)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'$'))
        .count();
    let is_it = match rest.get(n) {
        Some(b':') => !needs_number,
        Some(b'(' | b' ') => {
            let after = &rest[n..rest.len().min(n + 40)];
            let open = after
                .iter()
                .position(|&b| b == b'(')
                .filter(|&open| after[..open].iter().all(|&b| b == b' '));
            open.is_some_and(|open| {
                let inside =
                    after[open + 1..].iter().take_while(|b| **b == b' ' || b.is_ascii_digit()).count();
                inside > 0 && after.get(open + 1 + inside) == Some(&b')')
            })
        }
        _ => false,
    };
    // Mozilla's, behind a thread: `]: D/nsHttp x`.
    let is_it = is_it || rest.get(n) == Some(&b' ') && line[..at].ends_with(b"]: ");
    // Protractor's, behind a time: `] I/launcher - x`.
    let is_it = is_it || !needs_number && rest[n..].starts_with(b" - ") && line[..at].ends_with(b"] ");
    (n > 0 && is_it).then_some((level, at..at + 1))
}

/// `warning/ApiListener:`: a level in small letters, and a component.
fn of_component(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let word = word_at(line, at);
    let component = word_at(line, word.end + 1);
    let is_it = is_first && line.get(component.end) == Some(&b':') && !component.is_empty();
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    (is_it && is_sure).then_some((level, word))
}

/// `error <general>:`: a level in small letters, and a part of the program.
fn of_part(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let word = word_at(line, at);
    let part = word_at(line, word.end + 2);
    let is_it = line.get(word.end + 1) == Some(&b'<') && line[part.end..].starts_with(b">:");
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    (is_it && is_sure && !part.is_empty()).then_some((level, word))
}

/// `E! x`.
fn shouted(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let [letter @ (b'D' | b'I' | b'W' | b'E'), b'!', b' ', ..] = line.get(at..)? else { return None };
    Level::of_letter(*letter).filter(|_| is_first).map(|level| (level, at..at + 1))
}

/// `| vmx| W115:`.
fn vmware(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let [letter @ (b'I' | b'W' | b'E'), b'1', b'0'..=b'9', b'0'..=b'9', b':', b' ', ..] = line.get(at..)?
    else {
        return None;
    };
    Level::of_letter(*letter).filter(|_| line[..at].ends_with(b"| ")).map(|level| (level, at..at + 1))
}

/// `system,error,critical`: topics in small letters, of which the first that is a level counts.
fn topics(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let field = line.get(at..).filter(|_| is_first)?;
    let n = field.iter().take(48).take_while(|b| b.is_ascii_lowercase() || matches!(b, b',' | b'-')).count();
    if field.get(n) != Some(&b' ') {
        return None;
    }
    let mut start = at;
    for topic in field[..n].split(|&byte| byte == b',') {
        let word = start..start + topic.len();
        if let Some((level, true)) = Level::of_word(topic) {
            return Some((level, word));
        }
        start = word.end + 1;
    }
    None
}

/// `0x1a2b     Error       0x0`: a thread, a type, an activity.
fn unified(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    let word = word_at(line, super::cursor::skip_blank(line, word_at(line, at).end));
    let activity = super::cursor::skip_blank(line, word.end);
    if !is_first || !line.get(activity..)?.starts_with(b"0x") {
        return None;
    }
    let level = match &line[word.clone()] {
        b"Default" | b"Info" => Level::Info,
        b"Debug" => Level::Debug,
        b"Error" => Level::Error,
        b"Fault" => Level::Fatal,
        _ => return None,
    };
    Some((level, word))
}

/// `D1` to `D5`; `Df` and `Db`, for default and debugging, as macOS writes them in its short form.
fn degree(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    if let Some([b'D', kind @ (b'f' | b'b'), b' ', ..]) = line.get(at..) {
        let process = word_at(line, at + 3);
        let is_it = is_first && !process.is_empty() && line.get(process.end) == Some(&b'[');
        let level = if *kind == b'f' { Level::Info } else { Level::Debug };
        return is_it.then_some((level, at..at + 2));
    }
    let is_it = matches!(line.get(at..)?, [b'D', b'1'..=b'5', b' ', b'A'..=b'Z' | b'-', ..]);
    (is_first && is_it).then_some((Level::Debug, at..at + 2))
}

/// `I x`: not where it is a word of a sentence.
fn letter(line: &[u8], at: usize, is_first: bool) -> Option<LevelMatch> {
    const VERBS: [&[u8]; 36] = [
        b"am", b"m", b"was", b"have", b"had", b"think", b"thought", b"will", b"would", b"can", b"could",
        b"do", b"did", b"don", b"want", b"need", b"see", b"saw", b"know", b"guess", b"believe", b"found",
        b"got", b"get", b"hope", b"like", b"love", b"ve", b"ll", b"just", b"also", b"should", b"may",
        b"must", b"cannot", b"never",
    ];
    let [letter, b' ' | b'\t', ..] = line.get(at..)? else { return None };
    let level = Level::of_letter(*letter).filter(|_| is_first)?;
    let next = word_at(line, super::cursor::skip_blank(line, at + 1));
    let is_word = *letter == b'I' && VERBS.contains(&&line[next]);
    // `C compiler`, `T 12`, `V 1.2`, `F 32`: letters that mean other things as often.
    let is_rare = matches!(letter, b'C' | b'T' | b'F' | b'V') && !is_column(line, at + 1);
    (!is_word && !is_rare).then_some((level, at..at + 1))
}

/// Whether what follows a letter shows it to be a column of its own.
fn is_column(line: &[u8], at: usize) -> bool {
    let after = super::cursor::skip_blank(line, at);
    after > at + 1 || matches!(line.get(after), Some(b'|' | b'[' | b'-' | b'A'..=b'Z'))
}

/// `##[error]`.
fn command(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    line.get(at..)?.strip_prefix(b"##[")?;
    let word = word_at(line, at + 3);
    let level = Level::of_word(&line[word.clone()]).filter(|_| line.get(word.end) == Some(&b']'))?.0;
    Some((level, word))
}

/// `0000000a WsServerImpl  W   WSVR0001I`: a thread, a short name, a letter.
fn websphere(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let thread = word_at(line, at);
    let is_thread = thread.len() == 8 && line[thread.clone()].iter().all(u8::is_ascii_hexdigit);
    if !is_thread || line.get(thread.end) != Some(&b' ') {
        return None;
    }
    let name = thread.end + 1;
    let n = line[name..].iter().take(64).take_while(|b| **b != b' ').count();
    let mark = super::cursor::skip_blank(line, name + n);
    let level = match line.get(mark..)? {
        [b'W', b' ', ..] => Level::Warn,
        [b'E', b' ', ..] => Level::Error,
        [b'F', b' ', ..] => Level::Fatal,
        [b'I' | b'A', b' ', ..] => Level::Info,
        _ => return None,
    };
    (n > 0).then_some((level, mark..mark + 1))
}

/// `error : x`: a word in small letters, and a colon that a space precedes.
fn apart(line: &[u8], at: usize, _: bool) -> Option<LevelMatch> {
    let word = word_at(line, at);
    let rest = line.get(word.end..)?;
    let n = rest.iter().take(8).take_while(|b| **b == b' ').count();
    let is_apart = n > 0 && rest.get(n) == Some(&b':') && matches!(rest.get(n + 1), Some(b' '));
    Level::of_word(&line[word.clone()])
        .filter(|(_, is_sure)| *is_sure && is_apart)
        .map(|(level, _)| (level, word))
}

/// `1:M 29 Aug 2023 13:47:38.984 * x`: Redis's mark after the time, which ends at `at`.
pub(super) fn redis(line: &[u8], at: usize) -> Option<LevelMatch> {
    let [b' ', mark, b' ', ..] = line.get(at..)? else { return None };
    let level = match mark {
        b'.' | b'-' => Level::Debug,
        b'*' => Level::Info,
        b'#' => Level::Warn,
        _ => return None,
    };
    let open = usize::from(line.first() == Some(&b'['));
    let n = line[open..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    let is_redis =
        matches!(line.get(open + n..)?, [b':', b'M' | b'S' | b'C' | b'X', b' ', ..] | [b']', b' ', ..]);
    let mark_at: Range<usize> = at + 1..at + 2;
    (n > 0 && is_redis).then_some((level, mark_at))
}
