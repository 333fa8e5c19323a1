//! Names of months: English ones first, then those of other languages that systems write.

use super::cursor::Cursor;
use crate::base::date::{MONTHS, WEEKDAYS};

/// Months as other languages' systems write them, in lower case and without a full stop. Those
/// with letters beyond ASCII stand in UTF-8 and in ISO-8859-1.
#[rustfmt::skip]
const OTHERS: [&[&[u8]]; 12] = [
    // German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Russian.
    &[b"j\xC3\xA4n", b"j\xE4n", b"janv", b"janvier", b"januar", b"januari", b"ene", b"enero", b"gen",
        b"gennaio", b"janeiro", b"sty", b"stycznia", "янв".as_bytes(), "января".as_bytes()],
    &[b"f\xC3\xA9vr", b"f\xE9vr", b"f\xC3\xA9vrier", b"f\xE9vrier", b"februar", b"februari", b"febrero",
        b"febbraio", b"fev", b"fevereiro", b"lut", b"lutego", "фев".as_bytes(), "февр".as_bytes(),
        "февраля".as_bytes()],
    &[b"m\xC3\xA4r", b"m\xE4r", b"m\xC3\xA4rz", b"m\xE4rz", b"mars", b"marzo", b"mrt", b"maart", b"mrz",
        b"mar\xC3\xA7o", b"mar\xE7o", b"marca", "мар".as_bytes(), "марта".as_bytes()],
    &[b"avr", b"avril", b"abr", b"abril", b"aprile", b"kwi", b"kwietnia", "апр".as_bytes(),
        "апреля".as_bytes()],
    &[b"mai", b"mayo", b"mag", b"maggio", b"maio", b"mei", b"maj", b"maja", "мая".as_bytes(),
        "май".as_bytes()],
    &[b"juin", b"juni", b"junio", b"giu", b"giugno", b"junho", b"cze", b"czerwca", "июн".as_bytes(),
        "июня".as_bytes()],
    &[b"juil", b"juillet", b"juli", b"julio", b"lug", b"luglio", b"julho", b"lip", b"lipca",
        "июл".as_bytes(), "июля".as_bytes()],
    &[b"ao\xC3\xBBt", b"ao\xFBt", b"ago", b"agosto", b"augustus", b"augusti", b"sie", b"sierpnia",
        "авг".as_bytes(), "августа".as_bytes()],
    &[b"sept", b"septembre", b"septiembre", b"set", b"settembre", b"setembro", b"wrz",
        b"wrze\xC5\x9Bnia", "сен".as_bytes(), "сент".as_bytes(), "сентября".as_bytes()],
    &[b"okt", b"oktober", b"octobre", b"octubre", b"ott", b"ottobre", b"out", b"outubro", b"pa\xC5\xBA",
        "окт".as_bytes(), "октября".as_bytes()],
    &[b"noviembre", b"novembre", b"novembro", b"lis", b"listopada", "ноя".as_bytes(), "нояб".as_bytes(),
        "ноября".as_bytes()],
    &[b"dez", b"dezember", b"d\xC3\xA9c", b"d\xE9c", b"d\xC3\xA9cembre", b"d\xE9cembre", b"dic",
        b"diciembre", b"dicembre", b"dezembro", b"des", b"desember", b"gru", b"grudnia",
        "дек".as_bytes(), "декабря".as_bytes()],
];

/// Steps over a month's name, with its full stop if it has one; its number from 1.
pub(super) fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    if starts_with_month(*cursor) {
        let nr = of_letters([cursor.ahead(0) | 32, cursor.ahead(1) | 32, cursor.ahead(2) | 32]);
        cursor.at += 3;
        return nr;
    }
    let n = (0..20).take_while(|&n| is_letter(cursor.ahead(n))).count();
    if n < 3 {
        return None;
    }
    let word = cursor.line.get(cursor.at..cursor.at + n)?;
    let nr = english(word).or_else(|| other(word))?;
    cursor.at += n;
    cursor.eat(b'.');
    Some(nr)
}

/// The month of three letters, in lower case.
fn of_letters(lower: [u8; 3]) -> Option<u32> {
    Some(match &lower {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

/// Whether an English month of three letters and a space follow.
pub(super) fn starts_with_month(cursor: Cursor<'_>) -> bool {
    let lower = [cursor.ahead(0) | 32, cursor.ahead(1) | 32, cursor.ahead(2) | 32];
    cursor.ahead(3) == b' ' && of_letters(lower).is_some()
}

/// The month that starts with these three letters, if the word is that or goes on as it does.
fn english(word: &[u8]) -> Option<u32> {
    let nr = of_letters([word[0] | 32, word[1] | 32, word[2] | 32])?;
    let is_it =
        word.len() == 3 || (1..).zip(MONTHS).any(|(one, name)| one == nr && name.eq_ignore_ascii_case(word));
    is_it.then_some(nr)
}

fn other(word: &[u8]) -> Option<u32> {
    let is = |names: &&[&[u8]]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    (1..).zip(&OTHERS).find(|(_, names)| is(names)).map(|(nr, _)| nr)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Steps over a day of the week: `Sat`, `Saturday`, `sam.`, `Sa`, and its comma.
///
/// In other languages any short word does that a day or month follows.
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> bool {
    #[rustfmt::skip]
    const OTHERS: [&[u8]; 50] = [
        b"mo", b"di", b"mi", b"do", b"fr", b"sa", b"so", b"lun", b"mar", b"mer", b"jeu", b"ven", b"sam",
        b"dim", b"lundi", b"mardi", b"mercredi", b"jeudi", b"vendredi", b"samedi", b"dimanche",
        b"mi\xC3\xA9", b"mi\xE9", b"jue", b"vie", b"s\xC3\xA1b", b"s\xE1b", b"dom", b"gio", b"sab",
        b"seg", b"ter", b"qua", b"qui", b"sex", b"ma", b"wo", b"vr", b"za", b"zo", b"montag",
        b"dienstag", b"mittwoch", b"donnerstag", b"freitag", b"samstag", b"sonntag", b"zat",
        "Пт".as_bytes(), "Сб".as_bytes(),
    ];
    let n = (0..20).take_while(|&n| is_letter(cursor.ahead(n))).count();
    let Some(word) = cursor.line.get(cursor.at..cursor.at + n) else { return false };
    let is_english = |day: &&[u8]| {
        word.len() == 3 && day[..3].eq_ignore_ascii_case(word) || day.eq_ignore_ascii_case(word)
    };
    if n < 2 || !(WEEKDAYS.iter().any(is_english) || OTHERS.iter().any(|day| day.eq_ignore_ascii_case(word)))
    {
        return false;
    }
    let mut after = Cursor { at: cursor.at + n, ..*cursor };
    after.eat(b'.');
    after.eat(b',');
    if after.peek() != b' ' {
        return false;
    }
    after.skip_spaces();
    // `mar` is a day and a month: a day is followed by a month or by a number and a month.
    if WEEKDAYS.iter().all(|day| !is_english(day)) && after.peek().is_ascii_digit() {
        let mut day = after;
        let is_day = day.one_or_two().is_some() && {
            day.eat(b'.');
            day.eat(b' ') && month(&mut day).is_some()
        };
        if !is_day {
            return false;
        }
    }
    *cursor = after;
    true
}
